"""Sentences of notebook 01, built from its results."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.fieldwork import words as fieldwork_words
from helpers.language import number, percent, translator
from helpers.survey import Cleaning
from helpers.survey import words as survey_words


def sample(here: Here, cleaning: Cleaning) -> str:
    """Say what became of the rows of the field file."""
    _ = translator(here.language)
    steps = survey_words.steps(here.language)
    lost = ", ".join(
        _("{removed} {reason}").format(removed=number(row.removed, here.language), reason=steps[row.step])
        for row in cleaning.flow.iloc[1:].itertuples()
        if row.removed
    )
    sentence = _(
        "The file has {rows} rows; {left} workers are left for the analysis. Taken out: {lost}. {cells} cells were "
        "corrected or set to missing, each of them logged; {outliers} workers have an hourly pay far from the others of "
        "their product and are flagged, not dropped."
    ).format(
        rows=number(len(cleaning.clean) + len(cleaning.rejected), here.language),
        left=number(len(cleaning.clean), here.language),
        lost=lost or _("nobody"),
        cells=number(len(cleaning.corrections), here.language),
        outliers=number(int(cleaning.clean["outlier"].sum()), here.language),
    )
    return from_survey(here, sentence)


def interviewers(here: Here, checks: pd.DataFrame) -> str:
    """Say which interviewers stand out, and in what."""
    _ = translator(here.language)
    names = fieldwork_words.checks(here.language)
    found = [
        _("{interviewer} in {check} ({value})").format(
            interviewer=row["interviewer"],
            check=names[check].split(",")[0].lower(),
            value=number(row[check], here.language) if check == "minutes" else percent(row[check], here.language, 0),
        )
        for _index, row in checks.iterrows()
        for check in names
        if row[f"{check}_stands_out"]
    ]
    if not found:
        return from_survey(here, _("No interviewer stands out."))
    sentence = _("Standing out: {found}. Ask them before using their interviews; a difference is not yet a fault.")
    return from_survey(here, sentence.format(found="; ".join(found)))
