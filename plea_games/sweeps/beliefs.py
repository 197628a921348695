"""What sweeps vary beside a game: the prior before verdicts, and the spread of private cases.

The prior is Beta(a, b), as :func:`plea_games.verdicts` takes it. Where cases are private, T is
uniform within the spread of what it is in the game: from T − w to T + w.
"""

from collections.abc import Collection, Mapping
from fractions import Fraction

from ..errors import Fault, ParameterError
from ..games.lottery_form import lottery_form
from ..information.believed_costs import VERDICT_GOALS
from ..model.closed_form import ClosedForm
from ..model.game import PleaGame
from ..model.information_parameters import PRIOR_ACQUITTALS, PRIOR_CONVICTIONS, SPREAD
from ..model.parameters import Parameter

_PRIOR = (PRIOR_CONVICTIONS.name, PRIOR_ACQUITTALS.name)

BELIEFS: Mapping[str, Parameter] = {
    parameter.name: parameter for parameter in (PRIOR_CONVICTIONS, PRIOR_ACQUITTALS, SPREAD)
}
"""What is varied, by name."""

_TAUGHT = {goal: f"straight_to_{goal.replace(' ', '_')}" for goal in VERDICT_GOALS}
_COUNT, _FEWEST, _MOST = "cutoff_count", "fewest_share", "most_share"

BELIEF_FORMS: Mapping[str, ClosedForm] = {
    form.name: form
    for form in (
        *(
            ClosedForm(name, f"Acquittals to {goal}", "cases",
                       f"straight acquittals, from the start, that make for {goal}", ())
            for goal, name in _TAUGHT.items()
        ),
        ClosedForm(_COUNT, "Equilibria", "number", "how many if cases are private", ()),
        ClosedForm(_FEWEST, "Fewest hold-outs", "share",
                   "share who hold out in that equilibrium if cases are private", ()),
        ClosedForm(_MOST, "Most hold-outs", "share",
                   "share who hold out in that equilibrium if cases are private", ()),
    )
}  # fmt: skip
"""What comes of them, by name; no formula."""


def possible_with(varied: Collection[str]) -> tuple[str, ...]:
    """The outputs that there are if these beliefs are varied."""
    stated = [name for name in _PRIOR if name in varied]
    if len(stated) == 1:
        (missing,) = set(_PRIOR) - set(stated)
        rule = f"must be varied together with {stated[0]}"
        raise ParameterError([Fault(missing, "", rule, "give it one value, such as [1]")])
    taught = tuple(_TAUGHT.values()) if stated else ()
    return taught + ((_COUNT, _FEWEST, _MOST) if SPREAD.name in varied else ())


def believed_values(game: PleaGame, beliefs: Mapping[str, Fraction]) -> dict[str, float]:
    """The outputs at one point, those that exist there.

    Raises
    ------
    ParameterError
        Where the game has no lottery form, or no trials or years for verdicts to be about.
    """
    from ..information.learning.verdicts import verdicts  # few sweeps wait for what these load
    from ..information.private.private_cases import private_cases

    values: dict[str, float] = {}
    if _PRIOR[0] in beliefs:
        a, b = (beliefs[name] for name in _PRIOR)
        for goal in verdicts(game, prior=(a, b), trials=1).goals:
            if goal.straight is not None:
                values[_TAUGHT[goal.goal]] = goal.straight
    if SPREAD.name in beliefs:
        cost, spread = lottery_form(game).trial_cost, beliefs[SPREAD.name]
        cases = private_cases(game, _uniform(Fraction(cost), spread))
        shares = [float(each.share) for each in cases]
        values |= {_COUNT: len(shares), _FEWEST: min(shares), _MOST: max(shares)}
    return values


def _uniform(middle: Fraction, spread: Fraction) -> object:
    from scipy import stats

    if not spread:
        return [middle]
    return stats.uniform(float(middle - spread), float(2 * spread))
