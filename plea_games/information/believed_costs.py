"""What trial costs by how likely conviction is, and at which chances holding out is worth it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from ..errors import Fault, ParameterError
from ..games.lottery_form import form_of_parts, lottery_form
from ..model.exact import as_expression, as_fraction
from ..model.game import PleaGame
from ..model.parts import are_known, parts_of
from ..model.reading import refuse_other_kinds, refuse_symbols
from .private.mean_chances import mean_chance

VerdictGoal = Literal["existence", "risk dominance", "dominance"]
VERDICT_GOALS: tuple[VerdictGoal, ...] = get_args(VerdictGoal)

_MOST_DEFENDANTS = 1_000_000


@dataclass(frozen=True)
class BelievedCosts:
    """A lottery whose cost of trial is pJ + c for whatever p is believed; all in years."""

    defendants: int
    capacity: Fraction
    price: Fraction
    offset: Fraction
    dismissal_cost: Fraction
    sentence: Fraction
    process_cost: Fraction

    def trial_cost(self, conviction: Fraction) -> Fraction:
        """T at this chance of conviction."""
        return conviction * self.sentence + self.process_cost

    def bound(self, goal: VerdictGoal) -> Fraction:
        """π: the goal is reached if and only if conviction is no more likely than that."""
        return (self._cost_bound(goal) - self.process_cost) / self.sentence

    def _cost_bound(self, goal: VerdictGoal) -> Fraction:
        gained = self.price - self.dismissal_cost
        match goal:
            case "dominance":
                return self.price
            case "risk dominance":
                return self.dismissal_cost + gained / mean_chance(self.defendants, self.capacity)
            case "existence":
                chance = min(Fraction(1), self.capacity / self.defendants)
                return self.dismissal_cost + gained / chance


def believed_costs(game: PleaGame) -> BelievedCosts:
    """The caseload with its chance of conviction left open."""
    refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    numbers = lottery_form(game)
    convicted, acquitted = _costs_by_verdict(game)
    faults = []
    if numbers.capacity < 1:
        rule, remedy = "must be at least 1 here: without trials no verdict comes", "raise it"
        faults.append(Fault("capacity", str(numbers.capacity), rule, remedy))
    if numbers.defendants > _MOST_DEFENDANTS:
        rule, remedy = f"must be at most {_MOST_DEFENDANTS:,} here", "take a part of the caseload"
        faults.append(Fault("defendants", f"{int(numbers.defendants):,}", rule, remedy))
    if convicted <= acquitted:
        rule, remedy = "must be more than 0 here: else verdicts teach nothing", "raise it"
        faults.append(Fault("sentence", str(convicted - acquitted), rule, remedy))
    if numbers.price <= numbers.dismissal_cost:
        rule = f"must be more than dismissal_cost = {numbers.dismissal_cost} here"
        faults.append(Fault("price of a plea", str(numbers.price), rule, "raise the offer"))
    if faults:
        raise ParameterError(faults)
    return BelievedCosts(
        defendants=int(numbers.defendants),
        capacity=Fraction(numbers.capacity),
        price=Fraction(numbers.price),
        offset=Fraction(numbers.offset),
        dismissal_cost=Fraction(numbers.dismissal_cost),
        sentence=convicted - acquitted,
        process_cost=acquitted,
    )


def _costs_by_verdict(game: PleaGame) -> tuple[Fraction, Fraction]:
    """What trial costs whoever is sure to be convicted, and whoever is sure not to be."""
    if are_known(game.terms):
        convicted, acquitted = (
            form_of_parts(parts_of({**game.numbers, "conviction": chance}, game.terms))
            for chance in (Fraction(1), Fraction(0))
        )
        if convicted is not None and acquitted is not None:
            return convicted.trial_cost, acquitted.trial_cost
    from ..model.symbols import SYMBOLS

    letter = SYMBOLS["conviction"]
    cost = as_expression(lottery_form(game.with_parameters(conviction=letter)).trial_cost)
    return as_fraction(cost.subs(letter, 1)), as_fraction(cost.subs(letter, 0))
