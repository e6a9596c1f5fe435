"""A shipped file is what the schema that describes it says, and the reader of the file holds it to that schema."""

import csv
import shutil

import pytest

from helpers import studies
from helpers.files import paths
from helpers.form import questionnaire
from helpers.hours import simulation
from helpers.language import UserError
from helpers.release import data_files, data_package

STUDY = "studies/kab-semarang-2021"
CHECKED = {one.name: one for one in data_files.shipped() if one.name in data_package.schemas()}


def _read_form():
    return questionnaire.load.__wrapped__()


def _read_places():
    return studies.read_places(paths.data() / STUDY / "places.csv")


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Give a copy of the data that may be spoilt; the helpers read it instead of the checkout's."""
    shutil.copytree(paths.data(), tmp_path / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path / "data"


def _spoil(file, row, column, value):
    with file.open(encoding="utf-8", newline="") as opened:
        lines = list(csv.reader(opened))
    lines[row - 1][lines[0].index(column)] = value
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(lines)


def test_every_csv_file_but_the_field_files_has_a_schema():
    others = {one.name for one in data_files.shipped() if one.path.endswith(".csv")} - set(CHECKED)
    assert others == {"kab-semarang-2021-survey"}


@pytest.mark.parametrize("name", CHECKED)
def test_a_shipped_file_is_what_its_schema_says(name):
    table = data_package.read(CHECKED[name])
    assert len(table)
    assert set(table.columns) == set(data_package.schemas()[name]().columns)


@pytest.mark.parametrize(
    ("path", "row", "column", "value", "read"),
    [
        ("questionnaire/survey.csv", 6, "minimum", "many", _read_form),
        ("questionnaire/survey.csv", 5, "name", "Kode pewawancara", _read_form),
        ("questionnaire/survey.csv", 5, "personal", "true", _read_form),
        ("questionnaire/survey.csv", 5, "type", "", _read_form),
        ("questionnaire/choices.csv", 3, "label::Bahasa Indonesia (id)", "", _read_form),
        ("questionnaire/choices.csv", 3, "list_name", "Yes no", _read_form),
        ("questionnaire/settings.csv", 2, "version", "v2", _read_form),
        ("simulation/coverage.csv", 4, "coverage", "95", simulation.committed),
        ("simulation/coverage.csv", 4, "method", "cr9", simulation.committed),
        (f"{STUDY}/places.csv", 3, "villages_total", "10000", _read_places),
        (f"{STUDY}/places.csv", 3, "workers_listed", "1000000", _read_places),
        (f"{STUDY}/planted_errors.csv", 3, "outcome", "lost", data_package.package),
        ("columns.csv", 3, "title_en", "", data_files.column_titles),
        ("files.csv", 3, "origin", "found", data_files.shipped),
    ],
)
def test_a_spoilt_copy_is_refused_with_file_row_and_column(data, path, row, column, value, read):
    read()
    _spoil(data / path, row, column, value)
    with pytest.raises(UserError) as caught:
        read()
    message = str(caught.value)
    assert message.startswith(f"data/{path}")
    assert f"row {row}, {column}: {value!r}" in message or f"row {row}, {column}: (blank)" in message


def test_a_form_may_have_further_columns_of_xlsform(data):
    file = data / "questionnaire" / "survey.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0] + ",appearance", *(f"{line}," for line in lines[1:])]) + "\n", "utf-8")
    assert "appearance" in _read_form().sheets["survey"]
