"""README, citation, contributing and the description of the data: true to the data, and the same in both languages."""

import csv
import hashlib
import json
import re
import subprocess

import pandas as pd
import pytest
import yaml

from helpers import facts, studies
from helpers.files import paths
from helpers.form import questionnaire
from helpers.release import data_files, data_package, readme

ROOT = paths.root()
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PACKAGE = json.loads(data_package.file().read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
FACTS = {**facts.REFERENCE, **facts.EVIDENCE}
RAW = "kab-semarang-2021-survey"
GALLERIES = [f"figures/{readme.REFERENCE}/{language}/README.md" for language in readme.PAGES]
#: Pages whose links are followed.
LINKED = [*readme.PAGES.values(), *GALLERIES, "CONTRIBUTING.md", "docs/adapt.md", "docs/adapt.id.md"]


def _page(name):
    return (ROOT / name).read_text(encoding="utf-8")


def _by_hand(page):
    """Return a page without what is generated in it."""
    return re.sub(r"<!-- generated: .*?<!-- /generated -->", "", page, flags=re.S)


def _headings(page):
    return re.findall(r"^#+ .*$", re.sub(r"^```.*?^```$", "", page, flags=re.M | re.S), flags=re.M)


def _anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower()).replace(" ", "-")


def _commands(page):
    """Return the lines of all code blocks without their comments, and the commands named in the text, in any language."""
    page = re.sub(r" LANGUAGE=(en|id)\b", "", page)
    blocks = re.findall(r"^```\w*\n(.*?)^```$", page, flags=re.M | re.S)
    lines = [line.split(" #")[0].rstrip() for block in blocks for line in block.splitlines()]
    return lines, re.findall(r"`((?:make|python) [^`]+)`", page)


def _cells(resource):
    return pd.read_csv(
        paths.data() / resource["path"], sep=resource["dialect"]["delimiter"], dtype=str, keep_default_na=False
    )


def _not_allowed(field, cell):
    """Whether a filled cell breaks the type or a constraint of its field."""
    limits = field.get("constraints", {})
    try:
        value = {"integer": int, "number": float}.get(field["type"], str)(cell)
    except ValueError:
        return True
    if field["type"] == "boolean" and cell not in field["trueValues"] + field["falseValues"]:
        return True
    if field["type"] in ("date", "datetime") and pd.isna(pd.to_datetime(cell, errors="coerce")):
        return True
    return (
        ("enum" in limits and cell not in limits["enum"])
        or ("pattern" in limits and not re.fullmatch(limits["pattern"], cell))
        or ("minimum" in limits and value < limits["minimum"])
        or ("maximum" in limits and value > limits["maximum"])
    )


