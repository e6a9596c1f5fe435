import re

import numpy as np
import pandas as pd
import pandera.errors
import pytest
from pyxform.xls2xform import convert

from helpers import studies
from helpers.form import questionnaire
from helpers.form.questionnaire import LABEL_COLUMNS, OWN_COLUMNS
from helpers.language import UserError

#: Every answer that the analysis of conditions, hours, protection and voice rests on.
REQUIRED = {
    "visit": ["start", "end", "interviewer", "interview_date", "kecamatan", "desa", "consent"],
    "person": ["respondent_name", "phone", "nik", "gps", "sex", "age", "education"],
    "household": ["children_under_six", "household_size"],
    "work": ["years_home_work", "product", "work_giver", "contract"],
    "rate": ["rate_unit", "rate_per_unit", "units_per_week", "minutes_per_unit"],
    "pay": ["last_pay", "last_pay_period", "deductions", "last_pay_received"],
    "costs": ["cost_electricity", "cost_materials", "cost_tools", "cost_transport"],
    "time": ["hours_per_day", "days_per_week", "peak_hours_per_day", "peak_days_per_week"],
    "help": ["unpaid_helpers", "helper_hours_per_week"],
    "social security": ["bpjs_health", "bpjs_employment", "bpjs_payer"],
    "safety": ["protective_gear", "hazards", "injury_12_months", "days_lost"],
    "voice": ["group_member", "ngo_support", "knows_umk", "asked_raise", "got_raise"],
}
#: Choices that the law, the trade or the five roles of the NGOs ask for.
REQUIRED_CHOICES = {
    "rate_unit": {"piece", "lusin", "kodi", "gross", "kg"},
    "last_pay_period": {"day", "week", "two_weeks", "month"},
    "bpjs_health": {"pbi", "employer", "own", "none"},
    "bpjs_employment": {"jkk", "jkm", "jht", "none"},
    "work_giver": {"factory", "intermediary"},
    "contract": {"written", "oral", "none"},
    "ngo_support": {"finding", "trust", "capacity", "solidarity", "recognition", "none"},
    "consent": {"yes", "no"},
}
STRUCTURE = ("begin group", "end group", "note")


@pytest.fixture(scope="module")
def form():
    return questionnaire.load()


@pytest.fixture(scope="module")
def local():
    """Give the form with the districts and villages of the reference study."""
    return studies.form(studies.load("kab-semarang-2021"))


@pytest.fixture(scope="module")
def survey(form):
    return form.sheets["survey"]


@pytest.fixture(scope="module")
def asked_rows(survey):
    return survey[~survey["type"].isin(STRUCTURE)].set_index("name")


def compiled(form):
    """Compile the form as KoboToolbox and ODK do; blank cells of a sheet are no values."""
    sheets = {
        name: [{key: value for key, value in row.items() if value != ""} for row in sheet.to_dict("records")]
        for name, sheet in questionnaire.form_sheets(form).items()
    }
    return convert(xlsform=sheets)


# --- The form to upload ---


@pytest.fixture(scope="module")
def xform(local):
    return compiled(local)


def test_the_form_compiles_without_a_warning(xform):
    assert xform.warnings == []


def test_the_compiled_form_speaks_both_languages_and_starts_in_indonesian(xform):
    languages = re.findall(r'<translation lang="([^"]+)"( default="true\(\)")?', xform.xform)
    assert [language for language, _ in languages] == ["English (en)", "Bahasa Indonesia (id)"]
    assert [language for language, default in languages if default] == ["Bahasa Indonesia (id)"]


def test_the_compiled_form_asks_every_question(xform, form):
    for name in form.questions.index:
        assert re.search(rf'nodeset="/data/(\w+/)?{name}"', xform.xform), name


def test_a_compiler_would_notice_a_broken_form(local):
    rows = local.sheets["survey"].copy()
    rows.loc[rows["name"] == "helper_hours_per_week", "relevant"] = "${no_such_question} > 0"
    with pytest.raises(Exception, match="no_such_question"):
        compiled(questionnaire.Questionnaire(local.questions, local.choices, {**local.sheets, "survey": rows}))


