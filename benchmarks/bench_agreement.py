"""How long does it take to tell two coders' agreement, with 1,000 bootstrap draws over documents?

Run ``python benchmarks/bench_agreement.py [number of codings]``. Codings of two coders are drawn, a tenth of them differing;
printed are seconds of `helpers.documents.agreement.by_code` with 1,000 draws and with one (its own plain pass), their ratio,
and of the list of disagreements. The goal, reading included (see bench_codings.py), is under 60 seconds.
"""

from __future__ import annotations

import sys
import time

import numpy as np
import pandas as pd

from helpers.documents import agreement

GOAL_SECONDS = 60
DOCUMENTS, CODES = 1_000, 60


def draw(codings: int, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Draw codings of two coders, their segments, and the codes."""
    rng = np.random.default_rng(seed)
    half = codings // 2
    count = half // 2
    segments = pd.DataFrame({"segment_id": [f"s{number:06d}" for number in range(count)]})
    segments["document_id"] = [f"d{number:04d}" for number in rng.integers(0, DOCUMENTS, count)]
    codes = [f"code_{number:02d}" for number in range(CODES)]
    share = 1 / np.arange(2, CODES + 2)
    given = pd.DataFrame(
        {
            "segment_id": segments["segment_id"].to_numpy()[rng.integers(0, count, half)],
            "code": rng.choice(codes, half, p=share / share.sum()),
        }
    )
    other = given.copy()
    changed = rng.random(half) < 0.1
    other.loc[changed, "code"] = rng.choice(codes, changed.sum())
    both = pd.concat([given.assign(coder="coder_1"), other.assign(coder="coder_2")], ignore_index=True)
    return both.drop_duplicates(ignore_index=True), segments, codes


def _seconds(work: object, *arguments: object, **named: object) -> float:
    began = time.process_time()
    work(*arguments, **named)
    return time.process_time() - began


def main(codings: int) -> None:
    """Print the seconds, and fail where the goal is missed."""
    table, segments, codes = draw(codings)
    groups = {code: [code] for code in codes}
    plain = _seconds(agreement.by_code, table, segments, groups, draws=1)
    drawn = _seconds(agreement.by_code, table, segments, groups, draws=1_000)
    listed = _seconds(agreement.disagreements, table, segments)
    print(f"{len(table):,} codings, {len(segments):,} segments, {DOCUMENTS:,} documents, {CODES} codes")
    print(
        f"agreement with 1,000 draws {drawn:.1f} s, with one {plain:.1f} s: {drawn / plain:.1f} times; disagreements {listed:.1f} s"
    )
    if drawn + listed > GOAL_SECONDS:
        sys.exit(f"slower than {GOAL_SECONDS} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
