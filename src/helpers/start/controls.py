"""Controls of notebook 00: the explorer and the piece-rate calculator, for a live kernel.

Without one (on GitHub, nbviewer, or a saved page) the notebook shows the static view above them and a line that says how to
get a kernel.
"""

from __future__ import annotations

import base64
import gc
import html
import itertools
from typing import Any

import ipywidgets as widgets
import pandas as pd

from helpers import studies, survey
from helpers.exhibits import Shown
from helpers.exhibits.here import Here
from helpers.exhibits.provenance import from_survey
from helpers.facts import minimum_wages, reference
from helpers.form.questionnaire import Questionnaire
from helpers.form.units import UNIT_SIZES
from helpers.language import LANGUAGES, UserError, in_language, translator
from helpers.start import explorer, explorer_chart
from helpers.studies import Study
from helpers.wages import calculator
from helpers.wages.words import pay_definitions

_WIDE = widgets.Layout(width="360px")
_LABEL = {"description_width": "150px"}
_NUMBERS = itertools.count(1)


class Live:
    """Controls that a live kernel shows; elsewhere a line says how to bring them to life."""

    def __init__(self, box: widgets.Widget, language: str) -> None:
        self.box = box
        self._language = language

    def _ipython_display_(self) -> None:
        from IPython.display import display

        _ = translator(self._language)
        words = _("Controls stand here when a kernel runs: make lab, or Binder. Above is what they show at first.")
        view = {"model_id": self.box.model_id, "version_major": 2, "version_minor": 0}
        bundle = {"application/vnd.jupyter.widget-view+json": view, "text/markdown": f"*{words}*", "text/plain": words}
        display(bundle, raw=True)


def at_first(workers: pd.DataFrame, study: Study, language: str) -> Shown:
    """Return what the explorer shows at first, as a picture with its sentences: for where no kernel runs."""
    choice = explorer.Choice(year=study.year)
    view = explorer.look(workers, choice, study, language)
    picture = base64.b64encode(explorer_chart.distribution(view, choice, study, language)).decode("ascii")
    return Shown("image/png", picture, " ".join(view.sentences).replace("**", ""), " ".join(view.sentences))


def explore_studies(study: Study, language: str) -> Live:
    """Return the explorer with the choice of a study on top; it begins with `study`."""
    _ = translator(language)
    there = [studies.load(name) for name in studies.names() if name not in studies.waiting()]
    chosen = _dropdown(_("Study"), [(one.title.get(language, one.title["en"]), one.name) for one in there], study.name)
    below = widgets.VBox()

    def open_study(_change: Any = None) -> None:
        try:
            opened = studies.load(chosen.value)
            found = explore(survey.cleaned(opened), studies.form(opened), opened, language).box.children
        except UserError as error:
            found = (widgets.HTML(_paragraphs([in_language(error, language)])),)
        below.children = found

    return _assembled([chosen], [below], open_study, "studies", language)


def explore(workers: pd.DataFrame, form: Questionnaire, study: Study, language: str) -> Live:
    """Return the explorer: part of the workers, kind of pay, hours of the month, year of the minimum wage.

    Parameters
    ----------
    workers
        The cleaned survey.
    form, study, language
        For the words.
    """
    _ = translator(language)
    everybody = (_("all"), explorer.EVERYBODY)
    parts = {
        name: _dropdown(form.label(name, language), [everybody, *_there(workers, form, name, language)])
        for name in explorer.PARTS
    }
    pay = _dropdown(_("Pay"), [(label, name) for name, label in pay_definitions(language).items()])
    per = _dropdown(_("Held"), [(_("by the hour"), False), (_("by the month"), True)])
    divisor = _dropdown(_("Hours a month"), [("173", 173), ("126", 126)])
    years = sorted(minimum_wages.regency_minimum_wages()["year"].unique())
    year = widgets.IntSlider(
        value=study.year,
        min=int(min(years[0], study.year)),
        max=int(max(years[-1], study.year)),
        description=_("UMK of"),
        layout=_WIDE,
        style=_LABEL,
        continuous_update=False,
    )
    picture, said = widgets.Image(format="png", layout=widgets.Layout(max_width="660px")), widgets.HTML()

    def update(_change: Any = None) -> None:
        choice = explorer.Choice(
            **{name: control.value for name, control in parts.items()},
            pay=pay.value,
            monthly=per.value,
            divisor=divisor.value,
            year=year.value,
        )
        view = explorer.look(workers, choice, study, language)
        picture.value = explorer_chart.distribution(view, choice, study, language)
        said.value = _paragraphs(view.sentences)

    return _assembled([*parts.values(), pay, per, divisor, year], [picture, said], update, "explorer", language)


def calculated_at_first(workers: pd.DataFrame, form: Questionnaire, study: Study, language: str) -> str:
    """Write what the calculator says at first, for the first product of the study; nothing where there is none."""
    try:
        minimum = studies.minimum_wage(study).amount
    except UserError as error:
        return in_language(error, language)
    for name, piece in calculator.pieces_of(workers).items():
        work = form.choice_labels("product", language)[name]
        answer = calculator.calculate(piece, minimum)
        said = calculator.sentence(answer, piece, "piece", work, study.regency, study.year, language)
        return from_survey(Here(study, language), said)
    return ""


