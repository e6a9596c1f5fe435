"""Hours before any model: by product, and against the piece rate within products."""

from __future__ import annotations

import numpy as np
import pandas as pd


def binned_scatter(sample: pd.DataFrame, bins: int = 20) -> pd.DataFrame:
    """Show log hours against the log piece rate within product, averaged over equal groups of workers.

    Parameters
    ----------
    sample
        Of `sample_of`.
    bins
        How many groups, by their rate relative to their product's mean.

    Returns
    -------
    pandas.DataFrame
        ``rate`` and ``hours`` (means of the logs, less their product's mean plus that of all), ``n``.
    """
    within = {
        name: sample[name] - sample.groupby("product")[name].transform("mean") + sample[name].mean()
        for name in ("log_rate", "log_hours")
    }
    place = pd.qcut(within["log_rate"].rank(method="first"), min(bins, len(sample)), labels=False)
    table = pd.DataFrame({"rate": within["log_rate"], "hours": within["log_hours"], "n": 1})
    return table.groupby(place).agg({"rate": "mean", "hours": "mean", "n": "sum"}).reset_index(drop=True)


def hours_by_product(sample: pd.DataFrame) -> pd.DataFrame:
    """Describe weekly hours by product, usual and in the peak season (weighted quartiles).

    Returns
    -------
    pandas.DataFrame
        ``product``, ``season`` (``usual`` or ``peak``), ``q25``, ``median``, ``q75``, ``n``.
    """
    rows = []
    for season, column in (("usual", "hours_per_week"), ("peak", "peak_hours_per_week")):
        for product, part in sample[sample[column].notna()].groupby("product", sort=True):
            quarters = [weighted_quantile(part[column], part["weight"], share) for share in (0.25, 0.5, 0.75)]
            rows.append([product, season, *quarters, len(part)])
    return pd.DataFrame(rows, columns=["product", "season", "q25", "median", "q75", "n"])


def weighted_quantile(values: pd.Series, weights: pd.Series, share: float) -> float:
    """Return the lowest value that at least `share` of the weight does not exceed."""
    order = np.argsort(values.to_numpy(), kind="stable")
    reached = np.cumsum(weights.to_numpy()[order]) / weights.sum()
    return float(values.to_numpy()[order][np.searchsorted(reached, share - 1e-12)])
