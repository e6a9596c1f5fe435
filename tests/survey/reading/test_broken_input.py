"""What can be wrong with a file: each gives the right data or one clear error with its place, and never loses a row."""

import codecs
import csv
import dataclasses
import os
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
import survey_files as made_files
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import studies, survey
from helpers.demonstration import export, study_files
from helpers.files import kinds, paths
from helpers.language import UserError
from helpers.survey import reading

REFERENCE = studies.load("kab-semarang-2021")
ROWS = 16
PERSONAL = ("Contoh", "0800-0000", "99990000")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


# --- Material ---


@pytest.fixture(scope="module")
def form():
    return studies.form(REFERENCE)


@pytest.fixture(scope="module")
def table(form):
    """Give interviews without error, two of them refusals."""
    truth = study_files.make()["truth"]
    some = pd.concat([truth[truth["consent"] == "yes"].head(ROWS - 2), truth[truth["consent"] == "no"].head(2)])
    some = some.sort_values(["kecamatan", "desa", "start"], ignore_index=True)
    table = export.kobo_layout(some.assign(__version__="1"), form, np.random.default_rng(0))
    assert len(table) == ROWS
    return table


@pytest.fixture(scope="module")
def plain(table, tmp_path_factory):
    file = tmp_path_factory.mktemp("plain") / "survey.csv"
    return survey.clean(study_of(made_files.write_csv(file, made_files.rows_of(table))))


@pytest.fixture
def folder(tmp_path, monkeypatch, form):
    """Give a folder that messages name as the checkout; what is read of the form is the checkout's all the same."""
    del form
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def study_of(file):
    source = dataclasses.replace(REFERENCE.survey, file=file)
    return dataclasses.replace(REFERENCE, survey=source)


# --- Cases: what is wrong, and what has to come of it ---

RIGHT, WRONG = {}, {}


def right(first=2, check=None):
    """A file that can be read: the cleaned survey is the plain one, or passes `check`; the first interview's row."""

    def register(call):
        RIGHT[call.__name__] = (call, first, check)
        return call

    return register


def wrong(*said):
    """A file that cannot be read: one message, that begins with the file and says all of these."""

    def register(call):
        WRONG[call.__name__] = (call, said)
        return call

    return register


def as_csv(table, folder, **how):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(table), **how)


def as_workbook(table, folder, **how):
    return made_files.write_workbook(folder / "survey.xlsx", {"Data": made_files.rows_of(table)}, **how)


def lines_of(table, folder):
    return as_csv(table, folder).read_text(encoding="utf-8").splitlines()


def from_lines(lines, folder, **how):
    (folder / "survey.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", **how)
    return folder / "survey.csv"


def changed(table, row, **cells):
    out = table.copy()
    for name, value in cells.items():
        out.loc[row - 2, name] = value
    return out


# Encodings


@wrong("row 5", "mixes two encodings", "CSV UTF-8")
def mixed_encodings(table, folder, form):
    rows = as_csv(changed(table, 3, interviewer="é"), folder).read_bytes().split(b"\r\n")
    rows[4] = rows[4].replace(b'"I0', b'"\xe9I0', 1)
    (folder / "survey.csv").write_bytes(b"\r\n".join(rows))
    return folder / "survey.csv"


@wrong("row 4", "NUL")
def nul_bytes(table, folder, form):
    content = as_csv(table, folder).read_bytes().split(b"\r\n")
    content[3] = content[3][:40] + b"\0\0" + content[3][40:]
    (folder / "survey.csv").write_bytes(b"\r\n".join(content))
    return folder / "survey.csv"


@right()
def mark_of_utf_8_twice(table, folder, form):
    return as_csv(table, folder, before="\ufeff\ufeff")


@right()
def utf_16_without_mark(table, folder, form):
    return as_csv(table, folder, encoding="utf-16-le")


@wrong("UTF-16", "row 17")
def utf_16_cut_off(table, folder, form):
    file = as_csv(table, folder, encoding="utf-16")
    file.write_bytes(file.read_bytes()[:-5])
    return file


@right(check=lambda done, plain: done.clean["interviewer"].str.contains("é").sum() == 1)
def windows_1252(table, folder, form):
    agreed = int(table.index[table["consent"] == "yes"][0]) + 2
    return as_csv(changed(table, agreed, interviewer="Iéé"), folder, encoding="cp1252")


