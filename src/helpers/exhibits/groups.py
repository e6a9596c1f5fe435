"""Shares by group, panel beside panel: all workers on top, then product, giver of work and so on, each with its interval."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, VERMILLION, write_numbers
from helpers.language import number, translator


def height(rows: pd.DataFrame) -> float:
    """How many inches do the lines need?"""
    groups = rows[["by", "group"]].drop_duplicates()
    return 0.2 * (len(groups) + groups["by"].nunique() - 1) + 0.7


def draw(here: Here, figure: Figure, rows: pd.DataFrame, panels: Mapping[str, str]) -> None:
    """Draw estimates with intervals for all workers and by group.

    Parameters
    ----------
    figure
        From `helpers.exhibits.style.canvas`.
    rows
        ``measure``, ``by`` and ``group`` (both empty for all workers), ``estimate``, ``low``, ``high``, ``n``.
    panels
        Measure → heading of its panel, in order; the first one's numbers of workers stand beside the groups.
    form, language
        For the words.
    """
    order, labels, headings = _lines(here, rows[rows["measure"] == next(iter(panels))])
    made = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for axes, (measure, heading) in zip(made, panels.items(), strict=True):
        part = rows[rows["measure"] == measure].set_index(["by", "group"])
        for key, position in order.items():
            if key in part.index:
                row = part.loc[key]
                color, marker = (VERMILLION, "D") if key == ("", "") else (BLUE, "o")
                axes.plot([row["low"] * 100, row["high"] * 100], [position, position], color=color, linewidth=1.6)
                axes.plot(row["estimate"] * 100, position, marker, color=color, markersize=5)
        if ("", "") in part.index:
            axes.axvline(part.loc[("", "")]["estimate"] * 100, color=VERMILLION, linewidth=0.8, linestyle=":", zorder=0)
        axes.set_xlabel(heading)
        axes.grid(axis="x")
        axes.tick_params(axis="y", length=0)
        write_numbers(axes.xaxis, here.language)
    made[0].set_yticks([*order.values(), *headings.values()], [*labels, *headings])
    for label in made[0].get_yticklabels()[len(labels) :]:
        label.set_weight("bold")
    made[0].set_ylim(min(order.values()) - 0.7, 0.7)


def _lines(here: Here, rows: pd.DataFrame) -> tuple[dict[tuple[str, str], float], list[str], dict[str, float]]:
    """Lay out the lines: position of each group, its label, and the headings' positions."""
    _ = translator(here.language)
    sizes = rows.set_index(["by", "group"])["n"]
    order: dict[tuple[str, str], float] = {("", ""): 0.0}
    labels = [f"{_('All home workers')} ({number(sizes['', ''], here.language)})"]
    headings: dict[str, float] = {}
    position = 0.0
    for by in rows["by"].unique():
        if by == "":
            continue
        position -= 1.25
        headings[here.form.label(by, here.language)] = position
        names = here.form.choice_labels(by, here.language)
        for group in [name for name in names if (by, name) in sizes.index]:
            position -= 1
            order[by, group] = position
            labels.append(f"{names[group]} ({number(sizes[by, group], here.language)})")
    return order, labels, headings
