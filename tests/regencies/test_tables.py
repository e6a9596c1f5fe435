"""Tables of notebook 06, as people read them."""

import numpy as np
from shown import frame, here

from helpers.exhibits import LeftOut
from helpers.regencies import tables

TILES = frame(
    "regency amount_idr rank growth",
    ["Kabupaten Blora", np.nan, None, np.nan],
    ["Kabupaten Semarang", 2_302_798.0, 2, 0.0657],
    ["Kota Semarang", 2_810_025.0, 1, 0.08],
).astype({"rank": "Int64"})
STUDIES = frame(
    "study regency year provenance measure estimate low high n",
    ["a", "Kabupaten Semarang", 2021, "demonstration", "median_pay", 7654.3, 7000.0, 8000.0, 1150],
    ["a", "Kabupaten Semarang", 2021, "demonstration", "hours", 41.26, 40.0, 42.5, 1200],
    ["b", "Kabupaten Demak", 2024, "field", "hours", 38.0, 36.0, 40.0, 150],
    ["b", "Kabupaten Demak", 2024, "field", "health", 0.456, 0.4, 0.5, 140],
)
RATES = frame(
    "regency minimum product needed minutes cost posted n",
    ["Kabupaten Semarang", 2_302_798.0, "cake_boards", 250.6, 2.0, 5.0, 100.0, 60],
    ["Kota Semarang", 2_810_025.0, "cake_boards", 300.2, 2.0, 5.0, 100.0, 60],
    ["Kota Semarang", 2_810_025.0, "shoe_sewing", 9000.0, 30.0, 0.0, 4000.0, 40],
)


def test_minimum_wages_are_ordered_by_level_with_dashes_for_what_is_unknown():
    table = tables.minimum_wages(here(), TILES, 2021, 2014)
    assert list(table.shown.columns) == ["Regency or city", "Rank", "Rupiah a month, 2021", "Growth a year since 2014"]
    assert table.shown.to_numpy().tolist() == [
        ["Kota Semarang", "1", "Rp 2,810,025", "8.0%"],
        ["Kabupaten Semarang", "2", "Rp 2,302,798", "6.6%"],
        ["Kabupaten Blora", "–", "–", "–"],
    ]
    assert table.rests_on == "published"
    indonesian = tables.minimum_wages(here("id"), TILES, 2021, 2014).shown
    assert indonesian.iloc[0, 1:].tolist() == ["1", "Rp2.810.025", "8,0%"]


def test_studies_have_a_line_each_and_a_dash_is_no_answer():
    table = tables.studies(here(), STUDIES, {})
    assert table.shown.to_numpy().tolist() == [
        ["Kabupaten Semarang 2021 *", "Rp 7,654 (Rp 7,000 to Rp 8,000)", "41.3 (40.0 to 42.5)", "not asked", "1,200"],
        ["Kabupaten Demak 2024", "not asked", "38.0 (36.0 to 40.0)", "46% (40% to 50%)", "150"],
    ]
    assert list(table.shown.columns) == [
        "Study",
        "median pay, rupiah an hour",
        "hours a week, mean",
        "health cover, %",
        "N",
    ]
    assert "invented, evidence of nothing" in table.caption
    assert "Not read" not in table.caption


def test_studies_of_field_surveys_name_what_could_not_be_read():
    caption = tables.studies(here(), STUDIES[2:], {"kota-x": "no survey file"}).caption
    assert "invented" not in caption
    assert caption.endswith("Not read: kota-x (no survey file)")


def test_studies_in_indonesian():
    shown = tables.studies(here("id"), STUDIES, {}).shown
    assert shown.iloc[0, 1].startswith("Rp7.654 (Rp7.000")
    assert shown.iloc[0, 2].startswith("41,3 (40,0")


def test_rates_are_a_regency_a_row_and_a_product_a_column():
    book = tables.rates(here(), RATES)
    note, rates, about = book.sheets.values()
    assert list(book.sheets) == ["Read this first", "Rates", "Minutes and costs"]
    assert rates["Regency or city"].tolist() == ["Kota Semarang", "Kabupaten Semarang"]
    assert rates["Cake boards"].tolist() == [300, 251]
    assert rates["Hand-sewing shoes"].iloc[0] == 9000
    assert np.isnan(rates["Hand-sewing shoes"].iloc[1])
    assert about.to_numpy().tolist() == [["Cake boards", 2, 5, 100, 60], ["Hand-sewing shoes", 30, 0, 4000, 40]]
    assert note.iloc[0, 0] == book.caption


def test_rates_of_an_invented_survey_say_so_in_the_workbook():
    assert "DEMONSTRATION DATA" in tables.rates(here(), RATES).caption
    assert "DEMONSTRATION DATA" not in tables.rates(here("en", "field"), RATES).caption


def test_rates_are_left_out_where_minutes_are_not_known():
    left = tables.rates(here(), RATES.assign(needed=np.nan))
    assert isinstance(left, LeftOut)
    assert "(minutes_per_unit)" in left.why
