"""An interrupted run says what is missing, and leaves no process behind."""

import os
import signal
import subprocess
import sys
import time

import nbformat
import psutil
import pytest

from helpers.files import paths
from pipeline import verify

STUDY = "kab-semarang-2021"


@pytest.fixture
def slow_project():
    with verify.copy_of_project() as root:
        for notebook in (root / "notebooks").glob("*.ipynb"):
            notebook.unlink()
        cells = ["study = ''\nlanguage = ''", "import time\nopen('begun', 'w').close()\ntime.sleep(300)"]
        content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        content.cells[0].metadata["tags"] = ["parameters"]
        content.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
        nbformat.write(content, root / "notebooks" / "09_slow.ipynb")
        yield root


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Linux and macOS")
@pytest.mark.parametrize(("sent", "jobs"), [(signal.SIGINT, "2"), (signal.SIGTERM, "1")])
def test_an_interrupted_run_says_what_is_missing_and_leaves_no_process(slow_project, sent, jobs):
    environment = os.environ | {
        paths.ROOT_VARIABLE: str(slow_project),
        "PYTHONPATH": os.pathsep.join([str(paths.root()), str(paths.root() / "src")]),
    }
    command = [sys.executable, "-m", "pipeline", "run", "--study", STUDY, "--language", "en", "--jobs", jobs]
    run = subprocess.Popen(
        command, cwd=slow_project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    begun, until = slow_project / "notebooks" / "begun", time.monotonic() + 60
    while not begun.exists() and run.poll() is None and time.monotonic() < until:
        time.sleep(0.2)
    assert begun.exists()
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    run.send_signal(sent)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "Succeeded" not in out
    told = [line for line in err.splitlines() if line.strip()]
    assert told == [
        f"Interrupted. Missing: {STUDY} (en): 09, report.html, report.docx. The next run continues from here."
    ]
    psutil.wait_procs(children, timeout=10)
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
