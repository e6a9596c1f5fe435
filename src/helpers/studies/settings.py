"""Read and check ``study.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from helpers.facts import reference
from helpers.files import paths
from helpers.language import Note, UserError, near, nearest
from helpers.studies.model import CodingSource, Study, SurveySource
from helpers.studies.settings_model import CodingSettings, MinimumWageSettings, StudySettings, SurveySettings
from helpers.studies.settings_problems import as_user_error

#: The province whose regencies ``data/reference/regencies_central_java.csv`` lists.
_LISTED_PROVINCE = "Jawa Tengah"


def names() -> list[str]:
    """Return the names of all studies: the folders with a ``study.yaml``."""
    return sorted(file.parent.name for file in paths.studies().glob("*/study.yaml"))


def waiting() -> list[str]:
    """Return the studies whose survey is not there yet: they are left out of runs over all studies."""
    return [name for name in names() if not _has_survey(paths.studies() / name)]


def _has_survey(folder: Path) -> bool:
    """Whether the named survey file is there; settings that cannot be read are for `load` to complain of."""
    try:
        survey = _read_yaml(folder / "study.yaml").get("survey") or {}
        return (folder / str(survey.get("file") or SurveySettings.model_fields["file"].default)).exists()
    except (UserError, AttributeError):
        return True


def load(name: str) -> Study:
    """Read one study.

    Parameters
    ----------
    name
        Its folder's name under ``data/studies``.

    Raises
    ------
    UserError
        Where there is no such study, or its ``study.yaml`` has something missing, unknown or impossible.
    """
    if name not in names():
        there = nearest(name, names()) or names()
        raise UserError(
            "study: there is no study {name!r} in {folder}. There is: {there}. "
            "Choose one of these, or begin one with make study REGENCY=… YEAR=… (python -m helpers new).",
            name=name,
            folder=paths.relative(paths.studies()),
            there=", ".join(there),
        )
    folder = paths.studies() / name
    file = folder / "study.yaml"
    return _study(name, folder, _checked(_read_yaml(file), file), file)


def _checked(given: dict[str, Any], file: Path) -> StudySettings:
    try:
        settings = StudySettings.model_validate(given)
    except ValidationError as found:
        raise as_user_error(found, paths.relative(file)) from None
    _check_regency(settings, file)
    return settings


def _study(name: str, folder: Path, settings: StudySettings, file: Path) -> Study:
    wage = settings.minimum_wage if isinstance(settings.minimum_wage, MinimumWageSettings) else None
    return Study(
        name=name,
        folder=folder,
        title={"en": name, **settings.title},
        regency=settings.regency,
        province=settings.province,
        year=settings.year,
        provenance=settings.provenance,
        languages=tuple(settings.languages or ["en"]),
        survey=_survey(folder, settings.survey, file),
        given_minimum_wage={"amount": wage.amount, "source": wage.source} if wage and wage.amount else None,
        minimum_wages=_existing(folder, wage.file, file, "minimum_wage") if wage and wage.file else None,
        province_has_minimum_wage=settings.minimum_wage == "province",
        truth=dict(settings.truth),
        codings=_codings(folder, settings.codings, file) if settings.codings else None,
    )


def _survey(folder: Path, survey: SurveySettings, file: Path) -> SurveySource:
    return SurveySource(
        file=_existing(folder, survey.file, file, "survey"),
        places=_existing(folder, survey.places, file, "survey"),
        columns=dict(survey.columns),
        values={question: dict(values) for question, values in survey.values.items()},
        stratum=survey.stratum,
        cluster=survey.cluster,
        weight=survey.weight,
    )


def _codings(folder: Path, codings: CodingSettings, file: Path) -> CodingSource:
    def table(name: str) -> Path | None:
        return _existing(folder, name, file, "codings") if name else None

    return CodingSource(
        files={
            coder: _existing(folder, name, file, "codings", or_folder=True) for coder, name in codings.files.items()
        },
        documents=table(codings.documents),
        overlap=float(codings.overlap),
        families=dict(codings.families),
        adjudicated=table(codings.adjudicated),
    )


def _read_yaml(file: Path) -> dict[str, Any]:
    where = paths.relative(file)
    try:
        settings = yaml.safe_load(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UserError(
            "{file}: byte {byte} is not UTF-8. Save the file as UTF-8.", file=where, byte=error.start
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Note("{file}, line {line}", file=where, line=mark.line + 1) if mark else where
        raise UserError(
            "{place}: this is not readable as YAML ({problem}). Mend the line; indent with spaces, never with tabs.",
            place=place,
            problem=getattr(error, "problem", error),
        ) from None
    if not isinstance(settings, dict):
        raise UserError("{file}: nothing is set. Copy the file of kab-semarang-2021 and change it.", file=where)
    return settings


def _check_regency(settings: StudySettings, file: Path) -> None:
    """Refuse a name that is in no list, except elsewhere, where what is said of the minimum wage shows that it is meant."""
    known = reference.regencies()["name"].tolist()
    elsewhere = settings.minimum_wage is not None and (
        settings.minimum_wage != "province" or settings.province != _LISTED_PROVINCE
    )
    if settings.regency in known or elsewhere:
        return
    raise UserError(
        "{file}, regency: {regency!r} is not in data/reference/regencies_central_java.csv (nearest: {near}). Write it as there; "
        "for a regency elsewhere, give its minimum_wage with amount and source.",
        file=paths.relative(file),
        regency=settings.regency,
        near=near(settings.regency, known),
    )


def _existing(folder: Path, name: str, settings_file: Path, setting: str, or_folder: bool = False) -> Path:
    path = folder / name
    if not (path.is_file() or (or_folder and path.is_dir())):
        there = ", ".join(sorted(file.name for file in folder.iterdir() if or_folder or file.is_file()))
        exports = [one.name for one in sorted(folder.iterdir()) if one.stem == "survey" and one.is_file()]
        meant = ""
        if setting == "survey" and exports:
            meant = Note(" Is it {export}? Then write `file: {export}`.", export=exports[0])
        raise UserError(
            "{where}, {setting}: the file {name!r} is not in {folder} (there: {there}). Put it there or correct the "
            "name.{meant}",
            where=paths.relative(settings_file),
            setting=setting,
            name=name,
            folder=paths.relative(folder),
            there=there,
            meant=meant,
        )
    return path
