"""Read the survey's answers as they came from the field, without anything that would tell who a person is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import paths
from helpers.errors import UserError, nearest
from helpers.questionnaire import Questionnaire
from helpers.spreadsheets import read_table
from helpers.spreadsheets.grid import column_letter
from helpers.study import Study
from helpers.survey import choices, layout, notation
from helpers.survey.columns import Columns, assign, merge, shown, unknown_choices
from helpers.survey.headers import Headers
from helpers.survey.layout import Layout
from helpers.survey.rules import LOG_COLUMNS
from helpers.survey.sources import Source, open_source
from helpers.survey.understanding import (
    NEEDED,
    Understanding,
    ask_for_mapping,
    guess_column,
    is_telling,
    unknown_values,
)  # fmt: skip

#: What KoboToolbox adds to a submission and the cleaning uses.
SYSTEM_COLUMNS = ("_uuid", "_submission_time")
__all__ = ["NEEDED", "SYSTEM_COLUMNS", "Reading", "read", "read_answers", "read_table", "understand"]
#: A coding of the file's own is asked for where more than this share of the answers is none of the form's.
_MOSTLY = 0.5


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
        the system columns; index ``row`` as in `helpers.spreadsheets.read_table`.

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
    free = [place.headers[position] for position in columns.unused] if found else []
    free = [header for header in free if shown(header) == repr(header) and not header.startswith("_")]
    if absent and must_be_complete:
        raise ask_for_mapping(study, form, absent, free, {}, _near(columns, absent, free, form), found)
    _refuse_uncomputed(place, columns)
    notes = [*place.notes]
    answers, unknown = _answers(place, columns, study, form, notes)
    if must_be_complete and (foreign := _of_another_coding(answers, unknown, form)):
        raise ask_for_mapping(study, form, [], free, foreign, {})
    rejected = _rejected_in_review(place, columns, notes)
    missing = _user_missing(place, columns, study, form, notes)
    told = _understanding(study, source, place, columns, form, free, unknown, notes)
    return Reading(answers, missing, rejected, told)


def _near(columns: Columns, needed: list[str], free: list[str], form: Questionnaire) -> dict[str, str]:
    """Which columns might answer questions that no column answers, besides those that are needed?"""
    taken = {guess_column(question, free, form) for question in needed}
    found = {}
    for question in form.questions.index.drop(form.personal()):
        if question not in columns.whole and question not in columns.ticks and question not in needed:
            column = guess_column(question, [name for name in free if name not in taken], form, cutoff=0.75)
            if column:
                found[question] = column
                taken.add(column)
    return found


def _check_values(study: Study, form: Questionnaire) -> None:
    for question, values in study.survey.values.items():
        kind = form.question(question)["kind"]
        names = form.choice_names(question) if kind in ("one", "several") else []
        for value, choice in values.items():
            if choice and choice not in names:
                near = ", ".join(nearest(choice, names)) or "none comes near"
                raise UserError(
                    f"{paths.relative(study.folder / 'study.yaml')}, survey, values, {question}: {value!r} cannot mean "
                    f"{choice!r}, which is no choice (nearest: {near}). Write a choice, or '' for no answer."
                )


def _refuse_uncomputed(place: Layout, columns: Columns) -> None:
    used = {position for positions in columns.whole.values() for position in positions}
    used |= {position for ticks in columns.ticks.values() for positions in ticks.values() for position in positions}
    for row, position in sorted(place.grid.uncomputed):
        if position in used and row in place.rows.index:
            raise UserError(
                f"{place.grid.place}, cell {column_letter(position)}{row}: this is a formula whose result is not "
                "stored. Open the workbook in Excel or LibreOffice and save it, so that the result is."
            )


def _answers(
    place: Layout, columns: Columns, study: Study, form: Questionnaire, notes: list[str]
) -> tuple[pd.DataFrame, dict[str, dict[str, int]]]:
    """Return the answers under the questions' names, and the values that are no choice of theirs."""
    blank = pd.Series("", place.rows.index, dtype="str")
    unknown: dict[str, dict[str, int]] = {}
    out = {}
    for name in form.questions.index.drop(form.personal()):
        whole = {position: place.rows[position].str.strip() for position in columns.whole.get(name, {})}
        mapped = study.survey.values.get(name, {})
        kind = form.questions.at[name, "kind"]
        if kind in ("one", "several"):
            labelled = {position: _by_labels(column, position, place, form, name) for position, column in whole.items()}
            out[name] = _chosen(name, labelled, place, columns, form, mapped, unknown, notes)
        elif whole:
            change = {"number": notation.numerals, "count": notation.numerals, "date": notation.dates,
                      "time": notation.dates}.get(kind, lambda column: column)  # fmt: skip
            out[name] = _without(merge({p: change(column) for p, column in whole.items()}, name, place), mapped)
        out.setdefault(name, blank)
    for name, change in zip(SYSTEM_COLUMNS, (notation.identifiers, notation.moments), strict=True):
        there = columns.system.get(name)
        out[name] = blank if there is None else change(place.rows[there].str.strip())
    if columns.weight is not None:
        out[study.survey.weight] = place.rows[columns.weight].str.strip()
    elif study.survey.weight:
        out.setdefault(study.survey.weight, blank)
    return pd.DataFrame(out), unknown


