"""Sentences of notebook 02, built from its results."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits.provenance import from_survey
from helpers.form.questionnaire import Questionnaire
from helpers.language import inside, number, percent, rupiah, translator
from helpers.studies import Study
from helpers.wages import words


def minimum_wage(levels: pd.DataFrame, study: Study, language: str) -> str:
    """Say how high the regency's minimum wage is in the study's year, and where it stands among the others."""
    _ = translator(language)
    regencies = levels[levels["kind"] == "UMK"]
    own = regencies[(regencies["place"] == study.regency) & (regencies["year"] == study.year)]
    if own.empty:
        return _("{regency} has no minimum wage of {year} in the tables.").format(
            regency=study.regency, year=study.year
        )
    row = own.iloc[0]
    first = regencies[regencies["place"] == study.regency].sort_values("year").iloc[0]
    years = study.year - int(first["year"])
    text = _("In {year} the minimum wage of {regency} is {amount} a month, rank {rank} of {count} regencies.").format(
        year=study.year,
        regency=study.regency,
        amount=rupiah(row["amount_idr"], language),
        rank=number(row["rank"], language),
        count=number(int((regencies["year"] == study.year).sum()), language),
    )
    if years <= 0:
        return text
    growth = (row["amount_idr"] / first["amount_idr"]) ** (1 / years) - 1
    return (
        text
        + " "
        + _("Since {first} it has grown by {growth} a year, before inflation.").format(
            first=first["year"], growth=percent(growth, language)
        )
    )


def published(jobs: pd.DataFrame, language: str) -> str:
    """Say how published pay stands to the minimum wage, how it is known, and what could not be compared."""
    _ = translator(language)
    shown = jobs[jobs["why_not"] == ""]
    above = shown[(shown["share_low"] >= 1) | (shown["hourly_share_low"] >= 1)]
    middle = shown[["share_low", "share_high"]].mean(axis=1).median()
    grades = ", ".join(
        f"{grade} {count}" for grade, count in shown["evidence_grade"].value_counts().sort_index().items()
    )
    reasons = jobs.loc[jobs["why_not"] != "", "why_not"].value_counts()
    names = _reasons_not_compared(language)
    why = ", ".join(f"{names[reason]} {number(count, language)}" for reason, count in reasons.items())
    return _(
        "Of {jobs} published jobs {shown} can be set beside the minimum wage of their place and year: {below} lie below it, "
        "{above} at or above. The middle one pays {middle} of the minimum. By grade of evidence: {grades}. Not comparable: "
        "{why}. These are single cases, chosen by journalists, NGOs and courts: they show what has been paid, not how many "
        "are paid so."
    ).format(
        jobs=number(len(jobs), language),
        shown=number(len(shown), language),
        below=number(len(shown) - len(above), language),
        above=number(len(above), language),
        middle=percent(middle, language, 0),
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


def below_minimum(rows: pd.DataFrame, minimum: float, pay: str, study: Study, language: str) -> str:
    """Read v0 and the mean gap aloud, with their intervals, for one definition of pay; nothing where pay is not known."""
    _ = translator(language)
    by = rows[rows["group"] == ""].set_index("measure")
    if "v0" not in by.index:
        return ""
    if "mean_gap" not in by.index:
        sentence = _("None of the {n} workers earns less than {minimum} an hour.")
        sentence = sentence.format(n=number(by.at["v0", "n"], language), minimum=rupiah(minimum, language))
        return from_survey(sentence, study, language)
    share, gap = by.loc["v0"], by.loc["mean_gap"]
    sentence = _(
        "{share} of the home workers (95% interval {interval}; N = {n}) earn less than {minimum} an hour ({definition}). "
        "Those below fall short of it by {gap} on average ({gap_interval})."
    ).format(
        share=percent(share["estimate"], language),
        interval=words.interval("v0", share["low"], share["high"], language),
        n=number(share["n"], language),
        minimum=rupiah(minimum, language),
        definition=words.pay_definitions(language)[pay],
        gap=percent(gap["estimate"], language),
        gap_interval=words.interval("mean_gap", gap["low"], gap["high"], language),
    )
    return from_survey(sentence, study, language)


def total_gap(rows: pd.DataFrame, study: Study, language: str) -> str:
    """Read the rupiah aloud that would lift all hours worked to the minimum; nothing where pay is not known."""
    _ = translator(language)
    by = rows.set_index("measure")
    if "v0" not in by.index:
        return ""
    if "gap_per_worker" not in by.index:
        return from_survey(_("Nobody is below the minimum, so nothing is missing."), study, language)
    total, each, index = by.loc["total_gap"], by.loc["gap_per_worker"], by.loc["kaitz_median"]
    sentence = _(
        "To pay the hours that are worked at the minimum would take {each} a month for each worker below it, {total} for "
        "all listed home workers together (95% interval {interval}). The minimum is {kaitz} times the median hourly pay."
    ).format(
        each=rupiah(each["estimate"], language),
        total=rupiah(total["estimate"], language),
        interval=words.interval("total_gap", total["low"], total["high"], language),
        kaitz=number(index["estimate"], language, 1),
    )
    return from_survey(sentence, study, language)


def groups(rows: pd.DataFrame, parts: pd.DataFrame, by: str, form: Questionnaire, study: Study, language: str) -> str:
    """Name the groups with the lowest and the highest share below, and the one with the largest part of the gap."""
    _ = translator(language)
    shares = rows[(rows["by"] == by) & (rows["measure"] == "v0")].set_index("group")
    if shares.empty:
        return ""
    names = form.choice_labels(by, language)
    low, high = shares["estimate"].idxmin(), shares["estimate"].idxmax()
    part = parts[parts["by"] == by].set_index("group")["v1_share"]
    sentence = _(
        "{question}: the share below runs from {low_share} ({low}; {low_interval}) to {high_share} ({high}; "
        "{high_interval}). The largest part of the whole gap, {part}, is that of {largest}."
    ).format(
        question=form.label(by, language),
        low=names[low],
        low_share=percent(shares.at[low, "estimate"], language),
        low_interval=words.interval("v0", shares.at[low, "low"], shares.at[low, "high"], language),
        high=names[high],
        high_share=percent(shares.at[high, "estimate"], language),
        high_interval=words.interval("v0", shares.at[high, "low"], shares.at[high, "high"], language),
        part=percent(part.max(), language),
        largest=names[part.idxmax()],
    )
    return from_survey(sentence, study, language)


def gross_to_net(rows: pd.DataFrame, study: Study, language: str) -> str:
    """Say what costs and helpers' hours take from an hour's pay."""
    _ = translator(language)
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
        n=number(n, language),
        gross=rupiah(pay["hourly_gross"], language),
        net=rupiah(pay["hourly_net"], language),
        helped=rupiah(pay["hourly_net_helped"], language),
        gap=percent(gap["hourly_gross"], language),
        gap_helped=percent(gap["hourly_net_helped"], language),
    )
    return from_survey(sentence, study, language)


def divisor(rows: pd.DataFrame, study: Study, language: str) -> str:
    """Say how the share below moves with the hours that the month is taken to have."""
    _ = translator(language)
    share = rows[rows["measure"] == "v0"].set_index("divisor")["estimate"]
    if share.empty:
        return ""
    near = rows[rows["measure"] == "near_minimum"].set_index("divisor")["estimate"]
    sentence = _(
        "Spread over 173 hours the minimum leaves {full} below, over 126 hours {part}. Within five per cent of the line are "
        "{near}: so many could be moved across it by small errors in hours or pay."
    ).format(full=percent(share[173], language), part=percent(share[126], language), near=percent(near[173], language))
    return from_survey(sentence, study, language)


def piece_rates(rows: pd.DataFrame, form: Questionnaire, study: Study, language: str) -> str:
    """Say by how much piece rates would have to rise, for the nearest and the farthest product."""
    _ = translator(language)
    if rows["times"].isna().all():
        return ""
    names = form.choice_labels("product", language)
    near, far = rows.loc[rows["times"].idxmin()], rows.loc[rows["times"].idxmax()]
    sentence = _(
        "To meet the minimum wage the rate would have to be {near_times} times the paid one for {near} ({near_paid} to "
        "{near_needed} a piece), and {far_times} times for {far} ({far_paid} to {far_needed})."
    ).format(
        near_times=number(near["times"], language, 1),
        near=inside(names[near["product"]]),
        near_paid=rupiah(near["posted"], language),
        near_needed=rupiah(near["needed"], language),
        far_times=number(far["times"], language, 1),
        far=inside(names[far["product"]]),
        far_paid=rupiah(far["posted"], language),
        far_needed=rupiah(far["needed"], language),
    )
    return from_survey(sentence, study, language)
