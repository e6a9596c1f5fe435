"""Notebook 01: how good is the survey, and whom does it describe?"""
