"""What a game looks like at each turnout: gains, chances of trial, trials at most."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from math import ceil

from ...errors import Fault, ParameterError
from ...games.gains import MOST_EXACT_GAINS, anonymous_game, trial_chances
from ...model.game import PleaGame
from ...model.parts import parts_in_numbers
from ...model.reading import refuse_other_kinds
from ...model.terms import Term


@dataclass(frozen=True)
class Turnouts:
    """The gains Δ(1…n) of those who decide, and what they are made of, exactly.

    Attributes
    ----------
    game
        In numbers.
    gain
        Δ(1), …, Δ(n).
    """

    game: PleaGame
    gain: tuple[Fraction, ...]

    def __len__(self) -> int:
        return len(self.gain)

    @cached_property
    def chance(self) -> tuple[Fraction, ...]:
        """τ(1), …, τ(n), promises that may be broken averaged out."""
        return tuple(trial_chances(self.game))

    @cached_property
    def trials(self) -> int:
        """The most who can be tried; a mean number of trials is rounded up."""
        return ceil(Fraction(parts_in_numbers(self.game).trials))

    @cached_property
    def prices(self) -> tuple[Fraction, ...]:
        """P(1), …, P(n): the offer as good as holding out when so many do."""
        offer = Fraction(parts_in_numbers(self.game).offer)
        return tuple(offer - gain for gain in self.gain)

    @cached_property
    def lowest_prices(self) -> tuple[Fraction, ...]:
        """The least of P(1…m), for each m: below it pleading is best whatever m − 1 others do."""
        return tuple(accumulate(self.prices, min))

    @property
    def rises(self) -> bool:
        """Whether the gains never fall in m, so that holding out is a strategic complement."""
        return all(a <= b for a, b in zip(self.gain, self.gain[1:], strict=False))


def turnouts(game: PleaGame, *, without: tuple[type[Term], ...] = ()) -> Turnouts:
    """The gains of a game in numbers, terms included."""
    refuse_other_kinds(game, PleaGame)
    count = int(game.numbers["defendants"])
    faults = []
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} where each turnout is looked at"
        faults.append(Fault("defendants", f"{count:,}", rule, "take a smaller caseload"))
    faults += term_faults(game, without)
    if faults:
        raise ParameterError(faults)
    return Turnouts(game, anonymous_game(game).gain)


def term_faults(game: PleaGame, without: tuple[type[Term], ...]) -> list[Fault]:
    """What to say of terms that do not go with a question."""
    return [
        Fault("terms", type(term).__name__, "must be left out here", term.instead)
        for term in game.terms
        if isinstance(term, without)
    ]
