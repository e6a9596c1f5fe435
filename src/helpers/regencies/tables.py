"""Tables of notebook 06: minimum wages, the one table of results of all studies, and piece rates everywhere."""

from __future__ import annotations

import pandas as pd

from helpers.exhibits import Table, Workbook
from helpers.exhibits.declared import exhibit
from helpers.exhibits.here import Here
from helpers.language import number, percent, rupiah, translator
from helpers.regencies import words
from helpers.regencies.comparison import MEASURES
from helpers.survey.derive import COSTS

_UMK_FILE = "data/reference/regency_minimum_wages.csv"


@exhibit("06_minimum_wages_table")
def minimum_wages(here: Here, tiles: pd.DataFrame, year: int, since: int) -> Table:
    """Show level, rank and growth of every regency's minimum wage (`helpers.regencies.on_the_map`)."""
    _ = translator(here.language)
    rows = tiles.sort_values(["amount_idr", "regency"], ascending=[False, True], na_position="last", ignore_index=True)
    shown = pd.DataFrame(
        {
            _("Regency or city"): rows["regency"],
            _("Rank"): [number(rank, here.language) for rank in rows["rank"].astype(float)],
            _("Rupiah a month, {year}").format(year=year): [
                rupiah(amount, here.language) for amount in rows["amount_idr"]
            ],
            _("Growth a year since {since}").format(since=since): [
                percent(one, here.language) for one in rows["growth"]
            ],
        }
    )
    return Table(
        title=_("Minimum wages of the regencies and cities"),
        caption=_("Growth before inflation. A dash: no source in the tables gives the figure."),
        data=rows,
        shown=shown,
        sources=(_UMK_FILE,),
        rests_on="published",
    )


@exhibit("06_studies_table")
def studies(here: Here, rows: pd.DataFrame, problems: dict[str, str]) -> Table:
    """Show the one table of results: a line per study, its main numbers with intervals."""
    _ = translator(here.language)
    names = words.comparison_measures(here.language)
    asked = [measure for measure in MEASURES if (rows["measure"] == measure).any()]
    lines = []
    for (_name, regency, year, provenance), part in rows.groupby(
        ["study", "regency", "year", "provenance"], sort=False
    ):
        by = part.set_index("measure")
        mark = " *" if provenance == "demonstration" else ""
        line = {_("Study"): f"{regency} {year}{mark}"}
        for measure in asked:
            line[names[measure]] = (
                _cell(measure, by.loc[measure], here.language) if measure in by.index else _("not asked")
            )
        line["N"] = number(part["n"].max(), here.language)
        lines.append(line)
    caption = _(
        "Weighted estimates; in brackets {confidence} intervals. Each against the minimum wage of its own regency and year."
    ).format(confidence=here.confidence)
    if rows["provenance"].eq("demonstration").any():
        caption += " " + _("* Demonstration survey: invented, evidence of nothing.")
    if problems:
        caption += " " + _("Not read: {told}").format(
            told="; ".join(f"{name} ({why})" for name, why in problems.items())
        )
    return Table(
        title=_("All studies in one table"),
        caption=caption,
        data=rows,
        shown=pd.DataFrame(lines),
        sources=(_("surveys of all studies under data/studies"), _UMK_FILE),
    )


def _cell(measure: str, row: pd.Series, language: str) -> str:
    def write(value: float) -> str:
        if measure == "median_pay":
            return rupiah(value, language)
        return number(value, language, 1) if measure == "hours" else percent(value, language, 0)

    _ = translator(language)
    return _("{estimate} ({low} to {high})").format(
        estimate=write(row["estimate"]), low=write(row["low"]), high=write(row["high"])
    )


@exhibit("06_rates", needs=("rate_per_unit", "rate_unit", "minutes_per_unit", "units_per_week", *COSTS))
def rates(here: Here, rows: pd.DataFrame) -> Workbook | None:
    """Gather the piece rates that would meet the minimum wage: a regency a row, a product a column."""
    _ = translator(here.language)
    if rows["needed"].isna().all():
        return None
    products = here.form.choice_labels("product", here.language)
    wide = rows.pivot_table(index=["regency", "minimum"], columns="product", values="needed").reset_index()
    wide = wide.sort_values(["minimum", "regency"], ascending=[False, True], ignore_index=True)
    named = wide.rename(
        columns={**products, "regency": _("Regency or city"), "minimum": _("Minimum wage, rupiah a month")}
    )
    named = named.round(0)
    about = rows.drop_duplicates("product")[["product", "minutes", "cost", "posted", "n"]].copy()
    about["product"] = about["product"].map(products)
    about.columns = [_("Product"), _("Minutes a piece"), _("Costs a piece"), _("Paid"), _("Workers")]
    caption = _(
        "Rupiah a piece (a kilogram of patchwork, a sack of straws): hourly minimum over 173 hours times the study's median "
        "minutes, plus its costs a piece."
    )
    if here.study.is_demonstration:
        caption += " " + _("DEMONSTRATION DATA: minutes, costs and paid rates are invented.")
    note = pd.DataFrame({_("Read this first"): [caption]})
    return Workbook(
        title=_("The piece rate that would meet the minimum wage, in every regency"),
        caption=caption,
        sheets={_("Read this first"): note, _("Rates"): named, _("Minutes and costs"): about},
        sources=(_("{file} of the study").format(file=here.study.survey.file.name), _UMK_FILE),
    )
