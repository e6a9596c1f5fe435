"""Which modules of the package does a piece of code use? Found by reading it, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

PACKAGE = "helpers"


def imported(source: str) -> frozenset[str]:
    """Which names of the package does a source import, inside functions too?

    Parameters
    ----------
    source
        Python code.

    Returns
    -------
    frozenset of str
        Dotted names: ``helpers.wages`` and, for each name taken from it, ``helpers.wages.charts``. Whether the last part
        is a module is not known here.
    """
    # Only what mentions the package can import it, and most sources take long to parse.
    return _imported(source) if PACKAGE in source else frozenset()


@cache
def _imported(source: str) -> frozenset[str]:
    return frozenset(name for node in ast.walk(ast.parse(source)) for name in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        found = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        found = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        found = []
    return (name for name in found if name.split(".")[0] == PACKAGE)


def modules(sources: Iterable[str], package: Path, without: Iterable[str] = ()) -> list[Path]:
    """Which files of the package do these sources reach, directly and through other modules?

    Parameters
    ----------
    sources
        Python code, for instance that of a notebook's cells.
    package
        The folder of the package ``helpers``.
    without
        Packages directly below it that do not count, nor what is reached through them alone.

    Returns
    -------
    list of Path
        Modules, the ``__init__`` of each package on the way, and files that lie beside a package's modules for their use;
        sorted. Catalogues of translations are not among them.
    """
    left_out = {f"{PACKAGE}.{name}" for name in without}
    waiting = {name for source in sources for name in imported(source)}
    seen: set[str] = set()
    found: set[Path] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or ".".join(name.split(".")[:2]) in left_out:
            continue
        seen.add(name)
        waiting |= {name.rpartition(".")[0]} if "." in name else set()
        file = _file(name, package)
        if file is not None:
            found.add(file)
            waiting |= imported(file.read_text(encoding="utf-8"))
    return sorted(found | {beside for file in found if file.name == "__init__.py" for beside in _beside(file.parent)})


def _file(name: str, package: Path) -> Path | None:
    place = package.joinpath(*name.split(".")[1:])
    for file in (place / "__init__.py", place.with_suffix(".py")):
        if file.is_file():
            return file
    return None


def _beside(folder: Path) -> Iterator[Path]:
    """Find what the modules of a package read from its folder: styles, templates."""
    for file in folder.iterdir():
        if file.is_file() and file.suffix not in (".py", ".pyc"):
            yield file
        elif file.name == "templates":
            yield from (below for below in file.rglob("*") if below.is_file())