@wrong("row 3", "neither UTF-8 nor Windows-1252")
def no_encoding_at_all(table, folder, form):
    file = as_csv(changed(table, 3, interviewer="@@"), folder)
    file.write_bytes(file.read_bytes().replace(b"@@", b"\x81\x8d"))
    return file


@right(check=lambda done, plain: done.clean["interviewer"].str.contains("👩🏽‍🏭").sum() == 1)
def emoji(table, folder, form):
    agreed = int(table.index[table["consent"] == "yes"][0]) + 2
    return as_csv(changed(table, agreed, interviewer="👩🏽‍🏭"), folder)


# Separators and rows


@wrong("no column is called consent, kecamatan, desa, product", "separator", "semicolon", "COLUMN IN THE FILE")
def separator_that_nobody_uses(table, folder, form):
    return as_csv(table, folder, delimiter="^", quoting=csv.QUOTE_MINIMAL)


@right()
def sep_line_that_lies(table, folder, form):
    return as_csv(table, folder, before="sep=,\r\n")


@right()
def sep_line_of_excel(table, folder, form):
    return as_csv(table, folder, delimiter="|", before="sep=|\r\n")


@right()
def bars(table, folder, form):
    return as_csv(table, folder, delimiter="|", quoting=csv.QUOTE_MINIMAL)


@wrong("from line 4", "quote", "XLSX")
def quotes_unbalanced(table, folder, form):
    lines = lines_of(table, folder)
    lines[3] = lines[3].replace('";"', '";"x" y', 1)
    return from_lines(lines, folder)


@wrong("row 6", "86 cells, but the header has 85", "quotes")
def a_row_with_a_cell_too_many(table, folder, form):
    lines = lines_of(table, folder)
    lines[5] += ';"Contoh Responden"'
    return from_lines(lines, folder)


@right()
def short_rows(table, folder, form):
    lines = lines_of(table.drop(columns=["_notes", "_tags"]).assign(_notes="", _tags=""), folder)
    return from_lines([lines[0], *(line.removesuffix(';"";""') for line in lines[1:])], folder)


@right()
def trailing_separator(table, folder, form):
    lines = lines_of(table, folder)
    return from_lines([lines[0], *(f"{line};" for line in lines[1:])], folder)


def rows_with_gaps(done, plain):
    return done.clean["row"].tolist() == [2 * row - 1 for row in plain.clean["row"]]


@right(check=rows_with_gaps)
def blank_lines_between(table, folder, form):
    return from_lines([part for line in lines_of(table, folder) for part in (line, "")], folder)


@right()
def line_ends_of_old_macintosh(table, folder, form):
    return as_csv(table, folder, newline="\r")


@wrong("row 18", "totals", "'Jumlah'")
def a_row_of_totals_at_the_end(table, folder, form):
    rows = made_files.rows_of(table)
    rows.append(["Jumlah", *[""] * 30, "12", *[""] * (len(rows[0]) - 32)])
    return made_files.write_csv(folder / "survey.csv", rows)


@wrong("131,072 characters", "from line 3")
def huge_cell(table, folder, form):
    return as_csv(changed(table, 3, interviewer="x" * 200_000), folder)


@right(check=lambda done, plain: len(done.clean) + len(done.rejected) == ROWS)
def long_cell(table, folder, form):
    return as_csv(changed(table, 3, _notes="x" * 100_000), folder)


@right(check=lambda done, plain: done.clean.drop(columns="row").equals(plain.clean.drop(columns="row")))
def two_exports_pasted_together(table, folder, form):
    rows = made_files.rows_of(table)
    return made_files.write_csv(folder / "survey.csv", [*rows[:9], rows[0], *rows[9:]])


# Headers


@right(first=3)
def a_row_of_groups_above_the_header(table, folder, form):
    rows = made_files.rows_of(table)
    groups = made_files.groups_of(form)
    return made_files.write_csv(folder / "survey.csv", [[groups.get(name, ("",) * 3)[2] for name in rows[0]], *rows])


@right(first=3)
def labels_below_the_names(table, folder, form):
    rows = made_files.rows_of(table)
    return made_files.write_csv(
        folder / "survey.csv", [rows[0], made_files.label_headers(form, "id", rows[0]), *rows[1:]]
    )


