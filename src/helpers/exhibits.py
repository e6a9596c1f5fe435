"""Figures and tables as products: saved under a stable name, with their data, words, sources and provenance."""

from __future__ import annotations

import base64
import hashlib
import html
import io
from dataclasses import dataclass
from typing import Any

from helpers import files
from helpers.charts.style import Drawing, look, provenance_note, settle
from helpers.run import Run
from helpers.tables.table import Table

PRINT_DPI, SCREEN_DPI = 300, 110


@dataclass(frozen=True)
class Shown:
    """What a notebook displays of an exhibit."""

    mime: str
    content: str
    words: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        return {self.mime: self.content, "text/plain": self.words}, {self.mime: {"alt": self.words}}


def save_figure(run: Run, drawing: Drawing) -> Shown:
    """Save a figure as PNG, SVG and CSV, and return it for display.

    The same drawing gives the same bytes: no dates, no software names, fixed identifiers.
    """
    name = f"{run.number}_{drawing.name}"
    with look():
        settle(drawing.figure)
        for ending, options in _FORMATS.items():
            buffer = io.BytesIO()
            drawing.figure.savefig(buffer, format=ending, **options)
            files.write_bytes(run.folder / f"{name}.{ending}", buffer.getvalue())
        screen = io.BytesIO()
        drawing.figure.savefig(screen, format="png", dpi=SCREEN_DPI, metadata={"Software": None})
    files.write_csv(run.folder / f"{name}.csv", drawing.data)
    _record(run, name, "figure", drawing, drawing.alt_text)
    return Shown("image/png", base64.b64encode(screen.getvalue()).decode("ascii"), drawing.alt_text)


def save_table(run: Run, table: Table) -> Shown:
    """Save a table as CSV (numbers), HTML and LaTeX (as people read it), and return it for display."""
    name = f"{run.number}_{table.name}"
    note = provenance_note(run.study, run.language) if table.from_survey else ""
    page = as_html(table, note)
    files.write_csv(run.folder / f"{name}.csv", table.data)
    files.write_text(run.folder / f"{name}.html", page)
    files.write_text(run.folder / f"{name}.tex", as_latex(table, name, note))
    _record(run, name, "table", table, table.caption)
    return Shown("text/html", page, table.title)


def as_html(table: Table, note: str) -> str:
    """Write a table as a piece of HTML: caption above, rows, note and sources below."""
    rows = table.shown.to_html(index=False, border=0, classes="exhibit", escape=True, na_rep="")
    caption = f"<caption><strong>{html.escape(table.title)}</strong><br>{html.escape(table.caption)}</caption>"
    rows = rows.replace("<thead>", caption + "\n  <thead>", 1)
    warning = f"<strong>{html.escape(note)}</strong><br>" if note else ""
    sources = html.escape("; ".join(table.sources))
    return f"{rows}\n<p><small>{warning}{sources}</small></p>\n"


def as_latex(table: Table, name: str, note: str) -> str:
    r"""Write a table as LaTeX for ``\input``; it needs the package booktabs."""
    align = "l" + "r" * (table.shown.shape[1] - 1)
    head, *body = [list(table.shown.columns), *table.shown.to_numpy().tolist()]
    lines = [" & ".join(_latex_text(cell) for cell in row) + r" \\" for row in body]
    words = f"{table.title}. {table.caption}" + (f" {note}." if note else "")
    return "\n".join(
        [
            r"\begin{table}[htbp]",
            r"  \centering\small",
            rf"  \caption{{{_latex_text(words)}}}\label{{tab:{name}}}",
            rf"  \begin{{tabular}}{{{align}}}",
            r"  \toprule",
            "  " + " & ".join(_latex_text(cell) for cell in head) + r" \\",
            r"  \midrule",
            *("  " + line for line in lines),
            r"  \bottomrule",
            r"  \end{tabular}",
            rf"  \par\smallskip\footnotesize {_latex_text('; '.join(table.sources))}",
            r"\end{table}",
            "",
        ]
    )


def _record(run: Run, name: str, kind: str, exhibit: Drawing | Table, alt_text: str) -> None:
    made = sorted(file for file in run.folder.glob(f"{name}.*") if file.stem == name)
    record = {
        "name": name,
        "kind": kind,
        "notebook": run.notebook,
        "title": exhibit.title,
        "caption": exhibit.caption,
        "alt_text": alt_text,
        "sources": list(exhibit.sources),
        "provenance": run.study.provenance if exhibit.from_survey else "published",
        "parameters": run.parameters,
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in made},
    }
    run.saved[:] = [other for other in run.saved if other["name"] != name] + [record]


def _latex_text(text: object) -> str:
    return "".join(_LATEX.get(character, character) for character in str(text))


_LATEX = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "–": "--", "−": "$-$", "×": r"$\times$", "<": r"$<$",
    ">": r"$>$", "≤": r"$\leq$", "≥": r"$\geq$", "→": r"$\rightarrow$", "’": "'",
}  # fmt: skip
_FORMATS = {
    "png": {"dpi": PRINT_DPI, "metadata": {"Software": None}},
    "svg": {"metadata": {"Date": None, "Creator": None}},
}
