"""Which code and which translations does a task use? So that a change runs again what it concerns, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.files import closure, paths
from pipeline.content import Content, Sentences

#: The notebook with the findings of all topics. It depends on their executed notebooks, and so not on their code.
INDEX = "00"
TOPICS = ("fieldwork", "wages", "hours", "documents", "protection", "regencies")
#: Numbers of the notebooks whose findings the index shows.
SHOWN_BY_INDEX = ("02", "03", "04", "05")
PARAMETERS = "parameters"


def of_notebook(notebook: Path) -> list[Path]:
    """Return the files of the helpers that a notebook uses."""
    without = TOPICS if notebook.stem.startswith(INDEX) else ()
    return closure.modules(code_cells(notebook), _package(), without)


def of_module(name: str) -> list[Path]:
    """Return the files of the helpers that a module of theirs uses."""
    return closure.modules([f"import {name}"], _package())


def of_pipeline(module: Path) -> list[Path]:
    """Return the files of the helpers that a module of the pipeline uses."""
    return closure.modules([module.read_text(encoding="utf-8")], _package())


def code(name: str, used: list[Path]) -> Content:
    """Return code as a dependency, with the versions of the libraries below it."""
    return Content(f"code of {name}", (*used, paths.root() / "requirements.lock"))


def sentences(name: str, used: list[Path], language: str, *more: str) -> Content:
    """Return the translated sentences of code as a dependency; English has none.

    Parameters
    ----------
    name
        Tells it from other dependencies.
    used
        Files of the helpers.
    language
        The language of the task.
    *more
        Further places as the catalogue names them, for instance ``pipeline/report.py``.
    """
    catalogue = _package() / "language" / "locale" / f"{language}.po"
    places = frozenset(file.relative_to(_package()).as_posix() for file in used) | set(more)
    return Sentences(f"sentences of {name} in {language}", (catalogue,), places=frozenset(places))


def code_cells(notebook: Path) -> list[str]:
    """Return the sources of a notebook's code cells."""
    return ["".join(cell["source"]) for cell in cells(notebook) if cell["cell_type"] == "code"]


def cells(notebook: Path) -> list[dict[str, Any]]:
    """Return the cells of a notebook; read as the JSON it is, because nbformat takes a second to import."""
    return json.loads(notebook.read_text(encoding="utf-8"))["cells"]


def _package() -> Path:
    return paths.root() / "src" / closure.PACKAGE
