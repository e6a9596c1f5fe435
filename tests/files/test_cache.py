"""What is kept is used only while its data, the code that made it and the versions of the lock are the same."""

import os
import shutil
from pathlib import Path

import pytest

from helpers.files import cache, closure, paths

SOURCE = Path(closure.__file__).parents[1]


def _names(*sources, package=SOURCE, **options):
    return {file.relative_to(package).as_posix() for file in closure.modules(sources, package, **options)}


def test_a_closure_holds_packages_lazy_imports_and_what_lies_beside_modules(tmp_path):
    files = {
        "__init__.py": "",
        "one/__init__.py": "from helpers.one.inner import f\n",
        "one/inner.py": "def f():\n    if True:\n        from helpers import two\n    return two\n",
        "one/chart.py": "",
        "two/__init__.py": "import helpers.three\n",
        "two/style.docx": "",
        "two/locale/id.po": "",
        "three.py": "import pandas\n",
        "four.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    reached = {"__init__.py", "one/__init__.py", "one/inner.py", "two/__init__.py", "two/style.docx", "three.py"}
    assert _names("from helpers.one import (\n    f,\n)", package=tmp_path) == reached
    assert _names("from helpers.one import f", package=tmp_path, without=["two"]) == {
        "__init__.py",
        "one/__init__.py",
        "one/inner.py",
    }
    assert _names("from helpers.one import chart", package=tmp_path) == reached | {"one/chart.py"}


def test_the_cleaning_does_not_use_topics_or_charts():
    reached = _names("import helpers.survey")
    assert {"survey/cleaning.py", "survey/reading/formats.py", "studies/model.py"} <= reached
    assert {name.split("/")[0] for name in reached}.isdisjoint({"wages", "hours", "documents", "regencies", "exhibits"})


@pytest.fixture
def project(tmp_path, monkeypatch):
    shutil.copytree(SOURCE, tmp_path / "src" / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path / "src" / "helpers")
    (tmp_path / "requirements.lock").write_text("pandas==3.0.0\n")
    (tmp_path / "data.csv").write_text("a\n1\n")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("data.csv", True),
        ("requirements.lock", True),
        ("src/helpers/survey/rules.py", True),
        ("src/helpers/hours/model.py", False),
        ("src/helpers/language/locale/id.po", False),
    ],
)
def test_the_key_changes_with_data_versions_and_the_code_that_is_used(project, file, changes):
    before = cache.key([project / "data.csv"], "helpers.survey")
    with (project / file).open("a") as opened:
        opened.write("# a comment\n")
    assert (cache.key([project / "data.csv"], "helpers.survey") != before) is changes


def test_what_was_kept_is_read_under_its_own_key_only(tmp_path):
    stamp = tmp_path / "kept.csv"
    assert cache.read(stamp, "a") is None
    cache.write(stamp, "a", "x,y\n")
    assert cache.read(stamp, "a") == "x,y\n"
    assert cache.read(stamp, "b") is None
    stamp.write_bytes(b"# a\n\xff\xfe")
    assert cache.read(stamp, "a") is None


def test_a_file_that_was_not_touched_is_read_once(tmp_path, monkeypatch):
    file = tmp_path / "data.csv"
    file.write_text("one")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    monkeypatch.setattr(paths, "_TOO_YOUNG", -(10**18))
    first = paths.content_hash([file])
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda self: pytest.fail("read again"))
        assert paths.content_hash([file]) == first
    file.write_text("two")
    os.utime(file, (1_000_000_000, 1_000_000_000))
    assert paths.content_hash([file]) != first


def test_a_file_that_has_just_been_written_is_read_again(tmp_path, monkeypatch):
    file = tmp_path / "data.csv"
    file.write_text("one")
    paths.content_hash([file])
    assert file not in paths._KNOWN
