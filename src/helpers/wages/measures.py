"""How far is pay from the minimum wage? Shortfall measures, and the piece rate that would close the gap.

With pay *w*, minimum *m* and weights *p*, the shortfall of order a is ``v_a = sum p 1(w < m) ((m - w) / m)^a / sum p``
(Foster, Greer and Thorbecke 1984; as an index of minimum-wage violation, Bhorat, Kanbur and Mayet 2013): v0 is the share
below, v1 the average relative gap over all, v2 weighs deep gaps more, v1/v0 is the mean gap of those below. Pay equal to
the minimum complies. Below the minimum is not the same as unlawful: see notebook 02.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.form.units import WEEKS_PER_MONTH
from helpers.language import UserError
from helpers.statistics.conventions import FEWEST_WORKERS, FULL_TIME_DIVISOR, NEAR_MINIMUM, PART_TIME_DIVISOR
from helpers.statistics.estimates import Design, estimate

PAY_DEFINITIONS = ("hourly_gross", "hourly_net", "hourly_net_helped")


#: The monthly pay that goes with each; helpers' hours change an hour's pay, not the month's.
MONTHLY_OF = {"hourly_gross": "monthly_gross", "hourly_net": "monthly_net", "hourly_net_helped": "monthly_net"}


MEASURES = ("v0", "v1", "v2", "mean_gap")


def hourly_minimum(monthly: float, divisor: float = FULL_TIME_DIVISOR) -> float:
    """What does the monthly minimum wage come to for an hour?

    Parameters
    ----------
    monthly
        Minimum wage, rupiah a month.
    divisor
        Hours of a month, above 0 (173 by PP 35/2021 art. 32(2)).
    """
    if not divisor > 0:
        raise UserError(
            "hours_divisor: {divisor!r} is not above 0. Use 173 (full time) or 126 (part time).", divisor=divisor
        )
    return monthly / divisor


def violation_index(pay: np.ndarray, minimum: float, order: float, weights: np.ndarray | None = None) -> float:
    """Compute the shortfall measure of one order, without an interval.

    Parameters
    ----------
    pay
        Pay of each worker, in the unit of `minimum`; none missing.
    minimum
        The minimum wage, above 0.
    order
        0 for the share below, 1 for the average gap, 2 for severity.
    weights
        What each worker stands for; equal where not given.

    Returns
    -------
    float
        ``sum p 1(w < m) ((m - w) / m)^order / sum p``.
    """
    pay = np.asarray(pay, dtype=float)
    weights = np.ones_like(pay) if weights is None else np.asarray(weights, dtype=float)
    below = pay < minimum
    gaps = np.where(below, (minimum - pay) / minimum, 0.0)
    return float(np.sum(weights * np.where(below, gaps**order, 0.0)) / np.sum(weights))


def shortfall(
    table: pd.DataFrame, pay: str, minimum: float, design: Design = Design(), by: str | None = None
) -> pd.DataFrame:
    """Estimate v0, v1, v2 and the mean gap of those below, with design-based intervals.

    Parameters
    ----------
    table
        The cleaned survey.
    pay
        Column of pay, in the unit of `minimum`.
    minimum
        The minimum wage, rupiah an hour or a month.
    design
        The sample's design.
    by
        A column to estimate by.

    Returns
    -------
    pandas.DataFrame
        ``measure`` (see `MEASURES`), then the columns of `helpers.statistics.estimates.estimate`; groups with fewer than
        `FEWEST_WORKERS` workers are left out, and so is a group's mean gap where fewer than that are below. Where
        nobody is below there is no mean gap.
    """
    wages = table[pay]
    below = (wages < minimum).where(wages.notna())
    gap = ((minimum - wages) / minimum).clip(lower=0)
    parts = {
        "v0": estimate(table, below, "share", design, by),
        "v1": estimate(table, gap, "mean", design, by),
        "v2": estimate(table, gap**2, "mean", design, by),
        "mean_gap": estimate(table, gap.where(below == 1), "mean", design, by),
    }
    result = pd.concat([part.assign(measure=measure) for measure, part in parts.items()], ignore_index=True)
    shown = (result["n"] >= FEWEST_WORKERS) | (by is None)
    return result.loc[shown, ["measure", *COLUMNS_OF_ESTIMATE]].reset_index(drop=True)


COLUMNS_OF_ESTIMATE = ["group", "estimate", "se", "low", "high", "df", "n"]


def contributions(table: pd.DataFrame, pay: str, minimum: float, by: str, weight: str = "weight") -> pd.DataFrame:
    """How much of the overall shortfall comes from each group? The measures are additive over groups.

    Returns
    -------
    pandas.DataFrame
        ``group``, ``population_share``, and for v0, v1 and v2 the group's part of the overall measure: they add up
        to 1 (``v0_share``, ``v1_share``, ``v2_share``; missing where the overall measure is 0), which they could not
        if small groups were left out.
    """
    known = table[table[pay].notna() & table[by].notna()]
    total = known[weight].sum()
    rows = []
    for group, part in known.groupby(by, sort=True):
        share = part[weight].sum() / total
        row = {"group": group, "population_share": share}
        for order in (0, 1, 2):
            own = violation_index(part[pay], minimum, order, part[weight])
            overall = violation_index(known[pay], minimum, order, known[weight])
            row[f"v{order}_share"] = share * own / overall if overall else np.nan
        rows.append(row)
    return pd.DataFrame(rows, columns=["group", "population_share", "v0_share", "v1_share", "v2_share"])


def total_gap(table: pd.DataFrame, pay: str, minimum: float, design: Design = Design()) -> pd.DataFrame:
    """How many rupiah a month would lift the hours that are worked to the minimum wage?

    Parameters
    ----------
    table
        The cleaned survey, with ``hours_per_week``.
    pay
        Column of hourly pay.
    minimum
        Rupiah an hour.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        Two rows of `helpers.statistics.estimates.estimate` with ``measure``: ``total_gap`` (all listed home workers together)
        and ``gap_per_worker`` (average over those below), rupiah a month. The total is the mean over those whose pay
        and hours are known times all listed workers: the others are taken to be like them.
    """
    hours = table["hours_per_week"] * WEEKS_PER_MONTH
    gap = (minimum - table[pay]).clip(lower=0) * hours
    total = estimate(table, gap, "mean", design).assign(measure="total_gap")
    total[["estimate", "se", "low", "high"]] *= table[design.weight].sum()
    mean = estimate(table, gap.where(gap > 0), "mean", design).assign(measure="gap_per_worker")
    return pd.concat([total, mean], ignore_index=True)[["measure", *COLUMNS_OF_ESTIMATE]]


def kaitz(table: pd.DataFrame, pay: str, minimum: float, design: Design = Design()) -> pd.DataFrame:
    """What is the minimum wage as a multiple of what home workers earn?

    Kaitz's index, here in its plain version: minimum over the median (``kaitz_median``) and over the mean
    (``kaitz_mean``) of the workers' own pay, not weighted by coverage. The interval turns round that of the median or
    mean.
    """
    parts = []
    for kind in ("median", "mean"):
        own = estimate(table, table[pay], kind, design)
        index = own.assign(
            measure=f"kaitz_{kind}",
            estimate=minimum / own["estimate"],
            low=minimum / own["high"],
            high=minimum / own["low"],
            se=minimum / own["estimate"] ** 2 * own["se"],
        )
        parts.append(index)
    return pd.concat(parts, ignore_index=True)[["measure", *COLUMNS_OF_ESTIMATE]]


def near_minimum(table: pd.DataFrame, pay: str, minimum: float, design: Design = Design()) -> pd.DataFrame:
    """Which share earns within five per cent of the minimum, so that small errors could move it across?"""
    wages = table[pay]
    near = ((wages >= minimum * (1 - NEAR_MINIMUM)) & (wages <= minimum * (1 + NEAR_MINIMUM))).where(wages.notna())
    return estimate(table, near, "share", design).assign(measure="near_minimum")[["measure", *COLUMNS_OF_ESTIMATE]]


def from_gross_to_net(table: pd.DataFrame, minimum: float, design: Design = Design()) -> pd.DataFrame:
    """What is left of the hourly pay after costs, and after counting the hours of unpaid helpers?

    The three definitions are estimated for the same workers, those for whom all of them are known.

    Returns
    -------
    pandas.DataFrame
        ``definition`` (`PAY_DEFINITIONS`), ``measure`` (``median_pay`` in rupiah an hour, and `MEASURES`), then the
        columns of `helpers.statistics.estimates.estimate`.
    """
    complete = table[list(PAY_DEFINITIONS)].notna().all(axis=1)
    common = table.assign(**{name: table[name].where(complete) for name in PAY_DEFINITIONS})
    parts = []
    for definition in PAY_DEFINITIONS:
        median = estimate(common, common[definition], "median", design).assign(measure="median_pay")
        both = pd.concat([median, shortfall(common, definition, minimum, design)], ignore_index=True)
        parts.append(both.assign(definition=definition))
    return pd.concat(parts, ignore_index=True)[["definition", "measure", *COLUMNS_OF_ESTIMATE]]


def by_divisor(table: pd.DataFrame, pay: str, monthly: float, design: Design = Design()) -> pd.DataFrame:
    """How much hangs on the hours that a monthly minimum wage is spread over?

    Returns
    -------
    pandas.DataFrame
        ``divisor``, ``minimum`` (rupiah an hour), then the rows of `shortfall` and `near_minimum`.
    """
    parts = []
    for divisor in (FULL_TIME_DIVISOR, PART_TIME_DIVISOR):
        minimum = hourly_minimum(monthly, divisor)
        rows = [shortfall(table, pay, minimum, design), near_minimum(table, pay, minimum, design)]
        parts.append(pd.concat(rows, ignore_index=True).assign(divisor=divisor, minimum=minimum))
    return pd.concat(parts, ignore_index=True)[["divisor", "minimum", "measure", *COLUMNS_OF_ESTIMATE]]
