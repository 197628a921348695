r"""The sequential game of named defendants as an explicit tree, solved backwards.

Defendants decide in their order, seeing all that came before. Three protocols:

offers as stated
    Each is offered sᵢ; trials are held at the end, as the game selects them.
adaptive offers
    The prosecutor offers each the most that she would accept, or lets her refuse; trials are held
    at the end. She adds up the sentences agreed to and the values Vᵢ of trials held.
trials at once
    Whoever refuses is tried at once, if that is worth more to the prosecutor than what the spent
    trial would still have brought, and goes free if not. She offers each what a refusal would cost,
    and so settles even where a trial would be worth more to her; that is an assumption.

Ties plead, and ties try unless said otherwise. But where offers are as stated, whoever is
indifferent may as well hold out, and then others may do otherwise before and after. An outcome is
*subgame perfect* if it is where some strategies lead that are best replies at every decision. Let
S be the set of those below a decision of i, and A and B those below pleading and holding out. With
:math:`u_i` for her payoff, S has each a of A with :math:`u_i(a) \ge \min_{b \in B} u_i(b)`,
and each b of B with :math:`u_i(b) \ge \min_{a \in A} u_i(a)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal, get_args

from sympy import Expr, Integer

from ...errors import Fault, ParameterError, choice_faults
from ...model.docket import Docket
from ...model.notation import number
from ...model.payoffs import plead
from ...model.reading import refuse_other_kinds, refuse_symbols

TreeProtocol = Literal["offers as stated", "adaptive offers", "trials at once"]
TREE_PROTOCOLS: tuple[TreeProtocol, ...] = get_args(TreeProtocol)

MOST_IN_A_TREE = 10
_MOST_LISTED = 12  # subgame-perfect outcomes


@dataclass(frozen=True)
class Leaf:
    """An end of the game: everyone's payoffs, and what the prosecutor has got.

    Attributes
    ----------
    payoffs
        One for each defendant, in their order, in years.
    prosecutor
        Sentences agreed to, and the values of trials held, in years.
    holds_out
        Whether each refuses.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> docket = pg.Docket(who, capacity=1)
    >>> leaf = pg.sequences.game_tree(docket).outcome
    >>> leaf.payoffs, leaf.prosecutor
    ((-5, -5), 10)
    """

    payoffs: tuple[Expr, ...]
    prosecutor: Expr
    holds_out: tuple[bool, ...]


@dataclass(frozen=True)
class Decision:
    """One defendant's decision. ``pleads`` is None where symbols leave it open.

    Attributes
    ----------
    defendant
        Her name.
    offer
        What she is offered, in years.
    pleads
        Whether she does; None where symbols leave it open.
    plead, hold_out
        The :class:`Decision` or :class:`Leaf` that follows.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> docket = pg.Docket(who, capacity=1)
    >>> root = pg.sequences.game_tree(docket).root
    >>> root.defendant, root.offer, root.pleads
    ('D1', 6, False)
    """

    defendant: str
    offer: Expr
    pleads: bool | None
    plead: "Decision | Leaf"
    hold_out: "Decision | Leaf"


@dataclass(frozen=True, repr=False)
class GameTree:
    """A sequential game, with what each does at each of the 2ⁿ − 1 decisions.

    ``outcome`` is where play ends if every defendant best-responds at every decision and the
    prosecutor follows the protocol; None where symbols leave it open.

    Attributes
    ----------
    game
        The named defendants.
    protocol
        One of the three that :func:`game_tree` has.
    root
        The first :class:`Decision`.
    outcome
        The :class:`Leaf` that is reached; None where symbols leave it open.
    outcomes
        Every subgame-perfect outcome of offers as stated, ``outcome`` first: more than one only if
        somebody is indifferent. Of the other protocols the one that they select. None where symbols
        leave it open.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> docket = pg.Docket(who, capacity=1)
    >>> found = pg.sequences.game_tree(docket)
    >>> found.protocol, found.outcome.payoffs, len(found.outcomes)
    ('offers as stated', (-5, -5), 1)
    """

    game: Docket
    protocol: TreeProtocol
    root: Decision | Leaf
    outcome: Leaf | None
    outcomes: tuple[Leaf, ...] | None

    @property
    def path(self) -> tuple[Decision, ...]:
        """The decisions on the path of play, as far as they are settled."""
        decisions = []
        node = self.root
        while isinstance(node, Decision) and node.pleads is not None:
            decisions.append(node)
            node = node.plead if node.pleads else node.hold_out
        return tuple(decisions)

    def __str__(self) -> str:
        heading = f"{self.protocol}, {self.game!r}"
        return "\n".join((heading, *_lines(self.root, ""), *self._tied()))

    def _tied(self) -> Iterator[str]:
        """Which outcomes there are, if ties leave more than one."""
        if self.outcomes is None or len(self.outcomes) == 1:
            return
        yield f"{len(self.outcomes)} outcomes are subgame perfect; ◄ shows where ties plead:"
        for leaf in self.outcomes[:_MOST_LISTED]:
            who = zip(self.game.defendants, leaf.holds_out, strict=True)
            refusing = ", ".join(each.name for each, holds_out in who if holds_out)
            payoffs = ", ".join(map(number, leaf.payoffs))
            yield f"({payoffs}): {'held out by ' + refusing if refusing else 'all plead'}"
        if len(self.outcomes) > _MOST_LISTED:
            yield f"({len(self.outcomes) - _MOST_LISTED} more)"

    def __repr__(self) -> str:
        return f"<GameTree of {len(self.game)} defendants, {self.protocol}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def game_tree(
    game: Docket, protocol: TreeProtocol = "offers as stated", *, ties_try: bool = True
) -> GameTree:
    """The sequential game as a tree, each decision solved backwards where it is numeric.

    Parameters
    ----------
    game
        At most 10 defendants. With symbols, only "offers as stated" is drawn, unsolved.
    protocol
        "offers as stated", "adaptive offers" or "trials at once".
    ties_try
        With trials at once, whether she tries where both are worth the same.

    Returns
    -------
    GameTree
        Its decisions, its leaves and the path of play.

    Raises
    ------
    ParameterError
        For more than 10 defendants, or symbols where numbers are needed.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> print(pg.sequences.game_tree(pg.Docket(who, capacity=1)))
    offers as stated, Docket([D1, D2], capacity=1, trials='lottery')
    D1 is offered 6
    ├─ pleads
    │  D2 is offered 6
    │  ├─ pleads ◄: (-6, -6)
    │  └─ holds out: (-6, -10)
    └─ holds out ◄
       D2 is offered 6
       ├─ pleads: (-10, -6)
       └─ holds out ◄: (-5, -5)

    At six years for ten, and one trial among two, r is above κ. At five, all may as well plead:

    >>> tied = [pg.Defendant(name, offer=5, sentence=10) for name in ("D1", "D2")]
    >>> [leaf.holds_out for leaf in pg.sequences.game_tree(pg.Docket(tied, capacity=1)).outcomes]
    [(False, False), (True, True)]
    """
    refuse_other_kinds(game, Docket)
    faults = choice_faults("protocol", protocol, TREE_PROTOCOLS)
    if len(game) > MOST_IN_A_TREE:
        rule = f"must be at most {MOST_IN_A_TREE} for an explicit tree"
        remedy = "adaptive_offers, fixed_offers and trials_at_once go by counts, if all are alike"
        faults.append(Fault("defendants", str(len(game)), rule, remedy))
    if protocol == "trials at once" and game.capacity is None:
        rule, remedy = "is not defined for trials at once", "give a capacity"
        faults.append(Fault("budget", str(game.budget), rule, remedy))
    if faults:
        raise ParameterError(faults)
    if protocol != "offers as stated":
        refuse_symbols(game.free_symbols)
    match protocol:
        case "offers as stated":
            root, outcome, outcomes = _stated(game, ())
            return GameTree(game, protocol, root, outcome, outcomes)
        case "adaptive offers":
            root, outcome = _adaptive(game, ())
        case "trials at once":
            capacity = int(game.capacity)
            root, outcome, _ = _at_once(game, _Past(), capacity, ties_try)
    return GameTree(game, protocol, root, outcome, (outcome,))


_Node = Decision | Leaf
_History = tuple[tuple[bool, Expr], ...]
"""For each defendant so far: whether she holds out, and if not, the sentence that she agreed to."""

_NOTHING = Integer(0)


def _leaf(game: Docket, history: _History) -> Leaf:
    profile = tuple(holds_out for holds_out, _ in history)
    payoffs = tuple(
        payoff if holds_out else plead(agreed)
        for payoff, (holds_out, agreed) in zip(game.payoffs(profile), history, strict=True)
    )
    chances = zip(game.trial_probabilities(profile), game.defendants, strict=True)
    worth = (tried * who.values["trial_value"] for tried, who in chances)
    prosecutor = sum((agreed for _, agreed in history), _NOTHING) + sum(worth, _NOTHING)
    return Leaf(payoffs, prosecutor, profile)


def _stated(game: Docket, history: _History) -> tuple[_Node, Leaf | None, tuple[Leaf, ...] | None]:
    """The node, where it leads if ties plead, and all its subgame-perfect outcomes, that first."""
    own = len(history)
    if own == len(game):
        leaf = _leaf(game, history)
        return leaf, leaf, (leaf,)
    who = game.defendants[own]
    accept, accepted, pleas = _stated(game, (*history, (False, who.offer)))
    refuse, refused, refusals = _stated(game, (*history, (True, _NOTHING)))
    pleads = None
    if accepted is not None and refused is not None:
        pleads = accepted.payoffs[own] >= refused.payoffs[own]
    if pleads not in (True, False) or pleas is None or refusals is None:
        return Decision(who.name, who.offer, None, accept, refuse), None, None
    decision = Decision(who.name, who.offer, bool(pleads), accept, refuse)
    kept = (_as_good(pleas, refusals, own), _as_good(refusals, pleas, own))
    outcomes = sum(kept if pleads else reversed(kept), ())
    return decision, accepted if pleads else refused, outcomes


def _as_good(leaves: tuple[Leaf, ...], others: tuple[Leaf, ...], own: int) -> tuple[Leaf, ...]:
    """Those that are no worse for her than the worst of the others."""
    worst = min(leaf.payoffs[own] for leaf in others)
    return tuple(leaf for leaf in leaves if leaf.payoffs[own] >= worst)


def _adaptive(game: Docket, history: _History) -> tuple[_Node, Leaf]:
    own = len(history)
    if own == len(game):
        leaf = _leaf(game, history)
        return leaf, leaf
    refuse, refused = _adaptive(game, (*history, (True, _NOTHING)))
    price = -refused.payoffs[own]
    accept, accepted = _adaptive(game, (*history, (False, price)))
    settles = bool(accepted.prosecutor >= refused.prosecutor)
    decision = Decision(game.defendants[own].name, price, settles, accept, refuse)
    return decision, accepted if settles else refused


@dataclass(frozen=True)
class _Past:
    """With trials at once: what each has got so far, and what the prosecutor has."""

    payoffs: tuple[Expr, ...] = ()
    prosecutor: Expr = _NOTHING
    holds_out: tuple[bool, ...] = ()

    def then(self, cost: Expr, worth: Expr, *, holds_out: bool) -> "_Past":
        choices = (*self.holds_out, holds_out)
        return _Past((*self.payoffs, plead(cost)), self.prosecutor + worth, choices)


def _at_once(
    game: Docket, past: _Past, trials_left: int, ties_try: bool
) -> tuple[_Node, Leaf, Expr]:
    """The node, where it leads, and what the prosecutor gets from here on."""
    own = len(past.payoffs)
    if own == len(game):
        leaf = Leaf(past.payoffs, past.prosecutor, past.holds_out)
        return leaf, leaf, _NOTHING
    who = game.defendants[own]
    waiting, value = who.dismissal_cost, who.values["trial_value"]
    freed = past.then(waiting, _NOTHING, holds_out=True)
    refuse, _, later = _at_once(game, freed, trials_left, ties_try)
    price = waiting
    if trials_left:
        after_trial = past.then(who.trial_cost, value, holds_out=True)
        tried, _, after = _at_once(game, after_trial, trials_left - 1, ties_try)
        if value + after > later or (ties_try and value + after == later):
            refuse, price = tried, who.trial_cost
    settled = past.then(price, price, holds_out=False)
    accept, outcome, rest = _at_once(game, settled, trials_left, ties_try)
    return Decision(who.name, price, True, accept, refuse), outcome, price + rest


def _lines(node: Decision | Leaf, indent: str) -> Iterator[str]:
    if isinstance(node, Leaf):
        return
    yield f"{indent}{node.defendant} is offered {number(node.offer)}"
    for branch, name, chosen, last in (
        (node.plead, "pleads", node.pleads is True, False),
        (node.hold_out, "holds out", node.pleads is False, True),
    ):
        mark = " ◄" if chosen else ""
        payoffs = ""
        if isinstance(branch, Leaf):
            payoffs = f": ({', '.join(map(number, branch.payoffs))})"
        yield f"{indent}{'└─' if last else '├─'} {name}{mark}{payoffs}"
        yield from _lines(branch, indent + ("   " if last else "│  "))
