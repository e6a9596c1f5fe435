"""One report of a study from its executed notebooks: a page that needs nothing else, and a Word file for a thesis.

Nothing is written twice: texts, figures, tables and findings are those of the notebooks; titles and captions are those of
the exhibits.
"""

from __future__ import annotations

import base64
import html as markup
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers import files, studies
from helpers.exhibits import render
from helpers.exhibits.here import Here
from helpers.exhibits.provenance import opening
from helpers.exhibits.run import FINISHED, exhibits_folder
from helpers.files import paths
from helpers.language import UserError, translator
from helpers.studies import Study
from pipeline import selection
from pipeline.notebook_run import executed_copy

PAGE, WORD = "report.html", "report.docx"
_TEMPLATES = Path(__file__).parent / "templates"
_WIDGET = "application/vnd.jupyter.widget-view+json"
#: Letters from which on a cell holds a sentence and no name or number.
_SENTENCE = 60


@dataclass(frozen=True)
class Part:
    """A piece of the report.

    Attributes
    ----------
    kind
        ``heading``, ``text``, ``code``, ``figure``, ``table`` or ``printed``.
    html
        Its content; of code and printed lines the plain text.
    level, anchor
        Of a heading.
    exhibit, alt, label
        Of a figure or table: its name, what it is told as, and ``Figure 3`` or ``Table 2``.
    record
        What the manifest knows of an exhibit.
    """

    kind: str
    html: str
    level: int = 0
    anchor: str = ""
    exhibit: str = ""
    alt: str = ""
    label: str = ""
    record: dict[str, Any] = field(default_factory=dict)


def write(study_name: str, language: str) -> list[Path]:
    """Write the report of a study in one language.

    Returns
    -------
    list of Path
        ``report.html`` and ``report.docx`` in ``results/<study>/<language>``.

    Raises
    ------
    UserError
        Where a notebook has not been run.
    """
    study = studies.load(study_name)
    parts = gather(study, language)
    folder = paths.results(study_name) / language
    files.write_text(folder / PAGE, page(parts, study, language))
    files.write_bytes(folder / WORD, word(parts, study, language))
    return [folder / PAGE, folder / WORD]


def gather(study: Study, language: str) -> list[Part]:
    """Take the executed notebooks apart, in their order."""
    import nbformat

    parts: list[Part] = []
    counted = {"figure": 0, "table": 0}
    for notebook in selection.notebooks():
        executed = executed_copy(notebook, study.name, language)
        if not executed.exists():
            raise UserError(
                "{file}: the notebook has not been run. Run make run STUDY={study} LANGUAGE={language} first.",
                file=paths.relative(executed),
                study=study.name,
                language=language,
            )
        records = _records(notebook.stem, study.name, language)
        content = nbformat.read(executed, as_version=4)
        parts += _parts(content, notebook.stem, records, counted, language)
    return parts


def _records(notebook: str, study: str, language: str) -> dict[str, dict[str, Any]]:
    stamp = exhibits_folder(notebook, study, language) / FINISHED
    listed = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else []
    return {record["name"]: record for record in listed}


def _parts(
    notebook: Any, stem: str, records: dict[str, dict[str, Any]], counted: dict[str, int], language: str
) -> list[Part]:
    out: list[Part] = []
    number_of = stem.split("_", 1)[0]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            out += _told(cell.source, number_of, is_first=not out)
            continue
        if cell.source.strip() == "run.finish(here)":
            continue  # the stamp is for the pipeline, not for readers
        if "injected-parameters" not in cell.metadata.get("tags", []):
            out.append(Part("code", cell.source))
        for output in cell.outputs:
            part = _shown(output, records, counted, language)
            # A notebook shows a figure's caption below it as small print; here it stands in the caption itself.
            is_caption = part is not None and part.kind == "text" and "<small>" in part.html
            if part is not None and not (is_caption and out and out[-1].kind == "figure"):
                out.append(part)
    return out


