r"""Strikes across many dockets, cohort after cohort, under uncertain inputs.

In each replication the uncertain inputs of each docket are drawn; they hold for all its cohorts. In
each cohort a docket has as many defendants as before, of whom each is a member of the union with
the probability x that the docket has reached. Members hold out. If they are as many as the docket's
tipping point, everyone holds out and the docket is won for this cohort; otherwise all others plead.
Then

.. math:: x' = x - ax + j(1 - x) + w(1 - x)\,[\text{won}],

where a is the share of members who leave, j the share of the others who join, and w the share who
join besides where the docket was won. Dockets do not affect each other. The dynamics are an
assumption: what organizing leaves behind is the open end of Crespo (2022, n. 101).

Replications are done in batches of fixed size, each with a random stream of its own, so results are
the same whatever the number of workers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sympy import Symbol

from ..design.places.silos import Silo
from ..errors import Fault, ParameterError, shown
from ..games.lottery_form import has_lottery_form
from ..games.lottery_points import LotteryPoints
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.parameters import PARAMETER
from ..model.payoffs import Payoffs
from ..model.reading import gathered, read_share, read_whole
from ..model.symbols import SYMBOLS
from ..progress import bar
from ..solvers.threshold_arrays import threshold_arrays
from .axes import Distribution
from .national_result import MEASURES, NationalSimulation

_MOST_COHORTS = 100_000
_MOST_REPLICATIONS = 10_000_000

Floats = NDArray[np.float64]

BATCH = 16
"""Replications that share a random stream."""

_QUANTILES = (0.05, 0.95)


def simulate_nation(
    silos: Iterable[Silo],
    *,
    membership: object,
    cohorts: int = 10,
    replications: int = 100,
    leaving: object = 0,
    joining: object = 0,
    joining_where_won: object = 0,
    uncertain: Mapping[str, Distribution] | None = None,
    rng: int = 0,
    workers: int | None = None,
    cluster: str | None = None,
    progress: bool | None = None,
) -> NationalSimulation:
    """Monte Carlo of strikes in many dockets over cohorts.

    Parameters
    ----------
    silos
        The dockets, such as :func:`load_silos` or :func:`synthetic_dockets` give them; their games
        may have terms.
    membership
        Share of each docket's defendants who are members at first, 0 to 1; or a distribution of
        scipy's, drawn for each docket.
    cohorts, replications
        Whole numbers, at least 1.
    leaving, joining, joining_where_won
        Shares from 0 to 1: of members who leave after each cohort, of others who join, and of
        others who join besides where the docket was won.
    uncertain
        For parameters of the dockets' games in years or shares, by name, the distribution of a
        factor on them, drawn for each docket and replication. Shares are cut off at 1.
    rng
        Seed.
    workers, cluster
        So many processes here, or the address of a dask scheduler; results do not depend on them.
    progress
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.

    Returns
    -------
    NationalSimulation
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=1000, capacity=50, offer=5, sentence=10)
    >>> easy, hard = game, game.with_parameters(capacity=200)
    >>> found = pg.places.simulate_nation(
    ...     [pg.places.Silo("east", easy), pg.places.Silo("west", hard)],
    ...     membership=0.2, cohorts=3, replications=16, joining_where_won=0.5, progress=False)
    >>> found.means["dockets_won"].round(2)
    array([0.5, 0.5, 0.5])
    """
    if not isinstance(silos, Iterable):
        raise ParameterError(
            [Fault("silos", shown(silos), "must be silos", "build each with Silo")]
        )
    plan = _planned(
        list(silos),
        membership,
        {"leaving": leaving, "joining": joining, "joining_where_won": joining_where_won},
        read_whole(cohorts, "cohorts", minimum=1, maximum=_MOST_COHORTS),
        dict(uncertain or {}),
        read_whole(rng, "rng"),
    )
    count = read_whole(replications, "replications", minimum=1, maximum=_MOST_REPLICATIONS)
    batches = [(first // BATCH, min(BATCH, count - first)) for first in range(0, count, BATCH)]
    by_cohort: dict[int, Floats] = {}
    with bar(progress, total=count, unit=" replications") as line:
        for number, result in _results(plan, batches, workers, cluster):
            by_cohort[number] = result
            line.update(result.shape[0])
    every = np.concatenate([by_cohort[number] for number, _ in batches])
    return _summary(plan, every)


@dataclass(frozen=True)
class Nation:
    """Dockets as arrays, and how membership moves."""

    numbers: Mapping[str, Floats]
    groups: tuple["DocketGroup", ...]
    membership: Distribution | float
    leaving: float
    joining: float
    joining_where_won: float
    cohorts: int
    uncertain: Mapping[str, Distribution]
    seed: int

    def replicate(self, batch: int, count: int) -> Floats:
        """The measures of each replication and cohort, shape (count, cohorts, measures)."""
        stream = np.random.SeedSequence(self.seed, spawn_key=(batch,))
        rng = np.random.default_rng(stream)
        return np.stack([self._one(rng) for _ in range(count)])

    def _one(self, rng: np.random.Generator) -> Floats:
        drawn = self._drawn(rng)
        at = self.stakes(drawn) if self.uncertain else self._stakes
        size = at.players
        member = np.broadcast_to(_drawn_shares(self.membership, rng, size.shape), size.shape)
        measured = np.empty((self.cohorts, len(MEASURES)))
        for cohort in range(self.cohorts):
            held = rng.binomial(size.astype(np.int64), member).astype(np.float64)
            won = held >= at.needed
            held = np.where(won, size, held)
            tried = np.minimum(at.trials, held)
            measured[cohort] = (
                won.mean(),
                size[won].sum() / size.sum(),
                tried.sum(),
                (tried * at.trial_sentence + (size - held) * at.plea_sentence).sum(),
            )
            joined = (self.joining + self.joining_where_won * won) * (1 - member)
            member = np.clip(member - self.leaving * member + joined, 0.0, 1.0)
        return measured

    def stakes(self, drawn: Mapping[str, Floats]) -> "Stakes":
        """What the dockets come to, in their order."""
        arrays = np.empty((len(fields(Stakes)), drawn["defendants"].size))
        for group in self.groups:
            arrays[:, group.places] = group.stakes(drawn)
        return Stakes(*arrays)

    @cached_property
    def _stakes(self) -> "Stakes":
        return self.stakes(self.numbers)

    def _drawn(self, rng: np.random.Generator) -> dict[str, Floats]:
        drawn = dict(self.numbers)
        for name, distribution in self.uncertain.items():
            factor = np.asarray(distribution.rvs(drawn[name].size, random_state=rng))
            most = PARAMETER[name].maximum
            drawn[name] = np.clip(drawn[name] * factor, 0.0, np.inf if most is None else most)
        return drawn


@dataclass(frozen=True)
class Stakes:
    """What decides each docket, and what its sentences come to, as arrays.

    Attributes
    ----------
    players, trials
        Those who decide, and how many of them can be tried.
    plea_sentence, trial_sentence
        Years for a plea, and expected years for a trial.
    needed
        The tipping point; infinite where a docket cannot be won.
    """

    players: Floats
    trials: Floats
    plea_sentence: Floats
    trial_sentence: Floats
    needed: Floats


@dataclass(frozen=True)
class DocketGroup:
    """Dockets whose games have terms of the same kinds, so that one formula serves all."""

    payoffs: Payoffs
    places: NDArray[np.int64]
    terms: Mapping[Symbol, Floats]

    def stakes(self, drawn: Mapping[str, Floats]) -> Floats:
        """The fields of :class:`Stakes`, a row each."""
        letters = {letter: drawn[name][self.places] for name, letter in SYMBOLS.items()}
        points = LotteryPoints(self.payoffs, {**letters, **self.terms})
        payoffs = self.payoffs
        formulas = (
            payoffs.players, payoffs.trials, payoffs.plea_sentence, payoffs.trial_sentence,
        )  # fmt: skip
        rows = [points.value(formula).astype(np.float64) for formula in formulas]
        return np.array(
            [np.broadcast_to(row, self.places.shape) for row in (*rows, _needed(points))]
        )


def _needed(points: LotteryPoints) -> Floats:
    """Each docket's tipping point; infinite where it cannot be won."""
    tipping = threshold_arrays(points, ["tipping_holdouts"])["tipping_holdouts"]
    # where trial is no worse than waiting, one hold-out is content if the price is no better
    content = np.asarray(points["price"] >= points["dismissal_cost"])
    tipping = np.where(points.has_threat, tipping, np.where(content, 1.0, np.inf))
    return np.where(np.isnan(tipping), np.inf, tipping)


