"""Why not hourly earnings? What happens to the elasticity when the hours of the left side divide the regressor.

Earnings over recalled hours hold the hours in their denominator. Whoever recalls too many hours has, by that alone, too
low an hourly wage: the error alone gives a slope of -1 (Borjas 1980 calls it division bias). An instrument that has
nothing to do with one's own recall can help: the mean rate that *others* of the same product are paid in the same village.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from helpers.hours.model import MAIN, Fit, Model, fit, summarise
from helpers.language import UserError
from helpers.statistics import instruments
from helpers.statistics.conventions import CONFIDENCE

#: Critical value of the first-stage F for a bias of at most a tenth, one instrument (Montiel Olea and Pflueger 2013).
STRONG = 23.1
RECALL_ERRORS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


def earnings_model() -> Model:
    """Return the main model with gross earnings an hour in the place of the posted rate."""
    return Model("earnings", regressor="log_earnings")


def leave_one_out_rate(sample: pd.DataFrame) -> pd.Series:
    """Return the mean log rate of the *other* workers of the same product in the same village; missing for who is alone."""
    groups = sample.groupby(["cluster", "product"])["log_rate"]
    others = groups.transform("size") - 1
    return ((groups.transform("sum") - sample["log_rate"]) / others).where(others > 0)


@dataclass(frozen=True)
class InstrumentalEstimate:
    """Two-stage least squares with one instrument, and whether it can be trusted.

    Attributes
    ----------
    coefficient, se
        Of the regressor; the standard error is clustered by village (CR1), the test has t(G-1).
    low, high
        95 % interval from it.
    first_stage_f
        Clustered F of the instrument in the first stage.
    robust_low, robust_high
        Anderson and Rubin's (1949) interval, which holds however weak the instrument; missing where it has no end.
    n, clusters
        Rows and villages.
    """

    coefficient: float
    se: float
    low: float
    high: float
    first_stage_f: float
    robust_low: float
    robust_high: float
    n: int
    clusters: int


def instrumented(sample: pd.DataFrame, model: Model | None = None) -> InstrumentalEstimate:
    """Estimate the elasticity to hourly earnings with the others' posted rate as the instrument.

    Parameters
    ----------
    sample
        Of `helpers.hours.sample_of`.
    model
        What else is on the right side, unweighted; `earnings_model` where not given.

    Returns
    -------
    InstrumentalEstimate
        With one instrument the estimate is the reduced form over the first stage, and the Anderson-Rubin test of a value
        b is that of the instrument in a regression of ``ln hours - b ln earnings``.
    """
    model = earnings_model() if model is None else model
    ready = sample.assign(others_rate=leave_one_out_rate(sample))
    ready = ready[ready[["others_rate", model.regressor, model.outcome]].notna().all(axis=1)]
    if ready.empty:
        raise UserError(
            "hours: nobody has another worker of the same product in her village, so there is no instrument. Leave the "
            "instrumented estimate out."
        )
    stages = {
        name: fit(ready, replace(model, name=name, outcome=outcome, regressor="others_rate"))
        for name, outcome in (("reduced form", model.outcome), ("first stage", model.regressor))
    }
    first = stages["first stage"]
    design = pd.DataFrame(first.result.model.exog, columns=first.result.model.exog_names, index=first.rows)
    instrument, others = design[["others_rate"]], design.drop(columns="others_rate")
    rows = ready.loc[first.rows]
    found = instruments.two_stage_least_squares(
        rows[model.outcome], rows[[model.regressor]], others, instrument, first.clusters
    ).loc[model.regressor]
    on_hours, on_earnings = (float(stage.result.params["others_rate"]) for stage in stages.values())
    scores = np.column_stack([_scores(stage, "others_rate") for stage in stages.values()])
    clusters, (n, parameters) = len(scores), design.shape
    covariance = scores.T @ scores * clusters / (clusters - 1) * (n - 1) / (n - parameters)
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, clusters - 1)
    low, high = _anderson_rubin(on_hours, on_earnings, covariance, reach**2)
    return InstrumentalEstimate(
        float(found["coefficient"]),
        float(found["se"]),
        float(found["coefficient"] - reach * found["se"]),
        float(found["coefficient"] + reach * found["se"]),
        on_earnings**2 / covariance[1, 1],
        low,
        high,
        n,
        clusters,
    )


def _scores(fitted: Fit, regressor: str) -> np.ndarray:
    """Return each village's part in the coefficient: ``c' M X_j' W_j e_j``."""
    exog = fitted.result.model.exog
    place = fitted.result.model.exog_names.index(regressor)
    own = (exog @ np.linalg.inv(exog.T @ exog)[place]) * np.asarray(fitted.result.resid)
    return pd.Series(own).groupby(fitted.clusters.to_numpy()).sum().to_numpy()


