"""Hours by product and against rates, from eight workers by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers.hours import description

SAMPLE = pd.DataFrame(
    {
        "product": ["a"] * 4 + ["b"] * 4,
        "hours_per_week": [10.0, 20.0, 30.0, 40.0, 50.0, 50.0, 50.0, 60.0],
        "peak_hours_per_week": [np.nan] * 4 + [55.0, 60.0, 65.0, 70.0],
        "weight": [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 5.0],
        "log_rate": [1.0, 2.0, 3.0, 4.0, 11.0, 12.0, 13.0, 14.0],
        "log_hours": [4.0, 3.0, 2.0, 1.0, 8.0, 7.0, 6.0, 5.0],
    }
)


def test_hours_by_product_are_weighted_quartiles_of_the_usual_and_the_peak_week():
    rows = description.hours_by_product(SAMPLE)
    assert rows.to_numpy().tolist() == [
        ["a", "usual", 10, 20, 30, 4],
        ["b", "usual", 50, 60, 60, 4],
        ["b", "peak", 60, 70, 70, 4],
    ]


@pytest.mark.parametrize(("share", "value"), [(0.2, 1), (0.21, 3), (0.6, 3), (0.61, 5), (1.0, 5)])
def test_weighted_quantile_is_the_lowest_value_that_reaches_the_share(share, value):
    # Weights 1, 2, 2 on 1, 3, 5, given in another order.
    assert description.weighted_quantile(pd.Series([5.0, 1.0, 3.0]), pd.Series([2.0, 1.0, 2.0]), share) == value


def test_binned_scatter_takes_the_means_of_products_away():
    bins = description.binned_scatter(SAMPLE, 4)
    # Within both products hours fall by one where rates rise by one, around the means of all, 7.5 and 4.5.
    assert bins["rate"].tolist() == pytest.approx([6, 7, 8, 9])
    assert bins["hours"].tolist() == pytest.approx([6, 5, 4, 3])
    assert bins["n"].tolist() == [2, 2, 2, 2]


def test_binned_scatter_has_no_more_bins_than_workers():
    assert len(description.binned_scatter(SAMPLE, 20)) == 8
