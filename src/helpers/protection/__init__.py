"""Notebook 05: who is protected, by what, and which rules reach home workers?"""

from helpers.protection.conditions import conditions
from helpers.protection.measures import (
    COLUMNS,
    PROGRAMMES,
    days_lost,
    hours_beyond,
    indicators,
    shares,
)

__all__ = [
    "COLUMNS",
    "PROGRAMMES",
    "conditions",
    "days_lost",
    "hours_beyond",
    "indicators",
    "shares",
]
