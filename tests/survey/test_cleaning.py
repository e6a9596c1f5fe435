import csv
import dataclasses
import datetime
import io
import shutil
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import files, studies, survey
from helpers.demonstration import export, study_files
from helpers.fieldwork import quality
from helpers.files import numbers, paths, tables
from helpers.form import questionnaire
from helpers.language import UserError
from helpers.survey import cleaning, derive, reading, rules, store

NAME = "kab-semarang-2021"
STUDY = f"data/studies/{NAME}"
REFERENCE = studies.load(NAME)
OUTPUTS = ("survey.parquet", "rejected.csv", "corrections.csv", "sample_flow.csv", "cleaning.xlsx")
#: The same examples on every run, on a slow machine too, and nothing written to disk.
steady = settings()
RULES = {
    "rupiah_dots": {"number_notation"},
    "rupiah_rp_dots": {"number_notation"},
    "rupiah_rp_comma_dash": {"number_notation"},
    "rupiah_english": {"number_notation"},
    "rupiah_thousands_word": {"thousands_word"},
    "decimal_comma": {"number_notation"},
    "hours_with_word": {"hours_with_word"},
    "label_for_name": {"label_for_name"},
    "rate_per_kodi_as_per_piece": {"rate_of_larger_unit"},
    "net_above_gross": {"swapped_gross_and_net"},
    "impossible": {"out_of_range"},
    "unreadable": {"unreadable"},
}


# --- Material ---


@pytest.fixture(scope="module")
def made():
    return study_files.make()


@pytest.fixture(scope="module")
def planted(made):
    return made["planted"]


@pytest.fixture(scope="module")
def reference():
    """Give the cleaned reference study."""
    return survey.clean(REFERENCE)


@pytest.fixture(scope="module")
def saved(reference, tmp_path_factory):
    """Give the folder where the cleaned reference study was saved."""
    folder = tmp_path_factory.mktemp("saved")
    survey.save(reference, folder)
    return folder


@pytest.fixture(scope="module")
def form():
    return studies.form(REFERENCE)


