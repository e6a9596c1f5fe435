"""Keep the catalogues of sentences in step with the code: ``make translate``.

Every sentence that is shown stands in the code in English, as ``_("...")``, in Python and in the templates. This finds them
all and writes ``locale/<language>.po`` anew: what is translated stays, what is new waits for its translation, what is gone
goes. The file holds no dates and no line numbers, so that it changes only when a sentence does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import babel_extract

from helpers.language.po_file import PoFile

_PACKAGE = Path(__file__).parents[1]
#: The pipeline shows sentences, too: those of the report.
_PIPELINE = _PACKAGE.parents[1] / "pipeline"
#: Functions whose first text is a sentence to translate.
_MARKS = ("_", "Note", "UserError", "TooFewAnswers", "NotebookFailed")
CATALOGUE = Path(__file__).parent / "locale" / "id.po"


def sentences() -> Iterator[tuple[str, str]]:
    """Find every sentence of the package that is to be translated.

    Yields
    ------
    tuple
        The file below the package (or the pipeline), and the English sentence; files by name, sentences as they appear.
    """
    for folder, start in ((_PACKAGE, _PACKAGE), (_PIPELINE, _PIPELINE.parent)):
        files = sorted([*folder.rglob("*.py"), *folder.rglob("templates/*.html")], key=lambda file: file.as_posix())
        for file in files:
            found = _in_code(file) if file.suffix == ".py" else _in_template(file)
            yield from ((file.relative_to(start).as_posix(), sentence) for sentence in found)


def _in_code(file: Path) -> list[str]:
    """Find the sentences of a module, in f-strings and in ``map(_, (...))``, too: Babel's own search passes over both."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        if node.func.id in _MARKS:
            found += _texts(node.args[:1])
        elif node.func.id == "map" and isinstance(node.args[0], ast.Name) and node.args[0].id in _MARKS:
            found += _texts(node.args[1:])
    return [text for _place, text in sorted(found)]


def _texts(nodes: list[ast.expr]) -> list[tuple[tuple[int, int], str]]:
    """Return the literal texts among expressions (and in tuples and lists of them) with their places."""
    inside = [part for node in nodes for part in (node.elts if isinstance(node, ast.Tuple | ast.List) else [node])]
    return [
        ((part.lineno, part.col_offset), part.value)
        for part in inside
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def _in_template(file: Path) -> list[str]:
    with file.open("rb") as opened:
        return [str(found) for _line, _function, found, _comments in babel_extract(opened, _MARKS, [], {})]


#: The catalogue of the sentences in the code.
SENTENCES = PoFile(
    CATALOGUE,
    "id",
    """\
# Indonesian sentences of the notebooks, figures and tables. Write the msgstr lines, then: make translate
# Kalimat bahasa Indonesia untuk buku catatan, gambar, dan tabel. Isi baris msgstr, lalu: make translate""",
    sentences,
)


def main() -> int:
    """Bring the catalogue of the code up to date; the exit code is 1 while a sentence has no translation."""
    return SENTENCES.update(CATALOGUE.name)
