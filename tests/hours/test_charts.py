"""Pictures of notebook 03, from frames whose numbers are known."""

import numpy as np
import pandas as pd
import pytest
from shown import (
    bars,
    colours,
    frame,
    here,
    is_marked,
    key,
    level,
    marks,
    page_texts,
    spans,
    texts,
    ticks,
    upright,
    written,
)

from helpers.exhibits.style import BLUE, GREEN, PURPLE, VERMILLION
from helpers.hours import charts, robustness_charts

SAMPLE = frame("hours_per_week weight", [20.0, 1.0], [40.0, 2.0], [41.0, 1.0], [58.0, 1.0])
BY_PRODUCT = frame(
    "product season q25 median q75 n",
    ["cake_boards", "usual", 30.0, 42.5, 50.0, 60],
    ["cake_boards", "peak", 40.0, 55.0, 60.0, 50],
    ["shoe_sewing", "usual", 25.0, 35.0, 45.0, 40],
)
BINS = pd.DataFrame({"rate": np.log([50.0, 100.0, 200.0]), "hours": np.log([44.0, 40.0, 36.0]), "n": [400, 400, 400]})
ESTIMATORS = frame(
    "estimator coefficient low high first_stage_f robust_low robust_high",
    ["posted", -0.20, -0.35, -0.05, np.nan, np.nan, np.nan],
    ["earnings", -0.55, -0.65, -0.45, np.nan, np.nan, np.nan],
    ["instrumented", -0.30, -2.0, 1.4, 5.67, np.nan, np.nan],
)
RECALL = frame("recall_error posted earnings", [0.0, -0.2, -0.2], [0.1, -0.2, -0.4], [0.3, -0.21, -0.756])
COVERAGE = frame(
    "villages method coverage low high surveys",
    *(
        [villages, method, share, share - 0.01, share + 0.01, 2000]
        for villages, shares in ((12, (0.949, 0.93, 0.9, 0.8)), (40, (0.951, 0.945, 0.94, 0.85)))
        for method, share in zip(("cr2", "cr1_t", "cr1_normal", "ols"), shares, strict=True)
    ),
)
CHECKS = frame(
    "check coefficient low high",
    ["main", -0.20, -0.35, -0.05],
    ["weighted", -0.25, -0.40, -0.10],
    ["levels", -0.10, -0.30, 0.10],
)
QUANTILES = frame("quantile coefficient low high", [0.25, -0.3, -0.5, -0.1], [0.75, -0.1, -0.2, 0.0])
INTERACTIONS = frame(
    "check term coefficient low high",
    ["group_member", "regressor", -0.2, -0.3, -0.1],
    ["group_member", "interaction", 0.05, -0.1, 0.2],
)
VILLAGES = frame("cluster coefficient change rows", ["bergas/x1", -0.15, 0.05, 20], ["bawen/x2", -0.25, -0.05, 30])
CURVE = frame(
    "controls sample form weights effects coefficient low high is_main",
    ["none", "all", "log_log", "unweighted", "product", -0.30, -0.40, -0.20, False],
    ["all", "all", "log_log", "unweighted", "product_kecamatan", -0.20, -0.35, -0.05, True],
    ["person", "women", "levels", "weighted", "product_desa", 0.05, -0.10, 0.20, False],
)
RESIDUALS = frame(
    "fitted residual standardised leverage cook cluster",
    [3.5, 0.2, 1.1, 0.1, 0.01, "a"],
    [3.6, -0.4, -2.34, 0.2, 0.05, "a"],
    [3.7, 0.2, 1.0, 0.1, 0.0, "b"],
)


# --- Weekly hours ---


def test_weekly_hours_are_weighted_and_above_forty_means_above():
    drawn = charts.weekly_hours(here(), SAMPLE, BY_PRODUCT)
    left, right = drawn.figure.axes
    assert drawn.title == "Weekly hours: 40% work more than 40 hours in a usual week"
    assert [bar for bar in bars(left) if bar[3]] == [(20, 0, 5, 20), (40, 0, 5, 60), (55, 0, 5, 20)]
    assert upright(left) == upright(right) == [40]
    assert texts(left) == ["40 hours\n(law)"]
    assert [left.get_xlabel(), left.get_ylabel()] == ["hours in a usual week", "% of home workers"]


def test_weekly_hours_order_products_by_their_usual_median():
    drawn = charts.weekly_hours(here(), SAMPLE, BY_PRODUCT)
    right = drawn.figure.axes[1]
    assert ticks(right.yaxis) == {"Hand-sewing shoes": 0, "Cake boards": 1}
    assert marks(right, "o") == [(35, 0.16), (42.5, 1.16)]
    assert marks(right, "D") == [(55, 0.84)]
    assert spans(right) == [(25, 45, 0.16), (30, 50, 1.16), (40, 60, 0.84)]
    assert key(right) == ["usual", "peak season"]
    assert drawn.alt_text == ("Histogram of weekly hours; 40% above 40. By product: medians from 35.0 to 42.5 hours.")
    assert drawn.caption.startswith("Weighted; N = 4.")


