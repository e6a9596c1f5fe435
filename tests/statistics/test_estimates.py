"""Design-based estimates against R's survey package: tests/data/shortfall.R makes the numbers, and says how."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers import wages
from helpers.form.units import WEEKS_PER_MONTH
from helpers.statistics.estimates import COLUMNS, Design, estimate

DATA = Path(__file__).parents[1] / "data"
DESIGN = Design("stratum", "cluster", "weight")
MINIMUM = 10_000
EXACT = 1e-8
NUMBERS = ["estimate", "se", "low", "high"]
SECTIONS = {
    "overall": None,
    "by_product": "product",
    "by_stratum": "stratum",
    "silent_overall": None,
    "silent_by_product": "product",
    "single_overall": None,
    "single_by_product": "product",
    "single_by_stratum": "stratum",
}
MEASURES = ("v0", "v1", "v2", "mean_gap", "total_gap", "gap_per_worker", "mean_rupiah", "median_pay", "mean_pay")
# R's rule for quantiles returns the second lowest value for a share below that of the lowest (survey 4.1.1, `qs`).
OTHER_LOW = {("by_stratum", "Selatan"), ("single_by_stratum", "Selatan")}


def same(values, expected, rel=EXACT):
    return pytest.approx(expected, rel=rel, abs=0, nan_ok=True) == values


@pytest.fixture(scope="module")
def case() -> pd.DataFrame:
    return pd.read_csv(DATA / "shortfall_case.csv")


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((DATA / "shortfall_expected.json").read_text(encoding="utf-8"))


def from_r(expected: dict, section: str, measure: str) -> pd.DataFrame:
    rows = pd.DataFrame(expected[section]).query("measure == @measure")
    return rows[COLUMNS].astype(dict.fromkeys(NUMBERS, float)).reset_index(drop=True)


def table_of(case: pd.DataFrame, section: str) -> pd.DataFrame:
    if section.startswith("silent"):
        nobody = (case["stratum"] == "Utara") & (case["cluster"] == "Sari")
        return case.assign(hourly_pay=case["hourly_pay"].mask(nobody))
    if section.startswith("single"):
        return case[~((case["stratum"] == "Barat") & (case["cluster"] == "Krajan"))]
    return case


def ours(table: pd.DataFrame, measure: str, by: str | None = None) -> pd.DataFrame:
    pay = table["hourly_pay"]
    gap = ((MINIMUM - pay) / MINIMUM).clip(lower=0)
    rupiah = gap * MINIMUM * table["hours_per_week"] * WEEKS_PER_MONTH
    values, kind = {
        "v0": ((pay < MINIMUM).where(pay.notna()), "share"),
        "v1": (gap, "mean"),
        "v2": (gap**2, "mean"),
        "mean_gap": (gap.where(gap > 0), "mean"),
        "total_gap": (rupiah, "total"),
        "mean_rupiah": (rupiah, "mean"),
        "gap_per_worker": (rupiah.where(rupiah > 0), "mean"),
        "median_pay": (pay, "median"),
        "mean_pay": (pay, "mean"),
    }[measure]
    return estimate(table, values, kind, DESIGN, by)


def village_totals(table: pd.DataFrame, values: pd.Series) -> pd.Series:
    return (values.fillna(0) * table["weight"]).groupby([table["stratum"], table["cluster"]]).sum()


# --- The case itself: what makes it a hard one ---


def test_the_case_is_a_hard_one(case):
    villages = case.groupby("stratum")["cluster"].unique()
    assert villages.map(len).nunique() > 2
    assert set(villages["Timur"]) & set(villages["Utara"])
    assert case["weight"].nunique() > 10
    assert (case["hourly_pay"] == MINIMUM).sum() == 6
    assert case["hourly_pay"].isna().sum() == 9
    assert case["hours_per_week"].isna().sum() == 5
    straws = case.query("product == 'straws'")["hourly_pay"].dropna()
    assert (straws < MINIMUM).all()
    assert case.query("product == 'kimono' and stratum == 'Barat'").empty


def test_the_numbers_of_r_say_how_they_were_made(expected):
    assert "shortfall.R" in expected["how"]
    assert expected["r"].startswith("R version 4")
    assert expected["survey"] == "4.1.1"


# --- Against R ---


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("section", SECTIONS)
def test_agrees_with_r(case, expected, section, measure):
    found = ours(table_of(case, section), measure, SECTIONS[section])
    wanted = from_r(expected, section, measure)
    for column in ("group", "df", "n"):
        assert found[column].tolist() == wanted[column].tolist()
    columns = NUMBERS
    if measure == "total_gap" and section in ("single_overall", "single_by_product"):
        # Another centre for the lonely village: see test_the_total_with_a_single_village.
        columns = ["estimate"]
    for column in columns:
        for group, value, number in zip(found["group"], found[column], wanted[column], strict=True):
            if measure == "median_pay" and column == "low" and (section, group) in OTHER_LOW:
                continue
            assert same(value, number), (group, column)


def test_low_end_of_a_median_is_the_lowest_pay_where_its_share_is_below_the_first(case, expected):
    # Woodruff's interval begins at a share of 0.037, and the lowest paid worker alone stands for 0.11: the lowest share
    # that reaches 0.037 is hers. R takes the next worker's pay instead.
    pay = case.query("stratum == 'Selatan'").dropna(subset="hourly_pay").sort_values("hourly_pay")
    assert pay["weight"].iloc[0] / pay["weight"].sum() > 0.1
    found = ours(case, "median_pay", "stratum").set_index("group").loc["Selatan"]
    by_r = from_r(expected, "by_stratum", "median_pay").set_index("group").loc["Selatan"]
    assert found["low"] == pay["hourly_pay"].iloc[0] == 1400
    assert by_r["low"] == pay["hourly_pay"].iloc[1] == 3450


def test_a_median_with_too_few_villages_has_an_open_end(case):
    # The interval of the share reaches beyond 0 and 1, so no pay bounds it.
    shoes = ours(case, "median_pay", "product").set_index("group").loc["shoes"]
    assert np.isnan([shoes["low"], shoes["high"], shoes["se"]]).all()
    assert shoes["estimate"] == 9650


def test_the_module_of_wages_gives_the_same_numbers(case, expected):
    tables = [
        wages.shortfall(case, "hourly_pay", MINIMUM, DESIGN),
        wages.total_gap(case, "hourly_pay", MINIMUM, DESIGN),
    ]
    found = pd.concat(tables).set_index("measure")
    assert list(found.index) == ["v0", "v1", "v2", "mean_gap", "total_gap", "gap_per_worker"]
    for measure in found.index.drop("total_gap"):
        wanted = from_r(expected, "overall", measure).iloc[0]
        for column in [*NUMBERS, "df", "n"]:
            assert same(found.loc[measure, column], wanted[column]), (measure, column)
    # The total stands for all listed workers, those whose pay is not known among them: the mean, for each of them.
    mean, everyone = from_r(expected, "overall", "mean_rupiah").iloc[0], case["weight"].sum()
    for column in NUMBERS:
        assert same(found.loc["total_gap", column], mean[column] * everyone), column


def test_shortfall_by_product_gives_the_same_numbers(case, expected):
    found = wages.shortfall(case, "hourly_pay", MINIMUM, DESIGN, by="product")
    for measure in wages.MEASURES:
        own = found[found["measure"] == measure].reset_index(drop=True)
        wanted = from_r(expected, "by_product", measure)
        assert own["group"].tolist() == ["cake_boards", "kimono", "shoes", "straws"]
        for column in [*NUMBERS, "df", "n"]:
            assert same(own[column].tolist(), wanted[column].tolist()), (measure, column)


# --- Shares of 0 and 1 ---


def test_where_all_are_below_the_interval_is_the_exact_one_and_ends_at_one(case):
    straws = ours(case, "v0", "product").set_index("group").loc["straws"]
    assert (straws["estimate"], straws["se"], straws["high"]) == (1, 0, 1)
    n, df = straws["n"], straws["df"]
    effective = n * (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, df)) ** 2
    # Clopper and Pearson's lower bound with all of `effective` workers below.
    assert same(straws["low"], 0.025 ** (1 / effective))


def test_where_nobody_is_below_the_interval_is_that_of_all_turned_round(case):
    known = case["hourly_pay"].notna()
    every = estimate(case, pd.Series(True, case.index).where(known), "share", DESIGN).iloc[0]
    nobody = estimate(case, pd.Series(False, case.index).where(known), "share", DESIGN).iloc[0]
    assert (nobody["estimate"], nobody["se"], nobody["low"]) == (0, 0, 0)
    assert same(nobody["high"], 1 - every["low"])
    assert 0 < nobody["high"] < 0.2
    assert nobody["n"] == every["n"] == 70


def test_a_share_and_its_opposite_add_up_to_one(case):
    # By product some shares are 0 on one side, where the row of the other value is turned round.
    below = ours(case, "v0", "product")
    pay = case["hourly_pay"]
    above = estimate(case, (pay >= MINIMUM).where(pay.notna()), "share", DESIGN, "product")
    assert same((1 - above["estimate"]).tolist(), below["estimate"].tolist())
    assert above["se"].tolist() == pytest.approx(below["se"].tolist(), rel=EXACT, abs=1e-12)
    assert same((1 - above["high"]).tolist(), below["low"].tolist())
    assert same((1 - above["low"]).tolist(), below["high"].tolist())


# --- A kecamatan with a single village ---


def test_the_mean_with_a_single_village_counts_its_distance_from_the_overall_mean(case, expected):
    # As R with options(survey.lonely.psu = "adjust"), here worked out by hand: the lonely village's distance is squared.
    table = table_of(case, "single_overall")
    known = table["hourly_pay"].notna()
    weight = table["weight"].where(known, 0)
    mean = (weight * table["hourly_pay"].fillna(0)).sum() / weight.sum()
    distance = village_totals(table, (table["hourly_pay"] - mean) / weight.sum())
    variance = 0.0
    for kecamatan, own in distance.groupby(level=0):
        if kecamatan == "Barat":
            variance += float(own.iloc[0] ** 2)
        else:
            variance += len(own) / (len(own) - 1) * ((own - own.mean()) ** 2).sum()
    found = ours(table, "mean_pay").iloc[0]
    assert same(found["se"], np.sqrt(variance))
    assert same(from_r(expected, "single_overall", "mean_pay")["se"].iloc[0], np.sqrt(variance))
    assert found["df"] == 9


def test_the_total_with_a_single_village(case, expected):
    # A total differs: we take the lonely village's distance from the mean village, as R's manual has it ("the population
    # mean"); R's code takes the village's whole total (distance from 0).
    table = table_of(case, "single_overall")
    gap = (MINIMUM - table["hourly_pay"]).clip(lower=0) * table["hours_per_week"] * WEEKS_PER_MONTH
    totals = village_totals(table, gap)
    several = sum(
        len(own) / (len(own) - 1) * ((own - own.mean()) ** 2).sum()
        for kecamatan, own in totals.groupby(level=0)
        if kecamatan != "Barat"
    )
    lonely = totals["Barat"].iloc[0]
    found = ours(table, "total_gap").iloc[0]
    by_r = from_r(expected, "single_overall", "total_gap").iloc[0]
    assert same(found["se"], np.sqrt(several + (lonely - totals.mean()) ** 2))
    assert same(by_r["se"], np.sqrt(several + lonely**2))
    for column in NUMBERS:
        assert same(found[column], by_r[column], rel=0.02)


def test_a_group_in_a_single_village_has_an_estimate_and_no_interval(case):
    alone = case.assign(
        group=case["cluster"].where((case["stratum"] == "Utara") & (case["cluster"] == "Lor"), "others")
    )
    pay = case["hourly_pay"]
    for kind, values in {"mean": pay, "share": pay < MINIMUM, "total": pay, "median": pay}.items():
        found = estimate(alone, values.where(pay.notna()), kind, DESIGN, "group").set_index("group")
        assert np.isfinite(found.loc["Lor", "estimate"])
        assert found.loc["Lor", ["se", "low", "high"]].isna().all()
        assert found.loc["Lor", "df"] == 0
        assert found.loc["others", "se"] > 0


# --- Missing values, order, names ---


@pytest.mark.parametrize("by", [None, "product"])
@pytest.mark.parametrize("kind", ["mean", "share", "total", "median"])
def test_nothing_known_gives_no_rows_and_the_same_columns(case, kind, by):
    found = estimate(case, pd.Series(np.nan, case.index), kind, DESIGN, by)
    assert found.empty
    assert list(found.columns) == COLUMNS


def test_a_group_with_nothing_known_has_no_row(case):
    pay = case["hourly_pay"].mask(case["product"] == "kimono")
    assert estimate(case, pay, "mean", DESIGN, "product")["group"].tolist() == ["cake_boards", "shoes", "straws"]


def test_rows_without_a_group_are_left_out(case):
    grouped = case.assign(product=case["product"].mask(case["product"] == "kimono"))
    found = estimate(grouped, case["hourly_pay"], "mean", DESIGN, "product")
    every = estimate(case, case["hourly_pay"], "mean", DESIGN, "product").query("group != 'kimono'")
    pd.testing.assert_frame_equal(found, every.reset_index(drop=True))


@pytest.mark.parametrize("measure", ["v0", "v1", "total_gap", "median_pay"])
def test_the_order_and_the_index_of_the_rows_do_not_matter(case, measure):
    shuffled = case.sample(frac=1, random_state=1)
    assert list(shuffled.index) != list(case.index)
    pd.testing.assert_frame_equal(
        ours(shuffled, measure, "product"), ours(case, measure, "product"), rtol=EXACT, atol=1e-12
    )


def test_the_same_village_name_in_two_kecamatan_is_two_villages(case):
    renamed = case.assign(cluster=case["stratum"] + " " + case["cluster"])
    assert renamed["cluster"].nunique() > case["cluster"].nunique()
    pd.testing.assert_frame_equal(ours(renamed, "v1"), ours(case, "v1"))
    merged = case.assign(stratum="one")
    assert ours(merged, "v1")["df"].iloc[0] == case["cluster"].nunique() - 1


def test_larger_weights_move_totals_only(case):
    tenfold = case.assign(weight=case["weight"] * 10)
    assert same(ours(tenfold, "v0").loc[0, NUMBERS].tolist(), ours(case, "v0").loc[0, NUMBERS].tolist())
    before, after = ours(case, "total_gap").loc[0, NUMBERS], ours(tenfold, "total_gap").loc[0, NUMBERS]
    assert same(after.tolist(), (before * 10).tolist())


def test_the_median_is_a_pay_that_somebody_has(case):
    found = ours(case, "median_pay", "product")
    assert set(found["estimate"]) <= set(case["hourly_pay"])


def test_the_design_is_that_of_the_study_unless_another_is_given(case):
    named = case.rename(columns={"stratum": "kecamatan", "cluster": "desa"})
    pd.testing.assert_frame_equal(estimate(named, named["hourly_pay"], "mean", Design()), ours(case, "mean_pay"))
