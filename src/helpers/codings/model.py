"""What every reader hands over, and the three tables that are made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.files import paths
from helpers.language import Note, UserError

CODING_COLUMNS = ("document", "segment", "start", "end", "text", "coder", "code", "parent")
CODEBOOK_COLUMNS = ("code", "parent", "description", "codable")
CASE_COLUMNS = ("case", "document")
#: Stands between the codes of a path where a bare name would mean more than one code.
PATH_MARK = " > "


@dataclass(frozen=True, eq=False)
class Codings:
    """Codings of one or several coders, as tables.

    Attributes
    ----------
    codings
        One row per segment, coder and code: ``document``, ``segment`` (an identifier), ``start`` and ``end``
        (characters of the document's plain text, half-open, counted in Unicode code points with every line break as
        one; missing where the format has none), ``text``, ``coder``, ``code``, ``parent`` (``""`` for a code without).
    codebook
        One row per code: ``code``, ``parent``, ``description``, ``codable``, then whatever else the file tells of it.
    cases
        One row per case and document: ``case``, ``document``, then a column per variable. Variables that belong to
        a document itself stand with a case of the document's name.
    notes
        What could not be read, in sentences; empty where all is there.
    """

    codings: pd.DataFrame
    codebook: pd.DataFrame
    cases: pd.DataFrame
    notes: tuple[str, ...] = ()


class Code(NamedTuple):
    """A code as its file has it: `key` is how the file's codings and its other codes refer to it."""

    key: Hashable
    name: str
    parent: Hashable | None = None
    description: str = ""
    codable: bool = True
    more: Mapping[str, str] = {}


class Row(NamedTuple):
    """One coder gave one code to one segment. `key` tells segments without a place in the text apart."""

    document: str
    start: int | None
    end: int | None
    text: str | None
    coder: str
    code: Hashable
    key: Hashable = None


@dataclass
class Reading:
    """One file as its reader found it; `given` says that the rows' keys are the file's own segment identifiers."""

    file: Path
    codes: list[Code]
    rows: list[Row]
    cases: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    given: bool = False

    @property
    def coders(self) -> list[str]:
        """Return everybody who coded in this file."""
        return sorted({row.coder for row in self.rows})


def tables(readings: Sequence[Reading]) -> Codings:
    """Put one or several files together.

    Parameters
    ----------
    readings
        The files, in the order in which codes and cases shall appear.

    Returns
    -------
    Codings
        A code is known by its name. Where one file has a name twice, in different places of its codebook, the code's
        whole path stands for it everywhere (``"wages > low"``). A span of a document is one segment, whoever
        coded it; other segments are one where their file says so.
    """
    labels, codebook = _codebook(readings)
    frames = [_rows(number, reading, labels[number]) for number, reading in enumerate(readings)]
    table = pd.concat(frames, ignore_index=True)
    table["segment"] = _segments(table, readings)
    parents = codebook.set_index("code")["parent"]
    table["parent"] = table["code"].map(parents).fillna("").astype("str")
    # A row that has its text comes before the same row from a file that lacks it.
    order = ["document", "start", "end", "segment", "coder", "code", "text"]
    table = table.sort_values(order, kind="stable", na_position="last")
    table = table.drop_duplicates(["segment", "coder", "code"])[list(CODING_COLUMNS)].reset_index(drop=True)
    notes = tuple(dict.fromkeys(note for reading in readings for note in reading.notes))
    return Codings(table, codebook, _cases(readings), notes)


