"""Parameters of place: silos, ties and neighbourhoods."""

from dataclasses import replace

from . import parameters
from .parameters import LARGEST_COUNT, Parameter

COST_PER_RECRUIT = Parameter(
    name="cost_per_recruit",
    letter="w",
    meaning="organizers' work to bring one defendant to hold out",
    unit="amount",
    default=1,
    remedy="count it in the unit of the budget",
)

SILO_VALUE = Parameter(
    name="value",
    letter="v",
    meaning="what winning the silo is worth to its organizers",
    unit="cases",
    maximum=LARGEST_COUNT,
    remedy="count it in cases, or leave it out for the number of defendants",
)

WORTH_TO_WIN = Parameter(
    name="win",
    letter="",
    meaning="what the silos won must be worth",
    unit="cases",
    remedy="count cases, such as 5000",
)

ORGANIZING_BUDGET = Parameter(
    name="budget",
    letter="M",
    meaning="what organizers can spend",
    unit="amount",
    remedy="count it in the unit of the cost per recruit",
)

POOLING = replace(parameters.POOLING, letter="φ", default=0)
"""The same between silos, each of which may lend to any other; none unless stated."""

TIE_SHARE = Parameter(
    name="share",
    letter="q",
    meaning="share of those one has ties with who must hold out for one to hold out",
    unit="share",
    maximum=1,
    remedy="write 30% as 0.3",
)

TIES = Parameter(
    name="ties",
    letter="z",
    meaning="others whom a defendant has ties with, on average",
    unit="defendants",
    maximum=LARGEST_COUNT,
    default=10,
    remedy="count the other defendants whom one knows",
)

CONCENTRATION = Parameter(
    name="concentration",
    letter="C",
    meaning="share of the defendants who live in the neighbourhoods hit hardest",
    unit="share",
    maximum=1,
    remedy="write 75% as 0.75",
)

INSIDE = Parameter(
    name="inside",
    letter="y",
    meaning="share of their ties that are made within their own neighbourhood",
    unit="share",
    maximum=1,
    remedy="write 80% as 0.8",
)

MEAN_THRESHOLD = Parameter(
    name="mean_threshold",
    letter="μ",
    meaning="mean of the shares of the crowd from which its members join",
    unit="share",
    maximum=1,
    remedy="write 25 in a hundred as 0.25",
)

THRESHOLD_SPREAD = Parameter(
    name="spread",
    letter="σ",
    meaning="standard deviation of these shares",
    unit="share",
    remedy="write 12.2 in a hundred as 0.122",
)
