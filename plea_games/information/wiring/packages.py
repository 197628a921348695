r"""All-or-none packages: N defendants in G packages of n, each accepted by all its members or void.

Within a package, refusing is weakly dominated below the price at which its members would be
indifferent if they acted as one (see quorums above). So with that
refinement each package is one player, in a game of G: its members gain by refusing as one of b
packages

.. math:: \Delta(b) = (T-d)\,(r - \tau(bn)), \qquad \tau(bn) = \min\Bigl(1, \frac{K/n}{b}\Bigr),

which is a lottery of K/n trials among G, with all its thresholds. Its Laplacian ratio
:math:`\frac1G \sum_{b \le G} \tau(bn)` is L at n = 1 and falls to κ at G = 1. For
:math:`\tau(bn) \le \frac1n \sum_{(b-1)n < m \le bn} \tau(m)` it never exceeds L: larger packages
protect defendants.

**One at a time, prices adapt.** The last of G packages, b having refused, accepts up to V((b+1)n).
Given that all later ones accept whatever is offered to them, a package that refuses as the first is
alone, so it accepts up to V(n). By backward induction all pay :math:`d + \min(1, K/n)(T - d)`,
where single defendants one at a time would pay T.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError
from ...games.lottery_form import lottery_form
from ...model.game import PleaGame
from ...model.reading import as_list, gathered, read_whole, refuse_symbols
from ...solvers.laplacian import laplacian_ratio
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import show

_MOST_DIVISORS = 12
_FEW = 1_000  # packages up to which their Laplacian ratio is a fraction


@dataclass(frozen=True)
class PackageSize:
    """Packages of one size, and the prices that they let the prosecutor enforce.

    Attributes
    ----------
    size : defendants
        n.
    packages
        G.
    collective, laplacian, plead_favourable, one_at_a_time : ratio
        Prices as shares of the stake: where packages hold out together if that is better for them;
        where all accepting maximizes the potential among packages; where all accepting is an
        equilibrium; and one package after another, with prices that adapt.
    risk_dominant
        At the game's own offer: "hold out", "plead", or "neither" at a tie.
    """

    size: int
    packages: int
    collective: Fraction
    laplacian: Fraction
    plead_favourable: Fraction
    one_at_a_time: Fraction
    risk_dominant: str


@dataclass(frozen=True)
class Packages(Tabular):
    """All-or-none packages by their size.

    Attributes
    ----------
    game
        The caseload, with the offer.
    sizes
        In the order asked for.
    """

    game: PleaGame
    sizes: tuple[PackageSize, ...]

    def __iter__(self) -> Iterator[PackageSize]:
        return iter(self.sizes)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        rows = [
            {name: float(v) if isinstance(v, Fraction) else v for name, v in asdict(row).items()}
            for row in self.sizes
        ]
        return {"parameters": self.game.record(), "packages": rows}

    def table(self, title: str = "") -> Table:
        """One row a size."""
        columns = (
            Column("size"),
            Column("packages"),
            Column("collective"),
            Column("Laplacian"),
            Column("plead-\nfavourable"),
            Column("one at a time,\nprices adapt"),
            Column("risk dominant\nat this offer", left=True),
        )
        rows = [
            (
                row.size,
                row.packages,
                *(f"{float(each):.4f}" for each in (row.collective, row.laplacian)),
                *(f"{float(each):.4f}" for each in (row.plead_favourable, row.one_at_a_time)),
                row.risk_dominant,
            )
            for row in self.sizes
        ]
        notes = (
            "Dearest prices, as shares of the stake T − d. Each package is taken to act as one: "
            "within it, refusing is weakly dominated below the price at which it would be "
            "indifferent.",
        )
        title = title or f"Packages for {self.game.describe()}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        best = max(self.sizes, key=lambda row: row.laplacian)
        if best.size == 1:
            return (
                "Offers that stand only if a whole group accepts do not raise what the prosecutor "
                "can charge those who cannot tell what others will do."
            )
        return (
            "Offers that stand only if a whole group accepts: where groups cannot tell what others "
            f"will do, packages of {best.size:,} let the prosecutor charge most, "
            f"{show(float(best.laplacian), 'share')}% of the stake."
        )


@takes_games
def packages(game: PleaGame, *, size: int | Sequence[int] | None = None) -> Packages:
    """What all-or-none packages of one size or several let the prosecutor enforce.

    Parameters
    ----------
    game
        A lottery game in numbers, with the offer; of any size.
    size
        n, each a divisor of N; all of the divisors, or twelve of them, unless given.

    Returns
    -------
    Packages
        Exact; beyond 1,000 packages the Laplacian ratio has 30 digits.

    Raises
    ------
    ParameterError
        For symbols, terms that leave no lottery form, and sizes that do not divide N.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=12, capacity=1, offer=2, sentence=10)
    >>> [f"{float(row.laplacian):.4f}" for row in packages(game)]
    ['0.2586', '0.2042', '0.1736', '0.1528', '0.1250', '0.0833']
    """
    form = lottery_form(game)
    refuse_symbols(form.free_symbols, "set them with game.with_parameters(…)")
    count = int(form.defendants)
    faults: list[Fault] = []
    sizes = []
    for each in _divisors(count) if size is None else as_list(size):
        with gathered(faults):
            n = read_whole(each, "size", minimum=1, maximum=count)
            if count % n:
                near = min(_divisors(count, most=None), key=lambda divisor: abs(divisor - n))
                rule = f"must divide the {count:,} defendants"
                raise ParameterError([Fault("size", f"{n:,}", rule, f"take {near:,}")])
            sizes.append(n)
    if faults:
        raise ParameterError(faults)
    rows = []
    for n in sizes:
        number, trials = count // n, Fraction(form.capacity) / n
        ratio = Fraction(form.price_ratio)
        middle = _mean_chance(number, trials, ratio)
        alone = Fraction(form.trial_chance(n))
        choice = "hold out" if ratio > middle else "plead" if ratio < middle else "neither"
        rows.append(PackageSize(n, number, form.trial_chance(count), middle, alone, alone, choice))
    return Packages(game, tuple(rows))


def _mean_chance(number: int, trials: Fraction, ratio: Fraction) -> Fraction:
    if number > _FEW:
        return laplacian_ratio(number, trials, ratio)
    chances = (min(Fraction(1), trials / b) for b in range(1, number + 1))
    return sum(chances, Fraction(0)) / number


def _divisors(count: int, most: int | None = _MOST_DIVISORS) -> list[int]:
    """Divisors in order; the smallest and the largest where there are more than asked for."""
    small = [n for n in range(1, int(count**0.5) + 1) if count % n == 0]
    every = sorted({*small, *(count // n for n in small)})
    if most is None or len(every) <= most:
        return every
    return every[: most // 2] + every[-(most // 2) :]