@right(first=3)
def possible_answers_below_the_header(table, folder, form):
    rows = made_files.rows_of(table)
    hints = [
        ", ".join(f"{code}={label}" for code, label in enumerate(form.choice_labels(name, "id").values(), 1))
        if name in form.of_kind("one")
        else ""
        for name in rows[0]
    ]
    return made_files.write_csv(folder / "survey.csv", [rows[0], hints, *rows[1:]])


@right(first=4)
def title_rows(table, folder, form):
    return made_files.write_csv(
        folder / "survey.csv", [["Survei pekerja rumahan, 2021; umur"], [], *made_files.rows_of(table)]
    )


@right()
def units_in_the_header(table, folder, form):
    return as_csv(table.rename(columns={"age": "Umur (tahun)", "hours_per_day": "hours_per_day [jam]"}), folder)


@right(
    check=lambda done, plain: done.clean["hours_per_day"].isna().all() and done.clean["age"].equals(plain.clean["age"])
)
def another_unit_in_the_header(table, folder, form):
    return as_csv(table.rename(columns={"hours_per_day": "hours_per_day (menit)"}), folder)


@right()
def odd_spaces_in_names(table, folder, form):
    return as_csv(table.rename(columns={"age": " age\u00a0", "sex": "\u00a0sex ", "consent": "consent\t"}), folder)


@right()
def capitalised_names(table, folder, form):
    return as_csv(table.rename(columns={name: name.upper() for name in form.questions.index}), folder)


@right()
def a_column_twice(table, folder, form):
    rows = made_files.rows_of(table)
    age = rows[0].index("age")
    return made_files.write_csv(folder / "survey.csv", [[*row, row[age]] for row in rows])


@wrong("row 4", "'age'", "differ", "'77'", "study.yaml")
def a_column_twice_with_other_answers(table, folder, form):
    rows = made_files.rows_of(table)
    age = rows[0].index("age")
    twice = [[*row, row[age]] for row in rows]
    twice[3][age], twice[3][-1] = "30", "77"
    return made_files.write_csv(folder / "survey.csv", twice)


@right()
def a_column_twice_but_for_blanks_around_it(table, folder, form):
    return as_csv(table.assign(**{" age ": table["age"]}), folder)


@right()
def two_columns_for_one_question_each_with_a_part(table, folder, form):
    first = table.index < ROWS // 2
    parts = table.assign(Umur=table["age"].where(first, ""), age=table["age"].where(~first, ""))
    return as_csv(parts, folder)


@wrong("row 3", "'age'", "'second/age'", "differ", "'41'")
def versions_of_the_form_that_differ(table, folder, form):
    return as_csv(changed(table, 3, age="40").assign(**{"second/age": ["", "41", *[""] * (ROWS - 2)]}), folder)


@right()
def an_index_without_a_name(table, folder, form):
    rows = made_files.rows_of(table)
    return made_files.write_csv(folder / "survey.csv", [[str(n) if n else "", *row] for n, row in enumerate(rows)])


@wrong("no column is called", "header missing")
def no_header(table, folder, form):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(table)[1:])


@wrong("'consent'", "no choice", "values:", "study.yaml")
def codes_that_nobody_explained(table, folder, form):
    return as_csv(table.assign(consent=table["consent"].map({"yes": "1", "no": "2"})), folder)


@wrong("'product'", "no choice", "VALUE IN THE FILE")
def telephone_numbers_in_the_column_of_a_question(table, folder, form):
    return as_csv(table.assign(product=table["phone"]), folder)


@wrong("no column is called consent", "persetujuan_responden: consent")
def consent_under_another_name(table, folder, form):
    return as_csv(table.rename(columns={"consent": "persetujuan_responden"}), folder)


# Answers


def in_log(rule, field, before):
    def check(done, plain):
        log = done.corrections
        found = log[(log["rule"] == rule) & (log["field"] == field) & (log["before"] == before)]
        return len(found) == 1 and len(done.clean) + len(done.rejected) == ROWS

    return check


def agreed_row(table):
    return int(table.index[table["consent"] == "yes"][2]) + 2


@right(check=in_log("unreadable", "age", "=40+2"))
def formulas_as_text(table, folder, form):
    return as_csv(changed(table, agreed_row(table), age="=40+2"), folder)


@right(check=in_log("unreadable", "last_pay", "#REF!"))
def errors_of_excel(table, folder, form):
    return as_csv(changed(table, agreed_row(table), last_pay="#REF!"), folder)


