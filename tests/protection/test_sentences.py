"""Sentences of notebook 05: each branch, word for word."""

from dataclasses import replace

import pandas as pd
import pytest
from shown import INVENTED, frame, here
from shown_protection import ASSOCIATION, GAPS, HOURS, PUBLISHED_HOURS, RULES, SHARES

from helpers.exhibits.here import Here
from helpers.protection import sentences

LOST = frame("measure estimate low high", ["days_per_injured", 6.54, 4.0, 9.0], ["days_per_hundred", 65.4, 40.2, 90.1])


def with_truth(truth: float) -> Here:
    """Return the study as if its survey had been drawn with these log-odds."""
    study = here().study
    return Here(replace(study, truth={"group_cover": truth}), "en")


def test_cover_tells_every_share_with_interval_and_n():
    assert sentences.cover(here(), SHARES) == INVENTED + (
        "Of the home workers, with 95% intervals: any programme of BPJS Ketenagakerjaan 6.5% (4.0% to 10.0%; N = 1,190); any "
        "health cover 80.0% (75.0% to 85.0%; N = 1,200); health cover given to poor households (PBI) 50.0% (45.0% to 55.0%; N = "
        "1,200); a written agreement 2.0% (1.0% to 4.0%; N = 1,150). Where there is a programme, the giver of work pays for "
        "25.0% (10.0% to 50.0%; N = 78)."
    )
    said = sentences.cover(here("id"), SHARES)
    assert "6,5%" in said
    assert "N = 1.190" in said


def test_cover_without_a_payer():
    said = sentences.cover(here("en", "field"), SHARES[SHARES["block"] == "contract"])
    assert said == "Of the home workers, with 95% intervals: a written agreement 2.0% (1.0% to 4.0%; N = 1,150)."


def test_groups_name_the_least_and_the_most_covered():
    assert sentences.groups(here("en", "field"), SHARES) == (
        "Any programme of BPJS Ketenagakerjaan. Sex: from 5.0% (Woman) to 12.0% (Man). Many of these intervals overlap."
    )


def test_hazards_gear_injuries_and_lost_days():
    first = (
        "60.0% (55.0% to 65.0%; N = 1,180) name a hazard, 30.0% (25.0% to 35.0%; N = 1,160) use any protective gear, 10.0% (7.0% "
        "to 14.0%; N = 1,170) were hurt or made ill by the work in twelve months."
    )
    days = " Those who were lost 6.5 working days on average; a hundred home workers lose 65 days a year (40 to 90)."
    assert sentences.hazards(here("en", "field"), SHARES, LOST) == first + days
    assert sentences.hazards(here("en", "field"), SHARES, LOST[:0]) == first
    assert "6,5" in sentences.hazards(here("id"), SHARES, LOST)


@pytest.mark.parametrize(
    ("say", "arguments", "what"),
    [
        (sentences.cover, (SHARES[:0],), "protection"),
        (sentences.groups, (SHARES[:0],), "protection"),
        (sentences.hazards, (SHARES[SHARES["block"] != "injury"], LOST), "hazards"),
    ],
)
def test_what_was_not_asked_is_said(say, arguments, what):
    assert say(here(), *arguments) == f"The study did not ask about {what}."


def test_hours_are_two_sentences_of_which_one_is_invented():
    first, second = sentences.hours(here(), HOURS, PUBLISHED_HOURS)
    assert first == (
        "Of 2 published days 1 are longer than eight hours, 1 are not; 1 more are figures of speech. The only weekly figure from "
        "a survey is 30 to 55 hours."
    )
    assert second == INVENTED + (
        "41.5% (35.0% to 48.0%; N = 1,200) work more than 40 hours in a usual week, 62.0% (55.0% to 70.0%; N = 900) when there "
        "are many orders; 30.0% (25.0% to 35.0%; N = 1,190) pass the day's limit; 5.4% (3.0% to 8.0%; N = 1,200) pass the week's "
        "limit and all overtime that the law allows."
    )


def test_hours_without_a_survey():
    assert sentences.hours(here(), HOURS[:0], PUBLISHED_HOURS)[1] == ""


@pytest.mark.parametrize(
    ("truth", "said"),
    [
        (0.8, "The survey was drawn with log-odds of 0.8 for members' cover; the interval covers it."),
        (2.5, "The survey was drawn with log-odds of 2.5 for members' cover; this interval does not cover it."),
    ],
)
def test_association_of_an_invented_survey_is_held_against_the_truth(truth, said):
    assert sentences.association(with_truth(truth), ASSOCIATION).endswith(said)


def test_association_names_the_clear_differences():
    chance = (
        " 2 outcomes were looked at, so one in twenty such intervals misses by chance. None of it is an effect of membership: "
        "who joins, and where groups form, is no accident."
    )
    assert sentences.association(here("en", "field"), ASSOCIATION) == (
        "Members of a group and others who are alike differ clearly in: any BPJS Ketenagakerjaan 12.3 points (5.0 to 20.0)."
        + chance
    )
    assert "12,3" in sentences.association(here("id"), ASSOCIATION)


def test_association_without_a_clear_difference():
    said = sentences.association(here("en", "field"), ASSOCIATION[1:])
    assert said.startswith(
        "No difference between members of a group and others who are alike is clear of zero. 1 outcomes"
    )


def test_association_that_cannot_be_estimated():
    assert sentences.association(here(), ASSOCIATION[2:]) == (
        "Too few members of a group, or too few with any protection, to compare."
    )


def test_policy_counts_rules_drafts_and_rulings():
    assert sentences.policy(here(), RULES, GAPS) == (
        "4 rules in force bear on home workers; those that name them: none. 1 drafts do, none of them found to be passed; 1 "
        "rulings exist, one of which held that two home workers were employees. Rules in force take many out of: minimum wage. No "
        "rule of Kabupaten Semarang on home workers was found in the sources, which is not to say that there is none."
    )


def test_policy_with_a_rule_of_the_regency_that_names_them():
    own = RULES[-1:].assign(instrument_id="P1", level="regency", coverage="explicit")
    said = sentences.policy(here(), pd.concat([RULES, own], ignore_index=True), GAPS[2:])
    assert said.startswith("5 rules in force bear on home workers; those that name them: 1.")
    assert said.endswith("Rules in force take many out of: –.")
