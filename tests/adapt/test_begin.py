"""Another regency in an afternoon: the folder of a new study, its form, its empty table, the look at its file."""

import re
import shutil

import openpyxl
import pandas as pd
import pytest
import yaml
from pyxform.xls2xform import convert

from helpers import studies
from helpers.__main__ import main
from helpers.adapt import begin, check_page
from helpers.adapt import check as adapt_check
from helpers.demonstration import demak
from helpers.files import paths
from helpers.form import data_template, questionnaire
from helpers.language import UserError
from pipeline.selection import Selection

NAME = "kab-semarang-2021"
DEMAK = "kab-demak-2024"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """Give a copy of the data that may be added to."""
    shutil.copytree(paths.data(), tmp_path / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path


def _run(capsys, *arguments):
    code = main(list(arguments))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def _begin(capsys, regency="Kabupaten Kudus", year="2025", *more):
    return _run(capsys, "new", "--regency", regency, "--year", year, *more)


def _files(folder):
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


# --- A new folder ---


def test_a_new_study_has_everything_it_needs_to_begin(root, capsys):
    code, told, _error = _begin(capsys)
    folder = root / "data" / "studies" / "kab-kudus-2025"
    assert code == 0
    assert set(_files(folder)) == {"study.yaml", "places.csv", "form.xlsx", "data_template.xlsx", "CHECKLIST.md"}
    settings = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    assert (settings["regency"], settings["year"], settings["provenance"]) == ("Kabupaten Kudus", 2025, "field")
    assert "make form STUDY=kab-kudus-2025" in told
    assert "python -m helpers check" in told
    assert str(root) not in told


def test_its_settings_are_read_once_a_survey_is_there(root, capsys):
    _begin(capsys)
    folder = root / "data" / "studies" / "kab-kudus-2025"
    assert "kab-kudus-2025" in studies.waiting()
    (folder / "survey.csv").write_text("consent\nyes\n", encoding="utf-8")
    study = studies.load("kab-kudus-2025")
    assert study.languages == ("id", "en")
    assert studies.minimum_wage(study).amount > 2_000_000
    assert studies.waiting() == []


def test_nothing_is_ever_written_over(root, capsys):
    _begin(capsys)
    folder = root / "data" / "studies" / "kab-kudus-2025"
    (folder / "places.csv").write_text("mine\n", encoding="utf-8")
    before = _files(folder)
    code, _told, error = _begin(capsys)
    assert code == 1
    assert "is there already" in error
    assert _files(folder) == before


@pytest.mark.parametrize(
    ("regency", "year", "more", "told"),
    [
        ("Demak", "2024", (), "nearest: Kabupaten Demak"),
        ("Kabupaten Demakk", "2024", (), "nearest: Kabupaten Demak"),
        ("Kabupaten Demak", "24", (), "YEAR: '24'"),
        ("Kabupaten Demak", "", (), "YEAR: ''"),
        ("", "2024", (), "REGENCY: ''"),
        ("Kabupaten Jember", "2024", ("--province", "Jawa Timurr"), "nearest: Jawa Timur"),
        ("Jember", "2024", ("--province", "Jawa Timur"), "REGENCY: 'Jember'"),
    ],
)
def test_what_cannot_be_is_told_in_one_line_and_nothing_is_written(root, capsys, regency, year, more, told):
    before = sorted((root / "data" / "studies").iterdir())
    code, out, error = _begin(capsys, regency, year, "--language", "en", *more)
    assert code == 1
    assert out == ""
    assert error.strip().count("\n") == 0
    assert told in error
    assert sorted((root / "data" / "studies").iterdir()) == before


@pytest.mark.slow
def test_the_name_is_taken_whatever_its_case_and_blanks(root, capsys):
    assert _begin(capsys, "  kabupaten   KUDUS ")[0] == 0
    assert _begin(capsys, "kota salatiga", "2026")[0] == 0
    assert {"kab-kudus-2025", "kota-salatiga-2026"} <= set(studies.names())


def test_a_wage_that_the_tables_lack_is_asked_for_and_never_another_years(root, capsys):
    code, told, _error = _begin(capsys, "Kabupaten Brebes", "2019")
    folder = root / "data" / "studies" / "kab-brebes-2019"
    assert code == 0
    assert "no minimum wage for Kabupaten Brebes 2019" in told
    shutil.copy(root / "data" / "studies" / NAME / "survey.csv", folder)
    with pytest.raises(UserError, match="no other year's is taken instead"):
        studies.minimum_wage(studies.load("kab-brebes-2019"))
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(text.replace("# minimum_wage:", "minimum_wage:"), encoding="utf-8")
    assert studies.minimum_wage(studies.load("kab-brebes-2019")).amount == 2302797.59


def test_the_provinces_minimum_wage_will_do_where_the_new_study_says_so(root, capsys):
    _begin(capsys, "Kabupaten Brebes", "2019")
    folder = root / "data" / "studies" / "kab-brebes-2019"
    shutil.copy(root / "data" / "studies" / NAME / "survey.csv", folder)
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    assert text.count('"minimum_wage: province"') == 2  # in both languages
    (folder / "study.yaml").write_text(text + "minimum_wage: province\n", encoding="utf-8")
    found = studies.minimum_wage(studies.load("kab-brebes-2019"))
    assert (found.amount, found.kind) == (1_605_396.02, "UMP")


def test_a_table_of_wages_of_the_same_shape_will_do(root, capsys):
    _begin(capsys, "Kabupaten Jember", "2024", "--province", "Jawa Timur")
    folder = root / "data" / "studies" / "kab-jember-2024"
    shutil.copy(root / "data" / "studies" / NAME / "survey.csv", folder)
    rows = (
        "bps_code,regency,year,amount_idr,decree,n_sources,source_1,source_2\n"
        "3509,Kabupaten Jember,2024,2665392.94,SK 188/656/KPTS/013/2023,1,https://example.org/umk,\n"
    )
    (folder / "wages.csv").write_text(rows, encoding="utf-8")
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    wage = "minimum_wage: {file: wages.csv}\n"
    (folder / "study.yaml").write_text(re.sub(r"# minimum_wage:.*\n", wage, text), encoding="utf-8")
    study = studies.load("kab-jember-2024")
    assert studies.minimum_wage(study).amount == 2665392.94
    (folder / "wages.csv").write_text(rows.replace(",2024,", ",2023,"), encoding="utf-8")
    with pytest.raises(UserError, match=r"wages\.csv has no row for Kabupaten Jember in 2024"):
        studies.minimum_wage(study)


def test_known_districts_are_filled_in_and_counts_are_not(root, capsys):
    _begin(capsys, "Kabupaten Semarang", "2026")
    places = pd.read_csv(root / "data" / "studies" / "kab-semarang-2026" / "places.csv", dtype=str)
    assert len(places) == 28
    assert places["kecamatan"].nunique() == 7
    assert places[["villages_total", "workers_listed"]].isna().all().all()


# --- The form ---


def _compiles(path):
    warnings: list[str] = []
    return convert(str(path), warnings=warnings).xform


@pytest.mark.slow
def test_the_empty_form_compiles_and_says_what_to_do(root, capsys):
    _begin(capsys)
    xform = _compiles(root / "data" / "studies" / "kab-kudus-2025" / "form.xlsx")
    assert "Isi places.csv dahulu" in xform


@pytest.mark.slow
def test_the_form_has_the_villages_of_places(root, capsys):
    _begin(capsys)
    folder = root / "data" / "studies" / "kab-kudus-2025"
    rows = "kecamatan,kecamatan_label,desa,desa_label,villages_total,workers_listed\njati,Jati,jati_1,Jati 1,6,40\n"
    (folder / "places.csv").write_text(rows, encoding="utf-8")
    code, told, _error = _run(capsys, "form", "--study", "kab-kudus-2025")
    assert code == 0
    assert "form.xlsx" in told
    xform = _compiles(folder / "form.xlsx")
    assert "Jati 1" in xform
    assert begin.TO_FILL not in xform


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("", "there is no village yet"),
        ("jati,Jati,jati_1,Jati 1,,40\n", "row 2, villages_total: nothing is there"),
        ("jati,Jati,jati_1,Jati 1,6,many\n", "row 2, workers_listed: 'many'"),
    ],
)
def test_places_that_cannot_be_are_told(root, capsys, rows, told):
    _begin(capsys)
    folder = root / "data" / "studies" / "kab-kudus-2025"
    head = "kecamatan,kecamatan_label,desa,desa_label,villages_total,workers_listed\n"
    (folder / "places.csv").write_text(head + rows, encoding="utf-8")
    before = (folder / "form.xlsx").read_bytes()
    code, _out, error = _run(capsys, "form", "--study", "kab-kudus-2025")
    assert code == 1
    assert told in error
    assert (folder / "form.xlsx").read_bytes() == before


