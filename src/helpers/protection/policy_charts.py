"""Pictures of notebook 05 from the law: instruments against kinds of protection, the gaps, the timeline."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PALE, PURPLE, VERMILLION, canvas, look
from helpers.facts.law import COVERAGES, LEVELS, PROTECTION_DIMENSIONS
from helpers.language import number, translator
from helpers.protection import words

_SOURCES = ("data/reference/legal_instruments.csv", "data/reference/law_facts.csv")
#: Colour, mark and letter's colour of each coverage: told apart without colour, too.
_LOOK = {
    "explicit": (GREEN, "●", "white"),
    "implicit": ("#BFDDEE", "◐", INK),
    "excluded": (VERMILLION, "✕", "white"),
    "none": (PALE, "–", INK),
}
_MARKER = {
    "in_force": ("o", BLUE),
    "decision": ("D", PURPLE),
    "guideline": ("s", GREY),
    "draft": ("^", VERMILLION),
    "ratified_not": ("P", GREEN),
    "none": ("x", INK),
}


@exhibit("05_policy_matrix")
def matrix(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw which instrument says what about each kind of protection (`helpers.protection.policy.matrix`)."""
    _ = translator(here.language)
    names, statuses, said = (
        words.dimensions(here.language),
        words.statuses(here.language),
        words.coverages(here.language),
    )
    instruments = rows.drop_duplicates("instrument_id")
    force = rows[rows["status"] == "in_force"]
    naming = int((force["coverage"] == "explicit").sum())
    title = (
        _("Of {count} rules in force that bear on home workers none names them")
        if naming == 0
        else _("Of {count} rules in force that bear on home workers {naming} name them")
    ).format(
        count=number(force["instrument_id"].nunique(), here.language),
        naming=number(force.loc[force["coverage"] == "explicit", "instrument_id"].nunique(), here.language),
    )
    levels = [level for level in LEVELS if (instruments["level"] == level).any()]
    position, spots, headings = 0.0, {}, {}
    for level in levels:
        headings[position] = words.levels(here.language)[level]
        for name in instruments.loc[instruments["level"] == level, "instrument_id"]:
            position -= 1
            spots[name] = position
        position -= 1.15
    with look():
        figure = canvas(here, 0.2 * -position + 1.35, title, _SOURCES, note="")
        axes = figure.add_subplot()
        for row in rows.itertuples():
            column, spot = PROTECTION_DIMENSIONS.index(row.protection_dimension), spots[row.instrument_id]
            face, sign, ink = _LOOK[row.coverage]
            axes.add_patch(Rectangle((column - 0.46, spot - 0.43), 0.92, 0.86, facecolor=face, edgecolor="none"))
            axes.text(column, spot, sign, ha="center", va="center", color=ink, size=8.5)
        labels = [
            f"{textwrap.shorten(getattr(row, f'label_{here.language}'), 60, placeholder=' …')} – {statuses[row.status]}"
            for row in instruments.itertuples()
        ]
        places = [spots[name] for name in instruments["instrument_id"]]
        axes.set_yticks([*places, *headings], [*labels, *headings.values()], size=7.2)
        for label in axes.get_yticklabels()[len(labels) :]:
            label.set_weight("bold")
            label.set_size(8.5)
        # On one line each: turned, the lines of one head would lie on the next.
        heads = [names[dimension] for dimension in PROTECTION_DIMENSIONS]
        axes.set_xticks(range(len(heads)), heads, size=7, rotation=50, ha="left", rotation_mode="anchor")
        axes.xaxis.tick_top()
        for column in range(len(heads)):
            axes.axvline(column - 0.5, color="#EEEEEE", linewidth=0.6, zorder=0)
        axes.set_xlim(-0.5, len(heads) - 0.5)
        axes.set_ylim(position + 0.6, 0.6)
        axes.tick_params(length=0)
        axes.spines[["left", "bottom"]].set_visible(False)
        handles = [
            axes.scatter([], [], marker="s", s=60, color=_LOOK[name][0], label=f"{_LOOK[name][1]}  {said[name]}")
            for name in COVERAGES
        ]
        axes.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.05, -0.005), ncols=2, fontsize=7.5)
    caption = _("An empty cell means: not found in the sources. It does not mean that there is nothing.")
    counts = rows["coverage"].value_counts()
    alt = _("A grid of {instruments} instruments and {dimensions} kinds of protection: {told}.").format(
        instruments=number(len(instruments), here.language),
        dimensions=number(len(PROTECTION_DIMENSIONS), here.language),
        told="; ".join(f"{said[name]}: {number(counts.get(name, 0), here.language)}" for name in COVERAGES),
    )
    return Drawing(figure, rows, title, caption, alt, _SOURCES, "published")