class TestReadme:
    @pytest.mark.slow
    @pytest.mark.parametrize(("language", "name"), readme.PAGES.items())
    def test_what_is_generated_is_what_the_data_give(self, language, name):
        page = _page(name)
        assert readme.filled(page, language) == page, "run make readme"
        assert set(re.findall(r"<!-- generated: (\w+) -->", page)) == set(readme.BLOCKS)
        assert page.count("<!-- generated: ") == page.count("<!-- /generated -->") == len(readme.BLOCKS)

    def test_a_stale_page_is_noticed(self):
        page = _page("README.md")
        stale = page.replace("13 lie below", "12 lie below")
        assert stale != page
        assert readme.filled(stale, "en") == page

    def test_every_published_exhibit_is_listed_once_and_its_file_is_there(self):
        listed = readme.list_of_exhibits("en")
        manifest = json.loads((paths.figures(readme.REFERENCE, "en") / "manifest.json").read_text(encoding="utf-8"))
        assert re.findall(r"^\| \[(\w+)\]", listed, flags=re.M) == [record["name"] for record in manifest]
        for record, line in zip(manifest, listed.splitlines()[2:], strict=True):
            assert ("**invented**" in line) == (record["provenance"] in ("demonstration", "simulation"))

    @pytest.mark.parametrize(("language", "name"), readme.GUIDES.items())
    def test_the_guide_lists_every_setting_of_a_study(self, language, name):
        page = _page(name)
        assert readme.guide(page, language) == page, "run make readme"
        stale = re.sub(r"\n\| `year`.*", "", page)
        assert stale != page
        assert readme.guide(stale, language) == page
        for key in ("year", "survey → stratum", "minimum_wage → amount", "codings → overlap"):
            assert page.count(f"| `{key}` |") == 1

    @pytest.mark.parametrize("language", readme.PAGES)
    def test_no_finding_rests_on_an_invented_survey(self, language):
        told = readme.real_findings(language).splitlines()
        assert len(told) == 8
        assert all("demonstration data" not in sentence.lower() for sentence in told)
        assert "–%" not in "".join(told)

    def test_every_file_of_data_is_listed(self):
        tracked = subprocess.run(
            ["git", "ls-files", "data"], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.split()
        if not tracked:
            pytest.skip("not a checkout")
        listed = {f"data/{one.path}" for one in data_files.shipped()}
        other = {name for name in tracked if name.endswith((".md", ".yaml", "datapackage.json"))}
        assert listed == set(tracked) - other

    def test_rows_are_counted_as_a_reader_of_csv_counts_them(self):
        for resource in RESOURCES.values():
            file = paths.data() / resource["path"]
            with file.open(encoding="utf-8", newline="") as opened:
                rows = list(csv.reader(opened, delimiter=resource["dialect"]["delimiter"]))
            assert readme._rows(file) == len(rows) - 1

    def test_only_invented_studies_ship(self):
        assert all(studies.load(name).is_demonstration for name in data_files.shipped_studies())

    def test_both_languages_have_the_same_headings_commands_and_links(self):
        english, indonesian = (_by_hand(_page(name)) for name in readme.PAGES.values())
        levels = [[heading.split()[0] for heading in _headings(page)] for page in (english, indonesian)]
        assert levels[0] == levels[1]
        first, second = _commands(english), _commands(indonesian)
        assert first[0] == second[0]
        assert sorted(first[1]) == sorted(second[1])
        links = [
            [target.replace("/id/", "/en/") for target in re.findall(r"\]\(([^)#]+)\)", page) if "README" not in target]
            for page in (english, indonesian)
        ]
        assert links[0] == links[1]
        tables = [
            [line.count("|") for line in page.splitlines() if line.startswith("|")] for page in (english, indonesian)
        ]
        assert tables[0] == tables[1]

    @pytest.mark.parametrize("name", LINKED)
    def test_every_link_and_anchor_leads_somewhere(self, name):
        here = ROOT / name
        for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", _page(name)):
            if target.startswith("http"):
                continue
            there = (here.parent / target).resolve() if target else here
            assert there.exists(), target
            if anchor:
                assert anchor in {_anchor(one) for one in _headings(there.read_text(encoding="utf-8"))}, anchor

    def test_it_follows_the_template_of_the_data_editors(self):
        wanted = (
            "Overview",
            "Data availability and provenance",
            "Rights and privacy",
            "Datasets",
            "Computational requirements",
            "Software",
            "Randomness",
            "Memory, time, storage",
            "Description of programs",
            "Instructions to replicators",
            "Figures and tables",
            "References",
        )
        titles = [heading.lstrip("# ") for heading in _headings(_page("README.md"))]
        assert [title for title in titles if title in wanted] == list(wanted)

    def test_its_first_screen_stays_short(self):
        page = _page("README.md").split("## Overview")[0]
        assert page.count("![") == 1
        assert len(page.splitlines()) < 36
        assert page.index("evidence of nothing") < page.index("![") < page.index("make run")
        indonesian = _page("README.id.md")
        assert indonesian.index("bukan bukti apa pun") < indonesian.index("![") < indonesian.index("make run")


class TestCitationAndContributing:
    def test_the_citation_has_what_the_format_asks_for_and_names_no_person(self):
        cited = yaml.safe_load(_page("CITATION.cff"))
        assert {"cff-version", "message", "title", "authors"} <= set(cited)
        assert cited["cff-version"] == "1.2.0"
        assert cited["type"] in ("software", "dataset")
        assert cited["authors"] == [{"name": "The home-workers project"}]
        assert cited["title"] == _headings(_page("README.md"))[0].lstrip("# ")
        assert set(cited["license"]) == {"MIT", "CC-BY-4.0"}
        assert cited["abstract"]
        assert len(set(cited["keywords"])) == len(cited["keywords"]) > 3
        assert {type(value) for value in cited.values()} <= {str, list}

    def test_contributing_names_only_commands_that_there_are(self):
        targets = set(re.findall(r"^([a-z]+):.*##", MAKEFILE, flags=re.M))
        named = set(re.findall(r"`make ([a-z]+)", _page("CONTRIBUTING.md")))
        assert named <= targets
        assert {"test", "readme", "verify", "notebooks"} <= named

    def test_contributing_names_only_files_that_there_are(self):
        for name in re.findall(r"`((?:data|src)/[\w/.]+)`", _page("CONTRIBUTING.md")):
            assert (ROOT / name).exists() or name.endswith("locale/"), name

    def test_binder_finds_what_it_builds_from(self):
        assert not (ROOT / ".binder").exists()
        assert not (ROOT / "binder").exists()
        assert (ROOT / "environment.yml").is_file()
        assert (ROOT / "postBuild").read_text(encoding="utf-8").startswith("#!")
        for name in readme.PAGES.values():
            opened = re.search(r"mybinder\.org/v2/gh/\S+labpath=([^`\s]+)", _page(name)).group(1)
            assert (ROOT / opened.replace("%2F", "/")).is_file()


class TestDataPackage:
    @pytest.mark.slow
    def test_the_file_is_what_the_data_give(self):
        assert data_package.file().read_text(encoding="utf-8") == data_package.text(), "run make readme"

    def test_it_follows_version_2_and_names_no_person(self):
        assert PACKAGE["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert re.fullmatch(r"[a-z0-9._-]+", PACKAGE["name"])
        assert PACKAGE["contributors"] == [{"title": "The home-workers project", "roles": ["creator"]}]
        assert [licence["name"] for licence in PACKAGE["licenses"]] == ["CC-BY-4.0"]
        assert len(RESOURCES) == len(PACKAGE["resources"])
        assert "created" not in PACKAGE

    def test_it_has_every_csv_file(self):
        assert [one["path"] for one in PACKAGE["resources"]] == [
            one.path for one in data_files.shipped() if one.path.endswith(".csv")
        ]

    @pytest.mark.parametrize("name", RESOURCES)
    def test_file_hash_bytes_and_header_are_right(self, name):
        resource = RESOURCES[name]
        content = (paths.data() / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert {
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "type": "table",
        }.items() <= resource.items()
        header = content.decode("utf-8").splitlines()[0]
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == next(csv.reader([header], **resource["dialect"]))
        assert all(field["title"] and field["type"] for field in fields)
        assert resource["schema"]["missingValues"] == [""]

    @pytest.mark.parametrize("name", RESOURCES)
    def test_keys_are_unique_and_references_lead_somewhere(self, name):
        schema, cells = RESOURCES[name]["schema"], _cells(RESOURCES[name])
        for key in [schema.get("primaryKey", []), *schema.get("uniqueKeys", [])]:
            assert not key or not cells.duplicated(key).any(), key
        for link in schema.get("foreignKeys", []):
            other = link["reference"].get("resource", name)
            (column,), (key,) = link["fields"], link["reference"]["fields"]
            assert set(cells[column]) - {""} <= set(_cells(RESOURCES[other])[key]), column

    @pytest.mark.parametrize("name", [name for name in RESOURCES if name != RAW])
    def test_every_cell_is_as_described(self, name):
        cells = _cells(RESOURCES[name])
        for field in RESOURCES[name]["schema"]["fields"]:
            column, limits = cells[field["name"]], field.get("constraints", {})
            assert not (limits.get("required") and (column == "").any()), field["name"]
            assert not (limits.get("unique") and column.duplicated().any()), field["name"]
            assert not [cell for cell in column if cell and _not_allowed(field, cell)], field["name"]

    @pytest.mark.slow
    def test_in_the_raw_survey_only_planted_errors_are_not_as_described(self):
        cells, planted = _cells(RESOURCES[RAW]), _cells(RESOURCES["kab-semarang-2021-planted_errors"])
        wrong = {
            (str(row + 2), field["name"])
            for field in RESOURCES[RAW]["schema"]["fields"]
            for row, cell in enumerate(cells[field["name"]])
            if cell and _not_allowed(field, cell)
        }
        assert wrong
        assert wrong <= set(zip(planted["row"], planted["field"], strict=True))

    @pytest.mark.parametrize("name", FACTS)
    def test_choices_and_limits_are_those_the_data_are_checked_by(self, name):
        fields = {field["name"]: field for field in RESOURCES[name]["schema"]["fields"]}
        schema = FACTS[name]()
        assert set(fields) == set(schema.columns)
        for column, wanted in schema.columns.items():
            limits = fields[column].get("constraints", {})
            assert limits.get("required", False) == (not wanted.nullable)
            stated = {key: value for check in wanted.checks for key, value in check.statistics.items()}
            assert limits.get("enum") == (list(stated["allowed_values"]) if "allowed_values" in stated else None)
            assert limits.get("minimum") == stated.get("min_value")
            assert limits.get("maximum") == stated.get("max_value")

    def test_answers_are_those_of_the_questionnaire(self):
        form = studies.form(studies.load("kab-semarang-2021"))
        fields = {field["name"]: field for field in RESOURCES[RAW]["schema"]["fields"]}
        for name, question in form.questions.iterrows():
            limits = fields[name].get("constraints", {})
            if question["kind"] == "one":
                assert limits["enum"] == form.choice_names(name)
            elif pd.notna(question["minimum"]):
                assert (limits["minimum"], limits["maximum"]) == (question["minimum"], question["maximum"])
            assert fields[name]["title"] == form.label(name, "en")
            assert ("Personal" in fields[name].get("description", "")) == bool(question["personal"])
        assert set(questionnaire.load().personal()) <= set(fields)

    def test_whatever_is_invented_says_so_in_title_and_description(self):
        for one in data_files.shipped():
            if one.origin != "invented" or one.name not in RESOURCES:
                continue
            assert "INVENTED" in RESOURCES[one.name]["description"]
            assert re.match("Demonstration, invented|Simulation", RESOURCES[one.name]["title"])
