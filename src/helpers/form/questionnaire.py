"""The survey form is the data dictionary: questions, choices, limits and labels, all from ``data/questionnaire``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked
from helpers.files import paths
from helpers.form.sheet_schemas import SCHEMAS
from helpers.language import UserError, near

LABEL_COLUMNS = {"en": "label::English (en)", "id": "label::Bahasa Indonesia (id)"}
#: Columns of our own in the form's sheets; XLSForm does not know them, so the form goes out without them.
OWN_COLUMNS = ("unit", "minimum", "maximum", "personal", "short_en", "short_id")
_NOT_ASKED = ("begin group", "end group", "note")


@dataclass(frozen=True)
class Questionnaire:
    """The questions, choices and settings of the survey form.

    Attributes
    ----------
    questions
        One row per question, indexed by its name, in the order of the form: ``kind`` (``text``, ``date``, ``time``,
        ``place``, ``number``, ``count``, ``one``, ``several``), ``choice_list``, ``unit``, ``minimum``, ``maximum``,
        ``personal`` (bool), ``short_en``, ``short_id``.
    choices
        One row per choice: ``list_name``, ``name``, the two label columns, ``kecamatan`` (only of a village).
    sheets
        The three sheets as they stand in the files.
    """

    questions: pd.DataFrame
    choices: pd.DataFrame
    sheets: dict[str, pd.DataFrame]

    def question(self, name: str) -> pd.Series:
        """Return one question's row, or say which names come near."""
        if name not in self.questions.index:
            raise UserError(
                "questionnaire: there is no question {name!r} (nearest: {near}). Use a name from {file}, or add the "
                "question there.",
                name=name,
                near=near(name, self.questions.index),
                file=paths.relative(folder() / "survey.csv"),
            )
        return self.questions.loc[name]

    def personal(self) -> list[str]:
        """Which questions would tell who the person is?"""
        return self.questions.index[self.questions["personal"]].tolist()

    def of_kind(self, *kinds: str) -> list[str]:
        """Which questions have one of these kinds of answer?"""
        return [name for name, kind in self._kinds.items() if kind in kinds]

    def label(self, name: str, language: str) -> str:
        """Return the short label of a question, for axes and tables."""
        return self.question(name)[f"short_{language}"]

    def choice_names(self, question: str) -> list[str]:
        """Return the names of the answers that a question offers, in the order of the form."""
        return list(self.choice_labels(question, "en"))

    def choice_labels(self, question: str, language: str) -> dict[str, str]:
        """Return how each answer of a question is written for people: choice name → label."""
        return dict(self._labels[language].get(self.question(question)["choice_list"], {}))

    # Asked for each cell of a large file, and by the same form: kept as plain dictionaries.

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return self.questions["kind"].to_dict()

    @cached_property
    def _labels(self) -> dict[str, dict[str, dict[str, str]]]:
        by_list = self.choices.groupby("list_name", sort=False)
        return {
            language: {name: dict(zip(rows["name"], rows[column], strict=True)) for name, rows in by_list}
            for language, column in LABEL_COLUMNS.items()
        }


def folder() -> Path:
    """Return the folder of the questionnaire."""
    return paths.data() / "questionnaire"


@cache
def load() -> Questionnaire:
    """Read the survey form.

    Raises
    ------
    UserError
        Where a cell is not what its column holds (`helpers.form.sheet_schemas`), a question occurs twice, or names a
        list of choices that is not there.
    """
    sheets = {name: checked.read_text(folder() / f"{name}.csv", schema) for name, schema in SCHEMAS.items()}
    survey = sheets["survey"]
    asked = survey[~survey["type"].isin(_NOT_ASKED)].copy()
    _refuse_doubles(asked["name"])
    words = asked["type"].str.split(" ", n=1, expand=True).reindex(columns=[0, 1])
    questions = pd.DataFrame(
        {
            "name": asked["name"],
            "kind": words[0].map(_KINDS),
            "choice_list": words[1].fillna(""),
            "unit": asked["unit"],
            "minimum": pd.to_numeric(asked["minimum"]),
            "maximum": pd.to_numeric(asked["maximum"]),
            "personal": asked["personal"] == "yes",
            "short_en": asked["short_en"].where(asked["short_en"] != "", asked["name"]),
            "short_id": asked["short_id"].where(asked["short_id"] != "", asked["name"]),
        }
    ).set_index("name")
    _refuse_missing_lists(questions, sheets["choices"])
    return Questionnaire(questions, sheets["choices"], sheets)


