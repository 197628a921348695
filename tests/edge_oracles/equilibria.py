"""Equilibria and what follows from them: exact gains, and expected gains as balls."""

from fractions import Fraction
from itertools import accumulate

from .measure import holds
from .stated import ball, middle

_TRIED = Fraction(1 / 3)


def pure_counts(game):
    """Every m with Δ(m) ≥ 0 ≥ Δ(m + 1); gains never fall, so among thousands only the ends."""
    n, gain = game.defendants, game.lottery.gain
    if n > 1000:
        assert game.ratio != 1 and game.capacity  # else gains are 0 at several m
        return ({0} if gain(1) <= 0 else set()) | ({n} if gain(n) >= 0 else set())
    return {m for m in range(n + 1) if (m == 0 or gain(m) >= 0) and (m == n or gain(m + 1) <= 0)}


@holds("Δ(m) in fractions at every m; signs of D (Arb) at both ends of an enclosure", "equilibria")
def of_equilibria(found, game, measure):
    n, gain = game.defendants, game.lottery.gain
    assert not found.undecided
    listed = [
        m for e in found if e.holdouts is not None for m in range(e.holdouts, e.holdouts_to + 1)
    ]
    assert len(listed) == len(set(listed)) and set(listed) == pure_counts(game)
    ties = [m for m in range(1, min(n, game.capacity + 1) + 1) if gain(m) == 0] if n <= 1000 else []
    assert found.complete == (len(ties) < 2)  # between such m lie continua
    mixed = [each for each in found if each.kind == "mixed"]
    assert len(mixed) == game.has_mixed
    for each in found:
        if each.kind == "all plead":
            first = next((gain(m) for m in (1, min(game.capacity + 1, n)) if gain(m)), 0)
            assert (each.strict, each.stable) == (gain(1) < 0, first < 0)
        elif each.kind == "all hold out":
            assert (each.strict, each.stable) == (gain(n) > 0, gain(n) > 0)
            paid = game.dismissal_cost + game.chance(n) * game.at_stake
            measure.near(each.payoff_hold_out, -paid)
        elif each.kind == "mixed":
            holds_root(each, game, measure)
        if each.payoff_plead is not None:
            measure.near(each.payoff_plead, -game.offer)
        if each.kind != "mixed":
            assert each.max_regret == 0


def holds_root(each, game, measure):
    """Strict signs at the ends of the enclosure, and the largest gain from changing."""
    low, top = map(Fraction, each.enclosure)
    x = Fraction(each.hold_out_probability)
    assert low <= x <= top
    if low == top:
        raise AssertionError("no root of a lottery game is known exactly")
    assert not game.expected_gain(low) > 0 and not game.expected_gain(top) < 0
    measure.doubles += 1
    measure.within(float((top - low) / x))
    gain = game.expected_gain(x)
    bound = ball(Fraction(each.max_regret))
    assert not gain * (1 - ball(x)) > bound and not -gain * ball(x) > bound
    # a bound of the size of the enclosure's error
    assert Fraction(each.max_regret) <= 2 * game.at_stake * (top - low) / x + Fraction(5e-324)
    measure.near(each.payoff_hold_out, -game.offer)


@holds("D(1/3) by incomplete beta functions (Arb, 384 bits)", "certificate")
def of_certificates(found, game, measure):
    assert found.probability == _TRIED
    gain = middle(game.expected_gain(_TRIED))
    regret = gain * (1 - _TRIED) if gain > 0 else -gain * _TRIED
    assert found.holds == (gain == 0)
    assert Fraction(found.regret_bound) >= regret
    measure.near(found.regret_bound, regret, units=2)


@holds("Δ(1) + … + Δ(m) in fractions, every m", "potential")
def of_potentials(found, game, measure):
    values = [Fraction(0), *accumulate(game.lottery.gains)]
    assert list(found.values) == values
    best = max(values)
    assert found.maximizers == tuple(m for m, value in enumerate(values) if value == best)
    last = values[-1]
    assert found.laplacian_choice == ("tie" if last == 0 else "hold out" if last > 0 else "plead")


@holds("totals in fractions from m, r and K", "welfare")
def of_welfare(found, game, measure):
    n, k = game.defendants, game.capacity
    plead, hold_out = n * game.offer, None
    for outcome in found.outcomes:
        if outcome.name == "mixed":
            held = game.defendants * Fraction(outcome.holdouts) / n
            tried = held * game.ratio
        else:
            held = Fraction(outcome.holdouts)
            tried = min(held, Fraction(k))
        total(outcome, game, held, tried, game.dismissal_cost, measure)
        if outcome.name == "all hold out":
            hold_out = tried * game.trial_cost + (n - tried) * game.dismissal_cost
    assert {o.holdouts for o in found.outcomes if o.name != "mixed"} <= pure_counts(game)
    most = Fraction(min(k, n))
    total(found.benchmark, game, Fraction(n), most, Fraction(0), measure)
    exists = {0, n} <= pure_counts(game) and k <= n and hold_out
    assert (found.price_of_anarchy is not None) == bool(exists)
    if exists:
        measure.near(found.price_of_anarchy, plead / hold_out)


def total(outcome, game, held, tried, waiting, measure):
    """Over all: whoever does not hold out pleads."""
    pleas = game.defendants - held
    expected = {
        "defendant_cost": pleas * game.offer + tried * game.trial_cost + (held - tried) * waiting,
        "sentence_years": pleas * game.offer + tried * game.conviction * game.sentence,
        "convictions": pleas + tried * game.conviction,
        "trials": tried,
        "dismissals": held - tried,
    }
    for name, true in expected.items():
        measure.near(getattr(outcome, name), true, scale=game.defendants * size(name, game))


def size(name, game):
    """Of one defendant's part, to which a mean with x in it is right."""
    return max(game.offer, game.trial_cost) if name in {"defendant_cost", "sentence_years"} else 1


@holds("D(x) by incomplete beta functions (Arb, 384 bits) at seven points", "gain_curve")
def of_curves(found, game, measure):
    points = list(zip(found.probabilities, found.gains, strict=True))
    largest = max(abs(game.saved), abs(game.at_stake))
    for x, value in points[:: max(len(points) // 6, 1)]:
        measure.near(value, middle(game.expected_gain(Fraction(x))), scale=largest)


@holds("payoffs in fractions, as they read back, as shares of the largest", "to_gambit agg")
def of_files(text, game, measure):
    """The last two lines: what pleading and holding out pay, by how many else hold out."""
    head, *lines = text.splitlines()
    scales = [line.split(" times ")[1].split(",")[0] for line in lines if " times " in line]
    scale = Fraction(scales[0]) if scales else Fraction(1)
    lines = [line for line in lines if not line.startswith("#")]
    assert head == "#AGG" and int(lines[0]) == game.defendants
    plead, hold_out = ([Fraction(token) for token in line.split()] for line in lines[-2:])
    assert plead[0] == hold_out[0] == 0  # each a table of payoffs
    plead, hold_out = ([0, *(each / scale for each in row[1:])] for row in (plead, hold_out))
    paid = [gain - game.offer for gain in game.lottery.gains]
    largest = max(map(abs, (game.offer, *paid)))
    measure.nears(plead[1:], [-game.offer], scale=largest)
    measure.nears(hold_out[1:], paid, scale=largest)
