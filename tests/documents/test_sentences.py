"""Sentences of notebook 04: each branch, word for word."""

import pytest
from shown import frame, here
from shown_documents import AGREEMENT, BY_TYPE, CORPUS, COUNTS, CURVES, OWN, PAIRS, PROFILE, ROLES, here_with

from helpers.documents import sentences

FAMILIES = frame(
    "family label documents documents_share",
    ["ngo_role", "Roles of NGOs", 2, 0.5],
    ["conditions", "Working conditions", 3, 0.75],
    ["policy", "Policy", 0, 0.0],
)


def test_corpus_says_what_was_read_and_what_it_is_not():
    assert sentences.corpus(here(), PROFILE, CORPUS) == (
        "4 documents (news 1,002, NGO reports 1, kind not told 1) gave 5 statements; 2 of them speak of Kabupaten Semarang, in 2 "
        "documents. 1 documents have no date. They are what could be found, as excerpts and not whole: a count of documents is no "
        "share of people, and silence of the corpus is no proof that there is nothing."
    )
    assert "1.002" in sentences.corpus(here("id"), PROFILE, CORPUS)


def test_corpus_of_a_study_says_what_could_not_be_read():
    said = sentences.corpus(here_with(OWN), PROFILE, OWN)
    assert said.endswith(" A count of documents is no share of people.\n\nOne file was not read.")


def test_codes_are_told_by_family_most_documents_first():
    assert sentences.codes(here(), COUNTS, FAMILIES, CORPUS) == (
        "Of 4 documents: working conditions in 3 (75%), most often low pay (3); roles of NGOs in 2 (50%), most often building "
        "trust (2)."
    )


def test_roles_say_who_tells():
    assert sentences.roles(here(), ROLES, BY_TYPE, CORPUS) == (
        "1. **Finding home workers**: 1 documents, 1 on Kabupaten Semarang (NGO reports 1)\n"
        "2. **Building trust**: 2 documents, 0 on Kabupaten Semarang (news 5, NGO reports 2)\n\n"
        "Of all these mentions 38% stand in NGO reports and statements, told by those who do the work."
    )


def test_roles_that_nobody_tells_of():
    assert sentences.roles(here(), ROLES[:1], BY_TYPE[:0], CORPUS).startswith(
        "1. **Finding home workers**: 1 documents, 1 on Kabupaten Semarang (–)"
    )


def test_roles_without_a_family():
    assert sentences.roles(here(), ROLES[:0], BY_TYPE, CORPUS).endswith("under codings, families, ngo_role.")


def test_roles_in_short():
    assert sentences.roles_in_short(here(), COUNTS, CORPUS) == (
        "Of 4 documents these many tell of the roles of NGOs: building trust 2, finding home workers 1."
    )
    assert sentences.roles_in_short(here(), COUNTS.assign(documents=0), CORPUS) == ""


def test_answer_names_what_was_not_found_for_the_regency():
    assert sentences.answer(here(), COUNTS, "conditions") == (
        "Told of in most documents: low pay (3, 1 on the regency), long hours (1, 0 on the regency). Not found for Kabupaten "
        "Semarang: long hours. That is what the sources do not say, not what does not exist."
    )
    assert sentences.answer(here(), COUNTS[:1], "conditions") == (
        "Told of in most documents: low pay (3, 1 on the regency)."
    )
    assert sentences.answer(here(), COUNTS, "policy") == (
        "The codebook has no such family; name it in study.yaml under codings, families."
    )


def test_together_names_the_pairs_beyond_chance():
    assert sentences.together(here(), PAIRS, CORPUS) == (
        "Of 2 pairs that occur, 1 stand together more often than by chance: low pay with long hours (9 segments, 3.5 by chance)."
    )
    assert "3,5" in sentences.together(here("id"), PAIRS, CORPUS)
    assert sentences.together(here(), PAIRS.assign(beyond_chance=False), CORPUS) == (
        "None of 2 pairs stands together more often than by chance."
    )


def test_saturation_counts_what_is_still_rare():
    assert sentences.saturation(here(), CURVES, 3, CORPUS) == (
        "Nine in ten of the 4 codes had been met after 3 of 4 documents, on average over all orders; the last document brought "
        "0.12 new codes on average. Codes in fewer than 2 documents: 1; of these more reading would say more."
    )
    assert "0,12" in sentences.saturation(here("id"), CURVES, 3, CORPUS)


@pytest.mark.parametrize(
    ("corpus", "end"), [(CORPUS, "take the agreement as a ceiling."), (OWN, "more than 3 documents.")]
)
def test_agreement_leaves_rare_codes_out_of_the_range(corpus, end):
    said = sentences.agreement(here_with(corpus), AGREEMENT, ROLES, frame("spread", [3], [1]), corpus)
    assert said.startswith(
        "The coders differ in 2 decisions. Among the 2 codes with 5 segments or more kappa runs from 0.65 to 0.86; 1 codes have "
        "fewer, and their agreement says little. However the two are brought together, no code changes by more than 3 documents."
    )
    assert said.endswith(end)


def test_agreement_needs_two_coders():
    assert sentences.agreement(here(), AGREEMENT[:0], ROLES, ROLES, CORPUS) == (
        "No two coders have coded the same documents, so that agreement cannot be told."
    )
