import contextlib
import os
import random
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import qda_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import codings
from helpers.codings import html_text, offsets
from helpers.facts import documents
from helpers.files import guards, paths
from helpers.language import UserError

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "refi_qda"
COMPARED = ["document", "start", "end", "text", "coder", "code", "parent"]


@pytest.fixture
def project():
    return qda_files.invented()


@pytest.fixture
def wanted(project):
    """The invented project's codings, put together without any reader."""
    parents = dict(project.codes)
    rows = [
        (document, start, end, project.texts[document][start:end], coder, code, parents[code])
        for document, start, end, coder, code in project.codings
    ]
    table = pd.DataFrame(rows, columns=COMPARED).astype({"start": "Int64", "end": "Int64"})
    return table.sort_values(["document", "start", "end", "coder", "code"], ignore_index=True)


def compared(found: codings.Codings) -> pd.DataFrame:
    return found.codings[COMPARED].sort_values(["document", "start", "end", "coder", "code"], ignore_index=True)


def said(read, *arguments, **named) -> str:
    """Return what the user is told; it is one message, and names no folder of this machine."""
    with pytest.raises(UserError) as caught:
        read(*arguments, **named)
    message = str(caught.value)
    assert not any(str(one) in message for one in arguments if isinstance(one, Path))
    return message


# --- The same codings come out of every format ---


