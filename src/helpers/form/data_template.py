"""An empty table for answers that are typed in by hand: one column a question, lists to choose from, a codebook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers import files
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire

DATA, CODEBOOK, CHOICES = "data", "codebook", "choices"
#: So many rows can be filled in with lists and limits at hand.
ROWS = 2_000
_HEAD = PatternFill("solid", fgColor="DCE9F2")
_KINDS = {
    "text": ("text", "teks"),
    "date": ("date, 2024-05-31", "tanggal, 2024-05-31"),
    "number": ("number", "angka"),
    "count": ("whole number", "bilangan bulat"),
    "one": ("one answer, its name", "satu jawaban, namanya"),
    "several": ("several answers, their names with a blank between", "beberapa jawaban, namanya dipisah spasi"),
}


def codebook(form: Questionnaire) -> pd.DataFrame:
    """List the questions in the order of the form: what each means, how it is answered, which answers there are.

    Returns
    -------
    pandas.DataFrame
        ``question``, ``label_en``, ``label_id``, ``answer_en``, ``answer_id``, ``unit``, ``minimum``, ``maximum``,
        ``choices`` (``name = English / Indonesian``, ``;`` between), ``asked_if`` (as the form has it), ``personal``.
    """
    survey = form.sheets["survey"].set_index("name")
    rows = []
    for name, question in form.questions.iterrows():
        english, indonesian = _KINDS.get(question["kind"], ("filled in by the program", "diisi oleh program"))
        rows.append(
            {
                "question": name,
                "label_en": survey.at[name, LABEL_COLUMNS["en"]],
                "label_id": survey.at[name, LABEL_COLUMNS["id"]],
                "answer_en": english,
                "answer_id": indonesian,
                "unit": question["unit"],
                "minimum": question["minimum"],
                "maximum": question["maximum"],
                "choices": _choices(form, str(name), question["choice_list"]),
                "asked_if": survey.at[name, "relevant"],
                "personal": "yes" if question["personal"] else "",
            }
        )
    return pd.DataFrame(rows)


def write(form: Questionnaire, path: Path) -> None:
    """Write the empty table as a workbook: sheets ``data``, ``codebook`` and ``choices``.

    Questions that would tell who a person is have no column: such answers belong on paper, and not beside the others.
    """
    book = Workbook()
    data = book.active
    data.title = DATA
    asked = form.questions[~form.questions["personal"] & ~form.questions["kind"].isin(["time", "place"])]
    listed = form.choices[["list_name", "name", *LABEL_COLUMNS.values()]]
    _write_table(book.create_sheet(CODEBOOK), codebook(form))
    _write_table(book.create_sheet(CHOICES), listed.set_axis(["list_name", "name", "label_en", "label_id"], axis=1))
    places = _places_of_lists(listed)
    for column, (name, question) in enumerate(asked.iterrows(), 1):
        head = data.cell(1, column, str(name))
        head.font, head.fill = Font(bold=True), _HEAD
        head.comment = Comment(_note(form, str(name)), "home-workers", width=320, height=140)
        letter = get_column_letter(column)
        data.column_dimensions[letter].width = max(len(str(name)) + 3, 12)
        check = _validation(question, places)
        if check is not None:
            data.add_data_validation(check)
            check.add(f"{letter}2:{letter}{ROWS + 1}")
    data.freeze_panes = "A2"
    files.write_workbook(path, book)


def _choices(form: Questionnaire, name: str, choice_list: str) -> str:
    if not choice_list:
        return ""
    english, indonesian = (form.choice_labels(name, language) for language in ("en", "id"))
    return "; ".join(f"{choice} = {english[choice]} / {indonesian[choice]}" for choice in form.choice_names(name))


def _note(form: Questionnaire, name: str) -> str:
    row = form.sheets["survey"].set_index("name").loc[name]
    english, indonesian = _KINDS.get(form.questions.at[name, "kind"], ("", ""))
    return f"{row[LABEL_COLUMNS['en']]}\n({english})\n\n{row[LABEL_COLUMNS['id']]}\n({indonesian})"


def _write_table(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append([None if pd.isna(cell) or cell == "" else cell for cell in row])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), _HEAD
    for column, name in enumerate(table.columns, 1):
        longest = max((len(str(cell)) for cell in table[name]), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(len(name), longest) + 2, 60)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _places_of_lists(listed: pd.DataFrame) -> dict[str, str]:
    """Return where on the sheet of choices the names of each list stand; a list is one block there."""
    rows = pd.Series(range(2, len(listed) + 2), index=listed["list_name"].to_numpy())
    return {
        str(name): f"{CHOICES}!$B${part.min()}:$B${part.max()}"
        for name, part in rows.groupby(level=0)
        if part.max() - part.min() + 1 == len(part)
    }


def _validation(question: pd.Series, places: dict[str, str]) -> DataValidation | None:
    if question["kind"] == "one" and question["choice_list"] in places:
        check = DataValidation(type="list", formula1=f"={places[question['choice_list']]}", allow_blank=True)
        check.error = "Choose one of the list. / Pilih dari daftar."
    elif question["kind"] in ("number", "count") and pd.notna(question["minimum"]):
        low, high = (f"{question[end]:g}" for end in ("minimum", "maximum"))
        kind = "whole" if question["kind"] == "count" else "decimal"
        check = DataValidation(type=kind, operator="between", formula1=low, formula2=high, allow_blank=True)
        check.error = f"From {low} to {high}, digits only. / Dari {low} sampai {high}, hanya angka."
    else:
        return None
    check.showErrorMessage = True
    check.errorTitle = "home-workers"
    return check
