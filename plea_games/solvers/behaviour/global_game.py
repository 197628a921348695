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
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scipy.optimize import brentq
from scipy.special import ndtr

from ...errors import Fault, ParameterError, shown
from ...games.anonymous import AnonymousGame
from ...games.gains import as_anonymous
from ...model.behaviour_parameters import NOISE_DEVIATION, PRIOR_DEVIATION
from ...model.game import PleaGame
from ...model.reading import read_number, read_numbers
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import number_of
from .belief_mixture import BeliefMixture
from .isolation import isolate
from .noise import gain_unit

_MARGIN = 0.1  # around the range of q, outside of which there is no equilibrium
_MOST_NOISE = 100  # as a multiple of the prior's deviation


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
        (α/√β) max B′, from above: some prior means have several equilibria if and only if it
        exceeds 1.
    laplacian_threshold
        −(Δ(1) + … + Δ(N))/N, to which x* tends as the noise vanishes.
    multiplicity_index_from
        The same number from below; they differ by little more than rounding.
    """

    game: PleaGame | AnonymousGame
    mean: float
    prior_deviation: float
    noise_deviation: float
    equilibria: tuple[SwitchingPoint, ...]
    undecided: tuple[tuple[float, float], ...]
    multiplicity_index: float
    laplacian_threshold: float
    multiplicity_index_from: float

    also_recorded = ("unique_for_every_mean",)

    @property
    def unique_for_every_mean(self) -> bool:
        """Whether there is surely one equilibrium, whatever the mean of the prior."""
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
                f"{equilibrium.signal:.6g}",
                f"{equilibrium.expected_fundamental:.6g}",
                equilibrium.hold_out_probability,
                "yes" if equilibrium.stable else "no",
            )
            for equilibrium in self.equilibria
        ]
        several = (
            "one equilibrium whatever the prior mean"
            if self.unique_for_every_mean
            else "several equilibria for some prior means"
            if self.multiplicity_index_from > 1
            else "too close to 1 to tell whether some prior means have several equilibria"
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


@takes_games
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
    >>> vague = pg.behaviour.global_game(game, prior_deviation=1, noise_deviation=2)
    >>> [(round(each.signal, 3), each.stable) for each in vague], vague.unique_for_every_mean
    ([(-17.391, True), (2.712, False), (30.0, True)], False)
    >>> for noise in ("0.1", "0.01", "0.001"):
    ...     clear = pg.behaviour.global_game(game, prior_deviation=1, noise_deviation=noise)
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
    mixture = BeliefMixture(exact, float(prior), float(noise), float(centre))
    roots = isolate(mixture.bounds, mixture.slopes, mixture.sign, -_MARGIN, 1 + _MARGIN)
    points = []
    for lower, upper in roots.single:
        root = float(brentq(mixture.excess, lower, upper, xtol=1e-16))
        signal = mixture.signal(root)
        chance = float(ndtr((float(centre) - signal) / math.hypot(prior, noise)))
        stable = mixture.sign(upper) > 0
        points.append(SwitchingPoint(signal, -mixture.expected(root), chance, stable))
    index_from, index = mixture.multiplicity_index()
    undecided = [(mixture.signal(upper), mixture.signal(lower)) for lower, upper in roots.undecided]
    return GlobalGame(
        game,
        float(centre),
        float(prior),
        float(noise),
        tuple(sorted(points, key=lambda point: point.signal)),
        tuple(sorted(undecided)),
        index,
        -math.fsum(map(float, exact.gain)) / exact.defendants,
        index_from,
    )


def _refuse(game: AnonymousGame, prior: Fraction, noise: Fraction) -> None:
    faults = []
    falls = next((m for m in range(1, game.defendants) if game.gain[m] < game.gain[m - 1]), None)
    if falls:
        rule = "must not fall in the number of hold-outs, for thresholds to be best replies"
        value = f"{float(game.gain[falls]):.4g} for {number_of(falls + 1, 'hold-outs')}"
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
