"""Checks of the field work, from rows whose interviewers are known."""

import pandas as pd
from shown import frame, here

from helpers.fieldwork import quality

CLEAN = pd.DataFrame(
    {
        "interviewer": ["E1"] * 4 + ["E2"] * 4 + ["E3"] * 4,
        "kecamatan": ["bergas"] * 6 + ["bawen"] * 6,
        "interview_minutes": [40.0] * 4 + [20.0] * 4 + [42.0] * 4,
        "hours_per_day": [8.0, 7.5, 6.5, 5.5] + [8.0] * 4 + [8.5, 7.5, 6.0, None],
        "age": [31, 32, 33, 40] * 3,
    }
)
REJECTED = pd.DataFrame(
    {"interviewer": ["E2", "E2", "E1"], "reasons": ["no_consent", "no_consent;no_village", "sent_again"]}
)


def test_an_interviewer_stands_out_from_the_middle_one():
    rows = quality.interviewer_checks(CLEAN, REJECTED).set_index("interviewer")
    assert rows["interviews"].tolist() == [4, 4, 4]
    assert rows["refusals"].round(3).tolist() == [0, 0.333, 0]
    assert rows["minutes"].tolist() == [40, 20, 42]
    assert rows["whole_hours"].round(3).tolist() == [0.25, 1, 0.333]
    assert rows["round_ages"].tolist() == [0.25] * 3
    for check in ("refusals", "minutes", "whole_hours"):
        assert rows[f"{check}_stands_out"].tolist() == [False, True, False]
    assert not rows["round_ages_stands_out"].any()


def test_missing_answers_are_shares_of_those_asked():
    rows = quality.missing_answers(CLEAN, here().form)
    assert rows.to_numpy().tolist() == [["hours_per_day", "bawen", 6, 1, 1 / 6], ["hours_per_day", "bergas", 6, 0, 0]]
    assert quality.missing_answers(CLEAN[:8], here().form).empty


def test_corrections_are_counted_by_rule_with_the_first_example():
    rows = frame("rule before after", ["a: x", "1", "2"], ["b", "3", "4"], ["b: y", "5", "6"])
    assert quality.corrections_by_rule(rows).to_numpy().tolist() == [["b", 2, "3", "4"], ["a", 1, "1", "2"]]
