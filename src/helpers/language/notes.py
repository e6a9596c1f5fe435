"""Sentences that are made in one place and told in another, in whichever language the reader has by then.

Remarks on a file and the messages of errors are such: who reads a file knows what is wrong, but not who will read that.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable
from typing import Any, Self


class Note(str):
    """A sentence: an English text like any other, which can tell itself in another language, too.

    Attributes
    ----------
    sentence, parts
        The sentence with its gaps, as the catalogue has it, and what fills them; a part may be a `Note` itself. Whole
        numbers with ``:,`` behind their gap are written with the language's separators.
    """

    __slots__ = ("parts", "sentence")
    sentence: str
    parts: dict[str, Any]

    def __new__(cls, sentence: str, /, **parts: Any) -> Self:
        """Fill the gaps of a sentence."""
        note = super().__new__(cls, sentence.format(**parts))
        note.sentence, note.parts = sentence, parts
        return note

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy is made from, in this process or another."""
        return _again, (type(self), self.sentence, self.parts)


class Joined(str):
    """Several texts after one another, `Note` among them, with the same separator between, which may be one, too."""

    __slots__ = ("separator", "texts")
    separator: str
    texts: tuple[str, ...]

    def __new__(cls, texts: Iterable[str], separator: str = ", ") -> Self:
        """Join the texts."""
        texts = tuple(texts)
        joined = super().__new__(cls, separator.join(texts))
        joined.separator, joined.texts = separator, texts
        return joined

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy is made from, in this process or another."""
        return type(self), (self.texts, self.separator)


def _again(kind: type[Note], sentence: str, parts: dict[str, Any]) -> Note:
    return kind(sentence, **parts)


def in_words(text: str, translate: Callable[[str], str], count: Callable[[int], str]) -> str:
    """Tell a text with the words of one language; what is no `Note` and holds none stays as it is.

    Parameters
    ----------
    text
        A `Note`, a `Joined`, or any text.
    translate
        Returns the language's own sentence for an English one, gaps and all.
    count
        Writes a whole number with the language's separators.
    """
    if isinstance(text, Joined):
        return in_words(text.separator, translate, count).join(in_words(one, translate, count) for one in text.texts)
    if not isinstance(text, Note):
        return text
    parts = {
        name: in_words(part, translate, count) if isinstance(part, Note | Joined) else part
        for name, part in text.parts.items()
    }
    return _Gaps(count).format(translate(text.sentence), **parts)


class _Gaps(string.Formatter):
    """Fills gaps like `str.format`, but for the separators of large numbers."""

    def __init__(self, count: Callable[[int], str]) -> None:
        self.count = count

    def format_field(self, value: Any, format_spec: str) -> str:
        return self.count(value) if format_spec == "," else super().format_field(value, format_spec)