def test_the_form_goes_out_without_our_own_columns(local):
    for name, sheet in questionnaire.form_sheets(local).items():
        assert not set(OWN_COLUMNS) & set(sheet.columns), name
    assert set(OWN_COLUMNS) <= set(local.sheets["survey"].columns)


def test_the_villages_offered_are_those_of_the_district(local, survey):
    assert survey.set_index("name").at["desa", "choice_filter"] == "kecamatan = ${kecamatan}"
    villages = local.choices[local.choices["list_name"] == "desa"]
    assert set(villages["kecamatan"]) == set(local.choice_names("kecamatan"))
    assert (villages.groupby("kecamatan").size() == 4).all()


def test_adding_places_leaves_the_general_form_as_it_is(form):
    before = form.choices.copy()
    places = pd.DataFrame(
        {"kecamatan": ["a", "a"], "kecamatan_label": ["A", "A"], "desa": ["a_1", "a_2"], "desa_label": ["A 1", "A 2"]}
    )
    added = questionnaire.with_places(form, places)
    assert added.choice_names("kecamatan") == ["a"]
    assert added.choice_names("desa") == ["a_1", "a_2"]
    assert added.choice_labels("desa", "id") == added.choice_labels("desa", "en") == {"a_1": "A 1", "a_2": "A 2"}
    assert added.sheets["choices"].equals(added.choices)
    assert not added.choices.isna().any(axis=None)
    pd.testing.assert_frame_equal(form.choices, before)


def test_settings_name_the_form_and_its_version(form):
    settings = form.sheets["settings"].iloc[0]
    assert settings["form_id"] == "home_workers"
    assert settings["form_title"]
    assert settings["version"].isdigit()


# --- Names, labels, choices ---


def test_names_are_unique_and_fit_every_program(survey):
    names = survey.loc[survey["name"] != "", "name"]
    assert names.is_unique
    # SPSS and Stata cut or refuse longer names and capitals that differ only by case.
    assert names.str.fullmatch(r"[a-z][a-z0-9_]{0,31}").all()


def test_every_group_is_closed(survey):
    depth = survey["type"].map({"begin group": 1, "end group": -1}).fillna(0).cumsum()
    assert depth.min() == 0
    assert depth.iloc[-1] == 0


@pytest.mark.parametrize("column", [*LABEL_COLUMNS.values(), "short_en", "short_id"])
def test_every_question_has_a_label_in_both_languages(asked_rows, column):
    shown = asked_rows[~asked_rows["type"].isin(["start", "end"])]
    lacking = shown.index[shown[column].str.strip() == ""]
    assert lacking.tolist() == []


@pytest.mark.parametrize("column", LABEL_COLUMNS.values())
def test_every_group_and_choice_has_a_label_in_both_languages(form, survey, column):
    groups = survey[survey["type"] == "begin group"]
    assert (groups[column].str.strip() != "").all()
    assert (form.choices[column].str.strip() != "").all()


@pytest.mark.parametrize("start", ["hint", "constraint_message"])
def test_hints_and_messages_stand_in_both_languages_or_in_none(survey, start):
    english, indonesian = (survey[f"{start}::{language}"] for language in ("English (en)", "Bahasa Indonesia (id)"))
    assert ((english == "") == (indonesian == "")).all()


def test_the_two_languages_are_not_the_same_text(asked_rows):
    shown = asked_rows[~asked_rows["type"].isin(["start", "end"])]
    english, indonesian = (shown[column] for column in LABEL_COLUMNS.values())
    assert (english != indonesian).all()


@pytest.mark.parametrize("language", LABEL_COLUMNS)
def test_short_labels_tell_questions_apart_and_fit_an_axis(form, language):
    labels = form.questions[f"short_{language}"]
    assert labels.is_unique
    assert labels.str.len().max() <= 32


def test_every_list_of_choices_is_used_and_is_there(form):
    used = set(form.questions["choice_list"]) - {""}
    assert used - set(form.choices["list_name"]) == {"kecamatan", "desa"}  # these come with each study
    assert set(form.choices["list_name"]) <= used


def test_lists_come_with_a_study(local):
    assert set(local.questions["choice_list"]) - {""} == set(local.choices["list_name"])


