"""Is a survey of a million interviews read and cleaned fast enough, and does the time grow no faster than the rows?

``python benchmarks/bench_reading.py [number of rows]`` writes the demonstration survey again and again, with other times,
identifiers and amounts, to a temporary folder: once with a tenth of the rows, once with all. Each is read and cleaned in a
process of its own. Printed are seconds of reading and of cleaning, the highest memory, and how many times longer the larger
takes; it ends with an error where a limit is broken. Seconds are those of the processor.
"""

from __future__ import annotations

import csv
import dataclasses
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 1_000_000
MOST_SECONDS, MOST_GIGABYTES = 90.0, 6.0
#: The larger survey has ten times the rows; a little more than ten times the seconds is measuring, not growth.
TIMES, MOST_TIMES = 10, 12.0
NAME = "kab-semarang-2021"
AMOUNTS = ("rate_per_unit", "units_per_week", "last_pay", "cost_electricity")
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def write_survey(file: Path, rows: int) -> None:
    """Write the demonstration survey again and again, each time as interviews of other moments with other amounts."""
    from helpers import studies

    source = studies.load(NAME).survey.file
    with source.open(encoding="utf-8", newline="") as opened:
        header, *interviews = list(csv.reader(opened, delimiter=";"))
    place = {name: position for position, name in enumerate(header)}
    written = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(header)
        while written < rows:
            turn = written // len(interviews)
            for interview in interviews[: rows - written]:
                row = interview.copy()
                for name in ("start", "end"):
                    row[place[name]] = row[place[name]].replace(".000+", f".{turn:06d}+")
                for name in AMOUNTS:
                    if row[place[name]].isdigit():
                        row[place[name]] = str(int(row[place[name]]) + turn % 500)
                row[place["_uuid"]] = f"{written:08x}{row[place['_uuid']][8:]}"
                writer.writerow(row)
                written += 1


def clean_once(file: str) -> None:
    """Read and clean a survey in this process; print rows, seconds and gigabytes for the process that asked."""
    from helpers import studies, survey
    from helpers.survey import reading

    of_study = studies.load(NAME)
    of_study = dataclasses.replace(of_study, survey=dataclasses.replace(of_study.survey, file=Path(file)))
    form = studies.form(of_study)
    began = time.process_time()
    read = reading.read(of_study, form)
    to_read = time.process_time() - began
    rows = len(read.answers)
    del read
    began = time.process_time()
    done = survey.clean(of_study)
    both = time.process_time() - began
    if len(done.clean) + len(done.rejected) != rows:
        sys.exit("a row was lost")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(rows, to_read, both, peak, len(done.corrections))


def main(rows: int) -> list[str]:
    """Print a line per survey; return the limits that were broken."""
    print(f"{'rows':>12}{'read, s':>10}{'read and clean, s':>20}{'peak, GB':>10}{'corrections':>13}")
    seconds, broken = [], []
    with tempfile.TemporaryDirectory() as folder:
        for count in (rows // TIMES, rows):
            file = Path(folder) / "survey.csv"
            write_survey(file, count)
            command = [sys.executable, __file__, "--clean", str(file)]
            told = subprocess.run(
                command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **THREADS}
            ).stdout.split()
            found, to_read, both, peak, corrections = int(told[0]), *map(float, told[1:4]), int(told[4])
            print(f"{found:12,}{to_read:10.1f}{both:20.1f}{peak:10.1f}{corrections:13,}")
            seconds.append(both)
    print(f"{TIMES} times the rows take {seconds[1] / seconds[0]:.1f} times the seconds")
    if rows <= ROWS and both > MOST_SECONDS:
        broken.append(f"{rows:,} rows: {both:.1f} s, at most {MOST_SECONDS:.0f} s")
    if rows <= ROWS and peak > MOST_GIGABYTES:
        broken.append(f"{rows:,} rows: {peak:.1f} GB, at most {MOST_GIGABYTES:.0f} GB")
    if seconds[1] / seconds[0] > MOST_TIMES:
        broken.append(f"{TIMES} times the rows take {seconds[1] / seconds[0]:.1f} times the seconds")
    return broken


if __name__ == "__main__":
    if sys.argv[1:2] == ["--clean"]:
        clean_once(sys.argv[2])
    else:
        sys.exit("\n".join(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)) or None)
