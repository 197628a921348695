"""Where random numbers come from: a seed, or a generator of numpy's."""

import numpy as np

from ..errors import Fault, ParameterError, shown


def read_rng(rng: object) -> np.random.Generator:
    """What ``numpy.random.default_rng`` makes of a seed or a generator; None is a new seed."""
    try:
        return np.random.default_rng(rng)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        rule, remedy = "must be a seed or a numpy generator", "write rng=1"
        raise ParameterError([Fault("rng", shown(rng), rule, remedy)]) from None
