"""The same survey in every kind of file gives the same answers; real exports of other surveys lose nothing."""

import csv
import dataclasses
import json
import re
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pytest
import survey_files as made_files
import yaml

from helpers import studies, survey
from helpers.demonstration import export, study_files
from helpers.files import paths
from helpers.files.tables import read_table
from helpers.language import UserError
from helpers.survey import reading
from helpers.survey.reading import answers as survey_answers
from helpers.survey.reading import choices, headers, notation

NAME = "kab-semarang-2021"
REFERENCE = studies.load(NAME)
SAMPLES = paths.root().parent / "shared" / "samples"
FORMPACK, ODK = SAMPLES / "kobo_formpack_fixtures", SAMPLES / "odk_central_ruODK"
ROWS = 60


# --- Material ---


@pytest.fixture(scope="module")
def form():
    return studies.form(REFERENCE)


@pytest.fixture(scope="module")
def table(form):
    """Give interviews without error, among them refusals, as KoboToolbox exports them."""
    truth = study_files.make()["truth"].head(ROWS).reset_index(drop=True)
    table = export.kobo_layout(truth.assign(__version__="1"), form, np.random.default_rng(0))
    assert 0 < (table["consent"] == "no").sum() < 10
    # A number cell with three decimals is written with a fourth, so that nobody takes it for thousands.
    assert not table[form.of_kind("number")].apply(lambda column: column.str.fullmatch(r"\d+\.\d{3}")).any(axis=None)
    return table


@pytest.fixture(scope="module")
def wanted(table, form, tmp_path_factory):
    """Give the answers as they are read from the plain export, checked against the table itself."""
    folder = tmp_path_factory.mktemp("plain")
    file = made_files.write_csv(folder / "survey.csv", made_files.rows_of(table))
    answers = reading.read_answers(study_of(file), form)
    names = [*form.questions.index.drop(form.personal()), *survey_answers.SYSTEM_COLUMNS]
    assert answers.columns.tolist() == names
    assert answers.index.tolist() == list(range(2, ROWS + 2))
    assert answers.to_numpy().tolist() == table[names].to_numpy().tolist()
    return answers


def study_of(file, **settings):
    """Give the reference study with another file; its own study.yaml is named in messages."""
    source = dataclasses.replace(REFERENCE.survey, file=file, **settings)
    return dataclasses.replace(REFERENCE, survey=source)


# --- The same survey, written in every way ---

WAYS = {}


def way(call):
    WAYS[call.__name__] = call
    return call


@way
def names_with_groups_by_slash(table, form, folder):
    rows = made_files.rows_of(table)
    rows[0] = made_files.grouped(form, rows[0], "/")
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def names_with_groups_by_dot(table, form, folder):
    rows = made_files.rows_of(table)
    rows[0] = made_files.grouped(form, rows[0], ".")
    return made_files.write_csv(folder / "survey.csv", rows, delimiter=",")


@way
def names_with_groups_by_dash(table, form, folder):
    rows = made_files.rows_of(table)
    rows[0] = made_files.grouped(form, rows[0], "-")
    return made_files.write_csv(folder / "survey.csv", rows, delimiter="\t")


@way
def names_with_groups_by_arrow(table, form, folder):
    rows = made_files.rows_of(table)
    rows[0] = made_files.grouped(form, rows[0], " > ")
    return made_files.write_csv(folder / "survey.csv", rows, delimiter="|")


@way
def labels_indonesian(table, form, folder):
    rows = made_files.rows_of(made_files.label_values(table, form, "id"))
    rows[0] = made_files.label_headers(form, "id", rows[0])
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def labels_english(table, form, folder):
    rows = made_files.rows_of(made_files.label_values(table, form, "en"))
    rows[0] = made_files.label_headers(form, "en", rows[0])
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def labels_with_groups(table, form, folder):
    rows = made_files.rows_of(made_files.label_values(table, form, "id"))
    rows[0] = made_files.grouped(form, rows[0], "/", made_files.label_headers(form, "id", rows[0]))
    assert "Tentang Ibu/Bapak/Umur" in rows[0]
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def names_as_headers_and_labels_as_answers(table, form, folder):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(made_files.label_values(table, form, "en")))


