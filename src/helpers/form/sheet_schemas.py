"""What the three files of ``data/questionnaire`` may hold, column by column."""

from __future__ import annotations

from collections.abc import Callable

import pandera.pandas as pa

from helpers.facts import checked
from helpers.language import Note

_NAME = "[a-z_0-9]+"


def _questions_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "type": checked.text(Note("the XLSForm type of the question, or where a group begins and ends")),
            "name": checked.text(Note("the name of the question, or of the group"), _NAME, blank=True),
            **_in_both_languages(),
            "required": checked.choice(["yes"], blank=True),
            "relevant": checked.text(Note("when the question is asked, in XLSForm's words"), blank=True),
            "constraint": checked.text(Note("which answers are possible, in XLSForm's words"), blank=True),
            "choice_filter": checked.text(Note("which choices are shown, in XLSForm's words"), blank=True),
            "unit": checked.text(Note("the unit of the answer"), blank=True),
            "minimum": checked.amount(Note("in the question's unit,"), 0, 100_000_000, blank=True),
            "maximum": checked.amount(Note("in the question's unit,"), 0, 100_000_000, blank=True),
            "personal": checked.choice(["yes"], blank=True),
            "short_en": checked.text(Note("the label on axes and in tables, in English"), blank=True),
            "short_id": checked.text(Note("the label on axes and in tables, in Indonesian"), blank=True),
        }
    )


def _in_both_languages() -> dict[str, pa.Column]:
    english, indonesian = "English (en)", "Bahasa Indonesia (id)"
    wanted = {
        f"label::{english}": Note("the question, as it is read out, in English"),
        f"label::{indonesian}": Note("the question, as it is read out, in Indonesian"),
        f"hint::{english}": Note("what the interviewer is told, in English"),
        f"hint::{indonesian}": Note("what the interviewer is told, in Indonesian"),
        f"constraint_message::{english}": Note("the message for an answer that is not possible, in English"),
        f"constraint_message::{indonesian}": Note("the message for an answer that is not possible, in Indonesian"),
    }
    return {name: checked.text(words, blank=True) for name, words in wanted.items()}


def _choices_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "list_name": checked.text(Note("the list that questions name in their type"), _NAME),
            "name": checked.text(Note("the choice as it is written in data"), _NAME),
            "label::English (en)": checked.text(Note("the choice for people, in English")),
            "label::Bahasa Indonesia (id)": checked.text(Note("the choice for people, in Indonesian")),
            "kecamatan": checked.text(Note("the kecamatan of a village; filled in by a study"), blank=True),
        },
        checked.once("list_name", "name"),
    )


def _settings_schema() -> pa.DataFrameSchema:
    return pa.DataFrameSchema(
        {
            "form_title": checked.text(Note("the title of the form")),
            "form_id": checked.key(Note("the identifier of the form"), _NAME),
            "version": checked.text(Note("the version of the form: digits that grow"), r"\d+"),
            "default_language": checked.text(Note("the language in which the form opens")),
        }
    )


#: What makes the schema of each sheet, by the name of its file without ending.
SCHEMAS: dict[str, Callable[[], pa.DataFrameSchema]] = {
    "survey": _questions_schema,
    "choices": _choices_schema,
    "settings": _settings_schema,
}
