"""Where in the file does the survey stand? The sheet, the header row, and which rows below it are interviews."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.files.grid import Grid
from helpers.files.tables import below_header, filled, header_of
from helpers.form.questionnaire import LABEL_COLUMNS, Questionnaire
from helpers.language import Note, UserError
from helpers.survey.reading.headers import Headers, folded

#: The header is looked for in so many rows.
LOOK_ROWS = 40
#: Fewer questions than this can stand in a row by chance.
FEWEST = 2
_TOTALS = ("total", "jumlah", "grand total", "sub total", "subtotal", "rata rata", "rerata", "mean", "average", "sum")


@dataclass(frozen=True, eq=False)
class Layout:
    """The table of interviews within a file.

    Attributes
    ----------
    grid
        The sheet it stands in.
    header_row
        The row of its header.
    headers
        The header of each column, counted from 0.
    questions
        How many questions the header tells.
    rows
        The interviews: texts, the columns counted from 0; index ``row``.
    notes
        What was left aside, in sentences.
    """

    grid: Grid
    header_row: int
    headers: list[str]
    questions: int
    rows: pd.DataFrame
    notes: list[str]


def find(grids: list[Grid], known: Headers, form: Questionnaire) -> Layout:
    """Where does the survey stand?

    The header is the row that tells most questions, in a sheet that is shown before one that is hidden.

    Raises
    ------
    UserError
        Where nothing stands in the file, no row follows the header, or a row of totals stands below.
    """
    best, where = (-1, False), None
    scores: dict[int, int] = {}
    for position, grid in enumerate(grids):
        for row, cells in grid.first_rows(LOOK_ROWS):
            score = known.score(cells, grid.labels if row == 1 else ())
            scores[position] = max(score, scores.get(position, 0))
            merit = (score if not grid.hidden or score >= FEWEST else 0, not grid.hidden)
            if any(cells) and (where is None or _better(merit, best)):
                best, where = merit, (grid, row)
    if where is None:
        raise UserError("{place}: nothing stands in it. Export the survey again.", place=grids[0].place)
    grid, header_row = where
    _refuse_several(grids, grid, [scores.get(position, 0) for position in range(len(grids))])
    headers = [name.strip() for name in header_of(grid, header_row)]
    rows, notes = below_header(grid, header_row), list(grid.notes)
    named = [position for position, name in enumerate(headers) if name]
    rows = filled(rows[named])
    rows, aside = _without_second_headers(rows, headers, grid, known, form)
    rows, pasted = _without_pasted_headers(rows, headers)
    notes += aside + pasted + _notes_on_place(grids, grid, header_row)
    if rows.empty:
        raise UserError(
            "{place}: there is no row below the header (row {row}). Export the survey again.",
            place=grid.place,
            row=header_row,
        )
    if best[0] >= FEWEST:
        _refuse_totals(rows, headers, grid, known)
    return Layout(grid, header_row, headers, best[0], rows, notes)


def _refuse_several(grids: list[Grid], chosen: Grid, scores: list[int]) -> None:
    """Raise a `UserError` where a second sheet has the same questions: its interviews would be lost."""
    most = max(scores)
    others = [
        grid.name
        for grid, score in zip(grids, scores, strict=True)
        if grid is not chosen
        and not grid.hidden
        and not chosen.hidden
        and score > FEWEST
        and 2 * score >= most
        and len(grid.cells) > 1
    ]
    if others:
        raise UserError(
            "{place}: {others} has the same questions, so that interviews would be lost. Put all of them below each "
            "other in one sheet, or hide or delete the sheet that is a copy.",
            place=chosen.place,
            others=", ".join(map(repr, others)),
        )


def _better(merit: tuple[int, bool], best: tuple[int, bool]) -> bool:
    # A hidden sheet is often an old copy: it counts only where no sheet that is shown has the questions.
    if merit[1] != best[1]:
        return merit[0] >= FEWEST > best[0] if best[1] else True
    return merit[0] > best[0]


def _notes_on_place(grids: list[Grid], grid: Grid, header_row: int) -> list[str]:
    notes: list[str] = []
    others = [other.name for other in grids if other is not grid and len(other.cells)]
    if others:
        listed = ", ".join(repr(name) for name in others)
        notes.append(Note("Only {name!r} is read; left alone: {others}.", name=grid.name, others=listed))
    if grid.hidden:
        notes.append(Note("The sheet {name!r} is hidden; no other has the questions.", name=grid.name))
    if header_row > 1:
        notes.append(Note("The header stands in row {row}; what is above it is left alone.", row=header_row))
    return notes


def _without_second_headers(
    rows: pd.DataFrame, headers: list[str], grid: Grid, known: Headers, form: Questionnaire
) -> tuple[pd.DataFrame, list[str]]:
    """Leave out rows right below the header that name the questions again, or list what may be answered."""
    notes: list[str] = []
    matches = {
        position: match
        for position in rows.columns
        if (match := known.match(headers[position], grid.labels[position] if grid.labels else ""))
    }
    while len(rows):
        cells = {position: text.strip() for position, text in rows.iloc[0].items() if text.strip()}
        again = sum(
            1
            for position, text in cells.items()
            if position in matches
            and (other := known.match(text))
            and (other.question, other.choice) == (matches[position].question, matches[position].choice)
        )
        hints = [
            _lists_choices(text, matches[position].question, form)
            for position, text in cells.items()
            if position in matches
            and not matches[position].choice
            and matches[position].question in form.of_kind("one")
        ]
        if again >= FEWEST and 2 * again >= len(cells):
            notes.append(Note("Row {row} names the questions once more and is no interview.", row=int(rows.index[0])))
        elif hints and sum(hints) * 2 > len(hints):
            notes.append(Note("Row {row} lists the possible answers and is no interview.", row=int(rows.index[0])))
        else:
            break
        rows = rows.iloc[1:]
    return rows, notes


def _without_pasted_headers(rows: pd.DataFrame, headers: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Leave out rows further down that are the header again: somebody put several exports one below the other."""
    same = pd.Series(True, rows.index)
    for position in rows.columns:
        same = same[same] & (rows.loc[same.index[same], position].str.strip() == headers[position])
        if not same.any():
            return rows, []
    again = same.index[same]
    note = Note(
        "{count} rows are the header once more and no interviews (row {rows}).",
        count=len(again),
        rows=", ".join(map(str, again[:5])),
    )
    return rows.drop(again), [note]


