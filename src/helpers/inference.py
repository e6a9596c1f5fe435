"""Standard errors, tests and intervals where there are few clusters: villages, in this collection.

Ordinary cluster-robust standard errors are too small when clusters are few or uneven. Here are the remedies that a
referee asks for: CR2 with Satterthwaite's degrees of freedom (Bell and McCaffrey 2002; Pustejovsky and Tipton 2018), the
restricted wild cluster bootstrap (Cameron, Gelbach and Miller 2008) and the influence of each cluster. All take a
linear model fitted by statsmodels, by ordinary or weighted least squares.

Notation: ``X`` regressors, ``W`` weights (1 for ordinary least squares), ``M = (X'WX)^-1``, ``e`` residuals, ``j`` a
cluster. Every quantity is built from sums of ``K x K`` matrices by cluster, so that a million rows are no obstacle.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

CONFIDENCE = 0.95
#: All sign patterns are gone through up to this number of clusters (2^12 = 4096); above it they are drawn.
ENUMERATED = 12
#: Webb's (2014) six points: with few clusters two points give too few different samples.
WEBB = np.sqrt(np.array([0.5, 1.0, 1.5]))
Kind = Literal["CR0", "CR1", "CR2", "CR3"]
# Below this share of one an eigenvalue is a direction that the cluster alone determines: nothing is left to scale up.
_NO_ROOM = 1e-10
# An interval's end is not looked for beyond so many standard errors.
_FAR = 1e4


@dataclass(frozen=True)
class _Clusters:
    """A fitted model cut into its clusters.

    Attributes
    ----------
    names
        Regressors, in the order of the columns of ``exog``.
    exog, weights, residuals
        ``X`` (n x K), diagonal of ``W`` (n), ``e`` (n).
    rows
        For each cluster its rows.
    bread
        ``M`` (K x K).
    """

    names: list[str]
    exog: np.ndarray
    weights: np.ndarray
    residuals: np.ndarray
    params: np.ndarray
    rows: list[np.ndarray]
    bread: np.ndarray

    @property
    def count(self) -> int:
        return len(self.rows)


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
    cut = _cut(result, groups)
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


@dataclass(frozen=True)
class Bootstrap:
    """What the wild cluster bootstrap says of one coefficient.

    Attributes
    ----------
    t
        The sample's t statistic (CR1).
    p
        Symmetric p-value: the share of samples with a strictly larger absolute t.
    p_equal_tail
        Twice the smaller tail.
    low, high
        95 % interval: the values that a test at 5 % does not refuse; missing where that set has no end.
    draws
        How many samples.
    scheme
        ``rademacher, enumerated`` or ``webb``.
    """

    t: float
    p: float
    p_equal_tail: float
    low: float
    high: float
    draws: int
    scheme: str


def wild_cluster_bootstrap(
    result: Any,
    groups: pd.Series | np.ndarray,
    regressor: str,
    null: float = 0.0,
    draws: int = 9999,
    seed: int = 1,
    interval: bool = True,
) -> Bootstrap:
    """Test one coefficient by the restricted wild cluster bootstrap.

    Parameters
    ----------
    result
        A linear model fitted by `statsmodels` (OLS or WLS).
    groups
        The cluster of each row, n values.
    regressor
        The coefficient's name.
    null
        Its value under the hypothesis that is tested.
    draws
        Samples to draw where not all can be gone through.
    seed
        Of the drawing; the same seed gives the same p-value.
    interval
        Whether to invert the test into an interval, too (about a hundred more tests).

    Returns
    -------
    Bootstrap

    Notes
    -----
    The model is fitted with the hypothesis imposed; each sample multiplies the residuals of every cluster by one random
    sign (Rademacher; all 2^G patterns up to `ENUMERATED` clusters) or by one of Webb's six points, and its t statistic
    (CR1) is held against the sample's. Cameron, Gelbach and Miller (2008); Webb (2014); Roodman et al. (2019).
    """
    cut = _cut(result, groups)
    k = cut.names.index(regressor)
    parts = _restricted_parts(cut, np.asarray(result.model.endog, dtype=float), k)
    signs, scheme = _signs(cut.count, draws, seed)
    drawn = _draw(parts, signs)
    t, p, tails = _bootstrap_test(parts, drawn, null)
    low, high = _invert(parts, drawn) if interval else (np.nan, np.nan)
    return Bootstrap(t, p, tails, low, high, len(signs), scheme)


def two_stage_least_squares(
    outcome: pd.Series,
    endogenous: pd.DataFrame,
    exogenous: pd.DataFrame,
    instruments: pd.DataFrame,
    groups: pd.Series | np.ndarray | None = None,
) -> pd.DataFrame:
    """Estimate a linear model some of whose regressors are instrumented.

    Parameters
    ----------
    outcome
        ``y``, n values.
    endogenous
        Regressors that are instrumented.
    exogenous
        The other regressors, the constant among them.
    instruments
        At least as many as there are instrumented regressors; they are in no other table.
    groups
        The cluster of each row; where not given, errors are taken to be independent with equal variance.

    Returns
    -------
    pandas.DataFrame
        Indexed by regressor: ``coefficient``, ``se``.

    Raises
    ------
    ValueError
        Where `groups` does not fit the rows, or has one cluster.

    Notes
    -----
    With ``P`` the projection on instruments and exogenous regressors, ``b = (X'PX)^-1 X'Py``; residuals are ``y - Xb``. The
    variance is ``s^2 (X'PX)^-1`` with ``s^2 = e'e / (n - K)``, or the cluster-robust one with Stata's small-sample factor.
    """
    x = np.column_stack([endogenous, exogenous]).astype(float)
    z = np.column_stack([instruments, exogenous]).astype(float)
    y = np.asarray(outcome, dtype=float)
    fitted = z @ np.linalg.lstsq(z, x, rcond=None)[0]
    gram = fitted.T @ fitted  # the same as fitted'x, and exactly symmetric
    bread, _identified = _inverse(gram, _scale_of(gram))
    b = bread @ (fitted.T @ y)
    e = y - x @ b
    n, parameters = x.shape
    if groups is None:
        covariance = e @ e / (n - parameters) * bread
    else:
        labels = _labels(groups, n)
        scores = pd.DataFrame(fitted * e[:, None]).groupby(labels.to_numpy()).sum().to_numpy()
        factor = len(scores) / (len(scores) - 1) * (n - 1) / (n - parameters)
        covariance = factor * bread @ (scores.T @ scores) @ bread
    names = pd.Index([*endogenous.columns, *exogenous.columns], name="regressor")
    return pd.DataFrame({"coefficient": b, "se": np.sqrt(np.diag(covariance))}, index=names)


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
    cut = _cut(result, groups)
    k = cut.names.index(regressor)
    endog = np.asarray(result.model.endog, dtype=float)
    weighted = cut.exog * cut.weights[:, None]
    whole, right = weighted.T @ cut.exog, weighted.T @ endog
    scale = _scale_of(whole)
    names = pd.Series(np.asarray(groups))
    out = []
    for rows in cut.rows:
        inverse, identified = _inverse(whole - weighted[rows].T @ cut.exog[rows], scale)
        others = right - weighted[rows].T @ endog[rows]
        coefficient = float(inverse[k] @ others) if identified[k] else float("nan")
        out.append({"cluster": names.iloc[rows[0]], "rows": len(rows), "coefficient": coefficient})
    table = pd.DataFrame(out)
    table["change"] = table["coefficient"] - cut.params[k]
    return table


def _inverse(gram: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Invert a matrix of sums of products, whatever the units of the regressors, as far as it can be inverted.

    Parameters
    ----------
    gram
        K x K.
    scale
        Square roots of the diagonal that counts as full information; less than `_NO_ROOM` of it is rounding.

    Returns
    -------
    inverse : numpy.ndarray
        Moore-Penrose inverse on that scale.
    identified : numpy.ndarray of bool
        For each regressor, whether its coefficient has no part in the directions without information.
    """
    values, vectors = np.linalg.eigh(gram / np.outer(scale, scale))
    room = values > _NO_ROOM
    inverse = vectors[:, room] @ (vectors[:, room].T / values[room][:, None])
    identified = np.sum(vectors[:, ~room] ** 2, axis=1) < 1e-8
    return inverse / np.outer(scale, scale), identified


def _scale_of(gram: np.ndarray) -> np.ndarray:
    diagonal = np.diag(gram)
    return np.sqrt(np.where(diagonal > 0, diagonal, 1.0))


def _labels(groups: pd.Series | np.ndarray, rows: int) -> pd.Series:
    """Return the cluster of each row, or say what is wrong with them."""
    labels = pd.Series(np.asarray(groups))
    if len(labels) != rows:
        raise ValueError(f"groups has {len(labels)} values, the model {rows} rows; give one for each row.")
    if labels.isna().any():
        raise ValueError(f"groups is missing in {int(labels.isna().sum())} rows; leave these rows out of the model.")
    if labels.nunique() < 2:
        raise ValueError("there is one cluster; at least two are needed.")
    return labels


def _cut(result: Any, groups: pd.Series | np.ndarray) -> _Clusters:
    exog = np.asarray(result.model.exog, dtype=float)
    codes, _names = pd.factorize(_labels(groups, len(exog)), sort=True)
    order = np.argsort(codes, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    weights = np.asarray(getattr(result.model, "weights", 1.0), dtype=float) * np.ones(len(exog))
    endog = np.asarray(result.model.endog, dtype=float)
    params = np.asarray(result.params, dtype=float)
    gram = (exog * weights[:, None]).T @ exog
    bread, _identified = _inverse(gram, _scale_of(gram))
    return _Clusters(list(result.model.exog_names), exog, weights, endog - exog @ params, params, rows, bread)


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


def _factors(cut: _Clusters, kind: Kind, places: list[int]) -> _Factors:
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


def _middle(cut: _Clusters) -> np.ndarray:
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
        inner, identified = _inverse(gram - x.T @ xw, _scale_of(gram))
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
    room = values > _NO_ROOM
    return np.where(room, 1 / np.sqrt(np.where(room, values, 1.0)), 0.0)


def _satterthwaite(cut: _Clusters, factors: _Factors) -> np.ndarray:
    middle = _middle(cut)
    df = []
    for k in range(factors.scores.shape[1]):
        a, b = factors.plain[:, k, :], factors.weighted[:, k, :]
        cross = a @ cut.bread @ b.T
        products = np.diag(factors.square[:, k]) - cross - cross.T + a @ middle @ a.T
        df.append(np.trace(products) ** 2 / np.sum(products**2))
    return np.array(df)


@dataclass(frozen=True)
class _Parts:
    """Sums by cluster from which any restricted sample follows; each is linear in the hypothesis.

    The restricted residuals are ``outcome - null * own``. ``lean_*`` are ``c' M X_j' W_j`` of them (G), ``pull_*`` are
    ``c' M X_j' W_j X_j M X_h' W_h`` of them (G x G).
    """

    lean_outcome: np.ndarray
    lean_own: np.ndarray
    pull_outcome: np.ndarray
    pull_own: np.ndarray
    correction: float
    estimate: float
    se: float


def _restricted_parts(cut: _Clusters, endog: np.ndarray, k: int) -> _Parts:
    others = np.delete(np.arange(cut.exog.shape[1]), k)
    x, w = cut.exog[:, others], cut.weights
    own = cut.exog[:, k]
    if len(others):
        xw = x * w[:, None]
        gram = xw.T @ x
        solved = _inverse(gram, _scale_of(gram))[0] @ (xw.T @ np.column_stack([endog, own]))
        outcome_left, own_left = endog - x @ solved[:, 0], own - x @ solved[:, 1]
    else:
        outcome_left, own_left = endog, own
    weighted = cut.exog * w[:, None]
    row = cut.bread[k]
    score_outcome = np.array([weighted[rows].T @ outcome_left[rows] for rows in cut.rows])
    score_own = np.array([weighted[rows].T @ own_left[rows] for rows in cut.rows])
    through = np.array([row @ (weighted[rows].T @ cut.exog[rows]) @ cut.bread for rows in cut.rows])
    n, parameters = cut.exog.shape
    correction = cut.count / (cut.count - 1) * (n - 1) / (n - parameters)
    full = np.array([row @ (weighted[rows].T @ cut.residuals[rows]) for rows in cut.rows])
    return _Parts(
        score_outcome @ row,
        score_own @ row,
        through @ score_outcome.T,
        through @ score_own.T,
        correction,
        float(cut.params[k]),
        float(np.sqrt(correction * np.sum(full**2))),
    )


@dataclass(frozen=True)
class _Draws:
    """Every sample's shift and variance as polynomials of the hypothesis, so that inverting the test costs little.

    The shift is ``shift[0] - null shift[1]``, the variance ``spread[0] - 2 null spread[1] + null^2 spread[2]``.
    """

    shift: tuple[np.ndarray, np.ndarray]
    spread: tuple[np.ndarray, np.ndarray, np.ndarray]


def _draw(parts: _Parts, signs: np.ndarray) -> _Draws:
    outcome = signs * parts.lean_outcome - signs @ parts.pull_outcome.T
    own = signs * parts.lean_own - signs @ parts.pull_own.T
    products = ((outcome, outcome), (outcome, own), (own, own))
    spread = tuple(parts.correction * np.einsum("bg,bg->b", left, right) for left, right in products)
    return _Draws((signs @ parts.lean_outcome, signs @ parts.lean_own), spread)


def _bootstrap_test(parts: _Parts, drawn: _Draws, null: float) -> tuple[float, float, float]:
    shift = drawn.shift[0] - null * drawn.shift[1]
    variance = drawn.spread[0] - 2 * null * drawn.spread[1] + null**2 * drawn.spread[2]
    spread = np.sqrt(np.maximum(variance, 0.0))
    statistics = np.divide(shift, spread, out=np.zeros_like(shift), where=spread > 0)
    t = (parts.estimate - null) / parts.se
    # Patterns that reproduce the sample have the same t but for rounding: they are not strictly larger.
    slack = 1e-9 * max(abs(t), 1.0)
    p = float(np.mean(np.abs(statistics) > abs(t) + slack))
    tail = min(float(np.mean(statistics > t + slack)), float(np.mean(statistics < t - slack)))
    return float(t), p, 2 * tail


def _invert(parts: _Parts, drawn: _Draws) -> tuple[float, float]:
    """Find the values at which the test stops refusing, on either side of the estimate."""
    alpha = 1 - CONFIDENCE
    ends = []
    for side in (-1.0, 1.0):
        inside, outside = 0.0, 2.0
        while outside <= _FAR and _bootstrap_test(parts, drawn, parts.estimate + side * outside * parts.se)[1] >= alpha:
            inside, outside = outside, outside * 2
        for _ in range(40):
            middle = (inside + outside) / 2
            if _bootstrap_test(parts, drawn, parts.estimate + side * middle * parts.se)[1] >= alpha:
                inside = middle
            else:
                outside = middle
        ends.append(parts.estimate + side * (inside + outside) / 2 * parts.se if outside <= _FAR else np.nan)
    return float(ends[0]), float(ends[1])


def _signs(clusters: int, draws: int, seed: int) -> tuple[np.ndarray, str]:
    if clusters <= ENUMERATED:
        return np.array(list(itertools.product([-1.0, 1.0], repeat=clusters))), "rademacher, enumerated"
    points = np.concatenate([-WEBB, WEBB])
    return np.random.default_rng(seed).choice(points, (draws, clusters)), "webb"
