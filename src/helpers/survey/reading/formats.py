"""Open the file of a survey, whatever program wrote it: a module per kind of file, all giving the same grids of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from helpers.files import paths
from helpers.files.csv_file import Score, read_csv
from helpers.files.grid import Grid
from helpers.files.kinds import TEXT_ENDINGS, refuse_disguised, refuse_unreadable
from helpers.files.workbook import read_workbook
from helpers.language import Note, UserError
from helpers.survey.reading.odk_central import read_archive
from helpers.survey.reading.statistics_files import read_dta, read_sav


@dataclass(frozen=True, eq=False)
class Source:
    """An opened file.

    Attributes
    ----------
    kind
        ``CSV``, ``XLSX``, ``ODK Central``, ``SPSS`` or ``Stata``.
    grids
        Its sheets, or the parts of its archive.
    encoding, delimiter
        Of text; empty of other kinds.
    """

    kind: str
    grids: list[Grid]
    encoding: str = ""
    delimiter: str = ""


def _read_text(file: Path, score: Score | None) -> Source:
    read = read_csv(file, score)
    return Source("CSV", [read.grid], read.encoding, read.delimiter)


def _read_workbook(file: Path, score: Score | None) -> Source:
    return Source("XLSX", read_workbook(file))


def _read_archive(file: Path, score: Score | None) -> Source:
    parts = read_archive(file, score)
    return Source("ODK Central", [part.grid for part in parts], parts[0].encoding, parts[0].delimiter)


def _read_sav(file: Path, score: Score | None) -> Source:
    return Source("SPSS", [read_sav(file)])


def _read_dta(file: Path, score: Score | None) -> Source:
    return Source("Stata", [read_dta(file)])


#: Ending of a file's name → what reads it.
READERS: dict[str, Callable[[Path, Score | None], Source]] = {
    **dict.fromkeys(TEXT_ENDINGS, _read_text),
    ".xlsx": _read_workbook,
    ".xlsm": _read_workbook,
    ".zip": _read_archive,
    ".sav": _read_sav,
    ".zsav": _read_sav,
    ".dta": _read_dta,
}


def open_source(file: Path, score: Score | None = None) -> Source:
    """What stands in the file of a survey?

    Parameters
    ----------
    file
        The file; its ending tells the kind, its bytes are held against it.
    score
        How well the first rows look like a survey; tells the separator of a text file.

    Raises
    ------
    UserError
        Where the file is missing, of another kind than its name says or than is read, damaged, or hostile.
    """
    refuse_unreadable(file)
    ending = file.suffix.casefold()
    if ending in READERS:
        return READERS[ending](file, score)
    if ending in (".xls", ".xlt"):
        refuse_disguised(file, "workbook")
    raise UserError(
        "{file}: {ending} is not a kind of file that is read here. Export the survey as CSV, XLSX, the .csv.zip of ODK "
        "Central, SPSS (.sav) or Stata (.dta).",
        file=paths.relative(file),
        ending=file.suffix or Note("no ending"),
    )
