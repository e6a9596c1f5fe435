"""Figures of notebook 02 from published data: minimum wages and published pay."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, PALE, VERMILLION, canvas, label_line, look, write_numbers
from helpers.facts import wording
from helpers.language import number, percent, rupiah, translator
from helpers.wages.charts import MILLION, UMK_FILE, UMP_FILE


@exhibit("02_minimum_wages")
def minimum_wages(here: Here, levels: pd.DataFrame) -> Drawing:
    """Draw the regency's minimum wage among the others and the province's (`helpers.regencies`)."""
    _ = translator(here.language)
    sources = (_("governor's decrees as published, row by row in {files}").format(files=f"{UMK_FILE}, {UMP_FILE}"),)
    title = _("The minimum wage of {regency} among the regencies of {province}").format(
        regency=here.study.regency, province=here.study.province
    )
    own = levels[(levels["place"] == here.study.regency) & (levels["kind"] == "UMK")]
    whole = levels[levels["kind"] == "UMP"]
    others = levels[(levels["kind"] == "UMK") & (levels["place"] != here.study.regency)]
    last_year = int(levels["year"].max())
    with look():
        figure = canvas(here, 3.5, title, sources, note="")
        axes = figure.add_subplot()
        for _place, path in others.groupby("place"):
            axes.plot(path["year"], path["amount_idr"] / MILLION, color=PALE, linewidth=0.8, zorder=1)
        ends = others[others["year"] == last_year].sort_values("amount_idr")
        labelled = [(ends.iloc[-1], GREY)] if len(ends) else []
        for path, color, style, marker in ((own, BLUE, "-", "o"), (whole, VERMILLION, "--", "s")):
            axes.plot(
                path["year"],
                path["amount_idr"] / MILLION,
                style,
                color=color,
                marker=marker,
                markersize=4,
                linewidth=2,
                zorder=3,
            )
            if len(path):
                labelled.append((path.iloc[-1], color))
        for row, color in labelled:
            name = row["place"] if row["kind"] == "UMK" else f"{row['place']} (UMP)"
            weight = "bold" if color != GREY else "normal"
            axes.annotate(
                name,
                (row["year"], row["amount_idr"] / MILLION),
                xytext=(7, 0),
                textcoords="offset points",
                va="center",
                color=color,
                size=8.5,
                weight=weight,
                annotation_clip=False,
            )
        if (own["year"] == here.study.year).any():
            at = own[own["year"] == here.study.year].iloc[0]
            axes.plot(
                at["year"],
                at["amount_idr"] / MILLION,
                "o",
                color="white",
                markeredgecolor=BLUE,
                markersize=8,
                mew=2,
                zorder=4,
            )
            axes.annotate(
                f"{here.study.year}: {rupiah(at['amount_idr'], here.language)}",
                (at["year"], at["amount_idr"] / MILLION),
                xytext=(-6, 14),
                textcoords="offset points",
                ha="right",
                color=BLUE,
                size=8.5,
                weight="bold",
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5},
            )
        axes.set_ylabel(_("million rupiah a month"))
        write_numbers(axes.yaxis, here.language, 1)
        axes.set_xlim(levels["year"].min() - 0.3, last_year + 0.2)
        axes.set_xticks(range(int(levels["year"].min()), last_year + 1, 2))
        axes.grid(axis="y")
    caption = _(
        "Grey: the other regencies. Dashed: the province (UMP), which holds where a regency has none of its own. A gap in a "
        "line is a year that no source gives."
    )
    return Drawing(figure, levels, title, caption, _alt_minimum(here, own), sources, "published")


def _alt_minimum(here: Here, own: pd.DataFrame) -> str:
    _ = translator(here.language)
    if own.empty:
        return _("Lines of the minimum wages over the years; {regency} is not among them.").format(
            regency=here.study.regency
        )
    first, last = own.iloc[0], own.iloc[-1]
    return _(
        "Lines of the minimum wages over the years. {regency} rises from {low} in {first} to {high} in {last}, rank {rank} "
        "of the regencies in the last year."
    ).format(
        regency=here.study.regency,
        low=rupiah(first["amount_idr"], here.language),
        first=first["year"],
        high=rupiah(last["amount_idr"], here.language),
        last=last["year"],
        rank=number(last["rank"], here.language),
    )


@exhibit("02_published_pay")
def published_pay(here: Here, jobs: pd.DataFrame) -> Drawing:
    """Draw published pay over the minimum wage of its place and year (`helpers.wages.published.pay_against_minimum`)."""
    _ = translator(here.language)
    shown = jobs[jobs["why_not"] == ""].copy()
    shown["middle"] = shown[["share_low", "share_high", "hourly_share_low", "hourly_share_high"]].mean(axis=1)
    shown = shown.sort_values(["middle", "obs_id"], ignore_index=True)
    sources = (
        _("each row's own source in {files}").format(files="data/evidence/published_pay.csv"),
        _("minimum wages: {files}").format(files=f"{UMK_FILE}, {UMP_FILE}"),
    )
    title = _("Published pay of home workers, as a share of the minimum wage of its own place and year")
    work = "work" if here.language == "en" else "work_id"
    with look():
        figure = canvas(here, 0.34 * len(shown) + 0.7, title, sources, note="")
        axes = figure.add_subplot()
        for position, row in enumerate(shown.itertuples()):
            _range(axes, row.share_low, row.share_high, position, BLUE, "o")
            _range(axes, row.hourly_share_low, row.hourly_share_high, position - 0.22, GREEN, "D")
        axes.set_xscale("log")
        ticks = [0.05, 0.1, 0.25, 0.5, 1, 2, 4]
        axes.set_xticks(ticks, [percent(tick, here.language, 0) for tick in ticks])
        axes.set_xticks([], minor=True)
        axes.set_xlim(0.035, 6)
        label_line(axes, 1.0, _("minimum wage"))
        axes.set_yticks(
            range(len(shown)),
            [_job_label(row, getattr(row, work), here.language) for row in shown.itertuples()],
            size=8,
        )
        for label, row in zip(axes.get_yticklabels(), shown.itertuples(), strict=True):
            label.set_weight("bold" if row.in_study_area else "normal")
        axes.set_ylim(-0.8, len(shown) + 0.1)
        axes.set_xlabel(_("pay over minimum wage (logarithmic)"))
        axes.grid(axis="both")
        axes.tick_params(axis="y", length=0)
        axes.plot([], [], "o-", color=BLUE, label=_("a day, a month, or as stated"))
        axes.plot([], [], "D-", color=GREEN, label=_("an hour"))
        axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=2, borderaxespad=0.1)
    above = shown[(shown["share_low"] >= 1) | (shown["hourly_share_low"] >= 1)]
    alt = _("Dots for {count} published cases; {below} lie below the minimum wage, {above} at or above it.").format(
        count=number(len(shown), here.language),
        below=number(len(shown) - len(above), here.language),
        above=number(len(above), here.language),
    )
    caption = _(
        "Single cases, not a sample. Letter: A survey average, B court record, C NGO or research case, D press quote. Bold: "
        "{regency}. A day is held against a 25th of the monthly minimum, an hour against a 173rd. * provincial minimum, "
        "where no regency's is in the tables; † minimum as quoted by the source. An arrow: at least, or up to."
    ).format(regency=here.study.regency)
    return Drawing(figure, shown.drop(columns="middle"), title, caption, alt, sources, "published")


def _job_label(row: Any, work: str, language: str) -> str:
    """Write what the work is, and under it where, when and how well it is known."""
    _ = translator(language)
    mark = {"UMP": "*", "quoted": "†"}.get(row.minimum_kind, "")
    place = wording.place(str(row.place).split(",")[-1].strip(), language)
    year = "" if pd.isna(row.year) else f", {row.year}"
    return f"{textwrap.shorten(work, 42, placeholder=' …')}\n{place}{year}{mark} ({row.evidence_grade})"


def _range(axes: Axes, low: float, high: float, position: float, color: str, marker: str) -> None:
    """Draw a range; where only one end is known an arrow shows that it is open."""
    if np.isnan(low) and np.isnan(high):
        return
    if np.isnan(low) or np.isnan(high):
        known, factor = (high, 0.68) if np.isnan(low) else (low, 1.5)
        axes.annotate(
            "",
            (known * factor, position),
            (known, position),
            arrowprops={"arrowstyle": "->", "color": color, "lw": 1.5},
        )
        axes.plot(known, position, marker, color=color, markersize=5)
        return
    axes.plot([low, high], [position, position], "-", color=color, linewidth=1.6)
    axes.plot([low, high], [position, position], marker, color=color, markersize=5)
