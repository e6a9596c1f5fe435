"""Figures, pay and hours of home workers as published."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.vocabulary import FIGURE, PROVINCES, REGENCY_PATTERN, YES_NO
from helpers.files import paths
from helpers.language import Note

#: What pay is given for: a piece, a dozen (12), a kodi (20), …, or only a share of the minimum wage.
PAY_BASES = (
    "piece",
    "dozen",
    "kodi",
    "kg",
    "sack",
    "day",
    "week",
    "two_weeks",
    "month",
    "share_of_minimum",
)


#: What a published figure is about.
TOPICS = (
    "population",
    "sex",
    "hours",
    "wage_piece_rate",
    "wage_monthly",
    "contract",
    "cost_bearing",
    "health",
    "social_security",
    "union_ngo",
    "other",
)


#: A survey average; B court or official record; C NGO, ILO or research case; D press quote or hearsay.
EVIDENCE_GRADES = ("A", "B", "C", "D")


_PERSON = (Note("a number such as P01, never a name; several with ; between"), r"P\d{2}(?:;P\d{2})*")


def published_figures() -> pd.DataFrame:
    """List the figures published about home workers in Indonesia, each as its source has it."""
    return checked.read_table(paths.evidence("published_figures"), _published_figures_schema)


def published_pay() -> pd.DataFrame:
    """Tell what home workers were paid, for which work, where and when, as published.

    Returns
    -------
    pandas.DataFrame
        One row per person or group, product, time and source: nominal money (``currency``) per ``pay_basis``.
        Rows with ``repeats_obs`` restate the job of that row on another basis: drop them to count jobs once.
    """
    return checked.read_table(
        paths.evidence("published_pay"), _published_pay_schema, [paths.evidence("published_figures")]
    )


def published_hours() -> pd.DataFrame:
    """Tell how long home workers worked, in hours per day or week and days per week, as published.

    Returns
    -------
    pandas.DataFrame
        One row per observation. ``statistic`` parts averages and single cases from figures of speech.
    """
    return checked.read_table(
        paths.evidence("published_hours"), _published_hours_schema, [paths.evidence("published_figures")]
    )


def _published_figures_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "id": checked.key(*FIGURE),
            "topic": checked.choice(TOPICS),
            "measure": checked.text(Note("what is measured")),
            "measure_id": checked.text(Note("the same in Indonesian")),
            "value": checked.text(Note("the figure as published")),
            "value_id": checked.text(Note("the same in Indonesian")),
            "unit": checked.text(Note("the unit")),
            "unit_id": checked.text(Note("the same in Indonesian")),
            "statistic": checked.choice(["quote", "range", "share", "mean"]),
            "population": checked.text(Note("who is meant, without any private person's name")),
            "population_id": checked.text(Note("the same in Indonesian")),
            "place": checked.text(Note("the place")),
            "year_of_data": checked.text(Note("the year or years of the figure, as text")),
            "n": checked.text(Note("how many persons the figure rests on, or: not stated")),
            "source_title": checked.text(Note("the title of the source")),
            "source_url": checked.address(),
            "note": checked.text(Note("a note"), blank=True),
            "person_id": checked.text(*_PERSON, blank=True),
        },
        strict=True,
    )


def _who_what_where() -> dict[str, pa.Column]:
    return {
        "figure_ids": checked.listed(published_figures()["id"], "published_figures.csv"),
        "person_id": checked.text(*_PERSON, blank=True),
        "work": checked.text(Note("the work in English")),
        "work_id": checked.text(Note("the work in Indonesian")),
        "place": checked.text(Note("the place as said")),
        "regency": checked.text(Note("a name beginning with Kabupaten or Kota"), REGENCY_PATTERN, blank=True),
        "province": checked.choice(PROVINCES, blank=True),
    }


def _from_to(stem: str, unit: str, high: float) -> dict[str, pa.Column]:
    return {f"{stem}_{end}": checked.amount(unit, 0.001, high, blank=True) for end in ("low", "high")}


def _published_pay_schema() -> pa.DataFrameSchema:
    def only_a_share(rows: pd.DataFrame) -> pd.Series:
        return rows["pay_basis"] == "share_of_minimum"

    ranges = ("pay", "units_per_day", "hours_per_day", "hours_per_unit", "stated_share_of_minimum")
    return pa.DataFrameSchema(
        {
            "obs_id": checked.key(Note("pay_ and three digits"), r"pay_\d{3}"),
            **_who_what_where(),
            "in_study_area": checked.choice(YES_NO),
            "year": checked.year(blank=True),
            "currency": checked.choice(["IDR", "EUR"], blank=True),
            "pay_basis": checked.choice(PAY_BASES),
            **_from_to("pay", Note("money per pay_basis"), 100_000_000),
            **_from_to("units_per_day", Note("units of pay_basis a day"), 100_000),
            **_from_to("hours_per_day", Note("hours a day"), 24),
            **_from_to("hours_per_unit", Note("hours for one unit of pay_basis"), 1_000),
            "days_per_week": checked.whole(1, 7, blank=True),
            "helpers": checked.choice(["yes", "unknown"]),
            "gross_or_net": checked.choice(["gross", "net", "unknown"]),
            **_from_to("stated_share_of_minimum", Note("a fraction of the minimum wage"), 10),
            "quoted_minimum_idr": checked.amount(
                Note("rupiah a month, the minimum wage that the source gives"), 10_000, 50_000_000, blank=True
            ),
            "evidence_grade": checked.choice(EVIDENCE_GRADES),
            "repeats_obs": checked.text(Note("the obs_id of the row that it repeats"), r"pay_\d{3}", blank=True),
            "source_title": checked.text(Note("the title of the source")),
            "source_url": checked.address(),
            "note": checked.text(Note("a note"), blank=True),
        },
        [
            *map(checked.ordered, ranges),
            checked.rule(
                "pay_basis, currency",
                Note("a currency, except for share_of_minimum"),
                lambda rows: only_a_share(rows) == rows["currency"].isna(),
            ),
            checked.rule(
                "pay_basis, pay_low, pay_high",
                Note("the pay, except for share_of_minimum"),
                lambda rows: only_a_share(rows) == rows[["pay_low", "pay_high"]].isna().all(axis=1),
            ),
            checked.rule(
                "pay_basis, stated_share_of_minimum_low, stated_share_of_minimum_high",
                Note("the share, as pay_basis is share_of_minimum"),
                lambda rows: ~only_a_share(rows) | rows.filter(like="stated_share_of_minimum").notna().any(axis=1),
            ),
            checked.rule(
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
            "obs_id": checked.key(Note("hours_ and three digits"), r"hours_\d{3}"),
            **_who_what_where(),
            "year": checked.year(blank=True),
            **day,
            "days_per_week": checked.whole(1, 7, blank=True),
            **week,
            "statistic": checked.choice(["mean", "case", "upper_rhetorical"]),
            "evidence_grade": checked.choice(EVIDENCE_GRADES),
            "source_url": checked.address(),
            "note": checked.text(Note("a note"), blank=True),
        },
        [
            checked.ordered("hours_per_day"),
            checked.ordered("hours_per_week"),
            checked.any_filled(*day, "days_per_week", *week),
        ],
        strict=True,
    )


#: What makes the schema of each file, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "published_figures": _published_figures_schema,
    "published_pay": _published_pay_schema,
    "published_hours": _published_hours_schema,
}
