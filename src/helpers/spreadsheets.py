"""Read tables as people save them: text in every cell, and the row number that a spreadsheet shows."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import openpyxl
import pandas as pd

from helpers import paths
from helpers.errors import UserError

FIRST_ROW = 2
_Cells = tuple[list[str], list[list[str]]]


def read_table(file: Path, may_be_empty: bool = False) -> pd.DataFrame:
    """Read a CSV or XLSX file as text.

    Parameters
    ----------
    file
        ``.csv`` (UTF-8; semicolons, commas or tabs) or ``.xlsx`` (its first sheet).
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
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(file.suffix.casefold())
    if reader is None:
        raise UserError(
            f"{paths.relative(file)}: {file.suffix or 'no ending'} is not a kind of file that is read here. "
            "Export the survey as CSV or XLSX."
        )
    header, rows = reader(file)
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    if doubled:
        raise UserError(
            f"{paths.relative(file)}, row 1: the column {doubled[0]!r} stands more than once. "
            "Delete or rename all but one."
        )
    if not rows and not may_be_empty:
        raise UserError(f"{paths.relative(file)}: there is no row below the header. Export the survey again.")
    table = pd.DataFrame(rows, columns=header, dtype="str")
    table.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(table), name="row")
    table = table.loc[:, [name != "" for name in header]]
    return table[(table != "").any(axis=1)]


def need_columns(table: pd.DataFrame, columns: tuple[str, ...], file: Path, what_for: str) -> None:
    """Raise a `UserError` where one of `columns` is not in the table that was read from `file`."""
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise UserError(f"{paths.relative(file)}: the column {absent[0]!r} is missing. {what_for}")


def _read_csv(file: Path) -> _Cells:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{paths.relative(file)}: byte {error.start} is not UTF-8. Save the file again as 'CSV UTF-8'."
        ) from None
    first_line = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, rows = 1, []
    try:
        for row in reader:
            rows.append(row)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            f"{paths.relative(file)}, from line {begins}: a quote is opened and not closed as it should be "
            f"({error}). Mend the cell, or export as XLSX."
        ) from None
    if not rows:
        raise UserError(f"{paths.relative(file)}: the file is empty. Export the survey again.")
    header = rows[0]
    for position, row in enumerate(rows[1:], FIRST_ROW):
        if len(row) > len(header):
            raise UserError(
                f"{paths.relative(file)}, row {position}: {len(row)} cells, but the header has {len(header)}. "
                "A cell probably has a separator in it without quotes: put it in quotes, or export as XLSX."
            )
    return header, [row + [""] * (len(header) - len(row)) for row in rows[1:]]


def _read_xlsx(file: Path) -> _Cells:
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zip, XML or its own readers raise
        raise UserError(
            f"{paths.relative(file)}: this is not a readable XLSX workbook ({type(error).__name__}). "
            "Open it in Excel or LibreOffice and save it again as .xlsx."
        ) from None
    sheet = book.worksheets[0]
    rows = [[_cell_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    book.close()
    if not rows:
        raise UserError(f"{paths.relative(file)}: the first sheet is empty. Export the survey again.")
    header = rows[0]
    while header and header[-1] == "":
        header = header[:-1]
    return header, [row[: len(header)] + [""] * (len(header) - len(row)) for row in rows[1:]]


def _cell_text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        text = f"{cell:.15g}"
        # A number cell has no thousands separators: with a fourth decimal nobody can take 2.125 for 2125.
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat()
    return str(cell)
