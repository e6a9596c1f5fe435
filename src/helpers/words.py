"""The field's words for codes of the analysis, in the reader's language."""

from __future__ import annotations

from helpers.language import number, percent, rupiah, translator


def steps(language: str) -> dict[str, str]:
    """Return the steps of the sample flow."""
    _ = translator(language)
    return {
        "in_file": _("rows in the field file"),
        "no_consent": _("did not agree to take part"),
        "sent_again": _("sent a second time"),
        "no_village": _("village not in the sample"),
    }


def rules(language: str) -> dict[str, str]:
    """Return what each rule of the cleaning does."""
    _ = translator(language)
    return {
        "number_notation": _("number written another way"),
        "thousands_word": _("thousands or millions as a word"),
        "hours_with_word": _("hours written with a word"),
        "unit_with_word": _("number written with its unit"),
        "label_for_name": _("label instead of code"),
        "unreadable": _("not a number: set to missing"),
        "out_of_range": _("impossible value: set to missing"),
        "not_a_choice": _("not an answer of the form: set to missing"),
        "rate_of_larger_unit": _("rate per dozen, kodi or gross entered as per piece"),
        "swapped_gross_and_net": _("pay before and after deductions swapped"),
        "net_above_gross": _("pay received above pay before deductions: both set to missing"),
        "by_hand": _("corrected by hand, with a reason"),
    }


def checks(language: str) -> dict[str, str]:
    """Return the interviewer checks."""
    _ = translator(language)
    return {
        "refusals": _("Refusals, % of those asked"),
        "minutes": _("Median length, minutes"),
        "whole_hours": _("Whole hours a day, %"),
        "round_ages": _("Ages in 0 or 5, %"),
    }


def measures(language: str) -> dict[str, str]:
    """Return the shortfall measures."""
    _ = translator(language)
    return {
        "v0": _("Share below the minimum (v0)"),
        "v1": _("Average gap over all, share of the minimum (v1)"),
        "v2": _("Severity (v2)"),
        "mean_gap": _("Mean gap of those below (v1/v0)"),
        "near_minimum": _("Within 5% of the minimum"),
        "kaitz_median": _("Kaitz index: minimum over median pay"),
        "kaitz_mean": _("Kaitz index: minimum over mean pay"),
        "total_gap": _("Total gap of all listed workers, rupiah a month"),
        "gap_per_worker": _("Mean gap of those below, rupiah a month"),
        "median_pay": _("Median pay, rupiah an hour"),
    }


def pay_definitions(language: str) -> dict[str, str]:
    """Return the three definitions of hourly pay."""
    _ = translator(language)
    return {
        "hourly_gross": _("before costs"),
        "hourly_net": _("after the worker's costs"),
        "hourly_net_helped": _("after costs, helpers' hours counted"),
    }


def derived(language: str) -> dict[str, str]:
    """Return the labels of derived variables that no question has."""
    _ = translator(language)
    return {"hours_per_week": _("Hours a week")}


def in_unit(measure: str, value: float, language: str) -> str:
    """Write the value of a measure in its unit: rupiah, a share in per cent, or an index."""
    if measure in ("total_gap", "gap_per_worker", "median_pay"):
        return rupiah(value, language)
    if measure.startswith("kaitz") or measure == "v2":
        return number(value, language, 2)
    return percent(value, language)


def interval(measure: str, low: float, high: float, language: str) -> str:
    """Write an interval in the unit of its measure."""
    _ = translator(language)
    return _("{low} to {high}").format(low=in_unit(measure, low, language), high=in_unit(measure, high, language))
