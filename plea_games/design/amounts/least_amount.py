"""The search for the least amount of a lever that reaches a goal, with proof.

Where the gains are affine in the amount, each goal is a set of linear inequalities, and the least
amount is solved for exactly. Otherwise it is found by bisection; then exact arithmetic shows that
the goal is met at one end of a narrow bracket and missed at the other. That the goal is missed
throughout on the far side rests on each gain being monotone in the amount.

Where whole numbers depend on the amount, as the trials that a budget pays for, gains jump. The
place of the jump is solved for, and there the goal may be missed: then the amount is an infimum
that is not reached. Elsewhere gains are continuous, so that the least amount reaches the goal.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, Literal

from flint import fmpq

from ...errors import Fault, ParameterError, PrecisionError
from ...games.gains import MOST_EXACT_GAINS
from ...games.lottery_form import has_lottery_form
from ...games.piece_extremes import (
    extremes,
    extremes_of_ratio,
    tails,
)
from ...games.pieces import pieces
from ...games.working_precision import working_precision
from ...model.exact import as_fraction, as_known, simplest_between
from ...model.game import PleaGame
from ...model.goal import Goal
from ...model.parts import are_known, leave_a_lottery
from ...model.terms import Term
from ...model.terms.together import in_order, payoffs_with
from ...units import show_bound
from .attainment import Attainment
from .close_ends import close_ends, told_by
from .witness_amounts import many_witnesses, witness_amount

Verdict = Literal["none", "any amount", "missed already", "not enough"]

_FLOATING = 1e-14
_SMALLEST = 1e-30  # an amount below it is told from 0 by no bisection
_MOST_EXACT = 2_000  # defendants up to which bisection may do without doubles, and sums are exact
_BITS = 512
_OUTWARD = Fraction(1, 2**400)  # relative
_ROUNDING = Fraction(1, 10**25)
_RIGHT_BEHIND = Fraction(1, 10**9)  # of a bracket that is narrow already
_BRACKETS = (1e-13, 1e-11, 1e-9, 1e-6)  # relative widths, until exact arithmetic tells the ends


@dataclass(frozen=True)
class LeastAmount:
    """An amount, the neighbour that misses the goal where it was bracketed; or why there is none.

    The verdict says in two words which amounts would do where none can be named.

    Amounts are exact, but for risk dominance beyond a thousand hold-outs: there to 60 digits, with
    testimony to 11, rounded up. An amount is ``reached`` unless the goal is missed at it and met
    just beyond; ``limit`` is the last amount at which the goal is still met, where more of the
    lever puts off others.
    """

    amount: Fraction | None
    missed_at: Fraction | None = None
    reason: str = ""
    verdict: Verdict = "none"
    reached: bool = True
    limit: Fraction | None = None


_ANY = LeastAmount(None, reason="the goal is met at any amount", verdict="any amount")
_MISSED = LeastAmount(None, reason="the goal is missed even without it", verdict="missed already")


def _not_enough(reason: str) -> LeastAmount:
    return LeastAmount(None, reason=reason, verdict="not enough")


def least_amount(game: PleaGame, lever: Term, goal: Goal) -> LeastAmount:
    """The least amount that reaches the goal, or the most that it survives."""
    many = None if type(lever) in map(type, game.terms) else many_witnesses(game)
    amount = witness_amount(many, lever, goal) if many is not None else None
    if amount is not None:
        return LeastAmount(amount)
    return _Question(game, lever, goal).answer()


def size_fault(game: PleaGame, *more: Term) -> Fault | None:
    """What is wrong with a game, and more terms, with no lottery form and too many defendants."""
    count, terms = as_known(game.stated["defendants"]), in_order((*game.terms, *more))
    if count is None or count <= MOST_EXACT_GAINS or _leave_a_lottery(terms):
        return None
    names = ", ".join(type(term).__name__ for term in terms)
    rule = f"must be at most {MOST_EXACT_GAINS:,} with {names}"
    return Fault("defendants", f"{int(count):,}", rule, "take a smaller caseload")


def _leave_a_lottery(terms: tuple[Term, ...]) -> bool:
    if are_known(terms):
        return leave_a_lottery(terms)
    return has_lottery_form(payoffs_with(tuple(term.in_letters for term in terms)))


class _Question(Attainment):
    """What the least amount is of one lever, for one goal in one game."""

    def __init__(self, game: PleaGame, lever: Term, goal: Goal) -> None:
        super().__init__(game, lever, goal)
        self.game, self.lever, setting = game, lever, self.setting
        self.lowest, self.highest = setting.lowest, setting.highest
        fault = size_fault(setting.trial)
        if fault:
            raise ParameterError([fault])

    def answer(self) -> LeastAmount:
        is_affine = self.setting.is_affine
        low, high = self.is_met(self.lowest), None if is_affine else self.is_met(self.highest)
        if self.lever.increasing and low:
            # no amount is the least where the range is open below, as for hours of a trial
            is_least = self.lowest == self.lever.amount().minimum
            return LeastAmount(self.lowest) if is_least else _ANY
        if not self.lever.increasing and not low:
            return _MISSED
        if is_affine:
            return self._solved()
        if low == high:
            most = show_bound(self.highest, self.lever.amount().unit, up=True).strip()
            if low:
                return _ANY
            return _not_enough(f"even {most} would not do")
        return self._bracketed()

    def _solved(self) -> LeastAmount:
        """Each sum is v + wa, and must not be negative."""
        end = self._end_by_pieces()
        if end is not None:
            return self._unless_beyond(self.lowest + end, None)
        start, following = self._sums_that_decide()
        slopes = [b - a for a, b in zip(start, following, strict=True)]
        pairs = list(zip(start, slopes, strict=True))
        # kept as flint's until here: there are as many as defendants
        least = as_fraction(max([fmpq(0), *(-v / w for v, w in pairs if w > 0)]))
        limits = [-v / w for v, w in pairs if w < 0]
        most = as_fraction(min(limits)) if limits else None
        if any(v < 0 and w == 0 for v, w in pairs):
            return _not_enough("some gain that it does not change is negative")
        if not self.lever.increasing:
            return _ANY if most is None else self._unless_beyond(self.lowest + most, None)
        if most is not None and least > most:
            return _not_enough("what persuades some hold-outs puts off others")
        limit = None if most is None else self.lowest + most
        return self._unless_beyond(self.lowest + least, limit)

    def _unless_beyond(self, amount: Fraction, limit: Fraction | None) -> LeastAmount:
        if not self._is_beyond(amount):
            return self._reaching(amount, limit)
        if not self.lever.increasing:
            return _ANY
        return _not_enough(f"it would take {show_bound(amount, 'number', up=True)}")

    def _sums_that_decide(self) -> tuple[list[fmpq], list[fmpq]]:
        """The sums at the lowest amount and at one more: those that can be the first to be 0."""
        amounts = self.lowest, self.lowest + 1
        if self.goal == "dominance":
            first, second = map(self.gain_at, amounts)
            if first and second:
                (start, turnouts), (following, _) = first, second
                places = extremes_of_ratio(
                    start, lambda held: following(held) - start(held), turnouts[0], turnouts[-1]
                )
                if places is not None:
                    return [start(fmpq(h)) for h in places], [following(fmpq(h)) for h in places]
        return self.sums_at(amounts[0]), self.sums_at(amounts[1])

    def _end_by_pieces(self) -> Fraction | None:
        """Where the last, or the first, of many sums v + wa is 0; None where that is not told.

        To 120 digits, rounded to where none is negative. The least sum at an amount tells the next
        amount, from the lowest upwards, or downwards from where the sum that falls fastest is 0.
        """
        start, following = (self.gain_at(self.lowest + more) for more in (0, 1))
        rises = self.lever.increasing
        if self.goal != "risk dominance" or not start or not following:
            return None
        (gain, turnouts), (after, _) = start, following

        def slope(held: Any) -> Any:
            return after(held) - gain(held)

        ends = turnouts[0], turnouts[-1]
        levels, slopes = pieces(gain, *ends), pieces(slope, *ends)
        if len(turnouts) <= _MOST_EXACT or levels is None or slopes is None:
            return None
        if rises and any(slope(fmpq(held)) < 0 for held in extremes(slopes)):
            return None  # what persuades some may put off others
        end: Fraction | None = None
        with working_precision(_BITS):
            least = tails(levels if rises else slopes)
            while least is not None:
                place, total = min(least, key=lambda each: each[1].mid())
                if not total < 0:
                    return end
                level = dict(tails(levels, [place]) or ()).get(place)
                change = dict(tails(slopes, [place]) or ()).get(place)
                if level is None or change is None or not (change > 0 if rises else change < 0):
                    return None
                end = as_fraction((-level / change).mid().fmpq())
                end *= 1 + _OUTWARD if rises else 1 - _OUTWARD
                here = self.gain_at(self.lowest + end)
                parts = here and pieces(here[0], *ends)
                least = tails(parts) if parts else None
        return None

    def _reaching(self, amount: Fraction, limit: Fraction | None) -> LeastAmount:
        """The amount, or a little more where it was found from harmonic numbers to 30 digits."""
        if self.is_met(amount):
            return LeastAmount(amount, limit=limit)
        more = amount * (1 + _ROUNDING if self.lever.increasing else 1 - _ROUNDING)
        if self.is_met(more):
            return LeastAmount(more, amount, limit=limit)
        rule = "is not proved to be the least"
        remedy = "take numbers a little off, or fewer defendants"
        raise PrecisionError(self.lever.amount().name, float(amount), rule, remedy)

    def _is_beyond(self, amount: Fraction) -> bool:
        """Whether there are no such amounts; where bisection must start somewhere plays no part."""
        if self.lever.amount().maximum is not None and amount > self.highest:
            return True
        if type(self.lever).faults is Term.faults and not self.setting.may_outrun_credit:
            return False
        try:
            self.game.with_terms(self.lever.with_amount(amount))
        except ParameterError:
            return True
        return False

    def _bracketed(self) -> LeastAmount:
        ends = self._proved(*self._bisected(self.seems_met))
        few = self.game.numbers["defendants"] <= _MOST_EXACT
        if ends is None and few:  # doubles could not tell
            ends = self._proved(*self._bisected(self.is_met))
        if ends is None:
            name = self.lever.amount().name
            rule = "cannot be told by exact arithmetic from its neighbours, the least"
            raise PrecisionError(name, "", rule, "take numbers a little off, or fewer defendants")
        if self.lever.amount().is_count:
            return LeastAmount(*ends)
        jump = self._jump(*ends)
        if jump is None:
            return LeastAmount(*self._simplified(*ends))
        if self.is_met(jump):
            return LeastAmount(jump, ends[1])
        return LeastAmount(jump, jump, reached=False)

    def _simplified(self, met: Fraction, missed: Fraction) -> tuple[Fraction, Fraction]:
        """The bracket with the simplest fraction in it as one end."""
        simplest = simplest_between(*sorted((met, missed)))
        return (simplest, missed) if self.is_met(simplest) else (met, simplest)

    def _jump(self, met: Fraction, missed: Fraction) -> Fraction | None:
        """Where between the two some whole number changes, if the goal is met right behind it."""
        low, high = sorted((met, missed))
        for jump in self.setting.jumps(low, high):
            behind = jump + (met - missed) * _RIGHT_BEHIND
            if low < jump < high and self.is_met(behind):
                return jump
        return None

    def _bisected(self, is_met: Callable[[Fraction], bool]) -> tuple[float, float]:
        """Two amounts close to each other: one that is met, and one that is not."""
        met, missed = float(self.lowest), float(self.highest)
        if self.lever.increasing:
            met, missed = missed, met
        whole = self.lever.amount().is_count
        if not whole and (self.setting.has_lottery or self.are_few):
            is_met = told_by(close_ends(self.least_sum, met, missed), is_met)
        while abs(met - missed) > (1 if whole else max(_FLOATING * max(met, missed), _SMALLEST)):
            middle = (met + missed) / 2
            middle = floor(middle) if whole else middle
            if is_met(Fraction(middle)):
                met = middle
            else:
                missed = middle
        return met, missed

    def _proved(self, met: float, missed: float) -> tuple[Fraction, Fraction] | None:
        """The nearest amounts of which exact arithmetic says that one will do and one will not.

        None where it says so of no two amounts close by.
        """
        direction = 1 if met > missed else -1
        if self.lever.amount().is_count:
            return self._stepped(Fraction(met), direction)
        for width in (Fraction(width * met) for width in _BRACKETS):
            good, bad = Fraction(met) + direction * width, Fraction(missed) - direction * width
            good = max(self.lowest, min(self.highest, good))
            if self.is_met(good) and not self.is_met(bad):
                return good, bad
        return None

    def _stepped(self, count: Fraction, direction: int) -> tuple[Fraction, Fraction]:
        """Neighbouring counts that part what will do; doubles may have erred at a tie."""
        while not self.is_met(count):
            count += direction
        while self.is_met(count - direction):
            count -= direction
        return count, count - direction
