"""What each cell of the tables of minimum wages may hold."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.reference import regencies
from helpers.facts.vocabulary import BPS_CODE, CENTRAL_JAVA_CODE, PROVINCES, REGENCY
from helpers.language import Note

_MONTHLY = (Note("rupiah a month"), 100_000, 50_000_000)


def regency_minimum_wages_schema() -> pa.DataFrameSchema:
    """Return the schema of minimum wages of regencies (UMK)."""
    return _umk_schema({})


def cilacap_zones_schema() -> pa.DataFrameSchema:
    """Return the schema of minimum wages of the zones of Cilacap."""
    return _umk_schema({"zone": checked.choice(["kota", "timur", "barat"])})


def _umk_schema(more: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "bps_code": checked.text(*BPS_CODE),
            "regency": checked.text(*REGENCY),
            **more,
            "year": checked.year(),
            "amount_idr": checked.amount(*_MONTHLY),
            "decree": checked.text(Note("the decree that sets the wage")),
            "n_sources": checked.whole(1, 1000),
            "source_1": checked.source(),
            "source_2": checked.source(blank=True),
        },
        [
            checked.once("regency", *more, "year"),
            checked.rule("bps_code, regency", Note("code and name as in regencies_central_java.csv"), _same_regency()),
            checked.rule(
                "n_sources, source_2",
                Note("a second source where n_sources is above 1, and only there"),
                lambda rows: (rows["n_sources"] > 1) == rows["source_2"].notna(),
            ),
            checked.rule(
                "source_1, source_2",
                Note("two different sources"),
                lambda rows: rows["source_1"] != rows["source_2"],
            ),
        ],
        strict=True,
    )


def _same_regency() -> Callable[[pd.DataFrame], pd.Series]:
    listed = regencies()
    names = dict(zip(listed["bps_code"], listed["name"], strict=True))

    def holds(rows: pd.DataFrame) -> pd.Series:
        # Regencies of other provinces are welcome; only those of Central Java can be held against a list.
        elsewhere = ~rows["bps_code"].str.startswith(CENTRAL_JAVA_CODE, na=False)
        unlisted = ~rows["regency"].isin(listed["name"])
        return (rows["bps_code"].map(names) == rows["regency"]) | (elsewhere & unlisted)

    return holds


def provincial_minimum_wages_schema() -> pa.DataFrameSchema:
    """Return the schema of minimum wages of provinces (UMP)."""
    return pa.DataFrameSchema(
        {
            "province": checked.choice(PROVINCES),
            "year": checked.year(),
            "amount_idr": checked.amount(*_MONTHLY),
            "decree": checked.text(Note("the decree"), blank=True),
            "source": checked.source(),
        },
        checked.once("province", "year"),
        strict=True,
    )


#: What makes the schema of each file, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "regency_minimum_wages": regency_minimum_wages_schema,
    "umk_cilacap_zones": cilacap_zones_schema,
    "provincial_minimum_wages": provincial_minimum_wages_schema,
}
