r"""What an organizer should publish about how many have signed: persuasion on a line.

n free defendants face a lottery for K trials. Outside them h have committed to hold out, with
:math:`h \le H` and a prior :math:`\pi(h)` that all share. The organizer settles what will be
published for which h before she learns h. After a message all free defendants hold out if and only
if

.. math:: \mathrm E[\ell(h) \mid \text{message}] \le r,

where :math:`\ell(h)` depends on what decides: its mean chance of trial
:math:`\ell(h) = \frac1n\sum_{m=1}^n \tau(m+h)` where defendants choose what is risk dominant, and
:math:`\ell(h) = \tau(1+h)` or :math:`\tau(n+h)` where they hold out only if that is dominant, or as
soon as it is an equilibrium for all. Ties hold out. In each case ℓ never rises in h.

**Optimal.** Say "at least h₀" with a lottery at h₀: take states from the largest h down as long as
:math:`\sum_h \pi(h)\,w(h)\,(\ell(h) - r) \le 0`, the last one in part.

*Proof.* Two messages are enough, one after which they hold out and one after which they plead. With
w(h) the chance of the first, the organizer maximizes :math:`\sum \pi w` subject to
:math:`\sum \pi w (\ell - r) \le 0` and :math:`0 \le w \le 1`, a fractional knapsack whose items
weigh ℓ(h) − r: the lightest first, and ℓ never rises. ∎

So the optimal policy is never worse than the best threshold without a lottery, and that is never
worse than silence (h₀ = 0) and full disclosure (whose states in which they hold out form an upper
set that satisfies the condition state by state). The derivation is ours; the method is that of
Kamenica & Gentzkow, Bayesian Persuasion (2011, from memory).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, get_args

from ...errors import Fault, ParameterError, choice_faults
from ...games.lottery_form import LotteryForm, lottery_form
from ...model.game import PleaGame
from ...model.reading import gathered, refuse_other_kinds
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import show
from ..long_fractions import as_text, kept
from ..private.mean_chances import mean_chances
from .signer_prior import read_signer_prior

DisclosureGoal = Literal["existence", "risk dominance", "dominance"]
DISCLOSURE_GOALS: tuple[DisclosureGoal, ...] = get_args(DisclosureGoal)

_MOST_FREE = 1_000_000


@dataclass(frozen=True)
class DisclosurePolicy:
    """What is published, and how likely all free defendants then hold out.

    Attributes
    ----------
    name
        "none", "full", "best threshold" or "optimal".
    success
        The chance, before h is known, that all free defendants hold out; exact.
    hold_out
        w(h) for each h of the prior in order: the chance that they hold out if h have committed.
    threshold
        The least h at which they may hold out; None where there is none.
    """

    name: str
    success: Fraction
    hold_out: tuple[Fraction, ...]
    threshold: int | None


@dataclass(frozen=True)
class Disclosure(Tabular):
    """What to publish about the number who have signed.

    Attributes
    ----------
    game
        The caseload of the free defendants.
    goal
        What decides whether they hold out.
    prior
        π(h), adding up to 1, for each h with positive weight, in order.
    chances
        ℓ(h) for the same h.
    offer_ratio
        r, with which expected chances are compared.
    none, full, best_threshold, optimal
        The four policies.
    """

    game: PleaGame
    goal: DisclosureGoal
    prior: dict[int, Fraction]
    chances: dict[int, Fraction]
    offer_ratio: Fraction
    none: DisclosurePolicy
    full: DisclosurePolicy
    best_threshold: DisclosurePolicy
    optimal: DisclosurePolicy

    @property
    def policies(self) -> tuple[DisclosurePolicy, ...]:
        """All four, from the one that says least."""
        return self.none, self.full, self.best_threshold, self.optimal

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "goal": self.goal,
            "offer_ratio": float(self.offer_ratio),
            "prior": {str(h): float(weight) for h, weight in self.prior.items()},
            "chances": {str(h): float(chance) for h, chance in self.chances.items()},
            "policies": [
                {
                    "policy": policy.name,
                    "success": float(policy.success),
                    "success_exactly": as_text(policy.success),
                    "threshold": policy.threshold,
                    "hold_out": [float(chance) for chance in policy.hold_out],
                }
                for policy in self.policies
            ],
        }

    def table(self, title: str = "") -> Table:
        """One row a policy."""
        columns = (
            Column("policy", left=True),
            Column("all hold out\nwith probability", "share"),
            Column("exactly"),
            Column("what is published", left=True, wrap=60),
        )
        rows = [
            (policy.name, float(policy.success), as_text(policy.success), self._message(policy))
            for policy in self.policies
        ]
        expected = sum(self.prior[h] * self.chances[h] for h in self.prior)
        notes = [
            f"They hold out if the chance of trial that decides about {self.goal}, as expected "
            f"after the message, is at most r = {float(self.offer_ratio):.6g}; before any message "
            f"it is {float(expected):.6g}.",
            "The organizer settles what will be published before she learns how many have signed.",
        ]
        heading = f"Disclosing the number of signers, {self.game.describe()}"
        verdict = (
            f"If nothing is published about how many have signed, all hold out with a chance of "
            f"{show(float(self.none.success), 'share')}%; if the number is, "
            f"{show(float(self.full.success), 'share')}%; with the best announcement, "
            f"{show(float(self.optimal.success), 'share')}%."
        )
        return Table(title or heading, columns, rows, notes, verdict=verdict)

    def _message(self, policy: DisclosurePolicy) -> str:
        least, most = policy.threshold, max(self.prior)
        if policy.name == "none":
            return "nothing"
        if policy.name == "full":
            return "the number itself" + ("" if least is None else f"; they hold out from {least}")
        if least is None:
            return f"nothing helps: they plead even if all {most} have signed"
        share = policy.hold_out[list(self.prior).index(least)]
        if share == 1:
            return f'"at least {least:,}" or "fewer"' if least > min(self.prior) else "nothing"
        return (
            f'"enough" above {least:,}, and at {least:,} in {100 * float(share):.4g}% of the cases'
        )


@takes_games
def disclosure(
    game: PleaGame,
    prior: Mapping[int, object] | Iterable[object],
    *,
    goal: DisclosureGoal = "risk dominance",
) -> Disclosure:
    """What an organizer should publish about how many have committed to hold out.

    Parameters
    ----------
    game
        The caseload in numbers of the n free defendants, up to a million; those who have committed
        come on top of them.
    prior
        What all believe about h, the number who have committed: a mapping from h to its weight, or
        the weights of h = 0, 1, …, H in order, H up to 100,000. Weights are 0 or more and need not
        add up to 1.
    goal
        When the free defendants hold out: if that is "risk dominance" for what they expect,
        "dominance", or only "existence" of an equilibrium in which all do.

    Returns
    -------
    Disclosure
        Silence, full disclosure, the best threshold and the optimal policy, in exact fractions.
        Beyond 2,000 defendants, committed ones included, ℓ is right to 30 digits.

    Raises
    ------
    ParameterError
        For symbols, terms without a lottery form, and a prior that is none.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer=1, sentence=3)
    >>> found = pg.disclosure(game, [1] * 11)
    >>> str(found.full.success), str(found.best_threshold.success)
    ('6/11', '10/11')
    >>> float(found.optimal.success)
    0.924100155...

    References
    ----------
    Kamenica & Gentzkow, Bayesian Persuasion (2011) (from memory); the application is ours.
    """
    refuse_other_kinds(game, PleaGame)
    faults: list[Fault] = list(choice_faults("goal", goal, DISCLOSURE_GOALS))
    weights: dict[int, Fraction] = {}
    with gathered(faults):
        weights = read_signer_prior(prior)
    if faults:
        raise ParameterError(faults)
    form = lottery_form(game).in_numbers()
    if form.defendants > _MOST_FREE:
        rule, remedy = f"must be at most {_MOST_FREE:,} here", "take a part of the caseload"
        raise ParameterError([Fault("defendants", f"{int(form.defendants):,}", rule, remedy)])
    chances = _deciding_chances(form, goal, weights)
    ratio = form.price_ratio
    excess = {h: weights[h] * (chances[h] - ratio) for h in weights}
    is_none = sum(excess.values()) <= 0
    return Disclosure(
        game=game,
        goal=goal,
        prior=weights,
        chances=chances,
        offer_ratio=ratio,
        none=_policy("none", weights, dict.fromkeys(weights, Fraction(is_none))),
        full=_policy("full", weights, {h: Fraction(chances[h] <= ratio) for h in weights}),
        best_threshold=_policy("best threshold", weights, _pure_threshold(excess)),
        optimal=_policy("optimal", weights, _fractional_knapsack(excess)),
    )


def _deciding_chances(
    form: LotteryForm, goal: DisclosureGoal, weights: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    free, most = int(form.defendants), max(weights)
    match goal:
        case "risk dominance":
            means = mean_chances(free, form.capacity, most)
            return {h: means[h] for h in weights}
        case "dominance":
            return {h: form.trial_chance(1 + h) for h in weights}
        case "existence":
            return {h: form.trial_chance(free + h) for h in weights}


def _pure_threshold(excess: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """The longest upper set whose mean chance is low enough."""
    total, least = Fraction(0), None
    for h in sorted(excess, reverse=True):
        total += excess[h]
        if total <= 0:
            least = h
    return {h: Fraction(least is not None and h >= least) for h in excess}


def _fractional_knapsack(excess: Mapping[int, Fraction]) -> dict[int, Fraction]:
    total = Fraction(0)
    taken = dict.fromkeys(excess, Fraction(0))
    for h in sorted(excess, reverse=True):
        if total + excess[h] > 0:
            taken[h] = -total / excess[h]
            break
        total += excess[h]
        taken[h] = Fraction(1)
    return taken


def _policy(
    name: str, weights: Mapping[int, Fraction], chances: Mapping[int, Fraction]
) -> DisclosurePolicy:
    success = sum((weights[h] * chances[h] for h in weights), Fraction(0))
    least = min((h for h in weights if chances[h]), default=None)
    return DisclosurePolicy(name, kept(success), tuple(chances[h] for h in weights), least)
