"""Tables of notebook 02, as people read them."""

import numpy as np
import pandas as pd
import pytest
from shown import frame, here

from helpers.exhibits import LeftOut
from helpers.wages import tables

OVERALL = frame(
    "measure estimate low high n",
    ["v0", 0.7054, 0.65, 0.7549, 1150],
    ["v2", 0.1234, 0.1, 0.15, 1150],
    ["kaitz_median", 1.4567, 1.3, 1.6, 1150],
    ["gap_per_worker", 1_234_567.4, 1_000_000.0, 1_500_000.0, 811],
)
BY_GROUP = frame(
    "by group measure estimate n",
    *(
        [by, group, measure, value, n]
        for by, group, values, n in (
            ("product", "cake_boards", (0.9, 0.4, 0.25, 0.444), 1600),
            ("product", "shoe_sewing", (0.4, 0.1, 0.05, 0.25), 40),
            ("sex", "female", (0.7, 0.3, 0.2, 0.43), 1640),
        )
        for measure, value in zip(("v0", "v1", "v2", "mean_gap"), values, strict=True)
    ),
)
PARTS = frame(
    "by group population_share v0_share v1_share v2_share",
    ["product", "cake_boards", 0.8, 0.9, 0.941, 0.95],
    ["product", "shoe_sewing", 0.2, 0.1, 0.059, 0.05],
    ["sex", "female", 1.0, 1.0, 1.0, 1.0],
)
DIVISORS = frame(
    "divisor minimum measure estimate low high n",
    [173, 13311.0, "v0", 0.7, 0.6, 0.8, 100],
    [173, 13311.0, "v2", 0.1, 0.05, 0.15, 100],
    [126, 18276.2, "v0", 0.9, 0.85, 0.95, 100],
    [126, 18276.2, "v2", 0.3, 0.25, 0.35, 100],
)
RATES = frame(
    "product minutes cost posted needed needed_low needed_high times n",
    ["cake_boards", 2.25, 12.4, 250.0, 1512.0, 1400.4, 1600.6, 6.048, 1200],
)


@pytest.mark.parametrize(
    ("language", "cells"),
    [
        (
            "en",
            [
                ["70.5%", "65.0% to 75.5%", "1,150"],
                ["0.12", "0.10 to 0.15", "1,150"],
                ["1.46", "1.30 to 1.60", "1,150"],
                ["Rp 1,234,567", "Rp 1,000,000 to Rp 1,500,000", "811"],
            ],
        ),
        (
            "id",
            [
                ["70,5%", "65,0% sampai 75,5%", "1.150"],
                ["0,12", "0,10 sampai 0,15", "1.150"],
                ["1,46", "1,30 sampai 1,60", "1.150"],
                ["Rp1.234.567", "Rp1.000.000 sampai Rp1.500.000", "811"],
            ],
        ),
    ],
)
def test_shortfall_writes_each_measure_in_its_unit(language, cells):
    table = tables.shortfall(here(language), OVERALL, 173)
    assert table.shown.iloc[:, 1:].to_numpy().tolist() == cells
    assert "173" in table.caption
    assert table.data is OVERALL
    assert table.name == "02_shortfall_table"


def test_shortfall_names_its_measures():
    table = tables.shortfall(here(), OVERALL, 173)
    assert list(table.shown.columns) == ["Measure", "Estimate", "95% interval", "Workers"]
    assert table.shown["Measure"].tolist() == [
        "Share below the minimum (v0)",
        "Severity (v2)",
        "Kaitz index: minimum over median pay",
        "Mean gap of those below, rupiah a month",
    ]
    assert table.sources == ("survey.csv of the study", "minimum wage: data/reference/regency_minimum_wages.csv")


def test_groups_follow_the_order_of_the_form():
    table = tables.shortfall_by_group(here(), BY_GROUP, PARTS)
    assert list(table.shown.columns) == [
        "Group",
        "Workers",
        "v0",
        "v1",
        "v2",
        "v1/v0",
        "Part of population",
        "Part of v1",
    ]
    assert table.shown.to_numpy().tolist() == [
        ["Product: Hand-sewing shoes", "40", "40.0%", "10.0%", "0.05", "25.0%", "20.0%", "5.9%"],
        ["Product: Cake boards", "1,600", "90.0%", "40.0%", "0.25", "44.4%", "80.0%", "94.1%"],
        ["Sex: Woman", "1,640", "70.0%", "30.0%", "0.20", "43.0%", "100.0%", "100.0%"],
    ]
    assert table.data.loc[table.data["group"] == "shoe_sewing", "v1_share"].tolist() == [0.059] * 4


def test_groups_in_indonesian():
    shown = tables.shortfall_by_group(here("id"), BY_GROUP, PARTS).shown
    assert shown.iloc[1, 1:].tolist() == ["1.600", "90,0%", "40,0%", "0,25", "44,4%", "80,0%", "94,1%"]


def test_divisors_stand_side_by_side_with_their_hourly_minimum():
    table = tables.by_divisor(here(), DIVISORS)
    assert list(table.shown.columns) == ["Measure", "173 hours: Rp 13,311 an hour", "126 hours: Rp 18,276 an hour"]
    assert table.shown.iloc[:, 1:].to_numpy().tolist() == [
        ["70.0% (60.0% to 80.0%)", "90.0% (85.0% to 95.0%)"],
        ["0.10 (0.05 to 0.15)", "0.30 (0.25 to 0.35)"],
    ]


def test_piece_rates():
    table = tables.piece_rates(here(), RATES)
    assert table.shown.iloc[0].tolist() == [
        "Cake boards",
        "2.2",
        "Rp 12",
        "Rp 250",
        "Rp 1,512",
        "Rp 1,400 to Rp 1,601",
        "6.0",
        "1,200",
    ]
    indonesian = tables.piece_rates(here("id"), RATES).shown.iloc[0].tolist()
    assert indonesian[1:] == ["2,2", "Rp12", "Rp250", "Rp1.512", "Rp1.400 sampai Rp1.601", "6,0", "1.200"]


@pytest.mark.parametrize(
    ("make", "arguments", "question"),
    [
        (tables.shortfall, (OVERALL[:0], 173), "(hours_per_day)"),
        (tables.shortfall_by_group, (BY_GROUP[:0], PARTS), "(hours_per_day)"),
        (tables.by_divisor, (DIVISORS[:0],), "(hours_per_day)"),
        (tables.piece_rates, (RATES.assign(needed=np.nan),), "(minutes_per_unit)"),
    ],
)
def test_without_answers_a_table_is_left_out_and_names_its_questions(make, arguments, question):
    left = make(here(), *arguments)
    assert isinstance(left, LeftOut)
    assert question in left.why


def test_every_cell_is_a_text():
    for table in (
        tables.shortfall(here(), OVERALL, 173),
        tables.shortfall_by_group(here(), BY_GROUP, PARTS),
        tables.by_divisor(here(), DIVISORS),
        tables.piece_rates(here(), RATES),
    ):
        assert isinstance(table.shown, pd.DataFrame)
        assert all(isinstance(cell, str) for cell in table.shown.to_numpy().ravel())
