from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import studies, survey, wages
from helpers.facts import minimum_wages
from helpers.form.units import WEEKS_PER_MONTH
from helpers.language import UserError
from helpers.statistics import conventions
from helpers.statistics.estimates import Design, estimate

# Ten workers, small enough for exact fractions by hand; two earn just the minimum.
PAY = [4000, 6000, 8000, 9000, 10000, 10000, 11000, 12000, 15000, 20000]
WEIGHTS = [1, 1, 2, 1, 1, 2, 1, 1, 1, 1]
SMALL_MINIMUM = 10000
EQUAL = {0: Fraction(2, 5), 1: Fraction(13, 100), 2: Fraction(57, 1000)}
WEIGHTED = {0: Fraction(5, 12), 1: Fraction(1, 8), 2: Fraction(61, 1200)}

CASE_DESIGN = Design("stratum", "cluster", "weight")
MINIMUM = 10_000
NUMBERS = ["estimate", "se", "low", "high"]


@pytest.fixture(scope="module")
def case() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parents[1] / "data" / "shortfall_case.csv")


@pytest.fixture(scope="module")
def workers() -> pd.DataFrame:
    return survey.clean(studies.load("kab-semarang-2021")).clean


@pytest.fixture(scope="module")
def umk() -> float:
    return minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount


@pytest.fixture
def small() -> pd.DataFrame:
    """Give the ten workers, each the only one of her village."""
    villages = [f"v{number}" for number in range(len(PAY))]
    return pd.DataFrame({"kecamatan": "k", "desa": villages, "weight": 1.0, "pay": PAY, "hours_per_week": 40.0})


# --- Exact values by hand ---


@pytest.mark.parametrize("order", [0, 1, 2])
def test_small_example_with_equal_weights(order):
    assert wages.violation_index(PAY, SMALL_MINIMUM, order) == pytest.approx(float(EQUAL[order]), rel=1e-14)


@pytest.mark.parametrize("order", [0, 1, 2])
def test_small_example_with_weights(order):
    found = wages.violation_index(PAY, SMALL_MINIMUM, order, WEIGHTS)
    assert found == pytest.approx(float(WEIGHTED[order]), rel=1e-14)


@pytest.mark.parametrize(("weights", "values"), [([1] * 10, EQUAL), (WEIGHTS, WEIGHTED)])
def test_the_estimates_of_the_small_example(small, weights, values):
    found = wages.shortfall(small.assign(weight=weights), "pay", SMALL_MINIMUM).set_index("measure")["estimate"]
    for order in (0, 1, 2):
        assert found[f"v{order}"] == pytest.approx(float(values[order]), rel=1e-14)
    assert found["mean_gap"] == pytest.approx(float(values[1] / values[0]), rel=1e-14)


def test_mean_gap_kaitz_band_and_bill_of_the_small_example(small):
    shortfall = wages.shortfall(small, "pay", SMALL_MINIMUM).set_index("measure")["estimate"]
    assert shortfall["mean_gap"] == pytest.approx(0.325, rel=1e-14)
    kaitz = wages.kaitz(small, "pay", SMALL_MINIMUM).set_index("measure")["estimate"]
    assert kaitz["kaitz_median"] == 1
    assert kaitz["kaitz_mean"] == pytest.approx(20 / 21, rel=1e-14)
    near = wages.near_minimum(small, "pay", SMALL_MINIMUM)["estimate"]
    assert near.tolist() == pytest.approx([0.2], rel=1e-14)
    # 6000 + 4000 + 2000 + 1000 rupiah an hour are missing, 40 hours a week.
    total = wages.total_gap(small, "pay", SMALL_MINIMUM).set_index("measure")["estimate"]
    assert total["total_gap"] == pytest.approx(13_000 * 40 * 52 / 12, rel=1e-14)
    assert total["gap_per_worker"] == pytest.approx(13_000 * 40 * 52 / 12 / 4, rel=1e-14)


