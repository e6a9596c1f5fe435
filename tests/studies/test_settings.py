import dataclasses
import shutil

import pandas as pd
import pytest
import yaml

from helpers import studies
from helpers.facts import minimum_wages
from helpers.files import paths
from helpers.language import Note, UserError, in_language
from helpers.studies.settings_model import CodingSettings, MinimumWageSettings, StudySettings, SurveySettings

NAME = "kab-semarang-2021"
SETTINGS = f"data/studies/{NAME}/study.yaml"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Give a copy of the reference study that may be spoilt; the helpers read it instead of the checkout's."""
    for part in ("reference", "questionnaire", "studies"):
        shutil.copytree(paths.data() / part, tmp_path / "data" / part)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path / "data" / "studies" / NAME


def change(folder, **settings):
    """Set top-level settings of the study (or take one away with ``None``) and write it again."""
    file = folder / "study.yaml"
    now = yaml.safe_load(file.read_text(encoding="utf-8")) | settings
    kept = {key: value for key, value in now.items() if value is not None}
    file.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")


def change_survey(folder, **settings):
    now = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))["survey"]
    change(folder, survey=now | settings)


def complaint(name=NAME):
    with pytest.raises(UserError) as caught:
        studies.load(name)
    return str(caught.value)


# --- A study that is right ---


def test_the_reference_study_reads_as_it_is_written(folder):
    study = studies.load(NAME)
    assert study.name == NAME
    assert study.folder == folder
    assert study.title == {
        "en": "Home workers in Kabupaten Semarang, 2021",
        "id": "Pekerja rumahan di Kabupaten Semarang, 2021",
    }
    assert (study.regency, study.province, study.year) == ("Kabupaten Semarang", "Jawa Tengah", 2021)
    assert study.languages == ("en", "id")
    assert study.survey == studies.SurveySource(file=folder / "survey.csv", places=folder / "places.csv")
    assert study.given_minimum_wage is None


@pytest.mark.parametrize(("provenance", "invented"), [("demonstration", True), ("field", False)])
def test_only_a_demonstration_is_invented(folder, provenance, invented):
    change(folder, provenance=provenance, truth=None)
    assert studies.load(NAME).is_demonstration is invented


def test_only_an_invented_survey_has_a_known_truth(folder):
    assert studies.load(NAME).truth == {"elasticity": -0.2, "group_cover": 1.5}
    change(folder, provenance="field")
    assert "truth" in complaint()
    change(folder, truth=None)
    assert studies.load(NAME).truth == {}


def test_values_are_texts_whatever_yaml_makes_of_them(folder):
    with (folder / "study.yaml").open("a", encoding="utf-8") as out:
        out.write("  values:\n    sex: {1: female, 2: male, 9: }\n    consent: {Ya: yes, T: no, 'no': no}\n")
    assert studies.load(NAME).survey.values == {
        "sex": {"1": "female", "2": "male", "9": ""},
        "consent": {"Ya": "yes", "T": "no", "no": "no"},
    }


def test_a_column_may_be_left_out(folder):
    change_survey(folder, columns={"Umur": "age", "Umur suami": None})
    assert studies.load(NAME).survey.columns == {"Umur": "age", "Umur suami": ""}


def test_a_study_cannot_be_changed_by_accident(folder):
    with pytest.raises(dataclasses.FrozenInstanceError):
        studies.load(NAME).year = 2022


def test_studies_are_the_folders_with_a_study_yaml(folder):
    shutil.copytree(folder, folder.parent / "kab-bantul-2024")
    (folder.parent / "notes").mkdir()
    (folder.parent / "study.yaml").write_text("title: stray", encoding="utf-8")
    assert studies.names() == ["kab-bantul-2024", "kab-demak-2024", NAME]


def test_without_any_study_the_list_is_empty(folder):
    shutil.rmtree(folder.parent)
    assert studies.names() == []


def test_everything_optional_may_be_left_out(folder):
    change(folder, languages=None, title={"id": "Survei"}, survey={"file": "survey.xlsx"})
    study = studies.load(NAME)
    assert study.languages == ("en",)
    assert study.title == {"id": "Survei", "en": NAME}
    assert study.survey.file == folder / "survey.xlsx"
    assert study.survey.places == folder / "places.csv"
    assert study.survey.columns == {}
    assert study.survey.weight == ""


