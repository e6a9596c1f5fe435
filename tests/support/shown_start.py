"""Ten invented workers with round pay that tests of notebook 00 share."""

from __future__ import annotations

import pandas as pd

HOURLY = [4000.0, 5000.0, 6000.0, 8000.0, 9000.0, 12000.0, 20000.0, 30000.0, 40000.0, None]


def workers() -> pd.DataFrame:
    """Return ten workers of ten villages; the pay of the last is not known, and she weighs as much as the others."""
    pay = pd.Series(HOURLY, dtype=float)
    return pd.DataFrame(
        {
            "product": ["cake_boards"] * 6 + ["shoe_sewing"] * 4,
            "kecamatan": "bergas",
            "desa": [f"d{place}" for place in range(10)],
            "work_giver": "intermediary",
            "weight": 1.0,
            "hours_per_week": [40.0] * 5 + [50.0] * 5,
            "hourly_gross": pay,
            "hourly_net": pay - 1000,
            "hourly_net_helped": pay - 2000,
            "monthly_gross": pay * 173,
            "monthly_net": (pay - 1000) * 173,
        }
    )
