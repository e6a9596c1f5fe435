"""Words for documents, codes and the lines of the joint display."""

from __future__ import annotations

from helpers.language import translator
from helpers.statistics.conventions import WEEK_LIMIT


def document_types(language: str) -> dict[str, str]:
    """Return the kinds of document of the public corpus; a study's own kinds are shown as they are written."""
    _ = translator(language)
    return {
        "news": _("News"),
        "ngo_report": _("NGO reports"),
        "research": _("Research"),
        "court": _("Court"),
        "statement": _("Statements"),
        "law": _("Law"),
        "": _("Kind not told"),
    }


def expectations(language: str) -> dict[str, str]:
    """Return what one would expect to find."""
    _ = translator(language)
    return {
        "pay": _("Pay below the minimum"),
        "hours": _("Long hours"),
        "protection": _("No protection"),
        "policy": _("No rule, no office that helps"),
        "ngo_role": _("NGOs that get something done"),
    }


def conditions(language: str) -> dict[str, str]:
    """Return the lines of the joint display."""
    _ = translator(language)
    return {
        "pay": _("Pay"),
        "hours": _("Hours"),
        "costs": _("Costs and deductions"),
        "hazards": _("Hazards"),
        "social_security": _("Social security"),
        "contract": _("Agreement"),
        "insecurity": _("Insecure work"),
        "helpers": _("Unpaid helpers"),
        "intermediary": _("Intermediaries"),
        "negotiation": _("Negotiation"),
    }


def survey_measures(language: str) -> dict[str, str]:
    """Return what the survey measures of each line of the joint display."""
    _ = translator(language)
    return {
        "below_minimum": _("earn less than the hourly minimum"),
        "above_forty": _("work more than {week} hours a week").format(week=WEEK_LIMIT),
        "bears_costs": _("bear costs of the work"),
        "names_hazard": _("name a hazard"),
        "no_programme": _("have no BPJS Ketenagakerjaan"),
        "no_written": _("have no written agreement"),
        "has_helpers": _("have unpaid helpers"),
        "through_intermediary": _("get the work from an intermediary"),
        "asked_raise": _("asked for a raise in twelve months"),
    }


def matrix_parts(language: str) -> dict[str, str]:
    """Return the words of the workbook of matrices: parts of its sheets' names, heads of its columns."""
    _ = translator(language)
    return {
        "type": _("type"),
        "place": _("place"),
        "segments": _("segments"),
        "documents": _("documents"),
        "there": _("there"),
        "row_share": _("row_share"),
        "column_share": _("column_share"),
        "family": _("family"),
        "code": _("code"),
        "label": _("label"),
        "news": _("news"),
        "ngo_report": _("ngo_report"),
        "research": _("research"),
        "court": _("court"),
        "statement": _("statement"),
        "law": _("law"),
    }
