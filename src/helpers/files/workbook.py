"""Read XLSX workbooks sheet by sheet: hidden sheets, merged cells, formulas, dates, and files meant to do harm."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils import column_index_from_string, range_boundaries

from helpers.files import paths
from helpers.files.grid import Grid, cell_text, collect
from helpers.files.guards import Archive
from helpers.files.kinds import refuse_disguised
from helpers.language import Note, UserError

_MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
#: A formula whose result was never stored: the file was written by a program and not opened in Excel since.
_UNCOMPUTED = re.compile(
    rb'<c\s[^>]*?r="([A-Z]+)([0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_SAVE_AGAIN = Note("Open it in Excel or LibreOffice and save it again as .xlsx.")


def read_workbook(file: Path, only_first: bool = False) -> list[Grid]:
    """What stands in the sheets of a workbook?

    Parameters
    ----------
    file
        The file.
    only_first
        Whether to read the first sheet that is shown and no other.

    Returns
    -------
    list of Grid
        The sheets that are shown, then the hidden ones. A cell merged downwards has its value in each of its rows.

    Raises
    ------
    UserError
        Where the file is no workbook, is locked, damaged, or would unpack to a monstrous size.
    """
    refuse_disguised(file, "workbook")
    where = paths.relative(file)
    if not zipfile.is_zipfile(file):
        raise UserError(
            "{where}: this is not a readable XLSX workbook, but part of one. {advice}", where=where, advice=_SAVE_AGAIN
        )
    with Archive(file) as archive:
        for name in archive.names:
            archive.check(name)
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises whatever zip, XML or its own readers raise
            raise _unreadable(where, error) from None
        try:
            sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
            if not sheets:
                raise UserError(
                    "{where}: the workbook has no sheet with cells. {advice}", where=where, advice=_SAVE_AGAIN
                )
            several = len(sheets) > 1
            return [_grid(sheet, archive, where, several) for sheet in (sheets[:1] if only_first else sheets)]
        except UserError:
            raise
        except Exception as error:
            raise _unreadable(where, error) from None
        finally:
            book.close()


def _unreadable(where: str, error: Exception) -> UserError:
    return UserError(
        "{where}: this is not a readable XLSX workbook ({error}). {advice}",
        where=where,
        error=type(error).__name__,
        advice=_SAVE_AGAIN,
    )


def _grid(sheet: openpyxl.worksheet._read_only.ReadOnlyWorksheet, archive: Archive, where: str, several: bool) -> Grid:
    # What a workbook says of its own size is often wrong, and rows beyond it would be lost.
    sheet.reset_dimensions()
    rows = [_trimmed([cell_text(cell) for cell in row]) for row in sheet.iter_rows(values_only=True)]
    while rows and not rows[-1]:
        rows.pop()
    content = archive.read(sheet._worksheet_path.lstrip("/"))
    merged = [range_boundaries(found.decode()) for found in _MERGED.findall(content)]
    notes = _fill_downwards(rows, merged)
    uncomputed = frozenset(
        (int(row), column_index_from_string(column.decode()) - 1) for column, row in _UNCOMPUTED.findall(content)
    )
    cells, widths = collect(rows)
    place = Note("{where}, sheet {sheet!r}", where=where, sheet=sheet.title) if several else where
    hidden = sheet.sheet_state != "visible"
    return Grid(place, sheet.title, cells, widths, hidden, True, uncomputed, notes=tuple(notes))


def _trimmed(row: list[str]) -> list[str]:
    while row and row[-1] == "":
        row.pop()
    return row


def _fill_downwards(rows: list[list[str]], merged: list[tuple[int, int, int, int]]) -> list[str]:
    """Write the value of a cell merged over several rows into each of them; return a note where that was done."""
    filled = 0
    for left, top, right, bottom in merged:
        if left != right or top == bottom or top > len(rows) or len(rows[top - 1]) < left:
            continue
        value = rows[top - 1][left - 1]
        for row in rows[top : min(bottom, len(rows))]:
            row.extend([""] * (left - len(row)))
            row[left - 1] = value
            filled += 1
    return [Note("{cells} cells are merged with the one above and have its value.", cells=filled)] if filled else []