@pytest.fixture(scope="module")
def flawless(made, form):
    """Give a dozen interviews without any error as the export writes them; the first stands in row 2."""
    truth = made["truth"]
    dozen = truth[truth["consent"] == "yes"].head(12).reset_index(drop=True)
    table = export.kobo_layout(dozen.assign(__version__="1"), form, np.random.default_rng(0))
    return table.set_axis(pd.RangeIndex(2, 14), axis=0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a copy of the reference study that may be spoilt; the helpers read it instead of the checkout's."""
    for part in ("questionnaire", f"studies/{NAME}"):
        shutil.copytree(paths.data() / part, tmp_path / "data" / part)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path / STUDY


def study_in(folder, file="survey.csv", **settings):
    """Give the reference study as it would be read in another folder, with other settings of the survey."""
    source = studies.SurveySource(file=folder / file, places=folder / "places.csv", **settings)
    return dataclasses.replace(REFERENCE, folder=folder, survey=source)


def write(folder, table):
    (folder / "survey.csv").write_bytes(study_files.kobo_csv(table).encode("utf-8"))


def clean(folder, table=None, by_hand=None, **settings):
    """Clean the study of this folder, after writing its survey and its corrections by hand."""
    prepare(folder, table, by_hand)
    return survey.clean(study_in(folder, **settings))


def prepare(folder, table, by_hand):
    if table is not None:
        write(folder, table)
    if by_hand is not None:
        (folder / "corrections.csv").write_text(by_hand, encoding="utf-8")


def complaint(folder, table=None, by_hand=None, of=None, **settings):
    """Return the message of the error in reading the answers and the corrections by hand (or in another step)."""
    prepare(folder, table, by_hand)
    with pytest.raises(UserError) as caught:
        (of or first_steps)(study_in(folder, **settings))
    return str(caught.value)


def first_steps(study):
    form = studies.form(study)
    rules.by_hand(reading.read_answers(study, form), study, form)


def typed(text):
    """Give the cell that an export as a workbook has for this text: a number where it is one as it stands."""
    try:
        value = float(text)
    except ValueError:
        return text or None
    return value if f"{value:.15g}" == text and len(text) < 12 else text


def write_workbook(file, table, cell=typed):
    book = openpyxl.Workbook()
    book.active.append(list(table.columns))
    for row in table.itertuples(index=False):
        book.active.append([cell(text) for text in row])
    book.save(file)


def same(one, other):
    for part in ("clean", "rejected", "corrections", "flow"):
        pd.testing.assert_frame_equal(getattr(one, part), getattr(other, part))


def cells(log):
    return set(log[["row", "field", "before", "after"]].itertuples(index=False, name=None))


# --- The reference study: every planted error, and nothing else ---


def test_the_log_is_the_list_of_planted_errors(reference, planted):
    wanted = planted[planted["outcome"].isin(["corrected", "blanked"])]
    after = wanted["truth"].where(wanted["outcome"] == "corrected", "")
    assert cells(reference.corrections) == cells(wanted.rename(columns={"written": "before"}).assign(after=after))
    assert not reference.corrections.duplicated(["row", "field"]).any()


@pytest.mark.parametrize("kind", RULES)
def test_every_kind_of_error_is_mended_by_its_rule(reference, planted, kind):
    entries = planted.loc[planted["kind"] == kind, ["row", "field"]].merge(reference.corrections, how="left")
    assert len(entries) > 0
    assert set(entries["rule"]) == RULES[kind]


def test_no_answer_differs_from_the_truth_but_those_that_nobody_can_tell(reference, planted, made, form):
    clean = reference.clean.set_index("row")
    truth = made["truth"].set_axis(pd.RangeIndex(2, len(made["truth"]) + 2), axis=0).loc[clean.index]
    gone = planted[planted["outcome"].isin(["blanked", "missing"])]
    wanted_missing = set(gone[["row", "field"]].itertuples(index=False, name=None))
    for question in form.questions.index.drop(form.personal()):
        wanted = truth[question].copy()
        wanted[[row for row, name in wanted_missing if name == question and row in wanted.index]] = ""
        numeric = question in form.of_kind("number", "count")
        wanted = pd.to_numeric(wanted) if numeric else wanted.where(wanted != "")
        pd.testing.assert_series_equal(clean[question], wanted, check_names=False, check_dtype=False)


def test_every_planted_row_is_rejected_for_its_reason(reference, planted):
    wanted = planted[planted["outcome"] == "rejected"]
    found = reference.rejected.set_index("row")["reasons"].to_dict()
    assert found == dict(zip(wanted["row"], wanted["kind"], strict=True))


def test_no_row_is_lost(reference, made):
    rows = [*reference.clean["row"], *reference.rejected["row"]]
    assert sorted(rows) == list(range(2, len(made["survey"]) + 2))


def test_the_flow_of_the_sample(reference):
    assert reference.flow.to_dict("list") == {
        "step": ["in_file", "no_consent", "sent_again", "no_village"],
        "removed": [0, 14, 9, 0],
        "left": [440, 426, 417, 417],
    }


def test_the_flow_ends_with_the_cleaned_rows(reference):
    assert reference.flow["left"].iloc[-1] == len(reference.clean)
    assert reference.flow["removed"].sum() == len(reference.rejected)


@pytest.mark.slow
def test_a_survey_without_error_is_left_as_it_is(folder, made, form):
    rows = made["truth"].assign(__version__="1")
    table = export.kobo_layout(rows, form, np.random.default_rng(0))
    done = clean(folder, table)
    assert done.corrections.empty
    assert set(done.rejected["reasons"]) == {"no_consent"}
    assert len(done.clean) == (rows["consent"] == "yes").sum()


@pytest.mark.slow
def test_cleaning_twice_gives_the_same(reference):
    same(survey.clean(REFERENCE), reference)


@pytest.mark.slow
def test_the_raw_file_stays_as_it_came(folder):
    before = (folder / "survey.csv").read_bytes()
    clean(folder)
    assert (folder / "survey.csv").read_bytes() == before


def test_numbers_are_numbers_and_blanks_are_missing(reference, form):
    table = reference.clean
    assert table[form.of_kind("number", "count")].dtypes.eq(float).all()
    assert not table.eq("").any(axis=None)
    assert table["outlier"].dtype == bool
    assert table["weight"].notna().all()
    assert table["row"].is_unique


# --- CSV and XLSX ---


@pytest.mark.slow
def test_the_workbook_of_the_reference_study_gives_the_same(folder, reference):
    same(clean(folder, file="survey.xlsx"), reference)


@pytest.mark.slow
def test_a_workbook_with_number_cells_gives_the_same_as_the_csv(folder, reference, made):
    write_workbook(folder / "export.xlsx", made["survey"])
    same(clean(folder, file="export.xlsx"), reference)


def test_a_workbook_with_text_cells_is_read_as_the_csv(tmp_path, made):
    table = made["survey"].head(60)
    write_workbook(tmp_path / "export.XLSX", table, cell=str)
    assert tables.read_table(tmp_path / "export.XLSX").to_numpy().tolist() == table.to_numpy().tolist()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_csv_with_another_separator_gives_the_same(tmp_path, made, delimiter, start):
    table = made["survey"].head(40)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([table.columns, *table.to_numpy().tolist()])
    file = tmp_path / "survey.csv"
    file.write_text(start + out.getvalue(), encoding="utf-8")
    found = tables.read_table(file)
    assert found.columns.tolist() == table.columns.tolist()
    assert found.to_numpy().tolist() == table.to_numpy().tolist()


@pytest.mark.slow
def test_a_number_cell_of_a_workbook_is_that_number(folder, flawless):
    # A text `2.125` may mean 2125; a number cell cannot.
    table = flawless.astype(object)
    write_workbook(folder / "export.xlsx", table, cell=lambda text: text or None)
    book = openpyxl.load_workbook(folder / "export.xlsx")
    column = table.columns.tolist().index("units_per_week") + 1
    book.active.cell(5, column, 2.125)
    book.save(folder / "export.xlsx")
    done = clean(folder, file="export.xlsx")
    assert done.clean.set_index("row").at[5, "units_per_week"] == 2.125


def test_cells_that_excel_has_turned_into_dates_and_truths(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["interview_date", "start", "n", "agreed", "text"])
    moment = datetime.datetime(2021, 9, 6, 8, 30, 5)
    book.active.append([datetime.datetime(2021, 9, 6), moment, 8.0, True, " x "])
    book.active.append([None, None, 0.1 + 0.2, False, None])
    book.save(tmp_path / "survey.xlsx")
    found = tables.read_table(tmp_path / "survey.xlsx")
    assert found.loc[2].tolist() == ["2021-09-06", "2021-09-06T08:30:05", "8", "1", " x "]
    assert found.loc[3].tolist() == ["", "", "0.3", "0", ""]


def test_only_the_first_sheet_of_a_workbook_is_read_and_columns_without_a_name_are_left(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b", None, None])
    book.active.append(["1", "2", "a remark"])
    book.create_sheet("other").append(["c"])
    book.save(tmp_path / "survey.xlsx")
    found = tables.read_table(tmp_path / "survey.xlsx")
    assert found.to_dict("list") == {"a": ["1"], "b": ["2"]}


# --- Rows: numbers, blanks, rejections ---


@pytest.mark.slow
def test_a_cell_with_line_breaks_and_blank_rows_leave_the_row_numbers_right(folder, flawless):
    table = flawless.copy()
    table.loc[4, "_notes"] = 'first line\r\nsecond "line";\nthird'
    table.loc[6] = ""
    table.loc[9, "hours_per_day"] = "25"
    done = clean(folder, table)
    assert done.clean["row"].tolist() == [2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13]
    assert done.corrections[["row", "field"]].to_numpy().tolist() == [[9, "hours_per_day"]]
    assert done.flow["left"].iloc[0] == 11


@pytest.fixture
def thrice_wrong(flawless):
    """Give a survey where row 3 refused, names no village of the sample, and was sent again as row 14."""
    table = flawless.copy()
    answers = table.columns[table.columns.get_loc("sex") : table.columns.get_loc("_id")]
    table.loc[3, answers] = ""
    table.loc[3, ["consent", "desa"]] = ["no", "nowhere"]
    table.loc[14] = table.loc[3]
    table.loc[14, ["_id", "_uuid"]] = ["99", "another"]
    return table


@pytest.mark.slow
def test_a_rejected_row_lists_all_its_reasons(folder, thrice_wrong):
    done = clean(folder, thrice_wrong)
    assert done.rejected.set_index("row")["reasons"].to_dict() == {
        3: "no_consent;no_village",
        14: "no_consent;sent_again;no_village",
    }
    assert done.rejected.columns.tolist() == ["row", "reasons", "interviewer", "interview_date", "kecamatan", "desa"]
    assert done.flow["removed"].tolist() == [0, 2, 0, 0]
    assert len(done.clean) == 11


def test_only_a_clear_yes_is_consent(folder, flawless):
    table = flawless.copy()
    table.loc[5:10, "consent"] = ["yes", "Ya", "no", "Tidak", "", "?"]
    done = clean(folder, table)
    assert {5, 6} <= set(done.clean["row"])
    assert done.rejected.set_index("row")["reasons"].to_dict() == dict.fromkeys([7, 8, 9, 10], "no_consent")


def test_a_village_outside_the_sample_stands_for_nobody(folder, flawless):
    table = flawless.copy()
    table.loc[[5, 6], "desa"] = ["bergas_9", ""]
    done = clean(folder, table)
    assert done.rejected.set_index("row")["reasons"].to_dict() == {5: "no_village", 6: "no_village"}
    assert done.flow["removed"].tolist() == [0, 0, 0, 2]
    assert cells(done.corrections) == {(5, "desa", "bergas_9", "")}


@pytest.mark.slow
def test_a_row_is_sent_again_only_if_every_answer_and_both_times_are_the_same(folder, flawless):
    table = flawless.copy()
    for row, (field, value) in enumerate([("end", "2021-09-30T10:00:00.000+07:00"), ("age", "33"), ("_id", "7")], 14):
        table.loc[row] = table.loc[2]
        table.loc[row, field] = value
    done = clean(folder, table)
    assert done.rejected["row"].tolist() == [16]


def test_the_same_answers_written_in_another_way_are_sent_again_too(folder, flawless):
    table = flawless.copy()
    table.loc[14] = table.loc[2]
    table.loc[14, "sex"] = {"female": "Perempuan", "male": "Laki-laki"}[table.at[2, "sex"]]
    table.loc[14, "hours_per_day"] = f"{table.at[2, 'hours_per_day'].replace('.', ',')} jam"
    assert clean(folder, table).rejected["row"].tolist() == [14]


def test_where_no_row_is_left_the_error_counts_the_reasons(folder, flawless):
    message = complaint(folder, flawless.assign(consent="no", desa="x"), of=survey.clean)
    assert message.startswith(f"{STUDY}/survey.csv: none of its 12 rows is left")
    assert "no_consent;no_village: 12" in message
    assert "consent, kecamatan and desa" in message


def test_a_file_of_blank_rows_is_a_user_error(folder, flawless):
    table = flawless.copy()
    table.loc[:] = ""
    assert complaint(folder, table, of=survey.clean).startswith(f"{STUDY}/survey.csv: ")


def test_reasons_on_a_tiny_frame():
    answers = pd.DataFrame(
        {
            "start": ["a", "a", "b", "c"],
            "consent": ["yes", "yes", "no", "yes"],
            "desa": ["x", "x", "", ""],
            "_uuid": ["1", "2", "3", "4"],
            "_submission_time": ["1", "2", "3", "4"],
        },
        index=[2, 3, 5, 8],
    )
    reasons = cleaning.reject(answers, answers)
    assert reasons.to_dict() == {2: "", 3: "sent_again", 5: "no_consent;no_village", 8: "no_village"}
    assert cleaning.flow(reasons)["left"].tolist() == [4, 3, 2, 1]
    assert cleaning.flow(reasons)["removed"].tolist() == [0, 1, 1, 1]


# --- Who a person is ---


def everything_in(folder):
    """Return all text of all files below a folder, workbooks and Parquet unpacked."""
    texts = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                texts.extend(book.read(name).decode("utf-8") for name in book.namelist())
        elif file.suffix == ".parquet":
            table = pd.read_parquet(file)
            texts.extend([" ".join(table.columns), table.to_csv(index=False)])
        else:
            texts.append(file.read_text(encoding="utf-8"))
    return "\n".join(texts)


@pytest.mark.slow
def test_nothing_personal_is_in_any_output(saved, made):
    everything = everything_in(saved)
    assert "shoe_sewing" in everything  # the search finds what is there
    table = made["survey"]
    for field in ("respondent_name", "phone", "nik", "gps", "_uuid", "_id"):
        values = set(table[field]) - {""}
        assert len(values) > 400
        assert not [value for value in values if value in everything], field
    for field in ("respondent_name", "phone", "nik", "gps", "_gps_latitude", "_submitted_by", "_uuid"):
        assert field not in everything


@pytest.mark.slow
def test_answers_of_who_refused_are_in_no_output(folder, flawless, tmp_path):
    table = flawless.copy()
    marks = {"rate_per_unit": "Rp. 48.613,-", "age": "sixty-seven", "hours_per_day": "24,25", "hazards": "mould"}
    table.loc[5, ["consent", *marks]] = ["no", *marks.values()]
    done = clean(folder, table, by_hand="row,field,value,reason\n5,last_pay,973164,told by telephone\n")
    survey.save(done, tmp_path / "out")
    everything = everything_in(tmp_path / "out")
    for mark in (*marks.values(), "48613", "24.25", "973164", "told by"):
        assert mark not in everything, mark
    assert done.rejected["row"].tolist() == [5]


@pytest.mark.slow
def test_who_withdraws_later_is_taken_out_by_hand(folder, flawless, tmp_path):
    table = flawless.copy()
    table.loc[5, "rate_per_unit"] = "Rp. 77.777,-"
    done = clean(folder, table, by_hand="row,field,value,reason\n5,consent,no,withdrew on 1 October\n")
    survey.save(done, tmp_path / "out")
    assert "77" not in done.corrections.to_string()
    assert "77777" not in everything_in(tmp_path / "out")
    assert done.rejected.set_index("row")["reasons"].to_dict() == {5: "no_consent"}


def test_a_personal_question_under_another_column_is_dropped_too(folder, flawless):
    table = flawless.rename(columns={"nik": "No. KTP"})
    done = clean(folder, table, columns={"No. KTP": "nik"})
    assert "9999000" in table["No. KTP"].iloc[0]
    assert "9999000" not in done.clean.to_csv()


# --- A person's own corrections ---

BY_HAND = "row,field,value,reason\n5,hours_per_day,7.5,called again on 8 October\n6,sex,Perempuan,slip of the pen\n"


def test_corrections_by_hand_are_applied_and_logged_with_their_reason(folder, flawless):
    table = flawless.copy()
    table.loc[5, "hours_per_day"] = "75"
    table.loc[6, "sex"] = "male"
    done = clean(folder, table, by_hand=BY_HAND)
    rows = done.clean.set_index("row")
    assert rows.at[5, "hours_per_day"] == 7.5
    assert rows.at[6, "sex"] == "female"
    entries = done.corrections[done.corrections["rule"].str.startswith("by_hand")]
    assert entries.to_numpy().tolist() == [
        [5, "hours_per_day", "75", "7.5", "by_hand: called again on 8 October"],
        [6, "sex", "male", "Perempuan", "by_hand: slip of the pen"],
    ]
    # Not out of range any more, and the label is read as any other.
    others = done.corrections.drop(entries.index)
    assert others.to_numpy().tolist() == [[6, "sex", "Perempuan", "female", "label_for_name"]]


@pytest.mark.slow
def test_corrections_by_hand_are_applied_at_each_run(folder, flawless):
    first = clean(folder, flawless, by_hand=BY_HAND)
    same(clean(folder), first)
    (folder / "corrections.csv").unlink()
    assert clean(folder).corrections.empty


def test_derived_variables_rest_on_the_corrected_answer(folder, flawless):
    done = clean(folder, flawless, by_hand=BY_HAND)
    row = done.clean.set_index("row").loc[5]
    assert row["hours_per_week"] == 7.5 * row["days_per_week"]


def test_a_cell_may_be_blanked_or_corrected_twice_by_hand(folder, flawless):
    text = 'row,field,value,reason\n5,age,41,first\n5,age,,"second, after a call"\n'
    done = clean(folder, flawless, by_hand=text)
    assert np.isnan(done.clean.set_index("row").at[5, "age"])
    before = flawless.at[5, "age"]
    assert done.corrections[["before", "after", "rule"]].to_numpy().tolist() == [
        [before, "41", "by_hand: first"],
        ["41", "", "by_hand: second, after a call"],
    ]


def test_a_file_with_no_corrections_yet_changes_nothing(folder, flawless):
    assert clean(folder, flawless, by_hand="row,field,value,reason\n").corrections.empty


def test_a_correction_by_hand_of_a_row_that_was_sent_again_keeps_one_worker(folder, flawless):
    table = flawless.copy()
    table.loc[14] = table.loc[5]
    done = clean(folder, table, by_hand="row,field,value,reason\n5,age,41,called again\n")
    assert len(done.clean) == 12
    assert done.rejected.set_index("row")["reasons"].to_dict() == {14: "sent_again"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("999,age,30,why", ["'999'", "2 to 13", "Correct the row"], id="unknown row"),
        pytest.param("1,age,30,why", ["'1'", "2 to 13"], id="the header's row"),
        pytest.param("five,age,30,why", ["'five'", "2 to 13"], id="row is a word"),
        pytest.param("\u00b2,age,30,why", ["\u00b2", "2 to 13"], id="row is a superscript"),
        pytest.param(",age,30,why", ["''", "2 to 13"], id="row is blank"),
        pytest.param("5,agee,30,why", ["'agee'", "nearest: age"], id="unknown field"),
        pytest.param("5,hour_per_day,30,why", ["'hour_per_day'", "hours_per_day"], id="unknown field, two near"),
        pytest.param("5,,30,why", ["''"], id="field is blank"),
        pytest.param("5,_uuid,x,why", ["'_uuid'"], id="a system column"),
        pytest.param("5,nik,3,why", ["'nik'", "personal", "field file"], id="personal field"),
        pytest.param("5,age,30,", ["reason is missing", "Say why"], id="no reason"),
        pytest.param("5,age,30,  ", ["reason is missing", "Say why"], id="blank reason"),
        pytest.param("5,age,thirty,why", ["'thirty'", "not a number", "age"], id="not a number"),
        pytest.param("5,hours_per_day,30 menit,why", ["'30 menit'", "not a number"], id="a number of another unit"),
        pytest.param("5,age,30", ["reason is missing", "Say why"], id="too few cells"),
        pytest.param("5,age,30,told me, twice,really", [], id="too many cells"),
    ],
)
def test_a_wrong_correction_names_file_row_and_what_to_do(folder, flawless, line, said):
    # The wrong line stands in row 3, below one that is right.
    message = complaint(folder, flawless, by_hand=f"row,field,value,reason\n4,age,30,right\n{line}\n")
    assert message.startswith(f"{STUDY}/corrections.csv, row 3")
    for part in said:
        assert part in message


def test_the_row_of_a_wrong_correction_is_that_of_the_spreadsheet(folder, flawless):
    text = 'row,field,value,reason\n4,age,30,"two\nlines"\n\n5,age,30,\n'
    assert complaint(folder, flawless, by_hand=text).startswith(f"{STUDY}/corrections.csv, row 4: the reason")


@pytest.mark.parametrize("column", ["row", "field", "value", "reason"])
def test_a_missing_column_of_the_corrections_is_named(folder, flawless, column):
    names = [name for name in ("row", "field", "value", "reason") if name != column]
    message = complaint(folder, flawless, by_hand=",".join(names) + "\n")
    assert message.startswith(f"{STUDY}/corrections.csv: the column {column!r} is missing")
    assert "row,field,value,reason" in message


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"row,field,value,reason\n5,age,30,caf\x81\n", id="no text in any encoding"),
        pytest.param(b"row,field,value,reason\n5,age,30,told me, twice\n", id="too many cells in the first row"),
    ],
)
def test_corrections_that_cannot_be_read_are_one_user_error(folder, flawless, content):
    (folder / "corrections.csv").write_bytes(content)
    message = complaint(folder, flawless)
    assert message.startswith(f"{STUDY}/corrections.csv")
    assert "survey has no row" not in message


