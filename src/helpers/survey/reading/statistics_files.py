"""Read SPSS and Stata files: values as text, the labels of variables and values, and user-missing values by themselves.

A case stands in the row that it would have in a spreadsheet below a header: the first in row 2.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat

from helpers.files import paths
from helpers.files.grid import Grid, cell_text, collect
from helpers.language import UserError

_OLDER_ENCODING = "WINDOWS-1252"


def read_sav(file: Path) -> Grid:
    """What stands in an SPSS file (``.sav`` or ``.zsav``)?

    Raises
    ------
    UserError
        Where it is none, or damaged.
    """
    return _grid(file, pyreadstat.read_sav, "SPSS")


def read_dta(file: Path) -> Grid:
    """What stands in a Stata file (``.dta``)?

    Raises
    ------
    UserError
        Where it is none, or damaged.
    """
    return _grid(file, pyreadstat.read_dta, "Stata")


def _grid(file: Path, reader: Callable[..., Any], program: str) -> Grid:
    table, about = _read(file, reader, program)
    names = [str(name) for name in table.columns]
    codes = [table.iloc[:, position] for position in range(len(names))]
    written = [_written(column) for column in codes]
    value_labels = {
        position: {cell_text(_plain(value)): str(label) for value, label in about.variable_value_labels[name].items()}
        for position, name in enumerate(names)
        if name in about.variable_value_labels
    }
    missing = {}
    for position, name in enumerate(names):
        marked = _user_missing(codes[position], about.missing_ranges.get(name, []))
        marked |= codes[position].isin(list(about.missing_user_values.get(name, []))).to_numpy()
        if marked.any():
            missing[position] = _with_labels(written[position], marked, value_labels.get(position, {}))
            written[position] = ["" if gone else text for text, gone in zip(written[position], marked, strict=True)]
    cells, widths = collect([names, *map(list, zip(*written, strict=True))])
    labels = tuple(str(about.column_names_to_labels.get(name) or "") for name in names)
    return Grid(
        paths.relative(file),
        "",
        cells,
        widths,
        is_sheet=True,
        labels=labels,
        value_labels=value_labels,
        user_missing=missing,
    )


def _read(file: Path, reader: Callable[..., Any], program: str) -> tuple[pd.DataFrame, Any]:
    try:
        try:
            return reader(str(file), user_missing=True)
        except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
            # Files of old versions do not say their encoding.
            if "convert string" not in str(error) and not isinstance(error, UnicodeDecodeError):
                raise
            return reader(str(file), user_missing=True, encoding=_OLDER_ENCODING)
    except Exception as error:  # pyreadstat raises its own errors, and what its conversion of dates raises
        raise UserError(
            "{file}: this is not a readable {program} file, or it is damaged ({error}). Open it in {program} and save "
            "it again, or export it as CSV.",
            file=paths.relative(file),
            program=program,
            error=str(error) or type(error).__name__,
        ) from None


def _plain(value: object) -> object:
    return float(value) if isinstance(value, int | np.integer) and not isinstance(value, bool) else value


def _written(column: pd.Series) -> list[str]:
    distinct = {value: cell_text(_plain(value)) for value in column.unique() if not _nothing(value)}
    return [distinct.get(value, "") if not _nothing(value) else "" for value in column]


def _nothing(value: object) -> bool:
    return value is None or value is pd.NaT or (isinstance(value, float) and np.isnan(value))


def _user_missing(column: pd.Series, ranges: list[dict[str, Any]]) -> np.ndarray:
    marked = np.zeros(len(column), dtype=bool)
    for limits in ranges:
        low, high = limits["lo"], limits["hi"]
        if isinstance(low, str):
            marked |= column.isin([low.rstrip(), low]).to_numpy()
        else:
            values = pd.to_numeric(column, errors="coerce")
            marked |= ((values >= low) & (values <= high)).to_numpy()
    return marked


def _with_labels(written: list[str], marked: np.ndarray, labels: dict[str, str]) -> pd.Series:
    rows = np.flatnonzero(marked)
    values = [f"{written[row]} ({labels[written[row]]})" if written[row] in labels else written[row] for row in rows]
    return pd.Series(values, index=pd.Index(rows + 2, name="row"), dtype="str")
