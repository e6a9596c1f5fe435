"""The coded documents of a study: public or its own, how coders are brought together, what is counted."""

import shutil

import pandas as pd
import pytest
import qda_files
import yaml

from helpers import studies
from helpers.documents import agreement, charts, coding_charts, corpus, sentences, summary, tables
from helpers.exhibits import LeftOut
from helpers.exhibits.here import Here
from helpers.facts import documents as facts_documents
from helpers.files import paths
from helpers.language import UserError

NAME = "kab-semarang-2021"
ROLES = ["finding_home_workers", "building_trust", "organising_capacity", "solidarity_bargaining", "legal_recognition"]


@pytest.fixture(scope="module")
def study():
    return studies.load(NAME)


@pytest.fixture(scope="module")
def public(study):
    return corpus.load(study, "en")


@pytest.fixture(scope="module")
def coded(public):
    return corpus.coded(public)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Give a copy of the reference study with two coders' files beside it, and a function that reads it with settings."""
    for part in ("reference", "questionnaire", "studies", "evidence"):
        shutil.copytree(paths.data() / part, tmp_path / "data" / part)
    monkeypatch.setenv(paths.ROOT_VARIABLE, str(tmp_path))
    folder = tmp_path / "data" / "studies" / NAME
    project = qda_files.invented()
    qda_files.write_qdpx(project, folder / "project.qdpx")
    for coder in ("coder_1", "coder_2"):
        mine = [row for row in project.codings if row[3] == coder]
        part = qda_files.Project(project.texts, project.codes, mine, project.families)
        qda_files.write_qdpx(part, folder / f"{coder}.qdpx")

    def load(language="en", **settings):
        file = folder / "study.yaml"
        now = yaml.safe_load(file.read_text(encoding="utf-8"))
        given = {"files": {"coder_1": "coder_1.qdpx", "coder_2": "coder_2.qdpx"}} | settings
        file.write_text(yaml.safe_dump(now | {"codings": given}, allow_unicode=True), encoding="utf-8")
        loaded = studies.load(NAME)
        return corpus.load(loaded, language), loaded

    load.folder = folder
    return load


def complaint(work, *arguments, **named) -> str:
    with pytest.raises(UserError) as caught:
        work(*arguments, **named)
    return str(caught.value)


# --- The public corpus ---


def test_the_public_corpus_is_that_of_the_files(public):
    assert (len(public.documents), len(public.segments), len(public.codes)) == (116, 219, 34)
    assert public.rests_on == "published"
    assert list(public.families) == ["conditions", "policy", "ngo_role", "coping", "supply_chain"]
    assert public.coders == ["coder_1", "coder_2"]
    assert public.members()["ngo_role"] == ROLES


def test_the_study_area_is_that_of_the_study(public, study):
    written = facts_documents.segments().set_index("segment_id")["in_study_area"] == "yes"
    assert (public.segments.set_index("segment_id")["in_study_area"] == written).all()
    from dataclasses import replace

    elsewhere = corpus.load(replace(study, regency="Kabupaten Bantul"), "en")
    assert elsewhere.segments["in_study_area"].sum() == (elsewhere.segments["place"] == "Kabupaten Bantul").sum() == 10


def test_labels_and_texts_are_in_the_language(study, public):
    indonesian = corpus.load(study, "id")
    assert indonesian.labels()["legal_recognition"] == "Pendampingan pengakuan hukum"
    assert public.labels()["legal_recognition"] == "Accompanying legal recognition"
    assert (indonesian.segments["text"] != public.segments["text"]).all()


# --- Bringing coders together ---


def _pairs(table):
    return set(zip(table["segment_id"], table["code"], strict=True))


def test_rules_of_consensus_are_what_they_say(public):
    given = public.codings
    passes = {coder: _pairs(part) for coder, part in given.groupby("coder")}
    assert _pairs(corpus.coded(public, "union")) == passes["coder_1"] | passes["coder_2"]
    assert _pairs(corpus.coded(public, "intersection")) == passes["coder_1"] & passes["coder_2"]
    for coder, pairs in passes.items():
        assert _pairs(corpus.coded(public, coder)) == pairs


