r"""What the prosecutor can enforce when offers come one after another, by counts.

Offers are observed, defendants are identical, trials are drawn by lot at the end unless said
otherwise, and whoever has pleaded or refused is not approached again. Ties plead. A defendant who
expects to be tried with probability t after refusing accepts up to :math:`d + t(T - d)`, so a play
is described by those chances; they are exact fractions, also where T and d are symbols.

The reconstruction is ours: Bar-Gill & Ben-Shahar (2009) describe the sequence (752–54, as quoted in
Crespo 2022, n. 87), and their model was not available to us.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import comb

import numpy as np

from ...errors import Fault, ParameterError, shown
from ...games.lottery_form import LotteryForm, lottery_form
from ...model.exact import as_expression
from ...model.game import PleaGame
from ...model.parameters import TRIAL_VALUE
from ...model.reading import read_number, read_share, read_whole, refuse_symbols
from ...subjects import takes_games
from .sequential_play import SequentialPlay

MOST_LISTED = 100_000
"""Defendants up to which each one's offer is listed."""

_MOST_EXACT_TYPES = 200


@takes_games
def adaptive_offers(game: PleaGame, *, committed: int = 0) -> SequentialPlay:
    r"""One at a time, each offer made with what came before in view: everyone pleads at T.

    With h who have refused and n still to come, the prosecutor may collect
    :math:`n(d + \tau(h+1)(T-d)) + \ldots` by settling with all of them. Provoking one more refusal
    gains a trial worth at most T where h < K and never raises a price, so she settles with everyone
    (for any value of a trial up to T), and the threat against each is :math:`\tau(h+1)`. Hold-outs
    who are committed from the start lower it to :math:`\tau(1 + h_0)`, if the lottery treats
    them and the others alike.

    Parameters
    ----------
    game
        The caseload; counts must be numbers, years may be symbols.
    committed
        h₀ ≥ 0, hold-outs besides the N defendants.

    Returns
    -------
    SequentialPlay
        Frozen; prints as a table, defendants with the same offer in one row.

    Raises
    ------
    ParameterError
        Where the game is no :class:`PleaGame` with a lottery form, its counts are symbols or there
        are more than 100,000 defendants, or ``committed`` is no whole number of at least 0.

    Examples
    --------
    >>> game = PleaGame(defendants=10_000, capacity=500, offer=1, sentence=10)
    >>> adaptive_offers(game).mean_offer, adaptive_offers(game, committed=999).mean_offer
    (10, 5)
    """
    form = lottery_form(game)
    count, _ = _counts(form)
    start = read_whole(committed, "committed")
    chance = form.trial_chance(1 + start)
    return SequentialPlay(game, form, (chance,) * count, (True,) * count, start)


def mean_adaptive_offer(game: PleaGame, committed: int = 0) -> Fraction:
    """The ``mean_offer`` of :func:`adaptive_offers` for a game in numbers, without its list.

    >>> mean_adaptive_offer(PleaGame(defendants=10, capacity=1, offer=4, sentence=10), committed=1)
    Fraction(5, 1)
    """
    form = lottery_form(game).in_numbers()
    _counts(form)
    offer: Fraction = form.offer_at(form.trial_chance(1 + read_whole(committed, "committed")))
    return offer


@takes_games
def fixed_offers(game: PleaGame, *, committed: int = 0) -> SequentialPlay:
    """One at a time at the game's one price: all hold out as soon as r > κ.

    Let m* be the least m with r > τ(m). Backwards: where h have refused and n are still to come,
    all n refuse if h + n ≥ m*, and none of them does if not. For if h + n ≥ m*, refusing leads to
    h + n hold-outs by induction, which is better than pleading; and if h + n < m*, refusing leads
    to h + 1 < m* hold-outs, which is not. So all refuse if and only if r > τ(N + h₀).

    That is where ties plead. At r = τ(N + h₀) there is more than one subgame-perfect outcome. If τ
    is the same for fewer hold-outs, at r = 1 with trials for all and at r = 0 with none, everybody
    is always indifferent, and each of the :math:`2^N` outcomes is subgame perfect. Otherwise two
    are: where h have refused and n are to come with h + n = N + h₀, refusing may lead to N + h₀
    hold-outs, which is as good as pleading, and after one plea it is best to plead.

    Parameters
    ----------
    game
        The caseload, in numbers.
    committed
        h₀ ≥ 0, hold-outs besides the N defendants.

    Returns
    -------
    SequentialPlay
        Frozen; prints as a table, defendants with the same offer in one row.

    Raises
    ------
    ParameterError
        Where the game is no :class:`PleaGame` with a lottery form, its counts are symbols or there
        are more than 100,000 defendants, years are symbols, or ``committed`` is no whole number of
        at least 0.

    Examples
    --------
    >>> game = PleaGame(defendants=10_000, capacity=500, offer=1, sentence=10)
    >>> fixed_offers(game).holdouts, fixed_offers(game.with_parameters(offer=0.5)).holdouts
    (10000, 0)
    >>> fixed_offers(game.with_parameters(offer=0.5)).outcomes
    2
    """
    form = lottery_form(game)
    count, _ = _counts(form)
    start = read_whole(committed, "committed")
    if not isinstance(form.price_ratio, Fraction):
        fault = Fault("offer ratio", str(form.price_ratio), "must be a number", "set the offer")
        raise ParameterError([fault])
    everyone = form.trial_chance(count + start)
    if form.price_ratio > everyone:
        chances, pleads = (everyone,) * count, (False,) * count
    else:
        chances, pleads = (form.trial_chance(1 + start),) * count, (True,) * count
    outcomes = 1
    if form.price_ratio == everyone:
        outcomes = 2**count if form.trial_chance(1 + start) == everyone else 2
    return SequentialPlay(game, form, chances, pleads, start, at_one_price=True, outcomes=outcomes)


