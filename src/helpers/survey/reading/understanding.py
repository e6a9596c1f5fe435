"""What was understood of a file, and the one message that asks for what cannot be told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd
import yaml

from helpers.files import paths
from helpers.files.csv_file import DELIMITERS
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire
from helpers.language import Joined, Note, UserError, nearest
from helpers.studies import Study
from helpers.survey.reading.choices import Choices, choices_of
from helpers.survey.reading.headers import folded

#: Without these no question of the collection can be answered.
NEEDED = ("consent", "kecamatan", "desa", "product")
#: So many values of a question are listed; more are a wrong column rather than another coding.
MOST_VALUES = 25
#: Places to fill in.
_COLUMN, _VALUE, _CHOICE = Note("COLUMN IN THE FILE"), Note("VALUE IN THE FILE"), Note("CHOICE")


@dataclass(frozen=True, eq=False)
class Understanding:
    """What was understood of a survey's file; no answer of any person is in it.

    Attributes
    ----------
    file, kind, encoding, delimiter, sheet
        The file, its kind (``CSV``, ``XLSX``, ``ODK Central``, ``SPSS``, ``Stata``), and how it is written; empty where
        the kind has no such thing. `sheet` is the sheet of a workbook, or the part of an archive.
    header_row, rows
        The row of the header, and how many interviews stand below it.
    questions
        A row per question of the form that is not personal: ``question``, ``columns`` (with `` + `` between), ``how``
        (``mapping``, ``name``, ``label (en)``, ``label (id)``, ``column per choice``, with ``group`` before it where
        groups stand in the header; empty where the file has no column), ``guess`` (a column that might be meant).
    values
        Values that are no choice of their question: ``question``, ``value``, ``cells``, ``guess``. They are set to
        missing by the cleaning.
    unused, personal, absent
        Columns that belong to no question; columns that were dropped because they tell who somebody is; questions that
        no column answers.
    notes
        What else a reader should know, in sentences.
    """

    file: str
    kind: str
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    rows: int
    questions: pd.DataFrame
    values: pd.DataFrame
    unused: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def delimiter_name(self) -> str:
        """Return what people call the separator."""
        return DELIMITERS.get(self.delimiter, repr(self.delimiter) if self.delimiter else "")


def guess_column(question: str, free: dict[str, str], form: Questionnaire, cutoff: float = 0.5) -> str:
    """Which column that answers no question might answer this one? Empty where none comes near.

    Parameters
    ----------
    question
        The question.
    free
        What columns are called → their headers.
    form
        The questionnaire.
    cutoff
        How alike the two must be, from 0 to 1.
    """
    sheet = form.sheets["survey"].set_index("name")
    ways = [
        question,
        *(sheet.at[question, column] for column in LABEL_COLUMNS.values()),
        form.label(question, "en"),
        form.label(question, "id"),
    ]
    for way in ways:
        found = nearest(way, list(free), 1)
        if found and (cutoff <= 0.5 or _ratio(way, found[0]) >= cutoff):
            return free[found[0]]
    return ""


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, folded(one), folded(other)).ratio()


def guess_choice(value: str, choices: Choices) -> str:
    """Which choice comes nearest to a value that is none? Empty where none does."""
    found = nearest(value, [*choices.labels], 1)
    return choices.labels[found[0]] if found else ""


def is_telling(value: str) -> bool:
    """Might a value tell who somebody is, as a telephone number in the wrong column does?"""
    return sum(sign.isdigit() for sign in value) >= 6 or "@" in value or len(value) > 80


def unknown_values(unknown: dict[str, dict[str, int]], form: Questionnaire) -> pd.DataFrame:
    """List the values that are no choice of their question, each with the nearest choice."""
    rows = []
    for question, values in unknown.items():
        choices = choices_of(form, question)
        kept = [(value, count) for value, count in values.items() if not is_telling(value)]
        if len(kept) <= MOST_VALUES:
            rows += [(question, value, count, guess_choice(value, choices)) for value, count in kept]
    return pd.DataFrame(rows, columns=["question", "value", "cells", "guess"])


def ask_for_mapping(
    study: Study,
    form: Questionnaire,
    absent: list[str],
    free: dict[str, str],
    values: dict[str, dict[str, int]],
    may_be: dict[str, str],
    header_found: bool = True,
    likely: dict[str, str] | None = None,
) -> UserError:
    """Write the one message that asks which columns and values are meant, with lines to paste into ``study.yaml``.

    Parameters
    ----------
    study, form
        The study and its questionnaire.
    absent
        Questions that are needed and not found.
    free
        What columns that answer no question are called → their headers; only what may be shown.
    values
        Question → value → cells, where the file has a coding of its own.
    may_be
        Questions that may be missing, but for which a column comes near → that column.
    header_found
        Whether any row tells at least two questions.
    likely
        Questions for which a column holds what may be answered → that column.
    """
    said: list[str] = []
    lines: list[str] = []
    settings = paths.relative(study.folder / "study.yaml")
    asked = Note("Say which value means which choice in {settings}, under survey:", settings=settings)
    if absent:
        asked = Note("Say which column answers which question in {settings}, under survey:", settings=settings)
        lines.append("  columns:")
        lines += [
            _line(column, question, 4)
            for column, question in _proposals(form, absent, free, may_be, likely or {}).items()
        ]
        said.append(Note("no column is called {questions}.", questions=", ".join(absent)))
        if not header_found:
            said.append(
                Note(
                    "No row tells two or more questions of the form by name or label: is the header missing, or the "
                    "separator none of {separators}?",
                    separators=Joined(DELIMITERS.values()),
                )
            )
    if values:
        lines.append("  values:")
        for question, found in values.items():
            said.append(Note("most answers to {question!r} are no choice of the form.", question=question))
            lines.append(f"    {question}:")
            choices = choices_of(form, question)
            listed = [value for value in found if not is_telling(value)]
            if len(listed) > MOST_VALUES:
                said.append(Note("It has {count} different values: is it the right column?", count=len(listed)))
                listed = []
            pairs = [(value, guess_choice(value, choices) or _CHOICE) for value in listed] or [(_VALUE, _CHOICE)]
            lines += [_line(value, choice, 6) for value, choice in pairs]
    for question in values:
        offered = ", ".join(form.choice_names(question)[:40])
        lines.append(Note("    # {question} may be: {choices}; '' for no answer", question=question, choices=offered))
    return UserError(
        "{file}: {said} {asked}\n{lines}",
        file=paths.relative(study.survey.file),
        said=Joined(said, " "),
        asked=asked,
        lines=Joined(lines, "\n"),
    )


def _proposals(
    form: Questionnaire, absent: list[str], free: dict[str, str], may_be: dict[str, str], likely: dict[str, str]
) -> dict[str, str]:
    """Propose a column for each question, and none for two; what is needed and what the answers tell come first."""
    proposed: dict[str, str] = {column: question for question, column in likely.items()}
    for question in [name for name in absent if name not in likely]:
        left = {name: column for name, column in free.items() if column not in proposed}
        place = Note("COLUMN {number} IN THE FILE", number=len(proposed) + 1) if _COLUMN in proposed else _COLUMN
        proposed[guess_column(question, left, form) or place] = question
    for question, column in may_be.items():
        proposed.setdefault(column, question)
    return proposed


def _line(key: str, value: str, indent: int) -> str:
    return Joined([" " * indent, _as_yaml(key), ": ", _as_yaml(value)], "")


def _as_yaml(text: str) -> str:
    """Write a text as it stands in a line of YAML; a place to fill in is none yet."""
    if isinstance(text, Note):
        return text
    written = yaml.safe_dump({text: 0}, allow_unicode=True, width=10_000)
    # What is long or has several lines would be written over two lines.
    return json.dumps(text, ensure_ascii=False) if written.startswith("? ") else written.removesuffix(": 0\n")
