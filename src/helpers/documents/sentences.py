"""Results of notebook 04 read aloud; see `helpers.exhibits.provenance` for the rules."""

from __future__ import annotations

import pandas as pd

from helpers.documents import words
from helpers.documents.agreement import FEW_SEGMENTS
from helpers.documents.corpus import Corpus
from helpers.exhibits.here import Here
from helpers.language import in_language, inside, number, percent, translator


def corpus(here: Here, profile: pd.DataFrame, found: Corpus) -> str:
    """Say what was read, how much of it speaks of the regency, and what it cannot be taken for."""
    _ = translator(here.language)
    kinds = words.document_types(here.language)
    listed = ", ".join(
        f"{inside(kinds.get(row.type, row.type))} {number(row.documents, here.language)}"
        for row in profile.itertuples()
    )
    sentence = _(
        "{documents} documents ({kinds}) gave {segments} statements; {here} of them speak of {regency}, in {here_documents} "
        "documents. {undated} documents have no date."
    ).format(
        documents=number(len(found.documents), here.language),
        kinds=listed,
        segments=number(len(found.segments), here.language),
        here=number(int(found.segments["in_study_area"].sum()), here.language),
        regency=here.study.regency,
        here_documents=number(int(profile["in_study_area"].sum()), here.language),
        undated=number(int(profile["undated"].sum()), here.language),
    )
    if found.is_public:
        limits = _(
            "They are what could be found, as excerpts and not whole: a count of documents is no share of people, and silence "
            "of the corpus is no proof that there is nothing."
        )
    else:
        limits = _("A count of documents is no share of people.")
    return "\n\n".join([f"{sentence} {limits}", *(in_language(note, here.language) for note in found.notes)])


def codes(here: Here, counts: pd.DataFrame, families: pd.DataFrame, found: Corpus) -> str:
    """Say in how many documents each family stands, and which of its codes most often and least often."""
    _ = translator(here.language)
    parts = []
    for row in families.sort_values("documents", ascending=False, kind="stable").itertuples():
        own = counts[counts["family"] == row.family].sort_values("documents", ascending=False, kind="stable")
        if own.empty or not row.documents:
            continue
        most = own.iloc[0]
        parts.append(
            _("{family} in {documents} ({share}), most often {label} ({n})").format(
                family=inside(row.label),
                documents=number(row.documents, here.language),
                share=percent(row.documents_share, here.language, 0),
                label=inside(most["label"]),
                n=number(most["documents"], here.language),
            )
        )
    return _("Of {all} documents: {told}.").format(
        all=number(len(found.documents), here.language), told="; ".join(parts)
    )


def roles(here: Here, counts: pd.DataFrame, by_type: pd.DataFrame, found: Corpus) -> str:
    """Say of each role in how many documents it is told of, and who tells."""
    _ = translator(here.language)
    if counts.empty:
        return _("The codebook has no family of NGO roles; name it in study.yaml under codings, families, ngo_role.")
    kinds = words.document_types(here.language)
    parts = []
    for row in counts.itertuples():
        told = by_type[by_type["code"] == row.code].sort_values("documents", ascending=False, kind="stable")
        who = ", ".join(
            f"{inside(kinds.get(one.type, one.type))} {number(one.documents, here.language)}"
            for one in told.itertuples()
        )
        parts.append(
            _("**{label}**: {documents} documents, {here} on {regency} ({who})").format(
                label=row.label,
                documents=number(row.documents, here.language),
                here=number(row.documents_in_study_area, here.language),
                regency=here.study.regency,
                who=who or "–",
            )
        )
    own = by_type[by_type["type"].isin(["ngo_report", "statement"])]["documents"].sum()
    share = own / max(by_type["documents"].sum(), 1)
    closing = _(
        "Of all these mentions {share} stand in NGO reports and statements, told by those who do the work."
    ).format(share=percent(share, here.language, 0))
    return "\n".join(f"{place}. {part}" for place, part in enumerate(parts, 1)) + f"\n\n{closing}"


def roles_in_short(here: Here, counts: pd.DataFrame, found: Corpus) -> str:
    """Say in one sentence how many documents tell of each role, most first."""
    _ = translator(here.language)
    rows = counts[counts["family"] == "ngo_role"].sort_values("documents", ascending=False, kind="stable")
    if not rows["documents"].any():
        return ""
    told = ", ".join(f"{inside(row.label)} {number(row.documents, here.language)}" for row in rows.itertuples())
    return _("Of {all} documents these many tell of the roles of NGOs: {told}.").format(
        all=number(len(found.documents), here.language), told=told
    )


