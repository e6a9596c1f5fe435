"""Two-stage least squares with clustered errors."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.statistics.cut import invert, labels_of, scale_of


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
    bread, _identified = invert(gram, scale_of(gram))
    b = bread @ (fitted.T @ y)
    e = y - x @ b
    n, parameters = x.shape
    if groups is None:
        covariance = e @ e / (n - parameters) * bread
    else:
        labels = labels_of(groups, n)
        scores = pd.DataFrame(fitted * e[:, None]).groupby(labels.to_numpy()).sum().to_numpy()
        factor = len(scores) / (len(scores) - 1) * (n - 1) / (n - parameters)
        covariance = factor * bread @ (scores.T @ scores) @ bread
    names = pd.Index([*endogenous.columns, *exogenous.columns], name="regressor")
    return pd.DataFrame({"coefficient": b, "se": np.sqrt(np.diag(covariance))}, index=names)
