"""The one kind of error that a user of the collection can cause and mend."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from helpers.language.notes import Joined, Note


class UserError(Exception):
    """Something in the input is wrong; the message says what, where, and what to do next.

    Whoever runs a notebook or a command sees the message alone, without a traceback, and in the language of the run:
    `helpers.language.in_language` tells it. ``str`` of it is English.

    Attributes
    ----------
    note
        The message, as a sentence with gaps and what fills them.
    """

    def __init__(self, sentence: str, /, **parts: Any) -> None:
        """Fill the gaps of a sentence; it must be a literal text, so that the catalogue finds it."""
        self.note = Note(sentence, **parts)
        super().__init__(self.note)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy is made from: errors come back from other processes."""
        return _again, (type(self), self.note)


class TooFewAnswers(UserError):
    """A study has too few answers for a whole notebook; the pipeline leaves it out, says so, and goes on."""


def _again(kind: type[UserError], note: Note) -> UserError:
    return kind(note.sentence, **note.parts)


def nearest(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Which known names come nearest to the one that was asked for?

    Parameters
    ----------
    wanted
        The name that was not found.
    known
        The names there are.
    count
        At most this many are returned, the best first.

    Returns
    -------
    list of str
        Known names that look like `wanted`, whatever their case; empty where none is near.
    """
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(wanted.casefold(), list(by_folded), n=count, cutoff=0.5)
    containing = [folded for folded in sorted(by_folded) if wanted.casefold() in folded and folded not in found]
    return [by_folded[folded] for folded in (found + containing)[:count]]


def near(wanted: str, known: Iterable[str], count: int = 3) -> str:
    """Name the known names that come nearest to the one that was asked for, or say that none does."""
    return Joined(nearest(wanted, known, count)) or Note("none comes near")
