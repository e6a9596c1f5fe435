"""The notebooks in Indonesian: everything translated, nothing but words changed, and English runs left alone."""

import ast
import re
from collections import Counter

import nbformat
import pytest

from helpers.files import paths
from pipeline import edition, notebook_run, selection, verify
from pipeline.content import Content

STUDY = "kab-semarang-2021"
NOTEBOOKS = selection.notebooks()
CATALOGUE = edition.catalogue("id").load()
PAIRS = [(str(message.id), str(message.string)) for message in CATALOGUE if message.id]

CODE, MATHS, LINK = re.compile(r"`[^`]+`"), re.compile(r"\$[^$]+\$"), re.compile(r"\]\(([^)]+)\)")
PLACEHOLDER = re.compile(r"\{[^{}]+\}")
#: Words without which hardly an English sentence is written, and which no Indonesian one has.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|was|were|with|for|by|from|what|how|who|which|that|this|these|not|to|as|its|their|where|than|it|"
    r"or|one|has|have|be|does|do|workers|home)\b",
    flags=re.I,
)
#: English terms that stay, always in italics.
KEPT = ("*home workers*", "*wild cluster bootstrap*", "*joint display*")


def _prose(text):
    """Return a text without code spans, maths, targets of links, placeholders and the English terms that stay."""
    for term in KEPT:
        text = text.replace(term, "")
    for pattern in (CODE, MATHS, LINK, PLACEHOLDER):
        text = pattern.sub(" ", text)
    return text


def _maths(text):
    return Counter(re.sub(r"\\text\{[^}]*\}", r"\\text{}", formula) for formula in MATHS.findall(text))


KEPT_AS_IT_IS = {
    "code spans": lambda text: Counter(CODE.findall(text)),
    "maths": _maths,
    "targets of links": lambda text: Counter(LINK.findall(text)),
    "placeholders": lambda text: Counter(PLACEHOLDER.findall(MATHS.sub("", CODE.sub("", text)))),
    "numbers": lambda text: Counter(re.findall(r"\d+", text)),
    "columns of a row": lambda text: text.count(" | "),
    "bold passages": lambda text: text.count("**"),
    "an even number of stars": lambda text: CODE.sub("", text).count("*") % 2,
    "lines": lambda text: text.count("\n"),
}


def test_the_catalogue_is_that_of_the_notebooks_and_complete():
    """No text untranslated, none that has gone, and the file as the command writes it."""
    after = edition.catalogue("id").updated(CATALOGUE)
    assert [message.id for message in after if message.id and not message.string] == []
    assert [message.id for message in CATALOGUE if message.id and message.fuzzy] == []
    assert edition.catalogue_file("id").read_text(encoding="utf-8") == edition.catalogue("id").written(after)


@pytest.mark.parametrize("kind", KEPT_AS_IT_IS)
def test_a_translation_keeps(kind):
    of = KEPT_AS_IT_IS[kind]
    assert [(english, indonesian) for english, indonesian in PAIRS if of(english) != of(indonesian)] == []


def test_no_translation_is_english_or_has_stray_spaces():
    assert [indonesian for _english, indonesian in PAIRS if ENGLISH.search(_prose(indonesian))] == []
    assert [
        indonesian for _english, indonesian in PAIRS if indonesian != indonesian.strip() or "  " in indonesian
    ] == []


def test_the_words_that_tell_english_do():
    sentences = [_prose(english) for english, _indonesian in PAIRS if len(re.findall(r"\w+", _prose(english))) > 8]
    assert sum(bool(ENGLISH.search(sentence)) for sentence in sentences) >= len(sentences) - 1


@pytest.mark.parametrize("english", ["demonstration survey", "evidence of nothing", "unlawful", "describes"])
def test_a_caveat_is_as_strong_in_indonesian(english):
    said = {
        "demonstration survey": "survei demonstrasi",
        "evidence of nothing": "bukan bukti apa pun",
        "unlawful": "melanggar hukum",
        "describes": "menggambarkan",
    }[english]
    assert all(
        said in indonesian.lower()
        for text, indonesian in PAIRS
        if re.search(rf"\b{english}\b", text) and "how the demonstration" not in text
    )


class _WithoutWords(ast.NodeTransformer):
    """Leaves of the texts that are printed what stands in braces, in any order."""

    def visit_Call(self, node):
        if isinstance(node.func, ast.Name) and node.func.id == "print":
            for part in ast.walk(node):
                if isinstance(part, ast.JoinedStr):
                    braces = [value for value in part.values if isinstance(value, ast.FormattedValue)]
                    part.values = sorted(braces, key=ast.dump)
        return self.generic_visit(node)


def _code(source):
    return ast.dump(_WithoutWords().visit(ast.parse(source)))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
