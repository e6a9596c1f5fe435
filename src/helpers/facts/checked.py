"""Read a CSV file of facts and check every cell; the one place that says what is wrong with such a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers.facts.problems import Problem, to_correct, to_mend, with_wrong_cells
from helpers.files import paths
from helpers.language import Note, UserError

# --- What a column may hold: described once, in the words that complete "wanted: …" in every message, each a `Note` ---


def text(wanted: str, pattern: str = ".+", *, blank: bool = False) -> pa.Column:
    """Return a column of text, each cell of which is a match of `pattern`."""
    return pa.Column("str", pa.Check.str_matches(f"^(?:{pattern})$"), nullable=blank, description=wanted)


def key(wanted: str, pattern: str) -> pa.Column:
    """Return a column of identifiers, no two of them the same."""
    return pa.Column("str", pa.Check.str_matches(f"^(?:{pattern})$"), unique=True, description=wanted)


def choice(allowed: Iterable[str], *, blank: bool = False) -> pa.Column:
    """Return a column of codes, each one of `allowed`."""
    codes = list(allowed)
    wanted = Note("one of {codes}", codes=", ".join(codes))
    return pa.Column("str", pa.Check.isin(codes), nullable=blank, description=wanted)


def listed(known: Iterable[str], where: str, *, blank: bool = False) -> pa.Column:
    """Return a column of one or more identifiers (``;`` between them) that all stand in another place."""
    there = set(known)
    check = pa.Check(lambda cell: set(cell.split(";")) <= there, element_wise=True)
    wanted = Note("only identifiers that stand in {where}", where=where)
    return pa.Column("str", check, nullable=blank, description=wanted)


def whole(low: int, high: int, *, blank: bool = False) -> pa.Column:
    """Return a column of whole numbers from `low` to `high`."""
    wanted = Note("a whole number from {low} to {high}", low=low, high=high)
    return pa.Column("Int64", pa.Check.in_range(low, high), nullable=blank, description=wanted)


def amount(unit: str, low: float, high: float, *, blank: bool = False) -> pa.Column:
    """Return a column of numbers from `low` to `high`, in `unit`."""
    wanted = Note(
        "{unit} from {low} to {high}, a point before decimals and nothing between thousands",
        unit=unit,
        low=f"{low:.15g}",
        high=f"{high:.15g}",
    )
    return pa.Column("float64", pa.Check.in_range(low, high), nullable=blank, description=wanted)


def year(*, blank: bool = False) -> pa.Column:
    """Return a column of calendar years."""
    return whole(1900, 2100, blank=blank)


def address() -> pa.Column:
    """Return the column with the web address of each row's source."""
    return text(Note("the http address of the source"), r"https?://\S+(?: \(address shortened for privacy\))?")


def source(*, blank: bool = False) -> pa.Column:
    """Return the column with each row's source: an address, or a citation long enough to find it by."""
    return text(Note("the source, as an http address or a full citation"), r".*[A-Za-z]{3}.{7,}", blank=blank)


# --- What holds between the cells of a row, or between rows ---


def rule(columns: str, wanted: str, holds: Callable[[pd.DataFrame], pd.Series]) -> pa.Check:
    """Return a check over whole rows; a message shows the cells of `columns` (names with ``, `` between)."""
    # A comparison with a blank cell is neither true nor false; only what is true has been shown to hold.
    return pa.Check(lambda rows: holds(rows).fillna(value=False).astype(bool), name=columns, error=wanted)


def once(*columns: str) -> pa.Check:
    """Return the check that no two rows have the same values in all of `columns`."""
    wanted = Note("a combination that no other row has")
    return rule(", ".join(columns), wanted, lambda rows: ~rows.duplicated(list(columns), keep=False))


def ordered(stem: str) -> pa.Check:
    """Return the check that ``<stem>_low`` is not above ``<stem>_high`` where both are filled."""
    low, high = f"{stem}_low", f"{stem}_high"
    return rule(
        f"{low}, {high}",
        Note("the lower figure first"),
        lambda rows: (rows[low] <= rows[high]) | rows[low].isna() | rows[high].isna(),
    )


def alike(key_column: str, *columns: str) -> pa.Check:
    """Return the check that rows with the same `key_column` have the same values in all of `columns`."""
    return rule(
        ", ".join([key_column, *columns]),
        Note("the same in every row of one {column}", column=key_column),
        lambda rows: (
            rows.groupby(key_column, dropna=False)[list(columns)].transform("nunique", dropna=False) == 1
        ).all(axis=1),
    )


def any_filled(*columns: str) -> pa.Check:
    """Return the check that a row has something in at least one of `columns`."""
    wanted = Note("at least one of them")
    return rule(", ".join(columns), wanted, lambda rows: rows[list(columns)].notna().any(axis=1))


# --- Reading ---