def _by_labels(column: pd.Series, position: int, place: Layout, form: Questionnaire, question: str) -> pd.Series:
    """Write the labels that SPSS or Stata show for the values of a column, unless the values are choices themselves."""
    labels = place.grid.value_labels.get(position, {})
    names = form.choice_names(question)
    return choices.map_distinct(column, lambda text: text if text in names else labels.get(text, text).strip())


def _without(column: pd.Series, mapped: dict[str, str]) -> pd.Series:
    gone = {value for value, meant in mapped.items() if meant == ""}
    return choices.map_distinct(column, lambda text: "" if text in gone else text) if gone else column


def _chosen(
    name: str, whole: dict[int, pd.Series], place: Layout, columns: Columns, form: Questionnaire,
    mapped: dict[str, str], unknown: dict[str, dict[str, int]], notes: list[str],
) -> pd.Series:  # fmt: skip
    offered = choices.choices_of(form, name, mapped)
    change = choices.name_one if form.questions.at[name, "kind"] == "one" else choices.name_several
    named = {}
    for position, column in whole.items():
        named[position], strange = change(column, offered)
        for value, count in strange.items():
            of_question = unknown.setdefault(name, {})
            of_question[value] = of_question.get(value, 0) + count
    ticked = _ticked(name, place, columns, offered)
    if not named:
        return ticked if ticked is not None else pd.Series("", place.rows.index, dtype="str")
    merged = merge(named, name, place)
    if ticked is None:
        return merged
    sets = [choices.map_distinct(column, _as_set) for column in (merged, ticked)]
    differ = (merged != "") & (ticked != "") & (sets[0] != sets[1])
    if differ.any():
        notes.append(
            f"In {int(differ.sum())} rows the columns per choice of {name!r} say something else than its own column, "
            f"which counts (the first is row {int(differ.idxmax())})."
        )
    return merged.where((merged != "").to_numpy(), ticked)


def _as_set(text: str) -> str:
    return " ".join(sorted(text.split()))


def _ticked(name: str, place: Layout, columns: Columns, offered: choices.Choices) -> pd.Series | None:
    """Join the columns per choice into one answer; where none of them is filled in, nothing was answered."""
    if name not in columns.ticks:
        return None
    order = [choice for choice in offered.names if choice in columns.ticks[name]]
    code = np.zeros(len(place.rows), dtype="int64")
    for power, choice in enumerate(order):
        of_choice = {}
        for position in columns.ticks[name][choice]:
            column = choices.ticks(_tick_values(place, position), choice, offered)
            strange = ~column.isin(["", "0", "1"])
            if strange.any():
                row = int(strange.idxmax())
                value = column.at[row]
                told = "" if is_telling(value) else f" {value!r}"
                raise UserError(
                    f"{place.grid.place}, row {row}, {shown(place.headers[position])}:{told} is no tick. Write 1 where "
                    f"{choice!r} was chosen and 0 where it was not."
                )
            of_choice[position] = column
        code += (merge(of_choice, f"{name}/{choice}", place) == "1").to_numpy() * (1 << power)
    kinds, inverse = np.unique(code, return_inverse=True)
    joined = [" ".join(choice for power, choice in enumerate(order) if kind >> power & 1) for kind in kinds]
    return pd.Series(np.array(joined, dtype=object)[inverse], place.rows.index, dtype="str")


