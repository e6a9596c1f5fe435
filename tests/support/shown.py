"""What tests of charts, tables and sentences share: a study in a language, and what can be read off a drawn figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from helpers import studies
from helpers.exhibits.here import Here

STUDY = "kab-semarang-2021"
DEMONSTRATION = "DEMONSTRATION DATA: invented, evidence of nothing"
INVENTED = "**Demonstration data, invented.** "


@cache
def here(language: str = "en", provenance: str = "demonstration") -> Here:
    """Return the reference study in a language; as a field survey, nothing of it is marked as invented."""
    study = studies.load(STUDY)
    truth = study.truth if provenance == "demonstration" else {}
    return Here(replace(study, provenance=provenance, truth=truth), language)


def frame(columns: str, *rows: Sequence[object]) -> pd.DataFrame:
    """Write a small table: the names of its columns in one text, then its rows."""
    return pd.DataFrame(list(rows), columns=columns.split())


def page_texts(figure: Figure) -> list[str]:
    """Return what is written around the panels, each on one line: title, note of provenance, sources."""
    return [" ".join(text.get_text().split()) for text in figure.texts]


def is_marked(figure: Figure) -> bool:
    """Whether the figure says that it is made from invented data."""
    return DEMONSTRATION in page_texts(figure)


def texts(axes: Axes) -> list[str]:
    """Return what is written into a panel; an arrow is an empty text."""
    return [text.get_text() for text in axes.texts]


def bars(axes: Axes) -> list[tuple[float, float, float, float]]:
    """Return left end, bottom, width and height of each bar, rounded."""
    corners = [(bar.get_x(), bar.get_y(), bar.get_width(), bar.get_height()) for bar in axes.patches]
    return [tuple(round(float(value), 6) for value in bar) for bar in corners]


def marks(axes: Axes, marker: str) -> list[tuple[float, float]]:
    """Return the places of the marks of one kind, in the order in which they were drawn; keys of the legend have none."""
    return [
        (round(float(x), 6), round(float(y), 6))
        for line in axes.lines
        if line.get_marker() == marker
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def spans(axes: Axes) -> list[tuple[float, float, float]]:
    """Return the level intervals: left end, right end, height."""
    ends = [(line.get_xdata(), line.get_ydata()) for line in axes.lines if len(line.get_xdata()) == 2]
    return [
        (round(float(x[0]), 6), round(float(x[1]), 6), round(float(y[0]), 6))
        for x, y in ends
        if y[0] == y[1] and x[0] != x[1]
    ]


def upright(axes: Axes) -> list[float]:
    """Return where upright reference lines stand."""
    lines = [
        line for line in axes.lines if list(line.get_ydata()) == [0, 1] and line.get_xdata()[0] == line.get_xdata()[1]
    ]
    return [round(float(line.get_xdata()[0]), 6) for line in lines]


def level(axes: Axes) -> list[float]:
    """Return where level reference lines stand."""
    lines = [
        line for line in axes.lines if list(line.get_xdata()) == [0, 1] and line.get_ydata()[0] == line.get_ydata()[1]
    ]
    return [round(float(line.get_ydata()[0]), 6) for line in lines]


def colours(axes: Axes, marker: str) -> list[str]:
    """Return the colour of each drawn mark of one kind, in the order of `marks`."""
    return [
        to_hex(line.get_color()).upper() for line in axes.lines if line.get_marker() == marker for _ in line.get_xdata()
    ]


def ticks(axis: Axis) -> dict[str, float]:
    """Return the labels of an axis with fixed ticks, and where they stand."""
    return {
        label.get_text(): float(place) for label, place in zip(axis.get_ticklabels(), axis.get_ticklocs(), strict=True)
    }


def written(axis: Axis, value: float) -> str:
    """Return how an axis writes a number."""
    return axis.get_major_formatter()(value, 0)


def key(axes: Axes) -> list[str]:
    """Return the entries of the legend."""
    return [text.get_text() for text in axes.get_legend().get_texts()]
