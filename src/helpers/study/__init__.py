"""The former name of a command line: ``python -m helpers.study`` is now ``python -m helpers``."""
