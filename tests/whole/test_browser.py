"""In a real browser: every notebook runs in JupyterLab, and the one that is played with answers."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from helpers.files import paths
from pipeline import selection, verify

KERNEL_IS_IDLE = """() => {
  const kernel = window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel?.status === "idle";
}"""

#: Where every code cell has come to its end: what each of them shows, kind by kind.
SHOWN = """() => {
  const code = window.jupyterapp.shell.currentWidget.content.widgets.filter(one => one.model.type === "code");
  if (code.some(one => one.model.executionState === "running" || !one.model.executionCount)) { return null; }
  return code.map(one => [...Array(one.model.outputs.length).keys()].map(number => {
    const output = one.model.outputs.get(number).toJSON();
    return output.output_type === "stream" ? output.name : output.ename ?? Object.keys(output.data).sort().at(0);
  }));
}"""
#: JupyterLab as it is, but for kernels that start warm.
LAB = "from pipeline import warm_kernels; warm_kernels.use(); from jupyterlab.labapp import main; main()"
OTHERS = [notebook.stem for notebook in selection.notebooks() if not notebook.stem.startswith("00")]


@pytest.fixture(scope="module")
def lab():
    """Serve JupyterLab on a copy of the project, so that nothing that is done in it changes the checkout."""
    with verify.copy_of_project() as root:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-c",
            LAB,
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={port}",
            "--allow-root",
            "--IdentityProvider.token=",
            f"--ServerApp.root_dir={root}",
            "--LabApp.expose_app_in_browser=True",
            "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        ]
        environment = os.environ | {paths.ROOT_VARIABLE: str(root), "PYTHONPATH": str(paths.root())}
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address + "/api")
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address, seconds=60):
    """Ask until the server answers: when it is ready only it can tell."""
    last = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def desk(browser, lab):
    """JupyterLab in a window, as whoever has typed make lab sees it."""
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    page.goto(f"{lab}/lab/tree/notebooks/00_start_here.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    return page


def _open_and_run(page, name):
    """Open a notebook, without what it showed before, and begin to run all of it."""
    path = f"notebooks/{name}.ipynb"
    page.evaluate("path => window.jupyterapp.commands.execute('docmanager:open', {path}).then(() => null)", path)
    page.wait_for_function("path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path)
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    # Nothing is returned: the browser would be waited for without an end if a cell never came to one.
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")


def _close(page):
    """End the notebook and its kernel: one at a time, as on a small machine."""
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.dispose(); }")


@pytest.mark.parametrize("name", OTHERS)
def test_every_notebook_runs_from_top_to_bottom(desk, name):
    _open_and_run(desk, name)
    shown = desk.wait_for_function(SHOWN, timeout=120_000).json_value()
    assert len(shown) > 4
    kinds = [kind for cell in shown for kind in cell]
    assert set(kinds) <= {"stdout", "image/png", "text/html", "text/markdown", "text/plain"}
    assert kinds.count("image/png") + kinds.count("text/html") > 2
    assert desk.evaluate("[...document.images].filter(one => one.complete && !one.naturalWidth).length") == 0
    _close(desk)


def test_the_explorer_answers_when_a_control_moves(desk):
    page = desk
    _open_and_run(page, "00_start_here")
    page.wait_for_selector(".widget-hslider", timeout=120_000)
    said = page.locator("[role=status]").first
    before = said.inner_text()
    handle = page.locator(".widget-hslider .noUi-handle").first
    handle.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("text => document.querySelector('[role=status]').innerText !== text", arg=before)
    assert "13,360" in said.inner_text()
    assert "13,311" in before
    # The calculator stands below, and refuses what cannot be without a traceback.
    page.wait_for_function("document.querySelectorAll('[role=status]').length === 2")
    page.wait_for_function(KERNEL_IS_IDLE, timeout=60_000)
    assert (
        page.locator(
            "[data-mime-type='application/vnd.jupyter.stderr'], .jp-RenderedText[data-mime-type*=error]"
        ).count()
        == 0
    )
    _close(page)