def test_weekly_hours_in_indonesian():
    assert "42,5" in charts.weekly_hours(here("id"), SAMPLE, BY_PRODUCT).alt_text


# --- Hours against rates ---


def test_binned_scatter_is_relative_to_the_mean_rate_and_has_the_slope():
    drawn = charts.binned_scatter(here(), BINS, -0.143)
    axes = drawn.figure.axes[0]
    dots = np.asarray(axes.collections[0].get_offsets())
    assert dots[:, 0] == pytest.approx([0.5, 1, 2])
    assert dots[:, 1] == pytest.approx([44, 40, 36])
    assert axes.collections[0].get_sizes() == pytest.approx([960] * 3)
    line = axes.lines[0]
    drop = np.log(line.get_ydata()[-1] / line.get_ydata()[0]) / np.log(line.get_xdata()[-1] / line.get_xdata()[0])
    assert drop == pytest.approx(-0.143, rel=1e-3)
    assert texts(axes) == ["slope −0.14"]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert ticks(axes.xaxis) == {"0.5": 0.5, "0.7": 0.7, "1.0": 1, "1.4": 1.4, "2.0": 2}
    assert ticks(axes.yaxis) == {"36": 36, "38": 38, "40": 40, "42": 42, "44": 44}
    assert drawn.alt_text == "3 dots, each the mean of about 400 workers, with a line of slope −0.14."
    assert "N = 1,200" in drawn.caption


def test_binned_scatter_in_indonesian():
    axes = charts.binned_scatter(here("id"), BINS, -0.143).figure.axes[0]
    assert "−0,14" in texts(axes)[0]
    assert "0,5" in ticks(axes.xaxis)


# --- Estimators, recall, coverage ---


def test_estimators_stand_one_under_the_other_with_the_truth():
    drawn = charts.estimators(here(), ESTIMATORS, -0.2)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(-0.2, 3), (-0.55, 2), (-0.3, 1)]
    assert spans(axes) == [(-0.35, -0.05, 3), (-0.65, -0.45, 2), (-1.55, 1.4, 1)]
    assert marks(axes, "<") == [(-1.55, 1)]  # the interval goes on
    assert marks(axes, ">") == []
    assert texts(axes) == ["no bounds", "true: −0.20"]
    assert upright(axes) == [0, -0.2, -1]
    assert list(ticks(axes.yaxis)) == [
        "posted piece rate (main)",
        "hourly earnings",
        "hourly earnings, instrumented",
        "the same, valid with a weak instrument",
    ]
    assert drawn.alt_text == (
        "Three estimates with 95% intervals: posted piece rate (main) −0.20; hourly earnings −0.55; hourly earnings, "
        "instrumented −0.30."
    )
    assert drawn.caption.endswith("First-stage F: 5.7.")


def test_estimators_of_a_field_survey_have_no_truth():
    axes = charts.estimators(here("en", "field"), ESTIMATORS, None).figure.axes[0]
    assert texts(axes) == ["no bounds"]
    assert upright(axes) == [0, -1]


def test_recall_draws_both_estimates_against_the_elasticity_put_in():
    drawn = charts.recall(here(), RECALL, -0.2)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(0, -0.2), (0.1, -0.2), (0.3, -0.21)]
    assert marks(axes, "D") == [(0, -0.2), (0.1, -0.4), (0.3, -0.756)]
    assert level(axes) == [-0.2, -1]
    assert texts(axes) == ["on the posted rate", "on hourly earnings"]
    assert drawn.alt_text.endswith("stays near −0.20; on hourly earnings it falls to −0.76.")
    assert written(charts.recall(here("id"), RECALL, -0.2).figure.axes[0].yaxis, -0.5) == "−0,5"


def test_coverage_has_a_panel_for_each_number_of_villages():
    drawn = charts.coverage(here(), COVERAGE)
    many, few = drawn.figure.axes
    assert [many.get_title(loc="left"), few.get_title(loc="left")] == ["40 villages", "12 villages"]
    assert marks(many, "D") == [(95.1, 3)]
    assert marks(few, "o") == [(80, 0), (90, 1), (93, 2)]
    assert texts(few) == ["80.0%", "90.0%", "93.0%", "94.9%"]
    assert upright(many) == [95]
    assert ticks(many.yaxis) == {
        "ordinary least squares": 0,
        "CR1, normal": 1,
        "CR1, t(G−1)": 2,
        "CR2, Satterthwaite": 3,
    }
    assert drawn.title == "How often 95% intervals cover the true elasticity, in 2,000 invented surveys each"
    assert drawn.alt_text == (
        "Dots with intervals. 12 villages: CR2, Satterthwaite 94.9%; 12 villages: CR1, normal 90.0%; 40 villages: CR2, "
        "Satterthwaite 95.1%; 40 villages: CR1, normal 94.0%."
    )


