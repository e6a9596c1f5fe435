"""Where everything of the collection lies, whatever folder a notebook or a command is started in."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

ROOT_VARIABLE = "HOME_WORKERS_ROOT"


def root() -> Path:
    """Return the folder of the checkout (or the folder named by ``HOME_WORKERS_ROOT``, for a copy of it)."""
    named = os.environ.get(ROOT_VARIABLE)
    return Path(named).resolve() if named else Path(__file__).resolve().parents[3]


def data() -> Path:
    """Return the folder of all committed data."""
    return root() / "data"


def reference(table: str) -> Path:
    """Return the file of a reference table, by its name without ending."""
    return data() / "reference" / f"{table}.csv"


def evidence(table: str) -> Path:
    """Return the file of a table of evidence, by its name without ending."""
    return data() / "evidence" / f"{table}.csv"


def studies() -> Path:
    """Return the folder with one folder for each study."""
    return data() / "studies"


def results(study: str) -> Path:
    """Return the folder of what a run makes for one study and git ignores."""
    return root() / "results" / study


def figures(study: str, language: str) -> Path:
    """Return the folder of the published exhibits of one study in one language."""
    return root() / "figures" / study / language


def relative(path: Path) -> str:
    """Write a path as seen from the checkout, so that no message or file names a machine's folders."""
    try:
        return path.resolve().relative_to(root()).as_posix()
    except ValueError:
        return path.name


def content_hash(paths: Iterable[Path]) -> str:
    """Has anything in these files changed?

    Parameters
    ----------
    paths
        Files, and folders whose files count, too. A path that does not exist counts as absent.

    Returns
    -------
    str
        SHA-256 over every file's path (as seen from the checkout) and bytes; file times do not matter.
    """
    files = sorted({file for path in paths for file in _files_below(path)})
    digest = hashlib.sha256()
    for file in files:
        digest.update(relative(file).encode() + b"\0")
        digest.update(_digest(file))
    return digest.hexdigest()


#: File → what tells that it was not touched, and the hash that its bytes had.
_KNOWN: dict[Path, tuple[tuple[int, ...], bytes]] = {}
#: Nanoseconds within which a file may change again without a trace in its time.
_TOO_YOUNG = 2_000_000_000


def _digest(file: Path) -> bytes:
    """Return the hash of a file's bytes; a file that was not touched since is not read again."""
    if not file.is_file():
        return b"absent"
    known = file.stat()
    state = (known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino)
    if file in _KNOWN and _KNOWN[file][0] == state:
        return _KNOWN[file][1]
    digest = hashlib.sha256(file.read_bytes()).digest()
    if time.time_ns() - max(known.st_mtime_ns, known.st_ctime_ns) > _TOO_YOUNG:
        _KNOWN[file] = (state, digest)
    return digest


def _files_below(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    return [
        file
        for file in path.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts
    ]


#: What the cleaning leaves in ``results/<study>``.
CLEANED = ("survey.parquet", "rejected.csv", "corrections.csv", "sample_flow.csv", "cleaning.xlsx")
