"""Which rate for a piece meets the minimum wage, and what does a posted rate pay? For one piece, regency and year.

Plain arithmetic on four things that both sides of a negotiation can check: the minutes a piece takes at a pace that can be
kept up, the worker's own costs a piece, the minimum wage, and the hours of a month.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.form.units import UNIT_SIZES
from helpers.language import UserError, number, percent, rupiah, translator
from helpers.statistics.conventions import FULL_TIME_DIVISOR
from helpers.wages import measures, piece_rates


@dataclass(frozen=True)
class Piece:
    """What one piece takes: `minutes` without hurrying, `cost` in rupiah that the worker pays herself."""

    minutes: float
    cost: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What the calculator says; rupiah.

    Attributes
    ----------
    minimum, hourly
        Minimum wage of the regency and year, a month and an hour.
    needed
        Rate for one unit that meets it after costs; `unit` pieces are one unit.
    posted
        The rate that is paid for one unit; None where none was given.
    pays_hourly, pays_monthly
        What the posted rate brings in an hour, and in a month of `divisor` hours, after costs.
    share
        Of the minimum that the posted rate pays.
    """

    minimum: float
    hourly: float
    needed: float
    posted: float | None = None
    pays_hourly: float | None = None
    pays_monthly: float | None = None
    share: float | None = None


def calculate(
    piece: Piece,
    minimum: float,
    unit: str = "piece",
    posted: float | None = None,
    divisor: float = FULL_TIME_DIVISOR,
) -> Answer:
    """Work out the rate that meets the minimum wage, and what a posted rate pays.

    Parameters
    ----------
    piece
        Minutes and costs of one piece; minutes above 0.
    minimum
        Rupiah a month.
    unit
        For what the rate is paid: ``piece``, ``lusin`` (12), ``kodi`` (20), ``gross`` (144).
    posted
        Rupiah for one unit that are paid now.
    divisor
        Hours of a month.

    Raises
    ------
    UserError
        For minutes that are not above 0, costs or a rate below 0, or an unknown unit.
    """
    if not piece.minutes > 0:
        raise UserError(
            "minutes: {minutes!r} is not above 0. Time a few pieces, and take the middle one.", minutes=piece.minutes
        )
    if piece.cost < 0 or (posted is not None and posted < 0):
        raise UserError("costs and the posted rate cannot be below 0.")
    if unit not in UNIT_SIZES:
        raise UserError("unit: {unit!r} is not one of {known}.", unit=unit, known=", ".join(UNIT_SIZES))
    size = UNIT_SIZES[unit]
    hourly = measures.hourly_minimum(minimum, divisor)
    needed = size * piece_rates.piece_rate_that_meets(hourly, piece.minutes, piece.cost)
    if posted is None:
        return Answer(minimum, hourly, needed)
    pays = (posted / size - piece.cost) / piece.minutes * 60
    return Answer(minimum, hourly, needed, posted, pays, pays * divisor, pays / hourly)


def sentence(answer: Answer, piece: Piece, unit: str, work: str, regency: str, year: int, language: str) -> str:
    """Write what was worked out as a sentence to take to a negotiation."""
    _ = translator(language)
    names = {
        "piece": _("a piece"),
        "lusin": _("a dozen (lusin)"),
        "kodi": _("a kodi (20)"),
        "gross": _("a gross (144)"),
    }
    said = _(
        "{work}: a piece takes {minutes} minutes without hurrying and costs the worker {cost}. The minimum wage of {regency} in "
        "{year} is {minimum} a month, {hourly} an hour (over {divisor} hours). To meet it, {unit} has to be paid {needed}."
    ).format(
        work=work,
        minutes=number(piece.minutes, language, 1),
        cost=rupiah(piece.cost, language),
        regency=regency,
        year=year,
        minimum=rupiah(answer.minimum, language),
        hourly=rupiah(answer.hourly, language),
        divisor=number(answer.minimum / answer.hourly, language),
        unit=names[unit],
        needed=rupiah(answer.needed, language),
    )
    if answer.posted is None or answer.pays_hourly is None or answer.pays_monthly is None or answer.share is None:
        return said
    paid = _(
        "Paid today are {posted}: after costs that is {hourly} an hour and {monthly} for a month of full-time work, {share} of the "
        "minimum wage."
    ).format(
        posted=rupiah(answer.posted, language),
        hourly=rupiah(answer.pays_hourly, language),
        monthly=rupiah(answer.pays_monthly, language),
        share=percent(answer.share, language, 0),
    )
    return f"{said} {paid}"


def pieces_of(workers: pd.DataFrame) -> dict[str, Piece]:
    """What does a piece take, by product, in a study? Median minutes, and all costs over all pieces.

    Returns
    -------
    dict
        Product → its piece; products with fewer than `helpers.statistics.conventions.FEWEST_WORKERS` workers are left out.
    """
    rows = piece_rates.piece_rates_needed(workers, 1.0)
    known = rows.dropna(subset=["minutes"])
    return {
        row.product: Piece(float(row.minutes), float(row.cost) if pd.notna(row.cost) else 0.0)
        for row in known.itertuples()
    }
