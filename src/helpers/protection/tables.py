"""Tables of notebook 05: cover by group, what goes with membership, the gaps in the law, published figures."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import LeftOut, Table
from helpers.exhibits.left_out import needs
from helpers.facts import wording
from helpers.form.questionnaire import Questionnaire
from helpers.language import number, percent, translator
from helpers.protection import words
from helpers.protection.words import measure_label
from helpers.studies import Study

#: Topics of the published figures that stand beside the survey's answers on protection.
TOPICS = ("social_security", "contract", "health", "cost_bearing")
_FIGURES = "data/evidence/published_figures.csv"


def _survey(study: Study, language: str) -> tuple[str, ...]:
    _ = translator(language)
    return (_("{file} of the study").format(file=study.survey.file.name),)


def cover(rows: pd.DataFrame, form: Questionnaire, study: Study, language: str) -> Table | LeftOut:
    """Show each measure of protection for all workers, with its interval (`helpers.protection.shares`, overall rows)."""
    _ = translator(language)
    overall = rows[rows["by"] == ""]
    if overall.empty:
        return needs("05_cover_table", language)
    blocks = words.protection_blocks(language)
    lines, said = [], ""
    for row in overall.itertuples():
        lines.append(
            {
                _("Question"): blocks[row.block] if row.block != said else "",
                _("Answer"): measure_label(row.block, row.measure, form, language),
                _("Share"): percent(row.estimate, language),
                _("95% interval"): _("{low} to {high}").format(
                    low=percent(row.low, language), high=percent(row.high, language)
                ),
                _("Answered"): number(row.n, language),
            }
        )
        said = row.block
    return Table(
        name="cover_table",
        title=_("Protection of the home workers"),
        caption=_(
            "Weighted shares with 95% intervals from the sample's design. Who pays: of those with a programme. Several answers "
            "were possible for programmes, hazards and gear."
        ),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=_survey(study, language),
        prose=(_("Answer"),),
    )


def association(rows: pd.DataFrame, study: Study, language: str) -> Table:
    """Show what goes with membership of a group (`helpers.protection.association.associations`)."""
    _ = translator(language)
    names = words.protection_outcomes(language)
    reasons = {"few": _("too few to compare"), "separated": _("a control decides the outcome")}

    def interval(low: float, high: float, digits: int) -> str:
        return _("{low} to {high}").format(low=number(low, language, digits), high=number(high, language, digits))

    lines = [
        {
            _("Outcome"): names[row.outcome],
            _("Members"): percent(row.share_members, language, 0),
            _("Others"): percent(row.share_others, language, 0),
            _("Difference, points"): number(row.effect * 100, language, 1) if not row.why_not else reasons[row.why_not],
            _("95% interval"): "" if row.why_not else interval(row.low * 100, row.high * 100, 1),
            _("Linear model"): "" if row.why_not else interval(row.linear_low * 100, row.linear_high * 100, 1),
            _("p, bootstrap"): "" if row.why_not else _p(row.p_bootstrap, language),
            _("Log-odds"): "" if row.why_not else number(row.log_odds, language, 2),
            "N": number(row.n, language),
        }
        for row in rows.itertuples()
    ]
    return Table(
        name="association_table",
        title=_("Members of a group and others: an association, not an effect"),
        caption=_(
            "Members, others: shares as they are. Difference: average marginal effect of a logit with age, years of home work, "
            "schooling and giver of work, clustered by village. Linear model: interval with CR2 errors; p by wild bootstrap. "
            "Unweighted."
        ),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=_survey(study, language),
    )


def _p(p: float, language: str) -> str:
    return f"< {number(0.001, language, 3)}" if p < 0.001 else number(p, language, 3)


def gaps(rows: pd.DataFrame, language: str) -> Table:
    """Show rules, exclusions, drafts and rulings by kind of protection (`helpers.protection.policy.gaps`)."""
    _ = translator(language)
    names, degrees = words.dimensions(language), words.gaps(language)
    shown = pd.DataFrame(
        {
            _("Kind of protection"): rows["dimension"].map(names),
            _("Gap"): [_("not found") if pd.isna(gap) else f"{gap}: {degrees[int(gap)]}" for gap in rows["gap"]],
            _("Rules in force that reach them"): [number(value, language) for value in rows["in_force"]],
            _("that take them out"): [number(value, language) for value in rows["excluding"]],
            _("Drafts"): [number(value, language) for value in rows["draft"]],
            _("Rulings"): [number(value, language) for value in rows["decisions"]],
            _("Convention 177"): [_("named") if value else "–" for value in rows["convention"]],
            _("Province, regency"): [number(value, language) for value in rows["regional"]],
        }
    )
    return Table(
        name="gaps_table",
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


def published(figures: pd.DataFrame, language: str) -> Table:
    """Show the published figures on protection and costs (`helpers.facts.published.published_figures`), by topic."""
    _ = translator(language)
    topics = {
        "social_security": _("Social security"),
        "contract": _("Agreement"),
        "health": _("Health and safety"),
        "cost_bearing": _("Costs"),
    }
    rows = pd.concat([figures[figures["topic"] == topic] for topic in TOPICS], ignore_index=True)
    lines, said = [], ""
    for _index, row in rows.iterrows():
        whom = wording.population(row, language)
        where_and_when = wording.where_and_when(row["place"], row["year_of_data"], language)
        lines.append(
            {
                _("On"): topics[row["topic"]] if row["topic"] != said else "",
                _("What"): wording.measure(row, language),
                _("Figure"): wording.figure(row, language),
                _("Of whom, where, when"): f"{whom}; {where_and_when}",
                _("Source"): row["source_url"],
            }
        )
        said = row["topic"]
    return Table(
        name="published_protection_table",
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
