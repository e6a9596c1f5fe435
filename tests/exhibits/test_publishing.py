"""Publishing: which files of an exhibit go where, what is removed, and the gallery that shows them."""

import hashlib
import json
import re
from dataclasses import replace

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from helpers import exhibits, studies
from helpers.exhibits import Drawing, Table, Workbook, gallery, publishing, run
from helpers.exhibits.here import Here
from helpers.files import paths

STUDY = "kab-semarang-2021"
FOLDERS = [paths.figures(STUDY, language) for language in ("en", "id")]
NOTEBOOK = "02_wages_against_minimum"
TITLES = {NOTEBOOK: "02 · Wages and *putting-out*", "01_clean_survey": "01 · Clean"}


@pytest.fixture(params=["en", "id"])
def here(request, tmp_path):
    """A notebook's run in each language, with one exhibit of each kind saved."""
    started = run.Run(studies.load(STUDY), request.param, NOTEBOOK, {}, tmp_path / "exhibits" / NOTEBOOK)
    data = pd.DataFrame({"paid": [3500.0, 12.5]})
    drawn, axes = plt.subplots()
    axes.plot(data["paid"])
    exhibits.save_figure(
        started, Drawing(drawn, data, "Pay [a] * b_c", "How to read", "Two points", ("sources",), name="02_pay")
    )
    plt.close(drawn)
    exhibits.save_table(
        started, Table("Paid", "How to read", data, data.astype(str), ("sources",), name="02_pay_table")
    )
    exhibits.save_workbook(
        started, Workbook("Rates", "Sheets", {"one": data}, ("sources",), "published", name="02_rates")
    )
    run.finish(started)
    return started


@pytest.fixture
def target(tmp_path):
    return tmp_path / "figures"


def _names(folder):
    return {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}


def test_exhibits_are_published_in_a_folder_with_the_notebooks_name(here, target):
    publishing.publish(here.folder, target, here.notebook)
    assert _names(target) == {
        f"{NOTEBOOK}/{name}"
        for name in ("02_pay.png", "02_pay.svg", "02_pay.csv", "02_pay_table.html", "02_pay_table.csv", "02_rates.xlsx")
    }
    for file in target.rglob("*.*"):
        assert file.read_bytes() == (here.folder / file.name).read_bytes()


def test_latex_and_word_stay_in_results_with_the_note_on_invented_data(here, target):
    records = publishing.publish(here.folder, target, here.notebook)
    publishing.write_manifest(target, records)
    assert {"02_pay_table.tex", "02_pay_table.docx"} <= _names(here.folder)
    listed = {name.rsplit(".", 1)[1] for record in records for name in record["files"]}
    assert listed == set(publishing.PUBLISHED)
    assert not [name for name in _names(target) if name.endswith((".tex", ".docx"))]
    note = {"en": "DEMONSTRATION DATA", "id": "DATA DEMONSTRASI"}[here.language]
    assert note in (here.folder / "02_pay_table.tex").read_text(encoding="utf-8")


def test_the_manifest_lists_the_published_files_of_every_record(here, target):
    saved = publishing.read_records(here.folder / run.FINISHED)
    publishing.publish(here.folder, target, here.notebook)
    publishing.write_manifest(target, saved[::-1])
    listed = publishing.read_records(target / publishing.MANIFEST)
    assert [record["name"] for record in listed] == ["02_pay", "02_pay_table", "02_rates"]
    for record in listed:
        assert list(record) == list(saved[0])
        for name, digest in record["files"].items():
            assert hashlib.sha256(publishing.path_of(target, record, name).read_bytes()).hexdigest() == digest


def test_publishing_removes_what_the_notebook_no_longer_makes(here, target):
    """Beside the exhibits also files of the former flat layout and the folder of its former name; of no other notebook."""
    gone = ("02_pay.png", "02_old.tex", "02_former_name/02_old.png", f"{NOTEBOOK}/02_old.png", f"{NOTEBOOK}/02_pay.tex")
    kept = ("01_flat.png", "01_clean_survey/01_other.png", publishing.MANIFEST)
    for name in (*gone, *kept):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(b"old")
    publishing.publish(here.folder, target, here.notebook)
    assert _names(target).isdisjoint(gone)
    assert _names(target) >= set(kept)
    assert not (target / "02_former_name").exists()


