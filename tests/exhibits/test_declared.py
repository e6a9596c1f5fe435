"""An exhibit's name and needs are said once, where it is made."""

import pandas as pd
import pytest

from helpers import studies
from helpers.adapt import exhibits  # noqa: F401 - importing it declares every exhibit
from helpers.exhibits import LeftOut, Table, declared
from helpers.exhibits.here import Here
from helpers.form import questionnaire

EVERY = declared.all_declared()


@pytest.fixture(scope="module")
def here():
    return Here(studies.load("kab-semarang-2021"), "en")


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_what_an_exhibit_needs_are_questions_of_the_form(one):
    assert set(one.needs) | set(one.any_of) <= set(questionnaire.load().questions.index)


def test_the_published_exhibits_are_those_that_are_declared():
    from helpers.exhibits.publishing import read_records
    from helpers.files import paths

    published = {record["name"] for record in read_records(paths.figures("kab-semarang-2021", "en") / "manifest.json")}
    assert published == {one.name for one in EVERY if not one.name.endswith("hours_on_piece_rates")}


def test_a_missing_question_leaves_an_exhibit_out_with_its_reason(here):
    make = declared.exhibit("99_asked", needs=("age",))(lambda here: None)
    left_out = make(here)
    assert isinstance(left_out, LeftOut)
    assert left_out.name == "99_asked"
    assert left_out.why.endswith("Age (age).")


def test_a_reason_of_its_own_is_kept(here):
    make = declared.exhibit("99_reason")(lambda here: LeftOut("Only one coder."))
    assert make(here) == LeftOut("Only one coder.", name="99_reason")


def test_an_exhibit_gets_its_name(here):
    empty = pd.DataFrame()
    make = declared.exhibit("99_table")(lambda here, rows: Table("Title", "Caption", rows, rows, ("source",)))
    assert make(here, empty).name == "99_table"


def test_two_exhibits_cannot_share_a_name():
    declared.declare("99_twice", needs=("age",))
    with pytest.raises(ValueError, match="99_twice is declared twice"):
        declared.declare("99_twice", needs=("sex",))


def test_what_is_lacking():
    all_of = declared.Declared("a", needs=("age", "sex"))
    assert all_of.lacking({"sex", "product"}) == ("sex",)
    assert all_of.lacking({"product"}) == ()
    any_of = declared.Declared("b", any_of=("age", "sex"))
    assert any_of.lacking({"sex"}) == ()
    assert any_of.lacking({"sex", "age"}) == ("age", "sex")
