import csv
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from helpers.facts import documents, law, minimum_wages, published, reference
from helpers.files import paths
from helpers.language import UserError

TABLES = {
    "reference/regencies_central_java.csv": reference.regencies,
    "reference/regency_minimum_wages.csv": minimum_wages.regency_minimum_wages,
    "reference/umk_cilacap_zones.csv": minimum_wages.cilacap_zones,
    "reference/provincial_minimum_wages.csv": minimum_wages.provincial_minimum_wages,
    "reference/exchange_rates.csv": reference.exchange_rates,
    "reference/law_facts.csv": law.law_facts,
    "reference/legal_instruments.csv": law.legal_instruments,
    "evidence/published_figures.csv": published.published_figures,
    "evidence/published_pay.csv": published.published_pay,
    "evidence/published_hours.csv": published.published_hours,
    "evidence/documents.csv": documents.documents,
    "evidence/segments.csv": documents.segments,
    "evidence/codebook.csv": documents.codebook,
    "evidence/codings.csv": documents.codings,
    "evidence/against_expectation.csv": documents.against_expectation,
    "evidence/joint_display.csv": documents.joint_display,
}
ROWS = {
    "reference/regencies_central_java.csv": 35,
    "reference/regency_minimum_wages.csv": 440,
    "reference/umk_cilacap_zones.csv": 7,
    "reference/provincial_minimum_wages.csv": 63,
    "reference/exchange_rates.csv": 2,
    "reference/law_facts.csv": 76,
    "reference/legal_instruments.csv": 35,
    "evidence/published_figures.csv": 142,
    "evidence/published_pay.csv": 61,
    "evidence/published_hours.csv": 21,
    "evidence/documents.csv": 116,
    "evidence/segments.csv": 219,
    "evidence/codebook.csv": 39,
    "evidence/codings.csv": 740,
    "evidence/against_expectation.csv": 20,
    "evidence/joint_display.csv": 10,
}
WITHOUT_UMK = {
    ("Kabupaten Brebes", 2019),
    ("Kabupaten Pekalongan", 2026),
    *(
        (name, 2015)
        for name in (
            "Kabupaten Cilacap",
            "Kabupaten Banjarnegara",
            "Kabupaten Wonosobo",
            "Kabupaten Magelang",
            "Kabupaten Temanggung",
            "Kabupaten Batang",
            "Kabupaten Pekalongan",
            "Kabupaten Pemalang",
            "Kabupaten Tegal",
            "Kabupaten Brebes",
            "Kota Magelang",
            "Kota Pekalongan",
            "Kota Tegal",
        )
    ),
}
every_file = pytest.mark.parametrize("file", TABLES)


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Give a copy of the facts that may be spoilt; the helpers read it instead of the checkout's."""
    for folder in ("reference", "evidence"):
        shutil.copytree(paths.data() / folder, tmp_path / "data" / folder)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    return tmp_path / "data"


def cells(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def spoil(file: Path, changes: dict[tuple[int, str], str]) -> None:
    """Write values into the cells (spreadsheet row, column) of a file."""
    lines = cells(file)
    for (row, column), value in changes.items():
        lines[row - 1][lines[0].index(column)] = value
    write(file, lines)


def write(file: Path, lines: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(lines)


def complaint(read) -> list[str]:
    """Return the lines of the message about each wrong cell."""
    with pytest.raises(UserError) as caught:
        read()
    return [line for line in str(caught.value).splitlines() if line.startswith("- ")]


# --- The committed files ---


@every_file
def test_passes_its_schema_with_all_its_rows(file):
    assert len(TABLES[file]()) == ROWS[file]


def test_every_csv_of_facts_is_read_by_a_function():
    there = {path.relative_to(paths.data()).as_posix() for path in paths.data().glob("[re]*/*.csv")}
    assert there == set(TABLES)


@every_file
def test_is_utf8_with_line_feeds_only(file):
    content = (paths.data() / file).read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


@every_file
def test_the_readme_tells_of_the_file_its_rows_and_its_source(file):
    readme = (paths.data() / "README.md").read_text(encoding="utf-8")
    line = next(line for line in readme.splitlines() if line.startswith(f"| `{file}`"))
    _, rows, what, source = (cell.strip() for cell in line.strip("|").split("|"))
    assert int(rows) == ROWS[file]
    assert what
    assert source


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("reference/regency_minimum_wages.csv", "source_1"),
        ("reference/umk_cilacap_zones.csv", "source_1"),
        ("reference/provincial_minimum_wages.csv", "source"),
        ("reference/exchange_rates.csv", "source"),
        ("reference/law_facts.csv", "source_url"),
        ("reference/legal_instruments.csv", "source_url"),
        ("evidence/published_figures.csv", "source_url"),
        ("evidence/published_pay.csv", "source_url"),
        ("evidence/published_hours.csv", "source_url"),
        ("evidence/documents.csv", "source_url"),
    ],
)
def test_every_row_has_the_address_of_its_source(file, column):
    found = TABLES[file]()[column]
    assert found.str.contains(r"https?://[\w-]+\.[\w.-]+", regex=True).all()


