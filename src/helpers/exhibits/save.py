"""Figures and tables as products: saved under a stable name, with their data, words, sources and provenance."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

from helpers import files
from helpers.exhibits.exhibit import Drawing, LeftOut, Shown, Table, Workbook
from helpers.exhibits.here import Here
from helpers.exhibits.provenance import provenance_note
from helpers.exhibits.render import as_html, as_latex, as_word, escaped
from helpers.exhibits.run import Run
from helpers.exhibits.style import look, settle
from helpers.language import translator

PRINT_DPI, SCREEN_DPI = 300, 110


def save_figure(run: Run, drawing: Drawing | LeftOut) -> Shown:
    """Save a figure as PNG, SVG and CSV, and return it for display; of one that cannot be made, return why.

    The same drawing gives the same bytes: no dates, no software names, fixed identifiers.
    """
    if isinstance(drawing, LeftOut):
        return _leave_out(run, drawing)
    name = drawing.name
    with look():
        settle(drawing.figure)
        for ending, options in _FORMATS.items():
            buffer = io.BytesIO()
            drawing.figure.savefig(buffer, format=ending, **options)
            files.write_bytes(run.folder / f"{name}.{ending}", buffer.getvalue())
        screen = io.BytesIO()
        drawing.figure.savefig(screen, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
    files.write_csv(run.folder / f"{name}.csv", drawing.data, settled=True)
    _record(run, name, "figure", drawing, drawing.alt_text)
    picture = base64.b64encode(screen.getvalue()).decode("ascii")
    return Shown("image/png", picture, drawing.alt_text, drawing.caption, name)


def save_table(run: Run, table: Table | LeftOut) -> Shown:
    """Save a table as CSV (numbers), HTML, LaTeX and Word (as people read it), and return it for display."""
    if isinstance(table, LeftOut):
        return _leave_out(run, table)
    name = table.name
    note = provenance_note(Here(run.study, run.language)) if table.rests_on == "survey" else ""
    page = as_html(table, note)
    files.write_csv(run.folder / f"{name}.csv", table.data, settled=True)
    files.write_text(run.folder / f"{name}.html", page)
    files.write_text(run.folder / f"{name}.tex", as_latex(table, name, note))
    files.write_bytes(run.folder / f"{name}.docx", as_word(page))
    _record(run, name, "table", table, table.caption)
    return Shown("text/html", page, table.title, exhibit=name)


def _leave_out(run: Run, missing: LeftOut) -> Shown:
    _ = translator(run.language)
    run.left_out[missing.name] = missing.why
    said = _("**Left out.** {why}").format(why=missing.why)
    return Shown("text/markdown", said, missing.why)


def save_workbook(run: Run, workbook: Workbook | LeftOut) -> Shown:
    """Save tables that are too wide for a page as sheets of one workbook, and return what it holds for display."""
    if isinstance(workbook, LeftOut):
        return _leave_out(run, workbook)
    name = workbook.name
    files.write_xlsx(run.folder / f"{name}.xlsx", workbook.sheets)
    _record(run, name, "workbook", workbook, workbook.caption)
    holds = "".join(
        f"<li><code>{escaped(sheet)}</code>: {len(table)} × {len(table.columns)}</li>"
        for sheet, table in workbook.sheets.items()
    )
    page = f"<p><strong>{escaped(workbook.title)}</strong> ({name}.xlsx)<br>{escaped(workbook.caption)}</p><ul>{holds}</ul>\n"
    return Shown("text/html", page, workbook.title, exhibit=name)


def _record(run: Run, name: str, kind: str, exhibit: Drawing | Table | Workbook, alt_text: str) -> None:
    made = sorted(file for file in run.folder.glob(f"{name}.*") if file.stem == name)
    record = {
        "name": name,
        "kind": kind,
        "notebook": run.notebook,
        "title": exhibit.title,
        "caption": exhibit.caption,
        "alt_text": alt_text,
        "sources": list(exhibit.sources),
        "provenance": run.study.provenance if exhibit.rests_on == "survey" else exhibit.rests_on,
        "parameters": run.parameters,
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in made},
    }
    run.saved[:] = [other for other in run.saved if other["name"] != name] + [record]


_FORMATS: dict[str, dict[str, Any]] = {
    "png": {"dpi": PRINT_DPI, "metadata": {"Software": None}},
    "svg": {"metadata": {"Date": None, "Creator": None}},
}
