"""Published figures and corpus of ``data/evidence``: every cell checked, every row sourced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers import checked_tables as tables
from helpers import paths
from helpers.notes import Note
from helpers.reference import PROVINCES, REGENCY_PATTERN

# fmt: off
#: What pay is given for: a piece, a dozen (12), a kodi (20), …, or only a share of the minimum wage.
PAY_BASES = (
    "piece", "dozen", "kodi", "kg", "sack", "day", "week", "two_weeks", "month", "share_of_minimum",
)
#: What a published figure is about.
TOPICS = (
    "population", "sex", "hours", "wage_piece_rate", "wage_monthly", "contract", "cost_bearing", "health",
    "social_security", "union_ngo", "other",
)
# fmt: on
#: A survey average; B court or official record; C NGO, ILO or research case; D press quote or hearsay.
EVIDENCE_GRADES = ("A", "B", "C", "D")
#: What one would expect to find, and what speaks against it.
EXPECTATIONS = ("pay", "hours", "protection", "policy", "ngo_role")
DOCUMENT_TYPES = ("news", "ngo_report", "research", "court", "statement", "law")
DOCUMENT_LANGUAGES = ("id", "en", "de")
_YES_NO = ("yes", "no")
_FIGURE = (Note("F and three digits"), r"F\d{3}")
_PERSON = (Note("a number such as P01, never a name; several with ; between"), r"P\d{2}(?:;P\d{2})*")
_SEGMENT = (Note("S and three digits"), r"S\d{3}")
_DOCUMENT = (Note("D and three digits"), r"D\d{3}")
_CODE = (Note("a code in small letters with _"), "[a-z_]+")


def _file(name: str) -> Path:
    return paths.data() / "evidence" / f"{name}.csv"


def published_figures() -> pd.DataFrame:
    """List the figures published about home workers in Indonesia, each as its source has it."""
    return tables.read_table(_file("published_figures"), _published_figures_schema)


def published_pay() -> pd.DataFrame:
    """Tell what home workers were paid, for which work, where and when, as published.

    Returns
    -------
    pandas.DataFrame
        One row per person or group, product, time and source: nominal money (``currency``) per ``pay_basis``.
        Rows with ``repeats_obs`` restate the job of that row on another basis: drop them to count jobs once.
    """
    return tables.read_table(_file("published_pay"), _published_pay_schema, [_file("published_figures")])


def published_hours() -> pd.DataFrame:
    """Tell how long home workers worked, in hours per day or week and days per week, as published.

    Returns
    -------
    pandas.DataFrame
        One row per observation. ``statistic`` parts averages and single cases from figures of speech.
    """
    return tables.read_table(_file("published_hours"), _published_hours_schema, [_file("published_figures")])


def documents() -> pd.DataFrame:
    """List the public documents of the corpus, each with its address."""
    return tables.read_table(_file("documents"), _documents_schema)


def segments() -> pd.DataFrame:
    """List the statements taken from the documents, paraphrased in English and Indonesian.

    Returns
    -------
    pandas.DataFrame
        One row per statement. ``year`` is the year that it speaks of, else the document's.
    """
    return tables.read_table(_file("segments"), _segments_schema, [_file("documents")])


def codebook() -> pd.DataFrame:
    """Tell what each code means and when it applies; a row without ``parent`` is a family of codes."""
    return tables.read_table(_file("codebook"), _codebook_schema)


def codings() -> pd.DataFrame:
    """Tell which codes each coder gave to each segment: one row per segment, coder and code."""
    return tables.read_table(_file("codings"), _codings_schema, [_file("segments"), _file("codebook")])


def against_expectation() -> pd.DataFrame:
    """List the published statements and figures that speak against what one would expect to find.

    Returns
    -------
    pandas.DataFrame
        ``expectation`` (pay below the minimum, long hours, no protection, no policy, NGOs that help), ``segment_id`` and
        ``figure_id`` (one of them, or both where they say the same), ``reason_en``, ``reason_id``.
    """
    sources = [_file("segments"), _file("published_figures")]
    return tables.read_table(_file("against_expectation"), _against_expectation_schema, sources)


def _published_figures_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "id": tables.key(*_FIGURE),
            "topic": tables.choice(TOPICS),
            "measure": tables.text(Note("what is measured")),
            "measure_id": tables.text(Note("the same in Indonesian")),
            "value": tables.text(Note("the figure as published")),
            "value_id": tables.text(Note("the same in Indonesian")),
            "unit": tables.text(Note("the unit")),
            "unit_id": tables.text(Note("the same in Indonesian")),
            "statistic": tables.choice(["quote", "range", "share", "mean"]),
            "population": tables.text(Note("who is meant, without any private person's name")),
            "population_id": tables.text(Note("the same in Indonesian")),
            "place": tables.text(Note("the place")),
            "year_of_data": tables.text(Note("the year or years of the figure, as text")),
            "n": tables.text(Note("how many persons the figure rests on, or: not stated")),
            "source_title": tables.text(Note("the title of the source")),
            "source_url": tables.address(),
            "note": tables.text(Note("a note"), blank=True),
            "person_id": tables.text(*_PERSON, blank=True),
        },
        strict=True,
    )


def _who_what_where() -> dict[str, pa.Column]:
    return {
        "figure_ids": tables.listed(published_figures()["id"], "published_figures.csv"),
        "person_id": tables.text(*_PERSON, blank=True),
        "work": tables.text(Note("the work in English")),
        "work_id": tables.text(Note("the work in Indonesian")),
        "place": tables.text(Note("the place as said")),
        "regency": tables.text(Note("a name beginning with Kabupaten or Kota"), REGENCY_PATTERN, blank=True),
        "province": tables.choice(PROVINCES, blank=True),
    }


def _from_to(stem: str, unit: str, high: float) -> dict[str, pa.Column]:
    return {f"{stem}_{end}": tables.amount(unit, 0.001, high, blank=True) for end in ("low", "high")}


def _published_pay_schema() -> pa.DataFrameSchema:
    def only_a_share(rows: pd.DataFrame) -> pd.Series:
        return rows["pay_basis"] == "share_of_minimum"

    ranges = ("pay", "units_per_day", "hours_per_day", "hours_per_unit", "stated_share_of_minimum")
    return pa.DataFrameSchema(
        {
            "obs_id": tables.key(Note("pay_ and three digits"), r"pay_\d{3}"),
            **_who_what_where(),
            "in_study_area": tables.choice(_YES_NO),
            "year": tables.year(blank=True),
            "currency": tables.choice(["IDR", "EUR"], blank=True),
            "pay_basis": tables.choice(PAY_BASES),
            **_from_to("pay", Note("money per pay_basis"), 100_000_000),
            **_from_to("units_per_day", Note("units of pay_basis a day"), 100_000),
            **_from_to("hours_per_day", Note("hours a day"), 24),
            **_from_to("hours_per_unit", Note("hours for one unit of pay_basis"), 1_000),
            "days_per_week": tables.whole(1, 7, blank=True),
            "helpers": tables.choice(["yes", "unknown"]),
            "gross_or_net": tables.choice(["gross", "net", "unknown"]),
            **_from_to("stated_share_of_minimum", Note("a fraction of the minimum wage"), 10),
            "evidence_grade": tables.choice(EVIDENCE_GRADES),
            "repeats_obs": tables.text(Note("the obs_id of the row that it repeats"), r"pay_\d{3}", blank=True),
            "source_title": tables.text(Note("the title of the source")),
            "source_url": tables.address(),
            "note": tables.text(Note("a note"), blank=True),
        },
        [
            *map(tables.ordered, ranges),
            tables.rule(
                "pay_basis, currency",
                Note("a currency, except for share_of_minimum"),
                lambda rows: only_a_share(rows) == rows["currency"].isna(),
            ),
            tables.rule(
                "pay_basis, pay_low, pay_high",
                Note("the pay, except for share_of_minimum"),
                lambda rows: only_a_share(rows) == rows[["pay_low", "pay_high"]].isna().all(axis=1),
            ),
            tables.rule(
                "pay_basis, stated_share_of_minimum_low, stated_share_of_minimum_high",
                Note("the share, as pay_basis is share_of_minimum"),
                lambda rows: ~only_a_share(rows) | rows.filter(like="stated_share_of_minimum").notna().any(axis=1),
            ),
            tables.rule(
                "obs_id, repeats_obs",
                Note("another row's obs_id, of a row that does not repeat a third"),
                lambda rows: (
                    rows["repeats_obs"].isna()
                    | rows["repeats_obs"].isin(rows.loc[rows["repeats_obs"].isna(), "obs_id"])
                ),
            ),
        ],
        strict=True,
    )


def _published_hours_schema() -> pa.DataFrameSchema:
    day = _from_to("hours_per_day", Note("hours a day"), 24)
    week = _from_to("hours_per_week", Note("hours a week"), 168)
    return pa.DataFrameSchema(
        {
            "obs_id": tables.key(Note("hours_ and three digits"), r"hours_\d{3}"),
            **_who_what_where(),
            "year": tables.year(blank=True),
            **day,
            "days_per_week": tables.whole(1, 7, blank=True),
            **week,
            "statistic": tables.choice(["mean", "case", "upper_rhetorical"]),
            "evidence_grade": tables.choice(EVIDENCE_GRADES),
            "source_url": tables.address(),
            "note": tables.text(Note("a note"), blank=True),
        },
        [
            tables.ordered("hours_per_day"),
            tables.ordered("hours_per_week"),
            tables.any_filled(*day, "days_per_week", *week),
        ],
        strict=True,
    )


def _documents_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "document_id": tables.key(*_DOCUMENT),
            "title": tables.text(Note("the title, without any private person's name")),
            "publisher": tables.text(Note("the publisher")),
            "year": tables.year(blank=True),
            "type": tables.choice(DOCUMENT_TYPES),
            "language": tables.choice(DOCUMENT_LANGUAGES),
            "place": tables.text(Note("the place")),
            "source_url": tables.address(),
        },
        strict=True,
    )


def _segments_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "segment_id": tables.key(*_SEGMENT),
            "document_id": tables.listed(documents()["document_id"], "documents.csv"),
            "year": tables.year(blank=True),
            "place": tables.text(Note("the place")),
            "in_study_area": tables.choice(_YES_NO),
            "text_en": tables.text(Note("the statement in English")),
            "text_id": tables.text(Note("the statement in Indonesian")),
        },
        strict=True,
    )


def _codebook_schema() -> pa.DataFrameSchema:
    texts = ("label_en", "label_id", "definition_en", "definition_id", "include_when", "exclude_when")
    return pa.DataFrameSchema(
        {
            "code": tables.key(*_CODE),
            "parent": tables.text(*_CODE, blank=True),
            **{name: tables.text(Note("some text")) for name in texts},
        },
        tables.rule(
            "code, parent",
            Note("a family as parent: a code of this file that has no parent itself"),
            lambda rows: rows["parent"].isna() | rows["parent"].isin(rows.loc[rows["parent"].isna(), "code"]),
        ),
        strict=True,
    )


def _codings_schema() -> pa.DataFrameSchema:
    codes = codebook()
    return pa.DataFrameSchema(
        {
            "segment_id": tables.listed(segments()["segment_id"], "segments.csv"),
            "coder": tables.text(Note("a coder's code in small letters, digits and _, never a name"), "[a-z0-9_]+"),
            "code": tables.listed(codes.loc[codes["parent"].notna(), "code"], Note("codebook.csv and are no family")),
        },
        tables.once("segment_id", "coder", "code"),
        strict=True,
    )


def _against_expectation_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "expectation": tables.choice(EXPECTATIONS),
            "segment_id": tables.listed(segments()["segment_id"], "segments.csv", blank=True),
            "figure_id": tables.listed(published_figures()["id"], "published_figures.csv", blank=True),
            "reason_en": tables.text(Note("why, in English")),
            "reason_id": tables.text(Note("why, in Indonesian")),
        },
        tables.any_filled("segment_id", "figure_id"),
        strict=True,
    )


#: What makes the schema of each file of the folder, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "published_figures": _published_figures_schema,
    "published_pay": _published_pay_schema,
    "published_hours": _published_hours_schema,
    "documents": _documents_schema,
    "segments": _segments_schema,
    "codebook": _codebook_schema,
    "codings": _codings_schema,
    "against_expectation": _against_expectation_schema,
}