def test_every_coding_leads_to_the_address_of_a_document():
    traced = (
        documents.codings()
        .merge(documents.segments(), on="segment_id", validate="many_to_one")
        .merge(documents.documents(), on="document_id", validate="many_to_one")
    )
    assert len(traced) == ROWS["evidence/codings.csv"]
    assert traced["source_url"].str.startswith("http").all()


# --- Known values, gaps, and what must hold between files ---


def test_exchange_rate_is_the_mean_of_the_year():
    rates = reference.exchange_rates().set_index(["currency", "year"])["rupiah_per_unit"]
    assert rates["EUR", 2014] == 15748.92
    assert rates["EUR", 2016] == 14720.83


def test_an_exchange_rate_for_all_pay_in_foreign_money():
    pay = published.published_pay()
    foreign = pay[pay["currency"].notna() & (pay["currency"] != "IDR")]
    assert len(foreign) == 4
    rates = reference.exchange_rates().set_index(["currency", "year"])["rupiah_per_unit"]
    for row in foreign.itertuples():
        assert rates[row.currency, row.year] > 10_000


def test_the_known_gaps_of_the_umk_and_no_others():
    wages, names = minimum_wages.regency_minimum_wages(), reference.regencies()["name"]
    there = set(zip(wages["regency"], wages["year"], strict=True))
    wanted = {(name, year) for name in names for year in range(2014, 2027)}
    assert wanted - there == WITHOUT_UMK
    assert len(WITHOUT_UMK) == 15
    assert wages["regency"].nunique() == len(names) == 35


def test_one_decree_a_year():
    decrees = minimum_wages.regency_minimum_wages()[["year", "decree"]].drop_duplicates()
    assert decrees["year"].is_unique
    assert decrees["decree"].is_unique


def test_no_umk_below_the_ump_of_the_province():
    ump = minimum_wages.provincial_minimum_wages().query("province == 'Jawa Tengah'")
    both = minimum_wages.regency_minimum_wages().merge(ump, on="year", suffixes=("", "_province"))
    assert both["year"].nunique() == 10
    assert (both["amount_idr"] >= both["amount_idr_province"]).all()


def test_no_umk_falls_or_leaps_from_one_year_to_the_next():
    # A swapped digit shows as a leap; the steepest real rise is 28 % (Kabupaten Purworejo, 2015).
    wages = minimum_wages.regency_minimum_wages().sort_values(["regency", "year"])
    before = wages.groupby("regency")[["year", "amount_idr"]].shift()
    yearly = (wages["amount_idr"] / before["amount_idr"]) ** (1 / (wages["year"] - before["year"]))
    assert yearly.count() == 440 - 35
    assert yearly.dropna().between(1, 1.29).all()


def test_the_main_table_has_the_kota_zone_of_cilacap():
    kota = minimum_wages.cilacap_zones().query("zone == 'kota'")
    assert len(kota) == 2
    for row in kota.itertuples():
        assert minimum_wages.minimum_wage(row.regency, row.year).amount == row.amount_idr


def test_the_study_area_is_kabupaten_semarang():
    for table, place in ((published.published_pay(), "regency"), (documents.segments(), "place")):
        assert ((table[place] == "Kabupaten Semarang") == (table["in_study_area"] == "yes")).all()


def test_both_coders_coded_every_segment():
    coded = documents.codings().groupby("coder")["segment_id"].agg(set)
    assert list(coded.index) == ["coder_1", "coder_2"]
    assert all(segments == set(documents.segments()["segment_id"]) for segments in coded)


