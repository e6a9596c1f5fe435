"""What ``study.yaml`` can say: every setting with its type, its usual value, its checks and its description.

The descriptions are for people who write a ``study.yaml``: `helpers.release.settings_table` makes the table of the guide
from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from helpers.files import numbers
from helpers.form import questionnaire
from helpers.language import LANGUAGES, Note, near

Provenance = Literal["demonstration", "field"]
PROVENANCES: tuple[str, ...] = get_args(Provenance)


class Wrong(ValueError):
    """A value that cannot be, with the note that says why and what to write instead."""

    def __init__(self, note: Note) -> None:
        self.note = note
        super().__init__(note)


# --- Values ---


def _texts(values: Any) -> Any:
    """Write both sides of a mapping as text: YAML takes 1 for a number, and yes and no for truths."""
    if not isinstance(values, dict):
        return values
    return {
        _text(value): values[value] if isinstance(values[value], dict) else _text(values[value]) for value in values
    }


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value).strip()


def _amount(value: Any) -> Any:
    """Read an amount that YAML takes for text, such as 2.302.797: as in every other table."""
    if not isinstance(value, str):
        return value
    number, rule = numbers.read_number(value, thousands=True, unit="rupiah")
    return value if rule == "unreadable" else number


def _question(name: str) -> str:
    questions = questionnaire.load().questions.index
    if name not in questions:
        raise Wrong(
            Note("{question!r} is not a question (nearest: {near}).", question=name, near=near(name, questions))
        )
    return name


def _questions(values: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    personal = questionnaire.load().personal()
    for question in map(_question, values):
        if question in personal:
            raise Wrong(Note("{question!r} is personal and not kept. Delete the line.", question=question))
    return values


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise Wrong(Note("{language!r} is not one of {known}.", language=language, known=", ".join(LANGUAGES)))
    return language


def _provenance(value: Any) -> Any:
    if value not in PROVENANCES:
        raise Wrong(
            Note(
                "{value!r} is neither of {known}. Write field only for the answers of real people.",
                value=value,
                known=", ".join(PROVENANCES),
            )
        )
    return value


def _share(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Wrong(Note("{value!r} is not a share from 0 to 1. Write for instance 0.5.", value=value))
    return value


def _minimum_wage(given: Any) -> Any:
    if given is None or given == "province":
        return given
    try:
        return MinimumWageSettings.model_validate(given)
    except ValidationError:
        raise Wrong(
            Note(
                "an amount in rupiah a month and its source are needed, as in "
                "`minimum_wage: {{amount: 2302797.59, source: 'decree or address'}}`; or a table of the shape of "
                "data/reference/regency_minimum_wages.csv, as in `minimum_wage: {{file: minimum_wages.csv}}`; or "
                "`minimum_wage: province` where the regency has none of its own."
            )
        ) from None


Texts = Annotated[dict[str, str], BeforeValidator(_texts)]
Question = Annotated[str, AfterValidator(_question)]


# --- Settings ---


class Settings(BaseModel):
    """A group of settings: nothing but what is described here, and what is left blank counts as not given."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _only_what_is_given(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {str(key): value for key, value in given.items() if value not in (None, "")}


