"""Standard errors, tests and intervals where there are few clusters: villages, in this collection.

Ordinary cluster-robust standard errors are too small when clusters are few or uneven. Here are the remedies that a
referee asks for: CR2 with Satterthwaite's degrees of freedom (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018), the
restricted wild cluster bootstrap (Cameron, Gelbach and Miller 2008) and the influence of each cluster. All take a
linear model fitted by statsmodels, by ordinary or weighted least squares.

Notation: ``X`` regressors, ``W`` weights (1 for ordinary least squares), ``M = (X'WX)^-1``, ``e`` residuals, ``j`` a
cluster. Every quantity is built from sums of ``K x K`` matrices by cluster, so that a million rows are no obstacle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

from helpers.statistics.conventions import CONFIDENCE
from helpers.statistics.cut import NO_ROOM, Clusters, in_clusters, invert, scale_of

Kind = Literal["CR0", "CR1", "CR2", "CR3"]


def cluster_table(
    result: Any, groups: pd.Series | np.ndarray, kind: Kind = "CR2", only: Sequence[str] | None = None
) -> pd.DataFrame:
    """Estimate each coefficient's cluster-robust standard error, test and interval.

    Parameters
    ----------
    result
        A linear model fitted by `statsmodels` (OLS or WLS).
    groups
        The cluster of each row of the model, n values, none missing.
    kind
        ``CR0`` (no correction), ``CR1`` (times ``G/(G-1) (n-1)/(n-K)``, as Stata does), ``CR2`` or ``CR3``
        (jackknife). CR0 and CR1 test with t(G-1); CR2 and CR3 with Satterthwaite's degrees of freedom.
    only
        The regressors that are asked for; all where not given. With many effects this saves most of the work.

    Returns
    -------
    pandas.DataFrame
        Indexed by regressor: ``coefficient``, ``se``, ``df``, ``t``, ``p``, ``low``, ``high`` (95 %).

    Notes
    -----
    CR2: ``V = M (sum_j X_j' W_j A_j e_j e_j' A_j' W_j X_j) M`` with ``A_j = B_j^(-1/2)`` and
    ``B_j = (I - H)_j (I - H)_j'``, ``H = X M X' W``: unbiased when errors are independent with equal variance, whatever
    the cluster sizes. Directions in which ``B_j`` has no room get no weight (Moore-Penrose). The degrees of freedom
    are ``(sum_j p_j'p_j)^2 / sum_ij (p_i'p_j)^2`` with ``p_j = (I - H)_j' A_j' W_j X_j M c``.

    Raises
    ------
    ValueError
        Where `groups` does not fit the model, or has fewer than two clusters.
    """
    cut = in_clusters(result, groups)
    names = list(cut.names if only is None else only)
    places = [cut.names.index(name) for name in names]
    factors = _factors(cut, kind, places)
    variance = np.sum(factors.scores**2, axis=0)
    if kind == "CR1":
        n, parameters = cut.exog.shape
        variance = variance * cut.count / (cut.count - 1) * (n - 1) / (n - parameters)
    se, coefficients = np.sqrt(variance), cut.params[places]
    df = np.full(len(se), cut.count - 1.0) if kind in ("CR0", "CR1") else _satterthwaite(cut, factors)
    t = coefficients / se
    reach = stats.t.ppf(0.5 + CONFIDENCE / 2, df) * se
    return pd.DataFrame(
        {
            "coefficient": coefficients,
            "se": se,
            "df": df,
            "t": t,
            "p": 2 * stats.t.sf(np.abs(t), df),
            "low": coefficients - reach,
            "high": coefficients + reach,
        },
        index=pd.Index(names, name="regressor"),
    )


def cr2(result: Any, groups: pd.Series | np.ndarray, only: Sequence[str] | None = None) -> pd.DataFrame:
    """Estimate CR2 standard errors with Satterthwaite's degrees of freedom; see `cluster_table`."""
    return cluster_table(result, groups, "CR2", only)


def leave_one_cluster_out(result: Any, groups: pd.Series | np.ndarray, regressor: str) -> pd.DataFrame:
    """How much hangs on a single cluster? The coefficient without each of them.

    Parameters
    ----------
    result
        A linear model fitted by `statsmodels` (OLS or WLS).
    groups
        The cluster of each row, n values.
    regressor
        The coefficient's name.

    Returns
    -------
    pandas.DataFrame
        One row per cluster: ``cluster``, ``rows`` (that it has), ``coefficient`` (without it; missing where the
        others do not identify it), ``change`` (from the coefficient with all).
    """
    cut = in_clusters(result, groups)
    k = cut.names.index(regressor)
    endog = np.asarray(result.model.endog, dtype=float)
    weighted = cut.exog * cut.weights[:, None]
    whole, right = weighted.T @ cut.exog, weighted.T @ endog
    scale = scale_of(whole)
    names = pd.Series(np.asarray(groups))
    out = []
    for rows in cut.rows:
        inverse, identified = invert(whole - weighted[rows].T @ cut.exog[rows], scale)
        others = right - weighted[rows].T @ endog[rows]
        coefficient = float(inverse[k] @ others) if identified[k] else float("nan")
        out.append({"cluster": names.iloc[rows[0]], "rows": len(rows), "coefficient": coefficient})
    table = pd.DataFrame(out)
    table["change"] = table["coefficient"] - cut.params[k]
    return table


@dataclass(frozen=True)
class _Factors:
    """What the variance of each coefficient is the sum of, by cluster, and what its degrees of freedom need.

    ``scores[j, k]`` is ``c_k' M X_j' W_j A_j e_j``; ``square[j, k]`` is ``s's`` with ``s = A_j' W_j X_j M c_k``;
    ``plain[j, k]`` and ``weighted[j, k]`` are ``X_j' s`` and ``X_j' W_j s`` (K values each).
    """

    scores: np.ndarray
    square: np.ndarray
    plain: np.ndarray
    weighted: np.ndarray


def _factors(cut: Clusters, kind: Kind, places: list[int]) -> _Factors:
    middle = None if np.ptp(cut.weights) == 0 else _middle(cut)
    gram = (cut.exog * cut.weights[:, None]).T @ cut.exog
    scores, square, plain, weighted = [], [], [], []
    for rows in cut.rows:
        x, w, e = cut.exog[rows], cut.weights[rows], cut.residuals[rows]
        xw = x * w[:, None]
        legs = xw @ cut.bread[:, places]  # W_j X_j M c: one column per coefficient that is asked for
        adjusted = legs if kind in ("CR0", "CR1") else _adjusted(x, xw, w, legs, cut.bread, gram, middle, places, kind)
        scores.append(adjusted.T @ e)
        square.append(np.einsum("ik,ik->k", adjusted, adjusted))
        plain.append((x.T @ adjusted).T)
        weighted.append((xw.T @ adjusted).T)
    return _Factors(np.array(scores), np.array(square), np.array(plain), np.array(weighted))


def _middle(cut: Clusters) -> np.ndarray:
    """Return ``M X'W^2 X M``: with equal weights it is ``M`` again."""
    return cut.bread @ ((cut.exog * cut.weights[:, None] ** 2).T @ cut.exog) @ cut.bread


def _adjusted(
    x: np.ndarray,
    xw: np.ndarray,
    w: np.ndarray,
    legs: np.ndarray,
    bread: np.ndarray,
    gram: np.ndarray,
    middle: np.ndarray | None,
    places: list[int],
    kind: Kind,
) -> np.ndarray:
    """Return ``A_j' W_j X_j M``, without ever forming a matrix of the cluster's size.

    CR2: ``B_j`` differs from the identity only in the span of ``[X_j, W_j X_j]``; its inverse root is found there. With
    equal weights (`middle` is then None) ``B_j = I - w X_j M X_j'``, and half of that span is enough.
    CR3: ``A_j = (I - H_jj)^-1``, by Woodbury's identity.
    """
    if kind == "CR3":
        # A_j' = (I - W_j X_j M X_j')^-1 = I + W_j X_j (M^-1 - X_j' W_j X_j)^-1 X_j'
        inner, identified = invert(gram - x.T @ xw, scale_of(gram))
        # Without this cluster there is no such coefficient, so there is no jackknife of it.
        without = np.where(identified[places], 0.0, np.nan)
        return legs + xw @ (inner @ (x.T @ legs)) + without
    if len(x) <= x.shape[1]:
        # A small cluster's own matrix is smaller than anything built from the regressors.
        own = x @ bread @ xw.T
        values, vectors = np.linalg.eigh(np.eye(len(x)) - own - (0 if middle is None else own.T - x @ middle @ x.T))
        return vectors @ (_inverse_roots(values)[:, None] * (vectors.T @ legs))
    if middle is None:
        span, core = x, -bread * w[0]
    else:
        k = x.shape[1]
        span = np.hstack([x, xw])
        core = np.block([[middle, -bread], [-bread, np.zeros((k, k))]])
    basis, triangle = np.linalg.qr(span)
    values, vectors = np.linalg.eigh(triangle @ core @ triangle.T)
    directions = basis @ vectors
    return legs + directions @ ((_inverse_roots(1.0 + values) - 1.0)[:, None] * (directions.T @ legs))


def _inverse_roots(values: np.ndarray) -> np.ndarray:
    """Return one over the root of each eigenvalue, and 0 where there is no room (Moore-Penrose)."""
    room = values > NO_ROOM
    return np.where(room, 1 / np.sqrt(np.where(room, values, 1.0)), 0.0)


def _satterthwaite(cut: Clusters, factors: _Factors) -> np.ndarray:
    middle = _middle(cut)
    df = []
    for k in range(factors.scores.shape[1]):
        a, b = factors.plain[:, k, :], factors.weighted[:, k, :]
        cross = a @ cut.bread @ b.T
        products = np.diag(factors.square[:, k]) - cross - cross.T + a @ middle @ a.T
        df.append(np.trace(products) ** 2 / np.sum(products**2))
    return np.array(df)
