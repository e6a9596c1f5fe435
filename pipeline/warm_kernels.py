"""Start kernels that have the libraries imported already: a second for each notebook instead of three.

A process imports the libraries once and then forks itself for each kernel that is asked for. Kernels share nothing that the
project wrote: its own modules are imported by each kernel anew. Only on Linux; elsewhere kernels start as they always do.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, NoReturn

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

NAME = "warm"
#: What the notebooks' helpers import; not ipywidgets (nor seaborn, which imports it): it has to meet its kernel.
LIBRARIES = (
    "ipykernel.kernelapp",
    "pandas",
    "pyarrow.parquet",
    "matplotlib.pyplot",
    "scipy.stats",
    "statsmodels.api",
    "pandera.pandas",
    "babel.messages.pofile",
    "openpyxl",
    "jinja2",
    "svy",
    "pypandoc",
    "pyreadstat",
)


def use() -> None:
    """Let every kernel that this process asks for be a warm one, whoever asks: papermill, nbclient or nbval."""
    if sys.platform != "linux":
        return
    factory = KernelProvisionerFactory.instance()
    group = KernelProvisionerFactory.GROUP_NAME
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:{WarmProvisioner.__name__}", group)
    factory.default_provisioner_name = NAME


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by forking; in all else they are local kernels."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> dict[str, Any]:
        """Start a kernel; `cmd` is what would start it cold."""
        self.cwd = kwargs.get("cwd") or Path.cwd()
        self.process = _nursery().start(cmd, kwargs["env"], str(self.cwd))
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class _Kernel:
    """A kernel's process, as `subprocess.Popen` would show it."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, nursery: _Nursery) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._nursery = nursery

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._nursery.ask("ended", pid=self.pid)
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = self._nursery.ask("ended", pid=self.pid, waiting=True)
        return self.returncode

    def send_signal(self, signum: int) -> None:
        # Until the nursery has told its end, the number is the kernel's and nobody else's.
        if self.poll() is None:
            os.kill(self.pid, signum)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class _Nursery:
    """The process that forks kernels, seen from the process that asks for them."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        # Kernels end with whoever asked for them: when this end of the pair closes, their parent goes.
        code = f"from {__name__} import _serve; _serve({theirs.fileno()})"
        root = Path(__file__).parents[1]
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                cwd=root,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._lines = ours.makefile("rw", encoding="utf-8", newline="\n")

    def start(self, command: list[str], environment: dict[str, str], folder: str) -> _Kernel:
        return _Kernel(self.ask("start", command=command, environment=environment, folder=folder), self)

    def ask(self, what: str, **order: Any) -> Any:
        print(json.dumps({"what": what, **order}), file=self._lines, flush=True)
        answer = self._lines.readline()
        if not answer:
            raise RuntimeError("the process that starts kernels has ended; out of memory?")
        return json.loads(answer)


@cache
def _nursery() -> _Nursery:
    return _Nursery()


def _serve(descriptor: int) -> None:
    """Answer orders until the other side is gone. Runs in the nursery."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel sets it before any import
    for library in LIBRARIES:
        import_module(library)
    sys.modules["pandas"].options.display.max_columns = 20  # as it is where pandas finds itself in a notebook
    connection = socket.socket(fileno=descriptor)
    lines = connection.makefile("rw", encoding="utf-8", newline="\n")
    while line := lines.readline():
        order = json.loads(line)
        if order["what"] == "start":
            pid = os.fork()
            if pid == 0:
                lines.close()
                connection.close()
                _become_kernel(order["command"], order["environment"], order["folder"])
            answer: int | None = pid
        else:
            pid, status = os.waitpid(order["pid"], 0 if order.get("waiting") else os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        print(json.dumps(answer), file=lines, flush=True)


def _become_kernel(command: list[str], environment: dict[str, str], folder: str) -> NoReturn:
    """Be in all that matters the process that the command would have started."""
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment, JPY_PARENT_PID=str(os.getppid()))
    sys.argv = command[command.index("ipykernel_launcher") :]
    # A kernel ends when its parent does; the module has read the variable before there was this kernel.
    sys.modules["ipykernel.kernelapp"].launch_new_instance(parent_handle=os.getppid())
    sys.exit()