def answer(here: Here, counts: pd.DataFrame, family: str) -> str:
    """Say which codes of a family are told of most and least, and which never on the regency."""
    _ = translator(here.language)
    rows = counts[counts["family"] == family].sort_values("documents", ascending=False, kind="stable")
    if rows.empty:
        return _("The codebook has no such family; name it in study.yaml under codings, families.")
    first = ", ".join(
        _("{label} ({n}, {here} on the regency)").format(
            label=inside(row.label),
            n=number(row.documents, here.language),
            here=number(row.documents_in_study_area, here.language),
        )
        for row in rows.head(3).itertuples()
    )
    never = rows.loc[rows["documents_in_study_area"] == 0, "label"].map(inside).tolist()
    sentence = _("Told of in most documents: {first}.").format(first=first)
    if not never:
        return sentence
    return (
        sentence
        + " "
        + _("Not found for {regency}: {never}. That is what the sources do not say, not what does not exist.").format(
            regency=here.study.regency, never=", ".join(never)
        )
    )


def together(here: Here, pairs: pd.DataFrame, found: Corpus) -> str:
    """Name the pairs of codes beyond chance, strongest first."""
    _ = translator(here.language)
    labels = found.labels()
    beyond = pairs[pairs["beyond_chance"]]
    tested = int(pairs["tested"].sum())
    if beyond.empty:
        return _("None of {tested} pairs stands together more often than by chance.").format(
            tested=number(tested, here.language)
        )
    told = "; ".join(
        _("{first} with {second} ({n} segments, {expected} by chance)").format(
            first=inside(labels[row.first]),
            second=inside(labels[row.second]),
            n=number(row.segments, here.language),
            expected=number(row.expected, here.language, 1),
        )
        for row in beyond.itertuples()
    )
    return _("Of {tested} pairs that occur, {count} stand together more often than by chance: {told}.").format(
        tested=number(tested, here.language), count=number(len(beyond), here.language), told=told
    )


def saturation(here: Here, curves: dict[int, pd.DataFrame], until: int, found: Corpus) -> str:
    """Say how soon the codes had been met, and how many are still rare at the end."""
    _ = translator(here.language)
    once, often = curves[min(curves)], curves[max(curves)]
    return _(
        "Nine in ten of the {codes} codes had been met after {until} of {all} documents, on average over all orders; the last "
        "document brought {new} new codes on average. Codes in fewer than {times} documents: {rare}; of these more reading would "
        "say more."
    ).format(
        codes=number(once["codes"].iloc[-1], here.language),
        until=number(until, here.language),
        all=number(len(found.documents), here.language),
        new=number(once["new"].iloc[-1], here.language, 2),
        rare=number(once["codes"].iloc[-1] - often["codes"].iloc[-1], here.language),
        times=number(max(curves), here.language),
    )


def agreement(
    here: Here, by_code: pd.DataFrame, disagreements: pd.DataFrame, by_rule: pd.DataFrame, found: Corpus
) -> str:
    """Say how well the coders agree, where that means little, and what hangs on bringing them together."""
    _ = translator(here.language)
    if by_code.empty:
        return _("No two coders have coded the same documents, so that agreement cannot be told.")
    steady = by_code[~by_code["unstable"]]
    sentence = _(
        "The coders differ in {count} decisions. Among the {steady} codes with {fewest} segments or more kappa runs from {low} "
        "to {high}; {unstable} codes have fewer, and their agreement says little. However the two are brought together, no code "
        "changes by more than {spread} documents."
    ).format(
        fewest=FEW_SEGMENTS,
        count=number(len(disagreements), here.language),
        steady=number(len(steady), here.language),
        low=number(steady["kappa"].min(), here.language, 2),
        high=number(steady["kappa"].max(), here.language, 2),
        unstable=number(int(by_code["unstable"].sum()), here.language),
        spread=number(by_rule["spread"].max(), here.language),
    )
    if found.is_public:
        sentence += " " + _(
            "Both passes were made while this collection was built, with one codebook and one way of reading, not by trained "
            "field coders: take the agreement as a ceiling."
        )
    return sentence