@way
def labels_as_headers_and_names_as_answers(table, form, folder):
    rows = made_files.rows_of(table)
    rows[0] = made_files.label_headers(form, "id", rows[0])
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def several_answers_in_one_column(table, form, folder):
    return made_files.write_csv(
        folder / "survey.csv", made_files.rows_of(table.drop(columns=list(made_files.split_of(form))))
    )


@way
def several_answers_in_columns_per_choice(table, form, folder):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(table.drop(columns=form.of_kind("several"))))


@way
def columns_per_choice_with_labels(table, form, folder):
    rows = made_files.rows_of(table.drop(columns=form.of_kind("several")))
    rows[0] = made_files.grouped(form, rows[0], "/", made_files.label_headers(form, "id", rows[0]))
    return made_files.write_csv(folder / "survey.csv", rows)


@way
def google_forms(table, form, folder):
    """Long questions with other punctuation as headers, ticked boxes as labels with commas between."""
    asked = table.drop(columns=list(made_files.split_of(form)))
    rows = made_files.rows_of(made_files.label_values(asked, form, "id", between=", "))
    rows[0] = [
        f"{number}. {header.replace('?', ' ?').replace(', ', ' , ')} *" if " " in header else header
        for number, header in enumerate(made_files.label_headers(form, "id", rows[0]), 1)
    ]
    return made_files.write_csv(folder / "survey.csv", rows, delimiter=",", quoting=csv.QUOTE_MINIMAL)


@way
def excel_in_indonesia(table, form, folder):
    return made_files.write_csv(
        folder / "survey.csv",
        made_files.rows_of(table),
        encoding="cp1252",
        before="sep=;\r\n",
        quoting=csv.QUOTE_MINIMAL,
    )


@way
def utf_8_with_its_mark(table, form, folder):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(table), encoding="utf-8-sig")


@way
def unicode_text_of_excel(table, form, folder):
    return made_files.write_csv(folder / "survey.txt", made_files.rows_of(table), "\t", "utf-16")


@way
def utf_16_without_its_mark(table, form, folder):
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(table), encoding="utf-16-be")


@way
def versions_of_the_form_side_by_side(table, form, folder):
    """Half of the interviews have the answers in the columns of the first version, half in those of the second."""
    both = table.astype(str).copy()
    moved = [
        "age",
        "product",
        "hours_per_day",
        "bpjs_employment",
        *(n for n in made_files.split_of(form) if "bpjs" in n),
    ]
    late = both.index >= ROWS // 2
    for name in moved:
        both[f"second/{name}"] = both[name].where(late, "")
        both[name] = both[name].where(~late, "")
    return made_files.write_csv(folder / "survey.csv", made_files.rows_of(both))


@way
def workbook(table, form, folder):
    return made_files.write_workbook(folder / "survey.xlsx", {"Data": made_files.rows_of(table)})


@way
def workbook_with_labels_titles_and_other_sheets(table, form, folder):
    """The repeat group's sheet first, an old copy in a hidden sheet, three rows above the header, days as date cells."""
    labelled = made_files.rows_of(made_files.label_values(table, form, "id"))
    labelled[0] = made_files.label_headers(form, "id", labelled[0])
    day = table.columns.get_loc("interview_date")
    for row in labelled[1:]:
        row[day] = made_files.as_day(row[day])
    sheets = {
        "old": made_files.rows_of(table.head(3)),
        "anggota": [["_index", "_parent_index", "nama_anggota"], ["1", "1", "x"]],
        "Survei": [["Survei pekerja rumahan"], [], ["Kecamatan", "semua"], *labelled],
    }
    return made_files.write_workbook(folder / "survey.xlsx", sheets, hidden=["old"])


@way
def workbook_with_days_as_numbers(table, form, folder):
    rows = made_files.rows_of(table)
    day = table.columns.get_loc("interview_date")
    for row in rows[1:]:
        row[day] = made_files.excel_day(row[day])
    return made_files.write_workbook(folder / "survey.xlsx", {"Data": rows})


@way
def odk_central(table, form, folder):
    repeats = {"members": [["member_age", "PARENT_KEY", "KEY"], ["3", "uuid:1", "uuid:1/members[1]"]]}
    return made_files.odk_archive(folder / "home_workers.csv.zip", made_files.odk_table(table, form), repeats)


@way
def odk_central_unpacked(table, form, folder):
    rows = made_files.rows_of(made_files.odk_table(table, form))
    return made_files.write_csv(folder / "home_workers.csv", rows, delimiter=",")


