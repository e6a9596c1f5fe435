"""How the invented home workers of the demonstration survey come about, with every true parameter.

The weekly hours of worker *i* in village *v* who makes product *p* are

    ln hours = ln 36 + eta * ln(rate / base rate of p) + product effect_p + u_v
               - 0.10 * children under six - 0.004 * (age - 42) + 0.05 * group member + e_i

with ``u_v ~ N(0, 0.12)`` and ``e_i ~ N(0, 0.30)``; hours a day are then rounded to the half hour. The posted rate is

    ln rate = ln(base rate of p) + r_v + 0.06 * group member + 0.05 * factory - 0.06 * intermediary + e'_i

with ``r_v ~ N(0, 0.15)`` and ``e'_i ~ N(0, 0.30)``, rounded as rates are posted. The elasticity `eta` is a choice made
to have something to find: no published source gives one for home workers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

UNIT_SIZES = {"piece": 1, "lusin": 12, "kodi": 20, "gross": 144, "kg": 1, "sack": 1}


@dataclass(frozen=True)
class Process:
    """True parameters of the demonstration survey; logarithms unless said otherwise.

    Attributes
    ----------
    elasticity
        Percentage change in weekly hours for one per cent more piece rate, the product held fixed.
    mean_hours
        Typical weekly hours at the base rate (the published survey average is 30-40, F123).
    hours_village_sd, hours_person_sd, rate_village_sd, rate_person_sd, speed_sd
        Standard deviations of the village and person effects on log hours, log rate and log minutes per unit.
    hours_per_child, hours_per_year_of_age, hours_group
        Effects of a child under six, of a year of age and of group membership on log hours.
    rate_group, rate_factory, rate_intermediary
        Effects on the log rate.
    share_with_helpers, share_with_deductions, share_villages_with_ngo, share_women
        Plain shares.
    helper_efficiency
        Output of an hour of help, relative to an hour of the worker.
    rate_level
        All base rates times this: 1 for the rates of 2021.
    """

    elasticity: float = -0.20
    mean_hours: float = 36.0
    hours_village_sd: float = 0.12
    hours_person_sd: float = 0.30
    rate_village_sd: float = 0.15
    rate_person_sd: float = 0.30
    speed_sd: float = 0.22
    hours_per_child: float = -0.10
    hours_per_year_of_age: float = -0.004
    hours_group: float = 0.05
    rate_group: float = 0.06
    rate_factory: float = 0.05
    rate_intermediary: float = -0.06
    share_with_helpers: float = 0.38
    share_with_deductions: float = 0.22
    share_villages_with_ngo: float = 0.45
    share_women: float = 0.95
    helper_efficiency: float = 0.7
    rate_level: float = 1.0


#: One row per product. The base rate is for one piece (or kilogram, or sack) in rupiah of 2021, the minutes are for the
#: same unit. `published` names the rows of data/evidence/published_pay.csv that the settings rest on; `reading` says how.
PRODUCTS = pd.DataFrame(
    [
        (
            "shoe_sewing",
            3500,
            44,
            {"piece": 0.85, "lusin": 0.15},
            0.08,
            26000,
            "pay_057;pay_060;pay_020",
            "EUR 0.16-0.30 a pair in 2014-2016, 10 pairs in 9 hours, about a third of the UMK",
        ),
        (
            "thread_trimming",
            200,
            2.6,
            {"piece": 0.5, "lusin": 0.3, "kodi": 0.2},
            0.02,
            4000,
            "pay_001;pay_002",
            "Rp80-150 a garment in 2010, 100 garments a day; raised with the minimum wage",
        ),
        (
            "cake_boards",
            105,
            1.3,
            {"lusin": 0.7, "gross": 0.3},
            -0.05,
            7000,
            "pay_003;pay_004;pay_005",
            "Rp75-183 a piece in 2016; the minutes are assumed",
        ),
        (
            "glove_sewing",
            1400,
            15,
            {"piece": 0.7, "lusin": 0.3},
            0.05,
            14000,
            "pay_021",
            "Rp750 a glove, year not shown; the minutes are assumed",
        ),
        (
            "charcoal_packing",
            85,
            1.0,
            {"piece": 0.8, "gross": 0.2},
            -0.02,
            3000,
            "pay_049;pay_050",
            "Rp55-200 a box in 2016; the minutes are assumed",
        ),
        (
            "garment_sewing",
            2900,
            18,
            {"piece": 0.5, "lusin": 0.2, "kodi": 0.3},
            0.10,
            62000,
            "pay_030;pay_034;pay_038",
            "Rp1,500-3,000 a piece in 2016-2017, 12 dresses in 5 hours; costs about a tenth to a half of pay",
        ),
        (
            "patchwork",
            1150,
            13,
            {"kg": 1.0},
            -0.12,
            5000,
            "pay_022",
            "Rp800 a kilogram in 2017; the minutes are assumed",
        ),
        (
            "straw_packing",
            9000,
            290,
            {"sack": 1.0},
            -0.15,
            3000,
            "pay_044;pay_051",
            "Rp8,000 a sack in 2016-2020, 7-8 hours a sack, help of the family in one case",
        ),
    ],
    columns=["product", "base_rate", "minutes", "units", "hours_effect", "materials", "published", "reading"],
).set_index("product")


#: Districts where sources tell of home work (F002), and Pringapus for its factories. Village numbers are invented, as
#: are the counts of villages and of listed workers: they only give the demonstration survey a design to weight by.
DISTRICTS = {
    "ungaran_barat": "Ungaran Barat",
    "ungaran_timur": "Ungaran Timur",
    "bergas": "Bergas",
    "bandungan": "Bandungan",
    "bawen": "Bawen",
    "ambarawa": "Ambarawa",
    "pringapus": "Pringapus",
}


def draw_places(
    rng: np.random.Generator, villages_per_district: int = 4, districts: Mapping[str, str] = DISTRICTS
) -> pd.DataFrame:
    """Draw the sampling frame: the villages that were chosen, and what they stand for.

    Parameters
    ----------
    rng
        Source of randomness.
    villages_per_district
        Villages sampled in each district.
    districts
        Name → label of each.

    Returns
    -------
    pandas.DataFrame
        A row per sampled village: ``kecamatan``, ``kecamatan_label``, ``desa``, ``desa_label``, ``villages_total``
        (villages with home work in the district), ``workers_listed`` (home workers listed in the village).
    """
    rows: list[dict[str, object]] = []
    for district, label in districts.items():
        total = int(rng.integers(villages_per_district + 2, villages_per_district + 10))
        rows.extend(
            {
                "kecamatan": district,
                "kecamatan_label": label,
                "desa": f"{district}_{village}",
                "desa_label": f"{label} {village}",
                "villages_total": total,
                "workers_listed": int(rng.integers(28, 130)),
            }
            for village in range(1, villages_per_district + 1)
        )
    return pd.DataFrame(rows)
