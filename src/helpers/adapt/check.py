"""Look at a study before running it: what was understood of its file, what was not, and what that costs.

Nothing is written but the page itself, and no answer that tells who a person is stands on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from helpers import studies, survey
from helpers.adapt import exhibits as _every_exhibit  # noqa: F401 - importing them declares what they need
from helpers.exhibits.declared import all_declared
from helpers.form import questionnaire
from helpers.form.questionnaire import Questionnaire
from helpers.language import UserError
from helpers.studies import Study
from helpers.survey import reading
from helpers.survey.derive import EARNINGS
from helpers.survey.reading.understanding import Understanding

#: Rules that mend or blank an answer, from the most to the least in need of a look.
BLANKING = ("unreadable", "out_of_range", "not_a_choice", "net_above_gross")


@dataclass(frozen=True, eq=False)
class Check:
    """What a look at a study found.

    Attributes
    ----------
    study
        The study, or None where its settings cannot be read.
    errors
        What stops the study from running, each as one message (a `Note`); empty where it runs.
    understanding
        How the file was understood; None where it could not be opened.
    flow
        ``step``, ``removed``, ``left``: what becomes of the rows; empty where the cleaning did not come that far.
    problems
        One row per answer that was mended or set to missing: ``row``, ``question``, ``value``, ``became``, ``rule``; those that
        lost an answer first.
    rejected
        ``row``, ``reasons``.
    left_out
        Exhibit → questions that would bring it.
    """

    study: Study | None
    errors: tuple[str, ...] = ()
    understanding: Understanding | None = None
    flow: pd.DataFrame = field(default_factory=pd.DataFrame)
    problems: pd.DataFrame = field(default_factory=pd.DataFrame)
    rejected: pd.DataFrame = field(default_factory=pd.DataFrame)
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def runs(self) -> bool:
        """Whether `make run` would find nothing in its way."""
        return not self.errors


def check(name: str) -> Check:
    """Read and clean a study without running any notebook, and tell what was found; raises nothing a user can cause.

    Parameters
    ----------
    name
        Its folder's name.
    """
    errors: list[str] = []
    try:
        study = studies.load(name)
    except UserError as error:
        return Check(None, (error.note,))
    try:
        studies.minimum_wage(study)
    except UserError as error:
        errors.append(error.note)
    try:
        form = studies.form(study)
    except UserError as error:
        errors.append(error.note)
        # Without its villages the file can still be looked at, by the general form.
        form = questionnaire.load()
    understanding = _understood(study, form, errors)
    left_out = missing_exhibits(understanding) if understanding else {}
    try:
        cleaning = survey.clean(study)
    except UserError as error:
        if error.note not in errors:
            errors.append(error.note)
        return Check(study, tuple(errors), understanding, left_out=left_out)
    problems = cleaning.corrections.rename(columns={"field": "question", "before": "value", "after": "became"})
    lost = (~problems["rule"].isin(BLANKING)).astype(int)
    problems = problems.assign(lost=lost).sort_values(["lost", "rule", "row"], kind="stable", ignore_index=True)
    return Check(
        study,
        tuple(errors),
        understanding,
        cleaning.flow,
        problems.drop(columns="lost"),
        cleaning.rejected[["row", "reasons"]],
        left_out,
    )


def missing_exhibits(understanding: Understanding) -> dict[str, tuple[str, ...]]:
    """Which exhibits cannot be made because none of the file's columns answers a question that they need?"""
    absent = set(understanding.absent)
    if not {"last_pay", "last_pay_period"} & absent:
        absent -= set(EARNINGS)  # what the last pay brings stands in for a typical week
    found = {declared.name: declared.lacking(absent) for declared in all_declared()}
    return {exhibit: lacking for exhibit, lacking in found.items() if lacking}


def _understood(study: Study, form: Questionnaire, errors: list[str]) -> Understanding | None:
    try:
        return reading.understand(study, form)
    except UserError as error:
        errors.append(error.note)
        return None
