"""Read numbers as people in the field write them: ``Rp. 1.200,-``, ``1,2 rb``, ``7,5``, ``8 jam``."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pandas as pd

_MULTIPLIERS = {"rb": 1_000, "ribu": 1_000, "k": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_CURRENCY = re.compile(r"^(?:rp\.?|idr)\s*|\s*(?:rupiah|,-|\.-|,=)$")
#: What people write behind a number, and the unit of a question that it names.
_UNIT_OF_WORD = {
    "jam": "hours",
    "hari": "days",
    "menit": "minutes",
    "orang": "persons",
    "tahun": "years",
    "thn": "years",
    "th": "years",
    "kali": "times",
}
_WITH_UNIT = re.compile(rf"(?:(?P<before>jam)\s+)?(?P<number>.*?)\s*(?P<behind>{'|'.join(_UNIT_OF_WORD)})?", re.DOTALL)
_SWAPPED = str.maketrans(",.", ".,")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_NUMBER = re.compile(r"^([+-]?)(\d[\d.,]*)$")


def read_number(text: str, thousands: bool, unit: str = "") -> tuple[float, str]:
    """What number does this text mean, and by which rule was it read?

    Parameters
    ----------
    text
        What stands in the cell.
    thousands
        Whether answers above a thousand are possible. Then one separator followed by exactly three digits groups
        thousands (``1.200`` and ``1,200`` are 1200); otherwise it is the decimal sign (``1.200`` is 1.2).
    unit
        The unit that is asked for (``hours``, ``minutes`` …). A number with the word of another is not read.

    Returns
    -------
    value : float
        NaN where the cell is empty or cannot be read.
    rule : str
        ``""`` where the text is a plain number or empty; ``number_notation``, ``thousands_word``,
        ``hours_with_word`` or ``unit_with_word`` where it had to be read; ``unreadable`` where it could not be.

    Notes
    -----
    With two kinds of separators the last is the decimal sign, and the other must group by three. ``1.200 rb`` is
    refused: it may be 1,200 or 1.2 million. Spaces may group by three, too; ``8 5`` is refused.
    """
    plain = text.strip().casefold()
    if plain == "":
        return float("nan"), ""
    if _PLAIN.fullmatch(plain) and not _groups(plain, thousands):
        return float(plain), ""
    rule = "number_notation"
    core = _CURRENCY.sub("", _CURRENCY.sub("", plain)).strip()
    parts = _WITH_UNIT.fullmatch(core)
    if parts is None:
        return float("nan"), "unreadable"
    words = [word for word in (parts["before"], parts["behind"]) if word]
    if words:
        rule = "hours_with_word" if "jam" in words else "unit_with_word"
        if unit and any(_UNIT_OF_WORD[word] != unit for word in words):
            return float("nan"), "unreadable"
    number, factor = _split_multiplier(parts["number"])
    if factor != 1:
        rule = "thousands_word"
    value = _value(_without_spaces(number), thousands, exact=factor != 1)
    return (float("nan"), "unreadable") if value is None else (float(value * factor), rule)


def read_numbers(texts: pd.Series, thousands: bool, unit: str = "") -> pd.DataFrame:
    """Read a column of texts; see `read_number`.

    Returns
    -------
    pandas.DataFrame
        ``value`` (float) and ``rule`` (str), on the index of `texts`.
    """
    codes, distinct = pd.factorize(texts)
    read = [read_number(text, thousands, unit) for text in distinct]
    values = np.array([value for value, _ in read], dtype=float)
    rules = pd.array([rule for _, rule in read], dtype="str")
    return pd.DataFrame({"value": values[codes], "rule": rules[codes]}, index=texts.index)


def read_column(texts: pd.Series, unit: str = "") -> pd.Series:
    """Read a column whose numbers may be of any size and have decimals, all in one notation.

    Parameters
    ----------
    texts
        What is written in the cells; blanks as empty text.
    unit
        As of `read_number`.

    Returns
    -------
    pandas.Series of float
        On the index of `texts`; missing where a cell is empty or cannot be read.

    Notes
    -----
    ``1,5`` in one cell shows that the comma is the decimal sign, so that ``1.200`` in another is 1200. Where no cell shows
    it, ``1,200`` may be 1200 or 1.2 and is not read; ``1.200`` is then 1.2, as programs write it.
    """
    cells = texts.str.strip()
    comma, point = (_shows_decimals(cells, sign) for sign in (",", "."))
    if comma and not point:
        cells = cells.map(lambda cell: cell.translate(_SWAPPED))
    grouped = cells.str.fullmatch(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")
    known = cells.str.replace(",", "") if comma != point else pd.Series("", cells.index)
    return read_numbers(known.where(grouped, cells), thousands=False, unit=unit)["value"]


def _shows_decimals(cells: pd.Series, sign: str) -> bool:
    """Whether the sign is certainly the decimal sign in some cell: not three digits behind it, or a zero before it."""
    other = "." if sign == "," else ","
    certain = rf"[+-]?(?:[\d{other}]+\{sign}(?:\d{{1,2}}|\d{{4,}})|0\{sign}\d+|\d+\{other}\d+\{sign}\d+)"
    return bool(cells.str.fullmatch(certain).any())


def words_of_unit(unit: str) -> list[str]:
    """Return the words that people write for a unit of the form, for instance ``jam`` for hours."""
    return [word for word, meant in _UNIT_OF_WORD.items() if meant == unit]


def write_number(value: float) -> str:
    """Write a number plainly, as it stands in the log of corrections; empty where it is missing."""
    return "" if pd.isna(value) else f"{value:.10g}" if abs(value) < 1e9 else f"{value:.0f}"


def _groups(plain: str, thousands: bool) -> bool:
    return thousands and re.fullmatch(r"[+-]?[1-9]\d{0,2}\.\d{3}", plain) is not None


def _without_spaces(number: str) -> str:
    return number.replace(" ", "") if re.fullmatch(r"[+-]?\d{1,3}( \d{3})+([.,]\d+)?", number) else number


def _split_multiplier(text: str) -> tuple[str, int]:
    for word, factor in _MULTIPLIERS.items():
        found = re.fullmatch(rf"(.*\d)\s*{word}\.?", text)
        if found:
            return found.group(1), factor
    return text, 1


def _value(text: str, thousands: bool, exact: bool) -> Decimal | None:
    """Turn digits and separators into a number; `exact` refuses what could be read in two ways."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    sign, digits = match.groups()
    separators = re.findall(r"[.,]", digits)
    if not separators:
        return Decimal(sign + digits)
    last = separators[-1]
    whole, _, decimals = digits.rpartition(last)
    others = set(separators[:-1])
    if others and (others == {last} or len(others) > 1):
        # One sign again and again groups by three; anything else is not a number.
        grouped = others == {last} and re.fullmatch(rf"\d{{1,3}}(\{last}\d{{3}})+", digits)
        return Decimal(sign + digits.replace(last, "")) if grouped else None
    if others:
        other = next(iter(others))
        if not re.fullmatch(rf"\d{{1,3}}(\{other}\d{{3}})+", whole):
            return None
        return Decimal(f"{sign}{whole.replace(other, '')}.{decimals or 0}")
    three = len(decimals) == 3 and re.fullmatch(r"[1-9]\d{0,2}", whole)
    if three and exact:
        return None
    if three and thousands:
        return Decimal(sign + whole + decimals)
    return Decimal(f"{sign}{whole}.{decimals or 0}")