@right(check=in_log("not_a_choice", "product", "#N/A"))
def a_lookup_that_found_nothing(table, folder, form):
    return as_workbook(changed(table, agreed_row(table), product="#N/A"), folder)


@right()
def numbers_with_an_apostrophe(table, folder, form):
    return as_csv(
        table.assign(age="'" + table["age"].where(table["age"] != "", "")).replace({"age": {"'": ""}}), folder
    )


def pay_is_right(done, plain):
    return done.clean["last_pay"].equals(plain.clean["last_pay"]) and done.clean["hours_per_day"].equals(
        plain.clean["hours_per_day"]
    )


@right(check=pay_is_right)
def numbers_as_written_in_indonesia(table, folder, form):
    pay = table["last_pay"].map(lambda text: f"Rp{int(text):,}".replace(",", ".") if text else "")
    return as_csv(table.assign(last_pay=pay, hours_per_day=table["hours_per_day"].str.replace(".", ",")), folder)


@right(check=pay_is_right)
def thousands_with_a_space_that_does_not_break(table, folder, form):
    pay = table["last_pay"].map(lambda text: f"{int(text):,}".replace(",", "\u00a0") if text else "")
    return as_csv(table.assign(last_pay=pay), folder)


@right()
def labels_in_capitals(table, folder, form):
    labels = form.choice_labels("product", "id")
    return as_csv(table.assign(product=table["product"].map(lambda text: labels.get(text, "").upper())), folder)


@right()
def labels_with_a_slash(table, folder, form):
    labels = form.choice_labels("education", "id")
    assert "SMA/SMK" in labels.values()
    return as_csv(table.assign(education=table["education"].map(lambda text: labels.get(text, ""))), folder)


@right(check=in_log("not_a_choice", "education", "S3 luar negeri"))
def a_choice_that_the_form_has_not(table, folder, form):
    return as_csv(changed(table, agreed_row(table), education="S3 luar negeri"), folder)


@right()
def several_answers_with_commas(table, folder, form):
    only = table.drop(columns=list(made_files.split_of(form)))
    return as_csv(only.assign(hazards=only["hazards"].str.replace(" ", ", ")), folder)


@right()
def several_answers_with_semicolons(table, folder, form):
    only = table.drop(columns=list(made_files.split_of(form)))
    return as_csv(only.assign(hazards=only["hazards"].str.replace(" ", ";")), folder)


def with_ticks(table, form, yes, no):
    ticks = list(made_files.split_of(form))
    out = table.drop(columns=form.of_kind("several"))
    out[ticks] = out[ticks].replace({"1": yes, "0": no})
    return out


@right()
def ticks_as_truths(table, folder, form):
    return as_csv(with_ticks(table, form, "TRUE", "FALSE"), folder)


@right()
def ticks_in_indonesian(table, folder, form):
    return as_csv(with_ticks(table, form, "Ya", "Tidak"), folder)


@right()
def ticks_as_crosses(table, folder, form):
    return as_csv(with_ticks(table, form, "x", ""), folder)


@right()
def ticks_as_truth_cells(table, folder, form):
    return as_workbook(with_ticks(table, form, True, False), folder)


@wrong("row 5", "'hazards/dust'", "'kadang'", "no tick")
def a_tick_that_is_none(table, folder, form):
    return as_csv(changed(table, 5, **{"hazards/dust": "kadang"}), folder)


@wrong("row 5", "'hazards/dust'", "no tick")
def a_telephone_number_as_tick(table, folder, form):
    return as_csv(changed(table, 5, **{"hazards/dust": "0800-0000-0001"}), folder)


def moments_are_right(done, plain):
    return done.clean["interview_minutes"].round(1).equals(plain.clean["interview_minutes"].round(1))


@right(check=moments_are_right)
def moments_that_excel_counts(table, folder, form):
    def serial(texts):
        moments = pd.to_datetime(texts).dt.tz_localize(None)
        return ((moments - pd.Timestamp("1899-12-30")) / pd.Timedelta(days=1)).map("{:.8f}".format)

    return as_csv(table.assign(start=serial(table["start"]), end=serial(table["end"])), folder)


# Workbooks


@right()
def days_as_numbers(table, folder, form):
    return as_workbook(table.assign(interview_date=table["interview_date"].map(made_files.excel_day).map(str)), folder)


