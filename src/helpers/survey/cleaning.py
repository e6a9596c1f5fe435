"""From the raw file to the cleaned survey: nothing is lost, and every change can be read.

``raw rows = clean + rejected``; each rejected row has all its reasons, each changed cell stands in the log.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers import studies
from helpers.files import numbers, paths
from helpers.form.questionnaire import Questionnaire
from helpers.language import UserError
from helpers.studies import Study
from helpers.survey import reading, rules
from helpers.survey.derive import derive, design_weights, flag_outliers
from helpers.survey.reading import answers as survey_answers

#: Reasons to reject a row, in the order in which the sample flow tells them.
REASONS = ("rejected_in_review", "no_consent", "sent_again", "no_village")
#: Where no row has this reason, the sample flow has no such step: only ODK Central has a review.
RARE_REASONS = ("rejected_in_review",)
#: Of a rejected row only this is kept: who did not agree has given no answers.
KEPT_OF_REJECTED = ["interviewer", "interview_date", "kecamatan", "desa"]


@dataclass(frozen=True)
class Cleaning:
    """What the cleaning made of a survey.

    Attributes
    ----------
    clean
        One row per worker: ``row`` (in the raw file), answers, derived variables (`derive`), ``outlier`` (bool),
        ``weight``.
    rejected
        One row per rejected row: ``row``, ``reasons`` (all of them, ``;`` between), visit.
    corrections
        One row per changed cell: ``row``, ``field``, ``before``, ``after``, ``rule``.
    flow
        One row per step of the sample: ``step``, ``removed``, ``left``.
    """

    clean: pd.DataFrame
    rejected: pd.DataFrame
    corrections: pd.DataFrame
    flow: pd.DataFrame


def clean(study: Study) -> Cleaning:
    """Clean a study's survey; notebook 01 tells the same steps one by one.

    Raises
    ------
    UserError
        Where the raw file or a person's own corrections cannot be read, or no row is left.
    """
    form = studies.form(study)
    read = reading.read(study, form)
    raw = read.answers
    answers, entries = mend(raw, study, form)
    entries = pd.concat([read.user_missing, entries], ignore_index=True).astype({"row": "int64"})
    reasons = reject(answers, raw, read.rejected_in_review)
    kept = answers[reasons == ""]
    if kept.empty:
        raise UserError(
            "{file}: none of its {rows} rows is left after cleaning ({reasons}). Check the answers to consent, kecamatan "
            "and desa.",
            file=paths.relative(study.survey.file),
            rows=len(raw),
            reasons=_count_reasons(reasons),
        )
    derived = derive(kept)
    derived["outlier"] = flag_outliers(derived["hourly_gross"], derived["product"])
    derived["weight"] = _weights(derived, study)
    rejected = answers.loc[reasons != "", KEPT_OF_REJECTED]
    rejected.insert(0, "reasons", reasons[reasons != ""])
    # The answers of who did not agree are no part of any output, so neither are changes to them.
    refused = answers.index[reasons.str.contains("no_consent")]
    log = entries[~entries["row"].isin(refused)].sort_values(["row", "field"], kind="stable", ignore_index=True)
    tidy = derived.drop(columns=list(survey_answers.SYSTEM_COLUMNS)).reset_index()
    texts = tidy.select_dtypes("str").columns
    tidy[texts] = tidy[texts].where(tidy[texts] != "")
    return Cleaning(tidy, rejected.reset_index(), log, flow(reasons))


def mend(answers: pd.DataFrame, study: Study, form: Questionnaire) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Apply every rule in its order; return the answers and the log of what was changed.

    Parameters
    ----------
    answers
        Text answers (`reading.read_answers`).
    study, form
        The study and its questionnaire.
    """
    answers, by_hand = rules.by_hand(answers, study, form)
    answers, named = rules.name_choices(answers, form)
    answers, read = rules.read_numbers(answers, form)
    answers, blanked = rules.blank_impossible(answers, form)
    answers, unit = rules.mend_unit_of_rate(answers)
    answers, swapped = rules.mend_swapped_pay(answers)
    log = pd.concat([by_hand, named, read, blanked, unit, swapped], ignore_index=True)
    return answers, log.astype({"row": "int64"})


def reject(answers: pd.DataFrame, raw: pd.DataFrame, in_review: pd.Index | None = None) -> pd.Series:
    """Why is a row not used?

    Parameters
    ----------
    answers
        Answers after `mend`.
    raw
        The same rows as they were read: who corrects one of two copies by hand does not make two interviews of them.
    in_review
        Rows that a supervisor rejected before the data were sent.

    Returns
    -------
    pandas.Series of str
        All reasons of each row with ``;`` between, empty where it is kept: ``rejected_in_review``, ``no_consent``,
        ``sent_again`` (all its answers stand in an earlier row that was not rejected in review, started and ended at
        the same moment), ``no_village`` (its village is not in the sample, so that it stands for nobody).
    """
    questions = [name for name in answers.columns if name not in survey_answers.SYSTEM_COLUMNS]
    reviewed = answers.index.isin(answers.index[:0] if in_review is None else in_review)
    again = pd.Series(False, answers.index)
    # Who rejects one of two copies in review wants to keep the other.
    for table in (answers[~reviewed], raw[~reviewed]):
        again[~reviewed] |= table.duplicated(questions, keep="first")
    holds = {
        "rejected_in_review": pd.Series(reviewed, answers.index),
        "no_consent": answers["consent"] != "yes",
        "sent_again": again,
        "no_village": answers["desa"] == "",
    }
    reasons = pd.Series("", answers.index, dtype="str")
    for reason in REASONS:
        reasons = reasons.where(~holds[reason], reasons + ";" + reason)
    return reasons.str.strip(";")


def flow(reasons: pd.Series) -> pd.DataFrame:
    """Count the rows after each step of the sample, a row being counted at the first of its reasons."""
    first = reasons.str.split(";").str[0]
    counted = {reason: int((first == reason).sum()) for reason in REASONS}
    removed = {reason: count for reason, count in counted.items() if count or reason not in RARE_REASONS}
    left = len(reasons) - np.cumsum([0, *removed.values()])
    return pd.DataFrame({"step": ["in_file", *removed], "removed": [0, *removed.values()], "left": left})


def _weights(derived: pd.DataFrame, study: Study) -> pd.Series:
    if not study.survey.weight:
        return design_weights(derived, studies.places(study))
    written = derived[study.survey.weight].fillna("").astype("str")
    weights = numbers.read_column(written, unit="weight")
    wrong = weights.index[~(weights > 0)]
    if len(wrong):
        raise UserError(
            "{file}, row {row}, {column}: {value!r} is not a weight, or it may be read in two ways. Give each row a "
            "number above zero, with a point before decimals and nothing between thousands.",
            file=paths.relative(study.survey.file),
            row=wrong[0],
            column=study.survey.weight,
            value=derived.at[wrong[0], study.survey.weight],
        )
    return weights


def _count_reasons(reasons: pd.Series) -> str:
    counts = reasons.value_counts()
    return ", ".join(f"{reason}: {count}" for reason, count in counts.items())
