"""Notebook 00: main findings, explorer and piece-rate calculator of a study."""
