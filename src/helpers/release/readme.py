"""What the README says of the data, made from the data: ``python -m helpers.release.readme``.

Between ``<!-- generated: name -->`` and ``<!-- /generated -->`` nothing is typed: the first picture with its alternative text,
the findings of the real layer, the list of data files, the list of exhibits. The rest of the page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import files, studies, wages
from helpers.documents import corpus, summary
from helpers.documents import sentences as documents_sentences
from helpers.exhibits import provenance
from helpers.exhibits.gallery import READMES as PAGES
from helpers.exhibits.here import Here
from helpers.exhibits.publishing import MANIFEST, path_of, read_records
from helpers.facts import published as facts_published
from helpers.files import paths
from helpers.language import number
from helpers.protection import policy
from helpers.protection import sentences as protection_sentences
from helpers.release import data_files, data_package, settings_table
from helpers.wages import published as wages_published
from helpers.wages import sentences as wages_sentences

#: The study whose exhibits are published.
REFERENCE = "kab-semarang-2021"
#: The picture of the first screen: real, so that no invented number stands there.
FIRST_PICTURE = "02_published_pay"
#: The guide to a new study, whose table of settings is generated.
GUIDES = {"en": "docs/adapt.md", "id": "docs/adapt.id.md"}
_SHOWN = {"figure": "png", "table": "csv", "workbook": "xlsx"}
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "figure": "figure",
        "table": "table",
        "workbook": "workbook",
        "published": "published",
        "own": "our own",
        "invented": "**invented**",
        "codings": "the study's codings",
        "simulation": "**invented** (simulation)",
        "field": "field survey",
        "demonstration": "**invented** (demonstration survey)",
        "exhibits": "exhibit | title | notebook | kind | rests on",
        "files": "file in `data/` | rows | one row is | kind | source",
        "wages": "Minimum wage",
        "pay": "Published pay",
        "hours": "Published hours",
        "documents": "Documents",
        "conditions": "Conditions, in the documents",
        "roles": "NGOs, in the documents",
        "law": "Law",
        "survey": "Survey",
    },
    "id": {
        "figure": "gambar",
        "table": "tabel",
        "workbook": "buku kerja",
        "published": "sumber terbitan",
        "own": "buatan sendiri",
        "invented": "**rekaan**",
        "codings": "pengodean studi",
        "simulation": "**rekaan** (simulasi)",
        "field": "survei lapangan",
        "demonstration": "**rekaan** (survei demonstrasi)",
        "exhibits": "sajian | judul | buku catatan | jenis | bersandar pada",
        "files": "berkas di `data/` | baris | isi satu baris | jenis | sumber",
        "wages": "Upah minimum",
        "pay": "Upah yang diterbitkan",
        "hours": "Jam kerja yang diterbitkan",
        "documents": "Dokumen",
        "conditions": "Kondisi kerja, menurut dokumen",
        "roles": "LSM, menurut dokumen",
        "law": "Hukum",
        "survey": "Survei",
    },
}


def first_picture(language: str) -> str:
    """Return the picture of the first screen, with its alternative text."""
    folder, exhibits = _published(language)
    record = next(one for one in exhibits if one["name"] == FIRST_PICTURE)
    return f"![{record['alt_text']}]({paths.relative(path_of(folder, record, f'{FIRST_PICTURE}.png'))})"


def real_findings(language: str) -> str:
    """Read the real layer aloud, one point a paragraph; of the survey it is only said what it is."""
    study, words = studies.load(REFERENCE), _WORDS[language]
    found = corpus.load(study, language)
    coded = corpus.coded(found)
    counts = summary.frequencies(coded, found)
    rules = policy.matrix(study.regency)
    told = {
        "wages": wages_sentences.minimum_wage(Here(study, language), wages.minimum_wages_over_time(study.province)),
        "pay": wages_sentences.published(Here(study, language), wages_published.pay_against_minimum()),
        "hours": protection_sentences.hours(Here(study, language), pd.DataFrame(), facts_published.published_hours())[
            0
        ],
        "documents": documents_sentences.corpus(Here(study, language), summary.profile(found), found),
        "conditions": documents_sentences.answer(Here(study, language), counts, "conditions"),
        "roles": documents_sentences.answer(Here(study, language), counts, "ngo_role"),
        "law": protection_sentences.policy(Here(study, language), rules, policy.gaps(rules)),
        "survey": provenance.opening(Here(study, language)),
    }
    return "\n".join(f"- *{words[point]}.* {sentence}" for point, sentence in told.items())


def list_of_files(language: str) -> str:
    """List the data that ships: rows, content, kind and source of each file."""
    words = _WORDS[language]
    rows = [
        [
            f"[`{one.path}`](data/{one.path})",
            number(_rows(one.file), language) if one.path.endswith(".csv") else "",
            one.title[language],
            words[one.origin],
            one.source[language],
        ]
        for one in data_files.shipped()
    ]
    return _table(words["files"], rows)


def list_of_exhibits(language: str) -> str:
    """List the published exhibits: which notebook makes each, and what it rests on."""
    words, (folder, exhibits) = _WORDS[language], _published(language)
    rows = [
        [
            f"[{one['name']}]({paths.relative(path_of(folder, one, _shown(one)))})",
            one["title"],
            f"[{one['notebook'].split('_')[0]}](notebooks/{one['notebook']}.ipynb)",
            words[one["kind"]],
            words[one["provenance"]],
        ]
        for one in exhibits
    ]
    return _table(words["exhibits"], rows)


BLOCKS: dict[str, Callable[[str], str]] = {
    "picture": first_picture,
    "findings": real_findings,
    "files": list_of_files,
    "exhibits": list_of_exhibits,
}


def filled(page: str, language: str) -> str:
    """Return a page with everything between its markers made anew.

    Parameters
    ----------
    page
        The page as it stands.
    language
        ``en`` or ``id``.
    """

    def anew(found: re.Match[str]) -> str:
        return f"{found.group(1)}\n{BLOCKS[found.group(2)](language)}\n{found.group(3)}"

    return re.sub(r"(<!-- generated: (\w+) -->)\n.*?(<!-- /generated -->)", anew, page, flags=re.S)


def guide(page: str, language: str) -> str:
    """Return the guide to a new study with its table of settings regenerated."""
    block = re.compile(r"(<!-- generated: settings -->)\n.*?(<!-- /generated -->)", re.S)
    return block.sub(lambda found: f"{found.group(1)}\n{settings_table.table(language)}\n{found.group(2)}", page)


def _published(language: str) -> tuple[Path, list[dict[str, Any]]]:
    """Return the folder and the records of the exhibits, those in English where the study publishes no others.

    What a run in another language leaves on somebody's disk does not count: it is not under version control.
    """
    spoken = language if language in studies.load(REFERENCE).languages else "en"
    folder = paths.figures(REFERENCE, spoken)
    return folder, read_records(folder / MANIFEST)


def _shown(exhibit: dict[str, Any]) -> str:
    """Return the file of an exhibit that the list links."""
    return f"{exhibit['name']}.{_SHOWN[exhibit['kind']]}"


def _rows(file: Path) -> int:
    # No file of the collection has a line feed inside a cell; that is tested.
    return len(file.read_text(encoding="utf-8").splitlines()) - 1


def _table(header: str, rows: list[list[str]]) -> str:
    columns = header.count("|") + 1
    lines = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in [header, " | ".join(["---"] * columns), *lines])


def main() -> int:
    """Regenerate both READMEs, the table in both guides and the description of the data, and say where they are."""
    for pages, regenerated in ((PAGES, filled), (GUIDES, guide)):
        for language, name in pages.items():
            page = paths.root() / name
            files.write_text(page, regenerated(page.read_text(encoding="utf-8"), language))
            print(paths.relative(page))
    print(paths.relative(data_package.write()))
    return 0
