"""Hours on piece rates: the models find what was planted, and say what they left out."""

import itertools
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from scipy import optimize, stats

from helpers import hours
from helpers.demonstration.process import PRODUCTS, Process, draw_places
from helpers.demonstration.workers import draw_workers
from helpers.hours import MAIN, Model, diagnostics, robustness
from helpers.hours import earnings as hours_earnings
from helpers.language import UserError
from helpers.statistics import bootstrap, clusters
from helpers.survey.derive import derive, design_weights, flag_outliers

PLAIN = Model("plain", controls=(), effects=("product",))


def demonstration(seed: int, villages_per_district: int = 4, process: Process = Process()) -> pd.DataFrame:
    """Draw the home workers of a demonstration survey, without the errors of the field."""
    rng = np.random.default_rng(seed)
    places = draw_places(rng, villages_per_district)
    answers = draw_workers(places, rng, process).assign(start="", end="")
    workers = derive(answers)
    workers["outlier"] = flag_outliers(workers["hourly_gross"], workers["product"])
    workers["weight"] = design_weights(workers, places)
    return workers


def many_surveys(seed: int, surveys: int, process: Process = Process()) -> list[pd.DataFrame]:
    """Draw many surveys of 28 villages. Villages are independent, so one large draw dealt out is the same, and fast."""
    workers = demonstration(seed, 4 * surveys, process)
    number = workers["desa"].str.rsplit("_", n=1).str[1].astype(int)
    return [part for _survey, part in workers.groupby((number - 1) // 4)]


def invented(
    seed: int,
    villages: int = 40,
    each: int = 25,
    elasticity: float = -0.2,
    village_sd: float = 0.1,
    rate_village_sd: float = 0.15,
) -> pd.DataFrame:
    """Draw workers with a plain process of which the tests change one thing at a time."""
    rng = np.random.default_rng(seed)
    village = np.repeat(np.arange(villages), each)
    n = len(village)
    product = rng.choice(["boards", "gloves", "shoes"], n, p=[0.2, 0.5, 0.3])
    base = pd.Series(product).map({"boards": 100.0, "gloves": 1400.0, "shoes": 3500.0}).to_numpy()
    log_rate = rng.normal(0, rate_village_sd, villages)[village] + rng.normal(0, 0.3, n)
    group = rng.random(n) < 0.4
    children = rng.poisson(0.4, n).astype(float)
    log_hours = elasticity * log_rate + rng.normal(0, village_sd, villages)[village] + rng.normal(0, 0.3, n)
    speed = rng.normal(0, 0.2, n)
    workers = pd.DataFrame(
        {
            "kecamatan": np.array(["east", "north", "south", "west"])[village % 4],
            "desa": [f"v{number}" for number in village],
            "product": product,
            "rate_per_piece": base * np.exp(log_rate),
            "hours_per_week": 36 * np.exp(log_hours),
            "peak_hours_per_week": 45 * np.exp(log_hours),
            "rate_per_standard_hour": 6000 * np.exp(log_rate + speed),
            "hourly_gross": 6000 * np.exp(log_rate + speed + rng.normal(0, 0.05, n)),
            "sex": np.where(rng.random(n) < 0.9, "female", "male"),
            "age": np.round(rng.normal(42, 10, n)),
            "education": rng.choice(["sd", "smp", "sma"], n, p=[0.3, 0.5, 0.2]),
            "children_under_six": children,
            "household_size": 2 + children + rng.poisson(1.5, n),
            "years_home_work": np.round(rng.gamma(2, 4, n)),
            "work_giver": rng.choice(["factory", "intermediary"], n, p=[0.3, 0.7]),
            "group_member": np.where(group, "yes", "no"),
            "outlier": False,
            "weight": rng.uniform(5, 50, n),
        }
    )
    return workers


@pytest.fixture(scope="module")
def workers() -> pd.DataFrame:
    return demonstration(1)


@pytest.fixture(scope="module")
def sample(workers) -> pd.DataFrame:
    return hours.sample_of(workers)[0]


@pytest.fixture(scope="module")
def large() -> pd.DataFrame:
    """Give 280 villages, enough for sharp estimates."""
    return hours.sample_of(demonstration(3, 40))[0]


def sample_from(workers: pd.DataFrame) -> pd.DataFrame:
    return hours.sample_of(workers)[0]


def interval_of(fitted: hours.Fit) -> pd.Series:
    name = fitted.model.regressor
    return clusters.cr2(fitted.result, fitted.clusters, [name]).loc[name]


# --- The elasticity that was put in comes out ---


@pytest.fixture(scope="module")
def simulated() -> pd.DataFrame:
    """Fit the main model to 160 surveys of the reference study's size."""
    rows = [interval_of(hours.fit(sample_from(survey))) for survey in many_surveys(2021, 160)]
    return pd.DataFrame(rows).reset_index(drop=True)


def test_the_main_model_recovers_the_elasticity_on_average(simulated):
    error = simulated["coefficient"].std() / np.sqrt(len(simulated))
    assert error < 0.006
    assert simulated["coefficient"].mean() == pytest.approx(Process().elasticity, abs=3.5 * error)


def test_the_cr2_interval_covers_the_truth(simulated):
    covered = (simulated["low"] < -0.2) & (simulated["high"] > -0.2)
    # 95 % plus or minus three standard errors of a share of 160 surveys.
    assert 0.89 <= covered.mean() <= 0.995
    # Standard errors are about as large as the estimates' spread.
    assert simulated["se"].mean() == pytest.approx(simulated["coefficient"].std(), rel=0.15)
    assert covered.mean() < 1
    assert not ((simulated["low"] < 0.2) & (simulated["high"] > 0.2)).all()


@pytest.mark.slow
def test_another_elasticity_is_recovered_too():
    surveys = many_surveys(7, 25, Process(elasticity=0.25))
    found = pd.Series([hours.fit(sample_from(survey)).coefficient for survey in surveys])
    assert found.mean() == pytest.approx(0.25, abs=3.5 * found.std() / np.sqrt(len(found)))


# --- The sample ---


def test_workers_are_counted_after_every_condition(workers):
    spoilt = workers.copy()
    rows = spoilt.index
    spoilt.loc[rows[:7], "hours_per_week"] = np.nan
    spoilt.loc[rows[7:9], "hours_per_week"] = 0.0
    spoilt.loc[rows[5:20], "rate_per_piece"] = np.nan
    spoilt.loc[rows[20:24], "rate_per_piece"] = 0.0
    spoilt.loc[rows[23:30], "product"] = None
    before = spoilt.copy()
    sample, counts = hours.sample_of(spoilt)
    n = len(workers)
    assert counts["step"].tolist() == ["workers", "hours_known", "rate_known", "product_known"]
    assert counts["workers"].tolist() == [n, n - 9, n - 24, n - 30]
    assert sample.index.tolist() == rows[30:].tolist()
    pd.testing.assert_frame_equal(spoilt, before)


def test_the_variables_of_the_models(sample, workers):
    row, source = sample.iloc[5], workers.loc[sample.index[5]]
    assert np.exp(row["log_hours"]) == pytest.approx(source["hours_per_day"] * source["days_per_week"])
    assert np.exp(row["log_rate"]) == pytest.approx(source["rate_per_piece"])
    assert np.exp(row["log_earnings"]) == pytest.approx(source["hourly_gross"])
    assert row["age_squared"] == pytest.approx(source["age"] ** 2 / 100)
    assert row["cluster"] == f"{source['kecamatan']}/{source['desa']}"


def test_pay_that_is_not_known_or_zero_has_no_logarithm(workers):
    pay = workers["hourly_gross"].copy()
    pay.iloc[0], pay.iloc[1] = np.nan, 0.0
    sample = sample_from(workers.assign(hourly_gross=pay))
    assert len(sample) == len(workers)
    assert sample["log_earnings"].isna().sum() == 2


def test_the_same_village_name_in_two_kecamatan_is_two_clusters():
    workers = invented(1, villages=8).assign(
        desa=lambda table: table["desa"].map({f"v{n}": f"v{n // 4}" for n in range(8)})
    )
    assert workers["desa"].nunique() == 2
    assert sample_from(workers)["cluster"].nunique() == 8


@pytest.mark.parametrize(("villages", "each"), [(5, 6), (6, 5)])
def test_thirty_workers_in_five_villages_are_enough(villages, each):
    sample, counts = hours.sample_of(invented(1, villages, each))
    assert len(sample) == counts["workers"].iloc[-1] == 30
    assert np.isfinite(hours.fit(sample, PLAIN).coefficient)


def without_rates(workers: pd.DataFrame, known: int) -> pd.DataFrame:
    return workers.assign(rate_per_piece=workers["rate_per_piece"].where(np.arange(len(workers)) < known))


@pytest.mark.parametrize(
    ("table", "counted"),
    [
        (invented(1, 4, 50), "200 workers in 4 villages"),
        (invented(1, 29, 1), "29 workers in 29 villages"),
        (without_rates(invented(1, 20, 5), 29), "29 workers in 6 villages"),
        (invented(1, 20, 5).assign(hours_per_week=np.nan), "0 workers in 0 villages"),
    ],
)
def test_too_few_villages_or_workers_are_refused_with_what_to_do(table, counted):
    with pytest.raises(UserError) as refused:
        hours.sample_of(table)
    message = str(refused.value)
    assert message.startswith(f"hours: {counted} ")
    assert "At least 30 workers in 5 villages" in message
    assert "notebook 01" in message


# --- The regression ---


def test_the_main_model_is_the_formula(sample):
    formula = (
        "log_hours ~ log_rate + age + age_squared + C(education) + children_under_six + household_size"
        " + years_home_work + C(work_giver) + C(group_member) + C(product) + C(kecamatan)"
    )
    plain = smf.ols(formula, sample).fit()
    fitted = hours.fit(sample)
    assert fitted.coefficient == pytest.approx(plain.params["log_rate"], rel=1e-9)
    assert fitted.result.rsquared == pytest.approx(plain.rsquared, rel=1e-9)
    assert fitted.result.df_model == plain.df_model
    assert fitted.residuals.to_numpy() == pytest.approx(plain.resid.to_numpy(), abs=1e-9)
    weighted = smf.wls(formula, sample, weights=sample["weight"]).fit()
    assert hours.fit(sample, replace(MAIN, weighted=True)).coefficient == pytest.approx(
        weighted.params["log_rate"], rel=1e-9
    )
    assert weighted.params["log_rate"] != pytest.approx(plain.params["log_rate"], rel=1e-3)


def test_rows_with_a_missing_control_are_left_out(sample):
    ages = sample["age"].mask(np.arange(len(sample)) < 25)
    known = sample.iloc[25:]
    fitted = hours.fit(sample.assign(age=ages, age_squared=ages**2 / 100))
    assert fitted.rows.tolist() == known.index.tolist()
    assert fitted.clusters.tolist() == known["cluster"].tolist()
    assert fitted.residuals.index.tolist() == known.index.tolist()
    assert fitted.coefficient == pytest.approx(hours.fit(known).coefficient, rel=1e-12)
    # The rows are only left out where the variable is in the model.
    assert hours.fit(sample.assign(age=ages), PLAIN).result.nobs == len(sample)


def test_controls_that_cannot_enter_are_left_out_and_listed(sample):
    poor = sample.drop(columns="work_giver").assign(
        years_home_work=np.nan, group_member="no", household_size=2 * sample["children_under_six"] + 1
    )
    fitted = hours.fit(poor)
    assert fitted.left_out == {
        "work_giver": "absent",
        "years_home_work": "absent",
        "group_member": "constant",
        "household_size": "collinear",
    }
    names = fitted.result.model.exog_names
    assert not [name for name in names if name.startswith(("work_giver", "years", "group", "household"))]
    without = replace(MAIN, controls=("age", "age_squared", "education", "children_under_six"))
    assert fitted.coefficient == pytest.approx(hours.fit(sample, without).coefficient, rel=1e-10)
    assert np.linalg.matrix_rank(fitted.result.model.exog) == len(names)
    assert hours.fit(sample).left_out == {}


def test_a_category_that_others_determine_is_listed(sample):
    told_twice = sample.assign(work_giver=np.where(sample["group_member"] == "yes", "factory", "unknown"))
    fitted = hours.fit(told_twice)
    assert not [name for name in fitted.result.model.exog_names if name.startswith("group_member")]
    assert fitted.left_out == {"group_member": "collinear"}


def test_a_category_that_is_constant_in_the_complete_rows_is_listed(sample):
    members = sample["group_member"] == "yes"
    fitted = hours.fit(sample.assign(age=sample["age"].mask(members)))
    assert not [name for name in fitted.result.model.exog_names if name.startswith("group_member")]
    assert "group_member" in fitted.left_out


def test_a_rate_that_is_the_same_within_products_has_no_elasticity(sample):
    fixed = sample.groupby("product")["rate_per_piece"].transform("median")
    with pytest.raises(UserError, match="product"):
        hours.fit(sample.assign(log_rate=np.log(fixed)))


def test_the_most_frequent_value_of_a_category_is_the_base(sample):
    names = hours.fit(sample).result.model.exog_names
    for category in ("education", "work_giver", "group_member", "product", "kecamatan"):
        counts = sample[category].value_counts()
        base = min(counts.index[counts == counts.max()])  # two kecamatan have equally many
        expected = {f"{category}: {value}" for value in counts.index if value != base}
        assert len(expected) == len(counts) - 1
        assert {name for name in names if name.startswith(f"{category}: ")} == expected


def test_of_equally_frequent_values_the_first_by_name_is_the_base():
    even = sample_from(invented(1, 8, 10)).assign(work_giver=["z", "b", "m", "b", "z", "m", "q", "q"] * 10)
    for table in (even, even.iloc[::-1]):
        names = hours.fit(table).result.model.exog_names
        assert {name for name in names if name.startswith("work_giver")} == {f"work_giver: {value}" for value in "mqz"}


def test_the_columns_of_the_main_table_are_nested(sample):
    complete = sample.loc[hours.fit(sample).rows]
    fits = [hours.fit(complete, model) for model in hours.nested_models()]
    assert [each.model.name for each in fits] == ["product", "kecamatan", "person", "main"]
    for smaller, larger in itertools.pairwise(fits):
        assert set(smaller.result.model.exog_names) < set(larger.result.model.exog_names)
        assert smaller.result.rsquared < larger.result.rsquared
    assert fits[-1].coefficient == hours.fit(sample).coefficient
    # Relations enter last: who gives the work and whether she is a group member may follow from the rate.
    assert set(fits[-1].model.controls) - set(fits[-2].model.controls) == {"work_giver", "group_member"}
    assert all(model.weighted for model in hours.nested_models(weighted=True))


@pytest.fixture(scope="module")
def main_table(sample) -> pd.DataFrame:
    return hours.main_table(sample)


def test_the_main_table_brings_every_kind_of_inference_together(sample, main_table):
    assert main_table["model"].tolist() == ["product", "kecamatan", "person", "main"]
    fitted, row = hours.fit(sample), main_table.iloc[3]
    stata = clusters.cluster_table(fitted.result, fitted.clusters, "CR1").loc["log_rate"]
    cr2 = clusters.cluster_table(fitted.result, fitted.clusters, "CR2").loc["log_rate"]
    drawn = bootstrap.wild_cluster_bootstrap(fitted.result, fitted.clusters, "log_rate", seed=1)
    assert row["se_cr1"] == pytest.approx(stata["se"])
    assert row[["se_cr2", "df", "p_cr2", "low", "high"]].tolist() == pytest.approx(
        cr2[["se", "df", "p", "low", "high"]].tolist()
    )
    assert row[["p_bootstrap", "low_bootstrap", "high_bootstrap"]].tolist() == [drawn.p, drawn.low, drawn.high]
    assert row["n"] == len(sample)
    assert row["clusters"] == 28
    assert row["r2"] == pytest.approx(fitted.result.rsquared)
    assert row["coefficient"] == fitted.coefficient


def test_without_the_bootstrap_its_columns_are_missing(sample):
    found = hours.summarise(hours.fit(sample, PLAIN), bootstrap=False)
    assert all(np.isnan(found[name]) for name in ("p_bootstrap", "low_bootstrap", "high_bootstrap"))
    assert found["p_cr2"] > 0


def test_the_order_of_rows_does_not_matter(sample, main_table):
    shuffled = sample.sample(frac=1, random_state=5)
    assert shuffled.index.tolist() != sample.index.tolist()
    pd.testing.assert_frame_equal(hours.main_table(shuffled), main_table, rtol=1e-7)
    pd.testing.assert_frame_equal(
        hours_earnings.estimates_side_by_side(shuffled), hours_earnings.estimates_side_by_side(sample), rtol=1e-6
    )
    pd.testing.assert_frame_equal(robustness.interactions(shuffled), robustness.interactions(sample), rtol=1e-6)


def in_other_units(sample: pd.DataFrame) -> pd.DataFrame:
    """Quote the rate for a dozen of one product, a gross of another, a hundredth of a third."""
    size = sample["product"].map(dict(zip(PRODUCTS.index, [12, 144, 0.01, 1, 20, 7, 1000, 1], strict=True)))
    rate = sample["rate_per_piece"] * size
    return sample.assign(rate_per_piece=rate, log_rate=np.log(rate))


def test_the_unit_of_the_rate_does_not_matter(sample, main_table):
    scaled = in_other_units(sample)
    pd.testing.assert_frame_equal(hours.main_table(scaled), main_table, rtol=1e-6)
    for form in robustness.FORMS:
        before, after = (interval_of(hours.fit(*robustness.in_form(table, form))) for table in (sample, scaled))
        assert after.to_numpy() == pytest.approx(before.to_numpy(), rel=1e-6)
    pd.testing.assert_frame_equal(robustness.interactions(scaled), robustness.interactions(sample), rtol=1e-6)
    pd.testing.assert_frame_equal(
        hours_earnings.recall_simulation(scaled, -0.2, 1, 5),
        hours_earnings.recall_simulation(sample, -0.2, 1, 5),
        rtol=1e-6,
    )
    pd.testing.assert_frame_equal(
        hours.binned_scatter(scaled, 4)[["hours", "n"]], hours.binned_scatter(sample, 4)[["hours", "n"]], rtol=1e-6
    )


def test_the_unit_of_the_hours_does_not_matter(sample):
    assert hours.fit(sample.assign(log_hours=sample["log_hours"] + np.log(60))).coefficient == pytest.approx(
        hours.fit(sample).coefficient, rel=1e-9
    )


# --- Descriptions ---


@pytest.mark.parametrize(("share", "quantile"), [(0.25, 10), (0.5, 20), (0.6, 20), (0.61, 40), (0.75, 40), (1.0, 50)])
def test_the_weighted_quantile_is_the_lowest_value_that_reaches_the_share(share, quantile):
    values, weights = pd.Series([40, 10, 20, 50]), pd.Series([3.0, 3.0, 3.0, 1.0])
    assert hours.weighted_quantile(values, weights, share) == quantile


def test_hours_by_product_are_weighted_quartiles_of_both_seasons():
    table = pd.DataFrame(
        {
            "product": ["shoes"] * 4 + ["boards"] * 2,
            "hours_per_week": [10.0, 20, 30, 40, 15, np.nan],
            "peak_hours_per_week": [20.0, 30, np.nan, 50, 25, 35],
            "weight": [1.0, 1, 1, 5, 2, 1],
        }
    )
    found = hours.hours_by_product(table).set_index(["product", "season"])
    assert found.loc[("shoes", "usual")].tolist() == [20, 40, 40, 4]
    assert found.loc[("shoes", "peak")].tolist() == [30, 50, 50, 3]
    assert found.loc[("boards", "usual")].tolist() == [15, 15, 15, 1]
    assert found.loc[("boards", "peak")].tolist() == [25, 25, 35, 2]


def test_the_binned_scatter_averages_within_products(sample):
    found = hours.binned_scatter(sample, 10)
    assert found["n"].sum() == len(sample)
    assert found["n"].max() - found["n"].min() <= 1
    assert found["rate"].is_monotonic_increasing
    for column, source in (("rate", "log_rate"), ("hours", "log_hours")):
        assert (found[column] * found["n"]).sum() / len(sample) == pytest.approx(sample[source].mean())
    # One bin for each worker is the regression with product effects.
    each = hours.binned_scatter(sample, len(sample))
    assert np.polyfit(each["rate"], each["hours"], 1)[0] == pytest.approx(
        hours.fit(sample, PLAIN).coefficient, rel=1e-9
    )


# --- Division bias ---


RECALLED = (0, 0.15, 0.3, 0.45, 0.6, 3)


def with_recall_error(sample: pd.DataFrame, spread: float) -> pd.DataFrame:
    """Let everyone recall her hours with an error; pay stays what it was."""
    error = spread * np.random.default_rng(8).normal(size=len(sample))
    return sample.assign(log_hours=sample["log_hours"] + error, log_earnings=sample["log_earnings"] - error)


@pytest.fixture(scope="module")
def recalled(large) -> dict[str, pd.DataFrame]:
    found = [
        hours_earnings.estimates_side_by_side(with_recall_error(large, spread)).set_index("estimator")
        for spread in RECALLED
    ]
    return {
        name: pd.DataFrame([each.loc[name, ["coefficient", "se"]].astype(float) for each in found], index=RECALLED)
        for name in ("posted", "earnings", "instrumented")
    }


def test_an_error_in_recalled_hours_drags_hourly_earnings_towards_minus_one(recalled):
    earnings = recalled["earnings"]["coefficient"]
    # The speed of each worker, which is in earnings and not in the rate, pulls the slope towards 0 already.
    assert earnings.iloc[0] == pytest.approx(-0.15, abs=0.05)
    assert (earnings.diff().dropna() < -0.02).all()
    assert -1 < earnings.iloc[-1] < -0.9


def test_the_posted_rate_and_the_instrument_stay_where_they_are(recalled, large):
    within = large["log_rate"] - large.groupby("product")["log_rate"].transform("mean")
    others = hours_earnings.leave_one_out_rate(large)
    blunt = others - others.groupby(large["product"]).transform("mean")
    # Three standard deviations of an estimate; the instrument moves the rate by about a third of its own spread.
    for name, moved in (("posted", within.std()), ("instrumented", blunt.std() / 3)):
        first = recalled[name].loc[0]
        assert first["coefficient"] == pytest.approx(-0.2, abs=3 * first["se"])
        for spread in RECALLED:
            noise = spread / np.sqrt(len(large)) / moved
            assert recalled[name].loc[spread, "coefficient"] == pytest.approx(first["coefficient"], abs=3 * noise)


def test_the_simulation_of_recall_errors(sample):
    found = hours_earnings.recall_simulation(sample, -0.2, seed=3)
    assert found["recall_error"].tolist() == list(hours_earnings.RECALL_ERRORS)
    assert found["posted"].tolist() == pytest.approx([-0.2] * 7, abs=0.02)
    assert (found["earnings"].diff().dropna() < 0).all()
    assert -1 < found["earnings"].iloc[-1] < -0.6
    # The slope is pulled by the error's part in the variance of log earnings.
    within = np.log(sample["rate_per_standard_hour"])
    within = within - within.groupby(sample["product"]).transform("mean")
    part = 0.6**2 / (0.6**2 + within.var())
    assert found["earnings"].iloc[-1] == pytest.approx((1 - part) * found["earnings"].iloc[0] - part, abs=0.02)
    pd.testing.assert_frame_equal(hours_earnings.recall_simulation(sample, -0.2, seed=3), found)
    assert hours_earnings.recall_simulation(sample, 0.3, 3, 50)["posted"].mean() == pytest.approx(0.3, abs=0.02)


# --- The others' rate as an instrument ---


def test_the_rate_of_the_others_by_hand():
    table = pd.DataFrame(
        {
            "cluster": ["a", "a", "a", "a", "b", "b", "b"],
            "product": ["x", "x", "x", "y", "x", "x", "y"],
            "log_rate": [1.0, 2, 6, 5, 3, 7, 4],
        },
        index=[9, 8, 7, 6, 5, 4, 3],
    )
    found = hours_earnings.leave_one_out_rate(table)
    expected = pd.Series([4.0, 3.5, 1.5, np.nan, 7.0, 3.0, np.nan], table.index, name="log_rate")
    pd.testing.assert_series_equal(found, expected)


@pytest.mark.slow
def test_a_strong_instrument_recovers_the_elasticity():
    found = []
    for seed in range(25):
        strong = with_recall_error(sample_from(invented(seed, elasticity=-0.3, rate_village_sd=0.4)), 0.3)
        estimate = hours_earnings.instrumented(strong, replace(PLAIN, regressor="log_earnings"))
        assert estimate.first_stage_f >= hours_earnings.STRONG
        assert estimate.robust_low < estimate.coefficient < estimate.robust_high
        least_squares = hours.fit(strong, replace(PLAIN, regressor="log_earnings")).coefficient
        found.append(vars(estimate) | {"least_squares": least_squares})
    table = pd.DataFrame(found)
    assert table["coefficient"].mean() == pytest.approx(-0.3, abs=3.5 * table["coefficient"].std() / 5)
    assert table["least_squares"].mean() < -0.4
    for low, high in (("low", "high"), ("robust_low", "robust_high")):
        assert ((table[low] < -0.3) & (table[high] > -0.3)).sum() >= 20


def anderson_rubin_t(sample: pd.DataFrame, value: float, model: Model) -> tuple[float, float]:
    """Return |t| of the instrument in a regression of what is left of log hours, and its critical value."""
    ready = sample.assign(others=hours_earnings.leave_one_out_rate(sample))
    ready = ready[ready["others"].notna()]
    left = ready.assign(left=ready["log_hours"] - value * ready["log_earnings"])
    fitted = hours.fit(left, replace(model, outcome="left", regressor="others"))
    row = clusters.cluster_table(fitted.result, fitted.clusters, "CR1", ["others"]).loc["others"]
    return abs(row["t"]), stats.t.ppf(0.975, row["df"])


@pytest.mark.slow
@pytest.mark.parametrize("model", [hours_earnings.earnings_model(), replace(PLAIN, regressor="log_earnings")])
def test_the_anderson_rubin_interval_is_where_the_test_does_not_refuse(model):
    strong = sample_from(invented(4, rate_village_sd=0.4))
    found = hours_earnings.instrumented(strong, model)

    def refusal(value: float) -> float:
        statistic, critical = anderson_rubin_t(strong, value, model)
        return statistic - critical

    # The coefficient makes the statistic vanish; from there the ends are looked for on either side.
    assert refusal(found.coefficient) == pytest.approx(-anderson_rubin_t(strong, 0, model)[1], abs=1e-6)
    low = optimize.brentq(refusal, found.coefficient - 5, found.coefficient)
    high = optimize.brentq(refusal, found.coefficient, found.coefficient + 5)
    assert [found.robust_low, found.robust_high] == pytest.approx([low, high], rel=1e-6)
    grid = np.linspace(-3, 3, 61)
    accepted = [refusal(value) <= 0 for value in grid]
    assert accepted == [found.robust_low <= value <= found.robust_high for value in grid]
    assert True in accepted


def test_the_first_stage_is_the_clustered_test_of_the_instrument(sample):
    found = hours_earnings.instrumented(sample)
    ready = sample.assign(others=hours_earnings.leave_one_out_rate(sample))
    ready = ready[ready["others"].notna()]
    first, reduced = (
        hours.fit(ready, replace(MAIN, outcome=outcome, regressor="others"))
        for outcome in ("log_earnings", "log_hours")
    )
    row = clusters.cluster_table(first.result, first.clusters, "CR1", ["others"]).loc["others"]
    assert found.first_stage_f == pytest.approx(row["t"] ** 2, rel=1e-8)
    assert found.coefficient == pytest.approx(reduced.coefficient / first.coefficient, rel=1e-8)
    assert (found.n, found.clusters) == (len(ready), ready["cluster"].nunique())
    assert found.n < len(sample)
    reach = stats.t.ppf(0.975, found.clusters - 1) * found.se
    assert [found.low, found.high] == pytest.approx([found.coefficient - reach, found.coefficient + reach])


def test_an_instrument_that_tells_nothing_is_weak_and_has_no_interval():
    nothing = sample_from(invented(5, villages=20, rate_village_sd=0.0))
    found = hours_earnings.instrumented(nothing)
    assert found.first_stage_f < stats.t.ppf(0.975, 19) ** 2
    assert found.first_stage_f < hours_earnings.STRONG
    assert np.isnan([found.robust_low, found.robust_high]).all()
    # The test refuses no value far away: the set has no end.
    for value in (-1e6, 1e6):
        statistic, critical = anderson_rubin_t(nothing, value, hours_earnings.earnings_model())
        assert statistic < critical


def test_a_set_of_two_rays_is_no_interval():
    # The instrument tells nothing of earnings and much of hours: only values far from 0 fit, on either side.
    nothing = sample_from(invented(5, villages=20, rate_village_sd=0.0))
    others = hours_earnings.leave_one_out_rate(nothing)
    others = (others - others.groupby(nothing["product"]).transform("mean")).fillna(0)
    rays = nothing.assign(log_hours=nothing["log_hours"] + 2 * others)
    found = hours_earnings.instrumented(rays)
    accepted = []
    for value in (-1e6, 0.0, 1e6):
        statistic, critical = anderson_rubin_t(rays, value, hours_earnings.earnings_model())
        accepted.append(statistic < critical)
    assert accepted == [True, False, True]
    assert np.isnan([found.robust_low, found.robust_high]).all()


def test_side_by_side_are_the_estimates_of_each(sample):
    found = hours_earnings.estimates_side_by_side(sample).set_index("estimator")
    assert found.index.tolist() == ["posted", "earnings", "instrumented"]
    for name, model in (("posted", MAIN), ("earnings", hours_earnings.earnings_model())):
        row = interval_of(hours.fit(sample, model))
        assert found.loc[name, ["coefficient", "se", "low", "high"]].tolist() == pytest.approx(
            row[["coefficient", "se", "low", "high"]].tolist()
        )
        assert found.loc[name, ["first_stage_f", "robust_low", "robust_high"]].isna().all()
    for key, value in vars(hours_earnings.instrumented(sample)).items():
        assert found.loc["instrumented", key] == pytest.approx(value, nan_ok=True)


def test_where_nobody_has_others_of_her_product_the_instrument_says_so(sample):
    with pytest.raises(UserError):
        hours_earnings.instrumented(sample.groupby(["cluster", "product"]).head(1))


# --- Other choices ---


def test_winsorising_sets_the_edges():
    values = pd.Series([*range(100), 1000.0])
    found = robustness.winsorise(values)
    assert found.tolist() == [2, 2, *range(2, 99), 98, 98]
    assert robustness.winsorise(values, 0.0).tolist() == values.tolist()


def test_winsorising_is_within_products(sample):
    table, model = robustness.in_form(sample, "winsorised")
    assert model == MAIN
    for name in ("log_hours", "log_rate"):
        centred = sample[name] - sample.groupby("product")[name].transform("mean")
        moved = (table[name] - sample[name].mean() - centred).abs() > 1e-9
        assert 0.03 < moved.mean() < 0.05
        assert (centred[moved].abs() > centred[~moved].abs().quantile(0.9)).all()


def test_in_levels_the_coefficient_is_an_elasticity_at_the_means(sample):
    table, model = robustness.in_form(sample, "levels")
    assert table["relative_hours"].mean() == pytest.approx(1)
    assert table.groupby("product")["relative_rate"].mean().tolist() == pytest.approx([1.0] * len(PRODUCTS))
    # Hours that fall by a fifth of a per cent for each per cent of the rate, without an error.
    exact = sample.assign(hours_per_week=40 * (1.2 - 0.2 * table["relative_rate"]))
    assert hours.fit(*robustness.in_form(exact, "levels")).coefficient == pytest.approx(-0.2, rel=1e-6)
    assert model.outcome == "relative_hours"


def test_every_alternative_is_near_the_truth_in_a_large_sample(large):
    # Huber's jackknife over 280 villages is slow and has its own test.
    found = {
        "weighted": hours.fit(large, replace(MAIN, weighted=True)),
        "winsorised": hours.fit(*robustness.in_form(large, "winsorised")),
        "levels": hours.fit(*robustness.in_form(large, "levels")),
        "village_effects": hours.fit(large, replace(MAIN, effects=robustness.EFFECTS["product_desa"])),
    }
    for name, fitted in found.items():
        assert fitted.coefficient == pytest.approx(-0.2, abs=0.05), name


@pytest.mark.slow
def test_the_alternatives_are_the_fits_they_name(sample):
    sample = sample.assign(outlier=np.arange(len(sample)) % 40 == 0)
    found = robustness.alternatives(sample).set_index("check")
    assert found.index.tolist() == [
        "main",
        "weighted",
        "without_outliers",
        "winsorised",
        "levels",
        "village_effects",
        "huber",
    ]
    fits = {
        "main": hours.fit(sample),
        "weighted": hours.fit(sample, Model("w", weighted=True)),
        "without_outliers": hours.fit(sample[np.arange(len(sample)) % 40 != 0]),
        "village_effects": hours.fit(sample, Model("v", effects=("product", "cluster"))),
    }
    for name, fitted in fits.items():
        row = interval_of(fitted)
        assert found.loc[name, ["coefficient", "low", "high"]].tolist() == pytest.approx(
            row[["coefficient", "low", "high"]].tolist()
        )
        assert found.loc[name, "n"] == fitted.result.nobs
    assert found.loc["without_outliers", "n"] < found.loc["main", "n"]
    assert (found["low"] < found["coefficient"]).all()
    assert (found["coefficient"] < found["high"]).all()


def test_hubers_estimator_is_not_moved_by_a_few_wild_answers():
    clean = sample_from(invented(9, villages=12, each=20))
    # Some of the best paid say they work eight times as long: an error that pulls least squares up.
    best = clean["log_rate"] - clean.groupby("product")["log_rate"].transform("mean") > 0.45
    wild = best & (np.arange(len(clean)) % 4 == 0)
    assert 3 <= wild.sum() <= 12
    spoilt = clean.assign(log_hours=clean["log_hours"] + np.log(8) * wild)
    truth = hours.fit(clean).coefficient
    found = robustness._huber(hours.fit(spoilt))
    assert hours.fit(spoilt).coefficient - truth > 0.15
    assert abs(found["coefficient"] - truth) < 0.5 * (hours.fit(spoilt).coefficient - truth)
    # Without wild answers the two agree.
    assert robustness._huber(hours.fit(clean))["coefficient"] == pytest.approx(truth, abs=0.05)


def test_hubers_interval_is_a_jackknife_over_villages():
    sample = sample_from(invented(5, villages=8, each=15))
    fitted = hours.fit(sample, PLAIN)
    found = robustness._huber(fitted)

    def coefficient(rows: pd.DataFrame) -> float:
        return smf.rlm("log_hours ~ log_rate + C(product)", rows, M=sm.robust.norms.HuberT()).fit().params["log_rate"]

    without = [coefficient(sample[sample["cluster"] != name]) for name in sample["cluster"].unique()]
    se = np.sqrt(7 / 8 * np.sum((np.array(without) - np.mean(without)) ** 2))
    assert found["coefficient"] == pytest.approx(coefficient(sample), rel=1e-6)
    assert found["high"] - found["coefficient"] == pytest.approx(stats.t.ppf(0.975, 7) * se, rel=1e-5)
    assert found["coefficient"] - found["low"] == pytest.approx(stats.t.ppf(0.975, 7) * se, rel=1e-5)
    assert (found["n"], found["clusters"]) == (120, 8)


# --- The specification curve ---


@pytest.fixture(scope="module")
def curve(sample) -> pd.DataFrame:
    return robustness.specification_curve(sample)


CHOICES = list(robustness.MAIN_CHOICES)


def test_the_curve_has_every_combination_once_by_size(curve):
    assert len(curve) >= 96
    assert len(curve) == np.prod([curve[name].nunique() for name in CHOICES]) == 4 * 3 * 3 * 2 * 3
    assert not curve.duplicated(CHOICES).any()
    assert curve["coefficient"].is_monotonic_increasing
    assert (curve["low"] < curve["coefficient"]).all()
    assert (curve["coefficient"] < curve["high"]).all()


def test_one_specification_of_the_curve_is_the_main_model(sample, curve):
    assert curve["is_main"].sum() == 1
    row = curve[curve["is_main"]].iloc[0]
    assert row[CHOICES].to_dict() == robustness.MAIN_CHOICES
    fitted = hours.fit(sample)
    expected = interval_of(fitted)
    assert row[["coefficient", "low", "high"]].tolist() == expected[["coefficient", "low", "high"]].tolist()
    assert (row["n"], row["clusters"]) == (fitted.result.nobs, 28)


def test_the_specifications_are_what_they_say(sample, curve):
    table = curve.set_index(CHOICES)[["coefficient", "low", "high"]]
    women = sample[sample["sex"] == "female"]
    assert len(women) < len(sample)
    relative = women.assign(
        rate=women["rate_per_piece"] / women.groupby("product")["rate_per_piece"].transform("mean"),
        hours=women["hours_per_week"] / women["hours_per_week"].mean(),
    )
    by_hand = smf.wls("hours ~ rate + C(product) + C(desa)", relative, weights=relative["weight"]).fit()
    row = table.loc[("none", "women", "levels", "weighted", "product_desa")]
    assert row["coefficient"] == pytest.approx(by_hand.params["rate"], rel=1e-8)
    usual = smf.ols(
        "log_hours ~ log_rate + age + age_squared + C(education) + children_under_six + household_size + C(product)",
        sample[~sample["outlier"]],
    ).fit()
    row = table.loc[("person", "without_outliers", "log_log", "unweighted", "product")]
    assert row["coefficient"] == pytest.approx(usual.params["log_rate"], rel=1e-8)


@pytest.mark.slow
def test_a_sample_with_too_few_workers_is_not_in_the_curve():
    sample = sample_from(invented(3, villages=8, each=10))
    men = sample.assign(sex=np.where(np.arange(len(sample)) < 29, "female", "male"))
    found = robustness.specification_curve(men)
    assert set(found["sample"]) == {"all", "without_outliers"}
    assert len(found) == 144
    with pytest.raises(UserError, match="30 workers"):
        robustness.specification_curve(sample.head(29))


def test_the_same_village_name_in_two_kecamatan_has_two_effects():
    workers = invented(6, villages=12)
    again = workers.assign(desa=workers["desa"].map({f"v{number}": f"v{number // 4}" for number in range(12)}))
    unique, repeated = (
        robustness.alternatives(sample_from(table)).set_index("check").loc["village_effects", "coefficient"]
        for table in (workers, again)
    )
    assert repeated == pytest.approx(unique, rel=1e-8)


# --- Quantiles ---


def test_quantile_regressions_are_those_of_statsmodels_and_minimise_the_loss(sample):
    found = robustness.quantile_regressions(sample, PLAIN)
    assert found["quantile"].tolist() == [0.1, 0.25, 0.5, 0.75, 0.9]
    assert (found["n"] == len(sample)).all()
    model, endog = hours.fit(sample, PLAIN).result.model, sample["log_hours"].to_numpy()
    exog, place = model.exog, model.exog_names.index("log_rate")
    n, parameters = exog.shape
    for row in found.itertuples():
        plain = smf.quantreg("log_hours ~ log_rate + C(product)", sample).fit(q=row.quantile, max_iter=5000)
        assert row.coefficient == pytest.approx(plain.params["log_rate"], abs=1e-5)
        # The linear programme that quantile regression is, with the coefficient held where it was found.
        cost = np.r_[np.zeros(2 * parameters), np.full(n, row.quantile), np.full(n, 1 - row.quantile)]
        equations = np.hstack([exog, -exog, np.eye(n), -np.eye(n)])
        free = optimize.linprog(cost, A_eq=equations, b_eq=endog, method="highs").fun
        held = np.zeros((1, len(cost)))
        held[0, place], held[0, parameters + place] = 1, -1
        fixed = optimize.linprog(
            cost, A_eq=np.vstack([equations, held]), b_eq=np.r_[endog, row.coefficient], method="highs"
        ).fun
        assert fixed == pytest.approx(free, rel=1e-5)


def test_the_interval_of_a_quantile_is_the_clustered_sandwich(sample, monkeypatch):
    monkeypatch.setattr(robustness, "_bandwidth", lambda residuals, quantile: 0.2)
    fitted = hours.fit(sample, PLAIN)
    exog, endog = fitted.result.model.exog, fitted.result.model.endog
    place = fitted.result.model.exog_names.index("log_rate")
    for row in robustness.quantile_regressions(sample, PLAIN).itertuples():
        residuals = endog - exog @ sm.QuantReg(endog, exog).fit(q=row.quantile, max_iter=5000).params
        density, meat = np.zeros((exog.shape[1],) * 2), np.zeros((exog.shape[1],) * 2)
        for name in sample["cluster"].unique():
            own = (sample["cluster"] == name).to_numpy()
            score = exog[own].T @ np.where(residuals[own] < -1e-5, row.quantile - 1, row.quantile)
            meat += np.outer(score, score)
            near = exog[own][np.abs(residuals[own]) <= 0.2]
            density += near.T @ near / 0.4
        variance = np.linalg.inv(density) @ meat @ np.linalg.inv(density)
        reach = stats.t.ppf(0.975, 27) * np.sqrt(variance[place, place])
        assert [row.low, row.high] == pytest.approx([row.coefficient - reach, row.coefficient + reach], abs=2e-5)


@pytest.mark.slow
def test_the_interval_of_a_quantile_covers_where_villages_share_their_error(monkeypatch):
    monkeypatch.setattr(robustness, "QUANTILES", (0.25, 0.5, 0.75))
    rows, ratios = [], []
    for seed in range(40):
        sample = sample_from(invented(seed, villages=30, each=12, village_sd=0.25, rate_village_sd=0.4))
        found = robustness.quantile_regressions(sample, PLAIN)
        rows.extend(((found["low"] < -0.2) & (found["high"] > -0.2)).tolist())
        if seed < 6:
            plain = smf.quantreg("log_hours ~ log_rate + C(product)", sample).fit(q=0.5)
            ratios.append((found.loc[1, "high"] - found.loc[1, "low"]) / 2 / 1.96 / plain.bse["log_rate"])
    assert 0.85 <= np.mean(rows) <= 0.995
    # As if workers were independent the intervals would be far too short.
    assert np.mean(ratios) > 1.4


# --- Interactions ---


def test_interactions_find_what_was_planted():
    table = sample_from(invented(12, villages=120, each=30))
    within = table["log_rate"] - table.groupby("product")["log_rate"].transform("mean")
    children = table["children_under_six"] - table["children_under_six"].mean()
    planted = 0.25 * within * (table["group_member"] == "yes") - 0.15 * within * children
    table = table.assign(log_hours=table["log_hours"] + planted)
    found = robustness.interactions(table).set_index(["with", "term"])
    assert found.index.tolist() == [
        ("children_under_six", "rate"),
        ("children_under_six", "interaction"),
        ("group_member", "rate"),
        ("group_member", "interaction"),
    ]
    expected = {
        ("group_member", "interaction"): 0.25,
        ("children_under_six", "interaction"): -0.15,
        ("group_member", "rate"): -0.2,
        # The rate at the mean number of children, over members and others.
        ("children_under_six", "rate"): -0.2 + 0.25 * (table["group_member"] == "yes").mean(),
    }
    for key, value in expected.items():
        row = found.loc[key]
        assert row["coefficient"] == pytest.approx(value, abs=0.08), key
        # Not far outside the interval: two and a half times its half width.
        assert abs(row["coefficient"] - value) < 1.25 * (row["high"] - row["low"]), key
    assert (found["p"].drop([("children_under_six", "rate")]) < 0.01).all()


def test_an_interaction_is_the_product_of_deviations(sample):
    within = sample["log_rate"] - sample.groupby("product")["log_rate"].transform("mean")
    children = sample["children_under_six"] - sample["children_under_six"].mean()
    plain = smf.ols(
        "log_hours ~ log_rate + product_of_both + children_under_six + C(product) + C(kecamatan)",
        sample.assign(product_of_both=within * children),
    ).fit()
    fitted = hours.fit(sample, Model("i", controls=(), interact="children_under_six"))
    assert fitted.result.params["log_rate x children_under_six"] == pytest.approx(
        plain.params["product_of_both"], rel=1e-8
    )
    assert fitted.coefficient == pytest.approx(plain.params["log_rate"], rel=1e-8)


def test_what_a_study_does_not_have_is_not_interacted(sample):
    for table in (sample.drop(columns="group_member"), sample.assign(group_member="no")):
        assert set(robustness.interactions(table)["with"]) == {"children_under_six"}
    nothing = robustness.interactions(sample.drop(columns=["group_member", "children_under_six"]))
    assert nothing.empty
    assert "coefficient" in nothing.columns


def test_what_is_the_same_in_all_complete_rows_is_not_interacted(sample):
    members = sample["group_member"] == "yes"
    found = robustness.interactions(sample.assign(age=sample["age"].mask(members)))
    assert set(found["with"]) == {"children_under_six"}


# --- Diagnostics ---


def checks(sample: pd.DataFrame, model: Model = PLAIN) -> pd.DataFrame:
    return diagnostics.tests(hours.fit(sample, model)).set_index("check")


@pytest.fixture(scope="module")
def quiet() -> pd.DataFrame:
    """Give a sample in which nothing is wrong."""
    return sample_from(invented(20, villages=40, each=20, village_sd=0.0))


def test_nothing_is_found_where_nothing_is_wrong(quiet):
    found = checks(quiet)
    assert found.index.tolist() == [
        "reset",
        "breusch_pagan",
        "normality",
        "vif",
        "cook",
        "clusters",
        "largest_cluster",
        "intraclass",
    ]
    assert not found["worry"].any()
    assert (found.loc[["reset", "breusch_pagan", "normality"], "p"] > 0.05).all()
    assert found.loc[["vif", "cook", "clusters", "largest_cluster", "intraclass"], "p"].isna().all()


@pytest.mark.slow
def test_the_tests_keep_their_level():
    refused = []
    for seed in range(80):
        found = checks(sample_from(invented(seed, villages=10, each=20, village_sd=0.0)))
        refused.append((found.loc[["reset", "breusch_pagan", "normality"], "p"] < 0.05).tolist())
    # 5 % of 80 are 4; more than 12 come by chance once in five thousand times.
    assert (np.sum(refused, axis=0) <= 12).all()
    assert np.sum(refused) > 0


def test_reset_finds_a_curve(quiet):
    within = quiet["log_rate"] - quiet.groupby("product")["log_rate"].transform("mean")
    found = checks(quiet.assign(log_hours=quiet["log_hours"] + 0.8 * within**2))
    assert found.loc["reset", "p"] < 0.001
    assert found.loc["reset", "worry"]
    # The form is put right by the square.
    again = hours.fit(
        quiet.assign(log_hours=quiet["log_hours"] + 0.8 * within**2, square=within**2),
        replace(PLAIN, controls=("square",)),
    )
    assert diagnostics.tests(again).set_index("check").loc["reset", "p"] > 0.05


def test_reset_is_an_f_test_of_squares_and_cubes_of_the_fitted_values(sample):
    fitted = hours.fit(sample, PLAIN).result
    values = np.asarray(fitted.fittedvalues)
    scale = (values - values.mean()) / values.std()  # the same column space, numerically tame
    wider = sm.OLS(fitted.model.endog, np.column_stack([fitted.model.exog, scale**2, scale**3])).fit()
    f = (fitted.ssr - wider.ssr) / 2 / (wider.ssr / wider.df_resid)
    found = checks(sample).loc["reset"]
    assert found["value"] == pytest.approx(f, rel=1e-4)
    assert found["p"] == pytest.approx(stats.f.sf(f, 2, wider.df_resid), rel=1e-4)


def test_breusch_pagan_finds_unequal_spread(quiet):
    within = quiet["log_rate"] - quiet.groupby("product")["log_rate"].transform("mean")
    noise = np.random.default_rng(1).normal(size=len(quiet)) * 0.3 * np.exp(within)
    spoilt = quiet.assign(log_hours=-0.2 * within + noise)
    found = checks(spoilt).loc["breusch_pagan"]
    assert found["p"] < 0.001
    assert found["worry"]
    # n times R-squared of the squared residuals on the regressors (Koenker's version).
    fitted = hours.fit(spoilt, PLAIN).result
    assert found["value"] == pytest.approx(len(quiet) * sm.OLS(fitted.resid**2, fitted.model.exog).fit().rsquared)


def test_jarque_and_bera_find_a_skew(quiet):
    skewed = quiet.assign(log_hours=-0.2 * quiet["log_rate"] + np.random.default_rng(2).exponential(0.3, len(quiet)))
    found = checks(skewed).loc["normality"]
    assert found["p"] < 1e-6
    assert found["worry"]
    residuals = np.asarray(hours.fit(skewed, PLAIN).result.resid)
    skew, kurtosis = stats.skew(residuals), stats.kurtosis(residuals)
    assert found["value"] == pytest.approx(len(residuals) / 6 * (skew**2 + kurtosis**2 / 4))


@pytest.mark.parametrize("planted", [0.0, 0.1, 0.3, 0.6])
def test_the_intraclass_correlation_is_what_was_planted(planted):
    rng = np.random.default_rng(3)
    sample = sample_from(invented(30, villages=500, each=12))
    sample = sample[rng.random(len(sample)) < 0.8]  # villages of different sizes
    shared = pd.Series(rng.normal(size=500), sample["cluster"].unique())
    errors = np.sqrt(planted) * sample["cluster"].map(shared) + np.sqrt(1 - planted) * rng.normal(size=len(sample))
    fitted = hours.fit(sample.assign(log_hours=-0.2 * sample["log_rate"] + 0.3 * errors), PLAIN)
    assert diagnostics.intraclass_correlation(fitted) == pytest.approx(planted, abs=0.04)


def test_the_intraclass_correlation_by_hand():
    # Two villages, residuals 1, 3 and 7, 9, 8: between 1 degree of freedom, within 3, typical size (5 - 13/5) / 1.
    fitted = hours.Fit(PLAIN, SimpleNamespace(resid=[1.0, 3, 7, 9, 8]), pd.Series(list("aabbb")), pd.RangeIndex(5))
    between = 2 * (2 - 5.6) ** 2 + 3 * (8 - 5.6) ** 2
    within = (1 + 1 + 1 + 1 + 0) / 3
    expected = (between - within) / (between + (2.4 - 1) * within)
    assert diagnostics.intraclass_correlation(fitted) == pytest.approx(expected, rel=1e-12)


def test_villages_that_differ_less_than_chance_have_no_intraclass_correlation():
    fitted = hours.Fit(PLAIN, SimpleNamespace(resid=[1.0, -1, 1, -1]), pd.Series(list("aabb")), pd.RangeIndex(4))
    assert diagnostics.intraclass_correlation(fitted) == 0


def test_variance_inflation_is_that_within_products(sample):
    assert checks(sample).loc["vif", "value"] == pytest.approx(1)
    model = replace(MAIN, controls=("age", "children_under_six"), effects=("product",))
    columns = ["log_rate", *model.controls]
    within = sample[columns] - sample.groupby("product")[columns].transform("mean")
    r2 = sm.OLS(within["log_rate"], within[list(model.controls)]).fit().rsquared
    assert checks(sample, model).loc["vif", "value"] == pytest.approx(1 / (1 - r2), rel=1e-8)
    twin = sample["log_rate"] + np.random.default_rng(4).normal(0, 0.05, len(sample))
    found = checks(sample.assign(twin=twin), replace(PLAIN, controls=("twin",)))
    assert found.loc["vif", "worry"]
    assert found.loc["vif", "value"] == pytest.approx(1 + 0.3**2 / 0.05**2, rel=0.5)


def test_influence_is_refitting_without_each_worker(sample):
    fitted = hours.fit(sample, PLAIN)
    found = diagnostics.influence(fitted)
    assert found.index.tolist() == sample.index.tolist()
    exog, endog, result = fitted.result.model.exog, fitted.result.model.endog, fitted.result
    n, parameters = exog.shape
    assert found["leverage"].sum() == pytest.approx(parameters)
    assert (found["fitted"] + found["residual"]).to_numpy() == pytest.approx(endog)
    for place in (0, 100, int(np.argmax(found["cook"]))):
        rest = np.arange(n) != place
        again = sm.OLS(endog[rest], exog[rest]).fit()
        moved = exog @ (result.params.to_numpy() - again.params)
        row = found.iloc[place]
        assert row["cook"] == pytest.approx(moved @ moved / parameters / result.mse_resid, rel=1e-8)
        assert row["standardised"] == pytest.approx(
            row["residual"] / np.sqrt(result.mse_resid * (1 - row["leverage"])), rel=1e-8
        )
        assert row["cluster"] == sample["cluster"].iloc[place]
    assert checks(sample).loc["cook", "value"] == found["cook"].max()


def test_a_worker_far_from_all_others_is_a_worry(quiet):
    far = quiet["log_hours"].copy()
    far.iloc[np.argmax(diagnostics.influence(hours.fit(quiet, PLAIN))["leverage"])] += 3
    assert checks(quiet.assign(log_hours=far)).loc["cook", "worry"]
    assert not checks(quiet).loc["cook", "worry"]


def test_few_and_large_villages_are_a_worry(quiet):
    found = checks(quiet)
    assert found.loc["clusters", "value"] == 40
    assert found.loc["largest_cluster", "value"] == pytest.approx(1 / 40)
    few = checks(quiet[quiet["cluster"].isin(quiet["cluster"].unique()[:29])])
    assert few.loc["clusters", "worry"]
    merged = quiet.assign(cluster=np.where(np.arange(len(quiet)) < 100, "one", quiet["cluster"]))
    found = checks(merged)
    assert found.loc["largest_cluster", "value"] == pytest.approx(100 / 800)
    assert found.loc["largest_cluster", "worry"]
