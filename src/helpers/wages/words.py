"""Words for the measures of pay, and numbers in their units."""

from __future__ import annotations

from helpers.language import number, percent, rupiah, translator
from helpers.statistics.conventions import NEAR_MINIMUM


def measures(language: str) -> dict[str, str]:
    """Return the shortfall measures."""
    _ = translator(language)
    return {
        "v0": _("Share below the minimum (v0)"),
        "v1": _("Average gap over all, share of the minimum (v1)"),
        "v2": _("Severity (v2)"),
        "mean_gap": _("Mean gap of those below (v1/v0)"),
        "near_minimum": _("Within {near} of the minimum").format(near=percent(NEAR_MINIMUM, language, 0)),
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
