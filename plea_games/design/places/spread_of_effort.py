"""The same number of recruits in a few silos, or spread over all."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction

from ...model.place_parameters import POOLING
from ...model.reading import Quantity, read_number, read_whole
from ...solvers.knapsack import best_packing
from ...tables import Column, Missing, Table, Tabular
from .silo_plan_result import recruits_win
from .silos import Silo, silo_thresholds


@dataclass(frozen=True)
class Effort:
    """One way to place the recruits, and what it wins.

    Attributes
    ----------
    placed
        How the recruits are placed.
    silos_won, worth_won
        With the number of recruits asked about.
    cases_won : cases
        Likewise.
    first_win : defendants
        The least number of recruits that wins any silo this way; None where none can be won.
    all_won : defendants
        The least number that wins all silos that can be won; None where this way cannot.
    """

    placed: str
    silos_won: int
    cases_won: int
    worth_won: int
    first_win: int | None
    all_won: int | None


@dataclass(frozen=True)
class SpreadOfEffort(Tabular):
    """Ways to place the same recruits, the most concentrated first.

    Attributes
    ----------
    recruits
        How many are placed.
    pooling
        φ, the share of its capacity that each silo lends, 0 to 1.
    efforts
        One :class:`Effort` for each way to place them.
    """

    recruits: int
    pooling: Fraction
    efforts: tuple[Effort, ...]

    def table(self, title: str = "") -> Table:
        """One row a way."""
        columns = (
            Column("recruits placed", left=True),
            Column("silos\nwon"),
            Column("won", "cases"),
            Column("worth", "cases"),
            Column("first win\nfrom", "defendants"),
            Column("all won\nfrom", "defendants"),
        )
        none = Missing("no number of recruits does it this way")
        rows = [
            tuple(none if cell is None else cell for cell in asdict(effort).values())
            for effort in self.efforts
        ]
        note = (
            "Spread recruits are rounded down in each silo. The best set never wins less than any "
            "other way, for whatever another way wins is a set that fits."
        )
        title = title or f"What {recruits_win(self.recruits)}, concentrated or spread"
        return Table(title, columns, rows, (note,))


def spread_of_effort(
    silos: Iterable[Silo], *, recruits: int, pooling: Quantity = 0
) -> SpreadOfEffort:
    r"""What the same recruits win concentrated in a few silos and spread over all.

    With tipping points :math:`m_j` in n silos, spreading R recruits evenly wins silo j from
    :math:`R = n m_j` on, and in proportion to defendants from :math:`\lceil m_j \sum_i N_i / N_j
    \rceil`; concentrated, the first silo is won at :math:`\min_j m_j` and all at :math:`\sum_j
    m_j`. So n equal silos fall one by one at m, 2m, …, nm recruits if these are concentrated, and
    all at once at nm, none before, if they are spread.

    Parameters
    ----------
    silos
        At least one, each with a name of its own. Silos that cannot be won take their share of
        what is spread.
    recruits
        R, a whole number of at least 0. Costs play no part.
    pooling
        φ, the share of every other silo's capacity that can be lent to one, 0 to 1.

    Returns
    -------
    SpreadOfEffort
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> seven = [pg.places.Silo(f"county {place}", game) for place in range(1, 8)]
    >>> for effort in pg.places.spread_of_effort(seven, recruits=100).efforts:
    ...     print(f"{effort.placed}: {effort.silos_won} from {effort.first_win}")
    in the best set of silos: 3 from 30
    in one silo: 1 from 30
    evenly over all silos: 0 from 210
    in proportion to defendants: 0 from 210

    References
    ----------
    Crespo (2022), pp. 2009–11, where organizers "choose where to start the strike"; the comparison
    is ours.
    """
    count = read_whole(recruits, "recruits")
    every = silo_thresholds(silos, pooling=pooling)
    sizes = [int(each.silo.lottery.defendants) for each in every]
    needs = {j: each.recruits for j, each in enumerate(every) if each.recruits is not None}
    worths = [each.silo.worth for each in every]
    places = list(needs)
    best = best_packing([worths[j] for j in places], list(needs.values()), count)
    alone = max((j for j, need in needs.items() if need <= count), key=worths.__getitem__,
                default=None)  # fmt: skip
    everyone = sum(sizes)

    def effort(placed: str, won: Sequence[int], first: int | None, last: int | None) -> Effort:
        cases, worth = (sum(part[j] for j in won) for part in (sizes, worths))
        return Effort(placed, len(won), cases, worth, first, last)

    def spread(placed: str, least: Callable[[int, int], int]) -> Effort:
        """``least``: how many recruits in all it takes to give silo j its need."""
        enough = {j: least(j, need) for j, need in needs.items()}
        won = [j for j, total in enough.items() if total <= count]
        totals = enough.values()
        return effort(placed, won, min(totals, default=None), max(totals, default=None))

    first = min(needs.values(), default=None)
    return SpreadOfEffort(
        count,
        read_number(POOLING, pooling),
        (
            effort("in the best set of silos", [places[i] for i in best.chosen], first,
                   sum(needs.values()) if needs else None),
            effort("in one silo", [] if alone is None else [alone], first,
                   first if len(needs) == 1 else None),
            spread("evenly over all silos", lambda _, need: need * len(every)),
            spread("in proportion to defendants",
                   lambda j, need: -(-need * everyone // sizes[j])),
        ),
    )  # fmt: skip
