"""Studies side by side, and the same pay against every regency's minimum wage."""

import shutil

import numpy as np
import pandas as pd
import pytest

from helpers import regencies, studies, survey, wages
from helpers.exhibits.here import Here
from helpers.facts import minimum_wages
from helpers.files import paths
from helpers.language import UserError
from helpers.regencies import comparison

NAME = "kab-semarang-2021"


@pytest.fixture(scope="module")
def study():
    return studies.load(NAME)


@pytest.fixture(scope="module")
def workers(study):
    return survey.cleaned(study)


@pytest.fixture
def root(tmp_path, monkeypatch):
    shutil.copytree(paths.data(), tmp_path / "data")
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path


# --- The map ---


def test_the_map_has_every_regency_once_and_its_wage():
    tiles = regencies.on_the_map(2021, 2014)
    assert len(tiles) == 35
    assert tiles["regency"].is_unique
    row = tiles.set_index("regency").loc["Kabupaten Semarang"]
    assert row["amount_idr"] == minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount
    first = minimum_wages.minimum_wage("Kabupaten Semarang", 2014).amount
    assert (1 + row["growth"]) ** 7 == pytest.approx(row["amount_idr"] / first)
    assert row["rank"] == 4


def test_a_missing_wage_stays_missing():
    tiles = regencies.on_the_map(2015, 2014).set_index("regency")
    assert np.isnan(tiles.at["Kabupaten Brebes", "amount_idr"])
    assert pd.isna(tiles.at["Kabupaten Brebes", "rank"])
    assert np.isnan(tiles.at["Kabupaten Brebes", "growth"])
    assert tiles["amount_idr"].notna().sum() == 22


def test_growth_needs_an_earlier_year():
    assert regencies.on_the_map(2021, 2021)["growth"].isna().all()


# --- The same pay everywhere ---


@pytest.mark.slow
def test_at_home_the_shortfall_is_the_studys_own(study, workers):
    rows = comparison.same_pay_everywhere(workers, "hourly_gross", study.year).set_index("regency")
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    own = wages.shortfall(workers, "hourly_gross", minimum).set_index("measure")
    assert rows.at[study.regency, "v0"] == pytest.approx(own.at["v0", "estimate"], rel=1e-12)
    assert rows.at[study.regency, "v0_low"] == pytest.approx(own.at["v0", "low"], rel=1e-12)
    assert rows.at[study.regency, "v1"] == pytest.approx(own.at["v1", "estimate"], rel=1e-12)


@pytest.mark.slow
def test_a_higher_minimum_never_leaves_fewer_below(workers):
    rows = comparison.same_pay_everywhere(workers, "hourly_gross", 2024)
    assert len(rows) == 35
    assert rows["minimum"].is_monotonic_decreasing
    assert (rows["v0"].diff().dropna() <= 1e-12).all()
    assert (rows["v1"].diff().dropna() <= 1e-12).all()


def test_a_year_without_wages_says_which_there_are(workers):
    with pytest.raises(UserError, match="there are 2014 to 2026"):
        comparison.same_pay_everywhere(workers, "hourly_gross", 2013)


def test_rates_rise_with_the_minimum_and_meet_it(workers):
    rows = comparison.rates_everywhere(workers, 2021)
    assert len(rows) == 35 * rows["product"].nunique()
    for _product, part in rows.groupby("product"):
        assert (part.sort_values("minimum")["needed"].diff().dropna() >= 0).all()
    one = rows.iloc[0]
    earned = (one["needed"] - one["cost"]) / one["minutes"] * 60
    assert earned == pytest.approx(one["minimum"] / 173)


def test_at_home_the_rates_are_those_of_notebook_02(study, workers):
    rows = comparison.rates_everywhere(workers, study.year)
    own = rows[rows["regency"] == study.regency].set_index("product")["needed"]
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    expected = wages.piece_rates_needed(workers, minimum).set_index("product")["needed"]
    pd.testing.assert_series_equal(own.sort_index(), expected.sort_index(), check_names=False)


# --- Side by side ---


def test_a_study_is_told_by_its_own_numbers(study, workers):
    rows = comparison.summary(study).set_index("measure")
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    v0 = wages.shortfall(workers, "hourly_gross", minimum).set_index("measure").loc["v0"]
    assert rows.at["v0", "estimate"] == pytest.approx(v0["estimate"], rel=1e-12)
    assert rows.at["v0", "high"] == pytest.approx(v0["high"], rel=1e-12)
    assert list(rows.index) == list(comparison.MEASURES)
    assert (rows["low"] < rows["estimate"]).all()
    assert (rows["provenance"] == "demonstration").all()


@pytest.mark.slow
def test_what_was_kept_is_read_again_until_something_changes(root):
    study = studies.load(NAME)
    first = comparison.summary(study)
    file = paths.results(NAME) / comparison.SUMMARY
    kept = file.read_text(encoding="utf-8")
    file.write_text(kept.replace("hours,", "hours_kept,"), encoding="utf-8")
    assert "hours_kept" in set(comparison.summary(study)["measure"])
    table = root / "data" / "reference" / "exchange_rates.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("European", "the European", 1), encoding="utf-8")
    pd.testing.assert_frame_equal(comparison.summary(study), first)


@pytest.mark.slow
def test_a_study_that_cannot_be_read_is_named_and_stops_no_other(root):
    folder = paths.studies() / "broken"
    shutil.copytree(paths.studies() / NAME, folder)
    (folder / "survey.csv").write_text("nothing;of;use\n1;2;3\n", encoding="utf-8")
    rows, problems = comparison.side_by_side()
    assert NAME in set(rows["study"])
    assert "broken" not in set(rows["study"])
    assert "survey.csv" in problems["broken"]


@pytest.mark.slow
def test_the_one_table_has_a_line_per_study_and_its_intervals(root):
    rows, _problems = comparison.side_by_side()
    table = comparison.wide(rows).set_index("study")
    assert list(table.index) == ["kab-demak-2024", NAME]
    long = rows.set_index(["study", "measure"])
    for name in table.index:
        assert table.at[name, "v0"] == long.at[(name, "v0"), "estimate"]
        assert table.at[name, "hours_high"] == long.at[(name, "hours"), "high"]
    assert np.isnan(table.at["kab-demak-2024", "employment"])


@pytest.mark.slow
def test_all_studies_are_compared_from_the_command_line(root, capsys):
    from helpers.__main__ import main

    assert main(["compare"]) == 0
    assert "2 studies in results/all_studies.csv" in capsys.readouterr().out
    table = pd.read_csv(root / "results" / "all_studies.csv")
    assert set(table["study"]) == {NAME, "kab-demak-2024"}


@pytest.mark.slow
def test_two_hundred_studies_fit_on_a_page(study):
    from helpers.regencies import charts

    base = comparison.summary(study)
    many = pd.concat([base.assign(study=f"study-{number:03d}") for number in range(200)] + [base], ignore_index=True)
    drawing = charts.studies_side_by_side(Here(study, "en"), many)
    assert drawing.figure.get_size_inches()[1] < 15
    labels = [label.get_text() for label in drawing.figure.axes[0].get_yticklabels()]
    assert labels == ["Kabupaten Semarang 2021 *"]


@pytest.mark.slow
def test_two_studies_stand_side_by_side(root):
    shutil.copytree(paths.studies() / NAME, paths.studies() / "another")
    rows, problems = comparison.side_by_side()
    assert problems == {}
    both = rows.pivot_table(index="measure", columns="study", values="estimate")
    assert (both["another"] == both[NAME]).all()
