import math
import re
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from helpers.files import numbers
from helpers.files.numbers import read_number, write_number

#: The same examples on every run, on a slow machine too, and nothing written to disk.
steady = settings()
#: The six ways in which the field writes twelve hundred rupiah.
RUPIAH = {
    "1200": "",
    "1.200": "number_notation",
    "Rp 1.200": "number_notation",
    "Rp. 1.200,-": "number_notation",
    "1,200.00": "number_notation",
    "1,2 rb": "thousands_word",
}


def refused(text, thousands):
    value, rule = read_number(text, thousands)
    return math.isnan(value) and rule == "unreadable"


# --- What is read, and by which rule ---


@pytest.mark.parametrize(("text", "rule"), RUPIAH.items())
def test_six_notations_are_the_same_amount(text, rule):
    assert read_number(text, thousands=True) == (1200.0, rule)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("rp1.200", 1200),
        ("RP. 1.200", 1200),
        ("IDR 1.200", 1200),
        ("Rp\u00a01.200", 1200),
        ("1.200 rupiah", 1200),
        ("1.200,-", 1200),
        ("1200,-", 1200),
        ("1.200.-", 1200),
        ("1.200,00", 1200),
        ("Rp 1.200,50", 1200.5),
        ("1,200", 1200),
        ("1,200.5", 1200.5),
        ("12.500", 12500),
        ("125.000", 125000),
        ("1.200.000", 1200000),
        ("1,200,000", 1200000),
        ("1.200.000,50", 1200000.5),
        ("1,200,000.50", 1200000.5),
        ("1 200", 1200),
        ("1 200 000", 1200000),
        ("7,5", 7.5),
        ("0,75", 0.75),
        ("0,500", 0.5),
        ("1200,", 1200),
    ],
)
def test_an_amount_in_another_notation(text, value):
    assert read_number(text, thousands=True) == (value, "number_notation")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2rb", 1200),
        ("1.2 rb", 1200),
        ("1,2 RB.", 1200),
        ("Rp 1,2 rb", 1200),
        ("12 ribu", 12000),
        ("Rp. 5 ribu,-", 5000),
        ("25k", 25000),
        ("1.5 K", 1500),
        ("0,5 rb", 500),
        ("1200,5 rb", 1200500),
        ("1.200,5 rb", 1200500),
        ("2 jt", 2000000),
        ("1,2 juta", 1200000),
        ("0,125 jt", 125000),
        ("2.5 JUTA", 2500000),
        ("16,4 jt", 16400000),
        ("8,21 rb", 8210),
    ],
)
def test_a_word_for_thousands_or_millions(text, value):
    assert read_number(text, thousands=True) == (value, "thousands_word")


@pytest.mark.parametrize(
    ("text", "value", "rule"),
    [
        ("Jam 8", 8, "hours_with_word"),
        ("8 jam", 8, "hours_with_word"),
        ("8jam", 8, "hours_with_word"),
        ("JAM 8,5", 8.5, "hours_with_word"),
        ("7.5 Jam", 7.5, "hours_with_word"),
        ("6 hari", 6, "unit_with_word"),
        ("15 menit", 15, "unit_with_word"),
        ("2 orang", 2, "unit_with_word"),
        ("42 tahun", 42, "unit_with_word"),
        ("42 thn", 42, "unit_with_word"),
        ("42 th", 42, "unit_with_word"),
        ("3 kali", 3, "unit_with_word"),
    ],
)
def test_a_number_with_its_unit(text, value, rule):
    assert read_number(text, thousands=False) == (value, rule)


@pytest.mark.parametrize(
    ("text", "value"), [("8", 8), ("+8", 8), ("-5", -5), ("7.5", 7.5), (" 7.5 ", 7.5), ("007", 7), ("\t12\n", 12)]
)
@pytest.mark.parametrize("thousands", [True, False])
def test_a_plain_number_needs_no_rule(text, value, thousands):
    assert read_number(text, thousands) == (value, "")


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0"])
def test_a_blank_cell_is_missing_and_not_unreadable(text):
    value, rule = read_number(text, thousands=True)
    assert math.isnan(value)
    assert rule == ""


