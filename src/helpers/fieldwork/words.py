"""Words for the interviewer checks and derived variables."""

from __future__ import annotations

from helpers.language import translator


def checks(language: str) -> dict[str, str]:
    """Return the interviewer checks."""
    _ = translator(language)
    return {
        "refusals": _("Refusals, % of those asked"),
        "minutes": _("Median length, minutes"),
        "whole_hours": _("Whole hours a day, %"),
        "round_ages": _("Ages in 0 or 5, %"),
    }


def derived(language: str) -> dict[str, str]:
    """Return the labels of derived variables that no question has."""
    _ = translator(language)
    return {"hours_per_week": _("Hours a week")}
