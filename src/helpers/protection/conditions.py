"""The conditions of work that documents speak of, as the survey measures them."""

from __future__ import annotations

import pandas as pd

from helpers.form.questionnaire import Questionnaire
from helpers.protection.measures import hours_beyond, indicators


def conditions(workers: pd.DataFrame, form: Questionnaire, minimum: float, pay: str) -> dict[str, pd.Series]:
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
    blocks = indicators(workers, form)
    hours = hours_beyond(workers)
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


def _not(values: pd.Series | None) -> pd.Series | None:
    return None if values is None else 1.0 - values


def _is(workers: pd.DataFrame, question: str, answer: str) -> pd.Series | None:
    if question not in workers:
        return None
    return (workers[question] == answer).astype(float).where(workers[question].notna())
