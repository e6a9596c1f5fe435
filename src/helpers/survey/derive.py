"""The variables of the analysis, derived from the cleaned answers. Money is rupiah; a month has 52/12 weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.form.units import UNIT_SIZES, WEEKS_PER_MONTH
from helpers.survey.rules import weeks_of_last_pay

#: The questions that pay, hours and costs are worked out from.
EARNINGS = ("rate_per_unit", "units_per_week")
HOURS = ("hours_per_day", "days_per_week")
COSTS = ("cost_electricity", "cost_materials", "cost_tools", "cost_transport", "deductions")
OUTLIER_LIMIT = 3.5
#: The median absolute deviation of a normal distribution is this share of its standard deviation.
MAD_TO_SD = 0.6744897501960817


def derive(answers: pd.DataFrame) -> pd.DataFrame:
    """Add hours, earnings and rates to the answers.

    Parameters
    ----------
    answers
        Clean answers, numbers as numbers; one row per worker.

    Returns
    -------
    pandas.DataFrame
        The answers with:

        - ``hours_per_week``, ``peak_hours_per_week``: hours a day times days a week;
        - ``monthly_gross``: rate times units of a typical week times 52/12, or the last pay brought to a month where
          rate or units are missing (``earnings_from`` says which); ``monthly_costs``: the four costs and the
          deductions brought to a month; ``monthly_net``: gross minus costs (missing where any of them is);
        - ``hourly_gross``, ``hourly_net``: monthly over own hours; ``hourly_net_helped``: net over own hours and
          those of unpaid helpers;
        - ``rate_per_piece``: posted rate for one piece (kilogram, sack); ``rate_per_standard_hour``: posted rate
          over the minutes one unit takes, times 60;
        - ``minutes_per_piece``; ``interview_minutes``: from start to end.
    """
    out = answers.copy()
    out["hours_per_week"] = out["hours_per_day"] * out["days_per_week"]
    out["peak_hours_per_week"] = out["peak_hours_per_day"] * out["peak_days_per_week"]
    _add_earnings(out)
    own = out["hours_per_week"] * WEEKS_PER_MONTH
    help_hours = out["helper_hours_per_week"].where(out["unpaid_helpers"] != 0, 0.0) * WEEKS_PER_MONTH
    out["hourly_gross"] = out["monthly_gross"] / own
    out["hourly_net"] = out["monthly_net"] / own
    out["hourly_net_helped"] = out["monthly_net"] / (own + help_hours)
    size = out["rate_unit"].map(UNIT_SIZES).astype(float)
    # Kilograms and sacks are not counted in pieces: their unit stays what it is.
    size = size.fillna(out["rate_unit"].map({"kg": 1.0, "sack": 1.0}).astype(float))
    out["rate_per_piece"] = out["rate_per_unit"] / size
    out["minutes_per_piece"] = out["minutes_per_unit"] / size
    out["rate_per_standard_hour"] = out["rate_per_unit"] / out["minutes_per_unit"] * 60
    start, end = (pd.to_datetime(out[name], utc=True, errors="coerce", format="ISO8601") for name in ("start", "end"))
    span = end - start
    out["interview_minutes"] = span.dt.total_seconds() / 60
    return out


def _add_earnings(out: pd.DataFrame) -> None:
    typical = out["rate_per_unit"] * out["units_per_week"] * WEEKS_PER_MONTH
    months = weeks_of_last_pay(out) / WEEKS_PER_MONTH
    last = out["last_pay"] / months
    out["monthly_gross"] = typical.fillna(last)
    source = np.select([typical.notna(), last.notna()], ["typical_week", "last_pay"], "")
    out["earnings_from"] = pd.Series(source, out.index, dtype="str")
    out["monthly_deductions"] = out["deductions"] / months
    out["monthly_costs"] = out[[*COSTS[:-1], "monthly_deductions"]].sum(axis=1, skipna=False)
    out["monthly_net"] = out["monthly_gross"] - out["monthly_costs"]


def flag_outliers(values: pd.Series, groups: pd.Series, limit: float = OUTLIER_LIMIT) -> pd.Series:
    """Which values lie far from the others of their group?

    The distance is ``|ln x - median| / (MAD / 0.6745)`` within the group, the median absolute deviation being robust
    to the outliers it looks for (Iglewicz and Hoaglin 1993, who propose the limit 3.5).

    Parameters
    ----------
    values
        Positive amounts, for instance rupiah an hour; those that are missing or not positive are never flagged.
    groups
        The group of each value, for instance its product.
    limit
        How many robust standard deviations are far.

    Returns
    -------
    pandas.Series of bool
        On the index of `values`. In a group where more than half of the values are equal nothing is flagged.
    """
    logs = np.log(values.where(values > 0))
    distance = (logs - logs.groupby(groups).transform("median")).abs()
    spread = distance.groupby(groups).transform("median") / MAD_TO_SD
    return ((distance > limit * spread) & (spread > 0)).fillna(False).astype(bool)


def design_weights(clean: pd.DataFrame, places: pd.DataFrame) -> pd.Series:
    """How many home workers of the listed population does each interviewed one stand for?

    Two stages: the villages of a kecamatan with equal chance, the listed workers of a village with equal chance, so
    that ``weight = (villages in the kecamatan / villages sampled) * (workers listed / workers interviewed)``. Using
    those who were interviewed in the end spreads refusals over the others of their village.

    Parameters
    ----------
    clean
        One row per interviewed worker, with ``desa``.
    places
        The sample's villages (`helpers.studies`).

    Returns
    -------
    pandas.Series
        On the index of `clean`.
    """
    sampled = places.groupby("kecamatan")["desa"].transform("nunique")
    village = (places["villages_total"] / sampled * places["workers_listed"]).set_axis(places["desa"])
    interviewed = clean.groupby("desa")["desa"].transform("size")
    return clean["desa"].map(village).astype(float) / interviewed
