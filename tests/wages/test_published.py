import math

import numpy as np
import pandas as pd
import pytest

from helpers.facts import minimum_wages
from helpers.facts import published as facts_published
from helpers.wages import published as wages_published

SHARES = ["share_low", "share_high", "hourly_share_low", "hourly_share_high"]
REASONS = {"no year", "no minimum wage in the tables", "no exchange rate", "no output or hours told"}


@pytest.fixture(scope="module")
def jobs() -> pd.DataFrame:
    return wages_published.pay_against_minimum().set_index("obs_id")


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return facts_published.published_pay()


@pytest.fixture
def compare_changed(rows, monkeypatch):
    """Compare one row of the published pay, its cells changed."""

    def compare(obs_id: str, **changes: object) -> pd.Series:
        one = rows[rows["obs_id"] == obs_id].assign(**changes)
        monkeypatch.setattr(facts_published, "published_pay", lambda: one)
        return wages_published.pay_against_minimum().iloc[0]

    return compare


def close(value):
    return pytest.approx(value, rel=1e-12)


# --- Known cases, by hand ---


def test_hand_sewn_shoes_in_euro(jobs):
    # EUR 0.16 a pair at the mean rate of 2014, ten pairs in a day of nine hours, Kabupaten Semarang.
    job = jobs.loc["pay_057"]
    day = 0.16 * 15_748.92 * 10
    assert (job["year"], job["minimum"], job["minimum_kind"]) == (2014, 1_208_200, "UMK")
    assert job["basis"] == "day"
    assert job["share_low"] == job["share_high"] == close(day / (1_208_200 / 25))
    assert job["share_low"] == pytest.approx(0.5214, abs=5e-5)
    assert job["hourly_share_low"] == job["hourly_share_high"] == close(day / 9 / (1_208_200 / 173))
    assert job["hourly_share_low"] == pytest.approx(0.4009, abs=5e-5)
    assert job["in_study_area"]


def test_a_third_of_the_minimum_as_the_source_states_it(jobs):
    job = jobs.loc["pay_020"]
    assert (job["basis"], job["share_low"], job["share_high"]) == ("stated", 0.333, 0.333)
    assert job[["hourly_share_low", "hourly_share_high"]].isna().all()
    assert job["why_not"] == ""


def test_wire_grills_by_the_kodi(jobs):
    # Three kodi at Rp6,000 in nine hours; no UMK of Deli Serdang is in the tables, so the province's minimum.
    job = jobs.loc["pay_008"]
    assert (job["minimum"], job["minimum_kind"]) == (2_132_168, "UMP")
    assert job["share_low"] == job["share_high"] == close(18_000 / (2_132_168 / 25))
    assert job["hourly_share_low"] == job["hourly_share_high"] == close(2_000 / (2_132_168 / 173))
    # Nine hours are more than the seven that a 25th of the month is for: an hour's share is the lower one.
    assert job["hourly_share_low"] < job["share_low"]


def test_baskets_above_the_line_stay_in(jobs):
    # 40 baskets at Rp2,000 to Rp6,000; UMK Jepara 2016.
    job = jobs.loc["pay_047"]
    assert (job["minimum"], job["minimum_kind"]) == (1_350_000, "UMK")
    assert job["share_low"] == close(80_000 / 54_000)
    assert job["share_high"] == close(240_000 / 54_000)
    assert job["share_low"] > 1


def test_mattresses_against_the_minimum_that_the_source_quotes(jobs):
    # "At least" Rp1.6 million, so that there is no upper end; the tables have neither UMK nor UMP for it.
    job = jobs.loc["pay_048"]
    assert (job["minimum"], job["minimum_kind"], job["basis"]) == (1_200_000, "quoted", "month")
    assert job["share_low"] == close(4 / 3)
    assert math.isnan(job["share_high"])


