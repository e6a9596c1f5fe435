"""Sentences of notebook 02 and of the calculator: each branch, word for word."""

import numpy as np
import pandas as pd
import pytest
from shown import INVENTED, frame, here

from helpers.language import UserError
from helpers.wages import calculator, sentences

LEVELS = frame(
    "place kind year amount_idr rank",
    ["Kabupaten Semarang", "UMK", 2019, 2_000_000, 3],
    ["Kabupaten Semarang", "UMK", 2021, 2_420_000, 2],
    ["Kota Semarang", "UMK", 2021, 2_810_025, 1],
    ["Jawa Tengah", "UMP", 2021, 1_798_979, np.nan],
)
BELOW = frame(
    "group measure estimate low high n",
    ["", "v0", 0.7054, 0.65, 0.755, 1150],
    ["", "mean_gap", 0.4, 0.35, 0.45, 811],
    ["cake_boards", "v0", 0.99, 0.9, 1.0, 40],
)
TOTAL = frame(
    "measure estimate low high",
    ["v0", 0.7, 0.6, 0.8],
    ["total_gap", 1_234_567_890.0, 1_000_000_000.0, 1_500_000_000.0],
    ["gap_per_worker", 854_321.0, 800_000.0, 900_000.0],
    ["kaitz_median", 1.64, 1.5, 1.8],
)
GROUPS = frame(
    "by group measure estimate low high",
    ["product", "cake_boards", "v0", 0.9, 0.85, 0.95],
    ["product", "shoe_sewing", "v0", 0.4, 0.3, 0.5],
    ["sex", "female", "v0", 0.95, 0.9, 1.0],
)
PARTS = frame(
    "by group v1_share", ["product", "cake_boards", 0.3], ["product", "shoe_sewing", 0.7], ["sex", "female", 1.0]
)
NET = frame(
    "definition measure estimate n",
    *(
        [definition, measure, value, 1150]
        for definition, pay, gap in (
            ("hourly_gross", 8000.0, 0.25),
            ("hourly_net", 6543.2, 0.35),
            ("hourly_net_helped", 5000.0, 0.455),
        )
        for measure, value in (("median_pay", pay), ("v1", gap))
    ),
)
DIVISORS = frame(
    "divisor measure estimate",
    [173, "v0", 0.7],
    [173, "near_minimum", 0.042],
    [126, "v0", 0.9],
    [126, "near_minimum", 0.01],
)
RATES = frame(
    "product posted needed times",
    ["cake_boards", 250.0, 1500.0, 6.0],
    ["shoe_sewing", 4000.0, 5000.0, 1.25],
)


# --- The minimum wage, from published data: never marked ---


def test_minimum_wage_gives_amount_rank_and_growth():
    assert sentences.minimum_wage(here(), LEVELS) == (
        "In 2021 the minimum wage of Kabupaten Semarang is Rp 2,420,000 a month, rank 2 of 2 regencies. Since 2019 it has "
        "grown by 10.0% a year, before inflation."
    )
    said = sentences.minimum_wage(here("id"), LEVELS)
    assert "Rp2.420.000" in said
    assert "10,0%" in said


def test_minimum_wage_without_an_earlier_year_has_no_growth():
    assert sentences.minimum_wage(here(), LEVELS[1:]).endswith("rank 2 of 2 regencies.")


def test_minimum_wage_that_is_not_in_the_tables():
    assert sentences.minimum_wage(here(), LEVELS[2:]) == "Kabupaten Semarang has no minimum wage of 2021 in the tables."


def test_published_pay_counts_below_above_and_what_cannot_be_compared():
    nothing = np.nan
    jobs = frame(
        "share_low share_high hourly_share_low evidence_grade why_not",
        [0.2, 0.4, nothing, "D", ""],
        [0.5, 0.5, nothing, "A", ""],
        [1.2, 1.4, nothing, "D", ""],
        [nothing, nothing, 1.1, "B", ""],
        [nothing, nothing, nothing, "D", "no year"],
        [nothing, nothing, nothing, "D", "no exchange rate"],
        [nothing, nothing, nothing, "D", "no year"],
    )
    assert sentences.published(here(), jobs) == (
        "Of 7 published jobs 4 can be set beside the minimum wage of their place and year: 2 lie below it, 2 at or above. The "
        "middle one pays 50% of the minimum. By grade of evidence: A 1, B 1, D 2. Not comparable: no year told 2, no exchange "
        "rate 1. These are single cases, chosen by journalists, NGOs and courts: they show what has been paid, not how many "
        "are paid so."
    )


