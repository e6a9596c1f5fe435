"""Who is protected, by what, and who pays? Social security, health cover, agreement, hazards, gear, injuries, hours.

Everything is asked of the worker: what she has, not what somebody owes her. Shares and means are design-based estimates
(`helpers.statistics.estimates`); each rests on those who answered the question, and says how many they are.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.form.questionnaire import Questionnaire
from helpers.statistics.conventions import DAY_LIMITS, FEWEST_WORKERS, OVERTIME_LIMIT, WEEK_LIMIT
from helpers.statistics.estimates import Design, estimate

PROGRAMMES = ("jkk", "jkm", "jht")
COLUMNS = ["block", "measure", "by", "group", "estimate", "se", "low", "high", "df", "n"]


def indicators(workers: pd.DataFrame, form: Questionnaire) -> dict[str, dict[str, pd.Series]]:
    """Say of each worker, measure by measure, whether it holds.

    Parameters
    ----------
    workers
        The cleaned survey.
    form
        The questionnaire, for the answers in their order.

    Returns
    -------
    dict
        Block → measure → 1.0, 0.0 or missing, on the index of `workers`. Blocks:

        - ``health``: ``any``, then a measure per kind of BPJS Kesehatan;
        - ``employment``: ``any``, then the programmes of BPJS Ketenagakerjaan;
        - ``payer``: who pays, among those with a programme;
        - ``contract``: kind of agreement;
        - ``hazards``, ``gear``: ``any``, then a measure per answer;
        - ``injury``: hurt or made ill by the work in twelve months.

        A block whose question the study did not ask is left out.
    """
    found = {
        "health": _any_and_each(workers, form, "bpjs_health"),
        "employment": _any_and_each(workers, form, "bpjs_employment"),
        "payer": _each(workers, form, "bpjs_payer"),
        "contract": _each(workers, form, "contract"),
        "hazards": _any_and_each(workers, form, "hazards"),
        "gear": _any_and_each(workers, form, "protective_gear"),
        "injury": {"injury": _each(workers, form, "injury_12_months")["yes"]}
        if _asked(workers, "injury_12_months")
        else {},
    }
    return {block: measures for block, measures in found.items() if measures}


def hours_beyond(workers: pd.DataFrame) -> dict[str, pd.Series]:
    """Say of each worker which legal limit her hours pass, in a usual and in a peak week.

    Returns
    -------
    dict
        ``week`` (more than 40 hours), ``week_peak``, ``day`` (more than 8 hours in a week of up to five days, 7 in a longer
        one), ``overtime`` (more than 40 + 18 hours), ``overtime_peak``, ``no_day_off`` (seven days a week): 1.0, 0.0 or
        missing.
    """
    usual, peak, days = workers["hours_per_week"], workers["peak_hours_per_week"], workers["days_per_week"]
    limit = pd.Series(np.where(days > 5, DAY_LIMITS["six_or_seven"], DAY_LIMITS["up_to_five"]), workers.index)
    return {
        "week": _beyond(usual, WEEK_LIMIT),
        "week_peak": _beyond(peak, WEEK_LIMIT),
        "day": (workers["hours_per_day"] > limit).astype(float).where(workers["hours_per_day"].notna() & days.notna()),
        "overtime": _beyond(usual, WEEK_LIMIT + OVERTIME_LIMIT),
        "overtime_peak": _beyond(peak, WEEK_LIMIT + OVERTIME_LIMIT),
        "no_day_off": (days >= 7).astype(float).where(days.notna()),
    }


def shares(
    workers: pd.DataFrame, blocks: dict[str, dict[str, pd.Series]], design: Design = Design(), by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Estimate which share of the home workers each measure holds for, overall and by group.

    Parameters
    ----------
    workers
        The cleaned survey.
    blocks
        Block → measure → indicator, as of `indicators`.
    design
        The sample's design.
    by
        Columns to estimate by, besides overall.

    Returns
    -------
    pandas.DataFrame
        ``block``, ``measure``, ``by`` and ``group`` (both empty overall), then as `helpers.statistics.estimates.estimate`.
        Groups with fewer than `FEWEST_WORKERS` workers are left out; a measure that nobody answered, too.
    """
    parts = []
    for block, measures in blocks.items():
        for measure, values in measures.items():
            for column in ("", *by):
                part = estimate(workers, values, "share", design, column or None)
                part = part[(part["n"] >= FEWEST_WORKERS) | (column == "")]
                parts.append(part.assign(block=block, measure=measure, by=column))
    rows = [part for part in parts if len(part)]
    return pd.concat(rows, ignore_index=True)[COLUMNS] if rows else pd.DataFrame(columns=COLUMNS)


def days_lost(workers: pd.DataFrame, design: Design = Design()) -> pd.DataFrame:
    """How many working days does the work itself cost in a year, by injury and illness?

    Returns
    -------
    pandas.DataFrame
        Rows of `helpers.statistics.estimates.estimate` with ``measure``: ``days_per_injured`` (mean of those hurt or ill) and
        ``days_per_hundred`` (of a hundred home workers in twelve months, those who were not hurt counting none).
    """
    if not _asked(workers, "days_lost"):
        return pd.DataFrame(columns=["measure", "estimate", "low", "high", "df", "n"])
    hurt = workers["injury_12_months"] == "yes"
    per_injured = estimate(workers, workers["days_lost"].where(hurt), "mean", design)
    all_days = workers["days_lost"].where(hurt, 0.0).where(workers["injury_12_months"].notna())
    per_hundred = estimate(workers, all_days * 100, "mean", design)
    both = [per_injured.assign(measure="days_per_injured"), per_hundred.assign(measure="days_per_hundred")]
    return pd.concat(both, ignore_index=True)[["measure", "estimate", "se", "low", "high", "df", "n"]]


def _asked(workers: pd.DataFrame, question: str) -> bool:
    return question in workers and bool(workers[question].notna().any())


def _beyond(values: pd.Series, limit: float) -> pd.Series:
    return (values > limit).astype(float).where(values.notna())


def _each(workers: pd.DataFrame, form: Questionnaire, question: str) -> dict[str, pd.Series]:
    """Return an indicator per answer, of a question with one answer or with several."""
    if not _asked(workers, question):
        return {}
    given = workers[question]
    several = given.fillna("").str.split().map(set)
    return {
        name: several.map(lambda names, name=name: name in names).astype(float).where(given.notna())
        for name in form.choice_names(question)
    }


def _any_and_each(workers: pd.DataFrame, form: Questionnaire, question: str) -> dict[str, pd.Series]:
    """Return whether any answer but ``none`` holds, then each."""
    each = _each(workers, form, question)
    if not each:
        return {}
    return {"any": 1.0 - each.pop("none"), **each}
