"""Gambit files: the same payoffs, for another solver.

``nfg`` is the strategic form, ``efg`` the sequential game as a tree with offers as stated, ``agg``
the action-graph form, which stays small for many identical defendants. Payoffs are exact fractions
in the first two and decimals in the third, where Gambit reads no fractions. In each form a
defendant's first action is to plead, the second to hold out.
"""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from itertools import product
from numbers import Rational
from typing import Literal, get_args

from ..errors import Fault, ParameterError, choice_faults, shown, visible
from ..games.compile import holdout_payoffs, plead_payoff
from ..model.defendant import Defendant
from ..model.divide_and_conquer import MOST_NAMED, DivideAndConquer, Profile
from ..model.exact import as_fraction
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..solvers.sequences.game_tree import MOST_IN_A_TREE, Decision, Leaf, game_tree

GambitFormat = Literal["nfg", "efg", "agg"]
GAMBIT_FORMATS: tuple[GambitFormat, ...] = get_args(GambitFormat)

MOST_IN_ACTION_GRAPH = 100_000

_DIGITS = Context(prec=17)


def to_gambit(game: PleaGame | DivideAndConquer, format: GambitFormat = "nfg") -> str:
    """The text of a Gambit file.

    Parameters
    ----------
    game
        A game in numbers: up to 15 defendants for "nfg", 10 for "efg", and for "agg" a
        :class:`PleaGame` of up to 100,000.
    format
        "nfg", "efg" or "agg".

    Returns
    -------
    str
        The file's text.

    Raises
    ------
    ParameterError
        For symbols, or too many defendants for the form.

    Examples
    --------
    >>> import plea_games as pg
    >>> print(pg.to_gambit(pg.PleaGame(defendants=3, capacity=1, offer=1, sentence=2), "agg"))
    #AGG
    3
    2
    0
    2 2 2
    0 1
    0 1
    0 1
    0
    1 1
    0 -1
    0 -2 -1 -0.66666666666666667
    """
    if not isinstance(game, DivideAndConquer):
        refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols)
    match format:
        case "nfg":
            return "\n".join(_strategic(game))
        case "efg":
            return "\n".join(_extensive(_named(game)))
        case "agg":
            return "\n".join(_action_graph(game))
        case _:
            raise ParameterError(choice_faults("format", format, GAMBIT_FORMATS))


def _check_size(count: int, most: int, form: str) -> None:
    if count > most:
        rule = f"must be at most {most:,} for {form}"
        smaller = "use agg, which stays small for identical defendants"
        remedy = "take a smaller game" if form == "agg" else smaller
        raise ParameterError([Fault("defendants", f"{count:,}", rule, remedy)])


def _named(game: PleaGame | DivideAndConquer) -> DivideAndConquer:
    if isinstance(game, DivideAndConquer):
        _check_size(len(game), MOST_IN_A_TREE, "efg")
        return game
    alike = game.lottery_form()
    own = {name: alike.parameters[name] for name in _OF_ONE}
    count = int(alike.parameters["defendants"])
    _check_size(count, MOST_IN_A_TREE, "efg")
    return DivideAndConquer(
        [Defendant(f"D{i}", **own) for i in range(1, count + 1)],
        capacity=alike.parameters["capacity"],
    )


_OF_ONE = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost")


def _payoffs_by_profile(game: PleaGame | DivideAndConquer) -> dict[Profile, Sequence[Rational]]:
    if isinstance(game, DivideAndConquer):
        _check_size(len(game), MOST_NAMED, "nfg")
        return {profile: game.payoffs(profile) for profile in game.profiles()}
    count = int(as_fraction(game.parts.players))
    _check_size(count, MOST_NAMED, "nfg")
    plea, held = plead_payoff(game), holdout_payoffs(game)
    return {
        profile: [held[sum(profile) - 1] if holds_out else plea for holds_out in profile]
        for profile in product((False, True), repeat=count)
    }


