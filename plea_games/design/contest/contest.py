r"""Prosecutor against organizer: a bimatrix game over the game among defendants.

Both commit at the same time, she to a posture and the organizer to a move. Then both are known:
she prices pleas as her posture says, with the move in view, and the defendants play the inner game,
one equilibrium of which a selection rule picks. The payoffs, in years:

- prosecutor: the offers accepted, plus the trials held at V each (without V: the sentences that
  they bring in expectation), less ``surge_cost`` for each trial that her posture adds to the
  capacity and ``dropping_cost`` for each case that it drops. A case dropped brings no plea, and a
  hold-out who is not tried brings nothing.
- organizer: Ns, what defendants would lose if all pleaded to the game's own offer, less what all
  of them lose in the inner game's own payoffs (solidarity and sanctions included, payments to
  strikers taken off), less ``organizing_cost`` for each defendant reached, and less
  ``payment_cost`` times what strikers are paid in that outcome.

The timing, the payoffs and every default amount are assumptions of ours.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from flint import fmpq

from ...errors import Fault, ParameterError
from ...games.exact_functions import as_fmpq
from ...games.gains import MOST_EXACT_GAINS
from ...games.lottery_form import lottery_form
from ...model.exact import as_double, as_fraction
from ...model.game import PleaGame
from ...model.parameters import (
    DROPPING_COST,
    ORGANIZING_COST,
    PAYMENT_COST,
    SURGE_COST,
    TRIAL_VALUE,
    Parameter,
)
from ...model.reading import Quantity, gathered, read_number, refuse_other_kinds
from ...solvers.bimatrix.two_player_equilibria import two_player_equilibria
from ...solvers.selection import Selection, read_selection
from ...subjects import takes_games
from .contest_result import Cell, Contest
from .inner_game import InnerGame
from .moves import MOVES, Move
from .named_options import Given, read_options
from .outcomes import Settled
from .postures import POSTURES, Posture
from .pricing import settle


@takes_games
def contest(
    game: PleaGame,
    *,
    postures: Given[Posture] | None = None,
    moves: Given[Move] | None = None,
    selection: Selection = "Laplacian",
    trial_value: Quantity | None = None,
    surge_cost: Quantity | None = None,
    dropping_cost: Quantity = 0,
    organizing_cost: Quantity | None = None,
    payment_cost: Quantity = 1,
) -> Contest:
    """Prosecutor postures against organizer moves: every outcome, and the equilibria.

    Parameters
    ----------
    game
        The caseload, in numbers, with whatever terms it has already.
    postures
        Names, pairs of name and amount (a mapping will do), or :class:`Posture` objects; all of
        them unless given: "standing offer", "one price", "ranked offers", "rounds" (4),
        "announced order", "race" (offers by rank, the queue hidden), "wired" (one price that
        stands if at most so many refuse: 0, for all or none), "retaliation" (2), "surge" (1, which
        doubles capacity), "dismissal" (a tenth of the defendants).
    moves
        The same with :class:`Move`: "nothing", "solidarity", "sanction" and "side payment" (T/10
        each), "fund" (T/10 for each trial that can be held), "pledge" and "targeting" (a tenth of
        the defendants).
    selection
        Which equilibrium of the inner game is played: "Laplacian" (it maximizes the exact
        potential), "plead-favourable" (the fewest hold out) or "strike-favourable" (the most).
    trial_value
        V ≥ 0 years, what a trial is worth to the prosecutor; the sentence expected from it unless
        given.
    surge_cost
        Years for each trial added to the capacity, held or not; T unless given.
    dropping_cost
        Years for each case dropped at the outset, beside the plea foregone.
    organizing_cost
        Years for each defendant reached by solidarity, a sanction or a pledge; T/100 unless given.
    payment_cost
        What the organizer gives up for each year's worth paid; 1 makes payments mere transfers.

    Returns
    -------
    Contest
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        For symbols, more than 100,000 defendants, unknown names, amounts out of range, and a
        posture and a move that cannot meet.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> found = pg.contest(game, postures=["standing offer", "announced order"],
    ...                    moves={"nothing": None, "side payment": 7})
    >>> [[cell.holdouts for cell in row] for row in found.cells]
    [[230.0, 230.0], [0.0, 0.0]]
    >>> [cell.mean_offer for cell in found.cells[1]]
    [10.0, 3.0]
    >>> found.equilibria[0].moves
    {'side payment (f = 7)': 1.0}

    References
    ----------
    Bar-Gill & Ben-Shahar (2009) and Crespo (2022) for the postures and moves, whose sources the
    terms name; the outer game is ours.
    """
    refuse_other_kinds(game, PleaGame)
    count = int(game.numbers["defendants"])
    if count > MOST_EXACT_GAINS:
        rule = f"must be at most {MOST_EXACT_GAINS:,} for a contest"
        raise ParameterError([Fault("defendants", f"{count:,}", rule, "take a smaller caseload")])
    trial_cost = lottery_form(game.without_terms()).trial_cost
    given: dict[Parameter, Quantity] = {
        SURGE_COST: trial_cost if surge_cost is None else surge_cost,
        DROPPING_COST: dropping_cost,
        ORGANIZING_COST: trial_cost / 100 if organizing_cost is None else organizing_cost,
        PAYMENT_COST: payment_cost,
    }
    if trial_value is not None:
        given[TRIAL_VALUE] = trial_value
    faults: list[Fault] = []
    with gathered(faults):
        rule_of_play = read_selection(selection)
    with gathered(faults):
        costs = _read(given)
    with gathered(faults):
        rows = read_options(postures, POSTURES, Posture, "postures", game)
    with gathered(faults):
        columns = read_options(moves, MOVES, Move, "moves", game)
    if faults:
        raise ParameterError(faults)
    meeting = _Meeting(game, rule_of_play, costs)
    outcomes = [[meeting.of(posture, move) for move in columns] for posture in rows]
    own, others = ([[payoffs[who] for _, payoffs in line] for line in outcomes] for who in (0, 1))
    profiles, degenerate = two_player_equilibria(own, others)
    return Contest.of(
        game=game,
        selection=rule_of_play,
        postures=rows,
        moves=columns,
        cells=[[cell for cell, _ in line] for line in outcomes],
        profiles=profiles,
        degenerate=degenerate,
        payoffs=(own, others),
        costs={TRIAL_VALUE.name: None}
        | {name: as_double(cost, name) for name, cost in costs.items()},
    )


class _Meeting:
    """What comes of a posture and a move."""

    def __init__(self, game: PleaGame, selection: Selection, costs: Mapping[str, fmpq]) -> None:
        self.game, self.selection, self.costs = game, selection, costs
        self.plain = InnerGame(game)
        self._inner: dict[tuple[object, ...], InnerGame] = {}

    def of(self, posture: Posture, move: Move) -> tuple[Cell, tuple[Fraction, Fraction]]:
        inner, cost = self._inner_game(posture, move), self._posture_cost(posture)

        def worth(settled: Settled) -> fmpq:
            return self._prosecutor(inner, settled) - cost

        outcome = settle(
            inner, posture.pricing, posture.rounds, self.selection, worth, posture.spared
        )
        held, pleas = outcome.holdouts, self._pleas(inner, outcome)
        payments = inner.payments(held)
        if move.makes_whole:
            payments += inner.making_whole(held)
        prosecutor = worth(outcome)
        organizer = self._organizer(inner, outcome, payments, move)
        offer = self._sentences_accepted(inner, outcome) / pleas if pleas else None
        cell = Cell(
            posture=str(posture),
            move=str(move),
            holdouts=as_double(held + inner.committed - inner.breaking, "holdouts"),
            pleas=as_double(pleas, "pleas"),
            mean_offer=None if offer is None else as_double(offer, "mean_offer"),
            trials=as_double(inner.trials(held), "trials"),
            payments=as_double(payments, "payments"),
            prosecutor=as_double(prosecutor, "prosecutor"),
            organizer=as_double(organizer, "organizer"),
        )
        return cell, (as_fraction(prosecutor), as_fraction(organizer))

    def _inner_game(self, posture: Posture, move: Move) -> InnerGame:
        terms = (*posture.terms, *move.terms)
        if terms not in self._inner:
            try:
                self._inner[terms] = InnerGame(self.game.with_terms(*terms))
            except ParameterError as error:
                place = f"{posture} against {move}"
                faults = [replace(fault, parameter=f"{place}: {fault.parameter}")
                          for fault in error.faults]  # fmt: skip
                raise ParameterError(faults) from None
        return self._inner[terms]

    def _pleas(self, inner: InnerGame, settled: Settled) -> fmpq:
        return inner.deciding - settled.holdouts + inner.breaking

    def _sentences_accepted(self, inner: InnerGame, settled: Settled) -> fmpq:
        """Those of the committed who break their promise get the mean of what is offered."""
        accepted = settled.accepted - inner.credits(settled.holdouts)
        if not inner.breaking:
            return accepted
        offered = inner.offer if settled.mean_offered is None else settled.mean_offered
        return accepted + inner.breaking * offered

    def _prosecutor(self, inner: InnerGame, settled: Settled) -> fmpq:
        value = self.costs.get(TRIAL_VALUE.name)
        held = settled.holdouts
        trials = inner.sentences(held) if value is None else value * inner.trials(held)
        return self._sentences_accepted(inner, settled) + trials

    def _posture_cost(self, posture: Posture) -> fmpq:
        alone = self._inner_game(posture, Move("nothing"))
        added = max(fmpq(0), alone.capacity - self.plain.capacity)
        dropped = max(fmpq(0), self.plain.caseload - alone.caseload)
        return self.costs["surge_cost"] * added + self.costs["dropping_cost"] * dropped

    def _organizer(self, inner: InnerGame, settled: Settled, payments: fmpq, move: Move) -> fmpq:
        at_the_offer = self.plain.caseload * self.plain.offer
        lost_by_pleading = self._sentences_accepted(inner, settled)
        lost_by_pleading += inner.sanctions(settled.holdouts)
        made_whole = payments - inner.payments(settled.holdouts)
        lost = lost_by_pleading + inner.loss(settled.holdouts) - made_whole
        outlay = (
            self.costs["organizing_cost"] * move.reached + self.costs["payment_cost"] * payments
        )
        return at_the_offer - lost - outlay


def _read(given: Mapping[Parameter, Quantity]) -> dict[str, fmpq]:
    faults: list[Fault] = []
    costs = {}
    for parameter, value in given.items():
        with gathered(faults):
            number = read_number(parameter, value)
            costs[parameter.name] = as_fmpq(number)
    if faults:
        raise ParameterError(faults)
    return costs
