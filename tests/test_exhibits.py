"""Exhibits as products: the same bytes each time, words with every picture, tables that are tables."""

import json
import re
import shutil
import subprocess
import zipfile

import pandas as pd
import pytest

from helpers import charts, exhibits, paths, publishing, regencies, run
from helpers import study as studies
from helpers.charts.style import provenance_note
from helpers.tables import Table

FIGURES = paths.figures("kab-semarang-2021", "en")
ENDINGS = {"figure": {"png", "svg", "csv"}, "table": {"csv", "html", "tex", "docx"}, "workbook": {"xlsx"}}
MANIFEST = json.loads((FIGURES / publishing.MANIFEST).read_text(encoding="utf-8"))


@pytest.fixture
def here(tmp_path):
    study = studies.load("kab-semarang-2021")
    return run.Run("02_wages_against_minimum", study, "en", {}, tmp_path)


@pytest.fixture
def table():
    data = pd.DataFrame({"product": ["shoes & boots", "50% <lace>"], "paid": [3500.0, 12.5]})
    shown = pd.DataFrame({"Product": ["shoes & boots", "50% <lace>"], "Paid": ["Rp 3,500", "Rp 13"]})
    return Table("pay_table", "Pay_a", "What is paid (5% off)", data, shown, ("data/evidence/published_pay.csv",))


def _levels():
    return charts.wages.minimum_wages(
        regencies.minimum_wages_over_time("Jawa Tengah"), studies.load("kab-semarang-2021"), "en"
    )


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
    page = exhibits.as_html(table, "NOTE")
    assert "50% &lt;lace&gt;" in page
    assert page.count('scope="col"') == 2
    assert page.count('scope="row"') == 2
    assert "<caption" in page
    assert "NOTE" in page


def test_latex_escapes_and_has_a_cell_for_each_column(table):
    text = exhibits.as_latex(table, "02_pay_table", "NOTE")
    assert r"shoes \& boots" in text
    assert r"50\% $<$lace$>$" in text
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert [len(re.findall(r"(?<!\\)&", row)) for row in rows] == [1, 1, 1]
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")


@pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="pdflatex is not installed: LaTeX tables are not compiled here"
)
def test_every_published_table_compiles(tmp_path):
    tables = sorted(FIGURES.glob("*.tex"))
    assert tables
    body = "\n".join(rf"\input{{{file.as_posix()}}}\clearpage" for file in tables)
    packages = r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{booktabs,tabularx}\usepackage[hidelinks]{hyperref}"
    (tmp_path / "all.tex").write_text(
        rf"\documentclass{{article}}{packages}\begin{{document}}{body}\end{{document}}", encoding="utf-8"
    )
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]


def test_column_shares_add_up_and_leave_room(table):
    shares = exhibits.column_shares(table)
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
    note = provenance_note(studies.load("kab-semarang-2021"), "en")
    assert "DEMONSTRATION" in note
    for name in record["files"]:
        if name.endswith((".html", ".tex")):
            assert note in (FIGURES / name).read_text(encoding="utf-8")


def test_the_note_vanishes_for_a_field_survey(here):
    from dataclasses import replace

    assert provenance_note(replace(here.study, provenance="field"), "en") == ""


def test_publishing_drops_what_a_notebook_no_longer_makes(tmp_path, here, table):
    target = tmp_path / "figures"
    target.mkdir()
    (target / "02_old.png").write_bytes(b"old")
    (target / "01_other.png").write_bytes(b"other")
    exhibits.save_table(here, table)
    run.finish(here)
    records = publishing.publish(here.folder, target, here.notebook)
    assert [record["name"] for record in records] == ["02_pay_table"]
    assert not (target / "02_old.png").exists()
    assert (target / "01_other.png").read_bytes() == b"other"
