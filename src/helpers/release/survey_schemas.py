"""Schemas of the survey files for the data package."""

from __future__ import annotations

from typing import Any

import pandera.pandas as pa

from helpers import studies
from helpers.facts import checked
from helpers.form import questionnaire
from helpers.release.columns import constraint, header, link
from helpers.release.data_files import DataFile


def questions_schema() -> pa.DataFrameSchema:
    """Return the schema of the questions of the form."""
    said = {
        "label": "the question, as it is read out",
        "hint": "what the interviewer is told",
        "constraint_message": "what the form says when an answer is not possible",
    }
    by_language = {
        f"{what}::{language}": checked.text(f"{wanted}, in {language.split(' (')[0]}", blank=True)
        for what, wanted in said.items()
        for language in ("English (en)", "Bahasa Indonesia (id)")
    }
    return pa.DataFrameSchema(
        {
            "type": checked.text("the XLSForm type of the question, or where a group begins and ends"),
            "name": checked.text("the name of the question, or of the group", "[a-z_0-9]+", blank=True),
            **by_language,
            "required": checked.choice(["yes"], blank=True),
            "relevant": checked.text("when the question is asked, in XLSForm's words", blank=True),
            "constraint": checked.text("which answers are possible, in XLSForm's words", blank=True),
            "choice_filter": checked.text("which choices are shown, in XLSForm's words", blank=True),
            "unit": checked.text("the unit of the answer", blank=True),
            "minimum": checked.amount("in the question's unit,", 0, 100_000_000, blank=True),
            "maximum": checked.amount("in the question's unit,", 0, 100_000_000, blank=True),
            "personal": checked.choice(["yes"], blank=True),
            "short_en": checked.text("the label on axes and in tables, in English", blank=True),
            "short_id": checked.text("the label on axes and in tables, in Indonesian", blank=True),
        }
    )


def choices_schema() -> pa.DataFrameSchema:
    """Return the schema of the choices of the form."""
    return pa.DataFrameSchema(
        {
            "list_name": checked.text("the list that questions name in their type", "[a-z_0-9]+"),
            "name": checked.text("the choice as it stands in data", "[a-z_0-9]+"),
            "label::English (en)": checked.text("the choice for people, in English"),
            "label::Bahasa Indonesia (id)": checked.text("the choice for people, in Indonesian"),
            "kecamatan": checked.text("the kecamatan of a village; filled in by a study", blank=True),
        },
        checked.once("list_name", "name"),
    )


def settings_schema() -> pa.DataFrameSchema:
    """Return the schema of the settings of the form."""
    return pa.DataFrameSchema(
        {
            "form_title": checked.text("the title of the form"),
            "form_id": checked.key("the identifier of the form", "[a-z_0-9]+"),
            "version": checked.text("the version of the form: digits that grow", r"\d+"),
            "default_language": checked.text("the language in which the form opens"),
        }
    )


def coverage_schema() -> pa.DataFrameSchema:
    """Return the schema of the coverage of intervals, as simulated."""
    return pa.DataFrameSchema(
        {
            "villages": checked.whole(2, 1000),
            "method": checked.choice(["cr2", "cr1_t", "cr1_normal", "ols"]),
            **{name: checked.amount("a share", 0, 1) for name in ("coverage", "low", "high")},
            "width": checked.amount("a width of the elasticity", 0, 10),
            **{name: checked.amount("an elasticity", -10, 10) for name in ("mean_estimate", "truth")},
            "mean_df": checked.amount("degrees of freedom", 0, 1_000_000),
            "surveys": checked.whole(1, 1_000_000),
        },
        checked.once("villages", "method"),
    )


def places_schema() -> pa.DataFrameSchema:
    """Return the schema of the villages of a study's sample."""
    name, label = ("a name in small letters, digits and _", "[a-z_0-9]+"), "the name for people"
    return pa.DataFrameSchema(
        {
            "kecamatan": checked.text(*name),
            "kecamatan_label": checked.text(label),
            "desa": checked.key(*name),
            "desa_label": checked.text(label),
            "villages_total": checked.whole(1, 1_000),
            "workers_listed": checked.whole(1, 100_000),
        }
    )


def planted_schema() -> pa.DataFrameSchema:
    """Return the schema of the errors planted in a demonstration survey."""
    return pa.DataFrameSchema(
        {
            "row": checked.whole(2, 1_000_000),
            "field": checked.text("a question of the form"),
            "kind": checked.text("what kind of error it is", "[a-z_]+"),
            "written": checked.text("what stands in survey.csv", blank=True),
            "truth": checked.text("what had been drawn", blank=True),
            "outcome": checked.choice(["corrected", "blanked", "missing", "rejected"]),
        }
    )


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