@takes_games
def offers_in_rounds(
    game: PleaGame, batches: int | Sequence[int], *, committed: int = 0
) -> SequentialPlay:
    """Rounds of simultaneous offers, prices re-set between rounds.

    Within a round of n offers, ranked just below τ(n), …, τ(1) of what is at stake, pleading is the
    only equilibrium; at these suprema ties plead. So every round starts without hold-outs but the
    committed, and without any of those the mean over a round is the Laplacian ratio L(n, K).

    Parameters
    ----------
    game
        The caseload; counts must be numbers, years may be symbols.
    batches
        The number of rounds, split as evenly as can be; or the size of each round, adding up to N.
    committed
        h₀ ≥ 0, hold-outs besides the N defendants.

    Returns
    -------
    SequentialPlay
        Frozen; prints as a table, defendants with the same offer in one row.

    Raises
    ------
    ParameterError
        Where the game is no :class:`PleaGame` with a lottery form, its counts are symbols or there
        are more than 100,000 defendants, or the batches do not add up to N.

    Examples
    --------
    >>> game = PleaGame(defendants=100, capacity=5, offer=1, sentence=10)
    >>> [round(float(offers_in_rounds(game, r).mean_chance), 4) for r in (1, 2, 4, (34, 33, 33))]
    [0.1952, 0.3216, 0.5065, 0.4223]
    """
    form = lottery_form(game)
    count, _ = _counts(form)
    start = read_whole(committed, "committed")
    if isinstance(batches, Iterable) and not isinstance(batches, str):
        sizes = tuple(read_whole(size, "batches", minimum=1) for size in batches)
    else:
        sizes = even_batches(count, read_whole(batches, "rounds", minimum=1))
    if sum(sizes) != count:
        rule = f"must be whole numbers of at least 1 that add up to {count:,} defendants"
        raise ParameterError([Fault("batches", shown(batches), rule, "adjust the sizes")])
    by_holdouts = [form.trial_chance(start + held) for held in range(1, max(sizes) + 1)]
    chances = [chance for size in sizes for chance in reversed(by_holdouts[:size])]
    return SequentialPlay(game, form, tuple(chances), (True,) * count, start)


@takes_games
def trials_at_once(
    game: PleaGame, *, trial_value: object | None = None, ties_try: bool = True
) -> SequentialPlay:
    r"""One at a time, whoever refuses tried at once or not at all: a trial spent is a threat less.

    The prosecutor cannot commit to try. With k trials left and n − 1 defendants to come she tries
    a refuser only if that is worth what the spent trial would still have extracted; then this
    defendant pleads at T, and otherwise goes free for d. A trial is worth q pleas foregone,
    V/(T − d) rounded down (one less where a tie does not try), and of n the last
    :math:`\min(n, (1 + q)k)` pay. For by induction a trial spent on the n-th last costs those
    behind her at most q pleas while n ≤ (1 + q)k, and 1 + q pleas afterwards.

    She settles wherever she can: an assumption, for where V > T a trial may be worth more to her
    than the plea.

    Parameters
    ----------
    game
        The caseload, in numbers.
    trial_value
        V ≥ 0, what a trial is worth to her, in years; T unless given.
    ties_try
        Whether she tries where both are worth the same.

    Returns
    -------
    SequentialPlay
        Frozen; prints as a table, defendants with the same offer in one row.

    Raises
    ------
    ParameterError
        Where the game is no :class:`PleaGame` with a lottery form, its counts are symbols or there
        are more than 100,000 defendants, years are symbols, or the value of a trial is negative.

    Examples
    --------
    >>> game = PleaGame(defendants=5, capacity=2, offer=1, sentence=10)
    >>> for value, ties_try in ((8, True), (10, True), (10, False)):
    ...     play = trials_at_once(game, trial_value=value, ties_try=ties_try)
    ...     print(play.mean_offer * 5, [int(chance) for chance in play.chances])
    20 [0, 0, 0, 1, 1]
    40 [0, 1, 1, 1, 1]
    20 [0, 0, 0, 1, 1]
    """
    form = lottery_form(game)
    count, capacity = _counts(form)
    refuse_symbols(form.map(as_expression).stake.free_symbols)
    value = form.trial_cost if trial_value is None else read_number(TRIAL_VALUE, trial_value)
    paying = pleas_at_once(count, capacity, value / form.stake, ties_try=ties_try)
    chances = (Fraction(0),) * (count - paying) + (Fraction(1),) * paying
    return SequentialPlay(game, form, chances, (True,) * count)