def test_corrections_saved_by_excel_in_indonesia_are_read(folder, flawless):
    text = "\ufeff" + BY_HAND.replace(",", ";").replace("\n", "\r\n")
    done = clean(folder, flawless, by_hand=text)
    assert done.clean.set_index("row").at[5, "hours_per_day"] == 7.5


# --- Columns that are called otherwise ---

OTHERWISE = {"Persetujuan": "consent", "Kecamatan": "kecamatan", "Desa/Kelurahan": "desa", "Umur": "age"}


def renamed(table, mapping):
    return table.rename(columns={question: column for column, question in mapping.items()})


@pytest.mark.slow
def test_a_mapping_of_columns_gives_the_same(folder, flawless):
    plain = clean(folder, flawless)
    same(clean(folder, renamed(flawless, OTHERWISE), columns=OTHERWISE), plain)


def test_an_unknown_column_in_the_mapping_names_the_nearest(folder, flawless):
    table = renamed(flawless, OTHERWISE)
    message = complaint(folder, table, columns=OTHERWISE | {"Umurr": "household_size"})
    assert message.startswith(f"{STUDY}/study.yaml, survey, columns: ")
    assert "'Umurr'" in message
    assert "nearest: Umur" in message
    assert "first row" in message


def test_an_unknown_question_in_the_mapping_names_file_and_nearest(folder, flawless):
    message = complaint(folder, renamed(flawless, OTHERWISE), columns=OTHERWISE | {"Umur": "agee"})
    assert message.startswith(f"{STUDY}/study.yaml, survey, columns: ")
    assert "'agee'" in message
    assert "nearest: age" in message


def pasted(message):
    """Read the mapping out of the message as the study.yaml would after pasting it."""
    _, text = message.split("under survey:\n")
    return yaml.safe_load(text)["columns"]


def test_missing_columns_are_asked_for_with_a_mapping_to_paste(folder, flawless):
    table = renamed(flawless, {"Consent_given": "consent", "Desa_Kelurahan": "desa"})
    message = complaint(folder, table)
    assert message.startswith(f"{STUDY}/survey.csv: no column is called consent, desa.")
    assert f"{STUDY}/study.yaml" in message
    assert pasted(message) == {"Consent_given": "consent", "Desa_Kelurahan": "desa"}
    assert len(clean(folder, columns=pasted(message)).clean) == 12


def test_the_mapping_to_paste_can_be_read_whatever_the_column_is_called(folder, flawless):
    table = renamed(flawless, {"consent: #1 'yes'": "consent"})
    assert pasted(complaint(folder, table)) == {"consent: #1 'yes'": "consent"}


def test_where_no_column_comes_near_a_place_to_fill_in_is_left(folder, flawless):
    table = renamed(flawless, {"Q7": "product"}).assign(Q7="something else")
    assert pasted(complaint(folder, table)) == {"COLUMN IN THE FILE": "product"}


def test_where_no_name_comes_near_the_column_is_known_by_what_stands_in_it(folder, flawless):
    assert pasted(complaint(folder, renamed(flawless, {"Q7": "product"}))) == {"Q7": "product"}


