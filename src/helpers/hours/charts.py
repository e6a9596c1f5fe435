"""Pictures of notebook 03: weekly hours, and how they move with the piece rate."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.intervals import forest, truth_line
from helpers.exhibits.style import BLUE, GREEN, GREY, PURPLE, VERMILLION, canvas, label_line, look, write_numbers
from helpers.hours import words
from helpers.language import number, percent, translator

LEGAL_HOURS = 40
_BIN = 5


def _sources(here: Here) -> tuple[str, ...]:
    _ = translator(here.language)
    return (_("{file} of the study").format(file=here.study.survey.file.name),)


@exhibit("03_weekly_hours")
def weekly_hours(here: Here, sample: pd.DataFrame, by_product: pd.DataFrame) -> Drawing:
    """Draw the spread of weekly hours, and the usual and the peak week by product (`helpers.hours.hours_by_product`)."""
    _ = translator(here.language)
    above = sample.loc[sample["hours_per_week"] > LEGAL_HOURS, "weight"].sum() / sample["weight"].sum()
    title = _("Weekly hours: {share} work more than {hours} hours in a usual week").format(
        share=percent(above, here.language, 0), hours=LEGAL_HOURS
    )
    names = here.form.choice_labels("product", here.language)
    products = list(by_product[by_product["season"] == "usual"].sort_values("median", kind="stable")["product"])
    with look():
        figure = canvas(here, 0.36 * len(products) + 0.9, title, _sources(here))
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.15])
        edges = np.arange(0, sample["hours_per_week"].max() + _BIN, _BIN)
        share = (
            np.histogram(sample["hours_per_week"], edges, weights=sample["weight"])[0] / sample["weight"].sum() * 100
        )
        left.bar(edges[:-1], share, width=_BIN, align="edge", color=BLUE, edgecolor="white", linewidth=0.6)
        label_line(left, LEGAL_HOURS, _("{hours} hours\n(law)").format(hours=LEGAL_HOURS))
        left.set_xlabel(_("hours in a usual week"))
        left.set_ylabel(_("% of home workers"))
        left.grid(axis="y")
        write_numbers(left.yaxis, here.language)
        for place, product in enumerate(products):
            for season, color, marker, shift in (("usual", BLUE, "o", 0.16), ("peak", PURPLE, "D", -0.16)):
                row = by_product[(by_product["product"] == product) & (by_product["season"] == season)]
                if len(row):
                    low, middle, high = row.iloc[0][["q25", "median", "q75"]]
                    right.plot([low, high], [place + shift] * 2, color=color, linewidth=1.6)
                    right.plot(middle, place + shift, marker, color=color, markersize=5)
        right.axvline(LEGAL_HOURS, color=VERMILLION, linewidth=1.2)
        right.set_yticks(range(len(products)), [names[product] for product in products])
        right.tick_params(axis="y", length=0)
        right.set_xlabel(_("median and middle half, hours a week"))
        right.grid(axis="x")
        right.plot([], [], "o-", color=BLUE, label=_("usual"))
        right.plot([], [], "D-", color=PURPLE, label=_("peak season"))
        right.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, borderaxespad=0.2)
        right.set_ylim(-0.6, len(products) - 0.4)
    alt = _("Histogram of weekly hours; {share} above {hours}. By product: medians from {low} to {high} hours.").format(
        share=percent(above, here.language, 0),
        hours=LEGAL_HOURS,
        low=number(by_product.query("season == 'usual'")["median"].min(), here.language, 1),
        high=number(by_product.query("season == 'usual'")["median"].max(), here.language, 1),
    )
    caption = _(
        "Weighted; N = {n}. Forty hours a week: PP 35/2021 art. 21, where there is an employment relationship."
    ).format(n=number(len(sample), here.language))
    return Drawing(figure, by_product, title, caption, alt, _sources(here))


@exhibit("03_binned_scatter")
def binned_scatter(here: Here, bins: pd.DataFrame, slope: float) -> Drawing:
    """Draw hours against piece rates within product (`helpers.hours.binned_scatter`), with the line of model (1)."""
    _ = translator(here.language)
    title = _("Hours and piece rates within the same product")
    rate, hours = np.exp(bins["rate"]), np.exp(bins["hours"])
    relative = rate / np.exp(np.average(bins["rate"], weights=bins["n"]))
    with look():
        figure = canvas(here, 3.0, title, _sources(here))
        axes = figure.add_subplot()
        axes.scatter(relative, hours, s=bins["n"] * 2.4, color=BLUE, zorder=3)
        middle = np.average(bins["hours"], weights=bins["n"])
        line = np.linspace(relative.min() * 0.97, relative.max() * 1.03, 50)
        # Rounded, so that the last bits of the slope cannot move a pixel.
        axes.plot(line.round(6), np.exp(middle + slope * np.log(line)).round(6), color=VERMILLION, linewidth=1.6)
        axes.annotate(
            _("slope {slope}").format(slope=number(slope, here.language, 2)),
            (line[-1], np.exp(middle + slope * np.log(line[-1]))),
            xytext=(0, 24),
            textcoords="offset points",
            ha="right",
            color=VERMILLION,
            weight="bold",
        )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.xaxis.set_minor_locator(MaxNLocator(1))
        ticks = [
            tick for tick in (0.4, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8) if relative.min() * 0.9 <= tick <= relative.max() * 1.1
        ]
        axes.set_xticks(ticks, [number(tick, here.language, 1) for tick in ticks])
        axes.set_xticks([], minor=True)
        low, high = int(np.floor(hours.min() / 2) * 2), int(np.ceil(hours.max() / 2) * 2)
        steps = np.arange(low, high + 1, 2 if high - low <= 16 else 5)
        axes.set_yticks(steps, [number(float(step), here.language) for step in steps])
        axes.set_yticks([], minor=True)
        axes.set_xlabel(_("posted rate relative to the product's mean (logarithmic)"))
        axes.set_ylabel(_("hours a week (logarithmic)"))
        axes.grid()
    alt = _("{count} dots, each the mean of about {size} workers, with a line of slope {slope}.").format(
        count=len(bins), size=number(bins["n"].median(), here.language), slope=number(slope, here.language, 2)
    )
    caption = _(
        "Each dot: the mean of workers with a like rate for their product; N = {n}. Line: model (1) of the table below."
    ).format(n=number(bins["n"].sum(), here.language))
    return Drawing(figure, bins, title, caption, alt, _sources(here))


@exhibit("03_estimators")
def estimators(here: Here, rows: pd.DataFrame, truth: float | None) -> Drawing:
    """Draw the estimates on the posted rate, on earnings, and instrumented (`helpers.hours.earnings`)."""
    _ = translator(here.language)
    names = words.estimators(here.language)
    lines = [(names[row.estimator], row.coefficient, row.low, row.high, BLUE) for row in rows.itertuples()]
    weak = rows[rows["estimator"] == "instrumented"].iloc[0]
    lines.append((names["robust"], np.nan, weak["robust_low"], weak["robust_high"], GREEN))
    title = _("The elasticity on the posted rate, on hourly earnings, and instrumented")
    with look():
        figure = canvas(here, 0.45 * len(lines) + 0.8, title, _sources(here))
        axes = figure.add_subplot()
        forest(axes, lines, here.language, _("no bounds"), (-1.55, 1.55))
        truth_line(axes, truth, here.language)
        axes.axvline(-1, color=GREY, linewidth=1, linestyle=":")
        axes.set_xlabel(_("elasticity of weekly hours"))
    alt = _("Three estimates with {confidence} intervals: {told}.").format(
        told="; ".join(f"{name} {number(value, here.language, 2)}" for name, value, *_rest in lines[:3]),
        confidence=here.confidence,
    )
    caption = _(
        "Dotted at −1: where pure error in recalled hours leads. Arrows: the interval goes on. First-stage F: {f}."
    ).format(f=number(weak["first_stage_f"], here.language, 1))
    return Drawing(figure, rows, title, caption, alt, _sources(here))


@exhibit("03_recall")
def recall(here: Here, rows: pd.DataFrame, truth: float) -> Drawing:
    """Draw how an error in recalled hours moves the two estimates (`helpers.hours.earnings.recall_simulation`)."""
    _ = translator(here.language)
    title = _("An error in recalled hours drags the estimate on hourly earnings towards −1")
    with look():
        figure = canvas(here, 2.7, title, _sources(here))
        axes = figure.add_subplot()
        for column, color, marker, label in (
            ("posted", BLUE, "o", _("on the posted rate")),
            ("earnings", VERMILLION, "D", _("on hourly earnings")),
        ):
            axes.plot(rows["recall_error"], rows[column], color=color, marker=marker, markersize=5, linewidth=1.8)
            last = rows.iloc[-1]
            axes.annotate(
                label,
                (last["recall_error"], last[column]),
                xytext=(8, 0),
                textcoords="offset points",
                va="center",
                color=color,
                weight="bold",
                annotation_clip=False,
            )
        axes.axhline(truth, color=GREY, linewidth=1, linestyle="--")
        axes.axhline(-1, color=GREY, linewidth=1, linestyle=":")
        axes.set_xlim(-0.02, rows["recall_error"].max() + 0.01)
        axes.set_ylim(-1.08, max(0.05, truth + 0.15))
        axes.set_xlabel(_("standard deviation of the error in log hours"))
        axes.set_ylabel(_("mean estimate"))
        write_numbers(axes.xaxis, here.language, 1)
        write_numbers(axes.yaxis, here.language, 1)
        axes.grid(axis="y")
    alt = _(
        "Two lines. On the posted rate the estimate stays near {truth}; on hourly earnings it falls to {end}."
    ).format(truth=number(truth, here.language, 2), end=number(rows["earnings"].iloc[-1], here.language, 2))
    caption = _("Simulated from the sample's own rates. Dashed: the elasticity put in; dotted: −1.")
    return Drawing(figure, rows, title, caption, alt, _sources(here))


@exhibit("03_coverage")
def coverage(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw how often intervals cover the true elasticity in simulated surveys (`helpers.hours.simulation.coverage`)."""
    _ = translator(here.language)
    names = words.coverage_methods(here.language)
    title = _("How often {confidence} intervals cover the true elasticity, in {count} invented surveys each").format(
        count=number(rows["surveys"].max(), here.language), confidence=here.confidence
    )
    sources = (_("data/simulation/coverage.csv, made by make simulate"),)
    designs = sorted(rows["villages"].unique(), reverse=True)
    with look():
        figure = canvas(here, 0.34 * len(names) + 0.9, title, sources, note="")
        panels = figure.subplots(1, len(designs), sharey=True, sharex=True)
        for axes, villages in zip(np.atleast_1d(panels), designs, strict=True):
            axes.axvspan(93, 97, color="#EFEFEF", zorder=0)
            axes.axvline(95, color=VERMILLION, linewidth=1.2)
            for place, method in enumerate(reversed(names)):
                row = rows[(rows["villages"] == villages) & (rows["method"] == method)].iloc[0]
                axes.plot([row["low"] * 100, row["high"] * 100], [place, place], color=BLUE, linewidth=1.6)
                axes.plot(row["coverage"] * 100, place, "D" if method == "cr2" else "o", color=BLUE, markersize=6)
                text = percent(row["coverage"], here.language)
                axes.annotate(
                    text, (row["coverage"] * 100, place), xytext=(0, 6), textcoords="offset points", ha="center", size=8
                )
            axes.set_title(_("{villages} villages").format(villages=villages))
            axes.set_xlabel(_("% of the surveys"))
            axes.grid(axis="x")
            axes.tick_params(axis="y", length=0)
            write_numbers(axes.xaxis, here.language)
        np.atleast_1d(panels)[0].set_yticks(range(len(names)), list(reversed(names.values())))
        np.atleast_1d(panels)[0].set_ylim(-0.6, len(names) - 0.4)
    told = "; ".join(
        _("{villages} villages: {method} {share}").format(
            villages=row.villages, method=names[row.method], share=percent(row.coverage, here.language)
        )
        for row in rows.itertuples()
        if row.method in ("cr2", "cr1_normal")
    )
    caption = _(
        "Grey: 93 to 97%. The surveys are drawn from the process of the demonstration survey, whose elasticity is known."
    )
    return Drawing(
        figure,
        rows,
        title,
        caption,
        _("Dots with intervals. {told}.").format(told=told),
        sources,
        "simulation",
    )
