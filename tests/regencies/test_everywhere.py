"""What the place alone changes, for ten workers whose pay is known."""

import pandas as pd
import pytest
from shown_start import HOURLY, workers

from helpers.facts import minimum_wages
from helpers.regencies import comparison


def test_the_same_pay_against_every_regency_by_hand():
    rows = comparison.same_pay_everywhere(workers(), "hourly_gross", 2021)
    known = [pay for pay in HOURLY if pay is not None]
    assert rows["minimum"].is_monotonic_decreasing
    assert len(rows) == len(minimum_wages.of_year(2021))
    for row in rows.itertuples():
        line = row.minimum / 173
        assert row.v0 == pytest.approx(sum(pay < line for pay in known) / 9)
        assert row.v1 == pytest.approx(sum(max(line - pay, 0) / line for pay in known) / 9)
        assert row.n == 9


def test_rates_are_minutes_at_the_hourly_minimum_and_costs():
    rows = workers().assign(
        minutes_per_piece=6.0, rate_per_piece=700.0, rate_per_unit=700.0, units_per_week=10.0, monthly_costs=0.0
    )
    found = comparison.rates_everywhere(rows, 2021)
    assert set(found["product"]) == {"cake_boards"}  # four workers who sew shoes are too few
    assert found["needed"].tolist() == pytest.approx((found["minimum"] / 173 / 10).tolist())
    assert set(found["posted"]) == {700}


def test_studies_lie_one_in_a_line():
    measures = pd.DataFrame(
        [
            ["s1", "A", 2021, "field", "v0", 0.7, 0.6, 0.8, 100],
            ["s1", "A", 2021, "field", "hours", 40.0, 38.0, 42.0, 110],
            ["s2", "B", 2022, "field", "hours", 30.0, 28.0, 32.0, 90],
        ],
        columns=comparison.COLUMNS,
    )
    wide = comparison.wide(measures)
    assert list(wide.columns)[4:] == ["n", "v0", "v0_low", "v0_high", "hours", "hours_low", "hours_high"]
    assert wide["n"].tolist() == [110, 90]
    assert wide.loc[0, ["v0", "v0_low", "v0_high", "hours"]].tolist() == [0.7, 0.6, 0.8, 40]
    assert wide.loc[1, ["v0"]].isna().all()
