"""Read the survey's answers as they came from the field, without anything that would tell who a person is."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.files import paths
from helpers.files.tables import read_table
from helpers.form.questionnaire import Questionnaire
from helpers.language import Joined, Note, UserError, near
from helpers.studies import Study
from helpers.survey.reading import layout
from helpers.survey.reading.answers import (
    SYSTEM_COLUMNS,
    Unknown,
    answers_of,
    of_another_coding,
    refuse_uncomputed,
    user_missing,
)
from helpers.survey.reading.choices import choices_of, counts
from helpers.survey.reading.columns import Columns, assign, shown, unknown_choices
from helpers.survey.reading.formats import Source, open_source
from helpers.survey.reading.headers import Headers
from helpers.survey.reading.layout import Layout
from helpers.survey.reading.understanding import NEEDED, Understanding, ask_for_mapping, guess_column, unknown_values

#: A column holds the answers of a question if more than this share of its cells are choices of it.
MOSTLY = 0.8

__all__ = ["NEEDED", "SYSTEM_COLUMNS", "Reading", "read", "read_answers", "read_table", "understand"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read of a survey's file.

    Attributes
    ----------
    answers
        See `read_answers`.
    user_missing
        Cells that the file marks as no answer (refused, does not know): entries for the log of corrections, of the
        rule ``user_missing``, with the value and its label as ``before``.
    rejected_in_review
        Rows that a supervisor rejected in ODK Central.
    understanding
        How the file was understood.
    """

    answers: pd.DataFrame
    user_missing: pd.DataFrame
    rejected_in_review: pd.Index
    understanding: Understanding


def read_answers(study: Study, form: Questionnaire) -> pd.DataFrame:
    """Read the study's survey under the questions' names.

    Personal questions are dropped before anything else is done; so are all columns that belong to no question.

    Parameters
    ----------
    study
        Names the file, and the columns and values that are called otherwise than in the form.
    form
        The questionnaire.

    Returns
    -------
    pandas.DataFrame
        Text answers: a column per question of the form that is not personal (empty where the file has none), then
        the system columns; index ``row`` as in `helpers.files.tables.read_table`.

    Raises
    ------
    UserError
        Where the file cannot be read, or it cannot be told which columns and values are meant.
    """
    return read(study, form).answers


def understand(study: Study, form: Questionnaire) -> Understanding:
    """How is the study's file understood: which column answers which question, what is left out?

    The file is read as `read_answers` reads it; only what would have to be asked for is no error here.

    Parameters
    ----------
    study, form
        As in `read_answers`.
    """
    return _read(study, form, must_be_complete=False).understanding


def read(study: Study, form: Questionnaire) -> Reading:
    """Read the study's survey, with what the cleaning needs to know of its file; see `read_answers`."""
    return _read(study, form, must_be_complete=True)


def _read(study: Study, form: Questionnaire, must_be_complete: bool) -> Reading:
    _check_values(study, form)
    known = Headers(form, study.survey.columns)
    source = open_source(study.survey.file, lambda rows: max((known.score(row) for row in rows), default=0))
    place = layout.find(source.grids, known, form)
    columns = assign(place, known, study, form)
    absent = [name for name in NEEDED if name not in columns.whole]
    found = place.questions >= layout.FEWEST
    free = _free(place, columns) if found else {}
    if absent and must_be_complete:
        likely = _by_content(place, columns, form, absent) if found else {}
        raise ask_for_mapping(study, form, absent, free, {}, _near(columns, free, form), found, likely)
    refuse_uncomputed(place, columns)
    notes = [*place.notes]
    answers, unknown = answers_of(place, columns, study, form, notes)
    if must_be_complete and (foreign := of_another_coding(answers, unknown, form)):
        raise ask_for_mapping(study, form, [], free, foreign, {})
    rejected = _rejected_in_review(place, columns, notes)
    missing = user_missing(place, columns, study, answers, notes)
    told = _understanding(study, source, place, columns, form, free, unknown, notes)
    return Reading(answers, missing, rejected, told)


def _free(place: Layout, columns: Columns) -> dict[str, str]:
    """Return what columns that answer no question are called, with the header of each; a label is a name, too."""
    found: dict[str, str] = {}
    for position in columns.unused:
        header = place.headers[position]
        if shown(header) == repr(header) and not header.startswith("_"):
            label = place.grid.labels[position] if place.grid.labels else ""
            found |= {header: header} | ({label: header} if label and shown(label) == repr(label) else {})
    return found