# --- The empty table ---


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "data_template.xlsx"
    study = studies.load(NAME)
    data_template.write(studies.form(study), path)
    return path


def test_the_empty_table_has_a_column_per_question_and_none_that_names_a_person(template):
    form = questionnaire.load()
    head = [cell.value for cell in openpyxl.load_workbook(template)["data"][1]]
    assert {"consent", "age", "rate_per_unit", "hazards"} <= set(head)
    assert not set(head) & set(form.personal())
    assert len(head) == len(set(head))


def test_the_empty_table_offers_choices_and_limits(template):
    book = openpyxl.load_workbook(template)
    sheet = book["data"]
    head = [cell.value for cell in sheet[1]]
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    letter = sheet.cell(1, head.index("sex") + 1).column_letter
    listed = checks[f"{letter}2:{letter}2001"]
    assert listed.type == "list"
    first, last = re.findall(r"\$B\$(\d+)", listed.formula1)
    choices = book["choices"]
    assert [choices[f"B{row}"].value for row in range(int(first), int(last) + 1)] == ["female", "male"]
    letter = sheet.cell(1, head.index("age") + 1).column_letter
    limits = checks[f"{letter}2:{letter}2001"]
    assert (limits.type, limits.formula1, limits.formula2) == ("whole", "10", "95")


