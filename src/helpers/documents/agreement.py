"""Do two readers find the same? Agreement on codes, corrected for chance, with intervals over documents.

Cohen's kappa (1960) compares two coders, Krippendorff's alpha (2011) any number, with gaps; both are low where a code is
very rare or very common although nearly all decisions agree (the paradox of Feinstein and Cicchetti 1990), so that
prevalence, Gwet's AC1 (2008) and plain agreement stand beside them. A unit is a segment; a decision is whether a code is
there. Segments of one document are not independent: intervals draw whole documents.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

DRAWS, SEED = 1000, 1


#: Below this prevalence (or above one minus it) a chance-corrected figure says little.
RARE = 0.05


#: Codes found in fewer segments than this have no stable agreement.
FEW_SEGMENTS = 5


def decisions(codings: pd.DataFrame, segments: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Lay out every decision: was a code given to a segment by a coder?

    Parameters
    ----------
    codings
        ``segment_id``, ``coder``, ``code``.
    segments
        ``segment_id``: all segments that the coders read, those without any code among them.
    codes
        The codes, in order.

    Returns
    -------
    numpy.ndarray of bool
        Coders (sorted by name) by segments by codes.
    """
    coders = sorted(codings["coder"].unique())
    unit = pd.Series(np.arange(len(segments)), segments["segment_id"].to_numpy())
    out = np.zeros((len(coders), len(segments), len(codes)), dtype=bool)
    known = codings[codings["code"].isin(codes) & codings["segment_id"].isin(unit.index)]
    positions = (
        known["coder"].map({coder: position for position, coder in enumerate(coders)}),
        known["segment_id"].map(unit),
        known["code"].map({code: position for position, code in enumerate(codes)}),
    )
    out[tuple(position.to_numpy(dtype=int) for position in positions)] = True
    return out


def by_code(
    codings: pd.DataFrame,
    segments: pd.DataFrame,
    groups: dict[str, list[str]],
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """How well do two coders agree on each code, or on each family of codes?

    Parameters
    ----------
    codings
        ``segment_id``, ``coder`` (two of them: see `of_pair`), ``code``.
    segments
        ``segment_id``, ``document_id``.
    groups
        Name → codes; a group is given to a segment if any of its codes is.
    draws, seed
        Of the bootstrap over documents.

    Returns
    -------
    pandas.DataFrame
        One row per group: ``group``, ``both``, ``first``, ``second``, ``neither`` (segments), ``agreement`` (share of equal
        decisions), ``prevalence`` (mean share of segments), ``kappa``, ``alpha``, ``ac1``, each of the last three with
        ``_low`` and ``_high`` (95 %, percentiles over documents), ``unstable`` (fewer than `FEW_SEGMENTS` segments by
        either), ``paradox`` (kappa low although nearly all decisions agree, the code being rare or common).

    Raises
    ------
    ValueError
        Where there are more than two coders; with fewer the table is empty.
    """
    if codings["coder"].nunique() < 2:
        return pd.DataFrame(columns=["group", "unstable", "kappa"])
    codes = sorted({code for members in groups.values() for code in members})
    laid_out = decisions(codings, segments, codes)
    if laid_out.shape[0] != 2:
        raise ValueError(f"agreement by code compares two coders; there are {laid_out.shape[0]}.")
    place = {code: position for position, code in enumerate(codes)}
    first, second = (
        np.stack(
            [laid_out[coder][:, [place[code] for code in members]].any(axis=1) for members in groups.values()], axis=1
        )
        for coder in (0, 1)
    )
    document, names = pd.factorize(segments["document_id"], sort=True)
    cells = _cells_by_document(first, second, document, len(names))
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), draws).astype(float)
    whole = _measures(cells.sum(axis=0))
    # Documents by (groups x cells): one product gives every draw of every group.
    drawn = _measures((weights @ cells.reshape(len(names), -1)).reshape(draws, len(groups), 4))
    table = pd.DataFrame({"group": list(groups)})
    for position, name in enumerate(("both", "first", "second", "neither")):
        table[name] = cells.sum(axis=0)[:, position].astype(int)
    table["agreement"], table["prevalence"] = whole["agreement"], whole["prevalence"]
    for measure in ("kappa", "alpha", "ac1"):
        table[measure] = whole[measure]
        with np.errstate(invalid="ignore"):
            table[f"{measure}_low"], table[f"{measure}_high"] = _percentiles(drawn[measure])
    table["unstable"] = table["both"] + table[["first", "second"]].min(axis=1) < FEW_SEGMENTS
    extreme = (table["prevalence"] < RARE) | (table["prevalence"] > 1 - RARE)
    table["paradox"] = extreme & (table["agreement"] > 0.9) & (table["kappa"].fillna(0) < 0.6)
    return table


