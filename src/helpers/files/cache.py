"""Keep what takes long to make, under a key of everything that it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers import files
from helpers.files import closure, paths

_PACKAGE = Path(__file__).parents[1]


def key(sources: Iterable[Path], module: str) -> str:
    """Which data, code and versions does a result come from?

    Parameters
    ----------
    sources
        Files and folders that are read.
    module
        The module that makes the result, for instance ``helpers.survey.cleaning``; every module that it reaches counts.

    Returns
    -------
    str
        A hash of the sources, of the code and of the versions in ``requirements.lock``.
    """
    code = closure.modules([f"import {module}"], _PACKAGE)
    return paths.content_hash([*sources, *code, paths.root() / "requirements.lock"])


def read(stamp: Path, wanted: str) -> str | None:
    """Return what was kept under a key; nothing where the file is missing, damaged or was kept under another key."""
    try:
        first, _line, rest = stamp.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return rest if first == f"# {wanted}" else None


def write(stamp: Path, made_from: str, content: str = "") -> None:
    """Keep a text under a key: the whole file or none of it."""
    files.write_text(stamp, f"# {made_from}\n{content}")
