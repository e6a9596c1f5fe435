"""End a run that somebody interrupts: no worker or kernel lives on, and what is missing is named."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import psutil

from helpers.exhibits.run import FINISHED, exhibits_folder
from helpers.files import paths
from helpers.language import translator
from pipeline import report, selection
from pipeline.notebook_run import executed_copy

INTERRUPTED = 130


@contextmanager
def ends_cleanly(chosen: selection.Selection, language: str) -> Iterator[None]:
    """End this process with `INTERRUPTED` when it is interrupted or asked to stop.

    The exception of an interruption is of no use here: pytask catches it, waits for running notebooks, and reports success.
    """

    def end(_signal: int, _frame: FrameType | None) -> None:
        for wanted in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wanted, signal.SIG_IGN)
        stop_children()
        print("\n" + message(chosen, language), file=sys.stderr, flush=True)
        os._exit(INTERRUPTED)

    before = {wanted: signal.signal(wanted, end) for wanted in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for wanted, handler in before.items():
            signal.signal(wanted, handler)


def stop_children() -> None:
    """Stop every process that this one started, directly or through others: workers and their kernels."""
    children = psutil.Process().children(recursive=True)
    for child in children:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(children, timeout=5)


def message(chosen: selection.Selection, language: str) -> str:
    """Say in one line that the run was interrupted, and which notebooks and reports of which study are missing."""
    _ = translator(language or "en")
    parts = []
    for study, spoken in chosen.pairs():
        names = missing(study, spoken, bool(chosen.parameters))
        if names:
            parts.append(f"{study} ({spoken}): {', '.join(names)}")
    if not parts:
        return _("Interrupted. Nothing is missing.")
    return _("Interrupted. Missing: {missing}. The next run continues from here.").format(missing="; ".join(parts))


def missing(study: str, language: str, changed: bool) -> list[str]:
    """Return the notebooks by number, and the report's files, that a study does not have."""
    notebooks = [
        notebook.stem[:2]
        for notebook in selection.notebooks()
        if not executed_copy(notebook, study, language).exists()
        or not (exhibits_folder(notebook.stem, study, language) / FINISHED).exists()
    ]
    folder = paths.results(study) / language
    reports = [] if changed else [name for name in (report.PAGE, report.WORD) if not (folder / name).exists()]
    return notebooks + reports
