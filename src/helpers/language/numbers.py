"""Numbers as people write them, in English and Indonesian."""

from __future__ import annotations

import numpy as np
import pandas as pd
from babel.numbers import format_decimal


def number(value: float, language: str, digits: int = 0) -> str:
    """Write a number with `digits` decimals: 1,234.5 in English, 1.234,5 in Indonesian; a dash if missing."""
    if pd.isna(value) or not np.isfinite(value):
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    rounded = format_decimal(value, format=pattern, locale=language)
    without_sign = rounded.lstrip("-")
    negative = rounded != without_sign and set(rounded) - set("-0.,")
    return f"−{without_sign}" if negative else without_sign


def rupiah(value: float, language: str, digits: int = 0) -> str:
    """Write an amount of rupiah as people write it: Rp2.302.798 in Indonesian, Rp 2,302,798 in English."""
    written = number(value, language, digits)
    if written == "–":
        return written
    sign, written = ("−", written[1:]) if written.startswith("−") else ("", written)
    return f"{sign}Rp{'' if language == 'id' else ' '}{written}"


def percent(share: float, language: str, digits: int = 1) -> str:
    """Write a share (0.125) as a percentage: 12.5% in English, 12,5% in Indonesian."""
    written = number(np.nan if pd.isna(share) else share * 100, language, digits)
    return written if written == "–" else f"{written}%"