def test_names_and_labels_are_unique_in_each_list(local):
    for name, group in local.choices.groupby("list_name"):
        for column in ("name", *LABEL_COLUMNS.values()):
            folded = group[column].str.strip().str.casefold()
            assert folded.is_unique, (name, column)


def test_no_label_is_the_name_of_another_choice(local):
    # Otherwise an export with labels could not be told from one with names.
    for name, group in local.choices.groupby("list_name"):
        for column in LABEL_COLUMNS.values():
            for choice, label in zip(group["name"], group[column], strict=True):
                assert label.casefold() not in set(group["name"]) - {choice}, (name, label)


def test_no_label_of_one_language_is_that_of_another_choice_in_the_other(local):
    for name, group in local.choices.groupby("list_name"):
        english, indonesian = (group.set_index("name")[column].str.casefold() for column in LABEL_COLUMNS.values())
        for choice, label in english.items():
            assert label not in set(indonesian.drop(choice)), (name, label)


def test_choice_names_hold_no_blank(local):
    # A blank separates the answers of a question with several.
    assert local.choices["name"].str.fullmatch(r"[a-z0-9_]+").all()


def test_a_question_with_several_answers_offers_none_of_them(form):
    for question in form.of_kind("several"):
        assert "none" in form.choice_names(question)


# --- What is asked ---


@pytest.mark.parametrize("topic", REQUIRED)
def test_everything_that_the_analysis_needs_is_asked(form, topic):
    assert set(REQUIRED[topic]) <= set(form.questions.index)


@pytest.mark.parametrize("question", REQUIRED_CHOICES)
def test_the_answers_that_the_analysis_needs_are_offered(form, question):
    assert REQUIRED_CHOICES[question] <= set(form.choice_names(question))


def test_every_question_is_of_a_known_kind(form):
    kinds = {"text", "date", "time", "place", "number", "count", "one", "several"}
    assert set(form.questions["kind"]) == kinds
    several = {"bpjs_employment", "protective_gear", "hazards", "ngo_support"}
    assert set(form.of_kind("several")) == several
    assert form.of_kind("date", "place") == ["interview_date", "gps"]


def test_who_a_person_is_counts_as_personal_and_nothing_else(form):
    assert form.personal() == ["respondent_name", "phone", "nik", "gps"]


def test_nobody_is_asked_anything_before_agreeing(survey):
    groups = survey[survey["type"] == "begin group"].set_index("name")["relevant"]
    assert groups.pop("visit") == ""
    assert (groups == "${consent} = 'yes'").all()
    order = survey["name"].tolist()
    assert order.index("consent") < min(order.index(name) for name in groups.index)


def test_what_the_cleaning_cannot_do_without_is_required(asked_rows):
    for question in ("interviewer", "interview_date", "kecamatan", "desa", "consent"):
        assert asked_rows.at[question, "required"] == "yes"


# --- Limits ---


