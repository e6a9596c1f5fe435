"""How do weekly hours move with the piece rate? A regression on the posted rate, and what it rests on.

``ln hours = eta ln(piece rate) + controls + product and kecamatan effects``. The regressor is the rate that is *posted*
for a piece: hourly earnings would have the hours of the left side in their denominator, and any error in recalled hours
would then push the estimate towards -1 (see `helpers.hours.earnings`). ``eta`` is descriptive: theory gives it no sign.
Who works for a target works less when the rate rises; who is given as much work as she asks for may work more; who takes
whatever the intermediary brings has no choice of hours at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm

from helpers.hours.sample import CLUSTER
from helpers.language import Joined, Note, TooFewAnswers
from helpers.statistics import bootstrap as statistics_bootstrap
from helpers.statistics import clusters as statistics_clusters

REGRESSOR = "log_rate"


#: Controls by block, in the order in which the nested columns take them up.
BLOCKS: Mapping[str, tuple[str, ...]] = {
    "person": ("age", "age_squared", "education", "children_under_six", "household_size"),
    "work": ("years_home_work",),
    "relations": ("work_giver", "group_member"),
}


CATEGORIES = ("education", "work_giver", "group_member", "product", "kecamatan", "sex", CLUSTER)


@dataclass(frozen=True)
class Model:
    """What a regression has on its right side.

    Attributes
    ----------
    name
        How it is called in tables.
    outcome, regressor
        Columns of the sample.
    controls
        Columns of the sample; a category becomes a set of indicators, its most frequent value left out.
    effects
        Categories whose every value gets a level of its own.
    weighted
        Whether the sampling weights are used.
    interact
        A column that the regressor, less its product's mean, is multiplied by, too; empty for none.
    """

    name: str
    outcome: str = "log_hours"
    regressor: str = REGRESSOR
    controls: tuple[str, ...] = tuple(name for block in BLOCKS.values() for name in block)
    effects: tuple[str, ...] = ("product", "kecamatan")
    weighted: bool = False
    interact: str = ""


@dataclass(frozen=True)
class Fit:
    """A fitted model.

    Attributes
    ----------
    model
        What was asked for.
    result
        The fit by `statsmodels`.
    clusters
        The village of each row.
    rows
        Index of the rows in the sample.
    left_out
        Controls that could not enter, with the reason: ``absent``, ``constant`` or ``collinear``.
    """

    model: Model
    result: Any
    clusters: pd.Series
    rows: pd.Index
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def coefficient(self) -> float:
        """Return the coefficient of the regressor."""
        return float(self.result.params[self.model.regressor])

    @property
    def residuals(self) -> pd.Series:
        """Return the residuals on the rows of the sample."""
        return pd.Series(np.asarray(self.result.resid), self.rows)


MAIN = Model("main")


def fit(sample: pd.DataFrame, model: Model = MAIN) -> Fit:
    """Fit one model by ordinary or weighted least squares.

    Parameters
    ----------
    sample
        Of `helpers.hours.sample.sample_of`, or part of it.
    model
        What is on either side.

    Returns
    -------
    Fit
        Rows with a missing value in any variable of the model are left out. A control that the study does not have,
        that is the same for everyone, or that the others determine is left out and listed.
    """
    complete, usable, left_out = _complete_rows(sample, model)
    rate = complete[model.regressor].to_numpy(dtype=float)
    columns = {"const": np.ones(len(complete))}
    for name in model.effects:
        columns |= _columns_of(complete[name], name)
    for name in usable:
        columns |= _columns_of(complete[name], name)
    if model.interact:
        # Less its product's mean: the products' rates have no common unit, and differ for other reasons.
        within = rate - complete[model.regressor].groupby(complete["product"]).transform("mean").to_numpy()
        other = _interaction(complete[model.interact])
        if model.interact not in usable:
            columns[model.interact] = other
        columns[f"{model.regressor} x {model.interact}"] = within * other
    columns[model.regressor] = rate
    design, dropped = _independent(pd.DataFrame(columns, index=complete.index))
    if model.regressor in dropped:
        raise TooFewAnswers(
            "hours: {regressor} does not vary within {effects}, so it has no elasticity of its own. Leave an effect out, or "
            "describe the rates in words.",
            regressor=model.regressor,
            effects=Joined(model.effects, Note(" and ")),
        )
    left_out |= {name: "collinear" for name in usable if not _enters(name, design.columns)}
    outcome = complete[model.outcome]
    if model.weighted:
        weights = complete["weight"] / complete["weight"].mean()
        result = sm.WLS(outcome, design, weights=weights).fit()
    else:
        result = sm.OLS(outcome, design).fit()
    return Fit(model, result, complete[CLUSTER], complete.index, left_out)


def nested_models(weighted: bool = False) -> list[Model]:
    """Return the four columns of the main table: product, kecamatan, person and work, relations."""
    person = BLOCKS["person"] + BLOCKS["work"]
    return [
        Model("product", controls=(), effects=("product",), weighted=weighted),
        Model("kecamatan", controls=(), weighted=weighted),
        Model("person", controls=person, weighted=weighted),
        replace(MAIN, weighted=weighted),
    ]


def summarise(fitted: Fit, seed: int = 1, bootstrap: bool = True) -> dict[str, Any]:
    """Bring one fit's coefficient of the rate together with every kind of inference.

    Returns
    -------
    dict
        ``model``, ``coefficient``, ``se_cr1``, ``se_cr2``, ``df`` (Satterthwaite), ``p_cr2``, ``low``, ``high`` (CR2),
        ``p_bootstrap``, ``low_bootstrap``, ``high_bootstrap`` (missing without `bootstrap`), ``n``, ``clusters``,
        ``r2``.
    """
    name = fitted.model.regressor
    stata = statistics_clusters.cluster_table(fitted.result, fitted.clusters, "CR1", [name]).loc[name]
    adjusted = statistics_clusters.cr2(fitted.result, fitted.clusters, [name]).loc[name]
    out = {
        "model": fitted.model.name,
        "coefficient": fitted.coefficient,
        "se_cr1": stata["se"],
        "se_cr2": adjusted["se"],
        "df": adjusted["df"],
        "p_cr2": adjusted["p"],
        "low": adjusted["low"],
        "high": adjusted["high"],
        "p_bootstrap": np.nan,
        "low_bootstrap": np.nan,
        "high_bootstrap": np.nan,
        "n": int(fitted.result.nobs),
        "clusters": fitted.clusters.nunique(),
        "r2": fitted.result.rsquared,
    }
    if bootstrap:
        drawn = statistics_bootstrap.wild_cluster_bootstrap(fitted.result, fitted.clusters, name, seed=seed)
        out |= {"p_bootstrap": drawn.p, "low_bootstrap": drawn.low, "high_bootstrap": drawn.high}
    return out


def main_table(sample: pd.DataFrame, weighted: bool = False, seed: int = 1) -> pd.DataFrame:
    """Estimate the four nested models, one row each; see `summarise`."""
    return pd.DataFrame([summarise(fit(sample, model), seed) for model in nested_models(weighted)])


def _complete_rows(sample: pd.DataFrame, model: Model) -> tuple[pd.DataFrame, list[str], dict[str, str]]:
    """Choose the controls that vary among the rows in which everything is known, and these rows.

    Leaving a control out can bring rows back that lacked it, so the two are settled in turn.
    """
    left_out = {name: "absent" for name in model.controls if name not in sample.columns or sample[name].isna().all()}
    while True:
        usable = [name for name in model.controls if name not in left_out]
        wanted = [
            model.outcome,
            model.regressor,
            *usable,
            *model.effects,
            *([model.interact] if model.interact else []),
        ]
        known = sample[list(dict.fromkeys(wanted))].notna().all(axis=1)
        # Only what the fit needs: a survey has many more columns, and copying them takes most of the time.
        complete = sample.loc[known, list(dict.fromkeys([*wanted, "product", "weight", CLUSTER]))]
        constant = [name for name in usable if complete[name].nunique() < 2]
        if not constant:
            return complete, usable, left_out
        left_out |= dict.fromkeys(constant, "constant")


def _enters(control: str, columns: pd.Index) -> bool:
    """Whether a control has a column of its own in the design."""
    return control in columns or any(str(column).startswith(f"{control}: ") for column in columns)


def _interaction(values: pd.Series) -> np.ndarray:
    """Turn what the rate is multiplied by into numbers: yes is 1, a count less its mean."""
    if values.dtype.kind in "fiu":
        return (values - values.mean()).to_numpy(dtype=float)
    return (values == "yes").to_numpy(dtype=float)


def _columns_of(values: pd.Series, name: str) -> dict[str, np.ndarray]:
    if name not in CATEGORIES:
        return {name: values.to_numpy(dtype=float)}
    codes, found = pd.factorize(values, sort=True)
    # The most frequent value is the base; ties go by name, so that it does not depend on the order of rows.
    base = int(np.argmax(np.bincount(codes)))
    return {f"{name}: {value}": (codes == code).astype(float) for code, value in enumerate(found) if code != base}


def _independent(design: pd.DataFrame) -> tuple[pd.DataFrame, Sequence[str]]:
    """Leave out columns that earlier ones determine, so that every coefficient that stays is identified."""
    scaled = design.to_numpy() / np.maximum(np.linalg.norm(design.to_numpy(), axis=0), 1e-300)
    _q, triangle = np.linalg.qr(scaled)
    keep = np.abs(np.diag(triangle)) > 1e-9
    if keep.all():
        return design, []
    # After the first dependent column the diagonal no longer tells: take the columns one by one.
    kept: list[int] = []
    for column in range(scaled.shape[1]):
        trial = scaled[:, [*kept, column]]
        if np.linalg.matrix_rank(trial, tol=1e-9) == len(kept) + 1:
            kept.append(column)
    dropped = [str(name) for position, name in enumerate(design.columns) if position not in kept]
    return design.iloc[:, kept], dropped
