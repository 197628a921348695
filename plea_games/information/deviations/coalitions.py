r"""How large a coalition each pure equilibrium withstands.

For a lottery, K ≥ 1 and V(m) = d + τ(m)(T − d) what a hold-out pays as one of m:

==================  =====================================================================
from                k*, the largest size of coalition that cannot gain
==================  =====================================================================
all plead           min(N, ⌊K/r⌋) for 0 < r ≤ 1; N for r ≤ 0; none for r > 1
all hold out        N wherever it is an equilibrium, r ≥ τ(N)
m hold out, r = 1   K − m for m < K < N; N where K ≥ N
==================  =====================================================================

*Proof.* k who leave all-plead together pay V(k) in place of the price: they gain where τ(k) < r,
which for r ≤ 1 is k > K/r. Whoever leaves all-hold-out pays the price, which is at least V(N).
Other pure equilibria need :math:`\tau(m) = r = \tau(m+1)`, so r = 1 and m < K (or K = r = 0, where
nobody ever gains); a pleader who joins gains once more than K hold out, and a hold-out who leaves
pays T as before.

*Coalition-proof.* For r > τ(N) only all-hold-out: it is strong, and it costs everybody less than
any other equilibrium does. For r < τ(N) only all-plead, the one equilibrium there is, and it is
strong. At r = τ(N) with 0 < K < N both are strong, for K/r is N; and where nobody ever gains, K ≥ N
with r = 1 or K = r = 0, every profile is.

*With testimony* and no credit, V(m) = d + τ(m)(T(m) − d) still falls in m, and all of that holds:
k* of all-plead is one less than the first k with V(k) below the price.

k* of all-plead is not the tipping point less one: at N = 230, K = 12, r = 2/5 thirty hold-outs are
indifferent, and it takes 31 to gain.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import floor
from typing import Any

from ...errors import ParameterError
from ...games.anonymous import AnonymousGame
from ...games.count_payoffs import CountPayoffs
from ...games.lottery_form import LotteryForm, lottery_form
from ...games.payoff_levels import payoff_levels
from ...games.witness_form import WitnessForm, witness_form
from ...model.game import PleaGame
from ...model.reading import refuse_other_kinds, refuse_symbols
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular
from .coalition_proofness import MOST_RECURSIVE, coalition_proof_counts, most_and_least
from .joint_deviations import immune_to, pure_counts, ranked

_MOST_ROWS = 40
_MOST_SAID = 3
_UNDECIDED = "neither strong nor worse for all than a strong one; not searched at this size"
_METHOD = "closed form of the lottery"
_WITNESS_METHOD = "closed form of the lottery with witnesses, signs in exact arithmetic"
_SEARCH = "every size of coalition at every pure equilibrium, in exact arithmetic"


@dataclass(frozen=True)
class CoalitionEquilibrium:
    """One pure equilibrium, or a stretch of them, and the coalitions that it withstands.

    Attributes
    ----------
    holdouts, holdouts_to
        How many hold out. They differ for a stretch: any number from the first to the second.
    largest_immune, largest_immune_to
        k*: no coalition of up to that many can agree on a change that makes each of them strictly
        better off. The second belongs to ``holdouts_to``; on a stretch it changes evenly.
    coalition_proof
        Whether it withstands all agreements that would themselves hold; None where that was not
        decided.
    strong
        Whether it withstands all coalitions.
    """

    holdouts: int
    holdouts_to: int
    largest_immune: int
    largest_immune_to: int
    strong: bool
    coalition_proof: bool | None


@dataclass(frozen=True)
class Coalitions(Tabular):
    """The pure equilibria of a game, by the coalitions that they withstand.

    Attributes
    ----------
    game
        What was examined.
    defendants
        N.
    equilibria
        In order of how many hold out.
    method
        How k* was found.
    """

    game: PleaGame | AnonymousGame
    defendants: int
    equilibria: tuple[CoalitionEquilibrium, ...]
    method: str

    def __iter__(self) -> Iterator[CoalitionEquilibrium]:
        return iter(self.equilibria)

    def __len__(self) -> int:
        return len(self.equilibria)

    def record(self) -> dict[str, Any]:
        """Everything but the payoffs of a game given by them, ready for JSON."""
        parameters = self.game.record() if isinstance(self.game, PleaGame) else {}
        return {
            "parameters": parameters,
            "defendants": self.defendants,
            "equilibria": [asdict(one) for one in self.equilibria],
            "method": self.method,
        }

    def table(self, title: str = "") -> Table:
        """One row an equilibrium, or a stretch of them."""
        columns = (
            Column("pure equilibrium", left=True),
            Column("withstands\ncoalitions of", "defendants"),
            Column("strong"),
            Column("coalition-\nproof"),
        )
        rows = [self._row(one) for one in self.equilibria[:_MOST_ROWS]]
        more = len(self.equilibria) - _MOST_ROWS
        notes = [
            "A coalition breaks an equilibrium if some change makes each member strictly better "
            "off. Strong: none does.",
            f"Method: {self.method}.",
        ]
        if more > 0:
            notes.insert(0, f"{more:,} more are in the record (JSON, CSV).")
        if not self.equilibria:
            notes.insert(0, "No pure equilibrium.")
        described = self.game.describe() if isinstance(self.game, PleaGame) else ""
        named = f"the game with {described}" if described else f"a game of {self.defendants:,}"
        verdict = " ".join(map(self._in_plain_words, self.equilibria[:_MOST_SAID]))
        return Table(title or f"Coalitions in {named}", columns, rows, notes, verdict=verdict)

    def _in_plain_words(self, one: CoalitionEquilibrium) -> str:
        outcome = str(self._row(one)[0])
        if one.strong:
            return f"{outcome.capitalize()}: no group can do better by changing together."
        return (
            f"{outcome.capitalize()}: a group of {one.largest_immune + 1:,} or more can do better "
            "by changing together."
        )

    def _row(self, one: CoalitionEquilibrium) -> tuple[object, ...]:
        first, last = one.holdouts, one.holdouts_to
        proof: object = {True: "yes", False: "no", None: Missing(_UNDECIDED, "undecided")}[
            one.coalition_proof
        ]
        return (
            "all plead" if last == 0
            else "all hold out" if first == self.defendants
            else f"{first:,} hold out" if first == last
            else f"{first:,} to {last:,} hold out",
            _range(one.largest_immune, one.largest_immune_to),
            "yes" if one.strong else "no",
            proof,
        )  # fmt: skip


@takes_games
def coalitions(game: PleaGame | AnonymousGame) -> Coalitions:
    """The largest coalition that each pure equilibrium withstands, and which ones are strong.

    Parameters
    ----------
    game
        A :class:`PleaGame` in numbers, of any size if it has a lottery form, with testimony or
        without, and of up to 100,000 defendants otherwise; or both payoffs of a game by how many
        hold out.

    Returns
    -------
    Coalitions
        Exact. Whether an equilibrium is coalition-proof is decided by definition for up to 40
        defendants, in closed form for lotteries of any size, and by two rules otherwise.

    Raises
    ------
    ParameterError
        For symbols, for games of other kinds, and for more defendants.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=5, sentence=10)
    >>> print(coalitions(game).table().text(96))
    Coalitions in the game with N = 10, K = 3, s = 5, J = 10, p = 1, c = 0, d = 0
    <BLANKLINE>
    All plead: a group of 7 or more can do better by changing together. All hold out: no group can
    do better by changing together.
    <BLANKLINE>
    pure equilibrium         withstands    strong    coalition-
                          coalitions of                   proof
                             defendants
    ------------------  ---------------  --------  ------------
    all plead                         6        no            no
    all hold out                     10       yes           yes
    <BLANKLINE>
    A coalition breaks an equilibrium if some change makes each member strictly better off. Strong:
        none does.
    Method: closed form of the lottery.
    Equilibrium: what everybody does such that nobody gains by changing her own choice alone.

    References
    ----------
    Aumann (1959) for strong equilibrium; Bernheim, Peleg & Whinston (1987), J. Econ. Theory 42, for
    coalition-proofness (both from memory).
    """
    refuse_other_kinds(game, PleaGame, AnonymousGame)
    if isinstance(game, PleaGame):
        refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
        try:
            form = lottery_form(game)
        except ParameterError:
            witnesses = witness_form(game) if game.terms else None
            if witnesses is None or witnesses.credit:
                return _searched(game, payoff_levels(game))
            found = tuple(_with_witnesses(witnesses))
            return Coalitions(game, witnesses.defendants, found, _WITNESS_METHOD)
        return Coalitions(game, int(form.defendants), tuple(_of_lottery(form)), _METHOD)
    return _searched(game, payoff_levels(game))


def _of_lottery(form: LotteryForm) -> Iterator[CoalitionEquilibrium]:
    count, tried, ratio = int(form.defendants), Fraction(form.capacity), form.price_ratio
    rate = form.trial_chance(count)
    indifferent = ratio == form.trial_chance(1) == rate  # whatever the others do
    leaving = count if ratio <= 0 else 0 if ratio > 1 else min(count, floor(tried / ratio))
    if leaving:
        yield _one(0, leaving, count, coalition_proof=ratio <= rate)
    if indifferent and count > 1:
        yield CoalitionEquilibrium(1, count - 1, count, count, True, True)
    elif ratio == 1 and 2 <= tried < count:
        most = floor(tried)
        yield CoalitionEquilibrium(1, most - 1, most - 1, 1, False, False)
    if ratio >= rate:
        yield _one(count, count, count, coalition_proof=True)


def _with_witnesses(form: WitnessForm) -> Iterator[CoalitionEquilibrium]:
    count, runs = form.defendants, form.runs
    if all(sign == 0 for sign, _, _ in runs):
        yield _one(0, count, count, coalition_proof=True)
        if count > 1:
            yield CoalitionEquilibrium(1, count - 1, count, count, True, True)
        yield _one(count, count, count, coalition_proof=True)
        return
    gaining = next((first for sign, first, _ in runs if sign > 0), count + 1)
    if gaining > 1:
        yield _one(0, min(gaining - 1, count), count, coalition_proof=form.sign(count) <= 0)
    for sign, first, last in runs:
        if sign == 0 and first < last:
            yield CoalitionEquilibrium(first, last - 1, last - first, 1, False, False)
    if form.sign(count) >= 0:
        yield _one(count, count, count, coalition_proof=True)


def _one(holdouts: int, immune: int, count: int, coalition_proof: bool) -> CoalitionEquilibrium:
    return CoalitionEquilibrium(
        holdouts, holdouts, immune, immune, immune == count, coalition_proof
    )


def _searched(game: PleaGame | AnonymousGame, payoffs: CountPayoffs) -> Coalitions:
    held, pleading = ranked(payoffs)
    count = payoffs.defendants
    counts = pure_counts(held, pleading)
    immune = immune_to(held, pleading, counts).tolist()
    equilibria = list(zip(counts.tolist(), immune, strict=True))
    if count <= MOST_RECURSIVE:
        proof = coalition_proof_counts(held, pleading)
        decided = {m: m in proof for m, _ in equilibria}
    else:
        most, least = most_and_least(held, pleading, counts)
        strong = [k == count for _, k in equilibria]
        best = max((low for low, each in zip(least.tolist(), strong, strict=True) if each),
                   default=0)  # fmt: skip
        decided = {m: False for (m, _), high in zip(equilibria, most.tolist(), strict=True)
                   if high < best}  # fmt: skip
        decided |= {m: True for (m, _), each in zip(equilibria, strong, strict=True) if each}
    rows = tuple(
        CoalitionEquilibrium(m, m, k, k, k == count, decided.get(m)) for m, k in equilibria
    )
    return Coalitions(game, count, rows, _SEARCH)


def _range(first: int, last: int) -> str:
    return f"{first:,}" if first == last else f"{first:,} down to {last:,}"
