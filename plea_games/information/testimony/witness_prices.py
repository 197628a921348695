r"""What testimony is worth to the prosecutor, by the timing of offers, and costs the organizer.

V_q(m) = d + τ(m)(T(m) − d) is what holding out as one of m costs when all others testify.

* *One price.* All-hold-out is an equilibrium from r = τ(N) on, whatever q: nobody testifies.
  All-plead is one up to :math:`r_{top} = \tau(1)(1 + \beta(1 - w^{N-1}))`, which is above 1: with
  testimony even offers that are worse than trial are accepted.
* *Divide and conquer.* Offers just below V_q(N), …, V_q(1) leave all-plead alone, at a mean of
  d + (T − d)L_q.
* *Many defendants*, K/N and the qN witnesses who would convince if all pleaded held fixed: L_q and
  the share of hold-outs from which holding out pays, which is the mixed equilibrium's too, tend to
  limits (:mod:`plea_games.solvers.testimony.testimony_limit`).
* *One at a time, observed, prices adapt.* Everybody pays V_q(1), for K ≥ 1 the T(1) of a lone
  hold-out against whom all others testify.

A payment f to each hold-out who is tried, or a sanction g on each plea, restores holding out: g is
(T − d)(τ(N) − r) for it to exist, (T − d)(L_q − r) to be risk dominant, V_q(1) − π to be dominant.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isnan
from typing import Any

from ...errors import Fault, ParameterError
from ...games.witness_form import WitnessForm, witness_form
from ...model.game import PleaGame
from ...model.parts import IN_FRACTIONS, parts_in_numbers
from ...model.reading import refuse_other_kinds, refuse_symbols
from ...solvers.testimony.testimony_limit import laplacian_in_the_limit, tipping_share_in_the_limit
from ...solvers.witness_thresholds import dearest_trial, witness_laplacian, witness_payments
from ...subjects import takes_games
from ...tables import Column, Missing, Table, Tabular

GOALS = ("exists", "risk dominant", "dominant")
_NO_LIMIT = "there is none: it takes 0 < K < N, q > 0 and, for the share, κ < r < 1 + β(1 − e^−qN)"
_NO_PAYMENT = "a payment to those tried is reckoned for offers from d on, and some trials"


@dataclass(frozen=True)
class WitnessPrices(Tabular):
    """What each timing extracts with testimony, and what restores holding out.

    Attributes
    ----------
    game
        The caseload.
    headroom
        β = (1 − p)J/(T − d).
    top_ratio
        r_top, up to which all-plead is an equilibrium.
    laplacian : ratio
        L_q, exact up to a thousand defendants, beyond to some 14 digits; so are the amounts below.
    divide_and_conquer
        The mean offer just below which ranked offers leave only all-plead, in years.
    one_at_a_time
        The offer that each accepts, one at a time and observed, in years.
    sanctions, side_payments
        In years, for all-hold-out to exist, be risk dominant and be dominant. Side payments are
        None for K = 0 and for offers below d.
    limit_laplacian, limit_share
        What L_q, and the tipping share and mixed equilibrium alike, tend to with more and more
        defendants at the same K/N and qN. None outside of 0 < K < N and q > 0; the share also where
        there is none, outside of κ < r < 1 + β(1 − e^−qN).
    """

    game: PleaGame
    headroom: Fraction
    top_ratio: Fraction
    laplacian: Fraction
    divide_and_conquer: Fraction
    one_at_a_time: Fraction
    sanctions: tuple[Fraction, ...]
    side_payments: tuple[Fraction, ...] | None
    limit_laplacian: float | None
    limit_share: float | None

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        payments = self.side_payments
        return {
            "parameters": self.game.record(),
            "headroom": float(self.headroom),
            "top_ratio": float(self.top_ratio),
            "laplacian": float(self.laplacian),
            "divide_and_conquer": float(self.divide_and_conquer),
            "one_at_a_time": float(self.one_at_a_time),
            "sanctions": dict(zip(GOALS, map(float, self.sanctions), strict=True)),
            "side_payments": payments and dict(zip(GOALS, map(float, payments), strict=True)),
            "limit_laplacian": self.limit_laplacian,
            "limit_share": self.limit_share,
        }

    def table(self, title: str = "") -> Table:
        """One row a question."""

        def years(amount: Fraction) -> str:
            return f"{float(amount):.4g} years"

        paid = self.side_payments or (None,) * len(GOALS)
        rows: list[tuple[object, ...]] = [
            ("what certain conviction adds, β", f"{float(self.headroom):.4g}"),
            ("all-plead is an equilibrium up to an offer ratio of", f"{float(self.top_ratio):.4g}"),
            ("Laplacian ratio with testimony, L_q", f"{float(self.laplacian):.4f}"),
            ("divide and conquer: mean offer", years(self.divide_and_conquer)),
            ("one at a time, observed, prices adapt: each pays", years(self.one_at_a_time)),
            *((f"sanction on a plea: all-hold-out {goal}", years(amount))
              for goal, amount in zip(GOALS, self.sanctions, strict=True)),
            *((f"payment to those tried: all-hold-out {goal}",
               Missing(_NO_PAYMENT) if amount is None else years(amount))
              for goal, amount in zip(GOALS, paid, strict=True)),
            ("limit of many, K/N and qN fixed: Laplacian ratio", _limit(self.limit_laplacian)),
            ("limit of many, K/N and qN fixed: tipping and mixed share", _limit(self.limit_share)),
        ]  # fmt: skip
        columns = Column("question", left=True), Column("answer", left=True)
        notes = ("All-hold-out is an equilibrium from r = τ(N) on, whatever witnesses say.",)
        return Table(title or f"Testimony for {self.game.describe()}", columns, rows, notes)


@takes_games
def witness_prices(game: PleaGame) -> WitnessPrices:
    """What each timing of offers extracts with testimony, and what restores holding out.

    Parameters
    ----------
    game
        A lottery game in numbers with ``Testimony(q)``, of any size.

    Returns
    -------
    WitnessPrices
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For symbols, for games without testimony, with a credit or other terms whose effect depends
        on how many hold out, and where trial costs no more than waiting.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=5, offer=3, sentence=4, conviction="1/2")
    >>> prices = witness_prices(game.with_terms(pg.Testimony("1/5")))
    >>> str(prices.top_ratio), str(prices.laplacian)
    ('994/625', '4149/3125')

    References
    ----------
    Kobayashi (1992) and Jeong-Yoo Kim (2009) on testimony between defendants (from memory); the
    formulas are ours.
    """
    refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    form = witness_form(game)
    if form is None or form.credit:
        names = ", ".join(type(term).__name__ for term in game.terms) or "none"
        rule = "must be Testimony(q) and none that depends on others, with T > d"
        raise ParameterError([Fault("terms", names, rule, "see thresholds(game) and levers(game)")])
    laplacian, stake = witness_laplacian(form), form.stake
    alone = dearest_trial(form) if form.capacity else form.dismissal_cost
    short = (form.trial_chance(form.defendants), laplacian)
    sanctions = [*(stake * (bound - form.price_ratio) for bound in short), alone - form.price]
    offset = form.price - _offer(game)
    return WitnessPrices(
        game,
        form.headroom,
        (alone - form.dismissal_cost) / stake,
        laplacian,
        form.dismissal_cost + stake * laplacian - offset,
        alone - offset,
        tuple(max(Fraction(0), amount) for amount in sanctions),
        _payments(form, laplacian),
        *_limits(form),
    )


def _limits(form: WitnessForm) -> tuple[float | None, float | None]:
    """Of the Laplacian ratio and of the tipping share."""
    rate, chance = form.capacity / form.defendants, 1 - form.silence
    if not 0 < rate < 1 or not chance:
        return None, None
    witnesses = float(chance * form.defendants)
    known = float(rate), float(form.headroom), witnesses
    share = float(tipping_share_in_the_limit(known[0], float(form.price_ratio), *known[1:]))
    return float(laplacian_in_the_limit(*known)), None if isnan(share) else share


def _limit(value: float | None) -> object:
    return Missing(_NO_LIMIT) if value is None else f"{value:.4f}"


def _payments(form: WitnessForm, laplacian: Fraction) -> tuple[Fraction, ...] | None:
    if not form.capacity or form.price_ratio < 0:
        return None
    return tuple(witness_payments(form, laplacian).values())


def _offer(game: PleaGame) -> Fraction:
    return Fraction(IN_FRACTIONS.plea_sentence(parts_in_numbers(game)))
