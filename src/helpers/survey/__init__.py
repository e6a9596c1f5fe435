"""The survey: read it, mend it, say what was changed, derive the variables of the analysis."""

from helpers.survey import quality, reading, rules
from helpers.survey.cleaning import Cleaning, clean
from helpers.survey.store import cleaned, save

__all__ = ["Cleaning", "clean", "cleaned", "quality", "reading", "rules", "save"]
