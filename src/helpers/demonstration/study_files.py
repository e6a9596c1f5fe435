"""The files of the demonstration study ``kab-semarang-2021``, written from one seed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pandera.pandas as pa

from helpers import files
from helpers.demonstration import dirt, export, process, workers
from helpers.facts import checked
from helpers.form import questionnaire
from helpers.language import Note

STUDY = "kab-semarang-2021"
SEED = 20210906
HEADER_ROWS = 1


def make(seed: int = SEED) -> dict[str, pd.DataFrame]:
    """Draw the demonstration survey.

    Parameters
    ----------
    seed
        The same seed gives the same tables.

    Returns
    -------
    dict of pandas.DataFrame
        ``places`` (sampling frame), ``survey`` (the export, all text), ``planted`` (the errors in it: ``row`` as a
        spreadsheet counts, the header being row 1), ``truth`` (the answers before any error).
    """
    rng = np.random.default_rng(seed)
    places = process.draw_places(rng)
    form = questionnaire.with_places(questionnaire.load(), places)
    interviews = export.draw_interviews(workers.draw_workers(places, rng), rng)
    truth = export.as_text(interviews, form)
    answers, planted = dirt.plant(truth, form, rng)
    survey = export.kobo_layout(answers, form, rng)
    listed = pd.DataFrame(planted)
    listed.insert(0, "row", listed.pop("position").astype(int) + 1 + HEADER_ROWS)
    listed = listed.sort_values(["row", "field"], kind="stable", ignore_index=True)
    return {"places": places, "survey": survey, "planted": listed, "truth": truth}


def planted_schema() -> pa.DataFrameSchema:
    """Return the schema of the errors planted in a demonstration survey."""
    return pa.DataFrameSchema(
        {
            "row": checked.whole(2, 1_000_000),
            "field": checked.text(Note("a question of the form")),
            "kind": checked.text(Note("what kind of error it is"), "[a-z_]+"),
            "written": checked.text(Note("what is written in survey.csv"), blank=True),
            "truth": checked.text(Note("the value that was drawn"), blank=True),
            "outcome": checked.choice(["corrected", "blanked", "missing", "rejected"]),
        }
    )


def write(folder: Path, seed: int = SEED) -> list[Path]:
    """Write ``places.csv``, ``survey.csv``, ``survey.xlsx``, ``planted_errors.csv`` and ``process.md`` into `folder`.

    Returns
    -------
    list of Path
        The files that were written.
    """
    tables = make(seed)
    files.write_csv(folder / "places.csv", tables["places"])
    files.write_text(folder / "survey.csv", kobo_csv(tables["survey"]))
    files.write_xlsx(folder / "survey.xlsx", {"Home workers survey": _typed(tables["survey"])})
    files.write_csv(folder / "planted_errors.csv", tables["planted"])
    files.write_text(folder / "process.md", describe(process.Process()))
    names = ("places.csv", "survey.csv", "survey.xlsx", "planted_errors.csv", "process.md")
    return [folder / name for name in names]


def kobo_csv(survey: pd.DataFrame) -> str:
    """Write the table as KoboToolbox writes CSV: semicolons, every field quoted, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(survey.columns)
    writer.writerows(survey.itertuples(index=False))
    return out.getvalue()


def _typed(survey: pd.DataFrame) -> pd.DataFrame:
    """Turn what reads as a plain number into a number cell, as the XLSX export does; the rest stays text."""
    identifiers = {"nik", "phone", "_uuid", "gps"}
    return survey.apply(lambda column: column if column.name in identifiers else column.map(_number_or_text))


def _number_or_text(text: str) -> object:
    if text == "":
        return None
    try:
        value = float(text)
    except ValueError:
        return text
    # "1.400" was typed as a text, and stays one: as a number it would be 1.4.
    if f"{value:.15g}" != text:
        return text
    return int(value) if value.is_integer() else value


def describe(parameters: process.Process) -> str:
    """Write the process down for readers: true parameters, and what each product's settings rest on."""
    settings = "\n".join(f"| `{name}` | {value:g} |" for name, value in vars(parameters).items())
    products = "\n".join(
        f"| {name} | {row.base_rate:,} | {row.minutes:g} | {', '.join(row.units)} | {row.hours_effect:+.2f} | "
        f"{row.materials:,} | {row.published.replace(';', ', ')} | {row.reading} |"
        for name, row in process.PRODUCTS.iterrows()
    )
    return _DESCRIPTION.format(model=process.__doc__.split("\n", 2)[2].strip(), settings=settings, products=products)


_DESCRIPTION = """# How the demonstration survey was made

**Nobody in this survey exists.** Its workers, villages and answers are drawn by `helpers.demonstration` from the
parameters below, so that the notebooks can be tried before a field survey is there. No number computed from it says
anything about real home workers. This page is written by `python -m helpers demonstration`.

{model}

Costs, helpers and protection: each monthly cost is a gamma draw around its mean, in proportion to hours, borne by a
share of the workers (electricity 18,000 by 92 %, materials by product 75 %, tools 9,000 by 55 %, transport 16,000 by
45 %). Unpaid help falls to a share of the workers, by chance; it raises output and never the recorded own hours. Group
membership is common only in villages where an NGO works. Work-accident cover has log-odds
-2.9 + 1.5 group member + 0.8 factory; knowing the UMK -1.2 + 1.7 group member; asking for a raise -2.1 + 1.3 group member.

## True parameters

| parameter | value |
|---|---|
{settings}

## Products, and what their settings rest on

Rates and minutes are for one piece (pair, box), kilogram or sack, in rupiah of 2021; materials are rupiah a month.
`published` names rows of `data/evidence/published_pay.csv`. Published rates are single cases, often years older: the
settings are of their size, not estimates.

| product | base rate | minutes | units of pay | effect on log hours | materials | published | reading |
|---|---|---|---|---|---|---|---|
{products}

## Planted errors

`planted_errors.csv` lists each error planted into `survey.csv`: its row (as a spreadsheet counts), its question, what
was written, what is true, and what a careful cleaner can do (`corrected`, `blanked`, `missing`, `rejected`).
"""
