"""Which exhibits differ between two folders of figures: by their files, notebook by notebook."""

import pytest

from helpers.exhibits import publishing
from pipeline import verify


def _record(notebook, name, *endings):
    return {"name": name, "notebook": notebook, "files": {f"{name}.{ending}": "" for ending in endings}}


@pytest.fixture
def folders(tmp_path):
    records = [_record("01_clean", "01_flow", "png", "csv"), _record("02_wages", "02_pay_table", "html", "csv")]
    for folder in (tmp_path / "published", tmp_path / "anew"):
        for record in records:
            for name in record["files"]:
                path = publishing.path_of(folder, record, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(name, encoding="utf-8")
        publishing.write_manifest(folder, records)
    return tmp_path / "published", tmp_path / "anew"


def test_nothing_moved_between_the_same_exhibits(folders):
    assert verify.moved(*folders) == {}


def test_a_changed_and_a_missing_file_are_named_with_their_exhibits(folders):
    published, anew = folders
    (anew / "01_clean" / "01_flow.csv").write_text("changed", encoding="utf-8")
    (published / "02_wages" / "02_pay_table.html").unlink()
    assert verify.moved(published, anew) == {"01_flow": ["01_flow.csv"], "02_pay_table": ["02_pay_table.html"]}


def test_an_exhibit_of_one_folder_only_is_named_with_all_its_files(folders):
    published, anew = folders
    publishing.write_manifest(anew, publishing.read_records(anew / publishing.MANIFEST)[:1])
    assert verify.moved(published, anew) == {"02_pay_table": ["02_pay_table.csv", "02_pay_table.html"]}
