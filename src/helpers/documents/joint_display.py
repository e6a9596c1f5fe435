"""Beside each other: what the documents say of a condition, what the survey says, and what has been published.

A joint display (Fetters, Curry and Creswell 2013) sets the strands side by side, row by row. It draws no conclusion of
its own: with a demonstration survey there is none to draw, and with a field survey it is the researcher's.
"""

from __future__ import annotations

import pandas as pd

from helpers.documents import summary
from helpers.documents.corpus import Corpus
from helpers.facts import documents, published, wording
from helpers.statistics.estimates import Design, estimate


def display(
    corpus: Corpus, coded: pd.DataFrame, survey: dict[str, pd.Series], workers: pd.DataFrame, design: Design = Design()
) -> pd.DataFrame:
    """Set documents, survey and published figures side by side, a row per condition.

    Parameters
    ----------
    corpus, coded
        The coded documents and their codes (`helpers.documents.corpus`).
    survey
        Measure → 1.0, 0.0 or missing of each worker, as of `helpers.protection.conditions`.
    workers
        The cleaned survey.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        In the order of ``data/evidence/joint_display.csv``:
        ``condition``; ``codes``; ``documents``, ``in_study_area`` (numbers of documents, per code, ``;`` between);
        ``example`` and ``example_url``; ``measure``, ``estimate``, ``low``, ``high``, ``n`` (missing where the survey does
        not ask); ``figures`` (identifiers).
    """
    counts = summary.frequencies(coded, corpus).set_index("code")
    rows = []
    for line in documents.joint_display().fillna("").itertuples():
        codes = [code for code in line.codes.split(";") if code in counts.index]
        example = summary.examples(coded, codes[:1], 1)
        row = {
            "condition": line.condition,
            "codes": ";".join(codes),
            "documents": ";".join(str(counts.at[code, "documents"]) for code in codes),
            "in_study_area": ";".join(str(counts.at[code, "documents_in_study_area"]) for code in codes),
            "example": example["text"].iloc[0] if len(example) else "",
            "example_url": example["source_url"].iloc[0] if len(example) else "",
            "measure": line.survey_measure if line.survey_measure in survey else "",
            "figures": line.figure_ids,
        }
        if row["measure"]:
            found = estimate(workers, survey[line.survey_measure], "share", design).iloc[0]
            row |= {name: found[name] for name in ("estimate", "low", "high", "n")}
        rows.append(row)
    columns = ["condition", "codes", "documents", "in_study_area", "example", "example_url"]
    return pd.DataFrame(rows, columns=[*columns, "measure", "estimate", "low", "high", "n", "figures"])


def figures_in_words(ids: str, language: str) -> str:
    """Write the published figures of a row of `display` for people, each with its place, year and identifier."""
    listed = published.published_figures().set_index("id", drop=False)
    return "; ".join(
        f"{wording.measure(row, language)}: {wording.figure(row, language)} "
        f"({wording.where_and_when(row['place'], row['year_of_data'], language)}; {row['id']})"
        for _index, row in listed.loc[[name for name in ids.split(";") if name]].iterrows()
    )
