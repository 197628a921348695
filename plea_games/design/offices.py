r"""Defender offices that move as one, among defendants who are alike.

An office of n clients lets all of them hold out or all plead. With M hold-outs elsewhere each of
its clients gains :math:`\Delta(M + n)` by the former, so the office holds out where that is not
negative, and one that is large enough needs nobody else: the least n with :math:`\Delta(n) \ge 0`,
⌈K/r⌉ without terms. A client who is advised as if alone compares :math:`\Delta(M + 1)`, which is
the advice that Bar-Gill & Ben-Shahar (2009, pp. 760–65, as quoted in Crespo 2022, n. 91) expect
of loyal counsel. Among clients who are alike the two differ only in what each expects of fellow
clients: once the office holds out, each client by herself would too. Clients who differ may be
asked to bear a loss: see :func:`office_strike`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

import numpy as np
from flint import fmpq

from ..errors import Fault, ParameterError, shown
from ..games.compile import at_values, values_of
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.payoffs import H
from ..model.reading import read_whole
from ..model.terms import CollectiveCounsel, Pledge
from ..subjects import takes_games
from ..tables import Column, Missing, Table, Tabular
from ..units import number_of
from .payments.turnouts import Turnouts, turnouts

MOST_COMBINATIONS = 1_000_000
"""Ways to choose how many offices of each size hold out, up to which all are looked at."""

_MOST_ROWS = 20


@dataclass(frozen=True)
class Office:
    """Offices of one size, and what a strike does to each of their clients; years, exact.

    Attributes
    ----------
    size : defendants
        Clients of each.
    number
        How many such offices there are.
    gain_striking_alone
        Δ(size): what each client gains over pleading if this office alone holds out.
    tried : share
        Her chance of trial then.
    gain_if_tried, gain_if_not
        What she gains over pleading in either event.
    """

    size: int
    number: int
    gain_striking_alone: Fraction
    tried: Fraction
    gain_if_tried: Fraction
    gain_if_not: Fraction


@dataclass(frozen=True)
class OfficeEquilibrium:
    """Pure equilibria with the same number of offices of each size holding out.

    Attributes
    ----------
    striking
        How many offices of each size hold out, in the order of ``Offices.offices``.
    holdouts
        Their clients.
    profiles
        How many equilibria there are of this description.
    """

    striking: tuple[int, ...]
    holdouts: int
    profiles: int


@dataclass(frozen=True)
class Offices(Tabular):
    """What offices that move as one make of a caseload.

    Attributes
    ----------
    game
        The caseload.
    offices
        By size, the largest first; defendants without an office count as offices of one.
    gain_acting_alone
        Δ(1): what a client gains over pleading who holds out by herself, in years.
    gain_if_all
        Δ(N): what each gains if everyone holds out.
    least_office
        The least size at which an office sustains a strike alone; None where no office would.
    equilibria
        All pure equilibria among the offices, by the number who hold out.
    """

    game: PleaGame
    offices: tuple[Office, ...]
    gain_acting_alone: Fraction
    gain_if_all: Fraction
    least_office: int | None
    equilibria: tuple[OfficeEquilibrium, ...]

    def table(self, title: str = "") -> Table:
        """One row a size of office; equilibria as notes."""
        columns = (
            Column("clients", "defendants"),
            Column("offices"),
            Column("strikes alone"),
            Column("each client gains\nif it does", "years"),
            Column("tried", "share"),
            Column("gains if tried", "years"),
            Column("gains if not", "years"),
        )
        rows = [
            (
                office.size,
                f"{office.number:,}",
                "yes" if office.gain_striking_alone >= 0 else "no",
                float(office.gain_striking_alone),
                float(office.tried),
                float(office.gain_if_tried) if office.tried else Missing("nobody is tried"),
                float(office.gain_if_not) if office.tried < 1 else Missing("all are tried"),
            )
            for office in self.offices
        ]
        least = (
            "No office would strike alone, of whatever size."
            if self.least_office is None
            else f"An office strikes alone from {number_of(self.least_office, 'clients')} on."
        )
        notes = (
            f"{least} A client who holds out by herself gains "
            f"{float(self.gain_acting_alone):.4g} years; if all hold out, each gains "
            f"{float(self.gain_if_all):.4g}.",
            f"Pure equilibria: {self._equilibria() or 'none'}.",
        )
        return Table(title or f"Offices that move as one, {self.game.describe()}", columns, rows,
                     notes)  # fmt: skip

    def _equilibria(self) -> str:
        texts = []
        for states in self.equilibria[:_MOST_ROWS]:
            who = " and ".join(
                f"{number:,} of {office.number:,} with {office.size:,}"
                for office, number in zip(self.offices, states.striking, strict=True)
                if number
            )
            everyone = all(
                n == o.number for n, o in zip(states.striking, self.offices, strict=True)
            )
            texts.append("all hold out" if everyone else (who and f"{who} hold out") or "all plead")
        if len(self.equilibria) > _MOST_ROWS:
            texts.append(f"{len(self.equilibria) - _MOST_ROWS:,} more")
        return "; ".join(texts)


@takes_games
def offices(game: PleaGame, *, sizes: Sequence[int]) -> Offices:
    """Offices of given sizes that move as one: who strikes alone, and all pure equilibria.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel` and :class:`Pledge`.
    sizes
        Clients of each office, counts of at least 1, at most N in all; others act alone.

    Returns
    -------
    Offices
        Exact; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, more clients than defendants, and more than
        1,000,000 combinations of offices.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.organizing.offices(game, sizes=[40, 25, 25])
    >>> found.least_office, [e.holdouts for e in found.equilibria]
    (30, [230])
    >>> [(o.size, float(o.gain_striking_alone)) for o in found.offices]
    [(40, 1.0), (25, -0.8), (1, -6.0)]

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), pp. 760–65, and Crespo (2022), pp. 2022–23, on what holds public
    defenders back.
    """
    at = turnouts(game, without=(CollectiveCounsel, Pledge))
    counts = _counts(sizes, len(at))
    return Offices(
        game=game,
        offices=tuple(_office(at, size, number) for size, number in counts.items()),
        gain_acting_alone=at.gain[0],
        gain_if_all=at.gain[-1],
        least_office=next((m for m, gain in enumerate(at.gain, start=1) if gain >= 0), None),
        equilibria=_equilibria(at, counts),
    )


def _counts(sizes: object, defendants: int) -> dict[int, int]:
    """How many offices there are of each size, the largest first."""
    if isinstance(sizes, str) or not isinstance(sizes, Sequence):
        rule = "must be a list of whole numbers"
        raise ParameterError([Fault("sizes", shown(sizes), rule, "write [40, 25, 25]")])
    clients = sorted((read_whole(size, "sizes", minimum=1) for size in sizes), reverse=True)
    unrepresented = defendants - sum(clients)
    if unrepresented < 0:
        rule = f"must be at most the {defendants:,} defendants in all"
        fault = Fault("sizes", f"{sum(clients):,} clients", rule, "count each client once")
        raise ParameterError([fault])
    clients += [1] * unrepresented
    counts = dict.fromkeys(dict.fromkeys(clients), 0)
    for size in clients:
        counts[size] += 1
    combinations = prod(number + 1 for number in counts.values())
    if combinations > MOST_COMBINATIONS:
        rule = f"must leave at most {MOST_COMBINATIONS:,} combinations"
        fault = Fault("sizes", f"{combinations:,} combinations", rule, "round the sizes")
        raise ParameterError([fault])
    return counts


def _office(at: Turnouts, size: int, number: int) -> Office:
    payoffs, values = at.game.payoffs, values_of(at.game)
    held = {**values, H: fmpq(size)}
    plea = at_values(payoffs.plea_payoff, {**values, H: fmpq(0)})
    untried = payoffs.reward - payoffs.dismissal_cost
    return Office(
        size=size,
        number=number,
        gain_striking_alone=at.gain[size - 1],
        tried=at.chance[size - 1],
        gain_if_tried=as_fraction(at_values(payoffs.reward - payoffs.trial_cost, held) - plea),
        gain_if_not=as_fraction(at_values(untried, held) - plea),
    )


def _equilibria(at: Turnouts, counts: dict[int, int]) -> tuple[OfficeEquilibrium, ...]:
    """Every choice of how many offices of each size hold out, at once."""
    signs = np.array([0, *((gain > 0) - (gain < 0) for gain in at.gain)], dtype=np.int8)
    numbers = np.indices([number + 1 for number in counts.values()]).reshape(len(counts), -1)
    holdouts = np.array(list(counts)) @ numbers
    content = signs[holdouts] >= 0  # nobody has to be, where nobody holds out
    for striking, (size, number) in zip(numbers, counts.items(), strict=True):
        joined = np.minimum(holdouts + size, len(at))
        content &= (striking == number) | (signs[joined] <= 0)
    states = np.flatnonzero(content)
    order = states[np.argsort(holdouts[states], kind="stable")]
    return tuple(
        OfficeEquilibrium(
            striking=(chosen := tuple(numbers[:, i].tolist())),
            holdouts=int(holdouts[i]),
            profiles=prod(comb(n, k) for n, k in zip(counts.values(), chosen, strict=True)),
        )
        for i in order
    )
