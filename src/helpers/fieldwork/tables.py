"""Tables of notebook 01: what was corrected, and who the workers of the sample are."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import Table
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.fieldwork import words as fieldwork_words
from helpers.language import number, percent, translator
from helpers.survey import words as survey_words


@exhibit("01_corrections_table")
def corrections(here: Here, by_rule: pd.DataFrame) -> Table:
    """Show how many cells each rule changed (`helpers.fieldwork.quality.corrections_by_rule`)."""
    _ = translator(here.language)
    names = survey_words.rules(here.language)
    shown = pd.DataFrame(
        {
            _("What was done"): by_rule["rule"].map(names),
            _("Cells"): [number(count, here.language) for count in by_rule["cells"]],
            _("For instance"): by_rule["before"],
            _("became"): by_rule["after"].where(by_rule["after"] != "", _("(missing)")),
        }
    )
    return Table(
        title=_("What the cleaning changed"),
        caption=_(
            "Every changed cell stands in results/{study}/corrections.csv, with its row, before and after."
        ).format(study=here.study.name),
        data=by_rule,
        shown=shown,
        sources=(_("{file} of the study").format(file=here.study.survey.file.name),),
    )


@exhibit("01_profile_table")
def profile(here: Here, rows: pd.DataFrame) -> Table:
    """Show the weighted profile of the sample (`helpers.fieldwork.profile.profile`)."""
    _ = translator(here.language)
    return Table(
        title=_("Who the home workers are: weighted profile of the sample"),
        caption=_(
            "Means and shares weighted to the listed home workers; {confidence} intervals from the sample's design."
        ).format(confidence=here.confidence),
        data=rows,
        shown=pd.DataFrame([_profile_row(here, row) for _index, row in rows.iterrows()]),
        sources=(_("{file} of the study").format(file=here.study.survey.file.name),),
    )


def _profile_row(here: Here, row: pd.Series) -> dict[str, str]:
    _ = translator(here.language)
    variable = row["variable"]
    label = fieldwork_words.derived(here.language).get(variable) or here.form.label(variable, here.language)
    if row["kind"] == "share":
        label += ": " + here.form.choice_labels(variable, here.language)[row["answer"]]
    write = percent if row["kind"] == "share" else number
    values = [write(row[name], here.language, 1) for name in ("estimate", "low", "high")]
    counted = number(row["count"], here.language) if row["kind"] == "share" else ""
    return {
        _("Worker or household"): label,
        _("Mean or share"): values[0],
        _("{confidence} interval").format(confidence=here.confidence): _("{low} to {high}").format(
            low=values[1], high=values[2]
        ),
        _("Workers"): counted,
        _("Answered"): number(row["n"], here.language),
    }
