"""Notebook 02: how far is piece-rate pay from the minimum wage, and which piece rate meets it?"""

from helpers.wages.levels import PROVINCE_OF_REGENCIES, minimum_wages_over_time
from helpers.wages.measures import (
    COLUMNS_OF_ESTIMATE,
    MEASURES,
    MONTHLY_OF,
    PAY_DEFINITIONS,
    by_divisor,
    contributions,
    from_gross_to_net,
    hourly_minimum,
    kaitz,
    near_minimum,
    shortfall,
    total_gap,
    violation_index,
)
from helpers.wages.piece_rates import piece_rate_that_meets, piece_rates_needed

__all__ = [
    "COLUMNS_OF_ESTIMATE",
    "MEASURES",
    "MONTHLY_OF",
    "PAY_DEFINITIONS",
    "PROVINCE_OF_REGENCIES",
    "by_divisor",
    "contributions",
    "from_gross_to_net",
    "hourly_minimum",
    "kaitz",
    "minimum_wages_over_time",
    "near_minimum",
    "piece_rate_that_meets",
    "piece_rates_needed",
    "shortfall",
    "total_gap",
    "violation_index",
]
