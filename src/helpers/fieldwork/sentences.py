"""Sentences of notebook 01, built from its results."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.provenance import from_survey
from helpers.fieldwork import words as fieldwork_words
from helpers.language import number, percent, translator
from helpers.studies import Study
from helpers.survey import Cleaning
from helpers.survey import words as survey_words


def sample(cleaning: Cleaning, study: Study, language: str) -> str:
    """Say what became of the rows of the field file."""
    _ = translator(language)
    steps = survey_words.steps(language)
    lost = ", ".join(
        _("{removed} {reason}").format(removed=number(row.removed, language), reason=steps[row.step])
        for row in cleaning.flow.iloc[1:].itertuples()
        if row.removed
    )
    sentence = _(
        "The file has {rows} rows; {left} workers are left for the analysis. Taken out: {lost}. {cells} cells were "
        "corrected or set to missing, each of them logged; {outliers} workers have an hourly pay far from the others of "
        "their product and are flagged, not dropped."
    ).format(
        rows=number(len(cleaning.clean) + len(cleaning.rejected), language),
        left=number(len(cleaning.clean), language),
        lost=lost or _("nobody"),
        cells=number(len(cleaning.corrections), language),
        outliers=number(int(cleaning.clean["outlier"].sum()), language),
    )
    return from_survey(sentence, study, language)


def interviewers(checks: pd.DataFrame, study: Study, language: str) -> str:
    """Say which interviewers stand out, and in what."""
    _ = translator(language)
    names = fieldwork_words.checks(language)
    found = [
        _("{interviewer} in {check} ({value})").format(
            interviewer=row["interviewer"],
            check=names[check].split(",")[0].lower(),
            value=number(row[check], language) if check == "minutes" else percent(row[check], language, 0),
        )
        for _index, row in checks.iterrows()
        for check in names
        if row[f"{check}_stands_out"]
    ]
    if not found:
        return from_survey(_("No interviewer stands out."), study, language)
    sentence = _("Standing out: {found}. Ask them before using their interviews; a difference is not yet a fault.")
    return from_survey(sentence.format(found="; ".join(found)), study, language)
