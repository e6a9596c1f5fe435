"""Read the codings of one file, or of one file per coder, whatever program wrote them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path

import pandas as pd

from helpers.codings import csv_folder, databases, model, qualcoder, refi_qda, taguette, taguette_export, workbook
from helpers.codings.model import Codings, Reading
from helpers.files import guards, paths
from helpers.language import Note, UserError

FORMATS = Note(
    "Read are REFI-QDA projects and codebooks (.qdpx, .qde, .qdc: NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos), "
    "QualCoder's folder (.qda), Taguette's project (.sqlite3) or exported highlights (.csv, .xlsx), and a folder with "
    "segments.csv, codings.csv and codebook.csv."
)
_KINDS = {
    ".qdpx": Note("a zip archive"),
    ".xlsx": Note("a workbook"),
    ".sqlite3": Note("an SQLite database"),
    ".qda": Note("an SQLite database"),
}
_PathLike = str | PathLike[str]


def read(path: _PathLike, coder: str | None = None) -> Codings:
    """Read codings, whatever program wrote them; the file itself tells.

    Parameters
    ----------
    path
        One of `FORMATS`. It is only read, and nothing is unpacked to disk.
    coder
        Who coded, if the file does not say, or calls its only coder otherwise. Where it does not say and nothing is
        given here, the file's name (without its ending) stands for the coder.

    Returns
    -------
    Codings
        The tables ``codings``, ``codebook``, ``cases``, and ``notes`` on what could not be read.

    Raises
    ------
    UserError
        Where there is no such file, it is of another kind, damaged or harmful, or `coder` is given for a file of
        several coders.
    """
    return model.tables([_reading(Path(path), coder)])


def read_all(files: Mapping[str, _PathLike] | Sequence[_PathLike]) -> Codings:
    """Read one file per coder (or any several files) into one set of tables.

    Parameters
    ----------
    files
        Coder → file; or files that say themselves who coded, or are called after their coder.

    Returns
    -------
    Codings
        As of `read`. Segments of different coders are one only if they are the same span; for others see
        `helpers.codings.match_segments`.

    Raises
    ------
    UserError
        As of `read`; and where two files name the same coder for the same document, so that two persons' codings
        may be mixed up.
    """
    if isinstance(files, Mapping):
        pairs: list[tuple[str | None, Path]] = [(coder, Path(path)) for coder, path in files.items()]
    else:
        pairs = [(None, Path(path)) for path in ([files] if isinstance(files, (str, PathLike)) else files)]
    if not pairs:
        raise UserError("There is no file to read codings from. Name one per coder: {{'coder_1': 'first.qdpx', ...}}.")
    readings = [_reading(path, coder) for coder, path in pairs]
    _refuse_mixing(readings)
    codings = model.tables(readings)
    return Codings(codings.codings, codings.codebook, codings.cases, (*codings.notes, *_strangers(codings.codings)))


def _reading(path: Path, coder: str | None) -> Reading:
    reading = _reader(path)(path)
    if coder is not None:
        several = [name for name in reading.coders if name]
        if len(several) > 1:
            raise UserError(
                "{file}: {count} coders are named in the file ({coders}), so it is not that of {coder!r} alone. "
                "Give the path without a coder, and each keeps the name that the file has.",
                file=paths.relative(path),
                count=len(several),
                coders=", ".join(several[:5]),
                coder=coder,
            )
        reading.rows = [row._replace(coder=coder) for row in reading.rows]
    else:
        # A file that does not say who coded is one coder's, and its name is all there is to call the coder by.
        reading.rows = [row if row.coder else row._replace(coder=reading.file.stem) for row in reading.rows]
    return reading


def _reader(path: Path) -> Callable[[Path], Reading]:
    if path.is_dir():
        return _of_folder(path)
    head, ending = _head(path), path.suffix.casefold()
    if head.startswith(databases.HEADER):
        return _of_database(path)
    if head.startswith(b"PK") and ending != ".csv":
        return _of_archive(path)
    if ending in _KINDS:
        raise UserError(
            "{file}: the file is called {ending} and is not {kind}. Export it again from the program that wrote it. "
            "{formats}",
            file=paths.relative(path),
            ending=ending,
            kind=_KINDS[ending],
            formats=FORMATS,
        )
    if ending in (".qde", ".qdc") or head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<"):
        return refi_qda.read
    if path.name.casefold() == csv_folder.CODINGS:
        return lambda file: csv_folder.read(file.parent)
    if ending == ".csv":
        return taguette_export.read
    raise UserError("{file}: this kind of file is not known. {formats}", file=paths.relative(path), formats=FORMATS)


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise UserError("{file}: there is no such file. Look at its name and folder.", file=paths.relative(path))
    try:
        with path.open("rb") as content:
            head = content.read(4096)
    except OSError as error:
        raise UserError(
            "{file}: the file cannot be opened ({reason}). Close it elsewhere.",
            file=paths.relative(path),
            reason=error.strerror,
        ) from None
    if not head:
        raise UserError("{file}: the file is empty. Export it again.", file=paths.relative(path))
    return head


def _of_folder(folder: Path) -> Callable[[Path], Reading]:
    if (folder / qualcoder.DATABASE).is_file():
        return lambda path: qualcoder.read(path / qualcoder.DATABASE)
    if (folder / csv_folder.CODINGS).is_file():
        return csv_folder.read
    raise UserError(
        "{folder}: the folder has neither {database} (QualCoder) nor {codings}. {formats}",
        folder=paths.relative(folder),
        database=qualcoder.DATABASE,
        codings=csv_folder.CODINGS,
        formats=FORMATS,
    )


def _of_database(path: Path) -> Callable[[Path], Reading]:
    with databases.opened(path) as connection:
        known = databases.tables(connection)
    for program in (qualcoder, taguette):
        if set(program.REQUIRED) <= set(known):
            return program.read
    found = ", ".join(sorted(known)[:5]) or Note("none")
    raise UserError(
        "{file}: this SQLite database is of neither QualCoder nor Taguette (its tables: {tables}). {formats}",
        file=paths.relative(path),
        tables=found,
        formats=FORMATS,
    )


def _of_archive(path: Path) -> Callable[[Path], Reading]:
    with guards.Archive(path) as archive:
        is_workbook = workbook.BOOK in archive.names
    return taguette_export.read if is_workbook else refi_qda.read


def _refuse_mixing(readings: Sequence[Reading]) -> None:
    seen: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        for key in dict.fromkeys((row.coder, row.document) for row in reading.rows):
            other = seen.setdefault(key, reading)
            if other is not reading:
                raise UserError(
                    "{file}: names the coder {coder!r} for the document {document!r}, as {other} does. If these are "
                    "two persons, say who coded which file: {{'coder_1': 'first file', 'coder_2': 'second file'}}.",
                    file=paths.relative(reading.file),
                    coder=key[0],
                    document=key[1],
                    other=paths.relative(other.file),
                )


def _strangers(codings: pd.DataFrame) -> list[str]:
    """Say which coders share no document with any other: often the same document under another name."""
    shared = codings.groupby("document")["coder"].transform("nunique") > 1
    alone = sorted(set(codings["coder"]) - set(codings.loc[shared, "coder"]))
    if codings["coder"].nunique() < 2 or not alone:
        return []
    return [
        Note(
            "Nobody else coded a document of {coders}: agreement cannot be told. If it is the same text under another name, "
            "rename the document in one of the programs.",
            coders=", ".join(alone),
        )
    ]