@pytest.mark.slow
def test_group_names_in_headers_lose_no_answer(folder, flawless):
    # KoboToolbox writes `person/age` if asked to; whatever the way to tell the columns, no question may go blank.
    plain = clean(folder, flawless)
    group = {"consent": "visit", "kecamatan": "visit", "desa": "visit", "age": "person", "product": "work"}
    table = flawless.rename(columns={name: f"{group.get(name, 'answers')}/{name}" for name in plain.clean.columns})
    write(folder, table)
    try:
        done = clean(folder)
    except UserError as error:
        done = clean(folder, columns=pasted(str(error)))
    same(done, plain)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"_notes": "age"}, id="the file has the question already"),
        pytest.param({"_notes": "got_raise", "_tags": "got_raise"}, id="two columns for one question"),
    ],
)
def test_two_columns_cannot_answer_one_question(folder, flawless, columns):
    message = complaint(folder, flawless, columns=columns)
    assert message.startswith(STUDY)
    assert next(iter(columns.values())) in message


@pytest.mark.slow
def test_columns_without_a_name_do_no_harm(folder, flawless):
    plain = clean(folder, flawless)
    text = study_files.kobo_csv(flawless).replace("\r\n", ';"";""\r\n')
    (folder / "survey.csv").write_bytes(text.encode())
    same(clean(folder), plain)


def test_a_question_that_the_file_has_not_is_missing_for_everyone(folder, flawless):
    done = clean(folder, flawless.drop(columns=["age", "cost_tools", "start"]))
    assert done.clean[["age", "cost_tools", "monthly_net", "interview_minutes"]].isna().all(axis=None)
    assert done.clean["hours_per_week"].notna().all()
    assert done.corrections.empty


@pytest.mark.slow
def test_blanks_around_an_answer_are_no_part_of_it(folder, flawless):
    plain = clean(folder, flawless)
    padded = flawless.map(lambda text: f"  {text}\t" if text else text)
    same(clean(folder, padded), plain)


# --- Files that cannot be read ---

HEADER = "consent;kecamatan;desa;product\n"


def reading_error(file):
    with pytest.raises(UserError) as caught:
        tables.read_table(file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param("survey.csv", b"", ["empty", "Export"], id="empty"),
        pytest.param("survey.csv", b"\xef\xbb\xbf", ["empty", "Export"], id="only a BOM"),
        pytest.param("survey.csv", HEADER.encode(), ["no row below the header"], id="header only"),
        pytest.param("survey.csv", b"a;b;a\n1;2;3\n", ["row 1", "'a'", "more than once"], id="doubled column"),
        pytest.param("survey.csv", b"a;b\n1;2\n1;2;3\n", ["row 3", "3 cells", "has 2"], id="too many cells"),
        pytest.param(
            "survey.csv", b'a;b\n"1\n1";2\n\n1;2;3\n', ["row 4", "3 cells"], id="too many cells below a line break"
        ),
        pytest.param("survey.csv", b"a;b\ncaf\x81;1\n", ["row 2", "byte 7", "UTF-8"], id="no text in any encoding"),
        pytest.param("survey.csv", "a;b\n1;2\n".encode("utf-16")[:-1], ["UTF-16", "row 2"], id="UTF-16 cut off"),
        pytest.param("survey.csv", b'a;b\n1;2\n3;"4\n5;6\n7;8\n', ["quote"], id="a quote that is never closed"),
        pytest.param(
            "survey.csv", b'a;b\n1;"' + b"2" * 140_000 + b"\n", ["quote"], id="a quote that is never closed, long"
        ),
        pytest.param("survey.csv", b'a;b\n1;"2\n3;"4";5\n', ["quote"], id="a quote that is closed elsewhere"),
        pytest.param("survey.xlsx", b"<html><table><tr><td>a</td></tr></table></html>", ["XLSX"], id="HTML"),
        pytest.param("survey.xlsx", b"", ["XLSX"], id="empty workbook"),
        pytest.param("survey.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ["XLSX"], id="XLS of old"),
        pytest.param("survey.xlsx", b"PK\x03\x04" + bytes(100), ["XLSX"], id="half a zip"),
        pytest.param("survey.sav", b"$FL2", [".sav", "CSV or XLSX"], id="unknown ending"),
        pytest.param("survey", b"a;b\n1;2\n", ["no ending", "CSV or XLSX"], id="no ending"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_user_error_with_its_place(tmp_path, monkeypatch, name, content, said):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    (tmp_path / name).write_bytes(content)
    message = reading_error(tmp_path / name)
    assert message.startswith(name)
    assert str(tmp_path) not in message
    for part in said:
        assert part in message


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ["no row"]),
        ([["a", "b"]], ["no row below the header"]),
        ([["a", "b", "a"], [1, 2, 3]], ["row 1", "'a'", "more than once"]),
    ],
)
def test_a_workbook_without_rows_or_with_a_doubled_column(tmp_path, monkeypatch, rows, said):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "survey.xlsx")
    message = reading_error(tmp_path / "survey.xlsx")
    assert message.startswith("survey.xlsx")
    for part in said if rows else ["survey.xlsx"]:
        assert part in message


def test_a_zip_that_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "survey.xlsx", "w") as file:
        file.writestr("word/document.xml", "<x/>")
    assert "not a readable XLSX workbook" in reading_error(tmp_path / "survey.xlsx")


@pytest.fixture(scope="module")
def anything(tmp_path_factory):
    return tmp_path_factory.mktemp("anything")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["any.csv", "any.xlsx"])
@steady
@given(content=st.one_of(st.binary(max_size=60), st.text('ab1;,\t"\n\r \ufeff', max_size=40).map(str.encode)))
@example(content=b"\n\n\n")
@example(content=b'";"\n"')
@example(content=b";;\n1;2;3\n")
def test_any_file_at_all_is_a_table_or_a_user_error(anything, name, content):
    file = anything / name
    file.write_bytes(content)
    try:
        table = tables.read_table(file)
    except UserError:
        return
    assert table.index.name == "row"
    assert table.map(lambda cell: isinstance(cell, str)).all(axis=None)


def test_a_short_row_is_filled_with_blanks(tmp_path):
    (tmp_path / "survey.csv").write_text("a,b,c\n1\n1,2\n", encoding="utf-8")
    assert tables.read_table(tmp_path / "survey.csv").to_numpy().tolist() == [["1", "", ""], ["1", "2", ""]]


# --- Rule: choices by their names ---


def some(form, **columns):
    """Give answers to all questions as the file has them, blank but for these; the first row is 2."""
    count = len(next(iter(columns.values())))
    names = [name for name in form.questions.index if name not in form.personal()]
    table = pd.DataFrame("", pd.RangeIndex(2, 2 + count, name="row"), names, dtype="str")
    for name, values in columns.items():
        table[name] = pd.Series(values, table.index)
    return table


def test_choices_are_read_in_both_languages_and_any_case(form):
    written = ["female", "FEMALE", "Woman", "woman", "Perempuan", "PEREMPUAN", "perempuan"]
    answers, log = rules.name_choices(some(form, sex=written), form)
    assert answers["sex"].tolist() == ["female"] * 7
    assert log["row"].tolist() == [3, 4, 5, 6, 7, 8]
    assert set(log["rule"]) == {"label_for_name"}
    assert log["before"].tolist() == written[1:]


def test_villages_of_the_study_are_read_by_their_labels(form):
    answers, _ = rules.name_choices(some(form, kecamatan=["Ungaran Barat"], desa=["ungaran barat 2"]), form)
    assert answers[["kecamatan", "desa"]].to_numpy().tolist() == [["ungaran_barat", "ungaran_barat_2"]]


@pytest.mark.parametrize("language", questionnaire.LABEL_COLUMNS)
def test_every_label_of_every_question_leads_to_its_name(form, language):
    labels = {question: form.choice_labels(question, language) for question in form.of_kind("one")}
    count = max(map(len, labels.values()))
    # Questions with fewer answers are filled up with blanks.
    wanted = {question: [*known, *[""] * (count - len(known))] for question, known in labels.items()}
    written = {question: [known.get(name, "") for name in wanted[question]] for question, known in labels.items()}
    answers, _ = rules.name_choices(some(form, **written), form)
    assert answers[list(wanted)].to_dict("list") == wanted


def test_what_is_no_choice_is_left_for_the_check(form):
    answers, log = rules.name_choices(some(form, sex=["wanita", "", "f"]), form)
    assert answers["sex"].tolist() == ["wanita", "", "f"]
    assert log.empty


def test_a_blank_answer_is_never_taken_for_a_choice_without_a_label(form):
    places = pd.DataFrame(
        {"kecamatan": ["a"], "kecamatan_label": [None], "desa": ["a_1"], "desa_label": [""]}, dtype="str"
    )
    local = questionnaire.with_places(questionnaire.load(), places)
    answers, log = rules.name_choices(some(local, desa=["", "a_1"], kecamatan=["", "a"]), local)
    assert answers[["kecamatan", "desa"]].to_numpy().tolist() == [["", ""], ["a", "a_1"]]
    assert log.empty


def test_rules_leave_the_answers_they_were_given_as_they_are(form):
    before = some(form, sex=["Woman"], age=["lupa"], hours_per_day=["25"])
    copy = before.copy()
    named, _ = rules.name_choices(before, form)
    read, _ = rules.read_numbers(named, form)
    again = read.copy()
    rules.blank_impossible(read, form)
    pd.testing.assert_frame_equal(before, copy)
    pd.testing.assert_frame_equal(read, again)


# --- Rule: numbers ---