class TestEdition:
    def test_its_cells_and_their_code_are_those_of_the_original(self, notebook):
        original, made = nbformat.read(notebook, as_version=4), edition.make(notebook, "id")
        assert len(made.cells) == len(original.cells)
        for before, after in zip(original.cells, made.cells, strict=True):
            assert (after.cell_type, after.id, after.metadata) == (before.cell_type, before.id, before.metadata)
            if before.cell_type == "code":
                assert _code(after.source) == _code(before.source)
                assert len(after.source.splitlines()) == len(before.source.splitlines())
            else:
                marks = r"^(#+ |> |- |\||$)"
                assert re.findall(marks, after.source, flags=re.M) == re.findall(marks, before.source, flags=re.M)

    def test_no_english_is_left_in_what_people_read(self, notebook):
        for cell in edition.make(notebook, "id").cells:
            if cell.cell_type == "markdown":
                assert not ENGLISH.search(_prose(cell.source)), cell.source
            for start, end in edition.spans(cell):
                assert not ENGLISH.search(_prose(cell.source[start:end])), cell.source

    def test_every_text_that_is_printed_is_found(self, notebook):
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
                assert len(edition.spans(cell)) == len(re.findall(r"""print\(\s*f?["']""", cell.source))

    def test_it_parses_and_leaves_the_committed_file_alone(self, notebook):
        before = notebook.read_bytes()
        nbformat.validate(edition.make(notebook, "id"))
        assert notebook.read_bytes() == before

    def test_an_english_run_takes_the_committed_notebook(self, notebook, tmp_path, monkeypatch):
        monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
        taken = []

        def only_note(text, *_rest):
            taken.append(text)
            return "Error", "stopped here"

        monkeypatch.setattr(notebook_run, "_run", only_note)
        for language in ("en", "id"):
            with pytest.raises(notebook_run.NotebookFailed):
                notebook_run.execute(notebook, STUDY, language, {})
        assert taken[0] == notebook
        assert taken[1] != notebook


def test_blocks_of_markdown():
    source = (
        "# Title\n\nOne line,\nand its second.\n\n> A quote.\n> Another.\n\n"
        "- an item\n  that goes on\n- **bold** item\n\n| | a | b |\n|---|---|---|\n| 1 | `c` | d |\n12 345\n"
    )
    cell = nbformat.v4.new_markdown_cell(source)
    assert [source[start:end] for start, end in edition.spans(cell)] == [
        "Title",
        "One line,\nand its second.",
        "A quote.",
        "Another.",
        "an item\n  that goes on",
        "**bold** item",
        "a | b",
        "1 | `c` | d",
    ]


def test_texts_in_code():
    parameters = nbformat.v4.new_code_cell('pay: str = "a#b"  # which pay\nyear: int = 0  # year', metadata={})
    parameters.metadata["tags"] = ["parameters"]
    assert [parameters.source[start:end] for start, end in edition.spans(parameters)] == ["which pay", "year"]
    printing = nbformat.v4.new_code_cell('found = "é"\nprint(\n    f"{len(found)} rows – {\', \'.join(found)}"\n)\nx')
    assert [printing.source[start:end] for start, end in edition.spans(printing)] == [
        "{len(found)} rows – {', '.join(found)}"
    ]


@pytest.fixture
def small_project(tmp_path, monkeypatch):
    """A place with one notebook of two paragraphs."""
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    _write(tmp_path, "First.\n\nSecond.")
    return tmp_path


def _write(folder, source):
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(source)])
    nbformat.write(content, folder / "notebooks" / "09_tiny.ipynb")


def _translate(*pairs):
    catalogue = edition.catalogue("id").load()
    for english, indonesian in pairs:
        catalogue.get(english).string = indonesian
    edition.catalogue_file("id").write_text(edition.catalogue("id").written(catalogue), encoding="utf-8")


def test_an_update_keeps_translations_drops_what_has_gone_and_says_what_is_missing(small_project, capsys):
    assert edition.update("id") == 1
    assert "2 texts in notebooks/locale/id.po, 2 without" in capsys.readouterr().out
    _translate(("First.", "Pertama."), ("Second.", "Kedua."))
    assert edition.update("id") == 0
    first = edition.catalogue_file("id").read_bytes()
    assert edition.update("id") == 0
    assert edition.catalogue_file("id").read_bytes() == first
    _write(small_project, "Second.\n\nThird.")
    capsys.readouterr()
    assert edition.update("id") == 1
    assert capsys.readouterr().out.splitlines()[1:] == ["  Third."]
    text = edition.catalogue_file("id").read_text(encoding="utf-8")
    assert "Kedua." in text
    assert "Pertama." not in text
    # Until it is translated the new block is shown in English, and the rest in Indonesian.
    assert edition.make(small_project / "notebooks" / "09_tiny.ipynb", "id").cells[0].source == "Kedua.\n\nThird."


def test_a_changed_translation_concerns_the_tasks_of_its_language_and_no_english_one(small_project):
    notebook = small_project / "notebooks" / "09_tiny.ipynb"
    edition.update("id")

    def states():
        return [
            (
                Content("text", edition.files_of(notebook, language)).state(),
                edition.sentences_of(notebook, language).state(),
            )
            for language in ("en", "id")
        ]

    before = states()
    _translate(("First.", "Pertama."))
    after = states()
    assert after[0] == before[0]
    assert after[1] != before[1]
    _write(small_project, "Other.")
    assert states()[0] != before[0]


def test_an_executed_notebook_is_indonesian(monkeypatch):
    with verify.copy_of_project() as root:
        monkeypatch.setenv(paths.ROOT_VARIABLE, str(root))
        original = root / "notebooks" / "00_start_here.ipynb"
        before = original.read_bytes()
        executed = notebook_run.execute(original, STUDY, "id", {})
        assert executed == root / "results" / STUDY / "id" / original.name
        content = nbformat.read(executed, as_version=4)
        assert original.read_bytes() == before
    told = [cell.source for cell in content.cells if cell.cell_type == "markdown"]
    assert told[0].startswith("# Mulai di sini: pekerja rumahan")
    assert [text for text in told if ENGLISH.search(_prose(text))] == []
    shown = [output for cell in content.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("Kabupaten Semarang" in str(output) for output in shown)
    assert any("injected-parameters" in cell.metadata.get("tags", []) for cell in content.cells)
