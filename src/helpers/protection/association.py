"""Do members of a group have more protection than others alike? A logit, read in percentage points.

An association: who joins a group may have sought cover already, groups form where an NGO works, and cover may be why
she joined. No design here sets chance against choice. Beside the logit stands the linear model with the small-sample
inference of notebook 03, since villages are few and membership is bunched in some of them.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import t as student
from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationError, PerfectSeparationWarning

from helpers.statistics import bootstrap
from helpers.statistics import clusters as statistics_clusters
from helpers.statistics.conventions import CONFIDENCE

REGRESSOR = "group_member"
NUMBERS = ("age", "years_home_work")
CATEGORIES = ("education", "work_giver")
#: Fewer workers with (or without) the protection cannot bear a model with these controls.
FEWEST_EVENTS = 15
COLUMNS = [
    "outcome",
    "n",
    "clusters",
    "events",
    "members",
    "share_members",
    "share_others",
    "log_odds",
    "log_odds_low",
    "log_odds_high",
    "effect",
    "se",
    "low",
    "high",
    "df",
    "linear",
    "linear_low",
    "linear_high",
    "linear_df",
    "p_bootstrap",
    "why_not",
]


@dataclass(frozen=True)
class Association:
    """A fitted logit: design matrix, parameters and their covariance by village."""

    design: pd.DataFrame
    outcome: np.ndarray
    parameters: np.ndarray
    covariance: np.ndarray
    clusters: pd.Series


def outcomes(workers: pd.DataFrame, blocks: dict[str, dict[str, pd.Series]]) -> dict[str, pd.Series]:
    """Gather what is set against membership: kinds of protection, and whether a raise was asked for.

    Parameters
    ----------
    workers
        The cleaned survey.
    blocks
        `helpers.protection.indicators`.

    Returns
    -------
    dict
        Name → 1.0, 0.0 or missing; what the study did not ask is left out.
    """
    found: dict[str, pd.Series] = {name: blocks[name]["any"] for name in ("employment", "health") if name in blocks}
    if "contract" in blocks:
        found["agreement"] = 1.0 - blocks["contract"]["none"]
    if "gear" in blocks:
        found["gear"] = blocks["gear"]["any"]
    if "injury" in blocks:
        found["injury"] = blocks["injury"]["injury"]
    if "asked_raise" in workers and workers["asked_raise"].notna().any():
        asked = workers["asked_raise"]
        found["asked_raise"] = (asked == "yes").astype(float).where(asked.notna())
    return found


def associations(workers: pd.DataFrame, outcomes: dict[str, pd.Series], seed: int = 1) -> pd.DataFrame:
    """How much more often do group members have each protection, among workers alike in what is known of them?

    Parameters
    ----------
    workers
        The cleaned survey.
    outcomes
        Name → 1.0, 0.0 or missing, on the index of `workers`.
    seed
        Of the bootstrap of the linear model.

    Returns
    -------
    pandas.DataFrame
        One row per outcome: ``n``, ``clusters``, ``events`` (with the protection), ``members``; ``share_members`` and
        ``share_others`` as they are, unweighted; ``log_odds`` with its interval; ``effect``: average marginal effect of
        membership (share if all were members less share if none were, averaged over the workers), ``se`` by the delta
        method from the covariance clustered by village, ``low`` and ``high`` by Student's t with (villages - 1) degrees of
        freedom; ``linear``: the same from least squares with CR2 errors and Satterthwaite's degrees of freedom,
        ``p_bootstrap`` by the restricted wild bootstrap; ``why_not``: empty, or why nothing is estimated (``few``: fewer
        than `FEWEST_EVENTS` with or without the protection; ``separated``: a value of a control decides the outcome).

    Notes
    -----
    Controls: age, years of home work, education, giver of work. Unweighted, as the model of notebook 03.
    """
    return pd.DataFrame([_row(workers, name, values, seed) for name, values in outcomes.items()], columns=COLUMNS)


def _row(workers: pd.DataFrame, name: str, values: pd.Series, seed: int) -> dict[str, object]:
    design, outcome, clusters = _matrix(workers, values)
    member = design[REGRESSOR].to_numpy() == 1
    counts = {
        "outcome": name,
        "n": len(outcome),
        "clusters": clusters.nunique(),
        "events": int(outcome.sum()),
        "members": int(member.sum()),
        "share_members": outcome[member].mean() if member.any() else np.nan,
        "share_others": outcome[~member].mean() if (~member).any() else np.nan,
        "why_not": "",
    }
    if min(outcome.sum(), (1 - outcome).sum()) < FEWEST_EVENTS or not 0 < member.sum() < len(member):
        return counts | {"why_not": "few"}
    fitted = fit(design, outcome, clusters)
    if fitted is None:
        return counts | {"why_not": "separated"}
    return counts | marginal_effect(fitted) | _linear(design, outcome, clusters, seed)


def fit(design: pd.DataFrame, outcome: np.ndarray, clusters: pd.Series) -> Association | None:
    """Fit the logit; None where a value of a control decides the outcome, so that no finite estimate exists."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        # What does not converge is found out below.
        for kind in (RuntimeWarning, ConvergenceWarning):
            warnings.simplefilter("ignore", kind)
        try:
            result = sm.Logit(outcome, design).fit(
                disp=0, maxiter=100, cov_type="cluster", cov_kwds={"groups": pd.factorize(clusters)[0]}
            )
        except (PerfectSeparationError, PerfectSeparationWarning, np.linalg.LinAlgError):
            return None
    # Quasi-separation lets a coefficient run away without an error.
    if not result.mle_retvals["converged"] or np.abs(result.params).max() > 15:
        return None
    return Association(design, outcome, np.asarray(result.params), np.asarray(result.cov_params()), clusters)


