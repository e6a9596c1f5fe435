"""Sentences of notebook 03: each branch, word for word."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from shown import INVENTED, frame, here

from helpers.exhibits.here import Here
from helpers.hours import sentences
from helpers.hours.model import MAIN, Fit

SAMPLE = frame("hours_per_week weight", [20.0, 1.0], [40.0, 2.0], [41.0, 1.0], [58.0, 1.0])
MAIN_ROW = pd.Series(
    {
        "coefficient": -0.2,
        "low": -0.35,
        "high": -0.05,
        "df": 11.26,
        "n": 1150,
        "clusters": 40,
        "p_bootstrap": 0.0149,
        "se_cr2": 0.05,
    }
)
ESTIMATORS = frame(
    "estimator coefficient first_stage_f robust_low robust_high",
    ["posted", -0.20, np.nan, np.nan, np.nan],
    ["earnings", -0.55, np.nan, np.nan, np.nan],
    ["instrumented", -0.30, 5.67, -1.2, 0.4],
)
CHECKS = frame("check coefficient", ["main", -0.2], ["weighted", -0.256], ["levels", 0.1])
VILLAGES = frame("cluster coefficient change rows", ["bergas/x1", -0.15, 0.05, 20], ["bawen/x2", -0.3, -0.1, 1030])
CURVE = frame(
    "coefficient low high is_main", [-0.3, -0.4, -0.2, False], [-0.2, -0.35, 0.05, True], [0.05, 0.01, 0.2, False]
)


def with_truth(elasticity: float) -> Here:
    """Return the study as if its survey had been drawn with this elasticity."""
    return Here(replace(here().study, truth={"elasticity": elasticity}), "en")


def test_hours_weigh_and_do_not_count_forty_as_more():
    assert sentences.hours(here(), SAMPLE) == INVENTED + (
        "The mean week has 39.8 hours (N = 4); 40% work more than forty. That is the legal limit for employees (PP 35/2021 art. "
        "21); whether it binds depends on the employment relationship."
    )
    assert "39,8" in sentences.hours(here("id"), SAMPLE)


def test_main_reads_the_elasticity_as_a_change_for_a_rate_ten_per_cent_higher():
    # 1.1 ** -0.2 = 0.9811, 1.1 ** -0.35 = 0.9672, 1.1 ** -0.05 = 0.9952
    assert sentences.main(here("en", "field"), MAIN_ROW) == (
        "Where the posted rate is 10% higher, for the same product in the same kecamatan and for a like worker, weekly hours are "
        "1.9% lower (95% interval −3.3% to −0.5%; CR2 with 11.3 degrees of freedom, N = 1,150, 40 villages; bootstrap p = 0.01). "
        "The interval leaves out zero."
    )
    said = sentences.main(here("id"), MAIN_ROW)
    assert all(text in said for text in ("1,9%", "−3,3%", "N = 1.150"))


@pytest.mark.parametrize(
    ("coefficient", "low", "high", "direction", "verdict"),
    [
        (0.2, 0.05, 0.35, "1.9% higher", "The interval leaves out zero."),
        (
            0.2,
            -0.05,
            0.45,
            "1.9% higher",
            "The interval holds zero: the sample does not tell whether hours fall or rise with the rate.",
        ),
        (
            -0.2,
            -0.40,
            0.0,
            "1.9% lower",
            "The interval holds zero: the sample does not tell whether hours fall or rise with the rate.",
        ),
    ],
)
def test_main_says_the_direction_and_whether_zero_is_possible(coefficient, low, high, direction, verdict):
    row = pd.Series({**MAIN_ROW, "coefficient": coefficient, "low": low, "high": high})
    said = sentences.main(here("en", "field"), row)
    assert direction in said
    assert said.endswith(verdict)


@pytest.mark.parametrize(
    ("truth", "end"),
    [
        (-0.1, "an elasticity of −0.10; the interval covers it."),
        (-0.5, "an elasticity of −0.50; this interval does not cover it, as one in twenty will not."),
    ],
)
def test_main_of_an_invented_survey_is_held_against_the_truth(truth, end):
    assert sentences.main(with_truth(truth), MAIN_ROW).endswith(end)


def test_left_out_controls_have_their_reason():
    left_out = {"age": "absent", "age_squared": "collinear", "group_member": "constant"}
    fitted = Fit(MAIN, None, pd.Series(dtype=str), pd.RangeIndex(0), left_out)
    assert sentences.left_out(here(), fitted) == (
        "Left out of the model: Age: the study does not have it; age_squared: the others determine it; Group member: it is the "
        "same for everyone."
    )


def test_no_control_is_left_out():
    fitted = Fit(MAIN, None, pd.Series(dtype=str), pd.RangeIndex(0))
    assert sentences.left_out(here(), fitted) == "Every control of the main model is in it."


FIRST = (
    "On hourly earnings the elasticity is −0.55, on the posted rate −0.20. With the posted rate of the others in the village as "
    "instrument it is −0.30; the first stage has F = {f}. "
)


@pytest.mark.parametrize(
    ("f", "robust_low", "verdict"),
    [
        (
            5.67,
            -1.2,
            "The instrument is weak (below {strong}); the interval that holds all the same runs from −1.20 to 0.40.",
        ),
        (
            5.67,
            np.nan,
            "The instrument is weak (below {strong}): its estimate says nothing, and the interval that holds with a weak "
            "instrument has no bounds.",
        ),
        (200.04, np.nan, "The instrument is strong."),
    ],
)
def test_earnings_judge_the_instrument(f, robust_low, verdict):
    rows = ESTIMATORS.assign(first_stage_f=f, robust_low=robust_low)
    said = sentences.earnings(here("en", "field"), rows)
    assert said == FIRST.format(f=round(f, 1)) + verdict.format(strong=round(sentences.STRONG, 1))


def test_robustness_names_the_ends():
    quantiles = frame("coefficient", [-0.4], [-0.1])
    assert sentences.robustness(here("en", "field"), CHECKS, quantiles) == (
        "Changing one choice at a time moves the elasticity between −0.26 (sampling weights) and 0.10 (levels, elasticity at the "
        "means); along the spread of hours it runs from −0.40 to −0.10."
    )


def test_without_each_village_measures_in_standard_errors():
    assert sentences.without_each_village(here("en", "field"), VILLAGES, MAIN_ROW) == (
        "The village that moves the estimate most is x2: without its 1,030 workers the elasticity is −0.30, a change of 2.0 "
        "standard errors."
    )
    assert "1.030" in sentences.without_each_village(here("id"), VILLAGES, MAIN_ROW)


def test_specifications_count_signs_and_the_place_of_the_main_one():
    assert sentences.specifications(here("en", "field"), CURVE) == (
        "Of 3 specifications 2 give a negative elasticity, between −0.30 and 0.05; 2 have an interval without zero. The main one "
        "is number 2 from the lowest."
    )


def test_coverage_of_each_design_is_no_sentence_from_the_survey():
    rows = frame(
        "villages method coverage surveys",
        [12, "cr2", 0.949, 2000],
        [12, "cr1_normal", 0.901, 2000],
        [40, "cr2", 0.951, 2000],
        [40, "cr1_normal", 0.94, 2000],
    )
    assert sentences.coverage(here(), rows) == (
        "In 2,000 invented surveys of each kind, with 12 villages 94.9% of the CR2 intervals cover the truth, and 90.1% of those "
        "by CR1, normal; with 40 villages 95.1% of the CR2 intervals cover the truth, and 94.0% of those by CR1, normal."
    )
    assert "2.000" in sentences.coverage(here("id"), rows)


@pytest.mark.parametrize(("provenance", "front"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(
    ("say", "arguments"),
    [
        (sentences.hours, (SAMPLE,)),
        (sentences.main, (MAIN_ROW,)),
        (sentences.earnings, (ESTIMATORS,)),
        (sentences.robustness, (CHECKS, CHECKS)),
        (sentences.without_each_village, (VILLAGES, MAIN_ROW)),
        (sentences.specifications, (CURVE,)),
    ],
)
def test_a_sentence_from_an_invented_survey_says_so_first(say, arguments, provenance, front):
    assert say(here("en", provenance), *arguments).startswith(INVENTED) is front
