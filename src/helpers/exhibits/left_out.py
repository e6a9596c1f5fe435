"""What is said where a study cannot have an exhibit: which questions would bring it."""

from __future__ import annotations

from helpers.exhibits.exhibit import LeftOut
from helpers.form import questionnaire
from helpers.language import translator

#: What each kind of pay is worked out from.
EARNINGS = ("rate_per_unit", "units_per_week")


HOURS = ("hours_per_day", "days_per_week")


COSTS = ("cost_electricity", "cost_materials", "cost_tools", "cost_transport", "deductions")


#: Exhibits that rest on questions which a study may not have asked; others are made of whatever is there.
RESTS_ON: dict[str, tuple[str, ...]] = {
    "02_pay_distribution": (*EARNINGS, *HOURS),
    "02_shortfall_table": (*EARNINGS, *HOURS),
    "02_shortfall_by_group": (*EARNINGS, *HOURS),
    "02_groups_table": (*EARNINGS, *HOURS),
    "02_gross_to_net": (*EARNINGS, *HOURS, *COSTS),
    "02_divisor_table": (*EARNINGS, *HOURS),
    "02_piece_rates": ("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS),
    "02_piece_rates_table": ("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS),
    "03_hours_on_piece_rates": ("rate_per_unit", "rate_unit", *HOURS),
    "05_cover": ("bpjs_employment",),
    "05_cover_table": ("bpjs_employment", "bpjs_health", "contract", "hazards", "protective_gear"),
    "05_cover_by_group": ("bpjs_employment", "bpjs_health", "contract"),
    "05_hazards": ("hazards", "protective_gear"),
    "05_legal_hours": HOURS,
    "05_association": ("group_member",),
    "06_same_pay": (*EARNINGS, *HOURS),
    "06_rates_everywhere": ("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS),
    "06_rates": ("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS),
}


def needs(exhibit: str, language: str) -> LeftOut:
    """Say that an exhibit is left out, and which questions of the form would bring it.

    Parameters
    ----------
    exhibit
        A key of `RESTS_ON`.
    language
        Of the sentence.
    """
    _ = translator(language)
    form = questionnaire.load()
    named = ", ".join(f"{form.label(question, language)} ({question})" for question in RESTS_ON[exhibit])
    why = _("Too few answers, or none, to what this rests on: {questions}.").format(questions=named)
    return LeftOut(exhibit.split("_", 1)[1], why)
