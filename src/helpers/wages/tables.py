"""Tables of notebook 02: the shortfall, by group, by the hours of the month, and the piece rates that would meet it."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import Table
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.form.questionnaire import Questionnaire
from helpers.language import number, percent, rupiah, translator
from helpers.survey.derive import COSTS, EARNINGS, HOURS
from helpers.wages import words
from helpers.wages.measures import MEASURES


def _sources(here: Here) -> tuple[str, ...]:
    _ = translator(here.language)
    return (
        _("{file} of the study").format(file=here.study.survey.file.name),
        _("minimum wage: data/reference/regency_minimum_wages.csv"),
    )


@exhibit("02_shortfall_table", needs=(*EARNINGS, *HOURS))
def shortfall(here: Here, rows: pd.DataFrame, divisor: float) -> Table | None:
    """Show the overall measures, one a row (`helpers.wages`: shortfall, kaitz, total_gap, near_minimum)."""
    _ = translator(here.language)
    if rows.empty:
        return None
    names = words.measures(here.language)
    shown = pd.DataFrame(
        {
            _("Measure"): rows["measure"].map(names),
            _("Estimate"): [words.in_unit(row.measure, row.estimate, here.language) for row in rows.itertuples()],
            _("{confidence} interval").format(confidence=here.confidence): [
                words.interval(row.measure, row.low, row.high, here.language) for row in rows.itertuples()
            ],
            _("Workers"): [number(n, here.language) for n in rows["n"]],
        }
    )
    return Table(
        title=_("How far hourly pay is from the minimum wage"),
        caption=_("Minimum wage over {divisor} hours a month. Pay equal to the minimum complies.").format(
            divisor=number(divisor, here.language)
        ),
        data=rows,
        shown=shown,
        sources=_sources(here),
    )


@exhibit("02_groups_table", needs=(*EARNINGS, *HOURS))
def shortfall_by_group(here: Here, rows: pd.DataFrame, parts: pd.DataFrame) -> Table | None:
    """Show the measures of each group, and its part of the overall gap.

    Parameters
    ----------
    rows
        `helpers.wages.shortfall` by several columns, with the column's name in ``by``.
    parts
        `helpers.wages.contributions` by the same columns, with ``by``.
    form, study, language
        For the words.
    """
    _ = translator(here.language)
    if rows.empty:
        return None
    wide = rows.pivot_table(index=["by", "group"], columns="measure", values="estimate", sort=False)
    sizes = rows[rows["measure"] == "v0"].set_index(["by", "group"])["n"]
    shares = parts.set_index(["by", "group"])
    lines = []
    for by, group in _in_order_of_form(wide.index, here.form):
        line = {
            _("Group"): f"{here.form.label(by, here.language)}: {here.form.choice_labels(by, here.language)[group]}"
        }
        line[_("Workers")] = number(sizes[by, group], here.language)
        for measure in MEASURES:
            line[_SHORT[measure]] = words.in_unit(measure, wide.at[(by, group), measure], here.language)
        line[_("Part of population")] = percent(shares.at[(by, group), "population_share"], here.language)
        line[_("Part of v1")] = percent(shares.at[(by, group), "v1_share"], here.language)
        lines.append(line)
    return Table(
        title=_("The shortfall of hourly pay by group"),
        caption=_(
            "v0 share below, v1 average gap over all, v2 severity, v1/v0 mean gap of those below. The parts of v1 add up "
            "to 100% within product, kecamatan, sex and giver of work."
        ),
        data=rows.merge(parts, on=["by", "group"], how="left"),
        shown=pd.DataFrame(lines),
        sources=_sources(here),
    )


def _in_order_of_form(groups: pd.MultiIndex, form: Questionnaire) -> list[tuple[str, str]]:
    order = {by: {name: place for place, name in enumerate(form.choice_names(by))} for by in groups.unique(0)}
    placed = [(list(order).index(by), order[by][group], by, group) for by, group in groups]
    return [(by, group) for _by, _place, by, group in sorted(placed)]


@exhibit("02_divisor_table", needs=(*EARNINGS, *HOURS))
def by_divisor(here: Here, rows: pd.DataFrame) -> Table | None:
    """Show the measures for a month of 173 and of 126 hours (`helpers.wages.by_divisor`)."""
    _ = translator(here.language)
    if rows.empty:
        return None
    names = words.measures(here.language)
    shown = {_("Measure"): [names[measure] for measure in rows["measure"].unique()]}
    for divisor, part in rows.groupby("divisor", sort=False):
        heading = _("{divisor} hours: {minimum} an hour").format(
            divisor=number(divisor, here.language), minimum=rupiah(part["minimum"].iloc[0], here.language)
        )
        shown[heading] = [
            f"{words.in_unit(row.measure, row.estimate, here.language)} "
            f"({words.interval(row.measure, row.low, row.high, here.language)})"
            for row in part.itertuples()
        ]
    return Table(
        title=_("What hangs on the hours of the month"),
        caption=_(
            "173 hours: PP 35/2021 art. 32(2), made for overtime. 126 hours: PP 36/2021 art. 16, made for part-time work. "
            "In brackets {confidence} intervals."
        ).format(confidence=here.confidence),
        data=rows,
        shown=pd.DataFrame(shown),
        sources=_sources(here),
    )


@exhibit("02_piece_rates_table", needs=("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS))
def piece_rates(here: Here, rows: pd.DataFrame) -> Table | None:
    """Show posted and needed piece rates (`helpers.wages.piece_rates_needed`)."""
    _ = translator(here.language)
    if rows["needed"].isna().all():
        return None
    products = here.form.choice_labels("product", here.language)
    shown = pd.DataFrame(
        {
            _("Product"): rows["product"].map(products),
            _("Minutes a piece"): [number(value, here.language, 1) for value in rows["minutes"]],
            _("Costs a piece"): [rupiah(value, here.language) for value in rows["cost"]],
            _("Paid"): [rupiah(value, here.language) for value in rows["posted"]],
            _("Would meet the minimum"): [rupiah(value, here.language) for value in rows["needed"]],
            _("{confidence} interval").format(confidence=here.confidence): [
                _("{low} to {high}").format(
                    low=rupiah(row.needed_low, here.language), high=rupiah(row.needed_high, here.language)
                )
                for row in rows.itertuples()
            ],
            _("Times the paid rate"): [number(value, here.language, 1) for value in rows["times"]],
            _("Workers"): [number(value, here.language) for value in rows["n"]],
        }
    )
    return Table(
        title=_("The piece rate that would meet the minimum wage"),
        caption=_(
            "Hourly minimum times median minutes a piece, plus the worker's own costs a piece. Paid: median posted rate. "
            "A piece is a kilogram of patchwork and a sack of straws. The interval is that of the minutes."
        ),
        data=rows,
        shown=shown,
        sources=_sources(here),
    )


_SHORT = {"v0": "v0", "v1": "v1", "v2": "v2", "mean_gap": "v1/v0"}
