"""What a file really is, whatever its name says; and the one message where it is something else."""

from __future__ import annotations

from pathlib import Path

from helpers.files import paths
from helpers.language import Note, UserError

#: Bytes. A survey of a million interviews as CSV has about 700 million.
LARGEST_FILE = 2_000_000_000
TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")
#: The text "EncryptedPackage" as an Office file with a password has it.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"


def refuse_unreadable(file: Path) -> None:
    """Raise a `UserError` where the file is not there, is a folder, may not be read, or is too large."""
    where = paths.relative(file)
    if file.is_dir():
        raise UserError("{where}: this is a folder. Name the file in it that has the table.", where=where)
    try:
        size = file.stat().st_size
        with file.open("rb"):
            pass
    except FileNotFoundError:
        raise UserError("{where}: there is no such file. Put it there, or correct the name.", where=where) from None
    except OSError as error:
        raise UserError(
            "{where}: the file cannot be opened ({why}). Close it in other programs, and see that you may read it.",
            where=where,
            why=error.strerror,
        ) from None
    if size > LARGEST_FILE:
        raise UserError(
            "{where}: {size:,} bytes, and more than {most:,} are not read. Export it in parts.",
            where=where,
            size=size,
            most=LARGEST_FILE,
        )


def refuse_disguised(file: Path, wanted: str) -> None:
    """Raise a `UserError` where the first bytes are those of another kind of file.

    Parameters
    ----------
    file
        A file that can be read.
    wanted
        ``text``, ``workbook`` or ``zip``: what the ending of its name promises.
    """
    with file.open("rb") as opened:
        start = opened.read(4096)
    where, ending = paths.relative(file), file.suffix.casefold()
    if start.startswith(_OLE):
        if _LOCKED in file.read_bytes():
            raise UserError(
                "{where}: the workbook is locked with a password. Open it in Excel, save it as XLSX without the "
                "password, and put that file here.",
                where=where,
            )
        raise UserError(
            "{where}: this is a workbook of old Excel (XLS). Open it in Excel or LibreOffice and save it as XLSX.",
            where=where,
        )
    if wanted == "text":
        if start.startswith(_ZIP + b"\x03\x04"):
            raise UserError(
                "{where}: this is a workbook or an archive under the name of a text file. Give it the ending .xlsx "
                "(or .zip), and write that name in study.yaml.",
                where=where,
            )
        return
    if start.startswith(_ZIP):
        return
    kind = Note("XLSX workbook") if wanted == "workbook" else Note("zip archive")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UserError(
            "{where}: this is not a readable {kind}, but a web page or XML (HTML) under the name of one. Open it in "
            "Excel or LibreOffice and save it as XLSX.",
            where=where,
            kind=kind,
        )
    if start and b"\0" not in start and any(sign in start for sign in (b";", b",", b"\t", b"|")):
        raise UserError(
            "{where}: this is not a readable {kind}, but text with separators (CSV) under the name of one. Give it "
            "the ending .csv in place of {ending}.",
            where=where,
            kind=kind,
            ending=ending,
        )
    raise UserError(
        "{where}: this is not a readable {kind}: it is empty, damaged or cut off. Export it again, and open it in "
        "Excel or LibreOffice to see that it is whole.",
        where=where,
        kind=kind,
    )
