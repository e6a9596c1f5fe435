"""Turn the bytes of a text file into text, in whatever encoding somebody's Excel wrote them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass

from helpers.language import UserError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: A character of two to four bytes: text in an older encoding hardly ever has one by chance.
_OF_SEVERAL_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Text:
    """The text of a file, and the name of the encoding it was in."""

    text: str
    encoding: str


def read_text(content: bytes, place: str) -> Text:
    """What do the bytes of a text file say?

    Parameters
    ----------
    content
        All of it.
    place
        The file, as a message names it.

    Returns
    -------
    Text
        UTF-8 and UTF-16 (with or without a byte order mark), else Windows-1252.

    Raises
    ------
    UserError
        Where the bytes are no text, or text in two encodings at once; with the row.
    """
    for mark, encoding, name in _MARKS:
        if content.startswith(mark):
            return Text(_strict(place, content, encoding, name).lstrip("\ufeff"), name)
    wide = _without_mark(content)
    if wide:
        return Text(_strict(place, content, wide, "UTF-16"), "UTF-16")
    if b"\0" in content:
        row = _row(content[: content.index(b"\0")])
        raise UserError(
            "{place}, row {row}: there is a NUL byte, which no text has. The file is damaged, or of another kind. "
            "Export it again.",
            place=place,
            row=row,
        )
    try:
        return Text(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError as error:
        position = error.start
    return Text(_older(place, content, position), "Windows-1252")


def _strict(place: str, content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="ignore")
        raise UserError(
            "{place}, row {row}: byte {byte} is not {encoding}, as the rest of the file is. Mend the row in a text "
            "editor, or export it again as 'CSV UTF-8'.",
            place=place,
            row=_row(before.encode("utf-8")),
            byte=error.start,
            encoding=name,
        ) from None
    if "\0" in text:
        before = text[: text.index("\0")]
        raise UserError(
            "{place}, row {row}: there is a NUL character, which no text has. The file is damaged. Export it again.",
            place=place,
            row=_row(before.encode("utf-8", "replace")),
        )
    return text


def _older(place: str, content: bytes, position: int) -> str:
    """Read text that is not UTF-8 as Windows-1252, unless part of it is UTF-8 all the same."""
    if _OF_SEVERAL_BYTES.search(content):
        raise UserError(
            "{place}, row {row}: byte {byte} is not UTF-8, and other places are: the file mixes two encodings. "
            "Probably rows were pasted together from two files. Mend the row in a text editor, or save each file as "
            "'CSV UTF-8' before putting them together.",
            place=place,
            row=_row(content[:position]),
            byte=position,
        )
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UserError(
            "{place}, row {row}: byte {byte} is neither UTF-8 nor Windows-1252. Save the file again as 'CSV UTF-8'.",
            place=place,
            row=_row(content[: error.start]),
            byte=error.start,
        ) from None


def _without_mark(content: bytes) -> str:
    """Which kind of UTF-16 is it, if it is one without its mark? Latin letters leave every other byte zero."""
    start = content[:4096]
    pairs = len(start) // 2
    if pairs < 2 or len(content) % 2:
        return ""
    first, second = start[0 : 2 * pairs : 2].count(0), start[1 : 2 * pairs : 2].count(0)
    if second > 0.6 * pairs and first == 0:
        return "utf-16-le"
    return "utf-16-be" if first > 0.6 * pairs and second == 0 else ""


def _row(before: bytes) -> int:
    """In which row, as a spreadsheet counts, does what follows these bytes stand?"""
    text = before.decode("latin-1").replace("\0", " ")
    delimiter = max(";,\t|", key=text.split("\n", 1)[0].count)
    try:
        return max(1, sum(1 for _ in csv.reader(io.StringIO(text + "x", newline=""), delimiter=delimiter)))
    except csv.Error:
        return text.count("\n") + 1
