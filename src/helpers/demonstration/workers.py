"""The invented workers: drawn one block of answers after the other from the true parameters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.demonstration.process import PRODUCTS, UNIT_SIZES, Process


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
    workers["bpjs_payer"] = pd.Series(payer, workers.index, dtype="object").where(accident, None)
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
    workers["got_raise"] = pd.Series(np.where(got, "yes", "no"), workers.index, dtype="object").where(asked, None)
