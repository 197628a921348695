r"""Defendants who differ, under a lottery of trials: a game of thresholds.

With m hold-outs each is tried with probability :math:`\tau(m) = \min(1, K/m)`. Defendant i with
offer ratio :math:`r_i` is content to hold out when m hold out, herself included, if
:math:`\tau(m) \le r_i`, that is from :math:`\theta_i` on; and content to plead when m would hold
out with her if :math:`r_i \le \tau(m)`, that is up to :math:`\phi_i`. As :math:`\tau` never rises
and stays at 1 up to K, for K ≥ 1

.. math::

    \theta_i = \begin{cases} \infty & r_i \le 0 \\ \lceil K/r_i \rceil & 0 < r_i < 1 \\
    1 & r_i \ge 1 \end{cases} \qquad
    \phi_i = \begin{cases} \infty & r_i \le 0 \\ \lfloor K/r_i \rfloor & 0 < r_i \le 1 \\
    0 & r_i > 1. \end{cases}

For K = 0 nobody is tried: :math:`\theta_i` is 1 for :math:`r_i \ge 0` and without bound below,
:math:`\phi_i` is 0 for :math:`r_i > 0` and without bound up to 0. From :math:`\theta_i` to
:math:`\phi_i` she is indifferent: at one m where :math:`K/r_i` is whole and :math:`r_i < 1`, at
1 to K for :math:`r_i = 1`, everywhere for :math:`r_i = K = 0`. Where no m makes her indifferent,
:math:`\phi_i = \theta_i - 1`, or both are without bound. All that matters for pure equilibria is
these whole numbers.

Granovetter (1978) counts thresholds in others; ours, which include oneself, are one more.
"""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..by_value import ByValue, key
from ..errors import Fault, ParameterError, shown
from ..model.keywords import TellsKeywords
from ..model.parameters import LARGEST_COUNT, PARAMETER
from ..model.reading import read_number, read_numbers
from ..units import number_of

if TYPE_CHECKING:
    from ..model.docket import Docket
    from ..model.terms import Term

Counts = NDArray[np.int64]

NEVER = np.int64(2 * LARGEST_COUNT)
"""A threshold that no number of hold-outs reaches."""

_TIE = 4 * np.finfo(np.float64).eps  # a double that close to a whole number stands for it