def test_both_languages_and_a_mapping_of_columns(folder):
    change(folder, languages=["id", "en"])
    change_survey(folder, columns={"Umur": "age"}, weight="w")
    study = studies.load(NAME)
    assert study.languages == ("id", "en")
    assert study.survey.columns == {"Umur": "age"}
    assert study.survey.weight == "w"


# --- A study that is not there ---


def test_an_unknown_study_names_the_nearest_and_what_to_do(folder):
    message = complaint("kab-semarang-2012")
    assert "'kab-semarang-2012'" in message
    assert f"There is: {NAME}" in message
    assert "data/studies" in message
    assert "make study" in message


def test_an_unknown_study_that_is_like_none_names_all_there_are(folder):
    shutil.copytree(folder, folder.parent / "kota-solo-2022")
    message = complaint("§")
    assert NAME in message
    assert "kota-solo-2022" in message


def test_a_name_cannot_lead_out_of_the_folder(folder):
    assert "there is no study" in complaint(f"../studies/{NAME}")
    assert "there is no study" in complaint("")


# --- Settings that are wrong ---


@pytest.mark.parametrize(
    ("wrong", "meant"), [("provenence", "provenance"), ("titel", "title"), ("Languages", "languages")]
)
def test_an_unknown_setting_says_what_was_meant(folder, wrong, meant):
    change(folder, **{wrong: "x"})
    message = complaint()
    assert message.startswith(f"{SETTINGS}: {wrong!r} is not a setting")
    assert f"Did you mean {meant!r}?" in message


@pytest.mark.parametrize(("wrong", "meant"), [("weights", "weight"), ("strata", "stratum"), ("flie", "file")])
def test_an_unknown_setting_of_the_survey_says_what_was_meant(folder, wrong, meant):
    change_survey(folder, **{wrong: "x"})
    message = complaint()
    assert message.startswith(f"{SETTINGS}, survey: {wrong!r} is not a setting")
    assert f"Did you mean {meant!r}?" in message


def test_every_problem_is_named_at_once_a_misspelt_setting_first(folder):
    change(folder, titel={"en": "x"}, title=None, year="soon")
    lines = complaint().splitlines()
    assert lines == [
        f"{SETTINGS}: 'titel' is not a setting. Did you mean 'title'?",
        f"{SETTINGS}: 'title' is missing. Add a line as in `title: {{en: Home workers in …, id: Pekerja rumahan di …}}`.",
        f"{SETTINGS}, year: 'soon' has the wrong form. Write it as in `year: 2021`.",
    ]


def test_problems_are_told_in_indonesian(folder):
    change(folder, year="soon", provenance="real", minimum_wage=1)
    change_survey(folder, stratum="kecamatn")
    with pytest.raises(UserError) as caught:
        studies.load(NAME)
    told = in_language(caught.value, "id")
    for part in ("bentuk 'soon' salah", "'real'", "'kecamatn'", "kecamatan", "upah minimum"):
        assert part in told
    for english in ("Write", "nearest", "needed"):
        assert english not in told


@pytest.mark.parametrize("model", [StudySettings, SurveySettings, CodingSettings, MinimumWageSettings])
def test_every_setting_has_a_description_in_both_languages_and_an_example_that_is_valid(model):
    fields = model.model_fields
    for name, setting in fields.items():
        assert isinstance(setting.description, Note)
        assert in_language(setting.description, "id") != setting.description
        value = yaml.safe_load(f"{name}: {setting.examples[0]}")
        others = {"source": "decree 1"} if name == "amount" else {"amount": 2e6} if name == "source" else {}
        others |= {"files": {"coder_1": "a.qdpx"}} if model is CodingSettings else {}
        if model is StudySettings:
            whole = yaml.safe_load((paths.studies() / NAME / "study.yaml").read_text(encoding="utf-8"))
            others = whole if name != "provenance" else {key: whole[key] for key in whole if key != "truth"}
        model.model_validate(others | value)


def test_a_setting_that_is_like_none_lists_all_there_are(folder):
    change(folder, zzz=1)
    message = complaint()
    for key in ("title", "regency", "year", "provenance", "survey", "minimum_wage"):
        assert key in message


