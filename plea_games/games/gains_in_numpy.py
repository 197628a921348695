"""Gains in double precision as numpy code, of terms with powers: it need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from functools import reduce
from typing import Any

from numpy import minimum


def solidarity(M_h: Any, N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any, sigma: Any, alpha: Any) -> Any:
    x0 = reduce(minimum, [1, K/M_h])
    return -d*(1 - x0) + s + sigma*(M_h/N)**alpha - x0*(J*p + c)


def testimony(M_h: Any, N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any, q_w: Any) -> Any:
    x0 = reduce(minimum, [1, K/M_h])
    return -d*(1 - x0) + s - x0*(J*(-(1 - p)*(1 - q_w)**(-M_h + N) + 1) + c)


def preparation_decay(M_h: Any, N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any, epsilon: Any) -> Any:
    x0 = reduce(minimum, [1, K/M_h])
    return -d*(1 - x0) + s - x0*(J*p*x0**epsilon + c)


GAINS: dict[str, Any] = {
    'Solidarity': solidarity,
    'Testimony': testimony,
    'PreparationDecay': preparation_decay,
}
