"""Gambit files: the same payoffs, for another solver.

``nfg`` is the strategic form, ``efg`` the sequential game as a tree with offers as stated, ``agg``
the action-graph form, which stays small for many identical defendants. Payoffs are exact fractions
in the first two. In the third they are whole numbers below 2⁵³, scaled, for Gambit 16 reads doubles
there and Gambit 17 the decimals as they stand: so both read one game. Where no scale makes all
payoffs whole they are rounded to 15 digits of the largest; equal payoffs stay equal. In each form a
defendant's first action is to plead, the second to hold out.

OpenSpiel reads ``efg`` too, but no fraction of numbers from 2³¹ on. Such payoffs are written as
decimals where these are exact, and Gambit reads them exactly. A float such as 1/3 is read as the
decimal that it prints as, of sixteen digits; a third of that has no exact decimal, stays a long
fraction, and OpenSpiel does not read it. Parameters that are stated as fractions, ``"1/3"``, keep
numerators small.
"""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product, starmap
from math import lcm
from numbers import Rational
from typing import Literal, TypeVar, get_args

from ..errors import Fault, ParameterError, choice_faults, shown, visible
from ..games.gains import deciding, holdout_payoffs, plead_payoffs
from ..model.docket import MOST_NAMED, Docket, Profile
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds, refuse_symbols
from ..solvers.sequences.game_tree import MOST_IN_A_TREE
from ..subjects import takes_a_game

Number = TypeVar("Number", Fraction, int)
GambitFormat = Literal["nfg", "efg", "agg"]
GAMBIT_FORMATS: tuple[GambitFormat, ...] = get_args(GambitFormat)

MOST_IN_ACTION_GRAPH = 100_000

_OPENSPIEL_LIMIT = 2**31
_LARGEST_WHOLE = 2**53  # up to which doubles hold every whole number


