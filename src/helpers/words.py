"""The field's words for codes of the analysis, in the reader's language."""

from __future__ import annotations

from helpers.language import number, percent, rupiah, translator


def steps(language: str) -> dict[str, str]:
    """Return the steps of the sample flow."""
    _ = translator(language)
    return {
        "in_file": _("rows in the field file"),
        "rejected_in_review": _("rejected in the review of the field work"),
        "no_consent": _("did not agree to take part"),
        "sent_again": _("sent a second time"),
        "no_village": _("village not in the sample"),
    }


def rules(language: str) -> dict[str, str]:
    """Return what each rule of the cleaning does."""
    _ = translator(language)
    return {
        "user_missing": _("marked as no answer in the file: missing"),
        "number_notation": _("number written another way"),
        "thousands_word": _("thousands or millions as a word"),
        "hours_with_word": _("hours written with a word"),
        "unit_with_word": _("number written with its unit"),
        "label_for_name": _("label instead of code"),
        "unreadable": _("not a number: set to missing"),
        "out_of_range": _("impossible value: set to missing"),
        "not_a_choice": _("not an answer of the form: set to missing"),
        "rate_of_larger_unit": _("rate per dozen, kodi or gross entered as per piece"),
        "swapped_gross_and_net": _("pay before and after deductions swapped"),
        "net_above_gross": _("pay received above pay before deductions: both set to missing"),
        "by_hand": _("corrected by hand, with a reason"),
    }


def checks(language: str) -> dict[str, str]:
    """Return the interviewer checks."""
    _ = translator(language)
    return {
        "refusals": _("Refusals, % of those asked"),
        "minutes": _("Median length, minutes"),
        "whole_hours": _("Whole hours a day, %"),
        "round_ages": _("Ages in 0 or 5, %"),
    }


def measures(language: str) -> dict[str, str]:
    """Return the shortfall measures."""
    _ = translator(language)
    return {
        "v0": _("Share below the minimum (v0)"),
        "v1": _("Average gap over all, share of the minimum (v1)"),
        "v2": _("Severity (v2)"),
        "mean_gap": _("Mean gap of those below (v1/v0)"),
        "near_minimum": _("Within 5% of the minimum"),
        "kaitz_median": _("Kaitz index: minimum over median pay"),
        "kaitz_mean": _("Kaitz index: minimum over mean pay"),
        "total_gap": _("Total gap of all listed workers, rupiah a month"),
        "gap_per_worker": _("Mean gap of those below, rupiah a month"),
        "median_pay": _("Median pay, rupiah an hour"),
    }


def pay_definitions(language: str) -> dict[str, str]:
    """Return the three definitions of hourly pay."""
    _ = translator(language)
    return {
        "hourly_gross": _("before costs"),
        "hourly_net": _("after the worker's costs"),
        "hourly_net_helped": _("after costs, helpers' hours counted"),
    }


def derived(language: str) -> dict[str, str]:
    """Return the labels of derived variables that no question has."""
    _ = translator(language)
    return {"hours_per_week": _("Hours a week")}


def in_unit(measure: str, value: float, language: str) -> str:
    """Write the value of a measure in its unit: rupiah, a share in per cent, or an index."""
    if measure in ("total_gap", "gap_per_worker", "median_pay"):
        return rupiah(value, language)
    if measure.startswith("kaitz") or measure == "v2":
        return number(value, language, 2)
    return percent(value, language)


def interval(measure: str, low: float, high: float, language: str) -> str:
    """Write an interval in the unit of its measure."""
    _ = translator(language)
    return _("{low} to {high}").format(low=in_unit(measure, low, language), high=in_unit(measure, high, language))


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


def document_types(language: str) -> dict[str, str]:
    """Return the kinds of document of the public corpus; a study's own kinds are shown as they are written."""
    _ = translator(language)
    return {
        "news": _("News"),
        "ngo_report": _("NGO reports"),
        "research": _("Research"),
        "court": _("Court"),
        "statement": _("Statements"),
        "law": _("Law"),
        "": _("Kind not told"),
    }