def _told(source: str, number_of: str, is_first: bool) -> list[Part]:
    """Split a markdown cell at its headings: a notebook's title is a chapter, all others are sections of it."""
    out: list[Part] = []
    for block in re.split(r"(?m)^(?=#{1,4} )", source):
        if not block.strip():
            continue
        found = re.match(r"(#{1,4}) (.*)\n?", block)
        rest = block
        if found:
            title = found.group(2).strip()
            level = 2 if is_first and not out else 3
            anchor = f"n{number_of}" if level == 2 else f"n{number_of}-{_slug(title)}"
            out.append(Part("heading", _inline(title), level=level, anchor=anchor))
            rest = block[found.end() :]
        if rest.strip():
            out.append(Part("text", _html(rest)))
    return out


def _shown(output: Any, records: dict[str, dict[str, Any]], counted: dict[str, int], language: str) -> Part | None:
    if output.output_type == "stream":
        return Part("printed", "".join(output.text))
    data, metadata = output.get("data", {}), output.get("metadata", {})
    if _WIDGET in data:
        return None
    name = metadata.get("exhibit", "")
    record = records.get(name, {})
    if "image/png" in data:
        alt = metadata.get("image/png", {}).get("alt", "")
        picture = "".join(data["image/png"]).replace("\n", "")
        label = _label("figure", counted, language) if record else ""
        return Part("figure", picture, exhibit=name, alt=alt, label=label, record=record)
    if "text/html" in data:
        html = "".join(data["text/html"])
        label = _label("table", counted, language) if record.get("kind") == "table" else ""
        return Part("table", html, exhibit=name, label=label, record=record)
    if "text/markdown" in data:
        return Part("text", _html("".join(data["text/markdown"])))
    return Part("printed", "".join(data.get("text/plain", ""))) if "text/plain" in data else None


def _label(kind: str, counted: dict[str, int], language: str) -> str:
    _ = translator(language)
    counted[kind] += 1
    return (_("Figure {number}") if kind == "figure" else _("Table {number}")).format(number=counted[kind])


