"""Minimum wages of all regencies over the years."""

from __future__ import annotations

import pandas as pd

from helpers.facts import minimum_wages

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
    table = minimum_wages.regency_minimum_wages().rename(columns={"regency": "place"}).assign(kind="UMK")
    regencies = table.copy() if province == PROVINCE_OF_REGENCIES else table[:0].copy()
    regencies["rank"] = regencies.groupby("year")["amount_idr"].rank(ascending=False, method="min")
    whole = minimum_wages.provincial_minimum_wages().rename(columns={"province": "place"}).assign(kind="UMP")
    both = pd.concat([regencies, whole[whole["place"] == province]], ignore_index=True)
    kept = both[both["year"] >= first_year]
    return kept[["place", "kind", "year", "amount_idr", "rank"]].sort_values(
        ["kind", "place", "year"], ignore_index=True
    )
