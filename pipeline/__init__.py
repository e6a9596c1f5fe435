"""The pipeline: which notebooks run for which studies, in which order, and what has to run again."""
