"""Published figures, places and times are told in both languages, with the numbers that the source has."""

import re

import pandas as pd
import pytest

from helpers.facts import published, wording


def _row(value, unit, value_id="", unit_id=""):
    return pd.Series({"value": value, "value_id": value_id or value, "unit": unit, "unit_id": unit_id or unit})


@pytest.mark.parametrize(
    ("row", "english", "indonesian"),
    [
        (_row("4500", "Rp per 5 dozen", unit_id="Rp per 5 lusin"), "Rp 4,500 per 5 dozen", "Rp4.500 per 5 lusin"),
        (_row("1530000", "Rp"), "Rp 1,530,000", "Rp1.530.000"),
        (_row("20000-30000", "Rp per kg"), "Rp 20,000–30,000 per kg", "Rp20.000–30.000 per kg"),
        (_row("<500000", "Rp per month", unit_id="Rp per bulan"), "Rp <500,000 per month", "Rp<500.000 per bulan"),
        (
            _row("200 to 400", "Rp per piece", "200 menjadi 400", "Rp per potong"),
            "Rp 200 to 400 per piece",
            "Rp200 menjadi 400 per potong",
        ),
        (_row("4.28", "hours/day", unit_id="jam/hari"), "4.28 hours/day", "4,28 jam/hari"),
        (_row("0.25-1", "hours", unit_id="jam"), "0.25–1 hours", "0,25–1 jam"),
        (_row("99.8", "% (432 of 433)", unit_id="% (432 dari 433)"), "99.8% (432 of 433)", "99,8% (432 dari 433)"),
        (_row(">4000", "members", unit_id="anggota"), ">4,000 members", ">4.000 anggota"),
        (_row("June 2014", "date", "Juni 2014", "tanggal"), "June 2014", "Juni 2014"),
        (_row("yes", "qualitative", "ya", "kualitatif"), "yes", "ya"),
        (_row("qualitative", "text", "kualitatif", "teks"), "in words", "dengan kata-kata"),
    ],
)
def test_a_figure_has_its_unit_and_the_separators_of_the_language(row, english, indonesian):
    assert wording.figure(row, "en") == english
    assert wording.figure(row, "id") == indonesian


def test_every_published_figure_has_the_same_numbers_in_both_languages():
    for _index, row in published.published_figures().iterrows():
        for column in ("measure", "value", "unit", "population"):
            english, indonesian = (re.findall(r"\d+", row[name]) for name in (column, f"{column}_id"))
            assert english == indonesian, f"{row['id']}, {column}"


@pytest.mark.parametrize(
    ("name", "indonesian"),
    [
        ("Kabupaten Semarang", "Kabupaten Semarang"),
        ("village near Ungaran, Kabupaten Semarang", "desa dekat Ungaran, Kabupaten Semarang"),
        ("North Sumatra/East Java (not shown)", "Sumatera Utara/Jawa Timur (tidak disebut)"),
        (
            "Jakarta, Yogyakarta, West/Central/East Java, North Sumatra",
            "Jakarta, Yogyakarta, Jawa Barat, Jawa Tengah, dan Jawa Timur, Sumatera Utara",
        ),
        ("Bandung and Kendal", "Bandung dan Kendal"),
    ],
)
def test_a_place_is_translated_where_it_is_more_than_a_name(name, indonesian):
    assert wording.place(name, "id") == indonesian


def test_english_places_and_times_stay_readable():
    assert wording.place("village near Ungaran", "en") == "village near Ungaran"
    assert wording.when("c. 2020 (not shown)", "en") == "about 2020 (not told)"


@pytest.mark.parametrize(
    ("years", "indonesian"),
    [
        ("2013-2014", "2013–2014"),
        ("c. 2015", "sekitar 2015"),
        ("Feb 2023", "Februari 2023"),
        ("not shown (ILO photo set)", "tidak disebut (kumpulan foto ILO)"),
    ],
)
def test_a_time_is_told_with_its_doubt(years, indonesian):
    assert wording.when(years, "id") == indonesian


def test_a_time_that_is_missing_is_left_out():
    assert wording.where_and_when("Kudus", pd.NA, "en") == "Kudus"
    assert wording.where_and_when("Kudus", 2016, "en") == "Kudus, 2016"