def test_every_number_has_limits_and_a_unit(form):
    numbers = form.questions.loc[form.of_kind("number", "count")]
    assert (numbers["minimum"] < numbers["maximum"]).all()
    assert (numbers["minimum"] >= 0).all()
    assert (numbers["unit"] != "").all()
    others = form.questions.drop(numbers.index)
    assert others[["minimum", "maximum"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("question", "possible", "impossible"),
    [
        ("age", [15, 42, 90], [5, 120]),
        ("hours_per_day", [0.5, 8, 17], [0, 25]),
        ("peak_hours_per_day", [20], [0, 25]),
        ("days_per_week", [1, 7], [0, 9]),
        ("peak_days_per_week", [7], [0, 9]),
        ("rate_per_unit", [25, 40_000], [0, 2_000_000]),
        ("last_pay", [0, 12_000_000], [-1, 1e9]),
        ("last_pay_received", [0, 12_000_000], [-1, 1e9]),
        ("helper_hours_per_week", [0, 150], [-1, 1000]),
        ("days_lost", [0, 365], [366]),
    ],
)
def test_limits_are_sane(form, question, possible, impossible):
    low, high = form.questions.loc[question, ["minimum", "maximum"]]
    assert all(low <= value <= high for value in possible)
    assert not any(low <= value <= high for value in impossible)


NUMBERS = questionnaire.load().of_kind("number", "count")


@pytest.mark.parametrize("question", NUMBERS)
def test_the_form_refuses_in_the_field_what_the_check_refuses_afterwards(form, asked_rows, question):
    low, high = (float(value) for value in form.questions.loc[question, ["minimum", "maximum"]])
    constraint = asked_rows.at[question, "constraint"]
    assert re.search(rf"\. >= {low:.10g}(\s|$)", constraint), constraint
    assert re.search(rf"\. <= {high:.10g}(\s|$)", constraint), constraint


@pytest.mark.parametrize("question", NUMBERS)
def test_the_message_names_the_limits(form, asked_rows, question):
    low, high = (float(value) for value in form.questions.loc[question, ["minimum", "maximum"]])
    if question == "last_pay_received":  # its message names the other amount
        return
    for language in ("English (en)", "Bahasa Indonesia (id)"):
        message = asked_rows.at[question, f"constraint_message::{language}"]
        assert f"{low:.10g}" in message
        assert f"{high:.10g}" in message


def test_limits_of_the_peak_allow_the_typical_week(form):
    limits = form.questions[["minimum", "maximum"]]
    assert limits.at["peak_hours_per_day", "maximum"] >= limits.at["hours_per_day", "maximum"]
    assert limits.at["peak_days_per_week", "maximum"] >= limits.at["days_per_week", "maximum"]


# --- Possible answers ---


def answers(**columns):
    return pd.DataFrame(columns, index=pd.RangeIndex(2, 2 + len(next(iter(columns.values())))))


def test_all_impossible_answers_are_reported_at_once(local):
    table = answers(
        age=[5.0, 42.0, 120.0],
        hours_per_day=[25.0, 8.0, 8.0],
        sex=["woman", "female", "male"],
        hazards=["dust noise", "dust", "none"],
        desa=["bergas_1", "bergas_9", "bergas_2"],
    )
    with pytest.raises(pandera.errors.SchemaErrors) as caught:
        questionnaire.schema(local).validate(table, lazy=True)
    cases = caught.value.failure_cases
    found = set(cases[["index", "column", "check"]].itertuples(index=False, name=None))
    assert found == {
        (2, "age", "out_of_range"),
        (4, "age", "out_of_range"),
        (2, "hours_per_day", "out_of_range"),
        (2, "sex", "not_a_choice"),
        (2, "hazards", "not_a_choice"),
        (3, "desa", "not_a_choice"),
    }


def test_limits_themselves_missing_values_and_missing_columns_are_possible(local):
    table = answers(
        age=[10.0, 95.0, np.nan],
        hours_per_day=[0.5, 20.0, np.nan],
        sex=["female", np.nan, np.nan],
        hazards=["dust poor_light", "none", np.nan],
        something_else=["x", "y", "z"],
    )
    questionnaire.schema(local).validate(table, lazy=True)


def test_free_texts_are_not_held_against_anything(local):
    columns = set(questionnaire.schema(local).columns)
    assert not columns & {"start", "end", "interviewer", "interview_date", "respondent_name", "phone", "nik", "gps"}
    assert columns == set(local.of_kind("one", "several", "number", "count"))


# --- Looking up ---


def test_an_unknown_question_names_the_nearest_and_what_to_do(form):
    with pytest.raises(UserError) as caught:
        form.question("hours_per_dya")
    message = str(caught.value)
    assert "'hours_per_dya'" in message
    assert "hours_per_day" in message
    assert "data/questionnaire/survey.csv" in message


def test_an_unknown_question_that_is_like_none(form):
    with pytest.raises(UserError, match="none comes near"):
        form.question("§")


def test_labels_and_choices_are_looked_up_in_the_order_of_the_form(form):
    assert form.label("hours_per_day", "en") == "Hours a day"
    assert form.label("hours_per_day", "id") == "Jam per hari"
    assert form.label("start", "en") == "start"
    assert form.choice_names("last_pay_period") == ["day", "week", "two_weeks", "month"]
    assert form.choice_labels("sex", "id") == {"female": "Perempuan", "male": "Laki-laki"}
    assert form.choice_labels("sex", "en") == {"female": "Woman", "male": "Man"}
    assert form.choice_names("age") == []


@pytest.mark.parametrize("lookup", ["label", "choice_labels"])
def test_looking_up_an_unknown_question_is_the_same_error(form, lookup):
    with pytest.raises(UserError, match="nearest: "):
        getattr(form, lookup)("hour_per_day", "en")


def test_a_doubled_question_is_refused(monkeypatch, tmp_path, form):
    for name, sheet in form.sheets.items():
        sheet.to_csv(tmp_path / f"{name}.csv", index=False)
    rows = pd.concat([form.sheets["survey"], form.sheets["survey"].query("name == 'age'")])
    rows.to_csv(tmp_path / "survey.csv", index=False)
    monkeypatch.setattr(questionnaire, "folder", lambda: tmp_path)
    # Around the cache, which keeps the real form for the other tests.
    with pytest.raises(UserError, match="'age' stands more than once") as caught:
        questionnaire.load.__wrapped__()
    assert "survey.csv" in str(caught.value)


def test_a_list_of_choices_that_is_not_there_is_refused(monkeypatch, tmp_path, form):
    for name, sheet in form.sheets.items():
        sheet.to_csv(tmp_path / f"{name}.csv", index=False)
    choices = form.sheets["choices"]
    choices[choices["list_name"] != "pay_period"].to_csv(tmp_path / "choices.csv", index=False)
    monkeypatch.setattr(questionnaire, "folder", lambda: tmp_path)
    with pytest.raises(UserError, match="pay_period"):
        questionnaire.load.__wrapped__()


# --- Of whom was it asked? ---


@pytest.fixture
def people():
    return answers(
        injury_12_months=["yes", "no", np.nan],
        unpaid_helpers=[0.0, 2.0, np.nan],
        bpjs_employment=["none", "jkk jkm", np.nan],
        asked_raise=["no", "yes", "yes"],
    )


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("days_lost", [True, False, False]),  # ${injury_12_months} = 'yes'
        ("got_raise", [False, True, True]),  # ${asked_raise} = 'yes'
        ("helper_hours_per_week", [False, True, False]),  # ${unpaid_helpers} > 0
        ("bpjs_payer", [False, True, False]),  # not(selected(${bpjs_employment}, 'none'))
        ("age", [True, True, True]),  # no condition
    ],
)
def test_who_skipped_a_question_rightly_was_not_asked(form, people, question, wanted):
    asked = questionnaire.asked(form, people, question)
    assert asked.tolist() == wanted
    assert asked.index.equals(people.index)
    assert asked.dtype == bool


