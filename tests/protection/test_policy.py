"""Rules against kinds of protection: gaps follow from coverage and standing, and silence is not absence."""

import shutil

import pandas as pd
import pytest

from helpers import studies
from helpers.exhibits.here import Here
from helpers.facts import law
from helpers.files import paths
from helpers.protection import policy, policy_charts, sentences, tables

REGENCY = "Kabupaten Semarang"


@pytest.fixture(scope="module")
def rules():
    return policy.matrix(REGENCY)


@pytest.fixture(scope="module")
def gaps(rules):
    return policy.gaps(rules).set_index("dimension")


def _rule(dimension, coverage, status="in_force", level="national"):
    return {
        "instrument_id": f"{level}_{status}_{coverage}",
        "protection_dimension": dimension,
        "coverage": coverage,
        "status": status,
        "level": level,
    }


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ([("explicit", "in_force"), ("excluded", "in_force")], 0),
        ([("implicit", "in_force")], 1),
        ([("implicit", "in_force"), ("excluded", "in_force")], 2),
        ([("excluded", "in_force")], 3),
        ([("none", "in_force")], 3),
        ([("explicit", "draft")], pd.NA),
        ([("explicit", "ratified_not"), ("explicit", "decision")], pd.NA),
        ([], pd.NA),
    ],
)
def test_the_gap_follows_from_rules_in_force_alone(rows, gap):
    table = pd.DataFrame(
        [_rule("maternity", coverage, status) for coverage, status in rows],
        columns=["instrument_id", "protection_dimension", "coverage", "status", "level"],
    )
    found = policy.gaps(table).set_index("dimension").at["maternity", "gap"]
    assert pd.isna(found) if pd.isna(gap) else found == gap


def test_every_kind_of_protection_has_a_line(gaps):
    assert list(gaps.index) == list(law.PROTECTION_DIMENSIONS)


def test_no_rule_in_force_names_home_workers(rules, gaps):
    force = rules[rules["status"] == "in_force"]
    assert not (force["coverage"] == "explicit").any()
    assert (gaps["gap"] >= 1).all()
    assert gaps.at["minimum_wage", "gap"] == 2
    assert gaps.at["minimum_wage", "excluding"] == 2


def test_drafts_and_the_convention_are_counted_apart(gaps):
    assert gaps.at["recognition", "draft"] == 5
    assert gaps.at["recognition", "decisions"] == 2
    assert gaps["convention"].sum() == 6
    assert not gaps.at["working_hours", "convention"]


def test_rules_of_other_regencies_are_left_out(rules):
    elsewhere = policy.matrix("Kabupaten Demak")
    assert (rules["level"] == "regency").sum() == 3
    assert not (elsewhere["level"] == "regency").any()
    assert len(elsewhere) == len(rules) - 3
    said = sentences.policy(Here(_study(regency="Kabupaten Demak"), "en"), elsewhere, policy.gaps(elsewhere))
    assert "No rule of Kabupaten Demak on home workers was found in the sources" in said


@pytest.fixture
def regulation_of(tmp_path, monkeypatch):
    """Add a regulation in force that names home workers to a copy of the tables, with any identifier."""

    def add(regency):
        shutil.copytree(paths.data() / "reference", tmp_path / "data" / "reference")
        monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
        file = paths.reference("legal_instruments")
        table = pd.read_csv(file, dtype=str)
        own = {
            "instrument_id": "perda_5_2023",
            "label_en": "By-law 5/2023",
            "label_id": "Perda 5/2023",
            "level": "regency",
            "regency": regency,
            "year": "2023",
            "status": "in_force",
            "protection_dimension": "recognition",
            "coverage": "explicit",
            "article": "2",
            "one_line_reason": "names home workers",
            "source_url": "https://example.org/perda",
        }
        pd.concat([table, pd.DataFrame([own])]).to_csv(file, index=False)

    return add


@pytest.mark.parametrize("regency", ["Kabupaten Demak", "Kota Semarang", "Kabupaten Malang"])
def test_a_regulation_of_a_regency_counts_there_whatever_its_identifier(regulation_of, regency):
    before = policy.matrix(regency)
    regulation_of(regency)
    rules = policy.matrix(regency)
    assert len(rules) == len(before) + 1
    assert rules["instrument_id"].iloc[-1] == "perda_5_2023"
    gaps = policy.gaps(rules).set_index("dimension")
    assert policy.gaps(before).set_index("dimension").at["recognition", "gap"] > 0
    assert gaps.at["recognition", "gap"] == 0


def test_a_regulation_of_one_regency_does_not_count_in_another(regulation_of):
    regulation_of("Kota Semarang")
    assert "perda_5_2023" not in set(policy.matrix("Kabupaten Semarang")["instrument_id"])


def _study(**changes):
    from dataclasses import replace

    return replace(studies.load("kab-semarang-2021"), **changes)


def test_the_matrix_runs_from_the_world_to_the_regency(rules):
    places = [law.LEVELS.index(level) for level in rules["level"]]
    assert places == sorted(places)


def test_the_timeline_has_each_instrument_once_and_keeps_the_undated(rules):
    table = policy.timeline(rules)
    assert table["instrument_id"].is_unique
    assert set(table["instrument_id"]) == set(rules["instrument_id"])
    years = table["year"].dropna().tolist()
    assert years == sorted(years)
    assert table["year"].isna().sum() == 4
    assert table["year"].tail(4).isna().all()
    assert table.set_index("instrument_id").at["phi_semarang_26_2018", "names_home_workers"]


def test_what_is_not_found_is_said_to_be_not_found():
    bare = policy.matrix(REGENCY)
    bare = bare[bare["protection_dimension"] != "inspection"]
    found = policy.gaps(bare)
    drawing = policy_charts.gaps(Here(_study(), "en"), found)
    assert "Inspection and records: not found in the sources" in drawing.alt_text
    table = tables.gaps(Here(_study(), "en"), found)
    assert table.shown.set_index("Kind of protection").at["Inspection and records", "Gap"] == "not found"


def test_the_figure_says_that_empty_is_not_absent(rules):
    drawing = policy_charts.matrix(Here(_study(), "en"), rules)
    assert "It does not mean that there is nothing" in drawing.caption
    assert drawing.title == "Of 11 rules in force that bear on home workers none names them"
    assert drawing.rests_on == "published"
