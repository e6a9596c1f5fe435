"""Which codes stand together more often than by chance? Pairs in the same segment, against a null that shuffles.

Codes that are common meet often, and segments with many codes make many pairs. The null keeps both: it shuffles who has
which code while every code keeps its number of segments and every segment its number of codes. Two segments at a time
trade the codes that only one of them has (curveball trades: Strona et al. 2014; that every table with these sums is then
reached equally often: Carstens 2015, and for all pairs trading at once Carstens, Berger and Strona 2018).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

DRAWS, SEED = 10_000, 1
#: False discovery rate (Benjamini and Hochberg 1995) among all pairs that are tested, those that never meet included.
RATE = 0.05
#: Pairs of codes that stand in fewer segments are not tested: little could be found, and it would be unstable.
FEWEST_SEGMENTS = 5
#: A pair that is found in fewer documents is one source's way of writing.
FEWEST_DOCUMENTS = 2
#: Rounds of trades before the first shuffled table, and between two: each round touches every segment once.
WARM_UP, BETWEEN = 50, 3


def pairs(coded: pd.DataFrame, codes: list[str], draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """How often do two codes stand in the same segment, and how often would they by chance?

    Parameters
    ----------
    coded
        ``segment_id``, ``document_id``, ``code``.
    codes
        The codes, in order.
    draws, seed
        Shuffled tables.

    Returns
    -------
    pandas.DataFrame
        One row per pair that occurs: ``first``, ``second`` (in the order of `codes`), ``segments`` (with both), ``documents``,
        ``expected`` (mean of the shuffled tables), ``ratio``, ``tested`` (both codes in at least `FEWEST_SEGMENTS` segments),
        ``p`` (one-sided: shuffled tables with as many or more, the observed one counted in), ``p_adjusted``
        (Benjamini–Hochberg; missing where not tested), ``beyond_chance`` (adjusted below `RATE`, and in at least
        `FEWEST_DOCUMENTS` documents); most segments first.

    Notes
    -----
    Segments of one document are shuffled as if they were independent. A cautious reader looks at ``documents``.
    """
    used = coded[coded["code"].isin(codes)].drop_duplicates(["segment_id", "code"])
    segment, names = pd.factorize(used["segment_id"], sort=True)
    place = used["code"].map({code: position for position, code in enumerate(codes)}).to_numpy(dtype=int)
    table = np.zeros((len(names), len(codes)), dtype=bool)
    table[segment, place] = True
    observed = _together(table)
    as_many, total = np.zeros_like(observed), np.zeros_like(observed)
    for shuffled in _shuffled(table, draws, np.random.default_rng(seed)):
        counts = _together(shuffled)
        as_many += counts >= observed
        total += counts
    first, second = np.nonzero(np.triu(observed, 1))
    out = pd.DataFrame({"first": [codes[one] for one in first], "second": [codes[two] for two in second]})
    out["segments"] = observed[first, second]
    out["documents"] = _documents(used, table, names, first, second)
    out["expected"] = total[first, second] / draws
    out["ratio"] = out["segments"] / out["expected"].where(out["expected"] > 0)
    out["p"] = (1 + as_many[first, second]) / (1 + draws)
    common = table.sum(axis=0) >= FEWEST_SEGMENTS
    out["tested"] = common[first] & common[second]
    # Pairs that never meet are tests, too, with p = 1: else the choice of tests would follow the result.
    tests = int(common.sum()) * (int(common.sum()) - 1) // 2
    found = out.loc[out["tested"], "p"].to_numpy()
    adjusted = false_discovery_control(np.concatenate([found, np.ones(tests - len(found))])) if tests else found
    out["p_adjusted"] = np.nan
    out.loc[out["tested"], "p_adjusted"] = adjusted[: len(found)]
    out["beyond_chance"] = (out["p_adjusted"] < RATE) & (out["documents"] >= FEWEST_DOCUMENTS)
    return out.sort_values(
        ["segments", "ratio", "first", "second"], ascending=[False, False, True, True], ignore_index=True
    )


def _together(table: np.ndarray) -> np.ndarray:
    numbers = table.astype(np.float32)  # counts stay exact up to millions, and products of floats are fast
    return (numbers.T @ numbers).astype(np.int64)


def _documents(
    used: pd.DataFrame, table: np.ndarray, names: pd.Index, first: np.ndarray, second: np.ndarray
) -> np.ndarray:
    document = used.drop_duplicates("segment_id").set_index("segment_id")["document_id"].reindex(names).to_numpy()
    return np.array(
        [len(set(document[table[:, one] & table[:, two]])) for one, two in zip(first, second, strict=True)], dtype=int
    )


def _shuffled(table: np.ndarray, draws: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Give tables with the same sums as `table`, each some rounds of trades after the last."""
    current = table.copy()
    for _round in range(WARM_UP):
        current = trade(current, rng)
    for _draw in range(draws):
        for _round in range(BETWEEN):
            current = trade(current, rng)
        yield current


def trade(table: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Pair all segments at random, and let each pair deal out anew the codes that only one of the two has.

    Returns
    -------
    numpy.ndarray of bool
        Segments by codes, with the row and column sums of `table`.
    """
    order = rng.permutation(len(table))
    half = len(order) // 2
    left, right = order[:half], order[half : 2 * half]
    one, other = table[left], table[right]
    loose = one ^ other
    keep = (one & ~other).sum(axis=1)
    # Loose codes in random order: those up to the `keep`-th smallest key go to the left one.
    key = np.where(loose, rng.random(loose.shape), 2.0)
    bound = np.take_along_axis(np.sort(key, axis=1), np.maximum(keep - 1, 0)[:, None], axis=1)
    to_left = loose & (key <= bound) & (keep > 0)[:, None]
    out = table.copy()
    out[left] = (one & other) | to_left
    out[right] = (one & other) | (loose & ~to_left)
    return out
