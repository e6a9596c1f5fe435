"""How long does it take to put two hundred studies into one table?

Run ``python benchmarks/bench_comparison.py [number of studies]``. The smaller demonstration study is copied so many times;
printed are processor seconds per study the first time (cleaning and estimates), the second time (nothing has changed), and
their ratio. Time may grow no faster than the studies: the last half may not cost more than the first by half.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from helpers.files import paths
from helpers.regencies import comparison

STUDY = "kab-demak-2024"


def _seconds() -> float:
    began = time.process_time()
    comparison.side_by_side()
    return time.process_time() - began


def main(count: int) -> None:
    """Print the seconds, and fail where time grows faster than the studies."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for part in ("reference", "questionnaire"):
            shutil.copytree(paths.data() / part, data / part)
        source = paths.studies() / STUDY
        os.environ[paths.ROOT_VARIABLE] = folder
        for number in range(count // 2):
            shutil.copytree(source, data / "studies" / f"study-{number:03d}")
        first = _seconds()
        for number in range(count // 2, count):
            shutil.copytree(source, data / "studies" / f"study-{number:03d}")
        second = _seconds()
        again = _seconds()
    print(
        f"{count} studies: {(first + second) / count:.2f} s each the first time, {again / count:.3f} s each when nothing changed"
    )
    print(f"ratio {(first + second) / again:.0f}; second half {second / first:.2f} times the first")
    if second > 1.5 * first:
        sys.exit("time grows faster than the studies")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
