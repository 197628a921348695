"""The sequential game of named defendants as an explicit tree, solved backwards.

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

Ties plead, and ties try unless said otherwise. With terms the offers are those after the terms, but
for a credit that depends on who else holds out: that comes off at the end. Terms that make stakes
depend on how many hold out are taken where trials are held at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, get_args

from sympy import Expr, Integer

from ...errors import Fault, ParameterError, choice_faults
from ...games.lottery_form import docket_forms
from ...model.docket import Docket
from ...model.notation import number
from ...model.payoffs import H, plead
from ...model.reading import refuse_other_kinds, refuse_symbols

TreeProtocol = Literal["offers as stated", "adaptive offers", "trials at once"]
TREE_PROTOCOLS: tuple[TreeProtocol, ...] = get_args(TreeProtocol)

MOST_IN_A_TREE = 10


@dataclass(frozen=True)
class Leaf:
    """An end of the game: everyone's payoffs, and what the prosecutor has got.

    Attributes
    ----------
    payoffs
        One for each defendant, in their order, in years.
    prosecutor
        Sentences agreed to, and the values of trials held, in years.

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

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")]
    >>> docket = pg.Docket(who, capacity=1)
    >>> found = pg.sequences.game_tree(docket)
    >>> found.protocol, found.outcome.payoffs
    ('offers as stated', (-5, -5))
    """

    game: Docket
    protocol: TreeProtocol
    root: Decision | Leaf
    outcome: Leaf | None

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
        return "\n".join((f"{self.protocol}, {self.game!r}", *_lines(self.root, "")))

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
        For more than 10 defendants, symbols where numbers are needed, and, with trials at once,
        terms that make stakes depend on how many hold out.

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
            root, outcome = _stated(game, ())
        case "adaptive offers":
            root, outcome = _adaptive(game, ())
        case "trials at once":
            capacity = int(docket_forms(game)[0].capacity)
            root, outcome, _ = _at_once(game, _Past(), capacity, ties_try)
    return GameTree(game, protocol, root, outcome)


_Node = Decision | Leaf
_History = tuple[tuple[bool, Expr], ...]
"""For each defendant so far: whether she holds out, and if not, the offer that she agreed to."""

_NOTHING = Integer(0)


def _leaf(game: Docket, history: _History) -> Leaf:
    profile = tuple(holds_out for holds_out, _ in history)
    held = Integer(sum(profile))
    agreed = [
        payoffs.with_parts(offer=offer).at({H: held})
        for payoffs, (_, offer) in zip(game.payoffs_of_each, history, strict=True)
    ]
    payoffs = tuple(
        payoff if holds_out else plea.plea_payoff
        for payoff, plea, holds_out in zip(game.payoffs(profile), agreed, profile, strict=True)
    )
    sentences = (plea.plea_sentence for plea, out in zip(agreed, profile, strict=True) if not out)
    chances = zip(game.trial_probabilities(profile), game.defendants, strict=True)
    worth = (tried * who.values["trial_value"] for tried, who in chances)
    return Leaf(payoffs, sum(sentences, _NOTHING) + sum(worth, _NOTHING))


def _stated(game: Docket, history: _History) -> tuple[_Node, Leaf | None]:
    own = len(history)
    if own == len(game):
        leaf = _leaf(game, history)
        return leaf, leaf
    name, offer = game.defendants[own].name, game.payoffs_of_each[own].offer
    accept, accepted = _stated(game, (*history, (False, offer)))
    refuse, refused = _stated(game, (*history, (True, _NOTHING)))
    if accepted is None or refused is None:
        return Decision(name, offer, None, accept, refuse), None
    pleads = accepted.payoffs[own] >= refused.payoffs[own]
    if pleads not in (True, False):
        return Decision(name, offer, None, accept, refuse), None
    return Decision(name, offer, bool(pleads), accept, refuse), accepted if pleads else refused


def _adaptive(game: Docket, history: _History) -> tuple[_Node, Leaf]:
    own = len(history)
    if own == len(game):
        leaf = _leaf(game, history)
        return leaf, leaf
    refuse, refused = _adaptive(game, (*history, (True, _NOTHING)))
    # what the others do later does not depend on the amount, so it can be set afterwards
    accept, accepted = _adaptive(game, (*history, (False, _NOTHING)))
    offer = accepted.payoffs[own] - refused.payoffs[own]
    accept, accepted = _priced(accept, own, offer), _priced_leaf(accepted, own, offer)
    settles = bool(accepted.prosecutor >= refused.prosecutor)
    decision = Decision(game.defendants[own].name, offer, settles, accept, refuse)
    return decision, accepted if settles else refused


def _priced(node: _Node, own: int, offer: Expr) -> _Node:
    """What follows a plea for nothing, if the plea is at this offer."""
    if isinstance(node, Leaf):
        return _priced_leaf(node, own, offer)
    accept, refuse = _priced(node.plead, own, offer), _priced(node.hold_out, own, offer)
    return replace(node, plead=accept, hold_out=refuse)


def _priced_leaf(leaf: Leaf, own: int, offer: Expr) -> Leaf:
    payoff = leaf.payoffs[own] + plead(offer)
    payoffs = (*leaf.payoffs[:own], payoff, *leaf.payoffs[own + 1 :])
    return Leaf(payoffs, leaf.prosecutor + offer)


@dataclass(frozen=True)
class _Past:
    """With trials at once: what each has got so far, and what the prosecutor has."""

    payoffs: tuple[Expr, ...] = ()
    prosecutor: Expr = _NOTHING

    def then(self, payoff: Expr, worth: Expr) -> "_Past":
        return _Past((*self.payoffs, payoff), self.prosecutor + worth)


def _at_once(
    game: Docket, past: _Past, trials_left: int, ties_try: bool
) -> tuple[_Node, Leaf, Expr]:
    """The node, where it leads, and what the prosecutor gets from here on."""
    own = len(past.payoffs)
    if own == len(game):
        leaf = Leaf(past.payoffs, past.prosecutor)
        return leaf, leaf, _NOTHING
    who, payoffs = game.defendants[own], game.payoffs_of_each[own]
    refused, value = payoffs.payoff_if_tried(Integer(0)), who.values["trial_value"]
    refuse, _, later = _at_once(game, past.then(refused, _NOTHING), trials_left, ties_try)
    if trials_left:
        in_court = payoffs.payoff_if_tried(Integer(1))
        after_trial = past.then(in_court, value)
        tried, _, after = _at_once(game, after_trial, trials_left - 1, ties_try)
        if value + after > later or (ties_try and value + after == later):
            refuse, refused = tried, in_court
    offer = payoffs.with_parts(offer=_NOTHING).plea_payoff - refused
    settled = payoffs.with_parts(offer=offer)
    agreed = past.then(settled.plea_payoff, settled.plea_sentence)
    accept, outcome, rest = _at_once(game, agreed, trials_left, ties_try)
    return Decision(who.name, offer, True, accept, refuse), outcome, settled.plea_sentence + rest


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
