"""Regenerate the files of both demonstration studies: ``python -m helpers demonstration``."""

from __future__ import annotations

from helpers.demonstration import demak, study_files
from helpers.files import paths


def main() -> int:
    """Write the files of each demonstration study, byte for byte the same, and say where they are."""
    for made in (study_files, demak):
        folder = paths.studies() / made.STUDY
        written = made.write(folder)
        print(f"Wrote {', '.join(path.name for path in written)} in {paths.relative(folder)}.")
    return 0
