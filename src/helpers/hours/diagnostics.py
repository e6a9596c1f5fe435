"""What could be wrong with the main model? The usual checks, each with what it says in one figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.diagnostic import het_breuschpagan, linear_reset
from statsmodels.stats.outliers_influence import OLSInfluence

from helpers.hours.model import Fit
from helpers.statistics.conventions import SIGNIFICANT

#: Above this a regressor is so well explained by the others that its coefficient is hardly told apart.
HIGH_VIF = 10.0


def influence(fitted: Fit) -> pd.DataFrame:
    """Return each worker's fitted value, residual, leverage and Cook's distance.

    Parameters
    ----------
    fitted
        An unweighted fit.

    Returns
    -------
    pandas.DataFrame
        On the rows of the sample: ``fitted``, ``residual``, ``standardised`` (internally studentised), ``leverage``,
        ``cook``, ``cluster``.
    """
    measures = OLSInfluence(fitted.result)
    return pd.DataFrame(
        {
            "fitted": np.asarray(fitted.result.fittedvalues),
            "residual": np.asarray(fitted.result.resid),
            "standardised": measures.resid_studentized_internal,
            "leverage": measures.hat_matrix_diag,
            "cook": measures.cooks_distance[0],
            "cluster": fitted.clusters.to_numpy(),
        },
        index=fitted.rows,
    )


def tests(fitted: Fit) -> pd.DataFrame:
    """Run the tests of the main model.

    Returns
    -------
    pandas.DataFrame
        ``check``, ``value``, ``p`` (missing where it is no test), ``worry`` (bool), one row each: ``reset`` (Ramsey's
        test with squares and cubes of the fitted values: is the form wrong?), ``breusch_pagan`` (is the spread the same
        for all?), ``normality`` (Jarque and Bera), ``vif`` (variance inflation of the rate within products), ``cook``
        (largest distance, worry above ten times 4/n), ``clusters`` (their number, worry below 30), ``largest_cluster``
        (its share of the workers, worry above a tenth), ``intraclass`` (part of the residual variance that villages
        share).
    """
    result, n = fitted.result, int(fitted.result.nobs)
    reset = linear_reset(result, power=3, use_f=True)
    lagrange, lagrange_p, _f, _f_p = het_breuschpagan(result.resid, result.model.exog)
    normal = stats.jarque_bera(np.asarray(result.resid))
    inflation = _inflation(fitted)
    cook = float(influence(fitted)["cook"].max())
    sizes = fitted.clusters.value_counts()
    rows = [
        ("reset", float(reset.fvalue), float(reset.pvalue), reset.pvalue < SIGNIFICANT),
        ("breusch_pagan", float(lagrange), float(lagrange_p), lagrange_p < SIGNIFICANT),
        ("normality", float(normal.statistic), float(normal.pvalue), normal.pvalue < SIGNIFICANT),
        ("vif", inflation, np.nan, inflation > HIGH_VIF),
        ("cook", cook, np.nan, cook > 40 / n),
        ("clusters", float(len(sizes)), np.nan, len(sizes) < 30),
        ("largest_cluster", float(sizes.max() / n), np.nan, sizes.max() / n > 0.1),
        ("intraclass", intraclass_correlation(fitted), np.nan, False),
    ]
    table = pd.DataFrame(rows, columns=["check", "value", "p", "worry"])
    return table.astype({"worry": bool})


def intraclass_correlation(fitted: Fit) -> float:
    """Return the part of the residual variance that is shared within villages (analysis of variance, at least 0)."""
    residuals = fitted.residuals.to_numpy()
    groups = pd.Series(residuals).groupby(fitted.clusters.to_numpy())
    sizes = groups.size().to_numpy()
    n, count = len(residuals), len(sizes)
    between = float(np.sum(sizes * (groups.mean().to_numpy() - residuals.mean()) ** 2) / (count - 1))
    within = float(np.sum(groups.var(ddof=0).to_numpy() * sizes) / (n - count))
    typical = (n - np.sum(sizes**2) / n) / (count - 1)
    return max(0.0, (between - within) / (between + (typical - 1) * within))


def _inflation(fitted: Fit) -> float:
    """How much do the other regressors take from the rate's variation within products, as a factor on its variance?

    Between products the rate is tied to the product by its nature, so only the variation within them counts.
    """
    exog, names = np.asarray(fitted.result.model.exog), fitted.result.model.exog_names
    place = names.index(fitted.model.regressor)
    own = exog[:, place]
    products = [position for position, name in enumerate(names) if name == "const" or name.startswith("product: ")]
    others = [position for position in range(len(names)) if position != place]
    within, left = (own - exog[:, on] @ np.linalg.lstsq(exog[:, on], own, rcond=None)[0] for on in (products, others))
    return float(np.sum(within**2) / np.sum(left**2))
