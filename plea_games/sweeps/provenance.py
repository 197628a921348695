"""Where a sweep's numbers come from: what its files say, and how a store knows its study."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from .. import __version__
from ..citations.citation import cite
from ..model.terms.by_name import letter_of
from .axes import SAMPLE
from .outputs import Output, unit_of
from .plan import SweepPlan


def attributes(plan: SweepPlan) -> dict[str, Any]:
    """What the dataset says about itself, but for the date."""
    letters = {name: letter_of(name) for name in plan.derived}  # as they stand, not written out
    derived = [f"{letters[name]} = {formula}" for name, formula in plan.derived.items()]
    origin = {name: value for name, value in asdict(plan.origin).items() if value}
    return {
        "title": f"Sweep of the game with {plan.game.describe()}",
        **origin,
        "source": f"plea_games {__version__}",
        "game": json.dumps(plan.game.record()),
        "terms": ", ".join(type(term).__name__ for term in plan.game.terms) or "none",
        "gain": str(plan.game.with_parameters(**letters).gain),
        **({"derived": "; ".join(derived)} if derived else {}),
        "references": " ".join(cite("bluebook").splitlines()),
        "fingerprint": fingerprint(plan),
    }


def axis_attributes(plan: SweepPlan) -> dict[str, dict[str, Any]]:
    """Unit and meaning of each axis, by name."""
    return {
        axis.name: {
            "long_name": axis.parameter.meaning,
            "units": unit_of(axis.parameter.unit),
            "symbol": axis.parameter.letter,
            "drawn": str(axis.dimension == SAMPLE).lower(),
            **({"distribution": axis.distribution} if axis.distribution else {}),
        }
        for axis in plan.axes
    }


def output_attributes(plan: SweepPlan, output: Output) -> dict[str, Any]:
    """What a file says of an output; drawn parameters are coordinates without being dimensions."""
    drawn = [axis.name for axis in plan.axes if axis.dimension == SAMPLE]
    return output.attributes() | ({"coordinates": " ".join(drawn)} if drawn else {})


def fingerprint(plan: SweepPlan) -> str:
    """The same for the same numbers: version, game, values of the axes, outputs and tiles."""
    stated = {
        "version": __version__,
        "game": repr(plan.game),
        "axes": [
            (
                axis.name,
                axis.dimension,
                hashlib.sha256(axis.values.tobytes()).hexdigest(),
                {str(near): str(number) for near, number in axis.fractions.items()},
            )
            for axis in plan.axes
        ],
        "outputs": [output.name for output in plan.outputs],
        "tile": plan.tile_shape,
    }
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()
