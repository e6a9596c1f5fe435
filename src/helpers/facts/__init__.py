"""Public facts of ``data/reference`` and ``data/evidence``: each row with its source, each file with its schema."""

from collections.abc import Callable

import pandera.pandas as pa

from helpers.facts import documents, law, minimum_wage_schemas, published, reference

#: What makes the schema of each table, by the file's name without ending, folder by folder.
REFERENCE: dict[str, Callable[[], pa.DataFrameSchema]] = {
    **minimum_wage_schemas.SCHEMAS,
    **reference.SCHEMAS,
    **law.SCHEMAS,
}
EVIDENCE: dict[str, Callable[[], pa.DataFrameSchema]] = {**published.SCHEMAS, **documents.SCHEMAS}
