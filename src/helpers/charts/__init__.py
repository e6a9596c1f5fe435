"""Pictures, one module per topic: each draws what a topic module computed, and computes nothing."""

from helpers.charts import cleaning, wages

__all__ = ["cleaning", "wages"]