@takes_a_game
def to_gambit(game: PleaGame | Docket, format: GambitFormat = "nfg") -> str:
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
    # payoffs in years times 3, so that they are whole
    3
    2
    0
    2 2 2
    0 1
    0 1
    0 1
    0
    1 1
    0 -3
    0 -6 -3 -2
    """
    if not isinstance(game, Docket):
        refuse_other_kinds(game, PleaGame)
    refuse_symbols(game.free_symbols)
    match format:
        case "nfg":
            return "\n".join(_strategic(game))
        case "efg":
            return "\n".join(_extensive(game))
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


def _payoffs_by_profile(
    game: PleaGame | Docket, most: int, form: GambitFormat
) -> dict[Profile, Sequence[Rational]]:
    if isinstance(game, Docket):
        _check_size(len(game), most, form)
        return {profile: game.payoffs(profile) for profile in game.profiles()}
    count = deciding(game)
    _check_size(count, most, form)
    plea, held = _by_others(plead_payoffs(game), count), holdout_payoffs(game)
    return {
        profile: [
            held[sum(profile) - 1] if holds_out else plea[sum(profile)] for holds_out in profile
        ]
        for profile in product((False, True), repeat=count)
    }


def _by_others(plea: Sequence[Number], count: int) -> Sequence[Number]:
    """What pleading pays beside 0, …, N − 1 others who hold out."""
    return plea if len(plea) == count else list(plea) * count


def _strategic(game: PleaGame | Docket) -> Iterator[str]:
    payoffs = _payoffs_by_profile(game, MOST_NAMED, "nfg")
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


def _names(game: PleaGame | Docket, count: int) -> list[str]:
    """Of the players, as Gambit takes them: on one line, with single spaces, each another."""
    if not isinstance(game, Docket):
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


def _extensive(game: PleaGame | Docket) -> Iterator[str]:
    """Each sees what those before her did; the offers are as stated."""
    payoffs = _payoffs_by_profile(game, MOST_IN_A_TREE, "efg")
    names = _names(game, len(next(iter(payoffs))))
    yield f'EFG 2 R "plea_games" {{ {" ".join(map(_quoted, names))} }}'
    yield '""'
    yield ""
    information_sets = [0] * len(names)
    leaves = 0
    histories: list[Profile] = [()]
    while histories:
        history = histories.pop()
        if len(history) == len(names):
            leaves += 1
            yield f't "" {leaves} "" {{ {", ".join(map(_exact, payoffs[history]))} }}'
            continue
        player = len(history)
        information_sets[player] += 1
        yield f'p "" {player + 1} {information_sets[player]} "" {{ "plead" "hold out" }} 0'
        histories += [(*history, True), (*history, False)]


def _action_graph(game: PleaGame | Docket) -> Iterator[str]:
    if isinstance(game, Docket):
        rule, remedy = "must be a PleaGame for agg", "use nfg or efg for named defendants"
        raise ParameterError([Fault("game", repr(game), rule, remedy)])
    count = deciding(game)
    _check_size(count, MOST_IN_ACTION_GRAPH, "agg")
    plea, held = plead_payoffs(game), holdout_payoffs(game)
    scale, is_exact = _scale([*plea, *held])
    whole_plea, whole_held = ([round(u * scale) for u in each] for each in (plea, held))
    rounded = zip(_by_others(whole_plea, count), whole_held, strict=True)
    stated = zip(_by_others(plea, count), held, strict=True)
    if list(starmap(_order, rounded)) != list(starmap(_order, stated)):
        rule = "has gains too small beside its payoffs for the whole numbers of agg"
        raise ParameterError([Fault("game", game.describe(), rule, "use nfg or efg")])
    depends = game.payoffs.plea_depends_on_others
    yield "#AGG"
    if not is_exact:
        yield f"# payoffs in years times {scale}, rounded to whole numbers"
    elif scale > 1:
        yield f"# payoffs in years times {scale}, so that they are whole"
    yield from (str(count), "2", "0", " ".join(["2"] * count))
    yield from ["0 1"] * count
    # what each action depends on: nothing, or how many hold out
    yield from ("1 1" if depends else "0", "1 1")
    for payoffs in (whole_plea, whole_held):
        yield f"0 {' '.join(map(str, payoffs))}"


def _scale(payoffs: Sequence[Fraction]) -> tuple[Fraction, bool]:
    """What makes all payoffs whole numbers that doubles hold; and whether it does so exactly."""
    largest = max(map(abs, payoffs)) or Fraction(1)
    scale = 1
    for payoff in payoffs:
        scale = lcm(scale, payoff.denominator)
        if largest * scale > _LARGEST_WHOLE:
            break
    else:
        return Fraction(scale), True
    digits = len(str(int(_LARGEST_WHOLE / largest))) - 1 if largest <= _LARGEST_WHOLE else 0
    while largest * Fraction(10) ** digits > _LARGEST_WHOLE:
        digits -= 1
    return Fraction(10) ** digits, False


def _order(plead: Rational, hold_out: Rational) -> int:
    return (hold_out > plead) - (hold_out < plead)


def _quoted(name: str) -> str:
    """Gambit's labels have no way to write a quotation mark or a backslash."""
    return '"' + name.replace('"', "'").replace("\\", "/") + '"'


def _exact(value: Rational) -> str:
    top, bottom = int(value.numerator), int(value.denominator)
    if bottom == 1:
        return str(top)
    if max(abs(top), bottom) >= _OPENSPIEL_LIMIT and _is_decimal(bottom):
        digits = top.bit_length() + bottom.bit_length()  # more than the quotient has
        return _plain(Context(prec=digits).divide(Decimal(top), Decimal(bottom)))
    return f"{top}/{bottom}"


def _is_decimal(denominator: int) -> bool:
    """Whether a fraction ends as a decimal: no prime but 2 and 5 divides its denominator."""
    return pow(10, denominator.bit_length(), denominator) == 0


def _plain(decimal: Decimal) -> str:
    text = f"{decimal:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
