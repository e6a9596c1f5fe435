"""Indonesian is whole: no sentence without its translation, no English word left in what is shown."""

import ast
import hashlib
import json
import re
import shutil
import string
from pathlib import Path

import matplotlib.text
import pandas as pd
import pytest
from babel.messages.catalog import Catalog
from matplotlib.backends.backend_agg import FigureCanvasAgg

from helpers import exhibits, language, studies
from helpers.adapt import check, check_page
from helpers.exhibits import Drawing, LeftOut, Table, Workbook, publishing
from helpers.exhibits.run import FINISHED, exhibits_folder
from helpers.exhibits.style import look, settle
from helpers.files import paths
from helpers.language import catalogue, po_file

REFERENCE, WITHOUT_PROTECTION = "kab-semarang-2021", "kab-demak-2024"
FIGURES = paths.figures(REFERENCE, "id")
NOTEBOOKS = sorted((paths.root() / "notebooks").glob("[0-9][0-9]_*.ipynb"))
#: Words that no Indonesian sentence has: a list of English words without them would let everything pass.
CERTAIN = """
the and of with below above share workers hours an in is are to by from for that which not every each all at when rank
paid pay study wage rate piece documents codes weighted agreement source
"""
#: Files, folders, addresses and names in code: the same in every language.
ADDRESS = re.compile(r"https?://\S+")
NAMES = re.compile(
    r"`[^`]*`|\b[\w./*-]*/[\w./*-]+|\b[\w-]+\.(?:csv|xlsx|yaml|ipynb)\b|\b\w+=\w+|\bkab-\w+-\d+\b"
    r"|\b0\d_\w+|\bcoder_\d\b|'not approved'"
    r"|codings: \{[^}\n]*\}+|\(codings: adjudicated\)|codings, families(?:, ngo_role)?|make [a-z]+|first_year"
)
#: Names of columns, settings and commands inside a sentence; where they are shown by themselves, they count as English.
CODE = re.compile(r"\b\w*_\w*|\b\w+=\S*|'not stated'|: not stated$|python -m .*$", re.MULTILINE)
#: Columns of the data in Indonesian.
INDONESIAN = (
    "label_id",
    "text_id",
    "work_id",
    "reason_id",
    "short_id",
    "measure_id",
    "value_id",
    "unit_id",
    "population_id",
)
#: Words of a method that Indonesian textbooks leave as they are.
KEPT = {"wild", "cluster", "bootstrap", "leverage", "log", "odds"}


@pytest.fixture(scope="module")
def entries():
    return po_file.messages(catalogue.SENTENCES.load())


def _fields(sentence):
    return sorted(
        (name or "", spec or "", change or "")
        for _text, name, spec, change in string.Formatter().parse(sentence)
        if name is not None
    )


def _has_fields(sentence):
    return re.search(r"\{\w+(?:![rs])?(?::[^{}]*)?\}", sentence) is not None


def test_every_sentence_of_the_code_is_in_the_catalogue_and_no_other():
    found = [sentence for _file, sentence in catalogue.sentences()]
    there = [str(message.id) for message in po_file.messages(catalogue.SENTENCES.load())]
    assert sorted(set(found) - set(there)) == [], "run: make translate"
    assert sorted(set(there) - set(found)) == [], "run: make translate"


@pytest.mark.slow
def test_the_file_is_as_make_translate_writes_it():
    written = catalogue.SENTENCES.written(catalogue.SENTENCES.updated(catalogue.SENTENCES.load()))
    assert catalogue.CATALOGUE.read_text(encoding="utf-8") == written, "run: make translate"


def test_nothing_is_untranslated_or_doubtful(entries):
    assert [message.id for message in entries if not message.string] == []
    assert [message.id for message in entries if message.fuzzy] == []
    assert "#~" not in catalogue.CATALOGUE.read_text(encoding="utf-8")


def test_placeholders_are_the_same(entries):
    differing = [
        message.id for message in entries if _has_fields(message.id) and _fields(message.id) != _fields(message.string)
    ]
    assert differing == []


def test_spaces_lines_marks_and_full_stops_are_the_same(entries):
    for message in entries:
        english, indonesian = message.id, message.string
        assert english[:1].isspace() == indonesian[:1].isspace(), english
        assert english[len(english.rstrip()) :] == indonesian[len(indonesian.rstrip()) :], english
        assert english.count("\n") == indonesian.count("\n"), english
        assert english.count("**") == indonesian.count("**"), english
        assert english.rstrip().endswith(".") == indonesian.rstrip().endswith("."), english
        assert [sign for sign in english if sign in "*†…“”→"] == [sign for sign in indonesian if sign in "*†…“”→"], (
            english
        )


def test_invented_data_is_called_invented(entries):
    for message in entries:
        if re.search(r"DEMONSTRATION|[Dd]emonstration data|invented, evidence", message.id):
            assert re.search(r"DEMONSTRASI|demonstrasi", message.string), message.id
            assert "rekaan" in message.string, message.id
    warning = language.translator("id")("DEMONSTRATION DATA: invented, evidence of nothing")
    assert warning == "DATA DEMONSTRASI: rekaan, bukan bukti apa pun"