def _tick_values(place: Layout, position: int) -> pd.Series:
    column = place.rows[position].str.strip()
    labels = place.grid.value_labels.get(position, {})
    return choices.map_distinct(column, lambda text: text if text in ("0", "1") else labels.get(text, text))


def _of_another_coding(
    answers: pd.DataFrame, unknown: dict[str, dict[str, int]], form: Questionnaire
) -> dict[str, dict[str, int]]:
    """In which questions are most answers none of the form's, so that setting them to missing would lose the question?"""
    found = {}
    for question, values in unknown.items():
        cells, answered = sum(values.values()), int((answers[question] != "").sum())
        # Villages outside the sample are rejected one by one; only where all have foreign names it is a coding.
        of_place = question in ("kecamatan", "desa")
        if of_place and (len(values) < 2 or cells < answered):
            continue
        if cells >= 2 and cells > _MOSTLY * answered:
            found[question] = values
    return found


def _rejected_in_review(place: Layout, columns: Columns, notes: list[str]) -> pd.Index:
    if columns.validation is not None:
        state = place.rows[columns.validation].str.strip().str.casefold()
        refused = int(state.isin(["validation_status_not_approved", "not approved"]).sum())
        if refused:
            notes.append(f"{refused} rows have the validation status 'not approved' in KoboToolbox; they are kept.")
    if columns.review is None:
        return place.rows.index[:0]
    state = place.rows[columns.review].str.strip().str.casefold()
    rejected = place.rows.index[state == "rejected"]
    if len(rejected):
        notes.append(f"{len(rejected)} rows were rejected in the review in ODK Central.")
    return rejected


def _user_missing(place: Layout, columns: Columns, study: Study, form: Questionnaire, notes: list[str]) -> pd.DataFrame:
    entries = []
    for question, positions in columns.whole.items():
        for position in positions:
            marked = place.grid.user_missing.get(position, pd.Series(dtype="str"))
            mapped = {value for value, meant in study.survey.values.get(question, {}).items() if meant == ""}
            if mapped:
                column = place.rows[position].str.strip()
                small = {value.casefold() for value in mapped}
                marked = pd.concat([marked, column[column.str.casefold().isin(small)]])
            marked = marked[marked.index.isin(place.rows.index)]
            if len(marked):
                entries.append(pd.DataFrame({"row": marked.index, "field": question, "before": marked.to_numpy()}))
    if not entries:
        return pd.DataFrame(columns=LOG_COLUMNS)
    log = pd.concat(entries, ignore_index=True).drop_duplicates(["row", "field"]).assign(after="", rule="user_missing")
    notes.append(f"{len(log)} cells are marked as no answer (user-missing) and are set to missing.")
    return log[LOG_COLUMNS].astype({"row": "int64"} | {name: "str" for name in LOG_COLUMNS[1:]})


def _understanding(
    study: Study, source: Source, place: Layout, columns: Columns, form: Questionnaire, free: list[str],
    unknown: dict[str, dict[str, int]], notes: list[str],
) -> Understanding:  # fmt: skip
    rows = []
    for name in form.questions.index.drop(form.personal()):
        of_question = columns.whole.get(name, {})
        ticks = [position for positions in columns.ticks.get(name, {}).values() for position in positions]
        headers = [place.headers[position] for position in [*of_question, *ticks]]
        how = [*dict.fromkeys([*of_question.values(), *(["column per choice"] if ticks else [])])]
        guess = "" if headers else guess_column(name, free, form, cutoff=0.75)
        rows.append((name, " + ".join(headers), " + ".join(how), guess))
    table = pd.DataFrame(rows, columns=["question", "columns", "how", "guess"])
    strange = unknown_choices(place, columns.unused, Headers(form, {}))
    if strange:
        notes.append(f"The form has no such choice; not used: {', '.join(map(repr, strange))}.")
    return Understanding(
        file=paths.relative(study.survey.file), kind=source.kind, encoding=source.encoding,
        delimiter=source.delimiter, sheet=place.grid.name, header_row=place.header_row, rows=len(place.rows),
        questions=table, values=unknown_values(unknown, form),
        unused=tuple(shown(place.headers[position]).strip("'\"") for position in columns.unused),
        personal=tuple(place.headers[position] for position in columns.personal),
        absent=tuple(table.loc[table["columns"] == "", "question"]), notes=tuple(notes),
    )  # fmt: skip
