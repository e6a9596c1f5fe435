"""Documents, survey and published figures side by side."""

from dataclasses import replace

import numpy as np
import pytest

from helpers import studies, survey, wages
from helpers.documents import corpus, joint_display, tables
from helpers.exhibits.here import Here
from helpers.facts import published
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


def test_every_code_figure_and_measure_that_a_line_names_is_there(public, measures):
    codes, figures = set(public.codes["code"]), set(published.published_figures()["id"])
    for line in joint_display.LINES:
        assert set(line.codes) <= codes
        assert set(line.figures) <= figures
        assert line.measure in {"", *measures}


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
