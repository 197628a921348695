"""What an outcome of a caseload means for all, and the benchmark: a world without plea bargains."""

from dataclasses import dataclass
from fractions import Fraction

from ..model.game import PleaGame
from ..model.in_numbers import outcome


@dataclass(frozen=True)
class Outcome:
    """Totals over all defendants; means where anything is random.

    Attributes
    ----------
    name
        The kind of equilibrium, or "no plea bargaining".
    holdouts
        Who hold out, a mean.
    defendant_cost
        What defendants bear, sentences, process and waiting together, in years.
    sentence_years
        Years to be served.
    convictions
        Pleas and convictions at trial.
    trials
        Cases tried.
    dismissals
        Cases that end without plea or trial, those dropped at the outset included; without plea
        bargaining, those never prosecuted.
    transfers
        What organizers pay to those who are tried, in years; defendants bear so much less.
    sanctions
        What pleading costs beside the sentence, in years, such as the scorn of fellows; defendants
        bear so much more.
    worth : years
        What holding out is worth in itself to those who do, in years; taken off what they bear.
    trial_hours
        Prosecutor-hours that the trials take of the state's budget; None where no hours are stated.
    """

    name: str
    holdouts: float
    defendant_cost: float
    sentence_years: float
    convictions: float
    trials: float
    dismissals: float
    transfers: float = 0.0
    sanctions: float = 0.0
    worth: float = 0.0
    trial_hours: float | None = None


def outcome_of(game: PleaGame, name: str, held: Fraction, tried: Fraction) -> Outcome:
    """The totals of the plain game, where so many hold out and so many of them are tried."""
    totals = outcome(*(*game.numbers.values(), held, tried))
    cost, years, convictions, dismissals = map(float, totals)
    return Outcome(name, float(held), cost, years, convictions, float(tried), dismissals)


def without_pleas(game: PleaGame, count: Fraction, tried: Fraction) -> Outcome:
    """Without plea bargaining: those not tried are never prosecuted, and bear nothing."""
    unprosecuted = game.without_terms().with_parameters(dismissal_cost=0)
    return outcome_of(unprosecuted, "no plea bargaining", count, tried)
