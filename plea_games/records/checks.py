"""What only a whole file tells: totals under other names, and units that do not fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..errors import Fault, TableError
from .defendants import CountRow, LedgerLine
from .outcomes import Outcomes

_FEWEST_OTHERS = 2
_FEWEST_NUMBERS = 2
_LONGEST_CREDIBLE = 200
_MOST_TOO_LONG = 0.01


def checked(outcomes: Outcomes) -> Outcomes:
    """The outcomes without a hidden total, and with a line on lengths that are not known."""
    period = outcomes.layout.period
    dates = period.filed if outcomes.choices.cohort == "filed" else period.disposed
    if outcomes.ledger[0].rows == 0:
        raise TableError([Fault("file", outcomes.file, "must have rows", "give the whole file")])
    if dates and period.formats and outcomes.periods == (0,):
        remedy = "correct formats in [period]"
        raise TableError([Fault(f"column {dates}", "", "has no date of these formats", remedy)])
    return _with_known_lengths(_without_hidden_total(outcomes))


def _without_hidden_total(outcomes: Outcomes) -> Outcomes:
    total = sum_of_the_others(outcomes.counts) if outcomes.layout.count else None
    if total is None:
        return outcomes
    kept = tuple(row for row in outcomes.counts if row[0] != total)
    line = LedgerLine(
        "total rows by their numbers",
        f"those of {total} are the sums of all other places",
        len(outcomes.counts) - len(kept),
        aside=True,
    )
    lengths = tuple(row for row in outcomes.lengths if row[0] != total)
    return replace(outcomes, counts=kept, lengths=lengths, ledger=(*outcomes.ledger, line))


def _with_known_lengths(outcomes: Outcomes) -> Outcomes:
    lengths = [(row[4], row[6]) for row in outcomes.lengths if not row[5]]
    unknown = sum(cases for years, cases in lengths if years is None)
    custody = [(years, cases) for years, cases in lengths if years]
    known = sum(cases for _, cases in custody)
    long = sum(cases for years, cases in custody if years > _LONGEST_CREDIBLE)
    if unknown and not known:
        rule = f"must be numbers of the units in the layout, but none of {unknown:,} is"
        remedy = "correct amount, reading, unit and units in [sentences]"
        raise TableError([Fault("sentences", "", rule, remedy)])
    if long > _MOST_TOO_LONG * known and not _is_capped(outcomes):
        rule = f"must fit their unit, but {long:,} of {known:,} exceed {_LONGEST_CREDIBLE} years"
        remedy = "correct unit in [sentences], or set most_years"
        raise TableError([Fault("sentences", "", rule, remedy)])
    if not unknown:
        return outcomes
    why = "no number, too long, or of a unit that the layout does not know"
    line = LedgerLine("custody of a length that is not known", why, unknown, aside=False)
    return replace(outcomes, ledger=(*outcomes.ledger, line))


def _is_capped(outcomes: Outcomes) -> bool:
    """Whether the layout says what greater lengths are."""
    sentences = outcomes.layout.sentences
    return (
        sentences is None or sentences.capped_at_life or "most_years" in sentences.model_fields_set
    )


def sum_of_the_others(counts: Sequence[CountRow]) -> str | None:
    """The place whose cases are those of all others together, in each year and ending.

    It takes two others and two numbers that differ from 0, since one may be a chance.

    >>> def ended(place, *cases):
    ...     return [(place, 2024, "all", kind, n) for kind, n in enumerate(cases)]
    >>> sum_of_the_others([*ended("A", 5, 1), *ended("B", 2, 3), *ended("State", 7, 4)])
    'State'
    >>> sum_of_the_others([*ended("A", 5, 1), *ended("B", 2, 3), *ended("C", 7, 5)])
    """
    numbers: dict[str, Counter[tuple[int, int]]] = {}
    whole: Counter[tuple[int, int]] = Counter()
    for place, year, _, kind, cases in counts:
        numbers.setdefault(place, Counter())[year, kind] += cases
        whole[year, kind] += cases
    if len(numbers) <= _FEWEST_OTHERS or len(+whole) < _FEWEST_NUMBERS:
        return None
    half = {key: cases / 2 for key, cases in (+whole).items()}
    return next((place for place, here in numbers.items() if +here == half), None)
