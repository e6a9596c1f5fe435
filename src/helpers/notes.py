"""Remarks on a file, made while it is read and told later, in whichever language the reader has."""

from __future__ import annotations

from typing import Any, Self

from helpers.language import translator


class Note(str):
    """A remark: an English text like any other, which can tell itself in another language, too.

    Attributes
    ----------
    sentence, parts
        The sentence with its gaps, as the catalogue has it, and what fills them.
    """

    __slots__ = ("parts", "sentence")
    sentence: str
    parts: dict[str, Any]

    def __new__(cls, sentence: str, **parts: Any) -> Self:
        """Fill the gaps of a sentence."""
        note = super().__new__(cls, sentence.format(**parts))
        note.sentence, note.parts = sentence, parts
        return note

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Return what a copy is made from."""
        return (self.sentence,), self.parts


def told(note: str, language: str) -> str:
    """Tell a remark in a language; what is no `Note` stays as it is."""
    return translator(language)(note.sentence).format(**note.parts) if isinstance(note, Note) else note