@pytest.mark.parametrize("key", ["title", "regency", "province", "year", "provenance", "survey"])
@pytest.mark.parametrize("blank", [False, True])
def test_a_missing_or_blank_setting_is_named(folder, key, blank):
    if blank:
        lines = (folder / "study.yaml").read_text(encoding="utf-8").splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith(f"{key}:"))
        stop = next((i for i in range(start + 1, len(lines)) if not lines[i].startswith(" ")), len(lines))
        lines[start:stop] = [f"{key}:"]
        (folder / "study.yaml").write_text("\n".join(lines), encoding="utf-8")
    else:
        change(folder, **{key: None})
    message = complaint()
    assert message.startswith(f"{SETTINGS}: {key!r} is missing")
    assert f"`{key}: " in message


@pytest.mark.parametrize("provenance", ["real", "Demonstration", "fields", 1])
def test_a_provenance_is_demonstration_or_field(folder, provenance):
    change(folder, provenance=provenance)
    message = complaint()
    assert message.startswith(f"{SETTINGS}, provenance: {provenance!r}")
    assert "demonstration, field" in message
    assert "real people" in message


def test_an_unknown_language_is_refused(folder):
    change(folder, languages=["en", "jv"])
    message = complaint()
    assert message.startswith(f"{SETTINGS}, languages: 'jv'")
    assert "en, id" in message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title:\n  en: x\n\tid: y\n", 3),
        ("title: x\nregency: [Kabupaten\nyear: 2021\n", 3),
        ("title: a: b\n", 1),
        ("title: 'never closed\nyear: 2021\n", 3),
    ],
)
def test_unreadable_yaml_is_shown_with_its_line(folder, text, line):
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    message = complaint()
    assert message.startswith(f"{SETTINGS}, line {line}: ")
    assert "not readable as YAML" in message
    assert "spaces" in message


@pytest.mark.parametrize("text", ["", "# only a remark\n", "just words\n", "- a\n- b\n", "42\n"])
def test_a_file_without_settings(folder, text):
    (folder / "study.yaml").write_text(text, encoding="utf-8")
    message = complaint()
    assert message.startswith(f"{SETTINGS}: nothing is set")
    assert NAME in message


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        pytest.param({"title": "Home workers"}, "title", id="title is a text"),
        pytest.param({"year": "soon"}, "year", id="year is a word"),
        pytest.param({"year": 2021.5}, "year", id="year is no whole number"),
        pytest.param({"year": [2021]}, "year", id="year is a list"),
        pytest.param({"languages": 1}, "languages", id="languages is a number"),
        pytest.param({"survey": "survey.csv"}, "survey", id="survey is a text"),
        pytest.param({"survey": ["survey.csv"]}, "survey", id="survey is a list"),
        pytest.param({"survey": {"file": ["survey.csv"]}}, "file", id="file is a list"),
        pytest.param({"survey": {"columns": "Umur"}}, "columns", id="columns is a text"),
        pytest.param({"survey": {"columns": ["Umur"]}}, "columns", id="columns is a list"),
        pytest.param({"survey": {"values": ["P"]}}, "values", id="values is a list"),
        pytest.param({"survey": {"values": {"sex": "P"}}}, "values, sex", id="values of a question are a text"),
        pytest.param({"survey": {"values": {"sexx": {"P": "female"}}}}, "nearest: sex", id="values of no question"),
        pytest.param({"survey": {"values": {"phone": {"1": ""}}}}, "personal", id="values of a personal question"),
        pytest.param({"survey": {"stratum": "district"}}, "stratum", id="stratum is no question"),
        pytest.param({"survey": {"cluster": "village"}}, "cluster", id="cluster is no question"),
        pytest.param({"minimum_wage": 2302797}, "minimum_wage", id="minimum_wage is a number"),
        pytest.param({"minimum_wage": "provinsi"}, "`minimum_wage: province`", id="minimum_wage is another word"),
        pytest.param({"year": True}, "`year: 2021`", id="year is a truth"),
        pytest.param({"languages": [1]}, "`languages: [en, id]`", id="a language is a number"),
        pytest.param({"truth": {"elasticity": "low"}}, "truth, elasticity: 'low'", id="a truth is a word"),
        pytest.param({"title": {"en": ["x"]}}, "title, en: ['x']", id="a title is a list"),
        pytest.param({"codings": {"overlap": 0.5}}, "codings: 'files' is missing", id="codings without files"),
        pytest.param({"codings": {"files": {}}}, "codings: no file is named", id="codings with no file"),
        pytest.param({"codings": {"fles": {}}}, "Did you mean 'files'?", id="codings with a misspelt setting"),
    ],
)
def test_a_setting_of_the_wrong_shape_is_a_user_error(folder, settings, named):
    change(folder, **settings)
    message = complaint()
    assert message.startswith(SETTINGS)
    assert named in message