def test_an_answer_that_only_contains_the_word_is_not_selected(form):
    people = answers(bpjs_employment=["nonesuch jkk", "jkk none", ""])
    assert questionnaire.asked(form, people, "bpjs_payer").tolist() == [True, False, True]


def test_without_the_column_of_the_condition_everyone_was_asked(form):
    assert questionnaire.asked(form, answers(age=[30.0, 40.0]), "days_lost").tolist() == [True, True]


def test_every_condition_of_the_form_is_understood(survey):
    conditions = survey.loc[(survey["relevant"] != "") & (survey["type"] != "begin group"), "relevant"]
    assert len(conditions) == 4
    for condition in conditions:
        assert any(re.fullmatch(pattern, condition) for pattern, _ in questionnaire._CONDITIONS), condition


def test_another_kind_of_condition_counts_as_asked_of_everyone(form, people):
    rows = form.sheets["survey"].copy()
    rows.loc[rows["name"] == "days_lost", "relevant"] = "${unpaid_helpers} > 0 or ${asked_raise} = 'yes'"
    other = questionnaire.Questionnaire(form.questions, form.choices, {**form.sheets, "survey": rows})
    assert questionnaire.asked(other, people, "days_lost").all()


def test_asking_about_an_unknown_question_is_a_user_error(form, people):
    with pytest.raises(UserError, match="nearest"):
        questionnaire.asked(form, people, "days_lots")
