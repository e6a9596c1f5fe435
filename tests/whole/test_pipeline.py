"""The whole pipeline, on a copy of the project: what runs, what does not run again, and how it fails."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from helpers.exhibits import gallery
from helpers.exhibits.publishing import MANIFEST, path_of, read_records
from helpers.files import paths
from helpers.language import UserError
from pipeline import __main__ as command
from pipeline import notebook_run, report, selection, verify

STUDY, LANGUAGE = "kab-semarang-2021", "en"
SECOND = "kab-demak-2024"
#: Each study in one language, for two in both would take twice as long: the Indonesian exhibits of the first are held to
#: their bytes in test_translation.
MADE = ((STUDY, "en"), (SECOND, "id"))
FIGURE, TABLE = {"en": "Figure", "id": "Gambar"}, {"en": "Table", "id": "Tabel"}
#: Words that no Indonesian sentence has, and hardly an English one is without.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|with|for|by|from|what|how|who|which|that|not|to|as|than|or|has|have|workers)\b"
)
INVENTED = {"en": "DEMONSTRATION DATA", "id": "DATA DEMONSTRASI"}


@pytest.fixture(scope="module")
def project():
    with verify.copy_of_project() as root:
        for study, language in MADE:
            settings = root / "data" / "studies" / study / "study.yaml"
            text = settings.read_text(encoding="utf-8")
            settings.write_text(re.sub(r"(?m)^languages:.*", f"languages: [{language}]", text), encoding="utf-8")
        first = verify.run_in(root, "--jobs", "2")
        assert first.returncode == 0, first.stderr + first.stdout
        yield root


@pytest.fixture(scope="module")
def reports(project):
    """Return the address of the report in each language."""
    folders = {language: project / "results" / study / language for study, language in MADE}
    return {language: (folder / report.PAGE).as_uri() for language, folder in folders.items()}


def _figures(root):
    return root / "figures" / STUDY / LANGUAGE


def _bytes(folder):
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _count(printed, outcome):
    found = re.search(rf"(\d+)\s+{outcome}", printed)
    return int(found.group(1)) if found else 0


def test_published_figures_are_those_that_the_committed_data_give(project):
    assert verify.moved(paths.figures(STUDY, LANGUAGE), _figures(project)) == {}


def test_the_folder_of_figures_holds_what_its_manifest_lists_and_its_gallery_and_nothing_else(project):
    for folder in (paths.figures(STUDY, LANGUAGE), _figures(project)):
        records = read_records(folder / MANIFEST)
        listed = {path_of(folder, record, name) for record in records for name in record["files"]}
        pages = {folder / MANIFEST, folder / gallery.PAGE}
        assert {file for file in folder.rglob("*") if file.is_file()} == listed | pages


def test_the_manifest_and_the_gallery_are_those_in_the_repository(project):
    for name in (MANIFEST, gallery.PAGE):
        assert (_figures(project) / name).read_bytes() == (paths.figures(STUDY, LANGUAGE) / name).read_bytes()


def test_every_table_is_kept_for_latex_and_word_in_results(project):
    for study, language in MADE:
        kept = project / "results" / study / language / "exhibits"
        for record in read_records(project / "figures" / study / language / MANIFEST):
            if record["kind"] == "table":
                for ending in ("tex", "docx"):
                    assert (kept / record["notebook"] / f"{record['name']}.{ending}").is_file()


@pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="pdflatex is not installed: LaTeX tables are not compiled here"
)
def test_every_latex_table_compiles(project, tmp_path):
    tables = sorted((project / "results" / STUDY / LANGUAGE / "exhibits").rglob("*.tex"))
    assert tables
    body = "\n".join(rf"\input{{{file.as_posix()}}}\clearpage" for file in tables)
    packages = r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{booktabs,tabularx}\usepackage[hidelinks]{hyperref}"
    (tmp_path / "all.tex").write_text(
        rf"\documentclass{{article}}{packages}\begin{{document}}{body}\end{{document}}", encoding="utf-8"
    )
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_a_second_study_of_another_shape_runs_and_says_what_it_leaves_out(project):
    """SPSS, other column names, user-missing codes, no questions on protection: the proof of transfer."""
    made = project / "figures" / SECOND / "id"
    records = json.loads((made / MANIFEST).read_text(encoding="utf-8"))
    names = {record["name"] for record in records}
    assert {"02_shortfall_table", "02_piece_rates", "03_models_table", "06_same_pay"} <= names
    assert not {"05_cover", "05_hazards"} & names
    stamp = project / "results" / SECOND / "id" / "exhibits" / "05_protection_and_policy" / "left_out.json"
    left_out = json.loads(stamp.read_text(encoding="utf-8"))
    assert set(left_out) == {"05_cover", "05_hazards", "05_association"}
    assert "BPJS Ketenagakerjaan (bpjs_employment)" in left_out["05_cover"]
    # Its figures stand beside those of the first study in its own comparison.
    rows = (made / "06_compare_regencies" / "06_studies.csv").read_text(encoding="utf-8")
    assert SECOND in rows
    assert STUDY in rows


def test_every_study_has_its_report_as_a_page_and_for_word(project):
    for study, language in MADE:
        folder = project / "results" / study / language
        page = (folder / report.PAGE).read_text(encoding="utf-8")
        figures, tables = (re.findall(rf"<strong>{kind[language]} (\d+)\.", page) for kind in (FIGURE, TABLE))
        for numbers in (figures, tables):
            assert [int(number) for number in numbers] == list(range(1, len(numbers) + 1))
            assert len(numbers) > 10
        assert INVENTED[language] in page
        assert "<math" in page
        assert re.findall(r'(?:src|href)="(?!data:|#|https?:)[^"]*"', page) == []
        assert all(f'id="{anchor}"' in page for anchor in re.findall(r'href="#([^"]+)"', page))
        with zipfile.ZipFile(folder / report.WORD) as document:
            text = document.read("word/document.xml").decode("utf-8")
        assert text.count("<w:tbl>") >= len(tables)
        assert text.count('w:val="Heading1"') == 7
        plain = re.sub(r"<[^>]+>", "", text)
        assert f"{FIGURE[language]} {len(figures)}." in plain
        assert f"{TABLE[language]} {len(tables)}." in plain
        described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', text)
        assert len(described) >= len(figures)
        assert min(map(len, described)) > 40
        assert "<m:oMath" in text


def test_no_english_is_left_in_an_indonesian_report(project):
    """Outside code and addresses; the figures' own words are held to the catalogue in test_translation."""
    page = BeautifulSoup((project / "results" / SECOND / "id" / report.PAGE).read_text(encoding="utf-8"), "html.parser")
    for apart in page.find_all(["script", "style", "code", "pre", "em", "math"]):
        apart.decompose()
    told = [re.sub(r"\S+\.\S+|^workers$", " ", text) for text in page.stripped_strings]
    told += [picture["alt"] for picture in page.find_all("img")]
    assert len(told) > 500
    assert [text for text in told if ENGLISH.search(text)] == []


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_fits_its_window_and_shows_every_picture(browser, reports, width, language):
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reports[language])
    assert page.evaluate("document.documentElement.lang") == language
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.images.length") > 4
    assert page.evaluate("[...document.images].filter(one => !one.naturalWidth || !one.alt).length") == 0
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def test_tables_of_the_report_sort_by_number(browser, reports):
    page = browser.new_page()
    page.goto(reports["en"])
    table = page.locator("[id='02_piece_rates_table']")
    head = table.locator("thead th").nth(4)
    for order, compare in (("ascending", sorted), ("descending", lambda values: sorted(values, reverse=True))):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == order
        cells = table.locator("tbody tr > :nth-child(5)").all_inner_texts()
        values = [int("".join(sign for sign in cell if sign.isdigit())) for cell in cells]
        assert len(values) > 4
        assert values == compare(values)
    page.close()


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1280, "id")])
def test_the_report_has_no_serious_accessibility_fault(browser, reports, width, language):
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(reports[language])
    found = Axe().run(page).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert serious == [], json.dumps(
        [(one["id"], one["help"], one["nodes"][0]["html"][:200]) for one in serious], indent=1
    )
    page.close()


