"""What sources say of figures, places and times, in the language of the run; numbers stay those of the source."""

from __future__ import annotations

import re

import pandas as pd

from helpers.language import number, translator

#: A number, a range or a pair as published, such as ``>500``, ``20000-30000`` or ``200 to 400``; dates and decrees are none.
_FIGURE = re.compile(r"([<>]?)(\d+(?:\.\d+)?)(?:(-| \w+ )(\d+(?:\.\d+)?))?")
#: What the column ``value`` has where the source gives no figure.
_NO_FIGURE = "qualitative"


def figure(row: pd.Series, language: str) -> str:
    """Write a published figure with its unit.

    Parameters
    ----------
    row
        A row of `helpers.facts.published.published_figures`.
    language
        ``en`` or ``id``.

    Returns
    -------
    str
        For instance ``Rp 20,000–30,000 per 10-15 kg`` or ``4.28 hours/day``.
    """
    _ = translator(language)
    if row["value"] == _NO_FIGURE:
        return _("in words")
    value, unit = _own(row, "value", language), _own(row, "unit", language)
    parts = _FIGURE.fullmatch(value)
    if parts is None:
        return value  # a word, a date, a ruling: no unit belongs to it
    bound, low, between, high = parts.groups()
    ends = [number(float(end), language, len(end.partition(".")[2])) for end in (low, high) if end]
    numbers = bound + (between or "").replace("-", "–").join(ends)
    if unit == "Rp" or unit.startswith("Rp "):
        return f"Rp{'' if language == 'id' else ' '}{numbers}{unit.removeprefix('Rp')}"
    return f"{numbers}{'' if unit.startswith('%') else ' '}{unit}"


def measure(row: pd.Series, language: str) -> str:
    """Write what a published figure measures."""
    return _own(row, "measure", language)


def population(row: pd.Series, language: str) -> str:
    """Write whom a published figure is about."""
    return _own(row, "population", language)


def _own(row: pd.Series, column: str, language: str) -> str:
    return str(row[column if language == "en" else f"{column}_{language}"])


def place(name: str, language: str) -> str:
    """Write a place of the sources, which stands there in English where it is more than a name."""
    _ = translator(language)
    return _with(
        name,
        {
            "village near": _("village near"),
            "near": _("near"),
            "a village in": _("a village in"),
            "incl.": _("including"),
            "regency not shown in source": _("regency not told in the source"),
            "not shown": _("not told"),
            "7 provinces of Indonesia": _("7 provinces of Indonesia"),
            "West/Central/East Java": _("West, Central and East Java"),
            "Central Java": _("Central Java"),
            "East Java": _("East Java"),
            "West Java": _("West Java"),
            "North Sumatra": _("North Sumatra"),
            "North Jakarta": _("North Jakarta"),
            "Yogyakarta city": _("Yogyakarta city"),
            "Ungaran group": _("Ungaran group"),
            "Kabupaten Semarang workers": _("workers of Kabupaten Semarang"),
            "Deli Serdang area": _("Deli Serdang area"),
            "and": _("and"),
        },
    )


def where_and_when(name: str, years: object, language: str) -> str:
    """Write place and time of a statement or figure; the time is left out where it is missing."""
    return place(name, language) if pd.isna(years) else f"{place(name, language)}, {when(str(years), language)}"


def when(years: str, language: str) -> str:
    """Write the time of a published figure: years, with a month or a doubt where the source has one."""
    _ = translator(language)
    return _with(
        years,
        {
            "c.": _("about"),
            "not shown": _("not told"),
            "ILO photo set": _("ILO photo set"),
            "Feb": _("February"),
            "Aug": _("August"),
        },
    ).replace("-", "–")


def _with(text: str, own: dict[str, str]) -> str:
    """Replace English phrases by one's own, longer ones first, each as a whole."""
    phrases = "|".join(re.escape(phrase) for phrase in sorted(own, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{phrases})(?!\w)", lambda found: own[found.group()], text)
