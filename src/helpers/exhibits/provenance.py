"""Results read aloud: sentences built from the results themselves, in the reader's language.

No number stands typed in the notebooks' prose; it stands here, with its interval, unit and N, and changes with the data.
A sentence from an invented survey begins by saying so.
"""

from __future__ import annotations

from helpers.exhibits.here import Here
from helpers.language import translator


def from_survey(here: Here, sentence: str) -> str:
    """Put the warning in front of a sentence that rests on an invented survey."""
    _ = translator(here.language)
    if not here.study.is_demonstration:
        return sentence
    return _("**Demonstration data, invented.**") + " " + sentence


def opening(here: Here) -> str:
    """Say which study this is, and whether its survey is real; every notebook opens with it."""
    _ = translator(here.language)
    title = here.study.title.get(here.language, here.study.title["en"])
    if here.study.is_demonstration:
        return _("**{title}.** Its survey is a demonstration survey: invented, evidence of nothing.").format(
            title=title
        )
    return _("**{title}.** Its survey is a field survey.").format(title=title)


def provenance_note(here: Here) -> str:
    """Return what has to stand under everything from an invented survey; empty for a field survey."""
    _ = translator(here.language)
    return _("DEMONSTRATION DATA: invented, evidence of nothing") if here.study.is_demonstration else ""
