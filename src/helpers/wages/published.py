"""Published pay of home workers, set beside the minimum wage of its own place and year.

Single cases told to journalists, NGOs and courts, and a few survey averages: they show what has been paid somewhere, not
how many are paid so. A regency's minimum wage (UMK) is used where the tables have it, else the province's (UMP), which is
never higher.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.facts import minimum_wages, published, reference
from helpers.form.units import WEEKS_PER_MONTH
from helpers.language import UserError
from helpers.statistics.conventions import DAYS_DIVISOR, FULL_TIME_DIVISOR

#: Months in one payment, by its basis. A day is held against a 25th of the monthly minimum (PP 36/2021 art. 17).
_MONTHS = {
    "month": 1.0,
    "two_weeks": 2 / WEEKS_PER_MONTH,
    "week": 1 / WEEKS_PER_MONTH,
    "day": 1 / DAYS_DIVISOR,
}
_UNITS = ("piece", "dozen", "kodi", "kg", "sack")
#: What a row says that decides on its minimum wage.
_WHERE = ("regency", "province", "year", "quoted_minimum_idr")


def pay_against_minimum() -> pd.DataFrame:
    """Set every published pay beside its minimum wage.

    A job that a source states on two bases counts once (``repeats_obs``), on the first basis that can be compared. Pay
    by the piece needs the pieces of a day; euro are turned into rupiah at the year's mean rate.

    Returns
    -------
    pandas.DataFrame
        One row per job: ``obs_id``, ``work``, ``work_id``, ``place``, ``year``, ``in_study_area`` (bool),
        ``evidence_grade``, ``basis`` (``stated``, ``month``, ``two_weeks``, ``week``, ``day``), ``share_low`` and
        ``share_high`` (pay over minimum; one is missing where the source gives only the other),
        ``hourly_share_low`` and ``hourly_share_high`` (pay over a 173rd of the minimum, where hours are told),
        ``minimum``, ``minimum_kind`` (``UMK``, ``UMP``, ``quoted`` by the source), ``why_not`` (empty where a share
        can be told), ``source_title``, ``source_url``.
    """
    rows = published.published_pay()
    compared = pd.DataFrame([_compare(row) for _, row in rows.iterrows()])
    compared["job"] = rows["repeats_obs"].fillna(rows["obs_id"]).to_numpy()
    compared["cannot"] = compared["why_not"] != ""
    best = compared.sort_values(["job", "cannot", "obs_id"], kind="stable").drop_duplicates("job")
    return best.drop(columns=["job", "cannot"]).sort_values("obs_id", ignore_index=True)


def _compare(job: pd.Series) -> dict[str, object]:
    minimum, kind = _minimum(job)
    out: dict[str, object] = {name: job[name] for name in _KEPT} | {
        "in_study_area": job["in_study_area"] == "yes",
        "basis": "",
        "share_low": np.nan,
        "share_high": np.nan,
        "hourly_share_low": np.nan,
        "hourly_share_high": np.nan,
        "minimum": minimum,
        "minimum_kind": kind,
        "why_not": "",
    }
    if job["pay_basis"] == "share_of_minimum":
        stated = {
            "share_low": job["stated_share_of_minimum_low"],
            "share_high": job["stated_share_of_minimum_high"],
        }
        return out | {"basis": "stated", **stated}
    if np.isnan(minimum):
        why = "no year" if pd.isna(job["year"]) else "no minimum wage in the tables"
        return out | {"why_not": why}
    rate = _rupiah(job)
    if np.isnan(rate):
        return out | {"why_not": "no exchange rate"}
    low, high = _numbers(job, "pay") * rate
    units = _numbers(job, "units_per_day")
    if job["pay_basis"] in _UNITS:
        out["basis"], (day_low, day_high) = "day", (low * units[0], high * units[1])
        out["share_low"], out["share_high"] = (
            day_low * DAYS_DIVISOR / minimum,
            day_high * DAYS_DIVISOR / minimum,
        )
    else:
        out["basis"], months = job["pay_basis"], _MONTHS[job["pay_basis"]]
        day_low, day_high = (low, high) if job["pay_basis"] == "day" else (np.nan, np.nan)
        out["share_low"], out["share_high"] = low / months / minimum, high / months / minimum
    hourly = _hourly(job, np.array([low, high]), np.array([day_low, day_high])) * FULL_TIME_DIVISOR / minimum
    out["hourly_share_low"], out["hourly_share_high"] = hourly
    known = [out[name] for name in ("share_low", "share_high", "hourly_share_low", "hourly_share_high")]
    return out if any(pd.notna(share) for share in known) else out | {"why_not": "no output or hours told"}


def _minimum(job: pd.Series) -> tuple[float, str]:
    """Rupiah a month and kind of the minimum wage of the job's place and year; missing and blank where there is none."""
    known = {name: None if pd.isna(job[name]) else job[name] for name in _WHERE}
    try:
        found = minimum_wages.minimum_wage(
            known["regency"], known["year"], province=known["province"], quoted=known["quoted_minimum_idr"]
        )
    except UserError:
        return np.nan, ""
    return found.amount, found.kind


def _hourly(job: pd.Series, pay: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Lowest and highest pay of an hour: least pay over most hours, most pay over fewest."""
    hours = _numbers(job, "hours_per_unit")
    if not np.isnan(hours).all():
        return np.array([pay[0] / hours[1], pay[1] / hours[0]])
    hours = _numbers(job, "hours_per_day")
    return np.array([day[0] / hours[1], day[1] / hours[0]])


def _numbers(job: pd.Series, stem: str) -> np.ndarray:
    return np.array(
        [float(job[f"{stem}_{end}"]) if pd.notna(job[f"{stem}_{end}"]) else np.nan for end in ("low", "high")]
    )


def _rupiah(job: pd.Series) -> float:
    """Rupiah for one unit of the currency that the pay is stated in."""
    if job["currency"] == "IDR":
        return 1.0
    rates = reference.exchange_rates()
    rate = rates[(rates["currency"] == job["currency"]) & (rates["year"] == job["year"])]
    return float(rate["rupiah_per_unit"].iloc[0]) if len(rate) else np.nan


_KEPT = (
    "obs_id",
    "work",
    "work_id",
    "place",
    "year",
    "evidence_grade",
    "helpers",
    "source_title",
    "source_url",
)
