"""Results of notebook 05 read aloud; see `helpers.exhibits.provenance` for the rules."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.language import inside, number, percent, translator
from helpers.protection import words


def _overall(rows: pd.DataFrame, block: str, measure: str) -> pd.Series | None:
    found = rows[(rows["block"] == block) & (rows["measure"] == measure) & (rows["by"] == "")]
    return found.iloc[0] if len(found) else None


def _with_interval(row: pd.Series, language: str) -> str:
    _ = translator(language)
    return _("{share} ({low} to {high}; N = {n})").format(
        share=percent(row["estimate"], language),
        low=percent(row["low"], language),
        high=percent(row["high"], language),
        n=number(row["n"], language),
    )


def cover(here: Here, rows: pd.DataFrame) -> str:
    """Read cover against work accident, death and old age, health cover and agreement aloud."""
    _ = translator(here.language)
    asked = {
        _("any programme of BPJS Ketenagakerjaan"): ("employment", "any"),
        _("any health cover"): ("health", "any"),
        _("health cover given to poor households (PBI)"): ("health", "pbi"),
        _("health cover paid by the giver of work"): ("health", "employer"),
        _("a written agreement"): ("contract", "written"),
    }
    told = [(name, _overall(rows, *key)) for name, key in asked.items()]
    parts = [f"{name} {_with_interval(row, here.language)}" for name, row in told if row is not None]
    if not parts:
        return _("The study did not ask about protection.")
    sentence = _("Of the home workers, with {confidence} intervals: {told}.").format(
        told="; ".join(parts), confidence=here.confidence
    )
    payer = _overall(rows, "payer", "work_giver")
    if payer is not None:
        sentence += " " + _("Where there is a programme, the giver of work pays for {share}.").format(
            share=_with_interval(payer, here.language)
        )
    return from_survey(here, sentence)


def groups(here: Here, rows: pd.DataFrame) -> str:
    """Name the groups with most and least cover by BPJS Ketenagakerjaan, for each way of grouping."""
    _ = translator(here.language)
    part = rows[(rows["block"] == "employment") & (rows["measure"] == "any") & (rows["by"] != "")]
    if part.empty:
        return _("The study did not ask about protection.")
    told = []
    for by, group in part.groupby("by", sort=False):
        names = here.form.choice_labels(by, here.language)
        low, high = group.loc[group["estimate"].idxmin()], group.loc[group["estimate"].idxmax()]
        told.append(
            _("{question}: from {low_share} ({low}) to {high_share} ({high})").format(
                question=here.form.label(by, here.language),
                low=names[low["group"]],
                high=names[high["group"]],
                low_share=percent(low["estimate"], here.language),
                high_share=percent(high["estimate"], here.language),
            )
        )
    sentence = _("Any programme of BPJS Ketenagakerjaan. {told}. Many of these intervals overlap.").format(
        told="; ".join(told)
    )
    return from_survey(here, sentence)


def hazards(here: Here, rows: pd.DataFrame, lost: pd.DataFrame) -> str:
    """Say how many name a hazard and use gear, how many were hurt, and how many days that cost."""
    _ = translator(here.language)
    named, gear, hurt = (_overall(rows, *key) for key in (("hazards", "any"), ("gear", "any"), ("injury", "injury")))
    if named is None or gear is None or hurt is None:
        return _("The study did not ask about hazards.")
    sentence = _(
        "{named} name a hazard, {gear} use any protective gear, {hurt} were hurt or made ill by the work in twelve months."
    ).format(
        named=_with_interval(named, here.language),
        gear=_with_interval(gear, here.language),
        hurt=_with_interval(hurt, here.language),
    )
    days = lost.set_index("measure") if len(lost) else None
    if days is not None:
        sentence += " " + _(
            "Those who were lost {each} working days on average; a hundred home workers lose {all} days a year ({low} to {high})."
        ).format(
            each=number(days.at["days_per_injured", "estimate"], here.language, 1),
            all=number(days.at["days_per_hundred", "estimate"], here.language, 0),
            low=number(days.at["days_per_hundred", "low"], here.language, 0),
            high=number(days.at["days_per_hundred", "high"], here.language, 0),
        )
    return from_survey(here, sentence)


def hours(here: Here, rows: pd.DataFrame, published: pd.DataFrame) -> tuple[str, str]:
    """Say what has been published on hours against the law, and what the survey has; two sentences, two provenances."""
    _ = translator(here.language)
    days = published[["hours_per_day_low", "hours_per_day_high"]].mean(axis=1)
    real = days[published["statistic"] != "upper_rhetorical"].dropna()
    weeks = published.dropna(subset=["hours_per_week_low"])
    first = _(
        "Of {count} published days {long} are longer than eight hours, {short} are not; {speech} more are figures of speech. The "
        "only weekly figure from a survey is {low} to {high} hours."
    ).format(
        count=number(len(real), here.language),
        long=number(int((real > 8).sum()), here.language),
        short=number(int((real <= 8).sum()), here.language),
        speech=number(int(days.notna().sum() - len(real)), here.language),
        low=number(weeks["hours_per_week_low"].iloc[0], here.language),
        high=number(weeks["hours_per_week_high"].iloc[0], here.language),
    )
    if rows.empty:
        return first, ""
    by = rows.set_index("measure")
    second = _(
        "{week} work more than 40 hours in a usual week, {peak} when there are many orders; {day} pass the day's limit; {over} "
        "pass the week's limit and all overtime that the law allows."
    ).format(
        week=_with_interval(by.loc["week"], here.language),
        peak=_with_interval(by.loc["week_peak"], here.language),
        day=_with_interval(by.loc["day"], here.language),
        over=_with_interval(by.loc["overtime"], here.language),
    )
    return first, from_survey(here, second)


def association(here: Here, rows: pd.DataFrame) -> str:
    """Say which differences between members and others are clear of zero, and why none is an effect."""
    _ = translator(here.language)
    names = words.protection_outcomes(here.language)
    shown = rows[rows["why_not"] == ""]
    if shown.empty:
        return _("Too few members of a group, or too few with any protection, to compare.")
    clear = shown[(shown["low"] > 0) | (shown["high"] < 0)]
    told = "; ".join(
        _("{outcome} {effect} points ({low} to {high})").format(
            outcome=inside(names[row.outcome]),
            effect=number(row.effect * 100, here.language, 1),
            low=number(row.low * 100, here.language, 1),
            high=number(row.high * 100, here.language, 1),
        )
        for row in clear.itertuples()
    )
    first = (
        _("Members of a group and others who are alike differ clearly in: {told}.").format(told=told)
        if told
        else _("No difference between members of a group and others who are alike is clear of zero.")
    )
    second = _(
        "{count} outcomes were looked at, so one in twenty such intervals misses by chance. None of it is an effect of membership: "
        "who joins, and where groups form, is no accident."
    ).format(count=number(len(shown), here.language))
    return from_survey(here, f"{first} {second}{_truth(here, shown)}")


def _truth(here: Here, shown: pd.DataFrame) -> str:
    """Say whether the interval covers the log-odds that an invented survey was drawn from."""
    _ = translator(here.language)
    truth = here.study.truth.get("group_cover")
    row = shown[shown["outcome"] == "employment"]
    if truth is None or row.empty:
        return ""
    covered = row["log_odds_low"].iloc[0] <= truth <= row["log_odds_high"].iloc[0]
    text = (
        _("The survey was drawn with log-odds of {truth} for members' cover; the interval covers it.")
        if covered
        else _("The survey was drawn with log-odds of {truth} for members' cover; this interval does not cover it.")
    )
    return " " + text.format(truth=number(truth, here.language, 1))


def policy(here: Here, rows: pd.DataFrame, gaps: pd.DataFrame) -> str:
    """Say how many rules in force name home workers, what is only drafted, and what was not found for the regency."""
    _ = translator(here.language)
    one = rows.drop_duplicates("instrument_id")
    force = rows[rows["status"] == "in_force"]
    naming = force.loc[force["coverage"] == "explicit", "instrument_id"].nunique()
    own = rows[(rows["level"] == "regency") & (rows["status"] == "in_force")]
    names = words.dimensions(here.language)
    excluded = gaps.loc[gaps["excluding"] > 0, "dimension"].map(names).tolist()
    sentence = _(
        "{force} rules in force bear on home workers; those that name them: {naming}. {drafts} drafts do, none of them found to be "
        "passed; {rulings} rulings exist, one of which held that two home workers were employees. Rules in force take many out of: "
        "{excluded}."
    ).format(
        force=number(force["instrument_id"].nunique(), here.language),
        naming=number(naming, here.language) if naming else _("none"),
        drafts=number(int((one["status"] == "draft").sum()), here.language),
        rulings=number(int((one["status"] == "decision").sum()), here.language),
        excluded=", ".join(inside(name) for name in excluded) or "–",
    )
    if own.empty:
        sentence += " " + _(
            "No rule of {regency} on home workers was found in the sources, which is not to say that there is none."
        ).format(regency=here.study.regency)
    return sentence
