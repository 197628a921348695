r"""Whether a caseload's own data agree with the game, and what would reconcile them.

The prediction is the plain one: one price for all at once and the risk-dominant choice (Laplacian,
global-game limit), which is to plead where :math:`r < L` and to hold out where :math:`r > L`. What
is known is the share who plead. Where the two disagree, at least one assumption is wrong, and for
each we compute what it would take, all else as it is:

.. math::

    \frac{s^* - d}{T - d} = L, \qquad \rho^* = \frac{(s - d)/L + d - c}{pJ}, \qquad
    d^* = \frac{s - LT}{1 - L},

for the offer, for retaliation :math:`\rho` on the sentence of strikers, and for the cost of
waiting; the least capacity by search, L(N, K) rising with K. A belief reconciles them at or below
the probability :math:`x^*` at which all are indifferent. And if trials have an announced order, if
offers are made one at a time, or if nobody organizes and all look on pleading as given, pleading
needs no more than that nobody gains by holding out alone, :math:`r \le \min(1, K)`. All of these
are computed and none is tested: the data do not tell them apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal, cast

from ..games.lottery_form import LotteryForm, lottery_form
from ..model.exact import json_number
from ..solvers.laplacian import laplacian_ratio
from ..solvers.thresholds import thresholds
from ..subjects import takes_caseloads
from ..tables import Amount, Column, Table, Tabular
from ..units import Unit, show_with_unit, shown_step
from .scenario_format import Fact
from .scenarios import Scenario, Subject, as_scenario

Choice = Literal["plead", "hold out", "tie"]
Relation = Literal["at least", "at most"]

OBSERVED = "pleaded_guilty"
"""The fact of a scenario that says how many plead: cases, defendants, or a share of them."""


@dataclass(frozen=True)
class Reconciliation:
    """One assumption that may be wrong, and what it would take for most to plead.

    Attributes
    ----------
    assumption
        What would be otherwise.
    parameter
        The number that would be; empty where it is no number.
    value
        What it is now; None where it is no number.
    relation, needed, unit
        What it would have to be, to the digit that tables show, rounded so that pleading is
        risk dominant, or best under the belief; None where it is no number or nothing would do.
    reconciles
        Whether the caseload then predicts that all plead.
    """

    assumption: str
    parameter: str
    value: Fraction | None
    relation: Relation | None
    needed: Fraction | None
    unit: Unit
    reconciles: bool

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "assumption": self.assumption,
            "parameter": self.parameter,
            "value": _json(self.value),
            "relation": self.relation,
            "needed": _json(self.needed),
            "unit": self.unit,
            "reconciles": self.reconciles,
        }


@dataclass(frozen=True)
class Fit(Tabular):
    """A caseload's prediction under one price, beside its data.

    Attributes
    ----------
    scenario
        Its name.
    predicted
        The risk-dominant choice under one price for all at once; None where there is none.
    offer_ratio, laplacian_ratio
        r and L, which decide it.
    observed
        The share who plead in fact, 0 to 1; None where the caseload does not say.
    fact
        Where that comes from.
    reconciliations
        What would make pleading the prediction, one assumption at a time; none where it is the
        prediction.
    """

    scenario: str
    predicted: Choice | None
    offer_ratio: float
    laplacian_ratio: float
    observed: float | None
    fact: Fact | None
    reconciliations: tuple[Reconciliation, ...]

    unrecorded = ("fact",)
    also_recorded = ("contradicted",)

    @property
    def contradicted(self) -> bool | None:
        """Whether most do what is not predicted; None where either is unknown, or half plead."""
        if self.observed in (None, 0.5) or self.predicted in (None, "tie"):
            return None
        most = "plead" if self.observed > 0.5 else "hold out"
        return self.predicted != most

    def table(self, title: str = "") -> Table:
        """One row an assumption."""
        columns = (
            Column("what would make pleading the prediction", left=True, wrap=48),
            Column("is now"),
            Column("would have to be", left=True),
            Column("does", left=True),
        )
        return Table(
            title or f"Prediction and data: {self.scenario}",
            columns,
            [_row(each) for each in self.reconciliations],
            (self.said, "One assumption at a time; computed, not tested: the data do not tell them "
             "apart, and several may hold together."),
        )  # fmt: skip

    @property
    def said(self) -> str:
        """Prediction and data in one sentence."""
        choice = {"tie": "neither choice", None: "no choice"}.get(self.predicted, self.predicted)
        sentence = (
            f"One price for all at once and risk dominance: {choice} is predicted "
            f"(r = {self.offer_ratio:.4g}, L = {self.laplacian_ratio:.4g})."
        )
        if self.observed is None:
            return f"{sentence} The caseload does not say how many plead."
        data = f"In fact {show_with_unit(self.observed, 'share')} plead"
        verdict = {True: ": contradicted by its own data.", False: ", as predicted.", None: "."}
        return f"{sentence} {data}{verdict[self.contradicted]}"


@takes_caseloads
def fit(caseload: Subject) -> Fit:
    """Whether most do what one price and risk dominance predict, and what would reconcile them.

    Parameters
    ----------
    caseload
        A scenario, its name, the path of a file, or a game. How many plead is read from its fact
        ``pleaded_guilty``.

    Returns
    -------
    Fit
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For anything else.
    ScenarioError
        For an unknown name.

    Examples
    --------
    >>> found = fit("federal-2022")
    >>> print(found.said)
    One price for all at once and risk dominance: hold out is predicted (r = 0.738, L = 0.1105). In fact 89.50% plead: contradicted by its own data.
    >>> [each.parameter for each in found.reconciliations if each.parameter]
    ['belief', 'retaliation', 'dismissal_cost', 'offer', 'capacity']

    References
    ----------
    Ours; Harsanyi & Selten (1988) for risk dominance (from memory).
    """  # noqa: E501 (one sentence in one line)
    stated = as_scenario(caseload)
    form = lottery_form(stated.game).in_numbers()
    predicted = cast("Choice | None", thresholds(stated.game).risk_dominant)
    ratio = laplacian_ratio(int(form.defendants), int(form.capacity))
    fact = stated.facts.get(OBSERVED)
    return Fit(
        scenario=stated.name,
        predicted=predicted,
        offer_ratio=float(form.price_ratio),
        laplacian_ratio=float(ratio),
        observed=None if fact is None else _share(fact, form),
        fact=fact,
        reconciliations=() if predicted == "plead" else tuple(_reconciled(stated, form, ratio)),
    )


def contradicted_note(fits: Sequence[Fit]) -> str:
    """In how many caseloads data and prediction disagree, in one sentence for tables."""
    hold_out = sum(each.predicted == "hold out" for each in fits)
    known = [each for each in fits if each.contradicted is not None]
    wrong = sum(bool(each.contradicted) for each in known)
    return (
        f"One price with this selection predicts holding out in {hold_out} of {len(fits)} "
        f"caseloads. Where the share who plead is known or borrowed ({len(known)}), it contradicts "
        f"the prediction in {wrong}: at least one assumption is wrong there. See fit()."
    )


def _share(fact: Fact, form: LotteryForm) -> float:
    value = Fraction(fact.value)
    return float(value if fact.unit.startswith("share") else value / form.defendants)


def _reconciled(stated: Scenario, form: LotteryForm, ratio: Fraction) -> Iterator[Reconciliation]:
    alone = form.price_ratio <= min(Fraction(1), form.capacity)
    for otherwise in (
        "trials in an announced order, or offers one at a time with prices that adapt",
        "no organizer: all look on pleading as given, and nobody gains by holding out alone",
    ):
        yield Reconciliation(otherwise, "", None, None, None, "choice", alone)
    numbers = stated.game.numbers
    price, stake, waiting = form.price, form.stake, form.dismissal_cost
    cost, threat = form.trial_cost, numbers["conviction"] * numbers["sentence"]

    def row(what: str, name: str, unit: Unit, value: Fraction | None, needed: Fraction | None,
            relation: Relation, works: bool = True) -> Reconciliation:  # fmt: skip
        rounded = None if needed is None else _rounded(needed, unit, relation)
        return Reconciliation(what, name, value, relation, rounded, unit, works and bool(rounded))

    belief = thresholds(stated.game).mixed_probability
    yield row("beliefs: chance that each of the others holds out", "belief", "share", None,
              None if belief is None else Fraction(belief), "at most")  # fmt: skip
    hit_back = ((price - waiting) / ratio + waiting - numbers["process_cost"]) / threat \
        if ratio and threat else None  # fmt: skip
    yield row("retaliation: the sentence of strikers, times", "retaliation", "factor",
              Fraction(1), hit_back, "at least")  # fmt: skip
    delay = (price - ratio * cost) / (1 - ratio) if ratio < 1 else None
    yield row("waiting: what a hold-out who is not tried loses", "dismissal_cost", "years", waiting,
              delay if delay is not None and delay < cost else None, "at least")  # fmt: skip
    yield row("the offer", "offer", "years", numbers["offer"],
              waiting + ratio * stake, "at most")  # fmt: skip
    yield row("trials that can be held", "capacity", "cases", form.capacity,
              _least_capacity(int(form.defendants), form.price_ratio), "at least")  # fmt: skip


def _least_capacity(count: int, price_ratio: Fraction) -> Fraction | None:
    """The least K with L(N, K) ≥ r: each chance of trial, and so L, rises with K up to N."""
    if price_ratio > 1:
        return None
    few, enough = -1, count
    while enough - few > 1:
        middle = (few + enough) // 2
        if laplacian_ratio(count, middle, price_ratio) >= price_ratio:
            enough = middle
        else:
            few = middle
    return Fraction(enough)


def _rounded(value: Fraction, unit: Unit, relation: Relation) -> Fraction:
    """To the digits that tables show, upwards for what must be at least so much."""
    if unit == "cases":
        return value
    step = shown_step(value, unit)
    return (ceil(value / step) if relation == "at least" else floor(value / step)) * step


def _row(each: Reconciliation) -> tuple[object, ...]:
    if each.relation is None:
        return each.assumption, "", "", "yes" if each.reconciles else "no"
    now = "" if each.value is None else Amount(json_number(each.value), each.unit)
    if each.needed is None:
        return each.assumption, now, "", "no"
    needed = json_number(each.needed)
    shown = show_with_unit(needed, each.unit)
    return each.assumption, now, f"{each.relation} {shown}", "yes" if each.reconciles else "no"


def _json(value: Fraction | None) -> int | float | None:
    return None if value is None else json_number(value)
