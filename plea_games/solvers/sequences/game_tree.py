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

With terms the offers are those after the terms, but
for a credit that depends on who else holds out: that comes off at the end. Terms that make stakes
depend on how many hold out are taken where trials are held at the end.
"""

from dataclasses import dataclass, replace

from sympy import Expr, Integer

from ...errors import Fault, ParameterError, choice_faults
from ...games.docket_forms import docket_forms
from ...model.docket import Docket
from ...model.payoffs import H, plead
from ...model.reading import refuse_other_kinds, refuse_symbols
from .game_tree_result import TREE_PROTOCOLS, Decision, GameTree, Leaf, TreeProtocol

MOST_IN_A_TREE = 10


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
    offers as stated, Docket([D1 (6 or 10), D2 (6 or 10)], capacity=1, trials='lottery')
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
            capacity = int(docket_forms(game)[0].capacity)
            root, outcome, _ = _at_once(game, _Past(), capacity, ties_try)
    return GameTree(game, protocol, root, outcome, (outcome,))


_Node = Decision | Leaf
_History = tuple[tuple[bool, Expr], ...]
"""For each defendant so far: whether she holds out, and if not, the offer that she agreed to."""

_NOTHING = Integer(0)


def _leaf(game: Docket, history: _History) -> Leaf:
    profile = tuple(holds_out for holds_out, _ in history)
    beside = {H: Integer(sum(profile))}
    agreed = [
        payoffs.with_parts(offer=offer)
        for payoffs, (_, offer) in zip(game.payoffs_of_each, history, strict=True)
    ]
    payoffs = tuple(
        payoff if holds_out else plea.plea_payoff.xreplace(beside)
        for payoff, plea, holds_out in zip(game.payoffs(profile), agreed, profile, strict=True)
    )
    sentences = (
        plea.plea_sentence.xreplace(beside)
        for plea, holds_out in zip(agreed, profile, strict=True)
        if not holds_out
    )
    chances = zip(game.trial_probabilities(profile), game.defendants, strict=True)
    worth = (tried * who.values["trial_value"] for tried, who in chances)
    return Leaf(payoffs, sum(sentences, _NOTHING) + sum(worth, _NOTHING), profile)


def _stated(game: Docket, history: _History) -> tuple[_Node, Leaf | None, tuple[Leaf, ...] | None]:
    """The node, where it leads if ties plead, and all its subgame-perfect outcomes, that first."""
    own = len(history)
    if own == len(game):
        leaf = _leaf(game, history)
        return leaf, leaf, (leaf,)
    name, offer = game.defendants[own].name, game.payoffs_of_each[own].offer
    accept, accepted, pleas = _stated(game, (*history, (False, offer)))
    refuse, refused, refusals = _stated(game, (*history, (True, _NOTHING)))
    pleads = None
    if accepted is not None and refused is not None:
        pleads = accepted.payoffs[own] >= refused.payoffs[own]
    if pleads not in (True, False) or pleas is None or refusals is None:
        return Decision(name, offer, None, accept, refuse), None, None
    decision = Decision(name, offer, bool(pleads), accept, refuse)
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
    return replace(leaf, payoffs=payoffs, prosecutor=leaf.prosecutor + offer)


@dataclass(frozen=True)
class _Past:
    """With trials at once: what each has got so far, and what the prosecutor has."""

    payoffs: tuple[Expr, ...] = ()
    prosecutor: Expr = _NOTHING
    holds_out: tuple[bool, ...] = ()

    def then(self, payoff: Expr, worth: Expr, *, holds_out: bool) -> "_Past":
        choices = (*self.holds_out, holds_out)
        return _Past((*self.payoffs, payoff), self.prosecutor + worth, choices)


def _at_once(
    game: Docket, past: _Past, trials_left: int, ties_try: bool
) -> tuple[_Node, Leaf, Expr]:
    """The node, where it leads, and what the prosecutor gets from here on."""
    own = len(past.payoffs)
    if own == len(game):
        leaf = Leaf(past.payoffs, past.prosecutor, past.holds_out)
        return leaf, leaf, _NOTHING
    who, payoffs = game.defendants[own], game.payoffs_of_each[own]
    refused, value = payoffs.payoff_if_tried(Integer(0)), who.values["trial_value"]
    freed = past.then(refused, _NOTHING, holds_out=True)
    refuse, _, later = _at_once(game, freed, trials_left, ties_try)
    if trials_left:
        in_court = payoffs.payoff_if_tried(Integer(1))
        after_trial = past.then(in_court, value, holds_out=True)
        tried, _, after = _at_once(game, after_trial, trials_left - 1, ties_try)
        if value + after > later or (ties_try and value + after == later):
            refuse, refused = tried, in_court
    offer = payoffs.with_parts(offer=_NOTHING).plea_payoff - refused
    settled = payoffs.with_parts(offer=offer)
    agreed = past.then(settled.plea_payoff, settled.plea_sentence, holds_out=False)
    accept, outcome, rest = _at_once(game, agreed, trials_left, ties_try)
    return Decision(who.name, offer, True, accept, refuse), outcome, settled.plea_sentence + rest
