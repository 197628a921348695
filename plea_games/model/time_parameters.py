"""The parameters of time: clocks, offers, courts.

Like the parameters of the game, they can be listed without waiting for sympy.
"""

from dataclasses import replace

from . import parameters
from .parameters import LARGEST_COUNT, Parameter

DAYS = Parameter(
    name="days",
    letter="Θ",
    meaning="days on the speedy-trial clock",
    unit="days",
    remedy="count calendar days, such as 70",
    above_minimum=True,
)
OFFERS_PER_DAY = Parameter(
    name="offers_per_day",
    letter="ω",
    meaning="plea offers that the prosecutor's office can make in a day",
    unit="per day",
    remedy="write one offer in two days as 0.5",
    above_minimum=True,
)
BATCH = Parameter(
    name="batch",
    letter="n",
    meaning="offers that go out together, before answers come in and prices are re-set",
    unit="cases",
    minimum=1,
    maximum=LARGEST_COUNT,
    remedy="write 1 for offers one at a time",
)
COMMITTED = replace(parameters.COMMITTED, default=0)
"""The same, of those whom no offer has reached by the day of the strike."""
STRIKE_DAY = Parameter(
    name="strike_day",
    letter="t",
    meaning="day on which they commit; 0 is before the first offer",
    unit="days",
    default=0,
    remedy="count from the day on which the clock starts",
)
SURGE = replace(parameters.SURGE, default=0)
TOLLING = Parameter(
    name="tolling",
    letter="q",
    meaning="calendar days for each day that counts on the clock",
    unit="factor",
    minimum=1,
    default=1,
    remedy="write 2 where half of all days are excluded",
)
CLOCK_PARAMETERS = (DAYS, OFFERS_PER_DAY, BATCH, COMMITTED, STRIKE_DAY, SURGE, TOLLING)

ARRIVALS = Parameter(
    name="arrivals",
    letter="λ",
    meaning="new cases a day",
    unit="per day",
    maximum=10**9,
    default=0,
    remedy="divide a year's filings by 365",
)
STRIKE_SHARE = Parameter(
    name="strike_share",
    letter="x",
    meaning="share of new cases that hold out for trial",
    unit="share",
    maximum=1,
    default=1,
    remedy="write 5% as 0.05",
)
COURTROOMS = Parameter(
    name="courtrooms",
    letter="C",
    meaning="trials that can be held side by side",
    unit="cases",
    minimum=1,
    maximum=10**6,
    default=1,
    remedy="count the courtrooms that try such cases",
)
TRIAL_DAYS = Parameter(
    name="trial_days",
    letter="D",
    meaning="mean length of a trial",
    unit="days",
    remedy="give calendar days, such as 3.5",
    above_minimum=True,
)
CLOCK_DAYS = Parameter(
    name="clock_days",
    letter="Θ",
    meaning="days after which a case not yet at trial is dismissed",
    unit="days",
    remedy="count calendar days, such as 70; leave it out where no clock runs",
    above_minimum=True,
)
ATTRITION = Parameter(
    name="attrition",
    letter="θ",
    meaning="rate at which each striker who waits, say in detention, gives up and pleads",
    unit="per day",
    maximum=10**6,
    default=0,
    remedy="write one in a hundred days as 0.01",
)
BACKLOG = Parameter(
    name="backlog",
    letter="m",
    meaning="strikers who wait on day 0, their clocks at 0",
    unit="cases",
    maximum=LARGEST_COUNT,
    default=0,
    remedy="count the cases set for trial",
)
ADDED_COURTROOMS = Parameter(
    name="added_courtrooms",
    letter="C′",
    meaning="courtrooms that the budget's response adds",
    unit="cases",
    maximum=10**6,
    default=0,
    remedy="count courtrooms",
)
ADDED_DAY = Parameter(
    name="added_day",
    letter="t′",
    meaning="day from which the added courtrooms sit",
    unit="days",
    default=0,
    remedy="count from day 0",
)
CLOCK_UNTIL = Parameter(
    name="clock_until",
    letter="Λ",
    meaning="day on which appellate courts let the clock lapse, for cases that still wait as well",
    unit="days",
    remedy="count from day 0; leave it out where it never lapses",
)
DAILY_COST = Parameter(
    name="daily_cost",
    letter="v",
    meaning="what a day of waiting costs a striker, in years of sentence",
    unit="years",
    remedy="write a day lost for each day in detention as 1/365",
)
COURT_PARAMETERS = (
    ARRIVALS,
    STRIKE_SHARE,
    COURTROOMS,
    TRIAL_DAYS,
    CLOCK_DAYS,
    ATTRITION,
    BACKLOG,
    ADDED_COURTROOMS,
    ADDED_DAY,
    CLOCK_UNTIL,
)
