"""Pictures of notebook 06: minimum wages on a tile map, studies side by side, the same pay everywhere, rates everywhere."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from helpers.exhibits import Drawing, LeftOut
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREEN, GREY, INK, PALE, VERMILLION, canvas, label_line, look, write_numbers
from helpers.language import number, percent, rupiah, translator
from helpers.regencies import words
from helpers.survey.derive import COSTS, EARNINGS, HOURS

_UMK_FILE = "data/reference/regency_minimum_wages.csv"
_MAP_FILE = "data/reference/regencies_central_java.csv"
_MILLION = 1e6
#: Inches that the lines of all studies may take, and the least that a line needs to be named.
_TALLEST, _NAMED = 12.0, 0.12


def short_name(regency: str) -> str:
    """Return a regency's name as it stands in a tile: a city is told from the regency of its name."""
    return regency.replace("Kabupaten ", "").replace("Kota ", "K. ")


@exhibit("06_minimum_wage_map")
def level_map(here: Here, tiles: pd.DataFrame, year: int) -> Drawing:
    """Draw the height of each regency's minimum wage on the tile map (`helpers.regencies.on_the_map`)."""
    _ = translator(here.language)
    own = tiles[tiles["regency"] == here.study.regency]
    highest, lowest = tiles.loc[tiles["amount_idr"].idxmax()], tiles.loc[tiles["amount_idr"].idxmin()]
    title = _("Minimum wages of {year}: from {low} a month ({lowest}) to {high} ({highest})").format(
        year=year,
        low=rupiah(lowest["amount_idr"], here.language),
        lowest=lowest["regency"],
        high=rupiah(highest["amount_idr"], here.language),
        highest=highest["regency"],
    )

    def told(row: pd.Series) -> str:
        return f"{number(row['amount_idr'] / _MILLION, here.language, 2)}\n{_('rank')} {row['rank']}"

    caption = _(
        "Million rupiah a month; rank 1 is the highest. A tile map: every regency as large as any other, placed roughly where it "
        "lies. K.: city (kota). Framed: {regency}. Grey: no figure in the tables."
    ).format(regency=here.study.regency)
    place = (
        _(" {regency} has {amount}, rank {rank}.").format(
            regency=here.study.regency,
            amount=rupiah(own["amount_idr"].iloc[0], here.language),
            rank=own["rank"].iloc[0],
        )
        if len(own) and own["amount_idr"].notna().all()
        else ""
    )
    alt = _("Tile map of {count} regencies, darker where the minimum wage is higher.").format(count=len(tiles)) + place
    figure = _tile_map(here, tiles, "amount_idr", told, title)
    return Drawing(figure, tiles, title, caption, alt, (_UMK_FILE, _MAP_FILE), "published")


@exhibit("06_growth_map")
def growth_map(here: Here, tiles: pd.DataFrame, year: int, since: int) -> Drawing | LeftOut:
    """Draw how fast each regency's minimum wage has grown (`helpers.regencies.on_the_map`)."""
    _ = translator(here.language)
    known = tiles.dropna(subset=["growth"])
    if known.empty:
        return LeftOut(_("Left out: growth needs a first_year before the year that is shown."))
    fastest, slowest = known.loc[known["growth"].idxmax()], known.loc[known["growth"].idxmin()]
    title = _("Growth a year, {since} to {year}: from {low} ({slowest}) to {high} ({fastest})").format(
        since=since,
        year=year,
        low=percent(slowest["growth"], here.language),
        slowest=slowest["regency"],
        high=percent(fastest["growth"], here.language),
        fastest=fastest["regency"],
    )
    caption = _(
        "Mean growth a year, before inflation. Framed: {regency}. Grey: no figure for one of the two years."
    ).format(regency=here.study.regency)
    alt = _("Tile map of {count} regencies, darker where the minimum wage has grown faster.").format(count=len(tiles))
    figure = _tile_map(here, tiles, "growth", lambda row: percent(row["growth"], here.language), title)
    return Drawing(figure, tiles, title, caption, alt, (_UMK_FILE, _MAP_FILE), "published")