def test_the_codebook_tells_of_every_question_in_both_languages():
    form = questionnaire.load()
    table = data_template.codebook(form)
    assert table["question"].tolist() == form.questions.index.tolist()
    assert (table[["label_en", "label_id"]] != "").loc[~table["question"].isin(["start", "end"])].all().all()
    sex = table.set_index("question").loc["sex"]
    assert sex["choices"] == "female = Woman / Perempuan; male = Man / Laki-laki"


def test_the_same_template_has_the_same_bytes(template, tmp_path):
    data_template.write(studies.form(studies.load(NAME)), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == template.read_bytes()


@pytest.mark.slow
def test_answers_typed_into_the_empty_table_are_read(root, capsys):
    """From the empty table to a cleaned survey, as somebody without KoboToolbox would go."""
    from helpers import survey

    _begin(capsys, "Kabupaten Semarang", "2024")
    folder = root / "data" / "studies" / "kab-semarang-2024"
    shutil.copy(root / "data" / "studies" / NAME / "places.csv", folder)
    book = openpyxl.load_workbook(folder / "data_template.xlsx")
    sheet = book["data"]
    head = [cell.value for cell in sheet[1]]
    answers = {
        "interviewer": "I01",
        "kecamatan": "bergas",
        "desa": "bergas_1",
        "consent": "yes",
        "sex": "female",
        "age": 40,
        "product": "shoe_sewing",
        "rate_unit": "piece",
        "rate_per_unit": 3500,
        "units_per_week": 50,
        "hours_per_day": 7,
        "days_per_week": 6,
        "hazards": "dust poor_light",
    }
    for name, value in answers.items():
        sheet.cell(2, head.index(name) + 1, value)
    book.save(folder / "survey.xlsx")
    text = (folder / "study.yaml").read_text(encoding="utf-8")
    (folder / "study.yaml").write_text(text.replace("survey.csv", "survey.xlsx"), encoding="utf-8")
    clean = survey.cleaned(studies.load("kab-semarang-2024"))
    assert len(clean) == 1
    assert clean.at[0, "hours_per_week"] == 42
    assert clean.at[0, "hazards"] == "dust poor_light"


# --- The look at a study ---


@pytest.mark.slow
def test_a_good_study_runs_and_its_problems_are_listed():
    found = adapt_check.check(NAME)
    assert found.runs
    assert len(found.problems) == 116
    assert found.problems["rule"].iloc[0] in adapt_check.BLANKING
    row = found.problems[(found.problems["question"] == "age") & (found.problems["value"] == "lupa")].iloc[0]
    assert row["became"] == ""
    assert found.flow["left"].iloc[-1] == 417
    assert found.left_out == {}


@pytest.mark.slow
def test_the_page_tells_each_problem_and_no_person():
    found = adapt_check.check(NAME)
    for language in ("en", "id"):
        page = check_page.page(found, NAME, language)
        assert page.count("<tr>") > 116 + 23 + 40
        assert "Contoh Responden" not in page
        assert "9999" not in page
        assert "lupa" in page


def test_a_study_without_some_questions_says_which_exhibits_it_loses():
    found = adapt_check.check(DEMAK)
    assert found.runs
    assert set(found.left_out) == {"05_cover", "05_hazards"}
    told = check_page.lines(found, "en")
    assert "left out, since not asked: bpjs_employment: 05_cover" in told
    assert told[-1] == "The study runs."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("study.yaml", "survey.sav", "survey.csv", "the file 'survey.csv' is not in"),
        ("study.yaml", "year: 2024", "year: 2031", "no other year's is taken instead"),
        ("study.yaml", "    jam: hours_per_day", "    jamm: hours_per_day", "jamm"),
        ("study.yaml", "    setuju: consent\n", "", "no column is called consent"),
        ("places.csv", ",Mranggen 1,", ",,", "places.csv, row 2, desa_label"),
    ],
)
def test_what_stops_a_study_is_told_and_no_traceback(root, capsys, file, old, new, told):
    path = root / "data" / "studies" / DEMAK / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    code, out, _error = _run(capsys, "check", "--study", DEMAK)
    assert code == 1
    assert "STOPS THE STUDY" in out
    assert told in out
    assert "Traceback" not in out
    page = (root / "results" / DEMAK / "check.html").read_text(encoding="utf-8")
    assert "What stops the study" in page


