"""Keep the catalogues of sentences in step with the code: ``make translate``.

Every sentence that is shown stands in the code in English, as ``_("...")``, in Python and in the templates. This finds them
all and writes ``locale/<language>.po`` anew: what is translated stays, what is new waits for its translation, what is gone
goes. The file holds no dates and no line numbers, so that it changes only when a sentence does.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

_PACKAGE = Path(__file__).parents[1]
#: The pipeline shows sentences, too: those of the report.
_PIPELINE = _PACKAGE.parents[1] / "pipeline"
#: Functions whose first text is a sentence to translate.
_MARKS = ("_", "Note", "UserError", "TooFewAnswers", "NotebookFailed")
CATALOGUE = Path(__file__).parent / "locale" / "id.po"
_HEADER = """\
# Indonesian sentences of the notebooks, figures and tables. Write the msgstr lines, then: make translate
# Kalimat bahasa Indonesia untuk buku catatan, gambar, dan tabel. Isi baris msgstr, lalu: make translate
msgid ""
msgstr ""
"Language: id\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


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


def load() -> Catalog:
    """Read the catalogue as it stands; an empty one if there is no file yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="id")
    with CATALOGUE.open(encoding="utf-8") as file:
        return read_po(file, locale="id")


def updated(before: Catalog) -> Catalog:
    """Return the catalogue of the sentences that stand in the code now, with the translations of `before`."""
    after = Catalog(locale="id", fuzzy=False)
    for file, sentence in sentences():
        known = before.get(sentence)
        # One line a sentence: the same sentence in a second file adds that file only.
        after.add(sentence, str(known.string) if known and not known.fuzzy else "", [(file, 0)])
    for message in after:
        message.locations = [(file, 0) for file in sorted({file for file, _line in message.locations})]
        message.flags.clear()
    return after


def untranslated(catalogue: Catalog) -> list[str]:
    """List the sentences that have no translation."""
    return [str(message.id) for message in messages(catalogue) if not message.string]


def messages(catalogue: Catalog) -> list[Message]:
    """Return the entries of a catalogue without its header."""
    return [message for message in catalogue if message.id]


def written(catalogue: Catalog) -> str:
    """Return the text of the catalogue's file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return _HEADER + out.getvalue().decode("utf-8").strip() + "\n"


def main() -> int:
    """Bring the catalogue up to date; the exit code is 1 while a sentence is missing."""
    after = updated(load())
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_text(written(after), encoding="utf-8", newline="\n")
    missing = untranslated(after)
    print(f"{len(messages(after))} sentences in {CATALOGUE.name}, {len(missing)} without a translation")
    for sentence in missing:
        print(f"  {sentence}")
    return bool(missing)
