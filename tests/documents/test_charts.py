"""Pictures of notebook 04, from a corpus of four documents."""

import numpy as np
import pandas as pd
import pytest
from shown import bars, colours, frame, here, is_marked, key, marks, page_texts, spans, texts, ticks, upright, written
from shown_documents import (
    AGREEMENT,
    BY_TYPE,
    BY_YEAR,
    CORPUS,
    COUNTS,
    CURVES,
    OWN,
    PAIRS,
    PROFILE,
    ROLES,
    YEARS,
    here_with,
)

from helpers.documents import charts, coding_charts, cooccurrence_charts
from helpers.exhibits import LeftOut
from helpers.exhibits.style import BLUE, GREY

# --- What was read ---


def test_documents_by_kind_and_by_year():
    drawn = charts.documents(here(), PROFILE, YEARS, CORPUS)
    left, right = drawn.figure.axes
    assert drawn.title == "1,004 documents, 2 of them on Kabupaten Semarang"
    assert [bar[2] for bar in bars(left)] == [1, 1, 0, 1001, 0, 1]
    assert ticks(left.yaxis) == {"News": 2, "NGO reports": 1, "Kind not told": 0}
    assert key(left) == ["Kabupaten Semarang", "elsewhere"]
    assert [(round(bar[0] + bar[2] / 2), bar[3]) for bar in bars(right)] == [(1990, 1), (2014, 1), (2016, 2)]
    assert right.get_xlim() == pytest.approx((2013.3, 2016.7))
    assert [left.get_xlabel(), right.get_xlabel(), right.get_ylabel()] == ["documents", "year", "documents"]
    assert "1 undated documents and 1 older ones" in drawn.caption
    assert drawn.alt_text == "Bars: News 1,002, NGO reports 1, Kind not told 1. Most documents are from 2016."


def test_documents_in_indonesian():
    assert charts.documents(here("id"), PROFILE, YEARS, CORPUS).title.startswith("1.004 ")


def test_documents_without_any_year():
    drawn = charts.documents(here(), PROFILE, YEARS[:0], CORPUS)
    assert drawn.alt_text.endswith("Most documents are from –.")


def test_codes_stand_by_family_with_those_of_the_regency_first():
    drawn = charts.codes(here(), COUNTS, CORPUS)
    conditions, roles = drawn.figure.axes
    assert [conditions.get_title(loc="left"), roles.get_title(loc="left")] == ["Working conditions", "Roles of NGOs"]
    assert ticks(conditions.yaxis) == {"Low pay": 1, "Long hours": 0}
    assert ticks(roles.yaxis) == {"Building trust": 1, "Finding home workers": 0}
    assert [(bar[0], bar[2]) for bar in bars(conditions)] == [(0, 1), (0, 0), (1, 2), (0, 1)]
    assert texts(conditions) == ["3", "1"]
    assert drawn.title == "What the documents speak of: most often of “low pay”, in 3 of 4"
    assert drawn.alt_text == (
        "Bars by family of codes. Working conditions: most often Low pay, 3 documents; Roles of NGOs: most often Building "
        "trust, 2 documents."
    )
    assert roles.get_xlabel() == "documents"


# --- The roles of NGOs ---


def test_roles_say_how_many_documents_who_and_when():
    drawn = charts.roles(here(), ROLES, BY_TYPE, BY_YEAR, CORPUS)
    left, middle, right = drawn.figure.axes
    assert drawn.title == "2 roles of NGOs: “building trust” is told of most, “finding home workers” least"
    assert [label.replace("\n", " ") for label in ticks(left.yaxis)] == ["1. Finding home workers", "2. Building trust"]
    assert texts(left) == ["1", "2"]
    assert [(bar[0], bar[2]) for bar in bars(left)] == [(0, 1), (0, 0), (1, 0), (0, 2)]
    assert [label.get_text() for label in middle.get_xticklabels()] == ["News", "NGO reports"]
    assert middle.collections[0].get_offsets().tolist() == [[1, 1], [0, 0], [1, 0]]
    assert middle.collections[0].get_sizes().tolist() == [16, 80, 32]
    assert texts(middle) == ["5"]  # smaller bubbles have no room for a number
    assert right.collections[0].get_offsets().tolist() == [[2016, 1], [2014, 0]]
    assert [axes.get_title(loc="left") for axes in drawn.figure.axes] == ["In how many documents", "Who speaks", "When"]
    assert drawn.alt_text == "Bars with the number of documents: Finding home workers 1; Building trust 2."