@way
def spss(table, form, folder):
    return made_files.write_sav(folder / "survey.sav", *made_files.coded(table, form))


@way
def spss_with_questions_in_the_labels(table, form, folder):
    values, labels, meant = made_files.coded(table, form)
    names = {name: f"V{number}" for number, name in enumerate(values.columns, 1)}
    labels = {names[name]: label or name for name, label in labels.items()}
    meant = {names[name]: codes for name, codes in meant.items()}
    return made_files.write_sav(folder / "survey.sav", values.rename(columns=names), labels, meant)


@way
def stata(table, form, folder):
    return made_files.write_dta(folder / "survey.dta", *made_files.coded(table, form))


#: Where the rows begin elsewhere than in row 2.
FIRST = {"workbook_with_labels_titles_and_other_sheets": 5}


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_the_same_survey_in_another_file_gives_the_same_answers(name, table, form, wanted, tmp_path):
    found = reading.read_answers(study_of(WAYS[name](table, form, tmp_path)), form)
    assert found.index.tolist() == [row + FIRST.get(name, 2) - 2 for row in wanted.index]
    pd.testing.assert_frame_equal(found.set_axis(wanted.index), wanted)


def test_a_file_in_codes_of_its_own_is_closed_by_a_mapping(table, form, wanted, tmp_path):
    """Headers Q1, Q2 … and answers 1, 2 …: nothing can be told, everything can be said in study.yaml."""
    asked = table.drop(columns=list(made_files.split_of(form)))
    questions = [name for name in form.questions.index.drop(form.personal()) if name in asked]
    columns = {f"Q{number}": name for number, name in enumerate(questions, 1)}
    codes = {
        name: {str(n): c for n, c in enumerate(form.choice_names(name), 1)} for name in form.of_kind("one", "several")
    }
    for name, meant in codes.items():
        code_of = {choice: code for code, choice in meant.items()}
        asked[name] = asked[name].map(lambda text, known=code_of: ";".join(known[part] for part in text.split()))
    asked = asked.rename(columns={name: column for column, name in columns.items()})
    file = made_files.write_csv(tmp_path / "survey.csv", made_files.rows_of(asked))
    found = reading.read_answers(study_of(file, columns=columns, values=codes), form)
    pd.testing.assert_frame_equal(found, wanted)


@pytest.mark.slow
def test_the_dirty_survey_is_cleaned_the_same_from_every_workbook_and_archive(form, tmp_path):
    plain = survey.clean(REFERENCE)
    raw = read_table(REFERENCE.survey.file)
    for file in (
        made_files.odk_archive(tmp_path / "a.zip", made_files.odk_table(raw, form)),
        made_files.write_csv(tmp_path / "b.csv", made_files.rows_of(raw), "|", "utf-16"),
    ):
        done = survey.clean(study_of(file))
        for part in ("clean", "rejected", "corrections", "flow"):
            pd.testing.assert_frame_equal(getattr(done, part), getattr(plain, part))


# --- What was understood ---


def test_how_each_column_was_told(table, form, tmp_path):
    short = table[["consent", "kecamatan", "desa", "product", "age", "phone", "_gps_latitude", "_id", "sex"]]
    several = table[["hazards/dust", "hazards/none"]]
    file = made_files.write_csv(
        tmp_path / "survey.csv",
        made_files.rows_of(
            pd.concat([short, several], axis=1).rename(
                columns={"age": "Umur", "kecamatan": "visit/kecamatan", "product": "Barang", "_id": "Umurnya"}
            )
        ),
        delimiter="\t",
    )
    told = reading.understand(study_of(file, columns={"Barang": "product"}), form)
    assert (told.kind, told.encoding, told.delimiter, told.delimiter_name) == ("CSV", "UTF-8", "\t", "tab")
    assert (told.header_row, told.rows, told.sheet) == (1, ROWS, "")
    by = told.questions.set_index("question")
    assert by.loc[
        ["consent", "age", "kecamatan", "product", "sex", "hazards"], ["columns", "how"]
    ].to_numpy().tolist() == [
        ["consent", "name"],
        ["Umur", "label (id)"],
        ["visit/kecamatan", "group, name"],
        ["Barang", "mapping"],
        ["sex", "name"],
        ["hazards/dust + hazards/none", "column per choice"],
    ]
    assert told.personal == ("phone", "_gps_latitude")
    assert told.unused == ("Umurnya",)
    assert set(told.absent) == set(by.index) - {"consent", "age", "kecamatan", "product", "sex", "hazards", "desa"}
    assert (by.loc[list(told.absent), "columns"] == "").all()


