"""Each recipe of CONTRIBUTING.md is followed in a copy of the project, as written."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.files import paths
from pipeline.in_place import METADATA

TEXT = (paths.root() / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("src", "pipeline", "data", "notebooks", "tests", "pyproject.toml", "requirements.lock")
RECIPES = re.findall(r"(?m)^### Add (?:a|an) (.+)$", TEXT)


def blocks(recipe):
    """Return the blocks of a recipe: kind, file, text."""
    section = re.search(rf"(?ms)^### Add an? {recipe}\n(.*?)(?=^##)", TEXT).group(1)
    return re.findall(r"(?ms)^```(\w+) (\S+)\n(.*?)^```", section)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the project in which all recipes have been followed."""
    target = tmp_path_factory.mktemp("project")
    for part in COPIED:
        source = paths.root() / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / part)
    for recipe in RECIPES:
        for kind, name, text in blocks(recipe):
            if kind in ("python", "csv") and "/" in name and not name.endswith(".ipynb"):
                _add(target / name, text)
    return target


def _add(file: Path, text: str) -> None:
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    between = "\n\n\n" if file.suffix == ".py" and before else ""
    file.write_text(before.rstrip("\n") + (between or ("\n" if before else "")) + text, encoding="utf-8")


def run(copy, *command):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy / "src"), str(copy)])}
    done = subprocess.run(
        [sys.executable, *command], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_recipe_has_its_blocks():
    expected = ["measure", "chart", "question", "regulation", "file format", "notebook", "translation"]
    assert expected == RECIPES
    assert all(blocks(recipe) for recipe in RECIPES)


def test_a_measure_and_a_chart_pass_their_own_tests(copy):
    made = [
        name for recipe in ("measure", "chart") for _kind, name, _text in blocks(recipe) if name.startswith("tests/")
    ]
    assert "3 passed" in run(
        copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib", *made
    )


def test_a_chart_is_saved_by_a_notebook_s_cell(copy, tmp_path):
    (cell,) = [text for _kind, name, text in blocks("chart") if name == "notebook"]
    code = f"""
from pathlib import Path
from helpers import exhibits, studies, survey
from helpers.exhibits.run import Run
from helpers.wages import charts
study = studies.load("kab-semarang-2021")
here = Run(study, "en", "02_wages_against_minimum", {{}}, Path({str(tmp_path)!r}))
workers = survey.clean(study).clean
{cell}
print([record["name"] for record in here.saved])
"""
    assert "['02_pay_by_village']" in run(copy, "-c", code)
    assert {file.suffix for file in tmp_path.iterdir()} == {".png", ".svg", ".csv"}


def test_a_question_is_in_the_form_with_its_labels_and_limits(copy):
    code = """
from helpers.form import questionnaire
form = questionnaire.load()
print(form.label("years_with_provider", "id"), form.question("years_with_provider")["maximum"])
"""
    assert "Lama dengan pemberi kerja 60" in run(copy, "-c", code)


def test_a_regulation_reaches_the_regency_whose_it_is_and_no_other(copy):
    code = """
from helpers.protection import policy
for regency in ("Kabupaten Demak", "Kabupaten Semarang"):
    print(regency, (policy.matrix(regency)["instrument_id"] == "perda_demak_5_2023").sum())
"""
    assert run(copy, "-c", code).splitlines() == ["Kabupaten Demak 1", "Kabupaten Semarang 0"]


def test_a_file_format_is_read(copy, tmp_path):
    (tmp_path / "survey.jsonl").write_text('{"age": 41}\n{"age": 35, "sex": "female"}\n', encoding="utf-8")
    code = f"""
from pathlib import Path
from helpers.survey.reading.formats import open_source
print(open_source(Path({str(tmp_path / "survey.jsonl")!r})).grids[0].cells.to_numpy().tolist())
"""
    assert "[['age', 'sex'], ['41', ''], ['35', 'female']]" in run(copy, "-c", code)


def test_a_notebook_is_found_by_its_name(copy):
    ((_kind, name, text),) = blocks("notebook")
    cell = {
        "cell_type": "code",
        "metadata": {"tags": ["parameters"]},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
    title = {"cell_type": "markdown", "metadata": {}, "source": "# 07 · A new question"}
    content = {
        "cells": [title, cell],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    (copy / name).write_text(json.dumps(content), encoding="utf-8")
    code = """
from pipeline import selection
selection.check_notebooks()
print([notebook.stem for notebook in selection.notebooks()][-1], selection.declared_parameters(selection.notebooks()[-1]))
"""
    try:
        assert "07_new_question ['study', 'language']" in run(copy, "-c", code)
    finally:
        (copy / name).unlink()


def test_a_translation_is_asked_for_and_shown(copy):
    ((_kind, name, entry),) = [block for block in blocks("translation") if block[0] == "po"]
    sentence = re.search(r'msgid "(.*)"', entry).group(1)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy / "src"), str(copy)])}
    asked = subprocess.run(
        [sys.executable, "-m", "helpers", "translate"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 1
    assert f"  {sentence}" in asked.stdout.splitlines()
    catalogue = copy / name
    empty = entry.split("msgstr")[0] + 'msgstr ""\n'
    written = catalogue.read_text(encoding="utf-8")
    assert empty in written
    catalogue.write_text(written.replace(empty, entry), encoding="utf-8")
    code = """
from helpers import studies
from helpers.exhibits.here import Here
from helpers.wages import sentences
print(sentences.greeting(Here(studies.load("kab-semarang-2021"), "id")))
"""
    assert run(copy, "-c", code).strip() == "Studi ini tentang Kabupaten Semarang."


def test_the_fast_tests_are_named_first():
    assert re.search(r"`make ([a-z-]+)`", TEXT).group(1) == "test-fast"
