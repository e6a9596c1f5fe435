"""Words for the models, checks and simulations of notebook 03."""

from __future__ import annotations

from helpers.language import translator


def hours_models(language: str) -> dict[str, str]:
    """Return the columns of the main table of hours on piece rates."""
    _ = translator(language)
    return {
        "product": _("(1) Product"),
        "kecamatan": _("(2) Kecamatan"),
        "person": _("(3) Person and work"),
        "main": _("(4) Main"),
    }


def estimators(language: str) -> dict[str, str]:
    """Return the estimators that are set side by side."""
    _ = translator(language)
    return {
        "posted": _("posted piece rate (main)"),
        "earnings": _("hourly earnings"),
        "instrumented": _("hourly earnings, instrumented"),
        "robust": _("the same, valid with a weak instrument"),
    }


def robustness(language: str) -> dict[str, str]:
    """Return the checks of robustness."""
    _ = translator(language)
    return {
        "main": _("Main model"),
        "weighted": _("Sampling weights"),
        "without_outliers": _("Without flagged outliers"),
        "winsorised": _("Extremes pulled in (2%)"),
        "levels": _("Levels, elasticity at the means"),
        "village_effects": _("Village effects"),
        "huber": _("Huber's robust estimator"),
        "children_under_six": _("with one child under six more"),
        "group_member": _("for group members"),
    }


def specification_choices(language: str) -> dict[str, dict[str, str]]:
    """Return the choices of the specification curve, by what is chosen."""
    _ = translator(language)
    return {
        "controls": {
            "none": _("no controls"),
            "person": _("person"),
            "person_work": _("person, years of work"),
            "all": _("all controls"),
        },
        "sample": {
            "all": _("all workers"),
            "without_outliers": _("without outliers"),
            "women": _("women only"),
        },
        "form": {"log_log": _("logarithms"), "winsorised": _("extremes pulled in"), "levels": _("levels")},
        "weights": {"unweighted": _("unweighted"), "weighted": _("weighted")},
        "effects": {
            "product": _("product"),
            "product_kecamatan": _("product, kecamatan"),
            "product_desa": _("product, village"),
        },
    }


def specification_headings(language: str) -> dict[str, str]:
    """Return what is chosen in a specification."""
    _ = translator(language)
    return {
        "controls": _("Controls"),
        "sample": _("Sample"),
        "form": _("Form"),
        "weights": _("Weights"),
        "effects": _("Effects"),
    }


def diagnostics(language: str) -> dict[str, str]:
    """Return the checks of the main model."""
    _ = translator(language)
    return {
        "reset": _("Form (RESET)"),
        "breusch_pagan": _("Equal spread (Breusch–Pagan)"),
        "normality": _("Normal residuals (Jarque–Bera)"),
        "vif": _("Variance inflation of the rate, within products"),
        "cook": _("Largest Cook's distance"),
        "clusters": _("Villages"),
        "largest_cluster": _("Largest village's share of workers"),
        "intraclass": _("Residual correlation within villages"),
    }


def diagnostic_verdicts(language: str) -> dict[str, tuple[str, str]]:
    """Return what a check says when there is nothing to worry about, and when there is."""
    _ = translator(language)
    return {
        "reset": (_("no sign of a wrong form"), _("the form may be wrong: look at levels and the binned scatter")),
        "breusch_pagan": (_("no sign of unequal spread"), _("spread differs: the robust errors above are needed")),
        "normality": (_("close to normal"), _("not normal: rely on the bootstrap")),
        "vif": (_("the controls leave the rate room to vary"), _("the controls leave the rate little room to vary")),
        "cook": (_("no worker decides the result"), _("a few workers weigh much: see the check without outliers")),
        "clusters": (_("many enough for CR1"), _("few: read CR2 and the bootstrap, not CR1")),
        "largest_cluster": (_("no village dominates"), _("a village weighs much: see the estimate without it")),
        "intraclass": (_("what villages share beyond the model"), _("what villages share beyond the model")),
    }


def coverage_methods(language: str) -> dict[str, str]:
    """Return the kinds of interval whose coverage was simulated."""
    _ = translator(language)
    return {
        "cr2": _("CR2, Satterthwaite"),
        "cr1_t": _("CR1, t(G−1)"),
        "cr1_normal": _("CR1, normal"),
        "ols": _("ordinary least squares"),
    }