def _lottery_payoffs(game: PleaGame, uncertain: Iterable[str]) -> Payoffs:
    """The payoffs in letters, but for numbers that must be known to tell that it is a lottery."""
    if has_lottery_form(game.payoffs):
        return game.payoffs
    drawn = {SYMBOLS[name] for name in uncertain}
    known = {letter: value for letter, value in game.substitution.items()
             if value.is_Integer and letter not in drawn}  # fmt: skip
    payoffs = game.payoffs.at(known)
    if not has_lottery_form(payoffs):
        rule = "must leave a lottery whatever is drawn for the parameters that are uncertain"
        raise ParameterError([Fault("silos", game.describe(), rule, "leave out its terms")])
    return payoffs


def _groups(games: Sequence[PleaGame], uncertain: Iterable[str]) -> tuple[DocketGroup, ...]:
    members: dict[Payoffs, list[int]] = {}
    for place, game in enumerate(games):
        members.setdefault(_lottery_payoffs(game, uncertain), []).append(place)
    return tuple(
        DocketGroup(
            payoffs,
            np.array(places),
            {
                letter: np.array([float(games[i].substitution[letter]) for i in places])
                for letter in payoffs.free_symbols.difference(SYMBOLS.values())
            },
        )
        for payoffs, places in members.items()
    )