class Names:
    """Gives each document a name of its own: the second ``a`` becomes ``a (2)``."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def free(self, name: str) -> str:
        """Return `name` if nobody has it yet, otherwise with the next number that is free."""
        label, number = name, self._last.get(name, 1)
        while label in self._taken:
            number += 1
            label = f"{name} ({number})"
        self._last[name] = number
        self._taken.add(label)
        return label


def _code_paths(codes: Sequence[Code]) -> dict[Hashable, tuple[str, ...]]:
    by_key = {code.key: code for code in codes}
    found: dict[Hashable, tuple[str, ...]] = {}
    for code in codes:
        path: list[str] = []
        seen: set[Hashable] = set()
        now: Code | None = code
        # A damaged file may name a code as its own ancestor: the path ends there.
        while now is not None and now.key not in seen:
            seen.add(now.key)
            path.append(now.name)
            now = by_key.get(now.parent) if now.parent is not None else None
        found[code.key] = tuple(reversed(path))
    return found


def _codebook(readings: Sequence[Reading]) -> tuple[list[dict[Hashable, str]], pd.DataFrame]:
    found = [_code_paths(reading.codes) for reading in readings]
    doubled = {
        name
        for code_paths in found
        for name, times in Counter(path[-1] for path in set(code_paths.values())).items()
        if times > 1
    }
    labels = [
        {key: PATH_MARK.join(path) if path[-1] in doubled else path[-1] for key, path in code_paths.items()}
        for code_paths in found
    ]
    entries: dict[str, dict[str, object]] = {}
    for reading, names in zip(readings, labels, strict=True):
        for code in reading.codes:
            parent = names.get(code.parent, "") if code.parent is not None else ""
            told = {"parent": parent, "description": code.description, **code.more}
            entry = entries.setdefault(names[code.key], {"code": names[code.key], "codable": False})
            for column, value in told.items():
                entry[column] = entry.get(column) or value
            entry["codable"] = entry["codable"] or code.codable
    columns = dict.fromkeys([*CODEBOOK_COLUMNS, *(column for entry in entries.values() for column in entry)])
    table = pd.DataFrame(list(entries.values()), columns=list(columns))
    texts = [column for column in columns if column != "codable"]
    return labels, table.astype(dict.fromkeys(texts, "str") | {"codable": "bool"})


def _rows(number: int, reading: Reading, labels: Mapping[Hashable, str]) -> pd.DataFrame:
    known = [row for row in reading.rows if row.code in labels]
    if len(known) < len(reading.rows):
        reading.notes.append(
            Note(
                "{file}: {count} codings name a code that is not in the codebook; they are left out.",
                file=paths.relative(reading.file),
                count=len(reading.rows) - len(known),
            )
        )
    columns: list[Sequence[object]] = list(zip(*known, strict=True)) if known else [()] * len(Row._fields)
    table = pd.DataFrame(dict(zip(Row._fields, columns, strict=True)), dtype="object")
    table["code"] = table["code"].map(labels)
    table = table.astype({"start": "Int64", "end": "Int64"})
    table["file"] = number
    return table.astype(dict.fromkeys(("document", "text", "coder", "code"), "str"))


def _segments(table: pd.DataFrame, readings: Sequence[Reading]) -> pd.Series:
    """Name each segment: as its file does, or by its rank among all the others."""
    with_own = table["file"].isin([number for number, reading in enumerate(readings) if reading.given]).to_numpy()
    spanned = (table["start"].notna() & table["end"].notna()).to_numpy() & ~with_own
    named = pd.Series("", index=table.index, dtype="str")
    named[with_own] = table.loc[with_own, "key"].astype("str")
    _refuse_two_meanings(table[with_own].assign(segment=named[with_own]), readings)
    loose = ~spanned & ~with_own
    ranks = table[["document", "start", "end"]].copy()
    # Files and keys count only where there is no span, in the order in which the file has them.
    ranks["file"] = np.where(loose, table["file"], -1)
    ranks["place"] = np.where(loose, pd.factorize(table["key"])[0], -1)
    ranks = ranks[~with_own].sort_values(list(ranks), kind="stable", na_position="last")
    numbers = ranks.groupby(list(ranks), sort=False, dropna=False).ngroup() + 1
    prefix = "s"
    while named.str.startswith(prefix).any():
        prefix += "_"
    width = len(str(numbers.max())) if len(numbers) else 1
    named[numbers.index] = prefix + numbers.astype("str").str.zfill(width)
    return named


def _refuse_two_meanings(table: pd.DataFrame, readings: Sequence[Reading]) -> None:
    parts = table.assign(text=table["text"].fillna(""))[["segment", "document", "text", "file"]]
    parts = parts.drop_duplicates(["segment", "document", "text"])
    twice = parts[parts["segment"].duplicated(keep=False)].sort_values("segment", kind="stable")
    if len(twice):
        first, second = twice.iloc[0], twice.iloc[1]
        raise UserError(
            "{file}: segment {segment!r} is not the segment of that name in {other}. Give every segment one identifier "
            "for all coders: let them code copies of the same segments.csv.",
            file=paths.relative(readings[second["file"]].file),
            segment=second["segment"],
            other=paths.relative(readings[first["file"]].file),
        )


def _cases(readings: Sequence[Reading]) -> pd.DataFrame:
    merged: dict[tuple[str, str], dict[str, str]] = {}
    for reading in readings:
        for key, variables in reading.cases.items():
            merged.setdefault(key, {}).update(variables)
    names_of_variables = dict.fromkeys(name for told in merged.values() for name in told)
    # A variable may have the name of one of our own columns.
    names = Names()
    heads = [names.free(name) for name in (*CASE_COLUMNS, *names_of_variables)]
    rows = [[*key, *(told.get(name) or None for name in names_of_variables)] for key, told in merged.items()]
    table = pd.DataFrame(rows, columns=heads, dtype="str")
    return table.sort_values(list(CASE_COLUMNS), kind="stable", ignore_index=True)
