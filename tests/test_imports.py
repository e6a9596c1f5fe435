"""The floor plan of src/helpers holds: packages in their order, no cycles, topics apart, and nothing too long."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.files import closure, paths

PACKAGE = paths.root() / "src" / "helpers"
#: A package imports only packages above it in this list.
ORDER = (
    *("language", "statistics", "files", "facts", "form", "codings", "studies", "demonstration", "survey", "exhibits"),
    *("fieldwork", "wages", "hours", "documents", "protection", "regencies", "planning"),
    *("start", "adapt", "release"),
)
TOPICS = ("fieldwork", "wages", "hours", "documents", "protection", "regencies", "planning")
#: What shows belongs to its topic alone.
SHOWS = ("charts", "tables", "sentences", "words")
#: Notebook → the topics whose measures it may use besides its own.
MEASURES_OF = {
    "00": TOPICS,
    "01": (),
    "02": (),
    "03": (),
    "04": ("protection", "wages"),
    "05": (),
    "06": ("protection", "wages"),
}
OWN = {"01": "fieldwork", "02": "wages", "03": "hours", "04": "documents", "05": "protection", "06": "regencies"}
MODULES = sorted(file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE and file.parent.name != "study")
NOTEBOOKS = sorted((paths.root() / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(file) for file in MODULES}


def imported(file: Path, lazily: bool = True) -> set[str]:
    """Return the modules of the helpers that a module imports, with those inside functions or without."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if lazily else iter(tree.body)
    found = set()
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            base = (node.module or "").removeprefix("helpers").lstrip(".")
            for one in node.names:
                inner = f"{base}.{one.name}".lstrip(".")
                found.add(inner if inner in NAMES else base)
        elif isinstance(node, ast.Import):
            found |= {one.name.removeprefix("helpers.") for one in node.names if one.name.startswith("helpers.")}
    return found


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_package_imports_only_packages_above_it(file):
    own = name_of(file).split(".")[0]
    for module in imported(file):
        other = module.split(".")[0]
        assert other in ORDER, f"{module} has no place in the order of the packages"
        assert ORDER.index(other) <= ORDER.index(own), f"{name_of(file)} imports {module}, which is below it"


@pytest.mark.parametrize("file", [file for file in MODULES if name_of(file).split(".")[0] in TOPICS], ids=name_of)
def test_a_topic_takes_only_measures_from_another_topic(file):
    own = name_of(file).split(".")[0]
    for module in imported(file):
        other, _, inner = module.partition(".")
        if other in TOPICS and other != own:
            assert not inner.endswith(SHOWS), f"{name_of(file)} imports {module}"


def test_no_import_cycle():
    graph = {name_of(file): imported(file, lazily=False) & NAMES - {name_of(file)} for file in MODULES}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"import cycle: {' → '.join((*path, module))}"
        if module not in done:
            for other in sorted(graph[module]):
                # A module's own package is loaded before it; that is no cycle of their contents.
                if not module.startswith(f"{other}."):
                    visit(other, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if (PACKAGE / topic).is_dir()])
def test_a_topic_does_not_load_its_charts(topic):
    asked = f"import sys, helpers.{topic}; print([name for name in sys.modules if name.endswith('charts')])"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_lies_flat():
    assert {file.name for file in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda file: file.stem)
def test_a_notebook_loads_its_topic_and_measures_it_names(notebook):
    import json

    number = notebook.stem[:2]
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    used = {file.relative_to(PACKAGE).parts[0] for file in closure.modules(sources, PACKAGE) if file.suffix == ".py"}
    topics = used & set(TOPICS)
    assert topics <= {OWN.get(number, ""), *MEASURES_OF[number]}
