"""Would more documents have brought new codes? The saturation curve, over all orders of reading.

The documents lie in no natural order, so that the curve of one order is chance. The mean over all orders is known exactly:
after n of N documents a code that stands in k of them has been met with probability ``1 - C(N - k, n) / C(N, n)`` (the
rarefaction curve of ecology; Hurlbert 1971, Gotelli and Colwell 2001). The band comes from shuffled orders.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import hypergeom

DRAWS, SEED = 1000, 1
BAND = (0.025, 0.975)


def curve(
    coded: pd.DataFrame, documents: pd.Series, times: int = 1, draws: int = DRAWS, seed: int = SEED
) -> pd.DataFrame:
    """How many codes have been met after n documents?

    Parameters
    ----------
    coded
        ``document_id``, ``code``.
    documents
        Identifiers of all documents, those without a code among them.
    times
        In how many documents a code has to have stood to count as met: one sighting can be a slip, three hardly.
    draws, seed
        Shuffled orders for the band.

    Returns
    -------
    pandas.DataFrame
        ``documents`` (0 … N), ``codes`` (expected number met), ``low`` and ``high`` (95 % of the orders), ``new`` (expected
        number of codes that the n-th document brings).
    """
    names = pd.Index(documents.unique())
    pairs = coded[["document_id", "code"]].drop_duplicates()
    pairs = pairs[pairs["document_id"].isin(names)]
    total, codes = len(names), pairs["code"].nunique()
    sizes = pairs.groupby("code").size().to_numpy()
    steps = np.arange(total + 1)
    expected = (
        hypergeom.sf(times - 1, total, sizes[None, :], steps[:, None]).sum(axis=1) if codes else np.zeros(total + 1)
    )
    holds = np.zeros((total, codes), dtype=np.int32)
    holds[names.get_indexer(pairs["document_id"]), pd.factorize(pairs["code"], sort=True)[0]] = 1
    rng = np.random.default_rng(seed)
    met = np.zeros((draws, total + 1))
    for draw in range(draws):
        met[draw, 1:] = (holds[rng.permutation(total)].cumsum(axis=0) >= times).sum(axis=1)
    low, high = np.quantile(met, BAND, axis=0)
    new = np.diff(expected, prepend=0.0)
    return pd.DataFrame({"documents": steps, "codes": expected, "low": low, "high": high, "new": new})


def documents_until(curve_rows: pd.DataFrame, share: float = 0.9) -> int:
    """After how many documents is a share of all codes met, on average over the orders?"""
    wanted = share * curve_rows["codes"].iloc[-1]
    return int(curve_rows.loc[curve_rows["codes"] >= wanted - 1e-9, "documents"].iloc[0])
