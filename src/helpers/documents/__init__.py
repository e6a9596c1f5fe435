"""Notebook 04: what do the documents say about home workers and about NGOs?"""
