"""Pictures of notebook 02, from frames whose numbers are known."""

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
    marks,
    page_texts,
    spans,
    texts,
    ticks,
    upright,
    written,
)

from helpers.exhibits import LeftOut
from helpers.exhibits.style import BLUE, VERMILLION
from helpers.wages import charts, published_charts

# Two of four workers are below 10,000 an hour, with three fifths of the weight; one gets just the minimum.
CLEAN = pd.DataFrame(
    {
        "hourly_gross": [4000.0, 9999.0, 10000.0, 45000.0, np.nan],
        "monthly_gross": [500_000.0, 2_500_000.0, 2_000_000.0, 2_100_000.0, np.nan],
        "weight": [2.0, 1.0, 1.0, 1.0, 7.0],
    }
)
MINIMUMS = {"hourly_gross": 10_000.0, "monthly_gross": 2_000_000.0}
GROUPS = frame(
    "measure by group estimate low high n",
    ["v0", "", "", 0.70, 0.60, 0.80, 1200],
    ["v0", "product", "cake_boards", 0.90, 0.80, 0.95, 700],
    ["v0", "product", "shoe_sewing", 0.40, 0.30, 0.50, 500],
    ["mean_gap", "", "", 0.35, 0.30, 0.40, 800],
    ["mean_gap", "product", "cake_boards", 0.45, 0.40, 0.50, 600],
)
NET = frame(
    "definition measure estimate low high n",
    ["hourly_gross", "median_pay", 8000.0, 7500.0, 8500.0, 1150],
    ["hourly_gross", "v0", 0.7, 0.6, 0.8, 1150],
    ["hourly_net", "median_pay", 6000.0, 5500.0, 6500.0, 1150],
    ["hourly_net", "v0", 0.825, 0.7, 0.9, 1150],
)
RATES = frame(
    "product minutes cost posted needed needed_low needed_high n times",
    ["shoe_sewing", 30.0, 100.0, 4000.0, 5000.0, 4500.0, 5500.0, 40, 1.25],
    ["cake_boards", 10.0, 10.0, 500.0, 2000.0, 1800.0, 2200.0, 60, 4.0],
    ["patchwork", 60.0, 0.0, 3300.0, 3000.0, 2900.0, 3100.0, 20, 0.9],
)
LEVELS = frame(
    "place kind year amount_idr rank",
    ["Kabupaten Semarang", "UMK", 2019, 2_055_000, 3],
    ["Kabupaten Semarang", "UMK", 2021, 2_302_798, 2],
    ["Kota Semarang", "UMK", 2019, 2_498_588, 1],
    ["Kota Semarang", "UMK", 2021, 2_810_025, 1],
    ["Jawa Tengah", "UMP", 2021, 1_798_979, np.nan],
)
JOBS = frame(
    "obs_id work work_id place year in_study_area evidence_grade share_low share_high hourly_share_low hourly_share_high "
    "minimum_kind why_not",
    ["P1", "sewing", "menjahit", "Jepara", 2019, False, "D", 1.2, 1.4, np.nan, np.nan, "UMP", ""],
    ["P2", "trimming", "mbatil", "Bawen, Kabupaten Semarang", 2021, True, "C", 0.2, 0.4, 0.1, 0.3, "UMK", ""],
    ["P3", "gloves", "sarung tangan", "Malang", np.nan, False, "A", 0.5, np.nan, np.nan, np.nan, "quoted", ""],
    ["P4", "boxes", "kotak", "Solo", np.nan, False, "A", np.nan, np.nan, np.nan, np.nan, "", "no year"],
).astype({"year": "Int64"})


# --- How pay is spread ---


def test_distribution_puts_the_weighted_shares_below_into_the_title():
    title = charts.pay_distribution(here(), CLEAN, MINIMUMS).title
    assert title == "Pay beside the minimum wage: by the hour 60% are below, by the month 40%"


