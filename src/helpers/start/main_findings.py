"""The main findings of a study, from every notebook, each with the exhibit that shows it: what notebook 00 opens with."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers import hours, protection, studies, survey, wages
from helpers.documents import corpus, summary
from helpers.documents import sentences as documents_sentences
from helpers.exhibits.here import Here
from helpers.form.questionnaire import Questionnaire
from helpers.hours import sentences as hours_sentences
from helpers.language import TooFewAnswers, translator
from helpers.protection import policy
from helpers.protection import sentences as protection_sentences
from helpers.studies import Study
from helpers.wages import published
from helpers.wages import sentences as wages_sentences

#: Number of a notebook → its name, which is that of the folder with its exhibits.
_NOTEBOOKS = {
    "02": "02_wages_against_minimum",
    "03": "03_hours_on_piece_rates",
    "04": "04_qualitative_coding_summary",
    "05": "05_protection_and_policy",
}


@dataclass(frozen=True)
class Finding:
    """A sentence made from the data, and the exhibit that shows it; `is_real` where it rests on published facts alone."""

    sentence: str
    exhibit: str
    is_real: bool

    @property
    def notebook(self) -> str:
        """Return the number of the notebook that the exhibit is from."""
        return self.exhibit.split("_", 1)[0]


def main(study: Study, language: str) -> list[Finding]:
    """Gather the main findings: first what rests on published facts and documents, then what rests on the survey.

    What a study cannot say, since it did not ask, is not among them.
    """
    form = studies.form(study)
    found = [*_real(study, language), *_survey(study, form, language)]
    return [finding for finding in found if finding.sentence]


def as_list(found: list[Finding], study: Study, language: str) -> str:
    """Write findings as a Markdown list, each with a link to its exhibit in the published figures."""
    _ = translator(language)
    lines = []
    for finding in found:
        ending = "html" if finding.exhibit.endswith("_table") else "png"
        folder = f"../figures/{study.name}/{language}/{_NOTEBOOKS[finding.notebook]}"
        link = f"{folder}/{finding.exhibit}.{ending}"
        lines.append(f"- {finding.sentence} [{_('exhibit')} {finding.exhibit}]({link})")
    return "\n".join(lines)


def _real(study: Study, language: str) -> list[Finding]:
    levels = wages.minimum_wages_over_time(study.province)
    documents = corpus.load(study, language)
    counts = summary.frequencies(corpus.coded(documents), documents)
    rules = policy.matrix(study.regency)
    return [
        Finding(wages_sentences.minimum_wage(Here(study, language), levels), "02_minimum_wages", True),
        Finding(
            wages_sentences.published(Here(study, language), published.pay_against_minimum()), "02_published_pay", True
        ),
        Finding(
            documents_sentences.roles_in_short(Here(study, language), counts, documents),
            "04_ngo_roles",
            documents.is_public,
        ),
        Finding(
            protection_sentences.policy(Here(study, language), rules, policy.gaps(rules)), "05_policy_matrix", True
        ),
    ]


def _survey(study: Study, form: Questionnaire, language: str) -> list[Finding]:
    workers = survey.cleaned(study)
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    shortfall = wages.shortfall(workers, "hourly_gross", minimum)
    rates = wages.piece_rates_needed(workers, minimum)
    found = [
        Finding(
            wages_sentences.below_minimum(Here(study, language), shortfall, minimum, "hourly_gross"),
            "02_shortfall_table",
            False,
        ),
        Finding(wages_sentences.piece_rates(Here(study, language), rates), "02_piece_rates", False),
        Finding(_hours(workers, study, language), "03_models_table", False),
    ]
    blocks = protection.indicators(workers, form)
    if "employment" in blocks:
        cover = protection.shares(workers, blocks)
        found.append(Finding(protection_sentences.cover(Here(study, language), cover), "05_cover", False))
    return found


def _hours(workers: pd.DataFrame, study: Study, language: str) -> str:
    try:
        sample, _counts = hours.sample_of(workers)
        row = pd.Series(hours.summarise(hours.fit(sample)))
    except TooFewAnswers:
        return ""
    return hours_sentences.main(Here(study, language), row)
