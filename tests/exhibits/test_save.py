"""Exhibits as products: the same bytes each time, words with every picture, tables that are tables."""

import json
import re
import zipfile

import pandas as pd
import pytest

from helpers import exhibits, studies, wages
from helpers.exhibits import LeftOut, Table, Workbook, publishing, render, run
from helpers.exhibits.here import Here
from helpers.exhibits.provenance import provenance_note
from helpers.files import paths
from helpers.wages import published_charts

FIGURES = paths.figures("kab-semarang-2021", "en")
ENDINGS = {"figure": {"png", "svg", "csv"}, "table": {"csv", "html"}, "workbook": {"xlsx"}}
MANIFEST = json.loads((FIGURES / publishing.MANIFEST).read_text(encoding="utf-8"))


@pytest.fixture
def here(tmp_path):
    study = studies.load("kab-semarang-2021")
    return run.Run(study, "en", "02_wages_against_minimum", {}, tmp_path)


@pytest.fixture
def table():
    data = pd.DataFrame({"product": ["shoes & boots", "50% <lace>"], "paid": [3500.0, 12.5]})
    shown = pd.DataFrame({"Product": ["shoes & boots", "50% <lace>"], "Paid": ["Rp 3,500", "Rp 13"]})
    return Table(
        "Pay_a", "What is paid (5% off)", data, shown, ("data/evidence/published_pay.csv",), name="02_pay_table"
    )


def _levels():
    return published_charts.minimum_wages(
        Here(studies.load("kab-semarang-2021"), "en"), wages.minimum_wages_over_time("Jawa Tengah")
    )


@pytest.mark.slow
def test_the_same_drawing_gives_the_same_bytes(here):
    endings = ("png", "svg", "csv")
    made = []
    for _again in range(2):
        exhibits.save_figure(here, _levels())
        made.append([(here.folder / f"02_minimum_wages.{ending}").read_bytes() for ending in endings])
    assert made[0] == made[1]
    assert len(here.saved) == 1


def test_a_figure_has_no_date_and_no_program_in_it(here):
    exhibits.save_figure(here, _levels())
    svg = (here.folder / "02_minimum_wages.svg").read_text(encoding="utf-8")
    assert "<dc:date>" not in svg
    assert "Matplotlib" not in svg.split("<defs>")[0].replace("http://matplotlib.org", "")
    assert b"Software" not in (here.folder / "02_minimum_wages.png").read_bytes()[:400]


def test_a_table_gives_the_same_bytes_in_word(here, table):
    exhibits.save_table(here, table)
    first = (here.folder / "02_pay_table.docx").read_bytes()
    exhibits.save_table(here, table)
    assert (here.folder / "02_pay_table.docx").read_bytes() == first


def test_a_word_table_is_a_table_with_its_caption_and_warning(here, table):
    exhibits.save_table(here, table)
    with zipfile.ZipFile(here.folder / "02_pay_table.docx") as document:
        text = document.read("word/document.xml").decode("utf-8")
    assert text.count("<w:tbl>") == 1
    assert text.count("<w:tr>") + text.count("<w:tr ") == 3
    plain = re.sub(r"<[^>]+>", "", text)
    for words in ("Pay_a", "shoes &amp; boots", "3,500", "DEMONSTRATION DATA"):
        assert words in plain


def test_html_escapes_and_names_heads_for_who_listens(table):
    page = render.as_html(table, "NOTE")
    assert "50% &lt;lace&gt;" in page
    assert page.count('scope="col"') == 2
    assert page.count('scope="row"') == 2
    assert "<caption" in page
    assert "NOTE" in page


def test_latex_escapes_and_has_a_cell_for_each_column(table):
    text = render.as_latex(table, "02_pay_table", "NOTE")
    assert r"shoes \& boots" in text
    assert r"50\% $<$lace$>$" in text
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert [len(re.findall(r"(?<!\\)&", row)) for row in rows] == [1, 1, 1]
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


@pytest.fixture
def linked():
    shown = pd.DataFrame(
        {
            "Code": ["pay"],
            "Says": ["A long sentence that needs room"],
            "Source": ["https://www.example.org/a_b?x=1%20&y=2#z"],
        }
    )
    return Table(
        "Links", "With links", shown, shown, ("documents",), "published", ("Says", "Source"), name="02_linked_table"
    )


def test_an_address_becomes_a_link_with_the_name_of_its_site(linked):
    page = render.as_html(linked, "")
    assert '<a href="https://www.example.org/a_b?x=1%20&amp;y=2#z">example.org</a>' in page
    latex = render.as_latex(linked, "04_linked_table", "")
    assert r"\href{https://www.example.org/a_b?x=1\%20\&y=2\#z}{example.org}" in latex


def test_sentences_are_set_to_the_left_and_wide(linked, table):
    page = render.as_html(linked, "")
    assert page.count("text-align:right") == 0
    assert render.as_html(table, "").count("text-align:right") == 3
    shares = render.column_shares(linked)
    assert shares[1] == max(shares)


def test_a_workbook_is_an_exhibit_and_gives_the_same_bytes(here):
    sheets = {"one": pd.DataFrame({"a": [1, 2], "b": ["=1+1", "x"]}), "two": pd.DataFrame({"c": [0.5]})}
    book = Workbook("Matrices", "Sheets", sheets, ("documents",), "published", name="02_matrices")
    shown = exhibits.save_workbook(here, book)
    first = (here.folder / "02_matrices.xlsx").read_bytes()
    exhibits.save_workbook(here, book)
    assert (here.folder / "02_matrices.xlsx").read_bytes() == first
    assert "one</code>: 2 × 2" in shown.content
    assert [record["kind"] for record in here.saved] == ["workbook"]
    assert pd.read_excel(here.folder / "02_matrices.xlsx", sheet_name="one")["b"].tolist() == ["=1+1", "x"]


def test_what_is_left_out_is_said_and_counted(here):
    shown = exhibits.save_figure(here, LeftOut("The study did not ask.", name="02_cover"))
    assert shown.content == "**Left out.** The study did not ask."
    assert here.saved == []
    assert "1 left out: 02_cover" in run.finish(here)


def test_column_shares_add_up_and_leave_room(table):
    shares = render.column_shares(table)
    assert sum(shares) == pytest.approx(1)
    assert min(shares) > 0.2


@pytest.mark.parametrize("record", MANIFEST, ids=lambda record: record["name"])
def test_every_published_exhibit_has_its_words(record):
    for key in ("title", "caption", "alt_text", "sources", "provenance"):
        assert record[key], key
    assert record["provenance"] in ("demonstration", "published", "simulation")
    endings = {name.rsplit(".", 1)[1] for name in record["files"]}
    assert endings == ENDINGS[record["kind"]]
    if record["kind"] == "figure":
        assert len(record["alt_text"]) > 40
        assert record["alt_text"] != record["title"]


@pytest.mark.parametrize(
    "record", [one for one in MANIFEST if one["provenance"] == "demonstration"], ids=lambda record: record["name"]
)
def test_everything_from_the_demonstration_survey_says_so(record):
    note = provenance_note(Here(studies.load("kab-semarang-2021"), "en"))
    assert "DEMONSTRATION" in note
    for name in record["files"]:
        if name.endswith(".html"):
            assert note in publishing.path_of(FIGURES, record, name).read_text(encoding="utf-8")


def test_the_note_vanishes_for_a_field_survey(here):
    from dataclasses import replace

    assert provenance_note(Here(replace(here.study, provenance="field"), "en")) == ""
