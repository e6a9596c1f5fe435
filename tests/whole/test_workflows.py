"""The workflows for people on GitHub: of the right shape, and every step calls a make target that exists."""

import re
import subprocess
import sys

import pytest
import yaml

from helpers.files import paths

WORKFLOWS = sorted((paths.root() / ".github" / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"(?m)^([a-z-]+):", (paths.root() / "Makefile").read_text(encoding="utf-8")))


def test_there_are_workflows():
    assert [file.name for file in WORKFLOWS] == ["fast.yml", "whole.yml"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_has_the_shape_that_github_reads(file):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_each_step_calls_a_make_target(file):
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert commands
    for command in commands:
        assert re.fullmatch(r"make ([a-z-]+)( PYTHON=python)?", command), command
        assert command.split()[1] in TARGETS


def test_the_fast_tests_run_on_every_system_and_the_oldest_and_a_newer_python():
    matrix = yaml.safe_load(WORKFLOWS[0].read_text(encoding="utf-8"))["jobs"]["fast"]["strategy"]["matrix"]
    assert {system.split("-")[0] for system in matrix["system"]} == {"ubuntu", "macos", "windows"}
    assert matrix["python"] == ["3.11", "3.13"]


def test_the_whole_runs_every_week():
    whole = yaml.safe_load(WORKFLOWS[1].read_text(encoding="utf-8"))
    assert "schedule" in whole[True]  # YAML takes the key `on` for true
