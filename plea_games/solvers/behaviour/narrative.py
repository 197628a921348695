r"""Narrative as the level-0 belief of level-k reasoning: what comes of a story of others acting.

Crespo (2022, pp. 2018-19) takes from Ganz that narrative moves people to act. One part of that has
a letter here: a story tells each that every other one will hold out with probability b. Level 0 is
the story; level 1 replies best to it, level k to level k − 1 (Nagel 1995, from memory), ties
pleading. Level 1 holds out where

.. math:: D(b) = \mathrm{E}\,\Delta(1 + \mathrm{Bin}(N - 1, b)) > 0,

with gains that rise in the number who hold out where b exceeds the mixed equilibrium x*. From
level 2 on everyone replies to all who plead, or to all who hold out; so a story tips a game that
has both equilibria, and changes nothing in a game with one. The same story as a belief in a logit
equilibrium is the ``narrative`` of :func:`~plea_games.behaviour.quantal_response`. That narrative
also changes what people want is another matter, for which :class:`~plea_games.Solidarity` stands.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ...games.anonymous import AnonymousGame
from ...model.game import PleaGame
from ...model.reading import read_share, refuse_other_kinds
from ...subjects import takes_games
from ...tables import Column, Table, Tabular
from ...units import show_with_unit
from ..equilibria import mixed_equilibria
from ..roots.canonical import CanonicalGain, canonical_gain
from ..roots.expected_gain import sign_of
from ..roots.gain_signs import changes

Action = Literal["hold out", "plead"]


@dataclass(frozen=True)
class Narrative(Tabular):
    """What comes of a story, level by level.

    Attributes
    ----------
    game
        What was asked about.
    belief
        b, with which the story says that each other one holds out.
    levels
        What each does from level 1 on, up to the level from which nothing changes, or from which
        the two actions take turns.
    tipping_belief
        x*, beyond which level 1 holds out; None where there is no such belief.
    """

    game: PleaGame | AnonymousGame
    belief: Fraction
    levels: tuple[Action, ...]
    tipping_belief: float | None

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "belief": float(self.belief),
            "levels": list(self.levels),
            "tipping_belief": self.tipping_belief,
        }

    def table(self, title: str = "") -> Table:
        """A row a level."""
        columns = (Column("level of\nreasoning"), Column("everyone would", left=True))
        note = (
            "No belief tips this game."
            if self.tipping_belief is None
            else f"Level 1 holds out beyond {show_with_unit(self.tipping_belief, 'share')}."
        )
        story = f"A story by which each holds out with probability {float(self.belief):.4g}"
        rows = list(enumerate(self.levels, start=1))
        return Table(title or story, columns, rows, (note,))


@takes_games
def narrative(game: PleaGame | AnonymousGame, *, belief: object) -> Narrative:
    """What each does who is told that every other one holds out with this probability.

    Parameters
    ----------
    game
        Among identical defendants, in numbers, with any terms.
    belief
        b, from 0 to 1, in level 0.

    Returns
    -------
    Narrative
        The signs of expected gains are proved; where none can be, there is next to a tie.

    Raises
    ------
    ParameterError
        For other objects, symbols, and a belief out of its range.
    PrecisionError
        Where a mixed equilibrium cannot be told.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> pg.behaviour.narrative(game, belief=0.1).levels
    ('plead',)

    References
    ----------
    Crespo (2022), pp. 2018-19 and nn. 93, 94, on narrative; the reading as a belief is ours.
    """
    refuse_other_kinds(game, PleaGame, AnonymousGame)
    told = read_share(belief, "belief")
    expected = canonical_gain(game)
    levels = [_reply(expected, float(told))]
    while (reply := _reply(expected, float(levels[-1] == "hold out"))) not in levels:
        levels.append(reply)
    tips = changes(expected.runs) == 1 and expected.gain(expected.defendants) > 0
    mixed = [one.hold_out_probability for one in mixed_equilibria(game)] if tips else []
    return Narrative(game, told, tuple(levels), mixed[0] if mixed else None)


def _reply(expected: CanonicalGain, others: float) -> Action:
    """The best reply to others who each hold out with this probability; ties plead."""
    if others in (0, 1):
        sign = expected.gain(expected.defendants if others else 1)
    else:
        sign = Fraction(sign_of(expected, others))
    return "hold out" if sign > 0 else "plead"
