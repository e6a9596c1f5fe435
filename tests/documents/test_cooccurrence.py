"""Pairs of codes against chance, and the saturation curve: against enumeration and closed forms."""

from itertools import combinations, product
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import studies
from helpers.documents import cooccurrence, corpus, saturation


def _coded(table):
    rows = [
        {"segment_id": f"S{segment:03d}", "document_id": f"D{segment:03d}", "code": f"c{code}"}
        for segment, code in zip(*np.nonzero(table), strict=True)
    ]
    return pd.DataFrame(rows, columns=["segment_id", "document_id", "code"])


def _names(table):
    return [f"c{code}" for code in range(table.shape[1])]


@given(st.integers(2, 12), st.integers(2, 8), st.integers(0, 10_000))
@settings(max_examples=60)
def test_a_trade_keeps_both_sums(segments, codes, seed):
    rng = np.random.default_rng(seed)
    table = rng.random((segments, codes)) < 0.4
    traded = cooccurrence.trade(table, rng)
    assert (traded.sum(axis=0) == table.sum(axis=0)).all()
    assert (traded.sum(axis=1) == table.sum(axis=1)).all()


@pytest.mark.slow
def test_trades_reach_every_table_equally_often():
    """All tables of these sums are listed; long chains of trades must visit them alike."""
    start = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 0], [0, 0, 1]], dtype=bool)
    rows, columns = start.sum(axis=1), start.sum(axis=0)
    possible = [
        np.array(cells, dtype=bool).reshape(4, 3)
        for cells in product([0, 1], repeat=12)
        if (np.array(cells).reshape(4, 3).sum(axis=1) == rows).all()
        and (np.array(cells).reshape(4, 3).sum(axis=0) == columns).all()
    ]
    keys = {table.tobytes(): place for place, table in enumerate(possible)}
    counts = np.zeros(len(possible))
    rng = np.random.default_rng(4)
    table = start
    draws = 12_000
    for _draw in range(draws):
        for _round in range(3):
            table = cooccurrence.trade(table, rng)
        counts[keys[table.tobytes()]] += 1
    expected = draws / len(possible)
    chi_square = np.sum((counts - expected) ** 2 / expected)
    assert len(possible) > 10
    # Draws follow each other, so the bound is generous: the 0.9999 quantile would be about twice the degrees of freedom.
    assert chi_square < 3 * len(possible)


@pytest.mark.slow
def test_the_null_of_a_pair_is_that_of_all_tables_with_these_sums():
    start = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0], [0, 0, 1]], dtype=bool)
    rows, columns = start.sum(axis=1), start.sum(axis=0)
    choices = [[set(one) for one in combinations(range(3), count)] for count in rows]
    together = []
    for chosen in product(*choices):
        table = np.array([[code in one for code in range(3)] for one in chosen])
        if (table.sum(axis=0) == columns).all():
            together.append(int((table[:, 0] & table[:, 1]).sum()))
    found = cooccurrence.pairs(_coded(start), _names(start), draws=6000, seed=2)
    row = found[(found["first"] == "c0") & (found["second"] == "c1")].iloc[0]
    assert row["segments"] == 2
    assert row["expected"] == pytest.approx(np.mean(together), abs=0.03)
    assert row["p"] == pytest.approx(np.mean(np.array(together) >= 2), abs=0.03)


def test_planted_pairs_are_found_and_chance_pairs_mostly_not():
    rng = np.random.default_rng(8)
    table = rng.random((240, 12)) < 0.12
    both = rng.random(240) < 0.10
    table[both, 0] = table[both, 1] = True
    found = cooccurrence.pairs(_coded(table), _names(table), draws=2000)
    beyond = found[found["beyond_chance"]]
    assert ("c0", "c1") in set(zip(beyond["first"], beyond["second"], strict=True))
    assert len(beyond) <= 3


@pytest.mark.slow
def test_under_chance_alone_hardly_any_pair_is_shown():
    shown = 0
    for seed in range(12):
        table = np.random.default_rng(seed).random((120, 10)) < 0.2
        shown += cooccurrence.pairs(_coded(table), _names(table), draws=600)["beyond_chance"].sum()
    assert shown <= 3


