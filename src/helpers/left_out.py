"""What is said where a study cannot have an exhibit: which questions would bring it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers import questionnaire
from helpers.language import translator

#: What each kind of pay is worked out from.
EARNINGS = ("rate_per_unit", "units_per_week")
HOURS = ("hours_per_day", "days_per_week")
COSTS = ("cost_electricity", "cost_materials", "cost_tools", "cost_transport", "deductions")


@dataclass(frozen=True)
class LeftOut:
    """An exhibit that this study cannot have.

    Attributes
    ----------
    name
        Its stable file name, without the notebook's number.
    why
        What is missing and what would bring it, in a sentence.
    """

    name: str
    why: str


def needs(name: str, questions: Sequence[str], language: str) -> LeftOut:
    """Say that an exhibit is left out, and which questions of the form would bring it.

    Parameters
    ----------
    name
        The exhibit's stable name.
    questions
        Names of questions that the study did not ask, or to which too few answers are left.
    language
        Of the sentence.
    """
    _ = translator(language)
    form = questionnaire.load()
    named = ", ".join(f"{form.label(question, language)} ({question})" for question in questions)
    why = _("Left out: too few answers, or none, to what this rests on: {questions}.").format(questions=named)
    return LeftOut(name, why)