@pytest.mark.parametrize(
    ("text", "many", "few"),
    [("1.200", 1200, 1.2), ("1,200", 1200, 1.2), ("-1.200", -1200, -1.2), ("999.999", 999999, 999.999)],
)
def test_three_digits_after_one_separator_mean_thousands_only_where_thousands_are_possible(text, many, few):
    assert read_number(text, thousands=True) == (many, "number_notation")
    assert read_number(text, thousands=False)[0] == few


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.2345", 1.2345), ("1.23", 1.23), ("12.3456", 12.3456), ("1234.567", 1234.567), ("0.500", 0.5), ("01.200", 1.2)],
)
def test_a_decimal_point_is_kept_where_no_thousands_can_be_meant(text, value):
    assert read_number(text, thousands=True) == (value, "")


# --- What is refused ---


@pytest.mark.parametrize(
    "text",
    [
        "1.200 rb",
        "1,200 rb",
        "Rp 1.200 ribu",
        "1.234 jt",
        "1.2.3",
        "12,34,5",
        "1.20.000",
        "1,2,3",
        "1.2000.000",
        "1.200,300.400",
        "1,200.300,400",
        "1..2",
        "1,,2",
        "1.,2",
        ".5",
        ",5",
        ".",
        ",-",
        "-",
        "+-5",
        "--5",
        "1e5",
        "1,2E+06",
        "0x10",
        "1/2",
        "8 1/2",
        "7½",
        "±8",
        "~8",
        "8-9",
        "8 - 9",
        "5000 - 6000",
        "5000/6000",
        "5 x 2000",
        "=1200",
        "1'200",
        "(1200)",
        "1200 USD",
        "$1200",
        "50%",
        "Rp",
        "rb",
        "jam",
        "1 juta 200 ribu",
        "1 jam 8",
        "8 jam 30 menit",
        "pukul 8",
        "jam 8 jam 9",
        "tidak tahu",
        "banyak",
        "delapan",
        "nan",
        "inf",
        "-Infinity",
        "None",
        "true",
        "1_200",
        "1\n200",
    ],
)
@pytest.mark.parametrize("thousands", [True, False])
def test_what_may_be_read_in_two_ways_or_in_none_is_refused(text, thousands):
    assert refused(text, thousands)


@pytest.mark.parametrize("text", ["1 2", "8 5", "10 12", "12 34 5", "1 20", "1200 1500", "1 200 50"])
def test_two_numbers_with_a_space_between_are_not_one(text):
    # A space may group by three, as `1 200` does; anything else is two answers in one cell.
    assert refused(text, thousands=False)
    assert refused(text, thousands=True)


def test_a_refused_text_is_refused_whatever_is_written_around_it():
    for text in ("1.200 rb", "1.2.3", "12,34,5"):
        for written in (f"Rp {text}", f"Rp. {text},-", f"  {text.upper()}  "):
            assert refused(written, thousands=True), written


# --- Properties ---


def indonesian(value):
    """Write 1234567.5 as 1.234.567,5."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def amounts(top=20_000_000):
    """Draw amounts up to the questionnaire's highest limit, with no, one or two decimals."""
    return st.one_of(
        st.integers(0, top).map(Decimal),
        st.integers(0, top * 100).map(lambda cents: (Decimal(cents) / 100).normalize() + 0),
    )


NOTATIONS = {
    "plain": lambda value: f"{value:f}",
    "dots": indonesian,
    "rp_dots": lambda value: "Rp " + indonesian(value),
    "rp_comma_dash": lambda value: "Rp. " + indonesian(value) + ",-",
    "english": lambda value: f"{value:,.2f}",
    "thousands_word": lambda value: f"{(value / 1000).normalize():f}".replace(".", ",") + " rb",
}
#: 1,200 rb may be 1.2 thousand or 1200 thousand rupiah: nobody can tell, so it is refused.
AMBIGUOUS = re.compile(r"[1-9]\d{0,2},\d{3} (rb|juta)")


@pytest.mark.parametrize("notation", NOTATIONS)
@steady
@given(value=amounts())
@example(value=Decimal("8338888.69"))
def test_every_amount_reads_back_exactly_in_every_notation(notation, value):
    text = NOTATIONS[notation](value)
    if AMBIGUOUS.fullmatch(text):
        assert refused(text, thousands=True)
    else:
        assert read_number(text, thousands=True)[0] == float(value)


