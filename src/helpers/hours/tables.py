"""Tables of notebook 03: the nested models, the tests of the main one."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import Table
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.hours import words
from helpers.language import number, percent, translator


@exhibit("03_models_table")
def models(here: Here, rows: pd.DataFrame, weighted: bool = False) -> Table:
    """Show the four nested models side by side (`helpers.hours.main_table`), as a paper prints them."""
    _ = translator(here.language)
    names = words.hours_models(here.language)
    lines: dict[str, list[str]] = {
        _("Elasticity of weekly hours to the piece rate"): [
            number(value, here.language, 3) for value in rows["coefficient"]
        ],
        _("CR1 standard error"): [f"({number(value, here.language, 3)})" for value in rows["se_cr1"]],
        _("CR2 standard error"): [f"({number(value, here.language, 3)})" for value in rows["se_cr2"]],
        _("Satterthwaite degrees of freedom"): [number(value, here.language, 1) for value in rows["df"]],
        _("{confidence} interval, CR2").format(confidence=here.confidence): [
            _interval(row.low, row.high, here.language) for row in rows.itertuples()
        ],
        _("p, CR2"): [number(value, here.language, 3) for value in rows["p_cr2"]],
        _("p, wild cluster bootstrap"): [number(value, here.language, 3) for value in rows["p_bootstrap"]],
        _("{confidence} interval, bootstrap").format(confidence=here.confidence): [
            _interval(row.low_bootstrap, row.high_bootstrap, here.language) for row in rows.itertuples()
        ],
        _("Product effects"): [_("yes")] * len(rows),
        _("Kecamatan effects"): [_("no") if model == "product" else _("yes") for model in rows["model"]],
        _("Person and work"): [_("yes") if model in ("person", "main") else _("no") for model in rows["model"]],
        _("Giver of work, group"): [_("yes") if model == "main" else _("no") for model in rows["model"]],
        _("Workers"): [number(value, here.language) for value in rows["n"]],
        _("Villages"): [number(value, here.language) for value in rows["clusters"]],
        _("R²"): [number(value, here.language, 3) for value in rows["r2"]],
    }
    shown = pd.DataFrame.from_dict(lines, orient="index", columns=[names[model] for model in rows["model"]])
    return Table(
        title=_("Weekly hours on the posted piece rate"),
        caption=_(
            "Outcome: log weekly hours. Regressor: log posted rate for one piece. Standard errors by village. {weights}"
        ).format(weights=_("Weighted by the sampling weights.") if weighted else _("Unweighted.")),
        data=rows,
        shown=shown.rename_axis(_("Model")).reset_index(),
        sources=_sources(here),
    )


@exhibit("03_diagnostics_table")
def diagnostics(here: Here, rows: pd.DataFrame) -> Table:
    """Show the tests of the main model, each with what it says (`helpers.hours.diagnostics.tests`)."""
    _ = translator(here.language)
    names, says = words.diagnostics(here.language), words.diagnostic_verdicts(here.language)
    lines = [
        {
            _("Check"): names[row.check],
            _("Value"): percent(row.value, here.language)
            if row.check == "largest_cluster"
            else number(row.value, here.language, 2),
            _("p"): number(row.p, here.language, 3) if pd.notna(row.p) else "",
            _("What it says"): says[row.check][int(row.worry)],
        }
        for row in rows.itertuples()
    ]
    return Table(
        title=_("Checks of the main model"),
        caption=_("A test that finds nothing does not show that there is nothing; the sample is small."),
        data=rows,
        shown=pd.DataFrame(lines),
        sources=_sources(here),
    )


def _interval(low: float, high: float, language: str) -> str:
    _ = translator(language)
    return _("{low} to {high}").format(low=number(low, language, 2), high=number(high, language, 2))


def _sources(here: Here) -> tuple[str, ...]:
    _ = translator(here.language)
    return (_("{file} of the study").format(file=here.study.survey.file.name),)
