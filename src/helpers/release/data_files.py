"""What each committed file of ``data/`` is, where it comes from and what its columns are called; for people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from helpers.files import paths

#: The studies that ship, all of them invented; a field study stays with those who made it.
STUDIES = ("kab-demak-2024", "kab-semarang-2021")
#: ``published`` facts with their sources, what the collection made itself (``own``), and what a program ``invented``.
Origin = Literal["published", "own", "invented"]


@dataclass(frozen=True)
class DataFile:
    """One file of ``data/``.

    Attributes
    ----------
    path
        As seen from ``data/``, with ``/``.
    origin
        Whether its content is published, the collection's own, or invented.
    title
        What one row is, in each language.
    source
        Where the content comes from, in each language.
    """

    path: str
    origin: Origin
    title: dict[str, str]
    source: dict[str, str]

    @property
    def file(self) -> Path:
        """Where the file lies."""
        return paths.data() / self.path

    @property
    def name(self) -> str:
        """The name of the file among all others: its folder where its own name says too little."""
        *folders, last = self.path.rsplit(".", 1)[0].split("/")
        if folders[0] in ("reference", "evidence"):
            return last
        name = f"{folders[-1]}-{last}"
        return name if self.path.endswith(".csv") else f"{name}-{self.path.rsplit('.', 1)[1]}"


def shipped() -> list[DataFile]:
    """List the data that the collection ships."""
    files = [
        DataFile(path, origin, {"en": en, "id": id_}, _SOURCES[source]) for path, origin, source, en, id_ in _GENERAL
    ]
    return files + [one for name in STUDIES for one in _of_study(name)]


def _of_study(name: str) -> list[DataFile]:
    there = [path.name for path in sorted((paths.studies() / name).iterdir())]
    return [
        DataFile(
            f"studies/{name}/{file}",
            "invented",
            {"en": f"Demonstration, invented: {en} ({name})", "id": f"Demonstrasi, rekaan: {id_} ({name})"},
            _SOURCES["program"],
        )
        for file, (en, id_) in _STUDY.items()
        if file in there
    ]


_SOURCES = {
    "decrees": {
        "en": "press lists and copies of the governors' decrees, named in each row",
        "id": "daftar di media dan salinan keputusan gubernur, disebut di tiap baris",
    },
    "bps": {
        "en": "Statistics Indonesia (BPS), lists of capitals; the tile map is our own",
        "id": "Badan Pusat Statistik (BPS), daftar ibu kota; peta petak buatan sendiri",
    },
    "ecb": {"en": "European Central Bank", "id": "Bank Sentral Eropa (ECB)"},
    "law": {
        "en": "pages on laws, rulings and drafts, named in each row",
        "id": "halaman tentang peraturan, putusan, dan rancangan, disebut di tiap baris",
    },
    "pages": {
        "en": "public pages, named in each row",
        "id": "halaman publik, disebut di tiap baris",
    },
    "documents": {
        "en": "the documents of documents.csv, in our own words",
        "id": "dokumen dalam documents.csv, dengan kata-kata sendiri",
    },
    "own": {"en": "made for this collection", "id": "dibuat untuk koleksi ini"},
    "form": {"en": "the survey form of this collection", "id": "kuesioner koleksi ini"},
    "program": {"en": "a program of this repository", "id": "program dalam repositori ini"},
}
_GENERAL: list[tuple[str, Origin, str, str, str]] = [
    (
        "reference/regency_minimum_wages.csv",
        "published",
        "decrees",
        "Minimum wage (UMK) of a regency of Central Java in a year",
        "Upah minimum (UMK) satu kabupaten/kota di Jawa Tengah dalam satu tahun",
    ),
    (
        "reference/umk_cilacap_zones.csv",
        "published",
        "decrees",
        "Minimum wage of a wage zone of Kabupaten Cilacap in a year",
        "Upah minimum satu wilayah pengupahan Kabupaten Cilacap dalam satu tahun",
    ),
    (
        "reference/provincial_minimum_wages.csv",
        "published",
        "decrees",
        "Minimum wage (UMP) of a province in a year",
        "Upah minimum (UMP) satu provinsi dalam satu tahun",
    ),
    (
        "reference/regencies_central_java.csv",
        "published",
        "bps",
        "A kabupaten or kota of Central Java, and its tile on a schematic map",
        "Satu kabupaten atau kota di Jawa Tengah, dan petaknya pada peta skematis",
    ),
    (
        "reference/exchange_rates.csv",
        "published",
        "ecb",
        "Mean exchange rate of a currency in a year",
        "Kurs rata-rata satu mata uang dalam satu tahun",
    ),
    (
        "reference/law_facts.csv",
        "published",
        "law",
        "A legal fact, in English and Indonesian",
        "Satu fakta hukum, dalam bahasa Inggris dan Indonesia",
    ),
    (
        "reference/legal_instruments.csv",
        "published",
        "law",
        "A legal instrument and a kind of protection: does it reach home workers?",
        "Satu peraturan dan satu jenis perlindungan: apakah menjangkau pekerja rumahan?",
    ),
    (
        "evidence/published_figures.csv",
        "published",
        "pages",
        "A figure about home workers in Indonesia, as published",
        "Satu angka tentang pekerja rumahan di Indonesia, sebagaimana diterbitkan",
    ),
    (
        "evidence/published_pay.csv",
        "published",
        "pages",
        "Published pay of a person or group for a product at a time",
        "Upah yang diterbitkan: seorang atau sekelompok pekerja, satu produk, satu waktu",
    ),
    (
        "evidence/published_hours.csv",
        "published",
        "pages",
        "Published hours of a person or group",
        "Jam kerja yang diterbitkan: seorang atau sekelompok pekerja",
    ),
    (
        "evidence/documents.csv",
        "published",
        "pages",
        "A public document: news, NGO report, research, ruling, law or statement",
        "Satu dokumen publik: berita, laporan LSM, penelitian, putusan, peraturan, atau pernyataan",
    ),
    (
        "evidence/segments.csv",
        "published",
        "documents",
        "A statement of one of the documents, in our own words",
        "Satu pernyataan dari salah satu dokumen, dengan kata-kata sendiri",
    ),
    (
        "evidence/codebook.csv",
        "own",
        "own",
        "A code, or a family of codes, with its definition",
        "Satu kode, atau keluarga kode, dengan definisinya",
    ),
    (
        "evidence/codings.csv",
        "own",
        "own",
        "A code that a coder gave to a statement",
        "Satu kode yang diberikan seorang pengode pada satu pernyataan",
    ),
    (
        "evidence/against_expectation.csv",
        "own",
        "own",
        "A statement or figure that runs against what one would expect",
        "Satu pernyataan atau angka yang berlawanan dengan dugaan umum",
    ),
    (
        "questionnaire/survey.csv",
        "own",
        "form",
        "A question of the survey form (XLSForm)",
        "Satu pertanyaan kuesioner (XLSForm)",
    ),
    (
        "questionnaire/choices.csv",
        "own",
        "form",
        "A choice of answer of the survey form",
        "Satu pilihan jawaban kuesioner",
    ),
    ("questionnaire/settings.csv", "own", "form", "Settings of the survey form", "Pengaturan kuesioner"),
    (
        "simulation/coverage.csv",
        "invented",
        "program",
        "Simulation: how often an interval covers the true value, by method and number of villages",
        "Simulasi: seberapa sering selang memuat nilai sebenarnya, menurut cara dan banyaknya desa",
    ),
]
_STUDY = {
    "survey.csv": (
        "survey as KoboToolbox exports it, with planted errors",
        "survei sebagaimana diekspor KoboToolbox, dengan kesalahan yang sengaja ditanam",
    ),
    "survey.xlsx": ("the same export, as a workbook", "ekspor yang sama, sebagai buku kerja"),
    "survey.sav": ("survey as a file of SPSS", "survei sebagai berkas SPSS"),
    "places.csv": (
        "a village of the sample, with counts for the weights",
        "satu desa sampel, dengan jumlah untuk bobot",
    ),
    "planted_errors.csv": (
        "an error planted into survey.csv, with the truth",
        "satu kesalahan yang ditanam di survey.csv, dengan nilai sebenarnya",
    ),
}
#: Columns by the names that all files share → what they are called for people.
COLUMN_TITLES = {
    "amount_idr": "Minimum wage, rupiah a month",
    "article": "Article or part",
    "bps_code": "BPS code",
    "capital": "Capital",
    "choice_filter": "Condition of a choice",
    "code": "Code",
    "coder": "Coder",
    "column": "Column of the tile map",
    "constraint": "Constraint",
    "constraint_message::Bahasa Indonesia (id)": "Message of the constraint, Indonesian",
    "constraint_message::English (en)": "Message of the constraint, English",
    "coverage": "Coverage",
    "currency": "Currency",
    "days_per_week": "Days a week",
    "decree": "Decree",
    "default_language": "Default language",
    "definition_en": "Definition, English",
    "definition_id": "Definition, Indonesian",
    "desa": "Village, code",
    "desa_label": "Village, name",
    "document_id": "Document",
    "evidence_grade": "Grade of evidence",
    "exclude_when": "Do not apply when",
    "expectation": "Expectation",
    "fact_in_your_own_words_en": "Fact, English",
    "fact_in_your_own_words_id": "Fact, Indonesian",
    "field": "Question",
    "figure_id": "Published figure",
    "figure_ids": "Published figures",
    "form_id": "Form",
    "form_title": "Title of the form",
    "gross_or_net": "Before or after costs",
    "helpers": "Unpaid helpers",
    "high": "Upper end of the 95% interval",
    "hint::Bahasa Indonesia (id)": "Hint, Indonesian",
    "hint::English (en)": "Hint, English",
    "hours_per_day_high": "Hours a day, upper",
    "hours_per_day_low": "Hours a day, lower",
    "hours_per_unit_high": "Hours for one unit, upper",
    "hours_per_unit_low": "Hours for one unit, lower",
    "hours_per_week_high": "Hours a week, upper",
    "hours_per_week_low": "Hours a week, lower",
    "id": "Identifier",
    "in_study_area": "In Kabupaten Semarang",
    "include_when": "Apply when",
    "instrument": "Instrument",
    "instrument_id": "Instrument",
    "kecamatan": "Kecamatan, code",
    "kecamatan_label": "Kecamatan, name",
    "kind": "Kind",
    "label::Bahasa Indonesia (id)": "Label, Indonesian",
    "label::English (en)": "Label, English",
    "label_en": "Label, English",
    "label_id": "Label, Indonesian",
    "language": "Language",
    "law_fact_ids": "Legal facts",
    "level": "Level",
    "list_name": "List of choices",
    "low": "Lower end of the 95% interval",
    "maximum": "Largest possible",
    "mean_df": "Mean degrees of freedom",
    "mean_estimate": "Mean estimate",
    "measure": "Measure",
    "measure_id": "Measure, Indonesian",
    "method": "Method",
    "minimum": "Smallest possible",
    "n": "Persons behind the figure",
    "n_sources": "Number of sources",
    "name": "Name",
    "note": "Note",
    "obs_id": "Observation",
    "one_line_reason": "Reason",
    "outcome": "What a careful cleaner can do",
    "parent": "Family",
    "pay_basis": "Unit of pay",
    "pay_high": "Pay, upper",
    "pay_low": "Pay, lower",
    "person_id": "Person, a number",
    "personal": "Tells who the person is",
    "place": "Place as said",
    "population": "Who is meant",
    "population_id": "Who is meant, Indonesian",
    "protection_dimension": "Kind of protection",
    "province": "Province",
    "publisher": "Publisher",
    "reason_en": "Reason, English",
    "reason_id": "Reason, Indonesian",
    "regency": "Regency",
    "quoted_minimum_idr": "Minimum wage that the source gives, rupiah a month",
    "relevant": "Condition of the question",
    "repeats_obs": "Repeats the observation",
    "required": "Required",
    "row": "Row",
    "rupiah_per_unit": "Rupiah for one unit",
    "segment_id": "Statement",
    "short_en": "Short label, English",
    "short_id": "Short label, Indonesian",
    "source": "Source",
    "source_1": "First source",
    "source_2": "Second source",
    "source_title": "Title of the source",
    "source_url": "Address of the source",
    "stated_share_of_minimum_high": "Stated share of the minimum wage, upper",
    "stated_share_of_minimum_low": "Stated share of the minimum wage, lower",
    "statistic": "Statistic",
    "status": "Status",
    "status_now": "Status now",
    "surveys": "Number of simulated surveys",
    "text_en": "Statement, English",
    "text_id": "Statement, Indonesian",
    "title": "Title",
    "topic": "Topic",
    "truth": "True value",
    "type": "Type",
    "unit": "Unit",
    "unit_id": "Unit, Indonesian",
    "units_per_day_high": "Units a day, upper",
    "units_per_day_low": "Units a day, lower",
    "value": "Value as published",
    "value_id": "Value as published, Indonesian",
    "version": "Version",
    "villages": "Number of villages",
    "villages_total": "Villages with home work in the kecamatan",
    "width": "Median width of the interval",
    "work": "Work, English",
    "work_id": "Work, Indonesian",
    "workers_listed": "Home workers listed in the village",
    "written": "What was written",
    "year": "Year",
    "year_of_data": "Year of the data",
    "zone": "Wage zone",
}
