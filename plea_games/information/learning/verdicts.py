r"""What verdicts teach: how many acquittals turn pleading into holding out.

Nobody knows the chance p of conviction, the same in all cases; all believe p ~ Beta(a, b) and see
the same verdicts. After n trials with j acquittals trial costs :math:`T_n = p_n J + c` with
:math:`p_n = (a+n-j)/(a+b+n)`. For s > d, J > 0 and 1 ≤ K, holding out is

============================= ==========================================
dominant                      iff :math:`p_n \le (s-c)/J`
risk dominant                 iff :math:`p_n \le (d+(s-d)/L-c)/J`
an equilibrium for all        iff :math:`p_n \le (d+(s-d)/\tau(N)-c)/J`
============================= ==========================================

with N, K and the Laplacian ratio L of those who still decide. *Proof.* The gain
:math:`s - d - \tau(m)(T_n - d)` must not be negative at τ = 1, at its mean L, at τ(N); each of
these is positive. Where :math:`T_n \le d` holding out dominates, and all three conditions hold,
because :math:`T_n \le d < s \le d + (s-d)/\tau`. ∎

With c = d = 0, k straight acquittals multiply the offer ratio r by (a + b + k)/(a + b).
"""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError
from ...model.exact import as_double
from ...model.game import PleaGame
from ...model.information_parameters import TRIALS_SEEN
from ...model.reading import as_list, attempt, gathered, read_number, read_whole
from ...subjects import takes_games_with
from ...tables import Column, Missing, Table, Tabular
from ...units import number_of, show
from ..believed_costs import VERDICT_GOALS, VerdictGoal, believed_costs
from .beta_prior import BetaPrior, read_prior
from .passage import (
    acquittals_needed,
    bound_ever,
    chance_ever,
    chances_at,
    chances_by,
    straight_acquittals,
)


@dataclass(frozen=True)
class Passage:
    """How likely a goal is reached by, and at, the n-th trial.

    Attributes
    ----------
    trials
        n.
    needed
        The least number of acquittals among them with which the goal is reached.
    by
        The chance that it is reached at some trial up to n at which all look.
    at
        The chance that it is reached after n trials, whatever was before.
    """

    trials: int
    needed: int
    by: Fraction
    at: Fraction


@dataclass(frozen=True)
class TaughtGoal:
    """What verdicts it takes to reach one goal.

    Attributes
    ----------
    goal
        "existence", "risk dominance" or "dominance" of holding out.
    bound : share
        π: the goal is reached where conviction is believed to be no more likely.
    straight
        The least number of acquittals in a row, from the start, that reach it; None where none do.
    passages
        By number of trials.
    ever
        The chance that it is reached at some time if all look after every verdict; None where no
        formula is known.
    at_most
        An upper bound on that chance.
    """

    goal: VerdictGoal
    bound: Fraction
    straight: int | None
    passages: tuple[Passage, ...]
    ever: Fraction | None
    at_most: Fraction