def test_distribution_counts_pay_equal_to_the_minimum_as_at_the_minimum():
    drawn = charts.pay_distribution(here(), CLEAN, MINIMUMS)
    hourly, monthly = drawn.figure.axes
    # Bars of a tenth of the minimum, in thousand rupiah; the last holds all above it.
    assert [bar for bar in bars(hourly) if bar[3]] == [(4, 0, 1, 40), (9, 0, 1, 20), (10, 0, 1, 20), (19, 0, 1, 20)]
    assert [bar[0] for bar in bars(monthly) if bar[3]] == [0.4, 2.0, 2.4]
    assert drawn.data.loc[drawn.data["pay"] == "hourly_gross", "share"].sum() == pytest.approx(1)


def test_distribution_labels_minimum_and_axes_with_units():
    hourly, monthly = charts.pay_distribution(here(), CLEAN, MINIMUMS).figure.axes
    assert upright(hourly) == [10]
    assert upright(monthly) == [2]
    assert texts(hourly) == ["hourly minimum\nRp 10,000"]
    assert texts(monthly) == ["UMK\nRp 2,000,000"]
    assert [hourly.get_xlabel(), monthly.get_xlabel()] == ["thousand rupiah an hour", "million rupiah a month"]
    assert hourly.get_ylabel() == "% of home workers"
    assert written(monthly.xaxis, 1.5) == "1.5"
    assert [bar.get_hatch() for bar in hourly.patches] == [""] * 10 + ["////"] * 10


def test_distribution_of_hourly_pay_alone():
    drawn = charts.pay_distribution(here("id"), CLEAN.assign(monthly_gross=np.nan), MINIMUMS)
    assert len(drawn.figure.axes) == 1
    assert "60%" in drawn.title
    assert texts(drawn.figure.axes[0])[0].endswith("Rp10.000")


def test_distribution_describes_itself():
    alt = charts.pay_distribution(here(), CLEAN, MINIMUMS).alt_text
    assert alt == (
        "Two histograms: 60.0% of the weighted workers lie below Rp 10,000 (an hour); 40.0% of the weighted workers lie "
        "below Rp 2,000,000 (a month)."
    )


# --- By group ---


def test_groups_are_drawn_with_intervals_in_the_order_of_the_form():
    share, gap = charts.shortfall_by_group(here(), GROUPS).figure.axes
    assert marks(share, "D") == [(70, 0)]
    assert marks(share, "o") == [(40, -2.25), (90, -3.25)]
    assert spans(share) == [(60, 80, 0), (30, 50, -2.25), (80, 95, -3.25)]
    assert marks(gap, "o") == [(45, -3.25)]
    assert upright(share) == [70]
    assert upright(gap) == [35]
    assert ticks(share.yaxis) == {
        "All home workers (1,200)": 0,
        "Hand-sewing shoes (500)": -2.25,
        "Cake boards (700)": -3.25,
        "Product": -1.25,
    }
    assert share.get_xlabel() == "share below the minimum, % (v0)"
    assert gap.get_xlabel() == "mean gap of those below, % (v1/v0)"


def test_groups_name_the_lowest_and_the_highest_product():
    assert charts.shortfall_by_group(here(), GROUPS).alt_text == (
        "Dots with intervals by group. Share below by product: lowest Hand-sewing shoes (40.0%), highest Cake boards (90.0%)."
    )
    assert "90,0%" in charts.shortfall_by_group(here("id"), GROUPS).alt_text


def test_groups_count_in_indonesian_notation():
    share = charts.shortfall_by_group(here("id"), GROUPS).figure.axes[0]
    assert any("(1.200)" in label for label in ticks(share.yaxis))


# --- From gross to net ---


