"""Execute a committed notebook in place, leaving nothing in it that depends on the moment or the machine."""

from __future__ import annotations

from pathlib import Path

from helpers.language import Note
from pipeline.notebook_run import QUIET

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def execute(notebook: Path) -> str:
    """Execute a notebook and write it back; return in one line what stopped it, or nothing (then it is unchanged)."""
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    from pipeline import warm_kernels

    warm_kernels.use()
    content = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        content,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=QUIET,
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return f"{error.ename}: {' '.join(error.evalue.split())}"
    except DeadKernelError:
        return Note("the kernel died (out of memory, or killed).")
    content.metadata = METADATA
    for number, cell in enumerate(content.cells):
        cell.id = f"cell-{number:02d}"
    nbformat.write(content, notebook)
    return ""
