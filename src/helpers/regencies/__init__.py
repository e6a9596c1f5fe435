"""Notebook 06: how do minimum wages, and studies, differ between regencies?"""

from helpers.regencies.levels import on_the_map

__all__ = ["on_the_map"]