def test_numbers_are_read_by_the_limits_of_their_question(form):
    table = some(form, hours_per_day=["7.500"], rate_per_unit=["7.500"], cost_tools=["Rp 7.500"], age=["tahun 5"])
    answers, log = rules.read_numbers(table, form)
    row = answers.loc[2]
    assert row[["hours_per_day", "rate_per_unit", "cost_tools"]].tolist() == [7.5, 7500, 7500]
    assert np.isnan(row["age"])
    found = {field: (before, after, rule) for _, field, before, after, rule in log.itertuples(index=False)}
    assert found == {
        "rate_per_unit": ("7.500", "7500", "number_notation"),
        "cost_tools": ("Rp 7.500", "7500", "number_notation"),
        "age": ("tahun 5", "", "unreadable"),
    }


#: Answers in another unit than that of the question; at most the converted number (if any) may be taken from them.
IN_ANOTHER_UNIT = {
    "minutes_per_unit": ("2 jam", 120),
    "hours_per_day": ("30 menit", 0.5),
    "peak_hours_per_day": ("Jam 5 hari", None),
    "days_per_week": ("5 jam", None),
    "peak_days_per_week": ("3 kali", None),
    "helper_hours_per_week": ("3 orang", None),
    "unpaid_helpers": ("3 jam", None),
    "years_home_work": ("6 hari", None),
    "age": ("30 menit", None),
}
IN_THE_UNIT = {
    "minutes_per_unit": ("45 menit", 45),
    "hours_per_day": ("8 jam", 8),
    "peak_hours_per_day": ("Jam 9,5", 9.5),
    "days_per_week": ("6 hari", 6),
    "helper_hours_per_week": ("3 jam", 3),
    "unpaid_helpers": ("2 orang", 2),
    "years_home_work": ("6 tahun", 6),
    "age": ("42 thn", 42),
}


def test_a_number_in_another_unit_is_not_taken_for_one_in_the_unit_of_the_question(form):
    # Two hours are not two minutes: either the unit is converted, or the answer is refused.
    written = {question: [text] for question, (text, _) in IN_ANOTHER_UNIT.items()}
    answers, log = rules.read_numbers(some(form, **written), form)
    read = answers.loc[2, list(written)].dropna().to_dict()
    assert not {question: value for question, value in read.items() if value != IN_ANOTHER_UNIT[question][1]}
    assert set(log["field"]) == set(written)


def test_a_number_in_the_unit_of_its_question_is_read(form):
    written = {question: [text] for question, (text, _) in IN_THE_UNIT.items()}
    answers, log = rules.read_numbers(some(form, **written), form)
    assert answers.loc[2, list(written)].to_dict() == {question: value for question, (_, value) in IN_THE_UNIT.items()}
    assert dict(zip(log["field"], log["before"], strict=True)) == {
        name: text for name, (text, _) in IN_THE_UNIT.items()
    }


# --- Rule: what cannot be an answer ---


def test_all_impossible_answers_are_blanked_at_once(form):
    table, _ = rules.read_numbers(
        some(
            form,
            age=["9", "42", "96"],
            hours_per_day=["25", "0.5", "20"],
            days_per_week=["9", "7", "0"],
            sex=["female", "man", "male"],
            hazards=["dust noise", "dust none", ""],
            desa=["", "bawen_5", "bawen_1"],
        ),
        form,
    )
    answers, log = rules.blank_impossible(table, form)
    assert log.to_numpy().tolist() == [
        [2, "age", "9", "", "out_of_range"],
        [2, "days_per_week", "9", "", "out_of_range"],
        [2, "hazards", "dust noise", "", "not_a_choice"],
        [2, "hours_per_day", "25", "", "out_of_range"],
        [3, "desa", "bawen_5", "", "not_a_choice"],
        [3, "sex", "man", "", "not_a_choice"],
        [4, "age", "96", "", "out_of_range"],
        [4, "days_per_week", "0", "", "out_of_range"],
    ]
    assert answers["age"].fillna(-1).tolist() == [-1, 42, -1]
    assert answers["hours_per_day"].fillna(-1).tolist() == [-1, 0.5, 20]
    assert answers["sex"].tolist() == ["female", "", "male"]
    assert answers["hazards"].tolist() == ["", "dust none", ""]
    untouched = table.columns.difference(["age", "days_per_week", "hazards", "hours_per_day", "desa", "sex"])
    pd.testing.assert_frame_equal(answers[untouched], table[untouched])


def test_problems_say_what_would_be_allowed(form):
    table, _ = rules.read_numbers(some(form, hours_per_day=["25"], rate_per_unit=["1"], contract=["handshake"]), form)
    found = rules.problems(table, form).set_index("field")["allowed"].to_dict()
    assert found == {
        "hours_per_day": "0.5–20",
        "rate_per_unit": "5–500000",
        "contract": "none, oral, written",
    }


def test_where_nothing_is_impossible_nothing_is_blanked(form):
    table, _ = rules.read_numbers(some(form, age=["42", ""], sex=["female", ""]), form)
    answers, log = rules.blank_impossible(table, form)
    pd.testing.assert_frame_equal(answers, table)
    assert log.empty
    assert log.columns.tolist() == rules.LOG_COLUMNS
    assert rules.problems(table, form).empty


@pytest.mark.slow
@settings(steady, max_examples=8)
@given(ages=st.lists(st.integers(-50, 150), min_size=1, max_size=8))
def test_exactly_what_lies_outside_the_limits_is_blanked(form, ages):
    table, _ = rules.read_numbers(some(form, age=[str(age) for age in ages]), form)
    answers, log = rules.blank_impossible(table, form)
    assert answers["age"].isna().tolist() == [not 10 <= age <= 95 for age in ages]
    assert log["row"].tolist() == [row for row, age in enumerate(ages, 2) if not 10 <= age <= 95]


# --- Rule: the unit of the rate ---


def pay(**changes):
    """Give one worker who gets 1,000 a piece for 100 pieces a week, and 100,000 for last week."""
    row = {
        "rate_unit": "piece",
        "rate_per_unit": 1000.0,
        "units_per_week": 100.0,
        "last_pay": 100_000.0,
        "last_pay_period": "week",
        "deductions": 0.0,
        "last_pay_received": 100_000.0,
        "days_per_week": 5.0,
    }
    return pd.DataFrame(row | changes, index=pd.Index([5], name="row"))


MONTH = 52 / 12


@pytest.mark.parametrize("size", [12, 20, 144])
@pytest.mark.parametrize(
    ("period", "amount"), [("day", 20_000), ("week", 100_000), ("two_weeks", 200_000), ("month", 100_000 * MONTH)]
)
def test_a_rate_of_a_larger_unit_is_brought_to_the_piece(size, period, amount):
    table = pay(rate_per_unit=1000.0 * size, last_pay=float(amount), last_pay_period=period)
    answers, log = rules.mend_unit_of_rate(table)
    assert answers.at[5, "rate_per_unit"] == pytest.approx(1000)
    assert log.to_numpy().tolist() == [[5, "rate_per_unit", str(1000 * size), "1000", "rate_of_larger_unit"]]
    assert answers.drop(columns="rate_per_unit").equals(table.drop(columns="rate_per_unit"))


@pytest.mark.parametrize(
    ("times", "mended"),
    [
        (12 * 1.14, True),
        (12 / 1.14, True),
        (12 * 1.16, False),
        (12 / 1.16, False),
        (20 / 1.14, True),
        (20 * 1.16, False),
    ],
)
def test_how_near_the_last_pay_must_be(times, mended):
    answers, log = rules.mend_unit_of_rate(pay(rate_per_unit=1000.0 * times))
    assert bool(answers.at[5, "rate_per_unit"] != 1000.0 * times) is mended
    assert len(log) == mended


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="nothing is wrong"),
        pytest.param({"rate_per_unit": 2000.0}, id="twice the pay"),
        pytest.param({"rate_per_unit": 15_500.0}, id="between lusin and kodi"),
        pytest.param({"rate_per_unit": 60_000.0}, id="between kodi and gross"),
        pytest.param({"rate_per_unit": 1000 / 12}, id="the other way round"),
        pytest.param({"rate_per_unit": 12_000.0, "rate_unit": "lusin"}, id="a lusin that is called one"),
        pytest.param({"rate_per_unit": 12_000.0, "rate_unit": "kg"}, id="a kilogram"),
        pytest.param({"rate_per_unit": 12_000.0, "rate_unit": ""}, id="no unit"),
        pytest.param({"rate_per_unit": 12_000.0, "last_pay": np.nan}, id="no last pay"),
        pytest.param({"rate_per_unit": 12_000.0, "last_pay": 0.0}, id="nothing was paid"),
        pytest.param({"rate_per_unit": 12_000.0, "last_pay_period": ""}, id="no period"),
        pytest.param({"rate_per_unit": 12_000.0, "units_per_week": np.nan}, id="no output"),
        pytest.param({"rate_per_unit": np.nan}, id="no rate"),
        pytest.param(
            {"rate_per_unit": 12_000.0, "last_pay": 20_000.0, "last_pay_period": "day", "days_per_week": np.nan},
            id="a day's pay without days",
        ),
    ],
)
@pytest.mark.filterwarnings("error")
def test_a_rate_is_left_alone_where_the_last_pay_does_not_settle_it(changes):
    table = pay(**changes)
    answers, log = rules.mend_unit_of_rate(table)
    pd.testing.assert_frame_equal(answers, table)
    assert log.empty


