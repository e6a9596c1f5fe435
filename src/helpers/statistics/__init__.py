"""Estimates with their uncertainty: survey designs, clustered regressions, bootstrap, instruments.

Nothing here knows about home workers; every method is held to R or to a published example in the tests.
"""
