"""The answers of each interview under the names of the questions and choices, from all columns that hold them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.files.grid import column_letter
from helpers.form.questionnaire import Questionnaire
from helpers.language import Note, UserError
from helpers.studies import Study
from helpers.survey.reading import choices, notation
from helpers.survey.reading.columns import Columns, merge, shown
from helpers.survey.reading.layout import Layout
from helpers.survey.reading.understanding import is_telling
from helpers.survey.rules import LOG_COLUMNS

#: What KoboToolbox adds to a submission and the cleaning uses.
SYSTEM_COLUMNS = ("_uuid", "_submission_time")
#: A coding of the file's own is asked for where more than this share of the answers is none of the form's.
_MOSTLY = 0.5
#: Question → value that is no choice → how many cells.
Unknown = dict[str, dict[str, int]]


def answers_of(
    place: Layout, columns: Columns, study: Study, form: Questionnaire, notes: list[str]
) -> tuple[pd.DataFrame, Unknown]:
    """What did each person answer?

    Parameters
    ----------
    place, columns
        The table of interviews, and what each of its columns is for.
    study, form
        The study and its questionnaire.
    notes
        Is added to where something should be known.

    Returns
    -------
    answers : pandas.DataFrame
        Text answers under the questions' names, then the system columns.
    unknown : dict
        Values that are no choice of their question, with the number of cells.
    """
    blank = pd.Series("", place.rows.index, dtype="str")
    unknown: Unknown = {}
    out = {}
    for name in form.questions.index.drop(form.personal()):
        whole = {position: place.rows[position].str.strip() for position in columns.whole.get(name, {})}
        mapped = study.survey.values.get(name, {})
        kind = form.questions.at[name, "kind"]
        if kind in ("one", "several"):
            labelled = {position: _by_labels(column, position, place, form, name) for position, column in whole.items()}
            out[name] = _chosen(name, labelled, place, columns, form, mapped, unknown, notes)
        elif whole:
            change = {
                "number": notation.numerals,
                "count": notation.numerals,
                "date": notation.dates,
                "time": notation.dates,
            }.get(kind, lambda column: column)
            _note_labelled(name, whole, place, notes)
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


def _note_labelled(name: str, whole: dict[int, pd.Series], place: Layout, notes: list[str]) -> None:
    """Tell of numbers with a label: ``88 (does not know)`` is no age, but only the file's owner can say so."""
    for position, column in whole.items():
        labels = place.grid.value_labels.get(position, {})
        used = [f"{value} ({labels[value]})" for value in choices.counts(column) if value in labels]
        if used:
            notes.append(
                Note(
                    "Numbers of {question!r} have labels and are taken as numbers: {numbers}. Where one means no answer, say "
                    "so in study.yaml, under survey: values: with ''.",
                    question=name,
                    numbers=", ".join(sorted(used)[:10]),
                )
            )


def _without(column: pd.Series, mapped: dict[str, str]) -> pd.Series:
    gone = {value.casefold() for value, meant in mapped.items() if meant == ""}
    return choices.map_distinct(column, lambda text: "" if text.casefold() in gone else text) if gone else column


def _chosen(
    name: str,
    whole: dict[int, pd.Series],
    place: Layout,
    columns: Columns,
    form: Questionnaire,
    mapped: dict[str, str],
    unknown: Unknown,
    notes: list[str],
) -> pd.Series:
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
            Note(
                "In {rows} rows the columns per choice of {question!r} say something else than its own column, which counts "
                "(the first is row {first}).",
                rows=int(differ.sum()),
                question=name,
                first=int(differ.idxmax()),
            )
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
                    "{place}, row {row}, {column}:{told} is no tick. Write 1 where {choice!r} was chosen and 0 where it "
                    "was not.",
                    place=place.grid.place,
                    row=row,
                    column=shown(place.headers[position]),
                    told=told,
                    choice=choice,
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


def of_another_coding(answers: pd.DataFrame, unknown: Unknown, form: Questionnaire) -> Unknown:
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


def user_missing(
    place: Layout, columns: Columns, study: Study, answers: pd.DataFrame, notes: list[str]
) -> pd.DataFrame:
    """Which answers are blank because the file, or ``study.yaml``, marks them as none? Entries for the log."""
    entries = []
    for question, positions in columns.all_of().items():
        for position in positions:
            marked = place.grid.user_missing.get(position, pd.Series(dtype="str"))
            mapped = {value.casefold() for value, meant in study.survey.values.get(question, {}).items() if meant == ""}
            if mapped:
                column = place.rows[position].str.strip()
                marked = pd.concat([marked, column[column.str.casefold().isin(mapped)]])
            marked = marked[marked.index.isin(answers.index[answers[question] == ""])]
            if len(marked):
                entries.append(pd.DataFrame({"row": marked.index, "field": question, "before": marked.to_numpy()}))
    if not entries:
        return pd.DataFrame(columns=LOG_COLUMNS)
    log = pd.concat(entries, ignore_index=True).drop_duplicates(["row", "field"]).assign(after="", rule="user_missing")
    notes.append(Note("{cells} cells are marked as no answer (user-missing) and are set to missing.", cells=len(log)))
    return log[LOG_COLUMNS].astype({"row": "int64"} | {name: "str" for name in LOG_COLUMNS[1:]})


def refuse_uncomputed(place: Layout, columns: Columns) -> None:
    """Raise a `UserError` where an answer is a formula whose result is not stored in the workbook."""
    used = {position for positions in columns.all_of().values() for position in positions}
    for row, position in sorted(place.grid.uncomputed):
        if position in used and row in place.rows.index:
            raise UserError(
                "{place}, cell {cell}: this is a formula whose result is not stored. Open the workbook in Excel or "
                "LibreOffice and save it, so that the result is.",
                place=place.grid.place,
                cell=f"{column_letter(position)}{row}",
            )
