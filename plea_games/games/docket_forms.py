"""The stakes of named defendants, each in the lottery form of her own."""

from ..errors import Fault, ParameterError
from ..model.docket import Docket
from ..model.reading import refuse_other_kinds, refuse_symbols
from .lottery_form import LotteryForm, in_fractions, lottery_formulas


def docket_forms(game: Docket) -> tuple[LotteryForm, ...]:
    """The lottery form of each named defendant's stakes, the docket's terms included.

    However trials are selected, a hold-out who is tried with probability t compares the price of
    her plea with ``price_at(t)``.

    Parameters
    ----------
    game
        In numbers or symbols.

    Returns
    -------
    tuple of LotteryForm
        One for each defendant, numbers as Fractions. The capacity stays the letter K where a budget
        limits the trials.

    Examples
    --------
    >>> import plea_games as pg
    >>> who = [pg.Defendant("D1", offer=4, sentence=10), pg.Defendant("D2", offer=2, sentence=6)]
    >>> game = pg.Docket(who, capacity=1).with_terms(pg.SidePayment(2))
    >>> [str(form.price_ratio) for form in docket_forms(game)]
    ['1/2', '1/2']
    """
    refuse_other_kinds(game, Docket)
    forms = [
        in_fractions(lottery_formulas(payoffs), game.terms, f"{who.name}: ")
        for who, payoffs in zip(game.defendants, game.payoffs_of_each, strict=True)
    ]
    faults = [form for form in forms if isinstance(form, Fault)]
    if faults:
        raise ParameterError(faults)
    return tuple(form for form in forms if isinstance(form, LotteryForm))


def lottery_forms(game: Docket) -> tuple[LotteryForm, ...]:
    """The forms of named defendants whose trials are drawn by lot, in numbers."""
    refuse_other_kinds(game, Docket)
    if game.trials != "lottery":
        remedy = "elimination(game) takes the other ways to select"
        raise ParameterError([Fault("trials", game.trials, "must be 'lottery'", remedy)])
    refuse_symbols(game.free_symbols)
    return docket_forms(game)
