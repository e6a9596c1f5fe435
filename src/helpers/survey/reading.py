"""Read the survey's answers as they came from the field, without anything that would tell who a person is."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import yaml

from helpers import paths
from helpers.errors import UserError, nearest
from helpers.questionnaire import Questionnaire
from helpers.spreadsheets import read_table
from helpers.study import Study

#: What KoboToolbox adds to a submission and the cleaning uses.
SYSTEM_COLUMNS = ("_uuid", "_submission_time")
#: Without these no question of the collection can be answered.
NEEDED = ("consent", "kecamatan", "desa", "product")
_TICKED = ("1", "1.0", "true", "yes")


def read_answers(study: Study, form: Questionnaire) -> pd.DataFrame:
    """Read the study's survey under the questions' names.

    Personal questions are dropped before anything else is done; so are all columns that belong to no question.

    Parameters
    ----------
    study
        Names the file and the columns that are called otherwise than the questions.
    form
        The questionnaire.

    Returns
    -------
    pandas.DataFrame
        Text answers: a column per question of the form that is not personal (empty where the file has none), then
        the system columns; index ``row`` as in `helpers.spreadsheets.read_table`.
    """
    table = read_table(study.survey.file)
    known = [name for name in form.questions.index if name not in form.personal()]
    renamed = _join_ticks(table.rename(columns=_names(study, form, list(table.columns))), form)
    absent = [name for name in NEEDED if name not in renamed.columns]
    if absent:
        raise UserError(_ask_for_mapping(study, form, absent, list(renamed.columns)))
    kept = [*known, *SYSTEM_COLUMNS, *([study.survey.weight] if study.survey.weight else [])]
    answers = renamed.reindex(columns=kept, fill_value="")
    return answers.apply(lambda column: column.str.strip())


def _names(study: Study, form: Questionnaire, columns: list[str]) -> dict[str, str]:
    """Which column answers which question: as the study says, else by its name behind those of its groups."""
    where = f"{paths.relative(study.folder / 'study.yaml')}, survey, columns"
    for column, question in study.survey.columns.items():
        if column not in columns:
            near = ", ".join(nearest(column, columns)) or "none comes near"
            raise UserError(
                f"{where}: the file has no column {column!r} (nearest: {near}). Write it as in the file's first row."
            )
        if question not in form.questions.index:
            near = ", ".join(nearest(question, form.questions.index)) or "none comes near"
            raise UserError(f"{where}: {column!r} cannot answer {question!r}, which is no question (nearest: {near}).")
    names = dict(study.survey.columns)
    taken = {*names.values(), *columns}
    for column in columns:
        *groups, last = column.split("/")
        is_choice = any(group in form.questions.index for group in groups)
        if groups and not is_choice and column not in names and last in form.questions.index and last not in taken:
            names[column] = last
    twice = [question for question, count in Counter(names.get(name, name) for name in columns).items() if count > 1]
    if twice:
        both = " and ".join(repr(name) for name in columns if names.get(name, name) == twice[0])
        raise UserError(f"{where}: {both} would both answer {twice[0]!r}. Leave one of them out.")
    return names


def _join_ticks(table: pd.DataFrame, form: Questionnaire) -> pd.DataFrame:
    """Join the columns per choice into one answer, where the file has only these."""
    table = table.copy()
    for question in form.of_kind("several"):
        if question in table.columns:
            continue
        ticks = {
            name: table[f"{question}/{name}"] for name in form.choice_names(question) if f"{question}/{name}" in table
        }
        if ticks:
            chosen = pd.DataFrame(
                {name: column.str.strip().str.casefold().isin(_TICKED) for name, column in ticks.items()}
            )
            table[question] = [" ".join(chosen.columns[row]) for row in chosen.to_numpy()]
    return table


def _ask_for_mapping(study: Study, form: Questionnaire, absent: list[str], columns: list[str]) -> str:
    """Write the message that asks which columns are meant, with lines to paste into ``study.yaml``."""
    free = [name for name in columns if name not in form.questions.index and not name.startswith("_")]
    lines = []
    for question in absent:
        guess = nearest(question, free, 1)
        line = {guess[0] if guess else "COLUMN IN THE FILE": question}
        lines.append("    " + yaml.safe_dump(line, allow_unicode=True, width=10_000).strip())
    return (
        f"{paths.relative(study.survey.file)}: no column is called {', '.join(absent)}. Say which column answers "
        f"which question in {paths.relative(study.folder / 'study.yaml')}, under survey:\n  columns:\n"
        + "\n".join(lines)
    )
