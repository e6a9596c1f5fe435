"""Pictures of notebook 01: what became of the sample, what is missing, how interviewers differ."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.exhibits import Drawing
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREY, PALE, VERMILLION, canvas, look, write_numbers
from helpers.fieldwork import words as fieldwork_words
from helpers.fieldwork.quality import CHECKS
from helpers.language import number, percent, translator
from helpers.survey import words as survey_words

_MOST_QUESTIONS = 24


@exhibit("01_sample_flow")
def sample_flow(here: Here, flow: pd.DataFrame) -> Drawing:
    """Draw how many rows are left after each step (`helpers.survey.flow`)."""
    _ = translator(here.language)
    labels = survey_words.steps(here.language)
    sources = (_("{file} of the study").format(file=here.study.survey.file.name),)
    title = _("From {all} rows in the file to {left} workers in the analysis").format(
        all=number(flow["left"].iloc[0], here.language), left=number(flow["left"].iloc[-1], here.language)
    )
    with look():
        figure = canvas(here, 0.42 * len(flow) + 0.55, title, sources)
        axes = figure.add_subplot()
        position = np.arange(len(flow))[::-1]
        axes.barh(position, flow["left"], height=0.62, color=BLUE)
        axes.barh(
            position,
            flow["removed"],
            left=flow["left"],
            height=0.62,
            color=PALE,
            edgecolor=GREY,
            hatch="////",
            lw=0.5,
        )
        for place, row in zip(position, flow.itertuples(), strict=True):
            axes.text(
                row.left * 0.99,
                place,
                number(row.left, here.language),
                ha="right",
                va="center",
                color="white",
                weight="bold",
            )
            if row.removed:
                text = "−" + number(row.removed, here.language)
                axes.text(row.left + row.removed, place, " " + text, ha="left", va="center", color=GREY)
        axes.set_yticks(position, [_name_of_step(step, labels, _) for step in flow["step"]])
        axes.set_xlabel(_("rows of the file"))
        axes.set_xlim(0, flow["left"].iloc[0] * 1.06)
        axes.tick_params(axis="y", length=0)
    told = "; ".join(
        _("{removed} {reason}").format(removed=number(row.removed, here.language), reason=labels[row.step])
        for row in flow.iloc[1:].itertuples()
    )
    alt = _("Bars, one per step. {all} rows in the file; taken out: {told}; {left} are left.").format(
        all=number(flow["left"].iloc[0], here.language), told=told, left=number(flow["left"].iloc[-1], here.language)
    )
    caption = _("Hatched: rows taken out at the step. A row with several reasons counts at the first of them.")
    return Drawing(figure, flow, title, caption, alt, sources)


def _name_of_step(step: str, labels: dict[str, str], _: object) -> str:
    return labels[step] if step == "in_file" else "− " + labels[step]


@exhibit("01_missing_answers")
def missing_answers(here: Here, missing: pd.DataFrame) -> Drawing:
    """Draw the share of missing answers by question and kecamatan (`helpers.fieldwork.quality.missing_answers`)."""
    import seaborn  # half a second, which whoever draws something else need not wait for

    _ = translator(here.language)
    sources = (_("{file} of the study").format(file=here.study.survey.file.name),)
    title = _("Missing answers by question and kecamatan")
    wide = missing.pivot_table(index="question", columns="kecamatan", values="share", sort=False)
    total = missing.groupby("question")["missing"].sum() / missing.groupby("question")["asked"].sum()
    wide = wide.loc[total.sort_values(ascending=False, kind="stable").index[:_MOST_QUESTIONS]]
    wide = wide[sorted(wide.columns)]
    districts = here.form.choice_labels("kecamatan", here.language)
    with look():
        figure = canvas(here, 0.235 * len(wide) + 1.0, title, sources)
        axes = figure.add_subplot()
        top = max(0.12, float(np.nanmax(wide.to_numpy())))
        said = wide.map(lambda share: percent(share, here.language, 0) if share > 0 else "")
        seaborn.heatmap(
            wide,
            ax=axes,
            cmap="Blues",
            vmin=0,
            vmax=top * 1.4,
            cbar=False,
            linewidths=1.5,
            linecolor="white",
            annot=said,
            fmt="",
            annot_kws={"size": 8},
            xticklabels=[districts[name].replace(" ", "\n", 1) for name in wide.columns],
            yticklabels=[here.form.label(name, here.language) for name in wide.index],
        )
        axes.set(xlabel="", ylabel="")
        axes.tick_params(length=0, top=False, labeltop=True, bottom=False, labelbottom=False)
        axes.tick_params(axis="y", rotation=0)
    worst = total.idxmax()
    alt = _(
        "Heat map of {count} questions by kecamatan. Most often missing: {question}, {share} of those asked."
    ).format(
        count=len(wide), question=here.form.label(worst, here.language), share=percent(total[worst], here.language)
    )
    caption = _(
        "Share of those of whom the question was asked; an empty cell has none missing. Impossible values count as missing."
    )
    return Drawing(figure, missing, title, caption, alt, sources)


@exhibit("01_interviewer_checks")
def interviewer_checks(here: Here, checks: pd.DataFrame) -> Drawing:
    """Draw four checks of each interviewer (`helpers.fieldwork.quality.interviewer_checks`)."""
    _ = translator(here.language)
    labels = fieldwork_words.checks(here.language)
    sources = (_("{file} of the study").format(file=here.study.survey.file.name),)
    title = _("Do interviewers differ? Refusals, length and rounding")
    names = [f"{row.interviewer} ({row.interviews})" for row in checks.itertuples()]
    position = np.arange(len(checks))[::-1]
    with look():
        figure = canvas(here, 0.27 * len(checks) + 0.75, title, sources)
        told = [check for check in CHECKS if checks[check].notna().any()]
        panels = figure.subplots(1, len(told), sharey=True, squeeze=False)[0]
        for axes, check in zip(panels, told, strict=True):
            values = checks[check] * (1 if check == "minutes" else 100)
            out = checks[f"{check}_stands_out"].to_numpy()
            axes.axvline(values.median(), color=PALE, linewidth=1.2)
            axes.plot(values[~out], position[~out], "o", color=BLUE, markersize=6)
            axes.plot(values[out], position[out], "D", color=VERMILLION, markersize=7)
            axes.set_title(_broken(labels[check]), size=8.5, loc="left")
            axes.set_xlim(left=0, right=max(values.max() * 1.15, 1))
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
            write_numbers(axes.xaxis, here.language)
            axes.grid(axis="y")
            axes.tick_params(axis="y", length=0)
        panels[0].set_yticks(position, names)
        panels[0].set_ylim(-0.6, len(checks) - 0.4)
    found = [
        f"{row.interviewer} ({labels[check].split(',')[0].lower()})"
        for row in checks.itertuples()
        for check in CHECKS
        if getattr(row, f"{check}_stands_out")
    ]
    alt = _("Four dot plots, one row per interviewer. Standing out: {found}.").format(
        found=", ".join(found) or _("nobody")
    )
    caption = _(
        "In brackets: interviews. Grey line: the middle interviewer. Red diamonds stand out and deserve a call-back."
    )
    return Drawing(figure, checks, title, caption, alt, sources)


def _broken(label: str) -> str:
    """Break a label at its comma, so that the unit stands on a line of its own."""
    return label.replace(", ", ",\n", 1)