def _strategic(game: PleaGame | DivideAndConquer) -> Iterator[str]:
    payoffs = _payoffs_by_profile(game)
    names = _names(game, len(next(iter(payoffs))))
    actions = " ".join(['{ "plead" "hold out" }'] * len(names))
    yield f'NFG 1 R "plea_games" {{ {" ".join(map(_quoted, names))} }}'
    yield f"{{ {actions} }}"
    yield '""'
    yield ""
    # the first player's strategy varies fastest; outcomes are numbered from 1
    profiles = [profile[::-1] for profile in product((False, True), repeat=len(names))]
    yield "{"
    for profile in profiles:
        yield f'{{ "" {", ".join(map(_exact, payoffs[profile]))} }}'
    yield "}"
    yield " ".join(str(number) for number in range(1, len(profiles) + 1))


def _names(game: PleaGame | DivideAndConquer, count: int) -> list[str]:
    """Of the players, as Gambit takes them: on one line, with single spaces, each another."""
    if not isinstance(game, DivideAndConquer):
        return [f"D{i}" for i in range(1, count + 1)]
    names = [" ".join(visible(who.name).split()) for who in game.defendants]
    written = [_quoted(name) for name in names]
    faults = [
        Fault("name", shown(who.name), rule, "give another name")
        for who, name, label in zip(game.defendants, names, written, strict=True)
        for rule in _refused(name, written.count(label))
    ]
    if faults:
        raise ParameterError(faults)
    return names


def _refused(name: str, times: int) -> Iterator[str]:
    if name == "Chance":
        yield "is what Gambit calls the player who moves at random"
    if not name:
        yield "is empty in Gambit's files"
    if times > 1:
        yield "is the same as another in Gambit's files, which have single spaces and no quotes"


def _extensive(game: DivideAndConquer) -> Iterator[str]:
    names = " ".join(map(_quoted, _names(game, len(game))))
    yield f'EFG 2 R "plea_games" {{ {names} }}'
    yield '""'
    yield ""
    players = {who.name: i for i, who in enumerate(game.defendants, start=1)}
    information_sets = dict.fromkeys(players, 0)
    leaves = 0
    stack: list[Decision | Leaf] = [game_tree(game).root]
    while stack:
        node = stack.pop()
        if isinstance(node, Leaf):
            leaves += 1
            yield f't "" {leaves} "" {{ {", ".join(map(_exact, node.payoffs))} }}'
            continue
        information_sets[node.defendant] += 1
        player, number = players[node.defendant], information_sets[node.defendant]
        yield f'p "" {player} {number} "" {{ "plead" "hold out" }} 0'
        stack += [node.hold_out, node.plead]


def _action_graph(game: PleaGame | DivideAndConquer) -> Iterator[str]:
    if isinstance(game, DivideAndConquer):
        rule, remedy = "must be a PleaGame for agg", "use nfg or efg for named defendants"
        raise ParameterError([Fault("game", repr(game), rule, remedy)])
    count = int(as_fraction(game.parts.players))
    _check_size(count, MOST_IN_ACTION_GRAPH, "agg")
    held = holdout_payoffs(game)
    yield from ("#AGG", str(count), "2", "0", " ".join(["2"] * count))
    yield from ["0 1"] * count
    yield from ("0", "1 1")  # pleading depends on nothing, holding out on how many hold out
    yield f"0 {_decimal(plead_payoff(game))}"
    yield f"0 {' '.join(map(_decimal, held))}"


def _quoted(name: str) -> str:
    """Gambit's labels have no way to write a quotation mark or a backslash."""
    return '"' + name.replace('"', "'").replace("\\", "/") + '"'


def _exact(value: Rational) -> str:
    top, bottom = int(value.numerator), int(value.denominator)
    return f"{top}/{bottom}" if bottom != 1 else str(top)


def _decimal(value: Rational) -> str:
    """Seventeen significant digits, without an exponent."""
    ratio = _DIGITS.divide(Decimal(int(value.numerator)), Decimal(int(value.denominator)))
    text = f"{ratio:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
