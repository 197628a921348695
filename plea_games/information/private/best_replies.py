r"""How likely a defendant holds out, as a best reply to how likely each other one does.

If each other defendant holds out with probability x, whoever has less than
:math:`d + (s-d)/F(x)` at stake does too: the share G of it. Equilibria are where this crosses the
diagonal, with what an atom of the law jumps over.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import Fault, ParameterError
from ...games.lottery_form import lottery_form
from ...model.reading import read_whole, refuse_other_kinds
from ...tables import Column, Table, Tabular
from ...units import Unit, show_with_unit
from .case_laws import FiniteLaw, Floats
from .private_cases_result import PrivateCases
from .trial_chances import TrialChances


@dataclass(frozen=True)
class BestReplies(Tabular):
    """The best reply at many points, and the equilibria.

    Attributes
    ----------
    probabilities
        x, from 0 to 1, shape (n,).
    replies
        The share who then hold out, shape (n,).
    stable, unstable
        The probabilities of holding out in equilibria.
    """

    probabilities: Floats
    replies: Floats
    stable: tuple[float, ...]
    unstable: tuple[float, ...]

    def frame_rows(self) -> list[dict[str, Any]]:
        """One row a point."""
        pairs = zip(self.probabilities.tolist(), self.replies.tolist(), strict=True)
        return [{"probability": others, "reply": share} for others, share in pairs]

    @property
    def column_units(self) -> dict[str, Unit]:
        """Both are shares."""
        return {"probability": "share", "reply": "share"}

    def table(self, title: str = "") -> Table:
        """One row a point; equilibria below."""
        columns = (Column("each other one\nholds out", "share"), Column("best reply", "share"))
        rows = list(zip(self.probabilities.tolist(), self.replies.tolist(), strict=True))
        notes = [
            f"Equilibria that are {name}: {', '.join(show_with_unit(x, 'share') for x in where)}."
            for name, where in (("stable", self.stable), ("unstable", self.unstable))
            if where
        ]
        return Table(
            title or "Who holds out, if each other one does so often", columns, rows, notes
        )


def best_replies(cases: PrivateCases, *, points: int = 1001) -> BestReplies:
    """The best reply to every probability with which the others hold out.

    Parameters
    ----------
    cases
        From :func:`private_cases`, with K ≥ 1.
    points
        How many probabilities, evenly spaced from 0 to 1, at least 2.

    Returns
    -------
    BestReplies
        In doubles, for a figure.

    Raises
    ------
    ParameterError
        For other results, fewer points, and games without trials.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=10, capacity=3, offer="0.6", sentence=1)
    >>> pg.information.best_replies(pg.private_cases(game, {0: 1, 1: 3}), points=3).replies
    array([0.25, 1.  , 1.  ])
    """
    refuse_other_kinds(cases, PrivateCases, name="cases")
    count = read_whole(points, "points", minimum=2)
    form = lottery_form(cases.game)
    if not form.capacity:
        rule, remedy = "must be at least 1 here", "without trials all hold out"
        raise ParameterError([Fault("capacity", "0", rule, remedy)])
    probabilities = np.linspace(0, 1, count)
    chances = TrialChances(int(form.defendants), int(form.capacity)).at(probabilities)
    waiting = float(form.dismissal_cost)
    costs = waiting + float(form.price - form.dismissal_cost) / chances
    law = cases.law
    if isinstance(law, FiniteLaw):
        shares = np.array([float(share) for share in law.cumulative])
        values = np.array([float(value) for value in law.values])
        replies = shares[np.searchsorted(values, costs, side="left")]
    else:
        replies = np.asarray(law.cdf(costs), dtype=np.float64)
    by_stability = [
        tuple(float(each.share) for each in cases if each.stable == wanted)
        for wanted in (True, False)
    ]
    return BestReplies(probabilities, replies, *by_stability)
