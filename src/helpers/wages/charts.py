"""Pictures of notebook 02: pay beside the minimum wage."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.exhibits import Drawing, groups
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, INK, VERMILLION, canvas, label_line, look, write_numbers
from helpers.language import number, percent, rupiah, translator
from helpers.survey.derive import COSTS, EARNINGS, HOURS
from helpers.wages import words

MILLION = 1e6


UMK_FILE = "data/reference/regency_minimum_wages.csv"


UMP_FILE = "data/reference/provincial_minimum_wages.csv"


@exhibit("02_pay_distribution", needs=(*EARNINGS, *HOURS))
def pay_distribution(
    here: Here, clean: pd.DataFrame, minimums: dict[str, float], weight: str = "weight"
) -> Drawing | None:
    """Draw how hourly and monthly pay are spread around the minimum.

    Parameters
    ----------
    clean
        The cleaned survey.
    minimums
        Column of pay → its minimum, in the order of the panels: an hourly pay first, then its monthly one.
    study, language
        For the words.
    weight
        Column of weights.
    """
    _ = translator(here.language)
    sources = (
        _("{file} of the study").format(file=here.study.survey.file.name),
        _("minimum wage: {file}").format(file=UMK_FILE),
    )
    minimums = {pay: minimum for pay, minimum in minimums.items() if clean[pay].notna().any()}
    if not minimums:
        return None
    bins = [_histogram(clean, pay, minimum, weight) for pay, minimum in minimums.items()]
    title = _title_of_distribution(bins, here.language)
    with look():
        figure = canvas(here, 2.9, title, sources)
        panels = figure.subplots(1, len(minimums), sharey=True)
        for axes, (pay, minimum), table in zip(np.atleast_1d(panels), minimums.items(), bins, strict=True):
            _draw_histogram(axes, pay, minimum, table, here.language)
        np.atleast_1d(panels)[0].set_ylabel(_("% of home workers"))
    alts = [
        _("{share} of the weighted workers lie below {minimum} ({unit})").format(
            share=percent(table.loc[table["below"], "share"].sum(), here.language),
            minimum=rupiah(minimum, here.language),
            unit=_("an hour") if pay.startswith("hourly") else _("a month"),
        )
        for (pay, minimum), table in zip(minimums.items(), bins, strict=True)
    ]
    caption = _(
        "Weighted; pay {definition}. Blue: below the minimum; green, hatched: at or above. The last bar holds all above it."
    ).format(definition=words.pay_definitions(here.language)[next(iter(minimums)).replace("monthly", "hourly")])
    return Drawing(
        figure,
        pd.concat(bins, ignore_index=True),
        title,
        caption,
        _("Two histograms: ") + "; ".join(alts) + ".",
        sources,
    )


def _title_of_distribution(bins: list[pd.DataFrame], language: str) -> str:
    _ = translator(language)
    shares = [percent(table.loc[table["below"], "share"].sum(), language, 0) for table in bins]
    if len(shares) == 1:
        return _("Pay beside the minimum wage: {share} below").format(share=shares[0])
    return _("Pay beside the minimum wage: by the hour {hour} are below, by the month {month}").format(
        hour=shares[0], month=shares[1]
    )


def _histogram(clean: pd.DataFrame, pay: str, minimum: float, weight: str) -> pd.DataFrame:
    known = clean[clean[pay].notna()]
    width = minimum / 10  # so that no bar straddles the minimum
    number_of_bins = 20
    edges = np.arange(number_of_bins + 1) * width
    place = np.clip(np.floor(known[pay] / width), 0, number_of_bins - 1).astype(int)
    # Rounding must not move pay just below the minimum into the bar above it.
    place = np.where(known[pay] < minimum, np.minimum(place, 9), np.maximum(place, 10))
    share = np.bincount(place, weights=known[weight], minlength=number_of_bins) / known[weight].sum()
    return pd.DataFrame(
        {
            "pay": pay,
            "from": edges[:-1],
            "to": edges[1:],
            "share": share,
            "below": edges[:-1] < minimum * 0.999,
        }
    )


def _draw_histogram(axes: Axes, pay: str, minimum: float, table: pd.DataFrame, language: str) -> None:
    _ = translator(language)
    hourly = pay.startswith("hourly")
    scale = 1e3 if hourly else MILLION
    for below, color, hatch in ((True, BLUE, ""), (False, GREEN, "////")):
        part = table[table["below"] == below]
        axes.bar(
            part["from"] / scale,
            part["share"] * 100,
            width=(part["to"] - part["from"]) / scale,
            align="edge",
            color=color,
            edgecolor="white",
            linewidth=0.6,
            hatch=hatch,
        )
    name = _("hourly minimum") if hourly else _("UMK")
    label_line(axes, minimum / scale, f"{name}\n{rupiah(minimum, language)}")
    axes.set_xlabel(_("thousand rupiah an hour") if hourly else _("million rupiah a month"))
    write_numbers(axes.xaxis, language, 0 if hourly else 1)
    write_numbers(axes.yaxis, language)
    axes.set_xlim(0, table["to"].max() / scale)
    axes.grid(axis="y")


@exhibit("02_shortfall_by_group", needs=(*EARNINGS, *HOURS))
def shortfall_by_group(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw the share below and the mean gap by group, with intervals.

    Parameters
    ----------
    rows
        `helpers.wages.shortfall` overall (``by`` empty) and by several columns (their names in ``by``).
    form, study, language
        For the words.
    """
    _ = translator(here.language)
    sources = (
        _("{file} of the study").format(file=here.study.survey.file.name),
        _("minimum wage: {file}").format(file=UMK_FILE),
    )
    if rows.empty:
        return None
    title = _("Who is below the minimum wage, and by how much")
    panels_of = {
        "v0": _("share below the minimum, % (v0)"),
        "mean_gap": _("mean gap of those below, % (v1/v0)"),
    }
    with look():
        figure = canvas(here, groups.height(rows), title, sources)
        groups.draw(here, figure, rows, panels_of)
        figure.axes[0].set_xlim(right=101)
    v0 = rows[rows["measure"] == "v0"].set_index(["by", "group"])
    products = v0.loc["product"] if "product" in v0.index.get_level_values(0) else v0
    names = here.form.choice_labels("product", here.language)
    low, high = products["estimate"].idxmin(), products["estimate"].idxmax()
    alt = _(
        "Dots with intervals by group. Share below by product: lowest {low} ({low_share}), "
        "highest {high} ({high_share})."
    ).format(
        low=names.get(low, low),
        low_share=percent(products.at[low, "estimate"], here.language),
        high=names.get(high, high),
        high_share=percent(products.at[high, "estimate"], here.language),
    )
    caption = _(
        "Dots: estimates; lines: {confidence} intervals from the sample's design. Dotted: all workers. In brackets: workers."
    ).format(confidence=here.confidence)
    return Drawing(figure, rows, title, caption, alt, sources)


