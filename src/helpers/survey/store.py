"""Keep the cleaned survey in ``results``, and make it anew when anything it rests on has changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import files
from helpers.files import cache, paths
from helpers.files.paths import CLEANED
from helpers.form import questionnaire
from helpers.studies import Study
from helpers.survey.cleaning import Cleaning, clean


def cleaned(study: Study) -> pd.DataFrame:
    """Return the study's cleaned survey, made on the way if it is missing or older than its sources.

    Returns
    -------
    pandas.DataFrame
        See `helpers.survey.Cleaning.clean`.
    """
    folder = paths.results(study.name)
    key = _key(study)
    stamp = folder / "cleaned_from.txt"
    if cache.read(stamp, key) is None or not all((folder / name).exists() for name in CLEANED):
        cleaning = clean(study)
        # Without its stamp an interrupted save is not taken for a whole one.
        stamp.unlink(missing_ok=True)
        save(cleaning, folder)
        cache.write(stamp, key)
    return pd.read_parquet(folder / "survey.parquet")


def save(cleaning: Cleaning, folder: Path) -> list[Path]:
    """Write the cleaned survey, the rejected rows and the log of corrections; the last two as CSV and XLSX.

    Returns
    -------
    list of Path
        The files that were written.
    """
    files.write_parquet(folder / "survey.parquet", cleaning.clean)
    files.write_csv(folder / "rejected.csv", cleaning.rejected)
    files.write_csv(folder / "corrections.csv", cleaning.corrections)
    files.write_csv(folder / "sample_flow.csv", cleaning.flow)
    sheets = {
        "sample flow": cleaning.flow,
        "rejected rows": cleaning.rejected,
        "corrections": cleaning.corrections,
        "cleaned survey": cleaning.clean,
    }
    files.write_xlsx(folder / "cleaning.xlsx", sheets)
    return [folder / name for name in CLEANED]


def _key(study: Study) -> str:
    return cache.key([study.folder, questionnaire.folder()], __name__)
