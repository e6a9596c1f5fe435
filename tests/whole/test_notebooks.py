"""The committed notebooks, as files: executed from top to bottom, clean, and written to the house form."""

import json
import re
import statistics
import zipfile

import pytest

from helpers import studies
from helpers.files import paths
from helpers.files.tables import read_table
from pipeline import selection

NOTEBOOKS = selection.notebooks()
MACHINE = re.compile(r"(/(home|root|tmp|Users)/|[A-Z]:\\\\)|0x[0-9a-f]{6,}")


@pytest.fixture(params=NOTEBOOKS, ids=lambda notebook: notebook.stem)
def notebook(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def _code(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _source(cell):
    return "".join(cell["source"])


def test_it_was_executed_from_top_to_bottom_without_error_or_noise(notebook):
    cells = _code(notebook)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"] == []


def test_it_holds_no_trace_of_a_machine_or_a_moment(notebook):
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in notebook["metadata"]["language_info"]
    texts = [_source(cell) for cell in notebook["cells"]]
    for cell in _code(notebook):
        assert "execution" not in cell["metadata"]
        for output in cell["outputs"]:
            shown = output.get("data", {"text": output.get("text", "")})
            texts += ["".join(text) for mime, text in shown.items() if mime != "image/png"]
    assert [text for text in texts if MACHINE.search(text)] == []


def test_its_parameters_are_typed_explained_and_derived_nowhere(notebook):
    tagged = [cell for cell in _code(notebook) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    lines = _source(tagged[0]).splitlines()
    assert all(re.fullmatch(r"\w+: (str|int|float|bool) = [^#]+  # .+", line) for line in lines)
    assert [line.split(":")[0] for line in lines[:2]] == ["study", "language"]
    after = _code(notebook)[1]
    assert "run.start(" in _source(after)


def test_its_cells_are_short_and_have_headings(notebook):
    lengths = [len([line for line in _source(cell).splitlines() if line.strip()]) for cell in _code(notebook)]
    assert max(lengths) <= 15
    assert statistics.median(lengths) <= 4
    headings = [cell for cell in notebook["cells"] if _source(cell).startswith("#")]
    assert len(headings) >= 3


def test_it_opens_and_closes_as_every_notebook_does(notebook):
    first, last = _source(notebook["cells"][0]), _source(notebook["cells"][-1])
    assert last == "run.finish(here)"
    if not first.startswith("# Start"):
        assert all(
            phrase in first for phrase in ("**Question.**", "What you will find", "What it needs", "What it writes")
        )
        closing = _source(notebook["cells"][-2])
        assert "## What this does not show" in closing
        assert "## Adapt it" in closing


def test_no_result_is_typed_into_prose(notebook):
    """Numbers in prose may be years, articles of law and choices of method, never results."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            assert not re.search(r"\d+[.,]\d+\s?%|Rp\s?\d", _source(cell)), _source(cell)[:200]


def _text_of(file):
    if file.suffix in (".docx", ".xlsx"):
        with zipfile.ZipFile(file) as document:
            return "".join(document.read(name).decode("utf-8") for name in document.namelist() if name.endswith(".xml"))
    text = file.read_text(encoding="utf-8")
    # Coordinates tell nothing of a person, and are nearly all that a picture holds.
    return re.sub(r' d="[^"]*"', "", text) if file.suffix == ".svg" else text


def test_no_personal_value_of_the_field_file_stands_anywhere():
    """Not in a notebook, a figure's words and data, or a table."""
    study = studies.load("kab-semarang-2021")
    raw = read_table(study.survey.file)
    personal = {
        value for name in ("respondent_name", "phone", "nik", "gps", "_uuid") for value in raw[name].unique() if value
    }
    assert len(personal) > 1000
    shortest = min(map(len, personal))
    assert shortest >= 4
    kept = [*NOTEBOOKS, *(file for file in (paths.root() / "figures").rglob("*") if file.suffix != ".png")]
    for file in kept:
        if file.is_file():
            text = _text_of(file)
            # A thousand searches in each file take long: only of what begins somewhere in it.
            begins = {text[place : place + shortest] for place in range(len(text))}
            assert [value for value in personal if value[:shortest] in begins and value in text] == [], file
