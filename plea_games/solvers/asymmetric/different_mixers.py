r"""Equilibria in which mixers hold out with different probabilities, for up to six mixers.

With odds yᵢ that occur nᵢ ≥ 2 times among the mixers, and further mixers whose odds occur once,
:mod:`~plea_games.solvers.asymmetric.mixed_profiles` asks for ∏(1 + yᵢE)^(nᵢ − 1) b = 0. Up to six
mixers leave two kinds of that:

* *Pairs*: all nᵢ are 2. Then ∏(1 + yᵢE) = c₀ + c₁E + … + c_kE^k, where c spans the kernel of the
  matrix with the entries bᵢ₊ⱼ, and the odds are the roots of c₀t^k − c₁t^(k − 1) + … ± c_k.
* *Two odds*, y occurring three or four times, z two or three times. Then g = (1 + yE)^(n₁ − 1) b
  is a sequence of polynomials in y, and (1 + zE)^(n₂ − 1) g = 0 comes down to equations
  α(y) + β(y)z = 0 (for n₂ = 3 by elimination of z²). Where all their 2 × 2 minors vanish, y is
  algebraic and z = −α/β a rational function of it.

A solution that stays one when a factor 1 + yᵢE is left out lies on a continuum: the odds left out
there may be any. All continua come of this, so what is found without is isolated. Proof, in the
language of the binary form with the Bernstein coefficients b; the polynomials in E that map b to 0
form an ideal with two generators, whose degrees add up to n + 1.

* Pairs: if the kernel has more than one dimension, it consists of the multiples of the generator of
  lower degree, and that is a solution with factors left out.
* Two odds, if some minor is not 0 for all y: there are finitely many y, and one z for each unless
  α = β = 0 throughout. Then (1 + zE)g = 0 for some z or g = 0, again with factors left out.
* Two odds, if all minors are 0 for all y: for n₂ = 2 the form has no Hessian, so it is a power of a
  linear one. For n₂ = 3 infinitely many squares q² map b to 0; those q satisfy two different
  quadratic equations, so they contain all combinations of some u and v. If u and v had no common
  root, then u², uv and v² would leave only b = 0; so they have one, and its square maps b to 0. In
  both cases one factor is in all solutions, and suffices with its square at most.

References
----------
Iarrobino & Kanev (1999), Power Sums, Gorenstein Algebras, and Determinantal Loci, Springer LNM
1721, ch. 1, for binary forms and what maps them to 0 (from memory).
"""

from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import combinations, pairwise

from flint import fmpz_mat, fmpz_poly

from ..roots.bernstein import sign_changes
from .algebraic_odds import AlgebraicOdds, positive_roots
from .mixed_profiles import ODDS, ONE, AsymmetricProfile, MixersGame, mixers_at

MOST_MIXERS = 6
_Sequence = list[fmpz_poly]

_COUNTS = ((2, 2), (3, 2), (2, 2, 2), (3, 3), (4, 2))  # parts ≥ 2, that add up to six at most
_ZERO = fmpz_poly([0])
_OWN = [ONE, ODDS]  # 1 + yE


def different_mixers(game: MixersGame) -> Iterator[AsymmetricProfile]:
    """All equilibria of up to six mixers with two or more different probabilities.

    Isolated ones, and continua: with the odds that occur twice or more, all others being free.
    """
    changes = sign_changes(game.faced)
    for counts in _COUNTS:
        free = game.mixers - sum(counts)
        if free < 0 or len(counts) + free > changes:
            continue
        if counts[0] == 2:
            yield from _pairs(game, len(counts))
        else:
            yield from _two_odds(game, *counts)


def _pairs(game: MixersGame, many: int) -> Iterator[AsymmetricProfile]:
    """Equilibria with so many different odds, each of two mixers."""
    b, rows = game.faced, game.mixers - many
    matrix = fmpz_mat([b[row : row + many + 1] for row in range(rows)])
    kernel, dimension = matrix.nullspace()
    if dimension != 1:
        return
    operator = [int(kernel[place, 0]) for place in range(many + 1)]
    with_signs = fmpz_poly([(-1) ** place * c for place, c in enumerate(operator)][::-1])
    roots = list(positive_roots(with_signs))
    if len(roots) < many:
        return
    mixers = tuple(mixers_at(2, root) for root in roots)
    everyone = [[fmpz_poly([c]) for c in operator]] * 2
    equilibrium = game.equilibrium(mixers, partial(_sign_of_mean, roots[0], everyone))
    if equilibrium:
        yield equilibrium


def _two_odds(game: MixersGame, first: int, second: int) -> Iterator[AsymmetricProfile]:
    """Equilibria with odds y for so many mixers, and other odds z for so many."""
    b = _constant(game.faced)
    g = _applied([_OWN] * (first - 1), b)
    lines = list(pairwise(g)) if second == 2 else _without_squares(g)
    minors = [p[0] * q[1] - q[0] * p[1] for p, q in combinations(lines, 2)]
    condition = reduce(fmpz_poly.gcd, minors)
    if condition.is_zero():
        return
    for root in positive_roots(condition):
        line = next((line for line in lines if root.sign(line[1])), None)
        if line is None:
            continue
        side = root.sign(line[1])
        above, below = -line[0] * side, line[1] * side  # z = above/below, below > 0
        order = root.sign(above - ODDS * below)
        if root.sign(above) <= 0 or order == 0 or (first == second and order < 0):
            continue
        other = [below, above]  # 1 + zE, times ``below``
        with_one_left_out = (
            _applied([_OWN] * (first - 2) + [other] * (second - 1), b),
            _applied([_OWN] * (first - 1) + [other] * (second - 2), b),
        )
        if any(all(root.sign(entry) == 0 for entry in rest) for rest in with_one_left_out):
            continue
        mixers = mixers_at(first, root), mixers_at(second, root, above, below)
        everyone = [_OWN] * first + [other] * second
        equilibrium = game.equilibrium(mixers[::order], partial(_sign_of_mean, root, everyone))
        if equilibrium:
            yield equilibrium


def _without_squares(g: _Sequence) -> list[tuple[fmpz_poly, fmpz_poly]]:
    """The α, β of g₀ + 2g₁z + g₂z² = 0 and g₁ + 2g₂z + g₃z² = 0, for z ≠ 0."""
    h0, h1, h2 = g[0] * g[2] - g[1] ** 2, g[0] * g[3] - g[1] * g[2], g[1] * g[3] - g[2] ** 2
    return [(2 * h0, h1), (h1, 2 * h2)]


def _sign_of_mean(root: AlgebraicOdds, everyone: Sequence[_Sequence], gains: Sequence[int]) -> int:
    (mean,) = _applied(everyone, _constant(gains))
    return root.sign(mean)


def _constant(values: Sequence[int]) -> _Sequence:
    return [fmpz_poly([value]) for value in values]


def _applied(operators: Sequence[_Sequence], sequence: _Sequence) -> _Sequence:
    """Each operator Σᵢ cᵢEⁱ, applied in turn."""
    for operator in operators:
        sequence = [
            sum((c * entry for c, entry in zip(operator, sequence[place:], strict=False)), _ZERO)
            for place in range(len(sequence) - len(operator) + 1)
        ]
    return sequence
