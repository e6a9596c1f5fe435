"""Read the ``.csv.zip`` of ODK Central: the CSV of the form, and one for each repeat."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from helpers.files import paths
from helpers.files.csv_file import CsvFile, Score, split
from helpers.files.guards import Archive
from helpers.files.kinds import refuse_disguised
from helpers.files.text import read_text
from helpers.language import UserError

#: Only the CSV of a repeat has this column: the interview to which a row belongs.
_OF_REPEATS = "parent_key"


def read_archive(file: Path, score: Score | None = None) -> list[CsvFile]:
    """What stands in the CSV files of an archive?

    Parameters
    ----------
    file
        The archive.
    score
        See `helpers.files.csv_file.read_csv`.

    Returns
    -------
    list of CsvFile
        Those of interviews, then those of repeats; never empty. Pictures and other attachments are left alone.

    Raises
    ------
    UserError
        Where it is no archive, is damaged or hostile, or has no CSV of interviews.
    """
    refuse_disguised(file, "zip")
    where = paths.relative(file)
    with Archive(file) as archive:
        names = sorted(name for name in archive.names if _is_table(name))
        if not names:
            raise UserError(
                "{where}: there is no CSV in the archive. Take the .csv.zip that ODK Central offers under Submissions "
                "→ Download, or name the unpacked file in study.yaml.",
                where=where,
            )
        parts = []
        for name in names:
            read = read_text(archive.read(name), f"{where}, {name}")
            if read.text.strip():
                parts.append(split(read.text, f"{where}, {name}", read.encoding, score, name))
    if not parts:
        raise UserError("{where}: every CSV in the archive is empty. Export it again.", where=where)
    parts.sort(key=is_repeat)
    if is_repeat(parts[0]):
        raise UserError(
            "{where}: the archive has the CSV of repeats ({names}), but not that of the interviews, which is called "
            "like the form. Export it again from ODK Central, with all tables.",
            where=where,
            names=", ".join(part.grid.name for part in parts[:3]),
        )
    return parts


def is_repeat(part: CsvFile) -> bool:
    """Has the table a row per repetition and not per interview?"""
    rows = part.grid.first_rows(1)
    return bool(rows) and any(cell.strip().casefold() == _OF_REPEATS for cell in rows[0][1])


def _is_table(name: str) -> bool:
    path = PurePosixPath(name)
    aside = path.parts[0] in ("__MACOSX", "media") or path.name.startswith(".")
    return path.suffix.casefold() == ".csv" and not aside
