"""Estimates with their intervals, one under the other; the true value where it is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers.exhibits.style import GREEN, INK, write_numbers
from helpers.language import number, translator


def forest(
    axes: Axes,
    lines: Sequence[tuple[str, float, float, float, str]],
    language: str,
    unbounded: str,
    limits: tuple[float, float] | None,
) -> None:
    """Draw estimates with intervals, the first on top; what reaches beyond the limits ends in an arrow."""
    position = np.arange(len(lines))[::-1]
    ends = [value for _name, _b, low, high, _color in lines for value in (low, high) if np.isfinite(value)]
    left, right = limits or (min([*ends, 0]) - 0.03, max([*ends, 0]) + 0.03)
    axes.axvline(0, color=INK, linewidth=0.8)
    for place, (_name, coefficient, low, high, color) in zip(position, lines, strict=True):
        if np.isfinite(low) and np.isfinite(high):
            axes.plot([max(low, left), min(high, right)], [place, place], color=color, linewidth=1.8)
            for beyond, edge, marker in ((low < left, left, "<"), (high > right, right, ">")):
                if beyond:
                    axes.plot(edge, place, marker, color=color, markersize=6, clip_on=False)
        elif unbounded:
            axes.text(0.02, place, unbounded, color=color, va="center", size=8.5, style="italic")
        if np.isfinite(coefficient):
            axes.plot(coefficient, place, "o", color=color, markersize=5.5, zorder=3)
    axes.set_yticks(position, [name for name, *_rest in lines])
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left, right)
    axes.set_ylim(-0.7, len(lines) - 0.3)
    write_numbers(axes.xaxis, language, 1)
    axes.grid(axis="x")


def truth_line(axes: Axes, truth: float | None, language: str) -> None:
    """Draw the true value of an invented survey; nothing where there is none to know."""
    if truth is None:
        return
    _ = translator(language)
    axes.axvline(truth, color=GREEN, linewidth=1.2, linestyle="--")
    axes.annotate(
        _("true: {value}").format(value=number(truth, language, 2)),
        (truth, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 2),
        textcoords="offset points",
        ha="center",
        color=GREEN,
        size=8,
        weight="bold",
        annotation_clip=False,
    )
