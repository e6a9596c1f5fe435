"""Results of notebook 06 read aloud; see `helpers.exhibits.provenance` for the rules."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.language import inside, number, percent, rupiah, translator


def minimum_wages(here: Here, tiles: pd.DataFrame, year: int, since: int) -> str:
    """Say how far apart the regencies' minimum wages are, where the study's stands, and how fast they grew."""
    _ = translator(here.language)
    known = tiles.dropna(subset=["amount_idr"])
    high, low = known.loc[known["amount_idr"].idxmax()], known.loc[known["amount_idr"].idxmin()]
    sentence = _(
        "In {year} the highest minimum wage, {high} in {highest}, is {times} times the lowest, {low} in {lowest}."
    ).format(
        year=year,
        high=rupiah(high["amount_idr"], here.language),
        highest=high["regency"],
        times=number(high["amount_idr"] / low["amount_idr"], here.language, 2),
        low=rupiah(low["amount_idr"], here.language),
        lowest=low["regency"],
    )
    own = known[known["regency"] == here.study.regency]
    if len(own):
        sentence += " " + _("{regency} has rank {rank} of {count}.").format(
            regency=here.study.regency, rank=own["rank"].iloc[0], count=number(len(known), here.language)
        )
    grown = tiles.dropna(subset=["growth"])
    if len(grown):
        sentence += " " + _("Since {since} they have grown by {low} to {high} a year, before inflation.").format(
            since=since,
            low=percent(grown["growth"].min(), here.language),
            high=percent(grown["growth"].max(), here.language),
        )
    absent = len(tiles) - len(known)
    if absent:
        sentence += " " + _("For {absent} regencies no source gives the figure.").format(
            absent=number(absent, here.language)
        )
    return sentence


def studies(here: Here, rows: pd.DataFrame, problems: dict[str, str]) -> str:
    """Say between which values the studies lie, and what their difference is not."""
    _ = translator(here.language)
    v0 = rows[rows["measure"] == "v0"]
    if v0.empty:
        return _("No study has pay and hours to compare.")
    sentence = _(
        "{count} studies can be compared; the share below the hourly minimum runs from {low} ({lowest}) to {high} ({highest})."
    ).format(
        count=number(rows["study"].nunique(), here.language),
        low=percent(v0["estimate"].min(), here.language),
        lowest=v0.loc[v0["estimate"].idxmin(), "study"],
        high=percent(v0["estimate"].max(), here.language),
        highest=v0.loc[v0["estimate"].idxmax(), "study"],
    )
    invented = rows.loc[rows["provenance"] == "demonstration", "study"].nunique()
    if invented:
        sentence += " " + _(
            "{invented} of them are demonstration surveys: their difference says nothing at all."
        ).format(invented=number(invented, here.language))
    if problems:
        sentence += " " + _("Not read: {names}.").format(names=", ".join(problems))
    return sentence if not invented else _("**Partly demonstration data, invented.**") + " " + sentence


def same_pay(here: Here, rows: pd.DataFrame) -> str:
    """Say what the place alone changes in the shortfall."""
    _ = translator(here.language)
    if rows.empty:
        return ""
    high, low = rows.iloc[0], rows.iloc[-1]
    sentence = _(
        "With the same pay for an hour, {high_share} would lie below the minimum of {highest} and {low_share} below that of "
        "{lowest}; the average gap over all would be {high_gap} and {low_gap}. The place alone, then, makes {points} percentage "
        "points of the share below: where pay is far from any minimum, it hardly matters whose minimum it is."
    ).format(
        high_share=percent(high["v0"], here.language),
        highest=high["regency"],
        low_share=percent(low["v0"], here.language),
        lowest=low["regency"],
        high_gap=percent(high["v1"], here.language),
        low_gap=percent(low["v1"], here.language),
        points=number((high["v0"] - low["v0"]) * 100, here.language, 1),
    )
    return from_survey(here, sentence)


def rates(here: Here, rows: pd.DataFrame) -> str:
    """Say in how many regencies the paid rate of a product would do."""
    _ = translator(here.language)
    if rows["needed"].isna().all():
        return ""
    names = here.form.choice_labels("product", here.language)
    enough = rows[rows["posted"] >= rows["needed"]].groupby("product").size()
    times = (rows["needed"] / rows["posted"]).groupby(rows["product"])
    nearest, farthest = times.min().idxmin(), times.max().idxmax()
    sentence = _(
        "Nearest is {near} (from {near_low} times the paid rate), farthest {far} (up to {far_high} times). The paid rate would do "
        "in {count} of {all} pairs of product and regency."
    ).format(
        near=inside(names[nearest]),
        near_low=number(times.min()[nearest], here.language, 1),
        far=inside(names[farthest]),
        far_high=number(times.max()[farthest], here.language, 1),
        count=number(int(enough.sum()), here.language),
        all=number(len(rows), here.language),
    )
    return from_survey(here, sentence)
