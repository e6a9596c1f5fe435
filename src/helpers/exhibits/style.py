"""The one look of all figures: type, colours, title above, sources and provenance below."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import provenance_note
from helpers.language import number, translator

#: Okabe and Ito's palette (2008). Only these four have enough contrast on white for lines and text.
BLUE, VERMILLION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"


INK, GREY, PALE = "#222222", "#6B6B6B", "#C9C9C9"


WIDTH = 7.2


_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    # Letters fitted to the pixels of one resolution are wider at another: labels would be cut off in print.
    "text.hinting": "none",
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
    "grid.color": "#E6E6E6",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "svg.hashsalt": "home-workers",
    "svg.fonttype": "path",
    "path.simplify": False,
}


_TITLE_SIZE, _LINE, _MARGIN = 11, 0.17, 0.10


@contextmanager
def look() -> Iterator[None]:
    """Draw in the look of the collection, whatever is set elsewhere."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def canvas(here: Here, height: float, title: str, sources: tuple[str, ...], note: str | None = None) -> Figure:
    """Return an empty figure with its title above and its sources (and provenance note) below.

    Parameters
    ----------
    here
        Study and language of what is shown.
    height
        Inches, without title and sources; the width is the same for all.
    title
        What the figure shows; broken into lines where it is long.
    sources
        What stands in the source line.
    note
        Set apart in bold below; None for the provenance of the study's survey, empty where nothing comes from it.
    """
    _ = translator(here.language)
    note = provenance_note(here) if note is None else note
    heading = _lines_of(title, WIDTH - 0.2)
    footer = textwrap.wrap(_("Source: {sources}").format(sources="; ".join(sources)), 118)
    above = _MARGIN + len(heading) * _LINE * 1.15 + 0.12
    below = _MARGIN + (len(footer) + bool(note)) * _LINE
    total = height + above + below
    figure = Figure(figsize=(WIDTH, total))
    box = (0.005, below / total, 0.99, height / total)
    figure.set_layout_engine("constrained", rect=box, w_pad=0.06, h_pad=0.06)
    figure.text(
        0.012,
        1 - _MARGIN / total,
        "\n".join(heading),
        size=_TITLE_SIZE,
        weight="bold",
        va="top",
        linespacing=1.15,
    )
    bottom = _MARGIN / total
    if note:
        figure.text(
            0.012,
            bottom + len(footer) * _LINE / total,
            note,
            size=8,
            weight="bold",
            color=VERMILLION,
            va="bottom",
        )
    figure.text(0.012, bottom, "\n".join(footer), size=7, color=GREY, va="bottom", linespacing=1.3)
    return figure


def _lines_of(title: str, width: float) -> list[str]:
    """Break a title into lines that fit the width in inches: letters differ too much to be counted."""
    font = FontProperties(family="DejaVu Sans", weight="bold", size=_TITLE_SIZE)
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_to_path.get_text_width_height_descent(longer, font, False)[0] > width * 72:
            lines.append(word)
        else:
            lines[-1:] = [longer]
    return lines


def settle(figure: Figure) -> None:
    """Fix the layout where the solver put it, to four decimals.

    The solver's sums depend on the order in memory, so that its last bits differ from run to run; a picture has to
    come out the same to the last byte.
    """
    figure.draw_without_rendering()
    places = {axes: axes.get_position().bounds for axes in figure.axes}
    figure.set_layout_engine(None)  # no engine at all: a placeholder would be asked again for each file
    for axes, bounds in places.items():
        axes.set_position([round(value, 4) for value in bounds])


def write_numbers(axis: Axis, language: str, digits: int = 0, unit: str = "{}") -> None:
    """Write the numbers at an axis as the language does; `unit` is the pattern around each, for instance ``{}%``."""
    axis.set_major_formatter(lambda value, position: unit.format(number(value, language, digits)))


def label_line(axes: Axes, value: float, text: str, side: str = "right", color: str = VERMILLION) -> None:
    """Draw a labelled upright line, for instance at the minimum wage; the label stands at its top."""
    axes.axvline(value, color=color, linewidth=1.6, zorder=3)
    shift, align = (5, "left") if side == "right" else (-5, "right")
    axes.annotate(
        text,
        (value, 1),
        xycoords=("data", "axes fraction"),
        xytext=(shift, -2),
        textcoords="offset points",
        ha=align,
        va="top",
        color=color,
        size=8.5,
        weight="bold",
        annotation_clip=False,
    )
