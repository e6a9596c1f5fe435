"""REFI-QDA exchange files: projects (``.qdpx``, ``.qde``) of NVivo, ATLAS.ti, MAXQDA, QualCoder, Quirkos; ``.qdc``.

Read with the standard library. The library pyrefiqda (0.3.1) was tried on real exports of NVivo and ATLAS.ti and is not
used: it unpacks the whole archive to disk, expands entities, refuses a bare ``.qde``, takes 2.7 s for 20,000 codings
(almost three times as long as this module), leaves the counting of positions to its caller, and brings lxml and xsdata along.

What exporters do, and what is made of it here:

- The inner ``.qde`` may have any name (ATLAS.ti: that of the project), its folder is ``sources`` or ``Sources``.
- One place may be exported as several selections (QualCoder: one per code); they become one segment.
- ATLAS.ti exports a passage of a PDF twice, as a rectangle and as text, under one identifier; it counts once, with its
  place in the text. A rectangle, a picture's region, a stretch of sound or film has no place in a text.
- NVivo lists its cases among the codes, too, under the same identifiers; they are cases, and no codes.
- MAXQDA and Quirkos write a document's variables as a case without a name; it gets the document's.
- Positions: see `helpers.codings.offsets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import numpy as np

from helpers.codings import offsets, refi_archive
from helpers.codings.model import Code, Names, Reading, Row
from helpers.codings.refi_archive import Document, Selection
from helpers.files import guards, paths
from helpers.language import Note, UserError

#: These count a line break as one even where they write it as CR LF (the others count what they write).
_COUNT_BREAK_AS_ONE = ("atlas", "qualcoder")
_TEXTS = ("Representation", "TextDescription", "Transcript")


def read(file: Path) -> Reading:
    """Read a REFI-QDA project or codebook."""
    with file.open("rb") as content:
        packed = content.read(2) == b"PK"
    if packed:
        with guards.Archive(file) as archive:
            name = refi_archive.inner_name(archive)
            return _project(file, guards.parse_xml(archive.read(name), file, name), archive)
    guards.check_size(file, file.stat().st_size, guards.LARGEST_PART)
    root = guards.parse_xml(file.read_bytes(), file)
    if root.tag == "Project":
        return _project(file, root, None)
    if root.tag == "CodeBook":
        return Reading(file, list(_codes(root.find("Codes"), frozenset())), [])
    raise UserError(
        "{file}: its root element is {tag!r}; REFI-QDA has 'Project' or 'CodeBook'. "
        "Export the project as REFI-QDA (.qdpx).",
        file=paths.relative(file),
        tag=root.tag,
    )


@lru_cache(maxsize=10_000)
def _guid(value: str | None) -> str:
    # The schema allows both cases, with braces or without.
    return (value or "").strip("{} ").upper()


def _codes(element: Element | None, cases: frozenset[str], parent: str | None = None) -> Iterator[Code]:
    for child in element if element is not None else ():
        key = _guid(child.get("guid"))
        if child.tag == "Code" and key not in cases:
            codable = child.get("isCodable", "true").strip() not in ("false", "0")
            description = (child.findtext("Description") or "").strip()
            yield Code(key, (child.get("name") or key).strip(), parent, description, codable)
            yield from _codes(child, cases, key)


def _project(file: Path, root: Element, archive: guards.Archive | None) -> Reading:
    cases = root.find("Cases")
    case_guids = frozenset(_guid(case.get("guid")) for case in (cases if cases is not None else ()))
    users = {_guid(user.get("guid")): user.get("name") or user.get("id") or "" for user in root.iterfind("Users/User")}
    documents, sources = _documents(root, users, _guid(root.get("creatingUserGUID")))
    notes = refi_archive.load_texts(file, documents, archive)
    origin = (root.get("origin") or "").casefold()
    usual = offsets.Counting(break_as_two=not origin.startswith(_COUNT_BREAK_AS_ONE))
    rows, uncoded = _rows(file, documents, usual, case_guids, notes)
    if uncoded:
        notes.append(
            Note(
                "{file}: {count} selections carry no code; they are left out.", file=paths.relative(file), count=uncoded
            )
        )
    codes = list(_codes(root.find("CodeBook/Codes"), case_guids))
    return Reading(file, codes, rows, _cases(root, documents, sources), notes)


def _documents(root: Element, users: dict[str, str], owner: str) -> tuple[list[Document], dict[str, str]]:
    """List the documents with their selections, and tell every source's document by the source's identifier."""
    parts = root.find("Sources")
    elements = list(parts) if parts is not None else []
    taken = Names()
    names = [taken.free((element.get("name") or _guid(element.get("guid"))).strip()) for element in elements]
    documents: list[Document] = []
    sources: dict[str, str] = {}
    by_path: dict[str, Document] = {}
    # A transcript is often exported as a document of its own, too: by then that document must be known.
    ranked = sorted(range(len(elements)), key=lambda number: elements[number].tag != "TextSource")
    for number in ranked:
        element = elements[number]
        document = _document(element, names[number])
        documents.append(document)
        sources[_guid(element.get("guid"))] = document.name
        if document.path:
            by_path.setdefault(document.path, document)
        _collect(element, document, users, owner)
        for text in (child for child in element if child.tag in _TEXTS):
            inner = _document(text, names[number])
            target = by_path.get(inner.path) if inner.path else None
            if target is None and text.tag == "Representation":
                target = document
                target.path, target.content = inner.path, inner.content
            elif target is None:
                target = inner
                target.name = taken.free(text.get("name") or f"{names[number]} ({text.tag})")
                documents.append(target)
            sources[_guid(text.get("guid"))] = target.name
            if target.path:
                by_path.setdefault(target.path, target)
            _collect(text, target, users, owner)
    return documents, sources


def _document(element: Element, name: str) -> Document:
    return Document(name, element.get("plainTextPath") or "", element.findtext("PlainTextContent"))


def _collect(element: Element, document: Document, users: dict[str, str], owner: str) -> None:
    """Add the selections of one element, and its codings of the whole, to its document."""
    points = {_guid(point.get("guid")): _whole(point.get("position")) for point in element.iterfind("SyncPoint")}
    for child in element:
        if child.tag == "Coding":
            selection = document.selections.setdefault(f"whole {document.name}", Selection())
            selection.codings.append(_coding(child, element, users, owner))
        elif child.tag.endswith("Selection"):
            key = _guid(child.get("guid")) or f"number {len(document.selections)}"
            selection = document.selections.setdefault(key, Selection())
            selection.codings += [_coding(coding, child, users, owner) for coding in child.iterfind("Coding")]
            if child.tag == "PlainTextSelection":
                selection.start, selection.end = _whole(child.get("startPosition")), _whole(child.get("endPosition"))
                selection.quote = child.get("name") or ""
            elif child.tag == "TranscriptSelection":
                selection.start = points.get(_guid(child.get("fromSyncPoint")))
                selection.end = points.get(_guid(child.get("toSyncPoint")))
            elif child.tag == "PDFSelection":
                selection.text = child.findtext("Representation/PlainTextContent")


def _coding(coding: Element, selection: Element, users: dict[str, str], owner: str) -> tuple[str, str]:
    reference = coding.find("CodeRef")
    code = _guid(reference.get("targetGUID")) if reference is not None else ""
    told = (coding.get("creatingUser"), selection.get("creatingUser"), selection.get("modifyingUser"), owner)
    user = next((_guid(one) for one in told if one), "")
    return users.get(user, ""), code


def _whole(value: str | None) -> int | None:
    try:
        number = int(value or "")
    except ValueError:
        return None
    return number if 0 <= number < 2**62 else None


def _rows(
    file: Path, documents: list[Document], usual: offsets.Counting, cases: frozenset[str], notes: list[str]
) -> tuple[list[Row], int]:
    """Turn selections into rows, with each position as the tables count it; tell how many selections have no code."""
    quoted = {
        number: _quoted(document)
        for number, document in enumerate(documents)
        if document.content is not None and document.selections
    }
    counted = dict(zip(quoted, offsets.choose(list(quoted.values()), usual), strict=True))
    rows: list[Row] = []
    uncoded = outside = 0
    for number, document in enumerate(documents):
        one = quoted.get(number)
        if one is not None:
            starts = one.source.characters(counted[number], one.starts).tolist()
            ends = one.source.characters(counted[number], one.ends).tolist()
        for rank, (key, selection) in enumerate(document.selections.items()):
            start, end, text = selection.start, selection.end, selection.text
            if start is None or end is None:
                start = end = None
            if one is not None and key.startswith("whole "):
                start, end, text = 0, len(one.source.text), one.source.text
            elif one is not None and start is not None:
                start, end = starts[rank], ends[rank]
                if 0 <= start <= end:
                    text = one.source.text[start:end]
                else:
                    outside += 1
                    start = end = text = None
            uncoded += not selection.codings
            rows += [
                Row(document.name, start, end, text, coder, code, key)
                for coder, code in selection.codings
                if code not in cases
            ]
    if outside:
        notes.append(
            Note(
                "{file}: {count} selections lie outside their text; their places are missing.",
                file=paths.relative(file),
                count=outside,
            )
        )
    return rows, uncoded


def _quoted(document: Document) -> offsets.Quoted:
    chosen = document.selections.values()
    return offsets.Quoted(
        offsets.SourceText(document.content or ""),
        np.array([-1 if one.start is None else one.start for one in chosen], dtype=np.int64),
        np.array([-1 if one.end is None else one.end for one in chosen], dtype=np.int64),
        [one.quote for one in chosen],
    )


def _cases(root: Element, documents: list[Document], sources: dict[str, str]) -> dict[tuple[str, str], dict[str, str]]:
    """Tell each case's documents and variables."""
    names = {_guid(one.get("guid")): (one.get("name") or "").strip() for one in root.iterfind("Variables/Variable")}
    coded: dict[str, dict[str, None]] = {}
    selected: dict[str, str] = {}
    for document in documents:
        for key, selection in document.selections.items():
            selected[key] = document.name
            for _, code in selection.codings:
                coded.setdefault(code, {})[document.name] = None
    found: dict[tuple[str, str], dict[str, str]] = {}
    for number, case in enumerate(root.iterfind("Cases/Case"), 1):
        linked = [sources.get(_guid(one.get("targetGUID"))) for one in case.iterfind("SourceRef")]
        linked += [selected.get(_guid(one.get("targetGUID"))) for one in case.iterfind("SelectionRef")]
        mine = dict.fromkeys([*filter(None, linked), *coded.get(_guid(case.get("guid")), {})])
        unnamed = next(iter(mine)) if len(mine) == 1 else f"case {number}"
        for name in mine or [""]:
            found.setdefault((case.get("name") or unnamed, name), {}).update(_variables(case, names))
    for element in root.iterfind("Sources/*"):
        if told := _variables(element, names):
            source = sources[_guid(element.get("guid"))]
            found.setdefault((source, source), {}).update(told)
    return found


def _variables(element: Element, names: dict[str, str]) -> dict[str, str]:
    told = {}
    for value in element.iterfind("VariableValue"):
        reference = value.find("VariableRef")
        name = names.get(_guid(reference.get("targetGUID")), "") if reference is not None else ""
        written = next((child.text or "" for child in value if child.tag.endswith("Value")), "")
        if name:
            told[name] = written.strip()
    return told
