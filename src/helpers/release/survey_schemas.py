"""The schema of a study's field file for the data package: the questionnaire's labels and limits."""

from __future__ import annotations

from typing import Any

from helpers import studies
from helpers.form import questionnaire
from helpers.release.columns import constraint, header, link
from helpers.release.data_files import DataFile


def survey_schema(one: DataFile) -> dict[str, Any]:
    """Return the schema of a study's field file, with the questionnaire's labels and limits."""
    study = studies.load(one.path.split("/")[1])
    form = studies.form(study)
    return {
        "fields": [_answer(form, name) for name in header(one)],
        "primaryKey": ["_id"],
        "foreignKeys": [link(one.name, study.survey.cluster, f"{study.name}-places", "desa")],
    }


def _answer(form: questionnaire.Questionnaire, name: str) -> dict[str, Any]:
    asked, _, chosen = name.partition("/")
    if asked not in form.questions.index:
        return _of_kobotoolbox(name)
    if chosen:
        told = form.choice_labels(asked, "en")[chosen]
        return {
            "name": name,
            "type": "boolean",
            "title": f"{form.label(asked, 'en')}: {told}",
            "description": "1 if the answer was chosen.",
            "trueValues": ["1"],
            "falseValues": ["0"],
        }
    question, sheet = form.question(name), form.sheets["survey"].set_index("name").loc[name]
    label = sheet[questionnaire.LABEL_COLUMNS["en"]]
    parts = [f"{label}." if label and not label.endswith("?") else label]
    parts += [f"Unit: {question['unit']}."] if question["unit"] else []
    parts += ["Personal: dropped before any analysis."] if question["personal"] else []
    constraints = ({"required": True} if sheet["required"] == "yes" else {}) | _possible(form, name)
    field = {"name": name, "type": _ANSWERS[question["kind"]], "title": form.label(name, "en")}
    if told := " ".join(filter(None, parts)):
        field["description"] = told
    return field | ({"constraints": constraints} if constraints else {})


def _possible(form: questionnaire.Questionnaire, name: str) -> dict[str, Any]:
    """Say which answers are possible, as the form's schema does."""
    if form.question(name)["kind"] == "several":
        choices = "|".join(form.choice_names(name))
        return {"pattern": f"({choices})( ({choices}))*"}
    column = questionnaire.schema(form).columns.get(name)
    found: dict[str, Any] = {}
    for check in column.checks if column else []:
        found |= constraint(check)
    whole = form.question(name)["kind"] == "count"
    return {key: int(value) if whole and key != "enum" else value for key, value in found.items()}


def _of_kobotoolbox(name: str) -> dict[str, Any]:
    kind = "integer" if name in ("_id", "_index") else "number" if name.startswith("_gps_") else "string"
    kind = "datetime" if name == "_submission_time" else kind
    told = "Added by KoboToolbox." + (" Personal: dropped before any analysis." if name.startswith("_gps_") else "")
    field = {"name": name, "type": kind, "title": name.strip("_").replace("_", " ").capitalize(), "description": told}
    if kind == "datetime":
        field["format"] = "%Y-%m-%dT%H:%M:%S"
    return field | ({"constraints": {"required": True, "unique": True}} if name == "_id" else {})


_ANSWERS = {
    "text": "string",
    "date": "date",
    "time": "datetime",
    "place": "string",
    "count": "integer",
    "number": "number",
    "one": "string",
    "several": "string",
}
