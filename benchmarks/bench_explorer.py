"""How quickly does the explorer of notebook 00 answer? Every change is meant to take less than 200 ms on the reference study.

Run ``python benchmarks/bench_explorer.py``. A hundred choices are drawn; printed are the median and the slowest time of the
numbers and of the picture, and how many times the numbers take as long as one plain weighted mean of the same column.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np

from helpers import studies, survey
from helpers.start import controls, explorer, explorer_chart

GOAL_SECONDS = 0.2
CHOICES = 100


def main() -> None:
    """Print the times, and fail where more than one in twenty misses the goal."""
    study = studies.load("kab-semarang-2021")
    workers = survey.cleaned(study)
    rng = np.random.default_rng(1)
    products, districts = ["", *workers["product"].unique()], ["", *workers["kecamatan"].unique()]
    looks, whole, plain = [], [], []
    explorer.look(workers, explorer.Choice(year=study.year), study, "en")
    controls.keep_what_is_there()
    for _number in range(CHOICES):
        choice = explorer.Choice(
            product=str(rng.choice(products)),
            kecamatan=str(rng.choice(districts)),
            monthly=bool(rng.random() < 0.5),
            year=int(rng.integers(2014, 2027)),
        )
        began = time.perf_counter()
        view = explorer.look(workers, choice, study, "en")
        looks.append(time.perf_counter() - began)
        explorer_chart.distribution(view, choice, study, "en")
        whole.append(time.perf_counter() - began)
        began = time.perf_counter()
        np.average(workers["monthly_gross"].fillna(0), weights=workers["weight"])
        plain.append(time.perf_counter() - began)
    middle = statistics.median(whole)
    numbers = statistics.median(looks)
    slowest = max(whole) * 1000
    print(f"a change takes {middle * 1000:.0f} ms (slowest {slowest:.0f}), of it numbers {numbers * 1000:.0f} ms")
    print(f"the numbers take {numbers / statistics.median(plain):.0f} times a plain weighted mean")
    if statistics.quantiles(whole, n=20)[-1] > GOAL_SECONDS:
        sys.exit(f"slower than {GOAL_SECONDS * 1000:.0f} ms")


if __name__ == "__main__":
    main()
