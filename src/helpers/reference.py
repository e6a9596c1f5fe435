"""Law and wage facts of ``data/reference``: every cell checked, every row sourced, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers import checked_tables as tables
from helpers import paths
from helpers.errors import UserError, nearest
from helpers.notes import Note

# fmt: off
#: The provinces by the names that the files use.
PROVINCES = (
    "Aceh", "Sumatera Utara", "Sumatera Barat", "Riau", "Kepulauan Riau", "Jambi", "Sumatera Selatan",
    "Bengkulu", "Kepulauan Bangka Belitung", "Lampung", "Banten", "DKI Jakarta", "Jawa Barat",
    "Jawa Tengah", "DI Yogyakarta", "Jawa Timur", "Bali", "Nusa Tenggara Barat", "Nusa Tenggara Timur",
    "Kalimantan Barat", "Kalimantan Tengah", "Kalimantan Selatan", "Kalimantan Timur", "Kalimantan Utara",
    "Sulawesi Utara", "Gorontalo", "Sulawesi Tengah", "Sulawesi Barat", "Sulawesi Selatan",
    "Sulawesi Tenggara", "Maluku", "Maluku Utara", "Papua", "Papua Barat", "Papua Barat Daya",
    "Papua Tengah", "Papua Pegunungan", "Papua Selatan",
)
#: The kinds of protection that a legal instrument may give.
PROTECTION_DIMENSIONS = (
    "recognition", "minimum_wage", "working_hours", "social_security", "occupational_safety_health",
    "freedom_of_association", "maternity", "inspection",
)
# fmt: on
LEVELS = ("international", "national", "provincial", "regency")
STATUSES = ("in_force", "ratified_not", "draft", "decision", "guideline", "none")
COVERAGES = ("explicit", "implicit", "excluded", "none")
#: How the official name of a regency is written.
REGENCY_PATTERN = r"(?:Kabupaten|Kota) \S.*"
_REGENCY = (Note("an official name beginning with Kabupaten or Kota"), REGENCY_PATTERN)
_BPS_CODE = (Note("a BPS code of four digits"), r"\d{4}")
_CENTRAL_JAVA = "33"  # the BPS codes of its regencies begin so
_MONTHLY = (Note("rupiah a month"), 100_000, 50_000_000)


def _file(name: str) -> Path:
    return paths.data() / "reference" / f"{name}.csv"


def regencies() -> pd.DataFrame:
    """List the kabupaten and kota of Central Java, and where each lies on the tile map.

    Returns
    -------
    pandas.DataFrame
        ``bps_code`` (text), ``name``, ``kind``, ``capital`` (of a kabupaten), and the tile's ``column`` (0 is
        west) and ``row`` (0 is north).
    """
    return tables.read_table(_file("regencies_central_java"), _regencies_schema)


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
    regencies_file = _file("regencies_central_java")
    own = _file("regency_minimum_wages") if file is None else file
    return tables.read_table(own, _regency_minimum_wages_schema, [regencies_file])


def cilacap_zones() -> pd.DataFrame:
    """Tell what the minimum wages (rupiah a month) of the three wage zones of Cilacap were, 2014–2016."""
    regencies_file = _file("regencies_central_java")
    return tables.read_table(_file("umk_cilacap_zones"), _cilacap_zones_schema, [regencies_file])


def provincial_minimum_wages() -> pd.DataFrame:
    """Tell what the minimum wage (UMP, rupiah a month) of each province was in each year."""
    return tables.read_table(_file("provincial_minimum_wages"), _provincial_minimum_wages_schema)


def exchange_rates() -> pd.DataFrame:
    """Tell how many rupiah one unit of a foreign currency was worth, on average over a year."""
    return tables.read_table(_file("exchange_rates"), _exchange_rates_schema)


def law_facts() -> pd.DataFrame:
    """Tell what each article, ruling or draft says in both languages, and whether it still stands."""
    return tables.read_table(_file("law_facts"), _law_facts_schema)


def legal_instruments() -> pd.DataFrame:
    """Tell which instrument gives home workers which protection.

    Returns
    -------
    pandas.DataFrame
        One row per ``instrument_id`` and ``protection_dimension``, with the ``coverage`` of home workers. A
        pair that is not there means *no evidence*, not *no protection*.
    """
    return tables.read_table(_file("legal_instruments"), _legal_instruments_schema, [_file("law_facts")])


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
    table, where = regency_minimum_wages(file), file or _file("regency_minimum_wages")
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
    table, file = provincial_minimum_wages(), _file("provincial_minimum_wages")
    return float(_only_row(table, file, {"province": province, "year": year})["amount_idr"])


def exchange_rate(currency: str, year: int) -> float:
    """Tell how many rupiah one unit of `currency` (``EUR``) was worth, on average over `year`.

    Raises
    ------
    UserError
        If the currency or the year is not in the table; it names the nearest ones.
    """
    table, file = exchange_rates(), _file("exchange_rates")
    return float(_only_row(table, file, {"currency": currency, "year": year})["rupiah_per_unit"])


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


def _regencies_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "bps_code": tables.key(*_BPS_CODE),
            "name": tables.key(*_REGENCY),
            "kind": tables.choice(["kabupaten", "kota"]),
            "capital": tables.text(Note("the name of the capital"), blank=True),
            "column": tables.whole(0, 50),
            "row": tables.whole(0, 50),
        },
        [
            tables.once("column", "row"),
            tables.rule(
                "name, kind",
                Note("the kind that the name begins with"),
                lambda rows: rows["name"].str.split().str[0].str.lower() == rows["kind"],
            ),
            tables.rule(
                "kind, capital",
                Note("the capital of each kabupaten"),
                lambda rows: (rows["kind"] == "kota") | rows["capital"].notna(),
            ),
        ],
        strict=True,
    )


def _regency_minimum_wages_schema() -> pa.DataFrameSchema:
    return _umk_schema({})


def _cilacap_zones_schema() -> pa.DataFrameSchema:
    return _umk_schema({"zone": tables.choice(["kota", "timur", "barat"])})


def _umk_schema(more: dict[str, pa.Column]) -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "bps_code": tables.text(*_BPS_CODE),
            "regency": tables.text(*_REGENCY),
            **more,
            "year": tables.year(),
            "amount_idr": tables.amount(*_MONTHLY),
            "decree": tables.text(Note("the decree that sets the wage")),
            "n_sources": tables.whole(1, 1000),
            "source_1": tables.source(),
            "source_2": tables.source(blank=True),
        },
        [
            tables.once("regency", *more, "year"),
            tables.rule("bps_code, regency", Note("code and name as in regencies_central_java.csv"), _same_regency()),
            tables.rule(
                "n_sources, source_2",
                Note("a second source where n_sources is above 1, and only there"),
                lambda rows: (rows["n_sources"] > 1) == rows["source_2"].notna(),
            ),
            tables.rule(
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
        elsewhere = ~rows["bps_code"].str.startswith(_CENTRAL_JAVA, na=False)
        unlisted = ~rows["regency"].isin(listed["name"])
        return (rows["bps_code"].map(names) == rows["regency"]) | (elsewhere & unlisted)

    return holds


def _provincial_minimum_wages_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "province": tables.choice(PROVINCES),
            "year": tables.year(),
            "amount_idr": tables.amount(*_MONTHLY),
            "decree": tables.text(Note("the decree"), blank=True),
            "source": tables.source(),
        },
        tables.once("province", "year"),
        strict=True,
    )


def _exchange_rates_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "currency": tables.text(Note("a currency code of three capitals, such as EUR"), "[A-Z]{3}"),
            "year": tables.year(),
            "rupiah_per_unit": tables.amount(Note("rupiah for one unit"), 1, 1_000_000),
            "source": tables.source(),
        },
        tables.once("currency", "year"),
        strict=True,
    )


def _law_facts_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "id": tables.key(Note("L and three digits"), r"L\d{3}"),
            "instrument": tables.text(Note("the name of the instrument")),
            "article": tables.text(Note("the article or part")),
            "year": tables.text(Note("the year or years, as text; n.d. where the source has none")),
            "topic": tables.text(Note("a topic in small letters with _"), "[a-z_]+"),
            "fact_in_your_own_words_en": tables.text(Note("the fact in English")),
            "fact_in_your_own_words_id": tables.text(Note("the fact in Indonesian")),
            "status_now": tables.text(Note("whether it is in force")),
            "source_url": tables.address(),
        },
        strict=True,
    )


def _legal_instruments_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "instrument_id": tables.text(Note("an identifier in small letters, digits and _"), "[a-z0-9_]+"),
            "label_en": tables.text(Note("the English name")),
            "label_id": tables.text(Note("the Indonesian name")),
            "level": tables.choice(LEVELS),
            "year": tables.year(blank=True),
            "status": tables.choice(STATUSES),
            "protection_dimension": tables.choice(PROTECTION_DIMENSIONS),
            "coverage": tables.choice(COVERAGES),
            "article": tables.text(Note("the articles"), blank=True),
            "one_line_reason": tables.text(Note("why the coverage is judged so")),
            "law_fact_ids": tables.listed(law_facts()["id"], "law_facts.csv", blank=True),
            "source_url": tables.address(),
        },
        [
            tables.once("instrument_id", "protection_dimension"),
            tables.alike("instrument_id", "label_en", "label_id", "level", "year", "status"),
        ],
        strict=True,
    )


#: What makes the schema of each file of the folder, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "regency_minimum_wages": _regency_minimum_wages_schema,
    "umk_cilacap_zones": _cilacap_zones_schema,
    "provincial_minimum_wages": _provincial_minimum_wages_schema,
    "regencies_central_java": _regencies_schema,
    "exchange_rates": _exchange_rates_schema,
    "law_facts": _law_facts_schema,
    "legal_instruments": _legal_instruments_schema,
}