def test_every_document_has_a_segment_and_every_leaf_code_a_coding():
    codes = documents.codebook()
    assert set(documents.segments()["document_id"]) == set(documents.documents()["document_id"])
    assert set(documents.codings()["code"]) == set(codes.loc[codes["parent"].notna(), "code"])


def test_the_five_roles_of_ngos_are_codes():
    codes = documents.codebook().query("parent == 'ngo_role'")["code"].tolist()
    assert codes == [
        "finding_home_workers",
        "building_trust",
        "organising_capacity",
        "solidarity_bargaining",
        "legal_recognition",
    ]


def test_persons_in_pay_and_hours_are_those_of_their_figures():
    figures = published.published_figures().set_index("id")["person_id"].fillna("").str.split(";")
    for table in (published.published_pay(), published.published_hours()):
        for row in table.dropna(subset=["person_id"]).itertuples():
            behind = {person for figure in row.figure_ids.split(";") for person in figures[figure]}
            assert set(row.person_id.split(";")) <= behind


# --- Privacy ---


@every_file
def test_no_column_for_names_of_persons(file):
    of_persons = {
        "nama",
        "person",
        "person_name",
        "respondent",
        "worker",
        "phone",
        "telepon",
        "nik",
        "alamat",
    }
    columns = set(cells(paths.data() / file)[0])
    assert columns.isdisjoint(of_persons)
    assert "name" not in columns or file == "reference/regencies_central_java.csv"


@every_file
def test_no_cell_addresses_a_person_by_title(file):
    titled = re.compile(r"\b(?:Ibu|Bu|Pak|Bapak|Mbak|Mas|Mrs|Mr|Ms)\.? [A-Z]")
    assert not [cell for line in cells(paths.data() / file) for cell in line if titled.search(cell)]


# --- Reading: types, copies, changes ---


def test_types():
    pay = published.published_pay()
    assert str(pay["year"].dtype) == "Int64"
    assert pay["year"].isna().sum() == 16
    assert str(pay["pay_low"].dtype) == "float64"
    wages = minimum_wages.regency_minimum_wages()
    assert str(wages["year"].dtype) == "int64"
    assert wages["bps_code"].iloc[0] == "3301"
    assert list(wages.index) == list(range(440))


def test_a_reader_gets_a_copy_of_its_own():
    wages = minimum_wages.regency_minimum_wages()
    wages["amount_idr"] = 1.0
    assert minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount == 2302797.59


def test_a_changed_file_is_read_anew(copy):
    assert minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount == 2302797.59
    lines = cells(copy / "reference/regency_minimum_wages.csv")
    row = next(n for n, line in enumerate(lines, 1) if line[1:3] == ["Kabupaten Semarang", "2021"])
    spoil(copy / "reference/regency_minimum_wages.csv", {(row, "amount_idr"): "2400000"})
    assert minimum_wages.minimum_wage("Kabupaten Semarang", 2021).amount == 2400000


def test_a_row_added_for_another_province_is_welcome(copy):
    file = copy / "reference/regency_minimum_wages.csv"
    cited = "SK Gubernur DIY No. 340/KEP/2020, lampiran"
    write(
        file,
        [*cells(file), ["3402", "Kabupaten Bantul", "2021", "1842460", "SK 340/KEP/2020", "1", cited, ""]],
    )
    assert minimum_wages.minimum_wage("Kabupaten Bantul", 2021).amount == 1842460


def test_blank_lines_do_not_shift_the_row_numbers(copy):
    file = copy / "reference/exchange_rates.csv"
    header, first, second = cells(file)
    second[2] = "x"
    write(file, [header, first, [], second])
    (line,) = complaint(reference.exchange_rates)
    assert line.startswith("- row 4, rupiah_per_unit: 'x'")


# --- Planted errors ---


