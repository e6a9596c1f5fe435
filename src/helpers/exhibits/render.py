"""A table as HTML, LaTeX and Word."""

from __future__ import annotations

import base64
import hashlib
import html
import os
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from helpers.exhibits.exhibit import Table

#: Letters of a table's size that a line of a page holds.
PAGE_LETTERS, SHORT_CELL = 94, 14


#: Pandoc's own styles on A4, with smaller letters in tables.
WORD_STYLES = Path(__file__).parent / "word_styles.docx"


def as_html(table: Table, note: str) -> str:
    """Write a table as a piece of HTML: caption above, rows with their heads to the left, note and sources below."""
    head = "".join(
        f'<th scope="col" style="{_CELL}text-align:{side}">{escaped(name)}</th>' for name, side in _aligned(table)
    )
    sides = [side for _name, side in _aligned(table)]
    rows = [
        "".join(
            f'<th scope="row" style="{_CELL}text-align:left;font-weight:normal">{_html_cell(cell)}</th>'
            if place == 0
            else f'<td style="{_CELL}text-align:{sides[place]}">{_html_cell(cell)}</td>'
            for place, cell in enumerate(row)
        )
        for row in table.shown.to_numpy()
    ]
    caption = f'<caption style="text-align:left"><strong>{escaped(table.title)}</strong><br>{escaped(table.caption)}</caption>'
    warning = f"<strong>{escaped(note)}</strong><br>" if note else ""
    widths = " ".join(f"{100 * share:.1f}" for share in column_shares(table))
    lines = [
        f'<table class="exhibit" data-widths="{widths}">',
        caption,
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *(f"<tr>{row}</tr>" for row in rows),
        "</tbody>",
        "</table>",
        f"<p><small>{warning}{escaped('; '.join(table.sources))}</small></p>",
    ]
    return "\n".join(lines) + "\n"


def column_shares(table: Table) -> list[float]:
    """Return which share of the page's width each column of a table needs."""
    heads = [str(name) for name in table.shown.columns]
    # The name of a site may break.
    columns = [
        [_site(str(cell)).replace(".", "")[:12] if _is_address(str(cell)) else str(cell) for cell in column]
        for column in table.shown.to_numpy().T
    ]
    most = [150 if name in table.prose else 26 if place == 0 else 24 for place, name in enumerate(heads)]
    return shares_of_width(heads, columns, most)


def shares_of_width(heads: list[str], columns: list[list[str]], most: list[int]) -> list[float]:
    """Return which share of a page's width each column needs: room for its longest word, and more for long cells.

    Parameters
    ----------
    heads, columns
        The columns' names, and the texts of their cells.
    most
        Letters that each column may want for a cell at most.
    """
    words, wanted = [], []
    for name, cells, limit in zip(heads, columns, most, strict=True):
        # Short cells, an interval for instance, stay on one line.
        whole = [cell for cell in cells if len(cell) <= SHORT_CELL]
        parts = [word for text in [name, *cells] for word in text.replace("-", "- ").split()]
        words.append(min(max(map(len, [*whole, *parts]), default=1), 22) + 3)
        wanted.append(max(min(max(map(len, cells), default=0) + 4, limit), words[-1]))
    spare = [most - least for most, least in zip(wanted, words, strict=True)]
    # What the words leave of the line goes to the columns that want more, in proportion.
    left = min(max(PAGE_LETTERS - sum(words), 0), sum(spare))
    widths = [least + left * more / max(sum(spare), 1) for least, more in zip(words, spare, strict=True)]
    return [width / sum(widths) for width in widths]


def as_word(page: str, *options: str) -> bytes:
    """Turn HTML into a Word document with real tables in it, by pandoc; the same page gives the same bytes.

    Parameters
    ----------
    page
        With tables as of `as_html`.
    options
        More of pandoc's options.
    """
    import pypandoc  # finds its program on import, which only saving a table needs

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "table.docx"
        page = _with_picture_files(page, Path(folder))
        given = ["--from=html", "--to=docx", f"--reference-doc={WORD_STYLES}", f"--output={target}"]
        given += [f"--resource-path={folder}", *options]
        # Pandoc stamps its documents with the moment, unless it is told another.
        moment = os.environ | {"SOURCE_DATE_EPOCH": "946684800"}
        subprocess.run(
            [pypandoc.get_pandoc_path(), *given],
            input=_for_word(page),
            text=True,
            encoding="utf-8",
            env=moment,
            check=True,
        )
        return target.read_bytes()