def consensus_rules(language: str) -> dict[str, str]:
    """Return how two coders' passes can be brought together; a coder's name stands for that pass alone."""
    _ = translator(language)
    return {
        "union": _("given by any coder"),
        "intersection": _("given by all coders"),
        "adjudicated": _("as adjudicated"),
    }


def expectations(language: str) -> dict[str, str]:
    """Return what one would expect to find."""
    _ = translator(language)
    return {
        "pay": _("Pay below the minimum"),
        "hours": _("Long hours"),
        "protection": _("No protection"),
        "policy": _("No rule, no office that helps"),
        "ngo_role": _("NGOs that get something done"),
    }


def conditions(language: str) -> dict[str, str]:
    """Return the lines of the joint display."""
    _ = translator(language)
    return {
        "pay": _("Pay"),
        "hours": _("Hours"),
        "costs": _("Costs and deductions"),
        "hazards": _("Hazards"),
        "social_security": _("Social security"),
        "contract": _("Agreement"),
        "insecurity": _("Insecure work"),
        "helpers": _("Unpaid helpers"),
        "intermediary": _("Intermediaries"),
        "negotiation": _("Negotiation"),
    }


def survey_measures(language: str) -> dict[str, str]:
    """Return what the survey measures of each line of the joint display."""
    _ = translator(language)
    return {
        "below_minimum": _("earn less than the hourly minimum"),
        "above_forty": _("work more than 40 hours a week"),
        "bears_costs": _("bear costs of the work"),
        "names_hazard": _("name a hazard"),
        "no_programme": _("have no BPJS Ketenagakerjaan"),
        "no_written": _("have no written agreement"),
        "has_helpers": _("have unpaid helpers"),
        "through_intermediary": _("get the work from an intermediary"),
        "asked_raise": _("asked for a raise in twelve months"),
    }


def protection_measures(language: str) -> dict[tuple[str, str], str]:
    """Return the measures of protection that are not answers of the form: (block, measure) → words."""
    _ = translator(language)
    return {
        ("health", "any"): _("Any health cover (BPJS Kesehatan)"),
        ("employment", "any"): _("Any programme of BPJS Ketenagakerjaan"),
        ("hazards", "any"): _("Any hazard"),
        ("gear", "any"): _("Any protective gear"),
        ("injury", "injury"): _("Hurt or ill from the work in twelve months"),
    }


def protection_blocks(language: str) -> dict[str, str]:
    """Return the blocks of the questions on protection."""
    _ = translator(language)
    return {
        "health": _("Health cover"),
        "employment": _("Work accident, death, old age"),
        "payer": _("Who pays the premium"),
        "contract": _("Agreement"),
        "hazards": _("Hazards named"),
        "gear": _("Protective gear used"),
        "injury": _("Injury and illness"),
    }


def legal_hours(language: str) -> dict[str, str]:
    """Return the legal limits that hours can pass."""
    _ = translator(language)
    return {
        "week": _("More than 40 hours a week"),
        "week_peak": _("… when there are many orders"),
        "day": _("More than 8 hours a day (7 in a six-day week)"),
        "overtime": _("More than 40 + 18 hours a week"),
        "overtime_peak": _("… when there are many orders"),
        "no_day_off": _("No day off"),
    }


def protection_outcomes(language: str) -> dict[str, str]:
    """Return the outcomes that are set against membership of a group."""
    _ = translator(language)
    return {
        "employment": _("Any BPJS Ketenagakerjaan"),
        "health": _("Any health cover"),
        "agreement": _("Any agreement, spoken or written"),
        "gear": _("Any protective gear"),
        "injury": _("Hurt or ill in twelve months"),
        "asked_raise": _("Asked for a raise"),
    }


