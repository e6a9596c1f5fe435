"""Write the answers of a column by the names of the form's choices, whatever the file writes for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.files.grid import texts
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire
from helpers.survey.reading.headers import folded

TICKED = frozenset(["1", "1.0", "true", "yes", "ya", "y", "x", "v", "✓", "✔", "☑", "benar", "selected", "dipilih"])
NOT_TICKED = frozenset(
    ["", "0", "0.0", "false", "no", "tidak", "t", "n", "-", "salah", "not selected", "tidak dipilih"]
)
_BETWEEN = r"\s*[\s,;|/+&]\s*"


@dataclass(frozen=True)
class Choices:
    """What may be answered to one question, and how it may be written.

    Attributes
    ----------
    names
        The names of the choices.
    labels
        Label in small letters → name.
    folded
        Label or name without punctuation → name; only where that means one choice.
    mapped
        What ``study.yaml`` says: value in small letters → name, or ``""`` for a missing answer.
    """

    names: tuple[str, ...]
    labels: Mapping[str, str]
    folded: Mapping[str, str]
    mapped: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, text: str) -> str | None:
        """Which choice is meant, if any?"""
        small = text.strip().casefold()
        if small in self.mapped:
            return self.mapped[small]
        return self.labels.get(small) or self.folded.get(folded(text)) or None


def choices_of(form: Questionnaire, question: str, mapped: Mapping[str, str] | None = None) -> Choices:
    """Return the choices of a question, in every way of writing them."""
    names = tuple(form.choice_names(question))
    labels = {name.casefold(): name for name in names}
    loose: dict[str, str | None] = {folded(name): name for name in names}
    for language in LABEL_COLUMNS:
        for name, label in form.choice_labels(question, language).items():
            if label:
                labels.setdefault(label.casefold(), name)
                key = folded(label)
                if loose.setdefault(key, name) != name and key not in {folded(known) for known in names}:
                    loose[key] = None
    return Choices(
        names,
        labels,
        {key: name for key, name in loose.items() if key and name},
        {value.strip().casefold(): choice for value, choice in (mapped or {}).items()},
    )


def map_distinct(column: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Change the texts of a column, asking once for each distinct text."""
    array = pc.dictionary_encode(column.array._pa_array).combine_chunks()
    old = array.dictionary.to_pylist()
    new = [change(text) for text in old]
    if new == old:
        return column
    return pd.Series(texts(pc.take(pa.array(new, pa.large_string()), array.indices)), column.index, name=column.name)


def counts(column: pd.Series) -> dict[str, int]:
    """Count the cells of each text, blanks left out, the most frequent first."""
    found = column.value_counts()
    pairs = ((str(text), int(count)) for text, count in found.items() if text)
    return dict(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def name_one(column: pd.Series, choices: Choices) -> tuple[pd.Series, dict[str, int]]:
    """Write one answer per cell by its name, where the column as a whole is written in labels.

    Where it is written in names, a label here and there is somebody's doing: the cleaning mends it and says so.

    Returns
    -------
    pandas.Series
        The column.
    dict
        Values that are no choice in any way of writing → how many cells.
    """
    found = counts(column)
    meant = {text: choices.name_of(text) for text in found}
    unknown = {text: count for text, count in found.items() if meant[text] is None}
    exact = sum(count for text, count in found.items() if text in choices.names)
    other = sum(count for text, count in found.items() if text not in choices.names and meant[text] is not None)
    change = {
        text: name for text, name in meant.items() if name is not None and text.strip().casefold() in choices.mapped
    }
    if other > exact:
        change |= {text: name for text, name in meant.items() if name is not None}
    return (map_distinct(column, lambda text: change.get(text, text)) if change else column), unknown


def name_several(column: pd.Series, choices: Choices) -> tuple[pd.Series, dict[str, int]]:
    """Write several answers per cell as names with spaces between, whatever stands between them in the file."""
    ways = {**choices.labels, **{text: name for text, name in choices.mapped.items()}}
    pattern = "|".join(re.escape(text) for text in sorted(ways, key=len, reverse=True))
    whole = re.compile(rf"(?:{pattern})(?:{_BETWEEN}(?:{pattern}))*")
    part = re.compile(rf"({pattern})(?={_BETWEEN}|$)")
    unknown: dict[str, int] = {}
    change: dict[str, str] = {}
    for text, count in counts(column).items():
        small = " ".join(text.casefold().split())
        if set(text.split()) <= set(choices.names) and not set(small.split()) & set(choices.mapped):
            change[text] = " ".join(text.split())
        elif whole.fullmatch(small):
            change[text] = " ".join(dict.fromkeys(name for name in _parts(small, part, ways) if name))
        else:
            for piece in re.split(r"\s*[,;|]\s*" if re.search("[,;|]", text) else r"\s+", text.strip()):
                if piece and choices.name_of(piece) is None:
                    unknown[piece] = unknown.get(piece, 0) + count
    return map_distinct(column, lambda text: change.get(text, text)), unknown


def _parts(text: str, part: re.Pattern[str], ways: Mapping[str, str]) -> list[str]:
    names, position = [], 0
    between = re.compile(_BETWEEN)
    while position < len(text):
        found = part.match(text, position)
        if not found:
            break
        names.append(ways[found.group(1)])
        position = found.end()
        gap = between.match(text, position)
        position = gap.end() if gap else position
    return names


def ticks(column: pd.Series, choice: str, choices: Choices) -> pd.Series:
    """Write the ticks of one choice as ``1``, ``0`` or blank; what is neither stays as it is."""

    def ticked(text: str) -> str:
        small = text.strip().casefold()
        if small in TICKED or choices.name_of(text) == choice:
            return "1"
        return "0" if small and small in NOT_TICKED else text.strip()

    return map_distinct(column, ticked)