@dataclass(frozen=True)
class Verdicts(Tabular):
    """How many acquittals it takes, and how likely they come.

    Attributes
    ----------
    game
        The caseload; its own chance of conviction is replaced by what is believed.
    prior
        a and b.
    every
        After how many verdicts each all look.
    goals
        From the one that is reached first.
    """

    game: PleaGame
    prior: tuple[Fraction, Fraction]
    every: int
    goals: tuple[TaughtGoal, ...]

    @property
    def offer_ratio(self) -> Fraction | None:
        """r at the mean of the prior; None where trial is then no worse than waiting."""
        costs = believed_costs(self.game)
        stake = costs.trial_cost(BetaPrior(*self.prior).mean) - costs.dismissal_cost
        return (costs.price - costs.dismissal_cost) / stake if stake > 0 else None

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "prior": [float(part) for part in self.prior],
            "every": self.every,
            "offer_ratio": None if self.offer_ratio is None else as_double(self.offer_ratio, "r"),
            "goals": [
                {
                    "goal": goal.goal,
                    "bound": float(goal.bound),
                    "straight": goal.straight,
                    "ever": None if goal.ever is None else float(goal.ever),
                    "at_most": float(goal.at_most),
                    "passages": [
                        {**asdict(each), "by": float(each.by), "at": float(each.at)}
                        for each in goal.passages
                    ],
                }
                for goal in self.goals
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a goal and number of trials."""
        columns = (
            Column("holding out is", left=True),
            Column("if conviction\nis at most", "share"),
            Column("straight\nacquittals"),
            Column("trials"),
            Column("acquittals\nneeded"),
            Column("reached by\nthen", "share"),
            Column("reached\nthen", "share"),
            Column("ever\nreached", "share"),
        )
        never = "However many acquittals, the goal is not reached."
        names = {"existence": "an equilibrium", "risk dominance": "risk dominant"}
        rows = [
            (
                names.get(goal.goal, "dominant"),
                float(goal.bound),
                Missing(never) if goal.straight is None else goal.straight,
                each.trials,
                each.needed,
                float(each.by),
                float(each.at),
                _ever(goal),
            )
            for goal in self.goals
            for each in goal.passages
        ]
        prior = BetaPrior(*self.prior)
        ratio = self.offer_ratio
        notes = [
            f"The chance of conviction is believed to be {prior}, on average "
            f"{100 * float(prior.mean):.4g}%, in place of the game's own"
            + ("." if ratio is None else f"; then the offer is worth r = {_shown_ratio(ratio)}."),
            '"Reached then" takes all verdicts up to there; "reached by then" counts every time at '
            + ("which all look, after each verdict." if self.every == 1
               else f"which all look, after every {self.every} verdicts."),
            "More acquittals than there were trials cannot come.",
        ]  # fmt: skip
        heading = f"What verdicts teach, {self.game.describe()}"
        return Table(title or heading, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        first = self.goals[0]
        if first.straight is None:
            return "However many acquittals come, they do not make a strike last."
        if not first.straight:
            return "A strike can last before any verdict has come."
        each = first.passages[-1]
        return (
            f"{number_of(first.straight, 'acquittals')} at the start would make a "
            f"strike last; within {number_of(each.trials, 'trials')} enough come with a chance of "
            f"{show(float(each.by), 'share')}%."
        )


@takes_games_with(prior="prior")
def verdicts(
    game: PleaGame,
    *,
    prior: tuple[object, object] | None = None,
    trials: object = 10,
    every: int = 1,
) -> Verdicts:
    """How many acquittals make holding out an equilibrium, risk dominant, dominant; how likely.

    Parameters
    ----------
    game
        The caseload of those who still decide, in numbers, with K ≥ 1 and an offer above d. Its
        own chance of conviction is not used.
    prior
        a and b, both above 0, of the Beta distribution that all believe the chance of conviction to
        have: as good as a convictions and b acquittals seen. That of the scenario unless given.
    trials
        The numbers n of trials to report, one or several, each from 1 to 2,000.
    every
        All look after every so many verdicts: 1, or the size of a batch that is tried together.

    Returns
    -------
    Verdicts
        Exact fractions up to some 2,400 digits, and beyond correct to 70 digits.

    Raises
    ------
    ParameterError
        For symbols, terms without a lottery form, K < 1, J = 0, s ≤ d, and numbers out of range.

    Examples
    --------
    As many acquittals as the first trial of J20 brought, against a prior mean of 80%:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50)
    >>> found = pg.verdicts(game, prior=(4, 1), trials=6, every=6)
    >>> found.offer_ratio, found.goals[1].straight, str(found.goals[1].passages[0].by)
    (Fraction(1, 10), 6, '1/210')

    References
    ----------
    Ours; the number of paths is the ballot theorem's.
    """
    costs = believed_costs(game)
    faults: list[Fault] = []
    beliefs = attempt(faults, lambda: read_prior(prior), BetaPrior(Fraction(1), Fraction(1)))
    counts = attempt(faults, lambda: _read_trials(trials), [1])
    with gathered(faults):
        read_whole(every, "every", minimum=1)
    if faults:
        raise ParameterError(faults)
    goals = []
    for goal in VERDICT_GOALS:
        bound = costs.bound(goal)
        by, at = chances_by(beliefs, bound, counts, every), chances_at(beliefs, bound, counts)
        goals.append(
            TaughtGoal(
                goal=goal,
                bound=bound,
                straight=straight_acquittals(beliefs, bound),
                passages=tuple(
                    Passage(n, acquittals_needed(beliefs, bound, n), *chances)
                    for n, *chances in zip(counts, by, at, strict=True)
                ),
                ever=chance_ever(beliefs, bound),
                at_most=bound_ever(beliefs, bound),
            )
        )
    return Verdicts(game, (beliefs.a, beliefs.b), int(every), tuple(goals))


def _ever(goal: TaughtGoal) -> float | Missing:
    if goal.ever is not None:
        return float(goal.ever)
    bound = f"{100 * float(goal.at_most):.4g}%"
    return Missing(f"No formula is known; by Doob's inequality at most {bound}.", "unknown")


def _read_trials(trials: object) -> list[int]:
    faults: list[Fault] = []
    counts = [
        int(attempt(faults, lambda: read_number(TRIALS_SEEN, value), Fraction(1)))  # noqa: B023
        for value in as_list(trials)
    ]
    if not counts:
        faults.append(Fault("trials", "[]", "must have at least one number", "write 6"))
    if faults:
        raise ParameterError(faults)
    return sorted(set(counts))


def _shown_ratio(ratio: Fraction) -> str:
    return f"{as_double(ratio, 'r'):.4g}"