def test_a_notebook_without_exhibits_leaves_no_folder(here, target):
    publishing.publish(here.folder, target, here.notebook)
    run.write_stamp(here.folder, [], {"02_pay": "too few answers"})
    assert publishing.publish(here.folder, target, here.notebook) == []
    assert not (target / NOTEBOOK).exists()


class TestGallery:
    @pytest.fixture
    def page(self, here):
        return gallery.page(here, here.saved, TITLES)

    def test_each_exhibit_has_its_picture_title_and_files_below_its_notebook(self, page):
        order = (
            f"## {TITLES[NOTEBOOK]}\n",
            "### Pay \\[a\\] \\* b\\_c\n",
            f"![Two points]({NOTEBOOK}/02_pay.png)\n",
            f"`02_pay`: [PNG]({NOTEBOOK}/02_pay.png) · [SVG]({NOTEBOOK}/02_pay.svg) · [CSV]({NOTEBOOK}/02_pay.csv)\n",
            "### Paid\n",
            f"`02_pay_table`: [HTML]({NOTEBOOK}/02_pay_table.html) · [CSV]({NOTEBOOK}/02_pay_table.csv)\n",
            "### Rates\n",
            f"`02_rates`: [XLSX]({NOTEBOOK}/02_rates.xlsx)\n",
        )
        places = [page.index(text) for text in order]
        assert places == sorted(places)
        assert "01 · Clean" not in page
        assert ".docx" not in page
        assert ".tex" not in page

    def test_it_speaks_its_language(self, page, here):
        words = {
            "en": (": figures and tables\n", "Figures are available", "demonstration survey", "/README.md)"),
            "id": (": gambar dan tabel\n", "Gambar tersedia", "survei demonstrasi", "/README.id.md)"),
        }
        other = "id" if here.language == "en" else "en"
        assert page.startswith(f"# {here.study.title[here.language]}")
        assert all(word in page for word in words[here.language])
        assert not any(word in page for word in words[other])

    def test_what_is_invented_is_marked_and_nothing_else(self, here):
        note = {"en": "**DEMONSTRATION DATA", "id": "**DATA DEMONSTRASI"}[here.language]
        drawn = {record["name"]: record for record in here.saved}

        def page(record, study=here.study):
            return gallery.page(Here(study, here.language), [record], TITLES)

        assert note in page(drawn["02_pay"])
        assert note not in page(drawn["02_rates"])
        assert "**SIMULA" in page(drawn["02_rates"] | {"provenance": "simulation"})
        field = replace(here.study, provenance="field")
        assert note not in page(drawn["02_pay"] | {"provenance": "field"}, field)

    def test_the_same_records_in_any_order_give_the_same_page(self, page, here):
        assert gallery.page(here, here.saved[::-1], TITLES) == page


class TestCommitted:
    """What is in the repository."""

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_the_folder_holds_what_its_manifest_lists_with_these_bytes_and_the_gallery(self, folder):
        records = publishing.read_records(folder / publishing.MANIFEST)
        listed = {
            publishing.path_of(folder, record, name).relative_to(folder).as_posix(): digest
            for record in records
            for name, digest in record["files"].items()
        }
        assert len(records) > 50
        assert _names(folder) == {*listed, publishing.MANIFEST, gallery.PAGE}
        for name, digest in listed.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name

    @pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
    def test_every_link_of_the_gallery_leads_to_a_file_and_every_exhibit_is_shown(self, folder):
        page = (folder / gallery.PAGE).read_text(encoding="utf-8")
        links = re.findall(r"\]\(([^)]+)\)", page)
        assert [link for link in links if not (folder / link).is_file()] == []
        records = json.loads((folder / publishing.MANIFEST).read_text(encoding="utf-8"))
        shown = {link for link in links if not link.startswith("..")} - {publishing.MANIFEST}
        assert shown == {f"{record['notebook']}/{name}" for record in records for name in record["files"]}
        assert page.count("\n![") == sum(record["kind"] == "figure" for record in records)
