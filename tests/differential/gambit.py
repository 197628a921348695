"""Games as Gambit has them, every payoff a ratio of whole numbers."""

import io
from fractions import Fraction
from itertools import product

import pygambit

PLEAD, HOLD_OUT = 0, 1


def strategic(payoffs, actions):
    """Of ``payoffs``, from each profile to what every player gets; the first varies fastest."""
    names = " ".join(f'"{i}"' for i in range(len(actions)))
    profiles = (p[::-1] for p in product(*(range(number) for number in reversed(actions))))
    body = " ".join(str(value) for profile in profiles for value in payoffs(profile))
    sizes = " ".join(map(str, actions))
    return pygambit.read_nfg(io.StringIO(f'NFG 1 R "" {{ {names} }} {{ {sizes} }}\n\n{body}\n'))


def binary(payoffs, count):
    """Of ``count`` players who plead or hold out."""
    return strategic(payoffs, [2] * count)


def of_gains(gain):
    """Pleading pays 0, and holding out Δ(m) when m do."""
    return binary(lambda p: [gain[sum(p) - 1] if own else 0 for own in p], len(gain))


def of_docket(game):
    """A game of named defendants, by its own payoffs."""
    return binary(lambda p: game.payoffs(tuple(map(bool, p))), len(game))


def exact(value):
    """Gambit's rational as ours."""
    return Fraction(int(value.numerator), int(value.denominator))


def probabilities(equilibrium, game):
    """Each player's probability of the second action."""
    return tuple(list(dict(equilibrium[player]).values())[HOLD_OUT] for player in game.players)


def pure(game):
    """All pure equilibria, as profiles of actions."""
    found = pygambit.nash.enumpure_solve(game).equilibria
    return {tuple(map(int, probabilities(each, game))) for each in found}


def profile(game, holding):
    """A mixed profile in rational arithmetic."""
    table = [[1 - x, x] for x in map(Fraction, holding)]
    return game.mixed_strategy_profile(table, rational=True)


def regret(game, holding):
    """The most that anyone gains by changing, exactly."""
    return exact(profile(game, holding).max_regret())


def survivors(game, *, strict=True):
    """After each round of iterated dominance by pure strategies: what is left to each player."""
    rounds = [pygambit.supports.undominated_strategies_solve(game, strict=strict)]
    while True:
        again = pygambit.supports.undominated_strategies_solve(rounds[-1], strict=strict)
        if len(again) == len(rounds[-1]):
            return [[tuple(left) for left in support] for support in rounds]
        rounds.append(again)
