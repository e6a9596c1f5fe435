"""Pictures of which codes stand together: a heat map of all pairs, and the network of those beyond chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.documents.cooccurrence import FEWEST_SEGMENTS, RATE
from helpers.documents.corpus import Corpus, sources
from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PALE, PURPLE, VERMILLION, canvas, look
from helpers.language import number, percent, translator

_FAMILY_COLORS = (BLUE, VERMILLION, GREEN, PURPLE, INK)


@exhibit("04_codes_together")
def heat_map(here: Here, pairs: pd.DataFrame, corpus: Corpus) -> Drawing:
    """Draw how often each two codes stand in the same segment (`helpers.documents.cooccurrence.pairs`)."""
    _ = translator(here.language)
    made_of = sources(here, corpus)
    tested = pairs[pairs["tested"]]
    used = [code for code in corpus.codes["code"] if code in {*tested["first"], *tested["second"]}]
    spot = {code: place for place, code in enumerate(used)}
    beyond = int(pairs["beyond_chance"].sum())
    title = _("Codes in the same segment: {beyond} of {all} pairs stand together more often than by chance").format(
        beyond=number(beyond, here.language), all=number(len(tested), here.language)
    )
    labels = corpus.labels()
    table = np.full((len(used), len(used)), np.nan)
    for row in tested.itertuples():
        table[spot[row.second], spot[row.first]] = row.segments
    with look():
        figure = canvas(here, 0.2 * len(used) + 1.5, title, made_of, note="")
        axes = figure.add_subplot()
        axes.imshow(table, cmap="Blues", vmin=0, vmax=np.nanmax(table) * 1.25 if len(tested) else 1, aspect="auto")
        for row in tested.itertuples():
            x, y = spot[row.first], spot[row.second]
            dark = row.segments > 0.75 * np.nanmax(table)
            weight = "bold" if row.beyond_chance else "normal"
            axes.text(
                x,
                y,
                number(row.segments, here.language),
                ha="center",
                va="center",
                size=7,
                weight=weight,
                color="white" if dark else INK,
            )
            if row.beyond_chance:
                box = [x - 0.5, x + 0.5, x + 0.5, x - 0.5, x - 0.5], [y - 0.5, y - 0.5, y + 0.5, y + 0.5, y - 0.5]
                axes.plot(*box, color=VERMILLION, linewidth=1.6)
        names = [labels[code] for code in used]
        axes.set_yticks(range(1, len(used)), names[1:], size=7.5)
        axes.set_xticks(range(len(used) - 1), names[:-1], size=7.5, rotation=55, ha="right", rotation_mode="anchor")
        axes.set_xlim(-0.5, len(used) - 1.5)
        axes.set_ylim(len(used) - 0.5, 0.5)
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
    caption = _(
        "Numbers: segments with both codes. Framed: more often than in tables shuffled so that each code keeps its number of "
        "segments and each segment its number of codes (false discovery rate {rate}), and in two documents or more. Codes in "
        "fewer than {fewest} segments are left out."
    ).format(fewest=FEWEST_SEGMENTS, rate=percent(RATE, here.language, 0))
    return Drawing(figure, pairs, title, caption, _alt(pairs, labels, here.language), made_of, corpus.rests_on)


@exhibit("04_codes_network")
def network(here: Here, pairs: pd.DataFrame, counts: pd.DataFrame, corpus: Corpus) -> Drawing:
    """Draw the pairs beyond chance as a network: codes one under the other by family, joined by arcs.

    Parameters
    ----------
    pairs
        `helpers.documents.cooccurrence.pairs`.
    counts
        `helpers.documents.summary.frequencies`, for the size of the dots.
    corpus, study, language
        For the words.
    """
    _ = translator(here.language)
    made_of = sources(here, corpus)
    tested = pairs[pairs["tested"]]
    used = counts[counts["code"].isin({*tested["first"], *tested["second"]})]
    edges = pairs[pairs["beyond_chance"]].sort_values("segments", kind="stable")
    title = _("The pairs of codes that chance does not explain")
    spot = {code: len(used) - 1 - place for place, code in enumerate(used["code"])}
    color = dict(zip(corpus.families, [*_FAMILY_COLORS, *[GREY] * len(corpus.families)], strict=False))
    joined = {*edges["first"], *edges["second"]}
    with look():
        figure = canvas(here, 0.19 * len(used) + 0.2, title, made_of, note="")
        axes = figure.add_subplot()
        for row in edges.itertuples():
            top, bottom = spot[row.first], spot[row.second]
            reach = (top - bottom) / 2
            turn = np.linspace(np.pi / 2, -np.pi / 2, 60)
            axes.plot(
                reach * np.cos(turn),
                bottom + reach + reach * np.sin(turn),
                color=INK,
                alpha=0.8,
                linewidth=0.5 + 0.4 * row.segments,
                solid_capstyle="round",
                zorder=1,
            )
            axes.annotate(
                number(row.segments, here.language),
                (reach, bottom + reach),
                xytext=(5, 0),
                textcoords="offset points",
                size=8,
                weight="bold",
                va="center",
                zorder=3,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            )
        shades = [color[row.family] if row.code in joined else PALE for row in used.itertuples()]
        places = [spot[code] for code in used["code"]]
        axes.scatter(np.zeros(len(used)), places, s=12 + 5 * used["segments"], color=shades, zorder=2, linewidths=0)
        axes.set_yticks(places, used["label"], size=8)
        for label, row in zip(axes.get_yticklabels(), used.itertuples(), strict=True):
            label.set_color(color[row.family] if row.code in joined else GREY)
            label.set_weight("bold" if row.code in joined else "normal")
        axes.set_ylim(-0.8, len(used) - 0.2)
        axes.set_xlim(
            -0.4, max([(spot[row.first] - spot[row.second]) / 2 for row in edges.itertuples()], default=1) + 1.5
        )
        axes.set_xticks([])
        axes.tick_params(length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
    caption = _(
        "Arcs: segments that have both codes, more than chance would give (see the heat map). Dots: segments with the code; "
        "colours: families of codes. Codes with no such arc are pale."
    )
    return Drawing(
        figure,
        edges,
        title,
        caption,
        _alt(pairs, corpus.labels(), here.language),
        made_of,
        corpus.rests_on,
    )


def _alt(pairs: pd.DataFrame, labels: dict[str, str], language: str) -> str:
    _ = translator(language)
    edges = pairs[pairs["beyond_chance"]]
    told = "; ".join(
        _("{first} and {second} ({n} segments)").format(
            first=labels[row.first], second=labels[row.second], n=number(row.segments, language)
        )
        for row in edges.itertuples()
    )
    return _("Pairs of codes beyond chance: {told}.").format(told=told or _("none"))
