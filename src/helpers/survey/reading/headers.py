"""Which question does a column answer? Told from its header: a name, a label in either language, with groups or not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from helpers.files import numbers
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire

#: Whatever stands between the names of groups and that of the question.
_SEPARATOR = re.compile(r"\s*(__|[/>.:|-])\s*")
_NUMBERING = re.compile(r"^\s*(?:(?:q|p|no|nomor)\.?\s*)?\d{1,3}[a-z]?\s*[.):]\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*\*?\s*$")
_UNITS = {
    "hours": ("hours", "hour", "h"),
    "days": ("days",),
    "minutes": ("minutes", "min"),
    "years": ("years",),
    "persons": ("persons", "people"),
    "rupiah": ("rupiah", "rp", "idr"),
    "units": ("units", "satuan"),
}
#: What KoboToolbox or ODK calls what the cleaning uses; the first that is there counts.
SYSTEM_NAMES = {
    "_uuid": ("_uuid", "KEY", "instanceID", "meta-instanceID", "meta/instanceID"),
    "_submission_time": ("_submission_time", "SubmissionDate", "__system/submissionDate"),
}
REVIEW_NAMES = ("ReviewState", "__system/reviewState")
VALIDATION_NAME = "_validation_status"


def folded(text: str) -> str:
    """Write a text as it is compared: small letters and digits, one space for whatever stands between."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", plain))


@dataclass(frozen=True)
class Match:
    """What a header means: a question, or one choice of a question with several answers; and how that is known."""

    question: str
    choice: str
    how: str


class Headers:
    """Every way to write the questions of a form in a header."""

    def __init__(self, form: Questionnaire, columns: dict[str, str]) -> None:
        self.form = form
        self.columns = {str(column).strip(): question for column, question in columns.items()}
        self._known: dict[tuple[str, str], Match | None] = {}
        self._questions: dict[str, tuple[str, str] | None] = {}
        self._ticks: dict[str, tuple[str, str] | None] = {}
        sheet = form.sheets["survey"]
        asked = sheet[sheet["name"].isin(form.questions.index)].set_index("name")
        for name in form.questions.index:
            self._questions[folded(name)] = (name, "name")
        for language, column in LABEL_COLUMNS.items():
            for name, label in asked[column].items():
                _add(self._questions, folded(label), (str(name), f"label ({language})"), both=False)
        for name in form.of_kind("several"):
            of_question = [name, *(asked.at[name, column] for column in LABEL_COLUMNS.values())]
            labels = [form.choice_labels(name, language) for language in LABEL_COLUMNS]
            for choice in form.choice_names(name):
                for front in of_question:
                    for back in (choice, *(label[choice] for label in labels)):
                        _add(self._ticks, f"{folded(front)} {folded(back)}", (name, choice), both=True)
        groups = sheet[sheet["type"] == "begin group"]
        self._groups = {
            folded(text) for text in (*groups["name"], *groups[list(LABEL_COLUMNS.values())].to_numpy().flat)
        }

    def match(self, header: str, label: str = "") -> Match | None:
        """Which question does a column with this header (or this label) answer, if any?"""
        key = (header, label)
        if key not in self._known:
            self._known[key] = self._match(header.strip(), label.strip())
        return self._known[key]

    def score(self, cells: list[str], labels: tuple[str, ...] = ()) -> int:
        """How many questions are told by the cells of a row, were it the header?"""
        found = {
            match.question
            for position, cell in enumerate(cells)
            if cell and (match := self.match(cell, labels[position] if position < len(labels) else ""))
        }
        return len(found)

    def is_personal(self, header: str) -> bool:
        """Does a column seem to hold a part of a personal answer, as ``_gps_latitude`` does?"""
        padded = f" {folded(header)} "
        return any(f" {folded(name)} " in padded for name in self.form.personal())

    def _match(self, header: str, label: str) -> Match | None:
        if header in self.columns:
            return Match(self.columns[header], "", "mapping")
        if header in self.form.questions.index:
            return Match(header, "", "name")
        for text, of_label in ((header, ""), (label, "variable label: ")):
            found = self._by_text(text) if text else None
            if found:
                return Match(found.question, found.choice, of_label + found.how)
        return None

    def _by_text(self, text: str) -> Match | None:
        for said in (text, _NUMBERING.sub("", text)):
            found = self._whole(said) or self._without_unit(said) or self._behind_groups(said)
            if found:
                return found
        return None

    def _whole(self, text: str) -> Match | None:
        key = folded(text)
        question = self._questions.get(key)
        if question:
            return Match(question[0], "", question[1])
        tick = self._ticks.get(key)
        return Match(tick[0], tick[1], "column per choice") if tick else None

    def _without_unit(self, text: str) -> Match | None:
        """Read ``age (tahun)``, but never a header that names another unit than the form's."""
        brackets = _IN_BRACKETS.search(text)
        found = self._whole(text[: brackets.start()]) if brackets else None
        if not brackets or not found or found.choice:
            return None
        unit = str(self.form.question(found.question)["unit"]).split(" ")[0]
        words = folded(brackets[1]).split()
        allowed = {*_UNITS.get(unit, ()), *numbers.words_of_unit(unit)}
        return Match(found.question, "", f"{found.how}, unit") if words and words[0] in allowed else None

    def _behind_groups(self, text: str) -> Match | None:
        for cut in _SEPARATOR.finditer(text):
            front, back = text[: cut.start()], text[cut.end() :]
            if not front or not back:
                continue
            of_front = self._whole(front)
            if of_front and not of_front.choice:
                # What stands behind a question is one of its choices, though none that the form knows.
                return None
            found = self._whole(back)
            if found and self._may_be_group(front, cut.group(1), back, found):
                return Match(found.question, found.choice, f"group, {found.how}")
        return None

    def _may_be_group(self, front: str, separator: str, back: str, found: Match) -> bool:
        if all(folded(part) in self._groups for part in _SEPARATOR.split(front)[::2]):
            return True
        if separator in ("/", ">"):
            return True
        # `visit-age` is a group of somebody's form; `Husband - age` is another person's age.
        exact = back == found.question or back in {
            f"{found.question}/{found.choice}",
            f"{found.question}-{found.choice}",
        }
        return exact and re.fullmatch(r"\w+(?:[.:-]\w+)*", front) is not None and front == front.casefold()


def _add(index: dict[str, tuple[str, str] | None], key: str, value: tuple[str, str], both: bool) -> None:
    """Add a way to write something; what would mean two things means neither, unless one of them is a name."""
    there = index.setdefault(key, value) if key else value
    same = there == value if both else there is not None and there[0] == value[0]
    if not same and not (there is not None and not both and there[1] == "name"):
        index[key] = None