def test_a_second_run_does_nothing(project):
    again = verify.run_in(project)
    assert again.returncode == 0
    assert _count(again.stdout, "Skipped because unchanged") == _count(again.stdout, "Collected tasks") > 0


def test_a_failing_notebook_says_where_keeps_its_traceback_and_leaves_nothing_that_looks_finished(project):
    notebook = project / "notebooks" / "02_wages_against_minimum.ipynb"
    before, published = notebook.read_bytes(), _bytes(_figures(project))
    content = nbformat.reads(before.decode(), as_version=4)
    content.cells[6].source += "\nraise RuntimeError('planted')"
    nbformat.write(content, notebook)
    try:
        broken = verify.run_in(project, "--study", STUDY, "--language", LANGUAGE)
    finally:
        notebook.write_bytes(before)
    executed = project / "results" / STUDY / LANGUAGE
    assert broken.returncode == 1
    message = broken.stderr.strip()
    assert message.count("\n") == 0
    assert re.search(r"02_wages_against_minimum\.ipynb \(kab-semarang-2021, en\): cell \[\d+\] .*planted", message)
    partial = project / message.split("Partial copy: ")[1]
    assert "RuntimeError" in partial.read_text(encoding="utf-8")
    assert not (executed / notebook.name).exists()
    assert (executed / "01_clean_survey.ipynb").exists()
    assert list(executed.glob("running-*")) == []
    # The published figures stay those of the last whole run.
    assert _bytes(_figures(project)) == published


