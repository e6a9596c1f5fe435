"""Read the survey's raw file as it came from the field: text in every cell, and the row a spreadsheet shows."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import openpyxl
import pandas as pd

from helpers import paths
from helpers.errors import UserError, nearest
from helpers.questionnaire import Questionnaire
from helpers.study import Study

#: What KoboToolbox adds to a submission and the cleaning uses.
SYSTEM_COLUMNS = ("_uuid", "_submission_time")
#: Without these no question of the collection can be answered.
NEEDED = ("consent", "kecamatan", "desa", "product")
FIRST_ROW = 2


def read_table(file: Path) -> pd.DataFrame:
    """Read a CSV or XLSX file as text.

    Parameters
    ----------
    file
        ``.csv`` (UTF-8; semicolons, commas or tabs) or ``.xlsx`` (its first sheet).

    Returns
    -------
    pandas.DataFrame
        Text in every cell, blanks as empty text; the index ``row`` counts as a spreadsheet does, the header being
        row 1.

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
    if not rows:
        raise UserError(f"{paths.relative(file)}: there is no row below the header. Export the survey again.")
    table = pd.DataFrame(rows, columns=header, dtype="str")
    table.index = pd.RangeIndex(FIRST_ROW, FIRST_ROW + len(table), name="row")
    filled = (table != "").any(axis=1)
    return table[filled]


def read_answers(study: Study, form: Questionnaire) -> pd.DataFrame:
    """Read the study's survey under the questions' names, without anything that would tell who a person is.

    Personal questions are dropped before anything else is done; so are all columns that belong to no question.

    Parameters
    ----------
    study
        Names the file and the columns that are called otherwise than the questions.
    form
        The questionnaire.

    Returns
    -------
    pandas.DataFrame
        Text answers: a column per question of the form that is not personal (empty where the file has none), then
        the system columns; index ``row`` as in `read_table`.
    """
    table = read_table(study.survey.file)
    known = [name for name in form.questions.index if name not in form.personal()]
    renamed = table.rename(columns=_mapping(study, form, list(table.columns)))
    absent = [name for name in NEEDED if name not in renamed.columns]
    if absent:
        raise UserError(_ask_for_mapping(study, absent, list(table.columns)))
    kept = [*known, *SYSTEM_COLUMNS, *([study.survey.weight] if study.survey.weight else [])]
    answers = renamed.reindex(columns=kept, fill_value="")
    return answers.apply(lambda column: column.str.strip())


def _mapping(study: Study, form: Questionnaire, columns: list[str]) -> dict[str, str]:
    settings = paths.relative(study.folder / "study.yaml")
    for column, question in study.survey.columns.items():
        if column not in columns:
            near = ", ".join(nearest(column, columns)) or "none comes near"
            raise UserError(
                f"{settings}, survey, columns: the file has no column {column!r} (nearest: {near}). "
                "Write it as in the file's first row."
            )
        form.question(question)
    return study.survey.columns


def _ask_for_mapping(study: Study, absent: list[str], columns: list[str]) -> str:
    lines = []
    for question in absent:
        guess = nearest(question, columns, 1)
        lines.append(f"    {guess[0] if guess else 'COLUMN IN THE FILE'}: {question}")
    return (
        f"{paths.relative(study.survey.file)}: no column is called {', '.join(absent)}. Say which column answers "
        f"which question in {paths.relative(study.folder / 'study.yaml')}, under survey:\n  columns:\n"
        + "\n".join(lines)
    )


def _read_csv(file: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(
            f"{paths.relative(file)}: byte {error.start} is not UTF-8. Save the file again as 'CSV UTF-8'."
        ) from None
    first_line = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first_line.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
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


def _read_xlsx(file: Path) -> tuple[list[str], list[list[str]]]:
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
        return f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat()
    return str(cell)
