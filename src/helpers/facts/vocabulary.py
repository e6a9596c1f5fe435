"""Words and names that several tables of facts share."""

from __future__ import annotations

from helpers.language import Note

#: The provinces by the names that the files use.
PROVINCES = (
    "Aceh",
    "Sumatera Utara",
    "Sumatera Barat",
    "Riau",
    "Kepulauan Riau",
    "Jambi",
    "Sumatera Selatan",
    "Bengkulu",
    "Kepulauan Bangka Belitung",
    "Lampung",
    "Banten",
    "DKI Jakarta",
    "Jawa Barat",
    "Jawa Tengah",
    "DI Yogyakarta",
    "Jawa Timur",
    "Bali",
    "Nusa Tenggara Barat",
    "Nusa Tenggara Timur",
    "Kalimantan Barat",
    "Kalimantan Tengah",
    "Kalimantan Selatan",
    "Kalimantan Timur",
    "Kalimantan Utara",
    "Sulawesi Utara",
    "Gorontalo",
    "Sulawesi Tengah",
    "Sulawesi Barat",
    "Sulawesi Selatan",
    "Sulawesi Tenggara",
    "Maluku",
    "Maluku Utara",
    "Papua",
    "Papua Barat",
    "Papua Barat Daya",
    "Papua Tengah",
    "Papua Pegunungan",
    "Papua Selatan",
)

#: How the official name of a regency is written.
REGENCY_PATTERN = r"(?:Kabupaten|Kota) \S.*"

#: What a regency has to be, for people and as a pattern.
REGENCY = (Note("an official name beginning with Kabupaten or Kota"), REGENCY_PATTERN)

BPS_CODE = (Note("a BPS code of four digits"), r"\d{4}")

CENTRAL_JAVA_CODE = "33"  # the BPS codes of its regencies begin so

YES_NO = ("yes", "no")

FIGURE = (Note("F and three digits"), r"F\d{3}")
