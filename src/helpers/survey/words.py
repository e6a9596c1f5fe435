"""Words for the steps of the sample and the rules of the cleaning."""

from __future__ import annotations

from helpers.language import translator


def steps(language: str) -> dict[str, str]:
    """Return the steps of the sample flow."""
    _ = translator(language)
    return {
        "in_file": _("rows in the field file"),
        "rejected_in_review": _("rejected in the review of the field work"),
        "no_consent": _("did not agree to take part"),
        "sent_again": _("sent a second time"),
        "no_village": _("village not in the sample"),
    }


def rules(language: str) -> dict[str, str]:
    """Return what each rule of the cleaning does."""
    _ = translator(language)
    return {
        "user_missing": _("marked as no answer in the file: missing"),
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


def advice(language: str) -> dict[str, str]:
    """Return what to do about an answer that a rule changed; rules that only rewrite it need nothing."""
    _ = translator(language)
    look = _("Look at the questionnaire; write the right value into corrections.csv.")
    return {
        "unreadable": look,
        "out_of_range": look,
        "not_a_choice": _("Say what it means in study.yaml, under survey, values; or correct it in corrections.csv."),
        "net_above_gross": look,
        "swapped_gross_and_net": _("Check one or two against the questionnaires."),
        "rate_of_larger_unit": _("Check one or two against the questionnaires."),
        "user_missing": _("The file says itself that there is no answer."),
    }


def ways_found(language: str) -> dict[str, str]:
    """Return how a column is known to answer a question; several can stand together."""
    _ = translator(language)
    return {
        "variable label": _("variable label"),
        "label (en)": _("label (en)"),
        "label (id)": _("label (id)"),
        "column per choice": _("column per choice"),
        "mapping": _("mapping"),
        "name": _("name"),
        "group": _("group"),
        "unit": _("unit"),
    }


def separators(language: str) -> dict[str, str]:
    """Return what the separators of a CSV file are called."""
    _ = translator(language)
    return {"semicolon": _("semicolon"), "comma": _("comma"), "tab": _("tab"), "bar": _("bar")}
