"""Pictures of notebook 05 from the survey: cover, hazards, hours against the law, and what goes with membership."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.exhibits import Drawing, LeftOut, groups
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREY, INK, VERMILLION, canvas, look, write_numbers
from helpers.language import inside, number, percent, translator
from helpers.protection import words
from helpers.protection.words import measure_label

_COVER = ("health", "employment", "payer", "contract")


def sources(here: Here) -> tuple[str, ...]:
    """Return what the figures made from the survey name as their source."""
    _ = translator(here.language)
    return (_("{file} of the study").format(file=here.study.survey.file.name),)


def _blocks(
    here: Here, rows: pd.DataFrame, blocks: tuple[str, ...]
) -> tuple[list[tuple[float, str, pd.Series]], dict[float, str]]:
    """Lay out measures under the headings of their blocks: position, label and row of each; headings by position."""
    names = words.protection_blocks(here.language)
    lines, headings, position = [], {}, 0.0
    for block in blocks:
        part = rows[(rows["block"] == block) & (rows["by"] == "")]
        if part.empty:
            continue
        headings[position] = names[block] + (
            f" (N = {number(part['n'].iloc[0], here.language)})" if block == "payer" else ""
        )
        position -= 1
        for _index, row in part.iterrows():
            lines.append((position, measure_label(block, row["measure"], here.form, here.language), row))
            position -= 1
        position -= 0.3
    return lines, headings


def _draw_blocks(axes: Axes, lines: list, headings: dict[float, str], language: str) -> None:
    for position, _label, row in lines:
        color = VERMILLION if row["measure"] in ("any", "injury") else BLUE
        axes.plot([row["low"] * 100, row["high"] * 100], [position, position], color=color, linewidth=1.8)
        axes.plot(row["estimate"] * 100, position, "D" if color == VERMILLION else "o", color=color, markersize=5)
        axes.text(103, position, percent(row["estimate"], language), va="center", size=8, color=color)
    places, labels = [position for position, *_rest in lines], [label for _position, label, _row in lines]
    axes.set_yticks([*places, *headings], [*labels, *headings.values()])
    for label in axes.get_yticklabels()[len(lines) :]:
        label.set_weight("bold")
    axes.set_ylim(min(places) - 0.7, 0.7)
    axes.set_xlim(0, 100)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    write_numbers(axes.xaxis, language)


@exhibit("05_cover", needs=("bpjs_employment",))
def cover(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw who has which cover and agreement, and who pays (`helpers.protection.shares`)."""
    _ = translator(here.language)
    lines, headings = _blocks(here, rows, _COVER)
    if not (rows["block"] == "employment").any():
        return None
    any_cover = rows[(rows["block"] == "employment") & (rows["measure"] == "any") & (rows["by"] == "")].iloc[0]
    title = _("{share} have any cover against work accident, death or old age").format(
        share=percent(any_cover["estimate"], here.language, 0)
    )
    with look():
        figure = canvas(here, 0.19 * (len(lines) + 1.3 * len(headings)) + 0.5, title, sources(here))
        axes = figure.add_subplot()
        _draw_blocks(axes, lines, headings, here.language)
        axes.set_xlabel(_("% of home workers (who pays: of those with a programme)"))
    caption = _(
        "Dots: weighted shares; lines: {confidence} intervals from the sample's design. BPJS Ketenagakerjaan: work "
        "accident (JKK), death "
        "(JKM), old age (JHT); one worker can have several. Health cover as PBI is given to poor households, not to workers."
    ).format(confidence=here.confidence)
    alt = _("Dots with intervals: {told}.").format(
        told="; ".join(f"{label} {percent(row['estimate'], here.language)}" for _position, label, row in lines)
    )
    data = rows[rows["block"].isin(_COVER) & (rows["by"] == "")]
    return Drawing(figure, data, title, caption, alt, sources(here))


