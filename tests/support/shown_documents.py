"""A corpus of four documents and small results of notebook 04 that tests of its charts, tables and sentences share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from shown import frame, here

from helpers.documents.corpus import Corpus
from helpers.exhibits.here import Here
from helpers.studies import CodingSource

DOCUMENTS = frame(
    "document_id type year",
    ["d1", "news", 2014],
    ["d2", "news", 2016],
    ["d3", "ngo_report", 2016],
    ["d4", "law", None],
).astype({"year": "Int64"})
SEGMENTS = frame(
    "segment_id document_id in_study_area",
    ["s1", "d1", True],
    ["s2", "d1", False],
    ["s3", "d2", False],
    ["s4", "d3", True],
    ["s5", "d4", False],
)
CODES = frame(
    "code family label",
    ["low_pay", "conditions", "Low pay"],
    ["long_hours", "conditions", "Long hours"],
    ["find", "ngo_role", "Finding home workers"],
    ["trust", "ngo_role", "Building trust"],
)
CORPUS = Corpus(
    DOCUMENTS,
    SEGMENTS,
    CODES,
    {"conditions": "Working conditions", "ngo_role": "Roles of NGOs"},
    pd.DataFrame({"segment_id": [], "coder": [], "code": []}),
)
#: The same as a study's own codings, which are not the public corpus; one file could not be read.
OWN = Corpus(DOCUMENTS, SEGMENTS, CODES, CORPUS.families, CORPUS.codings, "codings", ("One file was not read.",))


def here_with(corpus: Corpus, language: str = "en") -> Here:
    """Return the reference study with the corpus: the public one, or codings of its own by two coders."""
    study = here(language).study
    own = CodingSource({"ani": Path("ani.qdpx"), "budi": Path("budi.qdpx")})
    return Here(replace(study, codings=None if corpus.is_public else own), language)


COUNTS = frame(
    "family code label segments documents documents_in_study_area",
    ["conditions", "low_pay", "Low pay", 30, 3, 1],
    ["conditions", "long_hours", "Long hours", 4, 1, 0],
    ["ngo_role", "find", "Finding home workers", 6, 1, 1],
    ["ngo_role", "trust", "Building trust", 8, 2, 0],
)
ROLES = COUNTS[2:].reset_index(drop=True)
BY_TYPE = frame("code type documents", ["find", "ngo_report", 1], ["trust", "news", 5], ["trust", "ngo_report", 2])
BY_YEAR = frame("code year documents", ["find", 2016, 1], ["trust", 2014, 4])
PROFILE = frame(
    "type documents segments in_study_area elsewhere undated",
    ["news", 1002, 3, 1, 1001, 0],
    ["ngo_report", 1, 1, 1, 0, 0],
    ["", 1, 1, 0, 1, 1],
)
YEARS = frame("year type documents", [1990, "law", 1], [2014, "news", 1], [2016, "news", 1], [2016, "ngo_report", 1])
PAIRS = frame(
    "first second segments expected tested beyond_chance",
    ["low_pay", "long_hours", 9, 3.46, True, True],
    ["low_pay", "find", 2, 1.5, True, False],
    ["find", "trust", 1, 0.5, False, False],
)
AGREEMENT = frame(
    "group both first second agreement prevalence kappa kappa_low kappa_high alpha ac1 unstable paradox",
    ["low_pay", 1020, 3, 4, 0.981, 0.25, 0.856, 0.75, 0.95, 0.85, 0.97, False, False],
    ["long_hours", 10, 1, 2, 0.97, 0.05, 0.65, 0.4, 0.85, 0.64, 0.96, False, True],
    ["find", 2, 1, 0, 0.955, 0.01, 0.5, np.nan, np.nan, 0.5, 0.9, True, False],
)
CURVES = {
    1: frame(
        "documents codes low high new",
        [1, 1.5, 1, 2, 1.5],
        [2, 2.5, 2, 3, 1.0],
        [3, 3.2, 3, 4, 0.7],
        [4, 4.0, 4, 4, 0.125],
    ),
    2: frame(
        "documents codes low high new",
        [1, 0.0, 0, 0, 0.0],
        [2, 0.5, 0, 1, 0.5],
        [3, 1.0, 0, 2, 0.5],
        [4, 3.0, 3, 3, 2.0],
    ),
}