def test_the_ends_of_the_band_are_near_the_minimum(small):
    pay = [9499, 9500, 10500, 10501, *[20000] * 6]
    near = wages.near_minimum(small.assign(pay=pay), "pay", SMALL_MINIMUM)["estimate"]
    assert near.tolist() == pytest.approx([0.2])


# --- Properties of the index ---

steady = settings()
amounts = st.integers(0, 60_000)
minimums = st.integers(1, 40_000)
orders = st.sampled_from([0, 1, 2])
factors = st.floats(0.001, 1000)


@st.composite
def paid_and_weighted(draw: st.DrawFn, size: int = 12) -> tuple[np.ndarray, np.ndarray]:
    pay = draw(st.lists(amounts, min_size=1, max_size=size))
    weights = draw(st.lists(st.floats(0.1, 100), min_size=len(pay), max_size=len(pay)))
    return np.array(pay, dtype=float), np.array(weights)


def close(value: float):
    return pytest.approx(value, rel=1e-9, abs=1e-15)


@steady
@given(paid_and_weighted(), minimums, orders, factors)
def test_the_currency_does_not_matter(sample, minimum, order, factor):
    pay, weights = sample
    found = wages.violation_index(pay * factor, minimum * factor, order, weights)
    assert found == close(wages.violation_index(pay, minimum, order, weights))


@steady
@given(paid_and_weighted(), minimums, orders, factors)
def test_the_scale_of_the_weights_does_not_matter(sample, minimum, order, factor):
    pay, weights = sample
    found = wages.violation_index(pay, minimum, order, weights * factor)
    assert found == close(wages.violation_index(pay, minimum, order, weights))


@steady
@given(paid_and_weighted(), minimums, orders, st.integers(2, 4))
def test_a_population_repeated_has_the_same_shortfall(sample, minimum, order, times):
    pay, weights = sample
    found = wages.violation_index(np.tile(pay, times), minimum, order, np.tile(weights, times))
    assert found == close(wages.violation_index(pay, minimum, order, weights))


@pytest.mark.slow
@steady
@given(st.lists(st.tuples(amounts, st.integers(1, 5)), min_size=1, max_size=12), minimums, orders)
def test_a_weight_is_a_number_of_workers(counted, minimum, order):
    pay, counts = (np.array(column) for column in zip(*counted, strict=True))
    each = wages.violation_index(np.repeat(pay, counts), minimum, order)
    assert wages.violation_index(pay, minimum, order, counts) == close(each)


@steady
@given(paid_and_weighted(), minimums)
def test_measures_fall_with_their_order_and_stay_between_0_and_1(sample, minimum):
    pay, weights = sample
    v0, v1, v2 = (wages.violation_index(pay, minimum, order, weights) for order in (0, 1, 2))
    rounding = 1e-12
    assert 0 <= v2 <= v1 + rounding
    assert v1 <= v0 + rounding
    assert v0 <= 1 + rounding


@steady
@given(minimums, st.lists(st.integers(0, 1000), min_size=1, max_size=8), orders)
def test_pay_at_the_minimum_complies(minimum, above, order):
    pay = minimum + np.array([0, *above])
    assert wages.violation_index(pay, minimum, order) == 0
    assert wages.violation_index([*pay, minimum - 1], minimum, 0) == close(1 / (len(pay) + 1))


@steady
@given(paid_and_weighted(), minimums, st.integers(0, 20_000), orders)
def test_a_higher_minimum_never_lowers_a_measure(sample, minimum, rise, order):
    pay, weights = sample
    before = wages.violation_index(pay, minimum, order, weights)
    assert wages.violation_index(pay, minimum + rise, order, weights) >= before - 1e-12


@steady
@given(paid_and_weighted(), minimums, orders, st.data())
def test_higher_pay_never_raises_a_measure(sample, minimum, order, data):
    pay, weights = sample
    rises = data.draw(st.lists(st.integers(0, 20_000), min_size=len(pay), max_size=len(pay)))
    after = wages.violation_index(pay + np.array(rises), minimum, order, weights)
    assert after <= wages.violation_index(pay, minimum, order, weights) + 1e-12


