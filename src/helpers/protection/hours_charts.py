"""Figure of notebook 05 on hours and the legal limits."""

from __future__ import annotations

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PURPLE, canvas, label_line, look, write_numbers
from helpers.facts import wording
from helpers.language import number, percent, translator
from helpers.protection import words
from helpers.protection.charts import sources
from helpers.statistics.conventions import DAY_LIMITS, OVERTIME_LIMIT, WEEK_LIMIT
from helpers.survey.derive import HOURS


@exhibit("05_legal_hours", needs=HOURS)
def legal_hours(here: Here, rows: pd.DataFrame, published: pd.DataFrame) -> Drawing | None:
    """Draw hours against the law: single published cases, and the survey's shares beyond each limit.

    Parameters
    ----------
    rows
        `helpers.protection.shares` of `helpers.protection.hours_beyond`, overall.
    published
        `helpers.facts.published.published_hours`, with hours a day or a week.
    study, language
        For the words.
    """
    _ = translator(here.language)
    if rows.empty:
        return None
    names = words.legal_hours(here.language)
    made_of = (
        *sources(here),
        _("each row's own source in {files}").format(files="data/evidence/published_hours.csv"),
    )
    week = rows[rows["measure"] == "week"].iloc[0]
    title = _("Hours against the law: published cases, and {share} of the survey above {week} hours a week").format(
        week=WEEK_LIMIT, share=percent(week["estimate"], here.language, 0)
    )
    cases = published.dropna(subset=["hours_per_day_low", "hours_per_day_high"], how="all").copy()
    cases["middle"] = cases[["hours_per_day_low", "hours_per_day_high"]].mean(axis=1)
    cases = cases.sort_values(["middle", "obs_id"], kind="stable", ignore_index=True)
    work = "work" if here.language == "en" else "work_id"
    with look():
        figure = canvas(here, max(0.2 * len(cases) + 0.6, 2.6), title, made_of)
        left, right = figure.subplots(1, 2, width_ratios=[1.1, 1])
        for spot, row in enumerate(cases.itertuples()):
            _hours_case(left, row, spot)
        labels = [_case_label(row, getattr(row, work), here.language) for row in cases.itertuples()]
        left.set_yticks(range(len(cases)), labels, size=7)
        label_line(left, DAY_LIMITS["up_to_five"], _("{hours} hours").format(hours=DAY_LIMITS["up_to_five"]))
        left.set_xlabel(_("hours a day, as published"))
        left.set_title(_("Published"))
        left.set_xlim(0, 25)
        place = np.arange(len(rows))[::-1]
        for spot, row in zip(place, rows.itertuples(), strict=True):
            peak = row.measure.endswith("_peak")
            color = PURPLE if peak else BLUE
            right.plot([row.low * 100, row.high * 100], [spot, spot], color=color, linewidth=1.8)
            right.plot(row.estimate * 100, spot, "s" if peak else "o", color=color, markersize=5)
        right.set_yticks(place, [textwrap.fill(names[measure], 24) for measure in rows["measure"]], size=8)
        right.yaxis.tick_right()
        right.spines["right"].set_visible(True)
        right.spines["left"].set_visible(False)
        right.set_xlim(0, 100)
        right.set_ylim(-0.7, len(rows) - 0.3)
        right.set_xlabel(_("% of home workers"))
        right.set_title(_("Survey (invented)") if here.study.is_demonstration else _("Survey"))
        for axes in (left, right):
            axes.grid(axis="x")
            axes.tick_params(axis="y", length=0)
            write_numbers(axes.xaxis, here.language)
    caption = _(
        "Left: single cases; dots: told as a usual day; triangles: means of a study; crosses: the most that was told, a figure of "
        "speech. Right: weighted shares with {confidence} intervals. {week} hours a week, {six} a day in "
        "six days or {five} in five, at most {overtime} of overtime (PP 35/2021 arts 21, 26) bind employers of "
        "recognised workers; who counts as one is the question."
    ).format(
        week=WEEK_LIMIT,
        six=DAY_LIMITS["six_or_seven"],
        five=DAY_LIMITS["up_to_five"],
        overtime=OVERTIME_LIMIT,
        confidence=here.confidence,
    )
    alt = _("Left: {count} published days, {long} of them longer than {hours} hours. Right: {told}.").format(
        hours=DAY_LIMITS["up_to_five"],
        count=number(len(cases), here.language),
        long=number(int((cases["middle"] > DAY_LIMITS["up_to_five"]).sum()), here.language),
        told="; ".join(f"{names[row.measure]} {percent(row.estimate, here.language)}" for row in rows.itertuples()),
    )
    data = pd.concat(
        [cases.drop(columns="middle").assign(table="published"), rows.assign(table="survey")], ignore_index=True
    )
    return Drawing(figure, data, title, caption, alt, made_of)


def _hours_case(axes: Axes, row: Any, spot: int) -> None:
    marker, color = {"mean": ("^", GREEN), "upper_rhetorical": ("x", GREY)}.get(row.statistic, ("o", INK))
    ends = [value for value in (row.hours_per_day_low, row.hours_per_day_high) if pd.notna(value)]
    axes.plot([min(ends), max(ends)], [spot, spot], color=color, linewidth=1.4)
    axes.plot(ends, [spot] * len(ends), marker, color=color, markersize=4.5)


def _case_label(row: Any, work: str, language: str) -> str:
    place = wording.place(str(row.place).split(",")[-1].split("(")[0].strip(), language)
    year = "" if pd.isna(row.year) else f", {row.year}"
    short = work if len(work) <= 30 else work[:29].rstrip(" ,") + "…"
    return f"{short} ({place}{year})"