def test_weeks_of_the_last_pay():
    table = pd.concat([pay(last_pay_period=period) for period in ("day", "week", "two_weeks", "month", "")])
    assert rules.weeks_of_last_pay(table).fillna(-1).tolist() == [0.2, 1, 2, MONTH, -1]


# --- Rule: swapped pay ---


def test_gross_and_net_that_were_swapped_are_swapped_back():
    table = pay(last_pay=80_000.0, last_pay_received=100_000.0, deductions=20_000.0)
    answers, log = rules.mend_swapped_pay(table)
    assert answers.loc[5, ["last_pay", "last_pay_received", "deductions"]].tolist() == [100_000, 80_000, 20_000]
    assert log.to_numpy().tolist() == [
        [5, "last_pay", "80000", "100000", "swapped_gross_and_net"],
        [5, "last_pay_received", "100000", "80000", "swapped_gross_and_net"],
    ]


@pytest.mark.parametrize("deductions", [np.nan, 0.0, 5_000.0, 20_001.0])
def test_pay_that_nobody_can_tell_is_blanked(deductions):
    table = pay(last_pay=80_000.0, last_pay_received=100_000.0, deductions=deductions)
    answers, log = rules.mend_swapped_pay(table)
    assert answers.loc[5, ["last_pay", "last_pay_received"]].isna().all()
    assert answers["deductions"].equals(table["deductions"])
    assert log.to_numpy().tolist() == [
        [5, "last_pay", "80000", "", "net_above_gross"],
        [5, "last_pay_received", "100000", "", "net_above_gross"],
    ]


@pytest.mark.parametrize(
    ("gross", "net", "deductions"),
    [
        (100_000.0, 80_000.0, 20_000.0),
        (100_000.0, 80_000.0, 0.0),  # net below gross is no contradiction to be mended here
        (100_000.0, 100_000.0, 0.0),
        (np.nan, 100_000.0, 0.0),
        (100_000.0, np.nan, 0.0),
        (np.nan, np.nan, np.nan),
    ],
)
def test_pay_without_contradiction_is_left_alone(gross, net, deductions):
    table = pay(last_pay=gross, last_pay_received=net, deductions=deductions)
    answers, log = rules.mend_swapped_pay(table)
    pd.testing.assert_frame_equal(answers, table)
    assert log.empty


@pytest.mark.slow
@steady
@given(gross=st.integers(0, 10**6), net=st.integers(0, 10**6), deductions=st.one_of(st.none(), st.integers(0, 10**6)))
def test_after_mending_net_is_never_above_gross(gross, net, deductions):
    table = pay(
        last_pay=float(gross),
        last_pay_received=float(net),
        deductions=np.nan if deductions is None else float(deductions),
    )
    answers, log = rules.mend_swapped_pay(table)
    assert not (answers["last_pay_received"] > answers["last_pay"]).any()
    assert log.empty == (net <= gross)


# --- Derived variables, computed by hand ---


def worker(**changes):
    """Give one worker, clean: 80 lusin a week at 6,000, six hours on five days, two helpers."""
    row = {
        "start": "2021-09-06T08:00:00.000+07:00",
        "end": "2021-09-06T08:42:30.000+07:00",
        "hours_per_day": 6.0,
        "days_per_week": 5.0,
        "peak_hours_per_day": 10.0,
        "peak_days_per_week": 7.0,
        "rate_unit": "lusin",
        "rate_per_unit": 6000.0,
        "units_per_week": 80.0,
        "minutes_per_unit": 24.0,
        "last_pay": 950_000.0,
        "last_pay_period": "two_weeks",
        "deductions": 12_000.0,
        "cost_electricity": 10_000.0,
        "cost_materials": 20_000.0,
        "cost_tools": 0.0,
        "cost_transport": 4_000.0,
        "unpaid_helpers": 2.0,
        "helper_hours_per_week": 10.0,
    }
    return pd.DataFrame(row | changes, index=[7])


def derived(**changes):
    return derive.derive(worker(**changes)).loc[7]


def test_a_row_computed_by_hand():
    found = derived()
    wanted = {
        "hours_per_week": 30,
        "peak_hours_per_week": 70,
        "monthly_gross": 2_080_000,  # 480,000 a week * 52 / 12
        "monthly_deductions": 26_000,  # 12,000 in two weeks: 6,000 a week
        "monthly_costs": 60_000,
        "monthly_net": 2_020_000,
        "hourly_gross": 16_000,  # 130 hours a month
        "hourly_net": 2_020_000 / 130,
        "hourly_net_helped": 2_020_000 / (40 * MONTH),
        "rate_per_piece": 500,
        "minutes_per_piece": 2,
        "rate_per_standard_hour": 15_000,
        "interview_minutes": 42.5,
    }
    assert found[list(wanted)].astype(float).to_dict() == pytest.approx(wanted)
    assert found["earnings_from"] == "typical_week"


@pytest.mark.parametrize(
    ("period", "monthly"),
    [("day", 100_000 * 5 * MONTH), ("week", 100_000 * MONTH), ("two_weeks", 50_000 * MONTH), ("month", 100_000)],
)
@pytest.mark.parametrize("missing", ["rate_per_unit", "units_per_week"])
def test_without_rate_or_output_the_last_pay_is_brought_to_a_month(period, monthly, missing):
    found = derived(last_pay=100_000.0, last_pay_period=period, **{missing: np.nan})
    assert found["monthly_gross"] == pytest.approx(monthly)
    assert found["earnings_from"] == "last_pay"
    assert found["hourly_gross"] == pytest.approx(monthly / 130)


@pytest.mark.parametrize(
    ("period", "monthly"),
    [("day", 12_000 * 5 * MONTH), ("week", 12_000 * MONTH), ("two_weeks", 6_000 * MONTH), ("month", 12_000)],
)
def test_deductions_are_those_of_the_period_of_the_last_pay(period, monthly):
    found = derived(last_pay_period=period)
    assert found["monthly_deductions"] == pytest.approx(monthly)
    assert found["monthly_gross"] == pytest.approx(2_080_000)


@pytest.mark.parametrize(
    "changes",
    [
        {"rate_per_unit": np.nan, "last_pay": np.nan},
        {"rate_per_unit": np.nan, "last_pay_period": ""},
        {"rate_per_unit": np.nan, "last_pay_period": "day", "days_per_week": np.nan},
    ],
)
def test_without_any_pay_earnings_are_missing_and_say_so(changes):
    found = derived(**changes)
    assert found[["monthly_gross", "monthly_net", "hourly_gross", "hourly_net"]].isna().all()
    assert found["earnings_from"] == ""


@pytest.mark.parametrize(
    "cost", ["cost_electricity", "cost_materials", "cost_tools", "cost_transport", "deductions", "last_pay_period"]
)
def test_a_missing_cost_makes_the_net_missing_and_not_higher(cost):
    found = derived(**{cost: "" if cost == "last_pay_period" else np.nan})
    assert found[["monthly_costs", "monthly_net", "hourly_net", "hourly_net_helped"]].isna().all()
    assert found["monthly_gross"] == pytest.approx(2_080_000)


@pytest.mark.parametrize("hours", ["hours_per_day", "days_per_week"])
def test_without_hours_nothing_is_known_by_the_hour(hours):
    found = derived(**{hours: np.nan})
    assert found[["hours_per_week", "hourly_gross", "hourly_net", "hourly_net_helped"]].isna().all()
    assert found["monthly_net"] == pytest.approx(2_020_000)


def test_helpers_without_hours_make_the_helped_pay_missing():
    found = derived(helper_hours_per_week=np.nan)
    assert np.isnan(found["hourly_net_helped"])
    assert found["hourly_net"] == pytest.approx(2_020_000 / 130)


@pytest.mark.parametrize("hours", [np.nan, 0.0, 10.0])
def test_without_helpers_the_helped_pay_is_the_own(hours):
    # Hours of helpers who are not there are left from an earlier answer of the form.
    found = derived(unpaid_helpers=0.0, helper_hours_per_week=hours)
    assert found["hourly_net_helped"] == found["hourly_net"]


def test_where_it_is_not_known_whether_anybody_helps_the_helped_pay_is_missing():
    assert np.isnan(derived(unpaid_helpers=np.nan, helper_hours_per_week=np.nan)["hourly_net_helped"])


@pytest.mark.parametrize(
    ("unit", "size"), [("piece", 1), ("lusin", 12), ("kodi", 20), ("gross", 144), ("kg", 1), ("sack", 1)]
)
def test_the_rate_of_a_piece(unit, size):
    found = derived(rate_unit=unit)
    assert found["rate_per_piece"] == 6000 / size
    assert found["minutes_per_piece"] == 24 / size
    assert found["rate_per_standard_hour"] == 15_000


def test_an_unknown_unit_has_no_rate_of_a_piece_but_earnings():
    found = derived(rate_unit="")
    assert found[["rate_per_piece", "minutes_per_piece"]].isna().all()
    assert found["monthly_gross"] == pytest.approx(2_080_000)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2021-09-06T08:00:00.000+07:00", "2021-09-06T09:00:00.000+08:00", 0),
        ("2021-09-06T23:50:00.000+07:00", "2021-09-07T00:20:00.000+07:00", 30),
        ("", "2021-09-07T00:20:00.000+07:00", np.nan),
        ("soon", "2021-09-07T00:20:00.000+07:00", np.nan),
    ],
)
def test_how_long_an_interview_took(start, end, minutes):
    assert derived(start=start, end=end)["interview_minutes"] == pytest.approx(minutes, nan_ok=True)


