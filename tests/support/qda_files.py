"""Write one invented project of two coders in every format that `helpers.codings` reads, as its program would.

The formats are written from their documentation (REFI-QDA 1.5, QualCoder's and Taguette's database schemas) and share
no code with the readers.
"""

import csv
import html
import json
import sqlite3
import uuid
import zipfile
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from xml.sax.saxutils import quoteattr

import openpyxl

CODES = [
    ("upah", ""),
    ("biaya", ""),
    ("upah_rendah", "upah"),
    ("upah_satuan", "upah"),
    ("benang", "biaya"),
    ("bpjs", ""),
]
FAMILIES = {"upah", "biaya"}
TEXTS = {
    "wawancara_01": (
        "Saya menjahit di rumah – upahnya Rp 2.500 per potong 🧵.\n"
        "Kalau benang habis, saya beli sendiri 😀😀; “tidak diganti”.\n"
        "\n"
        "Belum ada BPJS & belum ada kontrak.\n"
    ),
    "wawancara_02 é": "Sehari dua kodi 𝟐𝟎.\nUpah di bawah UMK.\nBenang < jarum > gunting, semua dari saya.",
}
#: document, passage, coder, code
PASSAGES = [
    ("wawancara_01", "upahnya Rp 2.500 per potong 🧵", "coder_1", "upah_satuan"),
    ("wawancara_01", "upahnya Rp 2.500 per potong 🧵", "coder_1", "upah_rendah"),
    ("wawancara_01", "upahnya Rp 2.500 per potong 🧵", "coder_2", "upah_satuan"),
    ("wawancara_01", "saya beli sendiri 😀😀; “tidak diganti”.\n\nBelum ada BPJS", "coder_1", "benang"),
    ("wawancara_01", "saya beli sendiri 😀😀", "coder_2", "benang"),
    ("wawancara_01", "Belum ada BPJS & belum ada kontrak.", "coder_2", "bpjs"),
    ("wawancara_02 é", "Upah di bawah UMK.", "coder_1", "upah_rendah"),
    ("wawancara_02 é", "Upah di bawah UMK.", "coder_2", "upah_rendah"),
    ("wawancara_02 é", "Benang < jarum > gunting", "coder_2", "benang"),
]
CASES = {
    "Pekerja 1": ("wawancara_01", {"umur": "34", "kerja": "menjahit"}),
    "Pekerja 2": ("wawancara_02 é", {"umur": "51"}),
}


@dataclass
class Project:
    """Documents, codes (each with its parent) and codings: document, start, end, coder, code."""

    texts: dict[str, str]
    codes: list[tuple[str, str]]
    codings: list[tuple[str, int, int, str, str]]
    families: set[str] = field(default_factory=set)
    cases: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)

    @property
    def coders(self):
        return sorted({coder for *_, coder, _ in self.codings})

    def of(self, coder):
        return Project(
            self.texts, self.codes, [row for row in self.codings if row[3] == coder], self.families, self.cases
        )


def invented() -> Project:
    codings = []
    for document, passage, coder, code in PASSAGES:
        start = TEXTS[document].index(passage)
        codings.append((document, start, start + len(passage), coder, code))
    return Project(TEXTS, CODES, codings, FAMILIES, CASES)


def guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/{name}")).upper()


def positions(text: str, astral: int = 1, line_break: int = 1, mark: int = 0) -> list[int]:
    """Tell the position of every character where an astral one, a line break and a byte order mark count so many."""
    widths = (line_break if character == "\n" else astral if ord(character) > 0xFFFF else 1 for character in text)
    return list(accumulate(widths, initial=mark))


# --- REFI-QDA ---


def code_elements(project: Project, parent: str = "") -> str:
    parts = []
    for name, above in project.codes:
        if above == parent:
            codable = "false" if name in project.families else "true"
            inner = code_elements(project, name)
            parts.append(
                f'<Code guid="{guid(name)}" name={quoteattr(name)} isCodable="{codable}" color="#FF0000">'
                f"<Description>tentang {name}</Description>{inner}</Code>"
            )
    return "".join(parts)