@settings(steady, max_examples=40)
@given(paid_and_weighted(size=20), minimums, st.data())
def test_the_measures_add_up_over_groups(sample, minimum, data):
    pay, weights = sample
    groups = data.draw(st.lists(st.sampled_from("abc"), min_size=len(pay), max_size=len(pay)))
    table = pd.DataFrame({"pay": pay, "weight": weights, "group": groups})
    parts = wages.contributions(table, "pay", minimum, "group")
    assert parts["group"].tolist() == sorted(set(groups))
    assert parts["population_share"].sum() == close(1)
    for order in (0, 1, 2):
        overall = wages.violation_index(pay, minimum, order, weights)
        if overall == 0:
            assert parts[f"v{order}_share"].isna().all()
            continue
        assert parts[f"v{order}_share"].sum() == close(1)
        for name, share in zip(parts["group"], parts[f"v{order}_share"], strict=True):
            own = table[table["group"] == name]
            sums = wages.violation_index(own["pay"], minimum, order, own["weight"]) * own["weight"].sum()
            assert share == close(sums / weights.sum() / overall)


def test_contributions_count_only_those_whose_pay_is_known(case):
    parts = wages.contributions(case, "hourly_pay", MINIMUM, "product").set_index("group")
    known = case.dropna(subset="hourly_pay")
    shares = known.groupby("product")["weight"].sum() / known["weight"].sum()
    assert parts["population_share"].to_dict() == pytest.approx(shares.to_dict())
    below = known[known["hourly_pay"] < MINIMUM].groupby("product")["weight"].sum()
    assert parts["v0_share"].to_dict() == pytest.approx((below / below.sum()).to_dict())


# --- The survey's measures and the plain index ---


@pytest.mark.parametrize("pay", wages.PAY_DEFINITIONS)
def test_the_estimates_of_the_study_are_the_plain_index(workers, umk, pay):
    minimum = wages.hourly_minimum(umk)
    known = workers.dropna(subset=pay)
    assert 0 < len(known) < len(workers)
    found = wages.shortfall(workers, pay, minimum).set_index("measure")
    assert list(found.index) == list(wages.MEASURES)
    plain = [wages.violation_index(known[pay], minimum, order, known["weight"]) for order in (0, 1, 2)]
    assert found["estimate"].tolist() == pytest.approx([*plain, plain[1] / plain[0]], rel=1e-10)
    assert found["n"].tolist() == [*[len(known)] * 3, (known[pay] < minimum).sum()]
    assert (found["low"] < found["estimate"]).all()
    assert (found["estimate"] < found["high"]).all()


def test_the_estimates_by_product_are_the_plain_index_of_each(workers, umk):
    minimum = wages.hourly_minimum(umk)
    found = wages.shortfall(workers, "hourly_net", minimum, by="product").set_index(["measure", "group"])["estimate"]
    for product, own in workers.dropna(subset="hourly_net").groupby("product"):
        for order in (0, 1, 2):
            plain = wages.violation_index(own["hourly_net"], minimum, order, own["weight"])
            assert found[f"v{order}", product] == pytest.approx(plain, rel=1e-10)


def test_small_groups_are_not_shown(case):
    few = pd.Series("many", case.index)
    known = case.index[case["hourly_pay"].notna()]
    few[known[:5]], few[known[5:9]] = "five", "four"
    assert conventions.FEWEST_WORKERS == 5
    found = wages.shortfall(case.assign(group=few), "hourly_pay", MINIMUM, CASE_DESIGN, by="group")
    assert set(found["group"]) == {"five", "many"}
    assert found.query("measure == 'v0'")["n"].tolist() == [5, 61]


def test_workers_without_an_answer_do_not_make_a_group_large_enough(case):
    few = pd.Series("many", case.index)
    few[case.index[case["hourly_pay"].isna()]] = "few"
    few[case.index[case["hourly_pay"].notna()][:4]] = "few"
    assert (few == "few").sum() == 13
    found = wages.shortfall(case.assign(group=few), "hourly_pay", MINIMUM, CASE_DESIGN, by="group")
    assert set(found["group"]) == {"many"}


