"""Where a study takes place: its villages, its form, its minimum wage."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from helpers.facts import checked, minimum_wages
from helpers.facts.minimum_wages import MinimumWage
from helpers.files import numbers, paths
from helpers.files.tables import need_columns, read_table
from helpers.form import questionnaire
from helpers.language import Note, UserError
from helpers.studies.model import Study

_COUNTED = "villages or workers"  # no word that people write behind a number names this unit
PLACE_COLUMNS = ("kecamatan", "kecamatan_label", "desa", "desa_label", "villages_total", "workers_listed")


def places(study: Study) -> pd.DataFrame:
    """Read the villages of the study's sample; see `read_places`."""
    return read_places(study.survey.places)


def read_places(file: Path) -> pd.DataFrame:
    """Read a table of villages.

    Parameters
    ----------
    file
        One row per village of the sample.

    Returns
    -------
    pandas.DataFrame
        A row per village: ``kecamatan``, ``kecamatan_label``, ``desa``, ``desa_label``, ``villages_total`` (villages
        with home work in the kecamatan), ``workers_listed`` (home workers listed in the village).
    """
    where = paths.relative(file)
    table = read_table(file, may_be_empty=True)
    if table.empty:
        raise UserError(
            "{file}: there is no village yet. Fill in one row per village of the sample ({columns}).",
            file=where,
            columns=", ".join(PLACE_COLUMNS),
        )
    need_columns(table, PLACE_COLUMNS, file, Note("Add it, one row per village."))
    table = table[list(PLACE_COLUMNS)].apply(lambda column: column.str.strip())
    for name in PLACE_COLUMNS:
        blank = table.index[table[name] == ""]
        if len(blank):
            raise UserError(
                "{file}, row {row}, {column}: nothing is there. Fill it in.", file=where, row=blank[0], column=name
            )
    doubled = table.index[table["desa"].duplicated()]
    if len(doubled):
        raise UserError(
            "{file}, row {row}, desa: {value!r} stands twice. Give each village one row.",
            file=where,
            row=doubled[0],
            value=table.at[doubled[0], "desa"],
        )
    for name in PLACE_COLUMNS[4:]:
        counts = table[name].map(_count)
        wrong = table.index[~((counts >= 1) & (counts % 1 == 0))]
        if len(wrong):
            raise UserError(
                "{file}, row {row}, {column}: {value!r} is not a whole number from 1 on. Write how many there are.",
                file=where,
                row=wrong[0],
                column=name,
                value=table.at[wrong[0], name],
            )
        table[name] = counts.map(numbers.write_number)
    return checked.validated(table, places_schema(), file).reset_index(drop=True)


def _count(text: str) -> float:
    """Read a count as people write it, with signs between thousands; a word behind it makes it something else."""
    return numbers.read_number(text, thousands=True, unit=_COUNTED)[0]


def places_schema() -> pa.DataFrameSchema:
    """Return the schema of the villages of a study's sample."""
    return pa.DataFrameSchema(
        {
            "kecamatan": checked.text(Note("the name in the data")),
            "kecamatan_label": checked.text(Note("the name for people")),
            "desa": checked.key(Note("the name in the data"), ".+"),
            "desa_label": checked.text(Note("the name for people")),
            "villages_total": checked.whole(1, 1_000),
            "workers_listed": checked.whole(1, 100_000),
        }
    )


def form(study: Study) -> questionnaire.Questionnaire:
    """Return the questionnaire with the study's own districts and villages as choices."""
    return questionnaire.with_places(questionnaire.load(), places(study))


def minimum_wage(study: Study, year: int | None = None) -> MinimumWage:
    """Which minimum wage applies in the study's regency?

    What ``minimum_wage:`` of ``study.yaml`` says comes before the collection's tables; an amount given there applies to
    the study's own year only.

    Parameters
    ----------
    study
        The study.
    year
        Another year than the study's own; None for its own.

    Raises
    ------
    UserError
        If there is none, as `helpers.facts.minimum_wages.minimum_wage`.
    """
    given = study.given_minimum_wage
    own = minimum_wages.Given(float(given["amount"]), given["source"], study.regency, study.year) if given else None
    return minimum_wages.minimum_wage(
        study.regency,
        study.year if year is None else year,
        given=own,
        table=study.minimum_wages,
        province=study.province if study.province_has_minimum_wage else None,
    )