@pytest.mark.parametrize(
    "key",
    [
        "languages:",
        "survey:\n  file:",
        "survey:\n  places:",
        "survey:\n  columns:",
        "survey:\n  values:",
        "survey:\n  weight:",
    ],
    ids=["languages", "file", "places", "columns", "values", "weight"],
)
def test_an_optional_setting_that_is_left_blank_counts_as_not_given(folder, key):
    # Deleting what stands behind the colon is what people do who do not need a setting.
    lines = (folder / "study.yaml").read_text(encoding="utf-8").split("languages:")[0]
    rest = key if key.startswith("survey") else f"{key}\nsurvey: {{file: survey.csv}}"
    (folder / "study.yaml").write_text(f"{lines}{rest}\n", encoding="utf-8")
    study = studies.load(NAME)
    assert study.survey.file == folder / "survey.csv"
    assert study.survey.places == folder / "places.csv"


def test_settings_that_are_not_utf8(folder):
    file = folder / "study.yaml"
    file.write_bytes(file.read_bytes() + "# caf\u00e9\n".encode("latin-1"))
    message = complaint()
    assert message.startswith(SETTINGS)
    assert "UTF-8" in message


# --- Files that are missing ---


@pytest.mark.parametrize(("key", "name"), [("file", "survey_2.csv"), ("places", "villages.csv"), ("file", ".")])
def test_a_missing_file_is_named_with_those_that_are_there(folder, key, name):
    change_survey(folder, **{key: name})
    message = complaint()
    assert message.startswith(f"{SETTINGS}, survey: ")
    assert repr(name) in message
    for there in ("places.csv", "survey.csv", "survey.xlsx"):
        assert there in message


@pytest.mark.parametrize("name", ["survey.csv", "places.csv"])
def test_a_file_that_was_deleted_is_named(folder, name):
    (folder / name).unlink()
    message = complaint()
    assert repr(name) in message
    assert "correct the name" in message


# --- Regency and minimum wage ---


def test_an_unknown_regency_names_the_nearest(folder):
    change(folder, regency="Kabupaten Semarrang")
    message = complaint()
    assert message.startswith(f"{SETTINGS}, regency: 'Kabupaten Semarrang'")
    assert "nearest: Kabupaten Semarang" in message
    assert "data/reference/regencies_central_java.csv" in message
    assert "minimum_wage" in message


def test_a_bare_name_is_not_guessed(folder):
    change(folder, regency="Semarang")
    message = complaint()
    assert "Kabupaten Semarang" in message
    assert "Kota Semarang" in message


def test_a_regency_elsewhere_needs_its_minimum_wage_and_nothing_else(folder):
    wage = {"amount": 2066041, "source": "SK Gubernur DIY 384/KEP/2023"}
    change(folder, regency="Kabupaten Bantul", province="DI Yogyakarta", year=2024, minimum_wage=wage)
    study = studies.load(NAME)
    assert studies.minimum_wage(study).amount == 2066041.0


def test_the_minimum_wage_is_that_of_the_table(folder):
    study = studies.load(NAME)
    assert studies.minimum_wage(study).amount == 2302797.59
    assert studies.minimum_wage(study).amount == minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount


def test_a_minimum_wage_with_its_source_comes_before_the_table(folder):
    change(folder, minimum_wage={"amount": 2400000.5, "source": "decree 1/2021"})
    assert studies.minimum_wage(studies.load(NAME)).amount == 2400000.5