def test_nothing_that_a_person_said_is_in_the_understanding(table, form, tmp_path):
    told = reading.understand(study_of(made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(table))), form)
    everything = f"{told} {told.questions.to_csv()} {told.values.to_csv()}"
    assert "respondent_name" in everything
    for name in form.personal():
        for value in set(table[name]) - {""}:
            assert value not in everything


def test_what_is_lacking_is_no_error_for_who_only_wants_to_understand(table, form, tmp_path):
    lacking = table.rename(columns={"consent": "setuju", "product": "Apa pekerjaan rumahan utama"})
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(lacking))
    told = reading.understand(study_of(file), form)
    assert {"consent", "product"} <= set(told.absent)
    assert told.questions.set_index("question").at["product", "guess"] == "Apa pekerjaan rumahan utama"


def test_values_that_are_no_choice_are_told_with_the_nearest(table, form, tmp_path):
    strange = table.copy()
    strange.loc[[3, 4, 5], "education"] = ["smaa", "smaa", "S2"]
    told = reading.understand(study_of(made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(strange))), form)
    assert told.values.to_dict("records") == [
        {"question": "education", "value": "smaa", "cells": 2, "guess": "sma"},
        {"question": "education", "value": "S2", "cells": 1, "guess": told.values["guess"].iloc[1]},
    ]


# --- Asked for in one message ---


def pasted(message):
    """Read what the message asks to paste, as study.yaml would."""
    return yaml.safe_load(message.split("under survey:\n")[1])


def test_a_foreign_coding_is_asked_for_with_all_its_values_at_once(table, form, tmp_path):
    coded = table.copy()
    coded["sex"] = coded["sex"].map({"female": "P", "male": "L", "": ""})
    coded["consent"] = coded["consent"].map({"yes": "1", "no": "2"})
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(coded))
    with pytest.raises(UserError) as caught:
        reading.read_answers(study_of(file), form)
    message = str(caught.value)
    assert set(pasted(message)["values"]) == {"sex", "consent"}
    assert set(pasted(message)["values"]["consent"]) == {"1", "2"}
    assert "study.yaml" in message
    values = {"sex": {"P": "female", "L": "male"}, "consent": {"1": "yes", "2": "no"}}
    found = reading.read_answers(study_of(file, values=values), form)
    assert found["sex"].tolist() == table["sex"].tolist()
    assert found["consent"].tolist() == table["consent"].tolist()


def test_columns_that_come_near_are_offered_with_those_that_are_needed(table, form, tmp_path):
    other = table.rename(columns={"consent": "consent_given", "hours_per_day": "hours_per_dayy"})
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(other))
    with pytest.raises(UserError) as caught:
        reading.read_answers(study_of(file), form)
    mapping = pasted(str(caught.value))["columns"]
    assert mapping == {"consent_given": "consent", "hours_per_dayy": "hours_per_day"}
    found = reading.read_answers(study_of(file, columns=mapping), form)
    assert found["hours_per_day"].tolist() == table["hours_per_day"].tolist()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sex": {"P": "femal"}}, ["'femal'", "nearest: female"]),
        ({"age": {"99": "fifty"}}, ["'fifty'", "''"]),
    ],
)
def test_a_mapping_to_what_is_no_choice_is_refused(values, said, table, form, tmp_path):
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(table))
    with pytest.raises(UserError) as caught:
        reading.read_answers(study_of(file, values=values), form)
    for part in ["study.yaml, survey, values", *said]:
        assert part in str(caught.value)


def test_a_column_is_left_out_where_study_yaml_says_so(table, form, wanted, tmp_path):
    husband = table.assign(**{"suami/age": "70"})
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(husband))
    with pytest.raises(UserError, match="two columns answer 'age'") as caught:
        reading.read_answers(study_of(file), form)
    assert "'suami/age': ''" in str(caught.value)
    pd.testing.assert_frame_equal(reading.read_answers(study_of(file, columns={"suami/age": ""}), form), wanted)


