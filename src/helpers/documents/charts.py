"""Pictures of notebook 04: the coded documents, their codes, the five roles of NGOs, agreement, saturation."""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.documents import words
from helpers.documents.corpus import Corpus, sources
from helpers.exhibits import Drawing, LeftOut
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.exhibits.style import BLUE, GREY, INK, PALE, canvas, look, write_numbers
from helpers.language import inside, number, translator

#: How many codes' names are written as wide as this before a line breaks.
_LABEL = 34


def _kind(name: str, language: str) -> str:
    return words.document_types(language).get(name, name)


def _here_and_elsewhere(here: Here, axes: Axes, inside_area: pd.Series, elsewhere: pd.Series) -> None:
    """Draw bars from the top down: what speaks of the study area, and on top of it what speaks of other places."""
    _ = translator(here.language)
    place = np.arange(len(inside_area))[::-1]
    axes.barh(place, inside_area, color=BLUE, label=here.study.regency)
    axes.barh(
        place,
        elsewhere,
        left=inside_area,
        color=PALE,
        hatch="////",
        edgecolor="white",
        linewidth=0,
        label=_("elsewhere"),
    )
    axes.set_ylim(-0.6, len(inside_area) - 0.4)
    axes.tick_params(axis="y", length=0)
    write_numbers(axes.xaxis, here.language)
    axes.grid(axis="x")


@exhibit("04_documents")
def documents(here: Here, profile: pd.DataFrame, years: pd.DataFrame, corpus: Corpus) -> Drawing:
    """Draw the corpus by kind of document and by year (`helpers.documents.summary.profile` and `years`)."""
    _ = translator(here.language)
    made_of = sources(here, corpus)
    count, undated = int(profile["documents"].sum()), int(profile["undated"].sum())
    title = _("{count} documents, {here} of them on {regency}").format(
        count=number(count, here.language),
        here=number(profile["in_study_area"].sum(), here.language),
        regency=here.study.regency,
    )
    by_year = years.groupby("year")["documents"].sum()
    with look():
        figure = canvas(here, 2.6, title, made_of, note="")
        left, right = figure.subplots(1, 2, width_ratios=[1, 1.2])
        _here_and_elsewhere(here, left, profile["in_study_area"], profile["elsewhere"])
        left.set_yticks(np.arange(len(profile))[::-1], [_kind(name, here.language) for name in profile["type"]])
        left.set_xlabel(_("documents"))
        left.legend(loc="lower right")
        right.bar(by_year.index.astype(int), by_year, color=GREY, width=0.8)
        right.set_xlabel(_("year"))
        right.set_ylabel(_("documents"))
        right.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
        write_numbers(right.yaxis, here.language)
        recent = by_year.index[by_year.index >= _first_shown(by_year)]
        if len(recent):
            right.set_xlim(recent.min() - 0.7, recent.max() + 0.7)
        right.grid(axis="y")
    older = int(by_year[by_year.index < _first_shown(by_year)].sum())
    caption = _(
        "What could be found, not a sample. A document counts for the regency if any of its statements speaks of it. "
        "Right: {undated} undated documents and {older} older ones are not shown."
    ).format(undated=number(undated, here.language), older=number(older, here.language))
    alt = _("Bars: {kinds}. Most documents are from {year}.").format(
        kinds=", ".join(
            f"{_kind(row.type, here.language)} {number(row.documents, here.language)}" for row in profile.itertuples()
        ),
        year=int(by_year.idxmax()) if len(by_year) else "–",
    )
    data = pd.concat([profile.assign(table="by_type"), years.assign(table="by_year")], ignore_index=True)
    return Drawing(figure, data, title, caption, alt, made_of, corpus.rests_on)


def _first_shown(by_year: pd.Series) -> int:
    """Return the first year of the axis: old laws would squeeze all the others."""
    return max(int(by_year.index.max()) - 15, int(by_year.index.min())) if len(by_year) else 0


@exhibit("04_codes")
def codes(here: Here, counts: pd.DataFrame, corpus: Corpus) -> Drawing:
    """Draw in how many documents each code stands, by family (`helpers.documents.summary.frequencies`)."""
    _ = translator(here.language)
    made_of = sources(here, corpus)
    top = counts.loc[counts["documents"].idxmax()]
    title = _("What the documents speak of: most often of “{label}”, in {n} of {all}").format(
        label=inside(top["label"]),
        n=number(top["documents"], here.language),
        all=number(len(corpus.documents), here.language),
    )
    rows = counts.sort_values("documents", ascending=False, kind="stable")
    present = [family for family in corpus.families if (rows["family"] == family).any()]
    with look():
        figure = canvas(here, 0.172 * len(rows) + 0.3 * len(present) + 0.5, title, made_of, note="")
        heights = [max(int((rows["family"] == family).sum()), 1) + 0.7 for family in present]
        panels = np.atleast_1d(figure.subplots(len(present), 1, sharex=True, height_ratios=heights))
        for axes, family in zip(panels, present, strict=True):
            part = rows[rows["family"] == family]
            # A document on both the regency and other places is drawn once, as one on the regency.
            _here_and_elsewhere(
                here, axes, part["documents_in_study_area"], part["documents"] - part["documents_in_study_area"]
            )
            axes.set_yticks(np.arange(len(part))[::-1], part["label"], size=8)
            axes.set_title(corpus.families[family])
            for place, row in zip(np.arange(len(part))[::-1], part.itertuples(), strict=True):
                axes.text(
                    row.documents + 0.25, place, number(row.documents, here.language), va="center", size=7.5, color=INK
                )
        panels[-1].set_xlabel(_("documents"))
        panels[0].legend(loc="lower right")
    caption = _(
        "Documents in which a code stands at least once ({rule}); a document can have many codes. Counts of documents that "
        "could be found, not shares of people."
    ).format(rule=_("whoever of the coders gave it"))
    alt = _("Bars by family of codes. {families}.").format(
        families="; ".join(
            _("{family}: most often {label}, {n} documents").format(
                family=corpus.families[family],
                label=rows.loc[rows["family"] == family, "label"].iloc[0],
                n=number(rows.loc[rows["family"] == family, "documents"].iloc[0], here.language),
            )
            for family in present
        )
    )
    return Drawing(figure, counts, title, caption, alt, made_of, corpus.rests_on)


