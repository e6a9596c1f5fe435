"""The piece rate that meets the minimum wage."""

from __future__ import annotations

import pandas as pd

from helpers.form.units import WEEKS_PER_MONTH
from helpers.statistics.conventions import FEWEST_WORKERS
from helpers.statistics.estimates import Design, estimate


def piece_rate_that_meets(minimum: float, minutes: float, cost: float = 0.0) -> float:
    """Which rate for one piece pays the minimum wage for the time it takes?

    Parameters
    ----------
    minimum
        Rupiah an hour.
    minutes
        Standard minutes for one piece: at a pace that can be kept up.
    cost
        Rupiah that the worker pays herself for one piece (materials, electricity, tools, transport, deductions).

    Returns
    -------
    float
        ``minimum * minutes / 60 + cost``, rupiah a piece.
    """
    return minimum * minutes / 60 + cost


def piece_rates_needed(table: pd.DataFrame, minimum: float, design: Design = Design()) -> pd.DataFrame:
    """For each product, which piece rate would meet the minimum wage, and which is paid?

    Parameters
    ----------
    table
        The cleaned survey.
    minimum
        Rupiah an hour.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        A row per product with at least `FEWEST_WORKERS` workers: ``minutes`` (median standard minutes a piece),
        ``cost`` (rupiah a piece: all costs of the product's workers over all their pieces), ``posted`` (median
        rate), ``needed``, ``needed_low``, ``needed_high`` (from the interval of the median minutes), ``times``
        (needed over posted), ``n``. A piece is a kilogram or a sack where the product is paid by these.
    """
    minutes = estimate(table, table["minutes_per_piece"], "median", design, "product").set_index("group")
    posted = estimate(table, table["rate_per_piece"], "median", design, "product").set_index("group")
    cost = _cost_per_piece(table, design.weight)
    result = pd.DataFrame(
        {
            "minutes": minutes["estimate"],
            "cost": cost,
            "posted": posted["estimate"],
            "needed": piece_rate_that_meets(minimum, minutes["estimate"], cost),
            "needed_low": piece_rate_that_meets(minimum, minutes["low"], cost),
            "needed_high": piece_rate_that_meets(minimum, minutes["high"], cost),
            "n": minutes["n"],
        }
    )
    result["times"] = result["needed"] / result["posted"]
    return result[result["n"] >= FEWEST_WORKERS].rename_axis("product").reset_index()


def _cost_per_piece(table: pd.DataFrame, weight: str) -> pd.Series:
    pieces = table["units_per_week"] * WEEKS_PER_MONTH * table["rate_per_unit"] / table["rate_per_piece"]
    known = table.assign(pieces=pieces)[pieces.notna() & table["monthly_costs"].notna()]
    sums = known[["monthly_costs", "pieces"]].mul(known[weight], axis=0).groupby(known["product"]).sum()
    return sums["monthly_costs"] / sums["pieces"]