def test_gross_to_net_draws_medians_in_thousand_rupiah():
    drawn = charts.gross_to_net(here(), NET, 13_311.0)
    axes = drawn.figure.axes[0]
    assert [bar[2] for bar in bars(axes)] == [6, 8]
    assert spans(axes) == [(5.5, 6.5, 0), (7.5, 8.5, 1)]
    assert ticks(axes.yaxis) == {"after the worker's costs": 0, "before costs": 1}
    assert upright(axes) == [13.311]
    assert texts(axes) == [
        "Rp 6,000 an hour; 82.5% below",
        "Rp 8,000 an hour; 70.0% below",
        "hourly minimum\nRp 13,311",
    ]
    assert drawn.alt_text == "Bars of median hourly pay: before costs Rp 8,000; after the worker's costs Rp 6,000."
    assert drawn.caption.startswith("The same 1,150 workers in all bars")
    assert axes.get_xlabel() == "median pay, thousand rupiah an hour"


def test_gross_to_net_in_indonesian():
    axes = charts.gross_to_net(here("id"), NET, 13_311.0).figure.axes[0]
    assert "Rp6.000" in texts(axes)[0]
    assert "82,5%" in texts(axes)[0]


# --- Piece rates ---


def test_piece_rates_draw_the_paid_part_with_the_lowest_at_the_bottom():
    drawn = charts.piece_rates(here(), RATES)
    axes = drawn.figure.axes[0]
    assert [bar[2] for bar in bars(axes)] == [100, 100, 100, 25, 80, 100]
    assert list(ticks(axes.yaxis)) == ["Cake boards", "Hand-sewing shoes", "Piling patchwork"]
    assert texts(axes) == [
        "Rp 500 paid, Rp 2,000 needed",
        "Rp 4,000 paid, Rp 5,000 needed",
        "Rp 3,300 paid, Rp 3,000 needed",
    ]
    # Beside a short bar, inside a long one.
    assert [text.get_position()[0] for text in axes.texts] == pytest.approx([26.5, 78.5, 98.5])
    assert [text.get_horizontalalignment() for text in axes.texts] == ["left", "right", "right"]
    assert drawn.alt_text == (
        "Bars by product: the paid rate is between 25% (Cake boards) and 110% (Piling patchwork) of the one that would "
        "meet the minimum wage."
    )


# --- What a study cannot have, and what is marked ---

NO_PAY = CLEAN.assign(hourly_gross=np.nan, monthly_gross=np.nan)


@pytest.mark.parametrize(
    ("draw", "arguments", "question"),
    [
        (charts.pay_distribution, (NO_PAY, MINIMUMS), "(hours_per_day)"),
        (charts.shortfall_by_group, (GROUPS[:0],), "(hours_per_day)"),
        (charts.gross_to_net, (NET[:0], 1.0), "(cost_materials)"),
        (charts.piece_rates, (RATES.assign(needed=np.nan),), "(minutes_per_unit)"),
    ],
)
def test_without_answers_a_figure_is_left_out_and_names_its_questions(draw, arguments, question):
    left = draw(here(), *arguments)
    assert isinstance(left, LeftOut)
    assert left.why.startswith("Too few answers, or none, to what this rests on: ")
    assert question in left.why
    assert left.name.startswith("02_")


