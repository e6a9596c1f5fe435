"""Read and check ``study.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from helpers.facts import reference
from helpers.files import paths
from helpers.form import questionnaire
from helpers.language import LANGUAGES, Note, UserError, near, nearest
from helpers.studies.model import CodingSource, Study, SurveySource

PROVENANCES = ("demonstration", "field")
_REQUIRED = ("title", "regency", "province", "year", "provenance", "survey")
_OPTIONAL = ("languages", "minimum_wage", "truth", "codings")
_SURVEY_DEFAULTS: dict[str, Any] = {
    "file": "survey.csv", "places": "places.csv", "columns": {}, "values": {}, "stratum": "kecamatan",
    "cluster": "desa", "weight": "",
}  # fmt: skip
_CODING_DEFAULTS: dict[str, Any] = {"files": {}, "documents": "", "overlap": 0.5, "families": {}, "adjudicated": ""}
_SHAPES: dict[str, tuple[type, str]] = {
    "title": (dict, "{en: Home workers in …, id: Pekerja rumahan di …}"),
    "regency": (str, "Kabupaten Semarang"),
    "province": (str, "Jawa Tengah"),
    "year": (int, "2021"),
    "languages": (list, "[en, id]"),
    "survey": (dict, "{file: survey.csv}"),
    "truth": (dict, "{elasticity: -0.2}"),
    "codings": (dict, "{files: {coder_1: first.qdpx, coder_2: second.qdpx}}"),
}
_SURVEY_SHAPES: dict[str, tuple[type, str]] = {
    "file": (str, "survey.csv"),
    "places": (str, "places.csv"),
    "columns": (dict, "{Umur: age}"),
    "values": (dict, "{sex: {1: female, 2: male}}"),
    "stratum": (str, "kecamatan"),
    "cluster": (str, "desa"),
    "weight": (str, "weight"),
}
_CODING_SHAPES: dict[str, tuple[type, str]] = {
    "files": (dict, "{coder_1: first.qdpx, coder_2: second.qdpx}"),
    "documents": (str, "documents.csv"),
    "families": (dict, "{ngo_role: Peran LSM}"),
    "adjudicated": (str, "decisions.csv"),
}


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
        return (folder / str(survey.get("file") or _SURVEY_DEFAULTS["file"])).exists()
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
            name=name, folder=paths.relative(paths.studies()), there=", ".join(there),
        )  # fmt: skip
    folder = paths.studies() / name
    file = folder / "study.yaml"
    settings = _read_yaml(file)
    _check(settings, file)
    survey = {**_SURVEY_DEFAULTS, **_given(settings["survey"])}
    wage = settings.get("minimum_wage") or {}
    return Study(
        name=name,
        folder=folder,
        title={"en": name, **settings["title"]},
        regency=_known_regency(settings, file),
        province=settings["province"],
        year=int(settings["year"]),
        provenance=settings["provenance"],
        languages=tuple(settings.get("languages") or ["en"]),
        survey=SurveySource(
            file=_existing(folder, survey["file"], file, "survey"),
            places=_existing(folder, survey["places"], file, "survey"),
            columns=_texts(survey["columns"]),
            values={question: _texts(values) for question, values in survey["values"].items()},
            stratum=survey["stratum"],
            cluster=survey["cluster"],
            weight=survey["weight"],
        ),
        given_minimum_wage=None if "file" in wage else settings.get("minimum_wage"),
        minimum_wages=_existing(folder, wage["file"], file, "minimum_wage") if "file" in wage else None,
        truth=dict(settings.get("truth") or {}),
        codings=_codings(folder, settings.get("codings"), file),
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
            place=place, problem=getattr(error, "problem", error),
        ) from None  # fmt: skip
    if not isinstance(settings, dict):
        raise UserError("{file}: nothing is set. Copy the file of kab-semarang-2021 and change it.", file=where)
    return settings


def _check(settings: dict[str, Any], file: Path) -> None:
    where = paths.relative(file)
    for key in settings:
        _known_key(key, _REQUIRED + _OPTIONAL, where)
    absent = [key for key in _REQUIRED if settings.get(key) in (None, "")]
    if absent:
        raise UserError("{where}: {name!r} is missing. Add a line `{name}: …`.", where=where, name=absent[0])
    _check_shapes(settings, _SHAPES, where)
    for key in settings["survey"]:
        _known_key(key, tuple(_SURVEY_DEFAULTS), f"{where}, survey")
    _check_shapes(settings["survey"], _SURVEY_SHAPES, f"{where}, survey")
    _check_values(settings["survey"].get("values") or {}, f"{where}, survey, values")
    if settings["provenance"] not in PROVENANCES:
        raise UserError(
            "{where}, provenance: {value!r} is neither of {known}. Write field only for the answers of real people.",
            where=where, value=settings["provenance"], known=", ".join(PROVENANCES),
        )  # fmt: skip
    for language in settings.get("languages") or []:
        if language not in LANGUAGES:
            raise UserError(
                "{where}, languages: {language!r} is not one of {known}.",
                where=where, language=language, known=", ".join(LANGUAGES),
            )  # fmt: skip
    questions = questionnaire.load().questions.index
    for key in ("stratum", "cluster"):
        question = settings["survey"].get(key) or _SURVEY_DEFAULTS[key]
        if question not in questions:
            raise UserError(
                "{where}: {question!r} is not a question (nearest: {near}).",
                where=f"{where}, survey, {key}", question=question, near=near(question, questions),
            )  # fmt: skip
    if settings.get("truth") and settings["provenance"] != "demonstration":
        raise UserError("{where}, truth: only an invented survey has a known truth. Delete the line.", where=where)
    _check_minimum_wage(settings.get("minimum_wage"), where)
    _check_codings(settings.get("codings"), where)


def _check_values(given: dict[str, Any], where: str) -> None:
    form = questionnaire.load()
    for question, values in given.items():
        if question not in form.questions.index:
            raise UserError(
                "{where}: {question!r} is not a question (nearest: {near}).",
                where=where, question=question, near=near(str(question), form.questions.index),
            )  # fmt: skip
        if question in form.personal():
            raise UserError(
                "{where}: {question!r} is personal and not kept. Delete the line.", where=where, question=question
            )
        if not isinstance(values, dict):
            raise UserError(
                "{where}, {question}: write it as in `sex: {{1: female, 2: male}}`.", where=where, question=question
            )


def _texts(values: dict[Any, Any]) -> dict[str, str]:
    """Write both sides as text: YAML takes 1 for a number, and yes and no for truths."""
    return {_text(value): _text(choice) for value, choice in values.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()


def _check_shapes(settings: dict[str, Any], shapes: dict[str, tuple[type, str]], where: str) -> None:
    for key, (kind, example) in shapes.items():
        value = settings.get(key)
        # YAML's true and false count as whole numbers in Python, but never as a year.
        if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
            raise UserError(
                "{where}, {key}: {value!r} has the wrong form. Write it as in `{key}: {example}`.",
                where=where, key=key, value=value, example=example,
            )  # fmt: skip


def _given(settings: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was left blank: who deletes what stands behind a colon means the usual."""
    return {key: value for key, value in settings.items() if value is not None}


