"""What a table exhibit consists of."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.charts.style import RestsOn


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
        The same as people read it: words and numbers of the language, every cell a text.
    sources
        Files of the repository, or citations.
    rests_on
        ``survey`` (an invented one has to be called so), ``published`` or ``simulation``.
    """

    name: str
    title: str
    caption: str
    data: pd.DataFrame
    shown: pd.DataFrame
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
