"""``data/datapackage.json``: every file of the data for machines, made from the schemas and the questionnaire.

The file follows the Data Package standard, version 2. Columns, limits and choices of the facts and of the surveys are those
that `helpers.facts.reference`, `helpers.facts.published` and the questionnaire check them by.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa

from helpers import facts, files
from helpers.demonstration.study_files import planted_schema
from helpers.facts import checked
from helpers.files import paths
from helpers.form import sheet_schemas
from helpers.hours.simulation import coverage_schema
from helpers.release import data_files
from helpers.release.columns import constraint, delimiter, header, link
from helpers.release.data_files import DataFile
from helpers.release.survey_schemas import survey_schema
from helpers.studies.places import places_schema

PROFILES = "https://datapackage.org/profiles/2.0/"


_TYPES = {"Int64": "integer", "float64": "number"}


#: File and column → the file and column in which each of its values stands.
_REFERS_TO = {
    ("umk_cilacap_zones", "bps_code"): ("regencies_central_java", "bps_code"),
    ("published_pay", "repeats_obs"): ("published_pay", "obs_id"),
    ("segments", "document_id"): ("documents", "document_id"),
    ("codebook", "parent"): ("codebook", "code"),
    ("codings", "segment_id"): ("segments", "segment_id"),
    ("codings", "code"): ("codebook", "code"),
    ("against_expectation", "segment_id"): ("segments", "segment_id"),
    ("against_expectation", "figure_id"): ("published_figures", "id"),
}


_INVENTED = "DEMONSTRATION DATA, INVENTED BY A PROGRAM: evidence of nothing; nobody in it exists."


def file() -> Path:
    """Return where the description stands."""
    return paths.data() / "datapackage.json"


def package() -> dict[str, Any]:
    """Describe the data that the collection ships.

    Returns
    -------
    dict
        A Data Package (version 2): the licence, and one resource per CSV file with its hash, size, columns and keys.
    """
    return {
        "$schema": PROFILES + "datapackage.json",
        "name": "home-workers",
        "title": "Home workers in the putting-out system: minimum wages, law, published evidence, survey form",
        "description": (
            "Real and published: minimum wages, law, published pay and hours, documents and what they say of home workers "
            "(pekerja rumahan) in Central Java, Indonesia; every row has its source. The surveys under studies/ are "
            "demonstration surveys: invented by a program, evidence of nothing."
        ),
        "keywords": [
            "home workers",
            "pekerja rumahan",
            "putting-out system",
            "piece rates",
            "minimum wage",
            "Indonesia",
        ],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "The home-workers project", "roles": ["creator"]}],
        "resources": [_resource(one) for one in data_files.shipped() if one.path.endswith(".csv")],
    }


def text() -> str:
    """Return the description as it stands in the file."""
    return json.dumps(package(), indent=1, ensure_ascii=False) + "\n"


def _resource(one: DataFile) -> dict[str, Any]:
    content = one.file.read_bytes()
    told = f"Source: {one.source['en']}."
    if one.origin == "invented":
        told = f"{_INVENTED} {told}"
    from_the_field = one.path.startswith("studies/") and one.path.endswith("/survey.csv")
    if from_the_field:
        told += " As from the field: a cell that its column does not allow is one of the errors in planted_errors.csv."
    schema = survey_schema(one) if from_the_field else _checked_schema(one)
    return {
        "$schema": PROFILES + "dataresource.json",
        "name": one.name,
        "path": one.path,
        "type": "table",
        "title": one.title["en"],
        "description": told,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": delimiter(one)},
        "schema": {"$schema": PROFILES + "tableschema.json", **schema, "missingValues": [""]},
    }


def read(one: DataFile) -> pd.DataFrame:
    """Read a shipped file, checked against the schema that describes it.

    Raises
    ------
    UserError
        Naming every cell that is not as described.
    """
    return checked.read_table(one.file, schemas()[one.name])


def _checked_schema(one: DataFile) -> dict[str, Any]:
    read(one)  # only what is so is described
    schema = schemas()[one.name]()
    fields = [_field(name, schema.columns[name]) for name in header(one)]
    singles = [[name] for name, column in schema.columns.items() if column.unique]
    together = [check.name.split(", ") for check in schema.checks if check.error == checked.once("x").error]
    keys = singles + together
    found: dict[str, Any] = {"fields": fields}
    if keys:
        found["primaryKey"] = keys[0]
    if together and keys[1:]:
        found["uniqueKeys"] = keys[1:]
    links = [link(one.name, column, *to) for (name, column), to in _REFERS_TO.items() if name == one.name]
    return found | ({"foreignKeys": links} if links else {})


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        constraints |= constraint(check)
    field = {"name": name, "type": _TYPES.get(str(column.dtype), "string"), "title": data_files.column_titles()[name]}
    field["description"] = f"Allowed: {column.description}."
    return field | ({"constraints": constraints} if constraints else {})


def schemas() -> dict[str, Callable[[], pa.DataFrameSchema]]:
    """Return what makes the schema of each shipped CSV file but the field files, by the name of the file."""
    made = {
        **{f"questionnaire-{name}": schema for name, schema in sheet_schemas.SCHEMAS.items()},
        "simulation-coverage": coverage_schema,
    }
    of_studies = {
        f"{name}-{kind}": schema
        for name in data_files.shipped_studies()
        for kind, schema in {"places": places_schema, "planted_errors": planted_schema}.items()
    }
    return {**facts.REFERENCE, **facts.EVIDENCE, **data_files.SCHEMAS, **made, **of_studies}


def write() -> Path:
    """Write the description, and return where it stands."""
    files.write_text(file(), text())
    return file()


if __name__ == "__main__":
    print(f"{paths.relative(write())}: {len(package()['resources'])} files")
