r"""The form of a game in which every pleader is a witness against everybody tried.

Each witness alone convicts with probability q, w = 1 − q, and a plea costs g less while somebody
else holds out. With the price π of a plea beside nobody who holds out, T the cost of a trial
without witnesses and T₁ that of a trial that surely convicts,

.. math::

    \Delta(m) = \pi - g\,[m \ge 2] - d - \tau(m)\bigl(T_1 - d - (T_1 - T)\,w^{N-m}\bigr).

With T > d and T₁ ≥ T the cost of trial falls as fewer plead, and so does τ: from m = 2 on the gain
never falls. So bisection finds where it changes sign.

**Signs are exact at any N.** For τ(m) > 0 and T₁ > T the sign is that of w^(N−m) − c with a
rational c. Powers of w = a/b in lowest terms have the denominator b^(N−m); where c has another one
there is no tie, and balls of enough bits tell the two apart. Otherwise the power is written out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from math import log
from typing import Any

from flint import arb, fmpq
from sympy import Dummy, Expr, Integer, Min, Pow, expand

from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.payoffs import H, Payoffs
from .compile import at_values, values_of
from .exact_functions import as_fmpq
from .working_precision import working_precision

_BITS = 128
DIGITS = 256
"""Bits of gains that are too long to be written out."""
_SHORT = 2**10  # bits of powers of w that are written out
_NOTHING = Integer(0)


@dataclass(frozen=True)
class WitnessForm:
    """A lottery in numbers, with witnesses and a credit for co-operation.

    Attributes
    ----------
    defendants, capacity
        N who decide, and K.
    price
        π, what a plea costs where all plead, beside holding out as such.
    credit
        g, by how much less it costs while somebody else holds out.
    trial_cost, convicted_cost
        T, of a trial without witnesses, and T₁, of one that surely convicts.
    dismissal_cost
        d.
    silence
        w = 1 − q, the chance that a witness does not convince.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2, conviction="1/2")
    >>> form = witness_form(game.with_terms(pg.Testimony("1/2")))
    >>> str(form.headroom), [str(form.gain(m)) for m in (1, 2, 3)]
    ('1', ['-3/4', '1/4', '2/3'])
    """

    defendants: int
    capacity: Fraction
    price: Fraction
    credit: Fraction
    trial_cost: Fraction
    convicted_cost: Fraction
    dismissal_cost: Fraction
    silence: Fraction

    @property
    def stake(self) -> Fraction:
        """T − d."""
        return self.trial_cost - self.dismissal_cost

    @property
    def headroom(self) -> Fraction:
        """β = (T₁ − T)/(T − d)."""
        return (self.convicted_cost - self.trial_cost) / self.stake

    @property
    def price_ratio(self) -> Fraction:
        """r = (π − d)/(T − d)."""
        return (self.price - self.dismissal_cost) / self.stake

    def trial_chance(self, holdouts: int) -> Fraction:
        """τ(m)."""
        return min(Fraction(1), self.capacity / holdouts)

    def trial_cost_among(self, holdouts: int) -> Fraction:
        """T(m), what a trial costs when so many hold out and all others testify."""
        added = self.convicted_cost - self.trial_cost
        silent = self.silence ** (self.defendants - holdouts) if added else 1
        return self.convicted_cost - added * silent

    def cost(self, holdouts: int) -> Fraction:
        """V(m) = d + τ(m)(T(m) − d), what holding out as one of so many costs."""
        waiting = self.dismissal_cost
        return waiting + self.trial_chance(holdouts) * (self.trial_cost_among(holdouts) - waiting)

    def plea_price(self, holdouts: int) -> Fraction:
        """What the last of so many hold-outs would pay by pleading."""
        return self.price - self.credit if holdouts > 1 else self.price

    def gain(self, holdouts: int) -> Fraction:
        """Δ(m), whose denominator has as many digits as pleaders times those of w."""
        return self.plea_price(holdouts) - self.cost(holdouts)

    def sign(self, holdouts: int) -> int:
        """The sign of Δ(m), at any number of defendants."""
        surplus = self.plea_price(holdouts) - self.dismissal_cost
        chance, pleaders = self.trial_chance(holdouts), self.defendants - holdouts
        added = self.convicted_cost - self.trial_cost
        if not chance or not added or self.silence in (0, 1) or not pleaders:
            return _sign(self.gain(holdouts))
        bound = (self.convicted_cost - self.dismissal_cost - surplus / chance) / added
        return _compare_power(self.silence, pleaders, bound)

    def short_gain(self, holdouts: int) -> Fraction:
        """Δ(m), exactly where its fraction is short, else to 77 digits; 0 for 0 only."""
        if not self.is_long(holdouts):
            return self.gain(holdouts)
        pleaders = self.defendants - holdouts
        bits = DIGITS + _BITS
        while True:
            with working_precision(bits):
                gain = self.gain_ball(holdouts, arb(as_fmpq(self.silence)) ** pleaders)
                if gain.rel_accuracy_bits() >= DIGITS:
                    return as_fraction(gain.mid().fmpq())
            if gain.contains(0) and not self.sign(holdouts):
                return Fraction(0)
            bits *= 2

    @property
    def has_long_gains(self) -> bool:
        """Whether some gain is too long to be written out."""
        return self._has_long_power(1)

    def is_long(self, holdouts: int) -> bool:
        """Whether Δ(m) is too long to be written out."""
        return self.convicted_cost != self.trial_cost and self._has_long_power(holdouts)

    def _has_long_power(self, holdouts: int) -> bool:
        pleaders = self.defendants - holdouts
        bits = self.silence.denominator.bit_length()
        return self.silence not in (0, 1) and pleaders * bits > _SHORT

    def gain_ball(self, holdouts: int, silent: arb) -> arb:
        """Δ(m) in the working precision, from w^(N−m)."""
        capacity, most, added, among, alone = self._parts
        surplus = among if holdouts > 1 else alone
        cost = most - added * silent
        return surplus - (cost if holdouts <= capacity else cost * (capacity / holdouts))

    @cached_property
    def _parts(self) -> tuple[fmpq, ...]:
        """K, T₁ − d, T₁ − T, and what a plea costs beside others and alone, less d."""
        waiting = self.dismissal_cost
        parts = (
            self.capacity,
            self.convicted_cost - waiting,
            self.convicted_cost - self.trial_cost,
            self.plea_price(2) - waiting,
            self.plea_price(1) - waiting,
        )
        return tuple(map(as_fmpq, parts))

    @cached_property
    def first_content(self) -> int | None:
        """The least m ≥ 2 with Δ(m) ≥ 0; None where there is none."""
        return self._first_of(0)

    @cached_property
    def runs(self) -> tuple[tuple[int, int, int], ...]:
        """Signs of Δ, each with the first and the last m of a stretch that has it."""
        after = self.defendants + 1
        content, gaining = (self._first_of(sign) or after for sign in (0, 1))
        ends = ((-1, 2, content - 1), (0, content, gaining - 1), (1, gaining, after - 1))
        later = [run for run in ends if run[1] <= run[2]]
        alone = self.sign(1)
        if later and later[0][0] == alone:
            return (alone, 1, later[0][2]), *later[1:]
        return (alone, 1, 1), *later

    def _first_of(self, sign: int) -> int | None:
        """The least m ≥ 2 at which the gain's sign is at least that."""
        low, high = 2, self.defendants
        if high < 2 or self.sign(high) < sign:
            return None
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.sign(middle) >= sign else (middle + 1, high)
        return low


