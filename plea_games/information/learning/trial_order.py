r"""Whom to try first, if every verdict teaches something about all cases.

What decides the cases in common is one of several *theories* θ, with known prior probabilities.
Case i convicts with probability :math:`p_i(\theta)`, that is :math:`q\theta` where its strength is
q. The prosecutor tries one case after another, at a cost α each, up to a number of trials, and may
stop at any time. Then every case that is left settles: at a flexible price for the share φ of its
expected conviction, or at a posted price s if that is at most this share, and else for nothing. A
conviction is worth 1. All orders, and all ways to go on after each sequence of verdicts, are
compared in exact arithmetic.

**Strongest first.** With strengths q and flexible prices (or without settlements) trying the
largest q first was optimal in all of some thousands of random games; we have a proof for one trial
followed by settlement only. *Proof.* As beliefs are a martingale, all cases together are worth
:math:`\varphi \sum_j q_j \mathrm E\theta` if settled, so trying i first is worth
:math:`(1-\varphi) q_i \mathrm E\theta - \alpha` more. ∎ It fails under a posted price, where the
strongest may plead anyway, and where strength is not proportional, as the examples of
:func:`trial_order` show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError
from ...model.reading import attempt, gathered, read_share, read_whole
from ...tables import Column, Table, Tabular
from ..long_fractions import as_text, kept
from .strengths import Chances, Theories, read_case, read_cases, read_convictions, read_theories


@dataclass(frozen=True)
class FirstTrial:
    """What comes of trying one case first.

    Attributes
    ----------
    case
        Its name.
    value
        What the best play after it is worth in all, in convictions.
    conviction
        The chance that it convicts.
    after_acquittal, after_conviction
        The probabilities of the theories then; None where that verdict cannot come.
    """

    case: str
    value: Fraction
    conviction: Fraction
    after_acquittal: tuple[Fraction, ...] | None
    after_conviction: tuple[Fraction, ...] | None


@dataclass(frozen=True)
class TrialOrder(Tabular):
    """Which case to try first.

    Attributes
    ----------
    first_trials
        One for each case that may be tried, in the order given.
    without_trial
        What settling all at once is worth.
    theories
        The prior probabilities.
    """

    first_trials: tuple[FirstTrial, ...]
    without_trial: Fraction
    theories: tuple[Fraction, ...]

    @property
    def best(self) -> tuple[str, ...]:
        """The cases that are best tried first, all of them in a tie."""
        most = max(first.value for first in self.first_trials)
        return tuple(first.case for first in self.first_trials if first.value == most)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "best": list(self.best),
            "without_trial": float(self.without_trial),
            "theories": [float(chance) for chance in self.theories],
            "first_trials": [
                {
                    "case": first.case,
                    "value": float(first.value),
                    "value_exactly": as_text(first.value),
                    "conviction": float(first.conviction),
                    "after_acquittal": _floats(first.after_acquittal),
                    "after_conviction": _floats(first.after_conviction),
                }
                for first in self.first_trials
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a case."""
        columns = (
            Column("tried first", left=True),
            Column("worth in all\n(convictions)"),
            Column("exactly"),
            Column("convicts\nwith probability", "share"),
            Column("theories after\nan acquittal (%)"),
            Column("theories after\na conviction (%)"),
        )
        rows = [
            (
                first.case,
                f"{float(first.value):.6g}",
                as_text(first.value),
                float(first.conviction),
                _percents(first.after_acquittal),
                _percents(first.after_conviction),
            )
            for first in self.first_trials
        ]
        notes = (
            f"Best tried first: {', '.join(self.best)}.",
            f"Settling all without a trial is worth {float(self.without_trial):.6g}.",
            f"Theories beforehand: {_percents(self.theories)}%.",
        )
        return Table(title or "Whom to try first", columns, rows, notes)


@dataclass(frozen=True)
class _Docket:
    """Chances of conviction by theory, and how cases settle."""

    cases: tuple[Chances, ...]
    others: tuple[Chances, ...]
    share: Fraction
    offer: Fraction | None
    trial_cost: Fraction
    unchosen_settle: bool
    known: dict[tuple[Chances, frozenset[int], int], Fraction] = field(default_factory=dict)

    def settled(self, weights: Chances, untried: Iterable[int]) -> Fraction:
        """Of all that are left; weights are joint probabilities of theory and verdicts."""
        left = [*self.others, *(self.cases[i] for i in untried if self.unchosen_settle)]
        total = sum(weights, Fraction(0))
        worth = Fraction(0)
        for chances in left:
            expected = self.share * _joint(weights, chances)
            if self.offer is None:
                worth += expected
            elif self.offer * total <= expected:
                worth += self.offer * total
        return worth

    def value(self, weights: Chances, untried: frozenset[int], trials: int) -> Fraction:
        """Of the best play, times the probability of what has been seen."""
        state = weights, untried, trials
        if state not in self.known:
            best = self.settled(weights, untried)
            if trials and any(weights):
                best = max([best, *(self.tried(i, weights, untried, trials) for i in untried)])
            self.known[state] = best
        return self.known[state]

    def tried(self, case: int, weights: Chances, untried: frozenset[int], trials: int) -> Fraction:
        """Of trying one case, and the best play after it."""
        convicted, acquitted = _verdicts(weights, self.cases[case])
        left = untried - {case}
        later = sum(self.value(each, left, trials - 1) for each in (convicted, acquitted))
        return sum(convicted, later - self.trial_cost * sum(weights, Fraction(0)))


