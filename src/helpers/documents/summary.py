"""What do the coded documents say? Counts by code, by source, place and year; examples; matrices.

All counts are of segments and of documents. A document that says the same thing five times is one document: what many
sources say is read from documents. None is a share of people, since documents are what could be found and no sample.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.documents.corpus import Corpus

EXAMPLES = 2


def profile(corpus: Corpus) -> pd.DataFrame:
    """What does the corpus consist of?

    Returns
    -------
    pandas.DataFrame
        One row per type of document: ``type``, ``documents``, ``segments``, ``in_study_area`` and ``elsewhere`` (documents
        with and without a statement on the study area), ``first_year``, ``last_year``, ``undated`` (documents);
        most documents first.
    """
    told = corpus.segments.groupby("document_id")["in_study_area"].any()
    table = corpus.documents.assign(
        in_study_area=corpus.documents["document_id"].map(told).fillna(False).astype(bool),
        type=corpus.documents["type"].fillna(""),
    )
    segments = corpus.segments.assign(type=corpus.segments["type"].fillna("")).groupby("type").size()
    rows = table.groupby("type").agg(
        documents=("document_id", "size"),
        in_study_area=("in_study_area", "sum"),
        first_year=("year", "min"),
        last_year=("year", "max"),
        undated=("year", lambda years: int(years.isna().sum())),
    )
    rows.insert(1, "segments", segments.reindex(rows.index, fill_value=0))
    rows.insert(3, "elsewhere", rows["documents"] - rows["in_study_area"])
    return rows.reset_index().sort_values(["documents", "type"], ascending=[False, True], ignore_index=True)


def years(corpus: Corpus) -> pd.DataFrame:
    """From which years are the documents?

    Returns
    -------
    pandas.DataFrame
        ``year``, ``type``, ``documents``; undated documents are left out.
    """
    dated = corpus.documents.dropna(subset=["year"]).assign(type=lambda rows: rows["type"].fillna(""))
    return dated.groupby(["year", "type"]).size().reset_index(name="documents")


def places(corpus: Corpus) -> pd.DataFrame:
    """Of which places do the statements speak?

    Returns
    -------
    pandas.DataFrame
        ``place``, ``in_study_area``, ``documents``, ``segments``; most segments first.
    """
    known = corpus.segments.dropna(subset=["place"])
    rows = known.groupby(["place", "in_study_area"]).agg(
        documents=("document_id", "nunique"), segments=("segment_id", "size")
    )
    return rows.reset_index().sort_values(["segments", "place"], ascending=[False, True], ignore_index=True)


def frequencies(coded: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """How often, and in how many documents, does each code stand?

    Parameters
    ----------
    coded
        `helpers.documents.corpus.coded`.
    corpus
        For the codebook: a code that was never given counts 0.

    Returns
    -------
    pandas.DataFrame
        One row per code, in the order of the codebook: ``family``, ``code``, ``label``, ``segments``, ``documents``,
        ``segments_share`` (of all segments), ``documents_share`` (of all documents), ``documents_in_study_area``,
        ``documents_elsewhere``, ``types`` (kinds of document), ``first_year``, ``last_year``. A document that speaks of the
        study area and of other places counts in both of the two columns.
    """
    by_code = coded.groupby("code")
    here = coded[coded["in_study_area"]].groupby("code")["document_id"].nunique()
    there = coded[~coded["in_study_area"]].groupby("code")["document_id"].nunique()
    counts = pd.DataFrame(
        {
            "segments": by_code["segment_id"].nunique(),
            "documents": by_code["document_id"].nunique(),
            "documents_in_study_area": here,
            "documents_elsewhere": there,
            "types": by_code["type"].nunique(),
        }
    )
    out = corpus.codes[["family", "code", "label"]].copy()
    for name in counts.columns:
        out[name] = out["code"].map(counts[name]).fillna(0).astype(int)
    out.insert(5, "segments_share", out["segments"] / max(len(corpus.segments), 1))
    out.insert(6, "documents_share", out["documents"] / max(len(corpus.documents), 1))
    for name, found in (("first_year", by_code["year"].min()), ("last_year", by_code["year"].max())):
        out[name] = out["code"].map(found).astype("Int64")
    return out


def families(coded: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """In how many segments and documents does any code of a family stand?

    Returns
    -------
    pandas.DataFrame
        ``family``, ``label``, ``codes``, ``segments``, ``documents``, ``documents_share``.
    """
    by_family = coded.groupby("family")
    members = corpus.members()
    rows = [
        {
            "family": family,
            "label": label,
            "codes": len(members[family]),
            "segments": int(by_family["segment_id"].nunique().get(family, 0)),
            "documents": int(by_family["document_id"].nunique().get(family, 0)),
        }
        for family, label in corpus.families.items()
    ]
    table = pd.DataFrame(rows)
    return table.assign(documents_share=table["documents"] / max(len(corpus.documents), 1))


def by(coded: pd.DataFrame, corpus: Corpus, column: str, codes: Sequence[str] | None = None) -> pd.DataFrame:
    """In how many documents does each code stand, by type of document, place or year?

    Parameters
    ----------
    coded, corpus
        As of `frequencies`.
    column
        ``type``, ``place``, ``year`` or ``in_study_area``.
    codes
        Only these; all if None.

    Returns
    -------
    pandas.DataFrame
        ``code``, the column, ``documents``, ``segments``; only what is there.
    """
    wanted = corpus.codes["code"].tolist() if codes is None else list(codes)
    part = coded[coded["code"].isin(wanted)].dropna(subset=[column])
    rows = part.groupby(["code", column]).agg(documents=("document_id", "nunique"), segments=("segment_id", "nunique"))
    rows = rows.reset_index()
    rows["order"] = rows["code"].map({code: place for place, code in enumerate(wanted)})
    return rows.sort_values(["order", column], kind="stable", ignore_index=True).drop(columns="order")


def matrices(coded: pd.DataFrame, corpus: Corpus, column: str) -> dict[str, pd.DataFrame]:
    """Lay codes out against types of document, or against places, for a spreadsheet.

    Returns
    -------
    dict
        ``segments`` (counts), ``documents`` (counts), ``there`` (0 or 1), ``row_share`` (of a code's documents; a document
        on two places counts in both, so that rows need not add up to one) and ``column_share`` (of a type's or place's
        documents that have the code). Each has the columns ``family``, ``code``, ``label`` and one per type or place.
    """
    long = by(coded, corpus, column)
    heads = sorted(corpus.segments[column].dropna().unique())
    front = corpus.codes[["family", "code", "label"]].reset_index(drop=True)
    wide = {
        measure: long.pivot_table(index="code", columns=column, values=measure, aggfunc="sum")
        .reindex(index=front["code"], columns=heads)
        .fillna(0)
        .astype(int)
        for measure in ("segments", "documents")
    }
    all_documents = corpus.segments.dropna(subset=[column]).groupby(column)["document_id"].nunique().reindex(heads)
    of_code = coded.groupby("code")["document_id"].nunique().reindex(front["code"])
    sheets = {
        "segments": wide["segments"],
        "documents": wide["documents"],
        "there": (wide["documents"] > 0).astype(int),
        "row_share": wide["documents"].div(of_code, axis=0).fillna(0.0),
        "column_share": wide["documents"].div(all_documents, axis=1),
    }
    return {name: pd.concat([front, sheet.reset_index(drop=True)], axis=1) for name, sheet in sheets.items()}


def examples(coded: pd.DataFrame, codes: Sequence[str], count: int = EXAMPLES) -> pd.DataFrame:
    """Which statements stand for a code? A few paraphrases, each of another document, with their addresses.

    The first comes from the study area where there is one, the others from elsewhere and from the kind of source that
    speaks most of the code; among equals the statement with the fewest other codes, then the first in the corpus. So
    nobody picks, and the same corpus always gives the same examples.

    Returns
    -------
    pandas.DataFrame
        ``code``, ``segment_id``, ``document_id``, ``text``, ``place``, ``year``, ``type``, ``publisher``, ``source_url``.
    """
    width = coded.groupby("segment_id")["code"].transform("nunique")
    pool = coded.assign(width=width)
    found = []
    for code in codes:
        part = pool[pool["code"] == code]
        if part.empty:
            continue
        usual = part["type"].fillna("").value_counts()
        rank = part["type"].fillna("").map({kind: -count for kind, count in usual.items()})
        part = part.assign(rank=rank)
        here = part[part["in_study_area"]].sort_values(["width", "segment_id"], kind="stable").head(1)
        there = part[~part["in_study_area"]].sort_values(["rank", "width", "segment_id"], kind="stable")
        rest = part.sort_values(["width", "segment_id"], kind="stable")
        chosen = pd.concat([here, there, rest]).drop_duplicates("document_id").head(count)
        found.append(chosen)
    columns = ["code", "segment_id", "document_id", "text", "place", "year", "type", "publisher", "source_url"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def by_rule(corpus: Corpus, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How far do the counts hang on how two coders are brought together?

    Parameters
    ----------
    corpus
        For the codebook.
    tables
        Rule → `helpers.documents.corpus.coded` under it.

    Returns
    -------
    pandas.DataFrame
        One row per code: ``code``, ``label``, then the number of documents under each rule, and ``spread`` (largest minus
        smallest).
    """
    out = corpus.codes[["code", "label"]].copy()
    for rule, coded in tables.items():
        counts = coded.groupby("code")["document_id"].nunique()
        out[rule] = out["code"].map(counts).fillna(0).astype(int)
    out["spread"] = np.ptp(out[list(tables)].to_numpy(), axis=1)
    return out
