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

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import log
from typing import TypeVar

from flint import arb, fmpq

from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.parts import IN_FRACTIONS, Parts, amounts_of, are_known, leave_a_lottery
from ..model.payoffs_in_numbers import Rules, rules
from ..model.terms import CooperationCredit, Term, Testimony
from ..model.varying import VARYING, floor, least, most
from .exact_functions import LONGEST_POWER, as_fmpq
from .working_precision import working_precision

_BITS = 128
DIGITS = 256
"""Bits of gains that are too long to be written out."""


def _with_powers_of(value: int) -> Rules:
    """Formulas in which powers that depend on how many testify have one value."""
    return rules(least, most, floor, lambda _, exponent: value if exponent else 1)


_Number = TypeVar("_Number", arb, fmpq)

_SILENT, _HEARD = map(_with_powers_of, (1, 0))


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

    def plea_price(self, holdouts: int) -> Fraction:
        """What the last of so many hold-outs would pay by pleading."""
        return self.price - self.credit if holdouts > 1 else self.price

    def gain(self, holdouts: int) -> Fraction:
        """Δ(m), whose denominator has as many digits as pleaders times those of w."""
        return as_fraction(self._rational_gain(holdouts))

    def _rational_gain(self, holdouts: int) -> fmpq:
        pleaders = self.defendants - holdouts if self.convicted_cost != self.trial_cost else 0
        return self._gain_from(holdouts, as_fmpq(self.silence) ** pleaders)

    def cost(self, holdouts: int) -> Fraction:
        """V(m) = d + τ(m)(T(m) − d), what holding out as one of so many costs."""
        return self.plea_price(holdouts) - self.gain(holdouts)

    def sign(self, holdouts: int) -> int:
        """The sign of Δ(m), at any number of defendants."""
        surplus = self.plea_price(holdouts) - self.dismissal_cost
        chance, pleaders = self.trial_chance(holdouts), self.defendants - holdouts
        added = self.convicted_cost - self.trial_cost
        if not chance or not added or self.silence in (0, 1) or not pleaders:
            return _sign(self.gain(holdouts))
        bound = (self.convicted_cost - self.dismissal_cost - surplus / chance) / added
        return _compare_power(self.silence, pleaders, bound)

    def short_gain(self, holdouts: int) -> fmpq:
        """Δ(m), exactly where its fraction is short, else to 77 digits; 0 for 0 only."""
        if not self.is_long(holdouts):
            return self._rational_gain(holdouts)
        pleaders = self.defendants - holdouts
        bits = DIGITS + _BITS
        while True:
            with working_precision(bits):
                gain = self._gain_from(holdouts, arb(as_fmpq(self.silence)) ** pleaders)
                if gain.rel_accuracy_bits() >= DIGITS:
                    return gain.mid().fmpq()
            if gain.contains(0) and not self.sign(holdouts):
                return fmpq(0)
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
        return self.silence not in (0, 1) and pleaders * bits > LONGEST_POWER

    def _gain_from(self, holdouts: int, silent: _Number) -> _Number:
        """Δ(m) from w^(N−m)."""
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
    if are_known(game.terms) and not game.free_symbols:
        numbers = witness_numbers(game)
    else:
        numbers = _from_letters(game)
    if numbers is None:
        return None
    count, *parts = numbers
    form = WitnessForm(int(count), *parts)
    plain = form.silence == 1 and not form.credit
    rising = form.stake > 0 and form.convicted_cost >= form.trial_cost and form.credit >= 0
    return form if rising and not plain and form.capacity.denominator == 1 else None


def witness_numbers(game: PleaGame) -> list[Fraction] | None:
    """The fields of the form in their order, with terms of the package; None without such a form.

    A power of w is 1 where nobody testifies, and 0 where very many do.
    """
    testimony, others = list[Term](), list[Term]()
    for term in game.terms:
        (testimony if isinstance(term, Testimony) else others).append(term)
    if not leave_a_lottery([term for term in others if not isinstance(term, CooperationCredit)]):
        return None
    given = tuple(game.numbers.values()), amounts_of(game.terms)
    unheard, convicted = Parts(_SILENT, *given), Parts(_HEARD, *given)
    silent, heard = unheard.at(VARYING), convicted.at(VARYING)
    beside_none, beside_one = (unheard.at(Fraction(others), of_plea=True) for others in (0, 1))
    price = silent.offer - beside_none.credit + silent.sanction + silent.reward
    numbers = [
        silent.caseload,
        silent.trials,
        price,
        beside_one.credit - beside_none.credit,
        IN_FRACTIONS.trial_cost(silent),
        IN_FRACTIONS.trial_cost(heard),
        silent.dismissal_cost,
        IN_FRACTIONS.silence(*testimony[0].numbers) if testimony else 1,
    ]
    return list(map(Fraction, numbers))


def _from_letters(game: PleaGame) -> list[Fraction] | None:
    from .compile import at_values, values_of
    from .witness_formulas import witness_formulas

    formulas = witness_formulas(game.payoffs)
    if formulas is None:
        return None
    values = values_of(game)
    return [as_fraction(at_values(formula, values)) for formula in formulas]


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
