"""The galleries that are published: what the manifests, the notebooks' titles and the translations give."""

import pytest

from helpers.exhibits import gallery, publishing
from helpers.files import paths
from helpers.language import catalogue
from pipeline import edition, galleries, selection

STUDY = "kab-semarang-2021"


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_published_gallery_is_what_its_manifest_gives(language):
    published = (paths.figures(STUDY, language) / gallery.PAGE).read_text(encoding="utf-8")
    assert galleries.text(STUDY, language) == published, "run pipeline.galleries.refresh(), or make run"


def test_titles_are_the_headings_of_the_notebooks_in_each_language():
    english, indonesian = galleries.titles("en"), galleries.titles("id")
    assert set(english) == set(indonesian) == {notebook.stem for notebook in selection.notebooks()}
    assert english["02_wages_against_minimum"].startswith("02 · ")
    assert all(english[name] != indonesian[name] and not title.startswith("#") for name, title in english.items())


def test_an_english_gallery_does_not_depend_on_indonesian_translations():
    indonesian = {catalogue.CATALOGUE, edition.catalogue_file("id")}
    assert set(galleries.read_for(STUDY, "id")) >= indonesian
    assert indonesian.isdisjoint(galleries.read_for(STUDY, "en"))
    assert all(file.is_file() for file in galleries.read_for(STUDY, "id"))


def test_the_manifest_and_the_gallery_are_written_together(tmp_path, monkeypatch):
    records = publishing.read_records(paths.figures(STUDY, "en") / publishing.MANIFEST)
    monkeypatch.setattr(paths, "figures", lambda study, language: tmp_path / study / language)
    made = galleries.write(records[::-1], STUDY, "en")
    assert [file.name for file in made] == ["manifest.json", "README.md"]
    monkeypatch.undo()
    for file in made:
        assert file.read_bytes() == (paths.figures(STUDY, "en") / file.name).read_bytes()
