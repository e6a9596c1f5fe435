"""Units in which piece rates are paid, and the weeks of a month."""

from __future__ import annotations

WEEKS_PER_MONTH = 52 / 12


UNIT_SIZES = {"piece": 1, "lusin": 12, "kodi": 20, "gross": 144}
