"""Run the collection from a command line: ``python -m pipeline run``, ``python -m pipeline notebooks``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from helpers.exhibits.run import LEFT_OUT, exhibits_folder
from helpers.files import paths
from helpers.language import UserError, in_language, nearest, translator
from helpers.studies import waiting
from pipeline import edition, interruption, selection
from pipeline.notebook_run import NotebookFailed, quiet_kernels

REFERENCE_LANGUAGE = "en"


def main(arguments: list[str] | None = None) -> int:
    """Do what was asked for, and return the exit code; what a user can cause ends in one line."""
    parser = _Parser(prog="python -m pipeline", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="{run,notebooks,edition,report,verify}")
    run = commands.add_parser("run", help="run every notebook of every study and publish the exhibits")
    run.add_argument("--study", default="", help="only this folder of data/studies")
    run.add_argument("--language", default="", help="only this language: en or id")
    run.add_argument("--parameters", default="", help="change notebook parameters, for instance hours_divisor=126")
    again = commands.add_parser("notebooks", help="execute the committed notebooks in place, on the reference study")
    report = commands.add_parser("report", help="write the report of a study that has been run: HTML and Word")
    report.add_argument("--study", default="", help="only this folder of data/studies")
    report.add_argument("--language", default="", help="only this language: en or id")
    commands.add_parser("edition", help="bring the Indonesian catalogue of the notebooks' prose up to date with them")
    verify = commands.add_parser("verify", help="make the published figures anew elsewhere and say which moved")
    for command in (run, again, verify):
        command.add_argument("--jobs", type=_jobs, default=min(os.cpu_count() or 1, 4), help="notebooks at a time")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "run":
            return run_pipeline(chosen.study, chosen.language, chosen.parameters, chosen.jobs)
        if chosen.command == "report":
            return write_reports(chosen.study, chosen.language)
        if chosen.command == "notebooks":
            return execute_in_place(chosen.jobs)
        if chosen.command == "edition":
            return edition.update("id")
        return verify_figures(chosen.jobs)
    except UserError as error:
        print(in_language(error, getattr(chosen, "language", "")), file=sys.stderr)
        return 1


def run_pipeline(study: str, language: str, parameters: str, jobs: int) -> int:
    """Run what is not up to date, show progress, and say where everything is."""
    chosen = selection.check(study, language, parameters)
    selection.check_notebooks()
    _ = translator(language or REFERENCE_LANGUAGE)
    pairs = chosen.pairs()
    selection.keep(chosen)
    quiet_kernels()
    if not study:
        for name in waiting():
            print(
                _("{study} has no survey yet and is left out (see {checklist})").format(
                    study=name, checklist=f"{paths.relative(paths.studies() / name)}/CHECKLIST.md"
                )
            )
    import pytask

    with interruption.ends_cleanly(chosen, language):
        session = pytask.build(
            paths=Path(__file__).parent,
            # What was done is recorded beside the data: runs on copies of the project do not affect each other.
            config=paths.root() / "pyproject.toml",
            n_workers=jobs,
            parallel_backend="loky",
            show_traceback=False,
            disable_warnings=True,
            verbose=1,
        )
    return _report(session, pairs, bool(chosen.parameters), language)


def execute_in_place(jobs: int) -> int:
    """Execute the committed notebooks on the reference study, in English, and keep their outputs."""
    from concurrent.futures import ProcessPoolExecutor

    from pipeline.in_place import execute

    quiet_kernels()
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        for notebook, trouble in zip(selection.notebooks(), pool.map(execute, selection.notebooks()), strict=True):
            if trouble:
                raise NotebookFailed("{notebook}: {why}", notebook=notebook.name, why=trouble)
            print(f"{paths.relative(notebook)} executed")
    return 0


def write_reports(study: str, language: str) -> int:
    """Write the reports of studies that have been run, and say where they are."""
    from pipeline import report

    for name, spoken in selection.check(study, language, "").pairs():
        print(", ".join(paths.relative(file) for file in report.write(name, spoken)))
    return 0


def verify_figures(jobs: int) -> int:
    """Make the published figures anew and say which moved."""
    from pipeline.verify import verify as compare

    return compare(jobs)


def _report(session: Any, pairs: list[tuple[str, str]], changed: bool, language: str) -> int:
    _ = translator(language or REFERENCE_LANGUAGE)
    failed = [report for report in session.execution_reports if report.exc_info and _is_failure(report)]
    for report in failed:
        error = report.exc_info[1]
        print(f"\n{in_language(error, language) if isinstance(error, UserError) else error}", file=sys.stderr)
    if session.exit_code != 0:
        if not failed:
            print("\n" + _("The pipeline did not start; what pytask printed above says why."), file=sys.stderr)
        return 1
    for study, spoken in pairs:
        executed = paths.relative(paths.results(study) / spoken)
        kept = f"{executed}/exhibits" if changed else paths.relative(paths.figures(study, spoken))
        print(
            _("{study} ({language}): figures and tables in {kept}, executed notebooks and report in {executed}").format(
                study=study, language=spoken, kept=kept, executed=executed
            )
        )
        for name, why in _left_out(study, spoken).items():
            print(_("  left out: {exhibit}: {why}").format(exhibit=name, why=why))
    return 0


def _left_out(study: str, language: str) -> dict[str, str]:
    """Return what the study cannot have, exhibit by exhibit or whole notebooks, with the reason."""
    found: dict[str, str] = {}
    for notebook in selection.notebooks():
        file = exhibits_folder(notebook.stem, study, language) / LEFT_OUT
        if file.exists():
            found |= json.loads(file.read_text(encoding="utf-8"))
    return found


def _is_failure(report: Any) -> bool:
    from pytask import TaskOutcome

    return report.outcome == TaskOutcome.FAIL


def _jobs(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of notebooks from 1 on")
    return int(text)


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong with the call."""

    def error(self, message: str) -> NoReturn:
        options = ["--study", "--language", "--parameters", "--jobs"]
        word = message.rsplit(" ", 1)[-1]
        near = f" Did you mean {nearest(word, options)[0]}?" if word.startswith("-") and nearest(word, options) else ""
        self.exit(2, f"{message}.{near} See python -m pipeline --help.\n")


if __name__ == "__main__":
    sys.exit(main())
