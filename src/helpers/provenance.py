"""What an exhibit is made from."""

from typing import Literal

#: ``survey`` (an invented one has to be called so), ``published`` facts, a study's own ``codings``, or a ``simulation``.
RestsOn = Literal["survey", "published", "codings", "simulation"]
