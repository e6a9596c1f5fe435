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
        ("shoe_sewing", 3500, 44, {"piece": 0.85, "lusin": 0.15}, 0.08, 26000, "pay_057;pay_060;pay_020",
         "EUR 0.16-0.30 a pair in 2014-2016, 10 pairs in 9 hours, about a third of the UMK"),
        ("thread_trimming", 200, 2.6, {"piece": 0.5, "lusin": 0.3, "kodi": 0.2}, 0.02, 4000, "pay_001;pay_002",
         "Rp80-150 a garment in 2010, 100 garments a day; raised with the minimum wage"),
        ("cake_boards", 105, 1.3, {"lusin": 0.7, "gross": 0.3}, -0.05, 7000, "pay_003;pay_004;pay_005",
         "Rp75-183 a piece in 2016; the minutes are assumed"),
        ("glove_sewing", 1400, 15, {"piece": 0.7, "lusin": 0.3}, 0.05, 14000, "pay_021",
         "Rp750 a glove, year not shown; the minutes are assumed"),
        ("charcoal_packing", 85, 1.0, {"piece": 0.8, "gross": 0.2}, -0.02, 3000, "pay_049;pay_050",
         "Rp55-200 a box in 2016; the minutes are assumed"),
        ("garment_sewing", 2900, 18, {"piece": 0.5, "lusin": 0.2, "kodi": 0.3}, 0.10, 62000, "pay_030;pay_034;pay_038",
         "Rp1,500-3,000 a piece in 2016-2017, 12 dresses in 5 hours; costs about a tenth to a half of pay"),
        ("patchwork", 1150, 13, {"kg": 1.0}, -0.12, 5000, "pay_022",
         "Rp800 a kilogram in 2017; the minutes are assumed"),
        ("straw_packing", 9000, 290, {"sack": 1.0}, -0.15, 3000, "pay_044;pay_051",
         "Rp8,000 a sack in 2016-2020, 7-8 hours a sack, help of the family in one case"),
    ],
    columns=["product", "base_rate", "minutes", "units", "hours_effect", "materials", "published", "reading"],
).set_index("product")  # fmt: skip

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
    rows = []
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


def draw_workers(
    places: pd.DataFrame,
    rng: np.random.Generator,
    process: Process = Process(),
    per_village: tuple[int, int] = (13, 17),
) -> pd.DataFrame:
    """Draw the workers who were interviewed, with the answers they would give without any error.

    Parameters
    ----------
    places
        Sampling frame, one row per village (see `draw_places`).
    rng
        Source of randomness; the same generator state gives the same workers.
    process
        True parameters.
    per_village
        Fewest and most interviews in a village.

    Returns
    -------
    pandas.DataFrame
        A row per worker with a column per question of the form; money in whole rupiah.
    """
    counts = rng.integers(per_village[0], per_village[1] + 1, len(places))
    village = np.repeat(np.arange(len(places)), counts)
    n = len(village)
    workers = pd.DataFrame(
        {"kecamatan": places["kecamatan"].to_numpy()[village], "desa": places["desa"].to_numpy()[village]}
    )
    workers["product"] = _draw_products(len(places), village, rng)
    _add_person(workers, rng, process)
    _add_relations(workers, village, len(places), rng, process)
    piece_rate = _draw_rates(workers, village, len(places), rng, process)
    _add_time(workers, piece_rate, village, len(places), rng, process)
    _add_pay(workers, piece_rate, rng, process)
    _add_protection(workers, rng)
    _add_voice(workers, rng)
    assert len(workers) == n
    return workers


