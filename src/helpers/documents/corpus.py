"""The coded documents of a study: the public corpus, or the study's own codings, in one shape.

Every study has the public corpus of ``data/evidence``. A study with codings of its own (interviews, field notes, other
documents) names them under ``codings:`` in its ``study.yaml``; they then take the corpus's place in notebook 04.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import codings as codings_
from helpers.exhibits import RestsOn
from helpers.exhibits.here import Here
from helpers.facts import documents as facts_documents
from helpers.files import paths
from helpers.files.tables import need_columns, read_table
from helpers.language import Note, UserError, near, translator
from helpers.studies import CodingSource, Study

RULES = ("union", "intersection", "adjudicated")
_DOCUMENT_COLUMNS = ("title", "publisher", "year", "type", "place", "source_url")
_DECISIONS = {"yes": True, "no": False, "ya": True, "tidak": False}


@dataclass(frozen=True, eq=False)
class Corpus:
    """Documents, what was taken from them, and how it was coded.

    Attributes
    ----------
    documents
        One row per document: ``document_id``, ``title``, ``publisher``, ``year``, ``type``, ``place``, ``source_url``;
        each of the last six missing where nobody told.
    segments
        One row per statement: ``segment_id``, ``document_id``, ``text``, ``year``, ``place``, ``in_study_area`` (bool:
        the place is the study's regency), ``type``, ``publisher``, ``source_url``.
    codes
        One row per code that can be given, in the order of the codebook: ``code``, ``family``, ``label``.
    families
        Family → its name for people, in the order of the codebook.
    codings
        One row per segment, coder and code: ``segment_id``, ``coder``, ``code``.
    rests_on
        ``published`` for the public corpus, ``codings`` for a study's own.
    notes
        What could not be read, in sentences.
    adjudicated
        File with decisions on disagreements; None where there is none.
    """

    documents: pd.DataFrame
    segments: pd.DataFrame
    codes: pd.DataFrame
    families: dict[str, str]
    codings: pd.DataFrame
    rests_on: RestsOn = "published"
    notes: tuple[str, ...] = ()
    adjudicated: Path | None = None

    @property
    def coders(self) -> list[str]:
        """Return who coded, sorted."""
        return sorted(self.codings["coder"].unique())

    @property
    def is_public(self) -> bool:
        """Whether this is the public corpus, and not a study's own."""
        return self.rests_on == "published"

    def labels(self) -> dict[str, str]:
        """Return how each code is written for people."""
        return dict(zip(self.codes["code"], self.codes["label"], strict=True))

    def members(self) -> dict[str, list[str]]:
        """Return the codes of each family."""
        return {family: self.codes.loc[self.codes["family"] == family, "code"].tolist() for family in self.families}


def load(study: Study, language: str) -> Corpus:
    """Read the study's coded documents: its own codings where it names some, else the public corpus.

    Parameters
    ----------
    study
        Its regency is the study area.
    language
        Of labels and texts, where both are there.

    Raises
    ------
    UserError
        Where a file of codings cannot be read; the message names it.
    """
    return _own(study, study.codings, language) if study.codings else _public(study, language)


def coded(corpus: Corpus, rule: str = "union") -> pd.DataFrame:
    """Which code does each segment have, once the coders' passes are brought together?

    Parameters
    ----------
    corpus
        The coded documents.
    rule
        ``union`` (given by any coder), ``intersection`` (by all), ``adjudicated`` (what all gave, and of the rest what
        the file of decisions says), or the name of a coder, whose pass is then taken alone.

    Returns
    -------
    pandas.DataFrame
        One row per segment and code: the columns of `Corpus.segments`, ``code``, ``family``; by segment, then in the
        order of the codebook.

    Raises
    ------
    UserError
        For a rule that cannot be, or a disagreement on which the file of decisions is silent.
    """
    pairs = corpus.codings.drop_duplicates(["segment_id", "coder", "code"])
    votes = pairs.groupby(["segment_id", "code"], sort=False)["coder"].nunique().reset_index(name="votes")
    if rule == "union":
        kept = votes
    elif rule == "intersection":
        kept = votes[votes["votes"] == len(corpus.coders)]
    elif rule == "adjudicated":
        kept = _decided(corpus, votes)
    elif rule in corpus.coders:
        kept = pairs[pairs["coder"] == rule]
    else:
        known = ", ".join((*RULES, *corpus.coders))
        raise UserError("consensus: {rule!r} is not one of {known}.", rule=rule, known=known)
    order = {code: place for place, code in enumerate(corpus.codes["code"])}
    table = kept[["segment_id", "code"]].merge(corpus.segments, on="segment_id", how="inner")
    table["family"] = table["code"].map(corpus.codes.set_index("code")["family"])
    table["place_in_codebook"] = table["code"].map(order)
    table = table.sort_values(["segment_id", "place_in_codebook"], kind="stable", ignore_index=True)
    return table.drop(columns="place_in_codebook")


def sources(here: Here, corpus: Corpus) -> tuple[str, ...]:
    """Say where the coded documents come from, for the line under an exhibit."""
    _ = translator(here.language)
    if corpus.is_public:
        return (_("coded public documents, each with its address: data/evidence/documents.csv, segments.csv"),)
    assert here.study.codings is not None
    names = ", ".join(dict.fromkeys(file.name for file in here.study.codings.files.values()))
    return (_("the study's own codings: {files}").format(files=names),)


def _public(study: Study, language: str) -> Corpus:
    documents = facts_documents.documents()
    segments = facts_documents.segments().rename(columns={f"text_{language}": "text"})
    # The study area is that of this study, not of the one the corpus was first gathered for.
    segments["in_study_area"] = segments["place"] == study.regency
    book = facts_documents.codebook().rename(columns={f"label_{language}": "label", "parent": "family"})
    families = book[book["family"].isna()]
    about = documents[["document_id", "type", "publisher", "source_url"]]
    columns = ["segment_id", "document_id", "text", "year", "place", "in_study_area"]
    return Corpus(
        documents=documents[["document_id", *_DOCUMENT_COLUMNS]],
        segments=segments[columns].merge(about, on="document_id", how="left"),
        codes=book.loc[book["family"].notna(), ["code", "family", "label"]].reset_index(drop=True),
        families=dict(zip(families["code"], families["label"], strict=True)),
        codings=facts_documents.codings(),
    )


def _own(study: Study, source: CodingSource, language: str) -> Corpus:
    read = codings_.read_all(source.files)
    table = codings_.match_segments(read.codings, source.overlap) if source.overlap else read.codings
    documents = _own_documents(table, read.cases, source)
    first = table.drop_duplicates("segment")[["segment", "document", "text"]]
    segments = first.rename(columns={"segment": "segment_id", "document": "document_id"})
    about = documents[["document_id", "year", "place", "type", "publisher", "source_url"]]
    segments = segments.merge(about, on="document_id", how="left")
    segments["in_study_area"] = segments["place"] == study.regency
    codes = _own_codes(read.codebook, source, language)
    return Corpus(
        documents=documents,
        segments=segments.sort_values("segment_id", kind="stable", ignore_index=True),
        codes=codes,
        families={family: _own_family(family, source, read.codebook, language) for family in codes["family"].unique()},
        codings=table.rename(columns={"segment": "segment_id"})[["segment_id", "coder", "code"]],
        rests_on="codings",
        notes=read.notes,
        adjudicated=source.adjudicated,
    )


def _own_documents(table: pd.DataFrame, cases: pd.DataFrame, source: CodingSource) -> pd.DataFrame:
    """List the documents with what the program, or a table beside it, tells of them."""
    documents = pd.DataFrame({"document_id": sorted(table["document"].unique())})
    told = cases.rename(columns={"document": "document_id"}).drop_duplicates("document_id")
    if source.documents is not None:
        told = read_table(source.documents)
        what_for = Note("Add it: the document's name as in the codings.")
        need_columns(told, ("document_id",), source.documents, what_for)
        strangers = sorted(set(documents["document_id"]) - set(told["document_id"]))
        if strangers:
            raise UserError(
                "{file}, document_id: there is no row for {document!r} (nearest: {near}). "
                "Write each document's name as in the codings.",
                file=paths.relative(source.documents),
                document=strangers[0],
                near=near(strangers[0], told["document_id"].tolist()),
            )
    documents = documents.merge(told, on="document_id", how="left")
    for name in _DOCUMENT_COLUMNS:
        if name not in documents:
            documents[name] = pd.NA
    documents = documents[["document_id", *_DOCUMENT_COLUMNS]]
    texts = [name for name in _DOCUMENT_COLUMNS if name != "year"]
    documents[texts] = documents[texts].astype("str").where(lambda cells: cells != "")
    documents["title"] = documents["title"].fillna(documents["document_id"])
    documents["year"] = pd.to_numeric(documents["year"], errors="coerce").astype("Int64")
    return documents


def _own_codes(book: pd.DataFrame, source: CodingSource, language: str) -> pd.DataFrame:
    parents = dict(zip(book["code"], book["parent"], strict=True))
    ours = {theirs: family for family, theirs in source.families.items()}
    unknown = [name for name in ours if name not in parents]
    if unknown:
        raise UserError(
            "codings, families: there is no code {code!r} in the codebook (nearest: {near}). Name the heading "
            "under which the codes of that family stand.",
            code=unknown[0],
            near=near(unknown[0], parents),
        )
    given = book[book["codable"]]
    label = f"label_{language}"
    labels = given[label].where(given[label].fillna("") != "", given["code"]) if label in given else given["code"]
    tops = [_top(code, parents) for code in given["code"]]
    families = [ours.get(top, top) for top in tops]
    codes = pd.DataFrame({"code": given["code"].to_numpy(), "family": families, "label": labels.to_numpy()})
    codes[["family", "label"]] = codes[["family", "label"]].astype("str")
    return codes


def _top(code: str, parents: dict[str, str]) -> str:
    """Return the heading at the top of the tree under which a code stands, or the code itself."""
    seen = {code}
    while parents.get(code) and parents[code] not in seen:
        code = parents[code]
        seen.add(code)
    return code


def _own_family(family: str, source: CodingSource, book: pd.DataFrame, language: str) -> str:
    theirs = source.families.get(family, family)
    row = book[book["code"] == theirs]
    label = f"label_{language}"
    told = row[label].iloc[0] if len(row) and label in row else ""
    return told if isinstance(told, str) and told else theirs


def _decided(corpus: Corpus, votes: pd.DataFrame) -> pd.DataFrame:
    file = corpus.adjudicated
    if file is None:
        raise UserError(
            "consensus: adjudicated needs a file with the decisions. Fill in the column decision (yes or no) of the list "
            "of disagreements, save it in the study's folder, and name it in study.yaml: codings: {{adjudicated: FILE}}."
        )
    table = read_table(file)
    columns = ("segment_id", "code", "decision")
    need_columns(table, columns, file, Note("Take the list of disagreements that notebook 04 writes."))
    wrong = table.index[~table["decision"].str.strip().str.casefold().isin(_DECISIONS)]
    if len(wrong):
        raise UserError(
            "{file}, row {row}, decision: {value!r} is neither yes nor no. Write yes where the code holds, else no.",
            file=paths.relative(file),
            row=wrong[0],
            value=table.at[wrong[0], "decision"],
        )
    decisions = table.assign(holds=table["decision"].str.strip().str.casefold().map(_DECISIONS))
    decisions = decisions.drop_duplicates(["segment_id", "code"], keep="last")[["segment_id", "code", "holds"]]
    joined = votes.merge(decisions, on=["segment_id", "code"], how="left")
    agreed = joined["votes"] == len(corpus.coders)
    silent = joined[~agreed & joined["holds"].isna()]
    if len(silent):
        row = silent.iloc[0]
        raise UserError(
            "{file}: nothing is decided on code {code!r} of segment {segment} ({count} such in all). Add a row for it.",
            file=paths.relative(file),
            code=row["code"],
            segment=row["segment_id"],
            count=len(silent),
        )
    return joined[agreed | joined["holds"].eq(True)]
