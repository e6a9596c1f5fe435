"""The survey: read the field file, correct and log, derive the variables of the analysis."""

from helpers.survey.cleaning import Cleaning, clean
from helpers.survey.store import cleaned, save

__all__ = ["Cleaning", "clean", "cleaned", "save"]
