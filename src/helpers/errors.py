"""The one kind of error that a user of the collection can cause and mend."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """Something in the input is wrong; the message says what, where, and what to do next.

    Whoever runs a notebook or a command sees the message alone, without a traceback.
    """


class TooFewAnswers(UserError):
    """A study has too few answers for a whole notebook; the pipeline leaves it out, says so, and goes on."""


def nearest(wanted: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Which known names come nearest to the one that was asked for?

    Parameters
    ----------
    wanted
        The name that was not found.
    known
        The names there are.
    count
        At most this many are returned, the best first.

    Returns
    -------
    list of str
        Known names that look like `wanted`, whatever their case; empty where none is near.
    """
    by_folded = {name.casefold(): name for name in known}
    found = get_close_matches(wanted.casefold(), list(by_folded), n=count, cutoff=0.5)
    containing = [folded for folded in sorted(by_folded) if wanted.casefold() in folded and folded not in found]
    return [by_folded[folded] for folded in (found + containing)[:count]]
