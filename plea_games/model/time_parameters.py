"""The parameters of time: clocks, offers, courts.

Like the parameters of the game, they can be listed without waiting for sympy.
"""

from .parameters import Parameter

DAYS = Parameter(
    name="days",
    letter="Θ",
    meaning="days on the speedy-trial clock",
    unit="days",
    minimum=0,
    maximum=None,
    default=None,
    remedy="count calendar days, such as 70",
    above_minimum=True,
)
OFFERS_PER_DAY = Parameter(
    name="offers_per_day",
    letter="ω",
    meaning="plea offers that the prosecutor's office can make in a day",
    unit="per day",
    minimum=0,
    maximum=None,
    default=None,
    remedy="write one offer in two days as 0.5",
    above_minimum=True,
)
BATCH = Parameter(
    name="batch",
    letter="b",
    meaning="offers that go out together, before answers come in and prices are re-set",
    unit="cases",
    minimum=1,
    maximum=10**9,
    default=None,
    remedy="write 1 for offers one at a time",
)
COMMITTED = Parameter(
    name="committed",
    letter="h",
    meaning="defendants who commit to hold out on the day of the strike, of those not approached",
    unit="cases",
    minimum=0,
    maximum=10**9,
    default=0,
    remedy="count those whose pledge can be relied on",
)
STRIKE_DAY = Parameter(
    name="strike_day",
    letter="t",
    meaning="day on which they commit; 0 is before the first offer",
    unit="days",
    minimum=0,
    maximum=None,
    default=0,
    remedy="count from the day on which the clock starts",
)
SURGE = Parameter(
    name="surge",
    letter="u",
    meaning="factor on the capacity for trials",
    unit="factor",
    minimum=0,
    maximum=None,
    default=1,
    remedy="write a quarter more as 1.25",
    above_minimum=True,
)
TOLLING = Parameter(
    name="tolling",
    letter="q",
    meaning="calendar days for each day that counts on the clock",
    unit="factor",
    minimum=1,
    maximum=None,
    default=1,
    remedy="write 2 where half of all days are excluded",
)
CLOCK_PARAMETERS = (DAYS, OFFERS_PER_DAY, BATCH, COMMITTED, STRIKE_DAY, SURGE, TOLLING)
