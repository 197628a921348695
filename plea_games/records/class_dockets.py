"""Defendants who differ by class of offence, from court records."""

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from scipy import stats

from ..errors import Fault, ParameterError, shown
from ..model.exact import NumberError, exact
from ..model.game import PleaGame
from ..tables import Column, Missing, Table, Tabular
from .outcomes import Outcomes
from .rates import pooled_rates

if TYPE_CHECKING:
    from ..games.heterogeneous import HeterogeneousGame

_NO_PLEA = "nobody who pleaded in it was sentenced"


@dataclass(frozen=True)
class ClassDocket:
    """The defendants of one class.

    Attributes
    ----------
    class_
        Of offence.
    defendants, trials : cases
        Facing an offer, and tried.
    offer, sentence
        Mean custody in years; a class without any tried one has the penalty of the others.
    conviction
        p, pooled with the other classes in part.
    strength
        What the verdicts leave open about p: the two numbers of a beta distribution; None where p
        was stated.
    """

    class_: str
    defendants: int
    trials: int
    offer: float
    sentence: float
    conviction: float
    strength: tuple[float, float] | None

    @property
    def offer_ratio(self) -> float:
        """r = s/(pJ)."""
        return self.offer / (self.conviction * self.sentence)

    def law(self) -> Any:
        """The distribution of pJ, in years, as :func:`~plea_games.private_cases` takes one.

        Returns
        -------
        scipy.stats frozen distribution
            Beta, scaled by J.

        Raises
        ------
        ParameterError
            Where p was stated.
        """
        if self.strength is None:
            rule, remedy = "has one p for all", "read p from the records"
            raise ParameterError([Fault("conviction", str(self.conviction), rule, remedy)])
        return stats.beta(*self.strength, scale=self.sentence)


@dataclass(frozen=True)
class Dockets(Tabular):
    """The classes of one place and period.

    Attributes
    ----------
    dockets
        One a class.
    capacity
        K: trials held over all classes.
    left_out
        Classes without sentences, and why.
    """

    dockets: tuple[ClassDocket, ...]
    capacity: int
    left_out: tuple[tuple[str, str], ...]

    def game(self) -> "HeterogeneousGame":
        """The game of these defendants, whom the prosecutor tells apart by class."""
        from ..games.heterogeneous import HeterogeneousGame

        return HeterogeneousGame.of_offers(**self.rows())

    def rows(self) -> dict[str, Any]:
        """Lists by class, as :meth:`~plea_games.HeterogeneousGame.of_offers` takes them."""
        return {
            "offers": [docket.offer for docket in self.dockets],
            "sentences": [docket.sentence for docket in self.dockets],
            "convictions": [docket.conviction for docket in self.dockets],
            "sizes": [docket.defendants for docket in self.dockets],
            "capacity": self.capacity,
        }

    def trial_costs(self) -> dict[Fraction, int]:
        """The law of pJ over all defendants, in years: each class's, and how many have it.

        :func:`~plea_games.private_cases` takes it. Verdicts do not show how cases differ within
        a class, so there they are alike.
        """
        costs: dict[Fraction, int] = {}
        for docket in self.dockets:
            cost = exact(docket.conviction) * exact(docket.sentence)
            costs[cost] = costs.get(cost, 0) + docket.defendants
        return costs

    def caseload(self) -> PleaGame:
        """The caseload of all of them with one offer, the mean; for private cases.

        The defendants of each class face its own p and J, which are in :meth:`trial_costs`; p and J
        of this game are means by which its cost of trial is theirs.
        """
        people = sum(docket.defendants for docket in self.dockets)
        offers = sum(exact(docket.offer) * docket.defendants for docket in self.dockets)
        mean = sum(cost * n for cost, n in self.trial_costs().items()) / people
        return PleaGame(
            defendants=people, capacity=self.capacity, offer=offers / people, sentence=mean
        )

    def record(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"capacity": self.capacity, "dockets": [asdict(docket) for docket in self.dockets]}

    def table(self, title: str = "") -> Table:
        """One row a class."""
        columns = (
            Column("class", left=True),
            Column("defendants", "defendants"),
            Column("tried", "cases"),
            Column("plea", "years"),
            Column("trial", "years"),
            Column("p", "share"),
            Column("r = s/(pJ)"),
        )
        rows = [
            (
                d.class_,
                d.defendants,
                d.trials,
                d.offer,
                d.sentence,
                d.conviction,
                f"{d.offer_ratio:.4g}",
            )
            for d in self.dockets
        ]
        more = [(name, *["" for _ in range(5)], Missing(reason)) for name, reason in self.left_out]
        return Table(title or "Dockets by class", columns, [*rows, *more])


