"""Which minimum wage applies: the study's own, the regency's, the province's, the quoted one, and never another year's."""

import pandas as pd
import pytest

from helpers.facts import minimum_wages
from helpers.facts.minimum_wages import Given, minimum_wage
from helpers.language import UserError

OWN_TABLE = (
    "bps_code,regency,year,amount_idr,decree,n_sources,source_1,source_2\n"
    "3509,Kabupaten Jember,2024,2665392.94,SK 188/656/KPTS/013/2023,1,https://example.org/umk,\n"
)


# --- What there is ---


@pytest.mark.parametrize(
    ("regency", "year", "amount"),
    [
        ("Kabupaten Semarang", 2021, 2302797.59),
        ("Kota Semarang", 2023, 3060348.78),
        ("Kabupaten Banjarnegara", 2023, 1958169.69),
        ("Kabupaten Cilacap", 2016, 1608000),
    ],
)
def test_the_minimum_wage_of_a_regency_is_that_of_the_table(regency, year, amount):
    found = minimum_wage(regency, year)
    assert (found.amount, found.kind, found.place, found.year) == (amount, "UMK", regency, year)


def test_it_names_its_decree():
    assert minimum_wage("Kabupaten Semarang", 2021).source == "SK Gubernur Jawa Tengah No. 561/62 Tahun 2020"


def test_an_amount_of_a_study_holds_for_its_own_regency_and_year_only():
    given = Given(3_000_000, "decree 1/2020", "Kabupaten Semarang", 2021)
    own = minimum_wage("Kabupaten Semarang", 2021, given=given)
    assert (own.amount, own.kind, own.source) == (3_000_000, "given", "decree 1/2020")
    assert minimum_wage("Kabupaten Semarang", 2024, given=given).kind == "UMK"
    assert minimum_wage("Kabupaten Demak", 2021, given=given).kind == "UMK"


def test_a_table_of_a_study_is_read_instead_of_the_collections(tmp_path):
    file = tmp_path / "wages.csv"
    file.write_text(OWN_TABLE, encoding="utf-8")
    found = minimum_wage("Kabupaten Jember", 2024, table=file)
    assert (found.amount, found.kind, found.source) == (2665392.94, "own table", "SK 188/656/KPTS/013/2023")
    with pytest.raises(UserError, match=r"wages\.csv has no row for Kabupaten Jember in 2023"):
        minimum_wage("Kabupaten Jember", 2023, table=file)


def test_the_province_stands_in_only_where_it_is_asked_for():
    with pytest.raises(UserError, match="no row for Kabupaten Brebes in 2019"):
        minimum_wage("Kabupaten Brebes", 2019)
    found = minimum_wage("Kabupaten Brebes", 2019, province="Jawa Tengah")
    assert (found.amount, found.kind, found.place) == (1_605_396.02, "UMP", "Jawa Tengah")


def test_the_regency_comes_before_the_province():
    assert minimum_wage("Kabupaten Semarang", 2021, province="Jawa Tengah").kind == "UMK"
    assert minimum_wage(None, 2021, province="Jawa Tengah").amount == 1_798_979.12


def test_a_quoted_amount_is_the_last_resort():
    found = minimum_wage("Kabupaten Cirebon", 2014, province="Jawa Barat", quoted=1_200_000.0)
    assert (found.amount, found.kind, found.place) == (1_200_000, "quoted", "Kabupaten Cirebon")
    assert minimum_wage("Kabupaten Semarang", 2021, quoted=1_200_000.0).kind == "UMK"


@pytest.mark.parametrize(
    ("regency", "year", "options", "words"),
    [
        ("Kabupaten Semarang", 2021, {}, "(UMK), Kabupaten Semarang 2021: Rp 2,302,798"),
        ("Kabupaten Brebes", 2019, {"province": "Jawa Tengah"}, "(UMP), Jawa Tengah 2019: Rp 1,605,396"),
        ("Kota X", 2021, {"given": Given(3e6, "decree 1", "Kota X", 2021)}, "as given in study.yaml (decree 1)"),
        (None, None, {"quoted": 1.2e6}, "quotes: Rp 1,200,000"),
    ],
)
def test_it_says_in_words_which_it_is(regency, year, options, words):
    found = minimum_wage(regency, year, **options)
    assert words in found.described("en")
    assert found.described("id") != found.described("en")


def test_every_regency_of_a_year_highest_first():
    rows = minimum_wages.of_year(2021)
    assert rows["amount_idr"].is_monotonic_decreasing
    assert rows.set_index("regency").at["Kabupaten Semarang", "amount_idr"] == 2302797.59
    table = minimum_wages.regency_minimum_wages()
    assert len(rows) == (table["year"] == 2021).sum()
    with pytest.raises(UserError, match="there are 2014 to 2026"):
        minimum_wages.of_year(2013)


def test_every_row_of_the_table_is_found():
    table = minimum_wages.regency_minimum_wages()
    found = [minimum_wage(row.regency, row.year).amount for row in table[table["year"] == 2019].itertuples()]
    assert found == pd.Series(table.loc[table["year"] == 2019, "amount_idr"]).tolist()


# --- What is not there ---


def test_an_unknown_regency_names_the_nearest_and_what_to_do():
    with pytest.raises(UserError) as caught:
        minimum_wage("Kabupaten Semarrang", 2021)
    message = str(caught.value)
    assert "'Kabupaten Semarrang'" in message
    assert "Nearest: Kabupaten Semarang" in message
    assert "data/reference/regency_minimum_wages.csv" in message
    assert "bps_code, regency, year, amount_idr, decree, n_sources, source_1, source_2" in message
    assert "cites its source" in message
    assert "minimum_wage: {amount: ..., source: ...}" in message


def test_a_bare_name_is_not_taken_for_one_of_two_regencies():
    with pytest.raises(UserError, match="Kota Semarang, Kabupaten Semarang"):
        minimum_wage("Semarang", 2021)


@pytest.mark.parametrize(
    ("regency", "year", "nearest"),
    [
        ("Kabupaten Brebes", 2019, "2018, 2020"),
        ("Kabupaten Cilacap", 2015, "2014, 2016"),
        ("Kabupaten Pekalongan", 2026, "2024, 2025"),
        ("Kabupaten Semarang", 2013, "2014, 2015"),
    ],
)
def test_a_missing_year_is_never_replaced_but_the_nearest_are_named(regency, year, nearest):
    with pytest.raises(UserError) as caught:
        minimum_wage(regency, year)
    message = str(caught.value)
    assert f"no row for {regency} in {year}" in message
    assert f"Nearest years: {nearest} (" in message
    assert "minimum_wage: {amount: ..., source: ...}" in message


def test_a_missing_province_and_year():
    with pytest.raises(UserError, match="Nearest: Jawa Tengah"):
        minimum_wage("Kabupaten Malang", 2021, province="Jawa Tenggah")
    with pytest.raises(UserError, match="Nearest years: 2017, 2018"):
        minimum_wage("Kabupaten Cilacap", 2015, province="Jawa Tengah")


@pytest.mark.parametrize(("regency", "year"), [("Kabupaten Semarang", None), (None, 2021)])
def test_without_a_year_or_a_place_there_is_none(regency, year):
    with pytest.raises(UserError, match="a place and a year"):
        minimum_wage(regency, year)
