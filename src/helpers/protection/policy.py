"""Which rules reach home workers, and where are the gaps? Instruments against kinds of protection, and a timeline.

A pair of instrument and dimension that is not in the table means that nothing was found in the sources, not that there
is nothing. A rule that reaches home workers only *implicitly* hangs on being recognised as an employee.
"""

from __future__ import annotations

import pandas as pd

from helpers.facts import law

#: What each level of the gap means, from none to all. The score orders; it does not measure.
GAP_NAMED, GAP_IF_RECOGNISED, GAP_WITH_EXCLUSIONS, GAP_OPEN = 0, 1, 2, 3
_LEVELS = {level: place for place, level in enumerate(law.LEVELS)}


def matrix(regency: str) -> pd.DataFrame:
    """Which instrument says what about each kind of protection?

    Parameters
    ----------
    regency
        Whose own rules and papers count at the level of the regency; those of other regencies are left out.

    Returns
    -------
    pandas.DataFrame
        The rows of `helpers.facts.law.legal_instruments`, international to regency, within a level by year (undated last)
        and identifier; without ``regency``, which is the asked one wherever it is filled.
    """
    rows = law.legal_instruments()
    rows = rows[(rows["level"] != "regency") | (rows["regency"] == regency)].copy()
    rows["level_place"] = rows["level"].map(_LEVELS)
    dimensions = {name: place for place, name in enumerate(law.PROTECTION_DIMENSIONS)}
    rows["dimension_place"] = rows["protection_dimension"].map(dimensions)
    order = ["level_place", "year", "instrument_id", "dimension_place"]
    sorted_rows = rows.sort_values(order, kind="stable", na_position="last", ignore_index=True)
    return sorted_rows.drop(columns=["regency", "level_place", "dimension_place"])


def gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """How far is each kind of protection from reaching home workers by a rule in force?

    Parameters
    ----------
    rows
        Instruments and dimensions, as of `matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per dimension, in their order:

        - ``gap``: 0 a rule in force names home workers; 1 a rule in force reaches them if they are recognised as
          employees or join by themselves; 2 the same, but another rule in force takes many of them out; 3 rules in force
          leave them out or are silent; missing where nothing was found;
        - ``in_force``, ``excluding``: numbers of rules in force that reach them, and that take them out;
        - ``draft``: drafts that name them; ``convention``: whether ILO Convention 177, not ratified, names them;
        - ``decisions``: rulings, which bind their parties and not others;
        - ``regional``: rows at the level of province or regency, of any kind.
    """
    found = [
        _gap(dimension, rows[rows["protection_dimension"] == dimension]) for dimension in law.PROTECTION_DIMENSIONS
    ]
    return pd.DataFrame(found).astype({"gap": "Int64"})


def _gap(dimension: str, rows: pd.DataFrame) -> dict[str, object]:
    force = rows[rows["status"] == "in_force"]
    reach = force[force["coverage"].isin(["explicit", "implicit"])]
    out = force[force["coverage"] == "excluded"]
    if (reach["coverage"] == "explicit").any():
        gap = GAP_NAMED
    elif len(reach):
        gap = GAP_WITH_EXCLUSIONS if len(out) else GAP_IF_RECOGNISED
    else:
        gap = GAP_OPEN if len(force) else pd.NA
    named = rows["coverage"] == "explicit"
    return {
        "dimension": dimension,
        "gap": gap,
        "in_force": len(reach),
        "excluding": len(out),
        "draft": int((named & (rows["status"] == "draft")).sum()),
        "convention": bool((named & (rows["status"] == "ratified_not")).any()),
        "decisions": int((rows["status"] == "decision").sum()),
        "regional": int(rows["level"].isin(["provincial", "regency"]).sum()),
    }


def timeline(rows: pd.DataFrame) -> pd.DataFrame:
    """When did laws, drafts and rulings come?

    Parameters
    ----------
    rows
        Instruments and dimensions, as of `matrix`.

    Returns
    -------
    pandas.DataFrame
        One row per instrument: ``instrument_id``, ``label_en``, ``label_id``, ``level``, ``status``, ``year`` (missing where the
        sources give none), ``names_home_workers`` (bool: explicit on any kind of protection); by year, undated last.
    """
    named = rows.groupby("instrument_id")["coverage"].agg(lambda values: (values == "explicit").any())
    columns = ["instrument_id", "label_en", "label_id", "level", "status", "year"]
    table = rows.drop_duplicates("instrument_id")[columns]
    table = table.assign(names_home_workers=table["instrument_id"].map(named).astype(bool))
    return table.sort_values(["year", "instrument_id"], kind="stable", na_position="last", ignore_index=True)
