"""Write what a look at a study found: as lines for a terminal, and as a page to open in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from helpers.adapt.check import Check
from helpers.form import questionnaire
from helpers.language import in_language, number, translator
from helpers.survey import words

_TEMPLATES = Path(__file__).parent / "templates"
#: So many problems are listed on the terminal; the page has them all.
MOST_LINES = 12


def lines(check: Check, language: str) -> list[str]:
    """Tell what was found, in lines for a terminal: what stops the study first."""
    _ = translator(language)
    told: list[str] = []
    for error in check.errors:
        told += [_("STOPS THE STUDY: {error}").format(error=in_language(error, language))]
    understood = check.understanding
    if understood is not None:
        told.append(_read(check, language))
        if understood.unused and not check.runs:
            told.append(_("columns not used: {names}").format(names=", ".join(understood.unused)))
        unsure = understood.questions[understood.questions["how"] == ""]
        for row in unsure[unsure["guess"] != ""].itertuples():
            told.append(
                _("{question}: no column; {guess} might be meant").format(question=row.question, guess=row.guess)
            )
        told += [_("note: {note}").format(note=in_language(note, language)) for note in understood.notes]
        for row in understood.values.itertuples():
            told.append(
                _("{question}: {value!r} ({cells} cells) is no choice; {guess}").format(
                    question=row.question,
                    value=row.value,
                    cells=number(row.cells, language),
                    guess=_("nearest: {guess}").format(guess=row.guess) if row.guess else _("none comes near"),
                )
            )
    if len(check.flow):
        told.append(_rows(check, language))
    if len(check.problems):
        told.append(
            _("{count} answers mended or set to missing, for instance:").format(
                count=number(len(check.problems), language)
            )
        )
        told += [f"  {line}" for line in _problem_lines(check, language)[:MOST_LINES]]
    by_questions: dict[tuple[str, ...], list[str]] = {}
    for exhibit, questions in check.left_out.items():
        by_questions.setdefault(questions, []).append(exhibit)
    for questions, exhibits in by_questions.items():
        told.append(
            _("left out, since not asked: {questions}: {exhibits}").format(
                questions=", ".join(questions), exhibits=", ".join(exhibits)
            )
        )
    told.append(
        _("The study runs.") if check.runs else _("The study does not run yet: mend what stops it, then check again.")
    )
    return told


def page(check: Check, name: str, language: str) -> str:
    """Write the page: what was understood, what was not, each problem with row, question, value, rule and what to do."""
    _ = translator(language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("check.html").render(
        _=_, language=language, name=name, check=check, understood=check.understanding, told=_told(check, language)
    )


def _told(check: Check, language: str) -> dict[str, Any]:
    _ = translator(language)
    form = questionnaire.load()
    rules, steps, advice = words.rules(language), words.steps(language), words.advice(language)
    understood = check.understanding

    def label(question: str) -> str:
        return form.label(question, language) if question in form.questions.index else question

    return {
        "errors": [in_language(error, language) for error in check.errors],
        "read": _read(check, language) if understood else "",
        "notes": [in_language(note, language) for note in understood.notes] if understood else [],
        "rows": _rows(check, language) if len(check.flow) else "",
        "questions": [
            (row.question, label(row.question), row.columns, _how(row.how, language) or _("no column"), row.guess)
            for row in understood.questions.itertuples()
        ]
        if understood
        else [],
        "problems": [
            (
                row.row,
                row.question,
                label(row.question),
                row.value,
                row.became,
                rules[row.rule],
                advice.get(row.rule, ""),
            )
            for row in check.problems.itertuples()
        ],
        "rejected": [
            (row.row, ", ".join(steps[reason] for reason in row.reasons.split(";")))
            for row in check.rejected.itertuples()
        ],
        "left_out": [
            (exhibit, ", ".join(f"{label(name)} ({name})" for name in questions))
            for exhibit, questions in check.left_out.items()
        ],
    }


def _read(check: Check, language: str) -> str:
    _ = translator(language)
    understood = check.understanding
    assert understood is not None
    separator = words.separators(language).get(understood.delimiter_name, understood.delimiter_name)
    how = ", ".join(part for part in (understood.kind, understood.sheet, understood.encoding, separator) if part)
    found = int((understood.questions["how"] != "").sum())
    return _(
        "{file} ({how}): {rows} rows below the header in row {header}; {found} of {all} questions have a column; {personal} "
        "personal columns dropped, {unused} columns not used."
    ).format(
        file=understood.file,
        how=how,
        rows=number(understood.rows, language),
        header=understood.header_row,
        found=number(found, language),
        all=number(len(understood.questions), language),
        personal=number(len(understood.personal), language),
        unused=number(len(understood.unused), language),
    )


def _how(how: str, language: str) -> str:
    """Write how a column was found: ways stand one after the other, with signs between."""
    ways = words.ways_found(language)
    return re.sub("|".join(map(re.escape, ways)), lambda found: ways[found[0]], how)


def _rows(check: Check, language: str) -> str:
    _ = translator(language)
    steps = words.steps(language)
    lost = "; ".join(
        f"{number(row.removed, language)} {steps[row.step]}" for row in check.flow.iloc[1:].itertuples() if row.removed
    )
    return _("{left} workers are left for the analysis ({lost}).").format(
        left=number(check.flow["left"].iloc[-1], language), lost=lost or _("no row taken out")
    )


def _problem_lines(check: Check, language: str) -> list[str]:
    _ = translator(language)
    rules = words.rules(language)
    return [
        _("row {row}, {question}: {value!r} -> {became!r} ({rule})").format(
            row=row.row, question=row.question, value=row.value, became=row.became, rule=rules[row.rule]
        )
        for row in check.problems.itertuples()
    ]
