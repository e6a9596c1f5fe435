"""Tables of notebook 05: cover by group, what goes with membership, the gaps in the law, published figures."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import Table
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.facts import wording
from helpers.language import number, percent, translator
from helpers.protection import words
from helpers.protection.words import measure_label

#: Topics of the published figures that stand beside the survey's answers on protection.
TOPICS = ("social_security", "contract", "health", "cost_bearing")
_FIGURES = "data/evidence/published_figures.csv"


def _survey(here: Here) -> tuple[str, ...]:
    _ = translator(here.language)
    return (_("{file} of the study").format(file=here.study.survey.file.name),)


@exhibit("05_cover_table", any_of=("bpjs_employment", "bpjs_health", "contract", "hazards", "protective_gear"))
def cover(here: Here, rows: pd.DataFrame) -> Table | None:
    """Show each measure of protection for all workers, with its interval (`helpers.protection.shares`, overall rows)."""
    _ = translator(here.language)
    overall = rows[rows["by"] == ""]
    if overall.empty:
        return None
    blocks = words.protection_blocks(here.language)
    lines, said = [], ""
    for row in overall.itertuples():
        lines.append(
            {
                _("Question"): blocks[row.block] if row.block != said else "",
                _("Answer"): measure_label(row.block, row.measure, here.form, here.language),
                _("Share"): percent(row.estimate, here.language),
                _("{confidence} interval").format(confidence=here.confidence): _("{low} to {high}").format(
                    low=percent(row.low, here.language), high=percent(row.high, here.language)
                ),
                _("Answered"): number(row.n, here.language),
            }
        )
        said = row.block
    return Table(
        title=_("Protection of the home workers"),
        caption=_(
            "Weighted shares with {confidence} intervals from the sample's design. Who pays: of those with a "
            "programme. Several answers "
            "were possible for programmes, hazards and gear."
        ).format(confidence=here.confidence),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=_survey(here),
        prose=(_("Answer"),),
    )


@exhibit("05_association_table")
def association(here: Here, rows: pd.DataFrame) -> Table:
    """Show what goes with membership of a group (`helpers.protection.association.associations`)."""
    _ = translator(here.language)
    names = words.protection_outcomes(here.language)
    reasons = {"few": _("too few to compare"), "separated": _("a control decides the outcome")}

    def interval(low: float, high: float, digits: int) -> str:
        return _("{low} to {high}").format(
            low=number(low, here.language, digits), high=number(high, here.language, digits)
        )

    lines = [
        {
            _("Outcome"): names[row.outcome],
            _("Members"): percent(row.share_members, here.language, 0),
            _("Others"): percent(row.share_others, here.language, 0),
            _("Difference, points"): number(row.effect * 100, here.language, 1)
            if not row.why_not
            else reasons[row.why_not],
            _("{confidence} interval").format(confidence=here.confidence): ""
            if row.why_not
            else interval(row.low * 100, row.high * 100, 1),
            _("Linear model"): "" if row.why_not else interval(row.linear_low * 100, row.linear_high * 100, 1),
            _("p, bootstrap"): "" if row.why_not else _p(row.p_bootstrap, here.language),
            _("Log-odds"): "" if row.why_not else number(row.log_odds, here.language, 2),
            "N": number(row.n, here.language),
        }
        for row in rows.itertuples()
    ]
    return Table(
        title=_("Members of a group and others: an association, not an effect"),
        caption=_(
            "Members, others: shares as they are. Difference: average marginal effect of a logit with age, years of home work, "
            "schooling and giver of work, clustered by village. Linear model: interval with CR2 errors; p by wild bootstrap. "
            "Unweighted."
        ),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=_survey(here),
    )


def _p(p: float, language: str) -> str:
    return f"< {number(0.001, language, 3)}" if p < 0.001 else number(p, language, 3)


@exhibit("05_gaps_table")
def gaps(here: Here, rows: pd.DataFrame) -> Table:
    """Show rules, exclusions, drafts and rulings by kind of protection (`helpers.protection.policy.gaps`)."""
    _ = translator(here.language)
    names, degrees = words.dimensions(here.language), words.gaps(here.language)
    shown = pd.DataFrame(
        {
            _("Kind of protection"): rows["dimension"].map(names),
            _("Gap"): [_("not found") if pd.isna(gap) else f"{gap}: {degrees[int(gap)]}" for gap in rows["gap"]],
            _("Rules in force that reach them"): [number(value, here.language) for value in rows["in_force"]],
            _("that take them out"): [number(value, here.language) for value in rows["excluding"]],
            _("Drafts"): [number(value, here.language) for value in rows["draft"]],
            _("Rulings"): [number(value, here.language) for value in rows["decisions"]],
            _("Convention 177"): [_("named") if value else "–" for value in rows["convention"]],
            _("Province, regency"): [number(value, here.language) for value in rows["regional"]],
        }
    )
    return Table(
        title=_("Where the law leaves gaps"),
        caption=_(
            "Gap from 0 to 3, an order and no measure. Province, regency: anything found at that level, rules or not. Zero means "
            "not found in the sources."
        ),
        data=rows,
        shown=shown,
        sources=("data/reference/legal_instruments.csv", "data/reference/law_facts.csv"),
        rests_on="published",
        prose=(_("Gap"),),
    )


@exhibit("05_published_protection_table")
def published(here: Here, figures: pd.DataFrame) -> Table:
    """Show the published figures on protection and costs (`helpers.facts.published.published_figures`), by topic."""
    _ = translator(here.language)
    topics = {
        "social_security": _("Social security"),
        "contract": _("Agreement"),
        "health": _("Health and safety"),
        "cost_bearing": _("Costs"),
    }
    rows = pd.concat([figures[figures["topic"] == topic] for topic in TOPICS], ignore_index=True)
    lines, said = [], ""
    for _index, row in rows.iterrows():
        whom = wording.population(row, here.language)
        where_and_when = wording.where_and_when(row["place"], row["year_of_data"], here.language)
        lines.append(
            {
                _("On"): topics[row["topic"]] if row["topic"] != said else "",
                _("What"): wording.measure(row, here.language),
                _("Figure"): wording.figure(row, here.language),
                _("Of whom, where, when"): f"{whom}; {where_and_when}",
                _("Source"): row["source_url"],
            }
        )
        said = row["topic"]
    return Table(
        title=_("What has been published on protection and costs"),
        caption=_(
            "As the sources have it, in their units, mostly of single cases; number and note of each in {file}."
        ).format(file=_FIGURES),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=(_FIGURES,),
        rests_on="published",
        prose=tuple(map(_, ("What", "Figure", "Of whom, where, when", "Source"))),
    )
