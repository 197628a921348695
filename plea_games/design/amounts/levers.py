"""What each lever takes for each goal: one table."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ...errors import PrecisionError
from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.reading import refuse_other_kinds
from ...model.terms import Pledge, SidePayment, Term, Testimony, VisibleDefection
from ...model.terms.together import kinds
from ...subjects import takes_games
from ...tables import Column, Hint, Missing, Table, Tabular
from ...units import show_bound
from .goals import GOALS
from .least_amount import size_fault
from .required import Requirement, required
from .witness_amounts import many_witnesses, witness_amount

_ALL_GAINS: tuple[Goal, ...] = ("risk dominance", "dominance")
_LONG = (
    "not searched for with testimony among more than a thousand defendants, which takes long; "
    "required(game, …) does"
)

_SIDES = {"organizers": "organizers", "defence": "defence", "state": "the state"}
_LEVER_WIDTH = 22  # characters, for a class above its parameter


_GOALS_IN_WORDS: dict[Goal, str] = {
    "existence": "a strike of all can last",
    "risk dominance": "holding out is the safer choice for those who cannot tell what others do",
    "dominance": "holding out is best whatever the others do",
}


@dataclass(frozen=True)
class TestimonyCost:
    """What testimony adds to the least amount of one lever for one goal.

    Attributes
    ----------
    lever, goal
        By name.
    years
        None where there is no amount, with testimony or without.
    """

    lever: str
    goal: Goal
    years: Fraction | None

    @property
    def shown(self) -> str:
        """The goal and the years."""
        years = "no amount" if self.years is None else f"{float(self.years):.4g} years"
        return f"{years} for {self.goal}"


@dataclass(frozen=True)
class Levers(Tabular):
    """How much of each lever each goal takes, for one game; iterates over the requirements.

    Attributes
    ----------
    game
        The caseload.
    requirements
        One :class:`Requirement` for each lever and goal.
    without_testimony
        Where the caseload has testimony: side payments and sanctions for each goal if nobody
        testified.
    """

    game: PleaGame
    requirements: tuple[Requirement, ...]
    without_testimony: tuple[Requirement, ...] = ()

    @property
    def testimony_costs(self) -> tuple[TestimonyCost, ...]:
        """By how much testimony raises the least side payment and sanction, for each goal."""
        asked = {(type(each.lever), each.goal): each for each in self.requirements}
        return tuple(
            TestimonyCost(
                type(silent.lever).__name__,
                silent.goal,
                _years_between(silent, asked[type(silent.lever), silent.goal]),
            )
            for silent in self.without_testimony
        )

    def __iter__(self) -> Iterator[Requirement]:
        return iter(self.requirements)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        rows = [requirement.record() for requirement in self.requirements]
        costs = [asdict(cost) | {"years": float(cost.years)} if cost.years is not None
                 else asdict(cost) for cost in self.testimony_costs]  # fmt: skip
        return {
            "parameters": self.game.record(),
            "levers": rows,
            "testimony_costs": costs,
        }

    def table(self, title: str = "") -> Table:
        """One row a lever."""
        columns = (
            Column("lever\n(parameter)", left=True, wrap=_LEVER_WIDTH),
            Column("by", left=True),
            Column("what is counted", left=True, wrap=34),
            *(Column(goal, left=True, wrap=22) for goal in GOALS),
        )
        by_lever: dict[Term, list[Requirement]] = {}
        for requirement in self.requirements:
            by_lever.setdefault(requirement.lever, []).append(requirement)
        in_order = sorted(by_lever.items(), key=lambda row: list(_SIDES).index(row[0].side))
        rows = [
            (
                f"{type(lever).__name__} ({lever.amount().name})",
                _SIDES[lever.side],
                lever.amount().meaning,
                *map(_cell, amount),
            )
            for lever, amount in in_order
        ]
        notes: tuple[str | Hint, ...] = (
            "≥: the least that reaches the goal; at > it is missed, and reached by any more. ≤: "
            "the most that the goal survives. Amounts are rounded such that this is true of what "
            "is printed. T is what trial costs a defendant, before terms. In brackets: the "
            "parameter's name.",
            Hint("The name goes with --with, in sweeps and in with_parameters."),
            "Existence: all-hold-out is an equilibrium. Risk dominance: it maximizes the exact "
            "potential (Laplacian, global-game selection). Dominance: holding out is a best reply "
            "whatever others do. Divide-and-conquer proof: the first to be offered s in a sequence "
            "of offers refuses, though all after her plead (a reconstruction).",
            "CostlierTrials is a factor on what a trial takes now, and the budget is K of these; "
            "YearsCap allots each case s or pJ, whichever is more; "
            "CollectiveCounsel is one office for all.",
        )
        notes += tuple(
            f"What testimony adds to the least {name}: "
            + ", ".join(cost.shown for cost in self.testimony_costs if cost.lever == name) + "."
            for name in dict.fromkeys(cost.lever for cost in self.testimony_costs)
        )  # fmt: skip
        title = title or f"Levers for {self.game.describe()}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        """The first goal that is not met, and what reaches it; else what the state can answer."""
        for goal, said in _GOALS_IN_WORDS.items():
            asked = [each for each in self.requirements if each.goal == goal]
            organizers = [each for each in asked if each.lever.side == "organizers"]
            cells = list(map(_cell, organizers))
            if not cells or "met already" in cells:
                continue
            ways = [f"{type(each.lever).__name__} {cell}"
                    for each, cell in zip(organizers, cells, strict=True)
                    if isinstance(cell, str)]  # fmt: skip
            needed = f"any one of these is enough: {'; '.join(ways)}" if ways else "no lever does"
            met = [words for other, words in _GOALS_IN_WORDS.items()
                   if list(GOALS).index(other) < list(GOALS).index(goal)]  # fmt: skip
            so_far = f"Without any lever, {met[-1]}. " if met else ""
            return f"{so_far}For organizers to reach that {said}, {needed}."
        return "Without any lever, holding out is best whatever the others do."


@takes_games
def levers(game: PleaGame, *, share: object | None = None) -> Levers:
    """The least amount of every lever for every goal, each lever alone.

    Parameters
    ----------
    game
        The caseload, in numbers; levers that it has as terms already are left out.
    share
        Of the defendants who are committed to hold out beforehand.

    Returns
    -------
    Levers
        Frozen; prints as a table and renders in Jupyter. Where the caseload has testimony, it also
        says by how much that raises the least side payment and sanction for each goal.

    Raises
    ------
    ParameterError
        As :func:`required` does; but levers that the caseload is too large for are
        listed with that as the reason.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=1, sentence=10)
    >>> for found in pg.levers(game):
    ...     if found.goal == "risk dominance" and found.lever.side == "organizers":
    ...         print(found)
    Solidarity for risk dominance: at least 2.076 years
    VisibleDefection for risk dominance: at least 1.043 years
    SidePayment for risk dominance: at least 5.104 years
    Pledge for risk dominance: at least 52 defendants
    CommunityJury for risk dominance: at least 5.78%
    CostlierTrials for risk dominance: more than 2.4 hours
    PreparationDecay for risk dominance: at least 0.9885
    Mistrials for risk dominance: at least 99.54%
    StrikeFund for risk dominance: at least 52.15 years
    """
    refuse_other_kinds(game, PleaGame)
    present = {type(term) for term in game.terms} | ({Pledge} if share is not None else set())
    unknown = [kind.as_lever(game.stated) for kind in kinds() if kind not in present]
    asked = tuple(_asked(game, lever, goal, share) for lever in unknown for goal in GOALS)
    if Testimony not in present:
        return Levers(game, asked)
    others = [term for term in game.terms if not isinstance(term, Testimony)]
    silent = game.without_terms().with_terms(*others)
    priced = [lever for lever in unknown if isinstance(lever, SidePayment | VisibleDefection)]
    unheard = tuple(_asked(silent, lever, goal, share) for lever in priced for goal in GOALS)
    return Levers(game, asked, unheard)


def _years_between(less: Requirement, more: Requirement) -> Fraction | None:
    """By how much the second needs more, neither less than nothing; None where one has no end."""
    if less.exact is None or more.exact is None:
        return None
    return max(Fraction(more.exact), Fraction(0)) - max(Fraction(less.exact), Fraction(0))


def _asked(game: PleaGame, lever: Term, goal: Goal, share: object | None) -> Requirement:
    """A lever that cannot be told for this game is a row with the reason, not the end of all."""
    too_large = size_fault(game, lever) if share is None else None
    if too_large:
        reason = f"{too_large.parameter} {too_large.rule}"
        return Requirement(game, lever, lever.amount(), goal, None, reason=reason)
    many = many_witnesses(game) if goal in _ALL_GAINS else None
    if many is not None and witness_amount(many, lever, goal) is None:
        return Requirement(game, lever, lever.amount(), goal, None, reason=_LONG)
    try:
        return required(game, lever, for_=goal, share=share)
    except PrecisionError as error:
        return Requirement(game, lever, lever.amount(), goal, None, reason=str(error))


def _cell(requirement: Requirement) -> object:
    if requirement.exact is None:
        return Missing(requirement.reason, requirement.verdict)
    neutral = requirement.lever.neutral_amount
    if not requirement.at_most and (
        requirement.exact < neutral or (requirement.exact == neutral and requirement.reached)
    ):
        return "met already"
    sign, amount = requirement.as_bound(requirement.lever.amount_unit)
    of_cost = ""
    if requirement.parameter.unit == "years":
        share = requirement.exact / lottery_form(requirement.game.without_terms()).trial_cost
        of_cost = f" ({show_bound(share, 'number', up=not requirement.at_most)} T)"
    return f"{sign} {amount}{of_cost}"
