"""Harmonic numbers of many counts at once."""

import numpy as np
from numpy.typing import NDArray

_BITS = 61
_ROUNDINGS = 4  # of a harmonic number, in units of its last place


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


def laplacian_bounds(
    defendants: NDArray[np.int64], capacity: NDArray[np.int64]
) -> tuple[list[int], list[int], list[int]]:
    """L of many games between two fractions: the tops of both, and what both are over.

    Within about 1e-18 of it, where extended precision has 64 bits.

    >>> lows, highs, bottoms = laplacian_bounds(np.array([230]), np.array([12]))
    >>> lows[0] / bottoms[0] <= 0.2042220852188452 <= highs[0] / bottoms[0]
    True
    """
    counts, tried = defendants.astype(np.longdouble), capacity.astype(np.longdouble)
    of_all, of_tried = (harmonic_numbers(n.astype(np.float64)) for n in (counts, tried))
    ratio = np.where(tried < counts, tried / counts * (1 + of_all - of_tried), np.longdouble(1))
    doubt = np.where(
        (tried < counts) & (tried > 0),
        _ROUNDINGS * np.finfo(np.longdouble).eps * ratio * (1 + of_all + of_tried)
        / (1 + of_all - of_tried),
        np.longdouble(0),
    )  # fmt: skip
    _, exponents = np.frexp(ratio)
    shifts = np.where(ratio > 0, _BITS - exponents, _BITS)
    low, high = (np.ldexp(end, shifts) for end in (ratio - doubt, ratio + doubt))
    return (
        np.floor(low).astype(np.int64).tolist(),
        np.ceil(high).astype(np.int64).tolist(),
        [1 << shift for shift in shifts.tolist()],
    )
