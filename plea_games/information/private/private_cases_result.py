"""Private cases as a result: equilibria in cutoffs, and what they are compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any

from ...json_ready import json_ready
from ...model.game import PleaGame
from ...tables import Column, Missing, Table, Tabular
from ...units import show
from .case_laws import CaseLaw
from .cutoffs import Cutoff
from .screening import ScreeningOffer

Real = Fraction | float
"""A Fraction where exact."""

_MOST_ROWS = 40


@dataclass(frozen=True)
class PrivateCases(Tabular):
    """All equilibria where each defendant knows only her own case.

    Attributes
    ----------
    game
        The caseload; its own cost of trial is replaced by the law of T.
    law
        The law of T.
    cutoffs
        The symmetric equilibria in order; the result itself can be iterated, indexed and counted.
    complete, proof, undecided
        Whether no other equilibrium exists, why, and the stretches of t that hold none or several
        more.
    remarks
        What else is to be said of equilibria, such as asymmetric ones at a tie.
    hold_out_always, plead_always
        The shares with T < s, and with T > d + (s − d)/τ(N).
    hard_core_chance
        F(ρ) for the share ρ who always hold out: a hold-out's chance of trial if all others plead.
    best_offer
        The uniform offer that is worth most to the prosecutor; None where T has no finite mean.
    sure_offer
        The offer just below which most is sure, whatever equilibrium is played; None for densities,
        and for laws with negative T.
    mean_cost
        E T.
    complete_information
        The probabilities of holding out in the symmetric equilibria if all had T = E T.
    laplacian_cutoff, laplacian_share
        d + (s − d)/L and the share below it: what a common factor in all cases selects.
    """

    game: PleaGame
    law: CaseLaw
    cutoffs: tuple[Cutoff, ...]
    complete: bool
    proof: str
    undecided: tuple[tuple[float, float], ...]
    remarks: tuple[str, ...]
    hold_out_always: Real
    plead_always: Real
    hard_core_chance: Real
    best_offer: ScreeningOffer | None
    sure_offer: ScreeningOffer | None
    mean_cost: Real
    complete_information: tuple[float, ...]
    laplacian_cutoff: float
    laplacian_share: float

    def __iter__(self) -> Iterator[Cutoff]:
        return iter(self.cutoffs)

    def __getitem__(self, place: int) -> Cutoff:
        return self.cutoffs[place]

    def __len__(self) -> int:
        return len(self.cutoffs)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON; null where a cost is infinite."""
        return {
            "parameters": self.game.record(),
            "law": self.law.describe(),
            "cutoffs": json_ready(self.cutoffs),
            "complete": self.complete,
            "proof": self.proof,
            "undecided": [list(stretch) for stretch in self.undecided],
            "remarks": list(self.remarks),
            "hold_out_always": float(self.hold_out_always),
            "plead_always": float(self.plead_always),
            "hard_core_chance": float(self.hard_core_chance),
            "best_offer": json_ready(self.best_offer),
            "sure_offer": json_ready(self.sure_offer),
            "mean_cost": json_ready(self.mean_cost),
            "complete_information": list(self.complete_information),
            "laplacian_cutoff": json_ready(self.laplacian_cutoff),
            "laplacian_share": self.laplacian_share,
        }  # fmt: skip

    def table(self, title: str = "") -> Table:
        """One row an equilibrium, up to forty of them."""
        columns = (
            Column("equilibrium", left=True),
            Column("hold out if\ntrial costs\nless than", "years"),
            Column("hold out with\nprobability", "share"),
            Column("tried if\nholding out", "share"),
            Column("of those at\nthe cutoff\nhold out", "share"),
            Column("stable"),
        )
        rows = [
            (
                each.kind,
                f"{float(each.cost):.6g}" if isfinite(each.cost) else "any",
                float(each.share),
                float(each.trial_chance),
                Missing("Nobody's trial costs exactly that.", "–") if each.at_atom is None
                else float(each.at_atom),
                "yes" if each.stable else "no",
            )
            for each in self.cutoffs[:_MOST_ROWS]
        ]  # fmt: skip
        notes = [self.proof, *self.remarks]
        if more := len(self.cutoffs) - len(rows):
            notes.append(f"{more:,} more are left out here; the record has them.")
        notes += [f"Undecided: cutoffs from {low!r} to {high!r}." for low, high in self.undecided]
        notes += self._comparisons()
        heading = f"Private cases, {self.law.describe()}, {self.game.describe()}"
        return Table(title or heading, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        lasting = [each for each in self.cutoffs if each.stable]
        shares = " or ".join(f"{show(float(each.share), 'share')}%" for each in lasting[:5])
        if not lasting:
            return ""
        return (
            "Each knows only the case against herself, and holds out if trial would cost her less "
            f"than some number. Lasting outcomes: {shares} hold out."
        )

    def _comparisons(self) -> Iterator[str]:
        yield (
            f"{100 * float(self.hold_out_always):.4g}% hold out whatever others do, and "
            f"{100 * float(self.plead_always):.4g}% plead whatever others do."
        )
        if self.complete_information:
            shares = ", ".join(f"{100 * x:.4g}%" for x in self.complete_information)
            yield (
                f"If trial cost everybody {float(self.mean_cost):.6g}, the mean, and all knew it, "
                f"each would hold out with {shares} in the symmetric equilibria."
            )
        yield (
            f"If cases had a common factor that nobody knows, whoever has less than "
            f"{self.laplacian_cutoff:.6g} at stake would hold out, "
            f"{100 * self.laplacian_share:.4g}% of this law."
        )
        best = self.best_offer
        if best is None:
            yield "There is no best uniform offer, since the mean of T is infinite."
        elif best.offer is None or best.cost is None:
            yield (
                "No uniform offer is worth more to the prosecutor than trials by lot, "
                f"{float(best.revenue):.6g} per defendant."
            )
        else:
            yield (
                f"The best uniform offer is {float(best.offer):.6g}, worth "
                f"{float(best.revenue):.6g} per defendant if those with less than "
                f"{float(best.cost):.6g} at stake hold out, {100 * float(best.share):.4g}%."
            )
        sure = self.sure_offer
        if sure is not None and sure.offer is None:
            yield (
                "No uniform offer is sure to be worth more than trials by lot, "
                f"{float(sure.revenue):.6g}, whatever equilibrium is played."
            )
        elif sure is not None and sure.offer is not None:
            yield (
                f"Whatever equilibrium is played, an offer just below {float(sure.offer):.6g} is "
                f"sure to be worth {float(sure.revenue):.6g} per defendant; none is sure of more."
            )