@steady
@given(value=amounts())
@example(value=Decimal(16_400_000))
def test_every_amount_in_millions_reads_back_exactly(value):
    text = f"{(value / 1_000_000).normalize():f}".replace(".", ",") + " juta"
    assume(not AMBIGUOUS.fullmatch(text))
    assert read_number(text, thousands=True)[0] == float(value)


@steady
@given(value=st.integers(0, 10**15))
def test_every_integer_however_large_reads_back_exactly(value):
    for notation in ("plain", "dots", "rp_dots", "rp_comma_dash", "english"):
        assert read_number(NOTATIONS[notation](Decimal(value)), thousands=True)[0] == value


@steady
@given(value=st.integers(0, 2400).map(lambda hundredths: Decimal(hundredths) / 100))
def test_hours_read_back_exactly_with_point_comma_or_word(value):
    plain = f"{value:f}"
    comma = plain.replace(".", ",")
    for text in (plain, comma, f"Jam {comma}", f"{comma} jam", f"{plain} jam", f" {comma}  Jam "):
        assert read_number(text, thousands=False)[0] == float(value), text


@steady
@given(value=amounts(), notation=st.sampled_from(sorted(NOTATIONS)))
def test_what_was_read_and_written_plainly_needs_no_rule_any_more(value, notation):
    text = NOTATIONS[notation](value)
    assume(not AMBIGUOUS.fullmatch(text))
    first, _ = read_number(text, thousands=True)
    again = read_number(write_number(first), thousands=True)
    assert again == (first, "")


@steady
@given(text=st.text(), thousands=st.booleans())
def test_any_text_at_all_is_a_number_or_refused(text, thousands):
    value, rule = read_number(text, thousands)
    assert rule in {"", "number_notation", "thousands_word", "hours_with_word", "unit_with_word", "unreadable"}
    assert math.isnan(value) == (rule == "unreadable" or text.strip() == "")


@steady
@given(
    text=st.text("0123456789.,+- rpRPkbjtJamhri\u00a0\n", max_size=14),
    thousands=st.booleans(),
)
@example(text="Rp. ,-", thousands=True)
@example(text="1,2,3 rb", thousands=True)
def test_any_text_that_nearly_looks_like_a_number_is_a_number_or_refused(text, thousands):
    value, rule = read_number(text, thousands)
    assert math.isnan(value) == (rule == "unreadable" or text.strip() == "")
    if rule == "":
        assert text.strip() == "" or re.fullmatch(r"[+-]?\d+(\.\d+)?", text.strip())


@steady
@given(text=st.text("0123456789.,", max_size=10))
def test_blanks_and_capitals_around_a_number_change_nothing(text):
    # Text of the result, because a missing value does not equal itself.
    assert str(read_number(f"  {text} ", True)) == str(read_number(text, True))
    assert str(read_number(f"RP. {text}", True)) == str(read_number(f"rp. {text}", True))


# --- Columns, and writing ---


def test_a_column_is_read_cell_by_cell_on_its_own_index():
    texts = pd.Series(["8", "Jam 8", "", "banyak", "8"], index=[2, 5, 7, 9, 11], dtype="str")
    read = numbers.read_numbers(texts, thousands=False)
    assert read.index.tolist() == [2, 5, 7, 9, 11]
    assert read["value"].fillna(-1).tolist() == [8, 8, -1, -1, 8]
    assert read["rule"].tolist() == ["", "hours_with_word", "", "unreadable", ""]
    assert str(read["value"].dtype) == "float64"


def test_an_empty_column_and_one_of_blanks_are_read_too():
    assert numbers.read_numbers(pd.Series([], dtype="str"), thousands=True).empty
    blank = numbers.read_numbers(pd.Series(["", ""], dtype="str"), thousands=True)
    assert blank["value"].isna().all()
    assert blank["value"].dtype == float


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1200.0, "1200"),
        (7.5, "7.5"),
        (0.0, "0"),
        (20000000.0, "20000000"),
        (19999999.99, "19999999.99"),
        (1e9, "1000000000"),
        (float("nan"), ""),
        (-5.0, "-5"),
    ],
)
def test_a_number_is_written_plainly(value, text):
    assert write_number(value) == text
