"""Coefficients of agreement between coders by their definitions: kappa, alpha, AC1; the tests hold the fast ones to them."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

Level = Literal["nominal", "ordinal", "interval", "ratio"]


def cohen_kappa(table: np.ndarray) -> float:
    """Return Cohen's kappa of two coders.

    Parameters
    ----------
    table
        Square table of counts: rows are the first coder's categories, columns the second's.

    Returns
    -------
    float
        ``(p_o - p_e) / (1 - p_e)``; NaN where chance alone would agree always.
    """
    shares = np.asarray(table, dtype=float) / np.sum(table)
    observed = np.trace(shares)
    expected = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")


def gwet_ac1(table: np.ndarray) -> float:
    """Return Gwet's AC1 of two coders, which the paradox of prevalence does not touch.

    The chance agreement is ``sum p_k (1 - p_k) / (q - 1)`` with ``p_k`` the mean share of category k among q.
    """
    shares = np.asarray(table, dtype=float) / np.sum(table)
    mean = (shares.sum(axis=1) + shares.sum(axis=0)) / 2
    expected = float(np.sum(mean * (1 - mean)) / (len(mean) - 1))
    return float((np.trace(shares) - expected) / (1 - expected))


def fleiss_kappa(counts: np.ndarray) -> float:
    """Return Fleiss' kappa (1971).

    Parameters
    ----------
    counts
        Units by categories: how many coders chose each category; every unit has the same number of coders.
    """
    counts = np.asarray(counts, dtype=float)
    coders = counts[0].sum()
    if not np.allclose(counts.sum(axis=1), coders):
        raise ValueError("every unit needs the same number of coders.")
    shares = counts.sum(axis=0) / counts.sum()
    observed = np.mean((np.sum(counts**2, axis=1) - coders) / (coders * (coders - 1)))
    expected = np.sum(shares**2)
    return float((observed - expected) / (1 - expected))


def krippendorff_alpha(ratings: np.ndarray, level: Level = "nominal") -> float:
    """Return Krippendorff's alpha.

    Parameters
    ----------
    ratings
        Coders by units; NaN (or None) where a coder did not judge a unit. Texts are allowed for ``nominal``.
    level
        How far two values are apart: ``nominal`` (same or not), ``ordinal`` (ranks between), ``interval``, ``ratio``.

    Returns
    -------
    float
        ``1 - D_o / D_e`` over all pairs of values within units that at least two coders judged; NaN where all values
        are the same.
    """
    values = pd.DataFrame(ratings)
    used = values.loc[:, values.notna().sum() >= 2]
    flat = used.to_numpy(dtype=object).ravel()
    categories = sorted({value for value in flat if not pd.isna(value)})
    place = {value: position for position, value in enumerate(categories)}
    coincidences = np.zeros((len(categories), len(categories)))
    for _unit, column in used.items():
        counts = np.bincount([place[value] for value in column.dropna()], minlength=len(categories)).astype(float)
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (counts.sum() - 1)
    totals = coincidences.sum(axis=0)
    distances = _distances(categories, totals, level)
    n = totals.sum()
    expected = np.sum(np.outer(totals, totals) * distances)
    if expected == 0:
        return float("nan")
    return float(1 - (n - 1) * np.sum(coincidences * distances) / expected)


def _distances(categories: list, totals: np.ndarray, level: Level) -> np.ndarray:
    count = len(categories)
    if level == "nominal":
        return 1.0 - np.eye(count)
    if level == "ordinal":
        # All values from one category to the other, the two at the ends by half.
        upto = np.cumsum(totals)
        middle = upto - totals / 2
        return (middle[:, None] - middle[None, :]) ** 2
    numbers = np.array(categories, dtype=float)
    difference = (numbers[:, None] - numbers[None, :]) ** 2
    if level == "interval":
        return difference
    sums = (numbers[:, None] + numbers[None, :]) ** 2
    return np.divide(difference, sums, out=np.zeros_like(difference), where=sums > 0)
