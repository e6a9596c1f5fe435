"""All studies side by side, and what the place alone changes: the same pay against every regency's minimum wage.

A study's few numbers are kept in ``results/<study>/summary.csv`` and made anew when its files, the tables of wages or the
code change, so that comparing hundreds of studies costs little more than the last one.
"""

from __future__ import annotations

import io

import pandas as pd

from helpers import protection, studies, survey, wages
from helpers.facts import minimum_wages
from helpers.files import cache, paths
from helpers.language import UserError
from helpers.statistics.conventions import FULL_TIME_DIVISOR
from helpers.statistics.estimates import Design, estimate
from helpers.studies import Study

SUMMARY = "summary.csv"
MEASURES = ("v0", "mean_gap", "median_pay", "hours", "above_forty", "employment", "health")
COLUMNS = ["study", "regency", "year", "provenance", "measure", "estimate", "low", "high", "n"]


def summary(study: Study) -> pd.DataFrame:
    """Which few numbers tell of a study? Pay against the minimum, hours, protection, each with its interval.

    Parameters
    ----------
    study
        One study.

    Returns
    -------
    pandas.DataFrame
        ``study``, ``regency``, ``year``, ``provenance``, ``measure`` (`MEASURES`; those the study did not ask are left
        out), ``estimate``, ``low``, ``high``, ``n``. Pay is gross, by the hour; shares and gaps are fractions.
    """
    file = paths.results(study.name) / SUMMARY
    key = cache.key([study.folder, paths.data() / "reference", paths.data() / "questionnaire"], __name__)
    kept = cache.read(file, key)
    if kept:
        return pd.read_csv(io.StringIO(kept))
    made = _summarise(study)
    cache.write(file, key, made.to_csv(index=False, lineterminator="\n"))
    return made


def side_by_side() -> tuple[pd.DataFrame, dict[str, str]]:
    """Gather the summaries of all studies.

    Returns
    -------
    rows : pandas.DataFrame
        As of `summary`, study by study in the order of their names; studies whose survey is still to come are not there.
    problems : dict
        Study → why it cannot be read; it is then not among the rows.
    """
    parts: list[pd.DataFrame] = []
    problems: dict[str, str] = {}
    waiting = studies.waiting()
    for name in [name for name in studies.names() if name not in waiting]:
        try:
            parts.append(summary(studies.load(name)))
        except UserError as error:
            problems[name] = error.note
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    return rows, problems


def wide(rows: pd.DataFrame) -> pd.DataFrame:
    """Lay the summaries out with a line per study: the one table of results of a run over all studies.

    Returns
    -------
    pandas.DataFrame
        ``study``, ``regency``, ``year``, ``provenance``, ``n`` (most workers behind any measure), then ``<measure>``,
        ``<measure>_low`` and ``<measure>_high`` for each measure; missing where a study did not ask.
    """
    front = ["study", "regency", "year", "provenance"]
    table = rows.groupby(front, sort=False)["n"].max().reset_index()
    for measure in [name for name in MEASURES if (rows["measure"] == name).any()]:
        part = rows[rows["measure"] == measure].rename(
            columns={"estimate": measure, "low": f"{measure}_low", "high": f"{measure}_high"}
        )
        table = table.merge(part[["study", measure, f"{measure}_low", f"{measure}_high"]], on="study", how="left")
    return table


def same_pay_everywhere(
    workers: pd.DataFrame, pay: str, year: int, divisor: float = FULL_TIME_DIVISOR, design: Design = Design()
) -> pd.DataFrame:
    """What if the same home workers earned the same elsewhere? Their pay against every regency's minimum wage.

    Parameters
    ----------
    workers
        The cleaned survey.
    pay
        Column of hourly pay.
    year
        Of the minimum wages.
    divisor
        Hours of a month.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        One row per regency with a minimum wage of that year: ``regency``, ``minimum`` (rupiah a month), ``v0`` with
        ``v0_low`` and ``v0_high``, ``v1`` (average gap over all), ``n``; highest minimum first. Empty where no pay is known.
    """
    table = minimum_wages.of_year(year)
    rows = []
    for row in table.itertuples():
        by = wages.shortfall(workers, pay, wages.hourly_minimum(row.amount_idr, divisor), design).set_index("measure")
        if by.empty:
            break
        share = by.loc["v0"]
        rows.append(
            {
                "regency": row.regency,
                "minimum": row.amount_idr,
                "v0": share["estimate"],
                "v0_low": share["low"],
                "v0_high": share["high"],
                "v1": by.at["v1", "estimate"],
                "n": int(share["n"]),
            }
        )
    columns = ["regency", "minimum", "v0", "v0_low", "v0_high", "v1", "n"]
    return pd.DataFrame(rows, columns=columns)


def rates_everywhere(
    workers: pd.DataFrame, year: int, divisor: float = FULL_TIME_DIVISOR, design: Design = Design()
) -> pd.DataFrame:
    """Which piece rate would meet the minimum wage for each product in each regency?

    Parameters
    ----------
    workers
        The cleaned survey: its median minutes a piece and its costs a piece are taken everywhere.
    year
        Of the minimum wages.
    divisor
        Hours of a month.
    design
        The sample's design.

    Returns
    -------
    pandas.DataFrame
        ``regency``, ``minimum``, ``product``, ``minutes``, ``cost``, ``posted``, ``needed`` (rupiah a piece), ``n``.
    """
    pieces = wages.piece_rates_needed(workers, 1.0, design)[["product", "minutes", "cost", "posted", "n"]]
    table = minimum_wages.of_year(year)[["regency", "amount_idr"]].rename(columns={"amount_idr": "minimum"})
    both = table.merge(pieces, how="cross")
    hourly = both["minimum"] / divisor
    both["needed"] = wages.piece_rate_that_meets(hourly, both["minutes"], both["cost"])
    return both[["regency", "minimum", "product", "minutes", "cost", "posted", "needed", "n"]]


def _summarise(study: Study) -> pd.DataFrame:
    workers = survey.cleaned(study)
    minimum = wages.hourly_minimum(studies.minimum_wage(study).amount)
    parts = [wages.shortfall(workers, "hourly_gross", minimum).query("measure in ['v0', 'mean_gap']")]
    parts.append(estimate(workers, workers["hourly_gross"], "median", Design()).assign(measure="median_pay"))
    parts.append(estimate(workers, workers["hours_per_week"], "mean", Design()).assign(measure="hours"))
    shares = {"above_forty": protection.hours_beyond(workers)["week"]}
    blocks = protection.indicators(workers, studies.form(study))
    shares |= {name: blocks[name]["any"] for name in ("employment", "health") if name in blocks}
    parts += [estimate(workers, values, "share", Design()).assign(measure=name) for name, values in shares.items()]
    known = [part for part in parts if len(part)]
    rows = pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=COLUMNS)
    rows = rows.assign(study=study.name, regency=study.regency, year=study.year, provenance=study.provenance)
    order = {measure: place for place, measure in enumerate(MEASURES)}
    return rows.sort_values("measure", key=lambda names: names.map(order), kind="stable", ignore_index=True)[COLUMNS]
