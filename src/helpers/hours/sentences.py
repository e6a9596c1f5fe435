"""Results of notebook 03 read aloud; see `helpers.exhibits.provenance` for the rules."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.hours import words
from helpers.hours.earnings import STRONG
from helpers.hours.model import Fit
from helpers.language import inside, number, percent, translator

#: The change in the rate that results are read aloud for.
RISE = 0.10


def _change(elasticity: float) -> float:
    """Return the relative change in hours that goes with a rate higher by `RISE`."""
    return float((1 + RISE) ** elasticity - 1)


def hours(here: Here, sample: pd.DataFrame) -> str:
    """Say how long weeks are, and how many are longer than the law's forty hours."""
    _ = translator(here.language)
    weights = sample["weight"] / sample["weight"].sum()
    above = weights[sample["hours_per_week"] > 40].sum()
    sentence = _(
        "The mean week has {mean} hours (N = {n}); {above} work more than forty. That is the legal limit for employees (PP "
        "35/2021 art. 21); whether it binds depends on the employment relationship."
    ).format(
        mean=number((weights * sample["hours_per_week"]).sum(), here.language, 1),
        n=number(len(sample), here.language),
        above=percent(above, here.language, 0),
    )
    return from_survey(here, sentence)


def main(here: Here, row: pd.Series) -> str:
    """Read the main elasticity aloud as a percentage change, with its interval, and hold it against zero and the truth."""
    _ = translator(here.language)
    change, low, high = (_change(row[name]) for name in ("coefficient", "low", "high"))
    direction = _("lower") if change < 0 else _("higher")
    sentence = _(
        "Where the posted rate is {rise} higher, for the same product in the same kecamatan and for a like worker, weekly hours "
        "are {change} {direction} ({confidence} interval {low} to {high}; CR2 with {df} degrees of freedom, N = {n}, {clusters} "
        "villages; bootstrap p = {p})."
    ).format(
        rise=percent(RISE, here.language, 0),
        change=percent(abs(change), here.language),
        direction=direction,
        low=percent(low, here.language),
        high=percent(high, here.language),
        df=number(row["df"], here.language, 1),
        n=number(row["n"], here.language),
        clusters=number(row["clusters"], here.language),
        p=number(row["p_bootstrap"], here.language, 2),
        confidence=here.confidence,
    )
    if row["low"] <= 0 <= row["high"]:
        verdict = _("The interval holds zero: the sample does not tell whether hours fall or rise with the rate.")
    else:
        verdict = _("The interval leaves out zero.")
    return from_survey(here, f"{sentence} {verdict}{_truth(here, row)}")


def left_out(here: Here, fitted: Fit) -> str:
    """Say which controls could not enter the model, and why."""
    _ = translator(here.language)
    reasons = {
        "absent": _("the study does not have it"),
        "constant": _("it is the same for everyone"),
        "collinear": _("the others determine it"),
    }
    if not fitted.left_out:
        return _("Every control of the main model is in it.")
    named = "; ".join(
        f"{here.form.label(name, here.language) if name in here.form.questions.index else name}: {reasons[reason]}"
        for name, reason in fitted.left_out.items()
    )
    return _("Left out of the model: {named}.").format(named=named)


def _truth(here: Here, row: pd.Series) -> str:
    """Say whether the interval covers the elasticity that an invented survey was drawn from."""
    _ = translator(here.language)
    truth = here.study.truth.get("elasticity")
    if truth is None:
        return ""
    covered = row["low"] <= truth <= row["high"]
    text = (
        _("The survey was drawn with an elasticity of {truth}; the interval covers it.")
        if covered
        else _(
            "The survey was drawn with an elasticity of {truth}; this interval does not cover it, as one in twenty will not."
        )
    )
    return " " + text.format(truth=number(truth, here.language, 2))


