r"""One office and its clients who differ: what its strike does to each of them.

If the n clients of an office hold out while all others plead, client i gains
:math:`\Delta_i(n) = (T_i - d_i)(r_i - \tau(n))` over pleading, and :math:`\Delta_i(N)` if everyone
holds out. Collective counsel looks at the sum; loyal counsel at each. Where the sum is positive and
some client's gain is not, the office would strike at the expense of that client: this is where it
"forgoes her duty of loyalty to the individual client" (Bar-Gill & Ben-Shahar 2009, pp. 760–61, as
quoted in Crespo 2022, n. 91).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import Fault, ParameterError, shown
from ..games.gains import lottery_chance
from ..model.docket import Docket
from ..tables import Column, Table, Tabular
from .named_lottery import named_lottery


@dataclass(frozen=True)
class OfficeClient:
    """What a strike does to one client; years over pleading, exact.

    Attributes
    ----------
    name
        Who.
    acting_alone
        Δᵢ(1): if she alone holds out.
    office_strikes
        Δᵢ(n): if all clients of the office do, and nobody else.
    all_strike
        Δᵢ(N): if everyone does.
    """

    name: str
    acting_alone: Fraction
    office_strikes: Fraction
    all_strike: Fraction

    @property
    def loyal_advice(self) -> str:
        """What is best for her alone, given that her fellow clients hold out."""
        return "hold out" if self.office_strikes >= 0 else "plead"


@dataclass(frozen=True)
class OfficeStrike(Tabular):
    """A strike of one office, client by client.

    Attributes
    ----------
    game
        All defendants.
    clients
        Those of the office, in the order given.
    """

    game: Docket
    clients: tuple[OfficeClient, ...]

    @property
    def total(self) -> Fraction:
        """What the clients gain together, in years."""
        return sum((client.office_strikes for client in self.clients), Fraction(0))

    @property
    def collective_advice(self) -> str:
        """What is best for the clients together."""
        return "hold out" if self.total >= 0 else "plead"

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The clients whom loyal counsel would advise otherwise."""
        advice = self.collective_advice
        return tuple(c.name for c in self.clients if c.loyal_advice != advice)

    @property
    def sustained(self) -> bool:
        """Whether the office sustains a strike alone, at no client's expense."""
        return all(client.office_strikes >= 0 for client in self.clients)

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        clients = [
            {
                "name": client.name,
                "acting_alone": float(client.acting_alone),
                "office_strikes": float(client.office_strikes),
                "all_strike": float(client.all_strike),
                "loyal_advice": client.loyal_advice,
            }
            for client in self.clients
        ]
        return {
            "clients": clients,
            "total": float(self.total),
            "collective_advice": self.collective_advice,
            "conflicts": list(self.conflicts),
            "sustained": self.sustained,
        }

    def table(self, title: str = "") -> Table:
        """One row a client."""
        columns = (
            Column("client", left=True),
            Column("gains if she\nalone holds out", "years"),
            Column("if the office\ndoes", "years"),
            Column("if everyone\ndoes", "years"),
            Column("loyal advice", left=True),
        )
        rows = [
            (c.name, float(c.acting_alone), float(c.office_strikes), float(c.all_strike),
             c.loyal_advice)
            for c in self.clients
        ]  # fmt: skip
        against = ", ".join(self.conflicts) or "nobody"
        notes = (
            f"Together they gain {float(self.total):.4g} years if the office strikes: collective "
            f"counsel would {self.collective_advice}, against the interest of {against}.",
        )
        return Table(title or "A strike of one office", columns, rows, notes)


def office_strike(game: Docket, *, clients: Sequence[str]) -> OfficeStrike:
    """What a strike of one office does to each of its clients, and whom it would be unfair to.

    Parameters
    ----------
    game
        Named defendants under a lottery, in numbers.
    clients
        The names of the office's clients.

    Returns
    -------
    OfficeStrike
        Exact; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, other ways to select trials, and names that are not among the defendants or
        come twice.

    Examples
    --------
    >>> import plea_games as pg
    >>> terms = {"Ana": (9, 10), "Bo": (6, 10), "Cy": (3, 10), "Di": (1, 10)}
    >>> who = [pg.Defendant(name, offer=s, sentence=t) for name, (s, t) in terms.items()]
    >>> found = pg.organizing.office_strike(pg.Docket(who, capacity=1), clients=["Ana", "Bo", "Cy"])
    >>> found.collective_advice, found.conflicts
    ('hold out', ('Cy',))
    """
    docket = named_lottery(game)
    names = docket.names
    given = [clients] if isinstance(clients, str) else list(clients)
    wrong = [name for name in dict.fromkeys(given) if name not in names or given.count(name) > 1]
    if wrong or not given:
        rule = f"must be names of the {len(game)} defendants, each once"
        value = ", ".join(map(shown, wrong)) or "[]"
        raise ParameterError([Fault("clients", value, rule, "list the office's clients")])
    alone, office, everyone = (
        lottery_chance(holdouts, docket.capacity) for holdouts in (1, len(given), len(game))
    )
    clients_ = []
    for name in given:
        stake, ratio = docket.stakes[names.index(name)], docket.ratios[names.index(name)]
        gains = (stake * (ratio - chance) for chance in (alone, office, everyone))
        clients_.append(OfficeClient(name, *gains))
    return OfficeStrike(game, tuple(clients_))


def least_office(game: Docket) -> tuple[str, ...] | None:
    """The clients of the smallest office that sustains a strike alone, at no client's expense.

    With θ₍ₙ₎ the n-th smallest of the thresholds ⌈K/rᵢ⌉ it is the least n with θ₍ₙ₎ ≤ n.

    Parameters
    ----------
    game
        Named defendants under a lottery, in numbers.

    Returns
    -------
    tuple of str, or None
        Names in the order given; None where no office would.

    Raises
    ------
    ParameterError
        For symbols, and other ways to select trials.

    Examples
    --------
    >>> import plea_games as pg
    >>> terms = {"Ana": (9, 10), "Bo": (6, 10), "Cy": (3, 10), "Di": (1, 10)}
    >>> who = [pg.Defendant(name, offer=s, sentence=t) for name, (s, t) in terms.items()]
    >>> pg.organizing.least_office(pg.Docket(who, capacity=1))
    ('Ana', 'Bo')
    """
    docket = named_lottery(game)
    needed = docket.thresholds.needed
    order = np.argsort(needed, kind="stable")
    enough = np.flatnonzero(needed[order] <= np.arange(1, len(game) + 1))
    if not enough.size:
        return None
    members = sorted(order[: int(enough[0]) + 1].tolist())
    return tuple(docket.names[i] for i in members)
