"""Every parameter once: its name, letter, meaning, unit and range.

Nothing here needs sympy, so that ``--help`` can list the parameters without waiting for it.
"""

from dataclasses import dataclass
from fractions import Fraction

from ..units import Unit

LARGEST_COUNT = 10**9


@dataclass(frozen=True)
class Parameter:
    """A number that a user gives to a game or to one of its terms.

    Attributes
    ----------
    name
        By which the command line and sweeps know it.
    letter
        In formulas; Greek ones by their names, such as ``"beta"``.
    meaning
        In a few words.
    unit
        "years", "share", "cases", "defendants", "rounds", "hours", "factor" or "number"; of
        cases, defendants and rounds there are whole numbers only.
    minimum, maximum
        The range, both ends included; None where there is no end.
    default
        None where it has to be given.
    remedy
        What an error tells to do where a value breaks a rule.
    above_minimum
        Whether the minimum itself is out of the range.

    Examples
    --------
    >>> bail = Parameter("bail_share", "beta", "share of c that bail spares", "share", maximum=1)
    >>> bail.rule
    'must be from 0 to 1'
    """

    name: str
    letter: str
    meaning: str
    unit: Unit
    minimum: int = 0
    maximum: int | None = None
    default: int | None = None
    remedy: str = "give a number in this range"
    above_minimum: bool = False

    @property
    def is_count(self) -> bool:
        """Whether only whole numbers will do."""
        return self.unit in {"cases", "defendants", "rounds"}

    @property
    def rule(self) -> str:
        """The range in words."""
        if self.is_count and self.maximum is None:
            return f"must be a whole number of at least {self.minimum}"
        if self.is_count:
            return f"must be a whole number from {self.minimum} to {self.maximum:,}"
        if self.maximum is not None:
            return f"must be from {self.minimum} to {self.maximum:,}"
        unit = "" if self.unit in {"factor", "number", "amount", "share"} else f" {self.unit}"
        if self.above_minimum:
            return f"must be more than {self.minimum}{unit}"
        return f"must be {self.minimum} or more{unit}"

    def allows(self, number: Fraction) -> bool:
        """Whether the number is in the range."""
        if number < self.minimum or (self.above_minimum and number == self.minimum):
            return False
        if self.is_count and number.denominator > 1:
            return False
        return self.maximum is None or number <= self.maximum


PARAMETERS = (
    Parameter(
        name="defendants",
        letter="N",
        meaning="defendants facing a plea offer in one period",
        unit="cases",
        minimum=1,
        maximum=LARGEST_COUNT,
        default=None,
        remedy="count the cases of one period, such as 7000",
    ),
    Parameter(
        name="capacity",
        letter="K",
        meaning="cases the prosecutor can take to trial in that period, baseline trials included",
        unit="cases",
        minimum=0,
        maximum=LARGEST_COUNT,
        default=None,
        remedy="count the trials of one period, such as 450",
    ),
    Parameter(
        name="offer",
        letter="s",
        meaning="sentence under the plea offer",
        unit="years",
        minimum=0,
        maximum=None,
        default=None,
        remedy="write six months as 0.5",
    ),
    Parameter(
        name="sentence",
        letter="J",
        meaning="sentence if convicted at trial",
        unit="years",
        minimum=0,
        maximum=None,
        default=None,
        remedy="write six months as 0.5",
    ),
    Parameter(
        name="conviction",
        letter="p",
        meaning="probability of conviction at trial",
        unit="share",
        minimum=0,
        maximum=1,
        default=1,
        remedy="write 70% as 0.7",
    ),
    Parameter(
        name="process_cost",
        letter="c",
        meaning="a defendant's own cost of being tried (detention, lost work)",
        unit="years",
        minimum=0,
        maximum=None,
        default=0,
        remedy="state the cost as the sentence that would be as bad",
    ),
    Parameter(
        name="dismissal_cost",
        letter="d",
        meaning='cost of holding out and never being tried ("the process is the punishment")',
        unit="years",
        minimum=0,
        maximum=None,
        default=0,
        remedy="state the cost as the sentence that would be as bad",
    ),
)

TRIAL_VALUE = Parameter(
    name="trial_value",
    letter="V",
    meaning="what a trial is worth to the prosecutor",
    unit="years",
    remedy="state the sentence that she would trade for it",
)
PROSECUTION_COST = Parameter(
    name="prosecution_cost",
    letter="a",
    meaning="what a trial costs the prosecutor",
    unit="hours",
    default=1,
    remedy="count it in the unit of the budget",
)
BUDGET = Parameter(
    name="budget",
    letter="B",
    meaning="what the prosecutor can spend on trials in one period",
    unit="hours",
    remedy="count it in the unit of the trials' costs",
)
SEED_SHARE = Parameter(
    name="seed_share",
    letter="h",
    meaning="share of all defendants who commit to hold out",
    unit="share",
    maximum=1,
    remedy="write 5% as 0.05",
)

COMMITTED = Parameter(
    name="committed",
    letter="M",
    meaning="defendants who have promised to hold out",
    unit="defendants",
    maximum=LARGEST_COUNT,
    remedy="count those who signed",
)
SURGE = Parameter(
    name="surge",
    letter="b",
    meaning="increase of trial capacity, as a share of it",
    unit="share",
    remedy="write half as much again as 0.5",
)
POOLING = Parameter(
    name="pooling",
    letter="phi",
    meaning="share of the other offices' trial capacity that can be sent",
    unit="share",
    maximum=1,
    default=1,
    remedy="write 5% as 0.05",
)

ROUNDS = Parameter(
    name="rounds",
    letter="R",
    meaning="rounds of offers, prices re-set between them",
    unit="rounds",
    minimum=1,
    maximum=LARGEST_COUNT,
    default=4,
    remedy="count the rounds",
)
SPARED = Parameter(
    name="spared",
    letter="",
    meaning="refusals that an offer wired to others outlasts, 0 for all or none",
    unit="defendants",
    maximum=LARGEST_COUNT,
    default=0,
    remedy="count the refusals, N less the quorum",
)
SURGE_COST = Parameter(
    name="surge_cost",
    letter="",
    meaning="what a trial added to the capacity costs the prosecutor, held or not",
    unit="years",
    remedy="state the years of sentence that she would give up for it",
)
DROPPING_COST = Parameter(
    name="dropping_cost",
    letter="",
    meaning="what a case dropped at the outset costs the prosecutor beside the plea foregone",
    unit="years",
    default=0,
    remedy="state the years of sentence that she would give up to keep it",
)
ORGANIZING_COST = Parameter(
    name="organizing_cost",
    letter="",
    meaning="what it costs the organizer to reach a defendant",
    unit="years",
    remedy="state the years of sentence that she would spare instead",
)
PAYMENT_COST = Parameter(
    name="payment_cost",
    letter="",
    meaning="what the organizer gives up for each year's worth paid to a striker",
    unit="factor",
    default=1,
    remedy="write 1 where money is worth as much to either",
)

PARAMETER = {parameter.name: parameter for parameter in PARAMETERS}
DEFENDANT_PARAMETERS = (*PARAMETERS[2:], TRIAL_VALUE, PROSECUTION_COST)
REQUIRED = tuple(parameter.name for parameter in PARAMETERS if parameter.default is None)