def dockets(
    outcomes: Outcomes,
    place: str | None = None,
    period: int | None = None,
    *,
    conviction: object = None,
) -> Dockets:
    """Defendants by class, for games of defendants who differ.

    Parameters
    ----------
    outcomes
        Records with sentences.
    place, period
        Which; all unless given.
    conviction
        p for all classes, where the records cannot have it.

    Returns
    -------
    Dockets
        One a class; classes without sentences are named apart.
    """
    faults = []
    if outcomes.layout.sentences is None:
        faults.append(
            Fault("sentences", "", "are not in these records", "read them with sentences")
        )
    if "conviction" in outcomes.refused and conviction is None:
        rule = f"cannot be had from these records: {outcomes.refused['conviction']}"
        faults.append(Fault("conviction", "", rule, "state it, as conviction="))
    stated = None
    if conviction is not None:
        try:
            stated = exact(conviction)
        except NumberError as error:
            faults.append(Fault("conviction", shown(conviction), str(error), "such as 0.7"))
        else:
            if not 0 < stated <= 1:
                rule = "must be above 0 and at most 1"
                faults.append(Fault("conviction", shown(conviction), rule, "such as 0.7"))
    if faults:
        raise ParameterError(faults)
    named = [(name, outcomes.tally(place, period, name)) for name in outcomes.classes]
    tallies = [(name, tally) for name, tally in named if tally.facing]
    strengths: list[tuple[float, float] | None] = [None] * len(tallies)
    if stated is None:
        rates = pooled_rates([t.convicted for _, t in tallies], [t.verdicts for _, t in tallies])
        shares = [value for _, value, _ in rates.shrunk]
        strengths = [
            _beta(p, deviation, tally.verdicts)
            for (_, tally), p, deviation in zip(tallies, shares, rates.deviations, strict=True)
        ]
    else:
        shares = [float(stated)] * len(tallies)
    whole = _penalty_of(tallies)
    kept, left_out = [], []
    for (name, tally), p, strength in zip(tallies, shares, strengths, strict=True):
        offer, sentence = tally.custody["plea"].mean, tally.custody["trial"].mean
        if offer is None:
            left_out.append((name, _NO_PLEA))
            continue
        if not sentence:
            sentence = offer * float(whole) if whole else 0.0
        if not sentence or not p:
            left_out.append((name, "its sentence after trial, or its p, is 0"))
            continue
        kept.append(ClassDocket(name, tally.facing, tally.tried, offer, sentence, p, strength))
    capacity = sum(tally.tried for _, tally in tallies)
    return Dockets(tuple(kept), capacity, tuple(left_out))


def _beta(mean: float, deviation: float, verdicts: int) -> tuple[float, float]:
    """The beta of this mean and deviation; a mean at an end has the weight of its verdicts."""
    weight = mean * (1 - mean) / deviation**2 - 1
    weight = weight if weight > 0 else verdicts + 1
    return mean * weight, (1 - mean) * weight


def _penalty_of(tallies: list[tuple[str, Any]]) -> Fraction | float | None:
    """J/s over the classes that have both, weighted by those convicted at trial."""
    offer = sentence = 0.0
    for _, tally in tallies:
        plea, trial = tally.custody["plea"], tally.custody["trial"]
        if plea.mean is not None and trial.mean is not None:
            offer += trial.cases * plea.mean
            sentence += trial.cases * trial.mean
    return sentence / offer if offer else None
