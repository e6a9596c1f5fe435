"""What a change concerns: the states that the tasks would compare, before and after it. Nothing is run."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest

from helpers.files import paths
from helpers.language import UserError
from pipeline import __main__ as command
from pipeline import notebook_run, selection, verify

_STATES = """
import json
from pathlib import Path
from typing import get_args, get_type_hints
import pipeline.task_notebooks, pytask
from pipeline.content import Content, Published
session = pytask.build(paths=Path(pipeline.task_notebooks.__file__), config=Path("pyproject.toml").resolve(), dry_run=True,
                       verbose=0, expression="nothing is run")
states = {}
for task in session.tasks:
    nodes = [node for node in task.depends_on.values() if isinstance(node, Content)]
    states[task.name.split("::")[-1]] = [node.state() for node in nodes]
print("STATES", json.dumps(states))
"""


@pytest.fixture(scope="module")
def project():
    with verify.copy_of_project() as root:
        yield root


def _states(root):
    environment = os.environ | {paths.ROOT_VARIABLE: str(root), "PYTHONPATH": f"{paths.root()}:{paths.root() / 'src'}"}
    command_line = [sys.executable, "-c", _STATES]
    done = subprocess.run(command_line, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert "STATES " in done.stdout, done.stdout + done.stderr
    return json.loads(done.stdout.split("STATES ")[1])


def _changed(root, file, text):
    before, content = _states(root), (root / file).read_bytes()
    (root / file).write_bytes(content + text.encode())
    try:
        after = _states(root)
    finally:
        (root / file).write_bytes(content)
    return {name for name in before if before[name] != after[name]}


def test_a_comment_in_a_topic_concerns_its_notebook_alone(project):
    changed = _changed(project, "src/helpers/hours/robustness.py", "# a comment\n")
    assert {name.rstrip("]").split()[-1] for name in changed} == {"03"}
    assert any(" en " in name for name in changed)
    assert any(" id " in name for name in changed)


def test_a_new_line_in_the_catalogue_concerns_no_task(project):
    assert _changed(project, "src/helpers/language/locale/id.po", "\n") == set()


def test_a_new_sentence_of_a_topic_concerns_its_indonesian_notebook_alone(project):
    entry = '\n#: hours/charts.py\nmsgid "A new sentence"\nmsgstr "Kalimat baru"\n'
    changed = _changed(project, "src/helpers/language/locale/id.po", entry)
    assert {name.rstrip("]").split()[-2] for name in changed} == {"id"}
    assert {name.rstrip("]").split()[-1] for name in changed} == {"03"}


def test_an_upgrade_concerns_every_task_with_code(project):
    changed = _changed(project, "requirements.lock", "# another version\n")
    assert any(name.startswith("task_clean") for name in changed)
    assert {name.rstrip("]").split()[-1] for name in changed if "notebook" in name} == {
        notebook.stem[:2] for notebook in selection.notebooks()
    }


@pytest.fixture
def small_project(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(paths.root() / "data", tmp_path / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path


def test_a_notebook_without_its_parameters_is_refused_by_name_before_anything_runs(small_project, capsys):
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("study = ''\nlanguage = ''")])
    nbformat.write(content, small_project / "notebooks" / "09_tiny.ipynb")
    with pytest.raises(UserError, match=r"09_tiny\.ipynb: no cell has the tag parameters\. Add the tag"):
        selection.check_notebooks()
    assert command.main(["run", "--language", "id"]) == 1
    printed = capsys.readouterr()
    assert printed.err.startswith("09_tiny.ipynb: ")
    assert printed.err.count("\n") == 1
    assert not (small_project / "results").exists()


def test_an_executed_copy_is_the_same_bytes_on_each_run(small_project):
    cells = [
        "study = ''\nlanguage = ''",
        "import time\nfor number in range(3):\n    print(number, flush=True)\n    time.sleep(0.3)",
        "import ipywidgets\nipywidgets.VBox([ipywidgets.Text('b'), ipywidgets.Text('a')])",
        "from helpers.exhibits import run\nrun.write_stamp(run.exhibits_folder('09_tiny', study, language), [], {})",
    ]
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    content.cells[0].metadata["tags"] = ["parameters"]
    content.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = small_project / "notebooks" / "09_tiny.ipynb"
    nbformat.write(content, notebook)
    first, second = (notebook_run.execute(notebook, "a", "en", {}).read_bytes() for _time in range(2))
    assert first == second
    made = nbformat.reads(first.decode(), as_version=4)
    assert "papermill" not in made.metadata
    assert [len(cell.outputs) for cell in made.cells[2:4]] == [1, 1]