def _cells_by_document(first: np.ndarray, second: np.ndarray, document: np.ndarray, count: int) -> np.ndarray:
    """Count, for each document and group, segments with the code by both, only one, and neither (documents x groups x 4)."""
    out = np.zeros((count, first.shape[1], 4))
    for position, cell in enumerate((first & second, first & ~second, ~first & second, ~first & ~second)):
        np.add.at(out[:, :, position], document, cell)
    return out


def _measures(cells: np.ndarray) -> dict[str, np.ndarray]:
    both, only_first, only_second, neither = np.moveaxis(cells, -1, 0)
    n = both + only_first + only_second + neither
    agreement = (both + neither) / n
    one, two = (both + only_first) / n, (both + only_second) / n
    prevalence = (one + two) / 2
    by_chance = one * two + (1 - one) * (1 - two)
    ones = 2 * both + only_first + only_second
    zeros = 2 * n - ones
    with np.errstate(divide="ignore", invalid="ignore"):
        kappa = np.where(by_chance < 1, (agreement - by_chance) / (1 - by_chance), np.nan)
        alpha = np.where(ones * zeros > 0, 1 - (2 * n - 1) * (only_first + only_second) / (ones * zeros), np.nan)
    chance_gwet = 2 * prevalence * (1 - prevalence)
    ac1 = (agreement - chance_gwet) / (1 - chance_gwet)
    return {"agreement": agreement, "prevalence": prevalence, "kappa": kappa, "alpha": alpha, "ac1": ac1}


def _percentiles(drawn: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the 2.5 and 97.5 percentiles of each column, leaving out samples in which the measure does not exist."""
    with np.errstate(all="ignore"):
        usable = np.isfinite(drawn).sum(axis=0) >= drawn.shape[0] / 2
        filled = np.where(usable, drawn, 0.0)
        low, high = np.nanpercentile(filled, [2.5, 97.5], axis=0)
    return np.where(usable, low, np.nan), np.where(usable, high, np.nan)


def of_pair(codings: pd.DataFrame, segments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Which two coders can be compared, and on what?

    Of more than two coders those who share most documents are taken (then by name); only documents that both have coded
    count, since elsewhere a code that is missing may not have been looked for.

    Parameters
    ----------
    codings
        ``segment_id``, ``coder``, ``code``.
    segments
        ``segment_id``, ``document_id``.

    Returns
    -------
    codings, segments : pandas.DataFrame
        The rows of the two coders and of the documents that they share; both empty where no two share any.
    """
    document = codings["segment_id"].map(segments.set_index("segment_id")["document_id"])
    read = {coder: set(part) for coder, part in document.groupby(codings["coder"])}
    pairs = sorted(
        ((len(read[one] & read[other]), one, other) for one, other in combinations(sorted(read), 2)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    if not pairs or not pairs[0][0]:
        return codings[:0], segments[:0]
    _shared, one, other = pairs[0]
    common = segments[segments["document_id"].isin(read[one] & read[other])]
    kept = codings["coder"].isin([one, other]) & codings["segment_id"].isin(common["segment_id"])
    return codings[kept], common.reset_index(drop=True)


def disagreements(codings: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """List what one coder gave and the other did not, for the two to talk about.

    Returns
    -------
    pandas.DataFrame
        ``segment_id``, ``code``, ``given_by``, ``not_by``, and the columns of `segments`, by segment and code.
    """
    coders = sorted(codings["coder"].unique())
    wide = codings.assign(there=True).pivot_table(
        index=["segment_id", "code"], columns="coder", values="there", aggfunc="any", fill_value=False
    )
    rows = []
    for (segment, code), given in wide.iterrows():
        yes, no = [coder for coder in coders if given[coder]], [coder for coder in coders if not given[coder]]
        if yes and no:
            rows.append([segment, code, ";".join(yes), ";".join(no)])
    found = pd.DataFrame(rows, columns=["segment_id", "code", "given_by", "not_by"])
    return found.merge(segments, on="segment_id", how="left").sort_values(["segment_id", "code"], ignore_index=True)