def pleas_at_once(count: int, capacity: int, value: Fraction, *, ties_try: bool = True) -> int:
    """How many of N plead at T where whoever refuses is tried at once, the value being in pleas.

    >>> pleas_at_once(5, 2, Fraction(4, 5)), pleas_at_once(5, 2, Fraction(1))
    (2, 4)
    """
    spend = value.numerator // value.denominator
    if not ties_try and value == spend:
        spend -= 1
    return min(count, (1 + spend) * capacity)


@takes_games
def announced_order(game: PleaGame, *, committed_share: object = 0) -> SequentialPlay:
    """Simultaneous offers, trials in an announced order, some defendants committed to hold out.

    Each defendant is committed with the same probability ρ, unknown to the others; all others
    plead. The i-th is tried after refusing if fewer than K of those before her are committed, so
    she pleads up to d + P(Bin(i − 1, ρ) < K)(T − d).

    Parameters
    ----------
    game
        The caseload; counts must be numbers, years may be symbols.
    committed_share
        ρ, from 0 to 1. Chances are exact up to 200 defendants, and in double precision beyond.

    Returns
    -------
    SequentialPlay
        Frozen; prints as a table, defendants with the same offer in one row.

    Raises
    ------
    ParameterError
        Where the game is no :class:`PleaGame` with a lottery form, its counts are symbols or there
        are more than 100,000 defendants, or ``committed_share`` is not from 0 to 1.

    Examples
    --------
    >>> game = PleaGame(defendants=4, capacity=1, offer=1, sentence=16)
    >>> announced_order(game).mean_offer, announced_order(game, committed_share=0.5).offers
    (16, (16, 8, 4, 2))
    """
    form = lottery_form(game)
    count, capacity = _counts(form)
    share = read_share(committed_share, "committed_share")
    if count > _MOST_EXACT_TYPES:
        chances = tuple(map(Fraction, _fewer_than_in_doubles(capacity, share, count)))
    else:
        chances = tuple(_fewer_than(capacity, before, share) for before in range(count))
    return SequentialPlay(game, form, chances, (True,) * count, committed_share=share)


def even_batches(count: int, rounds: int) -> tuple[int, ...]:
    """``count`` split into ``rounds`` parts that differ by at most one.

    >>> even_batches(100, 3)
    (34, 33, 33)
    """
    if rounds > count:
        rule = f"must be from 1 to the {count:,} defendants"
        raise ParameterError([Fault("rounds", shown(rounds), rule, "take fewer rounds")])
    size, larger = divmod(count, rounds)
    return (size + 1,) * larger + (size,) * (rounds - larger)


def _counts(form: LotteryForm) -> tuple[int, int]:
    faults = []
    for name, value in (("defendants", form.defendants), ("capacity", form.capacity)):
        if not isinstance(value, Fraction):
            remedy = "set it; years may stay symbols"
            faults.append(Fault(name, str(value), "must be a number to play it out", remedy))
        elif value > MOST_LISTED and name == "defendants":
            rule = f"must be at most {MOST_LISTED:,} where each offer is listed"
            faults.append(Fault(name, f"{value}", rule, "use protocols(game), which needs no list"))
    if faults:
        raise ParameterError(faults)
    return int(form.defendants), int(form.capacity)


def _fewer_than_in_doubles(limit: int, share: Fraction, count: int) -> list[float]:
    """P(Bin(i, share) < limit) for i = 0, …, count − 1, all at once."""
    if limit == 0:
        return [0.0] * count
    from scipy.special import betaincc  # long to load, and few offers come in an announced order

    unsure = np.arange(limit, count)
    chances: list[float] = betaincc(limit, unsure - limit + 1, float(share)).tolist()
    return [1.0] * min(limit, count) + chances


def _fewer_than(limit: int, trials: int, share: Fraction) -> Fraction:
    """P(Bin(trials, share) < limit)."""
    if limit > trials:
        return Fraction(1)
    if limit == 0:
        return Fraction(0)
    return sum(
        (comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(limit)),
        Fraction(0),
    )
