"""Who is protected, by design-based shares; members and others; hours against the law."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers import protection, studies, survey
from helpers.demonstration import process
from helpers.demonstration import workers as demonstration_workers
from helpers.exhibits import LeftOut
from helpers.exhibits.here import Here
from helpers.files import paths
from helpers.protection import association, charts, sentences, tables
from helpers.statistics.estimates import Design

DATA = paths.root() / "tests" / "data"


@pytest.fixture(scope="module")
def study():
    return studies.load("kab-semarang-2021")


@pytest.fixture(scope="module")
def form(study):
    return studies.form(study)


@pytest.fixture(scope="module")
def workers(study):
    return survey.cleaned(study)


@pytest.fixture(scope="module")
def measures(workers, form):
    return protection.indicators(workers, form)


@pytest.fixture(scope="module")
def cover(workers, measures):
    return protection.shares(workers, measures, by=("work_giver", "group_member", "product"))


def _few(**columns):
    return pd.DataFrame(columns).assign(kecamatan="k", desa=["a", "b"] * 2, weight=1.0)


def test_indicators_follow_the_answers(form):
    table = _few(
        bpjs_health=["none", "pbi", None, "own"],
        bpjs_employment=["none", "jkk jkm", "jht", None],
        bpjs_payer=[None, "self", "group", None],
    )
    found = protection.indicators(table, form)
    assert found["health"]["any"].tolist()[:2] == [0.0, 1.0]
    assert np.isnan(found["health"]["any"][2])
    assert found["employment"]["any"].tolist()[:3] == [0.0, 1.0, 1.0]
    assert found["employment"]["jkm"].tolist()[:3] == [0.0, 1.0, 0.0]
    assert found["payer"]["group"].dropna().tolist() == [0.0, 1.0]
    assert set(found) == {"health", "employment", "payer"}
    assert "none" not in found["health"]


def test_programmes_add_up_as_they_must(measures):
    each = measures["employment"]
    some = pd.concat([each[name] for name in protection.PROGRAMMES], axis=1).max(axis=1)
    assert (each["any"] == some).all()
    kinds = [measures["health"][name] for name in ("pbi", "own", "employer")]
    assert (measures["health"]["any"] == sum(kinds)).loc[measures["health"]["any"].notna()].all()


def test_only_those_with_a_programme_are_asked_who_pays(measures):
    asked = measures["payer"]["self"].notna()
    assert (measures["employment"]["any"][asked] == 1).all()


@pytest.mark.parametrize(
    ("day", "days", "beyond"), [(8, 5, 0), (8.5, 5, 1), (7, 6, 0), (7.5, 6, 1), (7.5, 5, 0), (8, 7, 1), (None, 6, None)]
)
def test_the_day_has_seven_hours_in_a_long_week_and_eight_in_a_short_one(day, days, beyond):
    table = pd.DataFrame(
        {"hours_per_day": [day], "days_per_week": [days], "hours_per_week": [np.nan], "peak_hours_per_week": [60.0]},
        dtype=float,
    )
    found = protection.hours_beyond(table)
    assert found["day"].isna()[0] if beyond is None else found["day"][0] == beyond
    assert np.isnan(found["week"][0])
    assert found["overtime_peak"][0] == 1


def test_forty_hours_are_within_the_law():
    table = pd.DataFrame(
        {
            "hours_per_day": [8.0, 8.0],
            "days_per_week": [5.0, 7.0],
            "hours_per_week": [40.0, 58.0],
            "peak_hours_per_week": [40.1, 58.5],
        }
    )
    found = protection.hours_beyond(table)
    assert found["week"].tolist() == [0.0, 1.0]
    assert found["week_peak"].tolist() == [1.0, 1.0]
    assert found["overtime"].tolist() == [0.0, 0.0]
    assert found["overtime_peak"].tolist() == [0.0, 1.0]
    assert found["no_day_off"].tolist() == [0.0, 1.0]


def test_shares_are_weighted(cover, workers, measures):
    values = measures["employment"]["any"]
    row = cover[(cover["block"] == "employment") & (cover["measure"] == "any") & (cover["by"] == "")].iloc[0]
    known = values.notna()
    expected = np.average(values[known], weights=workers.loc[known, "weight"])
    assert row["estimate"] == pytest.approx(expected, rel=1e-12)
    assert row["low"] < row["estimate"] < row["high"]
    assert row["n"] == known.sum()


def test_small_groups_are_not_shown(workers, measures):
    table = workers.assign(product=np.where(np.arange(len(workers)) < 4, "other", workers["product"]))
    rows = protection.shares(table, {"gear": measures["gear"]}, by=("product",))
    assert "other" not in set(rows["group"])
    assert (rows["n"] >= 5).all()


def test_days_lost_count_those_who_were_not_hurt():
    table = _few(injury_12_months=["yes", "no", "yes", None], days_lost=[4.0, np.nan, 2.0, np.nan])
    table["desa"] = ["a", "b", "c", "d"]
    rows = protection.days_lost(table, Design()).set_index("measure")
    assert rows.at["days_per_injured", "estimate"] == pytest.approx(3.0)
    assert rows.at["days_per_hundred", "estimate"] == pytest.approx(200.0)
    assert rows.at["days_per_hundred", "n"] == 3


def _case():
    case = pd.read_csv(DATA / "membership_case.csv")
    return case.rename(columns={"years": "years_home_work", "schooling": "education", "giver": "work_giver"}).assign(
        group_member=np.where(case["member"] == 1, "yes", "no"), kecamatan="k", desa=case["village"]
    )


def test_the_marginal_effect_is_that_of_r():
    table = _case()
    expected = json.loads((DATA / "membership_expected.json").read_text(encoding="utf-8"))
    row = association.associations(table, {"covered": table["covered"].astype(float)}).iloc[0]
    for name in ("log_odds", "effect", "se", "low", "high"):
        assert row[name] == pytest.approx(expected[name], rel=2e-6), name
    assert (row["log_odds_high"] - row["log_odds_low"]) / 2 == pytest.approx(
        expected["log_odds_se"] * 2.068657610419, rel=1e-6
    )  # Student's t with 23 degrees of freedom
    assert row["df"] == 23


def test_the_linear_model_tells_much_the_same():
    table = _case()
    row = association.associations(table, {"covered": table["covered"].astype(float)}).iloc[0]
    assert row["linear"] == pytest.approx(row["effect"], abs=0.03)
    assert row["linear_low"] < row["linear"] < row["linear_high"]
    assert 0 <= row["p_bootstrap"] < 0.05


@pytest.mark.slow
def test_a_known_truth_is_covered_about_as_often_as_promised():
    """Sixty invented surveys with log-odds of 1.5 for members: about one interval in twenty may miss."""
    rng = np.random.default_rng(20)
    covered = []
    for _survey in range(60):
        n, villages = 420, 28
        village = rng.integers(0, villages, n)
        member = rng.random(n) < np.where(village % 2, 0.35, 0.05)
        age = rng.integers(18, 66, n)
        cover = rng.random(n) < 1 / (1 + np.exp(-(-1.5 + 1.5 * member + 0.01 * (age - 40))))
        table = pd.DataFrame(
            {
                "group_member": np.where(member, "yes", "no"),
                "age": age.astype(float),
                "years_home_work": 5.0,
                "kecamatan": "k",
                "desa": village.astype(str),
            }
        ).drop(columns="years_home_work")
        fitted = association.associations(table, {"cover": pd.Series(cover.astype(float))}).iloc[0]
        covered.append(fitted["log_odds_low"] <= 1.5 <= fitted["log_odds_high"])
    assert 51 <= sum(covered) <= 60


@pytest.mark.slow
def test_the_truth_of_the_study_is_that_of_the_process(study):
    """A large draw of the demonstration's own process gives back the log-odds that study.yaml names."""
    rng = np.random.default_rng(3)
    drawn = [demonstration_workers.draw_workers(process.draw_places(rng), rng) for _again in range(12)]
    workers = pd.concat(
        [table.assign(desa=f"{number}/" + table["desa"].astype(str)) for number, table in enumerate(drawn)],
        ignore_index=True,
    )
    covered = workers["bpjs_employment"].astype("str").str.contains("jkk").astype(float)
    row = association.associations(workers, {"employment": covered}).iloc[0]
    assert row["log_odds_low"] < study.truth["group_cover"] < row["log_odds_high"]
    assert row["log_odds"] == pytest.approx(study.truth["group_cover"], abs=0.25)