def marginal_effect(fitted: Association) -> dict[str, float]:
    """Turn the logit into percentage points: the average change when membership goes from no to yes."""
    place = fitted.design.columns.get_loc(REGRESSOR)
    with_, without = fitted.design.to_numpy(dtype=float).copy(), fitted.design.to_numpy(dtype=float).copy()
    with_[:, place], without[:, place] = 1.0, 0.0
    share_with, share_without = (_logistic(matrix @ fitted.parameters) for matrix in (with_, without))
    effect = float(np.mean(share_with - share_without))
    slope = with_ * (share_with * (1 - share_with))[:, None] - without * (share_without * (1 - share_without))[:, None]
    gradient = slope.mean(axis=0)
    se = float(np.sqrt(gradient @ fitted.covariance @ gradient))
    df = fitted.clusters.nunique() - 1
    reach = student.ppf(0.5 + CONFIDENCE / 2, df)
    log_odds, log_se = float(fitted.parameters[place]), float(np.sqrt(fitted.covariance[place, place]))
    return {
        "log_odds": log_odds,
        "log_odds_low": log_odds - reach * log_se,
        "log_odds_high": log_odds + reach * log_se,
        "effect": effect,
        "se": se,
        "low": effect - reach * se,
        "high": effect + reach * se,
        "df": df,
    }


def _linear(design: pd.DataFrame, outcome: np.ndarray, clusters: pd.Series, seed: int) -> dict[str, float]:
    result = sm.OLS(outcome, design).fit()
    row = statistics_clusters.cr2(result, clusters, only=[REGRESSOR]).loc[REGRESSOR]
    boot = bootstrap.wild_cluster_bootstrap(result, clusters, REGRESSOR, seed=seed, interval=False)
    return {
        "linear": float(row["coefficient"]),
        "linear_low": float(row["low"]),
        "linear_high": float(row["high"]),
        "linear_df": float(row["df"]),
        "p_bootstrap": boot.p,
    }


def _matrix(workers: pd.DataFrame, values: pd.Series) -> tuple[pd.DataFrame, np.ndarray, pd.Series]:
    used = [name for name in (REGRESSOR, *NUMBERS, *CATEGORIES) if name in workers and workers[name].notna().any()]
    known = workers[values.notna() & workers[used].notna().all(axis=1)]
    columns = {"intercept": np.ones(len(known)), REGRESSOR: (known[REGRESSOR] == "yes").astype(float).to_numpy()}
    for name in NUMBERS:
        if name in used:
            columns[name] = known[name].to_numpy(dtype=float)
    for name in CATEGORIES:
        if name in used:
            counts = known[name].value_counts()
            for value in sorted(counts.index.difference([counts.index[0]])):
                columns[f"{name}={value}"] = (known[name] == value).astype(float).to_numpy()
    clusters = (known["kecamatan"].astype("str") + "/" + known["desa"].astype("str")).rename("cluster")
    return pd.DataFrame(columns, index=known.index), values[known.index].to_numpy(dtype=float), clusters


def _logistic(values: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-values))
