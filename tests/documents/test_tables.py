"""Tables of notebook 04, as people read them."""

import pandas as pd
import pytest
from shown import frame, here
from shown_documents import AGREEMENT, CORPUS, COUNTS, OWN, here_with

from helpers.documents import tables
from helpers.exhibits import LeftOut
from helpers.facts import documents as facts_documents

EXAMPLES = frame(
    "code segment_id document_id text place year type source_url",
    ["low_pay", "s1", "d1", "Paid too little.", "Kabupaten Semarang", 2014, "news", "https://news.id/1"],
    ["low_pay", "s3", "d2", "Paid late.", None, None, None, None],
    ["find", "s4", "d3", "They go from door to door.", "Malang", 2016, "ngo_report", "https://ngo.id/3"],
).astype({"year": "Int64"})
FAMILIES = AGREEMENT[:1].assign(group="conditions")
JOINT = frame(
    "condition codes documents in_study_area example measure estimate low high n figures",
    ["pay", "low_pay;long_hours", "3;1", "1;0", "Paid too little.", "below_minimum", 0.7054, 0.65, 0.75, 1150, ""],
    ["insecurity", "", "", "", "", "", None, None, None, None, "F011"],
)


def test_answers_give_two_examples_for_a_code_that_is_named_once():
    table = tables.conditions(here(), COUNTS, EXAMPLES, CORPUS)
    assert list(table.shown.columns) == [
        "Code",
        "Documents",
        "of these Kabupaten Semarang",
        "For instance (in other words than the source's)",
        "Where, when",
        "Source",
    ]
    assert table.shown.to_numpy().tolist() == [
        ["Low pay", "3", "1", "Paid too little.", "Kabupaten Semarang, 2014 (News)", "https://news.id/1"],
        ["", "", "", "Paid late.", "place not told", "d2"],
    ]
    assert table.rests_on == "published"


def test_roles_of_ngos_have_their_own_table():
    table = tables.ngo_roles(here(), COUNTS, EXAMPLES, CORPUS)
    assert table.name == "04_ngo_roles_table"
    assert table.shown["Code"].tolist() == ["Finding home workers"]
    assert table.shown["Where, when"].tolist() == ["Malang, 2016 (NGO reports)"]


def test_answers_count_in_indonesian_notation():
    many = COUNTS.assign(documents=1234)
    assert tables.conditions(here("id"), many, EXAMPLES, CORPUS).shown.iloc[0, 1] == "1.234"


def test_a_family_without_documents_is_left_out_and_says_where_to_name_it():
    left = tables.policy(here(), COUNTS, EXAMPLES, CORPUS)
    assert left == LeftOut(
        "No document is coded for this. Name the family in study.yaml: codings: {families: {policy: …}}.",
        name="04_policy_table",
    )


def test_evidence_against_expectation_names_each_expectation_once():
    table = tables.against(here())
    rows = facts_documents.against_expectation()
    expected = table.shown["Expected"]
    assert len(table.shown) == len(rows)
    assert (expected != "").sum() == (rows["expectation"] != rows["expectation"].shift()).sum()
    assert table.shown["Source"].str.startswith("http").all()
    assert (table.shown.drop(columns="Expected") != "").all(axis=None)
    assert table.rests_on == "published"


def test_evidence_against_expectation_in_indonesian():
    shown = tables.against(here("id")).shown
    assert shown.iloc[:, 1].tolist() == facts_documents.against_expectation()["reason_id"].tolist()


def test_agreement_shows_families_before_codes():
    table = tables.agreement(here(), AGREEMENT, FAMILIES, CORPUS)
    assert table.shown.to_numpy().tolist() == [
        ["Working conditions", "1,020", "7", "98.1%", "25.0%", "0.86", "0.75 to 0.95", "0.85", "0.97", ""],
        ["Low pay", "1,020", "7", "98.1%", "25.0%", "0.86", "0.75 to 0.95", "0.85", "0.97", ""],
        ["Long hours", "10", "3", "97.0%", "5.0%", "0.65†", "0.40 to 0.85", "0.64", "0.96", ""],
        ["Finding home workers", "2", "1", "95.5%", "1.0%", "0.50", "– to –", "0.50", "0.90", "few"],
    ]
    assert list(table.shown.columns)[3:6] == ["Equal decisions", "Prevalence", "Kappa"]
    indonesian = tables.agreement(here("id"), AGREEMENT, FAMILIES, CORPUS).shown.iloc[0, 1:6].tolist()
    assert indonesian == ["1.020", "7", "98,1%", "25,0%", "0,86"]


def test_disagreements_leave_a_column_to_decide_in():
    rows = frame(
        "segment_id document_id code given_by not_by text", ["s1", "d1", "low_pay", "ani", "budi", "Paid too little."]
    )
    table = tables.disagreements(here_with(OWN), rows, OWN)
    assert table.shown.iloc[0].tolist() == ["s1", "Low pay", "ani", "budi", "Paid too little."]
    assert table.data["decision"].tolist() == [""]
    assert table.rests_on == "codings"
    assert table.sources == ("the study's own codings: ani.qdpx, budi.qdpx",)


@pytest.mark.parametrize(
    ("make", "arguments", "why"),
    [
        (tables.agreement, (AGREEMENT[:0], FAMILIES), "No agreement can be told"),
        (tables.disagreements, (pd.DataFrame(),), "There is nothing that one coder gave and another did not."),
    ],
)
def test_what_needs_two_coders_is_left_out_without(make, arguments, why):
    left = make(here(), *arguments, CORPUS)
    assert isinstance(left, LeftOut)
    assert left.why.startswith(why)


def test_joint_display_sets_three_kinds_of_evidence_side_by_side():
    table = tables.joint(here(), JOINT, CORPUS)
    pay, insecurity = table.shown.to_numpy().tolist()
    assert pay == [
        "Pay",
        "Low pay 3 (1); Long hours 1 (0)",
        "Paid too little.",
        "* 71% earn less than the hourly minimum (65% to 75%; N = 1,150)",
        "",
    ]
    assert insecurity[:4] == ["Insecure work", "no code", "", "not asked"]
    assert insecurity[4].endswith("; F011)")
    assert table.caption.endswith("* The survey is invented: nothing may be concluded from this column.")


def test_joint_display_of_a_field_survey_has_no_mark():
    table = tables.joint(here("en", "field"), JOINT, CORPUS)
    assert table.shown.iloc[0, 3].startswith("71% earn")
    assert "invented" not in table.caption


def test_joint_display_in_indonesian():
    assert "N = 1.150" in tables.joint(here("id"), JOINT, CORPUS).shown.iloc[0, 3]


def test_matrices_are_sheets_with_names_in_the_language():
    sheet = frame("family code label news Malang", ["conditions", "low_pay", "Low pay", 2, 1])
    book = tables.matrices(here(), {"type_segments": sheet, "place_row_share": sheet}, CORPUS)
    assert list(book.sheets) == ["type_segments", "place_row_share"]
    assert list(book.sheets["type_segments"].columns) == ["family", "code", "label", "news", "Malang"]
    indonesian = tables.matrices(here("id"), {"type_segments": sheet}, CORPUS)
    assert list(indonesian.sheets) != ["type_segments"]
    assert book.rests_on == "published"