def _planned(
    silos: Sequence[object],
    membership: object,
    shares: Mapping[str, object],
    cohorts: int,
    uncertain: Mapping[str, Distribution],
    seed: int,
) -> Nation:
    faults = [
        Fault("silos", shown(stranger), "must be silos", "build each with Silo")
        for stranger in silos
        if not isinstance(stranger, Silo)
    ]
    games = [silo.game for silo in silos if isinstance(silo, Silo)]
    if not silos:
        faults.append(Fault("silos", "[]", "must be at least one", "use synthetic_dockets()"))
    for name, distribution in uncertain.items():
        possible = [p.name for p in PARAMETER.values() if not p.is_count]
        if name not in possible:
            rule = f"must be one of {', '.join(possible)}"
            faults.append(Fault("uncertain", shown(name), rule, "counts are known"))
        elif not isinstance(distribution, Distribution):
            remedy = "give such as scipy.stats.uniform(0.8, 0.4)"
            faults.append(Fault(name, shown(distribution), "must be a distribution", remedy))
    read: dict[str, float] = {}
    for name, share in shares.items():
        with gathered(faults):
            read[name] = float(read_share(share, name))
    start: Distribution | float = 0.0
    if isinstance(membership, Distribution):
        start = membership
    else:
        with gathered(faults):
            start = float(read_share(membership, "membership"))
    if faults:
        raise ParameterError(faults)
    numbers = {
        name: np.array([float(as_fraction(game.parameters[name])) for game in games])
        for name in SYMBOLS
    }
    return Nation(
        numbers,
        _groups(games, uncertain),
        start,
        **read,
        cohorts=cohorts,
        uncertain=uncertain,
        seed=seed,
    )


def _results(
    plan: Nation, batches: Sequence[tuple[int, int]], workers: int | None, address: str | None
) -> Iterator[tuple[int, Floats]]:
    if workers is None and address is None:
        for number, count in batches:
            yield number, plan.replicate(number, count)
        return
    from .connection import connected, finished

    with connected(address=address, workers=workers) as client:
        from distributed import as_completed

        everywhere = client.scatter(plan, broadcast=True)
        futures = {
            client.submit(_replicate, everywhere, number, count, pure=False): number
            for number, count in batches
        }
        running = as_completed(futures, loop=client.loop, with_results=True)
        for future, result in finished(client, running):
            yield futures[future], result


def _replicate(plan: Nation, number: int, count: int) -> Floats:
    return plan.replicate(number, count)


def _summary(plan: Nation, every: Floats) -> NationalSimulation:
    def by_measure(values: Floats) -> dict[str, Floats]:
        return {name: values[:, place] for place, name in enumerate(MEASURES)}

    count = every.shape[0]
    low, high = np.quantile(every, _QUANTILES, axis=0)
    spread = every.std(axis=0, ddof=1) if count > 1 else np.full(every.shape[1:], np.nan)
    stakes = plan.stakes(plan.numbers)
    pleas = float((stakes.players * stakes.plea_sentence).sum())
    return NationalSimulation(
        dockets=plan.numbers["defendants"].size,
        replications=count,
        means=by_measure(every.mean(axis=0)),
        errors=by_measure(spread / np.sqrt(count)),
        lower=by_measure(low),
        upper=by_measure(high),
        without={"trials": 0.0, "sentence_years": pleas},
    )


def _drawn_shares(
    membership: Distribution | float, rng: np.random.Generator, shape: tuple[int, ...]
) -> Floats:
    if isinstance(membership, float):
        return np.full(shape, membership)
    drawn = np.asarray(membership.rvs(shape[0], random_state=rng), dtype=np.float64)
    return np.clip(drawn, 0.0, 1.0)
