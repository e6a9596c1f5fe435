"""Read text with separators: any encoding, any of the separators people use, Excel's ``sep=;`` line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.files import paths
from helpers.files.grid import Grid, collect
from helpers.files.kinds import refuse_disguised
from helpers.files.text import read_text
from helpers.language import Note, UserError

DELIMITERS = {";": Note("semicolon"), ",": Note("comma"), "\t": Note("tab"), "|": Note("bar")}
_SEP_LINE = re.compile(r'\s*"?sep=(.)"?[;,\t|]*\s*(?:\r\n|\r|\n|$)', re.IGNORECASE)
#: Rows and characters that are looked at to tell the separator.
_LOOK_ROWS, _LOOK_CHARACTERS = 30, 300_000
_AT_A_TIME = 1_000_000
Score = Callable[[list[list[str]]], int]


@dataclass(frozen=True)
class CsvFile:
    """A text file with separators, read."""

    grid: Grid
    encoding: str
    delimiter: str


def read_csv(file: Path, score: Score | None = None) -> CsvFile:
    """What stands in the cells of a text file?

    Parameters
    ----------
    file
        The file.
    score
        How well the first rows, split by some separator, look like what is wanted; the best separator is taken.
        Without it, and among equals, the one that splits the first row into most cells.

    Raises
    ------
    UserError
        Where it is no text, is empty, or has quotes that are not closed; with the place.
    """
    refuse_disguised(file, "text")
    read = read_text(file.read_bytes(), paths.relative(file))
    return split(read.text, paths.relative(file), read.encoding, score)


def split(text: str, place: str, encoding: str, score: Score | None = None, name: str = "") -> CsvFile:
    """Split a text into cells; see `read_csv`."""
    said = _SEP_LINE.match(text)
    if said:
        # Excel takes the line for itself and shows the next one as row 1.
        text = text[said.end() :]
    delimiter = _delimiter(text, score, said.group(1) if said else "")
    cells, widths = collect(_rows(text, delimiter, place))
    if not len(cells):
        raise UserError("{place}: the file is empty. Export it again.", place=place)
    return CsvFile(Grid(place, name, cells, widths), encoding, delimiter)


def _delimiter(text: str, score: Score | None, said: str) -> str:
    start = text[:_LOOK_CHARACTERS]
    best, found = (-1, False, False, False, 0), ";"
    for delimiter in dict.fromkeys([*DELIMITERS, *said]):
        rows, whole = [], True
        try:
            for row in csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=True):
                rows.append(row)
                if len(rows) == _LOOK_ROWS:
                    break
        except csv.Error:
            # With the wrong separator something stands behind a closed quote; or the quote is closed further on.
            whole = len(text) > len(start)
        most = next((len(row) for row in rows if len(row) > 1), 0)
        merit = (score(rows) if score else 0, most > 1, delimiter == said, whole, most)
        if merit > best:
            best, found = merit, delimiter
    return found


def _rows(text: str, delimiter: str, place: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for row in reader:
            yield row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UserError(
            "{place}, from line {line}: a quote is opened and not closed as it should be, or one cell has more than "
            "{most:,} characters ({error}). Mend the cell, or export as XLSX.",
            place=place,
            line=begins,
            most=csv.field_size_limit(),
            error=str(error),
        ) from None


def _lines(text: str) -> Iterator[str]:
    """Give the lines one by one; to wrap a whole text as a file would take four bytes for each of its characters."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _AT_A_TIME) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end