def test_all_errors_of_a_file_come_in_one_message(copy):
    file = copy / "reference/regency_minimum_wages.csv"
    original = cells(file)
    spoil(
        file,
        {
            (2, "amount_idr"): "1.125.000",
            (3, "amount_idr"): "10",
            (4, "regency"): "Kabupaten Purbalinga",
            (5, "year"): "2014.5",
            (6, "source_1"): "",
            (7, "source_2"): "",
            (8, "source_2"): original[7][6],
            (9, "bps_code"): "33",
            (10, "n_sources"): "many",
        },
    )
    write(file, [*cells(file), original[39]])  # row 40 once more, as row 442
    with pytest.raises(UserError) as caught:
        minimum_wages.regency_minimum_wages()
    message = str(caught.value)
    assert message.startswith("data/reference/regency_minimum_wages.csv: ")
    assert "run again" in message
    found = [line for line in message.splitlines() if line.startswith("- ")]
    wanted = [
        "- row 2, amount_idr: '1.125.000' – wanted: rupiah a month",
        "- row 3, amount_idr: '10' – wanted: rupiah a month",
        "- row 4, bps_code, regency: '3303, Kabupaten Purbalinga' – wanted: code and name as in",
        "- row 5, year: '2014.5' – wanted: a whole number from 1900 to 2100",
        "- row 6, source_1: (blank) – wanted: the source",
        "- row 7, n_sources, source_2: '3, ' – wanted: a second source",
        "- row 8, source_1, source_2: ",
        "- row 9, bps_code: '33' – wanted: a BPS code of four digits",
        "- row 10, n_sources: 'many' – wanted: a whole number from 1 to 1000",
        f"- row 40, regency, year: '{original[39][1]}, {original[39][2]}' – wanted: a combination",
        f"- row 442, regency, year: '{original[39][1]}, {original[39][2]}' – wanted: a combination",
    ]
    for start in wanted:
        assert any(line.startswith(start) for line in found), start
    rows = [int(re.search(r"row (\d+)", line).group(1)) for line in found]
    assert rows == [*range(2, 11), 40, 442]


@pytest.mark.parametrize(
    ("file", "row", "column", "value", "shown"),
    [
        ("reference/regencies_central_java.csv", 2, "kind", "kota", "name, kind: 'Kabupaten Cilacap, kota'"),
        ("reference/regencies_central_java.csv", 2, "capital", "", "kind, capital: 'kabupaten, '"),
        ("reference/regencies_central_java.csv", 3, "bps_code", "3301", "bps_code: '3301'"),
        ("reference/umk_cilacap_zones.csv", 2, "zone", "utara", "zone: 'utara'"),
        ("reference/provincial_minimum_wages.csv", 2, "province", "Central Java", "province: 'Central Java'"),
        ("reference/provincial_minimum_wages.csv", 2, "source", "", "source: (blank)"),
        ("reference/exchange_rates.csv", 2, "source", "press", "source: 'press'"),
        ("reference/law_facts.csv", 2, "source_url", "www.x.id", "source_url: 'www.x.id'"),
        ("reference/law_facts.csv", 3, "id", "L001", "id: 'L001'"),
        ("reference/legal_instruments.csv", 2, "law_fact_ids", "L001;L999", "law_fact_ids: 'L001;L999'"),
        ("reference/legal_instruments.csv", 2, "coverage", "partly", "coverage: 'partly'"),
        ("reference/legal_instruments.csv", 2, "regency", "Kabupaten Demak", "level, regency: 'international, Kab"),
        ("reference/legal_instruments.csv", 34, "regency", "", "level, regency: 'regency, '"),
        ("reference/legal_instruments.csv", 34, "regency", "Semarang", "regency: 'Semarang'"),
        ("reference/legal_instruments.csv", 34, "regency", "Kabupaten SEMARANG", "regency: 'Kabupaten SEMARANG'"),
        ("reference/legal_instruments.csv", 2, "status", "draft", "status: 'ilo_c177"),
        ("evidence/published_figures.csv", 2, "topic", "wage", "topic: 'wage'"),
        ("evidence/published_figures.csv", 2, "person_id", "Siti", "person_id: 'Siti'"),
        ("evidence/published_pay.csv", 2, "figure_ids", "F004;F999", "figure_ids: 'F004;F999'"),
        ("evidence/published_pay.csv", 2, "pay_low", "90", "pay_low, pay_high: '90, 80'"),
        (
            "evidence/published_pay.csv",
            2,
            "repeats_obs",
            "pay_999",
            "obs_id, repeats_obs: 'pay_001, pay_999'",
        ),
        (
            "evidence/published_pay.csv",
            2,
            "repeats_obs",
            "pay_001",
            "obs_id, repeats_obs: 'pay_001, pay_001'",
        ),
        ("evidence/published_pay.csv", 2, "currency", "", "pay_basis, currency: 'piece, '"),
        ("evidence/published_pay.csv", 2, "pay_basis", "lusin", "pay_basis: 'lusin'"),
        ("evidence/published_hours.csv", 2, "hours_per_day_high", "25", "hours_per_day_high: '25'"),
        (
            "evidence/published_hours.csv",
            2,
            "hours_per_day_high",
            "",
            "hours_per_day_low, hours_per_day_high",
        ),
        ("evidence/published_hours.csv", 2, "days_per_week", "8", "days_per_week: '8'"),
        ("evidence/documents.csv", 2, "type", "blog", "type: 'blog'"),
        ("evidence/documents.csv", 2, "year", "n.d.", "year: 'n.d.'"),
        ("evidence/segments.csv", 2, "document_id", "D999", "document_id: 'D999'"),
        ("evidence/segments.csv", 2, "text_id", " ", "text_id: (blank)"),
        ("evidence/codebook.csv", 3, "parent", "pay", "code, parent: 'sub_minimum_pay, pay'"),
        ("evidence/codings.csv", 2, "code", "conditions", "code: 'conditions'"),
        ("evidence/codings.csv", 2, "segment_id", "S999", "segment_id: 'S999'"),
        ("evidence/codings.csv", 2, "coder", "Ibu Siti", "coder: 'Ibu Siti'"),
        ("evidence/joint_display.csv", 3, "codes", "long_hours;overtime", "codes: 'long_hours;overtime'"),
        ("evidence/joint_display.csv", 3, "codes", "conditions", "codes: 'conditions'"),
        ("evidence/joint_display.csv", 2, "figure_ids", "F040;F999", "figure_ids: 'F040;F999'"),
        ("evidence/joint_display.csv", 2, "survey_measure", "below", "survey_measure: 'below'"),
        ("evidence/joint_display.csv", 2, "condition", "hours", "condition: 'hours'"),
    ],
)
def test_an_error_is_shown_with_row_column_and_value(copy, file, row, column, value, shown):
    spoil(copy / file, {(row, column): value})
    assert any(f"- row {row}, " in line and shown in line for line in complaint(TABLES[file]))


