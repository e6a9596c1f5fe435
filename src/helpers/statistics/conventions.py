"""The numbers that every analysis shares: how sure, how near, how few, and the limits of the law on working time.

A sentence, caption or table never types one of them; it takes them from here.
"""

from __future__ import annotations

#: Confidence level of every interval, and the level of significance that goes with it.
CONFIDENCE = 0.95
SIGNIFICANT = 0.05

#: The smallest group that is shown: about fewer workers nothing is said.
FEWEST_WORKERS = 5

#: Pay within this share of the minimum wage counts as near it.
NEAR_MINIMUM = 0.05

#: Hours of a month over which a monthly minimum is spread: PP 35/2021 art. 32(2), made for overtime pay; PP 36/2021 art. 16,
#: made for part-time work. Days of a month: PP 36/2021 art. 17, for a week of six days.
FULL_TIME_DIVISOR, PART_TIME_DIVISOR, DAYS_DIVISOR = 173, 126, 25

#: PP 35/2021 art. 21: 40 hours a week, 7 a day in a week of six days, 8 in a week of five; art. 26: at most 18 hours of
#: overtime a week. They bind the employers of recognised workers.
WEEK_LIMIT, OVERTIME_LIMIT = 40, 18
DAY_LIMITS = {"up_to_five": 8, "six_or_seven": 7}
