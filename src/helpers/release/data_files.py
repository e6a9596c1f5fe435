"""What each committed file of ``data/`` is, where it comes from and what its columns are called; for people.

The files are listed in ``data/files.csv``, the titles of their columns in ``data/columns.csv``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import pandera.pandas as pa

from helpers.facts import checked
from helpers.files import paths
from helpers.language import Note

#: ``published`` facts with their sources, what the collection made itself (``own``), and what a program ``invented``.
Origin = Literal["published", "own", "invented"]


@dataclass(frozen=True)
class DataFile:
    """One file of ``data/``.

    Attributes
    ----------
    path
        As seen from ``data/``, with ``/``.
    origin
        Whether its content is published, the collection's own, or invented.
    title
        What one row is, in each language.
    source
        Where the content comes from, in each language.
    """

    path: str
    origin: Origin
    title: dict[str, str]
    source: dict[str, str]

    @property
    def file(self) -> Path:
        """Where the file lies."""
        return paths.data() / self.path

    @property
    def name(self) -> str:
        """The name of the file among all others: its folder where its own name says too little."""
        *folders, last = self.path.rsplit(".", 1)[0].split("/")
        if not folders or folders[0] in ("reference", "evidence"):
            return last
        name = f"{folders[-1]}-{last}"
        return name if self.path.endswith(".csv") else f"{name}-{self.path.rsplit('.', 1)[1]}"


def shipped() -> list[DataFile]:
    """List the data that the collection ships."""
    return [
        DataFile(
            row.path,
            row.origin,
            {"en": row.title_en, "id": row.title_id},
            {"en": row.source_en, "id": row.source_id},
        )
        for row in checked.read_table(_file("files"), _files_schema).itertuples()
    ]


def shipped_studies() -> list[str]:
    """List the studies that ship, all of them invented; a field study stays with those who made it."""
    return sorted({one.path.split("/")[1] for one in shipped() if one.path.startswith("studies/")})


def column_titles() -> dict[str, str]:
    """Return what each column of the data is called for people: the name that all files share → title."""
    table = checked.read_table(_file("columns"), _columns_schema)
    return dict(zip(table["column"], table["title_en"], strict=True))


def _file(name: str) -> Path:
    return paths.data() / f"{name}.csv"


def _files_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "path": checked.key(Note("the path of a file, as seen from data/"), r"(?:[a-z0-9_-]+/)*[a-z0-9_]+\.[a-z]+"),
            "origin": checked.choice(get_args(Origin)),
            "title_en": checked.text(Note("what one row is, in English")),
            "title_id": checked.text(Note("what one row is, in Indonesian")),
            "source_en": checked.text(Note("where the content comes from, in English")),
            "source_id": checked.text(Note("where the content comes from, in Indonesian")),
        },
        strict=True,
    )


def _columns_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "column": checked.key(Note("the name of a column"), r"\S.*"),
            "title_en": checked.text(Note("the title of the column, in English")),
        },
        strict=True,
    )


#: What makes the schema of each of the two files, by its name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {"files": _files_schema, "columns": _columns_schema}