def test_an_unknown_rule_names_those_there_are(public):
    said = complaint(corpus.coded, public, "majority")
    assert "union, intersection, adjudicated, coder_1, coder_2" in said


def test_adjudication_needs_a_file_and_says_how_to_get_one(public):
    said = complaint(corpus.coded, public, "adjudicated")
    assert "decision" in said
    assert "study.yaml" in said


def test_codes_follow_the_codebook_within_a_segment(coded, public):
    order = {code: place for place, code in enumerate(public.codes["code"])}
    for _segment, part in coded.groupby("segment_id", sort=False):
        places = [order[code] for code in part["code"]]
        assert places == sorted(places)


# --- Counting ---


def test_counts_are_of_documents_and_of_segments(coded, public):
    counts = summary.frequencies(coded, public).set_index("code")
    row = counts.loc["piece_rate_pay"]
    part = coded[coded["code"] == "piece_rate_pay"]
    assert row["segments"] == part["segment_id"].nunique() == 37
    assert row["documents"] == part["document_id"].nunique() == 30
    assert row["documents_share"] == pytest.approx(30 / 116)
    assert (counts["documents"] <= counts["segments"]).all()
    both = counts["documents_in_study_area"] + counts["documents_elsewhere"]
    assert (both >= counts["documents"]).all()


def test_a_code_that_nobody_gave_counts_zero(coded, public):
    rows = summary.frequencies(coded[coded["code"] != "missing_data"], public).set_index("code")
    assert rows.at["missing_data", "segments"] == 0
    assert pd.isna(rows.at["missing_data", "first_year"])


def test_the_profile_adds_up(public):
    profile = summary.profile(public)
    assert profile["documents"].sum() == 116
    assert profile["segments"].sum() == 219
    assert profile["undated"].sum() == public.documents["year"].isna().sum()
    assert (profile["in_study_area"] + profile["elsewhere"] == profile["documents"]).all()
    dated = summary.years(public)["documents"].sum()
    assert dated + profile["undated"].sum() == 116
    places = summary.places(public)
    assert places["segments"].sum() == 219
    assert places.loc[0, "place"] == "Kabupaten Semarang"


def test_families_count_a_document_once(coded, public):
    rows = summary.families(coded, public).set_index("family")
    for family in public.families:
        part = coded[coded["family"] == family]
        assert rows.at[family, "documents"] == part["document_id"].nunique()
    assert rows["codes"].sum() == 34


def test_matrices_hang_together(coded, public):
    for column in ("type", "place"):
        sheets = summary.matrices(coded, public, column)
        heads = [name for name in sheets["segments"].columns if name not in ("family", "code", "label")]
        assert heads == sorted(public.segments[column].dropna().unique())
        documents, there = sheets["documents"][heads], sheets["there"][heads]
        assert ((documents > 0) == (there == 1)).all().all()
        assert (documents <= sheets["segments"][heads]).all().all()
        assert sheets["row_share"][heads].to_numpy().max() <= 1
        assert sheets["column_share"][heads].to_numpy().max() <= 1
    by_type = summary.matrices(coded, public, "type")
    heads = [name for name in by_type["row_share"].columns if name not in ("family", "code", "label")]
    # A document has one type, so that a code's shares over types add up to one.
    assert by_type["row_share"][heads].sum(axis=1).to_numpy() == pytest.approx(1)


def test_examples_are_of_two_documents_and_one_of_them_on_the_regency(coded):
    found = summary.examples(coded, ROLES)
    for code in ROLES:
        part = found[found["code"] == code]
        assert len(part) == 2
        assert part["document_id"].is_unique
        assert part["place"].iloc[0] == "Kabupaten Semarang"
        assert part["place"].iloc[1] != "Kabupaten Semarang"
        assert part["source_url"].str.startswith("http").all()