def page(parts: Sequence[Part], study: Study, language: str) -> str:
    """Write the report as one page: contents at the side, code folded, tables that sort, pictures inside."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    _ = translator(language)
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    written = environment.get_template("report.html").render(
        _=_,
        language=language,
        study=study,
        title=study.title.get(language, study.title["en"]),
        parts=parts,
        opening=_html(opening(Here(study, language))),
        contents=_contents(parts),
        linked=_linked(parts),
    )
    return _roomy(_with_formulas(written)).replace("Rp ", "Rp\N{NO-BREAK SPACE}")


def _roomy(html: str) -> str:
    """Mark cells with a sentence in them: a browser would press them into a column as narrow as their longest word."""
    return re.sub(rf'<td style="([^"]*)">(?=[^<]{{{_SENTENCE},}})', r'<td class="long" style="\1">', html)


def word(parts: Sequence[Part], study: Study, language: str) -> bytes:
    """Write the report as a Word document: headings, numbered figures and tables with captions, real tables, no code."""
    _ = translator(language)
    title = study.title.get(language, study.title["en"])
    lines = [
        f'<html lang="{language}"><head><title>{_text(title)}</title></head><body>',
        _html(opening(Here(study, language))),
    ]
    for part in parts:
        if part.kind == "heading":
            lines.append(f"<h{part.level - 1}>{part.html}</h{part.level - 1}>")
        elif part.kind == "text":
            lines.append(_spread(_without_links(part.html)))
        elif part.kind == "figure":
            lines.append(_figure_for_word(part, study, language))
        elif part.kind == "table":
            lines.append(_captioned(part))
    lines.append("</body></html>")
    return render.as_word(
        _with_formulas("\n".join(lines)), "--toc", "--toc-depth=2", f"--metadata=toc-title:{_('Contents')}"
    )


def _figure_for_word(part: Part, study: Study, language: str) -> str:
    picture = part.html
    if part.record:
        folder = exhibits_folder(part.record["notebook"], study.name, language)
        picture = base64.b64encode(_for_paper(folder / f"{part.exhibit}.png")).decode("ascii")
    caption = f"{part.label}. {part.record['title']}. {part.record['caption']}" if part.record else part.alt
    image = f'<img src="data:image/png;base64,{picture}" alt="{_text(part.alt)}" style="width:6.3in">'
    return f"<figure>{image}<figcaption>{_text(caption)}</figcaption></figure>"


def _for_paper(file: Path) -> bytes:
    """Return a picture at half its print resolution, which is sharp on paper and lets the document be sent by mail."""
    from PIL import Image

    with Image.open(file) as picture:
        small = picture.convert("RGB").reduce(2)
    buffer = io.BytesIO()
    small.quantize(256, method=Image.Quantize.FASTOCTREE).save(buffer, format="PNG")
    return buffer.getvalue()


def _captioned(part: Part) -> str:
    """Put the number of a table in front of its title."""
    return part.html.replace("<strong>", f"<strong>{_text(part.label)}. ", 1) if part.label else part.html


def _linked(parts: Sequence[Part]) -> Callable[[str], str]:
    """Return what turns links to notebooks and published exhibits into links within the report."""
    there = {part.exhibit for part in parts if part.exhibit}

    def link(html: str) -> str:
        html = re.sub(r'href="(\d\d)_\w+\.ipynb"', r'href="#n\1"', html)
        return re.sub(
            r'href="(?:\.\./)+figures/[^"]*/(\w+)\.(?:png|html)"',
            lambda found: f'href="#{found.group(1)}"' if found.group(1) in there else "",
            html,
        )

    return link


def _without_links(html: str) -> str:
    return re.sub(r'<a href="(?!https?:)[^"]*">(.*?)</a>', r"\1", html, flags=re.DOTALL)


def _spread(html: str) -> str:
    """Give tables within a text, the map of the collection for instance, columns as wide as their words want them."""

    def with_columns(found: re.Match[str]) -> str:
        rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in found.group(1).split("</tr>")]
        texts = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in rows if row]
        columns = [list(column) for column in zip(*texts[1:], strict=True)]
        shares = render.shares_of_width(texts[0], columns, [150] * len(columns))
        return "<table><colgroup>{}</colgroup>{}</table>".format(
            "".join(f'<col style="width:{share:.1%}">' for share in shares), found.group(1)
        )

    return re.sub(r"<table>(.*?)</table>", with_columns, html, flags=re.DOTALL)


def _contents(parts: Sequence[Part]) -> list[tuple[Part, list[Part]]]:
    out: list[tuple[Part, list[Part]]] = []
    for part in parts:
        if part.kind == "heading" and part.level == 2:
            out.append((part, []))
        elif part.kind == "heading" and out:
            out[-1][1].append(part)
    return out


def _html(markdown: str) -> str:
    """Write Markdown as HTML; formulas are put aside until the whole report is there (`_with_formulas`)."""
    from nbconvert.filters import markdown2html

    code: list[str] = []

    def put_code_aside(found: re.Match[str]) -> str:
        code.append(found.group(0))
        return f"CODESPAN{len(code) - 1}END"

    plain = re.sub(r"`[^`]+`", put_code_aside, markdown)
    plain = re.sub(r"\$([^$\n]+)\$", lambda found: f"FORMULA{found.group(1).encode().hex()}END", plain)
    plain = re.sub(r"CODESPAN(\d+)END", lambda found: code[int(found.group(1))], plain)
    return re.sub(r'<a class="anchor-link".*?</a>', "", markdown2html(plain))


def _with_formulas(page: str) -> str:
    """Turn formulas into MathML, which browsers and Word show without anything from the network."""
    found = list(dict.fromkeys(re.findall(r"FORMULA([0-9a-f]+)END", page)))
    if not found:
        return page
    import pypandoc

    text = "\n\n".join(f"${bytes.fromhex(formula).decode()}$" for formula in found)
    made = pypandoc.convert_text(text, "html", "markdown", extra_args=["--mathml", "--wrap=none"])
    formulas = dict(zip(found, re.findall(r"<p>(.*?)</p>", made, flags=re.DOTALL), strict=True))
    return re.sub(r"FORMULA([0-9a-f]+)END", lambda match: formulas[match.group(1)], page)


def _inline(markdown: str) -> str:
    return re.sub(r"^<p>(.*)</p>\s*$", r"\1", _html(markdown).strip(), flags=re.DOTALL)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def _text(text: str) -> str:
    return markup.escape(text)
