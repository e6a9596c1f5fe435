"""Pictures of notebook 01, from frames whose numbers are known."""

import pytest
from shown import bars, colours, frame, here, is_marked, marks, page_texts, texts, ticks, upright, written

from helpers.exhibits.style import BLUE, VERMILLION
from helpers.fieldwork import charts

FLOW = frame("step left removed", ["in_file", 1250, 0], ["no_consent", 1200, 50], ["sent_again", 1200, 0])
MISSING = frame(
    "question kecamatan asked missing share",
    ["age", "bergas", 10, 1, 0.1],
    ["age", "bawen", 10, 0, 0.0],
    ["hours_per_day", "bergas", 20, 8, 0.4],
    ["hours_per_day", "bawen", 20, 2, 0.1],
)
CHECKS = frame(
    "interviewer interviews refusals minutes whole_hours round_ages "
    "refusals_stands_out minutes_stands_out whole_hours_stands_out round_ages_stands_out",
    ["E01", 12, 0.05, 40.0, 0.5, 0.2, False, False, False, False],
    ["E02", 10, 0.20, 20.0, 0.6, 0.2, True, True, False, False],
    ["E03", 11, 0.05, 42.0, 0.5, 0.3, False, False, False, False],
)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "From 1,250 rows in the file to 1,200 workers in the analysis"),
        ("id", "Dari 1.250 baris dalam berkas menjadi 1.200 pekerja dalam analisis"),
    ],
)
def test_sample_flow_says_how_many_are_left(language, title):
    drawn = charts.sample_flow(here(language), FLOW)
    assert drawn.title == title
    assert page_texts(drawn.figure)[0] == title
    assert drawn.name == "01_sample_flow"


def test_sample_flow_draws_what_is_left_and_behind_it_what_was_removed():
    drawn = charts.sample_flow(here(), FLOW)
    axes = drawn.figure.axes[0]
    assert [bar[0::2] for bar in bars(axes)] == [(0, 1250), (0, 1200), (0, 1200), (1250, 0), (1200, 50), (1200, 0)]
    assert [place + height / 2 for _x, place, _w, height in bars(axes)[:3]] == [2, 1, 0]
    assert texts(axes) == ["1,250", "1,200", " −50", "1,200"]
    assert ticks(axes.yaxis) == {
        "rows in the field file": 2,
        "− did not agree to take part": 1,
        "− sent a second time": 0,
    }
    assert axes.get_xlabel() == "rows of the file"
    assert drawn.alt_text == (
        "Bars, one per step. 1,250 rows in the file; taken out: 50 did not agree to take part; 0 sent a second time; "
        "1,200 are left."
    )
    assert drawn.data is FLOW


def test_missing_answers_puts_the_question_that_is_missing_most_on_top():
    drawn = charts.missing_answers(here(), MISSING)
    axes = drawn.figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Hours a day", "Age"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Bawen", "Bergas"]
    assert texts(axes) == ["10%", "40%", "", "10%"]
    assert drawn.alt_text == (
        "Heat map of 2 questions by kecamatan. Most often missing: Hours a day, 25.0% of those asked."
    )


def test_missing_answers_in_indonesian():
    drawn = charts.missing_answers(here("id"), MISSING)
    assert [label.get_text() for label in drawn.figure.axes[0].get_yticklabels()] == ["Jam per hari", "Umur"]
    assert "25,0%" in drawn.alt_text


def test_missing_answers_shows_the_24_worst_questions():
    names = here().form.questions.index[:30]
    rows = [[name, "bergas", 100, place, place / 100] for place, name in enumerate(names)]
    axes = charts.missing_answers(here(), frame("question kecamatan asked missing share", *rows)).figure.axes[0]
    assert len(axes.get_yticks()) == 24
    assert axes.get_yticklabels()[0].get_text() == here().form.label(names[29], "en")


def test_interviewer_checks_mark_who_stands_out():
    drawn = charts.interviewer_checks(here(), CHECKS)
    refusals, minutes, whole, ages = drawn.figure.axes
    assert marks(refusals, "o") == [(5, 2), (5, 0)]
    assert marks(refusals, "D") == [(20, 1)]
    assert upright(refusals) == [5]
    assert marks(minutes, "D") == [(20, 1)]
    assert upright(minutes) == [40]
    assert marks(whole, "D") == marks(ages, "D") == []
    assert set(colours(refusals, "D")) == {VERMILLION}
    assert set(colours(refusals, "o")) == {BLUE}
    assert ticks(refusals.yaxis) == {"E01 (12)": 2, "E02 (10)": 1, "E03 (11)": 0}
    assert [axes.get_title(loc="left") for axes in drawn.figure.axes] == [
        "Refusals,\n% of those asked",
        "Median length,\nminutes",
        "Whole hours a day,\n%",
        "Ages in 0 or 5,\n%",
    ]
    assert drawn.alt_text == (
        "Four dot plots, one row per interviewer. Standing out: E02 (refusals), E02 (median length)."
    )


def test_interviewer_checks_where_nobody_stands_out_and_a_check_is_not_known():
    quiet = CHECKS.iloc[[0, 2]].assign(minutes=float("nan"))
    drawn = charts.interviewer_checks(here(), quiet)
    assert len(drawn.figure.axes) == 3
    assert drawn.alt_text.endswith("Standing out: nobody.")


@pytest.mark.parametrize(("provenance", "marked"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(
    ("draw", "rows"),
    [(charts.sample_flow, FLOW), (charts.missing_answers, MISSING), (charts.interviewer_checks, CHECKS)],
)
def test_only_what_is_invented_is_marked_so(draw, rows, provenance, marked):
    drawn = draw(here("en", provenance), rows)
    assert drawn.rests_on == "survey"
    assert is_marked(drawn.figure) is marked
    assert page_texts(drawn.figure)[-1] == "Source: survey.csv of the study"


def test_axes_write_numbers_as_the_language_does():
    axes = charts.interviewer_checks(here("id"), CHECKS).figure.axes[1]
    assert written(axes.xaxis, 1500) == "1.500"