def test_five_roles_are_written_as_a_word():
    rows = pd.concat([ROLES, *[ROLES[:1].assign(code=f"c{place}") for place in range(3)]], ignore_index=True)
    assert charts.roles(here(), rows, BY_TYPE, BY_YEAR, CORPUS).title.startswith("Five roles of NGOs")


def test_roles_that_no_document_tells_of_are_left_out():
    left = charts.roles(here(), ROLES.assign(documents=0), BY_TYPE, BY_YEAR, CORPUS)
    assert isinstance(left, LeftOut)
    assert "codings: {families: {ngo_role: …}}" in left.why


# --- The coding ---


def test_saturation_draws_a_curve_for_each_count_of_documents():
    drawn = coding_charts.saturation(here(), CURVES, 3, CORPUS)
    axes = drawn.figure.axes[0]
    once, twice = axes.lines
    assert once.get_ydata().tolist() == [1.5, 2.5, 3.2, 4]
    assert twice.get_ydata().tolist() == [0, 0.5, 1, 3]
    assert (once.get_linestyle(), twice.get_linestyle()) == ("-", "--")
    assert texts(axes) == ["in one document", "in 2 documents"]
    assert axes.get_xlim() == (0, 4)
    assert drawn.title == "After 3 of 4 documents nine in ten codes had been met, on average over all orders"
    assert drawn.alt_text == (
        "Rising curves that flatten: met in one document: 3.2 codes after half of them, 4 after all; met in 2 documents: 1.0 "
        "codes after half of them, 3 after all."
    )
    assert drawn.data["times"].tolist() == [1] * 4 + [2] * 4
    assert [axes.get_xlabel(), axes.get_ylabel()] == ["documents read", "codes met"]


def test_saturation_in_indonesian():
    assert "3,2" in coding_charts.saturation(here("id"), CURVES, 3, CORPUS).alt_text


def test_agreement_draws_kappa_with_intervals_and_equal_decisions():
    drawn = coding_charts.agreement(here(), AGREEMENT, CORPUS)
    left, right = drawn.figure.axes
    assert marks(left, "o") == [(0.856, 2), (0.65, 1), (0.5, 0)]
    assert spans(left) == [(0.75, 0.95, 2), (0.4, 0.85, 1)]
    assert colours(left, "o") == [BLUE, BLUE, GREY]
    assert [line.get_markerfacecolor() for line in left.lines if line.get_marker() == "o"][-1] == "white"
    assert texts(left) == ["†"]
    assert upright(left) == [0.8]
    assert marks(right, "D") == [(98.1, 2), (97, 1), (95.5, 0)]
    assert list(ticks(left.yaxis)) == ["Low pay", "Long hours", "Finding home workers"]
    assert drawn.title == "Two coders agree: kappa above 0.8 for 1 of 2 codes that stand in 5 segments or more"
    assert drawn.alt_text == "Dots by code: kappa from 0.50 to 0.86; equal decisions never below 95.5%."
    assert [left.get_xlabel(), right.get_xlabel()] == ["Cohen's kappa", "equal decisions, %"]
    assert written(coding_charts.agreement(here("id"), AGREEMENT, CORPUS).figure.axes[0].xaxis, 0.5) == "0,5"


@pytest.mark.parametrize(("corpus", "ceiling"), [(CORPUS, True), (OWN, False)])
def test_only_of_the_public_corpus_agreement_is_called_a_ceiling(corpus, ceiling):
    assert coding_charts.agreement(here_with(corpus), AGREEMENT, corpus).caption.endswith("a ceiling.") is ceiling


