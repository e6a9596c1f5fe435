"""Figures of notebook 04 on the coding itself: saturation and agreement."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.documents.agreement import FEW_SEGMENTS
from helpers.documents.corpus import Corpus, sources
from helpers.exhibits import Drawing, LeftOut
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, VERMILLION, canvas, look, write_numbers
from helpers.language import number, percent, translator


@exhibit("04_saturation")
def saturation(here: Here, curves: dict[int, pd.DataFrame], until: int, corpus: Corpus) -> Drawing:
    """Draw how many codes have been met after n documents (`helpers.documents.saturation.curve`).

    Parameters
    ----------
    curves
        In how many documents a code has to have stood → its curve.
    until
        After how many documents nine in ten codes are met, on average.
    corpus, study, language
        For the words.
    """
    _ = translator(here.language)
    made_of = sources(here, corpus)
    title = _("After {until} of {all} documents nine in ten codes had been met, on average over all orders").format(
        until=number(until, here.language), all=number(len(corpus.documents), here.language)
    )
    colors = dict(zip(curves, ((BLUE, "-"), (VERMILLION, "--")), strict=False))
    with look():
        figure = canvas(here, 2.7, title, made_of, note="")
        axes = figure.add_subplot()
        for times, rows in curves.items():
            color, style = colors[times]
            axes.fill_between(rows["documents"], rows["low"], rows["high"], color=color, alpha=0.15, linewidth=0)
            axes.plot(rows["documents"], rows["codes"], style, color=color, linewidth=1.8)
            spot = rows.iloc[int(len(rows) * 0.42)]
            text = (
                _("in one document")
                if times == 1
                else _("in {times} documents").format(times=number(times, here.language))
            )
            axes.annotate(
                text,
                (spot["documents"], spot["codes"]),
                xytext=(8, -13),
                textcoords="offset points",
                color=color,
                weight="bold",
                size=8.5,
            )
        axes.set_xlabel(_("documents read"))
        axes.set_ylabel(_("codes met"))
        axes.set_ylim(0, max(rows["codes"].max() for rows in curves.values()) * 1.05)
        axes.set_xlim(0, len(corpus.documents))
        for axis in (axes.xaxis, axes.yaxis):
            write_numbers(axis, here.language)
        axes.grid(axis="both")
    caption = _(
        "Lines: mean over all orders of reading; bands: {confidence} of the orders. A code counts as met once it has stood in one "
        "document, or in several. The codebook was closed: what it has no code for could not be met."
    ).format(confidence=here.confidence)
    alt = _("Rising curves that flatten: {told}.").format(
        told="; ".join(
            _("met {times}: {half} codes after half of them, {all} after all").format(
                times=_times(times, here.language),
                half=number(rows["codes"].iloc[len(rows) // 2], here.language, 1),
                all=number(rows["codes"].iloc[-1], here.language),
            )
            for times, rows in curves.items()
        )
    )
    data = pd.concat([rows.assign(times=times) for times, rows in curves.items()], ignore_index=True)
    return Drawing(figure, data, title, caption, alt, made_of, corpus.rests_on)


def _times(times: int, language: str) -> str:
    _ = translator(language)
    return _("in one document") if times == 1 else _("in {times} documents").format(times=number(times, language))


@exhibit("04_agreement")
def agreement(here: Here, rows: pd.DataFrame, corpus: Corpus) -> Drawing | LeftOut:
    """Draw how well two coders agree, code by code (`helpers.documents.agreement.by_code`, by family in the codebook's order)."""
    _ = translator(here.language)
    if rows.empty:
        return LeftOut(_("No agreement can be told: no two coders have coded the same documents."))
    made_of = sources(here, corpus)
    steady = rows[~rows["unstable"]]
    title = _(
        "Two coders agree: kappa above {low} for {count} of {all} codes that stand in {fewest} segments or more"
    ).format(
        fewest=FEW_SEGMENTS,
        low=number(0.8, here.language, 1),
        count=number(int((steady["kappa"] >= 0.8).sum()), here.language),
        all=number(len(steady), here.language),
    )
    labels = corpus.labels()
    place = np.arange(len(rows))[::-1]
    with look():
        figure = canvas(here, 0.172 * len(rows) + 0.6, title, made_of, note="")
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.6, 1])
        for spot, row in zip(place, rows.itertuples(), strict=True):
            color = GREY if row.unstable else BLUE
            if np.isfinite(row.kappa_low):
                left.plot([row.kappa_low, row.kappa_high], [spot, spot], color=color, linewidth=1.4)
            left.plot(
                row.kappa, spot, "o", color=color, markerfacecolor="white" if row.unstable else color, markersize=5
            )
            if row.paradox:
                left.annotate("†", (row.kappa, spot), xytext=(5, 0), textcoords="offset points", va="center")
            right.plot(row.agreement * 100, spot, "D", color=GREEN, markersize=4)
        left.axvline(0.8, color=GREY, linewidth=0.9, linestyle=":")
        left.set_yticks(place, [labels.get(code, code) for code in rows["group"]], size=7.5)
        left.set_ylim(-0.7, len(rows) - 0.3)
        left.set_xlim(min(0.0, float(np.nanmin(rows[["kappa", "kappa_low"]].to_numpy()))) - 0.02, 1.03)
        left.set_xlabel(_("Cohen's kappa"))
        right.set_xlabel(_("equal decisions, %"))
        right.set_xlim(min(94.0, rows["agreement"].min() * 100 - 1), 100.3)
        for axes in (left, right):
            axes.grid(axis="both")
            axes.tick_params(axis="y", length=0)
        write_numbers(left.xaxis, here.language, 1)
        write_numbers(right.xaxis, here.language)
    caption = _(
        "Lines: {confidence} intervals from drawing whole documents anew. Hollow: fewer than {fewest} segments, unstable. "
        "† kappa low although nearly all decisions agree, the code being rare. {who}"
    ).format(
        who=_public_coders(here.language) if corpus.is_public else "", fewest=FEW_SEGMENTS, confidence=here.confidence
    )
    alt = _("Dots by code: kappa from {low} to {high}; equal decisions never below {share}.").format(
        low=number(rows["kappa"].min(), here.language, 2),
        high=number(rows["kappa"].max(), here.language, 2),
        share=percent(rows["agreement"].min(), here.language),
    )
    return Drawing(figure, rows, title, caption, alt, made_of, corpus.rests_on)


def _public_coders(language: str) -> str:
    _ = translator(language)
    return _("Both passes were made while the project was built, by readers who share one way of reading: a ceiling.")