FORMATS = {
    "folder": lambda project, folder: qda_files.write_folder(project, folder / "coded"),
    "codings.csv": lambda project, folder: qda_files.write_folder(project, folder / "coded") / "codings.csv",
    "qdpx": lambda project, folder: qda_files.write_qdpx(project, folder / "coded.qdpx"),
    "qualcoder": lambda project, folder: qda_files.write_qualcoder(project, folder / "coded.qda"),
    "data.qda": lambda project, folder: qda_files.write_qualcoder(project, folder / "coded.qda") / "data.qda",
    "taguette": lambda project, folder: qda_files.write_taguette(project, folder / "coded.sqlite3"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_codings(name, project, wanted, tmp_path):
    found = codings.read(FORMATS[name](project, tmp_path))
    pd.testing.assert_frame_equal(compared(found), wanted)
    assert found.notes == ()
    assert list(found.codings.columns) == ["document", "segment", *COMPARED[1:]]
    assert not found.codings.duplicated(["segment", "coder", "code"]).any()
    spans = found.codings.groupby("segment")[["document", "start", "end"]].nunique()
    assert (spans == 1).all(axis=None)
    assert found.codings["segment"].nunique() == found.codings[["document", "start", "end"]].drop_duplicates().shape[0]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_codebook(name, project, tmp_path):
    book = codings.read(FORMATS[name](project, tmp_path)).codebook.set_index("code")
    assert book["parent"].to_dict() == dict(project.codes)
    assert book["description"].to_dict() == {code: f"tentang {code}" for code, _ in project.codes}
    # Taguette does not tell headings from codes.
    headings = set() if name == "taguette" else project.families
    assert set(book.index[~book["codable"]]) == headings


@pytest.mark.parametrize("name", ["qdpx", "qualcoder"])
def test_cases_with_their_variables(name, project, tmp_path):
    cases = codings.read(FORMATS[name](project, tmp_path)).cases
    assert set(cases.columns) == {"case", "document", "umur", "kerja"}
    rows = cases.set_index("case")
    assert rows.loc["Pekerja 1"].to_dict() == {"document": "wawancara_01", "umur": "34", "kerja": "menjahit"}
    assert rows.loc["Pekerja 2", "umur"] == "51"
    assert pd.isna(rows.loc["Pekerja 2", "kerja"])


def test_what_the_others_know_of_cases(project, tmp_path):
    # Taguette has none; the folder's documents.csv describes documents.
    assert codings.read(FORMATS["taguette"](project, tmp_path)).cases.columns.tolist() == ["case", "document"]
    cases = codings.read(FORMATS["folder"](project, tmp_path)).cases
    assert cases.to_dict("records")[0] == {
        "case": "wawancara_01",
        "document": "wawancara_01",
        "title": "Judul wawancara_01",
    }


@pytest.mark.parametrize(("ending", "shared"), [(".csv", True), (".xlsx", True), (".xlsx", False)])
def test_exported_highlights_have_neither_places_nor_parents(ending, shared, project, wanted, tmp_path):
    files = [
        qda_files.write_taguette_export(project.of(coder), tmp_path / f"{coder}{ending}", shared)
        for coder in project.coders
    ]
    found = codings.read_all(files)
    assert found.codings[["start", "end"]].isna().all(axis=None)
    assert set(found.codings["parent"]) == {""}
    columns = ["document", "text", "coder", "code"]
    wanted["text"] = wanted["text"].str.replace(r"\s+", " ", regex=True)
    left, right = (table[columns].sort_values(columns, ignore_index=True) for table in (found.codings, wanted))
    pd.testing.assert_frame_equal(left, right)


def test_the_order_of_the_rows_in_a_file_does_not_matter(project, tmp_path):
    first = codings.read(qda_files.write_qdpx(project, tmp_path / "a.qdpx"))
    project.codings.reverse()
    second = codings.read(qda_files.write_qdpx(project, tmp_path / "b.qdpx"))
    pd.testing.assert_frame_equal(first.codings, second.codings)


def test_the_reference_corpus_reads_as_the_evidence_has_it():
    found = codings.read(paths.data() / "evidence")
    wanted = documents.codings()
    assert len(found.codings) == len(wanted) == len(found.codings.drop_duplicates(["segment", "coder", "code"]))
    keys = ["segment_id", "coder", "code"]
    left = found.codings.rename(columns={"segment": "segment_id"})[keys].sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(left, wanted[keys].sort_values(keys, ignore_index=True))
    parents = documents.codebook().set_index("code")["parent"]
    assert (found.codings["parent"] == found.codings["code"].map(parents)).all()
    assert set(found.codebook.loc[~found.codebook["codable"], "code"]) == set(parents.index[parents.isna()])


def test_matching_leaves_the_reference_corpus_as_it_is():
    # Its coders were given the same segments.
    found = codings.read(paths.data() / "evidence").codings
    pd.testing.assert_frame_equal(codings.match_segments(found), found)


def test_a_codebook_alone_has_no_codings(project, tmp_path):
    found = codings.read(qda_files.write_qdc(project, tmp_path / "book.qdc"))
    assert found.codebook.set_index("code")["parent"].to_dict() == dict(project.codes)
    assert found.codings.empty
    full = codings.read(qda_files.write_qdpx(project, tmp_path / "a.qdpx"))
    assert found.codings.dtypes.to_dict() == full.codings.dtypes.to_dict()


# --- REFI-QDA ---


@pytest.mark.parametrize(
    "written",
    [
        {"inner": "Proyek Saya.qde", "sources": "Sources"},
        {"inner": "Folder/project.qde", "sources": "Folder/sources"},
        {"sources": "Sources\\"},
        {"newline": "\r\n", "line_break": 2, "origin": "NVivo"},
        {"newline": "\r\n", "line_break": 2, "quotes": False, "origin": "NVivo"},
        {"newline": "\r\n", "line_break": 1, "quotes": False, "origin": "ATLAS.ti 24"},
        {"newline": "\r\n", "line_break": 1, "quotes": False, "origin": "QualCoder 3.6", "mark": True},
        {"newline": "\r\n", "line_break": 1, "origin": "something new"},
        {"newline": "\r\n", "line_break": 2, "origin": "ATLAS.ti 30"},
        {"newline": "\r\r\n", "line_break": 1, "origin": "QualCoder 3.6"},
        {"newline": "\r", "origin": "MAXQDA"},
        {"mark": True},
        {"mark": True, "quotes": False},
        {"mark": True, "line_break": 1, "origin": "x"},
        {"astral": 2},
        {"newline": "\r\n", "mark": True, "line_break": 2, "astral": 2},
        {"one_selection_per_code": True, "origin": "QualCoder 3.6"},
    ],
    ids=str,
)
def test_exporters_count_differently(written, project, wanted, tmp_path):
    counted = dict(written)
    found = codings.read(qda_files.write_qdpx(project, tmp_path / "a.qdpx", **counted))
    pd.testing.assert_frame_equal(compared(found), wanted)


def test_a_byte_order_mark_that_the_program_counted(project, wanted, tmp_path):
    # `mark` is the name of two things: the file's mark, and how much it counts.
    content = qda_files.qde(project, mark=1)
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("project.qde", content)
        for document, text in project.texts.items():
            archive.writestr(f"sources/{qda_files.guid('text ' + document)}.txt", "\ufeff" + text)
    pd.testing.assert_frame_equal(compared(codings.read(tmp_path / "a.qdpx")), wanted)


def test_texts_in_utf_16(project, wanted, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.qdpx", "w") as archive:
        archive.writestr("project.qde", qda_files.qde(project).replace("utf-8", "utf-16", 1).encode("utf-16"))
        for document, text in project.texts.items():
            archive.writestr(f"sources/{qda_files.guid('text ' + document)}.txt", text.encode("utf-16"))
    pd.testing.assert_frame_equal(compared(codings.read(tmp_path / "a.qdpx")), wanted)


def test_a_missing_source_leaves_places_and_says_so(project, wanted, tmp_path):
    found = codings.read(qda_files.write_qdpx(project, tmp_path / "a.qdpx", without=("wawancara_01",)))
    wanted.loc[wanted["document"] == "wawancara_01", "text"] = pd.NA
    pd.testing.assert_frame_equal(compared(found), wanted)
    assert found.notes == (
        "a.qdpx: the file has no readable text for 1 of 2 documents (wawancara_01); positions in them are as written, "
        "what was marked there is missing.",
    )


def test_a_bare_project_without_its_archive(project, wanted, tmp_path):
    (tmp_path / "project.qde").write_text(qda_files.qde(project), "utf-8")
    found = codings.read(tmp_path / "project.qde")
    pd.testing.assert_frame_equal(compared(found).drop(columns="text"), wanted.drop(columns="text"))
    assert found.codings["text"].isna().all()


def more_sources() -> str:
    """Sources of other kinds, each coded by the second coder with bpjs."""
    coder, code = (qda_files.guid(name).lower() for name in ("coder_2", "bpjs"))
    # The schema allows both cases, and braces.
    reference = f'<CodeRef targetGUID="{{{code}}}"/>'
    coding = f'<Coding guid="{qda_files.guid("any")}" creatingUser="{coder}">{reference}</Coding>'
    one, two, three = (qda_files.guid(name) for name in ("one", "two", "three"))
    box = 'firstX="1" firstY="1" secondX="2" secondY="2"'
    return (
        f'<PictureSource guid="{qda_files.guid("p")}" name="foto">'
        f'<PictureSelection guid="{one}" {box}>{coding}</PictureSelection></PictureSource>'
        f'<PDFSource guid="{qda_files.guid("d")}" name="laporan.pdf">'
        f'<PDFSelection guid="{two}" page="0" {box}>{coding}</PDFSelection>'
        f'<PDFSelection guid="{three}" page="1" {box}><Representation guid="{qda_files.guid("r")}">'
        f"<PlainTextContent>tanpa BPJS</PlainTextContent></Representation>{coding}</PDFSelection>"
        f'<Representation guid="{qda_files.guid("t")}"><PlainTextContent>Laporan: tanpa BPJS.</PlainTextContent>'
        f'<PlainTextSelection guid="{two}" startPosition="9" endPosition="19">{coding}</PlainTextSelection>'
        f"</Representation></PDFSource>"
        f'<AudioSource guid="{qda_files.guid("a")}" name="rekaman">'
        f'<Transcript guid="{qda_files.guid("s")}" name="transkrip"><PlainTextContent>Dua kodi sehari.</PlainTextContent>'
        f'<SyncPoint guid="{qda_files.guid("s1")}" position="4"/><SyncPoint guid="{qda_files.guid("s2")}" position="8"/>'
        f'<TranscriptSelection guid="{qda_files.guid("s3")}" fromSyncPoint="{qda_files.guid("s1")}" '
        f'toSyncPoint="{qda_files.guid("s2")}">{coding}</TranscriptSelection></Transcript>'
        f'<AudioSelection guid="{qda_files.guid("a1")}" begin="0" end="9">{coding}</AudioSelection></AudioSource>'
        f'<TextSource guid="{qda_files.guid("w")}" name="seluruhnya"><PlainTextContent>Semua.</PlainTextContent>'
        f'{coding}</TextSource><TextSource guid="{qda_files.guid("w2")}" name="seluruhnya">'
        f'<PlainTextContent>Lain.</PlainTextContent><PlainTextSelection guid="{qda_files.guid("w3")}" startPosition="2" '
        f'endPosition="99">{coding}</PlainTextSelection><PlainTextSelection guid="{qda_files.guid("w4")}" '
        'startPosition="0" endPosition="1"/></TextSource>'
    )


def test_pictures_pdf_sound_and_whole_documents(project, tmp_path):
    found = codings.read(qda_files.write_qdpx(project, tmp_path / "a.qdpx", more_sources=more_sources()))
    rows = found.codings[~found.codings["document"].isin(project.texts)]
    assert set(zip(rows["coder"], rows["code"], strict=True)) == {("coder_2", "bpjs")}
    told = [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in rows[["document", "start", "end", "text"]].itertuples(index=False)
    ]
    assert told == [
        ("foto", None, None, None),
        # The rectangle with the same identifier as a passage of the text is that passage.
        ("laporan.pdf", 9, 19, "tanpa BPJS"),
        ("laporan.pdf", None, None, "tanpa BPJS"),
        ("rekaman", None, None, None),
        ("seluruhnya", 0, 6, "Semua."),
        ("seluruhnya (2)", None, None, None),
        ("transkrip", 4, 8, "kodi"),
    ]
    assert [note.split(": ")[1] for note in found.notes] == [
        "1 selections lie outside their text; their places are missing.",
        "1 selections carry no code; they are left out.",
    ]


def test_cases_among_the_codes_and_cases_without_a_name(project, tmp_path):
    content = qda_files.qde(project)
    # NVivo: the case is a code, too, and the passages coded with it are the case's.
    case = qda_files.guid("bpjs")
    named = f'<Case guid="{case}" name="Pekerja 3"/>'
    # MAXQDA and Quirkos: variables of a document.
    unnamed = (
        f'<Case guid="{qda_files.guid("u")}"><VariableValue><VariableRef targetGUID="{qda_files.guid("variable umur")}"/>'
        f'<IntegerValue>40</IntegerValue></VariableValue><SourceRef targetGUID="{qda_files.guid("source wawancara_01")}"/>'
        "</Case>"
    )
    (tmp_path / "a.qde").write_text(content.replace("</Cases>", named + unnamed + "</Cases>"), "utf-8")
    found = codings.read(tmp_path / "a.qde")
    assert "bpjs" not in set(found.codings["code"]) | set(found.codebook["code"])
    cases = found.cases.set_index("case")
    assert cases.loc["Pekerja 3", "document"] == "wawancara_01"
    assert cases.loc["wawancara_01", ["document", "umur"]].tolist() == ["wawancara_01", "40"]


def test_a_name_that_two_codes_have_is_told_with_its_path(tmp_path):
    codes = [("kondisi", ""), ("upah", ""), ("rendah", "upah")]
    project = qda_files.Project({"d": "abc"}, codes, [("d", 0, 1, "coder_1", "rendah")])
    twin = f'<Code guid="{qda_files.guid("twin")}" name="rendah" isCodable="true"/>'
    content = qda_files.qde(project).replace("<Description>tentang kondisi</Description>", twin)
    (tmp_path / "a.qde").write_text(content, "utf-8")
    found = codings.read(tmp_path / "a.qde")
    assert found.codebook["code"].tolist() == ["kondisi", "kondisi > rendah", "upah", "upah > rendah"]
    assert found.codings.loc[0, ["code", "parent"]].tolist() == ["upah > rendah", "upah"]


def test_a_code_that_is_not_in_the_codebook_is_left_out_and_told(project, tmp_path):
    content = qda_files.qde(project).replace(
        f'CodeRef targetGUID="{qda_files.guid("benang")}"', 'CodeRef targetGUID="X"'
    )
    (tmp_path / "a.qde").write_text(content, "utf-8")
    found = codings.read(tmp_path / "a.qde")
    assert len(found.codings) == len(project.codings) - 3
    assert "3 codings name a code that is not in the codebook" in found.notes[-1]


def test_who_coded_where_the_file_does_not_say(project, tmp_path):
    one = project.of("coder_1")
    content = qda_files.qde(one).replace("<Users>", "<!--").replace("</Users>", "-->")
    (tmp_path / "coder_9.qde").write_text(content, "utf-8")
    assert set(codings.read(tmp_path / "coder_9.qde").codings["coder"]) == {"coder_9"}
    assert set(codings.read(tmp_path / "coder_9.qde", coder="coder_7").codings["coder"]) == {"coder_7"}


# --- Real exports ---


def sample(name: str) -> Path:
    file = SAMPLES / name
    if not file.is_file():
        pytest.skip(f"the sample {name} is not on this machine (it is not ours to pass on)")
    return file


def raw(file: Path) -> ElementTree.Element:
    if file.suffix == ".qde":
        return ElementTree.parse(file).getroot()
    with zipfile.ZipFile(file) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".qde"))
        return ElementTree.fromstring(archive.read(name))


@pytest.mark.parametrize(
    ("name", "codes", "rows", "placed"),
    [
        ("atlasti8_macos_Project.qde", 14, 14, 9),
        ("skyloom_TestProject.qdpx", 14, 14, 9),
        ("nvivo_project.qdpx", 262, 0, 0),
    ],
)
def test_real_exports_by_the_counts_of_their_xml(name, codes, rows, placed):
    file = sample(name)
    root, found = raw(file), codings.read(file)
    ns = "{urn:QDA-XML:project:1.0}"
    assert len(found.codebook) == len(list(root.iter(f"{ns}Code"))) == codes
    assert found.codebook["code"].is_unique
    # A passage of a PDF stands there twice under one identifier: as a rectangle and as text.
    told = {
        (selection.get("guid"), coding.find(f"{ns}CodeRef").get("targetGUID"), coding.get("creatingUser"))
        for selection in root.iter()
        for coding in selection.findall(f"{ns}Coding")
    }
    assert len(found.codings) == len(told) == rows
    with_place = {
        (selection.get("guid"), coding.find(f"{ns}CodeRef").get("targetGUID"))
        for selection in root.iter(f"{ns}PlainTextSelection")
        for coding in selection.findall(f"{ns}Coding")
    }
    assert found.codings["start"].notna().sum() == len(with_place) == placed
    names = {code.get("guid"): code.get("name") for code in root.iter(f"{ns}Code")}
    assert Counter(found.codings["code"]) == Counter(names[code] for _, code, _ in told)
    users = {user.get("guid"): user.get("name") for user in root.iter(f"{ns}User")}
    assert set(found.codings["coder"]) == {users[user] for *_, user in told}
    nested = sum(len(code.findall(f"{ns}Code")) for code in root.iter(f"{ns}Code"))
    assert (found.codebook["parent"] != "").sum() == nested


def test_real_passages_end_before_their_last_position():
    root = raw(sample("atlasti8_macos_Project.qde"))
    # ATLAS.ti names a passage after its words, unless somebody gave it a title or it is too long.
    fitting = [
        len(one.get("name")) == int(one.get("endPosition")) - int(one.get("startPosition"))
        for one in root.iter("{urn:QDA-XML:project:1.0}PlainTextSelection")
        if not one.get("name").endswith("…")
    ]
    assert fitting.count(True) == 3
    assert len(fitting) == 4


# --- QualCoder ---


@pytest.mark.parametrize(
    "written",
    [
        {"astral": 2},
        {"newline": "\r\n", "line_break": 2},
        {"newline": "\r\n"},
        {"newline": "\r\n", "line_break": 2, "astral": 2},
    ],
    ids=str,
)
def test_qualcoder_positions_are_held_against_its_own_quotes(written, project, wanted, tmp_path):
    found = codings.read(qda_files.write_qualcoder(project, tmp_path / "a.qda", **written))
    pd.testing.assert_frame_equal(compared(found), wanted)


def change(file: Path, *statements: str) -> Path:
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return file


def test_qualcoder_codes_under_codes_pictures_sound_and_strays(project, tmp_path):
    folder = qda_files.write_qualcoder(project, tmp_path / "a.qda")
    change(
        folder / "data.qda",
        "ALTER TABLE code_name ADD supercid integer",
        "INSERT INTO code_name (cid, name, catid, supercid) SELECT 99, 'bpjs kesehatan', NULL, cid FROM code_name "
        "WHERE name = 'bpjs'",
        "INSERT INTO source (id, name, fulltext) VALUES (9, 'foto.jpg', NULL)",
        "INSERT INTO code_image (imid, id, cid, owner) VALUES (1, 9, 99, 'coder_2')",
        "INSERT INTO code_av (avid, id, cid, owner) VALUES (1, 9, 99, 'coder_1')",
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (99, 1, 'luar', 9000, 9004, 'coder_1')",
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (99, 77, 'x', 0, 1, 'coder_1')",
        "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner) VALUES (99, 1, 'rusak', 'nol', NULL, 'coder_1')",
        "INSERT INTO attribute (name, attr_type, value, id) VALUES ('media', 'file', 'foto', 9)",
        "UPDATE code_cat SET supercatid = catid",
    )
    found = codings.read(folder)
    rows = found.codings[found.codings["code"] == "bpjs kesehatan"]
    assert rows[["document", "coder"]].values.tolist() == [
        ["foto.jpg", "coder_2"],
        ["foto.jpg", "coder_1"],
        ["wawancara_01", "coder_1"],
        ["wawancara_01", "coder_1"],
    ]
    assert rows["start"].isna().all()
    assert rows["segment"].is_unique
    assert set(rows["parent"]) == {"bpjs"}
    assert found.cases.set_index("case").loc["foto.jpg", "media"] == "foto"
    assert [note.split(": ")[1][:40] for note in found.notes] == [
        "1 codings belong to no document; they ar",
        "2 codings lie outside their text; their ",
    ]


# --- Taguette ---


def test_an_exported_project_names_nobody_so_its_file_does(project, wanted, tmp_path):
    files = [
        qda_files.write_taguette(project.of(coder), tmp_path / f"{coder}.sqlite3", exported=True)
        for coder in project.coders
    ]
    assert set(codings.read(files[1]).codings["coder"]) == {"coder_2"}
    pd.testing.assert_frame_equal(compared(codings.read_all(files)), wanted)


def test_who_gave_a_tag_stands_in_the_log(project, tmp_path):
    file = qda_files.write_taguette(project, tmp_path / "a.sqlite3")
    # Highlight 1 of coder_1 (tags 4, 3) gets tag 6 from coder_2; then 6 is merged into 5.
    change(
        file,
        "INSERT INTO commands (user_login, project_id, document_id, payload) VALUES ('coder_2', 1, 1, "
        """'{"type": "highlight_add", "highlight_id": 1, "tags": [3, 4, 6]}')""",
        "INSERT INTO commands (user_login, project_id, payload) VALUES ('coder_1', 1, "
        """'{"type": "tag_merge", "src_tag_id": 6, "dest_tag_id": 5}')""",
        "INSERT INTO commands (user_login, project_id, payload) VALUES ('coder_1', 1, 'no JSON')",
        "INSERT INTO commands (user_login, project_id, payload) VALUES ('coder_1', 1, '[1]')",
        "INSERT INTO commands (user_login, project_id, payload) VALUES ('x', 1, "
        """'{"type": "highlight_add", "highlight_id": []}')""",
        "INSERT INTO highlight_tags VALUES (1, 5)",
    )
    rows = codings.read(file).codings
    first = rows[rows["segment"] == rows["segment"].iloc[0]]
    assert set(zip(first["coder"], first["code"], strict=True)) == {
        ("coder_1", "upah_rendah"),
        ("coder_1", "upah_satuan"),
        ("coder_2", "upah_satuan"),
        ("coder_2", "benang"),
    }


def test_an_older_taguette_nests_tags_by_their_paths(project, tmp_path):
    file = qda_files.write_taguette(project, tmp_path / "a.sqlite3")
    change(
        file,
        "ALTER TABLE tags DROP COLUMN parent_id",
        "UPDATE tags SET path = 'upah.rendah' WHERE path = 'upah_rendah'",
        "UPDATE tags SET path = 'lain.x.satuan' WHERE path = 'upah_satuan'",
    )
    book = codings.read(file).codebook.set_index("code")
    assert book["parent"].to_dict() == {
        "benang": "",
        "biaya": "",
        "bpjs": "",
        "lain.x.satuan": "",
        "upah": "",
        "upah.rendah": "upah",
    }


def test_untagged_highlights_and_such_beyond_the_text_are_told(project, tmp_path):
    file = qda_files.write_taguette(project, tmp_path / "a.sqlite3")
    change(
        file,
        "INSERT INTO highlights VALUES (90, 1, 0, 4, '')",
        "INSERT INTO highlights VALUES (91, 1, 5, 90000, '')",
        "INSERT INTO highlight_tags VALUES (91, 6)",
    )
    assert [note.split(": ")[1] for note in codings.read(file).notes] == [
        "1 highlights carry no tag; they are left out.",
        "1 highlights lie outside their text; their places are missing.",
    ]


def test_several_projects_in_one_database(project, tmp_path):
    file = qda_files.write_taguette(project, tmp_path / "a.sqlite3")
    change(file, "INSERT INTO projects VALUES (2, 'second', '', '2024-01-01')")
    message = said(codings.read, file)
    assert message.startswith("a.sqlite3: there are 2 projects in the file ('invented', 'second')")
    assert "Export project" in message


def test_exported_highlights_of_an_older_version(tmp_path):
    (tmp_path / "coder_1.csv").write_text(
        'document,tags,content\nd,"upah, biaya",satu\nd,,dua\nd,upah,satu\n', encoding="utf-8"
    )
    found = codings.read(tmp_path / "coder_1.csv")
    assert found.codings[["text", "code"]].values.tolist() == [["satu", "biaya"], ["satu", "upah"], ["satu", "upah"]]
    assert found.codings["segment"].nunique() == 2
    assert found.notes == ("coder_1.csv: 1 highlights carry no tag; they are left out.",)


# --- HTML ---


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>satu</p><p>dua</p>", "satu\ndua"),
        ("<p>satu</p>\n<p>dua</p>", "satu\ndua"),
        ("<p>satu</p> <p>dua</p>", "satu dua"),
        ("satu<br>dua<br/>tiga", "satu\ndua\ntiga"),
        ("<p>a <b>b</b>c&amp;d &lt;p&gt; &#129525;</p>", "a bc&d <p> 🧵"),
        ('<a href="x?a>b" title=\'"\'>tautan</a>', "tautan"),
        ("1 < 2 <> 3", "1 < 2 <> 3"),
        ("a<!-- <p>b</p> -->c<!DOCTYPE x>d", "acd"),
        ("a<!-- b", "a"),
        ("a<p b", "a"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_plain_text_of_html(html, plain):
    assert html_text.HtmlText(html).text == plain


def test_a_span_does_not_take_in_the_line_break_that_was_added():
    text = html_text.HtmlText("<p>é1</p><p>dua</p>")
    starts, ends = text.spans(np.array([0, 3, 0, 2, -1, 0]), np.array([3, 6, 6, 4, 2, 7]))
    assert starts.tolist() == [0, 3, 0, 1, -1, -1]
    assert ends.tolist() == [2, 6, 6, 4, -1, -1]
    assert [text.text[start:end] for start, end in zip(starts[:4], ends[:4], strict=True)] == [
        "é1",
        "dua",
        "é1\ndua",
        "1\nd",
    ]


@given(st.lists(st.text(st.sampled_from("aé𝟐\n <&"), max_size=8), max_size=6), st.data())
def test_any_span_of_any_paragraphs_is_found_by_its_bytes(lines, data):
    plain = "\n".join(lines)
    text = html_text.HtmlText(qda_files.taguette_html(plain))
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    starts, ends = text.spans(np.array([len(plain[:start].encode())]), np.array([len(plain[:end].encode())]))
    assert text.text == plain
    assert (starts[0], ends[0]) == (start, end)


@pytest.mark.parametrize("piece", ["<", "<a", "<!--", "<a ", '<a "', "<a 'x", "&", "</", "<p>"])
def test_no_html_is_slow(piece):
    html_text.HtmlText(piece * 100_000)


# --- Counting ---

characters = st.text(st.sampled_from(["a", " ", "é", "😀", "𝟐", "\n"]), min_size=1, max_size=40)


@given(
    characters,
    st.sampled_from(["\n", "\r\n", "\r\r\n", "\r"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_every_way_of_counting_finds_every_character(text, newline, marked, astral, long_breaks, counted_mark):
    source = offsets.SourceText(("\ufeff" if marked else "") + text.replace("\n", newline))
    assert source.text == text
    positions = qda_files.positions(
        text,
        astral=2 if astral else 1,
        line_break=len(newline) if long_breaks else 1,
        mark=int(marked and counted_mark),
    )
    way = offsets.Counting(astral, long_breaks, counted_mark)
    found = source.characters(way, np.array([*positions, -1, positions[-1] + 1]))
    assert found.tolist() == [*range(len(text) + 1), -1, -1]


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([1, 2]),
    st.sampled_from([1, 2]),
    st.sampled_from(["", "ATLAS.ti", "NVivo"]),
)
def test_quotes_tell_how_any_program_counted(project, wanted, tmp_path, newline, marked, astral, line_break, origin):
    if newline == "\n":
        line_break = 1
    file = qda_files.write_qdpx(
        project, tmp_path / "a.qdpx", newline=newline, mark=marked, astral=astral, line_break=line_break, origin=origin
    )
    pd.testing.assert_frame_equal(compared(codings.read(file)), wanted)


@pytest.mark.parametrize(
    "cut", [lambda quote: f"{quote[:21]}…", lambda quote: f"{quote[:20]}...", lambda quote: quote[:22]]
)
def test_quotes_may_be_cut_off(cut):
    text = "Satu\r\ndua\r\ntiga\r\nempat lima enam tujuh delapan sembilan"
    source = offsets.SourceText(text)
    start, end = 14, len(source.text)
    quoted = offsets.Quoted(source, np.array([start]), np.array([end]), [cut(source.text[start:end])])
    (way,) = offsets.choose([quoted], offsets.Counting(break_as_two=True))
    assert not way.break_as_two


def test_a_title_instead_of_a_quote_decides_nothing():
    source = offsets.SourceText("Satu\r\ndua\r\ntiga")
    quoted = offsets.Quoted(source, np.array([6]), np.array([9]), ["sebuah judul"])
    for usual in (True, False):
        (way,) = offsets.choose([quoted], offsets.Counting(break_as_two=usual))
        assert way.break_as_two == usual


# --- Files that are not what they should be ---


def archive_with(file: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def with_entities(project, declared: str) -> str:
    return (
        qda_files.qde(project).replace("?>\n", f"?>\n<!DOCTYPE Project [{declared}]>\n").replace('"invented"', '"&z;"')
    )


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{"".join(f"&{before};" for _ in range(10))}">'
    for before, name in zip("abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz", strict=True)
)


@pytest.mark.parametrize(
    "declared",
    [LAUGHS, '<!ENTITY z SYSTEM "file:///etc/hostname">', '<!ENTITY % p SYSTEM "http://example.org/x"> %p;', ""],
    ids=["billion laughs", "external entity", "parameter entity", "bare document type"],
)
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared, packed, encoding, project, tmp_path):
    content = with_entities(project, declared).replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    if packed:
        file = archive_with(tmp_path / "a.qdpx", {"project.qde": content})
    else:
        file = tmp_path / "a.qde"
        file.write_bytes(content)
    message = said(codings.read, file)
    assert message.startswith("a.qdpx, project.qde: " if packed else "a.qde: ")
    assert "<!DOCTYPE>" in message


@pytest.mark.parametrize("name", ["project.qde", "text"])
def test_a_zip_bomb_is_not_unpacked(name, project, tmp_path):
    parts = {"project.qde": qda_files.qde(project)}
    name = name if name in parts else f"sources/{qda_files.guid('text wawancara_01')}.txt"
    parts[name] = b" " * 20_000_000
    message = said(codings.read, archive_with(tmp_path / "a.qdpx", parts))
    assert message.startswith(f"a.qdpx, {name}: ")
    assert "zip bomb" in message
    assert "20,000,000" in message


def test_what_is_large_without_being_a_bomb(project, tmp_path, monkeypatch):
    file = qda_files.write_qdpx(project, tmp_path / "a.qdpx")
    monkeypatch.setattr(guards, "LARGEST_TEXT", 50)
    assert "more than 50 are not read" in said(codings.read, file)
    monkeypatch.setattr(guards, "LARGEST_TEXT", 50_000)
    monkeypatch.setattr(guards, "LARGEST_TOGETHER", 500)
    assert "what has to be unpacked would take" in said(codings.read, file)
    monkeypatch.setattr(guards, "LARGEST_PART", 500)
    (tmp_path / "a.qde").write_text(qda_files.qde(project), "utf-8")
    assert "the file would take" in said(codings.read, tmp_path / "a.qde")


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil", "..\\evil.txt", "C:\\evil.txt", "sources/../../x"])
def test_a_part_outside_the_archive(name, project, tmp_path):
    message = said(codings.read, archive_with(tmp_path / "a.qdpx", {"project.qde": qda_files.qde(project), name: "x"}))
    assert "would lie outside" in message
    assert [file.name for file in tmp_path.iterdir()] == ["a.qdpx"]


def test_a_text_said_to_lie_outside_the_archive_is_not_read(project, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("x" * 500, "utf-8")
    path = f"internal://{qda_files.guid('text wawancara_01')}.txt"
    content = qda_files.qde(project).replace(path, "internal://../secret.txt")
    assert "outside the project" in said(codings.read, archive_with(tmp_path / "a.qdpx", {"project.qde": content}))
    for scheme in ("absolute", "relative"):
        content = qda_files.qde(project).replace(path, f"{scheme}://{secret}")
        found = codings.read(archive_with(tmp_path / "b.qdpx", {"project.qde": content}))
        assert found.codings["text"].isna().all()


def test_damaged_archives(project, tmp_path):
    whole = qda_files.write_qdpx(project, tmp_path / "a.qdpx").read_bytes()
    file = tmp_path / "b.qdpx"
    file.write_bytes(whole[: len(whole) // 2])
    assert "cut off" in said(codings.read, file)
    spoilt = bytearray(whole)
    spoilt[60:90] = b"\xff" * 30
    file.write_bytes(spoilt)
    assert "b.qdpx: this is no zip archive, or it was cut off" in said(codings.read, file)
    locked = bytearray(whole)
    central = locked.index(b"PK\x01\x02")
    locked[6] |= 1
    locked[central + 8] |= 1
    file.write_bytes(locked)
    assert "is encrypted" in said(codings.read, file)
    file.write_bytes(b"not a zip archive")
    message = said(codings.read, file)
    assert message.startswith("b.qdpx: the file is called .qdpx and is not a zip archive.")
    file.write_bytes(b"")
    assert said(codings.read, file) == "b.qdpx: the file is empty. Export it again."


def test_archives_with_no_project_or_two(project, tmp_path):
    content = qda_files.qde(project)
    assert "there is no .qde file" in said(codings.read, archive_with(tmp_path / "a.qdpx", {"a.txt": "x"}))
    two = archive_with(tmp_path / "b.qdpx", {"a.qde": content, "b.qde": content})
    assert "there are 2 .qde files in the archive (a.qde, b.qde)" in said(codings.read, two)
    mac = archive_with(tmp_path / "c.qdpx", {"a.qde": content, "__MACOSX/._a.qde": b"\0"})
    assert len(codings.read(mac).codings) == len(project.codings)


def test_xml_that_is_none_or_something_else(project, tmp_path):
    file = tmp_path / "a.qde"
    for content, told in {
        qda_files.qde(project)[:-30]: "is not readable XML (unclosed token: line 2",
        "<html/>": "its root element is 'html'",
        "<a>" * 300: "nested more than 200 deep",
        "<Project>": "is not readable XML",
        '<?xml version="1.0" encoding="utf-7"?><Project/>': "is not readable XML",
        '<?xml version="1.0" encoding="no such"?><Project/>': "is not readable XML",
    }.items():
        file.write_text(content, "utf-8")
        assert told in said(codings.read, file)


def test_databases_of_the_wrong_kind(project, tmp_path):
    file = change(tmp_path / "other.sqlite3", "CREATE TABLE prices (id integer)")
    assert "is of neither QualCoder nor Taguette (its tables: prices)" in said(codings.read, file)
    folder = qda_files.write_qualcoder(project, tmp_path / "a.qda")
    change(folder / "data.qda", "ALTER TABLE code_text DROP COLUMN seltext")
    assert said(codings.read, folder).startswith("data.qda, table code_text: the column 'seltext' is missing")
    change(
        folder / "data.qda", "DROP TABLE source", "CREATE VIEW source AS SELECT 1 AS id, 'x' AS name, 'y' AS fulltext"
    )
    assert "of neither QualCoder nor Taguette" in said(codings.read, folder / "data.qda")


def test_damaged_databases(project, tmp_path):
    file = qda_files.write_taguette(project, tmp_path / "a.sqlite3")
    whole = file.read_bytes()
    for content in (whole[:3000], whole[:8192], whole[:100] + b"\xff" * (len(whole) - 100)):
        file.write_bytes(content)
        message = said(codings.read, file)
        assert message.startswith("a.sqlite3: this SQLite database is damaged")
    file.write_bytes(b"something else")
    assert "is not an SQLite database" in said(codings.read, file)


def test_a_database_that_is_open_elsewhere(project, tmp_path):
    folder = qda_files.write_qualcoder(project, tmp_path / "a.qda")
    (folder / "data.qda-wal").write_bytes(b"x")
    assert "data.qda-wal lies beside it" in said(codings.read, folder)


def test_a_text_too_large_for_the_database_reader(project, tmp_path, monkeypatch):
    folder = qda_files.write_qualcoder(project, tmp_path / "a.qda")
    monkeypatch.setattr("helpers.codings.databases.LARGEST_TEXT", 100)
    assert "too big" in said(codings.read, folder)


def test_workbooks_that_are_harmful_or_none(project, tmp_path):
    file = qda_files.write_taguette_export(project, tmp_path / "a.xlsx")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    shared = "xl/sharedStrings.xml"
    evil = b"<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"
    assert "<!DOCTYPE>" in said(codings.read, archive_with(tmp_path / "b.xlsx", parts | {shared: evil}))
    bomb = archive_with(tmp_path / "c.xlsx", parts | {shared: b" " * 20_000_000})
    assert "zip bomb" in said(codings.read, bomb)
    sheets = {name: content for name, content in parts.items() if "worksheets" not in name}
    assert "no sheet is found" in said(codings.read, archive_with(tmp_path / "d.xlsx", sheets))
    (tmp_path / "e.xlsx").write_bytes(b"x")
    assert "is not a workbook" in said(codings.read, tmp_path / "e.xlsx")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "id,name\n1,x\n", "a.csv, row 1: the columns are id, name. Taguette's export of highlights has"),
        ("a.csv", "id,document,tag,content\n1,,upah,x\n", "a.csv, row 2, document: (blank)"),
        ("a.docx", "x", "a.docx: this kind of file is not known. Read are REFI-QDA projects"),
    ],
)
def test_files_of_another_kind(name, content, told, tmp_path):
    (tmp_path / name).write_text(content, "utf-8")
    assert said(codings.read, tmp_path / name).startswith(told)


def test_paths_where_nothing_is(tmp_path):
    assert said(codings.read, tmp_path / "a.qdpx").startswith("a.qdpx: there is no such file.")
    assert "has neither data.qda (QualCoder) nor codings.csv" in said(codings.read, tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "codings",
            "S001,coder_1",
            "S901,coder_1",
            "codings.csv, row 2, segment_id: 'S901' – wanted: one that stands in",
        ),
        (
            "codings",
            ",bpjs",
            ",bpsj",
            "codings.csv, row 7, code: 'bpsj' – wanted: one that stands in codebook.csv (bpjs?)",
        ),
        ("codings", "S001,coder_1", "S001,", "codings.csv, row 2, coder: '' – wanted: who coded"),
        ("codings", "segment_id", "segment", "codings.csv: the column 'segment_id' is missing."),
        ("segments", "S002", "S001", "segments.csv, row 3, segment_id: 'S001' – wanted: a segment_id that no other"),
        ("segments", ",25,", ",2.5,", "segments.csv, row 2, start: '2.5' – wanted: a whole number"),
        ("segments", "text", "words", "segments.csv, row 1: there is no column with the text"),
        ("codebook", "upah_satuan,upah", "upah_satuan,uang", "codebook.csv, row 5, parent: 'uang'"),
        ("codebook", "upah_satuan,", "upah_rendah,", "codebook.csv, row 5, code: 'upah_rendah'"),
    ],
)
def test_a_mistake_in_the_folder_is_shown_where_it_is(file, old, new, told, project, tmp_path):
    folder = qda_files.write_folder(project, tmp_path / "coded")
    path = folder / f"{file}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert said(codings.read, folder).startswith(told)


@pytest.mark.parametrize("file", ["segments", "codebook"])
def test_a_missing_file_of_the_folder(file, project, tmp_path):
    folder = qda_files.write_folder(project, tmp_path / "coded")
    (folder / f"{file}.csv").unlink()
    assert said(codings.read, folder).startswith(f"{file}.csv: there is no such file. The folder needs segments.csv")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", ["a.qdpx", "a.qde", "a.sqlite3", "data.qda", "a.xlsx", "a.csv"])
def test_whatever_is_spoilt_the_user_gets_a_message_or_the_codings(name, seed, project, tmp_path):
    file = {
        "a.qdpx": lambda: qda_files.write_qdpx(project, tmp_path / "a.qdpx"),
        "a.qde": lambda: qda_files.write_qdc(project, tmp_path / "a.qde"),
        "a.sqlite3": lambda: qda_files.write_taguette(project, tmp_path / "a.sqlite3"),
        "data.qda": lambda: qda_files.write_qualcoder(project, tmp_path / "a.qda") / "data.qda",
        "a.xlsx": lambda: qda_files.write_taguette_export(project, tmp_path / "a.xlsx"),
        "a.csv": lambda: qda_files.write_taguette_export(project, tmp_path / "a.csv"),
    }[name]()
    whole, dice = file.read_bytes(), random.Random(seed)
    for _ in range(12):
        spoilt = bytearray(whole)
        for _ in range(dice.choice([1, 3, 20])):
            at = dice.randrange(len(spoilt))
            spoilt[at : at + dice.randrange(9)] = dice.randbytes(dice.randrange(9))
        file.write_bytes(spoilt)
        with contextlib.suppress(UserError):
            codings.match_segments(codings.read(file).codings)


# --- Nothing is touched ---


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        file.relative_to(folder).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_reading_changes_no_file_and_leaves_none_behind(project, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name, write in FORMATS.items():
        (tmp_path / name.replace(".", "_")).mkdir()
        file = write(project, tmp_path / name.replace(".", "_"))
        os.utime(file, (1_000_000_000, 1_000_000_000))
    for ending in (".csv", ".xlsx"):
        qda_files.write_taguette_export(project.of("coder_1"), tmp_path / f"coder_1{ending}")
    before = snapshot(tmp_path)
    for name in FORMATS:
        (found,) = (tmp_path / name.replace(".", "_")).iterdir()
        codings.read(found)
    for ending in (".csv", ".xlsx"):
        codings.read(tmp_path / f"coder_1{ending}")
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who may not write")
def test_a_folder_that_may_not_be_written(project, tmp_path):
    folder = qda_files.write_qualcoder(project, tmp_path / "a.qda")
    folder.chmod(0o555)
    try:
        assert len(codings.read(folder).codings) == len(project.codings)
    finally:
        folder.chmod(0o755)


# --- One file per coder ---


def test_one_file_per_coder_in_different_formats(project, wanted, tmp_path):
    files = {
        "coder_1": qda_files.write_qdpx(project.of("coder_1"), tmp_path / "first.qdpx"),
        "coder_2": qda_files.write_taguette(project.of("coder_2"), tmp_path / "second.sqlite3", exported=True),
    }
    found = codings.read_all(files)
    pd.testing.assert_frame_equal(compared(found), wanted)
    assert found.notes == ()
    assert len(found.codebook) == len(project.codes)
    assert found.codings.groupby("segment")["coder"].nunique().max() == 2
    turned = codings.read_all(dict(reversed(files.items())))
    pd.testing.assert_frame_equal(turned.codings, found.codings)


def test_a_mapping_renames_the_only_coder_of_a_file(project, tmp_path):
    file = qda_files.write_qualcoder(project.of("coder_1"), tmp_path / "a.qda")
    assert set(codings.read_all({"c": file}).codings["coder"]) == {"c"}
    both = qda_files.write_qualcoder(project, tmp_path / "b.qda")
    message = said(codings.read_all, {"c": both})
    assert "2 coders are named in the file (coder_1, coder_2), so it is not that of 'c' alone" in message


def test_two_files_of_the_same_coder_name_are_not_mixed_up(project, tmp_path):
    one = qda_files.write_qualcoder(project.of("coder_1"), tmp_path / "a.qda")
    two = qda_files.write_qdpx(project.of("coder_1"), tmp_path / "b.qdpx")
    message = said(codings.read_all, [one, two])
    assert message.startswith("b.qdpx: names the coder 'coder_1' for the document 'wawancara_01', as a.qda does.")
    found = codings.read_all({"left": one, "right": two})
    assert found.codings["coder"].value_counts().to_dict() == {"left": 4, "right": 4}


def test_segments_of_folders_must_be_the_same(project, tmp_path):
    one = qda_files.write_folder(project, tmp_path / "one")
    other = qda_files.write_folder(project, tmp_path / "other")
    for folder, coder in ((one, "coder_1"), (other, "coder_2")):
        file = folder / "codings.csv"
        lines = file.read_text("utf-8").splitlines()
        file.write_text("\n".join(line for line in lines if coder in line or "code" in line.split(",")), "utf-8")
    assert len(codings.read_all([one, other]).codings) == len(project.codings)
    file = other / "segments.csv"
    file.write_text(file.read_text("utf-8").replace("upahnya", "gajinya"), "utf-8")
    assert "segment 'S001' is not the segment of that name in one" in said(codings.read_all, [one, other])


def test_coders_who_share_no_document_are_told(project, tmp_path):
    files = {
        coder: qda_files.write_taguette(project.of(coder), tmp_path / f"{coder}.sqlite3", exported=True)
        for coder in project.coders
    }
    change(files["coder_2"], "UPDATE documents SET name = name || '.docx'")
    (note,) = codings.read_all(files).notes
    assert note.startswith("Nobody else coded a document of coder_1, coder_2: agreement cannot be told.")


def test_no_file_at_all():
    assert "no file to read codings from" in said(codings.read_all, [])


# --- Matching segments ---


def table(*spans: tuple[str, int | None, int | None], text: str | None = None, document: str = "d") -> pd.DataFrame:
    """Return codings as a reader gives them: one segment per span, one row per coder."""
    rows = [
        (document, f"{start}-{end}" if start is not None else f"loose {number}", start, end, text, coder, "c", "")
        for number, (coder, start, end) in enumerate(spans)
    ]
    columns = ["document", "segment", "start", "end", "text", "coder", "code", "parent"]
    return pd.DataFrame(rows, columns=columns).astype({"start": "Int64", "end": "Int64"})


def units(codings_table: pd.DataFrame, overlap: float = 0.5) -> set[frozenset]:
    matched = codings.match_segments(codings_table, overlap)
    found: dict[str, set] = {}
    for segment, *row in matched[["segment", "coder", "start", "end"]].values.tolist():
        found.setdefault(segment, set()).add(tuple(row))
    return {frozenset(unit) for unit in found.values()}


@pytest.mark.parametrize(
    ("spans", "overlap", "wanted"),
    [
        # Half of what either has is common.
        ([("A", 0, 10), ("B", 0, 5)], 0.5, [[0, 1]]),
        ([("A", 0, 10), ("B", 0, 5)], 0.51, [[0], [1]]),
        ([("A", 0, 10), ("B", 5, 15)], 0.5, [[0], [1]]),
        ([("A", 0, 10), ("B", 5, 15)], 1 / 3, [[0, 1]]),
        ([("A", 0, 10), ("B", 0, 10)], 1, [[0, 1]]),
        ([("A", 0, 10), ("B", 0, 11)], 1, [[0], [1]]),
        ([("A", 0, 10), ("B", 10, 20)], 0.01, [[0], [1]]),
        ([("A", 0, 10), ("B", 3, 10)], 0.7, [[0, 1]]),
        # One coder's own segments are never one, even where another one holds them together.
        ([("A", 0, 10), ("A", 0, 9)], 0.1, [[0], [1]]),
        ([("A", 0, 11), ("A", 11, 20), ("B", 0, 20)], 0.1, [[0, 2], [1]]),
        # Of equal shares the pair further ahead wins.
        ([("A", 0, 10), ("A", 10, 20), ("B", 0, 20)], 0.5, [[0, 2], [1]]),
        # A chain: A-B and B-C share 0.6, A-C only 0.33; the ends do not touch.
        ([("A", 0, 8), ("B", 2, 10), ("C", 4, 12)], 0.5, [[0, 1], [2]]),
        ([("A", 0, 8), ("B", 2, 10), ("C", 4, 12)], 0.3, [[0, 1, 2]]),
        # The larger share comes first, wherever it lies.
        ([("A", 0, 10), ("B", 3, 13), ("C", 4, 13)], 0.5, [[0], [1, 2]]),
        # An empty span is only like itself.
        ([("A", 5, 5), ("B", 5, 5), ("C", 5, 6)], 0.5, [[0, 1], [2]]),
        ([("A", 0, 4)], 0.5, [[0]]),
    ],
)
def test_matching_by_hand(spans, overlap, wanted):
    assert units(table(*spans), overlap) == {frozenset(spans[number] for number in unit) for unit in wanted}


def test_the_unit_has_the_name_of_its_first_segment_and_every_row_stays():
    rows = table(("B", 2, 10), ("A", 1, 10), ("A", 50, 60))
    matched = codings.match_segments(rows)
    assert matched[["segment", "coder", "start", "end"]].values.tolist() == [
        ["1-10", "A", 1, 10],
        ["1-10", "B", 2, 10],
        ["50-60", "A", 50, 60],
    ]
    assert matched.dtypes.to_dict() == rows.dtypes.to_dict() | {"segment": matched["segment"].dtype}
    assert rows["segment"].tolist() == ["2-10", "1-10", "50-60"]


def test_segments_of_different_documents_are_never_matched():
    left, right = table(("A", 0, 10)), table(("B", 0, 10), document="e")
    right["segment"] = "other"
    assert codings.match_segments(pd.concat([left, right]))["segment"].nunique() == 2


def test_texts_match_where_there_is_no_place():
    rows = pd.concat(
        [
            table(("A", None, None), ("A", None, None), ("B", None, None), text="Ya."),
            table(("C", 3, 6), text="Ya."),
            table(("A", 8, 11), ("B", 9, 12), text="Tidak"),
            table(("C", None, None), ("D", None, None), text=None),
        ],
        ignore_index=True,
    )
    rows["segment"] = [f"s{number}" for number in range(len(rows))]
    rows.loc[2, "text"] = "  Ya.\n"
    matched = codings.match_segments(rows)
    found = {
        frozenset(zip(part["coder"], part["start"].fillna(-1), strict=True)) for _, part in matched.groupby("segment")
    }
    assert found == {
        frozenset({("C", 3), ("A", -1), ("B", -1)}),  # the first of A, the first of B
        frozenset({("A", -1)}),
        frozenset({("A", 8), ("B", 9)}),
        frozenset({("C", -1)}),
        frozenset({("D", -1)}),
    }


def test_composed_and_decomposed_letters_are_the_same_text():
    rows = pd.concat([table(("A", None, None), text="é"), table(("B", None, None), text="e\u0301")], ignore_index=True)
    rows["segment"] = ["s1", "s2"]
    assert set(codings.match_segments(rows)["segment"]) == {"s1"}


def test_exported_highlights_are_matched_by_their_texts(project, tmp_path):
    files = [qda_files.write_taguette_export(project.of(coder), tmp_path / f"{coder}.csv") for coder in project.coders]
    matched = codings.match_segments(codings.read_all(files).codings)
    shared = matched.groupby("segment")["coder"].nunique()
    assert (shared == 2).sum() == 2
    assert len(matched) == len(project.codings)


@pytest.mark.parametrize("overlap", [0, -0.5, 1.1, float("nan")])
def test_an_overlap_that_is_no_share(overlap):
    assert said(codings.match_segments, table(("A", 0, 1)), overlap).startswith("overlap: ")


def test_nothing_to_match():
    assert codings.match_segments(table()).empty


spans = st.lists(
    st.tuples(st.sampled_from("ABC"), st.integers(0, 30), st.integers(0, 12)).map(
        lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
    ),
    max_size=14,
    unique=True,
)
no_hurry = settings(max_examples=60)
shares = st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.6, 0.75, 0.9, 1.0])