def test_a_simulation_is_not_marked_as_the_survey_is():
    drawn = charts.coverage(here(), COVERAGE)
    assert drawn.rests_on == "simulation"
    assert not is_marked(drawn.figure)
    assert page_texts(drawn.figure)[-1] == "Source: data/simulation/coverage.csv, made by make simulate"


# --- Robustness ---


def test_robustness_draws_checks_quantiles_and_differences():
    drawn = robustness_charts.robustness(here(), CHECKS, QUANTILES, INTERACTIONS, -0.2)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(-0.2, 5), (-0.25, 4), (-0.1, 3), (-0.3, 2), (-0.1, 1), (0.05, 0)]
    assert colours(axes, "o") == [VERMILLION, BLUE, BLUE, GREEN, GREEN, PURPLE]
    assert list(ticks(axes.yaxis)) == [
        "Main model",
        "Sampling weights",
        "Levels, elasticity at the means",
        "Quantile 25%",
        "Quantile 75%",
        "Difference for group members",
    ]
    assert drawn.alt_text.endswith("Over the checks the elasticity runs from −0.25 to −0.10.")
    assert drawn.data["kind"].tolist() == ["check"] * 3 + ["quantile"] * 2 + ["interaction"] * 2


def test_without_each_village_is_ordered_around_the_main_estimate():
    drawn = robustness_charts.without_each_village(here(), VILLAGES, -0.2)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(-0.25, 0), (-0.15, 1)]
    assert upright(axes) == [-0.2]
    assert list(ticks(axes.yaxis)) == ["bawen/x2", "bergas/x1"]
    assert drawn.alt_text == (
        "Dots, one per village. Without bawen/x2 the elasticity is −0.25, without bergas/x1 it is −0.15."
    )
    assert written(axes.xaxis, -0.25) == "−0.25"


def test_villages_have_the_names_of_the_form():
    code, name = next(iter(here().form.choice_labels("desa", "en").items()))
    rows = VILLAGES.assign(cluster=[f"any/{code}", "bawen/x2"])
    assert name in ticks(robustness_charts.without_each_village(here(), rows, -0.2).figure.axes[0].yaxis)


def test_specification_curve_marks_the_main_one_and_the_choices_of_each():
    drawn = robustness_charts.specification_curve(here(), CURVE, -0.2)
    upper, lower = drawn.figure.axes
    assert marks(upper, ".") == [(2, 0.05), (0, -0.3), (1, -0.2)]
    assert marks(upper, "D") == [(1, -0.2)]
    assert level(upper) == [0, -0.2]
    places = ticks(lower.yaxis)
    chosen = marks(lower, "|")
    assert len(chosen) == 15
    assert (0, places["Controls: no controls"]) in chosen
    assert (1, places["Controls: all controls"]) in chosen
    assert (2, places["Sample: women only"]) in chosen
    assert drawn.title == "All 3 specifications, ordered by the elasticity"
    assert drawn.alt_text == "3 estimates from −0.30 to 0.05; 2 below zero, 2 clearly not zero."
    assert level(robustness_charts.specification_curve(here(), CURVE, None).figure.axes[0]) == [0]


def test_residuals_in_three_views():
    drawn = robustness_charts.residuals(here(), RESIDUALS)
    left, middle, right = drawn.figure.axes
    assert marks(left, ".") == [(3.5, 0.2), (3.6, -0.4), (3.7, 0.2)]
    assert [y for _x, y in marks(middle, ".")] == [-2.34, 1, 1.1]
    assert marks(middle, ".")[1][0] == 0  # the middle one of three is expected at the mean
    assert right.collections[0].get_sizes() == pytest.approx([12, 48, 3])
    assert [axes.get_xlabel() for axes in drawn.figure.axes] == ["fitted log hours", "if normal", "leverage"]
    assert drawn.alt_text == "Three scatter plots of 3 residuals; the largest standardised one is 2.3."


@pytest.mark.parametrize(("provenance", "marked"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(
    ("draw", "arguments"),
    [
        (charts.weekly_hours, (SAMPLE, BY_PRODUCT)),
        (charts.binned_scatter, (BINS, -0.1)),
        (charts.estimators, (ESTIMATORS, None)),
        (charts.recall, (RECALL, -0.2)),
        (robustness_charts.robustness, (CHECKS, QUANTILES, INTERACTIONS, None)),
        (robustness_charts.without_each_village, (VILLAGES, -0.2)),
        (robustness_charts.specification_curve, (CURVE, None)),
        (robustness_charts.residuals, (RESIDUALS,)),
    ],
)
def test_what_comes_from_the_survey_is_marked_where_it_is_invented(draw, arguments, provenance, marked):
    drawn = draw(here("en", provenance), *arguments)
    assert is_marked(drawn.figure) is marked
    assert drawn.name.startswith("03_")
    assert page_texts(drawn.figure)[-1] == "Source: survey.csv of the study"