@exhibit("02_gross_to_net", needs=(*EARNINGS, *HOURS, *COSTS))
def gross_to_net(here: Here, rows: pd.DataFrame, minimum: float) -> Drawing | None:
    """Draw the median hourly pay before costs, after costs, and with helpers' hours (`helpers.wages.from_gross_to_net`)."""
    _ = translator(here.language)
    sources = (
        _("{file} of the study").format(file=here.study.survey.file.name),
        _("minimum wage: {file}").format(file=UMK_FILE),
    )
    if rows.empty:
        return None
    names = words.pay_definitions(here.language)
    medians = rows[rows["measure"] == "median_pay"].set_index("definition")
    shares = rows[rows["measure"] == "v0"].set_index("definition")
    title = _("From pay before costs to what an hour of work brings")
    with look():
        figure = canvas(here, 0.5 * len(medians) + 0.75, title, sources)
        axes = figure.add_subplot()
        for position, definition in enumerate(reversed(medians.index)):
            row = medians.loc[definition]
            axes.barh(position, row["estimate"] / 1e3, height=0.55, color=BLUE)
            axes.plot([row["low"] / 1e3, row["high"] / 1e3], [position, position], color=INK, linewidth=1.4)
            text = _("{pay} an hour; {share} below").format(
                pay=rupiah(row["estimate"], here.language),
                share=percent(shares.at[definition, "estimate"], here.language),
            )
            axes.text(row["high"] / 1e3 + 0.15, position, text, va="center", size=8.5)
        axes.set_yticks(range(len(medians)), [names[definition] for definition in reversed(medians.index)])
        label_line(axes, minimum / 1e3, f"{_('hourly minimum')}\n{rupiah(minimum, here.language)}", side="left")
        axes.set_xlim(0, minimum / 1e3 * 1.04)
        axes.set_ylim(-0.5, len(medians) - 0.1)
        write_numbers(axes.xaxis, here.language)
        axes.set_xlabel(_("median pay, thousand rupiah an hour"))
        axes.tick_params(axis="y", length=0)
    alt = (
        _("Bars of median hourly pay: ")
        + "; ".join(
            f"{names[definition]} {rupiah(row['estimate'], here.language)}" for definition, row in medians.iterrows()
        )
        + "."
    )
    caption = _(
        "The same {n} workers in all bars: pay, costs and helpers' hours are known. Black lines: {confidence} intervals."
    ).format(n=number(medians["n"].iloc[0], here.language), confidence=here.confidence)
    return Drawing(figure, rows, title, caption, alt, sources)


