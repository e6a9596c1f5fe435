"""Codings of documents, made by one or several persons in whatever program, as tidy tables.

`read` reads a file or folder and tells its format by itself, `read_all` reads one file per coder, and `match_segments`
finds the passages that several coders marked, so that their agreement can be told.

What a format cannot hold is missing from the tables:

==============================  ==========================================================================
Format                          cannot hold
==============================  ==========================================================================
REFI-QDA project                nothing; but the texts are missing if it was exported without its sources
REFI-QDA codebook (.qdc)        codings, cases
QualCoder                       nothing
Taguette project                cases; headings that are no codes; once exported, who coded
Taguette highlights             places in the text, parents, descriptions, tags never given, cases, who coded
folder of CSV files             cases (only variables of documents); places, unless start and end are there
==============================  ==========================================================================
"""

from helpers.codings.matching import match_segments
from helpers.codings.model import Codings
from helpers.codings.reading import read, read_all

__all__ = ["Codings", "match_segments", "read", "read_all"]
