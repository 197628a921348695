"""The prosecutor's best policy when every verdict teaches, as a result."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import Fault, ParameterError, choice_faults, shown
from ...model.game import PleaGame
from ...model.information_parameters import PROSECUTION_YEARS
from ...model.reading import attempt, read_number, read_whole
from ...subjects import takes_games_with
from ...tables import Column, Table, Tabular
from ...units import number_of
from ..believed_costs import BelievedCosts, believed_costs
from ..long_fractions import kept
from .beta_prior import BetaPrior, read_prior
from .settlement_shares import SETTLEMENTS, Settlement
from .stopping import PRICINGS, Action, Pricing, Run, StoppingProblem, solve

MOST_UNTRIED = 2_000
_MOST_ROWS = 40


@dataclass(frozen=True)
class StoppingPeriod:
    """What to do in one period, by the number of acquittals so far.

    Attributes
    ----------
    tried
        n, the trials held before.
    untried
        R, the cases left.
    runs
        Stretches of acquittals with the same action: (action, from, to).
    """

    tried: int
    untried: int
    runs: tuple[Run, ...]

    def action(self, acquittals: int) -> Action:
        """What to do after so many acquittals, from 0 to n."""
        count = read_whole(acquittals, "acquittals", maximum=self.tried)
        return next(action for action, first, last in self.runs if first <= count <= last)


@dataclass(frozen=True)
class ProsecutorStopping(Tabular):
    """When she tries, settles, dismisses, and what that is worth.

    Attributes
    ----------
    game
        The caseload.
    prior
        a and b.
    prosecution_years
        α, what a trial costs her.
    settlement, pricing
        What a plea is worth to defendants, and how the price is named.
    value
        What the best policy is worth to her, in years of sentence.
    certain_settlement
        R p₀ J, what she would get if nobody could gamble on not being tried.
    periods
        In order of time.
    """

    game: PleaGame
    prior: tuple[Fraction, Fraction]
    prosecution_years: Fraction
    settlement: Settlement
    pricing: Pricing
    value: Fraction
    certain_settlement: Fraction
    periods: tuple[StoppingPeriod, ...]

    @property
    def first(self) -> Action:
        """What to do before any trial."""
        return self.periods[0].action(0)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "prior": [float(part) for part in self.prior],
            "prosecution_years": float(self.prosecution_years),
            "settlement": self.settlement,
            "pricing": self.pricing,
            "value": float(self.value),
            "certain_settlement": float(self.certain_settlement),
            "first": self.first,
            "periods": [
                {"tried": period.tried, "untried": period.untried, "action": action,
                 "acquittals_from": first, "acquittals_to": last}
                for period in self.periods for action, first, last in period.runs
            ],
        }  # fmt: skip

    def table(self, title: str = "") -> Table:
        """One row a period, up to forty of them."""
        columns = (
            Column("tried", "cases"),
            Column("untried", "cases"),
            Column("what to do, by acquittals so far", left=True, wrap=70),
        )
        rows = [
            (period.tried, period.untried, "; ".join(map(_in_words, period.runs)))
            for period in self.periods[:_MOST_ROWS]
        ]
        notes = [
            f"Worth {float(self.value):.6g} years to the prosecutor; if nobody could hope to go "
            f"untried, she would settle all at once for {float(self.certain_settlement):.6g}.",
            "Ties settle, else dismiss.",
        ]
        if more := len(self.periods) - len(rows):
            notes.append(
                f"Left out here: {number_of(more, 'later periods')}; all are in the record."
            )
        verdict = (
            f"Before any verdict, the prosecutor's best plan is to {self.first}. It is worth "
            f"{float(self.value):.6g} years of sentence to her."
        )
        heading = (
            f"To try, settle or dismiss, conviction {BetaPrior(*self.prior)}, settlement "
            f"{self.settlement}, price {self.pricing}, a trial costs "
            f"{float(self.prosecution_years):g} years, {self.game.describe()}"
        )
        return Table(title or heading, columns, rows, notes, verdict=verdict)


@takes_games_with(prior="prior")
def prosecutor_stopping(
    game: PleaGame,
    *,
    prior: tuple[object, object] | None = None,
    prosecution_years: object = 0,
    settlement: Settlement = "lottery",
    pricing: Pricing = "flexible",
) -> ProsecutorStopping:
    """The prosecutor's best policy of trials, settlements and dismissals, by exact recursion.

    Parameters
    ----------
    game
        N ≤ 2,000 untried cases, of which up to K ≥ 1 are tried in a period; s and J in numbers, and
        c = d = 0. Its own chance of conviction is not used.
    prior
        a and b, both above 0, of the Beta distribution of the chance of conviction. That of the
        scenario unless given.
    prosecution_years
        α ≥ 0, what a trial costs her, in years of sentence.
    settlement
        The share φ of its worth p J that a case settles for with R left: "certain" 1, "laplacian"
        the mean chance of trial, "lottery" K/R, "none" no pleas.
    pricing
        "flexible": she names the price again in each period. "posted": the game's offer s stands,
        all accept if s ≤ φpJ, and she may try or dismiss instead. "binding": once all accept she
        has no choice.

    Returns
    -------
    ProsecutorStopping
        The value as an exact fraction up to some 2,400 digits, beyond correct to 70; every
        comparison on the way is exact.

    Raises
    ------
    ParameterError
        For symbols, costs of process or of dismissal, more cases, and numbers out of range.

    Examples
    --------
    All are tried though the estimate is below the cost, for what the verdict may teach:

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=6, capacity=1, offer=1, sentence=1)
    >>> found = pg.information.prosecutor_stopping(
    ...     game, prior=(2, 1), prosecution_years="0.7", settlement="none")
    >>> found.value, found.first
    (Fraction(37, 175), 'try')

    References
    ----------
    Ours.
    """
    costs = believed_costs(game)
    faults: list[Fault] = [
        *choice_faults("settlement", settlement, SETTLEMENTS),
        *choice_faults("pricing", pricing, PRICINGS),
        *_faults(costs),
    ]
    beliefs = attempt(faults, lambda: read_prior(prior), BetaPrior(Fraction(1), Fraction(1)))
    years = attempt(faults, lambda: read_number(PROSECUTION_YEARS, prosecution_years), Fraction(0))
    if faults:
        raise ParameterError(faults)
    problem = StoppingProblem(
        untried=costs.defendants,
        capacity=min(int(costs.capacity), costs.defendants),
        prior=beliefs,
        trial_cost=years / costs.sentence,
        settlement=settlement,
        pricing=pricing,
        offer=costs.price / costs.sentence,
    )
    value, periods = solve(problem)
    return ProsecutorStopping(
        game=game,
        prior=(beliefs.a, beliefs.b),
        prosecution_years=years,
        settlement=settlement,
        pricing=pricing,
        value=kept(value * costs.sentence),
        certain_settlement=costs.defendants * beliefs.mean * costs.sentence,
        periods=tuple(
            StoppingPeriod(place * problem.capacity, costs.defendants - place * problem.capacity,
                           tuple(runs))
            for place, runs in enumerate(periods)
        ),
    )  # fmt: skip


def _faults(costs: BelievedCosts) -> list[Fault]:
    faults = []
    zero = "must be 0 here: what a case settles for is a share of what trial costs"
    for name, years in (
        ("process_cost", costs.process_cost),
        ("dismissal_cost", costs.dismissal_cost),
        ("price of a plea less the offer", costs.offset),
    ):
        if years:
            faults.append(Fault(name, shown(years), zero, "leave it out"))
    if costs.capacity.denominator > 1:
        rule = "must be a whole number here: so many are tried at a time"
        faults.append(Fault("capacity", str(costs.capacity), rule, "round it"))
    if costs.defendants > MOST_UNTRIED:
        rule = f"must be at most {MOST_UNTRIED:,} here"
        faults.append(Fault("defendants", f"{costs.defendants:,}", rule, "take a part of them"))
    return faults


def _in_words(run: Run) -> str:
    action, first, last = run
    return f"{action} {first}" if first == last else f"{action} {first} to {last}"
