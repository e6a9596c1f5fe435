"""Minimum wages as the governors' decrees set them, and the one lookup that says which of them applies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from helpers.facts import checked
from helpers.facts.minimum_wage_schemas import (
    cilacap_zones_schema,
    provincial_minimum_wages_schema,
    regency_minimum_wages_schema,
)
from helpers.files import paths
from helpers.language import Note, UserError, nearest, rupiah, translator

#: Where a minimum wage comes from: the amount that a study gives, the study's own table, the collection's table of the
#: regency (UMK) or of the province (UMP), or the publication that quotes it.
Kind = Literal["given", "own table", "UMK", "UMP", "quoted"]


@dataclass(frozen=True)
class MinimumWage:
    """A minimum wage, and which one it is.

    Attributes
    ----------
    amount
        Rupiah a month.
    kind
        Where it comes from.
    place, year
        The regency or province, and the year in which the wage was in force; empty and None where a publication quotes
        it without them.
    source
        The decree, or where there is none the source.
    """

    amount: float
    kind: Kind
    place: str
    year: int | None
    source: str

    def described(self, language: str) -> str:
        """Write which minimum wage this is, with its amount and source, in one sentence."""
        _ = translator(language)
        sentences: dict[str, str] = {
            "given": _("Minimum wage of {place} in {year}: {amount} a month, as given in study.yaml ({source})."),
            "own table": _(
                "Minimum wage of {place} in {year}: {amount} a month, from the study's own table ({source})."
            ),
            "UMK": _("Minimum wage of the regency (UMK), {place} {year}: {amount} a month ({source})."),
            "UMP": _("Minimum wage of the province (UMP), {place} {year}: {amount} a month ({source})."),
            "quoted": _("Minimum wage that the publication quotes: {amount} a month."),
        }
        return sentences[self.kind].format(
            place=self.place, year=self.year, amount=rupiah(self.amount, language), source=self.source
        )


@dataclass(frozen=True)
class Given:
    """An amount that a study gives itself, in rupiah a month with its source; it applies to this regency and year only."""

    amount: float
    source: str
    regency: str
    year: int


def minimum_wage(
    regency: str | None,
    year: int | None,
    *,
    given: Given | None = None,
    table: Path | None = None,
    province: str | None = None,
    quoted: float | None = None,
) -> MinimumWage:
    """Which minimum wage was in force in a regency in a year?

    The first of these that exists: the amount given for this regency and year; the row of the regency's table; the row
    of the province's table, only if `province` asks for it; the amount that a publication quotes.

    Parameters
    ----------
    regency
        Official name, for instance ``Kabupaten Semarang``; None where a publication does not say.
    year
        Calendar year in which the wage was in force; None where a publication does not say.
    given
        A study's own amount.
    table
        A study's own table of the same shape as `regency_minimum_wages`, which is read instead of it.
    province
        Whose minimum wage (UMP) applies where the regency has none of its own (UMK); None if none may.
    quoted
        Rupiah a month that a publication itself gives, used where the tables have none.

    Raises
    ------
    UserError
        If there is none; it names the nearest regencies or years. Another year's wage is never taken instead.
    """
    if given is not None and (given.regency, given.year) == (regency, year):
        return MinimumWage(given.amount, "given", given.regency, given.year, given.source)
    file = paths.reference("regency_minimum_wages") if table is None else table
    row = _row(regency_minimum_wages(table), "regency", regency, year)
    if row is not None and regency is not None:
        kind: Kind = "UMK" if table is None else "own table"
        return MinimumWage(float(row["amount_idr"]), kind, regency, year, row["decree"])
    if province is not None:
        row = _row(provincial_minimum_wages(), "province", province, year)
        if row is not None:
            source = row["source"] if pd.isna(row["decree"]) else row["decree"]
            return MinimumWage(float(row["amount_idr"]), "UMP", province, year, source)
    if quoted is not None:
        return MinimumWage(quoted, "quoted", regency or province or "", year, "")
    raise _not_found(regency, year, file, province)


def of_year(year: int) -> pd.DataFrame:
    """Return the rows of `regency_minimum_wages` of one year, highest amount first.

    Raises
    ------
    UserError
        If no regency has a minimum wage of that year in the table.
    """
    everything = regency_minimum_wages()
    table = everything[everything["year"] == year]
    if table.empty:
        raise UserError(
            "year: there is no minimum wage of any regency for {year} (there are {first} to {last}). Choose one of these with "
            "PARAMETERS=year=…, or add the year to data/reference/regency_minimum_wages.csv.",
            year=year,
            first=everything["year"].min(),
            last=everything["year"].max(),
        )
    return table.sort_values(["amount_idr", "regency"], ascending=[False, True], ignore_index=True)


def regency_minimum_wages(file: Path | None = None) -> pd.DataFrame:
    """What was the minimum wage (UMK) of each regency in each year?

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
    return checked.read_table(own, regency_minimum_wages_schema, [regencies_file])


