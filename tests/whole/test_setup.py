"""The set-up files agree with one another, and a user's own settings of the desktop do not leak in."""

import os
import re
import shutil
import subprocess
import tomllib

import pytest
import yaml

from helpers.files import paths

ROOT = paths.root()
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKE = shutil.which("make")


def _locked():
    return {name.lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK, flags=re.MULTILINE)}


def test_the_lock_has_every_package_that_the_project_names():
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["test"]]
    names = {re.match(r"[A-Za-z0-9_.-]+", requirement).group(0).lower().replace("_", "-") for requirement in wanted}
    assert names <= {name.replace("_", "-") for name in _locked()}


def test_the_lock_pins_hashes_and_names_no_address():
    pinned = re.findall(r"^[A-Za-z0-9_.-]+==[^\\]*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", LOCK, flags=re.M)
    assert len(pinned) == len(re.findall(r"^[A-Za-z0-9_.-]+==", LOCK, flags=re.M)) > 100
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_the_lock_is_for_every_platform():
    assert "sys_platform == 'win32'" in LOCK
    assert "sys_platform == 'darwin'" in LOCK or "platform_system" in LOCK or "sys_platform != 'win32'" in LOCK


def test_conda_installs_the_same_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    by_pip = next(entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict))
    assert by_pip == ["--require-hashes", "-r requirements.lock"]
    python = next(entry for entry in environment["dependencies"] if str(entry).startswith("python="))
    assert python == "python=3.11"


def test_the_readme_names_only_commands_that_there_are():
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"make ([a-z]+)", readme)) <= targets
    assert {"run", "test", "lab", "verify", "help"} <= set(re.findall(r"make ([a-z]+)", readme))
    for linked in re.findall(r"\]\(([^)#:]+)\)", readme):
        assert (ROOT / linked).exists(), linked


def test_the_readme_says_that_the_survey_is_invented_above_its_first_figure():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.index("invented by a program, evidence of nothing") < readme.index("![")


@pytest.mark.skipif(MAKE is None, reason="make is not installed")
class TestMake:
    def _dry(self, *arguments, **environment):
        # Under `make test` the outer make's own flags would reach the inner one.
        plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
        command = [MAKE, "--dry-run", "run", *arguments]
        return subprocess.run(command, cwd=ROOT, env=plain | environment, capture_output=True, text=True, check=False)

    def test_what_is_typed_reaches_the_pipeline(self):
        printed = self._dry("STUDY=a", "LANGUAGE=id", "JOBS=3", "PARAMETERS=hours_divisor=126,pay=hourly_net").stdout
        assert '--study "a" --language "id" --jobs "3" --parameters "hours_divisor=126,pay=hourly_net"' in printed

    def test_the_language_of_the_desktop_does_not(self):
        assert "--language" not in self._dry(LANGUAGE="de_DE:de", STUDY="x").stdout
        assert "--study" not in self._dry(LANGUAGE="de_DE:de", STUDY="x").stdout

    def test_a_mistyped_option_stops_with_those_there_are(self):
        done = self._dry("STUDDY=a")
        assert done.returncode != 0
        assert "STUDDY is not an option" in done.stderr
        assert "STUDY" in done.stderr
