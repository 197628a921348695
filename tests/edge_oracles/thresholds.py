"""Thresholds and prices: closed forms of the model, signs of F − r as balls."""

from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, isnan, isqrt

from mpmath import mp

from .measure import holds, same
from .stated import Lottery, ball, high


def bracket(game, probability, measure):
    """F − r changes its sign around a probability: from above, for F falls."""
    x, goal = Fraction(probability), ball(game.ratio)
    for error in (Fraction(step, 10**digits) for digits in range(16, 8, -1) for step in (1, 2, 5)):
        low, top = x * (1 - error), x * (1 + error)
        above = game.trial_chance(low) > goal
        if above and (top >= 1 or game.trial_chance(top) < goal):
            break
    measure.doubles += 1
    measure.within(error, x)


def selected(game):
    """The sign of W(N): what maximizes the potential of gains that never fall."""
    ends = game.lottery.potential(game.defendants)
    return "tie" if ends == 0 else "hold out" if ends > 0 else "plead"


@holds(
    "definitions in fractions, harmonic numbers in 80 digits, signs of F − r (Arb)", "thresholds"
)
def of_thresholds(found, game, measure):
    n, k, r = game.defendants, game.capacity, game.ratio
    expected = {
        "trial_rate": game.rate,
        "offer_ratio": r,
        "collective_price": min(Fraction(1), game.rate),
        "doubling_share": Fraction(k, n - k) if 0 < 2 * k <= n else None,
        "tipping_holdouts": game.tipping,
        "tipping_share": game.tipping and Fraction(game.tipping, n),
        "hard_core": game.tipping and game.tipping - 1,
        "laplacian_ratio": game.mean_chance(n),
        "resilience": r / game.rate if k and 0 <= r < 1 else None,
        "unravelling_rounds": 1 if r <= 0 else ceil(Fraction(n, k)) if k and r <= 1 else None,
    }
    if r > 0 and k:  # all-hold-out is worth s at T times this
        worth = game.dismissal_cost + game.saved / game.chance(n)
        expected["trial_cost_resilience"] = worth / game.trial_cost
    else:
        expected["trial_cost_resilience"] = None
    for name, true in expected.items():
        value = getattr(found, name)
        assert (value is None) == (true is None), name
        if true is not None:
            measure.near(value, true)
    assert found.risk_dominant == selected(game)
    for name, goal in (
        ("exists", "existence"),
        ("risk_dominant", "risk dominance"),
        ("dominant", "dominance"),
    ):
        paid = getattr(found, f"side_payment_{name}")
        least = least_payment(game, goal)
        assert (paid is None) == (least is None), name
        if least is not None:
            measure.near(paid, least)
    assert (found.mixed_probability is not None) == game.has_mixed
    if game.has_mixed:
        bracket(game, found.mixed_probability, measure)


def least_payment(game, goal):
    """The least f ≥ 0 that reaches a goal, for gains that are affine in it."""
    return least_amount(lambda f: side_payment(game, f), goal)


def side_payment(game, amount):
    """Gains with a payment to whoever is tried."""
    return Lottery(
        game.saved, game.at_stake - Fraction(amount), Fraction(game.capacity), game.defendants
    )


def least_amount(lottery, goal):
    """Where the last of the sums that a goal asks for becomes 0; None where one never does."""
    if lottery(0).reaches(goal):
        return Fraction(0)
    roots = [Fraction(0)]
    for this in sums(goal):
        before, after = this(lottery(0)), this(lottery(1))
        if before < 0:
            if after <= before:
                return None
            roots.append(-before / (after - before))
    return max(map(high, roots)) if any(map(_is_long, roots)) else max(roots)


def sums(goal):
    """What must not be negative, each affine in years where gains are."""
    last, first = (lambda those: those.gain(those.count)), (lambda those: those.gain(1))
    return {
        "existence": [last],
        "risk dominance": [last, lambda those: those.potential(those.count)],
        "dominance": [first, last],
        "divide-and-conquer proof": [first],
    }[goal]


def _is_long(value):
    return not isinstance(value, Fraction | int)


@holds("prices d + τ(m)(T − d) and d + L(T − d), 80 digits", "visibility")
def of_visibility(found, game, measure):
    alone, mean = game.price(game.chance(1)), game.price(game.mean_chance(game.defendants))
    same(found.sanction, 0)
    same(found.sequence_fails_from, max(alone - game.offer, Fraction(0)))
    measure.near(found.costs_prosecutor_from, high(alone) - high(mean), scale=game.at_stake)
    same(found.visible_burden, alone)
    measure.near(found.invisible_burden, mean)


