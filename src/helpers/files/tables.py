"""Read tables as people save them: text in every cell, and the row number that a spreadsheet shows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.files import paths
from helpers.files.csv_file import read_csv
from helpers.files.grid import Grid
from helpers.files.kinds import refuse_unreadable
from helpers.files.workbook import read_workbook
from helpers.language import Note, UserError

FIRST_ROW = 2
__all__ = ["FIRST_ROW", "below_header", "filled", "header_of", "need_columns", "read_table"]


def read_table(file: Path, may_be_empty: bool = False) -> pd.DataFrame:
    """Read a CSV or XLSX file as text.

    Parameters
    ----------
    file
        ``.csv`` (UTF-8, UTF-16 or Windows-1252; semicolons, commas, tabs or bars) or ``.xlsx`` (the first sheet that
        is shown).
    may_be_empty
        Whether a header without rows is an answer, too.

    Returns
    -------
    pandas.DataFrame
        Text in every cell, blanks as empty text; rows and columns with nothing in them are left out. The index
        ``row`` counts as a spreadsheet does, the header being row 1.

    Raises
    ------
    UserError
        Where the file is of another kind, cannot be read, is empty, or has a column twice.
    """
    ending = file.suffix.casefold()
    if ending not in (".csv", ".xlsx") and not file.is_dir():
        raise UserError(
            "{file}: {ending} is not a kind of file that is read here. Save it as CSV or XLSX.",
            file=paths.relative(file),
            ending=file.suffix or Note("no ending"),
        )
    refuse_unreadable(file)
    grid = read_csv(file).grid if ending == ".csv" else read_workbook(file, only_first=True)[0]
    rows = filled(grid.cells).index
    if rows.empty:
        raise UserError("{place}: nothing stands in it. Export it again.", place=grid.place)
    header_row = int(rows[0])
    header = header_of(grid, header_row)
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise UserError(
            "{place}, row {row}: the column {column!r} stands more than once. Delete or rename all but one.",
            place=grid.place,
            row=header_row,
            column=doubled[0],
        )
    below = below_header(grid, header_row)
    if below.empty and not may_be_empty:
        raise UserError("{place}: there is no row below the header. Export it again.", place=grid.place)
    named = [position for position, name in enumerate(header) if name]
    table = below[named].set_axis([header[position] for position in named], axis=1)
    return filled(table)


def header_of(grid: Grid, row: int) -> list[str]:
    """Return the cells of the header row."""
    return list(grid.cells.loc[row])[: int(grid.widths[row - 1])]


def below_header(grid: Grid, header_row: int) -> pd.DataFrame:
    """Return the rows below the header that have anything in them.

    Raises
    ------
    UserError
        Where a row has more cells than the header, with something in one of them: then nobody knows which cell belongs
        to which column.
    """
    width = int(grid.widths[header_row - 1])
    below = grid.cells.loc[header_row + 1 :]
    beyond = below.columns[width:]
    # Cells beyond a sheet's header are remarks beside the table; in a text file they shift the others.
    if len(beyond) and not grid.is_sheet:
        too_many = (below[beyond] != "").any(axis=1)
        if too_many.any():
            row = int(too_many.idxmax())
            raise UserError(
                "{place}, row {row}: {cells} cells, but the header has {width}. A cell probably has a separator in it "
                "without quotes: put it in quotes, or export as XLSX.",
                place=grid.place,
                row=row,
                cells=int(grid.widths[row - 1]),
                width=width,
            )
    return filled(below[below.columns[:width]])


def filled(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have anything in them."""
    some = (table != "").any(axis=1)
    return table if some.all() else table[some]


def need_columns(table: pd.DataFrame, columns: tuple[str, ...], file: Path, what_for: str) -> None:
    """Raise a `UserError` where one of `columns` is not in the table that was read from `file`."""
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise UserError(
            "{file}: the column {column!r} is missing. {what_for}",
            file=paths.relative(file),
            column=absent[0],
            what_for=what_for,
        )
