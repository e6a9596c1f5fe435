"""A study: a regency, a year, its survey and where the survey came from, as written in its ``study.yaml``.

``python -m helpers`` begins a new one, writes its form, and checks what came from the field.
"""

from helpers.studies.model import CodingSource, Study, SurveySource
from helpers.studies.places import PLACE_COLUMNS, form, minimum_wage, places, read_places
from helpers.studies.settings import load, names, waiting
from helpers.studies.settings_model import PROVENANCES

__all__ = [
    "PLACE_COLUMNS",
    "PROVENANCES",
    "CodingSource",
    "Study",
    "SurveySource",
    "form",
    "load",
    "minimum_wage",
    "names",
    "places",
    "read_places",
    "waiting",
]
