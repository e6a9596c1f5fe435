"""The archive of a REFI-QDA project: which part describes it, and where its documents' texts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from helpers.files import guards, paths
from helpers.language import Note, UserError


@dataclass
class Selection:
    """A passage as the file has it, with everybody's codings of it: (coder, code)."""

    start: int | None = None
    end: int | None = None
    quote: str = ""
    text: str | None = None
    codings: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Document:
    """One text or other source, where its text lies, and the selections in it by their identifiers."""

    name: str
    path: str = ""
    content: str | None = None
    selections: dict[str, Selection] = field(default_factory=dict)


def inner_name(archive: guards.Archive) -> str:
    """Which part of the archive describes the project?"""
    # macOS adds a hidden twin to each file when somebody packs a project anew.
    found = [name for name in archive.names if name.casefold().endswith(".qde") and "__MACOSX" not in name]
    if not found:
        raise UserError(
            "{file}: there is no .qde file in the archive, so this is no REFI-QDA project. "
            "Export the project as REFI-QDA (.qdpx).",
            file=paths.relative(archive.file),
        )
    if len(found) > 1:
        raise UserError(
            "{file}: there are {count} .qde files in the archive ({names}), and a project has one. "
            "Export each project into a file of its own.",
            file=paths.relative(archive.file),
            count=len(found),
            names=", ".join(sorted(found)[:3]),
        )
    return found[0]


def load_texts(file: Path, documents: Sequence[Document], archive: guards.Archive | None) -> list[str]:
    """Fill in the texts that lie in the archive, and tell which do not."""
    # Some programs on Windows write the names of the parts as they write paths.
    known = {name.replace("\\", "/").casefold(): name for name in archive.names} if archive else {}
    by_last = {PurePosixPath(name).name: full for name, full in known.items()}
    absent = []
    wanting = [document for document in documents if document.path and document.content is None]
    for document in wanting:
        scheme, _, wanted = document.path.partition("://")
        if scheme == "internal" and guards.leads_outside(wanted.lstrip("/")):
            raise UserError(
                "{file}: the text of {document!r} is said to lie at {path!r}, outside the project. "
                "Nothing is read from there. Export the project again from the program that wrote it.",
                file=paths.relative(file),
                document=document.name,
                path=document.path,
            )
        # Paths to the exporter's own machine (relative://, absolute://) are never followed.
        last = wanted.lstrip("/").casefold()
        name = known.get(f"sources/{last}") or known.get(last) or by_last.get(last)
        name = name if scheme == "internal" else None
        document.content = _decoded(archive.read(name, guards.LARGEST_TEXT)) if archive and name else None
        if document.content is None:
            absent.append(document.name)
    if not absent:
        return []
    return [
        Note(
            "{file}: the file has no readable text for {count} of {all} documents ({names}); positions in them are as "
            "written, what was marked there is missing.",
            file=paths.relative(file),
            count=len(absent),
            all=len(wanting),
            names=", ".join(sorted(absent)[:3] + ["…"] * (len(absent) > 3)),
        )
    ]


def _decoded(content: bytes) -> str | None:
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        # The mark of UTF-8 stays in the text: some programs count it.
        return content.decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError:
        return None
