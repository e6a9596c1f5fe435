"""Which character does a position mean? Programs count differently, and the text that they quote tells how.

The REFI-QDA standard counts Unicode code points of the plain text. In practice (as QualCoder's importer and exporter
have it) NVivo and MAXQDA count a Windows line break (CR LF) as two and ATLAS.ti as one; QualCoder writes CR LF on
Windows but counts one; programs made with Qt, .NET or JavaScript may count a character beyond the Basic Multilingual
Plane (an emoji) as two; and a byte order mark at the head of the file may be counted, too. All tables here count code
points, every line break as one, no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

_BREAK = re.compile(r"\r+\n")
_MARK = "\ufeff"
#: That many quotes per document decide; those far down in the text, where ways of counting differ most.
_WITNESSES = 200
#: A quote may be cut off without a sign; a short one must be whole, or it would fit anywhere.
_LONG_ENOUGH = 20


class Counting(NamedTuple):
    """A way to count characters: how many does an astral character, a line break CR LF, a byte order mark make?"""

    astral_as_two: bool = False
    break_as_two: bool = True
    mark_as_one: bool = False


class SourceText:
    """A document's text as its file has it, and as all tables count it (`text`)."""

    def __init__(self, written: str) -> None:
        self._mark = written.startswith(_MARK)
        written = written.removeprefix(_MARK)
        self._breaks: list[tuple[int, int]] = []
        dropped = 0
        for match in _BREAK.finditer(written) if "\r" in written else ():
            extra = match.end() - match.start() - 1
            self._breaks.append((match.start() - dropped, extra))
            dropped += extra
        self.text = _BREAK.sub("\n", written).replace("\r", "\n") if "\r" in written else written
        self._astral = not self.text.isascii() and max(self.text) > "\uffff"

    def reduced(self, counting: Counting) -> Counting:
        """Return the simplest way of counting that gives the same positions in this text."""
        return Counting(
            counting.astral_as_two and self._astral,
            counting.break_as_two and bool(self._breaks),
            counting.mark_as_one and self._mark,
        )

    def characters(self, counting: Counting, positions: np.ndarray) -> np.ndarray:
        """Turn positions counted in some way into characters of `text`; -1 for one that is not in the text."""
        counting = self.reduced(counting)
        if counting == Counting(False, False, False):
            found = positions
            last = len(self.text)
        else:
            widths = np.ones(len(self.text) + 1, dtype=np.int64)
            if counting.astral_as_two:
                points = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
                widths[1:] += points > 0xFFFF
            if counting.break_as_two:
                for at, extra in self._breaks:
                    widths[at + 1] += extra
            widths[0] = int(counting.mark_as_one)
            marks = np.cumsum(widths)
            found = np.searchsorted(marks, positions, side="left")
            last = marks[-1]
        return np.where((positions >= 0) & (positions <= last), found, -1)


class Quoted(NamedTuple):
    """The places of one document and what the file itself quotes from each (``""`` where it does not)."""

    source: SourceText
    starts: np.ndarray
    ends: np.ndarray
    quotes: Sequence[str]


def choose(documents: Sequence[Quoted], usual: Counting) -> list[Counting]:
    """How did the program that wrote these positions count?

    Parameters
    ----------
    documents
        All documents of one file.
    usual
        What its program is known to do; it stands where no quote decides.

    Returns
    -------
    list of Counting
        One for each document: the way under which most quotes of the whole file are found at their places, unless
        another one finds more of this document's own quotes.
    """
    ways = sorted((Counting(*flags) for flags in product((False, True), repeat=3)), key=lambda way: way != usual)
    ways.sort(key=lambda way: sum(a != b for a, b in zip(way, usual, strict=True)))
    scores = [_scores(document, ways) for document in documents]
    together = [sum(score[number] for score in scores) for number in range(len(ways))]
    common = together.index(max(together))
    chosen = []
    for score in scores:
        best = score.index(max(score))
        chosen.append(ways[best if score[best] > score[common] else common])
    return chosen


def _scores(document: Quoted, ways: Sequence[Counting]) -> list[int]:
    source = document.source
    reduced = [source.reduced(way) for way in ways]
    told = [number for number, quote in enumerate(document.quotes) if quote]
    if len(set(reduced)) == 1 or not told:
        return [0] * len(ways)
    told = sorted(told, key=lambda number: -document.starts[number])[:_WITNESSES]
    quotes = [_normal(document.quotes[number]) for number in told]
    found = {}
    for way in set(reduced):
        starts = source.characters(way, document.starts[told])
        ends = source.characters(way, document.ends[told])
        found[way] = sum(
            start >= 0 and end >= 0 and _says(source.text[start:end], quote)
            for start, end, quote in zip(starts, ends, quotes, strict=True)
        )
    return [found[way] for way in reduced]


def _normal(text: str) -> str:
    return " ".join(text.replace(_MARK, " ").split())


def _says(passage: str, quote: str) -> bool:
    passage = _normal(passage)
    if quote.endswith(("…", "...")):
        quote = quote.rstrip("….").rstrip()
        return bool(quote) and passage.startswith(quote)
    return passage == quote or (len(quote) >= _LONG_ENOUGH and passage.startswith(quote))