@pytest.mark.parametrize(("provenance", "marked"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(
    ("draw", "arguments"),
    [
        (charts.pay_distribution, (CLEAN, MINIMUMS)),
        (charts.shortfall_by_group, (GROUPS,)),
        (charts.gross_to_net, (NET, 13_311.0)),
        (charts.piece_rates, (RATES,)),
    ],
)
def test_what_comes_from_the_survey_is_marked_where_it_is_invented(draw, arguments, provenance, marked):
    drawn = draw(here("en", provenance), *arguments)
    assert drawn.rests_on == "survey"
    assert is_marked(drawn.figure) is marked
    assert page_texts(drawn.figure)[-1].startswith("Source: survey.csv of the study; minimum wage: data/reference/")


@pytest.mark.parametrize(
    ("draw", "rows"), [(published_charts.minimum_wages, LEVELS), (published_charts.published_pay, JOBS)]
)
def test_published_data_are_never_marked_as_invented(draw, rows):
    drawn = draw(here(), rows)
    assert drawn.rests_on == "published"
    assert not is_marked(drawn.figure)


# --- Minimum wages ---


def test_minimum_wages_draw_regency_province_and_the_others():
    drawn = published_charts.minimum_wages(here(), LEVELS)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(2019, 2.055), (2021, 2.302798), (2021, 2.302798)]
    assert marks(axes, "s") == [(2021, 1.798979)]
    assert marks(axes, "None") == [(2019, 2.498588), (2021, 2.810025)]
    assert texts(axes) == ["Kota Semarang", "Kabupaten Semarang", "Jawa Tengah (UMP)", "2021: Rp 2,302,798"]
    assert axes.get_ylabel() == "million rupiah a month"
    assert list(axes.get_xticks()) == [2019, 2021]
    assert drawn.alt_text == (
        "Lines of the minimum wages over the years. Kabupaten Semarang rises from Rp 2,055,000 in 2019 to Rp 2,302,798 in "
        "2021, rank 2 of the regencies in the last year."
    )
    assert drawn.data is LEVELS


def test_minimum_wages_in_indonesian():
    axes = published_charts.minimum_wages(here("id"), LEVELS).figure.axes[0]
    assert texts(axes)[-1] == "2021: Rp2.302.798"
    assert written(axes.yaxis, 1.5) == "1,5"


def test_minimum_wages_without_the_regency_or_any_regency():
    others = LEVELS[LEVELS["place"] != "Kabupaten Semarang"]
    drawn = published_charts.minimum_wages(here(), others)
    assert drawn.alt_text.endswith("Kabupaten Semarang is not among them.")
    assert marks(drawn.figure.axes[0], "o") == []
    alone = published_charts.minimum_wages(here(), LEVELS[LEVELS["kind"] == "UMP"])
    assert texts(alone.figure.axes[0]) == ["Jawa Tengah (UMP)"]


# --- Published pay ---


def test_published_pay_is_ordered_by_its_share_of_the_minimum():
    drawn = published_charts.published_pay(here(), JOBS)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(0.2, 0), (0.4, 0), (0.5, 1), (1.2, 2), (1.4, 2)]
    assert marks(axes, "D") == [(0.1, -0.22), (0.3, -0.22)]
    assert set(colours(axes, "o")) == {BLUE}
    assert [label.replace("\n", " | ") for label in ticks(axes.yaxis)] == [
        "trimming | Kabupaten Semarang, 2021 (C)",
        "gloves | Malang† (A)",
        "sewing | Jepara, 2019* (D)",
    ]
    assert [label.get_weight() for label in axes.get_yticklabels()] == ["bold", "normal", "normal"]
    assert key(axes) == ["a day, a month, or as stated", "an hour"]
    assert upright(axes) == [1]
    assert drawn.alt_text == "Dots for 3 published cases; 2 lie below the minimum wage, 1 at or above it."
    assert drawn.data["obs_id"].tolist() == ["P2", "P3", "P1"]
    assert "middle" not in drawn.data


@pytest.mark.parametrize(("known", "end"), [("share_low", 0.75), ("share_high", 0.34)])
def test_a_range_with_one_end_has_an_arrow_to_its_open_side(known, end):
    job = JOBS[JOBS["obs_id"] == "P3"].assign(share_low=np.nan, share_high=np.nan).assign(**{known: 0.5})
    axes = published_charts.published_pay(here(), job).figure.axes[0]
    arrow = axes.texts[0]
    assert arrow.xy[0] == pytest.approx(end)
    assert marks(axes, "o") == [(0.5, 0)]


def test_published_pay_in_indonesian_has_its_own_words_for_the_work():
    axes = published_charts.published_pay(here("id"), JOBS).figure.axes[0]
    assert next(iter(ticks(axes.yaxis))).startswith("mbatil\n")


def test_the_hourly_minimum_has_the_colour_of_a_warning():
    line = charts.gross_to_net(here(), NET, 10_000.0).figure.axes[0].lines[-1]
    assert line.get_color() == VERMILLION
