"""Write the invented workers down as KoboToolbox exports a form: one row per submission, text in every cell.

Interviewers differ, as in the field: I04 is hurried (short interviews, more refusals), I06 rounds hours to whole ones.
"""

from __future__ import annotations

import uuid

import numpy as np
import pandas as pd

from helpers.form.questionnaire import Questionnaire

INTERVIEWERS = ["I01", "I02", "I03", "I04", "I05", "I06"]
FIRST_DAY = pd.Timestamp("2021-09-06")
FORM_VERSION_NUMBERS, FORM_VERSION_TEXT = "demo-2", "demo-1"
_PERSONAL = ("respondent_name", "phone", "nik", "gps")
REFUSALS = 14


def draw_interviews(workers: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add who asked, when, and how long it took; and the persons who did not agree to take part.

    Parameters
    ----------
    workers
        The answers without error (`process.draw_workers`).
    rng
        Source of randomness.

    Returns
    -------
    pandas.DataFrame
        Workers and refusals in the order of the interviews, with ``interviewer``, ``start``, ``end``,
        ``interview_date``, ``consent``, and obviously invented personal answers.
    """
    refusals = workers[["kecamatan", "desa"]].sample(REFUSALS, random_state=rng)
    everyone = pd.concat([workers.assign(consent="yes"), refusals.assign(consent="no")], ignore_index=True)
    villages = everyone["desa"].drop_duplicates().sort_values().to_list()
    interviewer_of = {village: INTERVIEWERS[i % len(INTERVIEWERS)] for i, village in enumerate(villages)}
    everyone["interviewer"] = everyone["desa"].map(interviewer_of)
    refused = everyone.index[everyone["consent"] == "no"]
    hurried = rng.random(len(refused)) < 0.4
    everyone.loc[refused[hurried], "interviewer"] = "I04"
    whole = everyone["interviewer"] == "I06"
    everyone.loc[whole, "hours_per_day"] = everyone.loc[whole, "hours_per_day"].map(lambda hours: np.floor(hours + 0.5))
    _add_times(everyone, rng)
    everyone = everyone.sort_values(["start", "desa"], kind="stable", ignore_index=True)
    agreed = everyone["consent"] == "yes"
    serial = pd.Series(np.arange(1, len(everyone) + 1), everyone.index)
    everyone["respondent_name"] = serial.map("Contoh Responden {:03d}".format).where(agreed)
    everyone["phone"] = serial.map("0800-0000-{:04d}".format).where(agreed)
    everyone["nik"] = serial.map("9999{:012d}".format).where(agreed)
    everyone["gps"] = None
    everyone.loc[agreed, "gps"] = [f"0.{number:04d} 0.{number:04d} 0 0" for number in serial[agreed]]
    return everyone


def _add_times(everyone: pd.DataFrame, rng: np.random.Generator) -> None:
    n = len(everyone)
    village_day = {village: i % 18 for i, village in enumerate(everyone["desa"].drop_duplicates())}
    day = everyone["desa"].map(village_day) + rng.integers(0, 3, n)
    begin = rng.integers(8 * 3600, 16 * 3600, n)
    hurried = (everyone["interviewer"] == "I04").to_numpy()
    minutes = np.where(hurried, rng.normal(17, 4, n), rng.normal(38, 8, n)).clip(8)
    minutes = np.where(everyone["consent"] == "no", rng.uniform(1, 4, n), minutes)
    start = FIRST_DAY + pd.to_timedelta(day, unit="D") + pd.to_timedelta(begin, unit="s")
    end = start + pd.to_timedelta(np.round(minutes * 60), unit="s")
    everyone["start"] = start.dt.strftime("%Y-%m-%dT%H:%M:%S.000+07:00")
    everyone["end"] = end.dt.strftime("%Y-%m-%dT%H:%M:%S.000+07:00")
    everyone["interview_date"] = start.dt.strftime("%Y-%m-%d")


def as_text(interviews: pd.DataFrame, form: Questionnaire) -> pd.DataFrame:
    """Write each answer as the text that stands in the export, in the order of the form.

    Returns
    -------
    pandas.DataFrame
        A column per question; blanks are empty texts, whole numbers have no decimals.
    """
    columns = {name: interviews.get(name) for name in form.questions.index}
    table = pd.DataFrame(columns, index=interviews.index)
    return table.apply(lambda column: column.map(_written)).fillna("")


def _written(value: object) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float | np.floating):
        return f"{value:.10g}"
    return str(value)


def kobo_layout(answers: pd.DataFrame, form: Questionnaire, rng: np.random.Generator) -> pd.DataFrame:
    """Add what KoboToolbox adds: a column per choice of multiple answers, parts of the location, system columns.

    Parameters
    ----------
    answers
        Text answers (`as_text`), with ``_uuid`` and ``__version__`` set where they are known.
    form
        The questionnaire.
    rng
        Source of the identifiers.
    """
    out: dict[str, pd.Series | list[str]] = {}
    for name in form.questions.index:
        out[name] = answers[name]
        if form.questions.at[name, "kind"] == "several":
            for choice in form.choice_names(name):
                out[f"{name}/{choice}"] = answers[name].map(lambda text, c=choice: _ticked(text, c))
        if form.questions.at[name, "kind"] == "place":
            parts = answers[name].str.split(" ", expand=True).reindex(columns=range(4)).fillna("")
            for position, part in enumerate(("latitude", "longitude", "altitude", "precision")):
                out[f"_{name}_{part}"] = parts[position]
    n = len(answers)
    submitted = pd.to_datetime(answers["end"]).dt.tz_localize(None) - pd.Timedelta(hours=7) + pd.Timedelta(minutes=95)
    out["_id"] = [str(4_100_000 + 7 * number) for number in range(n)]
    out["_uuid"] = [str(uuid.UUID(bytes=rng.bytes(16), version=4)) for _ in range(n)]
    out["_submission_time"] = submitted.dt.strftime("%Y-%m-%dT%H:%M:%S")
    out["_validation_status"] = [""] * n
    out["_notes"] = [""] * n
    out["_status"] = ["submitted_via_web"] * n
    out["_submitted_by"] = answers["interviewer"].str.lower()
    out["__version__"] = answers["__version__"]
    out["_tags"] = [""] * n
    out["_index"] = [str(number) for number in range(1, n + 1)]
    return pd.DataFrame(out)


def _ticked(text: str, choice: str) -> str:
    return "" if text == "" else str(int(choice in text.split()))