def dimensions(language: str) -> dict[str, str]:
    """Return the kinds of protection that a rule can give."""
    _ = translator(language)
    return {
        "recognition": _("Recognition as a worker"),
        "minimum_wage": _("Minimum wage"),
        "working_hours": _("Working hours"),
        "social_security": _("Social security"),
        "occupational_safety_health": _("Safety and health"),
        "freedom_of_association": _("Freedom to organise"),
        "maternity": _("Maternity"),
        "inspection": _("Inspection and records"),
    }


def levels(language: str) -> dict[str, str]:
    """Return the levels of rules."""
    _ = translator(language)
    return {
        "international": _("International"),
        "national": _("National"),
        "provincial": _("Provincial"),
        "regency": _("Regency"),
    }


def statuses(language: str) -> dict[str, str]:
    """Return the standing of a rule."""
    _ = translator(language)
    return {
        "in_force": _("in force"),
        "ratified_not": _("not ratified"),
        "draft": _("draft"),
        "decision": _("ruling"),
        "guideline": _("not binding"),
        "none": _("no rule"),
    }


def coverages(language: str) -> dict[str, str]:
    """Return how a rule deals with home workers."""
    _ = translator(language)
    return {
        "explicit": _("names home workers"),
        "implicit": _("holds if recognised as employees, or on joining by oneself"),
        "excluded": _("takes them, or many of them, out"),
        "none": _("looked at, nothing for home workers"),
    }


def gaps(language: str) -> dict[int, str]:
    """Return the degrees of the gap."""
    _ = translator(language)
    return {
        0: _("a rule names them"),
        1: _("only if recognised, or on joining alone"),
        2: _("the same, and many taken out"),
        3: _("no rule reaches them"),
    }


def comparison_measures(language: str) -> dict[str, str]:
    """Return what studies are compared by."""
    _ = translator(language)
    return {
        "v0": _("below the hourly minimum, %"),
        "mean_gap": _("mean gap of those below, %"),
        "median_pay": _("median pay, rupiah an hour"),
        "hours": _("hours a week, mean"),
        "above_forty": _("above 40 hours a week, %"),
        "employment": _("BPJS Ketenagakerjaan, %"),
        "health": _("health cover, %"),
    }


def advice(language: str) -> dict[str, str]:
    """Return what to do about an answer that a rule changed; rules that only rewrite it need nothing."""
    _ = translator(language)
    look = _("Look at the questionnaire; write the right value into corrections.csv.")
    return {
        "unreadable": look,
        "out_of_range": look,
        "not_a_choice": _("Say what it means in study.yaml, under survey, values; or correct it in corrections.csv."),
        "net_above_gross": look,
        "swapped_gross_and_net": _("Check one or two against the questionnaires."),
        "rate_of_larger_unit": _("Check one or two against the questionnaires."),
        "user_missing": _("The file says itself that there is no answer."),
    }


def matrix_parts(language: str) -> dict[str, str]:
    """Return the words of the workbook of matrices: parts of its sheets' names, heads of its columns."""
    _ = translator(language)
    return {
        "type": _("type"),
        "place": _("place"),
        "segments": _("segments"),
        "documents": _("documents"),
        "there": _("there"),
        "row_share": _("row_share"),
        "column_share": _("column_share"),
        "family": _("family"),
        "code": _("code"),
        "label": _("label"),
        "news": _("news"),
        "ngo_report": _("ngo_report"),
        "research": _("research"),
        "court": _("court"),
        "statement": _("statement"),
        "law": _("law"),
    }


def ways_found(language: str) -> dict[str, str]:
    """Return how a column is known to answer a question; several can stand together."""
    _ = translator(language)
    return {
        "variable label": _("variable label"),
        "label (en)": _("label (en)"),
        "label (id)": _("label (id)"),
        "column per choice": _("column per choice"),
        "mapping": _("mapping"),
        "name": _("name"),
        "group": _("group"),
        "unit": _("unit"),
    }


def separators(language: str) -> dict[str, str]:
    """Return what the separators of a CSV file are called."""
    _ = translator(language)
    return {"semicolon": _("semicolon"), "comma": _("comma"), "tab": _("tab"), "bar": _("bar")}