def _with_picture_files(page: str, folder: Path) -> str:
    """Put pictures that stand in the page itself into files: pandoc would keep the whole of them as their description."""

    def written(found: re.Match[str]) -> str:
        content = base64.b64decode(found.group(1))
        name = f"{hashlib.sha256(content).hexdigest()[:12]}.png"
        (folder / name).write_bytes(content)
        return f'src="{name}"'

    return re.sub(r'src="data:image/png;base64,([^"]+)"', written, page)


def _for_word(page: str) -> str:
    """Give tables their columns' widths, and keep amounts on one line."""

    def with_columns(found: re.Match[str]) -> str:
        columns = "".join(f'<col style="width:{width}%">' for width in found.group(1).split())
        return f"{found.group(0)}\n<colgroup>{columns}</colgroup>"

    wide = re.sub(r'<table class="exhibit" data-widths="([^"]*)">.*?</caption>', with_columns, page, flags=re.DOTALL)
    return wide.replace("Rp ", "Rp\N{NO-BREAK SPACE}")


def _aligned(table: Table) -> list[tuple[str, str]]:
    return [
        (name, "left" if place == 0 or name in table.prose else "right")
        for place, name in enumerate(table.shown.columns)
    ]


def _is_address(text: str) -> bool:
    return re.fullmatch(r"https?://\S+", text) is not None


def _site(text: str) -> str:
    """Return the name of the site that an address leads to; another text as it is."""
    return urlsplit(text).netloc.removeprefix("www.") if _is_address(text) else text


def _html_cell(cell: object) -> str:
    text = str(cell)
    return f'<a href="{escaped(text)}">{escaped(_site(text))}</a>' if _is_address(text) else escaped(text)


def _latex_cell(cell: object) -> str:
    text = str(cell)
    if not _is_address(text):
        return _latex_text(text)
    address = "".join({"%": r"\%", "#": r"\#", "&": r"\&", "\\": "/"}.get(letter, letter) for letter in text)
    return rf"\href{{{address}}}{{{_latex_text(_site(text))}}}"


def escaped(text: object) -> str:
    """Return a text as HTML shows it: nothing in it is read as markup."""
    return html.escape(str(text))


def as_latex(table: Table, name: str, note: str) -> str:
    r"""Write a table as LaTeX for ``\input``; it needs the packages booktabs, tabularx and, for links, hyperref."""
    head, body = list(table.shown.columns), table.shown.to_numpy().tolist()
    shares = [share * len(head) for share in column_shares(table)]  # tabularx wants them to add up to their number
    sides = ["raggedright" if side == "left" else "raggedleft" for _name, side in _aligned(table)]
    columns = "".join(
        rf">{{\hsize={share:.3f}\hsize\{side}\arraybackslash}}X" for share, side in zip(shares, sides, strict=True)
    )
    words = f"{table.title}. {table.caption}" + (f" {note}." if note else "")
    # Paths of files may break after a slash, else they run into the margin.
    sources = _latex_text("; ".join(table.sources)).replace("/", r"/\allowbreak ").replace(r"\_", r"\_\allowbreak ")
    return "\n".join(
        [
            r"\begin{table}[htbp]",
            r"  \footnotesize\setlength{\tabcolsep}{3pt}",
            rf"  \caption{{{_latex_text(words)}}}\label{{tab:{name}}}",
            rf"  \begin{{tabularx}}{{\linewidth}}{{{columns}}}",
            r"  \toprule",
            _latex_row(head),
            r"  \midrule",
            *(_latex_row(row) for row in body),
            r"  \bottomrule",
            r"  \end{tabularx}",
            rf"  \par\smallskip\raggedright\footnotesize {sources}",
            r"\end{table}",
            "",
        ]
    )


def _latex_row(cells: list[object]) -> str:
    return "  " + " & ".join(_latex_cell(cell) for cell in cells) + r" \\"


def _latex_text(text: object) -> str:
    return "".join(_LATEX.get(character, character) for character in str(text).replace("Rp ", "Rp\N{NO-BREAK SPACE}"))


_CELL = "padding:0.15em 0.6em;vertical-align:top;"


_LATEX = {
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "–": "--",
    "−": "$-$",
    "×": r"$\times$",
    "<": r"$<$",
    ">": r"$>$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\rightarrow$",
    "\N{NO-BREAK SPACE}": "~",
    "’": "'",
}
