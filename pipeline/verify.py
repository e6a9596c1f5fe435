"""Do the committed figures follow from the committed data? Make them anew elsewhere, and say which moved."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.exhibits.publishing import MANIFEST, path_of, read_records
from helpers.files import paths
from helpers.language import UserError

COPIED = ("data", "notebooks", "src", "requirements.lock", "pyproject.toml")


@contextmanager
def copy_of_project() -> Iterator[Path]:
    """Give a temporary folder with everything a run reads, and nothing that a run made."""
    with tempfile.TemporaryDirectory(prefix="home-workers-") as name:
        target = Path(name)
        for part in COPIED:
            source = paths.root() / part
            if source.is_dir():
                shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
            else:
                shutil.copy(source, target / part)
        yield target


def run_in(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the pipeline on the copy of the project under `root`, and return what it printed."""
    code = Path(__file__).resolve().parents[1]
    environment = os.environ | {paths.ROOT_VARIABLE: str(root), "PYTHONPATH": str(code)}
    command = [sys.executable, "-m", "pipeline", "run", *options]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def moved(published: Path, anew: Path) -> dict[str, list[str]]:
    """Which exhibits differ between two folders of figures, file by file as they are on the disk?

    Parameters
    ----------
    published, anew
        Folders ``figures/<study>/<language>``, each with a ``manifest.json``.

    Returns
    -------
    dict
        Exhibit → files that differ (all of them where only one folder has the exhibit); empty where nothing moved.
    """
    before, after = _hashes(published), _hashes(anew)
    names = sorted(set(before) | set(after))
    differing = {
        name: sorted(
            file
            for file in set(before.get(name, {})) | set(after.get(name, {}))
            if before.get(name, {}).get(file) != after.get(name, {}).get(file)
        )
        for name in names
    }
    return {name: files for name, files in differing.items() if files}


def verify(jobs: int) -> int:
    """Make all published figures anew in a temporary folder, compare, and print what moved; 0 if nothing did."""
    published = sorted((paths.root() / "figures").glob(f"*/*/{MANIFEST}"))
    if not published:
        raise UserError("figures: nothing is published yet. Run make run first.")
    differences = 0
    with copy_of_project() as root:
        for manifest in published:
            study, language = manifest.parent.parts[-2:]
            done = run_in(root, "--study", study, "--language", language, "--jobs", str(jobs))
            if done.returncode != 0:
                raise UserError(
                    "{study} ({language}) does not run: {why}",
                    study=study,
                    language=language,
                    why=done.stderr.strip(),
                )
            found = moved(manifest.parent, root / "figures" / study / language)
            differences += len(found)
            count = len(read_records(manifest))
            print(f"{study} ({language}): {count - len(found)} of {count} exhibits are the same, byte for byte")
            for name, files in found.items():
                print(f"  moved: {name} ({', '.join(files)})")
    return 1 if differences else 0


def _hashes(folder: Path) -> dict[str, dict[str, str]]:
    """Return exhibit → file → SHA-256 of what is there; ``missing`` where a listed file is not there."""
    return {
        record["name"]: {name: _hash(path_of(folder, record, name)) for name in record["files"]}
        for record in read_records(folder / MANIFEST)
    }


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"
