"""Tables of notebook 03, as people read them."""

import numpy as np
import pytest
from shown import frame, here

from helpers.hours import tables

MODELS = frame(
    "model coefficient se_cr1 se_cr2 df low high p_cr2 p_bootstrap low_bootstrap high_bootstrap n clusters r2",
    ["product", -0.2504, 0.05, 0.06, 12.34, -0.38, -0.12, 0.0012, 0.002, -0.39, -0.11, 1150, 40, 0.2],
    ["kecamatan", -0.22, 0.05, 0.06, 12, -0.35, -0.09, 0.01, 0.01, -0.36, -0.08, 1150, 40, 0.25],
    ["person", -0.21, 0.05, 0.06, 12, -0.34, -0.08, 0.02, 0.02, -0.35, -0.07, 1100, 40, 0.3],
    ["main", -0.2, 0.05, 0.06, 11, -0.33, -0.07, 0.03, 0.03, -0.34, -0.06, 1090, 39, 0.3456],
)
CHECKS = (
    ("reset", "no sign of a wrong form", "the form may be wrong: look at levels and the binned scatter"),
    ("breusch_pagan", "no sign of unequal spread", "spread differs: the robust errors above are needed"),
    ("normality", "close to normal", "not normal: rely on the bootstrap"),
    ("vif", "the controls leave the rate room to vary", "the controls leave the rate little room to vary"),
    ("cook", "no worker decides the result", "a few workers weigh much: see the check without outliers"),
    ("clusters", "many enough for CR1", "few: read CR2 and the bootstrap, not CR1"),
    ("largest_cluster", "no village dominates", "a village weighs much: see the estimate without it"),
)


def test_models_stand_side_by_side_as_a_paper_prints_them():
    shown = tables.models(here(), MODELS).shown
    assert list(shown.columns) == ["Model", "(1) Product", "(2) Kecamatan", "(3) Person and work", "(4) Main"]
    first = dict(zip(shown["Model"], shown["(1) Product"], strict=True))
    assert first == {
        "Elasticity of weekly hours to the piece rate": "−0.250",
        "CR1 standard error": "(0.050)",
        "CR2 standard error": "(0.060)",
        "Satterthwaite degrees of freedom": "12.3",
        "95% interval, CR2": "−0.38 to −0.12",
        "p, CR2": "0.001",
        "p, wild cluster bootstrap": "0.002",
        "95% interval, bootstrap": "−0.39 to −0.11",
        "Product effects": "yes",
        "Kecamatan effects": "no",
        "Person and work": "no",
        "Giver of work, group": "no",
        "Workers": "1,150",
        "Villages": "40",
        "R²": "0.200",
    }


def test_models_say_which_controls_each_has():
    shown = tables.models(here(), MODELS).shown.set_index("Model")
    assert shown.loc["Kecamatan effects"].tolist() == ["no", "yes", "yes", "yes"]
    assert shown.loc["Person and work"].tolist() == ["no", "no", "yes", "yes"]
    assert shown.loc["Giver of work, group"].tolist() == ["no", "no", "no", "yes"]


@pytest.mark.parametrize(("weighted", "end"), [(False, "Unweighted."), (True, "Weighted by the sampling weights.")])
def test_models_say_whether_they_are_weighted(weighted, end):
    assert tables.models(here(), MODELS, weighted).caption.endswith(end)


def test_models_in_indonesian():
    column = tables.models(here("id"), MODELS).shown.iloc[:, 1].tolist()
    assert column[0] == "−0,250"
    assert column[4] == "−0,38 sampai −0,12"
    assert "1.150" in column


@pytest.mark.parametrize(("check", "calm", "worried"), CHECKS)
def test_a_check_says_what_it_found(check, calm, worried):
    rows = frame("check value p worry", [check, 0.125, 0.2, False], [check, 0.125, 0.01, True])
    shown = tables.diagnostics(here(), rows).shown
    assert shown["What it says"].tolist() == [calm, worried]


def test_diagnostics_write_a_share_in_per_cent_and_no_p_where_it_is_no_test():
    rows = frame("check value p worry", ["largest_cluster", 0.125, np.nan, True], ["reset", 1.234, 0.0456, True])
    assert tables.diagnostics(here(), rows).shown.iloc[:, :3].to_numpy().tolist() == [
        ["Largest village's share of workers", "12.5%", ""],
        ["Form (RESET)", "1.23", "0.046"],
    ]
    assert tables.diagnostics(here("id"), rows).shown.iloc[:, 1].tolist() == ["12,5%", "1,23"]
