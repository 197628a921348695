r"""Which cases a prosecutor files, and which she drops, so that nobody strikes, at the least loss.

Under a lottery defendant i is content to hold out from :math:`\theta_i` hold-outs on, herself
included, whatever else is dropped: capacity stays, and :math:`\theta_i = \lceil K/r_i \rceil`
does not depend on how many there are.

no strike
    All-plead is the only equilibrium among those who are kept iff for no m ≥ 1 at least m of them
    have :math:`\theta_i \le m`; for best replies from all-hold-out descend to the greatest
    equilibrium (Milgrom & Roberts 1990, from memory). So at most t may be kept of those with
    :math:`\theta_i - 1 \le t`, for every t: these are unit jobs with deadlines
    :math:`\theta_i - 1`, the sets that may be kept form a matroid, and taking cases in order of
    value wherever one still fits keeps the most (Lawler 1976, from memory).
no general strike
    All-hold-out is no equilibrium iff somebody who is kept has a :math:`\theta_i` above their
    number. For each such i the cheapest others are dropped, as few as will do; the best i wins.

Under a cap at most Q are kept. The sets that may be kept still form a matroid, so the first Q that
fit keep the most; and whoever is kept needs more company than the smaller of Q and what there is.

At a tie a defendant counts as content to hold out, so either holds without ties.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any, Literal, get_args

from ..errors import Fault, ParameterError, choice_faults, shown
from ..model.docket import Docket
from ..model.reading import gathered, read_numbers, read_whole
from ..tables import Column, Table, Tabular
from ..units import number_of
from .named_lottery import named_lottery

Leaving = Literal["no strike", "no general strike"]
LEAVING: tuple[Leaving, ...] = get_args(Leaving)


@dataclass(frozen=True)
class DismissalChoice(Tabular):
    """A set of cases worth least, without which the rest no longer strike.

    Attributes
    ----------
    game
        All the cases.
    leaving
        "no strike" or "no general strike".
    dismissed
        The names of those to drop, in the order given. All of them where nothing less will do.
    values
        What each of these is worth to the prosecutor, in years.
    """

    game: Docket
    leaving: Leaving
    dismissed: tuple[str, ...]
    values: tuple[Fraction, ...]

    @property
    def total(self) -> Fraction:
        """What dropping them costs her; no other choice costs less."""
        return sum(self.values, Fraction(0))

    def record(self) -> dict[str, Any]:
        """Everything but the game, ready for JSON."""
        return {
            "leaving": self.leaving,
            "dismissed": dict(zip(self.dismissed, map(float, self.values), strict=True)),
            "total": float(self.total),
            "kept": len(self.game) - len(self.dismissed),
        }

    def table(self, title: str = "") -> Table:
        """A row a case dropped."""
        columns = (Column("dropped", left=True), Column("worth", "years"))
        rows = list(zip(self.dismissed, map(float, self.values), strict=True))
        kept = len(self.game) - len(self.dismissed)
        note = f"{float(self.total):.6g} years in all, {number_of(kept, 'cases')} kept."
        return Table(title or f"Cheapest dismissals that leave {self.leaving}", columns, rows,
                     (note,))  # fmt: skip


def cheapest_dismissals(
    game: Docket,
    *,
    leaving: Leaving = "no strike",
    values: Sequence[object] | None = None,
    cap: int | None = None,
) -> DismissalChoice:
    """The cases worth least whose dismissal leaves no strike among the rest.

    Parameters
    ----------
    game
        Named defendants under a lottery, in numbers; of any number.
    leaving
        "no strike": all-plead is the only equilibrium among those kept. "no general strike": at
        least all-hold-out is none.
    values
        vᵢ ≥ 0, what each case is worth to the prosecutor, in years; the offer unless given, for
        that is what a dismissal forgoes.
    cap
        Q ≥ 1, the most cases that may be filed, such as under a cap on convictions; no limit unless
        given.

    Returns
    -------
    DismissalChoice
        Optimal, in O(n log n).

    Raises
    ------
    ParameterError
        For symbols, and trials that are not by lottery.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(f"D{i}", offer=offer, sentence=10) for i, offer in enumerate([9, 5, 2])]
    >>> game = pg.Docket(who, capacity=1)
    >>> pg.organizing.cheapest_dismissals(game).dismissed
    ('D1',)
    >>> pg.organizing.cheapest_dismissals(game, leaving="no general strike").dismissed
    ()
    >>> pg.organizing.cheapest_dismissals(game, cap=1).dismissed
    ('D1', 'D2')

    References
    ----------
    Crespo (2022), p. 2007 and n. 36, on dismissals as an answer to a strike.
    """
    docket = named_lottery(game)
    faults = choice_faults("leaving", leaving, LEAVING)
    with gathered(faults):
        most = len(game) if cap is None else min(read_whole(cap, "cap", minimum=1), len(game))
    if values is not None and len(values) != len(game):
        rule = f"must be one for each of the {len(game)} defendants"
        faults.append(Fault("values", shown(values), rule, "give as many"))
    if faults:
        raise ParameterError(faults)
    given = docket.offers if values is None else values
    worth = read_numbers(given, "values", lambda i: f"value {i}", minimum=0)
    needed = docket.thresholds.needed.tolist()
    keep = _kept if leaving == "no strike" else _kept_but_split
    kept = keep(needed, worth, most)
    dropped = [i for i in range(len(game)) if i not in kept]
    return DismissalChoice(
        game=game,
        leaving=leaving,
        dismissed=tuple(docket.names[i] for i in dropped),
        values=tuple(worth[i] for i in dropped),
    )


def _kept(needed: Sequence[int], worth: Sequence[Fraction], most: int) -> set[int]:
    """Cases in order of value, each in the latest free slot up to its deadline."""
    count = len(needed)
    free = list(range(count + 1))  # the latest free slot up to each; slot 0 is never one

    def latest(slot: int) -> int:
        while free[slot] != slot:
            free[slot] = free[free[slot]]
            slot = free[slot]
        return slot

    kept: set[int] = set()
    for i in sorted(range(count), key=lambda i: (-worth[i], i)):
        if len(kept) < most and (slot := latest(min(needed[i] - 1, count))):
            free[slot] = slot - 1
            kept.add(i)
    return kept


def _kept_but_split(needed: Sequence[int], worth: Sequence[Fraction], most: int) -> set[int]:
    """Somebody who would need more company than there is, and the dearest others."""
    count = len(needed)
    order = sorted(range(count), key=lambda i: (worth[i], -i))
    place = {i: rank for rank, i in enumerate(order)}
    lost = list(accumulate((worth[i] for i in order), initial=Fraction(0)))

    def loss(i: int) -> Fraction:
        drop = count - min(most, needed[i] - 1)
        # the cheapest others: i itself is passed over where she is among them
        return lost[drop] if place[i] >= drop else lost[drop + 1] - worth[i]

    reluctant = [i for i in range(count) if needed[i] > 1]
    if not reluctant:
        return set()
    pivot = min(reluctant, key=lambda i: (loss(i), i))
    drop = count - min(most, needed[pivot] - 1)
    return {pivot, *[i for i in order if i != pivot][drop:]}