@right()
def cells_merged_downwards(table, folder, form):
    def merge(book):
        sheet, column = book["Data"], table.columns.get_loc("kecamatan") + 1
        for _, rows in table.groupby("kecamatan"):
            top, bottom = int(rows.index[0]) + 2, int(rows.index[-1]) + 2
            if bottom > top:
                sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
        assert sheet.merged_cells.ranges

    return as_workbook(table, folder, change=merge)


@right(first=3)
def a_merged_title(table, folder, form):
    rows = [["Survei pekerja rumahan 2021"], *made_files.rows_of(table)]
    return made_files.write_workbook(
        folder / "survey.xlsx", {"Data": rows}, change=lambda book: book["Data"].merge_cells("A1:H1")
    )


@right()
def an_old_copy_in_a_hidden_sheet(table, folder, form):
    rows = made_files.rows_of(table)
    return made_files.write_workbook(folder / "survey.xlsx", {"lama": rows[:4], "Data": rows}, hidden=["lama"])


@right()
def the_sheet_of_a_repeat_first(table, folder, form):
    repeat = [["_index", "_parent_index", "age", "sex"], *[[str(n), "1", "30", "female"] for n in range(1, 40)]]
    return made_files.write_workbook(folder / "survey.xlsx", {"anggota": repeat, "Data": made_files.rows_of(table)})


@wrong("sheet 'Bawen'", "'Ambarawa' has the same questions", "one sheet")
def a_sheet_for_each_district(table, folder, form):
    rows = made_files.rows_of(table)
    return made_files.write_workbook(folder / "survey.xlsx", {"Bawen": rows[:9], "Ambarawa": [rows[0], *rows[9:]]})


@wrong("sheet", "cell U3", "formula", "save")
def a_formula_that_was_never_computed(table, folder, form):
    assert table.columns[20] == "years_home_work"

    def spoil(book):
        book["Data"]["U3"] = "=1+2"
        book.create_sheet("kosong")

    return as_workbook(table, folder, change=spoil)


@right()
def a_workbook_that_lies_about_its_size(table, folder, form):
    file = as_workbook(table, folder)
    content = {}
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    sheet = content["xl/worksheets/sheet1.xml"]
    start = sheet.index(b"<dimension ref=")
    end = sheet.index(b"/>", start)
    content["xl/worksheets/sheet1.xml"] = sheet[:start] + b'<dimension ref="A1:C3"' + sheet[end:]
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return file


@right()
def remarks_beside_the_table(table, folder, form):
    def remark(book):
        book["Data"].cell(4, len(table.columns) + 3, "tanya lagi")

    return as_workbook(table, folder, change=remark)


@wrong("HTML", "XLSX")
def a_workbook_that_is_a_web_page(table, folder, form):
    (folder / "survey.xlsx").write_bytes(b"\xef\xbb\xbf\n<html><table><tr><td>consent;Contoh</td></tr></table></html>")
    return folder / "survey.xlsx"


@wrong("CSV", ".csv in place of .xlsx")
def a_workbook_that_is_a_text_file(table, folder, form):
    return as_csv(table, folder).rename(folder / "survey.xlsx")


@wrong("archive under the name of a text file", ".xlsx")
def a_text_file_that_is_a_workbook(table, folder, form):
    return as_workbook(table, folder).rename(folder / "survey.csv")


@wrong("password", "XLSX")
def a_workbook_with_a_password(table, folder, form):
    (folder / "survey.xlsx").write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    return folder / "survey.xlsx"


@wrong("old Excel", "XLSX")
def a_workbook_of_old_excel(table, folder, form):
    (folder / "survey.xls").write_bytes(OLE + bytes(600) + "Workbook".encode("utf-16-le"))
    return folder / "survey.xls"


@wrong("HTML")
def an_xls_that_is_a_web_page(table, folder, form):
    (folder / "survey.xls").write_bytes(b"<table><tr><td>consent</td></tr></table>")
    return folder / "survey.xls"


@wrong("old Excel", "XLSX")
def old_excel_under_the_new_ending(table, folder, form):
    (folder / "survey.xlsx").write_bytes(OLE + bytes(600))
    return folder / "survey.xlsx"


