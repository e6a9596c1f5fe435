"""The gallery of a study's exhibits: the ``README.md`` that a hosting site shows below ``figures/<study>/<language>``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from helpers.exhibits.here import Here
from helpers.exhibits.provenance import opening, provenance_note
from helpers.exhibits.publishing import MANIFEST, PUBLISHED
from helpers.language import translator

PAGE = "README.md"
#: The page about the whole collection, in each language.
READMES = {"en": "README.md", "id": "README.id.md"}
#: From ``figures/<study>/<language>`` to the checkout.
_ROOT = "../../.."


def page(here: Here, records: list[dict[str, Any]], titles: Mapping[str, str]) -> str:
    """Write the gallery as Markdown: each notebook with its title, each exhibit with its picture, title and files.

    Parameters
    ----------
    here
        Whose exhibits these are, and the language of the page.
    records
        The exhibits of the manifest.
    titles
        Name of a notebook → its title in the language of the page, as Markdown.

    Returns
    -------
    str
        The page; its links are relative to ``figures/<study>/<language>``.
    """
    blocks = _head(here)
    ordered = sorted(records, key=lambda record: (record["notebook"], record["name"]))
    for notebook, exhibits in groupby(ordered, key=lambda record: str(record["notebook"])):
        blocks += [f"## {titles[notebook]}", _link(f"{notebook}.ipynb", f"{_ROOT}/notebooks/{notebook}.ipynb")]
        blocks += [block for record in exhibits for block in _exhibit(here, record)]
    return "\n\n".join(blocks) + "\n"


def _head(here: Here) -> list[str]:
    _ = translator(here.language)
    files = _(
        "Figures are available as PNG and SVG, with their data as CSV; tables as HTML and CSV; tables too wide for a page "
        "as XLSX. {manifest} lists caption, alternative text, sources, provenance and SHA-256 of each. A run also saves "
        "every table as LaTeX and Word, in `{folder}`."
    ).format(manifest=_link(MANIFEST, MANIFEST), folder=f"results/{here.study.name}/{here.language}/exhibits/")
    title = here.study.title.get(here.language, here.study.title["en"])
    return [
        "# " + _("{title}: figures and tables").format(title=title),
        opening(here),
        files,
        _("This page is generated from the manifest. About the collection: {readme}.").format(
            readme=_link(READMES[here.language], f"{_ROOT}/{READMES[here.language]}")
        ),
    ]


def _exhibit(here: Here, record: dict[str, Any]) -> list[str]:
    endings = {name.rsplit(".", 1)[1]: f"{record['notebook']}/{name}" for name in record["files"]}
    blocks = [f"### {_plain(record['title'])}"]
    if "png" in endings:
        blocks.append(f"![{_plain(record['alt_text'])}]({endings['png']})")
    note = _invented(here, record)
    if note:
        blocks.append(f"**{note}**")
    links = " · ".join(_link(ending.upper(), endings[ending]) for ending in PUBLISHED if ending in endings)
    return [*blocks, f"`{record['name']}`: {links}"]


def _invented(here: Here, record: dict[str, Any]) -> str:
    """Return what marks an exhibit that is made from invented data; empty for one made from real data."""
    _ = translator(here.language)
    if record["provenance"] == "simulation":
        return _("SIMULATION: invented surveys")
    return provenance_note(here) if record["provenance"] == "demonstration" else ""


def _link(text: str, address: str) -> str:
    return f"[{text}]({address})"


def _plain(text: str) -> str:
    """Escape what Markdown would read as markup, and keep the text on one line."""
    return re.sub(r"([\\`*_\[\]<>|~$])", r"\\\1", " ".join(text.split()))
