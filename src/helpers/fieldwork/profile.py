"""Who are the home workers of the sample? The weighted profile that opens a paper (its Table 1)."""

from __future__ import annotations

import pandas as pd

from helpers.form.questionnaire import Questionnaire
from helpers.statistics.estimates import Design, Kind, estimate

NUMBERS = (
    "age",
    "household_size",
    "children_under_six",
    "years_home_work",
    "hours_per_week",
    "unpaid_helpers",
)
SHARES = ("sex", "education", "product", "work_giver", "contract", "group_member")


def profile(clean: pd.DataFrame, form: Questionnaire, design: Design = Design()) -> pd.DataFrame:
    """Describe the workers by weighted means and shares.

    Parameters
    ----------
    clean
        The cleaned survey.
    form
        The questionnaire, for the order of the answers.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        One row per mean or share: ``variable``, ``answer`` (empty for a mean), ``kind`` (``mean`` or ``share``),
        ``estimate``, ``se``, ``low``, ``high``, ``df``, ``n`` (workers who answered), ``count`` (of these, workers
        with this answer; for a mean the same as ``n``).
    """
    rows = [_row(clean, name, "", clean[name], "mean", design) for name in NUMBERS if clean[name].notna().any()]
    for name in SHARES:
        for answer in form.choice_names(name):
            holds = (clean[name] == answer).where(clean[name].notna())
            if (holds == 1).any():
                rows.append(_row(clean, name, answer, holds, "share", design))
    return pd.concat(rows, ignore_index=True)


def _row(clean: pd.DataFrame, name: str, answer: str, values: pd.Series, kind: Kind, design: Design) -> pd.DataFrame:
    result = estimate(clean, values, kind, design).drop(columns="group")
    count = int(values.sum()) if kind == "share" else int(values.notna().sum())
    front = pd.DataFrame({"variable": [name], "answer": [answer], "kind": [kind]})
    return pd.concat([front, result.assign(count=count)], axis=1)
