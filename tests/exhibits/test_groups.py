"""Shares by group, panel beside panel."""

import pytest
from shown import colours, frame, here, marks, spans, ticks, upright, written

from helpers.exhibits import groups, style
from helpers.exhibits.style import BLUE, VERMILLION

ROWS = frame(
    "measure by group estimate low high n",
    ["a", "", "", 0.5, 0.4, 0.6, 1234],
    ["a", "sex", "male", 0.3, 0.2, 0.4, 234],
    ["a", "sex", "female", 0.6, 0.5, 0.7, 1000],
    ["a", "contract", "oral", 0.1, 0.0, 0.2, 30],
    ["b", "sex", "female", 0.9, 0.8, 1.0, 900],
)


@pytest.fixture
def panels():
    figure = style.canvas(here(), 2, "Title", ("one.csv",))
    groups.draw(here(), figure, ROWS, {"a": "share of a, %", "b": "share of b, %"})
    return figure.axes


def test_groups_follow_the_form_below_the_heading_of_their_question(panels):
    assert ticks(panels[0].yaxis) == {
        "All home workers (1,234)": 0,
        "Woman (1,000)": -2.25,
        "Man (234)": -3.25,
        "Spoken (30)": -5.5,
        "Sex": -1.25,
        "Agreement": -4.5,
    }
    bold = [label.get_text() for label in panels[0].get_yticklabels() if label.get_weight() == "bold"]
    assert bold == ["Sex", "Agreement"]


def test_estimates_and_intervals_are_per_cent(panels):
    first, second = panels
    assert marks(first, "D") == [(50, 0)]
    assert marks(first, "o") == [(60, -2.25), (30, -3.25), (10, -5.5)]
    assert spans(first) == [(40, 60, 0), (50, 70, -2.25), (20, 40, -3.25), (0, 20, -5.5)]
    assert colours(first, "D") == [VERMILLION]
    assert set(colours(first, "o")) == {BLUE}
    assert marks(second, "o") == [(90, -2.25)]
    assert [axes.get_xlabel() for axes in panels] == ["share of a, %", "share of b, %"]


def test_only_a_panel_with_all_workers_has_their_line(panels):
    assert upright(panels[0]) == [50]
    assert upright(panels[1]) == []


def test_panels_share_the_groups_and_leave_room_at_both_ends(panels):
    assert panels[0].get_ylim() == panels[1].get_ylim() == pytest.approx((-6.2, 0.7))
    assert written(panels[0].xaxis, 50) == "50"


def test_height_counts_groups_and_headings():
    assert groups.height(ROWS) == pytest.approx(0.2 * (4 + 2) + 0.7)
