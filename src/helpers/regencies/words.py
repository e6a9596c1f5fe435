"""Words for the measures by which studies are compared."""

from __future__ import annotations

from helpers.language import translator


def comparison_measures(language: str) -> dict[str, str]:
    """Return what studies are compared by."""
    _ = translator(language)
    return {
        "v0": _("below the hourly minimum, %"),
        "mean_gap": _("mean gap of those below, %"),
        "median_pay": _("median pay, rupiah an hour"),
        "hours": _("hours a week, mean"),
        "above_forty": _("above 40 hours a week, %"),
        "employment": _("BPJS Ketenagakerjaan, %"),
        "health": _("health cover, %"),
    }
