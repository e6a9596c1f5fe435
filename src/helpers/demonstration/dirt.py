"""Plant the errors of the field into the demonstration survey, and list every one.

The list is what the tests hold the cleaning to: each planted error names its row, its question, what was written, what
is true, and what a careful cleaner can do about it: ``corrected`` (the truth can be told from the rest), ``blanked``
(it cannot, so the value is set to missing), ``missing`` (never answered), or ``rejected`` (the whole row).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.demonstration.export import FORM_VERSION_NUMBERS, FORM_VERSION_TEXT
from helpers.form.questionnaire import Questionnaire

RUPIAH_STYLES: dict[str, Callable[[int], str]] = {
    "dots": lambda value: f"{value:,}".replace(",", "."),
    "rp_dots": lambda value: "Rp " + f"{value:,}".replace(",", "."),
    "rp_comma_dash": lambda value: "Rp. " + f"{value:,}".replace(",", ".") + ",-",
    "english": lambda value: f"{value:,}.00",
    "thousands_word": lambda value: f"{value / 1000:.10g}".replace(".", ",") + " rb",
}
MONEY = (
    "rate_per_unit",
    "last_pay",
    "last_pay_received",
    "cost_electricity",
    "cost_materials",
    "cost_transport",
)
OFTEN_MISSING = (
    "age",
    "education",
    "work_giver",
    "contract",
    "minutes_per_unit",
    "deductions",
    "cost_electricity",
    "cost_materials",
    "cost_tools",
    "peak_hours_per_day",
    "bpjs_health",
    "days_per_week",
    "hours_per_day",
    "units_per_week",
    "hazards",
    "knows_umk",
    "household_size",
)
KODI = 20


@dataclass
class Planting:
    """The table that is being dirtied, and the list of what was done to it.

    Attributes
    ----------
    answers
        Text answers, a row per interview; changed in place.
    planted
        One entry per planted error; ``position`` is the row's place in `answers`.
    taken
        Rows that carry an error which concerns the whole row; no second such error goes there.
    """

    answers: pd.DataFrame
    rng: np.random.Generator
    planted: list[dict[str, object]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def pick(self, eligible: pd.Series, count: int) -> list[int]:
        """Choose rows at random among those that are eligible and not taken."""
        free = [row for row in np.flatnonzero(eligible.to_numpy()) if row not in self.taken]
        chosen = [int(row) for row in self.rng.choice(free, count, replace=False)]
        self.taken.update(chosen)
        return chosen

    def write(self, row: int, question: str, text: str, kind: str, outcome: str, truth: str | None = None) -> None:
        """Write `text` over an answer and list it."""
        true_value = self.answers.at[row, question] if truth is None else truth
        self.answers.at[row, question] = text
        self.planted.append(
            {
                "position": row,
                "field": question,
                "kind": kind,
                "written": text,
                "truth": true_value,
                "outcome": outcome,
            }
        )


def plant(
    answers: pd.DataFrame, form: Questionnaire, rng: np.random.Generator
) -> tuple[pd.DataFrame, list[dict[str, object]]]:
    """Plant errors of every kind.

    Parameters
    ----------
    answers
        Text answers without error (`export.as_text`).
    form
        The questionnaire.
    rng
        Source of randomness.

    Returns
    -------
    answers : pandas.DataFrame
        The dirty answers, re-sent duplicates appended at the place they were sent again, with ``__version__``.
    planted : list of dict
        ``position`` (row in the returned table, from 0), ``field``, ``kind``, ``written``, ``truth``, ``outcome``.
    """
    work = Planting(answers.copy(), rng)
    agreed = work.answers["consent"] == "yes"
    for row in np.flatnonzero(~agreed.to_numpy()):
        work.planted.append(_whole_row(int(row), "no_consent", "consent", "no"))
    _plant_contradictions(work, agreed)
    _plant_impossible(work, agreed)
    _plant_notation(work, agreed, form)
    _plant_missing(work, agreed)
    textual = {entry["position"] for entry in work.planted if entry["kind"] not in ("no_consent", "missing")}
    work.answers["__version__"] = [
        FORM_VERSION_TEXT if row in textual else FORM_VERSION_NUMBERS for row in range(len(work.answers))
    ]
    return _send_again(work, agreed, 9)


def _whole_row(row: int, kind: str, question: str, written: str) -> dict[str, object]:
    return {
        "position": row,
        "field": question,
        "kind": kind,
        "written": written,
        "truth": "",
        "outcome": "rejected",
    }


def _plant_contradictions(work: Planting, agreed: pd.Series) -> None:
    """Errors that the other answers of the same person can mend."""
    answers = work.answers
    per_piece = agreed & (answers["rate_unit"] == "piece") & (answers["last_pay"] != "")
    for row in work.pick(per_piece, 6):
        rate = float(answers.at[row, "rate_per_unit"])
        work.write(row, "rate_per_unit", f"{rate * KODI:.10g}", "rate_per_kodi_as_per_piece", "corrected")
    with_cut = agreed & ~answers["deductions"].isin(["", "0"])
    for row in work.pick(with_cut, 5):
        gross, net = answers.at[row, "last_pay"], answers.at[row, "last_pay_received"]
        work.write(row, "last_pay", net, "net_above_gross", "corrected")
        work.write(row, "last_pay_received", gross, "net_above_gross", "corrected")


def _plant_impossible(work: Planting, agreed: pd.Series) -> None:
    for question, text in [("hours_per_day", "25"), ("days_per_week", "9"), ("peak_days_per_week", "9")]:
        for row in work.pick(agreed, 3):
            work.write(row, question, text, "impossible", "blanked")
    for question, text in [("cost_materials", "tidak tahu"), ("units_per_week", "banyak"), ("age", "lupa")]:
        for row in work.pick(agreed & (work.answers[question] != ""), 2):
            work.write(row, question, text, "unreadable", "blanked")


def _plant_notation(work: Planting, agreed: pd.Series, form: Questionnaire) -> None:
    """Right answers, written in other ways than the form asks for."""
    answers = work.answers
    for style, written in RUPIAH_STYLES.items():
        for question in MONEY:
            amounts = pd.to_numeric(answers[question], errors="coerce")
            step = 100 if style == "thousands_word" else 1
            for row in work.pick(agreed & (amounts >= 1000) & (amounts % step == 0), 2):
                work.write(
                    row,
                    question,
                    written(int(float(answers.at[row, question]))),
                    f"rupiah_{style}",
                    "corrected",
                )
    for question in ("hours_per_day", "years_home_work", "minutes_per_unit", "helper_hours_per_week"):
        for row in work.pick(agreed & answers[question].str.contains(".", regex=False), 3):
            work.write(row, question, answers.at[row, question].replace(".", ","), "decimal_comma", "corrected")
    whole_hours = agreed & answers["hours_per_day"].str.fullmatch(r"\d+")
    for row in work.pick(whole_hours, 4):
        work.write(row, "hours_per_day", f"Jam {answers.at[row, 'hours_per_day']}", "hours_with_word", "corrected")
    for row in work.pick(whole_hours, 3):
        work.write(row, "hours_per_day", f"{answers.at[row, 'hours_per_day']} jam", "hours_with_word", "corrected")
    for question in ("sex", "product", "contract"):
        labels = form.choice_labels(question, "id")
        for row in work.pick(agreed & (answers[question] != ""), 2):
            work.write(row, question, labels[answers.at[row, question]], "label_for_name", "corrected")


def _plant_missing(work: Planting, agreed: pd.Series) -> None:
    for question in OFTEN_MISSING:
        for row in work.pick(agreed & (work.answers[question] != ""), int(work.rng.integers(2, 6))):
            work.write(row, question, "", "missing", "missing")


def _send_again(work: Planting, agreed: pd.Series, count: int) -> tuple[pd.DataFrame, list[dict[str, object]]]:
    """Append some interviews a second time, as when a telephone sends a form twice."""
    rows = work.pick(agreed, count)
    first = len(work.answers)
    resent = work.answers.iloc[rows]
    work.planted.extend(
        _whole_row(first + i, "sent_again", "start", work.answers.at[row, "start"]) for i, row in enumerate(rows)
    )
    return pd.concat([work.answers, resent], ignore_index=True), work.planted
