"""Saturation over all orders of reading, for three documents by hand."""

import pandas as pd
import pytest

from helpers.documents import saturation

DOCUMENTS = pd.Series(["d1", "d2", "d3"])
#: One code stands in all three documents, one in two, one in one.
CODED = pd.DataFrame({"document_id": ["d1", "d2", "d3", "d1", "d2", "d1", "d1"], "code": list("aaabbcc")})


def test_expected_codes_after_each_document():
    rows = saturation.curve(CODED, DOCUMENTS, draws=20)
    assert rows["documents"].tolist() == [0, 1, 2, 3]
    assert rows["codes"].tolist() == pytest.approx([0, 1 + 2 / 3 + 1 / 3, 1 + 1 + 2 / 3, 3])
    assert rows["new"].tolist() == pytest.approx([0, 2, 2 / 3, 1 / 3])
    assert rows["high"].iloc[-1] == rows["low"].iloc[-1] == 3


def test_a_code_met_twice():
    rows = saturation.curve(CODED, DOCUMENTS, times=2, draws=20)
    assert rows["codes"].tolist() == pytest.approx([0, 0, 1 + 1 / 3, 2])


@pytest.mark.parametrize(("share", "until"), [(0.5, 1), (0.9, 3), (0.88, 2)])
def test_after_how_many_documents_a_share_is_met(share, until):
    assert saturation.documents_until(saturation.curve(CODED, DOCUMENTS, draws=5), share) == until


def test_a_corpus_without_codes_has_nothing_to_meet():
    assert saturation.curve(CODED[:0], DOCUMENTS, draws=5)["codes"].tolist() == [0, 0, 0, 0]
