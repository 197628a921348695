r"""Which unknown matters most: Sobol indices, by scipy.

For an output Y of independent unknowns X₁ … Xₙ, the first-order index is
:math:`S_i = \operatorname{Var}(\mathrm{E}[Y | X_i]) / \operatorname{Var} Y`, the share of the
variance that knowing Xᵢ alone would remove; the total index
:math:`S_{Ti} = \mathrm{E}[\operatorname{Var}(Y | X_{\sim i})] / \operatorname{Var} Y` is what would
be left if all but Xᵢ were known. A threshold that does not exist at some points has no variance
there is sense in: then the indices are those of whether it exists.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ..errors import Fault, ParameterError
from ..games.randomness import read_rng
from ..model.game import PleaGame
from ..model.reading import read_whole, refuse_other_kinds
from ..model.terms.by_name import parameter_of
from ..subjects import takes_games
from ..tables import Column, Missing, Table, Tabular
from .axes import MOST_SAMPLES, Distribution, Floats, drawn_axis, read_axes
from .outputs import Output
from .plan import SweepPlan
from .sweep import carry_out, origin_of, plan_of_axes

_RESAMPLES = 100
_CONFIDENCE = 1.96  # standard errors, of the 95% interval of a normal law
_NO_VARIANCE = "it is the same at all points, so nothing matters to it"


@dataclass(frozen=True)
class SobolIndex:
    """What one unknown does to one output.

    Attributes
    ----------
    output, parameter
        Their names.
    about
        "value", or "existence" where the threshold does not exist at some points.
    first, first_error : share
        The first-order index and the half width of its 95% interval; None where nothing varies.
    total, total_error : share
        The same for the total index.
    """

    output: str
    parameter: str
    about: str
    first: float | None = None
    first_error: float | None = None
    total: float | None = None
    total_error: float | None = None


@dataclass(frozen=True)
class Sensitivity(Tabular):
    """Sobol indices of thresholds.

    Attributes
    ----------
    plan
        The game and what is uncertain, at the points that were computed.
    indices
        For each output in turn, one for each unknown, the largest total first.
    missing
        For each output, the share of points at which it does not exist.
    """

    plan: SweepPlan
    indices: tuple[SobolIndex, ...]
    missing: Mapping[str, float]

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "game": self.plan.game.record(),
            "points": self.plan.points,
            "missing": dict(self.missing),
            "indices": [asdict(index) for index in self.indices],
        }

    def table(self, title: str = "") -> Table:
        """One row an output and unknown."""
        columns = (
            Column("threshold", left=True),
            Column("unknown", left=True),
            Column("first order"),
            Column("±"),
            Column("total"),
            Column("±"),
        )
        labels = {output.name: output.form.label for output in self.plan.outputs}
        rows = []
        for index in self.indices:
            label = labels[index.output] + (": exists" if index.about == "existence" else "")
            numbers = (index.first, index.first_error, index.total, index.total_error)
            cells = [Missing(_NO_VARIANCE) if n is None else f"{n:.3f}" for n in numbers]
            rows.append([label, index.parameter, *cells])
        notes = [
            f"Sobol indices from {self.plan.points:,} points: the share of the variance that "
            "knowing the unknown alone would remove, and the share left if all others were known; "
            "with the half width of the 95% interval.",
            *(f"{labels[name]} does not exist at {100 * share:.4g}% of points, so the indices are "
              "those of whether it exists." for name, share in self.missing.items() if share),
        ]  # fmt: skip
        return Table(title or f"What matters for {self.plan.game.describe()}", columns, rows, notes)


@takes_games
def sensitivity(
    game: PleaGame,
    over: Mapping[str, object],
    outputs: Iterable[str] | None = None,
    *,
    samples: int = 1024,
    rng: np.random.Generator | int | None = 0,
    progress: bool | None = None,
) -> Sensitivity:
    """Sobol indices: which unknown matters most to each threshold.

    Parameters
    ----------
    game, outputs
        As for :func:`sweep`.
    over
        For each unknown, at least two of them, a frozen scipy distribution; they are independent.
    samples
        A power of 2; with n unknowns, n + 2 times as many games are solved (Saltelli's design).
    rng
        A generator of numpy, or its seed.
    progress
        Whether to show a bar; unless given, in terminals and notebooks after two seconds.

    Returns
    -------
    Sensitivity
        Frozen; prints as a table. Where a threshold does not exist at some points, the indices are
        those of whether it exists.

    Raises
    ------
    ParameterError
        With all faults at once.

    Examples
    --------
    >>> import plea_games as pg
    >>> office = pg.scenario("panel-office")
    >>> ranges = pg.studies.stated_ranges(office)
    >>> found = pg.studies.sensitivity(office.game, ranges, ["tipping_share"])
    >>> [(index.parameter, round(index.total, 1)) for index in found.indices]
    [('sentence', 1.0), ('capacity', 0.0)]

    References
    ----------
    Saltelli et al. (2010), Comput. Phys. Commun. 181:259; Sobol (2001), Math. Comput. Simul.
    55:271 (from memory). Computed by ``scipy.stats.sobol_indices``, whose estimators are those of
    Saltelli et al.; errors are 1.96 standard deviations over 100 resamples of the design's rows.
    """
    refuse_other_kinds(game, PleaGame)
    count = read_whole(samples, "samples", minimum=2, maximum=MOST_SAMPLES)
    draw = read_rng(rng)
    _check(over, count, draw)
    axes = [
        drawn_axis(parameter_of(name), given.ppf(column), given)
        for (name, given), column in zip(over.items(), _design(len(over), count, draw), strict=True)
        if isinstance(given, Distribution)
    ]
    plan = replace(plan_of_axes(game, axes, outputs), origin=origin_of(axes, rng, count))
    dataset = carry_out(plan, progress=progress)
    indices: list[SobolIndex] = []
    missing = {}
    for output in plan.outputs:
        values = dataset[output.name].values
        missing[output.name] = float(np.isnan(values).mean())
        indices += _indices(list(over), output, values, draw)
    return Sensitivity(plan, tuple(indices), missing)


def _check(over: Mapping[str, object], count: int, draw: np.random.Generator) -> None:
    read_axes(over, samples=2, rng=draw)
    remedy = "write such as scipy.stats.uniform(0.5, 0.4), or in a study {distribution = …}"
    faults = [
        Fault(name, "", "must have a distribution for sensitivity, not values", remedy)
        for name, given in over.items()
        if not isinstance(given, Distribution)
    ]
    if len(over) < 2:
        rule = "must have two unknowns or more to compare"
        faults.append(Fault("over", ", ".join(over), rule, "add a distribution"))
    if count & (count - 1):
        near = 2 ** count.bit_length()
        faults.append(Fault("samples", str(count), "must be a power of 2", f"take {near}"))
    if faults:
        raise ParameterError(faults)


def _design(unknowns: int, count: int, draw: np.random.Generator) -> Floats:
    """Saltelli's design in the open unit cube: A, B, and A with each row of B in turn."""
    from scipy import stats

    first, second = np.split(stats.qmc.Sobol(2 * unknowns, rng=draw).random(count).T, 2)
    mixed = np.tile(first, (unknowns, 1, 1))
    mixed[range(unknowns), range(unknowns)] = second
    design = np.concatenate([first, second, *mixed], axis=1)
    return np.asarray(np.clip(design, 2.0**-40, 1 - 2.0**-40))


def _indices(
    names: Sequence[str], output: Output, values: Floats, draw: np.random.Generator
) -> list[SobolIndex]:
    exists = ~np.isnan(values)
    about = "value" if exists.all() else "existence"
    measured = values if exists.all() else exists.astype(np.float64)
    if np.ptp(measured) == 0:
        return [SobolIndex(output.name, name, about) for name in names]
    parts = measured.reshape(len(names) + 2, 1, -1)
    count = parts.shape[-1]
    resamples = [_estimate(parts[..., draw.integers(count, size=count)]) for _ in range(_RESAMPLES)]
    errors = _CONFIDENCE * np.std(resamples, axis=0, ddof=1)
    numbers = np.stack([_estimate(parts), errors], axis=1).reshape(4, -1).T
    listed = [SobolIndex(output.name, name, about, *row)
              for name, row in zip(names, numbers.tolist(), strict=True)]  # fmt: skip
    return sorted(listed, key=lambda index: -(index.total or 0))


def _estimate(parts: Floats) -> Floats:
    """First-order and total indices, from the values on A, on B and on each mixture."""
    from scipy import stats

    estimate = stats.sobol_indices(
        func={"f_A": parts[0], "f_B": parts[1], "f_AB": parts[2:]}, n=parts.shape[-1]
    )
    return np.array([estimate.first_order, estimate.total_order])
