"""Small results of notebook 05 that tests of its charts, tables and sentences share."""

from __future__ import annotations

import numpy as np
from shown import frame

SHARES = frame(
    "block measure by group estimate low high n",
    ["health", "any", "", "", 0.80, 0.75, 0.85, 1200],
    ["health", "pbi", "", "", 0.50, 0.45, 0.55, 1200],
    ["employment", "any", "", "", 0.0654, 0.04, 0.10, 1190],
    ["employment", "any", "sex", "female", 0.05, 0.03, 0.08, 1000],
    ["employment", "any", "sex", "male", 0.12, 0.08, 0.20, 190],
    ["health", "any", "sex", "female", 0.81, 0.76, 0.86, 1000],
    ["payer", "work_giver", "", "", 0.25, 0.10, 0.50, 78],
    ["contract", "written", "", "", 0.02, 0.01, 0.04, 1150],
    ["hazards", "any", "", "", 0.60, 0.55, 0.65, 1180],
    ["injury", "injury", "", "", 0.10, 0.07, 0.14, 1170],
    ["gear", "any", "", "", 0.30, 0.25, 0.35, 1160],
)
HOURS = frame(
    "measure estimate low high n",
    ["week", 0.415, 0.35, 0.48, 1200],
    ["week_peak", 0.62, 0.55, 0.70, 900],
    ["day", 0.30, 0.25, 0.35, 1190],
    ["overtime", 0.054, 0.03, 0.08, 1200],
)
PUBLISHED_HOURS = frame(
    "obs_id work work_id place year statistic hours_per_day_low hours_per_day_high hours_per_week_low hours_per_week_high",
    ["H1", "shoes", "sepatu", "Malang", 2015, "typical", 10.0, 12.0, np.nan, np.nan],
    ["H2", "boards", "tatakan", "Ungaran (group)", None, "mean", 6.0, 6.0, np.nan, np.nan],
    ["H3", "gloves", "sarung", "Solo", 2020, "upper_rhetorical", 24.0, np.nan, np.nan, np.nan],
    ["H4", "all", "semua", "Java", 2014, "mean", np.nan, np.nan, 30.0, 55.0],
).astype({"year": "Int64"})
ASSOCIATION = frame(
    "outcome n share_members share_others log_odds log_odds_low log_odds_high effect low high linear linear_low linear_high "
    "p_bootstrap why_not",
    ["employment", 1150, 0.20, 0.05, 1.234, 0.5, 2.0, 0.123, 0.05, 0.20, 0.13, 0.04, 0.22, 0.0004, ""],
    ["health", 1150, 0.80, 0.79, 0.05, -0.3, 0.4, 0.01, -0.05, 0.07, 0.012, -0.06, 0.08, 0.7512, ""],
    ["gear", 40, 0.50, 0.10, *[np.nan] * 10, "few"],
    ["injury", 40, 0.50, 0.10, *[np.nan] * 10, "separated"],
)
RULES = frame(
    "instrument_id label_en label_id level status year protection_dimension coverage",
    [
        "C177",
        "Convention 177 (home work)",
        "Konvensi 177",
        "international",
        "ratified_not",
        1996,
        "recognition",
        "explicit",
    ],
    ["UU13", "Law 13/2003", "UU 13/2003", "national", "in_force", 2003, "minimum_wage", "implicit"],
    ["UU13", "Law 13/2003", "UU 13/2003", "national", "in_force", 2003, "working_hours", "none"],
    ["PP36", "PP 36/2021", "PP 36/2021", "national", "in_force", 2021, "minimum_wage", "excluded"],
    ["D1", "Draft A", "Rancangan A", "national", "draft", 2016, "recognition", "explicit"],
    ["R1", "Ruling B", "Putusan B", "national", "decision", 2018, "recognition", "implicit"],
    ["O1", "Old law", "UU lama", "national", "in_force", 1970, "occupational_safety_health", "implicit"],
    ["N1", "Undated rule", "Aturan tanpa tahun", "provincial", "in_force", None, "inspection", "none"],
).astype({"year": "Int64"})
GAPS = frame(
    "dimension gap in_force excluding draft convention decisions regional",
    ["recognition", 3, 0, 0, 1, True, 1, 0],
    ["minimum_wage", 2, 1, 1, 0, False, 0, 2],
    ["working_hours", 1, 4, 0, 0, False, 0, 0],
    ["maternity", None, 0, 0, 0, False, 0, 0],
).astype({"gap": "Int64"})
TIMELINE = frame(
    "instrument_id label_en label_id level status year names_home_workers",
    ["O1", "Old law", "UU lama", "national", "in_force", 1970, False],
    ["C177", "Convention 177 (home work)", "Konvensi 177 (kerja rumahan)", "international", "ratified_not", 1996, True],
    ["UU13", "Law 13/2003", "UU 13/2003", "national", "in_force", 2003, False],
    ["D1", "Draft A", "Rancangan A", "national", "draft", 2016, True],
    ["N1", "Undated rule", "Aturan tanpa tahun", "provincial", "in_force", None, False],
).astype({"year": "Int64"})
