"""Warm kernels are kernels like any other: their own process, their own modules, interrupted and killed as usual."""

import sys
import time

import pytest
from jupyter_client.manager import start_new_kernel
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import v4

from pipeline import warm_kernels

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")


def _run(folder, *cells, **options):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name="python3", **options).execute(cwd=str(folder))
    return ["".join(output.get("text", "") for output in cell.outputs).strip() for cell in notebook.cells]


def test_every_kernel_of_this_process_starts_warm(tmp_path):
    assert KernelProvisionerFactory.instance().default_provisioner_name == warm_kernels.NAME
    was_there = "import sys; there = set(sys.modules)"
    (told,) = _run(tmp_path, f"{was_there}; print([name for name in {warm_kernels.LIBRARIES} if name not in there])")
    assert told == "[]"


def test_kernels_share_nothing_and_stand_where_they_should(tmp_path):
    (tmp_path / "mine.py").write_text("value = 1\n")
    cells = ["import os, mine; print(os.getpid(), os.getcwd(), mine.value)", "mine.value = 5; left = 7"]
    first = _run(tmp_path, *cells)[0].split()
    (tmp_path / "mine.py").write_text("value = 22\n")
    second = _run(tmp_path, cells[0], "print('left' in globals())")
    assert second[0].split()[1:] == [str(tmp_path), "22"]
    assert second[0].split()[0] != first[0]
    assert second[1] == "False"


def test_none_of_the_projects_own_modules_is_there_before_a_notebook_imports_it(tmp_path):
    ours = "print([name for name in sys.modules if name.split('.')[0] == 'helpers'])"
    assert _run(tmp_path, f"import sys; {ours}") == ["[]"]


SHOWS = (
    "import matplotlib.pyplot as plt; plt.plot([1, 2]);",
    "plt.figure(); plt.plot([2, 1]); print(plt.isinteractive(), plt.get_fignums())",
    "import pandas as pd; pd.DataFrame({f'a long name {i}': [i] * 200 for i in range(30)})",
    "import ipywidgets; ipywidgets.FloatSlider(value=3).value, get_ipython().kernel.comm_manager.targets.keys()",
    "import sys, warnings, matplotlib, numpy; matplotlib.get_backend(), numpy.get_printoptions(), sys.flags, sys.argv[1:2]",
    "import os; os.getppid() == int(os.environ['JPY_PARENT_PID']), sorted(os.environ)",
)


def test_what_a_notebook_shows_is_what_it_shows_in_a_cold_kernel(tmp_path, monkeypatch):
    shown = []
    for provisioner in (warm_kernels.NAME, "local-provisioner"):
        monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", provisioner)
        notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in SHOWS])
        NotebookClient(notebook, kernel_name="python3").execute(cwd=str(tmp_path))
        shown.append([cell.outputs for cell in notebook.cells])
    assert shown[0] == shown[1]
    assert "image/png" in shown[0][0][0]["data"]


def test_a_kernel_that_is_killed_or_ends_itself_is_noticed(tmp_path):
    for end in ("os.kill(os.getpid(), 9)", "os._exit(3)"):
        with pytest.raises(DeadKernelError):
            _run(tmp_path, f"import os; {end}")
    assert _run(tmp_path, "print('well')") == ["well"]


def test_a_cell_that_takes_too_long_is_interrupted(tmp_path):
    began = time.monotonic()
    with pytest.raises(CellTimeoutError):
        _run(tmp_path, "import time; time.sleep(600)", timeout=1)
    assert time.monotonic() - began < 60


def test_its_end_is_told_with_the_code_that_it_left(tmp_path):
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    process = manager.provisioner.process
    assert process.poll() is None
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    assert process.poll() == process.wait() == -9
    process.kill()  # nobody is there any more, and nobody else is hit
