"""All equilibria of games in which some mix beside others who are sure."""

import io
from collections.abc import Iterator
from itertools import product

import pygambit
from pairs import Case

import plea_games as pg


def public_good(n: int) -> list[int]:
    """Gains where a public good worth 27 at a cost of 8 needs one more than half."""
    return [19 if m == n // 2 + 1 else -8 for m in range(1, n + 1)]


def gambit(gain: list[int]) -> pygambit.Game:
    payoffs = []
    for own in product((0, 1), repeat=len(gain)):  # the first player varies fastest
        payoffs += [str(gain[sum(own) - 1] * chosen) for chosen in reversed(own)]
    names, strategies = '"" ' * len(gain), "2 " * len(gain)
    text = f'NFG 1 R "public good" {{ {names}}} {{ {strategies}}}\n\n{" ".join(payoffs)}'
    return pygambit.read_nfg(io.StringIO(text))


def cases() -> Iterator[Case]:
    for n in (5, 6):
        game, theirs = pg.AnonymousGame(gain=public_good(n)), gambit(public_good(n))
        yield Case(
            f"all equilibria of a threshold public good, N = {n}",
            lambda game=game: pg.equilibria(game),
            "pygambit enumpoly_solve",
            lambda theirs=theirs: pygambit.nash.enumpoly_solve(theirs),
            runs=3,
        )
