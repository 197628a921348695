r"""Ties among defendants of whom many come from a few neighbourhoods.

Three quarters of New York State's prison population came "from just seven neighborhoods in New York
City" (Eddie Ellis in 1992, in Crespo 2022, p. 2008). The graph is a planted partition: a share C
of the n defendants lives in B neighbourhoods of equal size, the rest elsewhere. Each has z ties on
average; a share y of those of a neighbourhood's people stays in the neighbourhood, all others lead
to anyone. So C moves people without changing how many ties they have.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array

from ...errors import Fault, ParameterError
from ...games.randomness import read_rng
from ...model.parameters import PARAMETER, Parameter
from ...model.place_parameters import CONCENTRATION, INSIDE, TIES
from ...model.reading import Quantity, attempt, read_number, read_whole
from ...tables import Column, Table, Tabular
from ...units import Unit, number_of

_UNITS: Mapping[str, Unit | None] = {
    "neighbourhood": None,
    "defendants": "defendants",
    "ties_each": "defendants",
    "share_inside": "share",
}


@dataclass(frozen=True)
class Neighbourhoods(Tabular):
    """A random graph of ties.

    Attributes
    ----------
    ties
        A symmetric sparse matrix, shape (n, n), with a 1 for each end of a tie.
    neighbourhood
        For each defendant her neighbourhood from 0 on; the last number, B, stands for elsewhere.
        Shape (n,), in increasing order.
    neighbourhoods
        B, how many there are.
    concentration
        C, the share of defendants who live in them, 0 to 1.
    inside
        y, the share of their ties that stays in the neighbourhood, 0 to 1.
    """

    ties: csr_array = field(repr=False, compare=False)
    neighbourhood: NDArray[np.int64] = field(repr=False, compare=False)
    neighbourhoods: int
    concentration: Fraction
    inside: Fraction

    @property
    def defendants(self) -> int:
        """How many there are."""
        return self.neighbourhood.size

    def record(self) -> list[dict[str, Any]]:
        """One mapping a neighbourhood; the share of ties that stay inside is None elsewhere."""
        return [dict(zip(_UNITS, row, strict=True)) for row in self._rows()]

    @property
    def column_units(self) -> dict[str, Unit]:
        """Of counts and shares."""
        return {name: unit for name, unit in _UNITS.items() if unit}

    def table(self, title: str = "") -> Table:
        """One row a neighbourhood."""
        columns = (
            Column("neighbourhood", left=True),
            Column("live there", "defendants"),
            Column("ties each", "defendants"),
            Column("stay inside", "share"),
        )
        rows = [["" if cell is None else cell for cell in row] for row in self._rows()]
        heading = title or " and ".join(
            (number_of(self.defendants, "defendants"), number_of(self.ties.nnz // 2, "ties"))
        )
        return Table(heading, columns, rows)

    def _rows(self) -> Iterator[tuple[str, int, float, float | None]]:
        place = self.neighbourhood
        degrees = np.diff(self.ties.indptr)
        ends = np.repeat(place, degrees)
        within = np.bincount(ends[ends == place[self.ties.indices]], minlength=place[-1] + 1)
        for number in range(self.neighbourhoods + 1):
            here = place == number
            if not here.any():
                continue
            name = str(number + 1) if number < self.neighbourhoods else "elsewhere"
            ties = int(degrees[here].sum())
            is_one = ties and number < self.neighbourhoods
            inside = float(within[number] / ties) if is_one else None
            yield name, int(here.sum()), ties / int(here.sum()), inside


def neighbourhoods(
    *,
    defendants: Quantity,
    neighbourhoods: int = 7,
    concentration: Quantity = Fraction(3, 4),
    ties: Quantity = 10,
    inside: Quantity = Fraction(4, 5),
    rng: np.random.Generator | int | None = None,
) -> Neighbourhoods:
    """A random graph of ties among defendants, many of them from a few neighbourhoods.

    Built in time linear in the ties, but for one sort of them.

    Parameters
    ----------
    defendants
        n, a count of at least 2.
    neighbourhoods
        B, how many neighbourhoods are hit hardest.
    concentration
        C, the share of defendants who live there, 0 to 1. Three quarters in seven are Ellis's
        figures; he counted prisoners, not defendants.
    ties
        z, how many others each has ties with on average; at most half of the smallest group, and
        10,000,000 ties in all.
    inside
        y, the share of their ties that are made within the neighbourhood, 0 to 1; the others lead
        to anyone, by chance to neighbours as well. The default is made up.
    rng
        Seed or generator.

    Returns
    -------
    Neighbourhoods
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> city = pg.networks.neighbourhoods(defendants=1000, rng=0)
    >>> city.ties.nnz // 2, int((city.neighbourhood < 7).sum())
    (5000, 750)
    """
    count, blocks, share, degree, within = _read(
        defendants, neighbourhoods, concentration, ties, inside
    )
    sizes = _even(round(share * count), blocks)
    _check_room(sizes, count, degree, within)
    draw = read_rng(rng)
    place = np.repeat(np.arange(blocks + 1), [*sizes, count - sum(sizes)])
    codes = _codes(draw, np.array(sizes), place, float(degree), float(within))
    return Neighbourhoods(_symmetric(codes, count), place, blocks, share, within)


def _read(
    defendants: object, neighbourhoods: object, concentration: object, ties: object, inside: object
) -> tuple[int, int, Fraction, Fraction, Fraction]:
    faults: list[Fault] = []
    blocks = attempt(faults, lambda: _read_blocks(neighbourhoods), 0)

    def number(parameter: Parameter, value: object) -> Fraction:
        return attempt(faults, lambda: read_number(parameter, value), Fraction(0))

    count = number(PARAMETER["defendants"], defendants)
    living, degree = number(CONCENTRATION, concentration), number(TIES, ties)
    within = number(INSIDE, inside)
    if faults:
        raise ParameterError(faults)
    return int(count), blocks, living, degree, within


_MOST_NEIGHBOURHOODS = 1_000_000
MOST_TIES_DRAWN = 10_000_000
"""Ties of a random graph; they take a gigabyte."""


def _read_blocks(count: object) -> int:
    return read_whole(count, "neighbourhoods", minimum=1, maximum=_MOST_NEIGHBOURHOODS)


def _even(people: int, blocks: int) -> list[int]:
    """Sizes that differ by at most one."""
    return [people // blocks + (block < people % blocks) for block in range(blocks)]


def _check_room(sizes: list[int], count: int, degree: Fraction, within: Fraction) -> None:
    """Ties are drawn until enough are distinct, so no group may be near full."""
    elsewhere = count - sum(sizes)
    stubs = (1 - within) * sum(sizes) + elsewhere or Fraction(1)
    smallest = min((size for size in sizes if size), default=0)
    own = {
        "in a neighbourhood": (smallest, within + (1 - within) ** 2 * smallest / stubs),
        "outside them": (elsewhere, elsewhere / stubs),
    }
    faults = []
    if degree * count > 2 * MOST_TIES_DRAWN:
        rule = f"must be at most {MOST_TIES_DRAWN:,} ties among {count:,} defendants"
        remedy = f"have at most {2 * MOST_TIES_DRAWN // count:,} each, or fewer defendants"
        faults.append(Fault("ties", f"{float(degree):g}", rule, remedy))
    faults += [
        Fault(
            "ties",
            f"{float(degree):g}",
            f"must be at most {float((size - 1) / (2 * part)):.4g}, for there are {size:,} {group}",
            "have fewer ties, fewer neighbourhoods or more defendants",
        )
        for group, (size, part) in own.items()
        if size and 2 * degree * part > size - 1
    ]
    if faults:
        raise ParameterError(faults)


def _codes(
    draw: np.random.Generator,
    sizes: NDArray[np.int64],
    place: NDArray[np.int64],
    degree: float,
    within: float,
) -> NDArray[np.int64]:
    """Distinct ties as smaller place × n + larger place, sorted."""
    count, people = place.size, int(sizes.sum())
    begins = np.cumsum(sizes) - sizes

    def neighbours(number: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        one = draw.integers(people, size=number)
        block = place[one]
        return one, begins[block] + draw.integers(sizes[block])

    stubs = (1 - within) * people, float(count - people)

    def anyone(number: int) -> tuple[NDArray[np.int64], ...]:
        inside = draw.random((2, number)) * sum(stubs) < stubs[0]
        low, high = np.where(inside, 0, people), np.where(inside, people, count)
        return tuple(draw.integers(low, high))

    total = round(degree * count / 2)
    local = min(total, round(degree * within * people / 2))
    codes = _distinct(neighbours, np.empty(0, dtype=np.int64), local, count)
    return _distinct(anyone, codes, total, count)


def _distinct(
    pairs: Callable[[int], tuple[NDArray[np.int64], ...]],
    codes: NDArray[np.int64],
    wanted: int,
    count: int,
) -> NDArray[np.int64]:
    while codes.size < wanted:
        one, other = pairs(wanted - codes.size)
        drawn = np.minimum(one, other) * count + np.maximum(one, other)
        more = np.concatenate((codes, drawn[one != other]))
        codes = np.sort(more, kind="stable" if codes.size else None)  # most are in order by then
        codes = codes[np.diff(codes, prepend=-1) > 0]
    return codes


def _symmetric(codes: NDArray[np.int64], count: int) -> csr_array:
    one, other = np.divmod(codes, count)
    ends = np.concatenate((one, other)), np.concatenate((other, one))
    ones = np.ones(ends[0].size, dtype=np.int8)
    return coo_array((ones, ends), shape=(count, count)).tocsr()