@exhibit("02_piece_rates", needs=("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS))
def piece_rates(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw the posted rate as a part of the one that would meet the minimum (`helpers.wages.piece_rates_needed`)."""
    _ = translator(here.language)
    sources = (
        _("{file} of the study").format(file=here.study.survey.file.name),
        _("minimum wage: {file}").format(file=UMK_FILE),
    )
    if rows["needed"].isna().all():
        return None
    title = _("What a piece is paid, and what it would take to meet the minimum wage")
    names = here.form.choice_labels("product", here.language)
    ordered = rows.assign(part=rows["posted"] / rows["needed"]).sort_values("part", kind="stable", ignore_index=True)
    with look():
        figure = canvas(here, 0.36 * len(ordered) + 0.75, title, sources)
        axes = figure.add_subplot()
        position = np.arange(len(ordered))
        axes.barh(
            position,
            np.full(len(ordered), 100.0),
            height=0.6,
            color="none",
            edgecolor=VERMILLION,
            linewidth=1.0,
        )
        axes.barh(position, np.minimum(ordered["part"], 1) * 100, height=0.6, color=BLUE)
        for place, row in zip(position, ordered.itertuples(), strict=True):
            text = _("{posted} paid, {needed} needed").format(
                posted=rupiah(row.posted, here.language), needed=rupiah(row.needed, here.language)
            )
            inside = row.part < 0.45
            axes.text(
                min(row.part, 1) * 100 + 1.5 if inside else min(row.part, 1) * 100 - 1.5,
                place,
                text,
                va="center",
                ha="left" if inside else "right",
                color=INK if inside else "white",
                size=8.5,
            )
        axes.set_yticks(position, [names[product] for product in ordered["product"]])
        axes.set_xlim(0, 101)
        write_numbers(axes.xaxis, here.language)
        axes.set_xlabel(_("paid rate, % of the rate that would meet the minimum wage"))
        axes.tick_params(axis="y", length=0)
    worst, best = ordered.iloc[0], ordered.iloc[-1]
    alt = _(
        "Bars by product: the paid rate is between {low} ({worst}) and {high} ({best}) "
        "of the one that would meet the minimum wage."
    ).format(
        low=percent(worst["part"], here.language, 0),
        worst=names[worst["product"]],
        high=percent(best["part"], here.language, 0),
        best=names[best["product"]],
    )
    caption = _(
        "Blue: median posted rate. Red outline: hourly minimum times the median minutes a piece takes, plus the "
        "worker's own costs a piece. Per piece; per kilogram of patchwork and per sack of straws."
    )
    return Drawing(figure, ordered, title, caption, alt, sources)
