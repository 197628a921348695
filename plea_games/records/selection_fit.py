r"""What the pleas that one observes imply, under each rule by which an equilibrium is selected.

In the lottery of trials with N defendants, capacity K and offer ratio r = s/(pJ), all plead

* under the rule that favours the prosecutor if :math:`r \le 1`,
* under risk dominance (the global game's limit) if :math:`r \le L = \frac1N\sum_m \min(1, K/m)`,
* under the rule that favours defendants, who hold out together whenever that is an equilibrium, if
  :math:`r < \kappa = K/N`.

So that most plead bounds r from above. A unit of solidarity u, in shares of pJ, which one gains by
holding out, moves every rule's test from r to r + u; measured r then bounds u from above: by
1 − r, L − r and κ − r. A rule is rejected at u = 0 where even the least r that the records allow is
above its bound. Capacity is at least the trials held, so κ and L are at least those computed here:
a rejection would need a capacity of the size that is stated, too.

With logit responses of precision λ a share h holds out where
:math:`\ln\frac{h}{1-h} = \lambda(r - E[\min(1, K/M)])`, M − 1 binomial with N − 1 and h, in units
of pJ. The h observed is the trials held; a positive right side beside h below one half has no
λ ≥ 0, and the logit rule is rejected. These derivations are ours; the rules are those of
:func:`plea_games.thresholds`.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import inf, log
from typing import Any

from scipy import stats

from ..errors import Fault, ParameterError
from ..json_ready import json_ready
from ..model.reading import refuse_other_kinds
from ..solvers.laplacian import laplacian_ratio
from ..tables import Column, Missing, Table, Tabular
from .caseloads import as_numbers, caseload_numbers
from .outcomes import Outcomes

_RULES = ("prosecutor-favourable", "risk dominance", "defendant-favourable")


@dataclass(frozen=True)
class RuleFit:
    """What one rule makes of one place.

    Attributes
    ----------
    rule
        Which.
    most_ratio
        The greatest r at which all plead.
    most_solidarity
        The greatest u at which all plead, in years: at the r used, at the greatest and the least.
    capacity_needed
        The least K at which the rule lets all plead at the r used; None where no K does.
    rejected
        Whether even the least r is above the bound.
    """

    rule: str
    most_ratio: float
    most_solidarity: tuple[float, float, float]
    capacity_needed: int | None
    rejected: bool


@dataclass(frozen=True)
class PlaceFit:
    """What the pleas of one place imply.

    Attributes
    ----------
    place
        Which.
    defendants, trials
        N, and the trials held.
    offer_ratio
        r: low, value, high.
    rules
        By rule of selection.
    precision
        λ of logit responses, in units of 1/(pJ): value, low and high; None where no λ ≥ 0 gives
        the trials held.
    """

    place: str
    defendants: int
    trials: int
    offer_ratio: tuple[float, float, float]
    rules: tuple[RuleFit, ...]
    precision: tuple[float, float, float] | None


@dataclass(frozen=True)
class SelectionFit(Tabular):
    """What the pleas of places imply.

    Attributes
    ----------
    places
        One each.
    left_out
        Places without the numbers that it takes, and why.
    """

    places: tuple[PlaceFit, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    def record(self) -> list[dict[str, Any]]:
        """Ready for JSON."""
        return [json_ready(place) for place in self.places]

    def table(self, title: str = "") -> Table:
        """One row a place."""
        columns = (
            Column("place", left=True),
            Column("r"),
            Column("its range"),
            *(Column(f"{rule}:\nr at most") for rule in _RULES),
            Column("rejected", left=True, wrap=30),
            Column("solidarity\nat most", "years"),
            Column("logit\nprecision"),
        )
        rows = []
        for place in self.places:
            low, value, high = place.offer_ratio
            dominance = place.rules[1]
            rejected = [rule.rule for rule in place.rules if rule.rejected]
            precision: object = Missing(
                "trials as held are no logit response: fewer hold out than would gain by it"
            )
            if place.precision:
                estimate, least, most = place.precision
                precision = f"{estimate:.3g} ({least:.3g} to {most:.3g})"
            rows.append(
                [place.place, f"{value:.3g}", f"{low:.3g} to {high:.3g}"]
                + [f"{rule.most_ratio:.4g}" for rule in place.rules]
                + [", ".join(rejected) or "none", dominance.most_solidarity[0], precision]
            )
        notes = [
            "That all plead bounds r from above, by the rule; solidarity is bounded under risk "
            "dominance, in years gained by holding out. If negative, pleading must itself be worth "
            "that.",
            "Capacity is taken as the trials held, which it is at least; r is selected (see "
            "penalty).",
        ]
        notes += [f"Left out, {name}: {reason}." for name, reason in self.left_out]
        return Table(title or "What the pleas imply", columns, rows, notes)


def fit(outcomes: Outcomes, period: int | None = None, **numbers: object) -> SelectionFit:
    """What observed pleas imply for r, solidarity and logit precision, by place.

    Parameters
    ----------
    outcomes
        Records.
    period
        A year; needed where there are several.
    **numbers
        ``offer``, ``sentence`` or ``conviction``, where the records do not have them.

    Returns
    -------
    SelectionFit
        By place, each with its rules of selection; places without the numbers are named apart.

    Raises
    ------
    ParameterError
        Where a number is neither in the records nor given.

    Examples
    --------
    In the north all plead under risk dominance if an offer costs at most a fifth of a trial. It
    costs 0.36 of it, but so few trials leave room for 0.19, which is below, so only the rule that
    favours defendants is rejected:

    >>> import plea_games as pg
    >>> north = pg.records.fit(pg.records.example_outcomes()).places[0]
    >>> [round(ratio, 2) for ratio in north.offer_ratio[:2]]
    [0.19, 0.36]
    >>> [(rule.rule, round(rule.most_ratio, 2), rule.rejected) for rule in north.rules]
    [('prosecutor-favourable', 1.0, False), ('risk dominance', 0.2, False),
     ('defendant-favourable', 0.05, True)]
    >>> north.rules[1].capacity_needed > north.trials
    True
    """
    refuse_other_kinds(outcomes, Outcomes, name="outcomes")
    places: list[PlaceFit] = []
    refusals: list[tuple[str, ParameterError]] = []
    for name in outcomes.places_named:
        try:
            numbered = caseload_numbers(outcomes, name, period, **numbers)
        except ParameterError as error:
            refusals.append((name, error))
            continue
        at = as_numbers(numbered)
        if at["conviction"] * at["sentence"] == 0:
            rule = "must be more than 0 at trial"
            fault = Fault("sentence × conviction", "0", rule, "state them")
            refusals.append((name, ParameterError([fault])))
            continue
        ends = {
            key: (float(number.low or at[key]), float(number.high or at[key]))
            for key, number in numbered.items()
        }
        value = at["offer"] / (at["conviction"] * at["sentence"])
        low = ends["offer"][0] / (ends["conviction"][1] * ends["sentence"][1])
        least = ends["conviction"][0] * ends["sentence"][0]
        high = ends["offer"][1] / least if least else inf
        places.append(_place(name, int(at["defendants"]), int(at["capacity"]), (low, value, high),
                             at["conviction"] * at["sentence"], ends["capacity"]))  # fmt: skip
    if refusals and not places:
        raise refusals[0][1]
    left_out = ((name, "; ".join(map(_reason, error.faults))) for name, error in refusals)
    return SelectionFit(tuple(places), tuple(left_out))


def _reason(fault: Fault) -> str:
    return f"{fault.parameter} {fault.rule}"


def _place(
    name: str,
    defendants: int,
    trials: int,
    ratio: tuple[float, float, float],
    stake: float,
    trials_range: tuple[float, float],
) -> PlaceFit:
    low, value, high = ratio
    bounds = {rule: _bound(rule, defendants, trials) for rule in _RULES}
    rules = tuple(
        RuleFit(
            rule,
            bound,
            ((bound - value) * stake, (bound - high) * stake, (bound - low) * stake),
            _capacity_needed(rule, defendants, value),
            low > bound,
        )
        for rule, bound in bounds.items()
    )
    estimate = _precision(defendants, trials, value)
    precision = None
    if estimate is not None:
        others = [
            other
            for count in trials_range
            for r in (low, high)
            if (other := _precision(defendants, round(count), r)) is not None
        ]
        precision = (estimate, min([estimate, *others]), max([estimate, *others]))
    return PlaceFit(name, defendants, trials, ratio, rules, precision)


def _bound(rule: str, defendants: int, capacity: int) -> float:
    if rule == "prosecutor-favourable":
        return 1.0
    if rule == "risk dominance":
        return float(laplacian_ratio(defendants, Fraction(capacity)))
    return min(1.0, capacity / defendants)


def _capacity_needed(rule: str, defendants: int, ratio: float) -> int | None:
    """The least K whose bound is at least r; bounds grow with K."""
    if ratio > 1:
        return None
    low, high = 0, defendants
    while low < high:
        middle = (low + high) // 2
        if _bound(rule, defendants, middle) >= ratio:
            high = middle
        else:
            low = middle + 1
    return low


def _precision(defendants: int, trials: int, ratio: float) -> float | None:
    """λ at which the share of trials held is a logit response, if there is one."""
    if not 0 < trials < defendants:
        return None
    share = trials / defendants
    others = stats.binom(defendants - 1, share)
    # E[min(1, K/M)] with M - 1 others: K/N · P(binomial(N, h) > K)/h beyond K, 1 up to it
    tried = others.cdf(trials - 1) + stats.binom(defendants, share).sf(trials) * trials / (
        defendants * share
    )
    gain = ratio - float(tried)
    if gain == 0:
        return None
    precision = log(share / (1 - share)) / gain + 0.0  # no −0
    return precision if precision >= 0 else None