def test_the_studys_own_amount_applies_to_its_own_year_only(folder):
    change(folder, minimum_wage={"amount": 2400000.5, "source": "decree 1/2021"})
    study = studies.load(NAME)
    own = studies.minimum_wage(study)
    assert (own.kind, own.source, own.year) == ("given", "decree 1/2021", 2021)
    other = studies.minimum_wage(study, 2024)
    assert (other.amount, other.kind, other.year) == (2582287, "UMK", 2024)


def test_a_regency_without_a_minimum_wage_of_its_own_may_take_the_provinces(folder):
    change(folder, regency="Kota Jakarta Selatan", province="DKI Jakarta", year=2024, minimum_wage="province")
    table = minimum_wages.provincial_minimum_wages().set_index(["province", "year"])["amount_idr"]
    found = studies.minimum_wage(studies.load(NAME))
    assert (found.amount, found.kind, found.place) == (table["DKI Jakarta", 2024], "UMP", "DKI Jakarta")


def test_the_provinces_is_never_taken_unless_the_study_says_so(folder):
    change(folder, regency="Kabupaten Brebes", year=2019)
    with pytest.raises(UserError, match="no row for Kabupaten Brebes in 2019"):
        studies.minimum_wage(studies.load(NAME))
    change(folder, minimum_wage="province")
    assert studies.minimum_wage(studies.load(NAME)).amount == 1_605_396.02


def test_a_misspelt_regency_of_central_java_never_gets_the_provinces(folder):
    change(folder, regency="Kabupaten Semarrang", minimum_wage="province")
    assert "nearest: Kabupaten Semarang" in complaint()


@pytest.mark.parametrize(
    "given",
    [
        {"amount": 2400000},
        {"amount": 2400000, "source": "decree 1/2021", "file": "wages.csv"},
        {"amount": 2400000, "sorce": "decree 1/2021"},
        {},
        {"source": "decree 1/2021"},
        {"amount": 2400000, "source": ""},
        {"amount": "2.4 or 2.5 million", "source": "decree 1/2021"},
        {"amount": None, "source": "decree 1/2021"},
        {"amount": 0, "source": "decree 1/2021"},
        {"amount": -2400000, "source": "decree 1/2021"},
        2400000,
        "2400000",
        [2400000, "decree 1/2021"],
    ],
    ids=str,
)
def test_a_minimum_wage_without_amount_or_source_is_refused(folder, given):
    change(folder, minimum_wage=given)
    message = complaint()
    assert message.startswith(f"{SETTINGS}, minimum_wage: ")
    assert "source" in message
    assert "amount" in message


def test_a_year_that_the_table_has_not_is_never_replaced(folder):
    change(folder, year=2013)
    study = studies.load(NAME)
    with pytest.raises(UserError) as caught:
        studies.minimum_wage(study)
    message = str(caught.value)
    assert "Kabupaten Semarang in 2013" in message
    assert "Nearest years: 2014, 2015" in message
    assert "data/reference/regency_minimum_wages.csv" in message
    assert "minimum_wage: {amount: ..., source: ...}" in message


def test_a_row_added_to_the_table_is_used(folder):
    file = paths.data() / "reference" / "regency_minimum_wages.csv"
    with file.open("a", encoding="utf-8") as out:
        out.write("3322,Kabupaten Semarang,2013,1051000,SK Gubernur,1,https://jdih.jatengprov.go.id,\n")
    change(folder, year=2013)
    assert studies.minimum_wage(studies.load(NAME)).amount == 1051000.0


# --- The villages of the sample ---


def test_places_are_read_with_texts_as_texts(folder):
    places = studies.places(studies.load(NAME))
    assert len(places) == 28
    assert places.columns.tolist() == list(studies.PLACE_COLUMNS)
    assert places["villages_total"].dtype.kind == places["workers_listed"].dtype.kind == "i"


def test_a_village_with_a_number_for_a_name_stays_a_text(folder):
    (folder / "places.csv").write_text(
        "kecamatan,kecamatan_label,desa,desa_label,villages_total,workers_listed\n010,Bergas,0012,Wujil,13,40\n",
        encoding="utf-8",
    )
    places = studies.places(studies.load(NAME))
    assert places.loc[0, ["kecamatan", "desa"]].tolist() == ["010", "0012"]


