"""Minimum wages of the regencies over the years, one regency among the others."""

from __future__ import annotations

import pandas as pd

from helpers.facts import minimum_wages, reference


def on_the_map(year: int, since: int) -> pd.DataFrame:
    """How high is the minimum wage of each regency, and how fast has it grown?

    Parameters
    ----------
    year
        Of the level and the rank.
    since
        First year of the growth.

    Returns
    -------
    pandas.DataFrame
        One row per regency of the tile map: ``regency``, ``kind``, ``column``, ``row``, ``amount_idr`` (missing where no
        source gives it), ``rank`` (1 the highest), ``growth`` (mean a year since `since`, before inflation; missing where
        either year is).
    """
    wages = minimum_wages.regency_minimum_wages().pivot_table(index="regency", columns="year", values="amount_idr")
    tiles = reference.regencies().rename(columns={"name": "regency"})[["regency", "kind", "column", "row"]]
    level = wages.reindex(columns=[year])[year].reindex(tiles["regency"]).to_numpy(dtype=float)
    first = wages.reindex(columns=[since])[since].reindex(tiles["regency"]).to_numpy(dtype=float)
    tiles["amount_idr"] = level
    tiles["rank"] = tiles["amount_idr"].rank(ascending=False, method="min").astype("Int64")
    tiles["growth"] = (level / first) ** (1 / (year - since)) - 1 if year > since else float("nan")
    return tiles
