"""Does the elasticity hang on a choice? Other estimators, other samples, and every combination of reasonable choices."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats

from helpers.hours.model import BLOCKS, MAIN, Fit, Model, fit, summarise
from helpers.hours.sample import FEWEST_WORKERS
from helpers.language import UserError
from helpers.statistics import clusters
from helpers.statistics.conventions import CONFIDENCE

QUANTILES = (0.10, 0.25, 0.50, 0.75, 0.90)
#: The lowest and highest of these shares are set to the value at their edge.
WINSORISED = 0.02
#: Residuals of a quantile regression (log hours) below this are zero but for rounding.
_ON_THE_LINE = 1e-5

#: The choices of the specification curve; each combination is one specification.
CONTROLS = {
    "none": (),
    "person": BLOCKS["person"],
    "person_work": BLOCKS["person"] + BLOCKS["work"],
    "all": MAIN.controls,
}
SAMPLES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "all": lambda sample: sample,
    "without_outliers": lambda sample: sample[~sample["outlier"]],
    "women": lambda sample: sample[sample["sex"] == "female"],
}
FORMS = ("log_log", "winsorised", "levels")
WEIGHTS = {"unweighted": False, "weighted": True}
EFFECTS = {
    "product": ("product",),
    "product_kecamatan": ("product", "kecamatan"),
    "product_desa": ("product", "cluster"),
}
MAIN_CHOICES = {
    "controls": "all",
    "sample": "all",
    "form": "log_log",
    "weights": "unweighted",
    "effects": "product_kecamatan",
}


def winsorise(values: pd.Series, share: float = WINSORISED) -> pd.Series:
    """Set the lowest and highest `share` of the values to the value at their edge."""
    return values.clip(values.quantile(share), values.quantile(1 - share))


def in_form(sample: pd.DataFrame, form: str) -> tuple[pd.DataFrame, Model]:
    """Return the sample and the model of a functional form.

    ``levels`` regresses hours on the rate, both over their means, so that its coefficient is an elasticity at the means;
    the rate is taken relative to its product's mean, as rates of different products have no common unit.
    """
    if form == "winsorised":
        centred = {
            name: sample[name] - sample.groupby("product")[name].transform("mean") for name in ("log_hours", "log_rate")
        }
        trimmed = {name: winsorise(values) + sample[name].mean() for name, values in centred.items()}
        return sample.assign(**trimmed), MAIN
    if form == "levels":
        rate = sample["rate_per_piece"] / sample.groupby("product")["rate_per_piece"].transform("mean")
        hours = sample["hours_per_week"] / sample["hours_per_week"].mean()
        return sample.assign(relative_rate=rate, relative_hours=hours), replace(
            MAIN, outcome="relative_hours", regressor="relative_rate"
        )
    return sample, MAIN


def alternatives(sample: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """Estimate the elasticity in other ways, one change at a time.

    Returns
    -------
    pandas.DataFrame
        ``check`` (``main``, ``weighted``, ``without_outliers``, ``winsorised``, ``levels``, ``huber``, ``village_effects``),
        ``coefficient``, ``low``, ``high`` (CR2; of Huber's estimator the villages' jackknife), ``n``, ``clusters``.
    """
    levels, levels_model = in_form(sample, "levels")
    fits = {
        "main": fit(sample),
        "weighted": fit(sample, replace(MAIN, weighted=True)),
        "without_outliers": fit(SAMPLES["without_outliers"](sample)),
        "winsorised": fit(in_form(sample, "winsorised")[0]),
        "levels": fit(levels, levels_model),
        "village_effects": fit(sample, replace(MAIN, effects=EFFECTS["product_desa"])),
    }
    rows = [{"check": name, **_in_short(summarise(fitted, seed, bootstrap=False))} for name, fitted in fits.items()]
    return pd.DataFrame([*rows, {"check": "huber", **_huber(fits["main"])}])


def _in_short(found: dict[str, float]) -> dict[str, float]:
    return {name: found[name] for name in ("coefficient", "low", "high", "n", "clusters")}


def _huber(fitted: Fit) -> dict[str, float]:
    """Fit Huber's M-estimator; its interval is a jackknife over villages, with t(G-1)."""
    exog, endog = np.asarray(fitted.result.model.exog), np.asarray(fitted.result.model.endog)
    place = fitted.result.model.exog_names.index(fitted.model.regressor)
    codes, names = pd.factorize(fitted.clusters, sort=True)

    def coefficient(rows: np.ndarray) -> float:
        # The pseudoinverse copes with an effect that only the village left out had.
        return float(sm.RLM(endog[rows], exog[rows], M=sm.robust.norms.HuberT()).fit().params[place])

    whole = coefficient(np.ones(len(endog), bool))
    without = np.array([coefficient(codes != code) for code in range(len(names))])
    count = len(names)
    se = np.sqrt((count - 1) / count * np.sum((without - without.mean()) ** 2))
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, count - 1) * se
    return {"coefficient": whole, "low": whole - reach, "high": whole + reach, "n": len(endog), "clusters": count}


