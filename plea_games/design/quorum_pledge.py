r"""Pledges that bind only if enough people sign, as a game of signing.

**The signing game.** N defendants each sign or not, at once. If at least M have signed, oneself
included, the pledge binds: each who signed holds out, independently with probability q, and else
pleads. If fewer have, it is void. Whoever is not bound pleads. So if j others sign, signing gains

.. math::

    G(j) = q\,E\,\Delta(1 + \mathrm{Bin}(j, q)) - k \quad (j \ge M - 1), \qquad
    G(j) = b - k \quad (j < M - 1),

with k what signing costs in itself and b what the organizers pay to each who signed if the quorum
is missed, Tabarrok's (1998) dominant assurance. Signing is a best reply whatever others do iff no
G(j) is negative. So a quorum serves, with b ≥ k, iff it exceeds every j + 1 at which binding would
hurt; at q = 1, k = 0 and increasing gains from ⌈K/r⌉ on. For κ < r that is weak dominance; at r = κ
all must sign, and signing gains nothing. Any bonus above k makes signing strictly
dominant at a quorum from which on every binding G(j) is positive; with everyone signing it is never
paid.

Were those who did not sign free to follow, with increasing gains one signer fewer would do: the
hard core makes holding out a best reply for them, whatever they do.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq

from ..errors import Fault, ParameterError
from ..games.exact_functions import as_fmpq, binomial_chances
from ..model.exact import as_fraction, double_outward, printed_outward
from ..model.game import PleaGame
from ..model.parameters import Parameter
from ..model.reading import read_number, read_share
from ..model.terms import CollectiveCounsel
from ..solvers.hard_cores import Dominance, dominance_of
from ..subjects import takes_games
from ..tables import Amount, Column, Missing, Table, Tabular
from .payments.turnouts import Turnouts, turnouts

MOST_SCANNED = 5_000
"""Defendants up to which gains that fall somewhere are combined with unreliable signers."""

SIGNING_COST = Parameter(
    name="signing_cost",
    letter="k",
    meaning="what signing costs in itself, such as exposure",
    unit="years",
    default=0,
    remedy="state it as the sentence that would be as bad",
)


@dataclass(frozen=True)
class QuorumPledge(Tabular):
    """The least quorums of one caseload, and the bonus that goes with them.

    Attributes
    ----------
    game
        The caseload.
    reliability, signing_cost
        q and k.
    quorum
        The least M, oneself included, at which signing is a best reply whatever others do, if what
        signing costs is made up for when the quorum is missed. None where there is none.
    strict_quorum
        The least M at which it can be made strictly dominant. It differs from ``quorum`` only at a
        tie.
    dominance
        What the quorum makes of signing, with the bonus just as large as what signing costs:
        "weak", or "indifferent" where signing never gains; "none" where there is no quorum. A
        quorum of 1 without a tie makes it "strict".
    gain_at_quorum
        What signing gains, in years, when exactly ``quorum`` sign.
    bonus
        What the organizers must pay, in years, to each who signed if the quorum is missed; any more
        makes signing strictly dominant, from ``strict_quorum`` on.
    liability
        The payments of that bonus at most: to the one signer too few. Nothing is due if all sign.
    reason
        Why there is no quorum, or no strict one.
    """

    game: PleaGame
    reliability: Fraction
    signing_cost: Fraction
    quorum: int | None
    strict_quorum: int | None
    dominance: Dominance
    gain_at_quorum: Fraction | None
    reason: str = ""

    @property
    def bonus(self) -> Fraction:
        """The infimum of the bonuses that make signing strictly dominant."""
        return self.signing_cost

    @property
    def liability(self) -> Fraction | None:
        """What the bonus may cost at most."""
        return None if self.quorum is None else (self.quorum - 1) * self.bonus

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        gain, liability = self.gain_at_quorum, self.liability
        bounds = {"bonus": self.bonus, "liability": liability}
        return {
            "parameters": self.game.record(),
            "reliability": float(self.reliability),
            "signing_cost": float(self.signing_cost),
            "quorum": self.quorum,
            "strict_quorum": self.strict_quorum,
            "dominance": self.dominance,
            "gain_at_quorum": None if gain is None else float(gain),
            **{
                name: None if bound is None else double_outward(bound, name, up=True)
                for name, bound in bounds.items()
            },
            "exact": {
                name: None if bound is None else str(bound) for name, bound in bounds.items()
            },
            "reason": self.reason,
        }

    def table(self, title: str = "") -> Table:
        """A row a number."""
        missing = Missing(self.reason)
        gain, liability = self.gain_at_quorum, self.liability
        rows = [
            (
                "Quorum",
                missing if self.quorum is None else Amount(self.quorum, "defendants"),
                "signers, oneself included, from which signing is a best reply whatever others do"
                + _SAYS[self.dominance],
            ),
            (
                "Strict quorum",
                missing if self.strict_quorum is None else Amount(self.strict_quorum, "defendants"),
                "the same for signing to be strictly better, given the bonus",
            ),
            (
                "Gain at the quorum",
                missing if gain is None else Amount(float(gain), "years"),
                "what the last signer needed gains by signing",
            ),
            (
                "Bonus",
                Amount(printed_outward(self.bonus, "years", "bonus", up=True), "years"),
                "organizers pay it to each signer if the quorum is missed; any more is enough",
            ),
            (
                "Liability",
                missing
                if liability is None
                else Amount(printed_outward(liability, "years", "liability", up=True), "years"),
                "the bonus for one signer too few, the most that may fall due; 0 if all sign",
            ),
        ]
        columns = (
            Column("pledge", left=True),
            Column("value"),
            Column("what it says", left=True, wrap=54),
        )
        heading = (
            f"Quorum pledge for {self.game.describe()}; signers hold out with probability "
            f"{float(self.reliability):.4g}"
        )
        return Table(title or heading, columns, rows, (_GAME,))


_SAYS = {
    "strict": ": strictly dominant",
    "weak": ": weakly dominant",
    "indifferent": "; it never gains anything",
    "none": "",
}
_GAME = "If the quorum is missed the pledge is void; whoever is not bound pleads."


@takes_games
def quorum_pledge(
    game: PleaGame, *, reliability: object = 1, signing_cost: object = 0
) -> QuorumPledge:
    """The least quorum at which signing a pledge to hold out is a best reply whatever others do.

    Parameters
    ----------
    game
        The caseload in numbers, with any terms but :class:`CollectiveCounsel`.
    reliability
        q, from 0 to 1: the probability with which each who is bound holds out.
    signing_cost
        k ≥ 0, what signing costs in itself, in years.

    Returns
    -------
    QuorumPledge
        Exact up to 200 signers, and with q < 1 to 70 digits beyond.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, and with q < 1 more than 5,000 if the gains fall
        anywhere.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> [pg.organizing.quorum_pledge(game, reliability=q).quorum for q in (1, 0.5)]
    [30, 60]
    >>> found = pg.organizing.quorum_pledge(game, signing_cost=0.1)
    >>> found.quorum, found.bonus, found.liability
    (31, Fraction(1, 10), Fraction(3, 1))

    References
    ----------
    Tabarrok (1998), Public Choice 96, for the bonus (from memory). Crespo (2022), pp. 2020–21, for
    defendants who signed.
    """
    at = turnouts(game, without=(CollectiveCounsel,))
    kept = read_share(reliability, "reliability")
    cost = read_number(SIGNING_COST, signing_cost)
    if 0 < kept < 1 and not at.rises and len(at) > MOST_SCANNED:
        rule = f"must be at most {MOST_SCANNED:,} where gains fall and signers are unreliable"
        raise ParameterError([Fault("defendants", f"{len(at):,}", rule, "take a smaller caseload")])
    signing = _Signing(at, kept, cost)
    quorum, strict_quorum = signing.least(strict=False), signing.least(strict=True)
    reason = ""
    if strict_quorum is None:
        how = "worse than" if quorum is None else "no better than"
        reason = f"even if all signed, being bound would be {how} pleading"
    return QuorumPledge(
        game=game,
        reliability=kept,
        signing_cost=cost,
        quorum=quorum,
        strict_quorum=strict_quorum,
        dominance=signing.dominance(quorum),
        gain_at_quorum=None if quorum is None else signing.gain(quorum - 1),
        reason=reason,
    )


class _Signing:
    """What being bound gains, by how many others are."""

    def __init__(self, at: Turnouts, kept: Fraction, cost: Fraction) -> None:
        self.at, self.cost = at, cost
        self.kept = as_fmpq(kept)
        self.gains = [as_fmpq(gain) for gain in at.gain]

    def gain(self, others: int) -> Fraction:
        """G(j) for a pledge that binds."""
        mean = sum(
            (chance * self.gains[hits] for hits, chance in binomial_chances(others, self.kept)),
            fmpq(0),
        )
        return as_fraction(self.kept * mean) - self.cost

    def dominance(self, quorum: int | None) -> Dominance:
        """What a quorum at which signing never hurts makes of it."""
        if quorum is None:
            return "none"
        count = len(self.at)
        binding = [quorum - 1, count - 1] if self.at.rises else range(quorum - 1, count)
        missed = [Fraction(0)] if quorum > 1 else []  # the bonus makes up for the cost
        return dominance_of([*missed, *map(self.gain, binding)])

    def least(self, *, strict: bool) -> int | None:
        """One more than the last number of signers at which being bound hurts."""

        def hurts(others: int) -> bool:
            gain = self.gain(others)
            return gain <= 0 if strict else gain < 0

        count = len(self.at)
        if hurts(count - 1):
            return None
        if not self.at.rises:
            return next((j + 2 for j in reversed(range(count - 1)) if hurts(j)), 1)
        low, high = 0, count - 1  # more signers never hurt: the least j at which it does not
        while low < high:
            middle = (low + high) // 2
            if hurts(middle):
                low = middle + 1
            else:
                high = middle
        return high + 1
