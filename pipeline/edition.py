"""The notebooks in another language, made at the moment they run.

The committed notebooks are English. Before one runs in another language, what people read in it is put into that language:
its markdown block by block, the comments behind its parameters, and the texts that its cells print. Everything else, the
code above all, stays as it is. The translations stand in ``notebooks/locale/<language>.po``: beside the notebooks and not
among the helpers, which know nothing of notebooks and on whose content every English task depends. A block that has no
translation stays English.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.files import paths
from helpers.language.po_file import PoFile
from pipeline import selection
from pipeline.content import Sentences

ORIGINAL = "en"
#: What a line begins with whose text is a block of its own: a heading, a quote, an item, a row of a table.
_MARK = re.compile(r"#+ +|> +|[-*] +|\d+\. +|\|[| ]*")
_ABOUT = """\
# The notebooks in Indonesian, block by block. Write the msgstr lines, then: make translate
# Buku catatan dalam bahasa Indonesia. Isi baris msgstr, lalu: make translate"""


def catalogue_file(language: str) -> Path:
    """Return where the translations of the notebooks stand."""
    return paths.root() / "notebooks" / "locale" / f"{language}.po"


def files_of(notebook: Path, language: str) -> tuple[Path, ...]:
    """Return the files that the text of a notebook in a language is made from, besides its translations."""
    return (notebook,) if language == ORIGINAL else (notebook, Path(__file__))


def sentences_of(notebook: Path, language: str) -> Sentences:
    """Return the translations of a notebook's text as a dependency; English has none."""
    return Sentences(
        f"text of {notebook.stem} in {language}", (catalogue_file(language),), places=frozenset([notebook.name])
    )


def make(notebook: Path, language: str) -> Any:
    """Return a notebook (of nbformat) with everything that people read in it put into another language."""
    content = _read(notebook)
    known = {str(message.id): str(message.string) for message in catalogue(language).load() if message.string}
    for cell in content.cells:
        for start, end in reversed(spans(cell)):
            english = cell.source[start:end]
            cell.source = cell.source[:start] + known.get(english, english) + cell.source[end:]
    return content


def spans(cell: Any) -> list[tuple[int, int]]:
    """Find what people read in a cell: where each text begins and ends in its source, in their order."""
    if cell.cell_type == "markdown":
        return _blocks(cell.source)
    if "parameters" in cell.metadata.get("tags", []):
        return [comment.span(1) for comment in re.finditer(r"  # (.+)$", cell.source, flags=re.M)]
    return _printed(cell.source)


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each notebook with every text that people read in it, in their order."""
    for notebook in selection.notebooks():
        for cell in _read(notebook).cells:
            for start, end in spans(cell):
                yield notebook.name, cell.source[start:end]


def catalogue(language: str) -> PoFile:
    """Return the catalogue of the notebooks' texts in a language."""
    return PoFile(catalogue_file(language), language, _ABOUT, texts)


def update(language: str) -> int:
    """Bring the catalogue up to date and list what has no translation; the exit code is 1 while there is any."""
    return catalogue(language).update(paths.relative(catalogue_file(language)))


def _read(notebook: Path) -> Any:
    import nbformat  # takes a second, and who only asks for help need not wait for it

    return nbformat.read(notebook, as_version=4)


def _blocks(source: str) -> list[tuple[int, int]]:
    """Find the blocks of markdown, without what marks them; a line without a mark continues the paragraph above it."""
    found: list[tuple[int, int]] = []
    position, continues = 0, False
    for line in source.splitlines(keepends=True):
        text = line.rstrip()
        mark = _MARK.match(text)
        is_row = text.startswith("|")
        start = position + (mark.end() if mark else 0)
        end = position + len(text.rstrip("| ") if is_row else text)
        if text and continues and not mark:
            found[-1] = (found[-1][0], end)
        elif text:
            found.append((start, end))
        continues = bool(text) and not is_row and not text.startswith("#")
        position += len(line)
    return [(start, end) for start, end in found if re.search(r"[^\W\d_]", source[start:end])]


def _printed(source: str) -> list[tuple[int, int]]:
    """Find the texts that a cell prints, between their quotation marks; what stands in braces is code."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print":
            for argument in call.args:
                literal = ast.get_source_segment(source, argument) or ""
                text = re.fullmatch(r'f?"(.+)"', literal)
                if text:
                    at = source.index(literal)
                    found.append((at + text.start(1), at + text.end(1)))
    return sorted(found)
