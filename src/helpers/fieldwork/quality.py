"""How good is the field work? Missing answers, and interviewers who differ from the others."""

from __future__ import annotations

import pandas as pd

from helpers.form import questionnaire
from helpers.form.questionnaire import Questionnaire

#: An interviewer stands out with less than this share of the usual length of an interview, ...
SHORT = 0.6
#: ... with this many times the usual share of refusals, or with this much more rounding (in shares).
REFUSING, ROUNDING = 2.0, 0.2
CHECKS = ("refusals", "minutes", "whole_hours", "round_ages")


def missing_answers(clean: pd.DataFrame, form: Questionnaire) -> pd.DataFrame:
    """Which questions were left unanswered, where?

    Parameters
    ----------
    clean
        The cleaned survey.
    form
        The questionnaire.

    Returns
    -------
    pandas.DataFrame
        One row per question with any missing answer and kecamatan: ``question``, ``kecamatan``, ``asked`` (workers of
        whom it was asked), ``missing``, ``share``. Answers that were set to missing because they cannot be count, too;
        questions to which nobody answered were not asked in this study, and do not.
    """
    parts = []
    for name in form.questions.index:
        if name in form.personal() or name not in clean.columns or clean[name].isna().all():
            continue
        asked = questionnaire.asked(form, clean, str(name))
        lacking = asked & clean[name].isna()
        if lacking.any():
            counts = pd.DataFrame({"asked": asked, "missing": lacking}).groupby(clean["kecamatan"]).sum()
            parts.append(counts.assign(question=name).reset_index())
    if not parts:
        return pd.DataFrame(columns=["question", "kecamatan", "asked", "missing", "share"])
    table = pd.concat(parts, ignore_index=True)
    table["share"] = table["missing"] / table["asked"].where(table["asked"] > 0)
    return table[["question", "kecamatan", "asked", "missing", "share"]]


def interviewer_checks(clean: pd.DataFrame, rejected: pd.DataFrame) -> pd.DataFrame:
    """Does an interviewer get more refusals, hurry, or round more than the others?

    Parameters
    ----------
    clean, rejected
        The cleaned survey and the rejected rows.

    Returns
    -------
    pandas.DataFrame
        One row per interviewer: ``interviewer``, ``interviews``, ``refusals`` (share of all who were asked),
        ``minutes`` (median length), ``whole_hours`` (share of hours a day without a half), ``round_ages`` (share of
        ages that end in 0 or 5; a fifth without heaping); and for each of these ``<check>_stands_out`` (bool): far
        from the middle interviewer.
    """
    refused = rejected[rejected["reasons"].str.contains("no_consent")]["interviewer"].value_counts()
    by = clean.groupby("interviewer", sort=True)
    hours = clean["hours_per_day"].where(clean["hours_per_day"].notna())
    table = pd.DataFrame(
        {
            "interviews": by.size(),
            "minutes": by["interview_minutes"].median(),
            "whole_hours": (hours % 1 == 0).where(hours.notna()).astype(float).groupby(clean["interviewer"]).mean(),
            "round_ages": (clean["age"] % 5 == 0)
            .where(clean["age"].notna())
            .astype(float)
            .groupby(clean["interviewer"])
            .mean(),
        }
    )
    count = refused.reindex(table.index).fillna(0)
    table["refusals"] = count / (count + table["interviews"])
    middle = table.median()
    table["refusals_stands_out"] = table["refusals"] > REFUSING * max(middle["refusals"], 0.02)
    table["minutes_stands_out"] = table["minutes"] < SHORT * middle["minutes"]
    for check in ("whole_hours", "round_ages"):
        table[f"{check}_stands_out"] = table[check] > middle[check] + ROUNDING
    order = ["interviews", *CHECKS, *(f"{check}_stands_out" for check in CHECKS)]
    return table[order].reset_index()


def corrections_by_rule(corrections: pd.DataFrame) -> pd.DataFrame:
    """Count the changed cells by rule, each with its first example.

    Returns
    -------
    pandas.DataFrame
        ``rule``, ``cells``, ``before``, ``after`` (the first example), the most frequent rule first.
    """
    rules = corrections.assign(rule=corrections["rule"].str.split(":").str[0])
    grouped = rules.groupby("rule", sort=True)
    table = grouped.first()[["before", "after"]].assign(cells=grouped.size()).reset_index()
    return table.sort_values(["cells", "rule"], ascending=[False, True], ignore_index=True)[
        ["rule", "cells", "before", "after"]
    ]
