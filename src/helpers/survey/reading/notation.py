"""Undo what spreadsheets do to answers on the way: dates as numbers, apostrophes before numbers, odd spaces."""

from __future__ import annotations

import datetime
import re

import pandas as pd

from helpers.survey.reading.choices import map_distinct

#: The days that Excel counts from the end of 1899; from 1954 to 2119.
_SERIAL = re.compile(r"[2-7][0-9]{4}(?:\.[0-9]+)?")
_DAY_ZERO = datetime.datetime(1899, 12, 30)
_APOSTROPHE = re.compile(r"^['’‘`](?=[+-]?[0-9])")
_SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
_ZONE = re.compile(r"(?:\.0+)?(?:Z|\+00:?00)?$")


def dates(column: pd.Series) -> pd.Series:
    """Write the days that Excel counts as dates: 44445 is 2021-09-06, and 44445.5 is its noon."""
    return map_distinct(column, _date)


def _date(text: str) -> str:
    if not _SERIAL.fullmatch(text):
        return text
    moment = _DAY_ZERO + datetime.timedelta(seconds=round(float(text) * 86_400))
    return moment.date().isoformat() if "." not in text else moment.isoformat()


def numerals(column: pd.Series) -> pd.Series:
    """Take away the apostrophe that keeps a number a text in Excel, and write all spaces alike."""
    return map_distinct(column, lambda text: _SPACES.sub(" ", _APOSTROPHE.sub("", text)))


def moments(column: pd.Series) -> pd.Series:
    """Write the time of sending as KoboToolbox does: universal time without saying so."""
    return map_distinct(column, lambda text: _ZONE.sub("", text).replace(" ", "T", 1))


def identifiers(column: pd.Series) -> pd.Series:
    """Write the identifier of a submission without the ``uuid:`` that ODK has before it."""
    return column.str.removeprefix("uuid:")
