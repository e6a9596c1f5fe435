"""What an exhibit is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd
from matplotlib.figure import Figure

#: ``survey`` (an invented one has to be called so), ``published`` facts, a study's own ``codings``, or a ``simulation``.
RestsOn = Literal["survey", "published", "codings", "simulation"]


@dataclass(frozen=True)
class Table:
    """A table with everything that has to go with it.

    Attributes
    ----------
    name
        Stable file name without the ending; `helpers.exhibits.declared.exhibit` gives it.
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

    title: str
    caption: str
    data: pd.DataFrame
    shown: pd.DataFrame
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
    prose: tuple[str, ...] = ()
    name: str = field(default="", kw_only=True)


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

    title: str
    caption: str
    sheets: dict[str, pd.DataFrame]
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
    name: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class LeftOut:
    """An exhibit that this study cannot have.

    Attributes
    ----------
    name
        Its stable file name; `helpers.exhibits.declared.exhibit` gives it.
    why
        What is missing and what would bring it, in a sentence.
    """

    why: str
    name: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Shown:
    """What a notebook displays of an exhibit: the picture or table, and under a picture how to read it.

    Attributes
    ----------
    mime, content
        Kind of content, and the content as Jupyter wants it.
    words
        What who cannot see it is told.
    caption
        How to read it; empty where the content says so itself.
    exhibit
        The exhibit's name, by which a report finds what else is known of it; empty where it is none.
    """

    mime: str
    content: str
    words: str
    caption: str = ""
    exhibit: str = ""

    def _ipython_display_(self) -> None:
        from IPython.display import Markdown, display

        bundle = {self.mime: self.content, "text/plain": self.words}
        known = {"exhibit": self.exhibit} if self.exhibit else {}
        display(bundle, raw=True, metadata={self.mime: {"alt": self.words}, **known})
        if self.caption:
            display(Markdown(f"<small>{self.caption}</small>"))


@dataclass(frozen=True)
class Drawing:
    """A figure with everything that has to go with it.

    Attributes
    ----------
    name
        Stable file name without the ending; `helpers.exhibits.declared.exhibit` gives it.
    figure
        The picture.
    data
        What is drawn, one row per mark, in numbers.
    title, caption, alt_text
        What it shows; how to read it; what who cannot see it should be told.
    sources
        Files of the repository, or citations.
    rests_on
        What it is made from.
    """

    figure: Figure
    data: pd.DataFrame
    title: str
    caption: str
    alt_text: str
    sources: tuple[str, ...]
    rests_on: RestsOn = "survey"
    name: str = field(default="", kw_only=True)
