"""The cells of one sheet as text, each under the row number that a spreadsheet shows."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, zip_longest

import numpy as np
import pandas as pd
import pyarrow as pa

#: Rows that are held as Python texts at a time: a million rows of a survey would take many gigabytes, and more than a few
#: thousand no processor keeps at hand.
AT_A_TIME = 5_000
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


@dataclass(frozen=True, eq=False)
class Grid:
    """All cells of one sheet, whatever they mean.

    Attributes
    ----------
    place
        The file, and the sheet where there are several, as a message names them.
    name
        The sheet, or the part of an archive; empty where the file is one sheet.
    cells
        Texts; the columns are counted from 0, the index ``row`` from 1.
    widths
        How many cells each row has in the file.
    hidden
        Whether a workbook does not show the sheet.
    is_sheet
        Whether each cell has a place of its own, so that none can slip into another column as in a text file.
    uncomputed
        Row and column of each formula whose result is not stored.
    labels
        Of each column, what it is called besides its name; empty where the format has no such labels.
    value_labels
        Of some columns, what each value means.
    user_missing
        Of some columns, the cells that stand for a missing answer: row → value, with its label.
    notes
        What a reader of the file should know, in sentences.
    """

    place: str
    name: str
    cells: pd.DataFrame
    widths: np.ndarray
    hidden: bool = False
    is_sheet: bool = False
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    labels: tuple[str, ...] = ()
    value_labels: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    user_missing: Mapping[int, pd.Series] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def first_rows(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the first rows, each with its number."""
        return [(row[0], list(row[1:])) for row in self.cells.head(count).itertuples()]


def collect(rows: Iterable[list[str]]) -> tuple[pd.DataFrame, np.ndarray]:
    """Put rows of texts together as a table, and count the cells of each; short rows are filled with blanks."""
    rows = iter(rows)
    parts: list[deque[pa.Array]] = []
    sizes: list[int] = []
    widths: list[np.ndarray] = []
    while chunk := list(islice(rows, AT_A_TIME)):
        parts.append(deque(pa.array(column, pa.large_string()) for column in zip_longest(*chunk, fillvalue="")))
        sizes.append(len(chunk))
        widths.append(np.fromiter(map(len, chunk), dtype="int32", count=len(chunk)))
    width = max(map(len, parts), default=0)
    columns = {}
    for position in range(width):
        arrays = [
            part.popleft() if part else pa.array([""] * size, pa.large_string())
            for part, size in zip(parts, sizes, strict=True)
        ]
        columns[position] = texts(pa.concat_arrays(arrays))
    index = pd.RangeIndex(1, sum(sizes) + 1, name="row")
    cells = pd.DataFrame(columns, index=index) if columns else pd.DataFrame(index=index)
    return cells, np.concatenate(widths) if widths else np.array([], dtype="int32")


def texts(array: pa.Array | pa.ChunkedArray) -> pd.api.extensions.ExtensionArray:
    """Return an Arrow array of texts as a column of a table."""
    return pd.arrays.ArrowStringArray(array, dtype=_TEXT)


def cell_text(cell: object) -> str:
    """How is a cell that is no text written?

    Parameters
    ----------
    cell
        What a workbook or a statistics program holds: a number, a truth, a date, nothing.

    Returns
    -------
    str
        Whole numbers without decimals, dates as ISO 8601, empty text for nothing.
    """
    if cell is None or cell is pd.NaT:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool | np.bool_):
        return str(int(cell))
    if isinstance(cell, float | np.floating):
        if np.isnan(cell):
            return ""
        text = f"{cell:.15g}"
        # A number cell has no thousands separators: with a fourth decimal nobody can take 2.125 for 2125.
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat()
    return str(cell)


def column_letter(position: int) -> str:
    """Return what a spreadsheet calls a column that is counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