@pytest.mark.parametrize("column", studies.PLACE_COLUMNS)
def test_a_column_that_places_lacks_is_named(folder, column):
    table = pd.read_csv(folder / "places.csv")
    table.drop(columns=column).to_csv(folder / "places.csv", index=False)
    with pytest.raises(UserError) as caught:
        studies.places(studies.load(NAME))
    assert str(caught.value).startswith(f"data/studies/{NAME}/places.csv: the column {column!r} is missing")


def test_a_village_that_stands_twice_is_named_with_its_row(folder):
    table = pd.read_csv(folder / "places.csv")
    pd.concat([table, table.iloc[[3]]]).to_csv(folder / "places.csv", index=False)
    with pytest.raises(UserError) as caught:
        studies.places(studies.load(NAME))
    assert str(caught.value).startswith(f"data/studies/{NAME}/places.csv, row 30, desa: {table.at[3, 'desa']!r}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(b",10,47", b",ten,47", "villages_total", id="count is a word"),
        pytest.param(b",10,47", b",10,", "workers_listed", id="count is blank"),
        pytest.param(b",10,47", b",10,0", "workers_listed", id="nobody is listed"),
        pytest.param(b"ungaran_barat_1,", b",", "desa", id="village is blank"),
        pytest.param(b"Ungaran Barat 1", b"Ungaran \x81", "UTF-8", id="no text in any encoding"),
        pytest.param(b",10,47", b",10,47,48,49", "row 2", id="too many cells"),
    ],
)
def test_a_wrong_cell_of_places_is_a_user_error(folder, old, new, said):
    # A weight follows from these counts: a blank one would make workers stand for nobody, without a word.
    file = folder / "places.csv"
    content = file.read_bytes()
    assert content.count(old) == 1
    file.write_bytes(content.replace(old, new))
    with pytest.raises(UserError) as caught:
        studies.places(studies.load(NAME))
    assert str(caught.value).startswith(f"data/studies/{NAME}/places.csv")
    assert said in str(caught.value)


@pytest.mark.parametrize("written", ["2.302.797", "2,302,797", "Rp 2.302.797,-", "2302797"])
def test_an_amount_that_yaml_takes_for_text_is_read_as_a_number(folder, written):
    change(folder, minimum_wage={"amount": written, "source": "decree 1/2021"})
    assert studies.minimum_wage(studies.load(NAME)).amount == 2302797


@pytest.mark.parametrize("written", ["two million", "2302797 jam", "-1"])
def test_an_amount_that_is_none_is_refused(folder, written):
    change(folder, minimum_wage={"amount": written, "source": "decree 1/2021"})
    with pytest.raises(UserError, match="an amount in rupiah a month and its source are needed"):
        studies.load(NAME)


@pytest.mark.parametrize("written", [b'"1.047"', b'"1,047"', b"1 047", b"1047"])
def test_counts_of_places_are_read_with_signs_between_thousands(folder, written):
    file = folder / "places.csv"
    file.write_bytes(file.read_bytes().replace(b",10,47", b",10," + written))
    assert studies.places(studies.load(NAME)).at[0, "workers_listed"] == 1047


@pytest.mark.parametrize("written", [b"47 jam", b'"4,7"', b"4.7"])
def test_a_count_of_places_that_is_none_is_refused(folder, written):
    file = folder / "places.csv"
    file.write_bytes(file.read_bytes().replace(b",10,47", b",10," + written))
    with pytest.raises(UserError, match=r"row 2, workers_listed: .* is not a whole number from 1 on"):
        studies.places(studies.load(NAME))


def test_an_empty_file_of_places_is_a_user_error(folder):
    (folder / "places.csv").write_bytes(b"")
    with pytest.raises(UserError, match=r"places\.csv"):
        studies.places(studies.load(NAME))


def test_the_form_of_a_study_offers_its_own_villages(folder):
    study = studies.load(NAME)
    form = studies.form(study)
    assert form.choice_names("desa") == studies.places(study)["desa"].tolist()
    assert len(form.choice_names("kecamatan")) == 7
    assert form.choice_labels("kecamatan", "id")["ungaran_barat"] == "Ungaran Barat"
