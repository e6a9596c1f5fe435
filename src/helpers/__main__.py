"""The collection's one command line: ``python -m helpers new|form|check|compare|readme|translate|demonstration|simulate``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from helpers.adapt import commands as adapt
from helpers.demonstration import commands as demonstration
from helpers.hours import simulation
from helpers.language import LANGUAGES, UserError, catalogue, check_language, in_language
from helpers.release import readme

#: Commands that maintain the collection: name → what it does, and what does it.
MAINTAIN: dict[str, tuple[str, Callable[[], int]]] = {
    "readme": ("regenerate what README.md, README.id.md and data/datapackage.json say about the data", readme.main),
    "translate": ("update both Indonesian catalogues and list what has no translation yet", catalogue.main),
    "demonstration": ("regenerate the files of both demonstration studies", demonstration.main),
    "simulate": ("simulate surveys and count how often intervals cover the true value", simulation.main),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; what a user can cause ends in one message."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    adapt.add_to(commands)
    for name, (purpose, _run) in MAINTAIN.items():
        commands.add_parser(name, help=purpose)
    chosen = parser.parse_args(arguments)
    language = getattr(chosen, "language", "")
    try:
        if language:
            check_language(language)
        return MAINTAIN[chosen.command][1]() if chosen.command in MAINTAIN else adapt.run(chosen)
    except UserError as error:
        print(
            "\n\n".join(in_language(error, spoken) for spoken in ([language] if language else LANGUAGES)),
            file=sys.stderr,
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