class HeterogeneousGame(TellsKeywords, ByValue):
    """Defendants, or groups that move as one, each with an own offer ratio.

    Parameters
    ----------
    offer_ratios
        r_i, any real numbers, shape (n,). A numpy array is read as doubles, thresholds within
        rounding of a whole number being taken as that number; any other list exactly.
    capacity
        K, a count of at least 0.
    sizes
        How many defendants each entry stands for, shape (n,); 1 unless given.

    Raises
    ------
    ParameterError
        With one line for each fault.

    Examples
    --------
    >>> game = HeterogeneousGame(offer_ratios=[0.9, 0.5, 0.3], capacity=1)
    >>> game.needed, game.pleads_up_to
    (array([2, 2, 4]), array([1, 2, 3]))
    """

    __slots__ = ("capacity", "needed", "offer_ratios", "pleads_up_to", "sizes")

    capacity: int | None
    """K; None where only thresholds were given."""
    offer_ratios: Sequence[Fraction] | NDArray[np.float64] | None
    """r; None where only thresholds were given."""
    needed: Counts
    """θ: hold-outs in all, own group included, from which each is content to be one."""
    pleads_up_to: Counts
    """φ: hold-outs in all, had she joined, up to which each is content to plead instead."""
    sizes: Counts

    def __init__(
        self,
        *,
        offer_ratios: Sequence[object] | NDArray[Any],
        capacity: object,
        sizes: ArrayLike | None = None,
    ) -> None:
        self.capacity = int(read_number(PARAMETER["capacity"], capacity))
        if isinstance(offer_ratios, np.ndarray) and offer_ratios.dtype.kind in "fiu":
            self.offer_ratios = doubles = offer_ratios.astype(np.float64)
            self.needed, self.pleads_up_to = _of_doubles(doubles, self.capacity)
        else:
            self.offer_ratios = numbers = read_numbers(
                offer_ratios, "offer_ratios", lambda place: f"offer ratio {place}"
            )
            self.needed, self.pleads_up_to = _of_numbers(numbers, self.capacity)
        self.sizes = _sizes(sizes, self.needed.size)

    @property
    def _key(self) -> Hashable:
        return key((self.capacity, self.offer_ratios, self.needed, self.pleads_up_to, self.sizes))

    @classmethod
    def of_offers(
        cls,
        *,
        offers: ArrayLike | Sequence[object],
        sentences: ArrayLike | Sequence[object],
        capacity: object,
        convictions: ArrayLike | Sequence[object] = 1,
        process_costs: ArrayLike | Sequence[object] = 0,
        dismissal_costs: ArrayLike | Sequence[object] = 0,
        sizes: ArrayLike | None = None,
        terms: "Iterable[Term]" = (),
    ) -> "HeterogeneousGame":
        """The game of defendants with these offers and sentences, as court records have them.

        Parameters
        ----------
        offers, sentences
            s_i and J_i, in years, shape (n,), or one number for all. A numpy array is read in
            doubles, any other list exactly.
        capacity
            K, a count of at least 0.
        convictions
            p_i, from 0 to 1.
        process_costs, dismissal_costs
            c_i and d_i, in years.
        sizes
            As for the class.
        terms
            Such as :class:`SidePayment`; those that mean the same for each defendant, however many
            hold out.

        Raises
        ------
        ParameterError
            For numbers out of range, trials that cost no more than waiting, and other terms.

        Examples
        --------
        >>> import plea_games as pg
        >>> stated = {"offers": [1, 2], "sentences": [10, 4], "convictions": 0.5, "capacity": 1}
        >>> [str(ratio) for ratio in HeterogeneousGame.of_offers(**stated).offer_ratios]
        ['1/5', '1']
        >>> paid = HeterogeneousGame.of_offers(**stated, terms=[pg.SidePayment(1)])
        >>> [str(ratio) for ratio in paid.offer_ratios]
        ['1/4', '2']
        """
        given = {
            "offer": offers,
            "sentence": sentences,
            "conviction": convictions,
            "process_cost": process_costs,
            "dismissal_cost": dismissal_costs,
        }
        from .stated_ratios import stated_ratios  # loads sympy

        ratios, trials = stated_ratios(given, capacity, terms)
        return cls(offer_ratios=ratios, capacity=trials, sizes=sizes)

    @classmethod
    def of_docket(cls, docket: "Docket") -> "HeterogeneousGame":
        """The game of named defendants whose trials are drawn by lot, terms included.

        Parameters
        ----------
        docket
            In numbers, of any number of defendants.

        Raises
        ------
        ParameterError
            For symbols, other ways to select trials, and terms that make stakes depend on how many
            hold out.

        Examples
        --------
        >>> import plea_games as pg
        >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
        >>> HeterogeneousGame.of_docket(pg.Docket(who, capacity=1)).needed
        array([2, 2])
        """
        from .docket_forms import lottery_forms

        forms = lottery_forms(docket)
        ratios = [form.price_ratio for form in forms]
        return cls(offer_ratios=ratios, capacity=forms[0].capacity)

    @classmethod
    def of_thresholds(
        cls, thresholds: ArrayLike, sizes: ArrayLike | None = None
    ) -> "HeterogeneousGame":
        """The game in which each holds out as soon as that many do, oneself included.

        Parameters
        ----------
        thresholds
            Whole numbers of at least 1, shape (n,).
        sizes
            As for the class.

        Examples
        --------
        >>> riot = HeterogeneousGame.of_thresholds(range(1, 101))  # 0…99 others
        >>> riot.needed.size
        100
        """
        given = _as_array(thresholds)
        if given.ndim != 1 or given.size == 0 or given.dtype.kind not in "iu" or given.min() < 1:
            rule = "must be a list of whole numbers of at least 1"
            remedy = "add 1 to thresholds that count others only"
            raise ParameterError([Fault("thresholds", shown(given.tolist()), rule, remedy)])
        game = cls.__new__(cls)
        game.capacity = game.offer_ratios = None
        game.needed = np.minimum(given, NEVER).astype(np.int64)
        game.pleads_up_to = game.needed - 1
        game.sizes = _sizes(sizes, given.size)
        return game

    @property
    def defendants(self) -> int:
        """How many there are in all."""
        return int(self.sizes.sum())

    def __repr__(self) -> str:
        reached = self.needed[self.needed < NEVER]
        span = (
            f"content from {reached.min():,} to {number_of(reached.max(), 'hold-outs')} on"
            if reached.size
            else "never content"
        )
        return (
            f"HeterogeneousGame({self.defendants:,} defendants in {self.needed.size:,} entries, "
            f"{span})"
        )


