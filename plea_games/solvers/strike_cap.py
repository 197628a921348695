r"""What size of strike does to convictions, or prison years, what a cap on them does.

When m of N hold out, N − m plead and min(m, K) are tried, of whom a share p is convicted. For m ≥ K
that makes

.. math:: Q(m) = N - m + pK \text{ convictions}, \qquad Y(m) = (N - m)s + pJK \text{ years}.

So a cap of Q convictions is kept by a strike of :math:`m = N - Q + pK`, and one of Y years by
:math:`m = N - (Y - pJK)/s`. Where the state itself keeps the cap, by charging Q cases, or Y/s, all
of which plead, defendants bear Qs, or Y. In the strike they bear :math:`Qs + K(T - ps) + (m - K)d`,
or :math:`Y + Kc + (m - K)d`: the price of having imposed the cap from outside.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from ..errors import Fault, ParameterError, shown
from ..games.lottery_form import lottery_form
from ..model.exact import as_fraction, double_outward
from ..model.game import PleaGame
from ..model.parameters import Parameter
from ..model.parts import IN_FRACTIONS, parts_in_numbers
from ..model.reading import read_number
from ..model.varying import Varying
from ..subjects import takes_games
from ..tables import Amount, Column, Table, Tabular
from ..units import show_bound

CONVICTIONS = Parameter(
    name="convictions",
    letter="Q",
    meaning="a cap on convictions, pleas included",
    unit="number",
    remedy="state the convictions allowed",
)
YEARS = Parameter(
    name="years",
    letter="Y",
    meaning="a cap on prison years",
    unit="years",
    remedy="state the years allowed",
)


@dataclass(frozen=True)
class StrikeAsCap(Tabular):
    """A strike and the cap that does as much.

    Attributes
    ----------
    game
        The caseload.
    holdouts
        m, exactly; in general no whole number.
    convictions : cases
        Q, expected, when so many hold out.
    years : years
        Y, likewise.
    strike_cost
        What all defendants bear in the strike, in years.
    cap_cost
        What they bear where the state charges so few cases that the cap is kept though all of these
        plead, in years.
    """

    game: PleaGame
    holdouts: Fraction
    convictions: Fraction
    years: Fraction
    strike_cost: Fraction
    cap_cost: Fraction

    also_recorded = ("whole_holdouts",)

    @property
    def whole_holdouts(self) -> int:
        """The least whole number of hold-outs that keeps the cap."""
        return ceil(self.holdouts)

    def record(self) -> Any:
        """Everything, ready for JSON; hold-outs rounded up, so that they suffice."""
        return super().record() | {
            "holdouts": double_outward(self.holdouts, "holdouts", up=True),
            "exact": {"holdouts": str(self.holdouts)},
        }

    def table(self, title: str = "") -> Table:
        """A row a number."""
        columns = (Column("what", left=True), Column("value"))
        rows = [
            (
                "hold out",
                show_bound(self.holdouts, "defendants", up=True),
            ),
            ("convictions, pleas included", Amount(float(self.convictions), "cases")),
            ("prison years", Amount(float(self.years), "years")),
            ("defendants bear in the strike", Amount(float(self.strike_cost), "years")),
            ("defendants bear under the cap", Amount(float(self.cap_cost), "years")),
        ]
        note = f"At least {self.whole_holdouts:,} must hold out to keep the cap."
        heading = title or f"A strike as a cap, for {self.game.describe()}"
        return Table(heading, columns, rows, (note,))


@takes_games
def strike_as_cap(
    game: PleaGame, *, convictions: object = None, years: object = None
) -> StrikeAsCap:
    """The strike that keeps a cap on convictions, or on prison years.

    Parameters
    ----------
    game
        In numbers; terms may not make the stakes depend on how many hold out.
    convictions
        Q, from pK to N − K + pK: within these K or more hold out.
    years
        Y instead, from pJK to (N − K)s + pJK.

    Returns
    -------
    StrikeAsCap
        In exact fractions.

    Raises
    ------
    ParameterError
        For a cap out of its range, both caps or none, symbols, and an offer of 0 with a cap on
        years.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10, conviction="1/2")
    >>> str(pg.organizing.strike_as_cap(game, convictions=115).holdouts)
    '121'
    >>> str(pg.organizing.strike_as_cap(game, years=460).holdouts)
    '130'

    References
    ----------
    Bierschbach & Bibas (2017), on caps, and that a strike would impose them from outside: Crespo
    (2022), p. 2007. The formula is ours.
    """
    if (convictions is None) is (years is None):
        stated = ", ".join(shown(cap) for cap in (convictions, years) if cap is not None)
        rule, remedy = "must be one of the two", "give convictions=… or years=…"
        raise ParameterError([Fault("convictions, years", stated or "none", rule, remedy)])
    form = lottery_form(game).in_numbers()
    count, tried = form.defendants, min(form.capacity, form.defendants)
    offer, sentence, convicted = _stakes(game)
    if years is None:
        cap, each, name = read_number(CONVICTIONS, convictions), Fraction(1), "convictions"
        at_trial = convicted * tried
    else:
        cap, each, name = read_number(YEARS, years), offer, "years"
        at_trial = convicted * sentence * tried
    cap = as_fraction(cap)
    if each == 0:
        rule, remedy = "must be more than 0 for a cap on years", "cap convictions instead"
        raise ParameterError([Fault("offer", "0", rule, remedy)])
    most = (count - tried) * each + at_trial
    if not at_trial <= cap <= most:
        rule = f"must be from {float(at_trial):.6g} to {float(most):.6g}"
        remedy = "beyond it, fewer hold out than can be tried, or more than there are"
        raise ParameterError([Fault(name, f"{float(cap):.6g}", rule, remedy)])
    held = count - (cap - at_trial) / each
    left = convicted * tried + count - held
    waiting = held - tried
    return StrikeAsCap(
        game=game,
        holdouts=held,
        convictions=left,
        years=(count - held) * offer + convicted * sentence * tried,
        strike_cost=(count - held) * form.price
        + tried * form.trial_cost
        + waiting * form.dismissal_cost,
        cap_cost=cap / each * form.price,
    )


def _stakes(game: PleaGame) -> tuple[Fraction, Fraction, Fraction]:
    """Sentence for a plea, sentence after conviction, and the chance of conviction."""
    parts = parts_in_numbers(game)
    stakes = IN_FRACTIONS.plea_sentence(parts), parts.sentence, parts.conviction
    if any(isinstance(stake, Varying) for stake in stakes):
        rule, remedy = "must not make convictions depend on how many hold out", "leave it out"
        names = ", ".join(type(term).__name__ for term in game.terms)
        raise ParameterError([Fault("terms", names, rule, remedy)])
    offer, sentence, convicted = map(Fraction, stakes)
    return offer, sentence, convicted
