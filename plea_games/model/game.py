r"""The plea bargaining game: who plays, what they choose, what it pays.

N defendants each plead or hold out. The prosecutor can try K cases and draws them by lot from
the m that hold out, so each hold-out is tried with probability

.. math:: \tau(m) = \min(1, K/m).

Pleading pays :math:`-s`. Holding out pays :math:`-[\tau(m)\,T + (1-\tau(m))\,d]`, where
:math:`T = pJ + c` is what trial costs a defendant in expectation and d what it costs to wait for
a trial that never comes. The gain from holding out,

.. math:: \Delta(m) = s - d - \tau(m)\,(T - d),

never falls in m: the more others hold out, the better holding out becomes. That is the collective
action problem of Bar-Gill & Ben-Shahar (2009) as Crespo (2022) quotes it, in a reconstruction of
ours; their own model was not available to us.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import ParameterError
from .exact import Stated, as_expression, is_expression, json_value
from .keywords import told_of_keywords
from .notation import number
from .parameters import PARAMETER, PARAMETERS
from .reading import Quantity, read_parameters, refuse_symbols

if TYPE_CHECKING:
    from sympy import Expr, Symbol

    from .payoffs import Payoffs
    from .terms import Term


def _stated(name: str) -> property:
    """A parameter as an attribute of the game."""
    parameter = PARAMETER[name]
    about = f"{parameter.letter}: {parameter.meaning}, in {parameter.unit}."
    return property(lambda game: game.parameters[name], doc=about)


class PleaGame:
    r"""N identical defendants, a prosecutor who can try K of them, trials drawn by lot.

    Parameters are numbers, text such as ``"2/3"``, or sympy expressions. A float is read as the
    decimal that it prints as: ``0.3`` is 3/10. Trial must cost more than waiting: T = pJ + c > d.

    Parameters
    ----------
    defendants
        N, a count of at least 1.
    capacity
        K, a count of at least 0, baseline trials included. It may exceed N.
    offer
        s ≥ 0, the sentence under the plea offer, in years.
    sentence
        J ≥ 0, the sentence if convicted at trial, in years.
    conviction
        p, the probability of conviction at trial, 0 to 1.
    process_cost
        c ≥ 0, a defendant's own cost of being tried, in years.
    dismissal_cost
        d ≥ 0, the cost of holding out and never being tried, in years.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> game.gain
    4 - 10*Min(1, 12/m)
    >>> pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0).gain
    -J*Min(1, K/m) + s

    References
    ----------
    Bar-Gill & Ben-Shahar (2009), 1 J. Legal Analysis 737, 740, 752–54, as quoted in Crespo (2022),
    90 Fordham L. Rev. 1999, 2016. The lottery among hold-outs is an assumption of ours.
    """

    @told_of_keywords
    def __init__(
        self,
        *,
        defendants: Quantity,
        capacity: Quantity,
        offer: Quantity,
        sentence: Quantity,
        conviction: Quantity = 1,
        process_cost: Quantity = 0,
        dismissal_cost: Quantity = 0,
    ) -> None:
        self._stated = read_parameters(
            {
                "defendants": defendants,
                "capacity": capacity,
                "offer": offer,
                "sentence": sentence,
                "conviction": conviction,
                "process_cost": process_cost,
                "dismissal_cost": dismissal_cost,
            }
        )
        self._terms: tuple[Term, ...] = ()

    @classmethod
    def symbolic(cls, **known: Quantity) -> "PleaGame":
        """The game whose parameters are symbols, all but the ``known`` ones.

        Parameters
        ----------
        **known
            Any of the parameters of the class.

        Raises
        ------
        ParameterError
            Where a known one is out of its range.

        >>> PleaGame.symbolic(defendants=230, capacity=12).trial_probability
        Min(1, 12/m)
        """
        from .symbols import SYMBOLS

        return cls(**{**SYMBOLS, **known})

    def with_parameters(self, **changes: Quantity) -> "PleaGame":
        """The same game with some parameters changed.

        Parameters
        ----------
        **changes
            Any of the parameters of the class, or of terms by the names that sweeps use, such as
            ``side_payment``; a term that the game does not have is added.

        Raises
        ------
        ParameterError
            Where the changed game breaks a rule.

        Examples
        --------
        >>> game = PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
        >>> game.with_parameters(capacity=24, side_payment=2).gain
        4 - 8*Min(1, 24/m)
        """
        own = {name: value for name, value in changes.items() if name in PARAMETER}
        others = {name: value for name, value in changes.items() if name not in PARAMETER}
        if not (self._terms or others):
            return PleaGame(**{**self._stated, **own})
        from .terms.by_name import changed_terms

        terms = changed_terms(self._terms, others)
        return PleaGame(**{**self._stated, **own}).with_terms(*terms)

    def with_terms(self, *terms: "Term") -> "PleaGame":
        """The same game with what organizers, the defence or the state add to it.

        Parameters
        ----------
        *terms
            Such as :class:`SidePayment`, in any order, each kind once.

        Raises
        ------
        ParameterError
            Where a kind is given twice, or a term does not fit the game.

        Examples
        --------
        >>> import plea_games as pg
        >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
        >>> game.with_terms(pg.SidePayment(2), pg.Solidarity(1)).gain
        m/230 - 8*Min(1, 12/m) + 4
        """
        game = self.without_terms()
        if not (self._terms or terms):
            return game
        from .terms.in_game import faults_in
        from .terms.together import in_order

        game._terms = in_order((*self._terms, *terms))
        faults = list(faults_in(game))
        if faults:
            raise ParameterError(faults)
        return game

    @property
    def units(self) -> dict[str, str]:
        """The unit of each parameter, by name, of its terms too."""
        of_terms = (each for term in self.terms for each in term.parameters.values())
        return {each.name: each.unit for each in (*PARAMETERS, *of_terms)}

    def without_terms(self) -> "PleaGame":
        """The plain game.

        >>> import plea_games as pg
        >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
        >>> game.with_terms(pg.SidePayment(2)).without_terms() == game
        True
        """
        game = PleaGame.__new__(PleaGame)  # whose parameters have been read
        game._stated, game._terms = self._stated, ()
        return game

    defendants = _stated("defendants")
    capacity = _stated("capacity")
    offer = _stated("offer")
    sentence = _stated("sentence")
    conviction = _stated("conviction")
    process_cost = _stated("process_cost")
    dismissal_cost = _stated("dismissal_cost")

    @property
    def stated(self) -> Mapping[str, Stated]:
        """Each parameter by name, a number as a fraction."""
        return MappingProxyType(self._stated)

    @cached_property
    def parameters(self) -> Mapping[str, "Expr"]:
        """Each parameter's value by name, as a sympy number or expression."""
        values = {name: as_expression(value) for name, value in self._stated.items()}
        return MappingProxyType(values)

    @property
    def terms(self) -> tuple["Term", ...]:
        """What was added to the plain game."""
        return self._terms

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """Each parameter as an exact rational; a ParameterError where any is symbolic."""
        refuse_symbols(self.free_symbols, "set them with game.with_parameters(…)")
        return MappingProxyType({k: v for k, v in self._stated.items() if isinstance(v, Fraction)})

    @cached_property
    def free_symbols(self) -> frozenset["Symbol"]:
        """The symbols among the parameters and terms; none where all are numbers."""
        amounts = (value for term in self._terms for value in term.stated.values())
        values = (value for value in (*self._stated.values(), *amounts) if is_expression(value))
        return frozenset().union(*(value.free_symbols for value in values))

    @cached_property
    def substitution(self) -> Mapping["Symbol", "Expr"]:
        """The values of all parameters, those of the terms included, by their letters."""
        from .symbols import SYMBOLS

        values = {SYMBOLS[name]: value for name, value in self.parameters.items()}
        for term in self._terms:
            values |= term.substitution
        return MappingProxyType(values)

    def express(self, formula: Any) -> Any:
        """A formula in the letters of ``plea_games.model.symbols``, for this game."""
        from .symbols import DEFINITIONS

        return formula.subs(DEFINITIONS).subs(self.substitution, simultaneous=True)

    @cached_property
    def payoffs(self) -> "Payoffs":
        """What each action pays, with the terms, in letters."""
        from .terms.together import payoffs_with

        return payoffs_with(tuple(term.in_letters for term in self._terms))

    @cached_property
    def _stated_payoffs(self) -> "Payoffs":
        """The payoffs with this game's values."""
        return self.payoffs.at(self.substitution)

    @property
    def trial_probability(self) -> "Expr":
        """τ(m), the probability that a hold-out is tried when m hold out."""
        return self._stated_payoffs.expected(self._stated_payoffs.trial_probability)

    @property
    def payoff_plead(self) -> "Expr":
        """What pleading pays, in years, when m − 1 hold out; −s without terms."""
        return self._stated_payoffs.payoff_plead

    @property
    def payoff_hold_out(self) -> "Expr":
        """What holding out pays in years when m do, oneself included.

        Without terms, −[τ(m)T + (1 − τ(m))d].
        """
        return self._stated_payoffs.payoff_hold_out

    @cached_property
    def gain(self) -> "Expr":
        """Δ(m), what holding out pays more than pleading when m hold out, oneself included."""
        return self._stated_payoffs.gain

    def describe(self) -> str:
        """The parameters in one line, by their letters.

        >>> PleaGame(defendants=230, capacity=12, offer=4, sentence=10).describe()
        'N = 230, K = 12, s = 4, J = 10, p = 1, c = 0, d = 0'
        """
        stated = {PARAMETER[name].letter: number(v) for name, v in self._stated.items()}
        known = [f"{letter} = {text}" for letter, text in stated.items() if letter != text]
        known += [text for term in self._terms if (text := term.describe())]
        return ", ".join(known) or "symbols only"

    def record(self) -> dict[str, int | float | str]:
        """The parameters by name, ready for JSON; formulas as text.

        >>> PleaGame.symbolic(defendants=230, capacity=12, offer=0.5).record()["sentence"]
        'J'
        """
        amounts = {name: value for term in self._terms for name, value in term.stated.items()}
        return {name: json_value(value) for name, value in {**self._stated, **amounts}.items()}

    def _repr_latex_(self) -> str:
        from sympy import latex

        rows = (
            rf"{latex(self.payoff_plead)} & \text{{plead}} \\ "
            rf"{latex(self.payoff_hold_out)} & \text{{hold out, when }} m \text{{ do}}"
        )
        cases = rf"\begin{{cases}} {rows} \end{{cases}}"
        gain = rf"$\displaystyle \Delta(m) = {latex(self.gain)}$"
        # one line on screens; in print, where lines are short, a paragraph each
        return rf"$\displaystyle u = {cases} \qquad$" + f"\n\n{gain}"

    def __repr__(self) -> str:
        stated = (
            f"{parameter.name}={_quoted(self._stated[parameter.name])}"
            for parameter in PARAMETERS
            if self._stated[parameter.name] != parameter.default
        )
        terms = f".with_terms({', '.join(map(repr, self._terms))})" if self._terms else ""
        return f"PleaGame({', '.join(stated)}){terms}"

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._stated, self._terms)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PleaGame):
            return NotImplemented
        return (self._stated, self._terms) == (other._stated, other._terms)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((*self._stated.values(), *self._terms))


def _restored(parameters: Mapping[str, Stated], terms: tuple["Term", ...]) -> PleaGame:
    return PleaGame(**parameters).with_terms(*terms)


def stated_parameters(game: PleaGame) -> dict[str, "Expr"]:
    """The parameters of a game and of its terms, by name."""
    values = dict(game.parameters)
    for term in game.terms:
        values |= term.values
    return values


def _quoted(value: Stated) -> str:
    text = number(value)
    return repr(text) if "/" in text and isinstance(value, Fraction) else text