def qde(
    project: Project,
    origin: str = "",
    quotes: bool = True,
    folder: str = "internal",
    one_selection_per_code: bool = False,
    more_sources: str = "",
    **counting: int,
) -> str:
    users = "".join(f'<User guid="{guid(coder)}" name="{coder}"/>' for coder in project.coders)
    variables = dict.fromkeys(name for _, told in project.cases.values() for name in told)
    cases = ""
    for name, (document, told) in project.cases.items():
        values = "".join(
            f'<VariableValue><VariableRef targetGUID="{guid("variable " + variable)}"/>'
            f"<TextValue>{html.escape(value)}</TextValue></VariableValue>"
            for variable, value in told.items()
        )
        source = f'<SourceRef targetGUID="{guid("source " + document)}"/>'
        cases += f'<Case guid="{guid("case " + name)}" name={quoteattr(name)}>{values}{source}</Case>'
    declared = "".join(
        f'<Variable guid="{guid("variable " + name)}" name={quoteattr(name)} typeOfVariable="Text"/>'
        for name in variables
    )
    counted = {document: positions(text, **counting) for document, text in project.texts.items()}
    places: dict[tuple, list[tuple[str, str]]] = {}
    for number, (document, start, end, coder, code) in enumerate(project.codings):
        key = (document, start, end, coder, number if one_selection_per_code else 0)
        places.setdefault(key, []).append((coder, code))
    selections: dict[str, list[str]] = {document: [] for document in project.texts}
    for number, ((document, start, end, coder, _), given) in enumerate(places.items()):
        quote = f" name={quoteattr(project.texts[document][start:end])}" if quotes else ""
        codings = "".join(
            f'<Coding guid="{guid(f"coding {number} {code}")}" creatingUser="{guid(who)}">'
            f'<CodeRef targetGUID="{guid(code)}"/></Coding>'
            for who, code in given
        )
        selections[document].append(
            f'<PlainTextSelection guid="{guid(f"selection {number}")}" startPosition="{counted[document][start]}" '
            f'endPosition="{counted[document][end]}" creatingUser="{guid(coder)}"{quote}>{codings}</PlainTextSelection>'
        )
    sources = "".join(
        f'<TextSource guid="{guid("source " + document)}" name={quoteattr(document)} '
        f'plainTextPath="{folder}://{guid("text " + document)}.txt">{"".join(selections[document])}</TextSource>'
        for document in project.texts
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="invented" origin="{origin}">'
        f"<Users>{users}</Users><CodeBook><Codes>{code_elements(project)}</Codes></CodeBook>"
        + (f"<Variables>{declared}</Variables>" if declared else "")
        + (f"<Cases>{cases}</Cases>" if cases else "")
        + f"<Sources>{sources}{more_sources}</Sources></Project>"
    )


def write_qdpx(
    project: Project,
    file: Path,
    inner: str = "project.qde",
    sources: str = "sources",
    newline: str = "\n",
    mark: bool = False,
    without: tuple[str, ...] = (),
    **described,
) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(inner, ("\ufeff" if mark else "") + qde(project, **described))
        for document, text in project.texts.items():
            if document not in without:
                content = ("\ufeff" if mark else "") + text.replace("\n", newline)
                archive.writestr(f"{sources}/{guid('text ' + document)}.txt", content)
    return file


def write_qdc(project: Project, file: Path) -> Path:
    file.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="invented">'
        f"<Codes>{code_elements(project)}</Codes><Sets/></CodeBook>",
        "utf-8",
    )
    return file


# --- QualCoder (the tables as its source creates them; code_name.supercid came with version 4) ---