def witness_form(game: PleaGame) -> WitnessForm | None:
    """The form of a game with testimony or a credit; None where it has none.

    It has none with terms that make anything else depend on how many hold out or bind some to hold
    out, where trial costs no more than waiting, for then gains may fall, and where K is a mean.
    """
    formulas = witness_formulas(game.payoffs)
    if formulas is None:
        return None
    values = values_of(game)

    def number(formula: Expr) -> Fraction:
        value = at_values(formula, values)
        return Fraction(int(value.p), int(value.q))

    count, *parts = map(number, formulas)
    form = WitnessForm(int(count), *parts)
    plain = form.silence == 1 and not form.credit
    rising = form.stake > 0 and form.convicted_cost >= form.trial_cost and form.credit >= 0
    return form if rising and not plain and form.capacity.denominator == 1 else None


def has_witness_form(payoffs: Payoffs) -> bool:
    """Whether what depends on others is the lottery, testimony and a credit, and nothing else."""
    return witness_formulas(payoffs) is not None


@cache
def witness_formulas(payoffs: Payoffs) -> tuple[Expr, ...] | None:
    """The fields of the form in letters, in their order; None where there is no such form."""
    conviction = _linear(payoffs.conviction, _is_power)
    credit = _linear(payoffs.credit, lambda part: part == Min(1, H))
    if payoffs.committed != 0 or payoffs.fellows != 0 or conviction is None or credit is None:
        return None
    (heard, silent, power), (always, added, _) = conviction, credit
    base, exponent = power.args if power is not None else (Integer(1), payoffs.caseload - H)
    others = (payoffs.sentence, payoffs.process_cost, payoffs.transfer, payoffs.dismissal_cost,
              payoffs.reward, payoffs.offer, payoffs.sanction, base)  # fmt: skip
    if any(part.has(H) for part in others) or expand(exponent - payoffs.caseload + H) != 0:
        return None

    def cost(conviction: Expr) -> Expr:
        return payoffs.with_parts(conviction=conviction).trial_cost

    price = payoffs.offer - always + payoffs.sanction + payoffs.reward
    return (payoffs.caseload, payoffs.trials, price, added, cost(heard + silent), cost(heard),
            payoffs.dismissal_cost, base)  # fmt: skip


def _is_power(part: Expr) -> bool:
    return isinstance(part, Pow) and part.exp.has(H)


def _linear(formula: Expr, chosen: Callable[[Expr], bool]) -> tuple[Expr, Expr, Any] | None:
    """a, b and the part P of a formula a + bP, where P alone depends on H; None for others."""
    parts = {part for part in formula.atoms(Pow, Min) if chosen(part)}
    if not parts:
        return None if formula.has(H) else (formula, _NOTHING, None)
    if len(parts) > 1:
        return None
    (part,), letter = parts, Dummy()
    written = formula.xreplace({part: letter})
    slope = expand(written.diff(letter))
    if written.has(H) or slope.has(letter):
        return None
    return written.subs(letter, 0), slope, part


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _compare_power(base: Fraction, exponent: int, bound: Fraction) -> int:
    """The sign of base^exponent − bound, for a base between 0 and 1."""
    if bound <= 0 or bound >= 1:
        return 1 if bound <= 0 else -1
    size = log(bound.denominator) / log(base.denominator)
    if abs(size - exponent) < 0.5:
        return _sign(base**exponent - bound)
    bits = _BITS + exponent.bit_length()
    while True:
        with working_precision(bits):
            difference = arb(as_fmpq(base)).log() * exponent - arb(as_fmpq(bound)).log()
            if not difference.contains(0):
                return 1 if difference > 0 else -1
        bits *= 2
