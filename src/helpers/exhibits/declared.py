"""What each exhibit is called and which questions it needs: said once, where it is made.

A function that makes an exhibit is marked with `exhibit`. It returns the exhibit, or None where its questions were not
answered, or `LeftOut` with a reason of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from helpers.exhibits.exhibit import Drawing, LeftOut, Table, Workbook
from helpers.exhibits.here import Here
from helpers.form import questionnaire
from helpers.language import translator


@dataclass(frozen=True)
class Declared:
    """An exhibit, or a whole notebook, and the questions it needs.

    Attributes
    ----------
    name
        Stable file name without ending, with the notebook's number in front; for a whole notebook its name.
    needs
        Questions that all have to be answered.
    any_of
        Questions of which one has to be answered.
    """

    name: str
    needs: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def lacking(self, absent: set[str]) -> tuple[str, ...]:
        """Which missing questions keep this from being made? Empty where it can be made.

        Parameters
        ----------
        absent
            Questions that nobody answered.
        """
        if self.any_of and set(self.any_of) <= absent:
            return self.any_of
        return tuple(question for question in self.needs if question in absent)

    def why_left_out(self, language: str) -> str:
        """Say which questions of the form would bring it."""
        _ = translator(language)
        form = questionnaire.load()
        named = ", ".join(f"{form.label(question, language)} ({question})" for question in (*self.needs, *self.any_of))
        return _("Too few answers, or none, to what this rests on: {questions}.").format(questions=named)


_DECLARED: dict[str, Declared] = {}


def declare(name: str, *, needs: tuple[str, ...] = (), any_of: tuple[str, ...] = ()) -> Declared:
    """Declare an exhibit or a notebook with the questions it needs, and return the declaration."""
    declared = Declared(name, needs, any_of)
    if _DECLARED.setdefault(name, declared) != declared:
        raise ValueError(f"{name} is declared twice; give each exhibit a name of its own.")
    return declared


def all_declared() -> list[Declared]:
    """Return what the modules imported so far declare, by name."""
    return [_DECLARED[name] for name in sorted(_DECLARED)]


Asked = ParamSpec("Asked")
Made = TypeVar("Made", Drawing, Table, Workbook)


def exhibit(
    name: str, *, needs: tuple[str, ...] = (), any_of: tuple[str, ...] = ()
) -> Callable[
    [Callable[Concatenate[Here, Asked], Made | LeftOut | None]], Callable[Concatenate[Here, Asked], Made | LeftOut]
]:
    """Mark a function that makes an exhibit: give it its name, and leave it out where its questions were not answered.

    Parameters
    ----------
    name
        Stable file name without ending, with the notebook's number in front, for instance ``02_piece_rates``.
    needs, any_of
        Questions as of `Declared`.
    """
    declared = declare(name, needs=needs, any_of=any_of)

    def marked(
        make: Callable[Concatenate[Here, Asked], Made | LeftOut | None],
    ) -> Callable[Concatenate[Here, Asked], Made | LeftOut]:
        @wraps(make)
        def made(here: Here, *args: Asked.args, **options: Asked.kwargs) -> Made | LeftOut:
            found = make(here, *args, **options)
            if found is None:
                found = LeftOut(declared.why_left_out(here.language))
            return replace(found, name=name)

        return made

    return marked
