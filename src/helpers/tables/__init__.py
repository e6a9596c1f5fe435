"""Tables as people read them, one module per topic: words and numbers of the language around computed results."""

from helpers.tables import cleaning, hours, protection, regencies, sources, wages
from helpers.tables.table import Table, Workbook

__all__ = ["Table", "Workbook", "cleaning", "hours", "protection", "regencies", "sources", "wages"]
