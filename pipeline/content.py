"""What a task depends on or makes, known by its content: file times do not matter."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from helpers.exhibits import publishing
from helpers.files import paths


@dataclass
class Content:
    """Files and folders as one dependency of a task (a pytask node).

    Attributes
    ----------
    name
        Tells it from the other dependencies.
    paths
        Files and folders; a folder counts with all files below it.
    """

    name: str
    paths: tuple[Path, ...]
    attributes: dict[Any, Any] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """Return what identifies the dependency."""
        return hashlib.sha256(self.name.encode()).hexdigest()

    def state(self) -> str | None:
        """Return the hash of the content, or nothing where none of it exists."""
        return paths.content_hash(self.paths) if any(path.exists() for path in self.paths) else None

    def load(self, is_product: bool = False) -> Content:
        """Return itself: the task knows its files."""
        return self

    def save(self, value: Any) -> None:
        """Do nothing: the task writes its files."""


@dataclass
class Published(Content):
    """The exhibits that a notebook published, as a product of its task.

    Which files they are stands in the stamp the notebook wrote; `paths` holds the stamp and the folder they go to.
    """

    def state(self) -> str | None:
        """Return the hash of the published files, or nothing where the stamp or one of them is missing."""
        stamp, target = self.paths
        if not stamp.exists():
            return None
        records = publishing.published(publishing.read_records(stamp))
        files = [publishing.path_of(target, record, name) for record in records for name in record["files"]]
        return paths.content_hash(files) if all(file.exists() for file in files) else None


@dataclass
class Sentences(Content):
    """The entries of a catalogue of translations whose sentences are in certain files; `paths` holds the catalogue.

    Attributes
    ----------
    places
        Files as the catalogue names them behind ``#:``.
    """

    places: frozenset[str] = frozenset()

    def state(self) -> str | None:
        """Return the hash of these entries; without a catalogue there are none."""
        (catalogue,) = self.paths
        found = [entry for places, entry in _entries(catalogue) if places & self.places]
        return hashlib.sha256(json.dumps(sorted(found)).encode()).hexdigest()


def _entries(catalogue: Path) -> tuple[tuple[frozenset[str], tuple[str, str]], ...]:
    return _parsed(catalogue, paths.content_hash([catalogue])) if catalogue.exists() else ()


@cache
def _parsed(catalogue: Path, _content: str) -> tuple[tuple[frozenset[str], tuple[str, str]], ...]:
    """Parse a catalogue once for each content that it has had."""
    with catalogue.open(encoding="utf-8") as opened:
        parsed = read_po(opened)
    return tuple(
        (frozenset(place for place, _line in message.locations), (str(message.id), str(message.string)))
        for message in parsed
        if message.id and not message.fuzzy
    )
