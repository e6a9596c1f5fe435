"""The walk-through, tried: its commands are run, its settings are those of the study that ships, its pictures are there."""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
import yaml

from helpers.files import paths
from pipeline import selection

DOCS = paths.root() / "docs"
LANGUAGES = {"en": DOCS / "adapt.md", "id": DOCS / "adapt.id.md"}
STUDY = "kab-demak-2024"


def _blocks(text, kind=""):
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.M | re.S)
    return [content for language, content in fenced if language == kind]


def _text(language):
    return LANGUAGES[language].read_text(encoding="utf-8")


def _commands(language):
    """Return the commands in their order: make, and the same without make."""
    lines = [block.strip() for block in _blocks(_text(language))]
    return [line for line in lines if line.startswith("make ")], [line for line in lines if line.startswith("python ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_stands_with_and_without_make(language):
    with_make, without = _commands(language)
    assert len(with_make) == len(without) == 4
    makefile = (paths.root() / "Makefile").read_text(encoding="utf-8")
    for typed, same in zip(with_make, without, strict=True):
        target = typed.split()[1]
        recipe = re.search(rf"^{target}: .*\n((?:\t.*\n)+)", makefile, flags=re.M).group(1)
        module = re.search(r"-m (\S+)", same).group(1)
        assert f"-m {module}" in recipe
        values = [part.split("=", 1)[1] for part in shlex.split(typed)[2:]]
        assert set(values) <= set(shlex.split(same))


def test_both_languages_have_the_same_steps_commands_and_pictures():
    english, indonesian = _text("en"), _text("id")
    # The check speaks the language that it is asked for; nothing else differs.
    asked = [
        [line.removesuffix(" LANGUAGE=id").removesuffix(" --language id") for line in lines]
        for lines in _commands("id")
    ]
    assert tuple(asked) == _commands("en")
    assert sum(" check " in line and "id" in line.split()[-1] for lines in _commands("id") for line in lines) == 2
    assert _blocks(english, "yaml") == _blocks(indonesian, "yaml")
    pictures = [re.findall(r"\]\((pictures/[^)]+)\)", text) for text in (english, indonesian)]
    assert pictures[0] == pictures[1]
    assert len(pictures[0]) == 6
    headings = [len(re.findall(r"^## \d", text, flags=re.M)) for text in (english, indonesian)]
    assert headings == [8, 8]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_and_picture_leads_somewhere(language):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", _text(language)):
        assert (DOCS / target).resolve().exists(), target


def test_its_mapping_is_that_of_the_study_that_ships():
    settings = yaml.safe_load((paths.studies() / STUDY / "study.yaml").read_text(encoding="utf-8"))
    told = yaml.safe_load(_blocks(_text("en"), "yaml")[1])
    assert told["columns"] == settings["survey"]["columns"]


def test_the_walk_through_leads_from_nothing_to_a_study_that_runs(tmp_path):
    """As a new user does it: the commands without make, and between them only what the text says to do by hand."""
    shutil.copytree(paths.data(), tmp_path / "data")
    shipped = tmp_path / "shipped"
    shutil.move(tmp_path / "data" / "studies" / STUDY, shipped)
    folder = tmp_path / "data" / "studies" / STUDY
    new, form, check, run = (shlex.split(line)[1:] for line in _commands("en")[1])

    def do(arguments):
        environment = {**os.environ, paths.ROOT_VARIABLE: str(tmp_path), "PYTHONPATH": str(paths.root())}
        return subprocess.run(
            [sys.executable, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    assert do(new).returncode == 0
    shutil.copy(shipped / "places.csv", folder)
    assert do(form).returncode == 0
    shutil.copy(shipped / "survey.sav", folder)
    settings = folder / "study.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("survey.csv", "survey.sav"), encoding="utf-8")
    first = do(check)
    assert first.returncode == 1
    # What the check proposes to paste is what the text then pastes.
    for line in ("    setuju: consent", "    kec: kecamatan"):
        assert line in first.stdout
    mapping = _blocks(_text("en"), "yaml")[1]
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"  columns: \{\}.*\n", lambda _found: mapping, text), encoding="utf-8")
    second = do(check)
    assert second.returncode == 0, second.stdout
    assert "The study runs." in second.stdout
    # That the last command makes the figures is tested with the whole pipeline; here, that it asks for this study.
    assert run[:3] == ["-m", "pipeline", "run"]
    assert selection.check(run[run.index("--study") + 1], "", "").study == STUDY
