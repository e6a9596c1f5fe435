"""What a study consists of, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class SurveySource:
    """The survey's raw file and its design.

    Attributes
    ----------
    file, places
        The export as it came from the field, and the sample's villages.
    columns
        Column of the file → question, where the names differ; → ``""`` for a column that shall be left out.
    values
        Question → value in the file → choice, where the file has codes of its own; → ``""`` for a missing answer.
    stratum, cluster
        Questions that hold the design: kecamatan and desa.
    weight
        A column of the file with ready-made weights; empty where they follow from the counts in `places`.
    """

    file: Path
    places: Path
    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    stratum: str = "kecamatan"
    cluster: str = "desa"
    weight: str = ""


@dataclass(frozen=True)
class CodingSource:
    """A study's own codings of interviews or documents.

    Attributes
    ----------
    files
        Coder → file or folder, in any format of `helpers.codings.read`.
    documents
        A table of what is known of each document: ``document_id``, and any of ``title``, ``type``, ``year``, ``place``,
        ``publisher``, ``source_url``. None where the files of codings tell.
    overlap
        Which share of two coders' passages must be common to be one segment; 0 keeps all apart.
    families
        Family of the collection (``conditions``, ``policy``, ``ngo_role``) → heading in the study's own codebook.
    adjudicated
        Decisions on disagreements; None where there are none yet.
    """

    files: dict[str, Path]
    documents: Path | None = None
    overlap: float = 0.5
    families: dict[str, str] = field(default_factory=dict)
    adjudicated: Path | None = None


@dataclass(frozen=True)
class Study:
    """One study; see ``data/studies/kab-semarang-2021/study.yaml`` for what each entry means.

    `given_minimum_wage` (``amount``, ``source``) or the table `minimum_wages` take the place of the collection's own table.
    `province_has_minimum_wage` says that the regency has none of its own (UMK), so that the province's (UMP) applies.
    `truth` holds what is known of an invented survey and of no other: the parameters it was drawn from. `codings` is None
    where the study has no codings of its own; the public corpus then stands for them.
    """

    name: str
    folder: Path
    title: dict[str, str]
    regency: str
    province: str
    year: int
    provenance: str
    languages: tuple[str, ...]
    survey: SurveySource
    given_minimum_wage: dict[str, Any] | None = None
    minimum_wages: Path | None = None
    province_has_minimum_wage: bool = False
    truth: dict[str, float] = field(default_factory=dict)
    codings: CodingSource | None = None

    @property
    def is_demonstration(self) -> bool:
        """Whether the survey is invented, so that everything from it has to say so."""
        return self.provenance == "demonstration"
