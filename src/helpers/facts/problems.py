"""What is wrong with a table, cell by cell, and the one message that says all of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from helpers.files import paths
from helpers.language import Joined, Note, UserError


class Problem(NamedTuple):
    """A cell, or cells of one row, and what is wanted there; the header is row 1."""

    row: int
    columns: str
    value: str
    wanted: str


def with_wrong_cells(problems: list[Problem], found: pa.errors.SchemaErrors, cells: pd.DataFrame) -> list[Problem]:
    """Add what pandera found to the problems, each wrong cell once."""
    told = {(problem.row, problem.columns) for problem in problems}
    # Single cells come first: a rule over several that fails for a cell already told adds nothing.
    for error in sorted(found.schema_errors, key=lambda one: isinstance(one.schema, pa.DataFrameSchema)):
        for problem in _wrong_rows(error, cells):
            if told.isdisjoint((problem.row, column) for column in problem.columns.split(", ")):
                problems.append(problem)
        told |= {(problem.row, problem.columns) for problem in problems}
    return problems


def _wrong_rows(error: pa.errors.SchemaError, cells: pd.DataFrame) -> list[Problem]:
    """Turn one of pandera's findings into a problem for each row, with the text that stands in the file."""
    if isinstance(error.failure_cases, str):
        return []  # about the header, or a rule that cannot be looked at for want of a column: see `_header`
    if isinstance(error.schema, pa.DataFrameSchema):
        names, wanted = error.check.name, error.check.error
    else:
        names, wanted = error.schema.name, error.schema.description
    if error.reason_code == pa.errors.SchemaErrorReason.SERIES_CONTAINS_DUPLICATES:
        wanted = Note("{wanted}, which no other row has", wanted=wanted)
    shown = cells[names.split(", ")].fillna("")
    rows = error.failure_cases["index"].dropna().unique()
    return [Problem(row, names, ", ".join(shown.loc[row]), wanted) for row in rows]


def to_mend(file: Path, problems: list[Problem]) -> UserError:
    """Return the message about a CSV file of facts."""
    return UserError(
        "{file}: {count} to mend (row 1 is the header).\n{lines}\nMend them in the file, keep it CSV with commas in UTF-8, "
        "and run again; data/README.md says what each column holds.",
        **_listed(file, problems),
    )


def to_correct(file: Path, problems: list[Problem]) -> UserError:
    """Return the message about a table that a person may keep in any kind of file."""
    return UserError(
        "{file}: {count} to correct (row 1 is the header).\n{lines}\nCorrect them in the file and run again.",
        **_listed(file, problems),
    )


def _listed(file: Path, problems: list[Problem]) -> dict[str, Any]:
    """Return what fills the gaps of a message about a file: its name, and each problem once in its own line."""
    lines = [_line(problem) for problem in sorted(set(problems))]
    return {"file": paths.relative(file), "count": len(lines), "lines": Joined(lines, "\n")}


def _line(problem: Problem) -> Note:
    if not problem.value:
        return Note("- row {row}, {columns}: (blank) – wanted: {wanted}", **problem._asdict())
    return Note("- row {row}, {columns}: {value!r} – wanted: {wanted}", **problem._asdict())
