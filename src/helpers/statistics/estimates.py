"""Design-based estimates: what the sample says of the listed home workers, and how surely.

Standard errors by Taylor linearisation for villages drawn within kecamatan, intervals from Student's t with (villages -
kecamatan) degrees of freedom of the domain, logit intervals for shares: the library `svy`, which agrees with R's
``survey``. Workers with a missing answer are outside the domain; the design stays whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import svy

COLUMNS = ["group", "estimate", "se", "low", "high", "df", "n"]
Kind = Literal["mean", "share", "total", "median"]


@dataclass(frozen=True)
class Design:
    """The columns of a table that hold the sample's design.

    Attributes
    ----------
    stratum, cluster, weight
        Column names; the same village name in two kecamatan is two villages.
    """

    stratum: str = "kecamatan"
    cluster: str = "desa"
    weight: str = "weight"


def estimate(table: pd.DataFrame, values: pd.Series, kind: Kind, design: Design, by: str | None = None) -> pd.DataFrame:
    """Estimate a mean, share, total or median for the population, overall or by group.

    Parameters
    ----------
    table
        One row per worker, with the columns of the design and of `by`.
    values
        What is estimated, on the index of `table`: numbers, or true and false for a share. Rows with a missing value
        are left out of the domain.
    kind
        ``mean``, ``share`` (of those for whom `values` is true), ``total`` or ``median``.
    design
        The sample's design.
    by
        A column to estimate by; rows where it is missing are left out.

    Returns
    -------
    pandas.DataFrame
        ``group`` (``""`` overall), ``estimate``, ``se``, ``low``, ``high`` (95 %), ``df``, ``n`` (workers in the
        domain). Where all or none hold, linearisation gives no interval: a share then has the exact one of Korn and
        Graubard (1998). A median's standard error follows from its interval (Woodruff 1952), one end of which can
        be open. Without a single degree of freedom there is no interval, and its bounds are missing.
    """
    domain = values.notna() if by is None else values.notna() & table[by].notna()
    if not domain.any():
        return pd.DataFrame(columns=COLUMNS)
    numbers = values.astype("float64")
    groups = None if by is None else table[by]
    sample = _sample(table, numbers, domain, design, groups)
    result = _svy_estimate(sample, kind, None if by is None else "group")
    result = result.rename(columns={"est": "estimate", "lci": "low", "uci": "high"})
    if by is None:
        result["group"] = ""
    unsure = ~(result["df"] >= 1)
    result.loc[unsure, ["se", "low", "high"]] = np.nan
    return result[COLUMNS].sort_values("group", kind="stable", ignore_index=True)


def _sample(
    table: pd.DataFrame, numbers: pd.Series, domain: pd.Series, design: Design, groups: pd.Series | None
) -> svy.Sample:
    import polars as pl  # here, because only estimating needs them and they take half a second
    import svy

    columns: dict[str, Any] = {
        "stratum": table[design.stratum].astype("str").to_list(),
        "cluster": (table[design.stratum].astype("str") + "/" + table[design.cluster].astype("str")).to_list(),
        "weight": table[design.weight].to_numpy(dtype="float64"),
        "value": numbers.where(domain, 0.0).to_numpy(),
        "domain": domain.to_numpy(dtype=bool),
    }
    if groups is not None:
        columns["group"] = groups.astype("str").where(domain, "").to_list()
    # A kecamatan with a single village is centred on the overall mean: cautious, and what R calls "adjust".
    plan = svy.Design(stratum="stratum", psu="cluster", wgt="weight", singleton="center")
    return svy.Sample(pl.DataFrame(columns), plan)


def _svy_estimate(sample: svy.Sample, kind: Kind, by: str | None) -> pd.DataFrame:
    import svy

    domain = {"by": by, "where": svy.col("domain")}
    estimation = sample.estimation
    if kind == "share":
        result = _plain(estimation.prop(y="value", ci_method="logit", **domain))
        result = _share_of_true(result, by)
        certain = result["est"].isin([0.0, 1.0])
        if certain.any():
            exact = _share_of_true(_plain(estimation.prop(y="value", ci_method="korn-graubard", **domain)), by)
            result.loc[certain, ["lci", "uci"]] = exact.loc[certain, ["lci", "uci"]]
        return result
    if kind == "median":
        return _plain(estimation.median(y="value", **domain))
    if kind == "total":
        return _plain(estimation.total(y="value", **domain))
    return _plain(estimation.mean(y="value", **domain))


def _plain(result: Any) -> pd.DataFrame:
    return pd.DataFrame(result.to_polars().to_dict(as_series=False))


def _share_of_true(result: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Keep one row a group, that of the value 1; where nobody has it, the row of the value 0 turned round."""
    level = result["value"].astype(float)
    turned = result[level == 0.0].copy()
    turned["est"], turned["lci"], turned["uci"] = 1 - turned["est"], 1 - turned["uci"], 1 - turned["lci"]
    both = pd.concat([result[level == 1.0], turned], ignore_index=True)
    if by is None:
        return both.head(1)
    return both.drop_duplicates(by).sort_values(by, kind="stable", ignore_index=True)
