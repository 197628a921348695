r"""An all-or-none package for defendants who differ, at one price for all.

With h hold-outs beside the n members, member i bears :math:`V_i = d_i + \min(1, K/(n+h))(T_i -
d_i)` if the package fails, and blame g more if she has refused. So if all others accept she is
willing up to :math:`V_i + g`, and all accepting is an equilibrium up to the least of these: the
weakest case sets the price. Refusing never matters while somebody else refuses, but for the blame;
so up to that price refusing is weakly dominated for everybody (without blame only below it), and
with blame accepting is strictly dominant below. A dearer package fails: for whoever is not willing
accepting is weakly dominated, and one refusal is all it takes. Blame makes everybody accept more,
the innocent included.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError
from ...games.docket_forms import lottery_forms
from ...model.docket import Docket
from ...model.reading import gathered, read_numbers, read_whole
from ...tables import Column, Table, Tabular


@dataclass(frozen=True)
class NamedPackage(Tabular):
    """An all-or-none package for members who differ.

    Attributes
    ----------
    names
        The members.
    willing
        Up to what price each is willing if all others are, in years, blame included.
    outside, blame
        h and g.
    """

    names: tuple[str, ...]
    willing: tuple[Fraction, ...]
    outside: int
    blame: Fraction

    @property
    def price(self) -> Fraction:
        """Up to what price all accept, in years."""
        return min(self.willing)

    @property
    def weakest(self) -> tuple[str, ...]:
        """Whose cases set the price."""
        pairs = zip(self.names, self.willing, strict=True)
        return tuple(name for name, most in pairs if most == self.price)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        members = [
            {"name": name, "willing": float(most)}
            for name, most in zip(self.names, self.willing, strict=True)
        ]
        return {
            "members": members,
            "price": float(self.price),
            "weakest": list(self.weakest),
            "outside": self.outside,
            "blame": float(self.blame),
        }

    def table(self, title: str = "") -> Table:
        """One row a member."""
        columns = Column("member", left=True), Column("accepts up to", "years")
        rows = [(n, float(most)) for n, most in zip(self.names, self.willing, strict=True)]
        notes = (f"All or none, at one price: accepted up to {float(self.price):.4g} years.",)
        return Table(title or f"A package of {len(self.names)}", columns, rows, notes)


def named_package(game: Docket, *, outside: int = 0, blame: object = 0) -> NamedPackage:
    """The price of an all-or-none package for named defendants, all of them.

    Parameters
    ----------
    game
        Named defendants under a lottery, in numbers. Their own offers play no part.
    outside
        h, how many others hold out.
    blame
        g ≥ 0, what each who refuses bears more if the package fails, in years.

    Returns
    -------
    NamedPackage
        Exact; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, other ways to select trials, terms that make stakes depend on how many hold
        out, and numbers out of range.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant("Ana", offer=1, sentence=10), pg.Defendant("Bo", offer=1, sentence=4)]
    >>> print(named_package(pg.Docket(who, capacity=1), blame=1))
    A package of 2
    <BLANKLINE>
    member      accepts up to
                        years
    --------  ---------------
    Ana                     6
    Bo                      3
    <BLANKLINE>
    All or none, at one price: accepted up to 3 years.
    """
    faults: list[Fault] = []
    with gathered(faults):
        forms = lottery_forms(game)
    others, extra = 0, Fraction(0)
    with gathered(faults):
        others = read_whole(outside, "outside")
    with gathered(faults):
        (extra,) = read_numbers([blame], "blame", lambda _: "blame", minimum=0)
    if faults:
        raise ParameterError(faults)
    willing = tuple(form.offer_at(form.trial_chance(len(game) + others)) + extra for form in forms)
    names = tuple(who.name for who in game.defendants)
    return NamedPackage(names, willing, others, extra)
