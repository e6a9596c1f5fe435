import numpy as np
import pytest

from helpers.language import LANGUAGES, UserError, check_language, number, percent, rupiah, translator

MISSING = "–"


def plain(written: str) -> str:
    """Take a true minus for a hyphen: either is well written."""
    return written.replace("−", "-")


@pytest.mark.parametrize(
    ("value", "digits", "english", "indonesian"),
    [
        (1234.5, 1, "1,234.5", "1.234,5"),
        (1234.5678, 2, "1,234.57", "1.234,57"),
        (2302797.59, 0, "2,302,798", "2.302.798"),
        (999.6, 0, "1,000", "1.000"),
        (7, 0, "7", "7"),
        (7, 2, "7.00", "7,00"),
        (0, 0, "0", "0"),
        (0.05, 2, "0.05", "0,05"),
        (-1234.56, 1, "-1,234.6", "-1.234,6"),
        (-0.5, 1, "-0.5", "-0,5"),
        (np.float64(1234.5), 1, "1,234.5", "1.234,5"),
        (np.int64(12000), 0, "12,000", "12.000"),
    ],
)
def test_number(value, digits, english, indonesian):
    assert plain(number(value, "en", digits)) == english
    assert plain(number(value, "id", digits)) == indonesian


@pytest.mark.parametrize(
    ("value", "english", "indonesian"),
    [
        (2302797.59, "Rp 2,302,798", "Rp2.302.798"),
        (150, "Rp 150", "Rp150"),
        (0, "Rp 0", "Rp0"),
        (-1500.4, "−Rp 1,500", "−Rp1.500"),
    ],
)
def test_rupiah(value, english, indonesian):
    assert rupiah(value, "en") == english
    assert rupiah(value, "id") == indonesian


def test_rupiah_with_decimals():
    assert rupiah(12.5, "en", 2) == "Rp 12.50"
    assert rupiah(12.5, "id", 2) == "Rp12,50"


@pytest.mark.parametrize(
    ("share", "digits", "english", "indonesian"),
    [
        (0.125, 1, "12.5%", "12,5%"),
        (1, 1, "100.0%", "100,0%"),
        (0, 1, "0.0%", "0,0%"),
        (4 / 9, 0, "44%", "44%"),
        (-0.256, 1, "-25.6%", "-25,6%"),
        (12.5, 0, "1,250%", "1.250%"),
    ],
)
def test_percent(share, digits, english, indonesian):
    assert plain(percent(share, "en", digits)) == english
    assert plain(percent(share, "id", digits)) == indonesian


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [-0.0, -0.04, -1e-12])
def test_what_rounds_to_zero_has_no_minus(language, value):
    assert number(value, language) == "0"
    assert number(value, language, 1) == {"en": "0.0", "id": "0,0"}[language]
    assert rupiah(value, language) == {"en": "Rp 0", "id": "Rp0"}[language]
    assert percent(value / 100, language) == {"en": "0.0%", "id": "0,0%"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_does_not_round_to_zero_keeps_its_minus(language):
    assert plain(number(-0.06, language, 1)) == {"en": "-0.1", "id": "-0,1"}[language]
    assert rupiah(-0.6, language) == {"en": "−Rp 1", "id": "−Rp1"}[language]


@pytest.mark.parametrize("write", [number, rupiah, percent])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [float("nan"), np.nan, None, float("inf"), -float("inf")])
def test_what_is_missing_is_a_dash(write, language, value):
    assert write(value, language) == MISSING


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_language_is_given_back(language):
    assert check_language(language) == language


@pytest.mark.parametrize("language", ["fr", "EN", "", "indonesia"])
def test_an_unknown_language_is_refused_and_the_known_ones_are_named(language):
    with pytest.raises(UserError) as caught:
        check_language(language)
    message = str(caught.value)
    assert message.startswith(f"language: {language!r}")
    for known in LANGUAGES:
        assert f"LANGUAGE={known}" in message
    with pytest.raises(UserError, match="en, id"):
        translator(language)


def test_a_sentence_without_translation_stays_english():
    nobody_translates = "a sentence that is in no catalogue"
    for language in LANGUAGES:
        assert translator(language)(nobody_translates) == nobody_translates