def test_what_spss_calls_a_question_is_offered_by_its_label(table, form, tmp_path):
    values, labels, meant = made_files.coded(table, form)
    labels["V7"], meant["V7"] = "Apakah Ibu bersedia ikut serta", meant.pop("consent")
    del labels["consent"]
    file = made_files.write_sav(tmp_path / "a.sav", values.rename(columns={"consent": "V7"}), labels, meant)
    with pytest.raises(UserError) as caught:
        reading.read_answers(study_of(file), form)
    assert pasted(str(caught.value))["columns"] == {"V7": "consent"}
    assert reading.read_answers(study_of(file, columns={"V7": "consent"}), form)["consent"].tolist() == [
        *table["consent"]
    ]


def test_each_question_that_is_needed_has_a_line_of_its_own_to_paste(form, tmp_path):
    file = made_files.write_csv(tmp_path / "a.csv", [["age", "sex"], ["30", "female"]])
    with pytest.raises(UserError) as caught:
        reading.read_answers(study_of(file), form)
    assert list(pasted(str(caught.value))["columns"].values()) == ["consent", "kecamatan", "desa", "product"]


def test_interviews_not_approved_in_kobotoolbox_are_told_and_kept(table, form, tmp_path):
    state = table.assign(_validation_status="")
    state.loc[[1, 4], "_validation_status"] = ["Not approved", "validation_status_not_approved"]
    told = reading.understand(study_of(made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(state))), form)
    assert any(note.startswith("2 rows have the validation status") for note in told.notes)
    assert told.rows == ROWS


def test_a_choice_that_the_form_has_not_is_told(table, form, tmp_path):
    more = table.assign(**{"hazards/noise": "0"})
    told = reading.understand(study_of(made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(more))), form)
    assert any("'hazards/noise'" in note for note in told.notes)


# --- Rejected in review, marked as no answer ---


@pytest.mark.slow
def test_rows_rejected_in_review_are_accounted_for(form, tmp_path):
    raw = read_table(REFERENCE.survey.file)
    odk = made_files.odk_table(raw, form)
    odk.loc[[2, 9], "ReviewState"] = "rejected"
    odk.loc[3, "ReviewState"] = "approved"
    done = survey.clean(study_of(made_files.odk_archive(tmp_path / "a.csv.zip", odk)))
    assert done.flow["step"].tolist() == ["in_file", "rejected_in_review", "no_consent", "sent_again", "no_village"]
    assert done.flow["removed"].tolist()[:2] == [0, 2]
    assert len(done.clean) + len(done.rejected) == len(raw) == done.flow["left"].iloc[0]
    assert done.rejected.set_index("row").loc[[2, 9], "reasons"].tolist() == ["rejected_in_review"] * 2
    assert not {2, 9} & set(done.clean["row"])
    assert 3 in set(done.clean["row"])


def test_of_two_copies_the_one_that_was_not_rejected_is_kept(table, form, tmp_path):
    twice = pd.concat([table, table.iloc[[1]]], ignore_index=True)
    odk = made_files.odk_table(twice, form)
    odk.loc[1, "ReviewState"] = "rejected"
    done = survey.clean(study_of(made_files.odk_archive(tmp_path / "a.csv.zip", odk)))
    assert done.rejected.set_index("row")["reasons"].to_dict()[3] == "rejected_in_review"
    assert ROWS + 2 in set(done.clean["row"])


def test_user_missing_values_of_spss_become_missing_and_stand_in_the_log(table, form, tmp_path):
    values, labels, meant = made_files.coded(table, form)
    agreed = values.index[table["consent"] == "yes"][:4]
    values.loc[agreed[:2], "sex"] = 9.0
    values.loc[agreed[2], "age"] = 99.0
    values.loc[agreed[3], "hours_per_day"] = None
    meant["sex"][9.0], meant["age"] = "Tidak tahu", {99.0: "Menolak"}
    file = made_files.write_sav(
        tmp_path / "a.sav", values, labels, meant, missing_ranges={"sex": [9.0], "age": [{"lo": 98.0, "hi": 99.0}]}
    )
    done = survey.clean(study_of(file))
    log = done.corrections[done.corrections["rule"] == "user_missing"]
    assert log[["row", "field", "before", "after"]].to_numpy().tolist() == [
        [agreed[0] + 2, "sex", "9 (Tidak tahu)", ""],
        [agreed[1] + 2, "sex", "9 (Tidak tahu)", ""],
        [agreed[2] + 2, "age", "99 (Menolak)", ""],
    ]
    clean = done.clean.set_index("row")
    assert clean.loc[agreed[:2] + 2, "sex"].isna().all()
    assert pd.isna(clean.at[agreed[2] + 2, "age"])
    assert pd.isna(clean.at[agreed[3] + 2, "hours_per_day"])


