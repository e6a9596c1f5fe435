"""Pictures of notebook 06, from frames whose numbers are known."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from shown import bars, colours, frame, here, is_marked, key, marks, page_texts, spans, texts, ticks, upright, written

from helpers.exhibits import LeftOut
from helpers.exhibits.style import BLUE, PALE, VERMILLION
from helpers.regencies import charts

TILES = frame(
    "regency row column amount_idr rank growth",
    ["Kota Semarang", 0, 1, 2_810_025.0, 1, 0.08],
    ["Kabupaten Semarang", 1, 1, 2_302_798.0, 2, 0.0654],
    ["Kabupaten Banjarnegara", 1, 0, 1_805_000.0, 3, np.nan],
    ["Kabupaten Blora", 0, 2, np.nan, None, np.nan],
).astype({"rank": "Int64"})
STUDIES = frame(
    "study regency year provenance measure estimate low high n",
    ["kab-semarang-2021", "Kabupaten Semarang", 2021, "demonstration", "v0", 0.7, 0.6, 0.8, 1200],
    ["kab-semarang-2021", "Kabupaten Semarang", 2021, "demonstration", "employment", 0.05, 0.02, 0.1, 1200],
    ["kab-demak-2024", "Kabupaten Demak", 2024, "field", "v0", 0.9, 0.85, 0.95, 150],
)
SAME_PAY = frame(
    "regency minimum v0 v0_low v0_high v1",
    ["Kota Semarang", 2_810_025.0, 0.8, 0.75, 0.85, 0.5],
    ["Kabupaten Semarang", 2_302_798.0, 0.7, 0.65, 0.75, 0.4],
    ["Kabupaten Blora", 1_800_000.0, 0.6, 0.55, 0.65, 0.3],
)
RATES = frame(
    "regency product needed posted",
    ["Kota Semarang", "cake_boards", 1500.0, 250.0],
    ["Kabupaten Semarang", "cake_boards", 1250.0, 250.0],
    ["Kota Semarang", "shoe_sewing", 6000.0, 4000.0],
    ["Kabupaten Blora", "shoe_sewing", 3600.0, 4000.0],
)


def test_map_has_a_tile_for_each_regency_with_amount_and_rank():
    drawn = charts.level_map(here(), TILES, 2021)
    axes = drawn.figure.axes[0]
    assert bars(axes) == [
        (0.53, -0.46, 0.94, 0.92),
        (0.53, 0.54, 0.94, 0.92),
        (-0.47, 0.54, 0.94, 0.92),
        (1.53, -0.46, 0.94, 0.92),
    ]
    assert texts(axes) == [
        "K. Semarang\n2.81\nrank 1",
        "Semarang\n2.30\nrank 2",
        "Banjarnegara\n1.80\nrank 3",
        "Blora\n–",
    ]
    assert [to_hex(tile.get_edgecolor()).upper() == VERMILLION for tile in axes.patches] == [False, True, False, False]
    assert to_hex(axes.patches[3].get_facecolor()) == "#eeeeee"
    brightness = [sum(tile.get_facecolor()[:3]) for tile in axes.patches[:3]]
    assert brightness == sorted(brightness)  # darker where the minimum is higher


def test_map_says_the_highest_the_lowest_and_the_own_minimum():
    drawn = charts.level_map(here(), TILES, 2021)
    assert drawn.title == (
        "Minimum wages of 2021: from Rp 1,805,000 a month (Kabupaten Banjarnegara) to Rp 2,810,025 (Kota Semarang)"
    )
    assert drawn.alt_text == (
        "Tile map of 4 regencies, darker where the minimum wage is higher. Kabupaten Semarang has Rp 2,302,798, rank 2."
    )
    assert charts.level_map(here(), TILES[TILES["row"] == 0], 2021).alt_text.endswith("is higher.")


def test_map_in_indonesian():
    drawn = charts.level_map(here("id"), TILES, 2021)
    assert texts(drawn.figure.axes[0])[0].startswith("K. Semarang\n2,81\n")
    assert "Rp2.810.025" in drawn.title


def test_growth_map():
    drawn = charts.growth_map(here(), TILES, 2021, 2014)
    assert drawn.title == "Growth a year, 2014 to 2021: from 6.5% (Kabupaten Semarang) to 8.0% (Kota Semarang)"
    assert texts(drawn.figure.axes[0]) == ["K. Semarang\n8.0%", "Semarang\n6.5%", "Banjarnegara\n–", "Blora\n–"]


def test_growth_map_needs_an_earlier_year():
    left = charts.growth_map(here(), TILES.assign(growth=np.nan), 2021, 2021)
    assert isinstance(left, LeftOut)
    assert left.name == "06_growth_map"
    assert "first_year" in left.why


@pytest.mark.parametrize(
    "drawn", [lambda: charts.level_map(here(), TILES, 2021), lambda: charts.growth_map(here(), TILES, 2021, 2014)]
)
def test_maps_are_published_data(drawn):
    drawing = drawn()
    assert drawing.rests_on == "published"
    assert not is_marked(drawing.figure)
    assert drawing.data is TILES


def test_studies_are_ordered_by_regency_and_the_own_one_stands_out():
    drawn = charts.studies_side_by_side(here(), STUDIES)
    share, cover = drawn.figure.axes
    assert ticks(share.yaxis) == {"Kabupaten Demak 2024": 1, "Kabupaten Semarang 2021 *": 0}
    assert marks(share, "o") == [(70, 0), (90, 1)]
    assert colours(share, "o") == [VERMILLION, BLUE]
    assert spans(share) == [(60, 80, 0), (85, 95, 1)]
    assert marks(cover, "o") == [(5, 0)]
    assert share.get_xlabel().replace("\n", " ") == "below the hourly minimum, %"
    assert drawn.title == "Studies side by side: 2"
    assert drawn.alt_text.endswith("kab-semarang-2021 70.0%; kab-demak-2024 90.0%.")
    assert "DEMONSTRATION DATA (marked *): invented, evidence of nothing" in page_texts(drawn.figure)


def test_field_surveys_side_by_side_are_not_marked():
    drawn = charts.studies_side_by_side(here(), STUDIES[STUDIES["provenance"] == "field"])
    assert not any("DEMONSTRATION" in text for text in page_texts(drawn.figure))
    assert list(ticks(drawn.figure.axes[0].yaxis)) == ["Kabupaten Demak 2024"]


def test_of_hundreds_of_studies_only_the_own_is_named():
    own = STUDIES[:1]
    others = [own.assign(study=f"other-{place}", regency=f"Regency {place}") for place in range(150)]
    axes = charts.studies_side_by_side(here(), pd.concat([own, *others], ignore_index=True)).figure.axes[0]
    assert list(ticks(axes.yaxis)) == ["Kabupaten Semarang 2021 *"]


def test_same_pay_against_every_minimum():
    drawn = charts.same_pay(here(), SAME_PAY, 2021)
    left, right = drawn.figure.axes
    assert [bar[2] for bar in bars(left)] == [2.810025, 2.302798, 1.8]
    assert [to_hex(bar.get_facecolor()).upper() for bar in left.patches] == [PALE, VERMILLION, PALE]
    assert marks(right, "o") == [(80, 2), (70, 1), (60, 0)]
    assert marks(right, "d") == [(50, 2), (40, 1), (30, 0)]
    assert spans(right) == [(75, 85, 2), (65, 75, 1), (55, 65, 0)]
    assert ticks(left.yaxis) == {"K. Semarang": 2, "Semarang": 1, "Blora": 0}
    assert left.get_xlabel() == "minimum wage of 2021, million rupiah"
    assert key(right) == ["share below (v0)", "average gap over all (v1)"]
    assert drawn.title == "The same pay elsewhere: 60% below the minimum in Kabupaten Blora, 80% in Kota Semarang"
    assert written(charts.same_pay(here("id"), SAME_PAY, 2021).figure.axes[0].xaxis, 1.5) == "1,5"


def test_rates_draw_the_range_of_regencies_and_the_own_one():
    drawn = charts.rates(here(), RATES)
    axes = drawn.figure.axes[0]
    assert spans(axes)[0] == (0.9, 1.5, 0)
    assert marks(axes, "|") == [(1.5, 0), (0.9, 0), (6, 1), (5, 1)]
    assert marks(axes, "o") == [(5, 1)]
    assert texts(axes) == ["5.0", "paid rate is enough"]
    assert upright(axes) == [1]
    assert ticks(axes.yaxis) == {"Hand-sewing shoes": 0, "Cake boards": 1}
    assert drawn.alt_text == "Ranges by product: Hand-sewing shoes 0.9–1.5; Cake boards 5.0–6.0."


@pytest.mark.parametrize(("provenance", "marked"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(("draw", "arguments"), [(charts.same_pay, (SAME_PAY, 2021)), (charts.rates, (RATES,))])
def test_what_comes_from_the_survey_is_marked_where_it_is_invented(draw, arguments, provenance, marked):
    assert is_marked(draw(here("en", provenance), *arguments).figure) is marked


@pytest.mark.parametrize(
    ("draw", "arguments", "question"),
    [
        (charts.same_pay, (SAME_PAY[:0], 2021), "(hours_per_day)"),
        (charts.rates, (RATES.assign(needed=np.nan),), "(minutes_per_unit)"),
    ],
)
def test_without_answers_a_figure_is_left_out_and_names_its_questions(draw, arguments, question):
    left = draw(here(), *arguments)
    assert isinstance(left, LeftOut)
    assert question in left.why
