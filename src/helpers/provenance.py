"""What an exhibit is made from, and what is said where one cannot be made."""

from dataclasses import dataclass
from typing import Literal

#: ``survey`` (an invented one has to be called so), ``published`` facts, a study's own ``codings``, or a ``simulation``.
RestsOn = Literal["survey", "published", "codings", "simulation"]


@dataclass(frozen=True)
class LeftOut:
    """An exhibit that this study cannot have.

    Attributes
    ----------
    name
        Its stable file name, without the notebook's number.
    why
        What is missing and what would bring it, in a sentence.
    """

    name: str
    why: str
