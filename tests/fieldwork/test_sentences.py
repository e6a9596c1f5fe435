"""Sentences of notebook 01: each branch, word for word."""

import pandas as pd
import pytest
from shown import INVENTED, frame, here

from helpers.fieldwork import sentences
from helpers.survey import Cleaning

COLUMNS = (
    "interviewer refusals minutes whole_hours round_ages "
    "refusals_stands_out minutes_stands_out whole_hours_stands_out round_ages_stands_out"
)
CHECKS = frame(
    COLUMNS,
    ["E01", 0.05, 40.0, 0.5, 0.2, False, False, False, False],
    ["E02", 0.205, 20.4, 0.9, 0.2, True, True, False, False],
)


def cleaning(removed: int) -> Cleaning:
    """Return what a cleaning leaves of 1,204 rows."""
    kept = 1204 - removed
    flow = frame("step left removed", ["in_file", 1204, 0], ["no_consent", kept, removed], ["sent_again", kept, 0])
    clean = pd.DataFrame({"outlier": [True] * 2 + [False] * (kept - 2)})
    return Cleaning(clean, pd.DataFrame(index=range(removed)), pd.DataFrame(index=range(1500)), flow)


def test_sample_counts_what_is_left_and_what_was_taken_out():
    assert sentences.sample(here("en", "field"), cleaning(4)) == (
        "The file has 1,204 rows; 1,200 workers are left for the analysis. Taken out: 4 did not agree to take part. "
        "1,500 cells were corrected or set to missing, each of them logged; 2 workers have an hourly pay far from the "
        "others of their product and are flagged, not dropped."
    )


def test_sample_says_that_nobody_was_taken_out():
    assert "Taken out: nobody." in sentences.sample(here(), cleaning(0))


def test_sample_in_indonesian_has_its_separators():
    said = sentences.sample(here("id"), cleaning(4))
    assert all(count in said for count in ("1.204", "1.200", "1.500"))


def test_interviewers_who_stand_out_are_named_with_check_and_value():
    assert sentences.interviewers(here(), CHECKS) == INVENTED + (
        "Standing out: E02 in refusals (20%); E02 in median length (20). Ask them before using their interviews; a "
        "difference is not yet a fault."
    )


@pytest.mark.parametrize(("provenance", "front"), [("demonstration", INVENTED), ("field", "")])
def test_no_interviewer_stands_out(provenance, front):
    assert sentences.interviewers(here("en", provenance), CHECKS.iloc[:1]) == front + "No interviewer stands out."
