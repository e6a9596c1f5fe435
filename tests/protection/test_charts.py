"""Pictures of notebook 05, from frames whose numbers are known."""

import pandas as pd
import pytest
from shown import bars, colours, frame, here, is_marked, key, marks, page_texts, spans, texts, ticks, upright, written
from shown_protection import ASSOCIATION, GAPS, HOURS, PUBLISHED_HOURS, RULES, SHARES, TIMELINE

from helpers.exhibits import LeftOut
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PURPLE, VERMILLION
from helpers.protection import charts, hours_charts, policy_charts

# --- Cover and hazards ---


def test_cover_stands_in_blocks_with_shares_and_intervals():
    drawn = charts.cover(here(), SHARES)
    axes = drawn.figure.axes[0]
    assert drawn.title == "7% have any cover against work accident, death or old age"
    assert marks(axes, "D") == [(80, -1), (6.54, -4.3)]
    assert [share for share, _place in marks(axes, "o")] == [50, 25, 2]
    assert spans(axes)[2] == (4, 10, -4.3)
    assert texts(axes) == ["80.0%", "50.0%", "6.5%", "25.0%", "2.0%"]
    heads = [label.get_text() for label in axes.get_yticklabels() if label.get_weight() == "bold"]
    assert heads == ["Health cover", "Work accident, death, old age", "Who pays the premium (N = 78)", "Agreement"]
    assert axes.get_xlabel() == "% of home workers (who pays: of those with a programme)"
    assert "Any programme of BPJS Ketenagakerjaan 6.5%" in drawn.alt_text


def test_cover_keeps_the_data_that_it_draws():
    data = charts.cover(here(), SHARES).data
    assert len(data) == 5
    assert (data["by"] == "").all()


def test_cover_in_indonesian():
    drawn = charts.cover(here("id"), SHARES)
    assert texts(drawn.figure.axes[0])[2] == "6,5%"


def test_cover_by_group_has_a_panel_for_each_measure_that_was_asked():
    rows = SHARES[SHARES["block"].isin(["employment", "health"])]
    drawn = charts.cover_by_group(here(), rows)
    employment, health = drawn.figure.axes
    assert employment.get_xlabel() == "BPJS Ketenagakerjaan, %"
    assert health.get_xlabel() == "health cover, %"
    assert marks(employment, "o") == [(5, -2.25), (12, -3.25)]
    assert marks(health, "o") == [(81, -2.25)]
    assert ticks(employment.yaxis) == {
        "All home workers (1,190)": 0,
        "Woman (1,000)": -2.25,
        "Man (190)": -3.25,
        "Sex": -1.25,
    }
    assert drawn.alt_text == (
        "Dots with intervals by group. BPJS Ketenagakerjaan, %: lowest Woman (5.0%), highest Man (12.0%)."
    )


def test_hazards_stand_beside_gear():
    drawn = charts.hazards(here(), SHARES)
    left, right = drawn.figure.axes
    assert drawn.title == "60% name a hazard of their work, 30% use any protective gear"
    assert [share for share, _place in marks(left, "D")] == [60, 10]
    assert [share for share, _place in marks(right, "D")] == [30]
    assert left.get_ylim() == right.get_ylim()
    assert left.get_xlabel() == right.get_xlabel() == "% of home workers"
    assert set(drawn.data["block"]) == {"hazards", "injury", "gear"}


# --- Hours and the law ---


def test_legal_hours_set_published_days_beside_the_survey():
    drawn = hours_charts.legal_hours(here(), HOURS, PUBLISHED_HOURS)
    left, right = drawn.figure.axes
    assert marks(left, "^") == [(6, 0), (6, 0)]
    assert marks(left, "o") == [(10, 1), (12, 1)]
    assert marks(left, "x") == [(24, 2)]
    assert ticks(left.yaxis) == {"boards (Ungaran)": 0, "shoes (Malang, 2015)": 1, "gloves (Solo, 2020)": 2}
    assert upright(left) == [8]
    assert texts(left) == ["8 hours"]
    assert left.get_xlabel() == "hours a day, as published"
    assert marks(right, "o") == [(41.5, 3), (30, 1), (5.4, 0)]
    assert marks(right, "s") == [(62, 2)]
    assert colours(right, "s") == [PURPLE]
    assert right.get_xlabel() == "% of home workers"