@exhibit("05_policy_gaps")
def gaps(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw how far each kind of protection is from reaching home workers (`helpers.protection.policy.gaps`)."""
    _ = translator(here.language)
    names, degrees = words.dimensions(here.language), words.gaps(here.language)
    title = _("The gap, by kind of protection: nowhere are home workers named by a rule in force")
    if (rows["gap"] == 0).any():
        title = _("The gap, by kind of protection")
    shown = rows.assign(score=rows["gap"].astype(float)).sort_values("score", ascending=False, kind="stable")
    place = np.arange(len(shown))[::-1]
    with look():
        figure = canvas(here, 0.27 * len(shown) + 0.75, title, _SOURCES, note="")
        axes = figure.add_subplot()
        for spot, row in zip(place, shown.itertuples(), strict=True):
            if pd.isna(row.gap):
                axes.text(0.05, spot, _("not found in the sources"), va="center", style="italic", color=GREY, size=8.5)
                continue
            color = VERMILLION if row.gap >= 2 else BLUE
            axes.plot([0, row.gap], [spot, spot], color=color, linewidth=2)
            axes.plot(row.gap, spot, "o" if row.gap < 2 else "D", color=color, markersize=8)
            axes.text(3.35, spot, _beside(row, here.language), va="center", size=7.8, color=INK)
        axes.set_yticks(place, [names[dimension] for dimension in shown["dimension"]])
        axes.set_xticks(range(4), ["\n".join(textwrap.wrap(degrees[degree], 13)) for degree in range(4)], size=7)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.45, 6.7)
        axes.set_ylim(-0.6, len(shown) - 0.4)
        axes.spines[["bottom", "right"]].set_visible(False)
        axes.tick_params(length=0)
        for degree in range(4):
            axes.axvline(degree, color="#E6E6E6", linewidth=0.8, zorder=0)
    caption = _(
        "The score orders, it does not measure: the distance from one mark to the next has no meaning. Drafts bind nobody, a "
        "ruling only its parties, and Convention 177 only states that have ratified it."
    )
    alt = _("Lines by kind of protection: {told}.").format(
        told="; ".join(
            f"{names[row.dimension]}: " + (_("not found in the sources") if pd.isna(row.gap) else degrees[int(row.gap)])
            for row in shown.itertuples()
        )
    )
    return Drawing(figure, rows, title, caption, alt, _SOURCES, "published")


def _beside(row: Any, language: str) -> str:
    """Tell what stands beside a score: rules in force, exclusions, drafts, rulings, the convention."""
    _ = translator(language)
    parts = [_("in force: {count}").format(count=number(row.in_force, language))]
    if row.excluding:
        parts.append(_("excluding: {count}").format(count=number(row.excluding, language)))
    if row.draft:
        parts.append(_("drafts: {count}").format(count=number(row.draft, language)))
    if row.decisions:
        parts.append(_("rulings: {count}").format(count=number(row.decisions, language)))
    if row.convention:
        parts.append(_("named by C177"))
    return " · ".join(parts)


@exhibit("05_policy_timeline")
def timeline(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw laws, drafts and rulings by year and level (`helpers.protection.policy.timeline`)."""
    _ = translator(here.language)
    statuses = words.statuses(here.language)
    dated, undated = rows.dropna(subset=["year"]), rows[rows["year"].isna()]
    shown = dated[dated["year"] >= 1990]
    older = dated[dated["year"] < 1990]
    levels = [level for level in LEVELS if (shown["level"] == level).any()]
    title = _("What came when: laws that do not name home workers, drafts that do, two rulings")
    if (rows["status"] == "decision").sum() != 2 or (rows[rows["status"] == "in_force"]["names_home_workers"]).any():
        title = _("What came when: laws, drafts and rulings")
    lanes = _lanes(shown, levels)
    depth = {
        level: max(lanes[name] for name in shown.loc[shown["level"] == level, "instrument_id"]) + 1 for level in levels
    }
    base, top = {}, 0.0
    for level in reversed(levels):
        base[level] = top
        top += depth[level] + 0.6
    with look():
        figure = canvas(here, 0.185 * top + 0.7, title, _SOURCES, note="")
        axes = figure.add_subplot()
        for row in shown.itertuples():
            spot = base[row.level] + lanes[row.instrument_id]
            marker, color = _MARKER[row.status]
            face = color if row.names_home_workers else "white"
            axes.plot(
                row.year, spot, marker, markersize=6.5, markerfacecolor=face, markeredgecolor=color, markeredgewidth=1.4
            )
            axes.annotate(
                _short(getattr(row, f"label_{here.language}")),
                (row.year, spot),
                xytext=(-7 if row.year >= 2012 else 7, 0),
                textcoords="offset points",
                ha="right" if row.year >= 2012 else "left",
                va="center",
                size=7,
            )
        axes.set_yticks(
            [base[level] + (depth[level] - 1) / 2 for level in levels],
            [words.levels(here.language)[level] for level in levels],
            weight="bold",
        )
        for level in levels[:-1]:
            axes.axhline(base[level] - 0.8, color="#E6E6E6", linewidth=0.8)
        axes.set_ylim(-0.9, top - 0.4)
        axes.set_xlim(1994, shown["year"].max() + 1.2)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        for status, (marker, color) in _MARKER.items():
            if (shown["status"] == status).any():
                axes.plot([], [], marker, color=color, markersize=6, label=statuses[status])
        axes.legend(loc="upper center", bbox_to_anchor=(0.45, -0.06), ncols=6, fontsize=8, handletextpad=0.2)
    names = {
        "undated": "; ".join(getattr(row, f"label_{here.language}") for row in undated.itertuples()) or "–",
        "older": "; ".join(f"{getattr(row, f'label_{here.language}')}" for row in older.itertuples()) or "–",
    }
    caption = _(
        "Filled: names home workers; hollow: does not. The year is that of the first version. Without a year in the sources: "
        "{undated}. Older: {older}."
    ).format(**names)
    alt = _("Marks by year on lanes for {levels}: {told}.").format(
        levels=", ".join(words.levels(here.language)[level] for level in levels),
        told="; ".join(f"{row.year} {_short(getattr(row, f'label_{here.language}'))}" for row in shown.itertuples()),
    )
    return Drawing(figure, rows, title, caption, alt, _SOURCES, "published")


def _short(label: str) -> str:
    return textwrap.shorten(label.split("(")[0].strip(), 62, placeholder=" …")


def _lanes(rows: pd.DataFrame, levels: list[str]) -> dict[str, int]:
    """Give every instrument of a level a line of its own, oldest on top, so that no two labels meet."""
    lanes: dict[str, int] = {}
    for level in levels:
        own = (
            rows[rows["level"] == level].sort_values(["year", "instrument_id"], kind="stable")["instrument_id"].tolist()
        )
        lanes |= {name: len(own) - 1 - place for place, name in enumerate(own)}
    return lanes
