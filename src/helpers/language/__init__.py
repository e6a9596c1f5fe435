"""What people read, in their language: sentences, numbers, errors.

A sentence is written in English and marked with ``_``; `translator` says it in the reader's language. `number`, `rupiah`
and `percent` write figures. A `UserError` is what somebody can cause and correct; its message is told in the language of
the run.
"""

from helpers.language.errors import TooFewAnswers, UserError, near, nearest
from helpers.language.notes import Joined, Note, in_words
from helpers.language.numbers import number, percent, rupiah
from helpers.language.translate import LANGUAGES, check_language, in_language, inside, translator

__all__ = [
    "LANGUAGES",
    "Joined",
    "Note",
    "TooFewAnswers",
    "UserError",
    "check_language",
    "in_language",
    "in_words",
    "inside",
    "near",
    "nearest",
    "number",
    "percent",
    "rupiah",
    "translator",
]