def share(one, other) -> float:
    if one[1:] == other[1:]:
        return 1.0
    common = max(0, min(one[2], other[2]) - max(one[1], other[1]))
    return common / (max(one[2], other[2]) - min(one[1], other[1]))


@pytest.mark.slow
@no_hurry
@given(spans, shares)
def test_what_every_unit_is_like(drawn, overlap):
    found = units(table(*drawn), overlap)
    assert Counter(one for unit in found for one in unit) == Counter(drawn)
    for unit in found:
        assert len({coder for coder, *_ in unit}) == len(unit)
        assert all(share(one, other) >= overlap for one in unit for other in unit)
    # Nothing that could have been put together was left apart.
    for left in found:
        for right in found - {left}:
            apart = {coder for coder, *_ in left}.isdisjoint(coder for coder, *_ in right)
            assert not (apart and all(share(one, other) >= overlap for one in left for other in right))


@pytest.mark.slow
@no_hurry
@given(spans, shares, st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_names_of_coders_matter(drawn, overlap, dice):
    found = units(table(*drawn), overlap)
    shuffled = list(drawn)
    dice.shuffle(shuffled)
    assert units(table(*shuffled), overlap) == found
    names = {"A": "C", "B": "A", "C": "B"}
    renamed = units(table(*((names[coder], start, end) for coder, start, end in drawn)), overlap)
    assert renamed == {frozenset((names[coder], start, end) for coder, start, end in unit) for unit in found}


@pytest.mark.slow
@no_hurry
@given(spans)
def test_with_an_overlap_of_one_only_identical_spans_are_matched(drawn):
    for unit in units(table(*drawn), 1):
        assert len({(start, end) for _, start, end in unit}) == 1
    assert len(units(table(*drawn), 1)) == len({(start, end) for _, start, end in drawn})


@pytest.mark.slow
@no_hurry
@given(spans, shares)
def test_matching_again_changes_nothing(drawn, overlap):
    once = codings.match_segments(table(*drawn), overlap)
    pd.testing.assert_frame_equal(codings.match_segments(once, overlap), once)
