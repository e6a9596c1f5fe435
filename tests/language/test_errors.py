"""What goes wrong is told whole, in the language of the run, and survives the way from another process."""

import json
import pickle

import pytest
from nbclient import NotebookClient
from nbformat import v4

from helpers import studies
from helpers.exhibits import run
from helpers.facts import minimum_wages
from helpers.files import paths
from helpers.language import Joined, Note, TooFewAnswers, UserError, in_language, near, nearest


def _both(error):
    return str(error), in_language(error, "en"), in_language(error, "id")


def test_an_error_is_told_in_both_languages_with_its_names_and_numbers_as_they_are():
    error = UserError(
        "{file}: the archive has {count:,} parts; at most {most:,} are read.", file="a.zip", count=12345, most=1000
    )
    plain, english, indonesian = _both(error)
    assert plain == english == "a.zip: the archive has 12,345 parts; at most 1,000 are read."
    assert indonesian == "a.zip: arsip ini berisi 12.345 bagian; paling banyak 1.000 yang dibaca."


def test_sentences_inside_sentences_and_lists_of_them_are_told_too():
    both = Joined([Note("a workbook"), "a name", Note("a zip archive")], Note(" and "))
    error = UserError("{wanted}, which no other row has", wanted=both)
    plain, english, indonesian = _both(error)
    assert plain == english == "a workbook and a name and a zip archive, which no other row has"
    assert indonesian == "buku kerja dan a name dan arsip zip, yang tidak ada di baris lain"


def test_what_somebody_typed_is_never_read_as_a_sentence_with_gaps():
    typed = "{0.__class__} {year}"
    error = UserError(
        "YEAR: {year!r} is not a year from {first} to {last}. Write for instance YEAR=2024.",
        year=typed,
        first=2014,
        last=2100,
    )
    assert all(typed in told for told in _both(error))
    assert in_language(typed, "id") == typed


@pytest.mark.parametrize("kind", [UserError, TooFewAnswers])
def test_an_error_comes_whole_out_of_another_process(kind):
    inside = Joined([Note("There are: {known}.", known="a, b"), Note("Mend it in the file.")], " ")
    error = pickle.loads(
        pickle.dumps(kind("{file}: this kind of file is not known. {formats}", file="x", formats=inside))
    )
    assert type(error) is kind
    assert in_language(error, "id") == "x: jenis berkas ini tidak dikenal. Yang ada: a, b. Betulkan di berkasnya."


def test_a_language_that_is_not_there_is_told_of_in_english():
    error = UserError("{name}: {value!r} is not {wanted}.", name="a", value=1, wanted=Note("true or false"))
    assert in_language(error, "fr") == str(error)


def test_the_nearest_names_or_that_there_is_none():
    assert nearest("demak", ["Kabupaten Demak", "Kabupaten Kudus"]) == ["Kabupaten Demak"]
    assert in_language(near("zzz", ["Kabupaten Demak"]), "en") == "none comes near"
    assert in_language(near("zzz", ["Kabupaten Demak"]), "id") != "none comes near"
    assert in_language(near("demak", ["Kabupaten Demak"]), "id") == "Kabupaten Demak"


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (lambda: minimum_wages.minimum_wage("Kabupaten Semarrang", 2021), "tidak ada di data/reference"),
        (lambda: minimum_wages.minimum_wage("Kabupaten Cilacap", 2015), "Tahun terdekat: 2014, 2016"),
        (lambda: studies.load("kab-demak-2042"), "Pilih salah satunya, atau mulai studi baru"),
        (lambda: run.check_parameter("hours_divisor", 9999), "jumlah jam sebulan dari 1 sampai 744"),
        (lambda: run.check_parameter("divisor", 173), "tidak ada buku catatan dengan parameter ini"),
    ],
)
def test_what_a_student_meets_is_told_in_indonesian(cause, told):
    with pytest.raises(UserError) as caught:
        cause()
    assert told in in_language(caught.value, "id")
    assert told not in str(caught.value)


@pytest.mark.kernel
@pytest.mark.parametrize(("language", "told"), [("en", "is not a number of hours"), ("id", "bukan jumlah jam sebulan")])
def test_a_notebook_shows_the_message_alone_in_its_language(tmp_path, monkeypatch, language, told):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(paths.root()))
    cells = [
        f"from helpers.exhibits import run\nrun.show_user_errors_plainly({language!r})",
        "run.check_parameter('hours_divisor', 9999)",
    ]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute(cwd=str(tmp_path))
    shown = json.dumps(notebook.cells[1].outputs)
    assert told in shown
    assert "run.py" not in shown