def test_few_events_are_not_modelled(workers, measures):
    rows = association.associations(workers, {"written": measures["contract"]["written"]})
    assert rows.loc[0, "why_not"] == "few"
    assert np.isnan(rows.loc[0, "effect"])


def test_a_control_that_decides_the_outcome_is_told():
    rng = np.random.default_rng(2)
    n = 200
    table = pd.DataFrame(
        {
            "group_member": rng.choice(["yes", "no"], n),
            "age": rng.integers(20, 60, n).astype(float),
            "work_giver": rng.choice(["factory", "intermediary"], n),
            "kecamatan": "k",
            "desa": rng.integers(0, 12, n).astype(str),
        }
    )
    decided = (table["work_giver"] == "factory").astype(float)
    rows = association.associations(table, {"cover": decided})
    assert rows.loc[0, "why_not"] == "separated"


def test_nobody_in_a_group_means_no_comparison(workers, measures):
    rows = association.associations(workers.assign(group_member="no"), {"health": measures["health"]["any"]})
    assert rows.loc[0, "why_not"] == "few"


def test_without_the_block_the_exhibits_are_left_out_with_a_reason(workers, form, study):
    dropped = [
        "bpjs_health",
        "bpjs_employment",
        "bpjs_payer",
        "contract",
        "hazards",
        "protective_gear",
        "injury_12_months",
        "days_lost",
    ]
    bare = workers.assign(**dict.fromkeys(dropped))
    measures = protection.indicators(bare, form)
    assert measures == {}
    rows = protection.shares(bare, measures)
    made = [
        charts.cover(Here(study, "en", asked=form), rows),
        charts.cover_by_group(Here(study, "en", asked=form), rows),
        charts.hazards(Here(study, "en", asked=form), rows),
        tables.cover(Here(study, "en", asked=form), rows),
    ]
    assert all(isinstance(one, LeftOut) and "Too few answers" in one.why for one in made)
    lost = protection.days_lost(bare)
    for sentence in (
        sentences.cover(Here(study, "en"), rows),
        sentences.groups(Here(study, "en", asked=form), rows),
        sentences.hazards(Here(study, "en"), rows, lost),
    ):
        assert sentence.startswith("The study did not ask")
    assert set(association.outcomes(bare, measures)) == {"asked_raise"}


def test_sentences_warn_unless_the_survey_is_real(cover, study):
    said = sentences.cover(Here(study, "en"), cover)
    assert said.startswith("**Demonstration data, invented.**")
    assert not sentences.cover(Here(replace(study, provenance="field"), "en"), cover).startswith("**Demo")
    assert "8.5% (6.3% to 11.3%; N = 417)" in said


def test_association_is_worded_as_one(workers, measures, study):
    rows = association.associations(workers, association.outcomes(workers, measures))
    said = sentences.association(Here(study, "en"), rows)
    assert "None of it is an effect of membership" in said
    assert "any BPJS Ketenagakerjaan 21.7 points (12.7 to 30.8)" in said
    assert "interval covers it" in said
    field = sentences.association(Here(replace(study, provenance="field", truth={}), "en"), rows)
    assert "drawn with" not in field
