"""Where a figure, table or sentence is shown: for which study, in which language, with which form."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from helpers import studies
from helpers.form.questionnaire import Questionnaire
from helpers.language import percent
from helpers.statistics.conventions import CONFIDENCE
from helpers.studies import Study


@dataclass(frozen=True)
class Here:
    """A study in a language: what everything that is shown needs to know.

    Attributes
    ----------
    study, language
        The study, and the language of everything that is shown (``en`` or ``id``).
    asked
        A questionnaire other than the study's own; None for its own.
    """

    study: Study
    language: str
    asked: Questionnaire | None = field(default=None, kw_only=True, repr=False, compare=False)

    @cached_property
    def form(self) -> Questionnaire:
        """Return the study's questionnaire, with its districts and villages as choices."""
        return studies.form(self.study) if self.asked is None else self.asked

    @property
    def confidence(self) -> str:
        """Return the confidence level of every interval as people write it: 95%."""
        return percent(CONFIDENCE, self.language, 0)
