"""A second, smaller demonstration study: another regency and year, delivered as SPSS, without the questions on protection.

It is drawn by the same process as the first, so that it shows one thing only: that a study of another shape runs. Its
columns have short Indonesian names, its answers are codes with labels, and 97 to 99 mark answers that were not given.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

from helpers import files
from helpers.demonstration import process
from helpers.demonstration import workers as demonstration_workers
from helpers.form import questionnaire
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire

STUDY = "kab-demak-2024"
SEED = 20240506
#: Districts of Kabupaten Demak; which villages, and how many home workers, is invented.
DISTRICTS = {
    "mranggen": "Mranggen",
    "karangawen": "Karangawen",
    "sayung": "Sayung",
    "demak": "Demak",
    "bonang": "Bonang",
}
#: Rates of 2021 grown as the minimum wage of Kabupaten Semarang did to 2024, rounded.
PROCESS = process.Process(rate_level=1.1)
#: Question → column of the file. What is missing here the study did not ask.
COLUMNS = {
    "interviewer": "pewawancara",
    "interview_date": "tgl",
    "kecamatan": "kec",
    "desa": "desa",
    "consent": "setuju",
    "sex": "jk",
    "age": "umur",
    "education": "pddk",
    "children_under_six": "balita",
    "household_size": "art",
    "years_home_work": "lama",
    "product": "produk",
    "work_giver": "pemberi",
    "contract": "janji",
    "rate_unit": "satuan",
    "rate_per_unit": "upah_sat",
    "units_per_week": "jml_mgg",
    "minutes_per_unit": "menit",
    "last_pay": "upah_akhir",
    "last_pay_period": "masa",
    "deductions": "potong",
    "last_pay_received": "terima",
    "cost_electricity": "b_listrik",
    "cost_materials": "b_bahan",
    "cost_tools": "b_alat",
    "cost_transport": "b_angkut",
    "hours_per_day": "jam",
    "days_per_week": "hari",
    "peak_hours_per_day": "jam_ramai",
    "peak_days_per_week": "hari_ramai",
    "unpaid_helpers": "bantu",
    "helper_hours_per_week": "jam_bantu",
    "group_member": "anggota",
    "knows_umk": "tahu_umk",
    "asked_raise": "minta_naik",
    "got_raise": "dikabulkan",
}
#: These columns have no label in the file, so that study.yaml has to say what they are.
UNLABELLED = (
    "kecamatan",
    "consent",
    "rate_per_unit",
    "units_per_week",
    "minutes_per_unit",
    "hours_per_day",
    "days_per_week",
    "unpaid_helpers",
)
NOT_GIVEN = {97: "tidak tahu", 98: "menolak menjawab", 99: "tidak ditanyakan"}
#: Of these a few answers were not given; the codes lie beyond every possible answer.
SOMETIMES_NOT_GIVEN = ("age", "education", "work_giver", "days_per_week", "household_size", "knows_umk")
_SPSS_DATE = slice(92, 109)


def make(seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Draw the study.

    Returns
    -------
    dict of pandas.DataFrame
        ``places``; ``answers``: a row per interview and a column per question, as codes of the form; ``given``: whether an
        answer was given, or why not (97, 98).
    """
    rng = np.random.default_rng(seed)
    places = process.draw_places(rng, 3, DISTRICTS)
    workers = demonstration_workers.draw_workers(places, rng, PROCESS, per_village=(9, 12))
    workers["interviewer"] = [f"D{1 + place % 4:02d}" for place in pd.factorize(workers["desa"])[0]]
    day = pd.Timestamp("2024-05-06") + pd.to_timedelta(pd.factorize(workers["desa"])[0], unit="D")
    workers["interview_date"] = day.strftime("%Y-%m-%d")
    workers["consent"] = "yes"
    refused = rng.choice(len(workers), 5, replace=False)
    keep = ["kecamatan", "desa", "interviewer", "interview_date"]
    workers.loc[refused, [name for name in COLUMNS if name not in keep]] = None
    workers.loc[refused, "consent"] = "no"
    answers = workers[list(COLUMNS)]
    given = pd.DataFrame(0, index=answers.index, columns=list(SOMETIMES_NOT_GIVEN))
    asked = answers["consent"] == "yes"
    for name in SOMETIMES_NOT_GIVEN:
        rows = rng.choice(np.flatnonzero(asked), 4, replace=False)
        given.loc[answers.index[rows], name] = rng.choice([97, 98], 4)
    return {"places": places, "answers": answers, "given": given}


def write(folder: Path, seed: int = SEED) -> list[Path]:
    """Write ``places.csv`` and ``survey.sav`` into `folder`; the same seed gives the same bytes."""
    tables = make(seed)
    form = questionnaire.with_places(questionnaire.load(), tables["places"])
    files.write_csv(folder / "places.csv", tables["places"])
    with files.replacing(folder / "survey.sav") as temporary:
        _write_sav(tables, form, temporary)
    return [folder / "places.csv", folder / "survey.sav"]


def _write_sav(tables: dict[str, pd.DataFrame], form: Questionnaire, path: Path) -> None:
    coded, labels = {}, {}
    for question, column in COLUMNS.items():
        values = tables["answers"][question]
        if form.questions.at[question, "kind"] == "one":
            names = form.choice_names(question)
            coded[column] = values.map({name: number for number, name in enumerate(names, 1)}).astype(float)
            shown = form.choice_labels(question, "id")
            labels[column] = {number: shown[name] for number, name in enumerate(names, 1)}
        else:
            coded[column] = values if question in ("interviewer", "interview_date") else values.astype(float)
        if question in tables["given"]:
            why = tables["given"][question]
            coded[column] = coded[column].where(why == 0, why.astype(float))
            labels[column] = {**labels.get(column, {}), **NOT_GIVEN}
    sheet = form.sheets["survey"].set_index("name")
    pyreadstat.write_sav(
        pd.DataFrame(coded),
        str(path),
        file_label="Demonstration survey: invented",
        column_labels=[
            None if question in UNLABELLED else sheet.at[question, LABEL_COLUMNS["id"]] for question in COLUMNS
        ],
        variable_value_labels=labels,
        missing_ranges={COLUMNS[question]: [{"lo": 97, "hi": 99}] for question in SOMETIMES_NOT_GIVEN},
    )
    content = bytearray(path.read_bytes())
    # SPSS files carry the moment of their making.
    content[_SPSS_DATE] = b"06 May 2409:00:00"
    path.write_bytes(content)
