"""The manifest and the gallery of a study's published exhibits; the gallery takes its headings from the notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers import files, studies
from helpers.exhibits import gallery, publishing
from helpers.exhibits.here import Here
from helpers.files import paths
from helpers.language import catalogue
from pipeline import edition, selection


def write(records: list[dict[str, Any]], study: str, language: str) -> list[Path]:
    """Write ``manifest.json`` and the gallery ``README.md`` of a study in one language, and return their paths."""
    folder = paths.figures(study, language)
    publishing.write_manifest(folder, records)
    files.write_text(folder / gallery.PAGE, text(study, language))
    return [folder / publishing.MANIFEST, folder / gallery.PAGE]


def text(study: str, language: str) -> str:
    """Return the gallery that the published manifest gives."""
    records = publishing.read_records(paths.figures(study, language) / publishing.MANIFEST)
    return gallery.page(Here(studies.load(study), language), records, titles(language))


def titles(language: str) -> dict[str, str]:
    """Return the title of each notebook, by its name: the first heading, in a language."""
    return {notebook.stem: _title(notebook, language) for notebook in selection.notebooks()}


def read_for(study: str, language: str) -> tuple[Path, ...]:
    """Return the files that a gallery depends on beside the exhibits: code, notebooks, the study and translations."""
    code = (Path(__file__), *(Path(module.__file__ or "") for module in (gallery, publishing)))
    told = [file for notebook in selection.notebooks() for file in edition.files_of(notebook, language)]
    translations = () if language == edition.ORIGINAL else (catalogue.CATALOGUE, edition.catalogue_file(language))
    return (*code, *dict.fromkeys(told), paths.studies() / study / "study.yaml", *translations)


def _title(notebook: Path, language: str) -> str:
    heading = edition.make(notebook, language).cells[0].source.splitlines()[0]
    return str(heading).lstrip("# ")


def refresh() -> list[Path]:
    """Write every committed gallery again from its manifest, where a title or a translation has changed."""
    manifests = sorted((paths.root() / "figures").glob(f"*/*/{publishing.MANIFEST}"))
    made = []
    for manifest in manifests:
        study, language = manifest.parent.parts[-2:]
        made += write(publishing.read_records(manifest), study, language)
    return made
