"""Tables as people read them, one module per topic: words and numbers of the language around computed results."""

from helpers.tables import cleaning, hours, wages
from helpers.tables.table import Table

__all__ = ["Table", "cleaning", "hours", "wages"]
