"""Minimum wages of the regencies over the years, one regency among the others."""

from __future__ import annotations

import pandas as pd

from helpers import reference

#: Whose regencies ``data/reference/regency_minimum_wages.csv`` lists.
PROVINCE_OF_REGENCIES = "Jawa Tengah"


def minimum_wages_over_time(province: str, first_year: int = 2014) -> pd.DataFrame:
    """How did the minimum wages of a province's regencies and of the province itself move?

    Parameters
    ----------
    province
        Official name. The table of regencies covers Jawa Tengah; of another province only its own line is known.
    first_year
        Earlier years are left out.

    Returns
    -------
    pandas.DataFrame
        ``place``, ``kind`` (``UMK`` or ``UMP``), ``year``, ``amount_idr`` (rupiah a month), ``rank`` (1 is the
        highest regency of the year; missing for the province). A year that is missing in the tables is missing here.
    """
    table = reference.regency_minimum_wages().rename(columns={"regency": "place"}).assign(kind="UMK")
    regencies = table.copy() if province == PROVINCE_OF_REGENCIES else table[:0].copy()
    regencies["rank"] = regencies.groupby("year")["amount_idr"].rank(ascending=False, method="min")
    whole = reference.provincial_minimum_wages().rename(columns={"province": "place"}).assign(kind="UMP")
    both = pd.concat([regencies, whole[whole["place"] == province]], ignore_index=True)
    kept = both[both["year"] >= first_year]
    return kept[["place", "kind", "year", "amount_idr", "rank"]].sort_values(
        ["kind", "place", "year"], ignore_index=True
    )


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
    wages = reference.regency_minimum_wages().pivot_table(index="regency", columns="year", values="amount_idr")
    tiles = reference.regencies().rename(columns={"name": "regency"})[["regency", "kind", "column", "row"]]
    level = wages.reindex(columns=[year])[year].reindex(tiles["regency"]).to_numpy(dtype=float)
    first = wages.reindex(columns=[since])[since].reindex(tiles["regency"]).to_numpy(dtype=float)
    tiles["amount_idr"] = level
    tiles["rank"] = tiles["amount_idr"].rank(ascending=False, method="min").astype("Int64")
    tiles["growth"] = (level / first) ** (1 / (year - since)) - 1 if year > since else float("nan")
    return tiles