@pytest.mark.slow
def test_what_is_marked_for_translation_is_a_literal_text():
    """A sentence that is put together before it is looked up would be in no catalogue."""
    for file in [*catalogue._PACKAGE.rglob("*.py"), *catalogue._PIPELINE.glob("*.py")]:
        if file.name == "errors.py":  # passes on the sentence that it was given
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in catalogue._MARKS:
                only = node.args[0]
                assert isinstance(only, ast.Constant), f"{file.name}:{node.lineno}"
                assert isinstance(only.value, str), f"{file.name}:{node.lineno}"


@pytest.mark.slow
def test_an_update_keeps_translations_and_drops_what_is_gone():
    before = Catalog(locale="id")
    before.add("Unweighted.", "Tanpa bobot.")
    before.add("a sentence that no code shows", "kalimat yang tidak ditampilkan")
    before.add("Model", "Model?", flags={"fuzzy"})
    after = catalogue.SENTENCES.updated(before)
    assert after.get("Unweighted.").string == "Tanpa bobot."
    assert after.get("a sentence that no code shows") is None
    assert after.get("Model").string == ""
    assert "Model" in po_file.untranslated(after)
    text = catalogue.SENTENCES.written(after)
    assert text == catalogue.SENTENCES.written(catalogue.SENTENCES.updated(before))
    assert "POT-Creation-Date" not in text
    assert not re.search(r"^#: .*\.py:\d", text, re.MULTILINE)


@pytest.mark.slow
def test_sentences_in_f_strings_and_maps_and_templates_are_found(tmp_path):
    file = tmp_path / "some.py"
    file.write_text('x = f"{_(\'one\')} {n}"\ny = map(_, ("two", "three"))\nz = _("four " "five").format(a=1)\n')
    assert catalogue._in_code(file) == ["one", "two", "three", "four five"]
    found = {sentence for _file, sentence in catalogue.sentences()}
    assert {"All home workers", "rank", "What stops the study"} <= found


# What is shown


@pytest.fixture(scope="module")
def english_words(entries):
    """Words of the English sentences that stand in no Indonesian sentence and no Indonesian text of the data."""
    indonesian = "\n".join(message.string for message in entries)
    for file in sorted((paths.root() / "data").glob("*/*.csv")):
        table = pd.read_csv(file, dtype="str", keep_default_na=False)
        for column in table.columns:
            if column in INDONESIAN or "Bahasa" in column:
                indonesian += "\n" + "\n".join(table[column])
    english = "\n".join(message.id for message in entries)
    return _words(CODE.sub(" ", english)) - _words(CODE.sub(" ", indonesian)) - KEPT


def _words(text):
    return set(re.findall(r"[a-z]{2,}", re.sub(r"\{[^{}]*\}", " ", NAMES.sub(" ", text)).lower()))


def test_the_list_of_english_words_holds_what_is_certainly_english(english_words):
    assert [word for word in CERTAIN.split() if word not in english_words] == []


