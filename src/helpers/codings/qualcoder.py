"""QualCoder projects: a folder ``<name>.qda`` with an SQLite database ``data.qda`` in it.

Codes may hang under categories (``code_cat``) and, since version 4, under codes (``code_name.supercid``). Positions are
held against the text that QualCoder stored with each coding, see `helpers.codings.offsets`. Codings of pictures, sound
and film have no place in a text and stay without.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from helpers.codings import databases, offsets
from helpers.codings.databases import number, text
from helpers.codings.model import Code, Names, Reading, Row
from helpers.files import paths
from helpers.language import Note

#: Tables and columns that every QualCoder project has had since version 1.
REQUIRED = {
    "source": ("id", "name", "fulltext"),
    "code_text": ("cid", "fid", "seltext", "pos0", "pos1", "owner"),
    "code_name": ("cid", "name", "catid"),
    "code_cat": ("catid", "name", "supercatid"),
}
DATABASE = "data.qda"
_USUAL = offsets.Counting(break_as_two=False)
#: Table of codings without a place in a text → the column with the number of the document, and that of the coding.
_WITHOUT_PLACE = {"code_image": ("id", "imid"), "code_av": ("id", "avid")}


def read(file: Path) -> Reading:
    """Read the database of a QualCoder project."""
    with databases.opened(file) as connection:
        known = databases.tables(connection)
        databases.need(known, REQUIRED, file, "QualCoder")
        sources = databases.select(connection, known, "source", ("id", "name", "fulltext"), "id")
        names = Names()
        documents = {source: names.free(text(name)) for source, name, _ in sources}
        texts = {source: content for source, _, content in sources if isinstance(content, str)}
        notes: list[str] = []
        rows = list(_texts(connection, known, documents, texts, notes, file))
        rows += _others(connection, known, documents)
        return Reading(
            # The database has the same name in every project; the folder is what the user named.
            file.parent if file.name == DATABASE and file.parent.suffix == ".qda" else file,
            list(_codes(connection, known)),
            rows,
            _cases(connection, known, documents),
            notes,
        )


def _codes(connection: Connection, known: dict[str, frozenset[str]]) -> Iterator[Code]:
    columns = ("catid", "name", "memo", "supercatid")
    for category, name, memo, above in databases.select(connection, known, "code_cat", columns, "name"):
        parent = ("category", above) if above is not None else None
        yield Code(("category", category), text(name).strip(), parent, text(memo).strip(), codable=False)
    of_code = ("cid", "name", "memo", "catid", "supercid")
    for code, name, memo, category, above in databases.select(connection, known, "code_name", of_code, "name"):
        parent = ("category", category) if category is not None else None
        parent = ("code", above) if above is not None else parent
        yield Code(("code", code), text(name).strip(), parent, text(memo).strip())


def _texts(
    connection: Connection,
    known: dict[str, frozenset[str]],
    documents: dict[object, str],
    texts: dict[object, str],
    notes: list[str],
    file: Path,
) -> Iterator[Row]:
    columns = ("fid", "pos0", "pos1", "seltext", "owner", "cid")
    by_document: dict[object, list[tuple]] = {}
    strays = 0
    for fid, *rest in databases.select(connection, known, "code_text", columns):
        if fid in documents:
            by_document.setdefault(fid, []).append(tuple(rest))
        else:
            strays += 1
    if strays:
        notes.append(
            Note(
                "{file}: {count} codings belong to no document; they are left out.",
                file=paths.relative(file),
                count=strays,
            )
        )
    counted = [_quoted(texts.get(fid, ""), found) for fid, found in by_document.items()]
    ways = offsets.choose(counted, _USUAL)
    outside = 0
    for (fid, found), one, way in zip(by_document.items(), counted, ways, strict=True):
        starts = one.source.characters(way, one.starts).tolist()
        ends = one.source.characters(way, one.ends).tolist()
        for rank, (_, _, selected, owner, code) in enumerate(found):
            start, end = starts[rank], ends[rank]
            if 0 <= start <= end:
                yield Row(documents[fid], start, end, one.source.text[start:end], text(owner), ("code", code))
            else:
                outside += 1
                yield Row(documents[fid], None, None, text(selected), text(owner), ("code", code), ("text", fid, rank))
    if outside:
        notes.append(
            Note(
                "{file}: {count} codings lie outside their text; their places are missing.",
                file=paths.relative(file),
                count=outside,
            )
        )


def _quoted(content: str, found: list[tuple]) -> offsets.Quoted:
    positions = np.array(
        [[-1 if (cell := number(row[place])) is None else cell for place in (0, 1)] for row in found], dtype=np.int64
    )
    quotes = [text(row[2]) for row in found]
    return offsets.Quoted(offsets.SourceText(content), positions[:, 0], positions[:, 1], quotes)


def _others(connection: Connection, known: dict[str, frozenset[str]], documents: dict[object, str]) -> Iterator[Row]:
    for table, (source, key) in _WITHOUT_PLACE.items():
        for fid, one, owner, code in databases.select(connection, known, table, (source, key, "owner", "cid")):
            if fid in documents:
                yield Row(documents[fid], None, None, None, text(owner), ("code", code), (table, one))


def _cases(
    connection: Connection, known: dict[str, frozenset[str]], documents: dict[object, str]
) -> dict[tuple[str, str], dict[str, str]]:
    cases = {
        case: text(name) for case, name in databases.select(connection, known, "cases", ("caseid", "name"), "caseid")
    }
    linked: dict[object, dict[str, None]] = {case: {} for case in cases}
    for case, fid in databases.select(connection, known, "case_text", ("caseid", "fid")):
        if case in cases and fid in documents:
            linked[case][documents[fid]] = None
    found: dict[tuple[str, str], dict[str, str]] = {
        (cases[case], document): {} for case, mine in linked.items() for document in mine or [""]
    }
    columns = ("name", "attr_type", "value", "id")
    for name, kind, value, owner in databases.select(connection, known, "attribute", columns, "name, id"):
        told = {text(name): str(value) if value is not None else ""}
        if kind == "case" and owner in cases:
            for document in linked[owner] or [""]:
                found[cases[owner], document].update(told)
        elif kind == "file" and owner in documents:
            found.setdefault((documents[owner], documents[owner]), {}).update(told)
    return found
