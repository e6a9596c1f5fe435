"""Regencies of Central Java and exchange rates."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.vocabulary import BPS_CODE, REGENCY
from helpers.files import paths
from helpers.language import Note


def regencies() -> pd.DataFrame:
    """List the kabupaten and kota of Central Java, and where each lies on the tile map.

    Returns
    -------
    pandas.DataFrame
        ``bps_code`` (text), ``name``, ``kind``, ``capital`` (of a kabupaten), and the tile's ``column`` (0 is
        west) and ``row`` (0 is north).
    """
    return checked.read_table(paths.reference("regencies_central_java"), _regencies_schema)


def exchange_rates() -> pd.DataFrame:
    """Tell how many rupiah one unit of a foreign currency was worth, on average over a year."""
    return checked.read_table(paths.reference("exchange_rates"), _exchange_rates_schema)


def _regencies_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "bps_code": checked.key(*BPS_CODE),
            "name": checked.key(*REGENCY),
            "kind": checked.choice(["kabupaten", "kota"]),
            "capital": checked.text(Note("the name of the capital"), blank=True),
            "column": checked.whole(0, 50),
            "row": checked.whole(0, 50),
        },
        [
            checked.once("column", "row"),
            checked.rule(
                "name, kind",
                Note("the kind that the name begins with"),
                lambda rows: rows["name"].str.split().str[0].str.lower() == rows["kind"],
            ),
            checked.rule(
                "kind, capital",
                Note("the capital of each kabupaten"),
                lambda rows: (rows["kind"] == "kota") | rows["capital"].notna(),
            ),
        ],
        strict=True,
    )


def _exchange_rates_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "currency": checked.text(Note("a currency code of three capitals, such as EUR"), "[A-Z]{3}"),
            "year": checked.year(),
            "rupiah_per_unit": checked.amount(Note("rupiah for one unit"), 1, 1_000_000),
            "source": checked.source(),
        },
        checked.once("currency", "year"),
        strict=True,
    )


#: What makes the schema of each file, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "regencies_central_java": _regencies_schema,
    "exchange_rates": _exchange_rates_schema,
}
