"""Sentences of notebook 06: each branch, word for word."""

import numpy as np
from shown import INVENTED, frame, here

from helpers.regencies import sentences

TILES = frame(
    "regency amount_idr rank growth",
    ["Kota Semarang", 3_000_000.0, 1, 0.08],
    ["Kabupaten Semarang", 2_302_798.0, 2, 0.0657],
    ["Kabupaten Blora", 2_000_000.0, 3, np.nan],
    ["Kabupaten Demak", np.nan, None, np.nan],
).astype({"rank": "Int64"})
STUDIES = frame(
    "study provenance measure estimate",
    ["a", "demonstration", "v0", 0.7],
    ["b", "field", "v0", 0.9],
    ["c", "field", "hours", 40.0],
)
SAME_PAY = frame(
    "regency v0 v1",
    ["Kota Semarang", 0.8, 0.5],
    ["Kabupaten Blora", 0.6543, 0.3],
)
RATES = frame(
    "product needed posted",
    ["cake_boards", 1500.0, 250.0],
    ["cake_boards", 1250.0, 250.0],
    ["shoe_sewing", 6000.0, 4000.0],
    ["shoe_sewing", 4000.0, 4000.0],
)


def test_minimum_wages_say_range_rank_growth_and_what_is_unknown():
    assert sentences.minimum_wages(here(), TILES, 2021, 2014) == (
        "In 2021 the highest minimum wage, Rp 3,000,000 in Kota Semarang, is 1.50 times the lowest, Rp 2,000,000 in Kabupaten "
        "Blora. Kabupaten Semarang has rank 2 of 3. Since 2014 they have grown by 6.6% to 8.0% a year, before inflation. For 1 "
        "regencies no source gives the figure."
    )
    said = sentences.minimum_wages(here("id"), TILES, 2021, 2014)
    assert all(text in said for text in ("Rp3.000.000", "1,50", "6,6%"))


def test_minimum_wages_without_own_regency_growth_or_gaps_are_one_sentence():
    few = TILES.iloc[[0, 2]].assign(growth=np.nan)
    assert sentences.minimum_wages(here(), few, 2021, 2021).endswith("Rp 2,000,000 in Kabupaten Blora.")


def test_studies_of_which_one_is_invented():
    assert sentences.studies(here(), STUDIES, {}) == (
        "**Partly demonstration data, invented.** 3 studies can be compared; the share below the hourly minimum runs from 70.0% "
        "(a) to 90.0% (b). 1 of them are demonstration surveys: their difference says nothing at all."
    )


def test_field_studies_are_not_marked_and_name_what_was_not_read():
    assert sentences.studies(here(), STUDIES[1:], {"x": "why", "y": "why"}) == (
        "2 studies can be compared; the share below the hourly minimum runs from 90.0% (b) to 90.0% (b). Not read: x, y."
    )


def test_no_study_with_pay():
    assert sentences.studies(here(), STUDIES[2:], {}) == "No study has pay and hours to compare."


def test_same_pay_says_what_the_place_alone_changes():
    said = (
        "With the same pay for an hour, 80.0% would lie below the minimum of Kota Semarang and 65.4% below that of Kabupaten "
        "Blora; the average gap over all would be 50.0% and 30.0%. The place alone, then, makes 14.6 percentage points of the "
        "share below: where pay is far from any minimum, it hardly matters whose minimum it is."
    )
    assert sentences.same_pay(here("en", "field"), SAME_PAY) == said
    assert sentences.same_pay(here(), SAME_PAY) == INVENTED + said
    assert "14,6" in sentences.same_pay(here("id"), SAME_PAY)
    assert sentences.same_pay(here(), SAME_PAY[:0]) == ""


def test_rates_count_the_pairs_in_which_the_paid_rate_would_do():
    said = (
        "Nearest is hand-sewing shoes (from 1.0 times the paid rate), farthest cake boards (up to 6.0 times). The paid rate "
        "would do in 1 of 4 pairs of product and regency."
    )
    assert sentences.rates(here("en", "field"), RATES) == said
    assert sentences.rates(here(), RATES) == INVENTED + said
    assert "6,0" in sentences.rates(here("id"), RATES)
    assert sentences.rates(here(), RATES.assign(needed=np.nan)) == ""
