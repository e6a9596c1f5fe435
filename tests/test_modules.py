"""Rules that every module of the package keeps."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = sorted((ROOT / "src").rglob("*.py"))
MODULES = [*PACKAGE, *sorted((ROOT / "pipeline").rglob("*.py"))]
MOST_LINES = 300
named = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(ROOT).as_posix())


@pytest.mark.parametrize("module", PACKAGE, ids=lambda module: module.relative_to(ROOT).as_posix())
def test_a_module_is_one_subject_and_not_too_long(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@named
def test_no_private_name_is_imported_from_another_module(module):
    imported = [
        alias.name
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    ]
    assert not [name for name in imported if name.startswith("_") and not name.startswith("__")]
