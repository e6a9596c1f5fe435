"""Which segments of different coders are the same unit? Agreement can only be told on units that all could code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.language import UserError


def match_segments(codings: pd.DataFrame, overlap: float = 0.5) -> pd.DataFrame:
    """Give segments of different coders that mean the same passage one common identifier.

    Parameters
    ----------
    codings
        The table ``codings`` of `helpers.codings.read` or `helpers.codings.read_all`.
    overlap
        Which share of two passages must be common: characters in both divided by characters in either (intersection
        over union), above 0 and at most 1. With 1 only identical spans are matched.

    Returns
    -------
    pandas.DataFrame
        The same rows, each with its own ``start``, ``end`` and ``text``; ``segment`` is the identifier of the unit,
        namely that of its first segment in the document. A segment that nobody else marked stays, as a unit coded
        by its coder alone.

    Notes
    -----
    The rule, document by document:

    1. Every segment is a unit. (The same span has one identifier already, whoever marked it.)
    2. Pairs of segments that share at least `overlap` are looked at from the largest share to the smallest; of equal
       shares, the pair that lies further ahead in the text comes first (start and end of the earlier, then of the
       later segment).
    3. A pair's two units become one if no coder has a segment in both **and every** segment of one shares at least
       `overlap` with **every** segment of the other.

    So a unit holds at most one segment of a coder, any two of its segments share at least `overlap` (a chain in which
    the ends do not touch is never made), and neither the order of the rows nor the coders' names matter.

    Segments without a place in the text are matched by their text, with white space and composed characters made
    uniform: the first of a coder in the document with the first of another, the second with the second. They also
    join a unit with a place whose first segment has that text. Without a text they stay alone.
    """
    if not 0 < overlap <= 1:
        raise UserError(
            "overlap: {overlap} – wanted: a share above 0 and at most 1, for instance 0.5.", overlap=overlap
        )
    order = ["document", "start", "end", "segment", "text"]
    rows = codings.sort_values(order, kind="stable", na_position="last")
    # A node is a span of a segment; several have one identifier only where somebody matched them before.
    rows = rows.assign(node=rows.groupby(order[:4], sort=False, dropna=False).ngroup())
    nodes = rows.drop_duplicates("node")
    names = nodes["segment"].tolist()
    coders: list[set[str]] = [set() for _ in names]
    for node, coder in zip(rows["node"], rows["coder"], strict=True):
        coders[node].add(coder)
    firsts = np.arange(len(names))
    for _, part in nodes.groupby("document", sort=True):
        own = part["node"].tolist()
        units = _Units(part, [coders[node] for node in own])
        units.join_spans(overlap)
        units.join_texts()
        for members in units.members:
            firsts[[own[number] for number in members]] = own[members[0]]
    first = firsts[rows["node"]]
    matched = rows.assign(segment=pd.Series(names, dtype="str").to_numpy()[first] if names else "", node=first)
    matched = matched.astype({"segment": "str"})
    matched = matched.sort_values(["node", "start", "end", "coder", "code"], kind="stable", ignore_index=True)
    return matched.drop(columns="node")


class _Units:
    """The units of one document, numbered as their segments are."""

    def __init__(self, part: pd.DataFrame, coders: list[set[str]]) -> None:
        placed = (part["start"].notna() & part["end"].notna()).to_numpy()
        self._placed = np.flatnonzero(placed).tolist()
        self._loose = np.flatnonzero(~placed).tolist()
        # A span comes first in the table, so that a segment's number is also its rank among the spans.
        self._spans = part[["start", "end"]].iloc[self._placed].to_numpy(dtype=np.int64)
        self._coders = coders
        self._texts = [_normal(text) for text in part["text"]]
        self._unit = list(range(len(part)))
        self._members: list[list[int]] = [[number] for number in range(len(part))]
        seen: dict[str, int] = {}
        for number, segment in enumerate(part["segment"]):
            if seen.setdefault(segment, number) != number:
                self._join(self._unit[seen[segment]], number)

    @property
    def members(self) -> Iterator[list[int]]:
        """Give each unit's segments, the first in the document first."""
        return (sorted(found) for found in self._members if found)

    def join_spans(self, overlap: float) -> None:
        """Join segments that share enough characters."""
        first, second, share = _pairs(self._spans[:, 0], self._spans[:, 1], overlap)
        # Segments are sorted by start and end: their numbers settle what comes first among equal shares.
        spans = self._spans.tolist()
        ranked = np.lexsort((second, first, -share))
        for one, other in zip(first[ranked].tolist(), second[ranked].tolist(), strict=True):
            left, right = self._unit[one], self._unit[other]
            if left != right and self._fit(left, right, spans, overlap):
                self._join(left, right)

    def join_texts(self) -> None:
        """Join segments without a place to the first unit of the same text that their coders are not in."""
        by_text: dict[str, list[int]] = {}
        wanted = {self._texts[number] for number in self._loose} - {""}
        for number in self._placed:
            if self._texts[number] in wanted and min(self._members[self._unit[number]]) == number:
                by_text.setdefault(self._texts[number], []).append(self._unit[number])
        for number in self._loose:
            units = by_text.setdefault(self._texts[number], []) if self._texts[number] else []
            for unit in units:
                if not self._shared(unit, number):
                    self._join(unit, number)
                    break
            else:
                units.append(number)

    def _shared(self, left: int, right: int) -> bool:
        mine = set().union(*(self._coders[number] for number in self._members[left]))
        return any(not mine.isdisjoint(self._coders[number]) for number in self._members[right])

    def _fit(self, left: int, right: int, spans: list[list[int]], overlap: float) -> bool:
        if self._shared(left, right):
            return False
        return all(
            _share(*spans[one], *spans[other]) >= overlap
            for one in self._members[left]
            for other in self._members[right]
        )

    def _join(self, left: int, right: int) -> None:
        left, right = min(left, right), max(left, right)
        self._members[left] += self._members[right]
        for number in self._members[right]:
            self._unit[number] = left
        self._members[right] = []


def _share(start: int, end: int, other_start: int, other_end: int) -> float:
    common = min(end, other_end) - max(start, other_start)
    return max(common, 0) / max(max(end, other_end) - min(start, other_start), 1)


def _pairs(starts: np.ndarray, ends: np.ndarray, overlap: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List all pairs of spans (sorted by start) that share enough, with their shares."""
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for number in range(len(starts)):
        # What is shared ends where this span does, so a later one must begin early enough.
        last_start = ends[number] - overlap * (ends[number] - starts[number]) + 1  # rounding must not lose any
        stop = np.searchsorted(starts, last_start, side="right")
        others = np.arange(number + 1, max(stop, number + 1))
        if len(others):
            common = np.minimum(ends[number], ends[others]) - starts[others]
            either = np.maximum(ends[number], ends[others]) - starts[number]
            share = np.maximum(common, 0) / np.maximum(either, 1)
            near = share >= overlap
            found.append((np.full(near.sum(), number), others[near], share[near]))
    if not found:
        nothing = np.array([], dtype=np.int64)
        return nothing, nothing, np.array([])
    first, second, share = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, share


def _normal(text: object) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()) if isinstance(text, str) else ""
