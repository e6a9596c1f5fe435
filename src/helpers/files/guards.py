"""Open archives and XML that a stranger made, so that a hostile file costs nothing but a message."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import NoReturn, Self
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from helpers.files import paths
from helpers.language import Note, UserError

#: Bytes. The largest real projects (thousands of interviews, hundreds of thousands of codings) stay far below.
LARGEST_PART = 600_000_000
LARGEST_TOGETHER = 1_200_000_000
LARGEST_TEXT = 100_000_000
#: Text is rarely packed to less than a thirtieth. Small parts may be: they can do no harm.
LARGEST_RATIO = 200
RATIO_MATTERS_FROM = 10_000_000
MOST_PARTS = 200_000
DEEPEST = 200
_THE_FILE = Note("the file")
_AGAIN = Note("Export it again from the program that wrote it.")


def check_size(file: Path, size: int, largest: int, what: Note = _THE_FILE) -> None:
    """Raise a `UserError` where `what` would take more than `largest` bytes."""
    if size > largest:
        raise UserError(
            "{file}: {what} would take {size:,} bytes, and more than {largest:,} are not read. "
            "If it is really that large, export it in parts.",
            file=paths.relative(file),
            what=what,
            size=size,
            largest=largest,
        )


class Archive:
    """A zip archive of which parts are read into memory, each only if it is harmless; nothing goes to disk."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            self._damaged(error)
        infos = [info for info in self._zip.infolist() if info.filename and not info.filename.endswith("/")]
        if len(infos) > MOST_PARTS:
            self.__exit__(None, None, None)
            raise UserError(
                "{file}: the archive has {count:,} parts; at most {most:,} are read.",
                file=paths.relative(file),
                count=len(infos),
                most=MOST_PARTS,
            )
        for info in infos:
            if leads_outside(info.filename):
                self.__exit__(None, None, None)
                raise UserError(
                    "{file}: the part {part!r} would lie outside the archive's folder. No program writes that: "
                    "do not open the file elsewhere. {again}",
                    file=paths.relative(file),
                    part=info.filename,
                    again=_AGAIN,
                )
        self._infos = {info.filename: info for info in infos}

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """Return the names of all parts, as the archive has them."""
        return list(self._infos)

    def check(self, name: str, largest: int = LARGEST_PART) -> zipfile.ZipInfo:
        """Raise a `UserError` where one part would be too large, is suspiciously well packed, or is encrypted."""
        info = self._infos[name]
        if info.flag_bits & 1:
            raise UserError("{where}: is encrypted. Save it without a password.", where=_where(self.file, name))
        check_size(self.file, info.file_size, largest, Note("{part}, unpacked,", part=name))
        self._spent += info.file_size
        check_size(self.file, self._spent, LARGEST_TOGETHER, Note("what has to be unpacked"))
        packed = min(info.compress_size, self.file.stat().st_size)
        if info.file_size > RATIO_MATTERS_FROM and info.file_size > LARGEST_RATIO * packed:
            raise UserError(
                "{where}: {packed:,} bytes would unpack to {size:,}. That is how a zip bomb looks, and it is not "
                "unpacked. {again}",
                where=_where(self.file, name),
                packed=packed,
                size=info.file_size,
                again=_AGAIN,
            )
        return info

    def read(self, name: str, largest: int = LARGEST_PART) -> bytes:
        """Unpack one part into memory, unless `check` refuses it."""
        info = self.check(name, largest)
        try:
            # zipfile unpacks no more than the size that was checked, whatever the part really holds.
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError) as error:
            self._damaged(error)

    def _damaged(self, error: Exception) -> NoReturn:
        raise UserError(
            "{file}: this is no zip archive, or it was cut off on its way ({reason}). "
            "Fetch the file once more, or export it again from the program that wrote it.",
            file=paths.relative(self.file),
            reason=type(error).__name__,
        ) from None


def leads_outside(name: str) -> bool:
    """Would a part of this name lie outside the folder that it is unpacked to?"""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", name) is not None


def parse_xml(content: bytes, file: Path, part: str = "") -> Element:
    """Read XML into a tree, its tags without their namespaces; see `scan_xml`."""
    builder = TreeBuilder()
    scan_xml(content, file, part, builder.start, builder.end, builder.data)
    return builder.close()


def scan_xml(
    content: bytes,
    file: Path,
    part: str,
    on_start: Callable[[str, dict[str, str]], object],
    on_end: Callable[[str], object],
    on_text: Callable[[str], object],
) -> None:
    """Read XML that declares nothing of its own, piece by piece.

    Parameters
    ----------
    content
        The document, in an encoding that XML knows.
    file, part
        What a message shall name.
    on_start, on_end, on_text
        Called with each tag (without its namespace) and its attributes, each tag that ends, and each piece of text.

    Raises
    ------
    UserError
        Where it is no XML, or has a document type: entities (nested to exhaust the memory, or naming other files)
        can only be declared there, and none of the formats has one.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    local: dict[str, str] = {}
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise UserError(
                "{where}: elements are nested more than {deepest} deep. {again}",
                where=_where(file, part),
                deepest=DEEPEST,
                again=_AGAIN,
            )
        if tag not in local:
            local[tag] = tag.rpartition("}")[2]
        on_start(local[tag], attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        on_end(local[tag])

    def refuse(*_: object) -> None:
        raise UserError(
            "{where}: declares a document type (<!DOCTYPE>), which can hide harmful entities and belongs "
            "to no exchange format. {again}",
            where=_where(file, part),
            again=_AGAIN,
        )

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, on_text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two for an encoding that is none
        raise UserError(
            "{where}: is not readable XML ({reason}). {again}",
            where=_where(file, part),
            reason=str(error),
            again=_AGAIN,
        ) from None


def _where(file: Path, part: str) -> str:
    """Write which part of which archive something is wrong in; a file that is no archive has no parts."""
    return f"{paths.relative(file)}, {part}" if part else paths.relative(file)
