r"""Correlated equilibria of a lottery, in closed form.

Let X = E m, and let :math:`Ns + (T-d)Y` be what all bear together, with :math:`Y =
\mathrm{E}\min(m, K) - rX`. Hold-outs obey just where Y ≤ 0. For whole K with 1 ≤ K < N and κ < r <
1 the attainable (X, Y) are a triangle with corners (0, 0), (N, K − rN) and (X₀, 0).

*X₀.* On Y = 0 E min(m, K) = rX, so X ≤ K/r. For r ≤ K/(K+1) the counts K and N reach that: all m ≥
K, and pleaders obey since :math:`(N-K)(r - K/(K+1)) \le 0`. For r beyond it pleaders told so at m =
K would rather hold out, and the largest X has the support {K−1, K, N}, with both rows tight and
weights proportional to

.. math::

    v = \frac{(N-K)\,(r - K/(K+1))}{(N-K+1)\,(1-r)}, \qquad 1, \qquad
    \frac{(K + v(K-1))\,(1-r)}{rN - K}.

With ω the weight of K − 1, :math:`X_0 = (K - \omega)/r`. That nothing is beyond the triangle is a
matter of three prices that are nowhere positive; the tests check it in fractions, count by count.

Elsewhere: r < κ leaves (0, 0) alone, r = κ the segment Y = 0, r > 1 the corner (N, K − rN) alone,
and at r = 1 the third corner is (K − 1, 0). Where K ≥ N, or K = 0, one profile is dominant, or
nobody ever gains and every μ obeys.
"""

from fractions import Fraction

from ...games.lottery_form import LotteryForm

Law = dict[int, Fraction]

_ONE = Fraction(1)


def corner_laws(form: LotteryForm) -> list[Law] | None:
    """The laws of m at the corners of the attainable (E m, total cost); None for K not whole.

    >>> import plea_games as pg
    >>> from plea_games.games.lottery_form import lottery_form
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=8, sentence=10)
    >>> [str(share) for share in corner_laws(lottery_form(game))[-1].values()]
    ['5/31', '160/217', '22/217']
    """
    count, ratio = int(form.defendants), form.price_ratio
    if form.capacity.denominator != 1:
        return None
    tried = int(form.capacity)
    nobody, everybody = {0: _ONE}, {count: _ONE}
    if tried == 0 or tried >= count:
        sure = Fraction(tried > 0)  # τ, whatever the others do
        if ratio == sure:
            return [nobody, everybody]
        return [nobody] if ratio < sure else [everybody]
    rate = form.trial_rate
    if ratio < rate:
        return [nobody]
    if ratio > 1:
        return [everybody]
    if ratio == rate:
        return [nobody, everybody]
    if ratio == 1:
        return [nobody, everybody, {tried - 1: _ONE}] if tried > 1 else [nobody, everybody]
    return [nobody, everybody, _third(count, tried, ratio)]


def _third(count: int, tried: int, ratio: Fraction) -> Law:
    limit = Fraction(tried, tried + 1)
    if ratio <= limit:
        all_out = (tried / ratio - tried) / (count - tried)
        return {tried: 1 - all_out, count: all_out}
    below = (count - tried) * (ratio - limit) / ((count - tried + 1) * (1 - ratio))
    all_out = (tried + below * (tried - 1)) * (1 - ratio) / (ratio * count - tried)
    total = below + 1 + all_out
    return {tried - 1: below / total, tried: 1 / total, count: all_out / total}