def cilacap_zones() -> pd.DataFrame:
    """What were the minimum wages (rupiah a month) of the three wage zones of Cilacap, 2014–2016?"""
    regencies_file = paths.reference("regencies_central_java")
    return checked.read_table(paths.reference("umk_cilacap_zones"), cilacap_zones_schema, [regencies_file])


def provincial_minimum_wages() -> pd.DataFrame:
    """What was the minimum wage (UMP, rupiah a month) of each province in each year?"""
    return checked.read_table(paths.reference("provincial_minimum_wages"), provincial_minimum_wages_schema)


def _row(table: pd.DataFrame, column: str, place: str | None, year: int | None) -> pd.Series | None:
    if place is None or year is None:
        return None
    found = table[(table[column] == place) & (table["year"] == year)]
    return found.iloc[0] if len(found) else None


def _not_found(regency: str | None, year: int | None, file: Path, province: str | None) -> UserError:
    """Say what is missing: the year, the regency's row, or, where the province's would do, that one."""
    if year is None or (regency is None and province is None):
        return UserError("A minimum wage needs a place and a year. Give both.")
    if province is not None:
        table, missing = provincial_minimum_wages(), paths.reference("provincial_minimum_wages")
        return _missing_row(table, missing, "province", province, year)
    return _missing_row(regency_minimum_wages(file), file, "regency", regency or "", year)


def _missing_row(table: pd.DataFrame, file: Path, column: str, place: str, year: int) -> UserError:
    add = Note(
        "add a row to it ({columns}) that cites its source, or give it in the study.yaml of a study: "
        "minimum_wage: {{amount: ..., source: ...}}.",
        columns=", ".join(table.columns),
    )
    named = table[table[column] == place]
    if named.empty:
        return _unknown_place(table, file, column, place, add)
    years = sorted(named["year"])
    closest = sorted(sorted(years, key=lambda there: abs(there - year))[:2])
    return UserError(
        "year: {file} has no row for {name} in {year}, and no other year's is taken instead. "
        "Nearest years: {closest} (all: {years}). Choose a year that is there, or {add}",
        file=paths.relative(file),
        name=place,
        year=year,
        closest=", ".join(map(str, closest)),
        years=", ".join(map(str, years)),
        add=add,
    )


def _unknown_place(table: pd.DataFrame, file: Path, column: str, place: str, add: Note) -> UserError:
    closest = nearest(place, table[column].unique())
    there = (
        Note("Nearest: {names}", names=", ".join(closest))
        if closest
        else Note("There is, for instance, {name}", name=table[column].iloc[0])
    )
    return UserError(
        "{what}: {name!r} is not in {file}. {there}. Take a name that is there, or {add}",
        what=column,
        name=place,
        file=paths.relative(file),
        there=there,
        add=add,
    )
