"""Tables of notebook 04: codes and examples by question, evidence against, agreement, disagreements, joint display."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.documents import joint_display, words
from helpers.documents.agreement import FEW_SEGMENTS
from helpers.documents.corpus import Corpus, sources
from helpers.exhibits import LeftOut, Table, Workbook
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.facts import documents, published, wording
from helpers.language import number, percent, translator

_FIGURES = "data/evidence/published_figures.csv"


@exhibit("04_ngo_roles_table")
def ngo_roles(here: Here, counts: pd.DataFrame, examples: pd.DataFrame, corpus: Corpus) -> Table | LeftOut:
    """Show what the documents say about the roles of NGOs, code by code; parameters as of `conditions`."""
    _ = translator(here.language)
    return _answers(here, _("What the documents say of the roles of NGOs"), "ngo_role", counts, examples, corpus)


@exhibit("04_conditions_table")
def conditions(here: Here, counts: pd.DataFrame, examples: pd.DataFrame, corpus: Corpus) -> Table | LeftOut:
    """Show what the documents say about working conditions, code by code.

    Parameters
    ----------
    here
        Study and language of what is shown.
    counts
        `helpers.documents.summary.frequencies`.
    examples
        `helpers.documents.summary.examples` for the family's codes.
    corpus
        The coded documents.
    """
    _ = translator(here.language)
    return _answers(here, _("What the documents say of working conditions"), "conditions", counts, examples, corpus)


@exhibit("04_policy_table")
def policy(here: Here, counts: pd.DataFrame, examples: pd.DataFrame, corpus: Corpus) -> Table | LeftOut:
    """Show what the documents say about policy and law, code by code; parameters as of `conditions`."""
    _ = translator(here.language)
    return _answers(here, _("What the documents say of policy and law"), "policy", counts, examples, corpus)


def _answers(
    here: Here, title: str, family: str, counts: pd.DataFrame, examples: pd.DataFrame, corpus: Corpus
) -> Table | LeftOut:
    _ = translator(here.language)
    kinds = words.document_types(here.language)
    rows = counts[(counts["family"] == family) & (counts["documents"] > 0)]
    if rows.empty:
        why = _("No document is coded for this. Name the family in study.yaml: codings: {{families: {{{family}: …}}}}.")
        return LeftOut(why.format(family=family))
    lines = []
    for row in rows.itertuples():
        told = examples[examples["code"] == row.code]
        for rank, example in enumerate(told.itertuples()):
            kind = "" if pd.isna(example.type) else f" ({kinds.get(example.type, example.type)})"
            place = _("place not told") if pd.isna(example.place) else example.place
            where = wording.where_and_when(place, example.year, here.language)
            lines.append(
                {
                    _("Code"): row.label if rank == 0 else "",
                    _("Documents"): number(row.documents, here.language) if rank == 0 else "",
                    _("of these {regency}").format(regency=here.study.regency): number(
                        row.documents_in_study_area, here.language
                    )
                    if rank == 0
                    else "",
                    _("For instance (in other words than the source's)"): example.text,
                    _("Where, when"): f"{where}{kind}",
                    _("Source"): _source(example),
                }
            )
    return Table(
        title=title,
        caption=_(
            "Examples are chosen by a rule, not by taste: one on the regency, one from elsewhere, the statement with the "
            "fewest other codes. They are paraphrases; nobody is named."
        ),
        data=rows.merge(examples, on="code", how="left"),
        shown=pd.DataFrame(lines),
        sources=sources(here, corpus),
        rests_on=corpus.rests_on,
        prose=(_("For instance (in other words than the source's)"), _("Where, when"), _("Source")),
    )


def _source(row: Any) -> str:
    address = getattr(row, "source_url", None)
    if isinstance(address, str) and address.startswith("http"):
        return address
    return str(row.document_id)


@exhibit("04_against_table")
def against(here: Here) -> Table:
    """Show what has been published against what one would expect to find (`helpers.facts.documents.against_expectation`)."""
    _ = translator(here.language)
    rows = documents.against_expectation()
    segments = documents.segments().set_index("segment_id")
    addresses = documents.documents().set_index("document_id")["source_url"]
    figures = published.published_figures().set_index("id")
    names, said = words.expectations(here.language), ""
    lines = []
    for row in rows.itertuples():
        if pd.notna(row.segment_id):
            segment = segments.loc[row.segment_id]
            text, place, year = segment[f"text_{here.language}"], segment["place"], segment["year"]
            address = addresses[segment["document_id"]]
        else:
            figure = figures.loc[row.figure_id]
            text = f"{wording.measure(figure, here.language)}: {wording.figure(figure, here.language)}"
            place, year, address = figure["place"], figure["year_of_data"], figure["source_url"]
        lines.append(
            {
                _("Expected"): names[row.expectation] if row.expectation != said else "",
                _("What speaks against it"): getattr(row, f"reason_{here.language}"),
                _("The statement, in other words"): text,
                _("Where, when"): wording.where_and_when(place, year, here.language),
                _("Source"): address,
            }
        )
        said = row.expectation
    return Table(
        title=_("Evidence against what one would expect"),
        caption=_("Whoever reads only what fits learns nothing. All of it was found while looking for the opposite."),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=("data/evidence/against_expectation.csv", "data/evidence/segments.csv", _FIGURES),
        rests_on="published",
        prose=tuple(map(_, ("What speaks against it", "The statement, in other words", "Where, when", "Source"))),
    )


@exhibit("04_agreement_table")
def agreement(here: Here, by_code: pd.DataFrame, by_family: pd.DataFrame, corpus: Corpus) -> Table | LeftOut:
    """Show agreement by family and by code (`helpers.documents.agreement.by_code`)."""
    _ = translator(here.language)
    if by_code.empty:
        return LeftOut(_("No agreement can be told: no two coders have coded the same documents."))
    labels = corpus.labels()
    both = pd.concat([by_family.assign(level="family"), by_code.assign(level="code")], ignore_index=True)
    lines = [
        {
            _("Code"): corpus.families[row.group] if row.level == "family" else labels[row.group],
            _("Both"): number(row.both, here.language),
            _("Only one"): number(row.first + row.second, here.language),
            _("Equal decisions"): percent(row.agreement, here.language),
            _("Prevalence"): percent(row.prevalence, here.language),
            _("Kappa"): number(row.kappa, here.language, 2) + ("†" if row.paradox else ""),
            _("{confidence} interval").format(confidence=here.confidence): _("{low} to {high}").format(
                low=number(row.kappa_low, here.language, 2), high=number(row.kappa_high, here.language, 2)
            ),
            _("Alpha"): number(row.alpha, here.language, 2),
            _("AC1"): number(row.ac1, here.language, 2),
            _("Note"): _("few") if row.unstable else "",
        }
        for row in both.itertuples()
    ]
    return Table(
        title=_("Agreement of two coders, by family (any code of it) and by code"),
        caption=_(
            "Cohen's kappa with an interval from drawing documents anew; Krippendorff's alpha; Gwet's AC1. Few: fewer than "
            "{fewest} segments. † kappa low although nearly all decisions agree, the code being rare."
        ).format(fewest=FEW_SEGMENTS),
        data=both,
        shown=pd.DataFrame(lines),
        sources=sources(here, corpus),
        rests_on=corpus.rests_on,
    )


@exhibit("04_disagreements_table")
def disagreements(here: Here, rows: pd.DataFrame, corpus: Corpus) -> Table | LeftOut:
    """Show what one coder gave and the other did not (`helpers.documents.agreement.disagreements`), to be decided on."""
    _ = translator(here.language)
    if rows.empty:
        return LeftOut(_("There is nothing that one coder gave and another did not."))
    labels = corpus.labels()
    shown = pd.DataFrame(
        {
            _("Segment"): rows["segment_id"],
            _("Code"): rows["code"].map(labels),
            _("Given by"): rows["given_by"],
            _("Not by"): rows["not_by"],
            _("Statement"): rows["text"],
        }
    )
    columns = ["segment_id", "document_id", "code", "given_by", "not_by", "text"]
    return Table(
        title=_("What the coders have to talk about"),
        caption=_(
            "To settle them, fill in the column decision (yes or no) of the CSV, keep it in the study's folder, name it in "
            "study.yaml (codings: adjudicated) and run with consensus=adjudicated."
        ),
        data=rows[columns].assign(decision=""),
        shown=shown,
        sources=sources(here, corpus),
        rests_on=corpus.rests_on,
        prose=(_("Code"), _("Statement")),
    )


@exhibit("04_joint_table")
def joint(here: Here, rows: pd.DataFrame, corpus: Corpus) -> Table:
    """Show documents, survey and published figures side by side (`helpers.documents.joint_display.display`)."""
    _ = translator(here.language)
    conditions, measures, labels = (
        words.conditions(here.language),
        words.survey_measures(here.language),
        corpus.labels(),
    )
    mark = "* " if here.study.is_demonstration else ""
    lines = []
    for row in rows.itertuples():
        codes = [code for code in row.codes.split(";") if code]
        told = "; ".join(
            _("{label} {all} ({here})").format(label=labels[code], all=all_documents, here=here)
            for code, all_documents, here in zip(
                codes, row.documents.split(";"), row.in_study_area.split(";"), strict=False
            )
        )
        survey = (
            _("{mark}{share} {measure} ({low} to {high}; N = {n})").format(
                mark=mark,
                share=percent(row.estimate, here.language, 0),
                measure=measures[row.measure],
                low=percent(row.low, here.language, 0),
                high=percent(row.high, here.language, 0),
                n=number(row.n, here.language),
            )
            if row.measure
            else _("not asked")
        )
        lines.append(
            {
                _("Condition"): conditions[row.condition],
                _("Documents, in brackets those on the regency"): told or _("no code"),
                _("For instance"): row.example,
                _("Survey"): survey,
                _("Published figures"): joint_display.figures_in_words(row.figures, here.language),
            }
        )
    caption = _(
        "Each row sets three kinds of evidence side by side; what they say together is for who reads them. Published figures "
        "are of other places and years, with their number in {file}."
    ).format(file=_FIGURES)
    if here.study.is_demonstration:
        caption += " " + _("* The survey is invented: nothing may be concluded from this column.")
    return Table(
        title=_("Documents, survey and published figures side by side"),
        caption=caption,
        data=rows,
        shown=pd.DataFrame(lines),
        sources=(
            *sources(here, corpus),
            _("{file} of the study").format(file=here.study.survey.file.name),
            _FIGURES,
        ),
        prose=tuple(
            map(_, ("Documents, in brackets those on the regency", "For instance", "Survey", "Published figures"))
        ),
    )


@exhibit("04_matrices")
def matrices(here: Here, sheets: dict[str, pd.DataFrame], corpus: Corpus) -> Workbook:
    """Gather the matrices of codes against types of document and places (`helpers.documents.summary.matrices`)."""
    _ = translator(here.language)
    parts = words.matrix_parts(here.language)
    return Workbook(
        title=_("Codes against kinds of document and against places"),
        caption=_(
            "Sheets: numbers of segments and documents, 0 or 1, shares of a code's documents (row), shares of the documents "
            "of a kind or place (column)."
        ),
        sheets={_sheet_name(name, parts): _renamed(sheet, parts, here.language) for name, sheet in sheets.items()},
        sources=sources(here, corpus),
        rests_on=corpus.rests_on,
    )


def _sheet_name(name: str, parts: dict[str, str]) -> str:
    of, what = name.split("_", 1)
    return f"{parts.get(of, of)}_{parts.get(what, what)}"


def _renamed(sheet: pd.DataFrame, parts: dict[str, str], language: str) -> pd.DataFrame:
    return sheet.rename(columns=lambda name: parts.get(name, wording.place(name, language)))