def _anderson_rubin(
    on_hours: float, on_earnings: float, covariance: np.ndarray, critical: float
) -> tuple[float, float]:
    """Solve ``(h - b e)^2 <= critical (V_hh - 2 b V_he + b^2 V_ee)`` for b; missing where the set is not an interval."""
    a = on_earnings**2 - critical * covariance[1, 1]
    b = -2 * (on_hours * on_earnings - critical * covariance[0, 1])
    c = on_hours**2 - critical * covariance[0, 0]
    root = b**2 - 4 * a * c
    if a <= 0 or root < 0:
        return np.nan, np.nan
    return (-b - np.sqrt(root)) / (2 * a), (-b + np.sqrt(root)) / (2 * a)


def estimates_side_by_side(sample: pd.DataFrame) -> pd.DataFrame:
    """Set the posted rate, hourly earnings and the instrumented earnings side by side.

    Returns
    -------
    pandas.DataFrame
        ``estimator`` (``posted``, ``earnings``, ``instrumented``), ``coefficient``, ``se``, ``low``, ``high``, ``n``,
        ``clusters``, ``first_stage_f``, ``robust_low``, ``robust_high`` (the last three only of the instrumented).
    """
    rows = []
    for name, model in (("posted", MAIN), ("earnings", earnings_model())):
        found = summarise(fit(sample, model), bootstrap=False)
        kept = {key: found[key] for key in ("coefficient", "low", "high", "n", "clusters")}
        rows.append({"estimator": name, "se": found["se_cr2"], **kept})
    rows.append({"estimator": "instrumented", **vars(instrumented(sample))})
    return pd.DataFrame(rows)


def recall_simulation(sample: pd.DataFrame, elasticity: float, seed: int, surveys: int = 200) -> pd.DataFrame:
    """How far does an error in recalled hours drag the estimate towards -1?

    True hours follow the posted rate with a known elasticity and the residual spread of the sample; pay is the rate times
    the pieces of the true hours. Then everyone recalls the hours with an error, and the elasticity is estimated on the
    posted rate and on pay over recalled hours.

    Parameters
    ----------
    sample
        Of `helpers.hours.sample_of`: gives the rates, the products and the residual spread.
    elasticity
        The true one.
    seed
        Of the drawing.
    surveys
        Simulated surveys for each size of the error.

    Returns
    -------
    pandas.DataFrame
        ``recall_error`` (standard deviation of the error in log hours), ``posted``, ``earnings`` (mean estimates).
    """
    rng = np.random.default_rng(seed)
    # Deviations from the product's mean: product effects are then taken care of.
    rate = (sample["log_rate"] - sample.groupby("product")["log_rate"].transform("mean")).to_numpy()
    standard = sample["rate_per_standard_hour"].where(sample["rate_per_standard_hour"] > 0)
    pay = np.log(standard.fillna(standard.median())).to_numpy()
    pay = pay - pd.Series(pay).groupby(sample["product"].to_numpy()).transform("mean").to_numpy()
    spread = float(fit(sample).result.mse_resid ** 0.5)
    rows = []
    for error in RECALL_ERRORS:
        hours = elasticity * rate + rng.normal(0, spread, (surveys, len(rate)))
        wrong = rng.normal(0, error, hours.shape) if error else np.zeros(hours.shape)
        recalled = hours + wrong
        earnings = pay - wrong  # pay of the true hours, over the recalled ones
        rows.append(
            {
                "recall_error": error,
                "posted": float(np.mean(_slopes(recalled, np.broadcast_to(rate, recalled.shape)))),
                "earnings": float(np.mean(_slopes(recalled, earnings))),
            }
        )
    return pd.DataFrame(rows)


def _slopes(outcomes: np.ndarray, regressors: np.ndarray) -> np.ndarray:
    centred = regressors - regressors.mean(axis=1, keepdims=True)
    return np.sum(centred * outcomes, axis=1) / np.sum(centred**2, axis=1)
