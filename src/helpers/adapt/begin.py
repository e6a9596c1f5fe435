"""A folder for another regency: settings with comments, the form to upload, an empty table, a checklist.

Nothing that is there is ever written over, and nothing is written unless everything can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Template

import pandas as pd

from helpers import files, studies
from helpers.facts import minimum_wages, reference
from helpers.facts.vocabulary import PROVINCES
from helpers.files import paths
from helpers.form import data_template, questionnaire
from helpers.language import UserError, near

CENTRAL_JAVA = "Jawa Tengah"
#: What stands for a district or village until there are real ones: a form cannot have an empty list.
TO_FILL = "isi_places_csv"
_FIRST, _LAST = 2014, 2100
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Wanted:
    """Which study is to be begun: an official regency, its province, a year; folder and titles follow from these."""

    regency: str
    year: int
    province: str = CENTRAL_JAVA

    @property
    def name(self) -> str:
        """Return the folder's name, for instance ``kab-demak-2024``."""
        kind, _blank, place = self.regency.partition(" ")
        short = {"Kabupaten": "kab", "Kota": "kota"}[kind]
        return f"{short}-{place.lower().replace(' ', '-')}-{self.year}"


def check(regency: str, year: int | str, province: str = CENTRAL_JAVA) -> Wanted:
    """Check what a new study is asked for.

    Raises
    ------
    UserError
        For a regency that is written otherwise than officially, an unknown province, or a year that cannot be.
    """
    if province not in PROVINCES:
        raise UserError(
            "PROVINCE: {province!r} is not a province (nearest: {near}).",
            province=province,
            near=near(province, PROVINCES),
        )
    known = reference.regencies()["name"].tolist()
    wanted = " ".join(str(regency).split())
    exact = {name.casefold(): name for name in known}.get(wanted.casefold())
    if exact is not None:
        wanted = exact
    elif province == CENTRAL_JAVA or wanted.split(" ")[0] not in ("Kabupaten", "Kota") or " " not in wanted:
        raise UserError(
            "REGENCY: {regency!r} is not a regency or city of Central Java by its official name (nearest: {near}). Write for "
            'instance REGENCY="Kabupaten Demak"; for another province add PROVINCE="Jawa Timur".',
            regency=regency,
            near=near(wanted, known),
        )
    text = str(year).strip()
    if not text.isdigit() or not _FIRST <= int(text) <= _LAST:
        raise UserError(
            "YEAR: {year!r} is not a year from {first} to {last}. Write for instance YEAR=2024.",
            year=year,
            first=_FIRST,
            last=_LAST,
        )
    return Wanted(wanted, int(text), province)


def write(wanted: Wanted) -> list[Path]:
    """Write the folder of a new study.

    Returns
    -------
    list of Path
        ``study.yaml``, ``places.csv``, ``form.xlsx``, ``data_template.xlsx``, ``CHECKLIST.md``.

    Raises
    ------
    UserError
        Where the folder is there already: nothing is written over.
    """
    folder = paths.studies() / wanted.name
    if folder.exists():
        raise UserError(
            "{folder} is there already, and nothing is written over. Work in it, or move it away first.",
            folder=paths.relative(folder),
        )
    places = known_places(wanted.regency)
    form = _form(places)
    files.write_text(folder / "study.yaml", settings_text(wanted))
    files.write_csv(folder / "places.csv", places)
    files.write_xlsx(folder / "form.xlsx", questionnaire.form_sheets(form))
    data_template.write(form, folder / "data_template.xlsx")
    files.write_text(folder / "CHECKLIST.md", checklist(wanted))
    return [folder / name for name in ("study.yaml", "places.csv", "form.xlsx", "data_template.xlsx", "CHECKLIST.md")]


def write_form(folder: Path) -> list[Path]:
    """Write ``form.xlsx`` and ``data_template.xlsx`` anew with the districts and villages of ``places.csv``.

    Raises
    ------
    UserError
        Where ``places.csv`` is missing, has no row, or has a cell that cannot be.
    """
    table = studies.read_places(folder / "places.csv")
    form = questionnaire.with_places(questionnaire.load(), table)
    files.write_xlsx(folder / "form.xlsx", questionnaire.form_sheets(form))
    data_template.write(form, folder / "data_template.xlsx")
    return [folder / "form.xlsx", folder / "data_template.xlsx"]


def known_places(regency: str) -> pd.DataFrame:
    """Return the districts and villages that another study of the regency has, without its counts; else no row."""
    for name in studies.names():
        folder = paths.studies() / name
        try:
            study = studies.load(name)
            table = studies.places(study)
        except UserError:
            continue
        if study.regency == regency and folder.is_dir():
            return table.assign(villages_total="", workers_listed="")[list(studies.PLACE_COLUMNS)]
    return pd.DataFrame(columns=list(studies.PLACE_COLUMNS))


def _form(places: pd.DataFrame) -> questionnaire.Questionnaire:
    if len(places):
        return questionnaire.with_places(questionnaire.load(), places)
    label = "Fill in places.csv first / Isi places.csv dahulu"
    empty = pd.DataFrame([{name: "" for name in studies.PLACE_COLUMNS}])
    empty[["kecamatan", "desa"]], empty[["kecamatan_label", "desa_label"]] = TO_FILL, label
    return questionnaire.with_places(questionnaire.load(), empty)


def has_minimum_wage(wanted: Wanted) -> bool:
    """Whether the tables have the minimum wage of the regency and year."""
    try:
        minimum_wages.minimum_wage(wanted.regency, wanted.year)
    except UserError:
        return False
    return True


def settings_text(wanted: Wanted) -> str:
    """Write ``study.yaml`` with a comment in both languages at each line that may be changed."""
    part = "wage_known.yaml" if has_minimum_wage(wanted) else "wage_missing.yaml"
    return _filled("study.yaml", wanted, wage=(_TEMPLATES / part).read_text(encoding="utf-8"))


def checklist(wanted: Wanted) -> str:
    """Write the steps from the empty folder to the figures, in both languages."""
    return _filled("CHECKLIST.md", wanted)


def _filled(template: str, wanted: Wanted, **more: str) -> str:
    text = Template((_TEMPLATES / template).read_text(encoding="utf-8"))
    return text.substitute(name=wanted.name, regency=wanted.regency, year=wanted.year, province=wanted.province, **more)