def test_rare_codes_are_not_tested_and_one_document_is_not_enough():
    table = np.zeros((60, 4), dtype=bool)
    table[:3, [0, 1]] = True
    table[10:30, 2] = True
    table[10:22, 3] = True
    table[30:50, 0] = False
    coded = _coded(table)
    found = cooccurrence.pairs(coded, _names(table), draws=300).set_index(["first", "second"])
    assert not found.at[("c0", "c1"), "tested"]
    assert np.isnan(found.at[("c0", "c1"), "p_adjusted"])
    alone = cooccurrence.pairs(coded.assign(document_id="D1"), _names(table), draws=300)
    assert not alone["beyond_chance"].any()


def test_the_same_seed_gives_the_same_pairs():
    table = np.random.default_rng(1).random((40, 6)) < 0.3
    one = cooccurrence.pairs(_coded(table), _names(table), draws=200)
    again = cooccurrence.pairs(_coded(table).sample(frac=1, random_state=3), _names(table), draws=200)
    pd.testing.assert_frame_equal(one, again)


def test_without_any_code_there_are_no_pairs():
    empty = pd.DataFrame({"segment_id": [], "document_id": [], "code": []}, dtype="str")
    assert cooccurrence.pairs(empty, ["a", "b"], draws=10).empty


def test_the_curve_is_the_closed_form():
    """Two codes in one document each and one in three, of five documents."""
    coded = pd.DataFrame({"document_id": ["a", "b", "a", "b", "c"], "code": ["x", "y", "z", "z", "z"]})
    documents = pd.Series(list("abcde"))
    rows = saturation.curve(coded, documents, draws=400)
    for n in range(6):
        expected = sum(1 - comb(5 - k, n) / comb(5, n) for k in (1, 1, 3))
        assert rows.at[n, "codes"] == pytest.approx(expected, abs=1e-12)
    assert rows["new"].sum() == pytest.approx(3)
    assert rows["codes"].iloc[-1] == 3


def test_the_curve_is_the_mean_over_all_orders():
    from itertools import permutations

    coded = pd.DataFrame({"document_id": ["a", "a", "b", "c", "c", "d"], "code": ["x", "y", "x", "y", "z", "x"]})
    documents = pd.Series(list("abcd"))
    holds = {name: set(part["code"]) for name, part in coded.groupby("document_id")}
    for times in (1, 2):
        met = np.zeros(5)
        for order in permutations("abcd"):
            for n in range(1, 5):
                seen = [code for name in order[:n] for code in holds[name]]
                met[n] += sum(seen.count(code) >= times for code in "xyz")
        rows = saturation.curve(coded, documents, times, draws=50)
        assert rows["codes"].to_numpy() == pytest.approx(met / 24, abs=1e-12)


def test_the_band_holds_the_curve_and_does_not_hang_on_the_order_of_rows():
    study = studies.load("kab-semarang-2021")
    public = corpus.load(study, "en")
    coded, names = corpus.coded(public), public.documents["document_id"]
    rows = saturation.curve(coded, names)
    # Near the end nearly all orders have met every code, and their mean is just below that number.
    assert ((rows["low"] <= rows["codes"] + 0.05) & (rows["codes"] <= rows["high"] + 1e-9)).all()
    assert rows["codes"].is_monotonic_increasing
    again = saturation.curve(coded.sample(frac=1, random_state=5), names)
    pd.testing.assert_frame_equal(rows, again)
    until = saturation.documents_until(rows)
    assert rows.at[until, "codes"] >= 0.9 * 34 > rows.at[until - 1, "codes"]


def test_documents_without_a_code_count_as_read():
    coded = pd.DataFrame({"document_id": ["a"], "code": ["x"]})
    rows = saturation.curve(coded, pd.Series(list("abcd")), draws=20)
    assert rows.at[1, "codes"] == pytest.approx(0.25)