def test_legal_hours_count_long_days_and_name_the_shares():
    drawn = hours_charts.legal_hours(here(), HOURS, PUBLISHED_HOURS)
    assert drawn.title == "Hours against the law: published cases, and 42% of the survey above 40 hours a week"
    assert drawn.alt_text.startswith(
        "Left: 3 published days, 2 of them longer than 8 hours. Right: More than 40 hours a week 41.5%;"
    )
    assert drawn.data["table"].tolist() == ["published"] * 3 + ["survey"] * 4
    assert "middle" not in drawn.data


@pytest.mark.parametrize(("provenance", "heading"), [("demonstration", "Survey (invented)"), ("field", "Survey")])
def test_of_a_figure_with_both_kinds_of_data_the_panel_is_marked(provenance, heading):
    drawn = hours_charts.legal_hours(here("en", provenance), HOURS, PUBLISHED_HOURS)
    assert [axes.get_title(loc="left") for axes in drawn.figure.axes] == ["Published", heading]
    assert is_marked(drawn.figure) is (provenance == "demonstration")


def test_legal_hours_in_indonesian():
    left = hours_charts.legal_hours(here("id"), HOURS, PUBLISHED_HOURS).figure.axes[0]
    assert "sepatu (Malang, 2015)" in ticks(left.yaxis)


# --- What goes with membership ---


def test_association_draws_both_models_in_percentage_points():
    drawn = charts.association(here(), ASSOCIATION)
    axes = drawn.figure.axes[0]
    assert marks(axes, "o") == [(12.3, 1.12), (1, 0.12)]
    assert marks(axes, "s") == [(13, 0.84), (1.2, -0.16)]
    assert spans(axes) == [(5, 20, 1.12), (4, 22, 0.84), (-5, 7, 0.12), (-6, 8, -0.16)]
    assert upright(axes) == [0]
    assert ticks(axes.yaxis) == {"Any BPJS Ketenagakerjaan": 1, "Any health cover": 0}
    assert key(axes) == ["logit, average marginal effect", "linear model, CR2"]
    assert axes.get_xlabel() == "percentage points more often among members of a group"
    assert drawn.title.endswith("1 of 2 differences are clear of zero")
    assert "12.3 points (5.0 to 20.0)" in drawn.alt_text
    assert drawn.data is ASSOCIATION


def test_association_needs_members_enough():
    left = charts.association(here(), ASSOCIATION[2:])
    assert isinstance(left, LeftOut)
    assert left.why == "Too few members of a group, or too few with any protection, to compare."


# --- What a study cannot have, and what is marked ---

NOTHING = SHARES[:0]


@pytest.mark.parametrize(
    ("draw", "arguments", "question"),
    [
        (charts.cover, (SHARES[SHARES["block"] != "employment"],), "(bpjs_employment)"),
        (charts.cover_by_group, (NOTHING,), "(bpjs_health)"),
        (charts.hazards, (SHARES[SHARES["block"] != "gear"],), "(protective_gear)"),
        (hours_charts.legal_hours, (HOURS[:0], PUBLISHED_HOURS), "(hours_per_day)"),
    ],
)
def test_without_answers_a_figure_is_left_out_and_names_its_questions(draw, arguments, question):
    left = draw(here(), *arguments)
    assert isinstance(left, LeftOut)
    assert question in left.why


@pytest.mark.parametrize(("provenance", "marked"), [("demonstration", True), ("field", False)])
@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (charts.cover, SHARES),
        (charts.cover_by_group, SHARES),
        (charts.hazards, SHARES),
        (charts.association, ASSOCIATION),
    ],
)
def test_what_comes_from_the_survey_is_marked_where_it_is_invented(draw, rows, provenance, marked):
    drawn = draw(here("en", provenance), rows)
    assert drawn.rests_on == "survey"
    assert is_marked(drawn.figure) is marked


@pytest.mark.parametrize(
    ("draw", "rows"), [(policy_charts.matrix, RULES), (policy_charts.gaps, GAPS), (policy_charts.timeline, TIMELINE)]
)
def test_the_law_is_never_marked_as_invented(draw, rows):
    drawn = draw(here(), rows)
    assert drawn.rests_on == "published"
    assert not is_marked(drawn.figure)
    assert page_texts(drawn.figure)[-1] == (
        "Source: data/reference/legal_instruments.csv; data/reference/law_facts.csv"
    )


# --- The law ---


