"""Notebook 03: how do weekly hours vary with the piece rate?"""

from helpers.hours.description import binned_scatter, hours_by_product, weighted_quantile
from helpers.hours.model import (
    BLOCKS,
    CATEGORIES,
    MAIN,
    REGRESSOR,
    Fit,
    Model,
    fit,
    main_table,
    nested_models,
    summarise,
)
from helpers.hours.sample import CLUSTER, FEWEST_CLUSTERS, FEWEST_WORKERS, sample_of

__all__ = [
    "BLOCKS",
    "CATEGORIES",
    "CLUSTER",
    "FEWEST_CLUSTERS",
    "FEWEST_WORKERS",
    "MAIN",
    "REGRESSOR",
    "Fit",
    "Model",
    "binned_scatter",
    "fit",
    "hours_by_product",
    "main_table",
    "nested_models",
    "sample_of",
    "summarise",
    "weighted_quantile",
]