def test_a_monthly_pay_in_euro(jobs):
    # EUR 30 to EUR 70 a month at the mean rate of 2016.
    job = jobs.loc["pay_061"]
    assert job["share_low"] == close(30 * 14_720.83 / 1_610_000)
    assert job["share_high"] == close(70 * 14_720.83 / 1_610_000)


def test_paper_bags_take_five_to_six_hours(jobs):
    # 200 bags at Rp170: the lowest pay of an hour is over the most hours.
    job = jobs.loc["pay_011"]
    assert job["hourly_share_low"] == close(34_000 / 6 * 173 / job["minimum"])
    assert job["hourly_share_high"] == close(34_000 / 5 * 173 / job["minimum"])
    assert job["share_low"] == job["share_high"] == close(34_000 * 25 / job["minimum"])


def test_hours_a_dozen_give_a_share_of_the_hour_alone(jobs, rows):
    row = rows.set_index("obs_id").loc["pay_027"]
    assert row["hours_per_unit_low"] == row["hours_per_unit_high"]
    job = jobs.loc["pay_027"]
    hour = row["pay_low"] / row["hours_per_unit_low"]
    assert job["hourly_share_low"] == job["hourly_share_high"] == close(hour * 173 / job["minimum"])
    assert job[["share_low", "share_high"]].isna().all()


def test_the_least_pay_goes_with_the_most_hours_of_a_unit(compare_changed):
    money = {"currency": "IDR", "pay_low": 1500.0, "pay_high": 3000.0}
    job = compare_changed("pay_057", **money, hours_per_unit_low=0.5, hours_per_unit_high=2.0)
    assert job["hourly_share_low"] == close(1500 / 2 * 173 / 1_208_200)
    assert job["hourly_share_high"] == close(3000 / 0.5 * 173 / 1_208_200)


@pytest.mark.parametrize(
    ("basis", "months"), [("month", 1), ("two_weeks", 2 * 12 / 52), ("week", 12 / 52), ("day", 1 / 25)]
)
def test_every_period_of_pay(compare_changed, basis, months):
    money = {"currency": "IDR", "pay_basis": basis, "pay_low": 100_000.0, "pay_high": 150_000.0}
    job = compare_changed("pay_057", **money)
    assert job["basis"] == basis
    assert job["share_low"] == close(100_000 / (1_208_200 * months))
    assert job["share_high"] == close(150_000 / (1_208_200 * months))
    if basis == "day":
        assert job["hourly_share_low"] == close(100_000 / 9 * 173 / 1_208_200)
    else:
        assert math.isnan(job["hourly_share_low"])


# --- What cannot be compared says why ---


def test_no_share_without_a_reason_and_no_reason_with_a_share(jobs):
    told = jobs[SHARES].notna().any(axis=1)
    assert (told == (jobs["why_not"] == "")).all()
    assert set(jobs.loc[~told, "why_not"]) <= REASONS
    assert 10 < told.sum() < len(jobs)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"year": pd.NA}, "no year"),
        ({"year": 2013}, "no minimum wage in the tables"),
        ({"currency": "USD"}, "no exchange rate"),
        ({"year": 2018}, "no exchange rate"),
        (
            dict.fromkeys(("units_per_day_low", "units_per_day_high", "hours_per_day_low", "hours_per_day_high")),
            "no output or hours told",
        ),
    ],
)
def test_the_reason_is_the_missing_part(compare_changed, changes, reason):
    kinds = {name: float("nan") if value is None else value for name, value in changes.items()}
    job = compare_changed("pay_057", **kinds)
    assert job["why_not"] == reason
    assert job[SHARES].isna().all()


def test_low_is_never_above_high(jobs):
    for low, high in (("share_low", "share_high"), ("hourly_share_low", "hourly_share_high")):
        both = jobs[[low, high]].dropna()
        assert len(both) >= 5
        assert (both[low] <= both[high]).all()


# --- Jobs count once ---


