"""Restricted wild cluster bootstrap of a linear regression."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.statistics.conventions import CONFIDENCE
from helpers.statistics.cut import Clusters, in_clusters, invert, scale_of

#: All sign patterns are gone through up to this number of clusters (2^12 = 4096); above it they are drawn.
ENUMERATED = 12


#: Webb's (2014) six points: with few clusters two points give too few different samples.
WEBB = np.sqrt(np.array([0.5, 1.0, 1.5]))


# An interval's end is not looked for beyond so many standard errors.
_FAR = 1e4


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
    cut = in_clusters(result, groups)
    k = cut.names.index(regressor)
    parts = _restricted_parts(cut, np.asarray(result.model.endog, dtype=float), k)
    signs, scheme = _signs(cut.count, draws, seed)
    drawn = _draw(parts, signs)
    t, p, tails = _bootstrap_test(parts, drawn, null)
    low, high = _invert(parts, drawn) if interval else (np.nan, np.nan)
    return Bootstrap(t, p, tails, low, high, len(signs), scheme)


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


def _restricted_parts(cut: Clusters, endog: np.ndarray, k: int) -> _Parts:
    others = np.delete(np.arange(cut.exog.shape[1]), k)
    x, w = cut.exog[:, others], cut.weights
    own = cut.exog[:, k]
    if len(others):
        xw = x * w[:, None]
        gram = xw.T @ x
        solved = invert(gram, scale_of(gram))[0] @ (xw.T @ np.column_stack([endog, own]))
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
