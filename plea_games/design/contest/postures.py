"""What a prosecutor may do in a contest. To add a posture, list it below."""

from dataclasses import dataclass
from fractions import Fraction

from ...errors import Fault, ParameterError, choice_faults
from ...games.gains import deciding
from ...model.game import PleaGame
from ...model.notation import decimal
from ...model.parameters import ROUNDS, SPARED
from ...model.reading import gathered, read_whole
from ...model.terms import BudgetSurge, Dismissals, Retaliation, Term
from .named_options import Named
from .pricing import PRICINGS, Pricing


@dataclass(frozen=True)
class Posture:
    """How pleas are priced, and what the state adds to the game.

    Attributes
    ----------
    name
        What to call it.
    pricing
        "standing offer" (the game's own, to all), "one price" (the best for her), "ranked offers",
        "rounds", "announced order", "race" or "wired".
    terms
        Such as :class:`Retaliation`.
    rounds
        Of offers, where the pricing is "rounds".
    spared
        Refusals that the price outlasts, where the pricing is "wired".

    Raises
    ------
    ParameterError
        For another pricing, fewer rounds than one, or a number spared that does not count.
    """

    name: str
    pricing: Pricing = "one price"
    terms: tuple[Term, ...] = ()
    rounds: int = ROUNDS.default or 1
    spared: int = SPARED.default or 0

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        with gathered(faults):
            read_whole(self.rounds, "rounds", minimum=1)
        with gathered(faults):
            read_whole(self.spared, "spared")
        faults += choice_faults("pricing", self.pricing, PRICINGS)
        if faults:
            raise ParameterError(faults)

    def __str__(self) -> str:
        return self._stated([term.describe() for term in self.terms])

    @property
    def label(self) -> str:
        """The same, amounts to four digits."""
        return self._stated([term.describe(decimal) for term in self.terms])

    def _stated(self, amounts: list[str]) -> str:
        counts = [f"{ROUNDS.letter} = {self.rounds:,}"] if self.pricing == "rounds" else []
        if self.pricing == "wired":
            counts = [f"{self.spared:,} spared" if self.spared else "all or none"]
        return with_amounts(self.name, [*counts, *amounts])


def with_amounts(name: str, amounts: list[str]) -> str:
    """A name with what it stands for behind it."""
    return f"{name} ({', '.join(amounts)})" if amounts else name


def tenth_of_those_who_decide(game: PleaGame) -> Fraction:
    """Rounded up, and few enough to leave someone."""
    count = deciding(game)
    return Fraction(min(-(-count // 10), (count - 1) // 2))


POSTURES: tuple[Named[Posture], ...] = (
    Named("standing offer", lambda *_: Posture("standing offer", "standing offer")),
    Named("one price", lambda *_: Posture("one price")),
    Named("ranked offers", lambda *_: Posture("ranked offers", "ranked offers")),
    Named(
        "rounds",
        lambda _, count: Posture("rounds", "rounds", rounds=int(count)),
        parameter=ROUNDS,
        default=lambda _: Fraction(ROUNDS.default or 1),
    ),
    Named("announced order", lambda *_: Posture("announced order", "announced order")),
    Named("race", lambda *_: Posture("race", "race")),
    Named(
        "wired",
        lambda _, spared: Posture("wired", "wired", spared=int(spared)),
        parameter=SPARED,
        default=lambda _: Fraction(SPARED.default or 0),
    ),
    Named(
        "retaliation",
        lambda _, factor: Posture("retaliation", terms=(Retaliation(factor),)),
        parameter=Retaliation.amount(),
        default=lambda _: Fraction(2),
        term=Retaliation,
    ),
    Named(
        "surge",
        lambda _, share: Posture("surge", terms=(BudgetSurge(share),)),
        parameter=BudgetSurge.amount(),
        default=lambda _: Fraction(1),
        term=BudgetSurge,
    ),
    Named(
        "dismissal",
        lambda _, count: Posture("dismissal", terms=(Dismissals(count),)),
        parameter=Dismissals.amount(),
        default=tenth_of_those_who_decide,
        term=Dismissals,
    ),
)
"""Retaliation, a surge and dismissals come with the best single price under them."""
