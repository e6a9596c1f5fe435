"""Pictures, one module per topic: each draws what a topic module computed, and computes nothing."""

from helpers.charts import cleaning, hours, hours_robustness, wages

__all__ = ["cleaning", "hours", "hours_robustness", "wages"]
