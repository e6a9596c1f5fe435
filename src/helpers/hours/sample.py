"""Which workers do the regressions of notebook 03 describe? Those whose hours and posted rate are known."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.exhibits.declared import declare
from helpers.language import TooFewAnswers
from helpers.survey.derive import HOURS

#: Without these answers there is no notebook 03 at all.
declare("03_hours_on_piece_rates", needs=("rate_per_unit", "rate_unit", *HOURS))

FEWEST_CLUSTERS, FEWEST_WORKERS = 5, 30
#: The column of the sample with the kecamatan and village of each worker.
CLUSTER = "cluster"


def sample_of(workers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Choose the workers whose hours and posted rate are known, and add the variables of the models.

    Parameters
    ----------
    workers
        The cleaned survey.

    Returns
    -------
    sample : pandas.DataFrame
        With ``log_hours``, ``log_rate`` (rupiah for one piece), ``log_earnings`` (gross rupiah an hour), ``age_squared``
        and ``cluster`` (kecamatan and village).
    counts : pandas.DataFrame
        ``step`` and ``workers``: how many are left after each condition.

    Raises
    ------
    TooFewAnswers
        With fewer than `FEWEST_CLUSTERS` villages or `FEWEST_WORKERS` workers nothing is estimated: a number from so few
        could not be trusted.
    """
    known = workers.copy()
    counts = [("workers", len(known))]
    for step, column in (
        ("hours_known", "hours_per_week"),
        ("rate_known", "rate_per_piece"),
        ("product_known", "product"),
    ):
        known = known[known[column].notna() & (known[column] != 0)]
        counts.append((step, len(known)))
    known[CLUSTER] = known["kecamatan"].astype("str") + "/" + known["desa"].astype("str")
    villages = known[CLUSTER].nunique()
    if villages < FEWEST_CLUSTERS or len(known) < FEWEST_WORKERS:
        raise TooFewAnswers(
            "hours: {workers} workers in {villages} villages have both hours and a piece rate. At least {least_workers} "
            "workers in {least_villages} villages are needed for a standard error that means anything. Look at notebook 01 "
            "for what is missing, or describe these few in words.",
            workers=len(known),
            villages=villages,
            least_workers=FEWEST_WORKERS,
            least_villages=FEWEST_CLUSTERS,
        )
    known["log_hours"] = np.log(known["hours_per_week"])
    known["log_rate"] = np.log(known["rate_per_piece"])
    known["log_earnings"] = np.log(known["hourly_gross"].where(known["hourly_gross"] > 0))
    known["age_squared"] = known["age"] ** 2 / 100
    return known, pd.DataFrame(counts, columns=["step", "workers"])