def test_columns_are_guessed_from_what_stands_in_them(root, capsys):
    path = root / "data" / "studies" / DEMAK / "study.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    kec: kecamatan\n    setuju: consent\n", ""), encoding="utf-8")
    _code, out, _error = _run(capsys, "check", "--study", DEMAK)
    assert "    setuju: consent\n    kec: kecamatan\n" in out
    assert "columns not used: kec, setuju" in out


def test_an_unknown_study_is_told(root, capsys):
    code, out, error = _run(capsys, "check", "--study", "kab-demak-2042")
    assert (code, out) == (1, "")
    assert "kab-demak-2024" in error


def test_a_study_without_a_survey_does_not_stop_the_others(root, capsys):
    _begin(capsys)
    names = [name for name, _language in Selection().pairs()]
    assert "kab-kudus-2025" not in names
    assert {NAME, DEMAK} <= set(names)


# --- The second study ---


def test_the_second_study_is_written_from_its_seed(tmp_path):
    demak.write(tmp_path)
    for name in ("places.csv", "survey.sav"):
        assert (tmp_path / name).read_bytes() == (paths.studies() / DEMAK / name).read_bytes()


def test_answers_that_were_not_given_are_kept_apart_from_blanks():
    from helpers import survey

    found = survey.clean(studies.load(DEMAK))
    tables = demak.make()
    agreed = tables["answers"]["consent"] == "yes"
    planted = int((tables["given"][agreed] != 0).to_numpy().sum())
    marked = found.corrections[found.corrections["rule"] == "user_missing"]
    assert len(marked) == planted > 20
    assert marked["before"].str.contains("tidak tahu|menolak", regex=True).all()
    assert found.clean["age"].max() < 97
    assert len(found.clean) + len(found.rejected) == len(tables["answers"])


def test_the_second_study_is_read_as_it_was_drawn():
    from helpers import survey

    clean = survey.cleaned(studies.load(DEMAK)).set_index("row")
    tables = demak.make()
    truth, given = tables["answers"], tables["given"]
    truth.index = given.index = pd.RangeIndex(2, len(truth) + 2)
    for name in ("product", "work_giver", "sex", "kecamatan", "desa", "rate_unit"):
        known = clean.index if name not in given else clean.index[given.loc[clean.index, name] == 0]
        assert (clean.loc[known, name] == truth.loc[known, name]).all(), name
    for name in ("rate_per_unit", "units_per_week", "hours_per_day", "cost_tools"):
        assert clean[name].to_numpy() == pytest.approx(truth.loc[clean.index, name].astype(float).to_numpy()), name