def _lists_choices(text: str, question: str, form: Questionnaire) -> bool:
    """Does a cell list several answers, as ``1=Ya, 2=Tidak`` does?"""
    if not question or question not in form.questions.index:
        return False
    padded = f" {folded(text)} "
    for names in (
        {name: name for name in form.choice_names(question)},
        *(form.choice_labels(question, language) for language in LABEL_COLUMNS),
    ):
        if sum(1 for label in names.values() if label and f" {folded(label)} " in padded) >= 2:
            return folded(text) not in {folded(label) for label in names.values()}
    return False


def _refuse_totals(rows: pd.DataFrame, headers: list[str], grid: Grid, known: Headers) -> None:
    answered = [
        position
        for position in rows.columns
        if (match := known.match(headers[position]))
        and not match.choice
        and match.question in known.form.of_kind("one")
    ]
    for row in rows.index[-3:]:
        cells = {position: text.strip() for position, text in rows.loc[row].items() if text.strip()}
        first = next(iter(cells.values()), "")
        # An interview has at least one answer to a question with choices; a total has none.
        if folded(first) in _TOTALS and not any(cells.get(position, first) != first for position in answered):
            raise UserError(
                "{place}, row {row}: this is a row of totals ({first!r}) and no interview. Delete the row, so that it is "
                "not taken for a person.",
                place=grid.place,
                row=row,
                first=first,
            )