def with_places(form: Questionnaire, places: pd.DataFrame) -> Questionnaire:
    """Add a study's districts and villages to the form's choices.

    Parameters
    ----------
    form
        The general questionnaire.
    places
        One row per village: ``kecamatan``, ``kecamatan_label``, ``desa``, ``desa_label``.
    """
    english, indonesian = LABEL_COLUMNS["en"], LABEL_COLUMNS["id"]
    districts = places.drop_duplicates("kecamatan")
    added = [
        pd.DataFrame({"list_name": "kecamatan", "name": districts["kecamatan"], english: districts["kecamatan_label"]}),
        pd.DataFrame(
            {
                "list_name": "desa",
                "name": places["desa"],
                english: places["desa_label"],
                "kecamatan": places["kecamatan"],
            }
        ),
    ]
    new = pd.concat(added, ignore_index=True)
    new[indonesian] = new[english]
    choices = pd.concat([form.choices, new], ignore_index=True).fillna("")
    return Questionnaire(form.questions, choices, {**form.sheets, "choices": choices})


def form_sheets(form: Questionnaire) -> dict[str, pd.DataFrame]:
    """Return the sheets of the XLSForm to upload to KoboToolbox or ODK: ours without our own columns."""
    return {
        name: sheet.drop(columns=[column for column in OWN_COLUMNS if column in sheet.columns])
        for name, sheet in form.sheets.items()
    }


def schema(form: Questionnaire) -> pa.DataFrameSchema:
    """Which answers are possible, for the questions that have limits or choices?

    Returns
    -------
    pandera.DataFrameSchema
        A column per such question; columns may be absent and values missing. Questions with several answers are
        held as one text of choice names with a space between them.
    """
    columns = {}
    for name, question in form.questions.iterrows():
        checks = _checks(form, str(name), question)
        if checks:
            columns[name] = pa.Column(nullable=True, required=False, checks=checks)
    return pa.DataFrameSchema(columns, strict=False)


def asked(form: Questionnaire, answers: pd.DataFrame, name: str) -> pd.Series:
    """Of whom was a question asked? A question that was rightly skipped is not a missing answer.

    Parameters
    ----------
    form
        The questionnaire; its column ``relevant`` says when a question is asked.
    answers
        One row per worker, numbers as numbers, missing answers as missing.
    name
        The question.

    Returns
    -------
    pandas.Series of bool
        On the index of `answers`. Conditions of the forms ``${q} = 'x'``, ``${q} > 0`` and
        ``not(selected(${q}, 'x'))`` are understood; any other counts as asked of everyone.
    """
    form.question(name)
    survey = form.sheets["survey"]
    condition = survey.loc[survey["name"] == name, "relevant"].iloc[0]
    for pattern, holds in _CONDITIONS:
        found = re.fullmatch(pattern, condition.strip())
        if found and found.group(1) in answers.columns:
            return holds(answers[found.group(1)], found.group(2)).fillna(False).astype(bool)
    return pd.Series(True, answers.index)


def _checks(form: Questionnaire, name: str, question: pd.Series) -> list[pa.Check]:
    if question["kind"] == "one":
        return [pa.Check.isin(form.choice_names(name), error="not_a_choice")]
    if question["kind"] == "several":
        allowed = set(form.choice_names(name))
        return [pa.Check(lambda values: values.isin(_made_of(values, allowed)), error="not_a_choice")]
    limits = pa.Check.in_range(question["minimum"], question["maximum"], error="out_of_range")
    return [limits] if pd.notna(question["minimum"]) else []


def _made_of(values: pd.Series, allowed: set[str]) -> list[str]:
    return [text for text in values.unique() if set(text.split()) <= allowed]


def _refuse_doubles(names: pd.Series) -> None:
    doubled = sorted(names[names.duplicated()].unique())
    if doubled:
        raise UserError(
            "{file}: the name {name!r} stands more than once. Give each question a name of its own.",
            file=paths.relative(folder() / "survey.csv"),
            name=doubled[0],
        )


def _refuse_missing_lists(questions: pd.DataFrame, choices: pd.DataFrame) -> None:
    # Districts and villages are a study's own: see `with_places`.
    there = {"", "kecamatan", "desa", *choices["list_name"]}
    for name, choice_list in questions["choice_list"].items():
        if choice_list not in there:
            raise UserError(
                "{file}: the list {choice_list!r} of the question {name!r} is not there. Add its choices, or correct "
                "the question's type.",
                file=paths.relative(folder() / "choices.csv"),
                choice_list=choice_list,
                name=name,
            )


_CONDITIONS: list[tuple[str, Callable[[pd.Series, str], pd.Series]]] = [
    (r"\$\{(\w+)\} = '(\w+)'", lambda values, choice: values == choice),
    (r"\$\{(\w+)\} > (\d+)", lambda values, bound: values > float(bound)),
    (
        r"not\(selected\(\$\{(\w+)\}, '(\w+)'\)\)",
        lambda values, choice: values.notna() & ~values.fillna("").str.split().map(lambda names: choice in names),
    ),
]
_KINDS = {
    "start": "time",
    "end": "time",
    "text": "text",
    "date": "date",
    "geopoint": "place",
    "integer": "count",
    "decimal": "number",
    "select_one": "one",
    "select_multiple": "several",
}