def test_examples_do_not_hang_on_the_order_of_rows(coded):
    shuffled = coded.sample(frac=1, random_state=1)
    first, again = summary.examples(coded, ROLES), summary.examples(shuffled, ROLES)
    pd.testing.assert_frame_equal(first, again)


def test_what_hangs_on_the_rule_is_bounded_by_intersection_and_union(public):
    rules = {rule: corpus.coded(public, rule) for rule in ("intersection", "coder_1", "union")}
    rows = summary.by_rule(public, rules)
    assert (rows["intersection"] <= rows["coder_1"]).all()
    assert (rows["coder_1"] <= rows["union"]).all()
    assert (rows["spread"] == rows["union"] - rows["intersection"]).all()


# --- Evidence against ---


def test_evidence_against_stands_for_every_expectation():
    rows = facts_documents.against_expectation()
    assert set(rows["expectation"]) == set(facts_documents.EXPECTATIONS)
    assert rows.groupby("expectation").size().min() >= 2


def test_what_runs_against_long_hours_is_coded_so(coded):
    rows = facts_documents.against_expectation()
    segments = rows.loc[rows["expectation"] == "hours", "segment_id"].dropna()
    short = set(coded.loc[coded["code"] == "short_hours", "segment_id"])
    assert set(segments) <= short


# --- A study's own codings ---


def test_a_study_reads_its_own_codings(own):
    found, _study = own()
    assert found.rests_on == "codings"
    assert found.coders == ["coder_1", "coder_2"]
    assert sorted(found.documents["document_id"]) == ["wawancara_01", "wawancara_02 é"]
    assert found.families == {"upah": "upah", "biaya": "biaya", "bpjs": "bpjs"}
    assert found.codes["code"].tolist() == ["upah_rendah", "upah_satuan", "benang", "bpjs"]
    coded = corpus.coded(found)
    assert not coded["in_study_area"].any()
    counts = summary.frequencies(coded, found).set_index("code")
    assert counts.at["upah_rendah", "documents"] == 2


def test_overlapping_passages_of_two_coders_become_one_segment(own):
    apart, _study = own(overlap=0)
    near, _study = own(overlap=0.3)
    assert len(near.segments) == len(apart.segments) - 1
    agreed = corpus.coded(near, "intersection")
    assert set(agreed["code"]) == {"upah_satuan", "upah_rendah", "benang"}


def test_families_are_named_by_the_study(own):
    found, _study = own(families={"conditions": "upah", "ngo_role": "biaya"})
    assert found.members() == {"conditions": ["upah_rendah", "upah_satuan"], "ngo_role": ["benang"], "bpjs": ["bpjs"]}
    assert found.families["conditions"] == "upah"


def test_a_table_tells_of_the_documents(own):
    rows = "document_id,type,year,place\nwawancara_01,interview,2023,Kabupaten Semarang\nwawancara_02 é,group,,Kota Semarang\n"
    (own.folder / "documents.csv").write_text(rows, encoding="utf-8")
    found, _study = own(documents="documents.csv")
    assert found.segments["in_study_area"].sum() == (found.segments["document_id"] == "wawancara_01").sum()
    assert found.documents["year"].tolist() == [2023, pd.NA]
    profile = summary.profile(found)
    assert set(profile["type"]) == {"interview", "group"}


def test_decisions_settle_what_the_coders_left_open(own):
    found, _study = own(overlap=0.3)
    compared, common = agreement.of_pair(found.codings, found.segments)
    open_questions = agreement.disagreements(compared, common)
    assert len(open_questions) == 3
    decided = open_questions[["segment_id", "code"]].assign(decision=["yes", "no", "Ya"])
    decided.to_csv(own.folder / "decisions.csv", index=False)
    found, _study = own(overlap=0.3, adjudicated="decisions.csv")
    kept = _pairs(corpus.coded(found, "adjudicated"))
    agreed = _pairs(corpus.coded(found, "intersection"))
    yes = [place for place in (0, 2)]
    assert kept == agreed | {tuple(decided.iloc[place][["segment_id", "code"]]) for place in yes}


