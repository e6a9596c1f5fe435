"""Words for kinds of protection, rules and gaps."""

from __future__ import annotations

from helpers.form.questionnaire import Questionnaire
from helpers.language import translator
from helpers.protection import words
from helpers.statistics.conventions import DAY_LIMITS, OVERTIME_LIMIT, WEEK_LIMIT


def protection_measures(language: str) -> dict[tuple[str, str], str]:
    """Return the measures of protection that are not answers of the form: (block, measure) → words."""
    _ = translator(language)
    return {
        ("health", "any"): _("Any health cover (BPJS Kesehatan)"),
        ("employment", "any"): _("Any programme of BPJS Ketenagakerjaan"),
        ("hazards", "any"): _("Any hazard"),
        ("gear", "any"): _("Any protective gear"),
        ("injury", "injury"): _("Hurt or ill from the work in twelve months"),
    }


def protection_blocks(language: str) -> dict[str, str]:
    """Return the blocks of the questions on protection."""
    _ = translator(language)
    return {
        "health": _("Health cover"),
        "employment": _("Work accident, death, old age"),
        "payer": _("Who pays the premium"),
        "contract": _("Agreement"),
        "hazards": _("Hazards named"),
        "gear": _("Protective gear used"),
        "injury": _("Injury and illness"),
    }


def legal_hours(language: str) -> dict[str, str]:
    """Return the legal limits that hours can pass."""
    _ = translator(language)
    return {
        "week": _("More than {week} hours a week").format(week=WEEK_LIMIT),
        "week_peak": _("… when there are many orders"),
        "day": _("More than {five} hours a day ({six} in a six-day week)").format(
            five=DAY_LIMITS["up_to_five"], six=DAY_LIMITS["six_or_seven"]
        ),
        "overtime": _("More than {week} + {overtime} hours a week").format(week=WEEK_LIMIT, overtime=OVERTIME_LIMIT),
        "overtime_peak": _("… when there are many orders"),
        "no_day_off": _("No day off"),
    }


def protection_outcomes(language: str) -> dict[str, str]:
    """Return the outcomes that are set against membership of a group."""
    _ = translator(language)
    return {
        "employment": _("Any BPJS Ketenagakerjaan"),
        "health": _("Any health cover"),
        "agreement": _("Any agreement, spoken or written"),
        "gear": _("Any protective gear"),
        "injury": _("Hurt or ill in twelve months"),
        "asked_raise": _("Asked for a raise"),
    }


def dimensions(language: str) -> dict[str, str]:
    """Return the kinds of protection that a rule can give."""
    _ = translator(language)
    return {
        "recognition": _("Recognition as a worker"),
        "minimum_wage": _("Minimum wage"),
        "working_hours": _("Working hours"),
        "social_security": _("Social security"),
        "occupational_safety_health": _("Safety and health"),
        "freedom_of_association": _("Freedom to organise"),
        "maternity": _("Maternity"),
        "inspection": _("Inspection and records"),
    }


def levels(language: str) -> dict[str, str]:
    """Return the levels of rules."""
    _ = translator(language)
    return {
        "international": _("International"),
        "national": _("National"),
        "provincial": _("Provincial"),
        "regency": _("Regency"),
    }


def statuses(language: str) -> dict[str, str]:
    """Return the standing of a rule."""
    _ = translator(language)
    return {
        "in_force": _("in force"),
        "ratified_not": _("not ratified"),
        "draft": _("draft"),
        "decision": _("ruling"),
        "guideline": _("not binding"),
        "none": _("no rule"),
    }


def coverages(language: str) -> dict[str, str]:
    """Return how a rule deals with home workers."""
    _ = translator(language)
    return {
        "explicit": _("names home workers"),
        "implicit": _("holds if recognised as employees, or on joining by oneself"),
        "excluded": _("takes them, or many of them, out"),
        "none": _("looked at, nothing for home workers"),
    }


def gaps(language: str) -> dict[int, str]:
    """Return the degrees of the gap."""
    _ = translator(language)
    return {
        0: _("a rule names them"),
        1: _("only if recognised, or on joining alone"),
        2: _("the same, and many taken out"),
        3: _("no rule reaches them"),
    }


#: The question whose answers are the measures of a block.
QUESTION_OF = {
    "health": "bpjs_health",
    "employment": "bpjs_employment",
    "payer": "bpjs_payer",
    "contract": "contract",
    "hazards": "hazards",
    "gear": "protective_gear",
}


def measure_label(block: str, measure: str, form: Questionnaire, language: str) -> str:
    """Return how a measure of protection is written for people."""
    own = words.protection_measures(language)
    if (block, measure) in own:
        return own[block, measure]
    return form.choice_labels(QUESTION_OF[block], language)[measure]
