"""Parameters of games in which not everybody knows everything."""

from .parameters import Parameter

PRIOR_CONVICTIONS = Parameter(
    name="prior_a",
    letter="a",
    meaning="first parameter of the Beta prior of conviction, as good as a convictions seen",
    unit="number",
    remedy="write 4 where the prior is as strong as four convictions",
    above_minimum=True,
)
PRIOR_ACQUITTALS = Parameter(
    name="prior_b",
    letter="b",
    meaning="second parameter of the Beta prior of conviction, as good as b acquittals seen",
    unit="number",
    remedy="write 1 where the prior is as strong as one acquittal",
    above_minimum=True,
)
PROSECUTION_YEARS = Parameter(
    name="prosecution_years",
    letter="α",
    meaning="what holding a trial costs the prosecutor",
    unit="years",
    default=0,
    remedy="state the years of sentence that she would give up for it",
)
TRIALS_SEEN = Parameter(
    name="trials",
    letter="n",
    meaning="trials up to which the chance of reaching a goal is counted",
    unit="cases",
    minimum=1,
    maximum=2000,
    remedy="count the trials, such as 6 for one trial of six defendants",
)
SPREAD = Parameter(
    name="spread",
    letter="w",
    meaning="how far private costs of trial lie around their mean at most, all equally likely",
    unit="years",
    remedy="state the years of half the range",
)
