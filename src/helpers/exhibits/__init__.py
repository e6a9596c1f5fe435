"""Figures and tables as products: a notebook's run, what an exhibit consists of, style, provenance, saving, publishing."""

from helpers.exhibits.exhibit import Drawing, LeftOut, RestsOn, Shown, Table, Workbook
from helpers.exhibits.save import save_figure, save_table, save_workbook

__all__ = ["Drawing", "LeftOut", "RestsOn", "Shown", "Table", "Workbook", "save_figure", "save_table", "save_workbook"]