def test_times_of_different_telephones_are_all_read():
    times = ["2021-09-06T08:00:00.000+07:00", "2021-09-06T08:00:00+07:00", "2021-09-06T08:00:00", "2021-09-06 08:00"]
    table = pd.concat([worker(start=time, end=time) for time in times], ignore_index=True)
    assert derive.derive(table)["interview_minutes"].tolist() == [0, 0, 0, 0]


def test_deriving_adds_columns_and_changes_none():
    table = pd.concat([worker(), worker(rate_per_unit=np.nan)], ignore_index=True)
    found = derive.derive(table)
    pd.testing.assert_frame_equal(found[table.columns], table)
    assert found.index.equals(table.index)


def test_derived_variables_of_the_reference_study_agree_with_each_other(reference):
    table = reference.clean
    assert (table["monthly_net"].dropna() <= table["monthly_gross"][table["monthly_net"].notna()]).all()
    both = table["hourly_net_helped"].notna()
    positive = both & (table["hourly_net"] > 0)
    assert (table["hourly_net_helped"] <= table["hourly_net"])[positive].all()
    assert set(table["earnings_from"].dropna()) == {"typical_week", "last_pay"}
    assert table["hours_per_week"].max() <= 20 * 7


# --- Outliers ---


def flags(values, groups=None, **options):
    values = pd.Series(values, dtype=float)
    return derive.flag_outliers(values, pd.Series(groups or ["g"] * len(values)), **options)


def test_a_value_far_from_its_group_is_flagged_and_not_from_another():
    values = [90, 100, 110, 120, 5000, 4000, 5000, 6000, 7000, 100]
    found = flags(values, ["shoes"] * 5 + ["sacks"] * 5)
    assert found.tolist() == [False, False, False, False, True] * 2


def test_the_distance_is_in_robust_standard_deviations():
    # Logs 0, 1, 2, 3, x around the median 2 (for x > 2): the median deviation is 1, one standard deviation 1/0.6745.
    edge = 3.5 / 0.6744897501960817
    for distance, flagged in [(edge - 0.01, False), (edge + 0.01, True)]:
        values = np.exp([0.0, 1.0, 2.0, 3.0, 2 + distance])
        assert flags(values).tolist() == [False] * 4 + [flagged]
    assert flags(np.exp([0.0, 1.0, 2.0, 3.0, 2 + edge - 0.01]), limit=3).tolist() == [False] * 4 + [True]


def test_where_more_than_half_are_equal_nothing_is_flagged():
    assert not flags([100, 100, 100, 100, 5000]).any()


def test_a_group_of_one_and_a_missing_group_flag_nothing():
    assert not flags([100, 5000], ["a", "b"]).any()
    assert not flags([1, 2, 3, 4, 1e9], [None] * 5).any()
    assert flags([]).tolist() == []


AMOUNTS = st.lists(st.one_of(st.none(), st.integers(-5, 200_000)), min_size=1, max_size=14)


@pytest.mark.slow
@steady
@given(amounts=AMOUNTS, factor=st.sampled_from([0.001, 0.37, 3.0, 1000.0, 14_000.0]))
def test_flags_do_not_depend_on_the_currency(amounts, factor):
    values = pd.Series(amounts, dtype=float)
    groups = [index % 2 for index in range(len(amounts))]
    assert flags(values, groups).tolist() == flags(values * factor, groups).tolist()


@pytest.mark.slow
@steady
@given(amounts=AMOUNTS, shuffle=st.randoms(use_true_random=False))
def test_flags_do_not_depend_on_the_order_and_stay_on_their_index(amounts, shuffle):
    values = pd.Series(amounts, dtype=float)
    groups = pd.Series([index % 2 for index in range(len(amounts))])
    order = list(range(len(amounts)))
    shuffle.shuffle(order)
    found = derive.flag_outliers(values.iloc[order], groups.iloc[order])
    assert found.index.tolist() == order
    assert found.sort_index().tolist() == derive.flag_outliers(values, groups).tolist()


@pytest.mark.slow
@steady
@given(amounts=AMOUNTS)
@example(amounts=[1, 2, 3, 4, None, 0, -5])
def test_what_is_missing_or_not_positive_is_never_flagged(amounts):
    found = flags(amounts)
    assert found.dtype == bool
    assert not any(flag for flag, amount in zip(found, amounts, strict=True) if amount is None or amount <= 0)


@steady
@given(amounts=st.lists(st.integers(1, 10**6), min_size=1, max_size=15))
def test_fewer_than_half_of_a_group_are_flagged(amounts):
    assert flags(amounts).sum() < max(len(amounts) / 2, 1)


def test_outliers_of_the_reference_study_are_few_and_kept(reference):
    assert 0 < reference.clean["outlier"].sum() < 0.05 * len(reference.clean)


# --- Weights ---

PLACES = pd.DataFrame(
    {
        "kecamatan": ["a", "a", "b", "b"],
        "desa": ["a1", "a2", "b1", "b2"],
        "villages_total": [10, 10, 6, 6],
        "workers_listed": [30, 50, 40, 20],
    }
)


def test_weights_computed_by_hand():
    clean = pd.DataFrame({"desa": ["a1", "a1", "a1", "a2", "b1", "b1"]}, index=[3, 4, 5, 7, 8, 9])
    weights = derive.design_weights(clean, PLACES)
    # a: 10 villages, 2 of them sampled; 30 listed and 3 interviewed: 5 * 10.
    assert weights.to_dict() == {3: 50, 4: 50, 5: 50, 7: 250, 8: 60, 9: 60}


@pytest.mark.slow
@steady
@given(desa=st.lists(st.sampled_from(["a1", "a2", "b1", "b2"]), min_size=1, max_size=30))
def test_the_workers_of_a_village_stand_together_for_its_share(desa):
    clean = pd.DataFrame({"desa": desa})
    sums = derive.design_weights(clean, PLACES).groupby(clean["desa"]).sum()
    wanted = {"a1": 10 / 2 * 30, "a2": 10 / 2 * 50, "b1": 6 / 2 * 40, "b2": 6 / 2 * 20}
    assert sums.to_dict() == pytest.approx({village: wanted[village] for village in set(desa)})


def test_weights_of_the_reference_study_add_up_to_the_listed_workers(reference, made):
    places = made["places"]
    sums = reference.clean.groupby("desa")["weight"].sum()
    sampled = places.groupby("kecamatan")["desa"].transform("size")
    wanted = (places["villages_total"] / sampled * places["workers_listed"]).set_axis(places["desa"])
    assert sums.to_dict() == pytest.approx(wanted.to_dict())


def test_weights_of_the_file_are_taken_as_they_are(folder, flawless):
    given_weights = [f"{number}.25" for number in range(1, 13)]
    done = clean(folder, flawless.assign(final_weight=given_weights), weight="final_weight")
    assert done.clean["weight"].tolist() == [number + 0.25 for number in range(1, 13)]


@pytest.mark.parametrize("wrong", ["", "-1", "many", "1,500", "2 jam"])
def test_a_weight_that_is_none_names_row_column_and_value(folder, flawless, wrong):
    table = flawless.assign(final_weight="2")
    table.loc[6, "final_weight"] = wrong
    message = complaint(folder, table, of=survey.clean, weight="final_weight")
    assert message.startswith(f"{STUDY}/survey.csv, row 6, final_weight: {wrong!r}")
    assert "above zero" in message


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["1,5", "12,25", "3"], [1.5, 12.25, 3]),
        (["1.234", "987,5", "1.234,5"], [1234, 987.5, 1234.5]),
        (["1,234", "987.5", "1,234.5"], [1234, 987.5, 1234.5]),
        (["0,125", "1,250", "2"], [0.125, 1.25, 2]),
        (["1.234", "12.5", "3"], [1.234, 12.5, 3]),
        (["1.234", "12.345", "3"], [1.234, 12.345, 3]),
    ],
)
def test_a_weight_is_read_as_any_number_in_the_notation_of_its_column(folder, flawless, written, meant):
    done = clean(folder, flawless.assign(final_weight=written * 4), weight="final_weight")
    assert done.clean["weight"].tolist() == meant * 4


# --- Kept in results ---


@pytest.fixture
def results(folder, flawless):
    write(folder, flawless)
    return folder.parents[2] / "results" / NAME


@pytest.fixture
def counted(monkeypatch, flawless):
    """Count how often the survey is cleaned; the result is always the same small one, so that it is quick."""
    calls = []
    small = flawless[["sex", "product"]].reset_index(names="row")
    nothing = pd.DataFrame(columns=["row"])

    def stand_in(study):
        calls.append(study.name)
        return survey.Cleaning(small, nothing, nothing, nothing)

    monkeypatch.setattr(store, "clean", stand_in)
    return calls


@pytest.mark.slow
def test_the_cleaned_survey_is_made_on_the_way(results, folder):
    study = study_in(folder)
    found = survey.cleaned(study)
    pd.testing.assert_frame_equal(found, survey.clean(study).clean)
    assert {path.name for path in results.iterdir()} == {*OUTPUTS, "cleaned_from.txt"}


