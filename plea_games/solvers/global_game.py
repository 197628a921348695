r"""Global games: nobody knows exactly what holding out is worth, and everyone has an own estimate.

Holding out gains :math:`\Delta(m) + \theta` when m hold out, Δ not falling in m. The fundamental θ,
common to all, is normal with mean μ and precision α; defendant i sees :math:`\theta` plus a normal
error of precision β, and holds out if her signal is at least x*. At the signal x* itself she is
indifferent. Write

.. math:: \rho^2 = \frac{\beta}{\alpha+\beta}, \qquad
          \nu = \frac{\sqrt\beta\,\alpha\,(\mu-x^*)}{\alpha+\beta}

for variance and mean, as she sees it, of :math:`\sqrt\beta(\theta - x^*)`. Others hold out
with probability Φ of that, so :math:`B(\nu) = \mathrm E\,D(\Phi(\nu + \rho Z))` is what she expects
of Δ, and the condition reads

.. math:: \mu + B(\nu) = \frac{\sqrt\beta}{\alpha}\,\nu, \qquad
          x^* = -B(\nu) - \frac{\alpha}{\beta}\,(\mu + B(\nu)).

B rises from Δ(1) to Δ(N). So there is always a threshold equilibrium, and exactly one whatever the
prior mean if and only if :math:`\frac{\alpha}{\sqrt\beta} \max_\nu B'(\nu) \le 1`. As
:math:`B' \le (\Delta(N) - \Delta(1))/(\rho\sqrt{2\pi})`, it suffices that
:math:`\alpha/\sqrt\beta \le \rho\sqrt{2\pi}/(\Delta(N)-\Delta(1))`, which for gains that jump once
by 1 becomes necessary as N → ∞; with β large against α that is the condition
:math:`\alpha/\sqrt\beta \le \sqrt{2\pi}` known from regime change, where θ moves the share that is
needed instead of the gain (Morris & Shin 2003; Angeletos, Hellwig & Pavan 2007). As β → ∞, ν → 0,
ρ → 1, and Φ(Z) is uniform: x* → −(Δ(1) + … + Δ(N))/N, the Laplacian selection (Carlsson & van
Damme 1993). The papers are cited from memory; the case of finite N is derived here.

B is a normal mixture: writing :math:`D(\Phi(v))` as the sum of its rises, B(ν) is Δ(1) plus the
integral of :math:`\Phi((\nu - v)/\rho)\,dD(\Phi(v))`, taken by the trapezoidal rule, which for
functions as smooth as these is right to about rounding.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_ndtr, ndtr, ndtri

from ..errors import Fault, ParameterError, PrecisionError, shown
from ..games.anonymous import AnonymousGame
from ..games.compile import as_anonymous
from ..model.game import PleaGame
from ..model.parameters import NOISE_DEVIATION, PRIOR_DEVIATION
from ..model.reading import read_number, read_numbers
from ..tables import Column, Table, Tabular
from .expected_gain import ExpectedGain
from .isolation import isolate
from .noise import gain_unit

Floats = NDArray[np.float64]

_ROOT = math.sqrt(2 * math.pi)
_MARGIN = 0.1  # around the range of q, outside of which there is no equilibrium
_MOST_NOISE = 100  # as a multiple of the prior's deviation
_STEPS = 1.5  # of the trapezoidal rule, per standard deviation of what it adds up
_LEFT_OUT = 1e-18  # of the mass of the mixture
_ACCURACY = 1e-12  # of the trapezoidal rule, as checked on the total


@dataclass(frozen=True)
class SwitchingPoint:
    """One equilibrium in threshold strategies.

    Attributes
    ----------
    signal
        x*: whoever sees at least this holds out.
    expected_fundamental
        The mean of θ for whoever sees exactly that.
    hold_out_probability
        With which a defendant holds out, before anything is seen.
    stable
        Whether best replies to a slightly different threshold lead back.
    """

    signal: float
    expected_fundamental: float
    hold_out_probability: float
    stable: bool


@dataclass(frozen=True)
class GlobalGame(Tabular):
    """The threshold equilibria of a global game, and whether there can be several.

    Attributes
    ----------
    game, mean, prior_deviation, noise_deviation
        What was solved: Δ, μ, 1/√α and 1/√β.
    equilibria
        In order of the threshold; the set itself can be iterated, indexed and counted.
    undecided
        Stretches of thresholds that hold none, one or several more.
    multiplicity_index
        (α/√β) max B′: some prior means have several equilibria if and only if it exceeds 1.
    laplacian_threshold
        −(Δ(1) + … + Δ(N))/N, to which x* tends as the noise vanishes.
    """

    game: PleaGame | AnonymousGame
    mean: float
    prior_deviation: float
    noise_deviation: float
    equilibria: tuple[SwitchingPoint, ...]
    undecided: tuple[tuple[float, float], ...]
    multiplicity_index: float
    laplacian_threshold: float

    @property
    def unique_for_every_mean(self) -> bool:
        """Whether there is one equilibrium whatever the mean of the prior."""
        return self.multiplicity_index <= 1

    def __iter__(self) -> Iterator[SwitchingPoint]:
        return iter(self.equilibria)

    def __getitem__(self, place: int) -> SwitchingPoint:
        return self.equilibria[place]

    def __len__(self) -> int:
        return len(self.equilibria)

    def table(self, title: str = "") -> Table:
        """One row an equilibrium."""
        unit = gain_unit(self.game)
        columns = (
            Column("hold out\nfrom signal", unit),
            Column("fundamental\nexpected there", unit),
            Column("hold out with\nprobability", "share"),
            Column("stable"),
        )
        rows = [
            (
                f"{found.signal:.6g}",
                f"{found.expected_fundamental:.6g}",
                found.hold_out_probability,
                "yes" if found.stable else "no",
            )
            for found in self.equilibria
        ]
        several = (
            "one equilibrium whatever the prior mean"
            if self.unique_for_every_mean
            else "several equilibria for some prior means"
        )
        notes = [
            f"Multiplicity index {self.multiplicity_index:.4g}: {several}.",
            f"As the noise vanishes the threshold tends to {self.laplacian_threshold:.6g}.",
        ]
        notes += [
            f"Between thresholds {low:.6g} and {high:.6g} there are none, one or several more."
            for low, high in self.undecided
        ]
        about = (
            f"Global game, prior {self.mean:g} ± {self.prior_deviation:g}, noise "
            f"{self.noise_deviation:g}, {self.game.describe()}"
        )
        return Table(title or about, columns, rows, notes)


def global_game(
    game: PleaGame | AnonymousGame,
    *,
    prior_deviation: object,
    noise_deviation: object,
    mean: object = 0,
) -> GlobalGame:
    """All equilibria in threshold strategies where each estimates a common fundamental.

    Parameters
    ----------
    game
        A game among identical defendants in numbers, up to a million, whose gains never fall in the
        number of hold-outs: else the best reply to a threshold need not be one.
    prior_deviation
        1/√α > 0, in years for a :class:`PleaGame`, in the unit of the gains otherwise.
    noise_deviation
        1/√β > 0, in the same unit, up to 100 times as large.
    mean
        μ, of the fundamental that is added to every gain.

    Returns
    -------
    GlobalGame
        Frozen. Equilibria are isolated by bounds that leave none out, up to the error of the
        trapezoidal rule, which is checked to be below 1e-12 of Δ(N) − Δ(1).

    Raises
    ------
    ParameterError
        For symbols, other games, gains that fall, and numbers out of range.
    PrecisionError
        Where the trapezoidal rule misses its accuracy.

    Examples
    --------
    Holding out is risk dominant here; without noise it is no less an equilibrium to plead.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> vague = pg.global_game(game, prior_deviation=1, noise_deviation=2)
    >>> [(round(each.signal, 3), each.stable) for each in vague], vague.unique_for_every_mean
    ([(-17.391, True), (2.712, False), (30.0, True)], False)
    >>> for noise in ("0.1", "0.01", "0.001"):
    ...     clear = pg.global_game(game, prior_deviation=1, noise_deviation=noise)
    ...     print(round(clear[0].signal, 4), clear.unique_for_every_mean)
    -2.3882 True
    -1.9954 True
    -1.9615 True
    >>> round(clear.laplacian_threshold, 4)
    -1.9578

    References
    ----------
    Carlsson & van Damme (1993), Econometrica 61, 989; Morris & Shin (2003), Global games: theory
    and applications (both from memory).
    """
    exact = as_anonymous(game)
    (centre,) = read_numbers([mean], "mean", lambda _: "mean")
    prior = read_number(PRIOR_DEVIATION, prior_deviation)
    noise = read_number(NOISE_DEVIATION, noise_deviation)
    _refuse(exact, prior, noise)
    mixture = _Mixture(exact, float(prior), float(noise), float(centre))
    found = isolate(mixture.bounds, mixture.slopes, mixture.sign, -_MARGIN, 1 + _MARGIN)
    points = []
    for lower, upper in found.single:
        root = float(brentq(mixture.excess, lower, upper, xtol=1e-16))
        points.append(mixture.switching_point(root, stable=mixture.sign(upper) > 0))
    undecided = [(mixture.signal(upper), mixture.signal(lower)) for lower, upper in found.undecided]
    return GlobalGame(
        game,
        float(centre),
        float(prior),
        float(noise),
        tuple(sorted(points, key=lambda point: point.signal)),
        tuple(sorted(undecided)),
        mixture.multiplicity_index(),
        -math.fsum(map(float, exact.gain)) / exact.defendants,
    )


class _Mixture:
    """B as Δ(1) plus a share q of Δ(N) − Δ(1); an equilibrium is a fixed point in q."""

    def __init__(self, game: AnonymousGame, prior: float, noise: float, mean: float) -> None:
        self._least = float(game.gain[0])
        self._range = float(game.gain[-1] - game.gain[0])
        self._mean, self._prior, self._noise = mean, prior, noise
        self._ratio = noise / prior**2  # α/√β
        self._rho = 1 / math.hypot(1, noise / prior)
        self._places, self._weights = _rises(game, self._rho)

    def share(self, nu: float) -> float:
        return float(self._weights @ ndtr((nu - self._places) / self._rho))

    def density(self, nu: float) -> float:
        """The derivative of the same."""
        return self._normal(nu - self._places)

    def _normal(self, distances: Floats) -> float:
        off = distances / self._rho
        return float(self._weights @ np.exp(-off * off / 2)) / (self._rho * _ROOT)

    def tilt(self, q: float) -> float:
        """ν, if she expects Δ(1) and the share q of the range."""
        return self._ratio * (self._mean + self._least + q * self._range)

    def excess(self, q: float) -> float:
        return q - self.share(self.tilt(q))

    def sign(self, q: float) -> int:
        found = self.excess(q)
        return 0 if abs(found) <= _ACCURACY else 1 if found > 0 else -1

    def bounds(self, lower: float, upper: float) -> tuple[float, float]:
        return (
            lower - self.share(self.tilt(upper)) - _ACCURACY,
            upper - self.share(self.tilt(lower)) + _ACCURACY,
        )

    def slopes(self, lower: float, upper: float) -> tuple[float, float]:
        first, last = self.tilt(lower), self.tilt(upper)
        nearest = np.maximum(np.maximum(first - self._places, self._places - last), 0.0)
        farthest = np.maximum(np.abs(first - self._places), np.abs(last - self._places))
        scale = self._ratio * self._range
        slack = scale * _ACCURACY / (self._rho * _ROOT)
        return (
            1 - scale * self._normal(nearest) - slack,
            1 - scale * self._normal(farthest) + slack,
        )

    def multiplicity_index(self) -> float:
        grid = np.arange(self._places[0], self._places[-1] + self._rho, self._rho / 8)
        top = int(np.argmax([self.density(nu) for nu in grid]))
        peak = minimize_scalar(
            lambda nu: -self.density(nu),
            bounds=(grid[top] - self._rho / 4, grid[top] + self._rho / 4),
            method="bounded",
            options={"xatol": 1e-10},
        )
        return self._ratio * self._range * max(self.density(grid[top]), -float(peak.fun))

    def signal(self, q: float) -> float:
        expected = self._least + q * self._range
        return -expected - (self._noise / self._prior) ** 2 * (self._mean + expected)

    def switching_point(self, q: float, *, stable: bool) -> SwitchingPoint:
        signal = self.signal(q)
        spread = math.hypot(self._prior, self._noise)
        return SwitchingPoint(
            signal,
            -(self._least + q * self._range),
            float(ndtr((self._mean - signal) / spread)),
            stable,
        )


def _rises(game: AnonymousGame, rho: float) -> tuple[Floats, Floats]:
    """Places v and what of D(Φ(v)) rises there, as shares of Δ(N) − Δ(1)."""
    count = game.defendants
    width = 1.2533 / math.sqrt(count)  # of the median of the others' signals, the narrowest rise
    step = width / math.hypot(1, width / rho) / _STEPS
    reach = -float(ndtri(_LEFT_OUT / count))
    half = math.ceil(reach / step)
    places = step * np.arange(-half, half + 1, dtype=np.float64)
    # counted from Δ(1), so that doubles hold the rises themselves
    gain = ExpectedGain(np.array([float(delta - game.gain[0]) for delta in game.gain]))
    log_odds = log_ndtr(places) - log_ndtr(-places)
    slopes = np.array([gain.at(float(u))[1] for u in log_odds])
    log_density = -(places**2) / 2 - log_ndtr(places) - log_ndtr(-places)
    weights: Floats = slopes * np.exp(log_density) * step / _ROOT
    total, due = float(weights.sum()), float(game.gain[-1] - game.gain[0])
    if abs(total - due) > _ACCURACY * due:
        raise PrecisionError(f"the trapezoidal rule makes Δ(N) − Δ(1) = {due:.15g} {total:.15g}")
    return places, weights / due if due else weights


def _refuse(game: AnonymousGame, prior: Fraction, noise: Fraction) -> None:
    faults = []
    falls = next((m for m in range(1, game.defendants) if game.gain[m] < game.gain[m - 1]), None)
    if falls:
        rule = "must not fall in the number of hold-outs, for thresholds to be best replies"
        value = f"{float(game.gain[falls]):.4g} for {falls + 1:,} hold-outs"
        faults.append(Fault("gain", value, rule, "take a game of strategic complements"))
    for parameter, deviation in ((PRIOR_DEVIATION, prior), (NOISE_DEVIATION, noise)):
        if deviation == 0:
            faults.append(Fault(parameter.name, "0", "must be more than 0", parameter.remedy))
    if not faults and noise > _MOST_NOISE * prior:
        rule = f"must be at most {_MOST_NOISE} times prior_deviation, {shown(float(prior))}"
        remedy = "beyond that signals say nothing: take less"
        faults.append(Fault("noise_deviation", shown(float(noise)), rule, remedy))
    if faults:
        raise ParameterError(faults)
