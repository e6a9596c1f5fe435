"""A fitted linear model cut into its clusters, and the matrices of sums that belong to it.

Notation as in `helpers.statistics.clusters`: ``X`` regressors, ``W`` weights, ``M = (X'WX)^-1``, ``e`` residuals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

# Below this share of one an eigenvalue is a direction that the cluster alone determines: nothing is left to scale up.
NO_ROOM = 1e-10


@dataclass(frozen=True)
class Clusters:
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
        """Return the number of clusters."""
        return len(self.rows)


def invert(gram: np.ndarray, scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Invert a matrix of sums of products, whatever the units of the regressors, as far as it can be inverted.

    Parameters
    ----------
    gram
        K x K.
    scale
        Square roots of the diagonal that counts as full information; less than `NO_ROOM` of it is rounding.

    Returns
    -------
    inverse : numpy.ndarray
        Moore-Penrose inverse on that scale.
    identified : numpy.ndarray of bool
        For each regressor, whether its coefficient has no part in the directions without information.
    """
    values, vectors = np.linalg.eigh(gram / np.outer(scale, scale))
    room = values > NO_ROOM
    inverse = vectors[:, room] @ (vectors[:, room].T / values[room][:, None])
    identified = np.sum(vectors[:, ~room] ** 2, axis=1) < 1e-8
    return inverse / np.outer(scale, scale), identified


def scale_of(gram: np.ndarray) -> np.ndarray:
    """Return the scale of each regressor: the root of its diagonal, 1 where that is zero."""
    diagonal = np.diag(gram)
    return np.sqrt(np.where(diagonal > 0, diagonal, 1.0))


def labels_of(groups: pd.Series | np.ndarray, rows: int) -> pd.Series:
    """Return the cluster of each row, or say what is wrong with them."""
    labels = pd.Series(np.asarray(groups))
    if len(labels) != rows:
        raise ValueError(f"groups has {len(labels)} values, the model {rows} rows; give one for each row.")
    if labels.isna().any():
        raise ValueError(f"groups is missing in {int(labels.isna().sum())} rows; leave these rows out of the model.")
    if labels.nunique() < 2:
        raise ValueError("there is one cluster; at least two are needed.")
    return labels


def in_clusters(result: Any, groups: pd.Series | np.ndarray) -> Clusters:
    """Cut a fitted model into its clusters."""
    exog = np.asarray(result.model.exog, dtype=float)
    codes, _names = pd.factorize(labels_of(groups, len(exog)), sort=True)
    order = np.argsort(codes, kind="stable")
    rows = np.split(order, np.cumsum(np.bincount(codes))[:-1])
    weights = np.asarray(getattr(result.model, "weights", 1.0), dtype=float) * np.ones(len(exog))
    endog = np.asarray(result.model.endog, dtype=float)
    params = np.asarray(result.params, dtype=float)
    gram = (exog * weights[:, None]).T @ exog
    bread, _identified = invert(gram, scale_of(gram))
    return Clusters(list(result.model.exog_names), exog, weights, endog - exog @ params, params, rows, bread)
