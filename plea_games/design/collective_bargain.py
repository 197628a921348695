r"""One plea offer for all, bargained between the prosecutor and a union of all defendants.

If they do not agree, all hold out. Then the prosecutor tries K' = min(K, N) cases, each worth V to
her, and the defendants bear :math:`-N U_H(N)` in all, which is K'T + (N − K')d without terms.
At the offer s, the one gets Ns and the others bear it. What there is to share is

.. math:: S = -N U_H(N) - K'V = K'(T - V) + (N - K')d,

and with a share β of it the prosecutor obtains :math:`s^* = (K'V + \beta S)/N`.

- Nash (1950): β is the prosecutor's weight, ½ where both count alike.
- Rubinstein (1982): offers alternate; a round's delay multiplies the surplus of either side by
  :math:`\delta_P` and :math:`\delta_D`. In the only subgame-perfect equilibrium the prosecutor gets
  :math:`\beta = (1 - \delta_D)/(1 - \delta_P\delta_D)` if she is the first to offer, and
  :math:`\beta = \delta_P(1 - \delta_D)/(1 - \delta_P\delta_D)` if the union is. With
  :math:`\delta_i = e^{-\rho_i h}` both tend to Nash's solution with the weight
  :math:`\rho_D/(\rho_P + \rho_D)` as h vanishes. The factors may as well be each side's chance that
  talks survive another round, with the strike as what follows if they do not (Binmore, Rubinstein &
  Wolinsky 1986). All from memory.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from flint import fmpq

from ..errors import Fault, ParameterError, choice_faults
from ..games.compile import at_values, values_of
from ..model.exact import as_double, as_fraction, double_outward
from ..model.game import PleaGame
from ..model.parameters import TRIAL_VALUE
from ..model.payoffs import H
from ..model.reading import read_number, read_share, refuse_other_kinds
from ..model.terms import Pledge
from ..subjects import takes_games
from ..tables import Amount, Column, Missing, Table, Tabular
from ..units import show_bound
from .payments.turnouts import term_faults

Side = Literal["prosecutor", "defendants"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True)
class CollectiveBargain(Tabular):
    """The offer that a prosecutor and a union of all defendants agree on; exact, in years.

    Attributes
    ----------
    game
        The caseload.
    solution
        "Nash", or "Rubinstein" with who offers first.
    prosecutor_share
        β, her share of the surplus.
    trial_value
        V.
    least, most : years
        The offers at which the prosecutor, and the defendants, would as soon have the strike.
    surplus
        S, over all defendants; negative where a strike is worth more to the prosecutor than it
        costs the defendants.
    offer : years
        s*, None where there is nothing to agree on.
    """

    game: PleaGame
    solution: str
    prosecutor_share: Fraction
    trial_value: Fraction
    least: Fraction
    most: Fraction
    surplus: Fraction

    @property
    def offer(self) -> Fraction | None:
        """What they agree on."""
        if self.surplus < 0:
            return None
        return self.least + self.prosecutor_share * (self.most - self.least)

    @property
    def _offers(self) -> dict[str, tuple[Fraction, bool]]:
        """Each, and whether it is rounded up: such that neither side would rather have a strike."""
        offers = {"least": (self.least, True), "most": (self.most, False)}
        if self.offer is not None:
            offers["offer"] = self.offer, 2 * self.prosecutor_share <= 1
        return offers

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        exact = {name: str(value) for name, (value, _) in self._offers.items()}
        numbers = ("prosecutor_share", "trial_value", "surplus")
        return {
            "parameters": self.game.record(),
            "solution": self.solution,
            **{name: as_double(getattr(self, name), name) for name in numbers},
            "offer": None,
            **{n: double_outward(value, n, up=up) for n, (value, up) in self._offers.items()},
            "exact": exact,
        }

    def table(self, title: str = "") -> Table:
        """A row a number."""
        nothing = Missing("a strike is worth more to the prosecutor than it costs the defendants")
        shown: dict[str, object] = {"offer": nothing}
        for name, (value, up) in self._offers.items():
            other_end = self.most if up else self.least
            limit = None if self.offer is None else other_end
            shown[name] = show_bound(value, "years", up=up, limit=limit)
        rows = [
            ("Offer s*", shown["offer"], "agreed for every defendant"),
            ("Least offer", shown["least"], "the prosecutor would as soon have the strike"),
            ("Most", shown["most"], "the defendants would as soon strike"),
            ("Surplus", Amount(as_double(self.surplus, "surplus"), "years"),
             "what an agreement saves both together"),
            ("Prosecutor's share", Amount(as_double(self.prosecutor_share, "share"), "share"),
             "of the surplus"),
            ("Trial value V", Amount(as_double(self.trial_value, "trial_value"), "years"),
             "what a trial is worth to the prosecutor"),
        ]  # fmt: skip
        columns = (Column("bargain", left=True), Column("value"), Column("what it says", left=True))
        heading = f"Collective bargaining, {self.solution}, for {self.game.describe()}"
        return Table(title or heading, columns, rows)


@takes_games
def nash_bargain(
    game: PleaGame, *, prosecutor_weight: object = Fraction(1, 2), trial_value: object | None = None
) -> CollectiveBargain:
    r"""The Nash bargaining solution between the prosecutor and a union of all defendants.

    Parameters
    ----------
    game
        The caseload in numbers, of any size, with any terms but :class:`Pledge`; its own offer
        plays no part, and an agreed plea bears no sanction.
    prosecutor_weight
        β, from 0 to 1.
    trial_value
        V ≥ 0, what a trial is worth to the prosecutor, in years; pJ in the strike unless given.

    Returns
    -------
    CollectiveBargain
        With no offer where the surplus is negative.

    Raises
    ------
    ParameterError
        For symbols, a weight above 1, or a pledge.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(
    ...     defendants=230, capacity=12, offer=4, sentence=10, dismissal_cost=1
    ... )
    >>> found = pg.organizing.nash_bargain(game)
    >>> float(found.least), float(found.offer), float(found.most)
    (0.5217..., 0.9956..., 1.4695...)

    References
    ----------
    Nash (1950), Econometrica 18 (from memory). Crespo (2022), p. 2021, for defendants who
    agreed to stand together; that they bargain as one is ours.
    """
    return _bargain(game, "Nash", read_share(prosecutor_weight, "prosecutor_weight"), trial_value)


@takes_games
def rubinstein_bargain(
    game: PleaGame,
    *,
    prosecutor_discount: object,
    defendants_discount: object,
    first: Side = "prosecutor",
    trial_value: object | None = None,
) -> CollectiveBargain:
    """Alternating offers between the prosecutor and a union of all defendants.

    Parameters
    ----------
    game, trial_value
        As for :func:`nash_bargain`.
    prosecutor_discount, defendants_discount
        δ_P and δ_D, from 0 to 1 and not both 1: what a round's delay leaves of either's surplus.
    first
        Who makes the first offer, "prosecutor" or "defendants".

    Returns
    -------
    CollectiveBargain
        Agreed at once.

    Raises
    ------
    ParameterError
        As :func:`nash_bargain` does, and where nobody is impatient.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(
    ...     defendants=230, capacity=12, offer=4, sentence=10, dismissal_cost=1
    ... )
    >>> found = pg.organizing.rubinstein_bargain(
    ...     game, prosecutor_discount=0.9, defendants_discount=0.8
    ... )
    >>> found.prosecutor_share, float(found.offer)
    (Fraction(5, 7), 1.1987...)

    References
    ----------
    Rubinstein (1982), Econometrica 50; Binmore, Rubinstein & Wolinsky (1986), RAND J. Econ. 17
    (both from memory).
    """
    own = read_share(prosecutor_discount, "prosecutor_discount")
    others = read_share(defendants_discount, "defendants_discount")
    faults = []
    if own == others == 1:
        rule = "must not both be 1, or nothing presses them to agree"
        faults.append(Fault("discounts", "1 and 1", rule, "take nash_bargain, the limit"))
    faults += choice_faults("first", first, SIDES)
    if faults:
        raise ParameterError(faults)
    share = (1 - others) / (1 - own * others)
    if first == "defendants":
        share *= own
    return _bargain(game, f"Rubinstein, {first} first", share, trial_value)


def _bargain(
    game: PleaGame, solution: str, share: Fraction, trial_value: object | None
) -> CollectiveBargain:
    refuse_other_kinds(game, PleaGame)
    if faults := term_faults(game, (Pledge,)):  # the union has everyone
        raise ParameterError(faults)
    payoffs, values = game.payoffs, values_of(game)
    count = at_values(payoffs.players, values)
    strike = {**values, H: fmpq(count)}
    if trial_value is None:
        worth = as_fraction(at_values(payoffs.trial_sentence, strike))
    else:
        worth = read_number(TRIAL_VALUE, trial_value)
    tried = as_fraction(min(at_values(payoffs.trials, values), count))
    burden = as_fraction(-at_values(payoffs.holdout_payoff, strike))
    everyone = as_fraction(count)
    least = tried * worth / everyone
    return CollectiveBargain(
        game=game,
        solution=solution,
        prosecutor_share=share,
        trial_value=worth,
        least=least,
        most=burden,
        surplus=everyone * (burden - least),
    )