def _of_numbers(numbers: Sequence[Fraction], capacity: int) -> tuple[Counts, Counts]:
    thresholds = np.array([_thresholds(ratio, capacity) for ratio in numbers], dtype=np.int64)
    return thresholds[:, 0], thresholds[:, 1]


def _thresholds(ratio: Fraction, capacity: int) -> tuple[int, int]:
    if capacity == 0:
        return (1, 0) if ratio > 0 else (1, int(NEVER)) if ratio == 0 else (int(NEVER), int(NEVER))
    if ratio <= 0:
        return int(NEVER), int(NEVER)
    if ratio >= 1:
        return 1, capacity if ratio == 1 else 0
    scaled = capacity * ratio.denominator
    floor, rest = divmod(scaled, ratio.numerator)
    return min(floor + (rest > 0), int(NEVER)), min(floor, int(NEVER))


def _of_doubles(ratios: NDArray[np.float64], capacity: int) -> tuple[Counts, Counts]:
    if ratios.ndim != 1 or ratios.size == 0 or not np.isfinite(ratios).all():
        rule = "must be one row of finite numbers"
        value = f"an array of shape {ratios.shape}"
        raise ParameterError([Fault("offer_ratios", value, rule, "leave out what is not known")])
    if capacity == 0:
        never = np.where(ratios > 0, 0, NEVER)
        return np.where(ratios < 0, NEVER, 1), never
    with np.errstate(divide="ignore", over="ignore"):
        turning = np.where(ratios > 0, capacity / ratios, np.inf)
    turning = whole_where_near(np.minimum(turning, float(NEVER)))
    needed, pleads_up_to = np.ceil(turning).astype(np.int64), np.floor(turning).astype(np.int64)
    needed[ratios >= 1] = 1
    pleads_up_to[ratios > 1] = 0
    return needed, pleads_up_to


def whole_where_near(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The values, those within rounding of a whole number replaced by it.

    >>> whole_where_near(np.array([10 * (0.1 + 0.2), 3.1]))
    array([3. , 3.1])
    """
    whole = np.rint(values)
    return np.where(np.abs(values - whole) <= _TIE * whole, whole, values)


def _sizes(sizes: ArrayLike | None, count: int) -> Counts:
    if sizes is None:
        return np.ones(count, dtype=np.int64)
    given = _as_array(sizes)
    bad = given.shape != (count,) or given.dtype.kind not in "iu" or given.min() < 1
    if bad or given.max() > LARGEST_COUNT or given.astype(np.float64).sum() > LARGEST_COUNT:
        rule = f"must be {count:,} whole numbers of at least 1, up to {LARGEST_COUNT:,} in all"
        raise ParameterError([Fault("sizes", shown(given.tolist()), rule, "count each group")])
    return given.astype(np.int64)


def _as_array(values: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(values)
    except ValueError:  # rows of different lengths
        refused = np.empty((), dtype=object)
        refused[()] = values
        return refused