def read_table(file: Path, schema: Callable[[], pa.DataFrameSchema], refers_to: Iterable[Path] = ()) -> pd.DataFrame:
    """Read a CSV file if every one of its cells is what it should be.

    Parameters
    ----------
    file
        The CSV file: UTF-8, commas, a header in row 1; a blank cell means that the source does not say.
    schema
        Makes the file's schema out of the columns and checks of this module; it may read other files.
    refers_to
        Those other files: after a change in one of them this file is checked anew.

    Returns
    -------
    pandas.DataFrame
        A copy that may be changed. Text is ``str``, whole numbers are ``int64`` (``Int64`` where blanks are
        allowed), amounts ``float64``.

    Raises
    ------
    UserError
        Naming **every** wrong cell at once: spreadsheet row (the header is row 1), column, value, and what is
        wanted.
    """
    return _read_checked(file, schema, paths.content_hash([file, *refers_to])).copy()


def read_text(file: Path, schema: Callable[[], pa.DataFrameSchema]) -> pd.DataFrame:
    """Check a file as `read_table` does, and return its cells as they are written: text, blanks as empty text."""
    read_table(file, schema)
    cells, _problems = _cells(file)
    return cells.fillna("").reset_index(drop=True)


def validated(cells: pd.DataFrame, schema: pa.DataFrameSchema, file: Path) -> pd.DataFrame:
    """Check a table that another reader took from a file.

    Parameters
    ----------
    cells
        Text in every cell, blanks missing; the index is the row as a spreadsheet counts it.
    schema
        The file's schema. Further columns are refused only where it is strict.
    file
        The file, for the message.

    Returns
    -------
    pandas.DataFrame
        With numbers where the schema wants numbers, on the index of `cells`.

    Raises
    ------
    UserError
        Naming every wrong cell at once, as `read_table` does.
    """
    table, problems = _checked(cells, schema)
    if problems:
        raise to_correct(file, problems)
    return table


@cache
def _read_checked(file: Path, schema: Callable[[], pa.DataFrameSchema], fingerprint: str) -> pd.DataFrame:
    # The fingerprint is there for the cache alone: who mends a file and runs a cell again has it read anew.
    cells, misshapen = _cells(file)
    table, problems = _checked(cells, schema(), misshapen)
    if problems:
        raise to_mend(file, problems)
    return table.reset_index(drop=True)


def _checked(
    cells: pd.DataFrame, schema: pa.DataFrameSchema, misshapen: Iterable[Problem] = ()
) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn cells into the types of the schema, and list everything that is wrong with them."""
    table, not_numbers = _numbers(cells, schema)
    problems = [*misshapen, *_header(cells, schema), *not_numbers]
    try:
        table = schema.validate(table, lazy=True)
    except pa.errors.SchemaErrors as found:
        problems = with_wrong_cells(problems, found, cells)
        if not problems:
            raise  # a check itself is broken: that is not the user's to correct
    if problems:
        return table, problems
    never_blank = [
        name for name, column in schema.columns.items() if str(column.dtype) == "Int64" and not column.nullable
    ]
    return table.astype(dict.fromkeys(never_blank, "int64")), []


def _cells(file: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Read all cells as text; the index is the row as a spreadsheet counts it."""
    name = paths.relative(file)
    if not file.is_file():
        raise UserError("{file}: there is no such file. Put it back (`git checkout -- {file}`).", file=name)
    try:
        written = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("{file}: is not UTF-8. Save it as “CSV UTF-8” and run again.", file=name) from None
    lines = list(csv.reader(io.StringIO(written, newline=""))) or [[]]
    header = [cell.strip() for cell in lines[0]]
    if len(header) == 1 and ";" in header[0]:
        raise UserError("{file}: has semicolons between its cells. Save it with commas and run again.", file=name)
    if len(set(header)) < len(header):
        raise UserError("{file}: two columns of row 1 have the same name, or none. Name each one once.", file=name)
    width = len(header)
    filled = {row: line for row, line in enumerate(lines[1:], start=2) if any(map(str.strip, line))}
    problems = [
        Problem(
            row,
            Note("whole row"),
            Note("{count} cells", count=len(line)),
            Note("{count} cells; quote a text that has a comma", count=width),
        )
        for row, line in filled.items()
        if len(line) != width
    ]
    squared = [[cell.strip() or None for cell in (line + [""] * width)[:width]] for line in filled.values()]
    return pd.DataFrame(squared, index=list(filled), columns=header, dtype="str"), problems


def _numbers(cells: pd.DataFrame, schema: pa.DataFrameSchema) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn the cells of numeric columns into numbers, and say which cells are none."""
    table, problems = cells.copy(), []
    for name, column in schema.columns.items():
        kind = str(column.dtype)
        if kind not in ("Int64", "float64") or name not in cells:
            continue
        numbers = pd.to_numeric(cells[name], errors="coerce")
        if kind == "Int64":
            numbers = numbers.where(numbers % 1 == 0)
        wrong = cells.index[cells[name].notna() & numbers.isna()]
        problems += [Problem(row, name, cells.loc[row, name], column.description) for row in wrong]
        table[name] = numbers.astype(kind)
    return table, problems


def _header(cells: pd.DataFrame, schema: pa.DataFrameSchema) -> list[Problem]:
    """Say which columns are missing, and which ones do not belong here."""
    missing = [name for name, column in schema.columns.items() if column.required and name not in cells]
    unknown = [name for name in cells if schema.strict and name not in schema.columns]
    needed = Note("this column, which is missing")
    only = Note("only the columns {names}", names=", ".join(schema.columns))
    return [Problem(1, name, "", needed) for name in missing] + [Problem(1, name, name, only) for name in unknown]
