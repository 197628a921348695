r"""Imitation in a finite population: whether a few hold-outs take over.

The population is the N defendants who decide; at each step one of them may copy another. Let m hold
out, with payoff :math:`u_H(m)`, while the others plead for :math:`u_P`. What pleading pays must not
depend on m, as in a plea game, whose payoffs with their terms are taken as defendants weigh them;
then :math:`u_H(m) - u_P = \Delta(m)`, and this is assumed where a game is given by its gains alone.
Nobody errs, so 0 and N absorb.

*Fermi*, pairwise comparison (Traulsen, Nowak & Pacheco 2006): a defendant drawn at random meets
another and copies her with probability :math:`1/(1 + e^{-\beta(\text{her payoff} - \text{own})})`.
*Moran* (Nowak, Sasaki, Taylor & Fudenberg 2004): one is drawn in proportion to her fitness
:math:`e^{\beta u}` and copied by one drawn at random, who may be herself. In both the chance to
lose a hold-out is :math:`e^{-\beta\Delta(m)}` times that to win one, so m₀ hold-outs take over
with probability

.. math:: \frac{\sum_{k=0}^{m_0-1} e^{-\beta W(k)}}{\sum_{k=0}^{N-1} e^{-\beta W(k)}},

W being the exact potential. With fitness :math:`1 + \beta u`, as in the paper of 2004, the ratio is
:math:`(1 + \beta u_P)/(1 + \beta u_H(m))` instead, and levels of payoff matter. All from memory.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_expit

from ...errors import Fault, ParameterError, choice_faults
from ...games.anonymous import AnonymousGame
from ...games.gains import holdout_payoffs, plead_payoffs, refuse_varying_pleas
from ...model.behaviour_parameters import INTENSITY
from ...model.game import PleaGame
from ...model.reading import read_whole
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from .birth_death import finite, log_absorption, log_absorption_time, power_of_ten
from .noise import NoisyChoice, at_rate, noisy_choice

Floats = NDArray[np.float64]

_ROUNDING = 1e-10

Imitation = Literal["Fermi", "Moran", "linear Moran"]


@dataclass(frozen=True)
class Fixation(Tabular):
    """How likely a few hold-outs are to take over by imitation, and how long it takes.

    Attributes
    ----------
    game, intensity, process
        What was solved: β, and who copies whom.
    defendants, start
        N, those who decide, and m₀.
    log10_probability
        Logarithm to base 10 of the probability that all hold out in the end.
    log10_loss
        The same for all pleading in the end.
    log10_steps
        The same of the expected steps until all do alike.
    """

    game: PleaGame | AnonymousGame
    intensity: float
    process: Imitation
    defendants: int
    start: int
    log10_probability: float
    log10_loss: float
    log10_steps: float

    @property
    def probability(self) -> float:
        """That all hold out in the end; 0 where it is below 1e-308."""
        return math.exp(self.log10_probability * math.log(10))

    @property
    def neutral(self) -> float:
        """m₀/N, the same probability where payoffs do not count."""
        return self.start / self.defendants

    @property
    def favoured(self) -> bool:
        """Whether payoffs make it more likely, by more than rounding, that they take over."""
        return self.log10_probability > math.log10(self.neutral) + _ROUNDING

    @property
    def steps(self) -> float | None:
        """Expected steps until all do alike; None beyond doubles."""
        return finite(self.log10_steps * math.log(10))

    def table(self, title: str = "") -> Table:
        """One row."""
        columns = (
            Column("hold-outs\nat first", "defendants"),
            Column("all hold out\nwith probability"),
            Column("were payoffs\nnot to count"),
            Column("steps until\nall do alike", "steps"),
        )
        row = (
            self.start,
            power_of_ten(self.log10_probability),
            f"{self.neutral:.4g}",
            power_of_ten(self.log10_steps),
        )
        about = f"{self.process} imitation at intensity {at_rate(self.game, self.intensity)}"
        return Table(title or f"{about}, {self.game.describe()}", columns, [row])


@takes_games
def fixation(
    game: PleaGame | AnonymousGame,
    *,
    intensity: object,
    start: int = 1,
    process: Imitation = "Fermi",
) -> Fixation:
    """The probability that a few hold-outs take over a population that imitates.

    Parameters
    ----------
    game
        A game among at least two identical defendants in numbers, up to a million. Where it is
        given by its gains, pleading is taken to pay 0 however many plead.
    intensity
        β ≥ 0, per year of a :class:`PleaGame`, per unit of the gains otherwise; 0 is at random.
    start
        m₀, hold-outs at first, 1 to N − 1.
    process
        "Fermi" or "Moran", which differ in time only, or "linear Moran", which needs β times any
        cost to stay below 1.

    Returns
    -------
    Fixation
        Frozen; logarithms of probability and steps, which may be beyond doubles.

    Raises
    ------
    ParameterError
        For symbols, other games, numbers out of range, and fitness that would not be positive.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> print(pg.behaviour.fixation(game, intensity="0.01"))
    Fermi imitation at intensity 0.01 per year, N = 230, K = 12, s = 4, J = 10, p = 1, c = 0, d = 0
    <BLANKLINE>
       hold-outs        all hold out    were payoffs     steps until
        at first    with probability    not to count    all do alike
      defendants                                               steps
    ------------  ------------------  --------------  --------------
               1            0.004581        0.004348            1630

    References
    ----------
    Nowak, Sasaki, Taylor & Fudenberg (2004), Nature 428, 646; Traulsen, Nowak & Pacheco (2006),
    Phys. Rev. E 74, 011909 (both from memory).
    """
    choice = noisy_choice(game, INTENSITY, intensity)
    refuse_varying_pleas(game, "imitation")
    count = choice.defendants
    begun = read_whole(start, "start", minimum=1)
    faults = []
    if count == 1:
        rule = "must be at least 2, or there is nobody to imitate"
        faults.append(Fault("defendants", "1", rule, "take a larger game"))
    elif begun >= count:
        rule = f"must be less than the number of defendants, {count:,}"
        faults.append(Fault("start", f"{begun:,}", rule, "leave someone who pleads"))
    faults += choice_faults("process", process, get_args(Imitation))
    if faults:
        raise ParameterError(faults)
    log_ratio = _log_fitness_ratio(game, choice, linear=process == "linear Moran")
    holdouts = np.arange(1, count)
    meeting = np.log(holdouts / count) + np.log(count - holdouts)
    if process == "Fermi":
        log_up = meeting - math.log(count - 1) + log_expit(-log_ratio)
    else:
        fitness_mean = np.logaddexp(np.log(holdouts), np.log(count - holdouts) + log_ratio)
        log_up = meeting - fitness_mean
    wins, loses = log_absorption(log_ratio, begun)
    steps = log_absorption_time(log_ratio, log_up, begun)
    logarithms = (part / math.log(10) for part in (wins, loses, steps))
    return Fixation(game, choice.precision, process, count, begun, *logarithms)


def _log_fitness_ratio(
    game: PleaGame | AnonymousGame, choice: NoisyChoice, *, linear: bool
) -> Floats:
    """Logarithm of a pleader's fitness over a hold-out's, for m = 1, …, N − 1."""
    if not linear:
        return -choice.precision * choice.gain[:-1]
    if isinstance(game, PleaGame):
        holding_out = np.array([float(payoff) for payoff in holdout_payoffs(game)[:-1]])
        pleading = float(plead_payoffs(game)[0])
    else:
        holding_out, pleading = choice.gain[:-1], 0.0
    least = min(float(holding_out.min()), pleading)
    if choice.precision * least <= -1:
        rule = f"must be less than {-1 / least:.4g} for linear fitness, or it is not positive"
        fault = Fault(
            "intensity", f"{choice.precision:g}", rule, "take 'Moran', which has no limit"
        )
        raise ParameterError([fault])
    fitness: Floats = np.log1p(choice.precision * holding_out)
    return math.log1p(choice.precision * pleading) - fitness