def _draw_products(villages: int, village: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    # Work reaches a village through one or two intermediaries, so a village has few products.
    shares = rng.dirichlet(np.full(len(PRODUCTS), 0.9), villages) * 0.8 + 0.2 / len(PRODUCTS)
    picks = (rng.random(len(village))[:, None] > shares[village].cumsum(axis=1)).sum(axis=1)
    return PRODUCTS.index.to_numpy()[np.minimum(picks, len(PRODUCTS) - 1)]


def _add_person(workers: pd.DataFrame, rng: np.random.Generator, process: Process) -> None:
    n = len(workers)
    workers["sex"] = np.where(rng.random(n) < process.share_women, "female", "male")
    age = np.clip(np.round(rng.normal(42, 10.5, n)), 17, 74).astype(int)
    workers["age"] = age
    level = np.clip(np.round(2.4 - 0.03 * (age - 42) + rng.normal(0, 0.9, n)), 0, 4).astype(int)
    workers["education"] = np.array(["none", "sd", "smp", "sma", "higher"])[level]
    workers["children_under_six"] = np.minimum(rng.poisson(np.where(age < 45, 0.55, 0.15)), 4)
    workers["household_size"] = np.minimum(2 + workers["children_under_six"] + rng.poisson(1.6, n), 12)
    workers["years_home_work"] = np.round(np.minimum(rng.gamma(2.0, 4.0, n), age - 14) * 2) / 2


def _add_relations(
    workers: pd.DataFrame, village: np.ndarray, villages: int, rng: np.random.Generator, process: Process
) -> None:
    n = len(workers)
    givers = np.array(["factory", "intermediary", "micro_enterprise", "unknown"])
    garment = (workers["product"] == "garment_sewing").to_numpy()
    shares = np.where(garment[:, None], [0.08, 0.42, 0.46, 0.04], [0.20, 0.58, 0.13, 0.09])
    picks = (rng.random(n)[:, None] > shares.cumsum(axis=1)).sum(axis=1)
    workers["work_giver"] = givers[np.minimum(picks, 3)]
    written = np.where(workers["work_giver"] == "factory", 0.12, 0.015)
    draw = rng.random(n)
    workers["contract"] = np.select([draw < written, draw < written + 0.47], ["written", "oral"], "none")
    ngo_here = rng.random(villages) < process.share_villages_with_ngo
    joins = np.where(ngo_here[village], 0.42, 0.05)
    workers["group_member"] = np.where(rng.random(n) < joins, "yes", "no")


def _draw_rates(
    workers: pd.DataFrame, village: np.ndarray, villages: int, rng: np.random.Generator, process: Process
) -> np.ndarray:
    """Posted rate for one piece (kilogram, sack) in rupiah, rounded as rates are posted."""
    base = PRODUCTS.loc[workers["product"], "base_rate"].to_numpy() * process.rate_level
    log_rate = (
        np.log(base)
        + rng.normal(0, process.rate_village_sd, villages)[village]
        + process.rate_group * (workers["group_member"] == "yes")
        + process.rate_factory * (workers["work_giver"] == "factory")
        + process.rate_intermediary * (workers["work_giver"] == "intermediary")
        + rng.normal(0, process.rate_person_sd, len(workers))
    ).to_numpy()
    step = np.select([base < 300, base < 2000], [5, 50], 100)
    return np.maximum(np.round(np.exp(log_rate) / step), 1) * step


def _add_time(
    workers: pd.DataFrame,
    piece_rate: np.ndarray,
    village: np.ndarray,
    villages: int,
    rng: np.random.Generator,
    process: Process,
) -> None:
    n = len(workers)
    product = PRODUCTS.loc[workers["product"]]
    log_hours = (
        np.log(process.mean_hours)
        + process.elasticity * np.log(piece_rate / (product["base_rate"].to_numpy() * process.rate_level))
        + product["hours_effect"].to_numpy()
        + rng.normal(0, process.hours_village_sd, villages)[village]
        + process.hours_per_child * workers["children_under_six"].to_numpy()
        + process.hours_per_year_of_age * (workers["age"].to_numpy() - 42)
        + process.hours_group * (workers["group_member"] == "yes").to_numpy()
        + rng.normal(0, process.hours_person_sd, n)
    )
    days = rng.choice([4, 5, 6, 7], n, p=[0.05, 0.20, 0.55, 0.20])
    workers["days_per_week"] = days
    workers["hours_per_day"] = np.clip(np.round(np.exp(log_hours) / days * 2) / 2, 0.5, 17)
    busier = np.exp(np.abs(rng.normal(0.2, 0.12, n)))
    workers["peak_hours_per_day"] = np.clip(np.round(workers["hours_per_day"] * busier * 2) / 2, 0.5, 20)
    workers["peak_days_per_week"] = np.minimum(days + (rng.random(n) < 0.5), 7)
    helpers = np.where(rng.random(n) < process.share_with_helpers, 1 + rng.poisson(0.35, n), 0)
    workers["unpaid_helpers"] = helpers
    help_hours = np.round(rng.gamma(3, 2.6, n) * 2) / 2 * helpers
    workers["helper_hours_per_week"] = np.where(helpers > 0, np.maximum(help_hours, 0.5), np.nan)


def _add_pay(workers: pd.DataFrame, piece_rate: np.ndarray, rng: np.random.Generator, process: Process) -> None:
    n = len(workers)
    draw = rng.random(n)
    units = []
    for product, one_draw in zip(workers["product"], draw, strict=True):
        shares = PRODUCTS.at[product, "units"]
        edges = np.cumsum(list(shares.values()))
        units.append(list(shares)[min(int((one_draw > edges).sum()), len(shares) - 1)])
    size = np.array([UNIT_SIZES[unit] for unit in units])
    workers["rate_unit"] = units
    workers["rate_per_unit"] = piece_rate * size
    minutes = PRODUCTS.loc[workers["product"], "minutes"].to_numpy() * np.exp(rng.normal(0, process.speed_sd, n))
    minutes_per_unit = minutes * size
    workers["minutes_per_unit"] = np.where(
        minutes_per_unit < 10, np.round(minutes_per_unit, 1), np.round(minutes_per_unit)
    )
    hours = workers["hours_per_day"] * workers["days_per_week"]
    effort = hours + process.helper_efficiency * workers["helper_hours_per_week"].fillna(0)
    output = (effort * 60 / minutes_per_unit * np.exp(rng.normal(0, 0.06, n))).to_numpy()
    workers["units_per_week"] = np.where(output < 10, np.maximum(np.round(output, 1), 0.1), np.round(output))
    periods = rng.choice(["day", "week", "two_weeks", "month"], n, p=[0.08, 0.42, 0.36, 0.14])
    workers["last_pay_period"] = periods
    weeks = np.select(
        [periods == "day", periods == "week", periods == "two_weeks"],
        [1 / workers["days_per_week"], 1.0, 2.0],
        52 / 12,
    )
    pay = workers["rate_per_unit"] * workers["units_per_week"] * weeks * np.exp(rng.normal(0, 0.04, n))
    workers["last_pay"] = np.maximum(np.round(pay / 500) * 500, 500)
    cut = np.where(rng.random(n) < process.share_with_deductions, rng.uniform(0.02, 0.09, n), 0)
    workers["deductions"] = np.ceil(workers["last_pay"] * cut / 500) * 500
    workers["last_pay_received"] = workers["last_pay"] - workers["deductions"]
    _add_costs(workers, rng)


def _add_costs(workers: pd.DataFrame, rng: np.random.Generator) -> None:
    n = len(workers)
    scale = (workers["hours_per_day"] * workers["days_per_week"] / 36).to_numpy()

    def monthly(mean: np.ndarray | float, share: float) -> np.ndarray:
        amounts = rng.gamma(3, 1 / 3, n) * mean * scale * (rng.random(n) < share)
        return np.round(amounts / 1000) * 1000

    workers["cost_electricity"] = monthly(18000, 0.92)
    workers["cost_materials"] = monthly(PRODUCTS.loc[workers["product"], "materials"].to_numpy(), 0.75)
    workers["cost_tools"] = monthly(9000, 0.55)
    workers["cost_transport"] = monthly(16000, 0.45)


def _chance(base: float, workers: pd.DataFrame, group: float = 0.0, factory: float = 0.0) -> np.ndarray:
    """Probability on the logit scale: base, plus what group membership and factory work add."""
    logit = base + group * (workers["group_member"] == "yes") + factory * (workers["work_giver"] == "factory")
    return (1 / (1 + np.exp(-logit))).to_numpy()


def _several(chosen: dict[str, np.ndarray]) -> list[str]:
    """Join the chosen answers of each worker; who chose nothing answers ``none``."""
    names = np.array(list(chosen))
    table = np.column_stack(list(chosen.values()))
    return [" ".join(names[row]) or "none" for row in table]


def _add_protection(workers: pd.DataFrame, rng: np.random.Generator) -> None:
    n = len(workers)
    draw = rng.random(n)
    employer = _chance(-4.2, workers, factory=1.6)
    workers["bpjs_health"] = np.select(
        [draw < employer, draw < employer + 0.46, draw < employer + 0.63], ["employer", "pbi", "own"], "none"
    )
    accident = rng.random(n) < _chance(-2.9, workers, group=1.5, factory=0.8)
    workers["bpjs_employment"] = _several(
        {"jkk": accident, "jkm": accident & (rng.random(n) < 0.93), "jht": accident & (rng.random(n) < 0.3)}
    )
    payer = np.where(rng.random(n) < _chance(-2.0, workers, factory=1.5), "work_giver", "self")
    payer = np.where((workers["group_member"] == "yes") & (rng.random(n) < 0.45), "group", payer)
    workers["bpjs_payer"] = np.where(accident, payer, None)
    product = workers["product"].to_numpy()
    sewing = np.isin(product, ["shoe_sewing", "glove_sewing", "garment_sewing", "thread_trimming"])
    gluing = np.isin(product, ["shoe_sewing", "cake_boards"])
    dusty = np.isin(product, ["charcoal_packing", "patchwork", "garment_sewing"])
    workers["hazards"] = _several(
        {
            "sharp_tools": rng.random(n) < np.where(sewing, 0.55, 0.08),
            "glue_fumes": rng.random(n) < np.where(gluing, 0.6, 0.03),
            "dust": rng.random(n) < np.where(dusty, 0.62, 0.18),
            "poor_light": rng.random(n) < 0.3,
            "long_sitting": rng.random(n) < 0.66,
        }
    )
    workers["protective_gear"] = _several(
        {
            "mask": rng.random(n) < _chance(-1.3, workers, group=0.6),
            "gloves": rng.random(n) < np.where(sewing, 0.22, 0.06),
            "glasses": rng.random(n) < 0.08,
            "ventilation": rng.random(n) < 0.35,
        }
    )
    hurt = rng.random(n) < np.where(sewing, 0.24, 0.13)
    workers["injury_12_months"] = np.where(hurt, "yes", "no")
    workers["days_lost"] = np.where(hurt, rng.poisson(2.4, n), np.nan)


def _add_voice(workers: pd.DataFrame, rng: np.random.Generator) -> None:
    n = len(workers)
    chances = {"finding": 0.8, "trust": 0.7, "capacity": 0.6, "solidarity": 0.42, "recognition": 0.2}
    member = (workers["group_member"] == "yes").to_numpy()
    workers["ngo_support"] = _several(
        {name: rng.random(n) < np.where(member, share, share * 0.06) for name, share in chances.items()}
    )
    workers["knows_umk"] = np.where(rng.random(n) < _chance(-1.2, workers, group=1.7), "yes", "no")
    asked = rng.random(n) < _chance(-2.1, workers, group=1.3)
    workers["asked_raise"] = np.where(asked, "yes", "no")
    got = rng.random(n) < _chance(-0.7, workers, group=0.6)
    workers["got_raise"] = np.where(asked, np.where(got, "yes", "no"), None)