def _known_key(key: str, known: tuple[str, ...], where: str) -> None:
    if key not in known:
        closest = nearest(str(key), known, 1)
        meant = (
            Note("Did you mean {name!r}?", name=closest[0])
            if closest
            else Note("There are: {known}.", known=", ".join(known))
        )
        raise UserError("{where}: {key!r} is not a setting. {meant}", where=where, key=key, meant=meant)


def _check_minimum_wage(given: dict[str, Any] | None, where: str) -> None:
    if given is None:
        return
    if isinstance(given, dict) and set(given) == {"file"} and isinstance(given["file"], str) and given["file"]:
        return
    amount = given.get("amount") if isinstance(given, dict) else None
    if not isinstance(amount, int | float) or isinstance(amount, bool) or not amount > 0 or not given.get("source"):
        raise UserError(
            "{where}, minimum_wage: an amount in rupiah a month and its source are needed, as in "
            "`minimum_wage: {{amount: 2302797.59, source: 'decree or address'}}`; or a table of the shape of "
            "data/reference/regency_minimum_wages.csv, as in `minimum_wage: {{file: minimum_wages.csv}}`.",
            where=where,
        )


def _check_codings(given: dict[str, Any] | None, where: str) -> None:
    if given is None:
        return
    for key in given:
        _known_key(key, tuple(_CODING_DEFAULTS), f"{where}, codings")
    _check_shapes(given, _CODING_SHAPES, f"{where}, codings")
    if not given.get("files"):
        raise UserError(
            "{where}, codings: no file is named. Write who coded which file, as in "
            "`files: {{coder_1: first.qdpx, coder_2: second.qdpx}}`; codes for persons, never names.",
            where=where,
        )
    overlap = given.get("overlap", _CODING_DEFAULTS["overlap"])
    if not isinstance(overlap, int | float) or isinstance(overlap, bool) or not 0 <= overlap <= 1:
        raise UserError(
            "{where}, codings, overlap: {overlap!r} is not a share from 0 to 1. Write for instance 0.5.",
            where=where, overlap=overlap,
        )  # fmt: skip


def _codings(folder: Path, given: dict[str, Any] | None, file: Path) -> CodingSource | None:
    if given is None:
        return None
    settings = {**_CODING_DEFAULTS, **_given(given)}
    optional = {
        name: _existing(folder, settings[name], file, "codings") if settings[name] else None
        for name in ("documents", "adjudicated")
    }
    return CodingSource(
        files={
            str(coder): _existing(folder, str(name), file, "codings", or_folder=True)
            for coder, name in settings["files"].items()
        },
        overlap=float(settings["overlap"]),
        families=dict(settings["families"]),
        **optional,
    )


def _known_regency(settings: dict[str, Any], file: Path) -> str:
    known = reference.regencies()["name"].tolist()
    regency = settings["regency"]
    if regency in known or settings.get("minimum_wage"):
        return regency
    raise UserError(
        "{file}, regency: {regency!r} is not in data/reference/regencies_central_java.csv (nearest: {near}). Write it as there; "
        "for a regency elsewhere, give its minimum_wage with amount and source.",
        file=paths.relative(file), regency=regency, near=near(regency, known),
    )  # fmt: skip


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
            where=paths.relative(settings_file), setting=setting, name=name, folder=paths.relative(folder), there=there,
            meant=meant,
        )  # fmt: skip
    return path