@wrong("XLSX", "save it again")
def a_workbook_cut_off(table, folder, form):
    file = as_workbook(table, folder)
    file.write_bytes(file.read_bytes()[:-400])
    return file


@wrong("zip bomb", "not unpacked")
def a_workbook_that_is_a_bomb(table, folder, form):
    file = as_workbook(table, folder)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 30_000_000)
    return file


# Archives


@wrong("zip bomb", "home_workers.csv")
def an_archive_that_is_a_bomb(table, folder, form):
    with zipfile.ZipFile(folder / "a.csv.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("home_workers.csv", b"0" * 30_000_000)
    return folder / "a.csv.zip"


@wrong("'../../evil.csv'", "outside")
def a_path_that_leads_outside(table, folder, form):
    file = made_files.odk_archive(folder / "a.csv.zip", made_files.odk_table(table, form))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../evil.csv", "a,b\n1,2\n")
    return file


@wrong("zip archive", "cut off")
def an_archive_cut_off(table, folder, form):
    file = made_files.odk_archive(folder / "a.csv.zip", made_files.odk_table(table, form))
    file.write_bytes(file.read_bytes()[:-300])
    return file


@wrong("encrypted", "password")
def an_archive_with_a_password(table, folder, form):
    file = made_files.odk_archive(folder / "a.csv.zip", made_files.odk_table(table, form))
    content = bytearray(file.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        start = content.find(mark)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(mark, start + 4)
    file.write_bytes(bytes(content))
    return file


@wrong("no CSV in the archive", "ODK Central")
def an_empty_archive(table, folder, form):
    with zipfile.ZipFile(folder / "a.zip", "w"):
        pass
    return folder / "a.zip"


@wrong("home_workers-members.csv", "not that of the interviews")
def an_archive_without_the_interviews(table, folder, form):
    repeats = {"members": [["member_age", "PARENT_KEY", "KEY"], ["3", "uuid:1", "uuid:1/members[1]"]]}
    return made_files.odk_archive(folder / "a.csv.zip", None, repeats)


@right(check=lambda done, plain: done.flow["removed"].tolist()[:3] == [0, 1, 2] and len(done.clean) == ROWS - 3)
def interviews_rejected_in_review(table, folder, form):
    odk = made_files.odk_table(table, form)
    odk.loc[int(table.index[table["consent"] == "yes"][0]), "ReviewState"] = "rejected"
    return made_files.odk_archive(folder / "a.csv.zip", odk)


@wrong("not a readable zip archive", "CSV")
def an_archive_that_is_a_text_file(table, folder, form):
    return as_csv(table, folder).rename(folder / "survey.csv.zip")


# Statistics programs


@right()
def spss_with_indonesian_labels(table, folder, form):
    values, labels, meant = made_files.coded(table, form)
    meant = {name: {code: label.upper() for code, label in codes.items()} for name, codes in meant.items()}
    return made_files.write_sav(folder / "survey.sav", values, labels, meant)


@right(check=in_log("user_missing", "sex", "9 (Tidak menjawab)"))
def spss_with_user_missing_values(table, folder, form):
    values, labels, meant = made_files.coded(table, form)
    values.loc[agreed_row(table) - 2, "sex"] = 9.0
    meant["sex"][9.0] = "Tidak menjawab"
    return made_files.write_sav(folder / "survey.sav", values, labels, meant, missing_ranges={"sex": [9.0]})


@right()
def stata(table, folder, form):
    return made_files.write_dta(folder / "survey.dta", *made_files.coded(table, form))


@wrong("SPSS", "damaged", "CSV")
def spss_damaged(table, folder, form):
    file = made_files.write_sav(folder / "survey.sav", *made_files.coded(table, form))
    file.write_bytes(file.read_bytes()[:-200])
    return file


@wrong("Stata", "CSV")
def stata_that_is_something_else(table, folder, form):
    return as_csv(table, folder).rename(folder / "survey.dta")


@wrong("SPSS")
def spss_without_anything(table, folder, form):
    (folder / "survey.sav").write_bytes(b"")
    return folder / "survey.sav"


# Files


@wrong("empty")
def nothing_in_the_file(table, folder, form):
    (folder / "survey.csv").write_bytes(b"")
    return folder / "survey.csv"


@wrong("empty")
def only_the_mark_of_utf_8(table, folder, form):
    (folder / "survey.csv").write_bytes(codecs.BOM_UTF8)
    return folder / "survey.csv"


@wrong("no row below the header")
def a_header_and_nothing_else(table, folder, form):
    return as_csv(table.head(0), folder)


@wrong("no row below the header")
def a_header_and_nothing_else_in_a_workbook(table, folder, form):
    return as_workbook(table.head(0), folder)


@wrong("no such file")
def no_file(table, folder, form):
    return folder / "survey.csv"


@wrong("folder")
def a_folder(table, folder, form):
    (folder / "survey.csv").mkdir()
    return folder / "survey.csv"


@right()
def a_link_to_the_file(table, folder, form):
    (folder / "link.csv").symlink_to(as_csv(table, folder))
    return folder / "link.csv"


@wrong("no such file")
def a_link_to_nothing(table, folder, form):
    (folder / "link.csv").symlink_to(folder / "gone.csv")
    return folder / "link.csv"


@wrong(".ods", "CSV, XLSX")
def another_kind_of_file(table, folder, form):
    return as_workbook(table, folder).rename(folder / "survey.ods")


# --- The tests ---


def test_there_are_at_least_sixty_kinds():
    assert len(RIGHT) + len(WRONG) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("name", RIGHT)
def test_what_can_be_read_is_read_and_no_row_is_lost(name, table, plain, folder, form):
    make, first, check = RIGHT[name]
    file = make(table, folder, form)
    before = file.read_bytes()
    done = survey.clean(study_of(file))
    assert len(done.clean) + len(done.rejected) == ROWS == done.flow["left"].iloc[0]
    assert file.read_bytes() == before
    if check:
        assert check(done, plain)
        return
    wanted = plain.clean.assign(row=plain.clean["row"] + first - 2)
    pd.testing.assert_frame_equal(done.clean, wanted)
    assert done.rejected["row"].tolist() == (plain.rejected["row"] + first - 2).tolist()
    told = reading.understand(study_of(file), form)
    assert told.rows == ROWS
    said = f"{told} {told.questions.to_csv()} {told.values.to_csv()} {done.corrections.to_csv()}"
    assert not [mark for mark in PERSONAL if mark in said]


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_one_message_with_its_place(name, table, folder, form, monkeypatch):
    make, said = WRONG[name]
    file = make(table, folder, form)
    with pytest.raises(UserError) as caught:
        survey.clean(study_of(file))
    message = str(caught.value)
    assert message.startswith(file.name), message
    for part in said:
        assert part in message
    assert str(folder) not in message
    assert not [mark for mark in PERSONAL if mark in message], message
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_file_too_large_is_not_read(table, folder, form, monkeypatch):
    monkeypatch.setattr(kinds, "LARGEST_FILE", 1000)
    with pytest.raises(UserError, match=r"survey\.csv: [0-9,]+ bytes, and more than 1,000 are not read"):
        reading.read_answers(study_of(as_csv(table, folder)), form)


def test_a_file_of_a_hundred_megabytes_of_nothing_is_one_message(folder):
    with (folder / "survey.csv").open("wb") as out:
        out.truncate(100_000_000)
    with pytest.raises(UserError, match=r"survey\.csv, row 1: there is a NUL"):
        survey.clean(study_of(folder / "survey.csv"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not read")
def test_a_file_that_may_not_be_read(table, folder):
    file = as_csv(table, folder)
    file.chmod(0)
    with pytest.raises(UserError, match="cannot be opened"):
        survey.clean(study_of(file))


def test_a_file_that_cannot_be_opened_for_another_reason(table, folder, form, monkeypatch):
    file = as_csv(table, folder)

    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(file), "open", refuse)
    with pytest.raises(UserError, match=r"survey\.csv: the file cannot be opened \(Permission denied\)"):
        reading.read_answers(study_of(file), form)


def test_what_was_left_aside_is_told(table, folder, form):
    rows = made_files.rows_of(table)
    file = made_files.write_workbook(
        folder / "survey.xlsx", {"lama": rows[:4], "Data": [["Judul"], *rows]}, hidden=["lama"]
    )
    told = reading.understand(study_of(file), form)
    assert (told.kind, told.sheet, told.header_row) == ("XLSX", "Data", 2)
    assert any("'lama'" in note for note in told.notes)
    assert any("row 2" in note for note in told.notes)


def test_columns_per_choice_that_contradict_are_told_with_their_row(table, folder, form):
    row = agreed_row(table)
    other = changed(table, row, hazards="dust", **{"hazards/dust": "0", "hazards/none": "1"})
    told = reading.understand(study_of(as_csv(other, folder)), form)
    assert any(f"row {row}" in note and "'hazards'" in note for note in told.notes)
    assert reading.read_answers(study_of(folder / "survey.csv"), form).at[row, "hazards"] == "dust"


def test_a_hidden_sheet_is_read_where_no_other_has_the_questions(table, folder, form):
    file = made_files.write_workbook(
        folder / "survey.xlsx", {"catatan": [["Catatan"], ["x"]], "Data": made_files.rows_of(table)}, hidden=["Data"]
    )
    told = reading.understand(study_of(file), form)
    assert told.sheet == "Data"
    assert told.rows == ROWS
    assert any("hidden" in note for note in told.notes)


def test_paths_of_messages_are_those_of_the_checkout():
    study = study_of(paths.studies() / REFERENCE.name / "nowhere.csv")
    with pytest.raises(UserError, match=r"^data/studies/kab-semarang-2021/nowhere\.csv: there is no such file"):
        reading.read_answers(study, studies.form(REFERENCE))


def test_openpyxl_finds_what_was_written(table, folder):
    """The builders write what they say: a test on a file that is not broken proves nothing."""
    book = openpyxl.load_workbook(as_workbook(table, folder))
    assert book["Data"].max_row == ROWS + 1
    assert book["Data"].cell(1, 1).value == "start"


# --- Files that nobody thought of ---

#: The same examples on every run, on a slow machine too, and nothing written to disk.
steady = settings(max_examples=15)


def read_or_one_message(file, form):
    """Read a file: whatever it is, it gives answers of as many rows as it tells, or one message."""
    try:
        read = reading.read(study_of(file), form)
    except UserError as error:
        message = str(error)
    else:
        message = ""
        assert len(read.answers) == read.understanding.rows
    assert not message or message.startswith((file.name, "data/"))
    assert not [mark for mark in PERSONAL if mark in message]


@pytest.fixture(scope="module")
def anywhere(tmp_path_factory):
    return tmp_path_factory.mktemp("anywhere")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.csv.zip", "a.sav", "a.dta", "a.xls"])
@steady
@given(content=st.binary(max_size=80))
def test_any_bytes_at_all(anywhere, form, name, content):
    (anywhere / name).write_bytes(content)
    read_or_one_message(anywhere / name, form)


@pytest.fixture(scope="module")
def whole(table, form, tmp_path_factory):
    """Give the survey in every kind of file, as bytes."""
    folder = tmp_path_factory.mktemp("whole")
    coded = made_files.coded(table, form)
    made = [
        as_csv(table, folder, encoding="utf-8-sig"),
        as_workbook(table, folder),
        made_files.odk_archive(folder / "survey.csv.zip", made_files.odk_table(table, form)),
        made_files.write_sav(folder / "survey.sav", *coded),
        made_files.write_dta(folder / "survey.dta", *coded),
    ]
    return {file.name.split(".", 1)[1]: file.read_bytes() for file in made}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx", "csv.zip", "sav", "dta"])
@steady
@given(where=st.floats(0, 1), what=st.sampled_from(["cut", "flip", "double", "blank"]), byte=st.integers(0, 255))
def test_a_file_damaged_anywhere(anywhere, whole, form, ending, where, what, byte):
    content = whole[ending]
    place = int(where * (len(content) - 1))
    damaged = {
        "cut": content[:place],
        "flip": content[:place] + bytes([byte]) + content[place + 1 :],
        "double": content[:place] + content[max(0, place - 50) :],
        "blank": content[:place] + bytes(20) + content[place + 20 :],
    }[what]
    file = anywhere / f"damaged.{ending}"
    file.write_bytes(damaged)
    read_or_one_message(file, form)


def test_nothing_of_a_file_without_header_is_told(table, folder, form):
    file = made_files.write_csv(folder / "survey.csv", made_files.rows_of(table)[1:])
    told = reading.understand(study_of(file), form)
    said = f"{told} {told.questions.to_csv()} {told.values.to_csv()}"
    assert not [mark for mark in PERSONAL if mark in said]
    assert (told.unused, told.personal) == ((), ())
    assert (told.questions["columns"] == "").all()