def test_columns_per_choice_that_are_marked_as_no_answer(table, form, tmp_path):
    values, labels, meant = made_files.coded(table, form)
    agreed = int(values.index[table["consent"] == "yes"][0])
    ticks = [name for name in values.columns if name.startswith("hazards_")]
    values.loc[agreed, ticks] = 9.0
    meant |= {name: {0.0: "Tidak", 1.0: "Ya", 9.0: "Menolak"} for name in ticks}
    file = made_files.write_sav(
        tmp_path / "a.sav", values, labels, meant, missing_ranges={name: [9.0] for name in ticks}
    )
    read = reading.read(study_of(file), form)
    assert read.answers.at[agreed + 2, "hazards"] == ""
    assert read.answers["hazards"].drop(agreed + 2).tolist() == table["hazards"].drop(agreed).tolist()
    assert read.user_missing[["row", "field", "before"]].to_numpy().tolist() == [[agreed + 2, "hazards", "9 (Menolak)"]]


@pytest.mark.slow
def test_a_number_with_a_label_is_told_and_can_be_set_to_missing(table, form, tmp_path):
    values, labels, meant = made_files.coded(table, form)
    agreed = int(values.index[table["consent"] == "yes"][0])
    values.loc[agreed, "age"] = 88.0
    meant["age"] = {88.0: "Tidak tahu"}
    file = made_files.write_sav(tmp_path / "a.sav", values, labels, meant)
    told = reading.understand(study_of(file), form)
    assert any("'age'" in note and "88 (Tidak tahu)" in note for note in told.notes)
    read = reading.read(study_of(file, values={"age": {"88": ""}}), form)
    assert read.answers.at[agreed + 2, "age"] == ""
    assert read.user_missing[["row", "field"]].to_numpy().tolist() == [[agreed + 2, "age"]]


def test_missing_values_of_stata_by_letter(table, form, tmp_path):
    values, labels, meant = made_files.coded(table, form)
    agreed = int(values.index[table["consent"] == "yes"][0])
    ages = values["age"].astype("Int32").astype(object)
    values["age"] = [None if pd.isna(age) else int(age) for age in ages]
    values["age"] = values["age"].astype(object)
    values.at[agreed, "age"] = "a"
    file = made_files.write_dta(tmp_path / "a.dta", values, labels, meant, missing_user_values={"age": ["a"]})
    read = reading.read(study_of(file), form)
    assert read.answers.at[agreed + 2, "age"] == ""
    assert read.user_missing[["row", "field", "before"]].to_numpy().tolist() == [[agreed + 2, "age", "a"]]
    others = read.answers["age"].drop(agreed + 2).tolist()
    assert others == table["age"].drop(agreed).tolist()


def test_codes_for_no_answer_can_be_said_for_any_file(table, form, tmp_path):
    marked = table.copy()
    agreed = int(table.index[table["consent"] == "yes"][0])
    marked.loc[agreed, ["age", "sex"]] = ["98", "tt"]
    file = made_files.write_csv(tmp_path / "a.csv", made_files.rows_of(marked))
    read = reading.read(study_of(file, values={"age": {"98": ""}, "sex": {"TT": ""}}), form)
    assert read.answers.loc[agreed + 2, ["age", "sex"]].tolist() == ["", ""]
    assert read.user_missing[["field", "before", "rule"]].to_numpy().tolist() == [
        ["sex", "tt", "user_missing"],
        ["age", "98", "user_missing"],
    ]


# --- The parts ---


