"""What a careful cleaner does to an answer, rule by rule; every change goes into the log of corrections.

Each rule takes the answers and returns them changed, together with what it changed. No rule drops a row.
"""

from __future__ import annotations

import re
from functools import cache, partial

import numpy as np
import pandas as pd
import pandera.errors

from helpers.files import numbers, paths
from helpers.files.tables import need_columns, read_table
from helpers.form import questionnaire
from helpers.form.questionnaire import Questionnaire
from helpers.form.units import WEEKS_PER_MONTH
from helpers.language import Note, UserError, near
from helpers.studies import Study
from helpers.survey.reading.choices import Choices, choices_of, map_distinct

LOG_COLUMNS = ["row", "field", "before", "after", "rule"]


#: Above this, answers of a question may be in the thousands, so that ``1.200`` means 1200.
THOUSANDS_POSSIBLE = 1000


#: A rate is taken to be that of a lusin, kodi or gross when it explains the last pay within this share.
SAME_PAY = 0.15


def log(rows: pd.Index, field: str, before: pd.Series, after: pd.Series, rule: pd.Series | str) -> pd.DataFrame:
    """Return entries for the log of corrections: a row per changed cell, everything as text."""
    if rows.empty:
        return _nothing_to_log(str(rows.dtype))
    entries = pd.DataFrame(
        {"row": rows, "field": field, "before": before.to_numpy(), "after": after.to_numpy(), "rule": rule}
    )
    return entries.astype({name: "str" for name in LOG_COLUMNS[1:]})


@cache
def _nothing_to_log(numbered: str) -> pd.DataFrame:
    """Return no entries: most rules change nothing in most columns."""
    return pd.DataFrame({name: pd.Series(dtype="str" if name != "row" else numbered) for name in LOG_COLUMNS})


def by_hand(answers: pd.DataFrame, study: Study, form: Questionnaire) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Apply a person's own corrections from the study's ``corrections.csv`` (row, field, value, reason), if any.

    Raises
    ------
    UserError
        Where a line names a row or a question that is not there, or gives no reason.
    """
    file = study.folder / "corrections.csv"
    if not file.exists():
        return answers, pd.DataFrame(columns=LOG_COLUMNS)
    wanted = read_table(file, may_be_empty=True)
    need_columns(wanted, ("row", "field", "value", "reason"), file, Note("It needs row,field,value,reason."))
    answers, entries = answers.copy(), []
    for line in wanted.itertuples():
        where = Note("{file}, row {row}", file=paths.relative(file), row=line.Index)
        if not re.fullmatch(r"[0-9]{1,9}", line.row) or int(line.row) not in answers.index:
            raise UserError(
                "{where}: the survey has no row {row!r} (it has {first} to {last}, as a spreadsheet counts them). "
                "Correct the row.",
                where=where,
                row=line.row,
                first=answers.index[0],
                last=answers.index[-1],
            )
        if line.field not in form.questions.index:
            raise UserError(
                "{where}: {field!r} is not a question (nearest: {nearest}). Correct the field.",
                where=where,
                field=line.field,
                nearest=near(line.field, form.questions.index),
            )
        if line.field not in answers.columns:
            raise UserError(
                "{where}: {field!r} is personal and not kept. Correct it in the field file itself.",
                where=where,
                field=line.field,
            )
        if not line.reason.strip():
            raise UserError("{where}: the reason is missing. Say why the value is changed.", where=where)
        question = form.questions.loc[line.field]
        is_number = question["kind"] in ("number", "count")
        if is_number and (_as_numbers(pd.Series([line.value]), question)["rule"] == "unreadable").any():
            raise UserError(
                "{where}: {value!r} is not a number that answers {field}. Write the number alone, or leave it blank.",
                where=where,
                value=line.value,
                field=line.field,
            )
        before = answers.loc[[int(line.row)], line.field]
        answers.loc[int(line.row), line.field] = line.value.strip()
        entries.append(log(before.index, line.field, before, pd.Series([line.value]), f"by_hand: {line.reason}"))
    return answers, pd.concat(entries) if entries else pd.DataFrame(columns=LOG_COLUMNS)


def name_choices(answers: pd.DataFrame, form: Questionnaire) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Write choices by their names where the file has a label, in either language, whatever its case and punctuation."""
    answers, entries = answers.copy(), []
    for question in form.of_kind("one"):
        offered = choices_of(form, question)
        before = answers[question]
        after = map_distinct(before, partial(_name_or_text, offered))
        changed = before != after
        answers[question] = after
        entries.append(log(before.index[changed], question, before[changed], after[changed], "label_for_name"))
    return answers, pd.concat(entries)


