"""Beside each other: what the documents say of a condition, what the survey says, and what has been published.

A joint display (Fetters, Curry and Creswell 2013) sets the strands side by side, row by row. It draws no conclusion of
its own: with a demonstration survey there is none to draw, and with a field survey it is the researcher's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers import coding_summary, evidence, protection
from helpers.corpus import Corpus
from helpers.estimates import Design, estimate
from helpers.questionnaire import Questionnaire


@dataclass(frozen=True)
class Line:
    """One condition: the codes that speak of it, the survey's measure, published figures by their identifiers."""

    condition: str
    codes: tuple[str, ...]
    measure: str = ""
    figures: tuple[str, ...] = ()


LINES: Sequence[Line] = (
    Line("pay", ("sub_minimum_pay",), "below_minimum", ("F040", "F124", "F113")),
    Line("hours", ("long_hours", "short_hours"), "above_forty", ("F133", "F123")),
    Line("costs", ("costs_and_deductions",), "bears_costs", ("F044", "F105")),
    Line("hazards", ("health_hazards",), "names_hazard", ("F125", "F067")),
    Line("social_security", ("no_social_security",), "no_programme", ("F043", "F089")),
    Line("contract", ("no_written_contract",), "no_written", ("F060", "F027")),
    Line("insecurity", ("insecure_work",), "", ("F011",)),
    Line("helpers", ("family_helpers",), "has_helpers", ("F108",)),
    Line("intermediary", ("intermediary",), "through_intermediary", ("F087",)),
    Line("negotiation", ("solidarity_bargaining",), "asked_raise", ("F106", "F093")),
)


def measures(workers: pd.DataFrame, form: Questionnaire, minimum: float, pay: str) -> dict[str, pd.Series]:
    """Say of each worker which condition holds, for the conditions that the survey asks about.

    Parameters
    ----------
    workers
        The cleaned survey.
    form
        The questionnaire.
    minimum
        Rupiah an hour.
    pay
        Column of hourly pay.

    Returns
    -------
    dict
        Measure → 1.0, 0.0 or missing; measures whose question was not asked are left out.
    """
    blocks = protection.indicators(workers, form)
    hours = protection.hours_beyond(workers)
    costs = workers["monthly_costs"]
    helpers = workers["unpaid_helpers"]
    found = {
        "below_minimum": (workers[pay] < minimum).astype(float).where(workers[pay].notna()),
        "above_forty": hours["week"],
        "bears_costs": (costs > 0).astype(float).where(costs.notna()),
        "names_hazard": blocks.get("hazards", {}).get("any"),
        "no_programme": _not(blocks.get("employment", {}).get("any")),
        "no_written": _not(blocks.get("contract", {}).get("written")),
        "has_helpers": (helpers > 0).astype(float).where(helpers.notna()),
        "through_intermediary": _is(workers, "work_giver", "intermediary"),
        "asked_raise": _is(workers, "asked_raise", "yes"),
    }
    return {name: values for name, values in found.items() if values is not None and values.notna().any()}


def display(
    corpus: Corpus, coded: pd.DataFrame, survey: dict[str, pd.Series], workers: pd.DataFrame, design: Design = Design()
) -> pd.DataFrame:
    """Set documents, survey and published figures side by side, a row per condition.

    Parameters
    ----------
    corpus, coded
        The coded documents and their codes (`helpers.corpus`).
    survey
        Measures, as of `measures`.
    workers
        The cleaned survey.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        ``condition``; ``codes``; ``documents``, ``in_study_area`` (numbers of documents, per code, ``;`` between);
        ``example`` and ``example_url``; ``measure``, ``estimate``, ``low``, ``high``, ``n`` (missing where the survey does
        not ask); ``figures`` (identifiers).
    """
    counts = coding_summary.frequencies(coded, corpus).set_index("code")
    rows = []
    for line in LINES:
        codes = [code for code in line.codes if code in counts.index]
        example = coding_summary.examples(coded, codes[:1], 1)
        row = {
            "condition": line.condition,
            "codes": ";".join(codes),
            "documents": ";".join(str(counts.at[code, "documents"]) for code in codes),
            "in_study_area": ";".join(str(counts.at[code, "documents_in_study_area"]) for code in codes),
            "example": example["text"].iloc[0] if len(example) else "",
            "example_url": example["source_url"].iloc[0] if len(example) else "",
            "measure": line.measure if line.measure in survey else "",
            "figures": ";".join(line.figures),
        }
        if row["measure"]:
            found = estimate(workers, survey[line.measure], "share", design).iloc[0]
            row |= {name: found[name] for name in ("estimate", "low", "high", "n")}
        rows.append(row)
    columns = ["condition", "codes", "documents", "in_study_area", "example", "example_url"]
    return pd.DataFrame(rows, columns=[*columns, "measure", "estimate", "low", "high", "n", "figures"])


def figures(ids: str) -> pd.DataFrame:
    """Return the published figures of a row of `display`, in its order."""
    listed = evidence.published_figures().set_index("id", drop=False)
    return listed.loc[[name for name in ids.split(";") if name]]


def _not(values: pd.Series | None) -> pd.Series | None:
    return None if values is None else 1.0 - values


def _is(workers: pd.DataFrame, question: str, answer: str) -> pd.Series | None:
    if question not in workers:
        return None
    return (workers[question] == answer).astype(float).where(workers[question].notna())
