"""The picture of the explorer: what it draws for a choice, before it becomes pixels."""

import pandas as pd
import pytest
from matplotlib.figure import Figure
from shown import DEMONSTRATION, bars, here, page_texts, upright, written

from helpers.start import explorer_chart
from helpers.start.explorer import Choice, View

PAY = pd.Series([2000.0, 9999.0, 10_000.0, 30_000.0])
WEIGHT = pd.Series([2.0, 1.0, 1.0, 1.0])
HOURLY = Choice()


@pytest.fixture
def draw(monkeypatch):
    """Draw a view and return the figure instead of its pixels."""
    kept = []
    monkeypatch.setattr(Figure, "savefig", lambda figure, *_file, **_options: kept.append(figure))

    def drawn(view, choice=HOURLY, language="en", provenance="demonstration"):
        explorer_chart.distribution(view, choice, here(language, provenance).study, language)
        return kept[-1]

    return drawn


def view(pay=PAY, weight=WEIGHT, minimum=10_000.0):
    """Return a view of four workers around the line."""
    return View(pay, weight, minimum, ())


def test_bars_are_weighted_shares_by_tenths_of_the_minimum(draw):
    axes = draw(view()).axes[0]
    # The last bar holds all above it.
    assert [bar for bar in bars(axes) if bar[3]] == [(2, 0, 1, 40), (9, 0, 1, 20), (10, 0, 1, 20), (23, 0, 1, 20)]
    assert upright(axes) == [10]
    assert axes.get_xlabel() == "thousand rupiah an hour"
    assert axes.get_ylabel() == "% of home workers"


@pytest.mark.parametrize(("language", "said"), [("en", "60% below Rp 10,000"), ("id", "Rp10.000")])
def test_the_share_below_stands_above_the_bars(draw, language, said):
    assert said in page_texts(draw(view(), language=language))[0]


def test_bars_below_and_from_the_minimum_on_differ_without_colour(draw):
    hatches = [bar.get_hatch() for bar in draw(view()).axes[0].patches]
    assert hatches == [""] * 10 + ["////"] * 14


def test_monthly_pay_is_in_million_rupiah(draw):
    figure = draw(view(PAY * 200, minimum=2_000_000.0), Choice(monthly=True))
    axes = figure.axes[0]
    assert upright(axes) == [2]
    assert axes.get_xlabel() == "million rupiah a month"
    assert written(axes.xaxis, 1.5) == "1.5"
    assert page_texts(figure)[0] == "60% below Rp 2,000,000"


def test_without_a_minimum_wage_there_is_no_line(draw):
    figure = draw(view(minimum=None))
    assert upright(figure.axes[0]) == []
    assert page_texts(figure) == [DEMONSTRATION]
    assert sum(bar[3] for bar in bars(figure.axes[0])) == pytest.approx(100)


def test_without_workers_there_are_no_bars(draw):
    assert bars(draw(view(PAY[:0], WEIGHT[:0])).axes[0]) == []


@pytest.mark.parametrize(("provenance", "note"), [("demonstration", DEMONSTRATION), ("field", "")])
def test_the_picture_is_marked_where_the_survey_is_invented(draw, provenance, note):
    assert page_texts(draw(view(), provenance=provenance))[-1] == note


def test_a_picture_comes_out():
    assert explorer_chart.distribution(view(), Choice(), here().study, "en").startswith(b"\x89PNG")