@pytest.mark.slow
def test_the_outputs_tell_the_same(results, folder):
    study = study_in(folder)
    done = survey.clean(study)
    assert set(survey.save(done, results)) == {results / name for name in OUTPUTS}
    book = pd.read_excel(results / "cleaning.xlsx", sheet_name=None)
    assert list(book) == ["sample flow", "rejected rows", "corrections", "cleaned survey"]
    assert book["sample flow"].to_dict("list") == done.flow.to_dict("list")
    assert pd.read_csv(results / "sample_flow.csv").to_dict("list") == done.flow.to_dict("list")
    pd.testing.assert_frame_equal(pd.read_parquet(results / "survey.parquet"), done.clean)
    sheet = book["cleaned survey"]
    assert sheet["row"].tolist() == done.clean["row"].tolist()
    assert sheet["hours_per_week"].tolist() == done.clean["hours_per_week"].tolist()


def test_corrections_and_rejections_are_written_as_csv_and_workbook(reference, saved):
    sheets = ["corrections", "rejected rows"]
    book = pd.read_excel(saved / "cleaning.xlsx", sheet_name=sheets, dtype=str, keep_default_na=False)
    for name, sheet, table in [
        ("corrections.csv", "corrections", reference.corrections),
        ("rejected.csv", "rejected rows", reference.rejected),
    ]:
        written = pd.read_csv(saved / name, dtype=str, keep_default_na=False)
        assert written.to_numpy().tolist() == table.astype(str).to_numpy().tolist()
        assert book[sheet].to_numpy().tolist() == table.astype(str).to_numpy().tolist()


@pytest.mark.slow
def test_the_same_survey_gives_the_same_bytes(reference, saved, tmp_path):
    survey.save(reference, tmp_path)
    for name in OUTPUTS:
        assert (tmp_path / name).read_bytes() == (saved / name).read_bytes()


def test_nothing_is_made_anew_when_nothing_changed(results, counted, folder):
    study = study_in(folder)
    first = survey.cleaned(study)
    stamps = {path.name: path.stat().st_mtime_ns for path in results.iterdir()}
    for path in (folder / "survey.csv", folder / "places.csv"):
        path.touch()  # a new time is no new content
    pd.testing.assert_frame_equal(survey.cleaned(study), first)
    assert counted == [NAME]
    assert {path.name: path.stat().st_mtime_ns for path in results.iterdir()} == stamps


@pytest.mark.parametrize(
    ("place", "addition"),
    [
        ("survey.csv", " "),
        ("places.csv", "\n"),
        ("study.yaml", "# a remark\n"),
        ("corrections.csv", "row,field,value,reason\n"),
        ("../../questionnaire/choices.csv", "\n"),
        ("../../questionnaire/survey.csv", "\n"),
    ],
)
def test_it_is_made_anew_when_a_source_changes(results, counted, folder, place, addition):
    study = study_in(folder)
    survey.cleaned(study)
    file = folder / place
    before = file.read_bytes() if file.exists() else None
    file.write_bytes((before or b"") + addition.encode())
    survey.cleaned(study)
    survey.cleaned(study)
    assert counted == [NAME] * 2
    if before is None:
        file.unlink()
        survey.cleaned(study)
        assert counted == [NAME] * 3


def test_it_is_made_anew_when_an_output_is_missing(results, counted, folder):
    study = study_in(folder)
    survey.cleaned(study)
    for runs, name in enumerate([*OUTPUTS, "cleaned_from.txt"], 2):
        (results / name).unlink()
        survey.cleaned(study)
        assert len(counted) == runs
        assert (results / name).exists()


def test_it_does_not_depend_on_the_facts_of_law_and_wages(results, counted, folder):
    study = study_in(folder)
    survey.cleaned(study)
    (folder.parents[1] / "reference").mkdir()
    (folder.parents[1] / "reference" / "law_facts.csv").write_text("id\n", encoding="utf-8")
    survey.cleaned(study)
    assert counted == [NAME]


@pytest.mark.slow
def test_a_changed_answer_arrives(results, folder, flawless):
    study = study_in(folder)
    assert survey.cleaned(study)["age"].iloc[0] != 77
    table = flawless.copy()
    table.loc[2, "age"] = "77"
    write(folder, table)
    assert survey.cleaned(study)["age"].iloc[0] == 77
    (folder / "corrections.csv").write_text("row,field,value,reason\n2,age,78,birthday\n", encoding="utf-8")
    assert survey.cleaned(study)["age"].iloc[0] == 78
    assert "birthday" in (results / "corrections.csv").read_text(encoding="utf-8")


def break_saving(monkeypatch):
    def fail(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "write_xlsx", fail)


@pytest.mark.slow
def test_an_interrupted_save_leaves_nothing_that_counts_as_done(results, monkeypatch, folder):
    study = study_in(folder)
    with monkeypatch.context() as broken:
        break_saving(broken)
        with pytest.raises(KeyboardInterrupt):
            survey.cleaned(study)
    assert not (results / "cleaned_from.txt").exists()
    assert not [path for path in results.iterdir() if path.name.startswith(".")]
    assert len(survey.cleaned(study)) == 12
    assert (results / "cleaned_from.txt").read_text(encoding="utf-8").strip()


@pytest.mark.slow
def test_an_interrupted_save_is_not_taken_for_the_one_before_it(results, folder, flawless, monkeypatch):
    # The source changes, the save is interrupted, the source is put back: the old stamp fits again, the table does not.
    study = study_in(folder)
    before = survey.cleaned(study)
    write(folder, flawless.assign(age="77"))
    with monkeypatch.context() as broken:
        break_saving(broken)
        with pytest.raises(KeyboardInterrupt):
            survey.cleaned(study)
    write(folder, flawless)
    pd.testing.assert_frame_equal(survey.cleaned(study), before)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    file = tmp_path / "new" / "table.csv"
    with files.replacing(file) as temporary:
        temporary.write_text("first", encoding="utf-8")
        assert not file.exists()

    def half():
        with files.replacing(file) as temporary:
            temporary.write_text("sec", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert file.read_text(encoding="utf-8") == "first"
    assert [path.name for path in file.parent.iterdir()] == ["table.csv"]
    # What takes its place is another file, so that no reader ever sees half of it.
    before = file.stat().st_ino
    files.write_text(file, "second")
    assert file.read_text(encoding="utf-8") == "second"
    assert file.stat().st_ino != before


def typed_in_log(folder, out, texts):
    """Clean a survey where these were answered to the age; return the cells of the log where they are shown."""
    survey.save(clean(folder), out)
    sheet = openpyxl.load_workbook(out / "cleaning.xlsx")["corrections"]
    found = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert len(found) == len(texts)
    return found


def test_what_a_person_typed_is_shown_in_the_workbook_and_not_computed(folder, flawless, tmp_path):
    texts = ["@x", "\U0001f600", "-", "=1200+300"]
    table = flawless.copy()
    table.loc[5:8, "age"] = texts
    write(folder, table)
    found = typed_in_log(folder, tmp_path / "out", texts)
    assert [(cell.value, cell.data_type) for cell in found] == [(text, "s") for text in texts]


def test_a_control_character_that_a_workbook_cannot_hold_does_not_stop_the_cleaning(folder, flawless, tmp_path):
    table = flawless.copy()
    table.loc[5, "age"] = "4\x0b2"
    write(folder, table)
    (cell,) = typed_in_log(folder, tmp_path / "out", ["4\x0b2"])
    assert cell.value.startswith("4")


# --- How good is the field work? ---


def test_interviewers_who_hurry_or_round_stand_out(reference):
    table = quality.interviewer_checks(reference.clean, reference.rejected).set_index("interviewer")
    assert table.index[table["minutes_stands_out"]].tolist() == ["I04"]
    assert table.index[table["refusals_stands_out"]].tolist() == ["I04"]
    assert table.index[table["whole_hours_stands_out"]].tolist() == ["I06"]
    assert table["interviews"].sum() == len(reference.clean)
    assert table.at["I06", "whole_hours"] == 1


def test_missing_answers_are_those_that_were_planted(reference, planted, form):
    table = quality.missing_answers(reference.clean, form)
    found = table.groupby("question")["missing"].sum().to_dict()
    gone = planted[planted["outcome"].isin(["missing", "blanked"])]
    assert found == gone[gone["row"].isin(reference.clean["row"])].groupby("field").size().to_dict()
    assert table["share"].between(0, 1).all()
    assert (table["asked"] >= table["missing"]).all()


def test_a_question_that_was_rightly_skipped_is_not_missing(reference, form):
    skipped = {"days_lost", "got_raise", "bpjs_payer"}
    assert reference.clean[list(skipped)].isna().any().all()
    assert not skipped & set(quality.missing_answers(reference.clean, form)["question"])


def test_corrections_are_counted_by_rule(reference):
    table = quality.corrections_by_rule(reference.corrections).set_index("rule")["cells"]
    assert table.sum() == len(reference.corrections)
    assert table.to_dict() == reference.corrections["rule"].value_counts().to_dict()
    by_hand = rules.log(pd.Index([5, 6]), "age", pd.Series(["1", "2"]), pd.Series(["3", "4"]), "by_hand: a slip")
    assert quality.corrections_by_rule(by_hand).to_numpy().tolist() == [["by_hand", 2, "1", "3"]]


def test_what_is_written_into_the_log_is_how_numbers_are_written(reference):
    after = reference.corrections.query("rule in ['number_notation', 'thousands_word']")["after"]
    assert after.map(lambda text: numbers.write_number(float(text))).tolist() == after.tolist()