@pytest.mark.parametrize(
    ("decisions", "told"),
    [(["yes", "perhaps", "no"], "row 3, decision: 'perhaps'"), (["yes", "no"], "nothing is decided on code")],
)
def test_bad_decisions_are_told_with_their_place(own, decisions, told):
    found, _study = own(overlap=0.3)
    compared, common = agreement.of_pair(found.codings, found.segments)
    rows = agreement.disagreements(compared, common)[["segment_id", "code"]].head(len(decisions))
    rows.assign(decision=decisions).to_csv(own.folder / "decisions.csv", index=False)
    found, _study = own(overlap=0.3, adjudicated="decisions.csv")
    assert told in complaint(corpus.coded, found, "adjudicated")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"files": {}}, "codings: no file is named"),
        ({"files": {"coder_1": "coder_9.qdpx"}}, "codings: the file 'coder_9.qdpx' is not in"),
        ({"overlap": 2}, "codings, overlap: 2 is not a share"),
        ({"overlp": 0.5}, "'overlp' is not a setting. Did you mean 'overlap'?"),
        ({"families": {"conditions": "upa"}}, "there is no code 'upa' in the codebook (nearest: upah"),
        ({"documents": "codes.csv"}, "codings: the file 'codes.csv' is not in"),
    ],
)
def test_wrong_settings_are_told(own, settings, told):
    assert told in complaint(own, **settings)


def test_a_document_that_the_table_does_not_know_is_told(own):
    (own.folder / "documents.csv").write_text("document_id,type\nwawancara_1,interview\n", encoding="utf-8")
    said = complaint(own, documents="documents.csv")
    assert "no row for 'wawancara_01'" in said
    assert "nearest: wawancara_1" in said


def test_one_coder_alone_has_no_agreement_and_the_notebook_says_so(own):
    found, study = own(files={"coder_1": "coder_1.qdpx"})
    compared, common = agreement.of_pair(found.codings, found.segments)
    assert compared.empty
    rows = agreement.by_code(compared, common, {code: [code] for code in found.codes["code"]})
    open_questions = agreement.disagreements(compared, common)
    by_rule = summary.by_rule(found, {"union": corpus.coded(found)})
    left_out = [
        coding_charts.agreement(Here(study, "en"), rows, found),
        tables.agreement(Here(study, "en"), rows, rows, found),
        tables.disagreements(Here(study, "en"), open_questions, found),
    ]
    assert all(isinstance(one, LeftOut) for one in left_out)
    said = sentences.agreement(Here(study, "en"), rows, open_questions, by_rule, found)
    assert said.startswith("No two coders")


def test_of_three_coders_the_two_with_most_in_common_are_compared(public):
    third = public.codings[public.codings["coder"] == "coder_1"].assign(coder="a_third").head(40)
    compared, common = agreement.of_pair(pd.concat([public.codings, third]), public.segments)
    assert sorted(compared["coder"].unique()) == ["coder_1", "coder_2"]
    assert len(common) == 219


def test_without_ngo_roles_the_exhibits_say_what_would_bring_them(own):
    found, study = own()
    coded = corpus.coded(found)
    counts = summary.frequencies(coded, found)
    roles = counts[counts["family"] == "ngo_role"]
    empty = summary.by(coded, found, "type", roles["code"])
    assert isinstance(charts.roles(Here(study, "en"), roles, empty, empty, found), LeftOut)
    table = tables.ngo_roles(Here(study, "en"), counts, summary.examples(coded, []), found)
    assert "families: {ngo_role:" in table.why
    assert "families, ngo_role" in sentences.roles(Here(study, "en"), roles, empty, found)