def trial_order(
    cases: Mapping[str, object],
    theories: Mapping[object, object] | Sequence[object],
    *,
    settlement: object = "1/2",
    offer: object = None,
    trial_cost: object = 0,
    trials: int | None = None,
    others: Sequence[object] = (),
    unchosen_settle: bool = True,
) -> TrialOrder:
    """Whom to try first when all cases hang on the same unknown.

    Parameters
    ----------
    cases
        By name, the cases that may be tried, up to eight: a strength q from 0 to 1, so that the
        case convicts with qθ, or a sequence with its chance of conviction under each theory.
    theories
        A mapping from θ, from 0 to 1, to its probability; or only the probabilities of theories
        that have no number. They add up to 1.
    settlement
        φ, from 0 to 1: the share of its expected conviction that a case settles for.
    offer
        s, a posted price in convictions, which a case accepts if it is at most that share; without
        it prices are flexible.
    trial_cost
        α ≥ 0, in convictions.
    trials
        How many trials there can be; without it as many as cases.
    others
        Cases, as above, that are never tried and settle in the end.
    unchosen_settle
        Whether cases that may be tried and are not settle with the others, or are left out.

    Returns
    -------
    TrialOrder
        In exact fractions.

    Raises
    ------
    ParameterError
        For chances out of range, probabilities that do not add up to 1, and too many cases.

    Examples
    --------
    Under a posted offer the strong case pleads anyway, so it is better to try the weak one:

    >>> import plea_games as pg
    >>> found = pg.information.trial_order(
    ...     {"strong": 1, "weak": "3/4"}, {"1/4": "1/10", 1: "9/10"}, offer="2/5", trials=1)
    >>> [(first.case, str(first.value)) for first in found.first_trials]
    [('strong', '37/40'), ('weak', '35/32')]

    A weak case says more of the theory where strong ones convict under any:

    >>> found = pg.information.trial_order(
    ...     {"strong": (".95", ".9"), "weak": (".6", ".1")}, ["1/2", "1/2"], offer="1/4", trials=1,
    ...     others=[(".6", ".1")] * 10, unchosen_settle=False)
    >>> [(first.case, str(first.value)) for first in found.first_trials]
    [('strong', '37/40'), ('weak', '49/40')]

    References
    ----------
    Ours.
    """
    faults: list[Fault] = []
    one: Theories = ((Fraction(1),), None)
    weights, values = attempt(faults, lambda: read_theories(theories), one)
    named = read_cases(cases, weights, values, faults)
    left = [
        attempt(faults, lambda: read_case(each, f"others {place}", weights, values), weights)  # noqa: B023
        for place, each in enumerate(others, start=1)
    ]
    share = attempt(faults, lambda: read_share(settlement, "settlement"), Fraction(0))
    price = (
        None
        if offer is None
        else attempt(faults, lambda: read_convictions(offer, "offer"), Fraction(0))
    )
    cost = attempt(faults, lambda: read_convictions(trial_cost, "trial_cost"), Fraction(0))
    most = len(named)
    with gathered(faults):
        most = most if trials is None else read_whole(trials, "trials", minimum=1)
    if faults:
        raise ParameterError(faults)
    docket = _Docket(tuple(named.values()), tuple(left), share, price, cost, unchosen_settle)
    everyone = frozenset(range(len(named)))
    firsts = []
    for place, (name, chances) in enumerate(named.items()):
        convicted, acquitted = _verdicts(weights, chances)
        value = docket.tried(place, weights, everyone, most)
        firsts.append(FirstTrial(name, kept(value), sum(convicted, Fraction(0)),
                                 _normalized(acquitted), _normalized(convicted)))  # fmt: skip
    return TrialOrder(tuple(firsts), kept(docket.settled(weights, everyone)), weights)


def _verdicts(weights: Chances, chances: Chances) -> tuple[Chances, Chances]:
    """Joint probabilities after a conviction, and after an acquittal."""
    convicted = tuple(w * chance for w, chance in zip(weights, chances, strict=True))
    return convicted, tuple(w - c for w, c in zip(weights, convicted, strict=True))


def _joint(weights: Chances, chances: Chances) -> Fraction:
    return sum((w * chance for w, chance in zip(weights, chances, strict=True)), Fraction(0))


def _normalized(weights: Chances) -> Chances | None:
    total = sum(weights)
    return tuple(kept(weight / total) for weight in weights) if total else None


def _floats(chances: Chances | None) -> list[float] | None:
    return None if chances is None else [float(chance) for chance in chances]


def _percents(chances: Chances | None) -> str:
    if chances is None:
        return "cannot come"
    return " : ".join(f"{100 * float(chance):.3g}" for chance in chances)