def test_where_no_pay_is_known_there_are_no_rows(case):
    nothing = case.assign(hourly_pay=np.nan)
    columns = ["measure", "group", *NUMBERS, "df", "n"]
    for measure in (wages.shortfall, wages.total_gap, wages.kaitz, wages.near_minimum):
        found = measure(nothing, "hourly_pay", MINIMUM, CASE_DESIGN)
        assert found.empty
        assert list(found.columns) == columns


# --- Total gap, Kaitz, definitions of pay, divisors ---


def test_the_total_gap_is_the_sum_of_its_parts(case):
    by_hand, short_weight, known_weight = 0.0, 0.0, 0.0
    for row in case.itertuples():
        known_weight += row.weight if row.hourly_pay > 0 and row.hours_per_week > 0 else 0
        if row.hourly_pay < MINIMUM and row.hours_per_week > 0:
            by_hand += row.weight * (MINIMUM - row.hourly_pay) * row.hours_per_week * 52 / 12
            short_weight += row.weight
    found = wages.total_gap(case, "hourly_pay", MINIMUM, CASE_DESIGN).set_index("measure")["estimate"]
    assert known_weight < case["weight"].sum()
    assert found["total_gap"] == pytest.approx(by_hand * case["weight"].sum() / known_weight, rel=1e-12)
    assert found["gap_per_worker"] == pytest.approx(by_hand / short_weight, rel=1e-12)


def test_the_total_gap_is_what_lifts_all_to_the_minimum(case):
    gap = wages.total_gap(case, "hourly_pay", MINIMUM, CASE_DESIGN).set_index("measure")["estimate"]["total_gap"]
    timed = case.dropna(subset=["hourly_pay", "hours_per_week"])
    hours = timed["weight"] * timed["hours_per_week"] * WEEKS_PER_MONTH
    lifted = (hours * timed["hourly_pay"].clip(lower=MINIMUM)).sum() - (hours * timed["hourly_pay"]).sum()
    # Those whose pay or hours are not known are taken to be like the others.
    assert gap == pytest.approx(lifted * case["weight"].sum() / timed["weight"].sum(), rel=1e-12)


def test_kaitz_turns_round_the_median_and_the_mean(case):
    pay = case["hourly_pay"]
    found = wages.kaitz(case, "hourly_pay", MINIMUM, CASE_DESIGN).set_index("measure")
    for kind in ("median", "mean"):
        own = estimate(case, pay, kind, CASE_DESIGN).iloc[0]
        index = found.loc[f"kaitz_{kind}"]
        assert index["estimate"] * own["estimate"] == pytest.approx(MINIMUM)
        assert index["low"] * own["high"] == pytest.approx(MINIMUM)
        assert index["high"] * own["low"] == pytest.approx(MINIMUM)
        assert index["low"] < index["estimate"] < index["high"]
        # The delta method keeps the relative standard error.
        assert index["se"] / index["estimate"] == pytest.approx(own["se"] / own["estimate"])
        assert index["n"] == own["n"] == pay.count()
    doubled = wages.kaitz(case, "hourly_pay", 2 * MINIMUM, CASE_DESIGN).set_index("measure")
    assert doubled["estimate"].tolist() == pytest.approx((2 * found["estimate"]).tolist())


def test_gross_and_net_are_estimated_for_the_same_workers(workers, umk):
    found = wages.from_gross_to_net(workers, wages.hourly_minimum(umk))
    complete = workers[list(wages.PAY_DEFINITIONS)].notna().all(axis=1).sum()
    assert complete < workers["hourly_gross"].notna().sum()
    for measure in ("median_pay", "v0", "v1", "v2"):
        rows = found[found["measure"] == measure]
        assert rows["definition"].tolist() == list(wages.PAY_DEFINITIONS)
        assert rows["n"].tolist() == [complete] * 3
        # Costs and helpers' hours take away from pay, so the shortfall can only grow.
        step = rows["estimate"].diff().dropna()
        assert (step <= 0).all() if measure == "median_pay" else (step >= 0).all()


