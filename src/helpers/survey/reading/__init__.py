"""From a field file in any format to text answers under the questions' names."""

from helpers.survey.reading.answers import SYSTEM_COLUMNS
from helpers.survey.reading.field_file import MOSTLY, Reading, read, read_answers, understand

__all__ = ["MOSTLY", "SYSTEM_COLUMNS", "Reading", "read", "read_answers", "understand"]
