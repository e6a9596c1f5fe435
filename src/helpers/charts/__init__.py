"""Pictures, one module per topic: each draws what a topic module computed, and computes nothing."""

from helpers.charts import (
    cleaning,
    codes_together,
    hours,
    hours_robustness,
    policy,
    protection,
    regencies,
    sources,
    wages,
)

__all__ = [
    "cleaning",
    "codes_together",
    "hours",
    "hours_robustness",
    "policy",
    "protection",
    "regencies",
    "sources",
    "wages",
]
