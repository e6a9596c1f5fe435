"""Agreement between coders: published tables to their printed digits, exact fractions to rounding, and properties."""

from fractions import Fraction

import agreement_coefficients
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.documents import agreement as documents_agreement
from helpers.facts import documents

N = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: sections A (binary), B (nominal), C and D (gaps).
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
NOMINAL = [list("aabbdcccedda"), list("babbbccceddd")]
GAPS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
# The worked example of the article on alpha in Wikipedia, three coders.
THREE = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]
# Fleiss (1971), Psychological Bulletin 76: 378-382: thirty patients, six psychiatrists, five diagnoses.
DIAGNOSES = [
    [0, 0, 0, 6, 0],
    [0, 3, 0, 0, 3],
    [0, 1, 4, 0, 1],
    [0, 0, 0, 0, 6],
    [0, 3, 0, 3, 0],
    [2, 0, 4, 0, 0],
    [0, 0, 4, 0, 2],
    [2, 0, 3, 1, 0],
    [2, 0, 0, 4, 0],
    [0, 0, 0, 0, 6],
    [1, 0, 0, 5, 0],
    [1, 1, 0, 4, 0],
    [0, 3, 3, 0, 0],
    [1, 0, 0, 5, 0],
    [0, 2, 0, 3, 1],
    [0, 0, 5, 0, 1],
    [3, 0, 0, 1, 2],
    [5, 1, 0, 0, 0],
    [0, 2, 0, 4, 0],
    [1, 0, 2, 0, 3],
    [0, 0, 0, 0, 6],
    [0, 1, 0, 5, 0],
    [0, 2, 0, 1, 3],
    [2, 0, 0, 4, 0],
    [1, 0, 0, 4, 1],
    [0, 5, 0, 1, 0],
    [4, 0, 0, 0, 2],
    [0, 2, 0, 4, 0],
    [1, 0, 5, 0, 0],
    [0, 0, 0, 0, 6],
]


@pytest.mark.parametrize(
    ("ratings", "level", "printed"),
    [
        (BINARY, "nominal", 0.095),
        (NOMINAL, "nominal", 0.692),
        (GAPS, "nominal", 0.743),
        (GAPS, "ordinal", 0.815),
        (GAPS, "interval", 0.849),
        (GAPS, "ratio", 0.797),
        (THREE, "nominal", 0.691),
        (THREE, "interval", 0.811),
    ],
)
def test_alpha_meets_the_printed_digits(ratings, level, printed):
    assert round(agreement_coefficients.krippendorff_alpha(ratings, level), 3) == printed


@pytest.mark.parametrize(
    ("ratings", "level", "exact"),
    [
        (BINARY, "nominal", Fraction(2, 21)),
        (NOMINAL, "nominal", Fraction(155, 224)),
        (GAPS, "nominal", Fraction(113, 152)),
        (GAPS, "interval", Fraction(951, 1120)),
        (THREE, "nominal", Fraction(56, 81)),
    ],
)
def test_alpha_meets_exact_values(ratings, level, exact):
    assert agreement_coefficients.krippendorff_alpha(ratings, level) == pytest.approx(float(exact), abs=1e-9)


@pytest.mark.parametrize(
    ("table", "kappa", "ac1"),
    [
        ([[20, 5], [10, 15]], Fraction(2, 5), 0.4059405940594),
        ([[45, 15], [25, 15]], Fraction(3, 23), 0.2660550458716),
        ([[25, 35], [5, 35]], Fraction(7, 27), 0.2079207920792),
        # Cohen (1960), table 1.
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], Fraction(29, 59), 0.5759717314488),
        # The paradox of prevalence: 94.4 % of the decisions agree, and kappa is below zero.
        ([[118, 5], [2, 0]], Fraction(-20, 855), 0.9407763376087),
    ],
)
def test_two_coders_meet_exact_fractions(table, kappa, ac1):
    assert agreement_coefficients.cohen_kappa(np.array(table)) == pytest.approx(float(kappa), abs=1e-9)
    assert agreement_coefficients.gwet_ac1(np.array(table)) == pytest.approx(ac1, abs=1e-9)


def test_fleiss_is_the_figure_of_the_paper_and_not_the_one_often_quoted():
    found = agreement_coefficients.fleiss_kappa(np.array(DIAGNOSES))
    assert round(found, 3) == 0.430
    assert found == pytest.approx(0.4302445200601, abs=1e-9)
    assert np.array(DIAGNOSES).sum(axis=0).tolist() == [26, 26, 30, 55, 43]


def test_fleiss_wants_the_same_number_of_coders_everywhere():
    with pytest.raises(ValueError, match="same number"):
        agreement_coefficients.fleiss_kappa(np.array([[2, 1], [1, 1]]))


def test_alpha_does_not_exist_where_all_say_the_same():
    assert np.isnan(agreement_coefficients.krippendorff_alpha([[1, 1, 1], [1, 1, 1]]))


_RATINGS = st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=3, max_size=25)


@pytest.mark.slow
@given(_RATINGS)
def test_alpha_depends_neither_on_the_order_of_units_nor_of_coders(pairs):
    ratings = np.array(pairs, dtype=float).T
    for level in ("nominal", "ordinal", "interval", "ratio"):
        found = agreement_coefficients.krippendorff_alpha(ratings, level)
        assert agreement_coefficients.krippendorff_alpha(ratings[::-1], level) == pytest.approx(found, nan_ok=True)
        assert agreement_coefficients.krippendorff_alpha(ratings[:, ::-1], level) == pytest.approx(found, nan_ok=True)
        assert np.isnan(found) or found <= 1 + 1e-12


