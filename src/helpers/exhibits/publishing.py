"""Which files of an exhibit are published, and where: ``figures/<study>/<language>/<notebook>``, with a ``manifest.json``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from helpers import files
from helpers.exhibits.run import FINISHED

MANIFEST = "manifest.json"
#: The kinds of file that are published, in the order in which a gallery links them. All others, a table as LaTeX and as
#: Word, stay where the notebook saved them: ``results/<study>/<language>/exhibits/<notebook>``.
PUBLISHED = ("png", "svg", "html", "csv", "xlsx")


def publish(run_folder: Path, target: Path, notebook: str) -> list[dict[str, Any]]:
    """Copy a finished notebook's exhibits to where they are published, and remove those it no longer makes.

    Parameters
    ----------
    run_folder
        Where the notebook saved them.
    target
        ``figures/<study>/<language>``; the exhibits go to a folder in it with the notebook's name.
    notebook
        The notebook's name; its number begins the names of its exhibits.

    Returns
    -------
    list of dict
        The notebook's records for the manifest.
    """
    records = published(read_records(run_folder / FINISHED))
    sources = {path_of(target, record, name): run_folder / name for record in records for name in record["files"]}
    _remove_others(target, notebook, set(sources))
    for path, source in sorted(sources.items()):
        files.write_bytes(path, source.read_bytes())
    return records


def published(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the records of exhibits with their published files alone, each with its SHA-256."""
    return [record | {"files": _published_files(record)} for record in records]


def path_of(target: Path, record: dict[str, Any], name: str) -> Path:
    """Return where a file of an exhibit is published.

    Parameters
    ----------
    target
        ``figures/<study>/<language>``.
    record
        The exhibit's record, which names its notebook.
    name
        The file's name, one of the record's files.
    """
    return target / str(record["notebook"]) / name


def read_records(file: Path) -> list[dict[str, Any]]:
    """Read the records of exhibits from a manifest or from the stamp of a finished notebook."""
    return list(json.loads(file.read_text(encoding="utf-8")))


def write_manifest(target: Path, records: list[dict[str, Any]]) -> None:
    """Write ``manifest.json``: every exhibit's words, sources, provenance and the SHA-256 of each of its files."""
    ordered = sorted(published(records), key=lambda record: record["name"])
    files.write_text(target / MANIFEST, json.dumps(ordered, indent=1, ensure_ascii=False) + "\n")


def _published_files(record: dict[str, Any]) -> dict[str, str]:
    return {name: digest for name, digest in record["files"].items() if name.rsplit(".", 1)[1] in PUBLISHED}


def _remove_others(target: Path, notebook: str, wanted: set[Path]) -> None:
    """Remove what else is published under the notebook's number."""
    for old in target.glob(f"{notebook.split('_', 1)[0]}_*"):
        if old.is_file():  # a former layout kept the exhibits of all notebooks in one folder
            old.unlink()
        elif old.name != notebook:  # the notebook had another name
            shutil.rmtree(old)
    for old in (target / notebook).glob("*"):
        if old not in wanted:
            old.unlink()
    if not wanted and (target / notebook).exists():
        (target / notebook).rmdir()