def test_matrix_has_a_tile_for_each_finding():
    drawn = policy_charts.matrix(here(), RULES)
    axes = drawn.figure.axes[0]
    assert drawn.title == "Of 4 rules in force that bear on home workers none names them"
    assert len(bars(axes)) == len(RULES)
    assert texts(axes) == ["●", "◐", "–", "✕", "●", "◐", "◐", "–"]
    columns = [round(text.get_position()[0]) for text in axes.texts]
    assert columns == [0, 1, 2, 1, 0, 0, 4, 7]
    assert [label.get_text() for label in axes.get_xticklabels()][1:3] == ["Minimum wage", "Working hours"]
    rows = ticks(axes.yaxis)
    assert rows["Convention 177 (home work) – not ratified"] == -1
    assert rows["International"] == 0
    assert rows["Law 13/2003 – in force"] < rows["National"] < rows["International"]
    assert drawn.alt_text.startswith("A grid of 7 instruments and 8 kinds of protection: names home workers: 2;")


def test_matrix_counts_the_rules_that_name_home_workers():
    named = RULES.assign(coverage=RULES["coverage"].where(RULES["instrument_id"] != "PP36", "explicit"))
    assert policy_charts.matrix(here(), named).title == "Of 4 rules in force that bear on home workers 1 name them"


def test_gaps_are_ordered_from_the_widest_with_their_reasons():
    drawn = policy_charts.gaps(here(), GAPS)
    axes = drawn.figure.axes[0]
    assert list(ticks(axes.yaxis)) == ["Recognition as a worker", "Minimum wage", "Working hours", "Maternity"]
    assert marks(axes, "D") == [(3, 3), (2, 2)]
    assert marks(axes, "o") == [(1, 1)]
    assert set(colours(axes, "D")) == {VERMILLION}
    assert texts(axes) == [
        "in force: 0 · drafts: 1 · rulings: 1 · named by C177",
        "in force: 1 · excluding: 1",
        "in force: 4",
        "not found in the sources",
    ]
    assert drawn.title.endswith("nowhere are home workers named by a rule in force")
    assert drawn.alt_text == (
        "Lines by kind of protection: Recognition as a worker: no rule reaches them; Minimum wage: the same, and many taken "
        "out; Working hours: only if recognised, or on joining alone; Maternity: not found in the sources."
    )


def test_gaps_do_not_claim_that_nothing_names_them_where_a_rule_does():
    assert policy_charts.gaps(here(), GAPS.assign(gap=0)).title == "The gap, by kind of protection"


def test_timeline_fills_what_names_home_workers_and_lists_what_is_not_drawn():
    drawn = policy_charts.timeline(here(), TIMELINE)
    axes = drawn.figure.axes[0]
    faces = {
        (line.get_marker(), int(line.get_xdata()[0])): line.get_markerfacecolor()
        for line in axes.lines
        if len(line.get_xdata()) == 1
    }
    assert faces == {("P", 1996): GREEN, ("o", 2003): "white", ("^", 2016): VERMILLION}
    assert texts(axes) == ["Convention 177", "Law 13/2003", "Draft A"]
    assert [text.get_horizontalalignment() for text in axes.texts] == ["left", "left", "right"]
    assert key(axes) == ["in force", "draft", "not ratified"]
    assert "Without a year in the sources: Undated rule. Older: Old law." in drawn.caption
    assert drawn.alt_text == (
        "Marks by year on lanes for International, National: 1996 Convention 177; 2003 Law 13/2003; 2016 Draft A."
    )


@pytest.mark.parametrize(("rulings", "end"), [(2, "two rulings"), (1, "laws, drafts and rulings")])
def test_timeline_counts_the_rulings_of_its_title(rulings, end):
    more = [["R", "Ruling", "Putusan", "national", "decision", 2018 + place, False] for place in range(rulings)]
    rows = pd.concat([TIMELINE, frame(" ".join(TIMELINE.columns), *more)], ignore_index=True)
    assert policy_charts.timeline(here(), rows.astype({"year": "Int64"})).title.endswith(end)


def test_law_in_indonesian_uses_its_own_labels():
    assert "UU 13/2003" in texts(policy_charts.timeline(here("id"), TIMELINE).figure.axes[0])
    assert any(
        label.startswith("Konvensi 177")
        for label in ticks(policy_charts.matrix(here("id"), RULES).figure.axes[0].yaxis)
    )


def test_survey_marks_have_the_colours_of_the_collection():
    axes = charts.association(here(), ASSOCIATION).figure.axes[0]
    assert set(colours(axes, "o")) == {BLUE}
    assert set(colours(axes, "s")) == {GREY}
    left = hours_charts.legal_hours(here(), HOURS, PUBLISHED_HOURS).figure.axes[0]
    assert set(colours(left, "o")) == {INK}
    assert written(left.xaxis, 10) == "10"
