"""Say it in the reader's language: catalogues of sentences, and numbers as people write them."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from helpers.language.errors import UserError
from helpers.language.notes import in_words
from helpers.language.numbers import number

LANGUAGES = ("en", "id")


_CATALOGUES = Path(__file__).parent / "locale"


def check_language(language: str) -> str:
    """Return the language code, or say which ones there are.

    Raises
    ------
    UserError
        For a code that is not in `LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise UserError(
            "language: {language!r} is not one of {languages}. Choose LANGUAGE=en or LANGUAGE=id.",
            language=language,
            languages=", ".join(LANGUAGES),
        )
    return language


@cache
def translator(language: str) -> Callable[[str], str]:
    """Return the function that turns an English sentence into the language's own.

    The catalogue is the text file ``locale/<language>.po``; a sentence that is missing there stays English.
    """
    catalogue = _CATALOGUES / f"{check_language(language)}.po"
    if not catalogue.exists():
        return gettext.NullTranslations().gettext
    compiled = io.BytesIO()
    with catalogue.open(encoding="utf-8") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled).gettext


def in_language(text: str | UserError, language: str) -> str:
    """Tell a remark or the message of an error in a language; a text that is neither stays as it is.

    Parameters
    ----------
    text
        A `Note`, texts that were `Joined`, a `UserError`, or any text.
    language
        ``en`` or ``id``; whatever else somebody typed is told in English.
    """
    language = language if language in LANGUAGES else "en"
    note = text.note if isinstance(text, UserError) else text
    return in_words(note, translator(language), lambda count: number(count, language))


def inside(label: str) -> str:
    """Write a label as it stands inside a sentence: with a small letter, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
