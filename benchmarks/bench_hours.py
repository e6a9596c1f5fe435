"""Is the main model fast enough for a million workers, and notebook 03 for the reference study?

``python benchmarks/bench_hours.py`` prints seconds, the highest memory and how much longer than plain least squares the
main model with CR2 takes, and ends with an error where a limit is broken. It runs on Linux, with one thread: on small
matrices several threads win nothing, and lose much where they share the processors with other work. Who sets
OPENBLAS_NUM_THREADS gets what was set. Seconds are those of the processor: with one thread and nothing else running they
are those of the clock.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm

from helpers import hours, studies, survey
from helpers.hours import diagnostics, earnings, robustness
from helpers.statistics import clusters

ROWS, VILLAGES, DISTRICTS = 1_000_000, 600, 20
ELASTICITY = -0.2
MOST_SECONDS, MOST_GIGABYTES, MOST_SECONDS_STUDY = 30.0, 6.0, 5.0
SEED = 2021
THREADS = "OPENBLAS_NUM_THREADS"


def invent(rows: int, villages: int, rng: np.random.Generator) -> pd.DataFrame:
    """Draw the columns of a cleaned survey that the main model needs; villages are uneven, as they are in the field."""
    share = rng.dirichlet(np.full(villages, 4.0))
    village = rng.choice(villages, rows, p=share)
    district = village % DISTRICTS
    product = rng.integers(0, 8, rows)
    log_rate = rng.normal(0, 0.15, villages)[village] + rng.normal(0, 0.3, rows)
    age = np.clip(np.round(rng.normal(42, 10.5, rows)), 17, 74)
    children = np.minimum(rng.poisson(0.4, rows), 4)
    member = rng.random(rows) < rng.uniform(0, 0.4, villages)[village]
    log_hours = (
        ELASTICITY * log_rate
        + rng.normal(0, 0.12, villages)[village]
        - 0.1 * children
        - 0.004 * (age - 42)
        + 0.05 * member
        + rng.normal(0, 0.3, rows)
    )
    return pd.DataFrame(
        {
            "kecamatan": _names("kecamatan", DISTRICTS)[district],
            "desa": _names("desa", villages)[village],
            "product": _names("product", 8)[product],
            "hours_per_week": 36 * np.exp(log_hours),
            "rate_per_piece": rng.uniform(80, 9000, 8)[product] * np.exp(log_rate),
            "hourly_gross": 5000 * np.exp(log_rate),
            "age": age,
            "education": np.array(["none", "sd", "smp", "sma", "higher"])[rng.integers(0, 5, rows)],
            "children_under_six": children.astype(float),
            "household_size": 2.0 + children + rng.poisson(1.6, rows),
            "years_home_work": np.round(rng.gamma(2, 4, rows) * 2) / 2,
            "work_giver": np.array(["factory", "intermediary", "micro_enterprise", "unknown"])[
                rng.integers(0, 4, rows)
            ],
            "group_member": np.where(member, "yes", "no"),
            "weight": rng.uniform(5, 50, rows),
        }
    )


def _names(of: str, count: int) -> np.ndarray:
    return np.array([f"{of}_{number}" for number in range(count)])


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor's seconds that a call took, and what it returned."""
    start = time.process_time()
    found = call()
    return time.process_time() - start, found


def gigabytes() -> float:
    """Return the highest memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def bench_million() -> list[str]:
    """Time the main model with CR2 on a million rows; return the limits that were broken."""
    workers = invent(ROWS, VILLAGES, np.random.default_rng(SEED))
    before = gigabytes()
    print(f"{ROWS:,} workers in {VILLAGES} villages ({before:.1f} GB with the data, {os.environ[THREADS]} thread)")
    to_sample, (sample, _counts) = timed(lambda: hours.sample_of(workers))
    to_fit, fitted = timed(lambda: hours.fit(sample))
    name = fitted.model.regressor
    to_cr2, table = timed(lambda: clusters.cr2(fitted.result, fitted.clusters, [name]))
    total, peak = to_sample + to_fit + to_cr2, gigabytes()
    plain, _result = timed(lambda: sm.OLS(fitted.result.model.endog, fitted.result.model.exog).fit())
    for step, seconds in (("sample", to_sample), ("fit", to_fit), ("CR2", to_cr2), ("together", total)):
        print(f"  {step:<22}{seconds:7.1f} s")
    print(
        f"  {'plain least squares':<22}{plain:7.1f} s; the main model with CR2 takes {total / plain:.1f} times as long"
    )
    print(f"  {'highest memory':<22}{peak:7.1f} GB")
    row = table.loc[name]
    print(f"  elasticity {row['coefficient']:.4f} [{row['low']:.4f}, {row['high']:.4f}], df {row['df']:.0f}")
    broken = []
    if total > MOST_SECONDS:
        broken.append(f"a million rows: {total:.1f} s, at most {MOST_SECONDS:.0f} s")
    if peak > MOST_GIGABYTES:
        broken.append(f"a million rows: {peak:.1f} GB, at most {MOST_GIGABYTES:.0f} GB")
    if abs(row["coefficient"] - ELASTICITY) > 4 * row["se"]:
        broken.append(f"a million rows: {row['coefficient']:.4f} is far from the true elasticity, {ELASTICITY}")
    return broken


def bench_study() -> list[str]:
    """Time every model of notebook 03 on the reference study; return the limits that were broken."""
    sample, _counts = hours.sample_of(survey.clean(studies.load("kab-semarang-2021")).clean)
    print(f"Reference study, {len(sample)} workers")
    calls: dict[str, Callable[[], Any]] = {
        "main table": lambda: hours.main_table(sample),
        "main table, weighted": lambda: hours.main_table(sample, weighted=True),
        "side by side": lambda: earnings.estimates_side_by_side(sample),
        "recall simulation": lambda: earnings.recall_simulation(sample, ELASTICITY, SEED),
        "alternatives": lambda: robustness.alternatives(sample),
        "quantile regressions": lambda: robustness.quantile_regressions(sample),
        "interactions": lambda: robustness.interactions(sample),
        "specification curve": lambda: robustness.specification_curve(sample),
        "diagnostics": lambda: diagnostics.tests(hours.fit(sample)),
    }
    total = 0.0
    for name, call in calls.items():
        seconds, _found = timed(call)
        total += seconds
        print(f"  {name:<22}{seconds:7.2f} s")
    print(f"  {'together':<22}{total:7.2f} s")
    return (
        [] if total <= MOST_SECONDS_STUDY else [f"reference study: {total:.1f} s, at most {MOST_SECONDS_STUDY:.0f} s"]
    )


if __name__ == "__main__":
    if THREADS not in os.environ:
        # It is read when numpy is imported, which has happened already: begin again.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, THREADS: "1"})
    # The study first: the memory of a million rows would be counted as its own.
    sys.exit("\n".join(bench_study() + bench_million()) or None)
