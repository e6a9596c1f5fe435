"""Does the interval hold what it promises? Coverage of the true elasticity in thousands of invented surveys.

``python -m helpers.hours.simulation`` (``make simulate``) draws demonstration surveys from the process whose elasticity is known,
fits the main model of notebook 03 to each, and counts how often each kind of 95 % interval covers the truth: CR2 with
Satterthwaite's degrees of freedom, CR1 with t(G-1), CR1 with the normal distribution, and ordinary least squares.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa
from scipy import stats

from helpers import files
from helpers.demonstration import process
from helpers.demonstration import workers as demonstration_workers
from helpers.facts import checked
from helpers.files import paths
from helpers.hours import model
from helpers.hours.sample import sample_of
from helpers.language import Note
from helpers.statistics import clusters
from helpers.statistics.conventions import CONFIDENCE
from helpers.survey.derive import derive, design_weights

SURVEYS, SEED = 2000, 20260101
#: Kecamatan with four villages each: the whole sample, and the two that a small study could afford.
DESIGNS = {28: 7, 8: 2}
METHODS = ("cr2", "cr1_t", "cr1_normal", "ols")
_NORMAL = stats.norm.ppf(0.5 + CONFIDENCE / 2)


def draw_survey(seed: int, districts: int, parameters: process.Process = process.Process()) -> pd.DataFrame:
    """Draw one survey without errors of the field, with the derived variables of the analysis.

    Parameters
    ----------
    seed
        The same seed gives the same survey.
    districts
        How many kecamatan, with four villages each.
    parameters
        The true parameters.
    """
    rng = np.random.default_rng([SEED, seed, districts])
    places = process.draw_places(rng).query(
        "kecamatan in @chosen", local_dict={"chosen": list(process.DISTRICTS)[:districts]}
    )
    places = places.reset_index(drop=True)
    answers = demonstration_workers.draw_workers(places, rng, parameters).assign(start="", end="")
    workers = derive(answers)
    return workers.assign(outlier=False, weight=design_weights(workers, places))


def intervals(seed: int, districts: int) -> dict[str, float]:
    """Fit the main model to one survey.

    Returns
    -------
    dict
        ``villages``, ``coefficient``, ``df`` (Satterthwaite), and for each of `METHODS` ``low_…`` and ``high_…``.
    """
    sample, _counts = sample_of(draw_survey(seed, districts))
    fitted = model.fit(sample)
    name = fitted.model.regressor
    cr2 = clusters.cluster_table(fitted.result, fitted.clusters, "CR2", [name]).loc[name]
    cr1 = clusters.cluster_table(fitted.result, fitted.clusters, "CR1", [name]).loc[name]
    b, plain = fitted.coefficient, fitted.result.conf_int(1 - CONFIDENCE).loc[name]
    return {
        "villages": fitted.clusters.nunique(),
        "coefficient": b,
        "df": cr2["df"],
        "low_cr2": cr2["low"],
        "high_cr2": cr2["high"],
        "low_cr1_t": cr1["low"],
        "high_cr1_t": cr1["high"],
        "low_cr1_normal": b - _NORMAL * cr1["se"],
        "high_cr1_normal": b + _NORMAL * cr1["se"],
        "low_ols": plain.iloc[0],
        "high_ols": plain.iloc[1],
    }


def coverage(surveys: int = SURVEYS, designs: dict[int, int] | None = None, jobs: int = 1) -> pd.DataFrame:
    """Count how often each interval covers the true elasticity.

    Parameters
    ----------
    surveys
        How many surveys for each design.
    designs
        Villages → kecamatan; `DESIGNS` where not given.
    jobs
        Processes.

    Returns
    -------
    pandas.DataFrame
        ``villages``, ``method``, ``coverage``, ``low``, ``high`` (95 % interval of the coverage, Wilson), ``width`` (median
        of the intervals), ``mean_estimate``, ``truth``, ``mean_df``, ``surveys``.
    """
    truth = process.Process().elasticity
    rows = []
    for villages, districts in (DESIGNS if designs is None else designs).items():
        one = partial(intervals, districts=districts)
        if jobs > 1:
            with ProcessPoolExecutor(jobs) as pool:
                found = pd.DataFrame(pool.map(one, range(surveys), chunksize=25))
        else:
            found = pd.DataFrame([one(seed) for seed in range(surveys)])
        for method in METHODS:
            covered = (found[f"low_{method}"] <= truth) & (truth <= found[f"high_{method}"])
            low, high = _wilson(float(covered.mean()), surveys)
            width = float((found[f"high_{method}"] - found[f"low_{method}"]).median())
            rows.append(
                [
                    villages,
                    method,
                    float(covered.mean()),
                    low,
                    high,
                    width,
                    float(found["coefficient"].mean()),
                    truth,
                    float(found["df"].mean()),
                    surveys,
                ]
            )
    columns = ["villages", "method", "coverage", "low", "high", "width", "mean_estimate", "truth", "mean_df", "surveys"]
    return pd.DataFrame(rows, columns=columns)


def _wilson(share: float, n: int) -> tuple[float, float]:
    middle = (share + _NORMAL**2 / (2 * n)) / (1 + _NORMAL**2 / n)
    reach = _NORMAL / (1 + _NORMAL**2 / n) * np.sqrt(share * (1 - share) / n + _NORMAL**2 / (4 * n**2))
    return middle - reach, middle + reach


def result_file() -> Path:
    """Return where the committed result of the simulation stands."""
    return paths.data() / "simulation" / "coverage.csv"


def committed() -> pd.DataFrame:
    """Read the committed result of the simulation; columns as of `coverage`.

    Raises
    ------
    UserError
        Naming every cell that is not what its column holds.
    """
    return checked.read_table(result_file(), coverage_schema)


def coverage_schema() -> pa.DataFrameSchema:
    """Return the schema of the coverage of intervals, as simulated."""
    return pa.DataFrameSchema(
        {
            "villages": checked.whole(2, 1000),
            "method": checked.choice(METHODS),
            **{name: checked.amount(Note("a share"), 0, 1) for name in ("coverage", "low", "high")},
            "width": checked.amount(Note("a width of the elasticity"), 0, 10),
            **{name: checked.amount(Note("an elasticity"), -10, 10) for name in ("mean_estimate", "truth")},
            "mean_df": checked.amount(Note("degrees of freedom"), 0, 1_000_000),
            "surveys": checked.whole(1, 1_000_000),
        },
        checked.once("villages", "method"),
    )


def main() -> int:
    """Run the simulation, keep its result, and print it."""
    result = coverage(jobs=2)
    files.write_csv(result_file(), result.round(6))
    print(result.round(3).to_string(index=False))
    print(f"Kept in {paths.relative(result_file())}; make notebooks and make run bring it into the figures.")
    return 0
