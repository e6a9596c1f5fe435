"""Sentences of notebook 00: what the explorer says of a choice, and how the main findings are listed."""

import numpy as np
import pytest
from shown import INVENTED, here
from shown_start import workers

from helpers.start import controls, explorer, main_findings
from helpers.start.explorer import Choice
from helpers.start.main_findings import Finding

YEAR = here().study.year


def look(choice, language="en", provenance="demonstration"):
    """Look at the ten workers."""
    return explorer.look(workers(), choice, here(language, provenance).study, language)


def test_share_below_gap_and_hours_by_hand():
    # The minimum of 2021 is 2,302,798 a month, 13,311 an hour: six of nine are below it.
    view = look(Choice(year=YEAR))
    first, second, third = view.sentences
    gaps = [(13311 - pay) / 13311 for pay in (4000, 5000, 6000, 8000, 9000, 12000)]
    assert first.startswith(INVENTED + "66.7% (")
    assert "lie below Rp 13,311 an hour (N = 9)." in first
    assert f"Those below fall short of it by {np.mean(gaps) * 100:.1f}% (" in first
    assert second.startswith(f"Average gap over all (v1): {sum(gaps) / 9 * 100:.1f}% (")
    assert third.startswith("Hours a week: 45.0 (")


def test_a_part_of_the_workers():
    view = look(Choice(product="cake_boards", year=YEAR), provenance="field")
    assert view.sentences[0].startswith("100.0% (")
    assert "(N = 6)" in view.sentences[0]
    assert view.pay.tolist() == [4000, 5000, 6000, 8000, 9000, 12000]


def test_pay_by_the_month():
    view = look(Choice(monthly=True, year=YEAR))
    assert view.minimum == pytest.approx(2_302_798, abs=1)
    assert "lie below Rp 2,302,798 a month (N = 9)" in view.sentences[0]


def test_nobody_below_has_no_gap():
    rich = workers().assign(hourly_gross=50_000.0)
    view = explorer.look(rich, Choice(year=YEAR), here().study, "en")
    assert view.sentences[0].startswith(INVENTED + "0.0% (")
    assert "fall short" not in view.sentences[0]


def test_too_few_workers():
    view = look(Choice(product="shoe_sewing", year=YEAR))
    assert view.sentences == ("Only 3 workers: too few to say anything of them.",)
    assert view.minimum == pytest.approx(13_311, abs=1)


def test_a_year_without_a_minimum_wage():
    view = look(Choice(year=1999))
    assert view.minimum is None
    assert np.isnan(explorer.summary_share(view))
    assert explorer.written_share(view, "en") == "–"


def test_numbers_in_indonesian():
    first, _second, third = look(Choice(year=YEAR), "id").sentences
    assert "66,7%" in first
    assert "Rp13.311" in first
    assert "45,0" in third


def test_findings_are_a_list_with_a_link_to_each_exhibit():
    found = [
        Finding("Pay is low.", "02_minimum_wages", True),
        Finding("Hours are long.", "03_models_table", False),
        Finding("Roles.", "04_ngo_roles", True),
    ]
    figures = "../figures/kab-semarang-2021/en"
    assert main_findings.as_list(found, here().study, "en") == (
        f"- Pay is low. [exhibit 02_minimum_wages]({figures}/02_wages_against_minimum/02_minimum_wages.png)\n"
        f"- Hours are long. [exhibit 03_models_table]({figures}/03_hours_on_piece_rates/03_models_table.html)\n"
        f"- Roles. [exhibit 04_ngo_roles]({figures}/04_qualitative_coding_summary/04_ngo_roles.png)"
    )


def test_the_calculator_begins_with_what_the_study_knows():
    rows = workers().assign(
        minutes_per_piece=6.0, rate_per_piece=700.0, rate_per_unit=700.0, units_per_week=10.0, monthly_costs=0.0
    )
    said = controls.calculated_at_first(rows, here().form, here().study, "en")
    assert "Cake boards: a piece takes 6.0 minutes" in said
    assert "Rp 1,331" in said
