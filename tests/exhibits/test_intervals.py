"""Estimates with their intervals, one under the other."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from shown import colours, marks, spans, texts, ticks, upright, written

from helpers.exhibits import intervals
from helpers.exhibits.style import BLUE, GREEN

LINES = [("first", -0.2, -0.3, -0.1, BLUE), ("second", 0.4, -2.0, 2.0, GREEN), ("third", np.nan, np.nan, np.nan, BLUE)]


def drawn(unbounded="", limits=None, language="en"):
    """Draw the three lines."""
    axes = Figure().add_subplot()
    intervals.forest(axes, LINES, language, unbounded, limits)
    return axes


def test_the_first_line_is_on_top():
    axes = drawn()
    assert ticks(axes.yaxis) == {"first": 2, "second": 1, "third": 0}
    assert marks(axes, "o") == [(-0.2, 2), (0.4, 1)]
    assert colours(axes, "o") == [BLUE, GREEN]
    assert spans(axes) == [(-0.3, -0.1, 2), (-2, 2, 1)]
    assert upright(axes) == [0]


def test_without_limits_everything_and_zero_is_seen():
    assert drawn().get_xlim() == pytest.approx((-2.03, 2.03))
    axes = Figure().add_subplot()
    intervals.forest(axes, [("one", 0.5, 0.4, 0.6, BLUE)], "en", "", None)
    assert axes.get_xlim() == pytest.approx((-0.03, 0.63))


def test_what_reaches_beyond_the_limits_ends_in_arrows():
    axes = drawn(limits=(-1, 1))
    assert spans(axes) == [(-0.3, -0.1, 2), (-1, 1, 1)]
    assert marks(axes, "<") == [(-1, 1)]
    assert marks(axes, ">") == [(1, 1)]


@pytest.mark.parametrize(("unbounded", "said"), [("no bounds", ["no bounds"]), ("", [])])
def test_an_interval_without_bounds_is_told(unbounded, said):
    assert texts(drawn(unbounded)) == said


@pytest.mark.parametrize(("language", "text"), [("en", "−0.5"), ("id", "−0,5")])
def test_numbers_are_written_with_one_decimal(language, text):
    assert written(drawn(language=language).xaxis, -0.5) == text


@pytest.mark.parametrize(("language", "text"), [("en", "true: −0.20"), ("id", "−0,20")])
def test_the_truth_of_an_invented_survey_is_labelled(language, text):
    axes = Figure().add_subplot()
    intervals.truth_line(axes, -0.2, language)
    assert upright(axes) == [-0.2]
    assert texts(axes)[0].endswith(text)


def test_a_field_survey_has_no_truth_to_draw():
    axes = Figure().add_subplot()
    intervals.truth_line(axes, None, "en")
    assert not axes.lines
    assert not axes.texts
