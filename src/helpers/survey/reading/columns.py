"""Which columns of the file answer which question, and the one answer that several columns give."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce

import numpy as np
import pandas as pd

from helpers.files import paths
from helpers.files.grid import column_letter
from helpers.form.questionnaire import Questionnaire
from helpers.language import Joined, Note, UserError, near
from helpers.studies import Study
from helpers.survey.reading.headers import REVIEW_NAMES, SYSTEM_NAMES, VALIDATION_NAME, Headers, Match, folded
from helpers.survey.reading.layout import Layout


@dataclass
class Columns:
    """What each column of the file is for; columns are counted from 0.

    Attributes
    ----------
    whole
        Question → the columns with its answer, each with how that is known.
    ticks
        Question with several answers → choice → the columns where it is ticked.
    personal, unused
        Columns that tell who somebody is, and those that belong to no question.
    system
        What the cleaning uses of the tool that collected the data → column.
    review, validation
        The columns in which a supervisor rejects an interview, in ODK and in KoboToolbox.
    weight
        The column of the weights, if the study has one.
    """

    whole: dict[str, dict[int, str]] = field(default_factory=dict)
    ticks: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    personal: list[int] = field(default_factory=list)
    unused: list[int] = field(default_factory=list)
    system: dict[str, int] = field(default_factory=dict)
    review: int | None = None
    validation: int | None = None
    weight: int | None = None

    def all_of(self) -> dict[str, list[int]]:
        """Return all columns of each question, those per choice, too."""
        found = {question: list(positions) for question, positions in self.whole.items()}
        for question, ticks in self.ticks.items():
            found.setdefault(question, []).extend(position for positions in ticks.values() for position in positions)
        return found


def assign(layout: Layout, known: Headers, study: Study, form: Questionnaire) -> Columns:
    """Tell what each column is for.

    Raises
    ------
    UserError
        Where ``study.yaml`` names a column or a question that is not there, or a blank column for a question that
        another column answers.
    """
    _check_mapping(layout, study, form)
    found = Columns()
    for position, header in enumerate(layout.headers):
        if not header or position not in layout.rows.columns:
            continue
        label = layout.grid.labels[position] if layout.grid.labels else ""
        _place(found, position, header, known.match(header, label), known, study)
    for name, ways in SYSTEM_NAMES.items():
        there = _first(layout, found.unused, ways)
        if there is not None:
            found.system[name] = there
    found.review = _first(layout, found.unused, REVIEW_NAMES)
    found.validation = _first(layout, found.unused, (VALIDATION_NAME,))
    used = {*found.system.values(), found.review, found.validation, found.weight}
    found.unused = [position for position in found.unused if position not in used]
    _refuse_blank_mapping(layout, found, study)
    return found


def _place(found: Columns, position: int, header: str, match: Match | None, known: Headers, study: Study) -> None:
    if study.survey.weight and header == study.survey.weight and (match is None or match.how != "mapping"):
        found.weight = position
    elif match is None:
        (found.personal if known.is_personal(header) else found.unused).append(position)
    elif match.question == "":
        found.unused.append(position)
    elif match.question in known.form.personal():
        found.personal.append(position)
    elif match.choice:
        found.ticks.setdefault(match.question, {}).setdefault(match.choice, []).append(position)
    else:
        found.whole.setdefault(match.question, {})[position] = match.how


def _first(layout: Layout, positions: list[int], names: tuple[str, ...]) -> int | None:
    labels = layout.grid.labels or ("",) * len(layout.headers)
    there = [
        position for name in names for position in positions if name in (layout.headers[position], labels[position])
    ]
    return there[0] if there else None


def _check_mapping(layout: Layout, study: Study, form: Questionnaire) -> None:
    where = f"{paths.relative(study.folder / 'study.yaml')}, survey, columns"
    for column, question in study.survey.columns.items():
        if column.strip() not in layout.headers:
            # A row that tells no question may be somebody's answers: nothing of it is shown.
            safe = [name for name in layout.headers if name and layout.questions > 1 and shown(name) == repr(name)]
            raise UserError(
                "{where}: the file has no column {column!r} (nearest: {nearest}). Write it as in the file's first row.",
                where=where,
                column=column,
                nearest=near(column, safe),
            )
        if question and question not in form.questions.index:
            raise UserError(
                "{where}: {column!r} cannot answer {question!r}, which is no question (nearest: {nearest}).",
                where=where,
                column=column,
                question=question,
                nearest=near(question, form.questions.index),
            )


def _refuse_blank_mapping(layout: Layout, found: Columns, study: Study) -> None:
    for question, columns in found.whole.items():
        for position, how in columns.items():
            if how == "mapping" and len(columns) > 1 and not (layout.rows[position].str.strip() != "").any():
                raise UserError(
                    "{file}, survey, columns: {both} would both answer {question!r}, and {blank} is blank. Leave one of "
                    "them out.",
                    file=paths.relative(study.folder / "study.yaml"),
                    question=question,
                    both=reduce(_and, [shown(layout.headers[other]) for other in columns]),
                    blank=shown(layout.headers[position]),
                )


def _and(one: str, other: str) -> str:
    return Note("{one} and {other}", one=one, other=other)


def shown(header: str) -> str:
    """Write a header in a message, unless it might be somebody's answer: a file without header has those on top."""
    return Note("(a long number)") if sum(sign.isdigit() for sign in header) >= 6 or "@" in header else repr(header)


def merge(columns: dict[int, pd.Series], question: str, layout: Layout) -> pd.Series:
    """Return the first answer of each row that is not blank: versions of a form leave columns side by side.

    Raises
    ------
    UserError
        Where two columns give different answers in one row.
    """
    merged: pd.Series | None = None
    given: list[int] = []
    for position, column in columns.items():
        if merged is None:
            merged = column
        else:
            both = ((merged != "") & (column != "") & (merged != column)).to_numpy()
            if both.any():
                _refuse_conflict(layout, question, [*given, position], int(merged.index[np.argmax(both)]), columns)
            merged = merged.where((merged != "").to_numpy(), column)
        given.append(position)
    assert merged is not None
    return merged


def _refuse_conflict(
    layout: Layout, question: str, positions: list[int], row: int, columns: dict[int, pd.Series]
) -> None:
    told = [
        Note(
            "{column} (column {letter}) says {value!r}",
            column=shown(layout.headers[position]),
            letter=column_letter(position),
            value=columns[position].at[row],
        )
        for position in positions
        if columns[position].at[row] != ""
    ]
    raise UserError(
        "{place}, row {row}: two columns answer {question!r} and differ: {told}. Correct the row, or leave one out in "
        "study.yaml, under survey: columns: with {column!r}: ''.",
        place=layout.grid.place,
        row=row,
        question=question,
        told=Joined(told),
        column=layout.headers[positions[-1]],
    )


def unknown_choices(layout: Layout, positions: list[int], form: Questionnaire) -> list[str]:
    """Which columns look like a choice of a question that the form does not offer?"""
    of_several = [folded(name) for name in form.of_kind("several")]
    return [
        shown(layout.headers[position])
        for position in positions
        if "/" in layout.headers[position]
        and any(f" {name} " in f" {folded(layout.headers[position])} " for name in of_several)
    ]