@pytest.mark.parametrize(
    ("header", "question", "choice"),
    [
        ("age", "age", ""),
        ("  AGE ", "age", ""),
        ("Hours\u00a0per day", "hours_per_day", ""),
        ("Umur (tahun)", "age", ""),
        ("hours_per_day (jam)", "hours_per_day", ""),
        ("rate_per_unit (Rp)", "rate_per_unit", ""),
        ("12. Jenis kelamin *", "sex", ""),
        ("Upah/Berapa upah terakhir sebelum dipotong?", "last_pay", ""),
        ("visit-consent", "consent", ""),
        ("anything/age", "age", ""),
        ("protective_gear/mask", "protective_gear", "mask"),
        ("protection-protective_gear/mask", "protective_gear", "mask"),
        ("Alat pelindung apa yang dipakai? [Masker]", "protective_gear", "mask"),
        ("protective_gear_none", "protective_gear", "none"),
    ],
)
def test_headers_that_are_understood(header, question, choice, form):
    found = headers.Headers(form, {}).match(header)
    assert (found.question, found.choice) == (question, choice)


@pytest.mark.parametrize(
    "header",
    [
        "hours_per_day (menit)",
        "last_pay (ribu)",
        "Husband - age",
        "Umur suami",
        "hazards/other",
        "Desa/Kelurahan",
        "average",
        "None",
        "_id",
        "?",
        "protective_gear/age",
    ],
)
def test_headers_that_are_left_for_a_person_to_say(header, form):
    assert headers.Headers(form, {}).match(header) is None


def test_no_question_is_written_like_another(form):
    known = headers.Headers(form, {})
    for language in ("en", "id"):
        for name, label in made_files.question_labels(form, language).items():
            assert known.match(label).question == name
    for header, (question, choice) in made_files.split_of(form).items():
        found = known.match(header)
        assert (found.question, found.choice) == (question, choice)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("dust glue_fumes", "dust glue_fumes"),
        ("dust,glue_fumes", "dust glue_fumes"),
        ("dust; glue_fumes", "dust glue_fumes"),
        ("Debu dan serat Uap lem", "dust glue_fumes"),
        ("Duduk lama, sakit punggung, Uap lem", "long_sitting glue_fumes"),
        ("DUST | Fumes of glue", "dust glue_fumes"),
        ("dust dust", "dust dust"),
        ("", ""),
        ("dust, noise", "dust, noise"),
    ],
)
def test_several_answers_however_they_are_separated(written, names, form):
    column = pd.Series([written], dtype="str")
    found, unknown = choices.name_several(column, choices.choices_of(form, "hazards"))
    assert found.tolist() == [names]
    assert unknown == ({"noise": 1} if "noise" in written else {})


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("44445", "2021-09-06"),
        ("44445.5", "2021-09-06T12:00:00"),
        ("2021-09-06", "2021-09-06"),
        ("", ""),
        ("9", "9"),
        ("6/9/2021", "6/9/2021"),
        ("444451", "444451"),
    ],
)
def test_days_that_excel_counts(text, date):
    assert notation.dates(pd.Series([text], dtype="str")).tolist() == [date]


# --- Real exports of other surveys ---


def sample(name):
    file = FORMPACK / name
    if not file.exists():
        pytest.skip(f"the sample {name} is not on this machine (it is not ours to pass on)")
    return file


FIXTURES = (
    "auto_report_extended_fields",
    "customer_satisfaction",
    "dietary_needs",
    "grouped_repeatable",
    "grouped_translated",
    "literacy_test",
    "long_names",
    "long_unicode_labels",
    "nested_grouped_repeatable",
    "or_other",
    "quotes_newlines_and_long_urls",
    "restaurant_profile",
    "select_one_legacy",
    "site_inspection",
)
#: Two questions of these forms have one label, so that a table of labels has a column twice.
DOUBLED = {"literacy_test", "site_inspection"}
#: All answers of these are in repeats, or there is none.
WITHOUT_ANSWERS = {"long_unicode_labels", "nested_grouped_repeatable"}
#: What KoboToolbox itself writes otherwise or leaves out: other types of answers, questions of older versions.
NOT_EXPORTED = {
    "literacy_test": {"russian_passage_1", "russian_passage_2"},
    "long_names": {"start", "end"},
    "site_inspection": {
        "ping",
        "rssi",
        "is_the_gate_secure",
        "was_there_damage_to_the_site",
        "is_plant_life_encroaching",
    },
}


def leaves(value):
    """Give every answer of a submission but those in repeats, which stand in sheets of their own."""
    for key, answer in value.items():
        if not isinstance(answer, list | dict) and not key.startswith(("_", "meta/", "formhub/")):
            yield key.rsplit("/", 1)[-1], str(answer)


