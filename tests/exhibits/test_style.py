"""The look of all figures: title, note, sources, reference lines, numbers at axes, places that do not move."""

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from shown import DEMONSTRATION, here, is_marked, page_texts, texts, upright, written

from helpers.exhibits import style

SOURCES = ("one.csv", "two.csv")
LONG = "How far hourly pay is from the minimum wage of its own place and year, for each product and each kecamatan of the study"


def test_look_is_put_back_afterwards():
    before = mpl.rcParams["font.size"]
    with mpl.rc_context({"font.size": 33}):
        with style.look():
            assert mpl.rcParams["font.size"] == 9
            assert mpl.rcParams["svg.hashsalt"] == "home-workers"
        assert mpl.rcParams["font.size"] == 33
    assert mpl.rcParams["font.size"] == before


def test_canvas_has_title_note_and_sources():
    figure = style.canvas(here(), 2, "Title", SOURCES)
    assert page_texts(figure) == ["Title", DEMONSTRATION, "Source: one.csv; two.csv"]
    assert figure.get_figwidth() == style.WIDTH


@pytest.mark.parametrize(
    ("place", "note", "marked"),
    [
        (here(), None, True),
        (here("en", "field"), None, False),
        (here(), "", False),
    ],
)
def test_canvas_marks_what_is_invented(place, note, marked):
    assert is_marked(style.canvas(place, 2, "Title", SOURCES, note)) is marked


def test_canvas_takes_a_note_of_its_own():
    assert page_texts(style.canvas(here(), 2, "Title", SOURCES, "Marked *"))[1] == "Marked *"


def test_canvas_grows_with_title_and_sources_so_that_the_panel_keeps_its_height():
    short, long = (style.canvas(here(), 2, title, SOURCES) for title in ("Title", LONG))
    lines = long.texts[0].get_text().count("\n") + 1
    assert lines == 2
    assert long.get_figheight() - short.get_figheight() == pytest.approx(0.17 * 1.15)
    unmarked = style.canvas(here(), 2, "Title", SOURCES, "")
    assert short.get_figheight() - unmarked.get_figheight() == pytest.approx(0.17)


def test_title_breaks_between_words_where_the_line_is_full():
    lines = style._lines_of(LONG, 7)
    assert " ".join(lines) == LONG
    assert len(lines) == 2
    assert style._lines_of("Incomprehensibilities", 0.1) == ["Incomprehensibilities"]


@pytest.mark.parametrize(
    ("language", "digits", "unit", "expected"),
    [
        ("en", 0, "{}", "1,235"),
        ("id", 0, "{}", "1.235"),
        ("id", 1, "{}%", "1.234,6%"),
        ("en", 1, "Rp {}", "Rp 1,234.6"),
    ],
)
def test_axes_write_numbers_as_the_language_does(language, digits, unit, expected):
    axis = Figure().add_subplot().xaxis
    style.write_numbers(axis, language, digits, unit)
    assert written(axis, 1234.56) == expected


@pytest.mark.parametrize(("side", "align", "shift"), [("right", "left", 5), ("left", "right", -5)])
def test_a_labelled_line_has_its_label_beside_it(side, align, shift):
    axes = Figure().add_subplot()
    style.label_line(axes, 3.5, "minimum", side)
    assert upright(axes) == [3.5]
    assert texts(axes) == ["minimum"]
    assert axes.texts[0].get_horizontalalignment() == align
    assert axes.texts[0].xyann == (shift, -2)


def test_settled_panels_have_rounded_places_and_no_engine_to_move_them():
    figure = style.canvas(here(), 2, "Title", SOURCES)
    axes = figure.add_subplot()
    style.settle(figure)
    bounds = axes.get_position().bounds
    assert bounds == pytest.approx([round(value, 4) for value in bounds], abs=1e-12)
    assert figure.get_layout_engine() is None


@pytest.mark.parametrize("color", [style.BLUE, style.VERMILLION, style.GREY, style.INK])
def test_colours_of_marks_have_enough_contrast_on_white(color):
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    assert 1.05 / (luminance + 0.05) >= 3
