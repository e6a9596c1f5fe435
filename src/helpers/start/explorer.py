"""What does the study say of a part of its workers? The numbers behind the explorer of notebook 00, for one choice."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers import studies, wages
from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.language import UserError, in_language, number, percent, rupiah, translator
from helpers.statistics.conventions import FEWEST_WORKERS, FULL_TIME_DIVISOR
from helpers.statistics.estimates import Design, estimate
from helpers.studies import Study
from helpers.wages import words

EVERYBODY = ""
#: Who can be picked out: columns of the cleaned survey.
PARTS = ("product", "kecamatan", "work_giver")


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes
    ----------
    product, kecamatan, work_giver
        Only these workers; empty for all.
    pay
        ``hourly_gross``, ``hourly_net`` or ``hourly_net_helped``.
    monthly
        Whether pay is held by the month instead of by the hour.
    divisor
        Hours of a month, for pay by the hour.
    year
        Of the minimum wage.
    """

    product: str = EVERYBODY
    kecamatan: str = EVERYBODY
    work_giver: str = EVERYBODY
    pay: str = "hourly_gross"
    monthly: bool = False
    divisor: int = FULL_TIME_DIVISOR
    year: int = 0

    @property
    def column(self) -> str:
        """Return the column of pay."""
        return wages.MONTHLY_OF[self.pay] if self.monthly else self.pay


@dataclass(frozen=True, eq=False)
class View:
    """What is shown for a choice: ``pay`` and ``weight`` of the workers in it, the line, and the sentences."""

    pay: pd.Series
    weight: pd.Series
    minimum: float | None
    sentences: tuple[str, ...]


def look(workers: pd.DataFrame, choice: Choice, study: Study, language: str, design: Design = Design()) -> View:
    """Hold the chosen workers' pay against the chosen minimum wage.

    Parameters
    ----------
    workers
        The cleaned survey.
    choice
        Whose pay, which pay, which minimum wage.
    study, language
        For the words.
    design
        The sample's design, which stays whole: others are outside the domain.

    Returns
    -------
    View
        Without a minimum wage of that year, or with fewer than `FEWEST_WORKERS` workers, the sentences say so.
    """
    _ = translator(language)
    chosen = pd.Series(True, workers.index)
    for column in PARTS:
        wanted = getattr(choice, column)
        if wanted:
            chosen &= workers[column] == wanted
    pay = workers[choice.column].where(chosen)
    known = pay.notna()
    try:
        monthly = studies.minimum_wage(study, choice.year).amount
    except UserError as error:
        return View(pay[known], workers.loc[known, design.weight], None, (in_language(error, language),))
    minimum = monthly if choice.monthly else wages.hourly_minimum(monthly, choice.divisor)
    if known.sum() < FEWEST_WORKERS:
        few = _("Only {n} workers: too few to say anything of them.").format(n=number(int(known.sum()), language))
        return View(pay[known], workers.loc[known, design.weight], minimum, (few,))
    table = workers.assign(**{choice.column: pay})
    by = wages.shortfall(table, choice.column, minimum, design).set_index("measure")
    hours = estimate(workers, workers["hours_per_week"].where(chosen), "mean", design).iloc[0]
    return View(
        pay[known], workers.loc[known, design.weight], minimum, _sentences(by, hours, minimum, choice, study, language)
    )


def _sentences(
    by: pd.DataFrame, hours: pd.Series, minimum: float, choice: Choice, study: Study, language: str
) -> tuple[str, ...]:
    _ = translator(language)

    def told(measure: str) -> str:
        row = by.loc[measure]
        return f"{words.in_unit(measure, row['estimate'], language)} ({words.interval(measure, row['low'], row['high'], language)})"

    per = _("a month") if choice.monthly else _("an hour")
    first = _("{share} lie below {minimum} {per} (N = {n}).").format(
        share=told("v0"), minimum=rupiah(minimum, language), per=per, n=number(by.at["v0", "n"], language)
    )
    gap = (
        _(" Those below fall short of it by {gap} on average.").format(gap=told("mean_gap"))
        if "mean_gap" in by.index
        else ""
    )
    second = _("Average gap over all (v1): {v1}; severity (v2): {v2}.").format(v1=told("v1"), v2=told("v2"))
    third = _("Hours a week: {mean} ({low} to {high}).").format(
        mean=number(hours["estimate"], language, 1),
        low=number(hours["low"], language, 1),
        high=number(hours["high"], language, 1),
    )
    return (from_survey(Here(study, language), first + gap), second, third)


def summary_share(view: View) -> float:
    """Return the weighted share of the shown workers below the line; missing without a line."""
    if view.minimum is None or not len(view.pay):
        return float("nan")
    return float(view.weight[view.pay < view.minimum].sum() / view.weight.sum())


def written_share(view: View, language: str) -> str:
    """Write that share."""
    return percent(summary_share(view), language, 0)