def alike(text):
    """Write an answer so that a number, a moment or a text is the same in every export: cells drop zeros and zones."""
    words = text.replace("T", " ").split()
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return re.sub(r"(\.[0-9]+)?([+-][0-9]{2}:?[0-9]{2}|Z)?$", "", " ".join(words))
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return " ".join(words)


@pytest.mark.parametrize("fixture", FIXTURES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_real_exports_of_kobotoolbox_lose_nothing(fixture, ending):
    told = json.loads(sample(f"{fixture}__fixture.json").read_text(encoding="utf-8"))
    files = sorted(FORMPACK.glob(f"{fixture}__*.{ending}"))
    assert len(files) >= 2
    answers = 0
    for file in files:
        labels = "__labels" in file.name
        if not told["submissions"] or (labels and fixture in DOUBLED):
            with pytest.raises(UserError, match=r"no row below the header|nothing stands in it|more than once"):
                read_table(file)
            continue
        found = read_table(file)
        assert len(found) == len(told["submissions"])
        assert found["_uuid"].tolist() == [row["_uuid"] for row in told["submissions"]]
        if ending == "csv":
            with file.open(encoding="utf-8", newline="") as opened:
                assert [[*found.columns], *found.to_numpy().tolist()] == list(csv.reader(opened, delimiter=";"))
        if labels:
            continue
        for (_, row), submission in zip(found.iterrows(), told["submissions"], strict=True):
            there = {alike(cell) for cell in row}
            lost = {name for name, answer in leaves(submission) if alike(answer) not in there}
            assert lost <= NOT_EXPORTED.get(fixture, set()), file.name
            answers += len(list(leaves(submission)))
    assert answers > 0 or fixture in WITHOUT_ANSWERS


@pytest.mark.slow
def test_csv_and_workbook_of_one_export_say_the_same():
    files = sorted(sample("dietary_needs__labels.csv").parent.glob("*.csv"))
    compared = 0
    for file in files:
        try:
            one, other = read_table(file), read_table(file.with_suffix(".xlsx"))
        except UserError:
            continue
        assert one.columns.tolist() == other.columns.tolist()
        cells = zip(one.to_numpy().flat, other.to_numpy().flat, strict=True)
        assert [(a, b) for a, b in cells if alike(a) != alike(b)] == [], file.name
        compared += 1
    assert compared >= 20


@pytest.mark.parametrize(("name", "rows"), [("fq_zip_data.csv", 1), ("fq_zip_strata.csv", 2), ("fq_zip_taxa.csv", 2)])
def test_real_exports_of_odk_central_lose_nothing(name, rows):
    file = ODK / name
    if not file.exists():
        pytest.skip(f"the sample {name} is not on this machine (it is not ours to pass on)")
    found = read_table(file)
    with file.open(encoding="utf-8", newline="") as opened:
        written = list(csv.reader(opened))
    assert found.columns.tolist() == written[0]
    assert found.to_numpy().tolist() == written[1:]
    assert len(found) == rows


def test_an_archive_of_real_tables_is_told_by_the_one_without_parents(tmp_path):
    if not ODK.exists():
        pytest.skip("the samples of ODK Central are not on this machine (they are not ours to pass on)")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for file in sorted(ODK.glob("*.csv"), reverse=True):
            archive.write(file, file.name)
    from helpers.survey.reading.formats import open_source

    grids = open_source(tmp_path / "a.zip").grids
    assert grids[0].name == "fq_zip_data.csv"
    assert [len(grid.cells) for grid in grids] == [2, 3, 3]


def test_the_sheets_of_repeats_in_a_real_workbook_are_read_as_sheets():
    from helpers.survey.reading.formats import open_source

    file = sample("grouped_repeatable__xmlvalues.xlsx")
    told = json.loads(sample("grouped_repeatable__fixture.json").read_text(encoding="utf-8"))
    members = sum(len(row["household_visit/houshold_member_repeat"]) for row in told["submissions"])
    grids = open_source(file).grids
    assert [grid.name for grid in grids] == openpyxl.load_workbook(file, read_only=True).sheetnames
    assert [len(grid.cells) - 1 for grid in grids] == [len(told["submissions"]), members]
