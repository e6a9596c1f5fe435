"""What a table exhibit consists of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.provenance import RestsOn


@dataclass(frozen=True)
class Table:
    """A table with everything that has to go with it.

    Attributes
    ----------
    name
        Stable file name, without the ending.
    title, caption
        What it shows; how to read it.
    data
        The numbers, for the CSV.
    shown
        The same as people read it: words and numbers of the language, every cell a text. A cell that is nothing but a
        web address becomes a link with the name of its site.
    sources
        Files of the repository, or citations.
    rests_on
        What it is made from.
    prose
        Columns of `shown` that hold sentences: they are set to the left and wide.
    """

    name: str
    title: str
    caption: str
    data: pd.DataFrame
    shown: pd.DataFrame
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
    prose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """Tables that are too wide for a page, as an exhibit of their own: sheets to sort, filter and go on with.

    Attributes
    ----------
    name, title, caption, sources, rests_on
        As of `Table`.
    sheets
        Name of the sheet → its table.
    """

    name: str
    title: str
    caption: str
    sheets: dict[str, pd.DataFrame]
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