def _english(text, words):
    return sorted(_words(ADDRESS.sub(" ", text)) & words)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A copy of the data, so that nothing is written into the checkout."""
    root = tmp_path_factory.mktemp("indonesian")
    shutil.copytree(paths.root() / "data", root / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.ROOT_VARIABLE, str(root))
        yield root


def _run(notebook: Path, study: str) -> tuple[list, list[str]]:
    """Run the cells of a notebook in this process, in Indonesian; return the exhibits, and what it says."""
    made, said, names = [], [], {}
    with pytest.MonkeyPatch.context() as patch:
        for name in ("save_figure", "save_table", "save_workbook"):
            save = getattr(exhibits, name)
            patch.setattr(exhibits, name, lambda run, exhibit, save=save: (made.append(exhibit), save(run, exhibit))[1])
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            code = ast.parse("".join(cell["source"]))
            last = code.body.pop() if isinstance(code.body[-1], ast.Expr) else None
            exec(compile(code, notebook.name, "exec"), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names |= {"study": study, "language": "id"}
            if last is not None:
                value = eval(compile(ast.Expression(last.value), notebook.name, "eval"), names)
                said += [text for text in (value, getattr(value, "data", None)) if isinstance(text, str)]
    return made, said


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda file: file.stem)
def shown(request, place):
    made, said = _run(request.param, REFERENCE)
    for exhibit in made:
        if isinstance(exhibit, Drawing):
            with look():
                settle(exhibit.figure)
    return made, said


def _texts(exhibit):
    if isinstance(exhibit, LeftOut):
        return [re.sub(r"\(\w+\)", " ", exhibit.why)]  # in brackets: names of questions
    texts = [exhibit.title, exhibit.caption, *exhibit.sources]
    if isinstance(exhibit, Drawing):
        return [*texts, exhibit.alt_text, *(artist.get_text() for artist in _artists(exhibit))]
    if isinstance(exhibit, Table):
        return [*texts, *map(str, exhibit.shown.columns), *(str(cell) for cell in exhibit.shown.to_numpy().flat)]
    assert isinstance(exhibit, Workbook)
    # The first columns of the matrices hold identifiers of the codebook, beside which its labels stand.
    heads = [str(column) for sheet in exhibit.sheets.values() for column in sheet.columns]
    return [*texts, *(name.replace("_", " ") for name in exhibit.sheets), *heads]


def _artists(drawing):
    return [artist for artist in drawing.figure.findobj(matplotlib.text.Text) if artist.get_text().strip()]


def test_no_english_is_shown(shown, english_words, request):
    made, said = shown
    is_index = request.node.callspec.params["shown"].name.startswith("00")  # it links to the exhibits of the others
    assert len(made) >= 4 or is_index
    assert len(said) >= 3
    texts = [(type(exhibit).__name__, text) for exhibit in made for text in _texts(exhibit)]
    texts += [("said", text) for text in said]
    offending = [(kind, text, found) for kind, text in texts if (found := _english(text, english_words))]
    assert offending == []


def test_the_published_indonesian_exhibits_are_those_that_the_committed_data_give(shown, request, place):
    """Byte for byte. The English ones are held to a run of the whole pipeline."""
    notebook = request.node.callspec.params["shown"]
    stamp = exhibits_folder(notebook.stem, REFERENCE, "id") / FINISHED
    records = publishing.published(publishing.read_records(stamp))
    made = {record["name"]: record["files"] for record in records}
    listed = publishing.read_records(FIGURES / publishing.MANIFEST)
    assert made == {one["name"]: one["files"] for one in listed if one["notebook"] == notebook.stem}
    digests = {name: digest for files in made.values() for name, digest in files.items()}
    folder = FIGURES / notebook.stem
    assert {file.name for file in (folder.iterdir() if folder.exists() else ())} == set(digests)
    for name, digest in digests.items():
        assert hashlib.sha256((FIGURES / notebook.stem / name).read_bytes()).hexdigest() == digest, name


def test_every_exhibit_from_the_survey_says_that_it_is_invented(shown):
    warning = language.translator("id")("DEMONSTRATION DATA: invented, evidence of nothing")
    for exhibit in shown[0]:
        if isinstance(exhibit, Drawing) and exhibit.rests_on == "survey" and exhibit.name != "06_studies":
            assert warning in [artist.get_text() for artist in _artists(exhibit)], exhibit.name


@pytest.mark.slow
def test_indonesian_words_fit_into_the_figures(shown):
    for exhibit in shown[0]:
        if not isinstance(exhibit, Drawing):
            continue
        figure = exhibit.figure
        renderer = FigureCanvasAgg(figure).get_renderer()
        with look():
            figure.draw_without_rendering()
        ticks = {label for axes in figure.axes for label in (*axes.get_xticklabels(), *axes.get_yticklabels())}
        for artist in _artists(exhibit):
            box = artist.get_window_extent(renderer)
            inside = box.x0 > -1 and box.y0 > -1 and box.x1 < figure.bbox.width + 1 and box.y1 < figure.bbox.height + 1
            assert inside or artist in ticks, (exhibit.name, artist.get_text())
        for of_axes in (lambda axes: axes.xaxis.label, lambda axes: axes._left_title):
            boxes = [of_axes(axes).get_window_extent(renderer) for axes in figure.axes if of_axes(axes).get_text()]
            overlapping = [one for place, one in enumerate(boxes) for other in boxes[:place] if one.overlaps(other)]
            assert overlapping == [], exhibit.name


@pytest.mark.slow
@pytest.mark.parametrize("study", [REFERENCE, WITHOUT_PROTECTION])
def test_the_check_of_a_study_speaks_indonesian(study, place, english_words):
    found = check.check(studies.load(study).name)
    page = check_page.page(found, study, "id")
    questions = "|".join(map(re.escape, found.understanding.questions["question"]))
    # Names of questions and columns, values of the file, and exhibits are what the study itself calls them.
    plain = re.sub(
        r"<style>.*?</style>|<td>[^<]*</td><td[^>]*>(?=[^<]*</td><td>[^<]*</td></tr>)", " ", page, flags=re.S
    )
    plain = re.sub(r"<code>.*?</code>|<[^>]+>", " ", plain)
    lines = [line for line in plain.splitlines() if not re.fullmatch(rf"\s*(?:{questions})\s*", line)]
    for line in [*lines, *check_page.lines(found, "id")]:
        told = re.sub(rf"\b(?:{questions}|0\d_\w+)\b|'[^']*'", " ", line)
        told = told.split(":")[0] if re.search("tidak dipakai:|siapa orangnya:", told, re.I) else told
        assert _english(told, english_words) == [], line


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Maximum Likelihood")
def test_a_study_without_the_questions_says_so_in_indonesian(place, english_words):
    notebook = next(file for file in NOTEBOOKS if file.name.startswith("05"))
    made, said = _run(notebook, WITHOUT_PROTECTION)
    assert any(isinstance(exhibit, LeftOut) for exhibit in made)
    texts = [text for exhibit in made for text in _texts(exhibit)]
    assert [text for text in [*texts, *said] if _english(text, english_words)] == []
