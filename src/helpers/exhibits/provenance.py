"""Results read aloud: sentences built from the results themselves, in the reader's language.

No number stands typed in the notebooks' prose; it stands here, with its interval, unit and N, and changes with the data.
A sentence from an invented survey begins by saying so.
"""

from __future__ import annotations

from helpers.language import translator
from helpers.studies import Study


def from_survey(sentence: str, study: Study, language: str) -> str:
    """Put the warning in front of a sentence that rests on an invented survey."""
    _ = translator(language)
    if not study.is_demonstration:
        return sentence
    return _("**Demonstration data, invented.**") + " " + sentence


def opening(study: Study, language: str) -> str:
    """Say which study this is, and whether its survey is real; every notebook opens with it."""
    _ = translator(language)
    title = study.title.get(language, study.title["en"])
    if study.is_demonstration:
        return _("**{title}.** Its survey is a demonstration survey: invented, evidence of nothing.").format(
            title=title
        )
    return _("**{title}.** Its survey is a field survey.").format(title=title)


def provenance_note(study: Study, language: str) -> str:
    """Return what has to stand under everything from an invented survey; empty for a field survey."""
    _ = translator(language)
    return _("DEMONSTRATION DATA: invented, evidence of nothing") if study.is_demonstration else ""