@given(_RATINGS)
def test_perfect_agreement_is_one(pairs):
    same = np.array([[one, one] for one, _two in pairs], dtype=float).T
    found = agreement_coefficients.krippendorff_alpha(same)
    assert np.isnan(found) if len(set(same[0])) == 1 else found == pytest.approx(1)


@pytest.fixture
def project():
    """Ten segments in five documents, one code, and one that nobody gives to more than two segments."""
    segments = pd.DataFrame(
        {"segment_id": [f"S{i}" for i in range(10)], "document_id": [f"D{i // 2}" for i in range(10)]}
    )
    given_by = {"one": {"x": [0, 1, 2, 3, 4, 5], "rare": [0]}, "two": {"x": [0, 1, 2, 3, 6], "rare": [1]}}
    rows = [(f"S{i}", coder, code) for coder, codes in given_by.items() for code, where in codes.items() for i in where]
    return pd.DataFrame(rows, columns=["segment_id", "coder", "code"]), segments


def test_agreement_by_code_is_that_of_its_table(project):
    codings, segments = project
    table = documents_agreement.by_code(
        codings, segments, {"x": ["x"], "rare": ["rare"], "any": ["x", "rare"]}
    ).set_index("group")
    assert table.loc["x", ["both", "first", "second", "neither"]].tolist() == [4, 2, 1, 3]
    assert table.loc["x", "agreement"] == 0.7
    assert table.loc["x", "kappa"] == pytest.approx(agreement_coefficients.cohen_kappa(np.array([[4, 2], [1, 3]])))
    assert table.loc["x", "ac1"] == pytest.approx(agreement_coefficients.gwet_ac1(np.array([[4, 2], [1, 3]])))
    ratings = documents_agreement.decisions(codings, segments, ["x"])[:, :, 0].astype(float)
    assert table.loc["x", "alpha"] == pytest.approx(agreement_coefficients.krippendorff_alpha(ratings))
    assert not table.loc["x", "unstable"]
    assert table.loc["rare", "unstable"]
    assert table.loc["any", ["both", "first", "second", "neither"]].tolist() == [4, 2, 1, 3]


def test_intervals_hold_the_estimate_and_come_again_with_the_same_seed(project):
    codings, segments = project
    one = documents_agreement.by_code(codings, segments, {"x": ["x"]}, seed=3)
    assert one["kappa_low"].iloc[0] <= one["kappa"].iloc[0] <= one["kappa_high"].iloc[0]
    pd.testing.assert_frame_equal(one, documents_agreement.by_code(codings, segments, {"x": ["x"]}, seed=3))


def test_the_bootstrap_draws_documents_and_not_segments():
    """Ten segments that repeat one decision are one piece of evidence if they stand in one document."""
    segments = pd.DataFrame({"segment_id": [f"S{i}" for i in range(40)]})
    rows = [(f"S{i}", coder, "x") for i in range(20) for coder in ("one", "two")] + [
        (f"S{i}", "one", "x") for i in range(20, 24)
    ]
    codings = pd.DataFrame(rows, columns=["segment_id", "coder", "code"])
    alone = segments.assign(document_id=segments["segment_id"])
    together = segments.assign(document_id=[f"D{i // 10}" for i in range(40)])
    widths = [
        (found["kappa_high"] - found["kappa_low"]).iloc[0]
        for found in (documents_agreement.by_code(codings, where, {"x": ["x"]}) for where in (alone, together))
    ]
    assert widths[1] > widths[0] * 1.2


def test_the_paradox_is_flagged():
    segments = pd.DataFrame({"segment_id": [f"S{i}" for i in range(125)], "document_id": [f"D{i}" for i in range(125)]})
    rows = [(f"S{i}", "one", "x") for i in range(5)] + [(f"S{i}", "two", "x") for i in range(5, 7)]
    table = documents_agreement.by_code(
        pd.DataFrame(rows, columns=["segment_id", "coder", "code"]), segments, {"x": ["x"]}
    )
    assert table.loc[0, "agreement"] == pytest.approx(0.944)
    assert table.loc[0, "kappa"] < 0 < table.loc[0, "ac1"]
    assert table.loc[0, "paradox"]


def test_three_coders_are_refused_by_name(project):
    codings, segments = project
    third = pd.concat([codings, codings[codings["coder"] == "one"].assign(coder="three")])
    with pytest.raises(ValueError, match="there are 3"):
        documents_agreement.by_code(third, segments, {"x": ["x"]})


def test_disagreements_are_what_one_gave_and_the_other_did_not(project):
    codings, segments = project
    listed = documents_agreement.disagreements(codings, segments)
    assert listed[["segment_id", "code", "given_by", "not_by"]].to_numpy().tolist() == [
        ["S0", "rare", "one", "two"],
        ["S1", "rare", "two", "one"],
        ["S4", "x", "one", "two"],
        ["S5", "x", "one", "two"],
        ["S6", "x", "two", "one"],
    ]
    assert "document_id" in listed.columns


def test_the_corpus_has_two_passes_over_every_segment():
    codings, segments, codebook = documents.codings(), documents.segments(), documents.codebook()
    leaves = codebook.loc[codebook["parent"].notna(), "code"]
    table = documents_agreement.by_code(codings, segments, {code: [code] for code in leaves}, draws=50)
    assert len(table) == 34
    assert (table[["both", "first", "second", "neither"]].sum(axis=1) == len(segments)).all()
    assert set(codings["segment_id"]) <= set(segments["segment_id"])
    assert len(documents_agreement.disagreements(codings, segments)) == table[["first", "second"]].to_numpy().sum()