def test_an_error_in_a_row_with_blank_cells_is_found_too(copy):
    file = copy / "evidence/published_pay.csv"
    assert "" in cells(file)[1]
    spoil(file, {(2, "units_per_day_low"): "101"})
    (line,) = complaint(published.published_pay)
    assert line.startswith("- row 2, units_per_day_low, units_per_day_high: '101, 100'")


def test_a_reference_breaks_when_the_other_file_changes(copy):
    assert len(published.published_pay()) == 61
    spoil(copy / "evidence/published_figures.csv", {(5, "id"): "F904"})
    lines = complaint(published.published_pay)
    assert "- row 2, figure_ids: 'F004;F005;F006'" in lines[0]


def test_missing_and_unknown_columns(copy):
    file = copy / "reference/exchange_rates.csv"
    lines = cells(file)
    lines[0][0], lines[1][1] = "money", "soon"
    write(file, lines)
    found = complaint(reference.exchange_rates)
    assert [line.split(" –")[0] for line in found] == [
        "- row 1, currency: (blank)",
        "- row 1, money: 'money'",
        "- row 2, year: 'soon'",
    ]


def test_a_row_with_too_many_cells(copy):
    file = copy / "reference/exchange_rates.csv"
    file.write_text(file.read_text(encoding="utf-8") + "USD,2014,11800,Bank Indonesia, kurs tengah\n", "utf-8")
    (line,) = complaint(reference.exchange_rates)
    assert line.startswith("- row 4, whole row: '5 cells'")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"currency;year;rupiah_per_unit;source\nEUR;2014;1;x\n", "semicolons"),
        ("currency,year,rupiah_per_unit,source\nEUR,2014,1,caf\xe9\n".encode("latin-1"), "UTF-8"),
        (b"currency,year,year,source\n", "same name"),
        (b"", "row 1, currency"),
        (None, "no such file"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_table(copy, content, said):
    file = copy / "reference/exchange_rates.csv"
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserError, match=said) as caught:
        reference.exchange_rates()
    assert str(caught.value).startswith("data/reference/exchange_rates.csv: ")


def test_a_file_saved_by_excel_reads_the_same(copy):
    file = copy / "reference/exchange_rates.csv"
    before = reference.exchange_rates()
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(reference.exchange_rates(), before)
