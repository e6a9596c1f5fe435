"""The collection's own layout: a folder with ``segments.csv``, ``codings.csv``, ``codebook.csv``, ``documents.csv``.

- ``segments.csv``: segment_id, document_id, a text (``text``, ``text_en`` or ``text_id``); if known, start and end.
- ``codings.csv``: segment_id, coder, code.
- ``codebook.csv``: code, parent; whatever else it tells of a code is kept.
- ``documents.csv`` (may be missing): document_id and what is known of each document, which becomes its variables.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from helpers.codings.model import Code, Reading, Row
from helpers.files import guards, paths, tables
from helpers.language import Note, UserError, nearest

CODINGS = "codings.csv"
TEXT_COLUMNS = ("text", "text_en", "text_id")
_DESCRIPTIONS = ("description", "definition", "definition_en", "definition_id")
_LAYOUT = Note("The folder needs segments.csv, codings.csv and codebook.csv, as data/evidence has them.")


def read(folder: Path) -> Reading:
    """Read a folder in the collection's own layout."""
    segments = _table(folder / "segments.csv", ("segment_id", "document_id"))
    codings = _table(folder / CODINGS, ("segment_id", "coder", "code"))
    codebook = _table(folder / "codebook.csv", ("code", "parent"))
    _refuse_doubles(segments["segment_id"], folder / "segments.csv")
    _refuse_doubles(codebook["code"], folder / "codebook.csv")
    _refuse_unknown(codings["segment_id"], set(segments["segment_id"]), folder / CODINGS, "segments.csv")
    _refuse_unknown(codings["code"], set(codebook["code"]), folder / CODINGS, "codebook.csv")
    filled = codebook["parent"][codebook["parent"] != ""]
    _refuse_unknown(filled, set(codebook["code"]), folder / "codebook.csv", "codebook.csv")
    known = dict(zip(segments["segment_id"], _places(segments, folder / "segments.csv"), strict=True))
    rows = []
    for segment, coder, code in zip(codings["segment_id"], codings["coder"], codings["code"], strict=True):
        document, start, end, text = known[segment]
        rows.append(Row(document, start, end, text, coder, code, segment))
    _refuse_blank(codings["coder"], folder / CODINGS)
    return Reading(folder, _codes(codebook, set(codings["code"])), rows, _documents(folder), given=True)


def _table(file: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not file.is_file():
        raise UserError("{file}: there is no such file. {layout}", file=paths.relative(file), layout=_LAYOUT)
    guards.check_size(file, file.stat().st_size, guards.LARGEST_PART)
    if not file.stat().st_size:
        raise UserError("{file}: the file is empty. {layout}", file=paths.relative(file), layout=_LAYOUT)
    table = tables.read_table(file, may_be_empty=True)
    tables.need_columns(table, columns, file, _LAYOUT)
    return table.apply(lambda column: column.str.strip())


def _refuse(file: Path, column: pd.Series, wrong: pd.Series, wanted: Note) -> None:
    if wrong.any():
        row, count = wrong.idxmax(), int(wrong.sum())
        mend = (
            Note("There are {count} such rows. Mend them in the file.", count=count)
            if count > 1
            else Note("Mend it in the file.")
        )
        raise UserError(
            "{file}, row {row}, {column}: {value!r} – wanted: {wanted}. {mend}",
            file=paths.relative(file),
            row=row,
            column=column.name,
            value=column.loc[row],
            wanted=wanted,
            mend=mend,
        )


def _refuse_doubles(column: pd.Series, file: Path) -> None:
    wanted = Note("a {column} that no other row has", column=column.name)
    _refuse(file, column, column.duplicated() | (column == ""), wanted)


def _refuse_blank(column: pd.Series, file: Path) -> None:
    _refuse(file, column, column == "", Note("who coded, as a code and not a name"))


def _refuse_unknown(column: pd.Series, known: Collection[str], file: Path, other: str) -> None:
    wrong = ~column.isin(list(known))
    if wrong.any():
        near = ", ".join(nearest(column.loc[wrong.idxmax()], known))
        wanted = (
            Note("one that stands in {file} ({near}?)", file=other, near=near)
            if near
            else Note("one that stands in {file}", file=other)
        )
        _refuse(file, column, wrong, wanted)


def _places(segments: pd.DataFrame, file: Path) -> list[tuple[str, int | None, int | None, str | None]]:
    """Tell every segment's document, start, end and text."""
    column = next((name for name in TEXT_COLUMNS if name in segments), None)
    if column is None:
        raise UserError(
            "{file}, row 1: there is no column with the text ({columns}). {layout}",
            file=paths.relative(file),
            columns=", ".join(TEXT_COLUMNS),
            layout=_LAYOUT,
        )
    texts = segments[column].where(segments[column] != "", None).astype("object")
    ends = []
    for name in ("start", "end"):
        written = segments[name] if name in segments else pd.Series("", index=segments.index, dtype="str", name=name)
        wrong = ~written.str.fullmatch(r"\d{0,15}")
        _refuse(file, written, wrong, Note("a whole number of characters, or nothing"))
        ends.append([int(cell) if cell else None for cell in written])
    _refuse(file, segments["document_id"], segments["document_id"] == "", Note("the document of the segment"))
    return list(zip(segments["document_id"], *ends, texts, strict=True))


def _codes(codebook: pd.DataFrame, used: set[str]) -> list[Code]:
    description = next((name for name in _DESCRIPTIONS if name in codebook), None)
    more = [name for name in codebook.columns if name not in ("code", "parent", "description", "codable")]
    parents = set(codebook["parent"])
    return [
        Code(
            row["code"],
            row["code"],
            row["parent"] or None,
            row[description] if description else "",
            # A heading of a family is no code to give, unless somebody gave it.
            row["code"] not in parents or row["code"] in used,
            {name: row[name] for name in more},
        )
        for row in codebook.to_dict("records")
    ]


def _documents(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    file = folder / "documents.csv"
    if not file.is_file():
        return {}
    table = _table(file, ("document_id",))
    _refuse_doubles(table["document_id"], file)
    others = [name for name in table.columns if name != "document_id"]
    return {
        (row["document_id"], row["document_id"]): {name: row[name] for name in others}
        for row in table.to_dict("records")
    }
