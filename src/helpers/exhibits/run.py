"""One execution of one notebook for one study in one language: what it starts with, and how it says that it ended."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from helpers import files, studies
from helpers.exhibits.here import Here
from helpers.files import paths
from helpers.language import Note, UserError, check_language, in_language, translator

FINISHED, LEFT_OUT = "finished.json", "left_out.json"


@dataclass(frozen=True)
class Run(Here):
    """What a notebook works on: a study in a language, and where its exhibits go.

    Attributes
    ----------
    notebook
        Its name without the ending, for instance ``02_wages_against_minimum``.
    parameters
        Its own parameters, checked.
    folder
        Where its exhibits are kept until the pipeline publishes them under ``figures``.
    saved, left_out
        Exhibits so far, and those that this study cannot have, with the reason.
    """

    notebook: str
    parameters: dict[str, Any]
    folder: Path
    saved: list[dict[str, Any]] = field(default_factory=list, compare=False, repr=False)
    left_out: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def number(self) -> str:
        """Return the notebook's number, with which the names of its exhibits begin."""
        return self.notebook.split("_", 1)[0]


def exhibits_folder(notebook: str, study: str, language: str) -> Path:
    """Return where a notebook leaves its exhibits."""
    return paths.results(study) / language / "exhibits" / notebook


def start(notebook: str, study: str, language: str, **parameters: Any) -> Run:
    """Check all parameters of a notebook at once, and begin.

    Parameters
    ----------
    notebook
        The notebook's name, without the ending.
    study
        Folder name of a study.
    language
        ``en`` or ``id``.
    **parameters
        The notebook's own parameters, by name.

    Raises
    ------
    UserError
        For a study, language or parameter value that cannot be; the message names what can.
    """
    show_user_errors_plainly(language)
    for name, value in parameters.items():
        check_parameter(name, value)
    folder = exhibits_folder(notebook, study, check_language(language))
    run = Run(studies.load(study), language, notebook, parameters, folder)
    if folder.exists():
        shutil.rmtree(folder)
    return run


def finish(run: Run) -> str:
    """Write the stamp that says the notebook reached its end, with the list of its exhibits.

    A killed kernel leaves a notebook file that looks complete; this stamp is then missing.
    """
    write_stamp(run.folder, run.saved, run.left_out)
    _ = translator(run.language)
    told = (
        _("{notebook}: {count} exhibits in {folder}, {left} left out: {names}")
        if run.left_out
        else _("{notebook}: {count} exhibits in {folder}")
    )
    return told.format(
        notebook=run.notebook,
        count=len(run.saved),
        folder=paths.relative(run.folder),
        left=len(run.left_out),
        names=", ".join(run.left_out),
    )


def write_stamp(folder: Path, saved: list[dict[str, Any]], left_out: dict[str, str]) -> None:
    """Write which exhibits there are and which were left out, the latter first: the stamp comes when all is there."""
    for name, content in ((LEFT_OUT, left_out), (FINISHED, saved)):
        files.write_text(folder / name, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def show_user_errors_plainly(language: str) -> None:
    """Inside a notebook, show a `UserError` as its message alone: a traceback would hide what to do next."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((UserError,), partial(_plain_error, language))


def _plain_error(
    language: str, shell: Any, kind: type, error: UserError, traceback: Any, tb_offset: int | None = None
) -> Sequence[str]:
    message = in_language(error, language)
    shell._showtraceback(kind, message, [message])
    return [message]


def check_parameter(name: str, value: Any) -> None:
    """Refuse a parameter that no notebook has, or a value that it cannot take.

    Raises
    ------
    UserError
        Says what the parameter can be.
    """
    check = _CHECKS.get(name)
    if check is None:
        known = ", ".join(("study", "language", *_CHECKS))
        raise UserError("{name}: no notebook has this parameter. There are: {known}.", name=name, known=known)
    holds, wanted = check
    if not holds(value):
        raise UserError("{name}: {value!r} is not {wanted}.", name=name, value=value, wanted=wanted)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_CHECKS = {
    "hours_divisor": (
        lambda value: _is_number(value) and 1 <= value <= 744,
        Note("a number of hours a month from 1 to 744; use 173 (PP 35/2021) or 126 (PP 36/2021 art. 16)"),
    ),
    "pay": (
        lambda value: isinstance(value, str) and re.fullmatch(r"hourly_(gross|net|net_helped)", value) is not None,
        Note("one of hourly_gross, hourly_net, hourly_net_helped"),
    ),
    "weighted": (lambda value: isinstance(value, bool), Note("true or false")),
    "seed": (
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        Note("a whole number from 0 on"),
    ),
    "consensus": (
        lambda value: isinstance(value, str) and re.fullmatch(r"\w[\w.-]*", value) is not None,
        Note("one of union, intersection, adjudicated, or a coder's code such as coder_1"),
    ),
    "year": (
        lambda value: value == 0 or (isinstance(value, int) and not isinstance(value, bool) and 2014 <= value <= 2100),
        Note("a year from 2014 on, or 0 for the study's own"),
    ),
    "first_year": (
        lambda value: isinstance(value, int) and 2014 <= value <= 2100,
        Note("a year from 2014 on"),
    ),
}
