r"""Counties and dockets that cannot lend each other trials: which of them to organize.

Silo j has :math:`N_j` defendants, capacity :math:`K_j` and offer ratio :math:`r_j`. It is won if
at least :math:`m_j = \lceil K_j^\mathrm{eff}/r_j \rceil` defendants are brought to hold out, its
tipping point, from which holding out is each one's best reply; it cannot be won where no tipping
point exists. Recruits beyond that buy nothing, so a plan is a set of silos: a 0/1 knapsack with
weights :math:`w_j m_j`, for :math:`w_j` the cost per recruit.

**Pooling.** :math:`K_j^\mathrm{eff} = K_j + \lfloor φ \sum_{i \ne j} K_i \rfloor`: every other silo
lends the share φ of its capacity to j. That is the most the state can bring to one silo, so what
is won at these thresholds is won whatever the state does with the pool. It supposes that lenders
can spare the share even while they are struck themselves, and that a case takes as much capacity
wherever it is tried. Where several silos are organized at once it asks for more than is needed to
win some of them, for the pool can be spent only once. φ = 0 for counties, whose offices have no
reserve; federal prosecutors came "from every corner of the country" (Crespo 2022, n. 51).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from ...errors import Fault, ParameterError, shown
from ...games.lottery_form import LotteryForm, lottery_form, tipping_of
from ...listed import Listed
from ...model.game import PleaGame
from ...model.keywords import TellsKeywords
from ...model.place_parameters import COST_PER_RECRUIT, POOLING, SILO_VALUE
from ...model.reading import Quantity, attempt, read_number
from ...subjects import game_of
from ...tables import Column


@dataclass(frozen=True)
class Silo(TellsKeywords):
    """A county's office or one docket of it, with what organizing there costs.

    Parameters
    ----------
    name
        As tables print it.
    game
        Defendants, capacity, offer and sentences of the silo, in numbers, its terms such that it
        has a lottery form.
    cost_per_recruit
        w ≥ 0, what it takes to bring one defendant to hold out, in hours or whatever else the
        budget is counted in too; 1 unless given, so that a budget counts recruits.
    value
        v, what winning the silo is worth, a whole number in cases; the number of its defendants
        unless given.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken, and for terms that leave no lottery game.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=775, capacity=30, offer=0.1, sentence=0.25)
    >>> pg.places.Silo("misdemeanours", game, cost_per_recruit=2).worth
    775
    """

    name: str
    game: PleaGame
    cost_per_recruit: Quantity = 1
    value: Quantity | None = None
    lottery: LotteryForm = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        faults: list[Fault] = []
        if not isinstance(self.name, str) or not self.name:
            faults.append(Fault("name", shown(self.name), "must be text", "name the silo"))
        object.__setattr__(self, "game", attempt([], lambda: game_of(self.game), self.game))
        form = attempt(faults, lambda: lottery_form(self.game), None)
        if form is not None and form.free_symbols:
            rule, remedy = "must be a game in numbers", "set its symbols"
            faults.append(Fault("game", shown(self.game), rule, remedy))
        object.__setattr__(self, "lottery", form)
        for parameter in (COST_PER_RECRUIT, SILO_VALUE):
            given = getattr(self, parameter.name)
            if given is not None:
                number = attempt(faults, partial(read_number, parameter, given), Fraction(0))
                object.__setattr__(self, parameter.name, number)
        if faults:
            raise ParameterError(faults)

    @property
    def worth(self) -> int:
        """Its value, or its number of defendants where none was given."""
        return int(self.lottery.defendants if self.value is None else self.value)


@dataclass(frozen=True)
class SiloThreshold:
    """What it takes to win one silo.

    Attributes
    ----------
    silo
        The silo.
    effective_capacity : cases
        Its own capacity and what is lent to it.
    recruits : defendants
        m, its tipping point there; None where it cannot be won.
    reason
        Why it cannot be won.
    """

    silo: Silo
    effective_capacity: int
    recruits: int | None
    reason: str

    @property
    def offer_ratio(self) -> Fraction:
        """r, exactly."""
        return Fraction(self.silo.lottery.price_ratio)

    @property
    def recruited_share(self) -> float:
        """m/N, what part of its defendants the recruits are; 0 where it cannot be won."""
        return (self.recruits or 0) / int(self.silo.lottery.defendants)

    @property
    def cost(self) -> Fraction:
        """What the recruits cost, in the unit of the cost per recruit."""
        return Fraction(self.silo.cost_per_recruit) * (self.recruits or 0)


def listed_silos(silos: Iterable[Silo]) -> Listed[Silo]:
    """Silos that show as a table."""
    columns = {
        "name": Column("silo", left=True),
        "lottery.defendants": Column("defendants", "defendants"),
        "lottery.capacity": Column("capacity", "cases"),
        "lottery.offer": Column("offer", "years"),
        "lottery.trial_cost": Column("cost of trial", "years"),
        "cost_per_recruit": Column("cost per recruit", "amount"),
        "worth": Column("worth", "cases"),
    }
    return Listed(silos, "Silos", columns)


def silo_thresholds(silos: Iterable[Silo], *, pooling: Quantity = 0) -> Listed[SiloThreshold]:
    """For each silo, how many of its defendants must hold out for it to be won.

    Parameters
    ----------
    silos
        At least one, each with a name of its own.
    pooling
        φ, the share of every other silo's capacity that can be lent to one, 0 to 1.

    Returns
    -------
    tuple of SiloThreshold
        One for each silo, in the order given; shows as a table.

    Raises
    ------
    ParameterError
        For anything but silos, and a φ out of its range.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> two = [pg.places.Silo("north", game), pg.places.Silo("south", game)]
    >>> [found.recruits for found in pg.places.silo_thresholds(two)]
    [30, 30]
    >>> [found.recruits for found in pg.places.silo_thresholds(two, pooling=0.5)]
    [45, 45]
    """
    listed = _checked(silos)
    share = read_number(POOLING, pooling)
    capacities = [int(silo.lottery.capacity) for silo in listed]
    total = sum(capacities)
    by_silo = []
    for silo, own in zip(listed, capacities, strict=True):
        capacity = own + int(share * (total - own))
        form = replace(silo.lottery, capacity=Fraction(capacity))
        recruits, reason = tipping_of(form)
        by_silo.append(SiloThreshold(silo, capacity, recruits, reason))
    columns = {
        "silo.name": Column("silo", left=True),
        "effective_capacity": Column("capacity,\nwhat is lent included", "cases"),
        "offer_ratio": Column("offer ratio", "ratio"),
        "recruits": Column("recruits", "defendants"),
        "recruited_share": Column("recruits", "share"),
        "cost": Column("cost", "amount"),
        "reason": Column("why it cannot be won", left=True, wrap=40),
    }
    return Listed(by_silo, "What it takes to win each silo", columns)


def _checked(silos: Iterable[Silo]) -> list[Silo]:
    listed = list(silos) if isinstance(silos, Iterable) else []
    if not listed or not all(isinstance(silo, Silo) for silo in listed):
        rule = "must be a list of silos, with at least one"
        raise ParameterError([Fault("silos", shown(silos), rule, "write [pg.places.Silo(…), …]")])
    twice = [name for name, times in Counter(silo.name for silo in listed).items() if times > 1]
    if twice:
        rule, remedy = "must not name two silos", "add the county or the docket"
        raise ParameterError([Fault("name", shown(name), rule, remedy) for name in twice])
    return listed
