"""Documents, survey and published figures side by side."""

import shutil
from dataclasses import replace

import numpy as np
import pytest

from helpers import studies, survey, wages
from helpers.documents import corpus, joint_display, tables, words
from helpers.exhibits.here import Here
from helpers.facts import documents
from helpers.files import paths
from helpers.protection import conditions


@pytest.fixture(scope="module")
def study():
    return studies.load("kab-semarang-2021")


@pytest.fixture(scope="module")
def workers(study):
    return survey.cleaned(study)


@pytest.fixture(scope="module")
def measures(study, workers):
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    return conditions(workers, studies.form(study), minimum, "hourly_gross")


@pytest.fixture(scope="module")
def public(study):
    return corpus.load(study, "en")


@pytest.fixture(scope="module")
def rows(public, measures, workers):
    return joint_display.display(public, corpus.coded(public), measures, workers)


def test_every_condition_and_measure_of_the_lines_is_computed_and_has_words(measures):
    lines = documents.joint_display()
    for language in ("en", "id"):
        assert set(words.conditions(language)) == set(documents.CONDITIONS) == set(lines["condition"])
        assert set(words.survey_measures(language)) == set(documents.SURVEY_MEASURES)
    assert set(lines["survey_measure"].dropna()) <= set(measures)


def test_the_lines_are_those_of_the_file(monkeypatch, tmp_path, public, measures, workers):
    shutil.copytree(paths.data() / "evidence", tmp_path / "data" / "evidence")
    file = tmp_path / "data" / "evidence" / "joint_display.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0], "pay,sub_minimum_pay,,", lines[3]]) + "\n", encoding="utf-8")
    coded = corpus.coded(public)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    rows = joint_display.display(public, coded, measures, workers)
    assert rows["condition"].tolist() == ["pay", "costs"]
    assert rows.loc[0, ["measure", "figures"]].tolist() == ["", ""]


def test_the_survey_column_is_the_survey_estimate(rows, study, workers):
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    overall = wages.shortfall(workers, "hourly_gross", minimum).set_index("measure").loc["v0"]
    row = rows.set_index("condition").loc["pay"]
    assert (row["estimate"], row["low"], row["n"]) == (overall["estimate"], overall["low"], overall["n"])
    hours = rows.set_index("condition").loc["hours"]
    known = workers["hours_per_week"].notna()
    above = np.average(workers.loc[known, "hours_per_week"] > 40, weights=workers.loc[known, "weight"])
    assert hours["estimate"] == pytest.approx(above)


def test_evidence_against_stands_in_the_row(rows):
    by = rows.set_index("condition")
    assert by.at["hours", "codes"] == "long_hours;short_hours"
    assert "F123" in by.at["hours", "figures"]
    assert "F113" in by.at["pay", "figures"]


def test_what_was_not_asked_is_left_open(rows, public, workers):
    by = rows.set_index("condition")
    assert by.at["insecurity", "measure"] == ""
    assert np.isnan(by.at["insecurity", "estimate"])
    none = joint_display.display(public, corpus.coded(public), {}, workers)
    assert none["estimate"].isna().all()


def test_the_invented_column_is_marked_and_a_real_one_is_not(rows, public, study):
    table = tables.joint(Here(study, "en"), rows, public)
    survey_cells = table.shown["Survey"]
    assert (survey_cells.str.startswith("* ") | (survey_cells == "not asked")).all()
    assert "nothing may be concluded" in table.caption
    field = tables.joint(Here(replace(study, provenance="field"), "en"), rows, public)
    assert not field.shown["Survey"].str.startswith("*").any()
    assert "invented" not in field.caption


def test_a_codebook_without_these_codes_leaves_the_cell_empty(public, measures, workers):
    bare = replace(public, codes=public.codes[public.codes["family"] != "conditions"])
    coded = corpus.coded(public)
    table = joint_display.display(bare, coded[coded["family"] != "conditions"], measures, workers)
    assert table.set_index("condition").at["pay", "codes"] == ""