def test_agreement_needs_two_coders():
    left = coding_charts.agreement(here(), AGREEMENT[:0], CORPUS)
    assert isinstance(left, LeftOut)
    assert left.why == "No agreement can be told: no two coders have coded the same documents."


# --- Codes together ---


def test_heat_map_frames_what_is_beyond_chance():
    drawn = cooccurrence_charts.heat_map(here(), PAIRS, CORPUS)
    axes = drawn.figure.axes[0]
    assert texts(axes) == ["9", "2"]
    assert [text.get_position() for text in axes.texts] == [(0, 1), (0, 2)]
    assert [text.get_weight() for text in axes.texts] == ["bold", "normal"]
    assert len(axes.lines) == 1
    table = axes.images[0].get_array().filled(np.nan)
    assert table[1, 0] == 9
    assert table[2, 0] == 2
    assert np.isnan(table[0, 1])
    assert ticks(axes.yaxis) == {"Long hours": 1, "Finding home workers": 2}
    assert ticks(axes.xaxis) == {"Low pay": 0, "Long hours": 1}
    assert drawn.title == "Codes in the same segment: 1 of 2 pairs stand together more often than by chance"
    assert drawn.alt_text == "Pairs of codes beyond chance: Low pay and Long hours (9 segments)."


def test_no_pair_beyond_chance():
    rows = PAIRS.assign(beyond_chance=False)
    assert cooccurrence_charts.heat_map(here(), rows, CORPUS).alt_text == "Pairs of codes beyond chance: none."
    assert texts(cooccurrence_charts.network(here(), rows, COUNTS, CORPUS).figure.axes[0]) == []


def test_network_joins_the_pairs_beyond_chance():
    drawn = cooccurrence_charts.network(here(), PAIRS, COUNTS, CORPUS)
    axes = drawn.figure.axes[0]
    arc = axes.lines[0]
    assert arc.get_ydata()[0] == pytest.approx(2)
    assert arc.get_ydata()[-1] == pytest.approx(1)
    assert arc.get_xdata().max() == pytest.approx(0.5, abs=0.01)
    assert arc.get_linewidth() == pytest.approx(0.5 + 0.4 * 9)
    assert texts(axes) == ["9"]
    assert ticks(axes.yaxis) == {"Low pay": 2, "Long hours": 1, "Finding home workers": 0}
    assert axes.collections[0].get_sizes().tolist() == [162, 32, 42]
    assert [label.get_weight() for label in axes.get_yticklabels()] == ["bold", "bold", "normal"]
    assert len(drawn.data) == 1


# --- What each figure is made from ---

FIGURES = [
    (charts.documents, (PROFILE, YEARS)),
    (charts.codes, (COUNTS,)),
    (charts.roles, (ROLES, BY_TYPE, BY_YEAR)),
    (coding_charts.saturation, (CURVES, 3)),
    (coding_charts.agreement, (AGREEMENT,)),
    (cooccurrence_charts.heat_map, (PAIRS,)),
    (cooccurrence_charts.network, (PAIRS, COUNTS)),
]


@pytest.mark.parametrize(("corpus", "kind"), [(CORPUS, "published"), (OWN, "codings")])
@pytest.mark.parametrize(("draw", "arguments"), FIGURES)
def test_documents_are_never_marked_as_invented(draw, arguments, corpus, kind):
    drawn = draw(here_with(corpus), *arguments, corpus)
    assert drawn.rests_on == kind
    assert not is_marked(drawn.figure)
    assert drawn.name.startswith("04_")
    assert page_texts(drawn.figure)[0] == drawn.title


def test_a_kind_of_document_of_a_study_keeps_its_name():
    own = frame("type documents segments in_study_area elsewhere undated", ["interview", 3, 3, 3, 0, 0])
    assert list(ticks(charts.documents(here_with(OWN), own, YEARS, OWN).figure.axes[0].yaxis)) == ["interview"]