def threatened(game, value):
    """How many plead under the threat of a trial at once that is worth so much.

    Trying one more must be worth what the trial would still have brought. The recursion where it
    is short, else the formula that it confirms there.
    """
    n, k = game.defendants, min(game.capacity, game.defendants)
    if n > 1000:
        return min(n, (1 + value // game.at_stake) * k)
    before = [0] * (k + 1)
    for _ in range(n):
        before = [0] + [
            before[left] + (value >= game.at_stake * (before[left] - before[left - 1]))
            for left in range(1, k + 1)
        ]
    return before[k]


def _around(n, k):
    """Numbers of pleas near where the bound on their mean is least, v(v + 1) ≈ K(N + 1)."""
    least = isqrt(k * (n + 1))
    return {m for step in range(-3, 4) for m in [n + 1 - least + step] if 1 <= m <= n}


@holds("the table of section 4 of the model, 80 digits", "protocols")
def of_protocols(found, game, measure):
    n, k = game.defendants, game.capacity
    collective, threat = min(Fraction(1), game.rate), Fraction(min(k, 1))

    def in_rounds(rounds):
        size, larger = divmod(n, rounds)
        both = ((size + 1, larger), (size, rounds - larger))
        return (
            sum(
                (several * game.lottery.chances_up_to(each) for each, several in both if several),
                Fraction(0),
            )
            / n
        )

    for row in found.protocols:
        if "re-set" in row.offers:
            share = in_rounds(row.rounds)
        elif "at once" in row.trials:
            share = Fraction(threatened(game, game.trial_cost), n)
        elif "hidden" in row.offers:  # sums are bounded by n·τ(N − n + 1), and rise by 1 at most
            turnouts = {*range(1, min(n, 40) + 1), *_around(n, k), n}
            share = (
                min(v * min(Fraction(1), Fraction(k, n - v + 1)) + n - v for v in turnouts) / n
                if k
                else Fraction(0)
            )
        elif "accept" in row.offers:
            share = collective if k >= n else (k + collective) / (k + 1)
        elif "coalition-proof" in row.selection or "fixed" in row.offers:
            share = collective
        elif "Laplacian" in row.selection or "ranked" in row.offers:
            share = game.mean_chance(n)
        elif "private" in row.offers:
            share = collective
            measure.near(row.mean_offer_to, game.price(threat))
        else:
            share = threat
        mean = game.price(share)
        measure.near(row.stake_share, share)
        measure.near(row.mean_offer, mean)
        measure.near(row.share_of_trial_cost, high(mean) / high(game.trial_cost))
        if row.total is not None:
            measure.near(row.total, mean * n)
    assert len(found.protocols) == 13 + sum(r <= n for r in (2, 4, 10))


@holds("K'V + βS over N, in fractions", "nash_bargain", "rubinstein_bargain")
def of_bargains(found, game, measure):
    n, tried = game.defendants, min(game.capacity, game.defendants)
    worth = game.conviction * game.sentence
    borne = tried * game.trial_cost + (n - tried) * game.dismissal_cost
    surplus = borne - tried * worth
    delta = Fraction(9, 10)
    share = Fraction(1, 2) if found.solution == "Nash" else (1 - delta) / (1 - delta * delta)
    same(found.prosecutor_share, share)
    same(found.trial_value, worth)
    same(found.surplus, surplus)
    same(found.least, Fraction(tried * worth) / n)
    same(found.most, Fraction(borne) / n)
    assert (found.offer is None) == (surplus < 0)
    if surplus >= 0:
        same(found.offer, (tried * worth + share * surplus) / n)


@holds("rounds counted in whole numbers, prices by harmonic numbers in 80 digits", "clock")
def of_clocks(found, game, measure):
    """Seventy days, fifty offers a day, one at a time; nobody commits."""
    n, k = game.defendants, game.capacity
    (schedule,) = found.schedules
    reached = min(n, 70 * 50)
    assert (schedule.rounds, schedule.reached, found.capacity) == (reached, reached, k)
    left = n - reached
    measure.near(schedule.reached_share, Fraction(reached, n))
    assert (schedule.left, schedule.tried) == (left, min(left, k))
    share = game.chance(left + 1)  # alone to refuse beside those never reached
    measure.near(schedule.stake_share, share)
    measure.near(schedule.mean_offer, game.price(share))
    measure.near(schedule.share_of_trial_cost, game.price(share) / game.trial_cost)
    assert schedule.holds == (left > 0 and game.lottery.gain(left) >= 0)
    kappa, eta, beta = game.rate, Fraction(left, n), Fraction(1, n)
    if kappa >= eta + beta:
        limit = Fraction(1)
    elif kappa > eta:
        limit = (high(kappa - eta) + high(kappa) * mp.log(high((eta + beta) / kappa))) / high(beta)
    else:
        limit = high(kappa) / high(beta) * mp.log(high((eta + beta) / eta)) if eta else Fraction(0)
    measure.near(schedule.price_limit, limit)
    needed = game.tipping
    if needed is None:
        assert schedule.latest_strike_day is None
        return
    approached = n - needed  # so many may have been, and the next must not
    day = Fraction(70) if approached >= reached else Fraction(approached + 1, 50)
    measure.near(schedule.latest_strike_day, day)


@holds("gain in the long run, in fractions", "court_delay")
def of_courts(found, game, measure):
    """Twenty cases a day, of which a fifth strikes, against two trials a day; no attrition."""
    rho, days, cost = Fraction(1, 2), 90, Fraction(1, 100)
    for name, true in (("tried", rho), ("dismissed", 1 - rho), ("gave_up", 0), ("waits_on", 0)):
        measure.near(getattr(found, name), Fraction(true))
    measure.near(found.mean_wait, Fraction(days))
    spared = game.saved - cost * days
    gain = spared - rho * game.at_stake
    measure.near(found.gain, gain)
    assert found.holds == (gain >= 0)
    balance = spared / game.at_stake
    exists = {"delayed_ratio": balance if spared > 0 else None}
    exists["longest_clock"] = longest(game.saved - rho * game.at_stake, cost)
    exists["longest_clock_ever"] = longest(game.saved, cost)
    exists["tipping_share"] = None
    if spared > 0:
        share = Fraction(2, 20) / balance
        exists["tipping_share"] = share if balance < 1 and share <= 1 else None
    for name, true in exists.items():
        value = getattr(found, name)
        if value is None or true is None:
            assert value is None or name in {"tipping_share", "delayed_ratio"}, (name, value, true)
            continue
        measure.near(value, true)


def longest(worth, cost):
    """Days that are worth it."""
    return worth / cost if worth > 0 else None


@holds("definitions in fractions, signs of F − r (Arb), for every point",
       "sweep offer", "sweep capacity", "sweep conviction")  # fmt: skip
def of_sweeps(found, game, measure):
    (axis,) = found.dims
    for place in range(found.sizes[axis]):
        point = _points(game)[axis][place]
        other = replace(game, **{axis: point})
        row = found.isel({axis: place})
        if other.at_stake <= 0:  # no game: refused when asked about alone
            assert all(isnan(row[name]) for name in found)
            continue
        assert isnan(row.tipping_share) == (other.tipping is None)
        if other.tipping:
            measure.near(float(row.tipping_share), Fraction(other.tipping, other.defendants))
        measure.near(float(row.laplacian_ratio), other.mean_chance(other.defendants))
        assert row.risk_dominant == {"plead": -1, "tie": 0, "hold out": 1}[selected(other)]
        assert isnan(row.mixed_probability) != other.has_mixed
        if other.has_mixed:
            bracket(other, float(row.mixed_probability), measure)


def _points(game):
    return {
        "offer": (game.offer, game.offer + 1),
        "capacity": (0, 1, 2),
        "conviction": (Fraction(1, 2), Fraction(1)),
    }


@holds("tipping points by search in fractions; all plans of two", "silo_thresholds")
def of_silo_thresholds(found, game, measure):
    for each in found:
        same(each.effective_capacity, game.capacity)
        assert each.recruits == game.tipping


@holds("tipping points by search in fractions; all plans of two",
       "organize_silos", "least_organizing_budget")  # fmt: skip
def of_silo_plans(found, game, measure):
    """Two alike: none, one or both, a hundred recruits or a single case to win."""
    most = 2 * bool(game.tipping) if found.goal == "most worth" else 1
    if game.tipping and found.goal == "most worth":
        most = min(most, floor(Fraction(100, game.tipping)))
    assert len(found.chosen) == most
    same(found.worth, most * game.defendants)
    same(found.cost, most * (game.tipping or 0))
    assert found.recruits == most * (game.tipping or 0)
    measure.near(found.bound, found.worth if found.goal == "most worth" else found.cost)
    assert len(found.unwinnable) == (0 if game.tipping else 2)


@holds("tipping points by search in fractions; recruits placed one by one", "spread_of_effort")
def of_efforts(found, game, measure):
    """Ten recruits in two silos that are alike."""
    m = game.tipping
    for each in found.efforts:
        if each.placed == "in the best set of silos":
            first, every = m, m and 2 * m
        elif each.placed == "in one silo":
            first, every = m, None
        else:
            first = every = m and 2 * m
        won = 0 if m is None else 2 if every is not None and every <= 10 else int(first <= 10)
        assert (each.first_win, each.all_won, each.silos_won) == (first, every, won), each
        assert each.cases_won == each.worth_won == won * game.defendants