def test_a_changed_number_moves_the_figures_that_rest_on_it_and_no_other(project):
    table = project / "data" / "reference" / "regency_minimum_wages.csv"
    before = table.read_bytes()
    assert before.count(b"3374,Kota Semarang,2026,") == 1
    table.write_bytes(re.sub(rb"(3374,Kota Semarang,2026,)[\d.]+", rb"\g<1>3800000", before))
    for apart in (project / "notebooks").glob("0[13]_*.ipynb"):  # no minimum wage is read there: not run once more
        apart.unlink()
    changed = verify.run_in(project, "--study", STUDY, "--language", LANGUAGE, "--jobs", "2")
    assert changed.returncode == 0, changed.stderr
    # The cleaning does not read the facts, so it is not done again.
    assert _count(changed.stdout, "Skipped because unchanged") == 1
    moved = verify.moved(paths.figures(STUDY, LANGUAGE), _figures(project))
    assert {name for name in moved if name[:2] not in ("01", "03")} == {"02_minimum_wages"}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--study", "kab-semarang-2012"], "kab-semarang-2021"),
        (["--language", "de"], "en, id"),
        (["--parameters", "hour_divisor=126"], "hours_divisor"),
        (["--parameters", "hours_divisor=0"], "173"),
        (["--parameters", "pay=netto"], "hourly_net"),
        (["--parameters", "study=x"], "STUDY="),
        (["--parameters", "hours_divisor"], "name=value"),
    ],
)
def test_what_a_user_mistypes_ends_in_one_line_before_anything_runs(options, says, capsys):
    assert command.main(["run", *options]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip().count("\n") == 0
    assert says in printed.err


@pytest.mark.parametrize("options", [["run", "--stuby", "x"], ["run", "--jobs", "0"], ["jump"]])
def test_a_mistyped_option_ends_in_one_line(options):
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *options], cwd=paths.root(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0
    assert "Traceback" not in done.stderr


@pytest.fixture
def small_project(tmp_path, monkeypatch):
    """A place where tiny notebooks can run."""
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    (tmp_path / "notebooks").mkdir()
    return tmp_path


def _notebook(folder: Path, *sources: str) -> Path:
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    content.cells[0].metadata["tags"] = ["parameters"]
    content.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    path = folder / "notebooks" / "09_tiny.ipynb"
    nbformat.write(content, path)
    return path


_STAMP = (
    "from helpers.exhibits import run\n"
    "folder = run.exhibits_folder('09_tiny', study, language)\n"
    "folder.mkdir(parents=True)\n"
    "(folder / run.FINISHED).write_text('[]')"
)


def test_a_killed_kernel_leaves_no_finished_notebook(small_project):
    notebook = _notebook(
        small_project, "study = ''\nlanguage = ''", "import os, signal\nos.kill(os.getpid(), 9)", _STAMP
    )
    with pytest.raises(notebook_run.NotebookFailed, match="kernel died"):
        notebook_run.execute(notebook, "a", "en", {})
    assert not notebook_run.executed_copy(notebook, "a", "en").exists()


def test_a_notebook_without_its_stamp_counts_as_failed(small_project):
    notebook = _notebook(small_project, "study = ''\nlanguage = ''", "1 + 1")
    with pytest.raises(notebook_run.NotebookFailed, match="last cell"):
        notebook_run.execute(notebook, "a", "en", {})
    assert not notebook_run.executed_copy(notebook, "a", "en").exists()


def test_an_old_copy_does_not_outlive_a_failing_run(small_project):
    notebook = _notebook(small_project, "study = ''\nlanguage = ''", _STAMP)
    executed = notebook_run.execute(notebook, "a", "en", {})
    assert executed.exists()
    notebook = _notebook(small_project, "study = ''\nlanguage = ''", "1 / 0")
    with pytest.raises(notebook_run.NotebookFailed, match=r"cell \[3\] stopped with ZeroDivisionError"):
        notebook_run.execute(notebook, "a", "en", {})
    assert not executed.exists()


def test_parameters_go_only_to_the_notebooks_that_declare_them():
    by_name = {notebook.stem: notebook for notebook in selection.notebooks()}
    given = {"hours_divisor": 126}
    assert selection.own_parameters(by_name["02_wages_against_minimum"], given) == given
    assert selection.own_parameters(by_name["01_clean_survey"], given) == {}


def test_verify_without_published_figures_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    with pytest.raises(UserError, match="make run"):
        verify.verify(1)


def test_a_table_within_a_text_has_room_for_its_longest_column_in_word():
    cells = "<tr><td>01</td><td>who is paid how much, and by whom, for which hours of work at home</td></tr>"
    spread = report._spread(f"<p>x</p><table><thead><tr><th>no</th><th>question</th></tr></thead>{cells}</table>")
    narrow, wide = (float(width) for width in re.findall(r'<col style="width:([\d.]+)%">', spread))
    assert narrow + wide == pytest.approx(100, abs=0.2)
    assert wide > 5 * narrow
    assert spread.count("<td>") == 2


def test_cells_with_a_sentence_are_marked_and_others_are_not():
    row = f'<td style="a">{"long " * 20}</td><td style="b">short</td>'
    assert report._roomy(row) == row.replace('<td style="a">', '<td class="long" style="a">')
