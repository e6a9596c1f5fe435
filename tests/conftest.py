"""One thread for linear algebra: two test processes on two cores, and sums that come out the same to the last bit.

The notebooks that nbval runs start warm, as those of the pipeline do.
"""

import os
import shutil

import pytest
from hypothesis import settings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ[variable] = "1"

from pipeline import warm_kernels  # noqa: E402 – it may import libraries that count the threads

warm_kernels.use()


@pytest.fixture(scope="session")
def browser():
    """Open the system's Chromium (Debian: chromium); where there is none, its tests are skipped and say so."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium here: what a browser shows is not tested")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


#: Fixtures that take seconds to make; who uses one is not among the fast tests.
SLOW_FIXTURES = {"shown", "simulated", "curve", "many_draws", "recalled", "cover"}
#: Folders and files whose tests start kernels, the pipeline or a browser.
MARKS = {
    "whole": "whole",
    "test_warm_kernels.py": "kernel",
    "test_interruption.py": "kernel",
    "test_progress.py": "kernel",
}
#: What takes longest begins first, so that no test process waits for the other at the end.
LONGEST = ("test_pipeline.py", "test_browser.py")

settings.register_profile("collection", deadline=None, derandomize=True, database=None)
settings.load_profile("collection")


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
    for item in items:
        for part, mark in MARKS.items():
            if part in item.path.parts:
                item.add_marker(mark)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if SLOW_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("slow")