def _by_content(place: Layout, columns: Columns, form: Questionnaire, absent: list[str]) -> dict[str, str]:
    """Which free column holds the answers of a missing question? That with the most answers which are its choices."""
    found: dict[str, str] = {}
    for question in absent:
        if form.questions.at[question, "kind"] != "one":
            continue
        offered, best = choices_of(form, question), (MOSTLY, "")
        for position in columns.unused:
            labels = place.grid.value_labels.get(position, {})
            values = counts(place.rows[position].str.strip())
            known = sum(cells for text, cells in values.items() if offered.name_of(labels.get(text, text)) is not None)
            share = known / max(sum(values.values()), 1)
            if share > best[0] and place.headers[position] not in found.values():
                best = (share, place.headers[position])
        if best[1]:
            found[question] = best[1]
    return found


def _near(columns: Columns, free: dict[str, str], form: Questionnaire) -> dict[str, str]:
    """For which questions that may be missing does a column come near?"""
    told = {*columns.whole, *columns.ticks, *NEEDED}
    asked = [name for name in form.questions.index.drop(form.personal()) if name not in told]
    found = {question: guess_column(question, free, form, cutoff=0.75) for question in asked}
    return {question: column for question, column in found.items() if column}


def _check_values(study: Study, form: Questionnaire) -> None:
    for question, values in study.survey.values.items():
        kind = form.question(question)["kind"]
        names = form.choice_names(question) if kind in ("one", "several") else []
        for value, choice in values.items():
            if choice and choice not in names:
                raise UserError(
                    "{file}, survey, values, {question}: {value!r} cannot mean {choice!r}, which is no choice (nearest: "
                    "{nearest}). Write a choice, or '' for no answer.",
                    file=paths.relative(study.folder / "study.yaml"),
                    question=question,
                    value=value,
                    choice=choice,
                    nearest=near(choice, names),
                )


def _rejected_in_review(place: Layout, columns: Columns, notes: list[str]) -> pd.Index:
    if columns.validation is not None:
        state = place.rows[columns.validation].str.strip().str.casefold()
        refused = int(state.isin(["validation_status_not_approved", "not approved"]).sum())
        if refused:
            notes.append(
                Note(
                    "{rows} rows have the validation status 'not approved' in KoboToolbox; they are kept.", rows=refused
                )
            )
    if columns.review is None:
        return place.rows.index[:0]
    state = place.rows[columns.review].str.strip().str.casefold()
    rejected = place.rows.index[state == "rejected"]
    if len(rejected):
        notes.append(Note("{rows} rows were rejected in the review in ODK Central.", rows=len(rejected)))
    return rejected


def _understanding(
    study: Study,
    source: Source,
    place: Layout,
    columns: Columns,
    form: Questionnaire,
    free: dict[str, str],
    unknown: Unknown,
    notes: list[str],
) -> Understanding:
    rows = []
    for name in form.questions.index.drop(form.personal()):
        of_question = columns.whole.get(name, {})
        ticks = [position for positions in columns.ticks.get(name, {}).values() for position in positions]
        headers = [place.headers[position] for position in [*of_question, *ticks]]
        how = [*dict.fromkeys([*of_question.values(), *(["column per choice"] if ticks else [])])]
        guess = "" if headers else guess_column(name, free, form, cutoff=0.75)
        rows.append((name, " + ".join(headers), " + ".join(how), guess))
    table = pd.DataFrame(rows, columns=["question", "columns", "how", "guess"])
    # Where no header was found the first row may be somebody's answers.
    listed = place.questions >= layout.FEWEST
    strange = unknown_choices(place, columns.unused, form)
    if strange and listed:
        notes.append(Note("The form has no such choice; not used: {columns}.", columns=Joined(strange)))
    return Understanding(
        file=paths.relative(study.survey.file),
        kind=source.kind,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=place.grid.name,
        header_row=place.header_row,
        rows=len(place.rows),
        questions=table,
        values=unknown_values(unknown, form),
        unused=tuple(place.headers[position] for position in columns.unused if listed),
        personal=tuple(place.headers[position] for position in columns.personal if listed),
        absent=tuple(table.loc[table["columns"] == "", "question"]),
        notes=tuple(notes),
    )