def _tile_map(
    here: Here, tiles: pd.DataFrame, column: str, told: Callable[[pd.Series], str], title: str
) -> mpl.figure.Figure:
    _ = translator(here.language)
    shades = mpl.colormaps["Blues"]
    scale = Normalize(tiles[column].min(), tiles[column].max())
    with look():
        figure = canvas(here, 0.62 * (tiles["row"].max() + 1) + 0.15, title, (_UMK_FILE, _MAP_FILE), note="")
        axes = figure.add_subplot()
        for _index, row in tiles.iterrows():
            known = pd.notna(row[column])
            depth = 0.12 + 0.72 * float(scale(row[column])) if known else 0.0
            face = shades(depth) if known else "#EEEEEE"
            own = row["regency"] == here.study.regency
            axes.add_patch(
                Rectangle(
                    (row["column"] - 0.47, row["row"] - 0.46),
                    0.94,
                    0.92,
                    facecolor=face,
                    edgecolor=VERMILLION if own else "white",
                    linewidth=2.4 if own else 0.5,
                    zorder=3 if own else 2,
                )
            )
            ink = "white" if depth > 0.5 else INK
            name = "\n".join(textwrap.wrap(short_name(row["regency"]), 12, break_long_words=False))
            text = f"{name}\n{told(row)}" if known else f"{name}\n–"
            axes.text(row["column"], row["row"], text, ha="center", va="center", size=5.8, color=ink, zorder=4)
        axes.set_xlim(tiles["column"].min() - 0.55, tiles["column"].max() + 0.55)
        axes.set_ylim(tiles["row"].max() + 0.55, tiles["row"].min() - 0.55)
        axes.axis("off")
    return figure


@exhibit("06_studies")
def studies_side_by_side(here: Here, rows: pd.DataFrame) -> Drawing:
    """Draw the studies' main numbers one under the other (`helpers.regencies.comparison.side_by_side`)."""
    _ = translator(here.language)
    names = words.comparison_measures(here.language)
    chosen = [name for name in ("v0", "mean_gap", "above_forty", "employment") if (rows["measure"] == name).any()]
    order = rows.drop_duplicates("study").sort_values(["regency", "year", "study"], kind="stable")
    place = {name: len(order) - 1 - spot for spot, name in enumerate(order["study"])}
    # Hundreds of studies have to fit on a page: lines move together, and only the study's own keeps its name.
    step = min(0.24, _TALLEST / len(order))
    invented = rows["provenance"].eq("demonstration").any()
    note = _("DEMONSTRATION DATA (marked *): invented, evidence of nothing") if invented else ""
    title = _("Studies side by side: {count}").format(count=number(len(order), here.language))
    made_of = (_("surveys of all studies under data/studies"), _("minimum wages: {file}").format(file=_UMK_FILE))
    with look():
        figure = canvas(here, max(step * len(order), 0.7) + 0.75, title, made_of, note)
        panels = figure.subplots(1, len(chosen), sharey=True, squeeze=False)[0]
        for axes, measure in zip(panels, chosen, strict=True):
            for row in rows[rows["measure"] == measure].itertuples():
                color = VERMILLION if row.study == here.study.name else BLUE
                axes.plot([row.low * 100, row.high * 100], [place[row.study]] * 2, color=color, linewidth=1.8)
                axes.plot(row.estimate * 100, place[row.study], "o", color=color, markersize=5)
            axes.set_xlabel("\n".join(textwrap.wrap(names[measure], 20)))
            axes.set_xlim(0, 101)
            axes.grid(axis="x")
            axes.tick_params(axis="y", length=0)
            write_numbers(axes.xaxis, here.language)
        labels = [
            f"{row.regency} {row.year}{' *' if row.provenance == 'demonstration' else ''}" for row in order.itertuples()
        ]
        named = [step >= _NAMED or name == here.study.name for name in order["study"]]
        panels[0].set_yticks(
            [place[name] for name, keep in zip(order["study"], named, strict=True) if keep],
            [label for label, keep in zip(labels, named, strict=True) if keep],
        )
        panels[0].set_ylim(-0.7, len(order) - 0.3)
    caption = _(
        "Each against the minimum wage of its own regency and year. Dots: weighted estimates; lines: {confidence} "
        "intervals from each "
        "sample's design. Samples differ in whom they could list: a difference of two studies is not yet one of two regencies. "
        "An empty panel: the study did not ask."
    ).format(confidence=here.confidence)
    v0 = rows[rows["measure"] == "v0"]
    alt = _("Dots with intervals; share below the minimum: {told}.").format(
        told="; ".join(f"{row.study} {percent(row.estimate, here.language)}" for row in v0.itertuples())
    )
    return Drawing(figure, rows, title, caption, alt, made_of)


