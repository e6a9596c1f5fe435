"""How long does it take to read a project of 200,000 codings, in every format?

Run ``python benchmarks/bench_codings.py [number of codings]``. For each format a project is written to a temporary
folder and read in a process of its own. Printed are the seconds of `helpers.codings.read`, the seconds of merely
parsing the file (XML to a tree and texts to strings, all rows of all tables, all cells), their ratio, the most memory
that reading took beyond the imports, and the seconds of `match_segments`. The goal is to read under 20 seconds.
"""

from __future__ import annotations

import csv
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import openpyxl

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import qda_files  # noqa: E402

GOAL_SECONDS = 20
DOCUMENTS, CODES = 100, 60
WORDS = (
    "upah",
    "borongan",
    "lusin",
    "–",
    "kodi",
    "🧵",
    "menjahit",
    "benang",
    "jarum",
    "setor",
    "majikan",
    "“rumahan”",
    "malam",
    "Ungaran",
    "é",
)


def large_project(codings: int) -> qda_files.Project:
    """Return a project of that many codings: two coders, 100 documents, 60 codes, one character in 70 astral."""
    dice = random.Random(1)
    texts = {}
    for number in range(DOCUMENTS):
        lines = (" ".join(dice.choices(WORDS, k=12)) for _ in range(600))
        texts[f"wawancara_{number:03}"] = "\n".join(lines)
    codes = [(f"kode_{number}", f"kode_{number % 6}" if number >= 6 else "") for number in range(CODES)]
    names = [name for name, parent in codes if parent]
    found: dict[tuple, None] = {}
    documents = list(texts)
    while len(found) < codings:
        document = dice.choice(documents)
        start = dice.randrange(len(texts[document]) - 400)
        end = start + dice.randrange(20, 400)
        for coder in ("coder_1", "coder_2"):
            found[document, start, end, coder, dice.choice(names)] = None
    return qda_files.Project(texts, codes, list(found)[:codings], {f"kode_{number}" for number in range(6)})


def _parse_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            _ = ElementTree.fromstring(content) if name.endswith(".qde") else content.decode("utf-8")


def _parse_database(path: Path) -> None:
    connection = sqlite3.connect(path / "data.qda" if path.is_dir() else path)
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        connection.execute(f'SELECT * FROM "{table}"').fetchall()
    connection.close()


def _parse_csv(path: Path) -> None:
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        with file.open(encoding="utf-8", newline="") as lines:
            list(csv.reader(lines))


def _parse_workbook(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    list(book.worksheets[0].iter_rows(values_only=True))
    book.close()


def _write_archive(project: qda_files.Project, path: Path) -> None:
    qda_files.write_qdpx(project, path, newline="\r\n", mark=True, line_break=2)


FORMATS: dict[str, tuple[str, Callable, Callable[[Path], None]]] = {
    "CSV folder": ("folder", qda_files.write_folder, _parse_csv),
    "REFI-QDA": ("project.qdpx", _write_archive, _parse_archive),
    "QualCoder": ("project.qda", qda_files.write_qualcoder, _parse_database),
    "Taguette": ("project.sqlite3", qda_files.write_taguette, _parse_database),
    "Taguette CSV": ("coder.csv", qda_files.write_taguette_export, _parse_csv),
    "Taguette XLSX": ("coder.xlsx", qda_files.write_taguette_export, _parse_workbook),
}


def _peak() -> float:
    """Return the most memory this process ever took, in megabytes (known on Linux)."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    found = [int(line.split()[1]) / 1_000 for line in lines if line.startswith("VmHWM")]
    return found[0] if found else float("nan")


def read_once(path: str) -> None:
    """Read the project in this process, and print rows, seconds and megabytes for the process that asked."""
    from helpers import codings

    before = _peak()
    began, worked = time.perf_counter(), time.process_time()
    found = codings.read(path)
    seconds, work = time.perf_counter() - began, time.process_time() - worked
    peak = _peak() - before
    began = time.perf_counter()
    codings.match_segments(found.codings)
    print(len(found.codings), seconds, work, peak, time.perf_counter() - began)


def main(codings: int) -> None:
    """Print a line per format."""
    project = large_project(codings)
    print(f"{codings:,} codings, {DOCUMENTS} documents, {sum(map(len, project.texts.values())):,} characters")
    print(f"{'':14}{'rows':>9}{'read, s':>9}{'CPU, s':>8}{'parse, s':>10}{'ratio':>7}{'peak, MB':>10}{'match, s':>10}")
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, write, parse) in FORMATS.items():
            path = Path(folder) / file
            write(project, path)
            began = time.perf_counter()
            parse(path)
            bare = time.perf_counter() - began
            command = [sys.executable, __file__, "--read", str(path)]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            rows, seconds, work, peak, match = int(told[0]), *map(float, told[1:])
            print(
                f"{name:14}{rows:9,}{seconds:9.1f}{work:8.1f}{bare:10.2f}{seconds / bare:7.1f}{peak:10.0f}{match:10.1f}"
            )
            if seconds > GOAL_SECONDS:
                slow.append(name)
    if slow:
        sys.exit(f"slower than {GOAL_SECONDS} s: {', '.join(slow)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read_once(sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
