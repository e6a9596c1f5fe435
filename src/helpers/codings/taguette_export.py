"""Highlights exported from Taguette as CSV or XLSX: one row per highlight and tag, without places in the text.

The file does not say who coded: it is taken for one coder's, and its name for the coder's.
"""

from __future__ import annotations

from pathlib import Path

from helpers.codings import taguette, workbook
from helpers.codings.model import Reading, Row
from helpers.files import guards, paths, tables
from helpers.language import Note, UserError

#: Taguette writes one tag per row; older versions, and people, several with commas between.
TAG_COLUMNS = ("tag", "tags", "tag(s)")
_HINT = Note(
    "Taguette's export of highlights has the columns id, document, tag, content: choose 'Highlights', "
    "'Export this view', CSV or XLSX."
)


def is_export(header: list[str]) -> bool:
    """Does a file with these columns come from Taguette?"""
    return {"document", "content"} <= set(header) and not set(TAG_COLUMNS).isdisjoint(header)


def read(file: Path) -> Reading:
    """Read exported highlights."""
    guards.check_size(file, file.stat().st_size, guards.LARGEST_PART)
    header, lines = _table(file)
    if not is_export(header):
        raise UserError(
            "{file}, row 1: the columns are {columns}. {hint}",
            file=paths.relative(file),
            columns=", ".join(filter(None, header)),
            hint=_HINT,
        )
    tag_column = next(name for name in TAG_COLUMNS if name in header)
    at = {name: header.index(name) for name in ("id", "document", "content", tag_column) if name in header}
    rows: list[Row] = []
    uncoded = 0
    tags: dict[str, None] = {}
    for number, line in lines:
        document, content, written = (line[at[name]].strip() for name in ("document", "content", tag_column))
        if not document:
            raise UserError(
                "{file}, row {row}, document: (blank). Every highlight needs its document.",
                file=paths.relative(file),
                row=number,
            )
        # Without identifiers every row is a highlight of its own.
        key = (line[at["id"]] if "id" in at else "") or f"row {number}"
        several = tag_column != "tag"
        found = [tag.strip() for tag in (written.split(",") if several else [written]) if tag.strip()]
        uncoded += not found
        tags.update(dict.fromkeys(found))
        rows += [Row(document, None, None, content or None, "", tag, (document, key)) for tag in found]
    notes: list[str] = []
    if uncoded:
        notes.append(
            Note(
                "{file}: {count} highlights carry no tag; they are left out.", file=paths.relative(file), count=uncoded
            )
        )
    return Reading(file, taguette.codes([(tag, tag, None, "") for tag in tags]), rows, notes=notes)


def _table(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read the header, and each row that is not blank with its number in the spreadsheet."""
    if file.suffix.casefold() == ".xlsx":
        header, *lines = workbook.read_rows(file) or [[]]
        header = [name.strip().casefold() for name in header]
        numbered = [
            (number, (line + [""] * len(header))[: len(header)])
            for number, line in enumerate(lines, tables.FIRST_ROW)
            if any(line)
        ]
        return header, numbered
    table = tables.read_table(file, may_be_empty=True)
    cells = zip(*(table[name].tolist() for name in table.columns), strict=True)
    return [name.strip().casefold() for name in table.columns], list(zip(table.index, map(list, cells), strict=True))