QUALCODER_TABLES = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text,
    av_text_id integer, risid integer, unique(name));
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,
    cid integer, memo text, date text, owner text, important integer, pdf_page integer);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, date text,
    owner text, important integer);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text,
    owner text, unique(name, attr_type, id));
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text, constraint ucm unique(name));
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer,
    unique(name));
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
    owner text, date text, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner));
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text,
    unique(name));
"""


def write_qualcoder(project: Project, folder: Path, newline: str = "\n", **counting: int) -> Path:
    folder.mkdir()
    connection = sqlite3.connect(folder / "data.qda")
    connection.executescript(QUALCODER_TABLES)
    connection.execute("INSERT INTO project VALUES ('v11', '2024-01-01', '', 'QualCoder 3.6')")
    documents = {document: number for number, document in enumerate(project.texts, 1)}
    connection.executemany(
        "INSERT INTO source (id, name, fulltext) VALUES (?, ?, ?)",
        [(number, name, project.texts[name].replace("\n", newline)) for name, number in documents.items()],
    )
    numbers = {name: number for number, (name, _) in enumerate(project.codes, 1)}
    for name, parent in project.codes:
        if name in project.families:
            row = (numbers[name], name, f"tentang {name}", numbers.get(parent))
            connection.execute("INSERT INTO code_cat (catid, name, memo, supercatid) VALUES (?, ?, ?, ?)", row)
        else:
            row = (numbers[name], name, f"tentang {name}", numbers.get(parent))
            connection.execute("INSERT INTO code_name (cid, name, memo, catid) VALUES (?, ?, ?, ?)", row)
    counted = {document: positions(text, **counting) for document, text in project.texts.items()}
    connection.executemany(
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                numbers[code],
                documents[document],
                project.texts[document][start:end],
                counted[document][start],
                counted[document][end],
                coder,
            )
            for document, start, end, coder, code in project.codings
        ],
    )
    for number, (name, (document, told)) in enumerate(project.cases.items(), 1):
        connection.execute("INSERT INTO cases (caseid, name) VALUES (?, ?)", (number, name))
        connection.execute(
            "INSERT INTO case_text (caseid, fid, pos0, pos1) VALUES (?, ?, 0, 0)", (number, documents[document])
        )
        for variable, value in told.items():
            row = (variable, "case", value, number)
            connection.execute("INSERT INTO attribute (name, attr_type, value, id) VALUES (?, ?, ?, ?)", row)
    connection.commit()
    connection.close()
    return folder


# --- Taguette (the tables after its migration 63d7ca28fc0c, which added tags.parent_id) ---

TAGUETTE_TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL);
CREATE TABLE users (login VARCHAR(30) NOT NULL PRIMARY KEY, created DATETIME, hashed_password VARCHAR(192),
    language VARCHAR(10), email VARCHAR(256));
CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    created DATETIME);
CREATE TABLE project_members (project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL, privileges VARCHAR(11) NOT NULL,
    PRIMARY KEY (project_id, user_login));
CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, filename VARCHAR(200) NOT NULL, created DATETIME, project_id INTEGER NOT NULL,
    text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL);
CREATE TABLE commands (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME, user_login VARCHAR(30) NOT NULL,
    project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL);
CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL,
    start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, snippet TEXT NOT NULL);
CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
    description TEXT NOT NULL, parent_id INTEGER, UNIQUE (project_id, path));
CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id));
"""


def taguette_html(text: str) -> str:
    return "\n".join(f"<p>{html.escape(line, quote=False)}</p>" for line in text.split("\n"))


def _highlights(project: Project) -> dict[tuple[str, int, int, str], list[str]]:
    found: dict[tuple[str, int, int, str], list[str]] = {}
    for document, start, end, coder, code in project.codings:
        found.setdefault((document, start, end, coder), []).append(code)
    return found