def earnings(here: Here, rows: pd.DataFrame) -> str:
    """Say what the regressor does to the estimate, and whether the instrument is of use."""
    _ = translator(here.language)
    by = rows.set_index("estimator")
    instrument = by.loc["instrumented"]
    first = _(
        "On hourly earnings the elasticity is {earnings}, on the posted rate {posted}. With the posted rate of the others in the "
        "village as instrument it is {instrumented}; the first stage has F = {f}."
    ).format(
        earnings=number(by.at["earnings", "coefficient"], here.language, 2),
        posted=number(by.at["posted", "coefficient"], here.language, 2),
        instrumented=number(instrument["coefficient"], here.language, 2),
        f=number(instrument["first_stage_f"], here.language, 1),
    )
    if instrument["first_stage_f"] >= STRONG:
        verdict = _("The instrument is strong.")
    elif np.isnan(instrument["robust_low"]):
        verdict = _(
            "The instrument is weak (below {strong}): its estimate says nothing, and the interval that holds with a weak "
            "instrument has no bounds."
        ).format(strong=number(STRONG, here.language, 1))
    else:
        verdict = _(
            "The instrument is weak (below {strong}); the interval that holds all the same runs from {low} to {high}."
        ).format(
            strong=number(STRONG, here.language, 1),
            low=number(instrument["robust_low"], here.language, 2),
            high=number(instrument["robust_high"], here.language, 2),
        )
    return from_survey(here, f"{first} {verdict}")


def robustness(here: Here, checks: pd.DataFrame, quantiles: pd.DataFrame) -> str:
    """Say between which values the elasticity moves when one choice is changed."""
    _ = translator(here.language)
    names = words.robustness(here.language)
    low, high = checks.loc[checks["coefficient"].idxmin()], checks.loc[checks["coefficient"].idxmax()]
    sentence = _(
        "Changing one choice at a time moves the elasticity between {low} ({low_name}) and {high} ({high_name}); along the spread "
        "of hours it runs from {q_low} to {q_high}."
    ).format(
        low=number(low["coefficient"], here.language, 2),
        low_name=inside(names[low["check"]]),
        high=number(high["coefficient"], here.language, 2),
        high_name=inside(names[high["check"]]),
        q_low=number(quantiles["coefficient"].min(), here.language, 2),
        q_high=number(quantiles["coefficient"].max(), here.language, 2),
    )
    return from_survey(here, sentence)


def without_each_village(here: Here, rows: pd.DataFrame, row: pd.Series) -> str:
    """Name the village whose leaving out moves the estimate most, and by how much of its standard error."""
    _ = translator(here.language)
    most = rows.loc[rows["change"].abs().idxmax()]
    village = most["cluster"].split("/", 1)[-1]
    sentence = _(
        "The village that moves the estimate most is {village}: without its {n} workers the elasticity is {value}, a change of "
        "{share} standard errors."
    ).format(
        village=here.form.choice_labels("desa", here.language).get(village, village),
        n=number(most["rows"], here.language),
        value=number(most["coefficient"], here.language, 2),
        share=number(abs(most["change"]) / row["se_cr2"], here.language, 1),
    )
    return from_survey(here, sentence)


def specifications(here: Here, curve: pd.DataFrame) -> str:
    """Say how all specifications lie, and where the main one is among them."""
    _ = translator(here.language)
    place = int(curve.index[curve["is_main"]][0]) + 1
    certain = int(((curve["low"] > 0) | (curve["high"] < 0)).sum())
    sentence = _(
        "Of {count} specifications {negative} give a negative elasticity, between {low} and {high}; {certain} have an interval "
        "without zero. The main one is number {place} from the lowest."
    ).format(
        count=number(len(curve), here.language),
        negative=number(int((curve["coefficient"] < 0).sum()), here.language),
        low=number(curve["coefficient"].min(), here.language, 2),
        high=number(curve["coefficient"].max(), here.language, 2),
        certain=number(certain, here.language),
        place=number(place, here.language),
    )
    return from_survey(here, sentence)


def coverage(here: Here, rows: pd.DataFrame) -> str:
    """Say how often each kind of interval covers the truth, for the smaller and the larger design."""
    _ = translator(here.language)
    names = words.coverage_methods(here.language)
    parts = [
        _(
            "with {villages} villages {cr2} of the CR2 intervals cover the truth, and {normal} of those by {other}"
        ).format(
            villages=number(villages, here.language),
            cr2=percent(part.at["cr2", "coverage"], here.language),
            normal=percent(part.at["cr1_normal", "coverage"], here.language),
            other=names["cr1_normal"],
        )
        for villages, part in ((count, part.set_index("method")) for count, part in rows.groupby("villages"))
    ]
    return _("In {count} invented surveys of each kind, {told}.").format(
        count=number(rows["surveys"].max(), here.language), told="; ".join(parts)
    )
