"""Pictures of notebook 03: what the elasticity hangs on, and what could be wrong with the model."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.intervals import forest, truth_line
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PALE, PURPLE, VERMILLION, canvas, look, write_numbers
from helpers.hours import words
from helpers.language import number, percent, translator


def _sources(here: Here) -> tuple[str, ...]:
    _ = translator(here.language)
    return (_("{file} of the study").format(file=here.study.survey.file.name),)


@exhibit("03_robustness")
def robustness(
    here: Here, checks: pd.DataFrame, quantiles: pd.DataFrame, interactions: pd.DataFrame, truth: float | None
) -> Drawing:
    """Draw the elasticity by other estimators, along the spread of hours, and for groups (`helpers.hours.robustness`)."""
    _ = translator(here.language)
    names = words.robustness(here.language)
    lines = [
        (names[row.check], row.coefficient, row.low, row.high, VERMILLION if row.check == "main" else BLUE)
        for row in checks.itertuples()
    ]
    for row in quantiles.itertuples():
        label = _("Quantile {share}").format(share=percent(row.quantile, here.language, 0))
        lines.append((label, row.coefficient, row.low, row.high, GREEN))
    for row in interactions[interactions["term"] == "interaction"].itertuples():
        label = _("Difference {group}").format(group=names[row[1]])
        lines.append((label, row.coefficient, row.low, row.high, PURPLE))
    title = _("The elasticity by other estimators, at other hours, and what differs by group")
    data = pd.concat(
        [checks.assign(kind="check"), quantiles.assign(kind="quantile"), interactions.assign(kind="interaction")],
        ignore_index=True,
    )
    with look():
        figure = canvas(here, 0.25 * len(lines) + 0.75, title, _sources(here))
        axes = figure.add_subplot()
        forest(axes, lines, here.language, "", None)
        truth_line(axes, truth, here.language)
        axes.set_xlabel(_("elasticity of weekly hours; for differences, the change in it"))
    low, high = checks["coefficient"].min(), checks["coefficient"].max()
    alt = _("Estimates with {confidence} intervals. Over the checks the elasticity runs from {low} to {high}.").format(
        low=number(low, here.language, 2),
        high=number(high, here.language, 2),
        confidence=here.confidence,
    )
    caption = _("Red: main model. Blue: one change at a time. Green: quantile regressions. Purple: interactions.")
    return Drawing(figure, data, title, caption, alt, _sources(here))


@exhibit("03_without_each_village")
def without_each_village(here: Here, rows: pd.DataFrame, main: float) -> Drawing:
    """Draw the elasticity without each village (`helpers.statistics.clusters.leave_one_cluster_out`)."""
    _ = translator(here.language)
    ordered = rows.sort_values("coefficient", kind="stable", ignore_index=True)
    villages = here.form.choice_labels("desa", here.language)
    labels = [villages.get(cluster.split("/", 1)[-1], cluster) for cluster in ordered["cluster"]]
    title = _("The elasticity without each village")
    with look():
        figure = canvas(here, 0.155 * len(ordered) + 0.8, title, _sources(here))
        axes = figure.add_subplot()
        axes.axvline(main, color=VERMILLION, linewidth=1.4)
        axes.hlines(range(len(ordered)), main, ordered["coefficient"], color=PALE, linewidth=1.2)
        axes.plot(ordered["coefficient"], range(len(ordered)), "o", color=BLUE, markersize=4.5)
        axes.set_yticks(range(len(ordered)), labels, size=7.5)
        axes.tick_params(axis="y", length=0)
        axes.set_ylim(-0.8, len(ordered) - 0.2)
        axes.set_xlabel(_("elasticity without the village; red: with all"))
        write_numbers(axes.xaxis, here.language, 2)
        axes.grid(axis="x")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    title_alt = _(
        "Dots, one per village. Without {low} the elasticity is {low_value}, without {high} it is {high_value}."
    )
    alt = title_alt.format(
        low=labels[0],
        low_value=number(first["coefficient"], here.language, 2),
        high=labels[-1],
        high_value=number(last["coefficient"], here.language, 2),
    )
    caption = _(
        "Each dot leaves out all workers of one village. Far dots would mean that the result is that village's."
    )
    return Drawing(figure, rows, title, caption, alt, _sources(here))


@exhibit("03_specification_curve")
def specification_curve(here: Here, curve: pd.DataFrame, truth: float | None) -> Drawing:
    """Draw all specifications by size, and below which choices each is made of (`helpers.hours.robustness`)."""
    _ = translator(here.language)
    choices, headings = words.specification_choices(here.language), words.specification_headings(here.language)
    marks = [(what, choice) for what in choices for choice in choices[what]]
    place = np.arange(len(curve))
    certain = (curve["low"] > 0) | (curve["high"] < 0)
    title = _("All {count} specifications, ordered by the elasticity").format(count=len(curve))
    with look():
        figure = canvas(here, 2.3 + 0.17 * len(marks), title, _sources(here))
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[1.9, 0.17 * len(marks)])
        upper.vlines(place, curve["low"], curve["high"], color=PALE, linewidth=0.9)
        upper.plot(place[~certain], curve.loc[~certain, "coefficient"], ".", color=GREY, markersize=3)
        upper.plot(place[certain], curve.loc[certain, "coefficient"], ".", color=BLUE, markersize=4)
        main = curve.index[curve["is_main"]]
        upper.plot(main, curve.loc[main, "coefficient"], "D", color=VERMILLION, markersize=6, zorder=4)
        upper.axhline(0, color=INK, linewidth=0.8)
        if truth is not None:
            upper.axhline(truth, color=GREEN, linewidth=1.2, linestyle="--")
        upper.set_ylabel(_("elasticity"))
        write_numbers(upper.yaxis, here.language, 1)
        upper.grid(axis="y")
        for row, (what, choice) in enumerate(reversed(marks)):
            chosen = place[(curve[what] == choice).to_numpy()]
            color = VERMILLION if (curve.loc[main, what] == choice).any() else INK
            lower.plot(chosen, np.full(len(chosen), row), "|", color=color, markersize=4.5, markeredgewidth=0.7)
        lower.set_yticks(
            range(len(marks)), [f"{headings[what]}: {choices[what][choice]}" for what, choice in reversed(marks)]
        )
        lower.tick_params(axis="y", length=0, labelsize=7.5)
        lower.set_xticks([])
        lower.spines["bottom"].set_visible(False)
        lower.set_ylim(-0.7, len(marks) - 0.3)
        lower.set_xlim(-1, len(curve))
    alt = _("{count} estimates from {low} to {high}; {negative} below zero, {certain} clearly not zero.").format(
        count=len(curve),
        low=number(curve["coefficient"].min(), here.language, 2),
        high=number(curve["coefficient"].max(), here.language, 2),
        negative=int((curve["coefficient"] < 0).sum()),
        certain=int(certain.sum()),
    )
    caption = _(
        "Above: estimates with {confidence} intervals (CR2); red diamond: the main one; blue: interval without zero; green dashes: "
        "the true elasticity, known only for an invented survey. Below: the choices of each; red: those of the main one."
    ).format(confidence=here.confidence)
    return Drawing(figure, curve, title, caption, alt, _sources(here))


@exhibit("03_residuals")
def residuals(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw residuals against fitted values, against the normal distribution, and each worker's influence."""
    _ = translator(here.language)
    title = _("Residuals of the main model")
    ordered = np.sort(rows["standardised"].to_numpy())
    expected = _normal_scores(len(ordered))
    with look():
        figure = canvas(here, 2.5, title, _sources(here))
        left, middle, right = figure.subplots(1, 3)
        left.plot(rows["fitted"], rows["residual"], ".", color=BLUE, markersize=3.5, alpha=0.7)
        left.axhline(0, color=VERMILLION, linewidth=1.2)
        left.set(xlabel=_("fitted log hours"), ylabel=_("residual"))
        middle.plot(expected, ordered, ".", color=BLUE, markersize=3.5)
        middle.plot([expected[0], expected[-1]], [expected[0], expected[-1]], color=VERMILLION, linewidth=1.2)
        middle.set(xlabel=_("if normal"), ylabel=_("standardised residual"))
        right.scatter(
            rows["leverage"], rows["standardised"], s=3 + 900 * rows["cook"], color=BLUE, alpha=0.55, linewidths=0
        )
        right.axhline(0, color=VERMILLION, linewidth=1.2)
        right.set(xlabel=_("leverage"), ylabel=_("standardised residual"))
        for axes in (left, middle, right):
            axes.xaxis.set_major_locator(MaxNLocator(4))
            write_numbers(axes.xaxis, here.language, 2 if axes is right else 1)
            write_numbers(axes.yaxis, here.language, 1)
            axes.grid()
    alt = _("Three scatter plots of {n} residuals; the largest standardised one is {most}.").format(
        n=number(len(rows), here.language), most=number(rows["standardised"].abs().max(), here.language, 1)
    )
    caption = _("Right: the larger the dot, the larger Cook's distance.")
    return Drawing(figure, rows.reset_index(drop=True), title, caption, alt, _sources(here))


def _normal_scores(n: int) -> np.ndarray:
    from scipy.stats import norm  # a picture's scale, not a result

    return norm.ppf((np.arange(1, n + 1) - 0.375) / (n + 0.25))
