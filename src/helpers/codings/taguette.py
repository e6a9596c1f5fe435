"""Taguette projects: an SQLite file, downloaded from a server ("export project") or of Taguette on one's own computer.

Positions are UTF-8 bytes of a document's HTML without its tags, see `helpers.codings.html_text`. Who gave a tag stands
only in the log of commands, and an exported project names everybody ``admin`` there, as Taguette on one's own computer
does: then the file's name stands for the coder, so export one project per coder.
"""

from __future__ import annotations

import json
from pathlib import Path
from sqlite3 import Connection

import numpy as np

from helpers.codings import databases
from helpers.codings.databases import number, text
from helpers.codings.html_text import HtmlText
from helpers.codings.model import Code, Names, Reading, Row
from helpers.files import paths
from helpers.language import Note, UserError

REQUIRED = {
    "projects": ("id", "name"),
    "documents": ("id", "name", "project_id", "contents"),
    "highlights": ("id", "document_id", "start_offset", "end_offset"),
    "tags": ("id", "path"),
    "highlight_tags": ("highlight_id", "tag_id"),
}
#: What Taguette calls its user where it does not ask for a name.
NOBODY = "admin"
_Known = dict[str, frozenset[str]]


def read(file: Path) -> Reading:
    """Read a Taguette project."""
    with databases.opened(file) as connection:
        known = databases.tables(connection)
        databases.need(known, REQUIRED, file, "Taguette")
        projects = databases.select(connection, known, "projects", ("id", "name"), "id")
        if len(projects) > 1:
            named = ", ".join(repr(text(name)) for _, name in projects[:5])
            raise UserError(
                "{file}: there are {count} projects in the file ({names}), and one is read. "
                "Open the one in Taguette, choose 'Project info', 'Export project', and read that file.",
                file=paths.relative(file),
                count=len(projects),
                names=named,
            )
        names, texts = Names(), {}
        documents = {}
        for key, name, contents in databases.select(connection, known, "documents", ("id", "name", "contents"), "id"):
            documents[key] = names.free(text(name))
            texts[key] = text(contents)
        notes: list[str] = []
        rows = _rows(connection, known, documents, texts, file, notes)
        if {row.coder for row in rows} == {NOBODY}:
            rows = [row._replace(coder="") for row in rows]
        return Reading(file, codes(_tags(connection, known)), rows, notes=notes)


def codes(tags: list[tuple[object, str, object, str]]) -> list[Code]:
    """Arrange tags: key, path, parent's key (``None`` where the file does not say), description.

    A path ``wage.low`` hangs under the tag ``wage``, if there is one; its whole path stays its name.
    """
    by_path = {path: key for key, path, _, _ in tags}

    def above(path: str) -> object:
        while "." in path:
            path = path.rpartition(".")[0]
            if path in by_path:
                return by_path[path]
        return None

    return [
        Code(key, path, parent if parent is not None else above(path), description)
        for key, path, parent, description in sorted(tags, key=lambda tag: tag[1])
    ]


def _tags(connection: Connection, known: _Known) -> list[tuple[object, str, object, str]]:
    columns = ("id", "path", "parent_id", "description")
    return [
        (key, text(path).strip(), parent, text(description).strip())
        for key, path, parent, description in databases.select(connection, known, "tags", columns, "id")
    ]


def _rows(
    connection: Connection,
    known: _Known,
    documents: dict[object, str],
    texts: dict[object, str],
    file: Path,
    notes: list[str],
) -> list[Row]:
    tags: dict[object, list[object]] = {}
    for highlight, tag in databases.select(connection, known, "highlight_tags", ("highlight_id", "tag_id")):
        tags.setdefault(highlight, []).append(tag)
    columns = ("id", "document_id", "start_offset", "end_offset")
    by_document: dict[object, list[tuple]] = {}
    for key, document, *span in databases.select(connection, known, "highlights", columns, "id"):
        if document in documents:
            by_document.setdefault(document, []).append((key, *(-1 if number(at) is None else at for at in span)))
    coders = _coders(connection, known)
    members = databases.select(connection, known, "project_members", ("user_login",))
    alone = text(members[0][0]) if len(members) == 1 else ""
    rows: list[Row] = []
    uncoded = outside = 0
    for document, highlights in by_document.items():
        plain = HtmlText(texts[document])
        spans = np.array([span for _, *span in highlights], dtype=np.int64)
        starts, ends = plain.spans(spans[:, 0], spans[:, 1])
        for (key, *_), start, end in zip(highlights, starts.tolist(), ends.tolist(), strict=True):
            found = tags.get(key, [])
            uncoded += not found
            outside += start < 0
            place = Row(documents[document], start, end, plain.text[start:end], "", "", key)
            if start < 0:
                place = place._replace(start=None, end=None, text=None)
            rows += [place._replace(coder=coders.get((key, tag), alone), code=tag) for tag in found]
    if uncoded:
        notes.append(
            Note(
                "{file}: {count} highlights carry no tag; they are left out.", file=paths.relative(file), count=uncoded
            )
        )
    if outside:
        notes.append(
            Note(
                "{file}: {count} highlights lie outside their text; their places are missing.",
                file=paths.relative(file),
                count=outside,
            )
        )
    return rows


def _coders(connection: Connection, known: _Known) -> dict[tuple[object, object], str]:
    """Who first gave which tag to which highlight? The log tells all tags of a highlight at each change of it."""
    who: dict[object, dict[object, str]] = {}
    merged: dict[object, object] = {}
    for login, payload in databases.select(connection, known, "commands", ("user_login", "payload"), "id"):
        command = _command(payload)
        if command.get("type") == "highlight_add":
            before = who.get(command.get("highlight_id"), {})
            now = command.get("tags")
            who[command.get("highlight_id")] = {
                tag: before.get(tag, text(login))
                for tag in (now if isinstance(now, list) else [])
                if isinstance(tag, int)
            }
        elif command.get("type") == "tag_merge":
            merged[command.get("src_tag_id")] = command.get("dest_tag_id")
    found: dict[tuple[object, object], str] = {}
    for highlight, tags in who.items():
        for tag, login in tags.items():
            found.setdefault((highlight, _final(tag, merged)), login)
    return found


def _final(tag: object, merged: dict[object, object]) -> object:
    seen = set()
    while tag in merged and tag not in seen:
        seen.add(tag)
        tag = merged[tag]
    return tag


def _command(payload: object) -> dict[str, object]:
    try:
        command = json.loads(text(payload) or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(command, dict):
        return {}
    keys = ("highlight_id", "src_tag_id", "dest_tag_id")
    return command if all(isinstance(command.get(key, 0), int) for key in keys) else {}