class MinimumWageSettings(Settings):
    """Either an amount with its source, or a table."""

    amount: Annotated[float | None, BeforeValidator(_amount)] = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        description=Note("rupiah a month, for the study's year"),
        examples=["2302797.59"],
    )
    source: str = Field(
        "", description=Note("the decree or address that gives the amount"), examples=["SK 561/62/2020"]
    )
    file: str = Field(
        "",
        description=Note("a table of several years, of the shape of data/reference/regency_minimum_wages.csv"),
        examples=["minimum_wages.csv"],
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> MinimumWageSettings:
        an_amount = self.amount is not None and bool(self.source) and not self.file
        a_table = bool(self.file) and self.amount is None and not self.source
        if not an_amount and not a_table:
            raise ValueError("either an amount with its source, or a table")
        return self


class SurveySettings(Settings):
    """The file from the field and the design of the sample."""

    file: str = Field(
        "survey.csv",
        description=Note("the export from the field, in the study's folder: .csv, .xlsx, .zip, .sav or .dta"),
        examples=["survey.csv"],
    )
    places: str = Field(
        "places.csv",
        description=Note("the villages of the sample, with counts for the weights"),
        examples=["places.csv"],
    )
    columns: Texts = Field(
        {},
        description=Note("column of the file: the question that it answers; blank to leave it out"),
        examples=["{Umur: age}"],
    )
    values: Annotated[dict[str, Texts], BeforeValidator(_texts), AfterValidator(_questions)] = Field(
        {},
        description=Note("question: what the file writes and which choice it is; blank for a missing answer"),
        examples=["{sex: {1: female, 2: male}}"],
    )
    stratum: Question = Field(
        "kecamatan",
        description=Note("the question within whose answers the villages were drawn"),
        examples=["kecamatan"],
    )
    cluster: Question = Field(
        "desa", description=Note("the question that says what was drawn first"), examples=["desa"]
    )
    weight: str = Field(
        "",
        description=Note("a column of the file with weights; blank: computed from the counts in places"),
        examples=["weight"],
    )


class CodingSettings(Settings):
    """The study's own codings of interviews or documents, in place of the public corpus."""

    files: Texts = Field(
        description=Note("coder: file or folder of a program for qualitative data; codes for persons, never names"),
        examples=["{coder_1: first.qdpx, coder_2: second.qdpx}"],
    )
    documents: str = Field("", description=Note("a table of the documents"), examples=["documents.csv"])
    overlap: Annotated[float, BeforeValidator(_share)] = Field(
        0.5,
        description=Note("share of two coders' passages that must overlap to count as one segment"),
        examples=["0.5"],
    )
    families: Texts = Field(
        {},
        description=Note("family of the collection: heading in your own codebook"),
        examples=["{ngo_role: Peran LSM}"],
    )
    adjudicated: str = Field("", description=Note("decisions on disagreements"), examples=["decisions.csv"])

    @model_validator(mode="after")
    def _at_least_one_file(self) -> CodingSettings:
        if not self.files:
            raise Wrong(
                Note(
                    "no file is named. Write who coded which file, as in "
                    "`files: {{coder_1: first.qdpx, coder_2: second.qdpx}}`; codes for persons, never names."
                )
            )
        return self


class StudySettings(Settings):
    """All of ``study.yaml``."""

    title: dict[str, str] = Field(
        description=Note("title of the study in each language"),
        examples=["{en: Home workers in …, id: Pekerja rumahan di …}"],
    )
    regency: str = Field(
        description=Note("official name; in Central Java as in data/reference/regencies_central_java.csv"),
        examples=["Kabupaten Semarang"],
    )
    province: str = Field(description=Note("name of the province"), examples=["Jawa Tengah"])
    year: int = Field(description=Note("year of the survey, whose minimum wage applies"), examples=["2021"])
    provenance: Annotated[Provenance, BeforeValidator(_provenance)] = Field(
        description=Note("field: answers of real people; demonstration: invented, and every exhibit says so"),
        examples=["field"],
    )
    languages: list[Annotated[str, AfterValidator(_language)]] = Field(
        ["en"], description=Note("languages of the figures, tables and report"), examples=["[en, id]"]
    )
    survey: SurveySettings = Field(description=Note("the survey"), examples=["{file: survey.csv}"])
    minimum_wage: Annotated[Literal["province"] | MinimumWageSettings | None, BeforeValidator(_minimum_wage)] = Field(
        None,
        description=Note(
            "where the tables have none or another applies: an amount, a table, or the word province where the regency has "
            "no UMK of its own and the UMP applies"
        ),
        examples=["province"],
    )
    truth: dict[str, float] = Field(
        {},
        description=Note("only for an invented survey: the parameters it was simulated with"),
        examples=["{elasticity: -0.2}"],
    )
    codings: CodingSettings | None = Field(
        None,
        description=Note("your own codings of interviews or documents; without them the public documents are used"),
        examples=["{files: {coder_1: first.qdpx, coder_2: second.qdpx}}"],
    )

    @field_validator("truth")
    @classmethod
    def _only_of_an_invented_survey(cls, truth: dict[str, float], so_far: ValidationInfo) -> dict[str, float]:
        if truth and so_far.data.get("provenance") == "field":
            raise Wrong(Note("only an invented survey has a known truth. Delete the line."))
        return truth
