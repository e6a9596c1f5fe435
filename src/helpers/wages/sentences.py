"""Sentences of notebook 02, built from its results."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.language import inside, number, percent, rupiah, translator
from helpers.statistics.conventions import FULL_TIME_DIVISOR, NEAR_MINIMUM, PART_TIME_DIVISOR
from helpers.wages import words


def minimum_wage(here: Here, levels: pd.DataFrame) -> str:
    """Say how high the regency's minimum wage is in the study's year, and where it stands among the others."""
    _ = translator(here.language)
    regencies = levels[levels["kind"] == "UMK"]
    own = regencies[(regencies["place"] == here.study.regency) & (regencies["year"] == here.study.year)]
    if own.empty:
        return _("{regency} has no minimum wage of {year} in the tables.").format(
            regency=here.study.regency, year=here.study.year
        )
    row = own.iloc[0]
    first = regencies[regencies["place"] == here.study.regency].sort_values("year").iloc[0]
    years = here.study.year - int(first["year"])
    text = _("In {year} the minimum wage of {regency} is {amount} a month, rank {rank} of {count} regencies.").format(
        year=here.study.year,
        regency=here.study.regency,
        amount=rupiah(row["amount_idr"], here.language),
        rank=number(row["rank"], here.language),
        count=number(int((regencies["year"] == here.study.year).sum()), here.language),
    )
    if years <= 0:
        return text
    growth = (row["amount_idr"] / first["amount_idr"]) ** (1 / years) - 1
    return (
        text
        + " "
        + _("Since {first} it has grown by {growth} a year, before inflation.").format(
            first=first["year"], growth=percent(growth, here.language)
        )
    )


def published(here: Here, jobs: pd.DataFrame) -> str:
    """Say how published pay stands to the minimum wage, how it is known, and what could not be compared."""
    _ = translator(here.language)
    shown = jobs[jobs["why_not"] == ""]
    above = shown[(shown["share_low"] >= 1) | (shown["hourly_share_low"] >= 1)]
    middle = shown[["share_low", "share_high"]].mean(axis=1).median()
    grades = ", ".join(
        f"{grade} {count}" for grade, count in shown["evidence_grade"].value_counts().sort_index().items()
    )
    reasons = jobs.loc[jobs["why_not"] != "", "why_not"].value_counts()
    names = _reasons_not_compared(here.language)
    why = ", ".join(f"{names[reason]} {number(count, here.language)}" for reason, count in reasons.items())
    return _(
        "Of {jobs} published jobs {shown} can be set beside the minimum wage of their place and year: {below} lie below it, "
        "{above} at or above. The middle one pays {middle} of the minimum. By grade of evidence: {grades}. Not comparable: "
        "{why}. These are single cases, chosen by journalists, NGOs and courts: they show what has been paid, not how many "
        "are paid so."
    ).format(
        jobs=number(len(jobs), here.language),
        shown=number(len(shown), here.language),
        below=number(len(shown) - len(above), here.language),
        above=number(len(above), here.language),
        middle=percent(middle, here.language, 0),
        grades=grades,
        why=why,
    )


def _reasons_not_compared(language: str) -> dict[str, str]:
    _ = translator(language)
    return {
        "no year": _("no year told"),
        "no minimum wage in the tables": _("no minimum wage in the tables"),
        "no exchange rate": _("no exchange rate"),
        "no output or hours told": _("no output or hours told"),
    }


def below_minimum(here: Here, rows: pd.DataFrame, minimum: float, pay: str) -> str:
    """Read v0 and the mean gap aloud, with their intervals, for one definition of pay; nothing where pay is not known."""
    _ = translator(here.language)
    by = rows[rows["group"] == ""].set_index("measure")
    if "v0" not in by.index:
        return ""
    if "mean_gap" not in by.index:
        sentence = _("None of the {n} workers earns less than {minimum} an hour.")
        sentence = sentence.format(n=number(by.at["v0", "n"], here.language), minimum=rupiah(minimum, here.language))
        return from_survey(here, sentence)
    share, gap = by.loc["v0"], by.loc["mean_gap"]
    sentence = _(
        "{share} of the home workers ({confidence} interval {interval}; N = {n}) earn less than {minimum} an hour ({definition}). "
        "Those below fall short of it by {gap} on average ({gap_interval})."
    ).format(
        share=percent(share["estimate"], here.language),
        interval=words.interval("v0", share["low"], share["high"], here.language),
        n=number(share["n"], here.language),
        minimum=rupiah(minimum, here.language),
        definition=words.pay_definitions(here.language)[pay],
        gap=percent(gap["estimate"], here.language),
        gap_interval=words.interval("mean_gap", gap["low"], gap["high"], here.language),
        confidence=here.confidence,
    )
    return from_survey(here, sentence)


def total_gap(here: Here, rows: pd.DataFrame) -> str:
    """Read the rupiah aloud that would lift all hours worked to the minimum; nothing where pay is not known."""
    _ = translator(here.language)
    by = rows.set_index("measure")
    if "v0" not in by.index:
        return ""
    if "gap_per_worker" not in by.index:
        return from_survey(here, _("Nobody is below the minimum, so nothing is missing."))
    total, each, index = by.loc["total_gap"], by.loc["gap_per_worker"], by.loc["kaitz_median"]
    sentence = _(
        "To pay the hours that are worked at the minimum would take {each} a month for each worker below it, {total} for "
        "all listed home workers together ({confidence} interval {interval}). The minimum is {kaitz} times the median hourly pay."
    ).format(
        each=rupiah(each["estimate"], here.language),
        total=rupiah(total["estimate"], here.language),
        interval=words.interval("total_gap", total["low"], total["high"], here.language),
        kaitz=number(index["estimate"], here.language, 1),
        confidence=here.confidence,
    )
    return from_survey(here, sentence)


def groups(here: Here, rows: pd.DataFrame, parts: pd.DataFrame, by: str) -> str:
    """Name the groups with the lowest and the highest share below, and the one with the largest part of the gap."""
    _ = translator(here.language)
    shares = rows[(rows["by"] == by) & (rows["measure"] == "v0")].set_index("group")
    if shares.empty:
        return ""
    names = here.form.choice_labels(by, here.language)
    low, high = shares["estimate"].idxmin(), shares["estimate"].idxmax()
    part = parts[parts["by"] == by].set_index("group")["v1_share"]
    sentence = _(
        "{question}: the share below runs from {low_share} ({low}; {low_interval}) to {high_share} ({high}; "
        "{high_interval}). The largest part of the whole gap, {part}, is that of {largest}."
    ).format(
        question=here.form.label(by, here.language),
        low=names[low],
        low_share=percent(shares.at[low, "estimate"], here.language),
        low_interval=words.interval("v0", shares.at[low, "low"], shares.at[low, "high"], here.language),
        high=names[high],
        high_share=percent(shares.at[high, "estimate"], here.language),
        high_interval=words.interval("v0", shares.at[high, "low"], shares.at[high, "high"], here.language),
        part=percent(part.max(), here.language),
        largest=names[part.idxmax()],
    )
    return from_survey(here, sentence)


def gross_to_net(here: Here, rows: pd.DataFrame) -> str:
    """Say what costs and helpers' hours take from an hour's pay."""
    _ = translator(here.language)
    pay = rows[rows["measure"] == "median_pay"].set_index("definition")["estimate"]
    gap = rows[rows["measure"] == "v1"].set_index("definition")["estimate"]
    if pay.empty:
        return ""
    n = int(rows.loc[rows["measure"] == "median_pay", "n"].iloc[0])
    sentence = _(
        "For the {n} workers whose costs are known, the median hour brings {gross} before costs, {net} after costs, and "
        "{helped} when the hours of unpaid helpers are counted, too; the average gap over all grows from {gap} to "
        "{gap_helped} of the minimum."
    ).format(
        n=number(n, here.language),
        gross=rupiah(pay["hourly_gross"], here.language),
        net=rupiah(pay["hourly_net"], here.language),
        helped=rupiah(pay["hourly_net_helped"], here.language),
        gap=percent(gap["hourly_gross"], here.language),
        gap_helped=percent(gap["hourly_net_helped"], here.language),
    )
    return from_survey(here, sentence)


def divisor(here: Here, rows: pd.DataFrame) -> str:
    """Say how the share below moves with the hours that the month is taken to have."""
    _ = translator(here.language)
    share = rows[rows["measure"] == "v0"].set_index("divisor")["estimate"]
    if share.empty:
        return ""
    near = rows[rows["measure"] == "near_minimum"].set_index("divisor")["estimate"]
    sentence = _(
        "Spread over {long} hours the minimum leaves {full} below, over {short} hours {part}. Within {margin} of the line are "
        "{near}: so many could be moved across it by small errors in hours or pay."
    ).format(
        long=number(FULL_TIME_DIVISOR, here.language),
        full=percent(share[FULL_TIME_DIVISOR], here.language),
        short=number(PART_TIME_DIVISOR, here.language),
        part=percent(share[PART_TIME_DIVISOR], here.language),
        margin=percent(NEAR_MINIMUM, here.language, 0),
        near=percent(near[FULL_TIME_DIVISOR], here.language),
    )
    return from_survey(here, sentence)


def piece_rates(here: Here, rows: pd.DataFrame) -> str:
    """Say by how much piece rates would have to rise, for the nearest and the farthest product."""
    _ = translator(here.language)
    if rows["times"].isna().all():
        return ""
    names = here.form.choice_labels("product", here.language)
    near, far = rows.loc[rows["times"].idxmin()], rows.loc[rows["times"].idxmax()]
    sentence = _(
        "To meet the minimum wage the rate would have to be {near_times} times the paid one for {near} ({near_paid} to "
        "{near_needed} a piece), and {far_times} times for {far} ({far_paid} to {far_needed})."
    ).format(
        near_times=number(near["times"], here.language, 1),
        near=inside(names[near["product"]]),
        near_paid=rupiah(near["posted"], here.language),
        near_needed=rupiah(near["needed"], here.language),
        far_times=number(far["times"], here.language, 1),
        far=inside(names[far["product"]]),
        far_paid=rupiah(far["posted"], here.language),
        far_needed=rupiah(far["needed"], here.language),
    )
    return from_survey(here, sentence)
