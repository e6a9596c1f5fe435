"""Legal facts, and which instrument gives which kind of protection."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.facts.reference import regencies
from helpers.facts.vocabulary import REGENCY
from helpers.files import paths
from helpers.language import Note

#: The kinds of protection that a legal instrument may give.
PROTECTION_DIMENSIONS = (
    "recognition",
    "minimum_wage",
    "working_hours",
    "social_security",
    "occupational_safety_health",
    "freedom_of_association",
    "maternity",
    "inspection",
)


LEVELS = ("international", "national", "provincial", "regency")


STATUSES = ("in_force", "ratified_not", "draft", "decision", "guideline", "none")


COVERAGES = ("explicit", "implicit", "excluded", "none")


def law_facts() -> pd.DataFrame:
    """Tell what each article, ruling or draft says in both languages, and whether it still stands."""
    return checked.read_table(paths.reference("law_facts"), _law_facts_schema)


def legal_instruments() -> pd.DataFrame:
    """Tell which instrument gives home workers which protection.

    Returns
    -------
    pandas.DataFrame
        One row per ``instrument_id`` and ``protection_dimension``, with the ``coverage`` of home workers; ``regency``
        is whose rule it is, at the level of the regency. A pair that is not there means *no evidence*, not *no
        protection*.
    """
    others = [paths.reference("law_facts"), paths.reference("regencies_central_java")]
    return checked.read_table(paths.reference("legal_instruments"), _legal_instruments_schema, others)


def _law_facts_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "id": checked.key(Note("L and three digits"), r"L\d{3}"),
            "instrument": checked.text(Note("the name of the instrument")),
            "article": checked.text(Note("the article or part")),
            "year": checked.text(Note("the year or years, as text; n.d. where the source has none")),
            "topic": checked.text(Note("a topic in small letters with _"), "[a-z_]+"),
            "fact_in_your_own_words_en": checked.text(Note("the fact in English")),
            "fact_in_your_own_words_id": checked.text(Note("the fact in Indonesian")),
            "status_now": checked.text(Note("whether it is in force")),
            "source_url": checked.address(),
        },
        strict=True,
    )


def _legal_instruments_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "instrument_id": checked.text(Note("an identifier in small letters, digits and _"), "[a-z0-9_]+"),
            "label_en": checked.text(Note("the English name")),
            "label_id": checked.text(Note("the Indonesian name")),
            "level": checked.choice(LEVELS),
            "regency": checked.text(*REGENCY, blank=True),
            "year": checked.year(blank=True),
            "status": checked.choice(STATUSES),
            "protection_dimension": checked.choice(PROTECTION_DIMENSIONS),
            "coverage": checked.choice(COVERAGES),
            "article": checked.text(Note("the articles"), blank=True),
            "one_line_reason": checked.text(Note("why the coverage is judged so")),
            "law_fact_ids": checked.listed(law_facts()["id"], "law_facts.csv", blank=True),
            "source_url": checked.address(),
        },
        [
            checked.once("instrument_id", "protection_dimension"),
            checked.alike("instrument_id", "label_en", "label_id", "level", "regency", "year", "status"),
            checked.rule(
                "level, regency",
                Note("the regency whose rule it is, exactly where level is regency"),
                lambda rows: (rows["level"] == "regency") == rows["regency"].notna(),
            ),
            checked.rule("regency", Note("the name as in regencies_central_java.csv"), _as_listed),
        ],
        strict=True,
    )


def _as_listed(rows: pd.DataFrame) -> pd.Series:
    """Whether a regency of Central Java is written as in the list; regencies of other provinces are in no list."""
    listed = {name.casefold().replace(" ", ""): name for name in regencies()["name"]}
    meant = rows["regency"].str.casefold().str.replace(" ", "").map(listed)
    return meant.isna() | (meant == rows["regency"])


#: What makes the schema of each file, by the file's name without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "law_facts": _law_facts_schema,
    "legal_instruments": _legal_instruments_schema,
}