def read_numbers(answers: pd.DataFrame, form: Questionnaire) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Turn the answers to number questions into numbers; see `numbers.read_number` for how each is read."""
    answers, entries = answers.copy(), []
    for question in form.of_kind("number", "count"):
        before = answers[question]
        read = _as_numbers(before, form.questions.loc[question])
        answers[question] = read["value"]
        changed = read["rule"] != ""
        after = read.loc[changed, "value"].map(numbers.write_number)
        entries.append(
            log(before.index[changed], question, before[changed], after, read.loc[changed, "rule"].to_numpy())
        )
    return answers, pd.concat(entries)


def _as_numbers(texts: pd.Series, question: pd.Series) -> pd.DataFrame:
    """Read answers to one question, by its limits and its unit; see `numbers.read_numbers`."""
    return numbers.read_numbers(texts, bool(question["maximum"] >= THOUSANDS_POSSIBLE), question["unit"].split(" ")[0])


def problems(answers: pd.DataFrame, form: Questionnaire) -> pd.DataFrame:
    """Hold all answers against the questionnaire, and list every one that cannot be, not only the first.

    Returns
    -------
    pandas.DataFrame
        ``row``, ``field``, ``value`` (text), ``rule`` (``out_of_range`` or ``not_a_choice``), ``allowed``.
    """
    checked = answers.replace("", np.nan)
    schema = questionnaire.schema(form)
    try:
        schema.validate(checked, lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases
    else:
        return pd.DataFrame(columns=["row", "field", "value", "rule", "allowed"])
    found = pd.DataFrame(
        {
            "row": cases["index"].astype(int),
            "field": cases["column"].astype("str"),
            "value": [_as_written(value) for value in cases["failure_case"]],
            "rule": cases["check"].astype("str"),
        }
    )
    found["allowed"] = found["field"].map({name: _allowed(form, name) for name in found["field"].unique()})
    return found.sort_values(["row", "field"], kind="stable", ignore_index=True)


def blank_impossible(answers: pd.DataFrame, form: Questionnaire) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Set to missing what cannot be an answer: 25 hours a day tells nothing about how long the day is."""
    found = problems(answers, form)
    answers = answers.copy()
    for field, cases in found.groupby("field", sort=False):
        answers.loc[cases["row"], field] = np.nan if pd.api.types.is_numeric_dtype(answers[field]) else ""
    entries = pd.DataFrame({"row": found["row"], "field": found["field"], "before": found["value"], "after": ""})
    return answers, entries.assign(rule=found["rule"]).astype({name: "str" for name in LOG_COLUMNS[1:]})


def weeks_of_last_pay(answers: pd.DataFrame) -> pd.Series:
    """How many weeks does the last pay cover? A day counts as one of the working days of the week."""
    weeks = answers["last_pay_period"].map({"week": 1.0, "two_weeks": 2.0, "month": WEEKS_PER_MONTH}).astype(float)
    return weeks.where(answers["last_pay_period"] != "day", 1 / answers["days_per_week"])


def mend_unit_of_rate(answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mend a rate per lusin, kodi or gross that was entered as one per piece.

    The typical week at the entered rate then pays 12, 20 or 144 times what the last pay says; the rate is divided by
    that number. Nothing is done where the last pay does not settle it.
    """
    answers = answers.copy()
    weekly = answers["rate_per_unit"] * answers["units_per_week"]
    times = weekly / (answers["last_pay"] / weeks_of_last_pay(answers))
    before = answers["rate_per_unit"].copy()
    for size in (12, 20, 144):
        same = (answers["rate_unit"] == "piece") & (abs(np.log(times / size)) < np.log1p(SAME_PAY))
        answers.loc[same, "rate_per_unit"] = before[same] / size
    return answers, _changes(before, answers["rate_per_unit"], "rate_per_unit", "rate_of_larger_unit")


def mend_swapped_pay(answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mend pay received that is above pay before deductions.

    Where the two were swapped (their difference is the deduction) they are swapped back; otherwise nobody can say
    which is right, and both are set to missing.
    """
    answers = answers.copy()
    gross, net = answers["last_pay"].copy(), answers["last_pay_received"].copy()
    above = net > gross
    swapped = above & np.isclose(net - gross, answers["deductions"], rtol=0, atol=0.5)
    answers["last_pay"] = net.where(swapped, gross.mask(above & ~swapped))
    answers["last_pay_received"] = gross.where(swapped, net.mask(above & ~swapped))
    rule = pd.Series(np.where(swapped, "swapped_gross_and_net", "net_above_gross"), answers.index)
    entries = [
        _changes(gross, answers["last_pay"], "last_pay", rule),
        _changes(net, answers["last_pay_received"], "last_pay_received", rule),
    ]
    return answers, pd.concat(entries)


def _name_or_text(offered: Choices, text: str) -> str:
    return offered.name_of(text) or text


def _changes(before: pd.Series, after: pd.Series, field: str, rule: pd.Series | str) -> pd.DataFrame:
    changed = (before != after) & ~(before.isna() & after.isna())
    old, new = (column[changed].map(numbers.write_number) for column in (before, after))
    return log(before.index[changed], field, old, new, rule if isinstance(rule, str) else rule[changed].to_numpy())


def _as_written(value: object) -> str:
    return numbers.write_number(value) if isinstance(value, float) else str(value)


def _allowed(form: Questionnaire, field: str) -> str:
    question = form.questions.loc[field]
    if question["kind"] in ("one", "several"):
        return ", ".join(form.choice_names(field))
    return f"{numbers.write_number(question['minimum'])}–{numbers.write_number(question['maximum'])}"