@exhibit("04_ngo_roles")
def roles(
    here: Here, counts: pd.DataFrame, by_type: pd.DataFrame, by_year: pd.DataFrame, corpus: Corpus
) -> Drawing | LeftOut:
    """Draw the five roles of NGOs: in how many documents, who speaks of them, and when.

    Parameters
    ----------
    counts
        `helpers.documents.summary.frequencies`, only the roles, in their order.
    by_type, by_year
        `helpers.documents.summary.by` for the roles, by ``type`` and by ``year``.
    corpus, study, language
        For the words.
    """
    _ = translator(here.language)
    if not counts["documents"].any():
        return LeftOut(
            _(
                "No document is coded for a role of NGOs. Name the family in study.yaml: codings: {families: {ngo_role: …}}."
            ),
        )
    made_of = sources(here, corpus)
    most, least = counts.loc[counts["documents"].idxmax()], counts.loc[counts["documents"].idxmin()]
    title = _("{count} roles of NGOs: “{most}” is told of most, “{least}” least").format(
        count=_("Five") if len(counts) == 5 else number(len(counts), here.language),
        most=inside(most["label"]),
        least=inside(least["label"]),
    )
    place = {code: position for position, code in enumerate(reversed(counts["code"].tolist()))}
    kinds = by_type.groupby("type")["documents"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    with look():
        figure = canvas(here, 0.5 * len(counts) + 0.75, title, made_of, note="")
        left, middle, right = figure.subplots(1, 3, sharey=True, width_ratios=[1.25, 1, 1.25])
        _here_and_elsewhere(
            here, left, counts["documents_in_study_area"], counts["documents"] - counts["documents_in_study_area"]
        )
        labels = [f"{number_of}. {textwrap.fill(label, 21)}" for number_of, label in enumerate(counts["label"], 1)]
        left.set_yticks(np.arange(len(counts))[::-1], labels)
        for row in counts.itertuples():
            left.text(
                row.documents + 0.4,
                place[row.code],
                number(row.documents, here.language),
                va="center",
                weight="bold",
                size=9,
            )
        left.set_xlim(0, counts["documents"].max() * 1.45)
        left.legend(loc="upper left", bbox_to_anchor=(-0.05, -0.12), fontsize=8, handlelength=1.2)
        left.set_title(_("In how many documents"))
        _bubbles(middle, by_type.assign(at=by_type["type"].map({kind: spot for spot, kind in enumerate(kinds)})), place)
        middle.set_xticks(
            range(len(kinds)), [_kind(kind, here.language) for kind in kinds], rotation=40, ha="right", size=8
        )
        middle.set_xlim(-0.6, len(kinds) - 0.4)
        middle.set_title(_("Who speaks"))
        _bubbles(right, by_year.assign(at=by_year["year"].astype(int)), place)
        right.set_title(_("When"))
        right.set_xlim(by_year["year"].min() - 0.8, by_year["year"].max() + 0.8)
        for axes in (middle, right):
            axes.grid(axis="both")
            axes.tick_params(axis="y", length=0)
    caption = _(
        "Numbers and areas: documents that tell of the role. When: the year that the statement speaks of, else the "
        "document's; undated ones are left out. What NGOs themselves write is not an outside judgement of them."
    )
    alt = _("Bars with the number of documents: {roles}.").format(
        roles="; ".join(f"{row.label} {number(row.documents, here.language)}" for row in counts.itertuples())
    )
    data = pd.concat(
        [counts.assign(table="roles"), by_type.assign(table="by_type"), by_year.assign(table="by_year")],
        ignore_index=True,
    )
    return Drawing(figure, data, title, caption, alt, made_of, corpus.rests_on)


def _bubbles(axes: Axes, rows: pd.DataFrame, place: dict[str, int]) -> None:
    axes.scatter(rows["at"], rows["code"].map(place), s=rows["documents"] * 16, color=BLUE, alpha=0.85, linewidths=0)
    for row in rows[rows["documents"] >= 4].itertuples():
        axes.text(
            row.at,
            place[row.code],
            str(row.documents),
            ha="center",
            va="center",
            color="white",
            size=6.5,
            weight="bold",
        )
