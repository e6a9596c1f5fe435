"""Run one notebook through papermill so that only a finished one looks finished."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from helpers import files
from helpers.exhibits.run import FINISHED, exhibits_folder, write_stamp
from helpers.files import paths
from helpers.language import Note, TooFewAnswers, UserError, in_language
from pipeline import edition

#: Kernels warn on every start that they talk over TCP unencrypted; on one's own machine there is nothing to do about it.
QUIET = ["--IPKernelApp.log_level=ERROR"]


_WIDGETS = "application/vnd.jupyter.widget-state+json"
#: What a control is called: random, and so another one on each run.
_NAME = re.compile(r"\b(?:[0-9a-f]{32})\b|(?<=IPY_MODEL_)[0-9a-f]{32}")


class NotebookFailed(UserError):
    """A notebook stopped; the message says in one line where, why, and where its partial copy is."""


def execute(notebook: Path, study: str, language: str, parameters: dict[str, Any]) -> Path:
    """Run a notebook and keep its executed copy.

    Parameters
    ----------
    notebook
        The committed notebook; it is not changed.
    study, language
        Its first two parameters. In another language than English its edition in that language is what runs.
    parameters
        More of its parameters; each must be declared in its tagged cell.

    Returns
    -------
    Path
        ``results/<study>/<language>/<notebook>.ipynb``.

    Raises
    ------
    NotebookFailed
        Where a cell raised, the kernel died, or the last cell did not leave its stamp. The partial copy, with its
        traceback, is then under ``results/<study>/<language>/failed/``, and nothing is left where a finished one goes.
    """
    executed = executed_copy(notebook, study, language)
    failed = executed.parent / "failed" / notebook.name
    running = executed.with_name(f"running-{notebook.name}")
    stamp = exhibits_folder(notebook.stem, study, language) / FINISHED
    for old in (executed, failed, running, stamp):
        old.unlink(missing_ok=True)
    running.parent.mkdir(parents=True, exist_ok=True)
    text = notebook if language == edition.ORIGINAL else _edition(notebook, language, running)
    error, why = _run(text, running, notebook.parent, {"study": study, "language": language, **parameters})
    if error == TooFewAnswers.__name__:
        # The study cannot have this notebook; the others go on, and the copy shows how far it came and why it stopped.
        write_stamp(stamp.parent, [], {notebook.stem: in_language(why, language)})
        why = ""
    if not why and not stamp.exists():
        why = Note("it ended without its last cell (was the kernel killed?).")
    if why:
        failed.parent.mkdir(exist_ok=True)
        if running.exists():
            running.replace(failed)
        raise NotebookFailed(
            "{notebook} ({study}, {language}): {why} Partial copy: {copy}",
            notebook=notebook.name,
            study=study,
            language=language,
            why=why,
            copy=paths.relative(failed),
        )
    _settle(running)
    running.replace(executed)
    return executed


def executed_copy(notebook: Path, study: str, language: str) -> Path:
    """Return where the executed copy of a notebook goes."""
    return paths.results(study) / language / notebook.name


def _edition(notebook: Path, language: str, target: Path) -> Path:
    """Write the notebook in another language to where its executed copy grows, and return that place."""
    import nbformat

    nbformat.write(edition.make(notebook, language), target)
    return target


def _settle(file: Path) -> None:
    """Take out of an executed copy what differs from run to run: it is then the same bytes as long as its results are."""
    import nbformat

    content = nbformat.read(file, as_version=4)
    content.metadata.pop("papermill", None)
    for number, cell in enumerate(content.cells):
        cell.id = f"cell-{number:02d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cell.outputs = _joined(cell.outputs)
    text = nbformat.writes(content)
    for number, name in enumerate(_widgets(content)):
        text = text.replace(name, f"{number:032x}")
    files.write_text(file, nbformat.writes(nbformat.reads(text, as_version=4)) + "\n")


def _widgets(content: Any) -> list[str]:
    """List the random names of a notebook's controls: in the order in which its outputs and other controls refer to them."""
    state = content.metadata.get("widgets", {}).get(_WIDGETS, {}).get("state", {})
    told = {name: json.dumps(widget, sort_keys=True) for name, widget in state.items()}
    rest = sorted(told, key=lambda name: _NAME.sub("", told[name]))
    waiting = [*_NAME.findall(json.dumps([cell.get("outputs", []) for cell in content.cells])), *rest]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in told and name not in found:
            found[name] = None
            waiting = [*_NAME.findall(told[name]), *waiting]
    return list(found)


def _joined(outputs: list[Any]) -> list[Any]:
    """Join what a cell printed in pieces: where one ends depends on the moment."""
    joined: list[Any] = []
    for output in outputs:
        is_stream = output.output_type == "stream"
        last = joined[-1] if joined and is_stream and joined[-1].get("name") == output.name else None
        if last is None:
            joined.append(output)
        else:
            last.text += output.text
    return joined


def _run(notebook: Path, output: Path, folder: Path, parameters: dict[str, Any]) -> tuple[str, str]:
    """Run the notebook; return the kind of error that stopped it and why, in one line, or nothing and nothing."""
    import papermill  # takes two seconds: once per worker, and not for who only asks for help
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from pipeline import warm_kernels

    quiet_kernels()
    warm_kernels.use()
    try:
        papermill.execute_notebook(
            str(notebook),
            str(output),
            parameters=parameters,
            kernel_name="python3",
            cwd=str(folder),
            progress_bar=False,
            log_output=False,
            extra_arguments=QUIET,
        )
    except PapermillExecutionError as error:
        # A UserError shows its message alone: the first line says what is wrong.
        return error.ename, Note(
            "cell [{number}] stopped with {kind}: {message}",
            number=error.exec_count,
            kind=error.ename,
            message=" ".join(error.evalue.split()),
        )
    except DeadKernelError:
        return "", Note("the kernel died (out of memory, or killed).")
    return "", ""


def quiet_kernels() -> None:
    """Keep kernels from printing warnings that no user can act on, and from using more threads than one each."""
    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    # One thread each: the sums of a figure then come out the same to the last bit, on any number of cores.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
        os.environ[variable] = "1"