def write_taguette(project: Project, file: Path, exported: bool = False) -> Path:
    """Write the database of a server, or, like its export, one that names everybody ``admin``."""
    connection = sqlite3.connect(file)
    connection.executescript(TAGUETTE_TABLES)
    connection.execute("INSERT INTO projects VALUES (1, 'invented', '', '2024-01-01')")
    for login in ["admin"] if exported else ["admin", *project.coders]:
        connection.execute("INSERT INTO users (login) VALUES (?)", (login,))
        connection.execute("INSERT INTO project_members VALUES (1, ?, 'ADMIN')", (login,))
    documents = {document: number for number, document in enumerate(project.texts, 1)}
    connection.executemany(
        "INSERT INTO documents VALUES (?, ?, '', 'file.txt', '2024-01-01', 1, 'LEFT_TO_RIGHT', ?)",
        [(number, name, taguette_html(project.texts[name])) for name, number in documents.items()],
    )
    tags = {name: number for number, (name, _) in enumerate(project.codes, 1)}
    connection.executemany(
        "INSERT INTO tags VALUES (?, 1, ?, ?, ?)",
        [(tags[name], name, f"tentang {name}", tags.get(parent)) for name, parent in project.codes],
    )
    byte = {
        document: list(accumulate((len(character.encode()) for character in text), initial=0))
        for document, text in project.texts.items()
    }
    for number, ((document, start, end, coder), given) in enumerate(_highlights(project).items(), 1):
        span = (byte[document][start], byte[document][end])
        snippet = html.escape(project.texts[document][start:end])
        connection.execute(
            "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)", (number, documents[document], *span, snippet)
        )
        connection.executemany("INSERT INTO highlight_tags VALUES (?, ?)", [(number, tags[code]) for code in given])
        payload = {
            "type": "highlight_add",
            "highlight_id": number,
            "start_offset": span[0],
            "end_offset": span[1],
            "tags": [tags[code] for code in given],
        }
        who = "admin" if exported else coder
        connection.execute(
            "INSERT INTO commands (user_login, project_id, document_id, payload) VALUES (?, 1, ?, ?)",
            (who, documents[document], json.dumps(payload, sort_keys=True)),
        )
    connection.commit()
    connection.close()
    return file


def write_taguette_export(project: Project, file: Path, shared: bool = True) -> Path:
    """Write one coder's highlights, as CSV or XLSX (its texts shared, as Taguette writes them, or in the cells)."""
    rows = [["id", "document", "tag", "content"]]
    for number, ((document, start, end, _), given) in enumerate(_highlights(project).items(), 1):
        content = " ".join(project.texts[document][start:end].split())
        rows += [[str(number), document, code, content] for code in given]
    if file.suffix == ".xlsx":
        book = openpyxl.Workbook(write_only=not shared)
        sheet = book.active if shared else book.create_sheet("highlights")
        for row in rows:
            sheet.append(row)
        book.save(file)
    else:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
    return file


# --- The collection's own layout ---


def write_folder(project: Project, folder: Path, placed: bool = True) -> Path:
    folder.mkdir()
    spans = list(dict.fromkeys((document, start, end) for document, start, end, *_ in project.codings))
    names = {span: f"S{number:03}" for number, span in enumerate(spans, 1)}
    places = ["start", "end"] if placed else []
    tables = {
        "segments": [
            ["segment_id", "document_id", *places, "text"],
            *(
                [names[span], span[0], *(span[1:] if placed else ()), project.texts[span[0]][span[1] : span[2]]]
                for span in spans
            ),
        ],
        "codings": [
            ["segment_id", "coder", "code"],
            *([names[row[:3]], row[3], row[4]] for row in project.codings),
        ],
        "codebook": [
            ["code", "parent", "description", "label_id"],
            *([name, parent, f"tentang {name}", name.replace("_", " ")] for name, parent in project.codes),
        ],
        "documents": [["document_id", "title"], *([name, f"Judul {name}"] for name in project.texts)],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)
    return folder
