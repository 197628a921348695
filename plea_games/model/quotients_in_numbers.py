"""Closed forms of the plain game as quotients of whole numbers, in Python.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

Texts = tuple[str, str] | None
"""Where some must go untried, and where all can be tried; None where there is no such quotient."""

QUOTIENTS: dict[str, tuple[Texts, ...]] = {
    'trial_rate': (
        ('quotient(K, N)', 'quotient(K, N)'),
    ),
    'offer_ratio': (
        ('quotient(-d + s, T - d)', 'quotient(-d + s, T - d)'),
    ),
    'collective_price': (
        ('quotient(K, N)', 'quotient(1, 1)'),
    ),
    'doubling_share': (
        ('quotient(K, -K + N)', 'quotient(K, -K + N)'),
        None,
        None,
    ),
    'tipping_holdouts': (
        ('1', '1'),
        ('ceil_quotient(K*(T - d), -d + s)', 'ceil_quotient(K*(T - d), -d + s)'),
        None,
        None,
    ),
    'tipping_share': (
        ('quotient(1, N)', 'quotient(1, N)'),
        ('quotient(ceil_quotient(K*(T - d), -d + s), N)', 'quotient(ceil_quotient(K*(T - d), -d + s), N)'),
        None,
        None,
    ),
    'hard_core': (
        ('0', '0'),
        ('ceil_quotient(K*(T - d), -d + s) - 1', 'ceil_quotient(K*(T - d), -d + s) - 1'),
        None,
        None,
    ),
    'mixed_probability': (
        None,
        None,
        None,
        None,
        None,
        None,
        None,
    ),
    'laplacian_ratio': (
        ('quotient(top, bottom)', 'quotient(top, bottom)'),
        ('quotient(1, 1)', 'quotient(1, 1)'),
    ),
    'risk_dominant': (
        None,
        None,
        None,
    ),
    'resilience': (
        ('down(N*(-d + s), K*(T - d))', 'down(N*(-d + s), K*(T - d))'),
        None,
        None,
        None,
    ),
    'trial_cost_resilience': (
        ('down(K*d + N*(-d + s), K*T)', 'down(s, T)'),
        None,
        None,
    ),
    'unravelling_rounds': (
        ('ceil_quotient(N, K)', 'ceil_quotient(N, K)'),
        ('1', '1'),
        None,
        None,
    ),
    'side_payment_exists': (
        None,
        ('up(0, scale)', 'up(0, scale)'),
        ('up(K*T - K*d - N*(-d + s), K*scale)', 'up(T - s, scale)'),
        ('up(0, scale)', 'up(0, scale)'),
        ('up(K*T - K*d - N*(-d + s), K*scale)', 'up(T - s, scale)'),
    ),
    'side_payment_risk_dominant': (
        None,
        ('up(0, scale)', 'up(0, scale)'),
        ('up(K*T - K*d - N*(-d + s), K*scale)', 'up(T - s, scale)'),
        ('up(0, scale)', 'up(0, scale)'),
        ('up(T*top - bottom*(-d + s) - d*top, scale*top)', 'up(T*top - bottom*(-d + s) - d*top, scale*top)'),
    ),
    'side_payment_dominant': (
        None,
        ('up(0, scale)', 'up(0, scale)'),
        ('up(K*T - K*d - N*(-d + s), K*scale)', 'up(T - s, scale)'),
        ('up(0, scale)', 'up(0, scale)'),
        ('up(T - s, scale)', 'up(T - s, scale)'),
    ),
}
"""By form, a regime after another. Of N and K, and of s, T and d in units of 1/scale years, with L as
top/bottom; a quotient is rounded to the nearest double, up or down."""
