"""Harmonic numbers of many counts at once."""

import numpy as np
from numpy.typing import NDArray


def harmonic_numbers(counts: NDArray[np.float64]) -> NDArray[np.longdouble]:
    """H_n of many counts, in extended precision: sums of few terms, else Euler's expansion.

    >>> harmonic_numbers(np.array([0.0, 4.0])).astype(float)
    array([0.        , 2.08333333])
    """
    large = np.fmax(counts, _FEW_TERMS).astype(np.longdouble)
    square, power = large * large, np.ones_like(large)
    expanded = np.log(large) + _EULER + 1 / (2 * large)
    for number in _BERNOULLI:
        power = power * square
        expanded = expanded - number / power
    few = _FEW[np.fmin(counts, _FEW_TERMS - 1).astype(np.int64)]
    return np.where(counts < _FEW_TERMS, few, expanded)


_FEW_TERMS = 64
_FEW = np.cumsum([np.longdouble(0), *(1 / np.longdouble(n) for n in range(1, _FEW_TERMS))])
_EULER = np.longdouble("0.57721566490153286060651209008240243")
_BERNOULLI = [np.longdouble(1) / n for n in (12, -120, 252, -240, 132)]  # B₂ₖ/2k; the next: 8e-24
