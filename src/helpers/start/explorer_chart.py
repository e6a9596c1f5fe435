"""The picture of the explorer: drawn anew at every change, so it is small and quick."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.figure import Figure

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import provenance_note
from helpers.exhibits.style import BLUE, GREEN, VERMILLION, look
from helpers.language import number, rupiah, translator
from helpers.start.explorer import Choice, View, written_share
from helpers.studies import Study

_BARS = 24


def distribution(view: View, choice: Choice, study: Study, language: str) -> bytes:
    """Draw how the chosen workers' pay is spread around the line, as PNG.

    Parameters
    ----------
    view
        `helpers.start.explorer.look`.
    choice, study, language
        For the words.
    """
    _ = translator(language)
    scale = 1e6 if choice.monthly else 1e3
    with look():
        figure = Figure(figsize=(6.6, 2.5), dpi=96)
        axes = figure.add_axes((0.09, 0.2, 0.89, 0.62))
        if len(view.pay):
            line = view.minimum or float(view.pay.median())
            edges = np.arange(_BARS + 1) * line / 10
            place = np.clip((view.pay / (line / 10)).astype(int), 0, _BARS - 1)
            share = np.bincount(place, weights=view.weight, minlength=_BARS) / view.weight.sum() * 100
            below = edges[:-1] < line * 0.999
            for part, color, hatch in ((below, BLUE, ""), (~below, GREEN, "////")):
                axes.bar(
                    edges[:-1][part] / scale,
                    share[part],
                    width=line / 10 / scale,
                    align="edge",
                    color=color,
                    hatch=hatch,
                    edgecolor="white",
                    linewidth=0.5,
                )
            axes.set_xlim(0, edges[-1] / scale)
        if view.minimum is not None:
            axes.axvline(view.minimum / scale, color=VERMILLION, linewidth=1.8)
            figure.text(
                0.09,
                0.88,
                _("{share} below {minimum}").format(
                    share=written_share(view, language), minimum=rupiah(view.minimum, language)
                ),
                size=11,
                weight="bold",
            )
        axes.set_xlabel(_("million rupiah a month") if choice.monthly else _("thousand rupiah an hour"))
        axes.set_ylabel(_("% of home workers"))
        for axis, digits in ((axes.xaxis, 1 if choice.monthly else 0), (axes.yaxis, 0)):
            axis.set_major_formatter(lambda value, position, digits=digits: number(value, language, digits))
        figure.text(
            0.98, 0.9, provenance_note(Here(study, language)), size=7.5, weight="bold", color=VERMILLION, ha="right"
        )
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()
