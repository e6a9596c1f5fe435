"""The calculator, the explorer and the main findings of notebook 00."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import studies, survey, wages
from helpers.facts import minimum_wages
from helpers.language import UserError
from helpers.start import controls, explorer, explorer_chart, main_findings
from helpers.wages import calculator
from helpers.wages.calculator import Piece

NAME = "kab-semarang-2021"


@pytest.fixture(scope="module")
def study():
    return studies.load(NAME)


@pytest.fixture(scope="module")
def form(study):
    return studies.form(study)


@pytest.fixture(scope="module")
def workers(study):
    return survey.cleaned(study)


# --- The calculator ---


def test_the_needed_rate_pays_the_minimum_exactly():
    piece = Piece(minutes=12.5, cost=150)
    answer = calculator.calculate(piece, 2_302_797.59)
    again = calculator.calculate(piece, 2_302_797.59, posted=answer.needed)
    assert again.share == pytest.approx(1)
    assert again.pays_monthly == pytest.approx(2_302_797.59)
    assert again.pays_hourly == pytest.approx(2_302_797.59 / 173)


def test_an_example_worked_by_hand():
    """Minimum 1,730,000 a month is 10,000 an hour; six minutes are a tenth of it, 1,000, and costs of 200 come on top."""
    answer = calculator.calculate(Piece(6, 200), 1_730_000, "lusin", posted=7_200)
    assert answer.hourly == 10_000
    assert answer.needed == pytest.approx(12 * 1_200)
    assert answer.pays_hourly == pytest.approx((7_200 / 12 - 200) / 6 * 60)
    assert answer.share == pytest.approx(0.4)


@given(
    st.floats(0.05, 600),
    st.floats(0, 50_000),
    st.floats(1e6, 6e6),
    st.sampled_from(["piece", "lusin", "kodi", "gross"]),
)
def test_units_only_change_the_size_of_the_rate(minutes, cost, minimum, unit):
    size = {"piece": 1, "lusin": 12, "kodi": 20, "gross": 144}[unit]
    one = calculator.calculate(Piece(minutes, cost), minimum)
    many = calculator.calculate(Piece(minutes, cost), minimum, unit)
    assert many.needed == pytest.approx(size * one.needed)


@pytest.mark.parametrize(
    ("piece", "unit", "posted", "told"),
    [
        (Piece(0), "piece", None, "minutes"),
        (Piece(5, -1), "piece", None, "costs"),
        (Piece(5), "box", None, "unit"),
        (Piece(5), "piece", -1, "posted"),
    ],
)
def test_what_cannot_be_is_told(piece, unit, posted, told):
    with pytest.raises(UserError, match=told):
        calculator.calculate(piece, 2e6, unit, posted)


def test_the_sentence_can_be_taken_to_a_negotiation():
    piece = Piece(6, 200)
    answer = calculator.calculate(piece, 1_730_000, "kodi", posted=10_000)
    said = calculator.sentence(answer, piece, "kodi", "Caps", "Kabupaten Demak", 2024, "en")
    for part in (
        "Caps",
        "6.0 minutes",
        "Rp 200",
        "Kabupaten Demak",
        "2024",
        "Rp 1,730,000",
        "Rp 24,000",
        "Rp 10,000",
        "30%",
    ):
        assert part in said
    alone = calculator.sentence(replace(answer, posted=None), piece, "kodi", "Caps", "Kabupaten Demak", 2024, "en")
    assert "Paid today" not in alone


def test_pieces_are_those_of_notebook_02(workers):
    pieces = calculator.pieces_of(workers)
    rows = wages.piece_rates_needed(workers, 1.0).set_index("product")
    assert set(pieces) == set(rows.index)
    for name, piece in pieces.items():
        assert piece.minutes == rows.at[name, "minutes"]
        assert piece.cost == rows.at[name, "cost"]


# --- The explorer ---


def test_looking_at_everybody_gives_the_measures_of_notebook_02(study, workers):
    view = explorer.look(workers, explorer.Choice(year=study.year), study, "en")
    assert view.minimum == pytest.approx(studies.minimum_wage(study).amount / 173)
    expected = np.average(view.pay < view.minimum, weights=view.weight)
    assert explorer.summary_share(view) == pytest.approx(expected)
    assert view.sentences[0].startswith("**Demonstration data, invented.** 94.2% (89.9% to 96.7%)")
    assert "N = 403" in view.sentences[0]


def test_a_choice_is_a_domain_of_the_whole_design(study, workers):
    choice = explorer.Choice(product="garment_sewing", year=study.year)
    view = explorer.look(workers, choice, study, "en")
    part = wages.shortfall(
        workers, "hourly_gross", wages.hourly_minimum(studies.minimum_wage(study).amount), by="product"
    )
    row = part[(part["group"] == "garment_sewing") & (part["measure"] == "v0")].iloc[0]
    assert len(view.pay) == row["n"]
    assert f"{row['estimate'] * 100:.1f}% ({row['low'] * 100:.1f}% to {row['high'] * 100:.1f}%)" in view.sentences[0]


def test_pay_by_the_month_is_held_against_the_month(study, workers):
    choice = explorer.Choice(pay="hourly_net_helped", monthly=True, year=2024)
    view = explorer.look(workers, choice, study, "en")
    assert view.minimum == minimum_wages.minimum_wage(study.regency, 2024).amount
    assert view.pay.equals(workers["monthly_net"].dropna())


def test_a_year_without_a_minimum_wage_says_so_and_takes_no_other(study, workers):
    brebes = replace(study, regency="Kabupaten Brebes", given_minimum_wage=None)
    view = explorer.look(workers, explorer.Choice(year=2019), brebes, "en")
    assert view.minimum is None
    assert "no other year's is taken instead" in view.sentences[0]
    assert explorer_chart.distribution(view, explorer.Choice(year=2019), brebes, "en").startswith(b"\x89PNG")


def own_wage(study, **changes):
    """Give the study with a minimum wage of its own in study.yaml, and what else is changed."""
    return replace(study, given_minimum_wage={"amount": 3_000_000, "source": "decree 1/2020"}, **changes)


def test_the_explorer_uses_the_minimum_wage_of_study_yaml_in_the_studys_year(study, workers):
    view = explorer.look(workers, explorer.Choice(year=study.year, monthly=True), own_wage(study), "en")
    assert view.minimum == 3_000_000
    other = explorer.look(workers, explorer.Choice(year=2024, monthly=True), own_wage(study), "en")
    assert other.minimum == 2_582_287


def test_a_study_of_another_province_is_explored_with_its_own_minimum_wage(study, workers, form):
    malang = own_wage(study, regency="Kabupaten Malang", province="Jawa Timur")
    view = explorer.look(workers, explorer.Choice(year=malang.year), malang, "en")
    assert view.minimum == pytest.approx(3_000_000 / 173)
    assert "below Rp 17,341 an hour" in view.sentences[0]
    said = controls.calculated_at_first(workers, form, malang, "en")
    assert "The minimum wage of Kabupaten Malang in 2021 is Rp 3,000,000 a month" in said


def test_the_calculator_uses_the_minimum_wage_of_study_yaml_for_the_studys_regency_and_year_only(study, workers, form):
    live = controls.calculate(workers, form, own_wage(study), "en")
    grid, said = live.box.children
    regency, year = grid.children[-2:]
    assert "Kabupaten Semarang in 2021 is Rp 3,000,000" in said.value
    year.value = 2024
    assert "Kabupaten Semarang in 2024 is Rp 2,582,287" in said.value
    regency.value, year.value = "Kabupaten Demak", 2021
    assert "Kabupaten Demak in 2021 is Rp 2,511,526" in said.value


def test_a_study_before_the_tables_can_be_explored_with_its_own_minimum_wage(study, workers, form):
    early = own_wage(study, year=2012)
    assert controls.explore(workers, form, early, "en").box.children[0].children[-1].value == 2012
    assert "Rp 3,000,000" in controls.calculate(workers, form, early, "en").box.children[1].value


def test_too_few_workers_are_not_told_of(study, workers):
    few = workers.assign(product=np.where(np.arange(len(workers)) < 3, "other", workers["product"]))
    view = explorer.look(few, explorer.Choice(product="other", year=study.year), study, "en")
    assert len(view.sentences) == 1
    assert "too few" in view.sentences[0]


@pytest.mark.slow
def test_moving_a_control_changes_the_picture_and_the_sentence(study, workers, form):
    live = controls.explore(workers, form, study, "en")
    grid, picture, said = live.box.children
    before = (picture.value, said.value)
    year = grid.children[-1]
    year.value = 2026
    assert picture.value != before[0]
    assert said.value != before[1]
    assert "16,995" in said.value


@pytest.mark.slow
def test_another_study_opens_in_its_own_words_and_with_its_own_year(study):
    live = controls.explore_studies(study, "en")
    grid, below = live.box.children
    chosen = grid.children[0]
    assert chosen.value == study.name
    assert "94.2%" in below.children[-1].value
    chosen.value = "kab-demak-2024"
    controls_of_it, picture, said = below.children
    assert controls_of_it.children[-1].value == 2024
    assert "97.8%" in said.value
    assert bytes(picture.value).startswith(b"\x89PNG")


@pytest.mark.slow
def test_a_study_that_cannot_be_opened_is_told_and_the_choice_stays(study, monkeypatch):
    live = controls.explore_studies(study, "id")
    grid, below = live.box.children

    def broken(_study):
        raise UserError("{file}: the file is empty. Export it again.", file="survey.csv")

    monkeypatch.setattr(survey, "cleaned", broken)
    grid.children[0].value = "kab-demak-2024"
    assert "berkasnya kosong" in below.children[0].value
    monkeypatch.undo()
    grid.children[0].value = study.name
    assert len(below.children) == 3


def test_the_calculator_answers_in_both_languages_and_refuses_without_a_traceback(study, workers, form):
    live = controls.calculate(workers, form, study, "en")
    grid, said = live.box.children
    product, minutes, _cost, _unit, posted, regency, year = grid.children
    product.value = "shoe_sewing"
    posted.value = 3500
    assert said.value.count("<p") == 2
    assert "Rp 3,500" in said.value
    assert "Rp3.500" in said.value
    assert said.value.count("Demonstration data") == said.value.count("Data demonstrasi") == 1
    minutes.value = 25
    assert "demonstra" not in said.value.lower()
    minutes.value = 0
    assert "not above 0" in said.value
    minutes.value = 10
    regency.value, year.value = "Kabupaten Brebes", 2019
    assert "no row for Kabupaten Brebes in 2019" in said.value


def test_every_control_has_a_label(study, workers, form):
    for live in (controls.explore(workers, form, study, "en"), controls.calculate(workers, form, study, "id")):
        assert all(control.description for control in live.box.children[0].children)


# --- The main findings ---


@pytest.mark.slow
def test_the_main_findings_name_exhibits_that_are_published(study):
    from helpers.files import paths

    found = main_findings.main(study, "en")
    assert [finding.is_real for finding in found] == sorted((finding.is_real for finding in found), reverse=True)
    folder = paths.figures(NAME, "en")
    for finding in found:
        assert list(folder.glob(f"{finding.notebook}_*/{finding.exhibit}.*")), finding.exhibit
        assert finding.is_real != finding.sentence.startswith("**Demonstration data")
    assert {finding.notebook for finding in found} == {"02", "03", "04", "05"}


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_main_findings_link_exhibits_that_are_published(study, language):
    from helpers.files import paths

    listed = main_findings.as_list(main_findings.main(study, language), study, language)
    links = re.findall(r"\]\(([^)]+)\)", listed)
    assert len(links) == listed.count("\n") + 1 > 4
    assert [link for link in links if not (paths.root() / "notebooks" / link).is_file()] == []


@pytest.mark.slow
def test_a_study_that_did_not_ask_has_no_sentence_on_it():
    found = main_findings.main(studies.load("kab-demak-2024"), "en")
    assert "05_cover" not in {finding.exhibit for finding in found}
    assert all(finding.sentence for finding in found)
