"""Tables of notebook 05, as people read them."""

import pytest
from shown import frame, here
from shown_protection import ASSOCIATION, GAPS, SHARES

from helpers.exhibits import LeftOut
from helpers.facts import published
from helpers.protection import tables


def test_cover_names_each_question_once():
    table = tables.cover(here(), SHARES)
    assert list(table.shown.columns) == ["Question", "Answer", "Share", "95% interval", "Answered"]
    assert table.shown.iloc[:4].to_numpy().tolist() == [
        ["Health cover", "Any health cover (BPJS Kesehatan)", "80.0%", "75.0% to 85.0%", "1,200"],
        ["", here().form.choice_labels("bpjs_health", "en")["pbi"], "50.0%", "45.0% to 55.0%", "1,200"],
        ["Work accident, death, old age", "Any programme of BPJS Ketenagakerjaan", "6.5%", "4.0% to 10.0%", "1,190"],
        [
            "Who pays the premium",
            here().form.choice_labels("bpjs_payer", "en")["work_giver"],
            "25.0%",
            "10.0% to 50.0%",
            "78",
        ],
    ]
    assert len(table.shown) == (SHARES["by"] == "").sum()


def test_cover_in_indonesian():
    assert tables.cover(here("id"), SHARES).shown.iloc[2, 2:].tolist() == ["6,5%", "4,0% sampai 10,0%", "1.190"]


def test_cover_is_left_out_where_nothing_was_asked():
    left = tables.cover(here(), SHARES[:0])
    assert isinstance(left, LeftOut)
    assert "(hazards)" in left.why


def test_association_gives_points_and_says_why_not():
    table = tables.association(here(), ASSOCIATION)
    assert table.shown.to_numpy().tolist() == [
        ["Any BPJS Ketenagakerjaan", "20%", "5%", "12.3", "5.0 to 20.0", "4.0 to 22.0", "< 0.001", "1.23", "1,150"],
        ["Any health cover", "80%", "79%", "1.0", "−5.0 to 7.0", "−6.0 to 8.0", "0.751", "0.05", "1,150"],
        ["Any protective gear", "50%", "10%", "too few to compare", "", "", "", "", "40"],
        ["Hurt or ill in twelve months", "50%", "10%", "a control decides the outcome", "", "", "", "", "40"],
    ]
    assert list(table.shown.columns)[3:] == [
        "Difference, points",
        "95% interval",
        "Linear model",
        "p, bootstrap",
        "Log-odds",
        "N",
    ]


def test_association_in_indonesian():
    row = tables.association(here("id"), ASSOCIATION).shown.iloc[0].tolist()
    assert row[3] == "12,3"
    assert row[6:] == ["< 0,001", "1,23", "1.150"]


def test_gaps_count_rules_exclusions_drafts_and_rulings():
    table = tables.gaps(here(), GAPS)
    assert table.shown.to_numpy().tolist() == [
        ["Recognition as a worker", "3: no rule reaches them", "0", "0", "1", "1", "named", "0"],
        ["Minimum wage", "2: the same, and many taken out", "1", "1", "0", "0", "–", "2"],
        ["Working hours", "1: only if recognised, or on joining alone", "4", "0", "0", "0", "–", "0"],
        ["Maternity", "not found", "0", "0", "0", "0", "–", "0"],
    ]
    assert table.rests_on == "published"


@pytest.fixture(scope="module")
def figures():
    columns = (
        "topic measure measure_id value unit unit_id value_id population population_id place year_of_data source_url"
    )
    return frame(
        columns,
        [
            "cost_bearing",
            "thread",
            "benang",
            "2000",
            "Rp a week",
            "Rp seminggu",
            "2000",
            "sewers",
            "penjahit",
            "Malang",
            "2015",
            "https://a.id/1",
        ],
        [
            "contract",
            "written",
            "tertulis",
            "4.28",
            "%",
            "%",
            "4.28",
            "workers",
            "pekerja",
            "Solo",
            None,
            "https://a.id/2",
        ],
        [
            "contract",
            "oral",
            "lisan",
            "90",
            "%",
            "%",
            "90",
            "workers",
            "pekerja",
            "Central Java",
            "2014-2015",
            "https://a.id/3",
        ],
        [
            "hours",
            "week",
            "seminggu",
            "40",
            "hours",
            "jam",
            "40",
            "workers",
            "pekerja",
            "Solo",
            "2014",
            "https://a.id/4",
        ],
    )


def test_published_figures_stand_by_topic_in_their_own_units(figures):
    table = tables.published(here(), figures)
    assert table.shown.to_numpy().tolist() == [
        ["Agreement", "written", "4.28%", "workers; Solo", "https://a.id/2"],
        ["", "oral", "90%", "workers; Central Java, 2014–2015", "https://a.id/3"],
        ["Costs", "thread", "Rp 2,000 a week", "sewers; Malang, 2015", "https://a.id/1"],
    ]
    assert table.rests_on == "published"


def test_published_figures_in_indonesian(figures):
    shown = tables.published(here("id"), figures).shown
    assert shown.iloc[0, 1:3].tolist() == ["tertulis", "4,28%"]
    assert shown.iloc[2, 2] == "Rp2.000 seminggu"


def test_the_published_figures_of_the_collection_all_have_a_topic_and_a_source():
    shown = tables.published(here(), published.published_figures()).shown
    assert (shown["On"] != "").sum() == len(tables.TOPICS)
    assert shown["Source"].str.startswith("http").all()
