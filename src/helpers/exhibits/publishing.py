"""From what a notebook left to what is published: ``figures/<study>/<language>`` and its ``manifest.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers import files
from helpers.exhibits.run import FINISHED

MANIFEST = "manifest.json"


def publish(run_folder: Path, target: Path, notebook: str) -> list[dict[str, Any]]:
    """Copy a finished notebook's exhibits to where they are kept, and drop those it no longer makes.

    Parameters
    ----------
    run_folder
        Where the notebook left them.
    target
        ``figures/<study>/<language>``.
    notebook
        The notebook's name; its number begins the names of its exhibits.

    Returns
    -------
    list of dict
        The notebook's records for the manifest.
    """
    records = json.loads((run_folder / FINISHED).read_text(encoding="utf-8"))
    target.mkdir(parents=True, exist_ok=True)
    wanted = {name for record in records for name in record["files"]}
    number = notebook.split("_", 1)[0]
    for old in target.glob(f"{number}_*"):
        if old.name not in wanted:
            old.unlink()
    for name in sorted(wanted):
        files.write_bytes(target / name, (run_folder / name).read_bytes())
    return records


def write_manifest(target: Path, records: list[dict[str, Any]]) -> None:
    """Write ``manifest.json``: every exhibit's words, sources, provenance and the SHA-256 of each of its files."""
    ordered = sorted(records, key=lambda record: record["name"])
    files.write_text(target / MANIFEST, json.dumps(ordered, indent=1, ensure_ascii=False) + "\n")
