"""What sweeps are drawn from: arrays that say what they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Variable:
    """An axis or an output of a sweep: an array with named dimensions, and what it means.

    Attributes
    ----------
    name
        Of the axis or the output.
    dimensions
        Of the values, in order.
    values
        Of each point, or of each place along the axis.
    attributes
        Long name, unit and whatever else readers are told.
    """

    name: str
    dimensions: tuple[str, ...]
    values: NDArray[np.float64]
    attributes: Mapping[str, Any]