def calculate(workers: pd.DataFrame, form: Questionnaire, study: Study, language: str) -> Live:
    """Return the calculator: product or minutes, costs, unit, posted rate, regency and year; sentences in both languages.

    Parameters
    ----------
    workers
        The cleaned survey: its minutes and costs a piece are what the controls begin with.
    form, study, language
        For the words.
    """
    _ = translator(language)
    pieces = calculator.pieces_of(workers)
    labels = form.choice_labels("product", language)
    own = (_("another piece"), "")
    product = _dropdown(_("Product"), [*((labels[name], name) for name in pieces), own])
    minutes = _number(_("Minutes a piece"), 1.0)
    cost = _number(_("Own costs, Rp"), 0.0)
    units = form.choice_labels("rate_unit", language)
    unit = _dropdown(_("Paid by"), [(units[name], name) for name in UNIT_SIZES])
    posted = _number(_("Paid today, Rp"), 0.0)
    names = reference.regencies()["name"].tolist()
    regency = _dropdown(_("Regency"), sorted({*names, study.regency}), study.regency)
    year = widgets.IntSlider(
        value=study.year,
        min=min(2014, study.year),
        max=max(2026, study.year),
        description=_("Year"),
        layout=_WIDE,
        style=_LABEL,
    )
    said = widgets.HTML()

    def take_product(_change: Any = None) -> None:
        if product.value:
            piece = _rounded(pieces[product.value])
            minutes.value, cost.value = piece.minutes, piece.cost

    def update(_change: Any = None) -> None:
        try:
            said.value = _paragraphs(_calculated())
        except UserError as error:
            said.value = _paragraphs([in_language(error, language)])

    def _calculated() -> list[str]:
        minimum = _minimum_wage(study, regency.value, year.value)
        piece = calculator.Piece(minutes.value, cost.value)
        answer = calculator.calculate(piece, minimum, unit.value, posted.value or None)
        of_survey = pieces.get(product.value)
        is_of_survey = of_survey is not None and piece == _rounded(of_survey)
        said = []
        for spoken in LANGUAGES:
            work = form.choice_labels("product", spoken).get(product.value, "…")
            one = calculator.sentence(answer, piece, unit.value, work, regency.value, year.value, spoken)
            # Minutes and costs of an invented survey are invented, too; those that were typed in are not.
            said.append(from_survey(Here(study, spoken), one) if is_of_survey else one)
        return said

    product.observe(take_product, "value")
    take_product()
    return _assembled([product, minutes, cost, unit, posted, regency, year], [said], update, "calculator", language)


def _minimum_wage(study: Study, regency: str, year: int) -> float:
    """Return rupiah a month; what ``study.yaml`` says of the minimum wage applies to the study's own regency alone."""
    if regency == study.regency:
        return studies.minimum_wage(study, year).amount
    return minimum_wages.minimum_wage(regency, year).amount


def _rounded(piece: calculator.Piece) -> calculator.Piece:
    return calculator.Piece(round(piece.minutes, 2), float(round(piece.cost)))


def _assembled(controls: list, shown: list, update: Any, name: str, language: str) -> Live:
    for control in controls:
        control.observe(update, "value")
    update()
    keep_what_is_there()
    grid = widgets.GridBox(
        controls, layout=widgets.Layout(grid_template_columns="repeat(2, 370px)", grid_gap="2px 16px")
    )
    # A name of its own, counted up within a kernel, keeps the committed notebook the same from run to run.
    return Live(widgets.VBox([grid, *shown], model_id=f"home-workers-{name}-{next(_NUMBERS)}"), language)


def keep_what_is_there() -> None:
    """Spare the collector of memory what is there by now: going through all libraries takes longer than most changes."""
    gc.collect()
    gc.freeze()


def _dropdown(description: str, options: list, value: Any = None) -> widgets.Dropdown:
    first = options[0][1] if isinstance(options[0], tuple) else options[0]
    return widgets.Dropdown(
        options=options, value=first if value is None else value, description=description, layout=_WIDE, style=_LABEL
    )


def _number(description: str, value: float) -> widgets.BoundedFloatText:
    return widgets.BoundedFloatText(
        value=value, min=0.0, max=10_000_000.0, description=description, layout=_WIDE, style=_LABEL
    )


def _there(workers: pd.DataFrame, form: Questionnaire, question: str, language: str) -> list[tuple[str, str]]:
    labels = form.choice_labels(question, language)
    found = set(workers[question].dropna())
    return [(label, name) for name, label in labels.items() if name in found]


def _paragraphs(sentences: list[str] | tuple[str, ...]) -> str:
    text = "".join(f"<p style='margin:0.4em 0'>{html.escape(sentence)}</p>" for sentence in sentences)
    return (
        f"<div role='status' aria-live='polite' style='max-width:700px;line-height:1.45'>{text.replace('**', '')}</div>"
    )
