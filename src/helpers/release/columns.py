"""What the description of a table says of its columns: header, links to other tables, limits."""

from __future__ import annotations

import csv
from typing import Any

import pandera.pandas as pa

from helpers.release.data_files import DataFile


def header(one: DataFile) -> list[str]:
    """Return the column names of a shipped file."""
    with one.file.open(encoding="utf-8", newline="") as opened:
        return next(csv.reader(opened, delimiter=delimiter(one)))


def delimiter(one: DataFile) -> str:
    """Return the separator of a shipped file: a comma or a semicolon."""
    with one.file.open(encoding="utf-8") as opened:
        return max(",;", key=opened.readline().count)


def link(name: str, column: str, other: str, key: str) -> dict[str, Any]:
    """Return the foreign key from a column of one table to the key of another."""
    # A reference to a row of the same file names no resource.
    to = {"fields": [key]} if other == name else {"resource": other, "fields": [key]}
    return {"fields": [column], "reference": to}


def constraint(check: pa.Check) -> dict[str, Any]:
    """Return what a check of the schema says in the words of the Data Package standard."""
    stated = check.statistics
    if "allowed_values" in stated:
        return {"enum": list(stated["allowed_values"])}
    if "min_value" in stated:
        return {"minimum": stated["min_value"], "maximum": stated["max_value"]}
    if "pattern" not in stated:
        return {}
    # The standard's patterns match the whole cell and know no groups that do not capture.
    pattern = stated["pattern"].removeprefix("^(?:").removesuffix(")$").replace("(?:", "(")
    return {} if pattern == ".+" else {"pattern": pattern}