def test_a_larger_divisor_makes_a_lower_minimum(workers, umk):
    found = wages.by_divisor(workers, "hourly_net", umk)
    v0 = found[found["measure"] == "v0"].set_index("divisor")
    assert list(v0.index) == [173, 126]
    assert v0["minimum"].to_dict() == pytest.approx({173: umk / 173, 126: umk / 126})
    assert v0.loc[173, "minimum"] < v0.loc[126, "minimum"]
    assert v0.loc[173, "estimate"] < v0.loc[126, "estimate"]
    assert set(found["measure"]) == {*wages.MEASURES, "near_minimum"}


@given(st.floats(1, 1e8), st.floats(1, 1000), st.floats(1, 1000))
@steady
def test_the_hourly_minimum_falls_with_the_divisor(monthly, divisor, more):
    assert wages.hourly_minimum(monthly, divisor + more) < wages.hourly_minimum(monthly, divisor)
    assert wages.hourly_minimum(monthly, divisor) * divisor == pytest.approx(monthly)


def test_the_hourly_minimum_is_over_173_hours(umk):
    assert wages.hourly_minimum(umk) == pytest.approx(13310.97, abs=0.005)


@pytest.mark.parametrize("divisor", [0, -173, float("nan")])
def test_a_divisor_that_is_not_above_zero_is_refused(divisor):
    with pytest.raises(UserError, match="hours_divisor") as caught:
        wages.hourly_minimum(2_302_797.59, divisor)
    assert "173" in str(caught.value)
    assert repr(divisor) in str(caught.value)


# --- Piece rates ---


@steady
@given(st.floats(1000, 50_000), st.floats(0.01, 600), st.floats(0, 10_000))
def test_at_the_needed_rate_an_hour_pays_just_the_minimum(minimum, minutes, cost):
    rate = wages.piece_rate_that_meets(minimum, minutes, cost)
    pieces_an_hour = 60 / minutes
    assert (rate - cost) * pieces_an_hour == pytest.approx(minimum, rel=1e-6)


def test_a_piece_rate_by_hand():
    # 13,000 rupiah an hour, 12 minutes a piece, thread for 150: 2600 + 150.
    assert wages.piece_rate_that_meets(13_000, 12, 150) == 2750
    assert wages.piece_rate_that_meets(13_000, 12) == 2600


def test_needed_piece_rates_of_the_study(workers, umk):
    minimum = wages.hourly_minimum(umk)
    found = wages.piece_rates_needed(workers, minimum).set_index("product")
    assert set(found.index) == set(workers["product"].dropna())
    assert (found["needed"] > found["posted"]).any()
    assert (found["needed_low"] <= found["needed"]).all()
    assert (found["needed"] <= found["needed_high"]).all()
    assert found["times"].tolist() == pytest.approx((found["needed"] / found["posted"]).tolist())
    hourly = (found["needed"] - found["cost"]) * 60 / found["minutes"]
    assert hourly.tolist() == pytest.approx([minimum] * len(found))
    for product, own in workers.groupby("product"):
        assert found.loc[product, "n"] == own["minutes_per_piece"].count()


def test_cost_of_a_piece_is_all_costs_over_all_pieces(small):
    # 1000 dozen-paid pieces a month, by twelve at 240 the dozen (20 a piece); costs of 5000 a month: 5 a piece.
    table = small.assign(
        product="gloves",
        minutes_per_piece=3.0,
        rate_per_unit=240.0,
        rate_per_piece=20.0,
        units_per_week=1000 / 12 / WEEKS_PER_MONTH,
        monthly_costs=5000.0,
    )
    found = wages.piece_rates_needed(table, 12_000).iloc[0]
    assert found["cost"] == pytest.approx(5)
    assert found["needed"] == pytest.approx(12_000 * 3 / 60 + 5)
    assert found["times"] == pytest.approx(605 / 20)
    few = wages.piece_rates_needed(table.head(4), 12_000)
    assert few.empty
