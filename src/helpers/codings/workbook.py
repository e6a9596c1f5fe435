"""The first sheet of an XLSX workbook that a stranger made: every cell as text, and nothing of it computed.

openpyxl, which reads the survey, takes 30 seconds for a workbook of 200,000 rows and unpacks it without a limit.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from helpers.files import paths
from helpers.files.guards import Archive, parse_xml, scan_xml
from helpers.language import UserError

BOOK = "xl/workbook.xml"
_COLUMN = re.compile("[A-Z]{1,3}")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_rows(file: Path) -> list[list[str]]:
    """Read the first sheet: its rows from the first one on, blank cells as empty text."""
    with Archive(file) as archive:
        name = _first_sheet(archive)
        shared = _shared_texts(archive)
        sheet = _Sheet(shared)
        scan_xml(archive.read(name), file, name, sheet.start, sheet.end, sheet.text)
    return sheet.rows


def _first_sheet(archive: Archive) -> str:
    book = parse_xml(archive.read(BOOK), archive.file, BOOK)
    relations_name = "xl/_rels/workbook.xml.rels"
    sheet = book.find("sheets/sheet")
    if sheet is not None and relations_name in archive.names:
        relations = parse_xml(archive.read(relations_name), archive.file, relations_name)
        for relation in relations:
            if relation.get("Id") == sheet.get(_RELATION):
                name = posixpath.normpath(posixpath.join("/xl", relation.get("Target") or "")).lstrip("/")
                if name in archive.names:
                    return name
    raise UserError(
        "{file}: no sheet is found in the workbook. Open it in Excel and save it again.",
        file=paths.relative(archive.file),
    )


def _shared_texts(archive: Archive) -> list[str]:
    """List the texts that cells refer to by number, each put together from its differently formatted pieces."""
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return []
    texts: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "si":
            texts.append("")

    def text(content: str) -> None:
        # What stands in <rPh> tells how a Japanese text is pronounced.
        if inside[-1] == "t" and "rPh" not in inside:
            texts[-1] += content

    scan_xml(archive.read(name), archive.file, name, start, lambda _: inside.pop(), text)
    return texts


class _Sheet:
    """Collects `rows` while a sheet is scanned."""

    def __init__(self, shared: list[str]) -> None:
        self.rows: list[list[str]] = []
        self._shared = shared
        self._kind = ""
        self._column = 0
        self._written: list[str] = []
        self._open = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.rows.append([])
        elif tag == "c" and self.rows:
            match = _COLUMN.match(attributes.get("r", ""))
            self._column = _number(match[0]) if match else len(self.rows[-1])
            self._kind = attributes.get("t", "")
            self._written = []
        self._open = tag in ("v", "t")

    def text(self, content: str) -> None:
        if self._open:
            self._written.append(content)

    def end(self, tag: str) -> None:
        self._open = False
        if tag == "c" and self.rows:
            row = self.rows[-1]
            row += [""] * (self._column - len(row) + 1)
            written = "".join(self._written)
            if self._kind == "s":
                place_in_list = int(written) if written.isdecimal() and len(written) < 10 else len(self._shared)
                written = self._shared[place_in_list] if place_in_list < len(self._shared) else ""
            row[self._column] = written


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1
