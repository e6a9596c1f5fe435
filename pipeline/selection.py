"""What a run was asked for: studies, languages, parameters. Checked before anything starts.

The choice travels in the environment, because pytask collects its tasks from modules, in every worker anew.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import studies
from helpers.exhibits.run import check_parameter
from helpers.files import paths
from helpers.language import UserError, check_language, nearest
from pipeline import closure

VARIABLE = "HOME_WORKERS_SELECTION"
COMMON = ("study", "language")
#: Notebooks that read every study, whatever study they are run for.
READS_ALL_STUDIES = ("06_compare_regencies",)


@dataclass(frozen=True)
class Selection:
    """Which studies and languages run, with which parameters changed.

    Attributes
    ----------
    study, language
        One of each, or empty for all (all languages that a study's ``study.yaml`` names).
    parameters
        Notebook parameters other than study and language, by name.
    """

    study: str = ""
    language: str = ""
    parameters: tuple[tuple[str, Any], ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return every study with every language that runs; studies whose survey is still to come do not."""
        waiting = studies.waiting()
        names = [self.study] if self.study else [name for name in studies.names() if name not in waiting]
        return [
            (name, language)
            for name in names
            for language in ([self.language] if self.language else studies.load(name).languages)
        ]


def notebooks() -> list[Path]:
    """Return the notebooks of the collection, in order."""
    return sorted((paths.root() / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def check_notebooks() -> None:
    """Refuse a notebook whose parameters cannot be set, before anything runs.

    Raises
    ------
    UserError
        Names the notebook, and says which cell needs which tag.
    """
    for notebook in notebooks():
        if not any(closure.PARAMETERS in cell["metadata"].get("tags", []) for cell in closure.cells(notebook)):
            raise UserError(
                "{notebook}: no cell has the tag {tag}. Add the tag {tag} to the cell that sets study and language "
                "(in JupyterLab: select the cell, open the property inspector, add the tag).",
                notebook=notebook.name,
                tag=closure.PARAMETERS,
            )


def declared_parameters(notebook: Path) -> list[str]:
    """Return the parameters that a notebook's tagged cell declares."""
    import papermill  # takes seconds, and only a run with parameters needs it

    return list(papermill.inspect_notebook(str(notebook)))


def own_parameters(notebook: Path, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return those of the given parameters that a notebook declares."""
    if not parameters:
        return {}
    declared = declared_parameters(notebook)
    return {name: value for name, value in parameters.items() if name in declared}


def check(study: str, language: str, parameters: str) -> Selection:
    """Check what was asked for.

    Parameters
    ----------
    study, language
        As typed; empty for all.
    parameters
        ``name=value`` with commas between, values as JSON writes them (text may go without quotes).

    Raises
    ------
    UserError
        For an unknown study, language or parameter, and for a value that a parameter cannot take.
    """
    if study:
        studies.load(study)
    if language:
        check_language(language)
    given = dict(_split(item) for item in parameters.split(",") if item)
    known = {name for notebook in notebooks() for name in declared_parameters(notebook)} if given else set()
    for name in given:
        if name in COMMON:
            raise UserError("{name}: give it as {option}=…, not among PARAMETERS.", name=name, option=name.upper())
        if name not in known:
            near = ", ".join(nearest(name, known - set(COMMON))) or ", ".join(sorted(known - set(COMMON)))
            raise UserError("{name}: no notebook has this parameter. There are: {known}.", name=name, known=near)
        check_parameter(name, given[name])
    return Selection(study, language, tuple(sorted(given.items())))


def keep(selection: Selection) -> None:
    """Put the choice where the tasks' modules find it."""
    os.environ[VARIABLE] = json.dumps([selection.study, selection.language, list(selection.parameters)])


def kept() -> Selection:
    """Return the choice that was put down, or that of everything."""
    study, language, parameters = json.loads(os.environ.get(VARIABLE, '["", "", []]'))
    return Selection(study, language, tuple((name, value) for name, value in parameters))


def _split(item: str) -> tuple[str, Any]:
    name, sign, value = item.partition("=")
    if not sign or not name.strip():
        raise UserError(
            "PARAMETERS: {item!r} is not name=value. Write for instance PARAMETERS=hours_divisor=126.", item=item
        )
    try:
        return name.strip(), json.loads(value)
    except json.JSONDecodeError:
        return name.strip(), value.strip()
