"""``data/datapackage.json``: every file of the data for machines, made from the schemas and the questionnaire.

The file follows the Data Package standard, version 2. Columns, limits and choices of the facts and of the surveys are those
that `helpers.reference`, `helpers.evidence` and the questionnaire check them by.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandera.pandas as pa

from helpers import checked_tables as tables
from helpers import data_files, evidence, files, paths, questionnaire, reference
from helpers import study as studies
from helpers.data_files import DataFile

PROFILES = "https://datapackage.org/profiles/2.0/"
_TYPES = {"Int64": "integer", "float64": "number"}
#: File and column → the file and column in which each of its values stands.
_REFERS_TO = {
    ("umk_cilacap_zones", "bps_code"): ("regencies_central_java", "bps_code"),
    ("published_pay", "repeats_obs"): ("published_pay", "obs_id"),
    ("segments", "document_id"): ("documents", "document_id"),
    ("codebook", "parent"): ("codebook", "code"),
    ("codings", "segment_id"): ("segments", "segment_id"),
    ("codings", "code"): ("codebook", "code"),
    ("against_expectation", "segment_id"): ("segments", "segment_id"),
    ("against_expectation", "figure_id"): ("published_figures", "id"),
}
_INVENTED = "DEMONSTRATION DATA, INVENTED BY A PROGRAM: evidence of nothing; nobody in it exists."


def file() -> Path:
    """Return where the description stands."""
    return paths.data() / "datapackage.json"


def package() -> dict[str, Any]:
    """Describe the data that the collection ships.

    Returns
    -------
    dict
        A Data Package (version 2): the licence, and one resource per CSV file with its hash, size, columns and keys.
    """
    return {
        "$schema": PROFILES + "datapackage.json",
        "name": "home-workers",
        "title": "Home workers in the putting-out system: minimum wages, law, published evidence, survey form",
        "description": (
            "Real and published: minimum wages, law, published pay and hours, documents and what they say of home workers "
            "(pekerja rumahan) in Central Java, Indonesia; every row has its source. The surveys under studies/ are "
            "demonstration surveys: invented by a program, evidence of nothing."
        ),
        "keywords": [
            "home workers",
            "pekerja rumahan",
            "putting-out system",
            "piece rates",
            "minimum wage",
            "Indonesia",
        ],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": "The home-workers project", "roles": ["creator"]}],
        "resources": [_resource(one) for one in data_files.shipped() if one.path.endswith(".csv")],
    }


def text() -> str:
    """Return the description as it stands in the file."""
    return json.dumps(package(), indent=1, ensure_ascii=False) + "\n"


def _resource(one: DataFile) -> dict[str, Any]:
    content = one.file.read_bytes()
    told = f"Source: {one.source['en']}."
    if one.origin == "invented":
        told = f"{_INVENTED} {told}"
    from_the_field = one.path.startswith("studies/") and one.path.endswith("/survey.csv")
    if from_the_field:
        told += " As from the field: a cell that its column does not allow is one of the errors in planted_errors.csv."
    schema = _survey_schema(one) if from_the_field else _checked_schema(one)
    return {
        "$schema": PROFILES + "dataresource.json",
        "name": one.name,
        "path": one.path,
        "type": "table",
        "title": one.title["en"],
        "description": told,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": _delimiter(one)},
        "schema": {"$schema": PROFILES + "tableschema.json", **schema, "missingValues": [""]},
    }


def _header(one: DataFile) -> list[str]:
    with one.file.open(encoding="utf-8", newline="") as opened:
        return next(csv.reader(opened, delimiter=_delimiter(one)))


def _delimiter(one: DataFile) -> str:
    with one.file.open(encoding="utf-8") as opened:
        return max(",;", key=opened.readline().count)


# --- Files of facts: from the schemas that they are read with ---


def _checked_schema(one: DataFile) -> dict[str, Any]:
    schema = _schemas()[one.name]()
    fields = [_field(name, schema.columns[name]) for name in _header(one)]
    singles = [[name] for name, column in schema.columns.items() if column.unique]
    together = [check.name.split(", ") for check in schema.checks if check.error == tables.once("x").error]
    keys = singles + together
    found: dict[str, Any] = {"fields": fields}
    if keys:
        found["primaryKey"] = keys[0]
    if together and keys[1:]:
        found["uniqueKeys"] = keys[1:]
    links = [_link(one.name, column, *to) for (name, column), to in _REFERS_TO.items() if name == one.name]
    return found | ({"foreignKeys": links} if links else {})


def _link(name: str, column: str, other: str, key: str) -> dict[str, Any]:
    # A reference to a row of the same file names no resource.
    to = {"fields": [key]} if other == name else {"resource": other, "fields": [key]}
    return {"fields": [column], "reference": to}


def _field(name: str, column: pa.Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        constraints |= _constraint(check)
    field = {"name": name, "type": _TYPES.get(str(column.dtype), "string"), "title": data_files.COLUMN_TITLES[name]}
    field["description"] = f"Allowed: {column.description}."
    return field | ({"constraints": constraints} if constraints else {})


def _constraint(check: pa.Check) -> dict[str, Any]:
    stated = check.statistics
    if "allowed_values" in stated:
        return {"enum": list(stated["allowed_values"])}
    if "min_value" in stated:
        return {"minimum": stated["min_value"], "maximum": stated["max_value"]}
    if "pattern" not in stated:
        return {}
    # The standard's patterns match the whole cell and know no groups that do not capture.
    pattern = stated["pattern"].removeprefix("^(?:").removesuffix(")$").replace("(?:", "(")
    return {} if pattern == ".+" else {"pattern": pattern}


def _schemas() -> dict[str, Callable[[], pa.DataFrameSchema]]:
    made = {
        "questionnaire-survey": _questions_schema,
        "questionnaire-choices": _choices_schema,
        "questionnaire-settings": _settings_schema,
        "simulation-coverage": _coverage_schema,
    }
    of_studies = {
        f"{name}-{kind}": schema
        for name in data_files.STUDIES
        for kind, schema in {"places": _places_schema, "planted_errors": _planted_schema}.items()
    }
    return {**reference.SCHEMAS, **evidence.SCHEMAS, **made, **of_studies}


def _questions_schema() -> pa.DataFrameSchema:
    said = {
        "label": "the question, as it is read out",
        "hint": "what the interviewer is told",
        "constraint_message": "what the form says when an answer is not possible",
    }
    by_language = {
        f"{what}::{language}": tables.text(f"{wanted}, in {language.split(' (')[0]}", blank=True)
        for what, wanted in said.items()
        for language in ("English (en)", "Bahasa Indonesia (id)")
    }
    return pa.DataFrameSchema(
        {
            "type": tables.text("the XLSForm type of the question, or where a group begins and ends"),
            "name": tables.text("the name of the question, or of the group", "[a-z_0-9]+", blank=True),
            **by_language,
            "required": tables.choice(["yes"], blank=True),
            "relevant": tables.text("when the question is asked, in XLSForm's words", blank=True),
            "constraint": tables.text("which answers are possible, in XLSForm's words", blank=True),
            "choice_filter": tables.text("which choices are shown, in XLSForm's words", blank=True),
            "unit": tables.text("the unit of the answer", blank=True),
            "minimum": tables.amount("in the question's unit,", 0, 100_000_000, blank=True),
            "maximum": tables.amount("in the question's unit,", 0, 100_000_000, blank=True),
            "personal": tables.choice(["yes"], blank=True),
            "short_en": tables.text("the label on axes and in tables, in English", blank=True),
            "short_id": tables.text("the label on axes and in tables, in Indonesian", blank=True),
        }
    )


def _choices_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "list_name": tables.text("the list that questions name in their type", "[a-z_0-9]+"),
            "name": tables.text("the choice as it stands in data", "[a-z_0-9]+"),
            "label::English (en)": tables.text("the choice for people, in English"),
            "label::Bahasa Indonesia (id)": tables.text("the choice for people, in Indonesian"),
            "kecamatan": tables.text("the kecamatan of a village; filled in by a study", blank=True),
        },
        tables.once("list_name", "name"),
    )


def _settings_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "form_title": tables.text("the title of the form"),
            "form_id": tables.key("the identifier of the form", "[a-z_0-9]+"),
            "version": tables.text("the version of the form: digits that grow", r"\d+"),
            "default_language": tables.text("the language in which the form opens"),
        }
    )


def _coverage_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "villages": tables.whole(2, 1000),
            "method": tables.choice(["cr2", "cr1_t", "cr1_normal", "ols"]),
            **{name: tables.amount("a share", 0, 1) for name in ("coverage", "low", "high")},
            "width": tables.amount("a width of the elasticity", 0, 10),
            **{name: tables.amount("an elasticity", -10, 10) for name in ("mean_estimate", "truth")},
            "mean_df": tables.amount("degrees of freedom", 0, 1_000_000),
            "surveys": tables.whole(1, 1_000_000),
        },
        tables.once("villages", "method"),
    )


def _places_schema() -> pa.DataFrameSchema:
    name, label = ("a name in small letters, digits and _", "[a-z_0-9]+"), "the name for people"
    return pa.DataFrameSchema(
        {
            "kecamatan": tables.text(*name),
            "kecamatan_label": tables.text(label),
            "desa": tables.key(*name),
            "desa_label": tables.text(label),
            "villages_total": tables.whole(1, 1_000),
            "workers_listed": tables.whole(1, 100_000),
        }
    )


def _planted_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "row": tables.whole(2, 1_000_000),
            "field": tables.text("a question of the form"),
            "kind": tables.text("what kind of error it is", "[a-z_]+"),
            "written": tables.text("what stands in survey.csv", blank=True),
            "truth": tables.text("what had been drawn", blank=True),
            "outcome": tables.choice(["corrected", "blanked", "missing", "rejected"]),
        }
    )


# --- Survey files: from the questionnaire ---


def _survey_schema(one: DataFile) -> dict[str, Any]:
    study = studies.load(one.path.split("/")[1])
    form = studies.form(study)
    return {
        "fields": [_answer(form, name) for name in _header(one)],
        "primaryKey": ["_id"],
        "foreignKeys": [_link(one.name, study.survey.cluster, f"{study.name}-places", "desa")],
    }


def _answer(form: questionnaire.Questionnaire, name: str) -> dict[str, Any]:
    asked, _, chosen = name.partition("/")
    if asked not in form.questions.index:
        return _of_kobotoolbox(name)
    if chosen:
        told = form.choice_labels(asked, "en")[chosen]
        return {
            "name": name, "type": "boolean", "title": f"{form.label(asked, 'en')}: {told}",
            "description": "1 if the answer was chosen.", "trueValues": ["1"], "falseValues": ["0"],
        }  # fmt: skip
    question, sheet = form.question(name), form.sheets["survey"].set_index("name").loc[name]
    label = sheet[questionnaire.LABEL_COLUMNS["en"]]
    told = [f"{label}." if label and not label.endswith("?") else label]
    told += [f"Unit: {question['unit']}."] if question["unit"] else []
    told += ["Personal: dropped before any analysis."] if question["personal"] else []
    constraints = ({"required": True} if sheet["required"] == "yes" else {}) | _possible(form, name)
    field = {"name": name, "type": _ANSWERS[question["kind"]], "title": form.label(name, "en")}
    if told := " ".join(filter(None, told)):
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
        found |= _constraint(check)
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
    "text": "string", "date": "date", "time": "datetime", "place": "string", "count": "integer", "number": "number",
    "one": "string", "several": "string",
}  # fmt: skip


def write() -> Path:
    """Write the description, and return where it stands."""
    files.write_text(file(), text())
    return file()


if __name__ == "__main__":
    print(f"{paths.relative(write())}: {len(package()['resources'])} files")
