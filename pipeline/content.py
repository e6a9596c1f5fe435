"""What a task depends on or makes, known by its content: file times do not matter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