@exhibit("06_same_pay", needs=(*EARNINGS, *HOURS))
def same_pay(here: Here, rows: pd.DataFrame, year: int) -> Drawing | None:
    """Draw the share below for the same pay against every regency's minimum (`comparison.same_pay_everywhere`)."""
    _ = translator(here.language)
    if rows.empty:
        return None
    made_of = (_("{file} of the study").format(file=here.study.survey.file.name), _UMK_FILE)
    high, low = rows.iloc[0], rows.iloc[-1]
    title = _("The same pay elsewhere: {low} below the minimum in {lowest}, {high} in {highest}").format(
        low=percent(low["v0"], here.language, 0),
        lowest=low["regency"],
        high=percent(high["v0"], here.language, 0),
        highest=high["regency"],
    )
    place = np.arange(len(rows))[::-1]
    with look():
        figure = canvas(here, 0.155 * len(rows) + 0.6, title, made_of)
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1, 1.1])
        own = rows["regency"] == here.study.regency
        shades = np.where(own, VERMILLION, PALE)
        left.barh(place, rows["minimum"] / _MILLION, color=shades, height=0.72)
        for spot, row, mine in zip(place, rows.itertuples(), own, strict=True):
            color = VERMILLION if mine else BLUE
            right.plot([row.v0_low * 100, row.v0_high * 100], [spot, spot], color=color, linewidth=1.4)
            right.plot(row.v0 * 100, spot, "o", color=color, markersize=4)
            right.plot(
                row.v1 * 100, spot, "d", color=GREEN if not mine else VERMILLION, markersize=4, markerfacecolor="white"
            )
        left.set_yticks(place, [short_name(name) for name in rows["regency"]], size=7)
        for label, mine in zip(left.get_yticklabels(), own, strict=True):
            label.set_weight("bold" if mine else "normal")
        left.set_ylim(-0.7, len(rows) - 0.3)
        left.set_xlabel(_("minimum wage of {year}, million rupiah").format(year=year))
        right.set_xlabel(_("% of the home workers"))
        right.plot([], [], "o-", color=BLUE, markersize=4, label=_("share below (v0)"))
        right.plot(
            [], [], "d", color=GREEN, markersize=4, markerfacecolor="white", label=_("average gap over all (v1)")
        )
        legend = right.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2, fontsize=7.5, borderaxespad=0.1)
        legend.set_in_layout(False)  # it may reach over the other panel, and need not push it aside
        for axes in (left, right):
            axes.grid(axis="x")
            axes.tick_params(axis="y", length=0)
        write_numbers(left.xaxis, here.language, 1)
        write_numbers(right.xaxis, here.language)
    caption = _(
        "The study's home workers and their hourly pay, held against each regency's minimum of {year} over 173 hours: what the "
        "place alone changes. It is no estimate of any other regency's home workers."
    ).format(year=year)
    alt = _("Bars of minimum wages and dots of the share below, from {high} ({highest}) to {low} ({lowest}).").format(
        high=percent(high["v0"], here.language),
        highest=high["regency"],
        low=percent(low["v0"], here.language),
        lowest=low["regency"],
    )
    return Drawing(figure, rows, title, caption, alt, made_of)


@exhibit("06_rates_everywhere", needs=("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS))
def rates(here: Here, rows: pd.DataFrame) -> Drawing | None:
    """Draw what each product's rate would have to be across the regencies (`helpers.regencies.comparison.rates_everywhere`)."""
    _ = translator(here.language)
    if rows["needed"].isna().all():
        return None
    made_of = (_("{file} of the study").format(file=here.study.survey.file.name), _UMK_FILE)
    names = here.form.choice_labels("product", here.language)
    times = rows.assign(times=rows["needed"] / rows["posted"])
    spans = times.groupby("product")["times"].agg(["min", "max"])
    own = times[times["regency"] == here.study.regency].set_index("product")["times"]
    products = spans["max"].sort_values(kind="stable").index.tolist()
    title = _("How many times the paid rate would meet the minimum wage, from the lowest to the highest regency")
    with look():
        figure = canvas(here, 0.3 * len(products) + 0.75, title, made_of)
        axes = figure.add_subplot()
        for spot, product in enumerate(products):
            axes.plot(spans.loc[product], [spot, spot], color=PALE, linewidth=6, solid_capstyle="butt")
            every = times.loc[times["product"] == product, "times"]
            axes.plot(every, [spot] * len(every), "|", color=GREY, markersize=7)
            if product in own.index:
                axes.plot(own[product], spot, "o", color=VERMILLION, markersize=6)
                axes.annotate(
                    number(own[product], here.language, 1),
                    (own[product], spot),
                    xytext=(0, 7),
                    textcoords="offset points",
                    ha="center",
                    size=8,
                    color=VERMILLION,
                    weight="bold",
                )
        label_line(axes, 1.0, _("paid rate is enough"))
        axes.set_yticks(range(len(products)), [names[product] for product in products])
        axes.set_ylim(-0.6, len(products) - 0.2)
        axes.set_xlim(left=0)
        axes.set_xlabel(_("needed rate over paid rate"))
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x")
        write_numbers(axes.xaxis, here.language, 1)
    caption = _(
        "Ticks: each regency; dot: {regency}. Minutes a piece and costs are those of the study everywhere; the paid rate is its "
        "median posted one. All rates in rupiah stand in the table."
    ).format(regency=here.study.regency)
    alt = _("Ranges by product: {told}.").format(
        told="; ".join(
            f"{names[row.Index]} {number(row.min, here.language, 1)}–{number(row.max, here.language, 1)}"
            for row in spans.loc[products].itertuples()
        )
    )
    return Drawing(figure, rows, title, caption, alt, made_of)