# --- Below the minimum ---


def test_below_minimum_gives_share_gap_intervals_and_n():
    assert sentences.below_minimum(here(), BELOW, 13_311.0, "hourly_net") == INVENTED + (
        "70.5% of the home workers (95% interval 65.0% to 75.5%; N = 1,150) earn less than Rp 13,311 an hour (after the "
        "worker's costs). Those below fall short of it by 40.0% on average (35.0% to 45.0%)."
    )


def test_below_minimum_in_indonesian_notation():
    said = sentences.below_minimum(here("id"), BELOW, 13_311.0, "hourly_net")
    assert all(text in said for text in ("70,5%", "N = 1.150", "Rp13.311", "40,0%"))


def test_below_minimum_where_nobody_is_below():
    assert sentences.below_minimum(here("en", "field"), BELOW[:1], 13_311.0, "hourly_net") == (
        "None of the 1,150 workers earns less than Rp 13,311 an hour."
    )


def test_total_gap_a_month_for_each_and_for_all():
    assert sentences.total_gap(here("en", "field"), TOTAL) == (
        "To pay the hours that are worked at the minimum would take Rp 854,321 a month for each worker below it, Rp "
        "1,234,567,890 for all listed home workers together (95% interval Rp 1,000,000,000 to Rp 1,500,000,000). The minimum is "
        "1.6 times the median hourly pay."
    )
    assert "Rp1.234.567.890" in sentences.total_gap(here("id"), TOTAL)


def test_total_gap_where_nobody_is_below():
    assert sentences.total_gap(here(), TOTAL[:1]) == INVENTED + "Nobody is below the minimum, so nothing is missing."


def test_groups_name_the_ends_and_the_largest_part_of_the_gap():
    assert sentences.groups(here("en", "field"), GROUPS, PARTS, "product") == (
        "Product: the share below runs from 40.0% (Hand-sewing shoes; 30.0% to 50.0%) to 90.0% (Cake boards; 85.0% to 95.0%). "
        "The largest part of the whole gap, 70.0%, is that of Hand-sewing shoes."
    )


def test_gross_to_net_takes_costs_and_helpers_from_pay():
    assert sentences.gross_to_net(here("en", "field"), NET) == (
        "For the 1,150 workers whose costs are known, the median hour brings Rp 8,000 before costs, Rp 6,543 after costs, and "
        "Rp 5,000 when the hours of unpaid helpers are counted, too; the average gap over all grows from 25.0% to 45.5% of the "
        "minimum."
    )
    assert "Rp6.543" in sentences.gross_to_net(here("id"), NET)


def test_divisor_moves_the_share_below():
    assert sentences.divisor(here("en", "field"), DIVISORS) == (
        "Spread over 173 hours the minimum leaves 70.0% below, over 126 hours 90.0%. Within 5% of the line are 4.2%: "
        "so many could be moved across it by small errors in hours or pay."
    )


def test_piece_rates_of_the_nearest_and_the_farthest_product():
    assert sentences.piece_rates(here("en", "field"), RATES) == (
        "To meet the minimum wage the rate would have to be 1.2 times the paid one for hand-sewing shoes (Rp 4,000 to Rp 5,000 "
        "a piece), and 6.0 times for cake boards (Rp 250 to Rp 1,500)."
    )
    assert "6,0" in sentences.piece_rates(here("id"), RATES)


@pytest.mark.parametrize(
    ("say", "arguments"),
    [
        (sentences.below_minimum, (BELOW[:0], 1.0, "hourly_net")),
        (sentences.total_gap, (TOTAL[:0],)),
        (sentences.groups, (GROUPS, PARTS, "kecamatan")),
        (sentences.gross_to_net, (NET[:0],)),
        (sentences.divisor, (DIVISORS[:0],)),
        (sentences.piece_rates, (RATES.assign(times=np.nan),)),
    ],
)
def test_where_pay_is_not_known_nothing_is_said(say, arguments):
    assert say(here(), *arguments) == ""