def quantile_regressions(sample: pd.DataFrame, model: Model = MAIN) -> pd.DataFrame:
    """Does the rate go with long hours otherwise than with short ones?

    Returns
    -------
    pandas.DataFrame
        ``quantile``, ``coefficient``, ``low``, ``high``, ``n``. Intervals from the variance for correlated errors within
        villages (Parente and Santos Silva 2016), densities by a uniform kernel, t(G-1).
    """
    fitted = fit(sample, model)
    exog, endog = np.asarray(fitted.result.model.exog), np.asarray(fitted.result.model.endog)
    place = fitted.result.model.exog_names.index(model.regressor)
    codes, names = pd.factorize(fitted.clusters, sort=True)
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, len(names) - 1)
    rows = []
    for quantile in QUANTILES:
        result = sm.QuantReg(endog, exog).fit(q=quantile, max_iter=5000)
        residuals = endog - exog @ result.params
        width = _bandwidth(residuals, quantile)
        near = (np.abs(residuals) <= width) / (2 * width)
        bread = np.linalg.pinv((exog * near[:, None]).T @ exog)
        # As many workers as there are parameters lie on the line itself: rounding must not put them below it.
        signs = quantile - (residuals < -_ON_THE_LINE)
        scores = pd.DataFrame(exog * signs[:, None]).groupby(codes).sum().to_numpy()
        variance = bread @ (scores.T @ scores) @ bread
        se = np.sqrt(variance[place, place])
        b = result.params[place]
        rows.append([quantile, b, b - reach * se, b + reach * se, len(endog)])
    # The iterations stop within a millionth, and not at the same place on every processor.
    return pd.DataFrame(rows, columns=["quantile", "coefficient", "low", "high", "n"]).round(5)


def _bandwidth(residuals: np.ndarray, quantile: float) -> float:
    """Hall and Sheather's (1988) bandwidth, on the scale of the residuals (Koenker 2005, section 3.4.2)."""
    n = len(residuals)
    z = stats.norm.ppf(quantile)
    share = (
        n ** (-1 / 3)
        * stats.norm.ppf(0.5 + CONFIDENCE / 2) ** (2 / 3)
        * (1.5 * stats.norm.pdf(z) ** 2 / (2 * z**2 + 1)) ** (1 / 3)
    )
    share = min(share, 0.99 * min(quantile, 1 - quantile))
    spread = min(residuals.std(ddof=1), (np.quantile(residuals, 0.75) - np.quantile(residuals, 0.25)) / 1.34)
    return float(spread * (stats.norm.ppf(quantile + share) - stats.norm.ppf(quantile - share)) / 2)


def interactions(sample: pd.DataFrame) -> pd.DataFrame:
    """Is the elasticity another for mothers of small children, or for members of a group?

    Returns
    -------
    pandas.DataFrame
        ``with`` (the column multiplied by), ``term`` (``rate`` or ``interaction``), ``coefficient``, ``low``, ``high``,
        ``p`` (CR2), ``n``. A count enters less its mean, so that ``rate`` holds at the mean; a yes-or-no enters as it is. A
        column that the study does not have or that is the same for all is left out.
    """
    rows = []
    for column in ("children_under_six", "group_member"):
        if column not in sample.columns or sample[column].nunique() < 2:
            continue
        fitted = fit(sample, replace(MAIN, interact=column))
        if f"{MAIN.regressor} x {column}" not in fitted.result.model.exog_names:
            continue  # the same for all whose other answers are known
        table = clusters.cr2(fitted.result, fitted.clusters)
        for term, name in (("rate", MAIN.regressor), ("interaction", f"{MAIN.regressor} x {column}")):
            row = table.loc[name]
            rows.append([column, term, row["coefficient"], row["low"], row["high"], row["p"], int(fitted.result.nobs)])
    return pd.DataFrame(rows, columns=["with", "term", "coefficient", "low", "high", "p", "n"])


def specification_curve(sample: pd.DataFrame) -> pd.DataFrame:
    """Estimate every combination of the choices above, and order the elasticities by size.

    Returns
    -------
    pandas.DataFrame
        ``controls``, ``sample``, ``form``, ``weights``, ``effects``, ``coefficient``, ``low``, ``high`` (CR2), ``n``,
        ``clusters``, ``is_main`` (bool), by coefficient. Samples with fewer than `helpers.hours.FEWEST_WORKERS` workers
        are left out.

    Notes
    -----
    After Simonsohn, Simmons and Nelson (2020): the curve shows all results that a reasonable analyst could have reported,
    not only the one that was.
    """
    rows = []
    for part_name, choose in SAMPLES.items():
        part = choose(sample)
        if len(part) < FEWEST_WORKERS:
            continue
        for form in FORMS:
            table, model = in_form(part, form)
            others = itertools.product(CONTROLS, WEIGHTS, EFFECTS)
            for controls, weights, effects in others:
                choices = {
                    "controls": controls,
                    "sample": part_name,
                    "form": form,
                    "weights": weights,
                    "effects": effects,
                }
                wanted = replace(
                    model, controls=CONTROLS[controls], weighted=WEIGHTS[weights], effects=EFFECTS[effects]
                )
                rows.append(choices | _specification(table, wanted))
    if not rows:
        raise UserError(
            "hours: no sample has {workers} workers, so there is no specification to compare.", workers=FEWEST_WORKERS
        )
    curve = pd.DataFrame(rows)
    curve["is_main"] = (curve[list(MAIN_CHOICES)] == pd.Series(MAIN_CHOICES)).all(axis=1)
    return curve.sort_values(["coefficient", *MAIN_CHOICES], kind="stable", ignore_index=True)


def _specification(table: pd.DataFrame, model: Model) -> dict[str, float]:
    fitted = fit(table, model)
    row = clusters.cr2(fitted.result, fitted.clusters, [model.regressor]).loc[model.regressor]
    return {
        "coefficient": row["coefficient"],
        "low": row["low"],
        "high": row["high"],
        "n": int(fitted.result.nobs),
        "clusters": fitted.clusters.nunique(),
    }