@exhibit("05_cover_by_group", any_of=("bpjs_employment", "bpjs_health", "contract"))
def cover_by_group(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw cover and agreement by giver of work, membership and product (`helpers.protection.shares` with ``by``)."""
    _ = translator(here.language)
    chosen = {
        ("employment", "any"): _("BPJS Ketenagakerjaan, %"),
        ("health", "any"): _("health cover, %"),
        ("contract", "written"): _("written agreement, %"),
    }
    parts = [
        rows[(rows["block"] == block) & (rows["measure"] == measure)].assign(measure=f"{block} {measure}")
        for block, measure in chosen
    ]
    shown = pd.concat(parts, ignore_index=True)
    panels = {f"{block} {measure}": heading for (block, measure), heading in chosen.items()}
    panels = {name: heading for name, heading in panels.items() if (shown["measure"] == name).any()}
    if not panels:
        return None
    title = _("Who is covered: by giver of work, membership and product")
    with look():
        figure = canvas(here, groups.height(shown), title, sources(here))
        groups.draw(here, figure, shown, panels)
        for axes in figure.axes:
            axes.set_xlim(left=0)
    caption = _(
        "Dots: weighted shares; lines: {confidence} intervals from the sample's design. Dotted: all workers. In "
        "brackets: workers. Groups "
        "with fewer than five workers are left out."
    ).format(confidence=here.confidence)
    first = shown[(shown["measure"] == next(iter(panels))) & (shown["by"] != "")]
    low, high = first.loc[first["estimate"].idxmin()], first.loc[first["estimate"].idxmax()]
    alt = _(
        "Dots with intervals by group. {measure}: lowest {low} ({low_share}), highest {high} ({high_share})."
    ).format(
        measure=next(iter(panels.values())),
        low=here.form.choice_labels(low["by"], here.language)[low["group"]],
        low_share=percent(low["estimate"], here.language),
        high=here.form.choice_labels(high["by"], here.language)[high["group"]],
        high_share=percent(high["estimate"], here.language),
    )
    return Drawing(figure, shown, title, caption, alt, sources(here))


@exhibit("05_hazards", needs=("hazards", "protective_gear"))
def hazards(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw hazards named, gear used and injuries side by side (`helpers.protection.shares`)."""
    _ = translator(here.language)
    sides = [_blocks(here, rows, ("hazards", "injury")), _blocks(here, rows, ("gear",))]
    if not all(lines for lines, _headings in sides):
        return None
    named = rows[(rows["block"] == "hazards") & (rows["measure"] == "any") & (rows["by"] == "")].iloc[0]
    gear = rows[(rows["block"] == "gear") & (rows["measure"] == "any") & (rows["by"] == "")].iloc[0]
    title = _("{named} name a hazard of their work, {gear} use any protective gear").format(
        named=percent(named["estimate"], here.language, 0), gear=percent(gear["estimate"], here.language, 0)
    )
    tallest = max(len(lines) + 1.3 * len(headings) for lines, headings in sides)
    with look():
        figure = canvas(here, 0.2 * tallest + 0.5, title, sources(here))
        for axes, (lines, headings) in zip(figure.subplots(1, 2), sides, strict=True):
            _draw_blocks(axes, lines, headings, here.language)
            axes.set_ylim(-1.03 * tallest, 0.7)
            axes.set_xlabel(_("% of home workers"))
    caption = _(
        "Dots: weighted shares; lines: {confidence} intervals from the sample's design. Several answers were "
        "possible. What is not felt as "
        "a hazard is not named: fumes in a living room can be."
    ).format(confidence=here.confidence)
    alt = _("Dots with intervals: {told}.").format(
        told="; ".join(
            f"{label} {percent(row['estimate'], here.language)}"
            for lines, _headings in sides
            for _p, label, row in lines
        )
    )
    data = rows[rows["block"].isin(["hazards", "injury", "gear"]) & (rows["by"] == "")]
    return Drawing(figure, data, title, caption, alt, sources(here))


@exhibit("05_association", needs=("group_member",))
def association(here: Here, rows: pd.DataFrame) -> Drawing | LeftOut:
    """Draw how much more often members have each protection (`helpers.protection.association.associations`)."""
    _ = translator(here.language)
    names = words.protection_outcomes(here.language)
    shown = rows[rows["why_not"] == ""]
    if shown.empty:
        return LeftOut(_("Too few members of a group, or too few with any protection, to compare."))
    clear = shown[(shown["low"] > 0) | (shown["high"] < 0)]
    title = _(
        "Members and others alike in age, schooling, years and giver of work: {count} of {all} differences are clear of zero"
    ).format(count=number(len(clear), here.language), all=number(len(shown), here.language))
    place = np.arange(len(shown))[::-1]
    with look():
        figure = canvas(here, 0.42 * len(shown) + 0.75, title, sources(here))
        axes = figure.add_subplot()
        axes.axvline(0, color=INK, linewidth=0.8)
        for spot, row in zip(place, shown.itertuples(), strict=True):
            axes.plot([row.low * 100, row.high * 100], [spot + 0.12] * 2, color=BLUE, linewidth=1.8)
            axes.plot(row.effect * 100, spot + 0.12, "o", color=BLUE, markersize=5.5)
            axes.plot([row.linear_low * 100, row.linear_high * 100], [spot - 0.16] * 2, color=GREY, linewidth=1.2)
            axes.plot(row.linear * 100, spot - 0.16, "s", color=GREY, markersize=4)
        axes.set_yticks(place, [names[outcome] for outcome in shown["outcome"]])
        axes.plot([], [], "o-", color=BLUE, label=_("logit, average marginal effect"))
        axes.plot([], [], "s-", color=GREY, label=_("linear model, CR2"))
        axes.legend(loc="upper left", bbox_to_anchor=(-0.02, -0.16), ncols=2)
        axes.set_xlabel(_("percentage points more often among members of a group"))
        axes.set_ylim(-0.7, len(shown) - 0.3)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        write_numbers(axes.xaxis, here.language)
    caption = _(
        "An association, not an effect: who joins, where groups form, and who seeks cover go together. Lines: "
        "{confidence} intervals, "
        "clustered by village; unweighted."
    ).format(confidence=here.confidence)
    alt = _("Dots with intervals: {told}.").format(
        told="; ".join(
            _("{outcome} {effect} points ({low} to {high})").format(
                outcome=inside(names[row.outcome]),
                effect=number(row.effect * 100, here.language, 1),
                low=number(row.low * 100, here.language, 1),
                high=number(row.high * 100, here.language, 1),
            )
            for row in shown.itertuples()
        )
    )
    return Drawing(figure, rows, title, caption, alt, sources(here))
