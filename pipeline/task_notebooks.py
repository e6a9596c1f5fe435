"""The tasks: clean each study's survey, run each notebook for it, publish the exhibits, list them."""

import json
from pathlib import Path
from typing import Annotated

from pytask import Product, PythonNode, task

from helpers import studies
from helpers.exhibits import gallery, publishing
from helpers.exhibits.run import FINISHED, exhibits_folder
from helpers.files import paths
from helpers.files.paths import CLEANED
from pipeline import closure, edition, galleries, notebook_run, report, selection
from pipeline.content import Content, Published

_CHOSEN = selection.kept()
_FACTS = Content("facts", (paths.data() / "reference", paths.data() / "evidence", paths.data() / "simulation"))
_FORM = Content("questionnaire", (paths.data() / "questionnaire",))
_PIPELINE = Path(__file__).parent
_CLEANING = closure.code("cleaning", closure.of_module("helpers.survey"))
_USED = {notebook: closure.of_notebook(notebook) for notebook in selection.notebooks()}
_USED_BY_REPORT = closure.of_pipeline(_PIPELINE / "report.py")
_REPORT = closure.code("report", [_PIPELINE / "report.py", _PIPELINE / "templates", *_USED_BY_REPORT])
_SHOWN = [notebook for notebook in selection.notebooks() if notebook.stem[:2] in closure.SHOWN_BY_INDEX]
_ALL_STUDIES = Content("all studies", (paths.studies(),))

for _study in dict.fromkeys(name for name, _language in _CHOSEN.pairs()):

    @task(id=_study)
    def task_clean(
        code: Annotated[Content, _CLEANING],
        form: Annotated[Content, _FORM],
        field_files: Annotated[Content, Content(f"study {_study}", (paths.studies() / _study,))],
        made: Annotated[list[Path], Product] = [paths.results(_study) / name for name in CLEANED],
        study: str = _study,
    ) -> None:
        """Clean the survey once, before the notebooks of all languages read it."""
        from helpers import survey  # here, so that a run with nothing to do need not wait for it

        survey.cleaned(studies.load(study))


for _study, _language in _CHOSEN.pairs():
    _figures = paths.figures(_study, _language)
    _stamps = {
        notebook.stem: exhibits_folder(notebook.stem, _study, _language) / FINISHED
        for notebook in selection.notebooks()
    }
    for _notebook in selection.notebooks():
        _stamp = _stamps[_notebook.stem]
        _own = selection.own_parameters(_notebook, dict(_CHOSEN.parameters))
        _reads_all = _notebook.stem in selection.READS_ALL_STUDIES
        _read = [name for name, _other in _CHOSEN.pairs()] if _reads_all else [_study]

        @task(id=f"{_study} {_language} {_notebook.stem[:2]}")
        def task_notebook(
            code: Annotated[Content, closure.code(_notebook.stem, _USED[_notebook])],
            said: Annotated[Content, closure.sentences(_notebook.stem, _USED[_notebook], _language)],
            facts: Annotated[Content, _FACTS],
            form: Annotated[Content, _FORM],
            field_files: Annotated[
                Content, _ALL_STUDIES if _reads_all else Content(f"study {_study}", (paths.studies() / _study,))
            ],
            text: Annotated[
                Content, Content(f"text {_notebook.stem} {_language}", edition.files_of(_notebook, _language))
            ],
            translated: Annotated[Content, edition.sentences_of(_notebook, _language)],
            parameters: Annotated[
                dict, PythonNode(name="parameters", value=_own, hash=lambda value: json.dumps(value))
            ],
            published: Annotated[Content, Product, Published(f"exhibits {_stamp}", (_stamp, _figures))],
            notebook: Path = _notebook,
            cleaned: list[Path] = [paths.results(name) / "survey.parquet" for name in dict.fromkeys(_read)],
            # The index shows findings of these: when one of them comes out differently, it runs again.
            shown: list[Path] = [
                notebook_run.executed_copy(other, _study, _language)
                for other in (_SHOWN if _notebook.stem.startswith(closure.INDEX) else [])
            ],
            executed: Annotated[Path, Product] = notebook_run.executed_copy(_notebook, _study, _language),
            stamp: Annotated[Path, Product] = _stamp,
            study: str = _study,
            language: str = _language,
        ) -> None:
            """Run one notebook and publish what it made."""
            notebook_run.execute(notebook, study, language, parameters)
            # With other parameters than the committed ones the exhibits stay in results, and figures stay as they are.
            if not parameters:
                publishing.publish(stamp.parent, paths.figures(study, language), notebook.stem)

    if not _CHOSEN.parameters:

        @task(id=f"{_study} {_language}")
        def task_report(
            code: Annotated[Content, _REPORT],
            said: Annotated[
                Content,
                closure.sentences(
                    "report", _USED_BY_REPORT, _language, "pipeline/report.py", "pipeline/templates/report.html"
                ),
            ],
            executed: list[Path] = [
                notebook_run.executed_copy(notebook, _study, _language) for notebook in selection.notebooks()
            ],
            written: Annotated[list[Path], Product] = [
                paths.results(_study) / _language / name for name in (report.PAGE, report.WORD)
            ],
            study: str = _study,
            language: str = _language,
        ) -> None:
            """Write the report from the executed notebooks: one page, and a Word file."""
            report.write(study, language)

        @task(id=f"{_study} {_language}")
        def task_manifest(
            text: Annotated[Content, Content(f"gallery {_study} {_language}", galleries.read_for(_study, _language))],
            stamps: list[Path] = list(_stamps.values()),
            written: Annotated[list[Path], Product] = [_figures / name for name in (publishing.MANIFEST, gallery.PAGE)],
            study: str = _study,
            language: str = _language,
        ) -> None:
            """List all exhibits of the study with their words, sources, provenance and hashes, and show them on a page."""
            records = [record for stamp in stamps for record in publishing.read_records(stamp)]
            galleries.write(records, study, language)