@pytest.mark.parametrize(("provenance", "front"), [("demonstration", INVENTED), ("field", "")])
@pytest.mark.parametrize(
    ("say", "arguments"),
    [
        (sentences.below_minimum, (BELOW, 1.0, "hourly_net")),
        (sentences.total_gap, (TOTAL,)),
        (sentences.groups, (GROUPS, PARTS, "product")),
        (sentences.gross_to_net, (NET,)),
        (sentences.divisor, (DIVISORS,)),
        (sentences.piece_rates, (RATES,)),
    ],
)
def test_a_sentence_from_an_invented_survey_says_so_first(say, arguments, provenance, front):
    said = say(here("en", provenance), *arguments)
    assert said.startswith(INVENTED) is (front != "")


# --- The calculator ---


def test_calculator_answers_by_hand():
    # 12 minutes at 15,000 an hour are 3,000, with 100 of costs 3,100; a dozen 37,200.
    answer = calculator.calculate(calculator.Piece(12, 100), 15_000 * 173, "lusin", posted=13_200)
    assert answer.needed == pytest.approx(37_200)
    assert answer.pays_hourly == pytest.approx(5_000)
    assert answer.pays_monthly == pytest.approx(865_000)
    assert answer.share == pytest.approx(1 / 3)


def test_calculator_says_what_has_to_be_paid_and_what_is():
    piece = calculator.Piece(12, 100)
    answer = calculator.calculate(piece, 15_000 * 173, "lusin", posted=13_200)
    assert calculator.sentence(answer, piece, "lusin", "Cake boards", "Kota X", 2021, "en") == (
        "Cake boards: a piece takes 12.0 minutes without hurrying and costs the worker Rp 100. The minimum wage of Kota X in 2021 "
        "is Rp 2,595,000 a month, Rp 15,000 an hour (over 173 hours). To meet it, a dozen (lusin) has to be paid Rp 37,200. Paid "
        "today are Rp 13,200: after costs that is Rp 5,000 an hour and Rp 865,000 for a month of full-time work, 33% of the "
        "minimum wage."
    )


def test_calculator_without_a_posted_rate():
    piece = calculator.Piece(12)
    answer = calculator.calculate(piece, 15_000 * 173)
    said = calculator.sentence(answer, piece, "piece", "Tatakan", "Kota X", 2021, "id")
    assert answer.share is None
    assert "12,0" in said
    assert said.endswith("Rp3.000.")


@pytest.mark.parametrize(
    ("piece", "options", "said"),
    [
        (calculator.Piece(0), {}, "minutes: 0 is not above 0"),
        (calculator.Piece(1, -1), {}, "cannot be below 0"),
        (calculator.Piece(1), {"posted": -5}, "cannot be below 0"),
        (calculator.Piece(1), {"unit": "karung"}, "unit: 'karung' is not one of piece"),
    ],
)
def test_calculator_refuses_what_cannot_be(piece, options, said):
    with pytest.raises(UserError, match=said):
        calculator.calculate(piece, 2_000_000, **options)


def test_pieces_of_a_survey_take_median_minutes_and_all_costs_over_all_pieces():
    workers = pd.DataFrame(
        {
            "product": ["cake_boards"] * 5 + ["shoe_sewing"] * 4,
            "kecamatan": "bergas",
            "desa": [f"d{place}" for place in range(9)],
            "weight": 1.0,
            "minutes_per_piece": [1.0, 2.0, 3.0, 4.0, 5.0] + [30.0] * 4,
            "rate_per_piece": 100.0,
            "rate_per_unit": 100.0,
            "units_per_week": 10.0,
            "monthly_costs": [0.0] * 4 + [520 / 12 * 5] + [0.0] * 4,
        }
    )
    pieces = calculator.pieces_of(workers)
    assert list(pieces) == ["cake_boards"]
    assert pieces["cake_boards"].minutes == 3
    assert pieces["cake_boards"].cost == pytest.approx(1, rel=0.01)