def test_a_job_counts_once(jobs, rows):
    repeats = rows.dropna(subset="repeats_obs").set_index("obs_id")["repeats_obs"]
    assert len(repeats) == 10
    assert len(jobs) == len(rows) - len(repeats)
    assert jobs.index.is_unique
    counted = [repeats.get(name, name) for name in jobs.index]
    assert sorted(counted) == sorted(set(rows["obs_id"]) - set(repeats.index))


def test_a_repeat_stands_in_where_the_first_basis_cannot_be_compared(jobs, rows):
    # Pay by the piece without the pieces of a day (pay_060), told by the month too (pay_061).
    first = rows.set_index("obs_id").loc["pay_060"]
    assert pd.isna(first["units_per_day_low"])
    assert "pay_060" not in jobs.index
    assert jobs.loc["pay_061", "why_not"] == ""
    # The other way round, the first basis stays.
    assert "pay_057" in jobs.index
    assert "pay_058" not in jobs.index


# --- Which minimum wage ---


def test_no_provincial_minimum_where_the_regency_has_one(jobs, rows):
    umk = minimum_wages.regency_minimum_wages()
    there = set(zip(umk["regency"], umk["year"], strict=True))
    places = rows.set_index("obs_id").loc[jobs.index]
    has_umk = [(row.regency, row.year) in there for row in places.itertuples()]
    assert (jobs["minimum_kind"] == "UMP").sum() > 5
    assert ((jobs["minimum_kind"] == "UMK") == has_umk).all()


def test_the_minimum_is_that_of_the_place_and_the_year(jobs, rows):
    ump = minimum_wages.provincial_minimum_wages().set_index(["province", "year"])["amount_idr"]
    for row in rows.set_index("obs_id").loc[jobs.index].itertuples():
        job = jobs.loc[row.Index]
        if job["minimum_kind"] == "UMK":
            assert job["minimum"] == minimum_wages.minimum_wage(row.regency, row.year).amount
        if job["minimum_kind"] == "UMP":
            assert job["minimum"] == ump[row.province, row.year]
        assert (job["minimum_kind"] == "") == math.isnan(job["minimum"])


@pytest.mark.parametrize(
    ("regency", "province", "year", "found"),
    [
        ("Kabupaten Semarang", "Jawa Tengah", 2021, (2_302_797.59, "UMK")),
        ("Kabupaten Brebes", "Jawa Tengah", 2019, (1_605_396.02, "UMP")),
        (np.nan, "Jawa Tengah", 2021, (1_798_979.12, "UMP")),
        ("Kabupaten Semarang", np.nan, 2021, (2_302_797.59, "UMK")),
    ],
)
def test_the_province_stands_in_for_a_regency_that_is_missing(compare_changed, regency, province, year, found):
    job = compare_changed("pay_057", regency=regency, province=province, year=year)
    assert (job["minimum"], job["minimum_kind"]) == found


@pytest.mark.parametrize(("regency", "year"), [("Kabupaten Semarang", pd.NA), (np.nan, 2021), ("Atlantis", 2021)])
def test_no_minimum_without_a_year_or_a_known_place(compare_changed, regency, year):
    job = compare_changed("pay_057", regency=regency, province=np.nan, year=year)
    assert job["minimum_kind"] == ""
    assert math.isnan(job["minimum"])


def test_a_quoted_minimum_is_a_fact_of_the_table_and_not_of_the_code(compare_changed, rows):
    assert rows.set_index("obs_id")["quoted_minimum_idr"].dropna().to_dict() == {"pay_048": 1_200_000}
    job = compare_changed("pay_048", quoted_minimum_idr=1_600_000.0)
    assert (job["minimum"], job["minimum_kind"], job["share_low"]) == (1_600_000, "quoted", 1)


def test_every_job_has_a_source_and_a_grade(jobs):
    assert jobs["source_url"].str.startswith("http").all()
    assert (jobs["source_title"].str.len() > 0).all()
    assert set(jobs["evidence_grade"]) <= set("ABCD")
    assert jobs["in_study_area"].sum() == (jobs["place"].str.contains("Kabupaten Semarang")).sum()
