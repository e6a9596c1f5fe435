"""Documents on home workers: what was read, the statements in it, and how two passes coded them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.published import published_figures
from helpers.facts.vocabulary import YES_NO
from helpers.files import paths
from helpers.language import Note

#: What one would expect to find, and what speaks against it.
EXPECTATIONS = ("pay", "hours", "protection", "policy", "ngo_role")


#: The conditions of the joint display, and what the survey measures of them.
CONDITIONS = (
    "pay",
    "hours",
    "costs",
    "hazards",
    "social_security",
    "contract",
    "insecurity",
    "helpers",
    "intermediary",
    "negotiation",
)


SURVEY_MEASURES = (
    "below_minimum",
    "above_forty",
    "bears_costs",
    "names_hazard",
    "no_programme",
    "no_written",
    "has_helpers",
    "through_intermediary",
    "asked_raise",
)


DOCUMENT_TYPES = ("news", "ngo_report", "research", "court", "statement", "law")


DOCUMENT_LANGUAGES = ("id", "en", "de")


_SEGMENT = (Note("S and three digits"), r"S\d{3}")


_DOCUMENT = (Note("D and three digits"), r"D\d{3}")


_CODE = (Note("a code in small letters with _"), "[a-z_]+")


def documents() -> pd.DataFrame:
    """List the public documents of the corpus, each with its address."""
    return checked.read_table(paths.evidence("documents"), _documents_schema)


def segments() -> pd.DataFrame:
    """List the statements taken from the documents, paraphrased in English and Indonesian.

    Returns
    -------
    pandas.DataFrame
        One row per statement. ``year`` is the year that it speaks of, else the document's.
    """
    return checked.read_table(paths.evidence("segments"), _segments_schema, [paths.evidence("documents")])


def codebook() -> pd.DataFrame:
    """Tell what each code means and when it applies; a row without ``parent`` is a family of codes."""
    return checked.read_table(paths.evidence("codebook"), _codebook_schema)


def codings() -> pd.DataFrame:
    """Tell which codes each coder gave to each segment: one row per segment, coder and code."""
    return checked.read_table(
        paths.evidence("codings"), _codings_schema, [paths.evidence("segments"), paths.evidence("codebook")]
    )


def against_expectation() -> pd.DataFrame:
    """List the published statements and figures that speak against what one would expect to find.

    Returns
    -------
    pandas.DataFrame
        ``expectation`` (pay below the minimum, long hours, no protection, no policy, NGOs that help), ``segment_id`` and
        ``figure_id`` (one of them, or both where they say the same), ``reason_en``, ``reason_id``.
    """
    sources = [paths.evidence("segments"), paths.evidence("published_figures")]
    return checked.read_table(paths.evidence("against_expectation"), _against_expectation_schema, sources)


def joint_display() -> pd.DataFrame:
    """List which codes, survey measure and published figures describe each condition.

    Returns
    -------
    pandas.DataFrame
        One row per condition, in the order of display: ``condition`` (of `CONDITIONS`), ``codes`` (of the codebook,
        ``;`` between), ``survey_measure`` (of `SURVEY_MEASURES`; missing where the survey asks no such question),
        ``figure_ids`` (published figures, ``;`` between; missing where there are none).
    """
    sources = [paths.evidence("codebook"), paths.evidence("published_figures")]
    return checked.read_table(paths.evidence("joint_display"), _joint_display_schema, sources)


def _documents_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "document_id": checked.key(*_DOCUMENT),
            "title": checked.text(Note("the title, without any private person's name")),
            "publisher": checked.text(Note("the publisher")),
            "year": checked.year(blank=True),
            "type": checked.choice(DOCUMENT_TYPES),
            "language": checked.choice(DOCUMENT_LANGUAGES),
            "place": checked.text(Note("the place")),
            "source_url": checked.address(),
        },
        strict=True,
    )


def _segments_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "segment_id": checked.key(*_SEGMENT),
            "document_id": checked.listed(documents()["document_id"], "documents.csv"),
            "year": checked.year(blank=True),
            "place": checked.text(Note("the place")),
            "in_study_area": checked.choice(YES_NO),
            "text_en": checked.text(Note("the statement in English")),
            "text_id": checked.text(Note("the statement in Indonesian")),
        },
        strict=True,
    )


def _codebook_schema() -> pa.DataFrameSchema:
    texts = ("label_en", "label_id", "definition_en", "definition_id", "include_when", "exclude_when")
    return pa.DataFrameSchema(
        {
            "code": checked.key(*_CODE),
            "parent": checked.text(*_CODE, blank=True),
            **{name: checked.text(Note("some text")) for name in texts},
        },
        checked.rule(
            "code, parent",
            Note("a family as parent: a code of this file that has no parent itself"),
            lambda rows: rows["parent"].isna() | rows["parent"].isin(rows.loc[rows["parent"].isna(), "code"]),
        ),
        strict=True,
    )


def _codings_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "segment_id": checked.listed(segments()["segment_id"], "segments.csv"),
            "coder": checked.text(Note("a coder's code in small letters, digits and _, never a name"), "[a-z0-9_]+"),
            "code": _applied_codes(),
        },
        checked.once("segment_id", "coder", "code"),
        strict=True,
    )


def _against_expectation_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "expectation": checked.choice(EXPECTATIONS),
            "segment_id": checked.listed(segments()["segment_id"], "segments.csv", blank=True),
            "figure_id": checked.listed(published_figures()["id"], "published_figures.csv", blank=True),
            "reason_en": checked.text(Note("why, in English")),
            "reason_id": checked.text(Note("why, in Indonesian")),
        },
        checked.any_filled("segment_id", "figure_id"),
        strict=True,
    )


def _joint_display_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "condition": checked.choice(CONDITIONS),
            "codes": _applied_codes(),
            "survey_measure": checked.choice(SURVEY_MEASURES, blank=True),
            "figure_ids": checked.listed(published_figures()["id"], "published_figures.csv", blank=True),
        },
        checked.once("condition"),
        strict=True,
    )


def _applied_codes() -> pa.Column:
    """Return a column of codes that are applied to segments: those with a family as parent."""
    codes = codebook()
    return checked.listed(codes.loc[codes["parent"].notna(), "code"], Note("codebook.csv and are no family"))


#: What makes the schema of each file, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "documents": _documents_schema,
    "segments": _segments_schema,
    "codebook": _codebook_schema,
    "codings": _codings_schema,
    "against_expectation": _against_expectation_schema,
    "joint_display": _joint_display_schema,
}
