r"""Testimony among many defendants, each witness convincing with a chance q = b/N.

With m = uN and κ = K/N the gain is in the limit proportional to
:math:`r - \min(1, \kappa/u)(1 + \beta(1 - e^{-b(1-u)}))`. Its zero in u, the tipping share and the
mixed equilibrium alike, is for u ≥ κ that of :math:`(ru - A)e^{-bu} = -\kappa\beta e^{-b}` with
A = κ(1 + β), which Lambert's W solves.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_FAR = 40.0  # from which Ei is its asymptotic series to all digits of a double


def tipping_share_in_the_limit(
    trial_rate: ArrayLike, offer_ratio: ArrayLike, headroom: ArrayLike, witnesses: ArrayLike
) -> Floats:
    """The share of hold-outs at which holding out starts to pay, for many defendants and q = b/N.

    Parameters
    ----------
    trial_rate
        κ, between 0 and 1, both excluded; arrays are broadcast.
    offer_ratio
        r.
    headroom
        β ≥ 0.
    witnesses
        b > 0, how many convincing witnesses there would be if everyone pleaded.

    Returns
    -------
    numpy.ndarray
        The share, also the limit of the mixed equilibrium; NaN outside of κ < r < 1 + β(1 − e^−b).

    Examples
    --------
    >>> float(tipping_share_in_the_limit(0.05, 0.4, 1, 2))
    0.22354604116180...
    """
    from scipy.special import wrightomega  # long to load, and most games have no witnesses

    parts = (trial_rate, offer_ratio, headroom, witnesses)
    kappa, r, beta, b = np.broadcast_arrays(*(np.asarray(p, dtype=np.float64) for p in parts))
    with np.errstate(all="ignore"):  # in the branch that is not taken
        scaled = kappa * (1 + beta) / r
        lambert = wrightomega(
            np.log(b * kappa * beta / r) + b * scaled - b
        )  # W₀ of its exponential
        beyond = scaled - lambert / b
        within = 1 + np.log1p(-(r - 1) / beta) / b
        share = np.where(beyond >= kappa, beyond, within)
    exists = (kappa < r) & (r < 1 - beta * np.expm1(-b))
    return np.where(exists, share, np.nan)


def laplacian_in_the_limit(
    trial_rate: ArrayLike, headroom: ArrayLike, witnesses: ArrayLike
) -> Floats:
    """The limit of L_q for many defendants and q = b/N.

    Parameters
    ----------
    trial_rate
        κ, between 0 and 1, both excluded; arrays are broadcast.
    headroom
        β ≥ 0.
    witnesses
        b > 0, how many convincing witnesses there would be if everyone pleaded.

    Returns
    -------
    numpy.ndarray
        In the broadcast shape.

    Examples
    --------
    >>> float(laplacian_in_the_limit(0.05, 1, 2))
    0.34795123228195...
    """
    parts = (trial_rate, headroom, witnesses)
    kappa, beta, b = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in parts))
    plain = kappa * (1 - np.log(kappa))
    surely = np.exp(-b * (1 - kappa)) * -np.expm1(-b * kappa) / b
    by_lot = kappa * (scaled_ei(b) - np.exp(-b * (1 - kappa)) * scaled_ei(b * kappa))
    return np.asarray(plain + beta * (plain - surely - by_lot))


def scaled_ei(x: Floats) -> Floats:
    """e^(−x) Ei(x) for x > 0."""
    from scipy.special import expi  # long to load, and most games have no witnesses

    near = np.fmin(x, _FAR)
    far = np.fmax(x, _FAR)
    series, term = np.zeros_like(far), 1 / far
    for j in range(1, int(_FAR)):
        series = series + term
        term = term * j / far
    return np.where(x < _FAR, np.exp(-near) * expi(near), series)
