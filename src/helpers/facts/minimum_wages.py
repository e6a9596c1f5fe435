"""Minimum wages of regencies and provinces, as the governors' decrees set them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.reference import regencies
from helpers.facts.vocabulary import BPS_CODE, CENTRAL_JAVA_CODE, PROVINCES, REGENCY
from helpers.files import paths
from helpers.language import Note, UserError, nearest

_MONTHLY = (Note("rupiah a month"), 100_000, 50_000_000)


def regency_minimum_wages(file: Path | None = None) -> pd.DataFrame:
    """Tell what the minimum wage (UMK) of each regency was in each year.

    Parameters
    ----------
    file
        A table of the same shape; the collection's own if None.

    Returns
    -------
    pandas.DataFrame
        One row per ``regency`` and ``year``: ``amount_idr`` in rupiah a month, ``decree``, ``n_sources``,
        ``source_1``, ``source_2``.
    """
    regencies_file = paths.reference("regencies_central_java")
    own = paths.reference("regency_minimum_wages") if file is None else file
    return checked.read_table(own, _regency_minimum_wages_schema, [regencies_file])


def cilacap_zones() -> pd.DataFrame:
    """Tell what the minimum wages (rupiah a month) of the three wage zones of Cilacap were, 2014–2016."""
    regencies_file = paths.reference("regencies_central_java")
    return checked.read_table(paths.reference("umk_cilacap_zones"), _cilacap_zones_schema, [regencies_file])


def provincial_minimum_wages() -> pd.DataFrame:
    """Tell what the minimum wage (UMP, rupiah a month) of each province was in each year."""
    return checked.read_table(paths.reference("provincial_minimum_wages"), _provincial_minimum_wages_schema)


def regency_minimum_wage_row(regency: str, year: int, file: Path | None = None) -> pd.Series:
    """Find the row of the UMK table for this regency and year, with its decree and sources.

    Parameters
    ----------
    regency
        Official name, for instance ``Kabupaten Semarang``.
    year
        Calendar year in which the wage was in force.
    file
        A table of the same shape as the collection's own, which is read if None.

    Returns
    -------
    pandas.Series
        The row of `regency_minimum_wages`.

    Raises
    ------
    UserError
        If there is none; it names the nearest regencies or years. Another year's wage is never taken instead.
    """
    table, where = regency_minimum_wages(file), file or paths.reference("regency_minimum_wages")
    otherwise = Note(", or give it in the study.yaml of a study: minimum_wage: {{amount: ..., source: ...}}")
    return _only_row(table, where, {"regency": regency, "year": year}, otherwise)


def regency_minimum_wage(regency: str, year: int, file: Path | None = None) -> float:
    """Tell what the minimum wage (UMK) was, in rupiah a month; raises as `regency_minimum_wage_row` does."""
    return float(regency_minimum_wage_row(regency, year, file)["amount_idr"])


def provincial_minimum_wage(province: str, year: int) -> float:
    """Tell what the provincial minimum wage (UMP) was, in rupiah a month.

    Raises
    ------
    UserError
        If the province or the year is not in the table; it names the nearest ones.
    """
    table, file = provincial_minimum_wages(), paths.reference("provincial_minimum_wages")
    return float(_only_row(table, file, {"province": province, "year": year})["amount_idr"])


def _only_row(table: pd.DataFrame, path: Path, wanted: dict[str, str | int], otherwise: str = "") -> pd.Series:
    (what, name), (_, year) = wanted.items()
    file = paths.relative(path)
    add = Note(
        "add a row to it ({columns}) that cites its source{otherwise}.",
        columns=", ".join(table.columns), otherwise=otherwise,
    )  # fmt: skip
    named = table[table[what] == name]
    if named.empty:
        closest = nearest(name, table[what].unique())
        there = (
            Note("Nearest: {names}", names=", ".join(closest))
            if closest
            else Note("There is, for instance, {name}", name=table[what].iloc[0])
        )
        raise UserError(
            "{what}: {name!r} is not in {file}. {there}. Take a name that is there, or {add}",
            what=what, name=name, file=file, there=there, add=add,
        )  # fmt: skip
    found = named[named["year"] == year]
    if found.empty:
        years = sorted(named["year"])
        closest = sorted(sorted(years, key=lambda there: abs(there - year))[:2])
        raise UserError(
            "year: {file} has no row for {name} in {year}, and no other year's is taken instead. "
            "Nearest years: {closest} (all: {years}). Choose a year that is there, or {add}",
            file=file, name=name, year=year, closest=", ".join(map(str, closest)), years=", ".join(map(str, years)),
            add=add,
        )  # fmt: skip
    return found.iloc[0]


def _regency_minimum_wages_schema() -> pa.DataFrameSchema:
    return _umk_schema({})


def _cilacap_zones_schema() -> pa.DataFrameSchema:
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


def _provincial_minimum_wages_schema() -> pa.DataFrameSchema:
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
    "regency_minimum_wages": _regency_minimum_wages_schema,
    "umk_cilacap_zones": _cilacap_zones_schema,
    "provincial_minimum_wages": _provincial_minimum_wages_schema,
}
