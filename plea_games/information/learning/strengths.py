"""Cases of different strength, and the theories on which all of them hang, as users state them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ...errors import Fault, ParameterError, shown
from ...model.exact import NumberError, exact
from ...model.reading import attempt, read_numbers, read_share

MOST_CASES = 8

Chances = tuple[Fraction, ...]
"""By theory."""

Theories = tuple[Chances, Chances | None]
"""Prior probabilities, and the θ of each where they have numbers."""


def read_convictions(value: object, name: str) -> Fraction:
    """An amount of 0 or more, in convictions."""
    try:
        number = exact(value)
        if number < 0:
            raise NumberError("must be 0 or more")
    except NumberError as error:
        fault = Fault(name, shown(value), str(error), "state it in convictions")
        raise ParameterError([fault]) from None
    return number


def read_theories(theories: object) -> Theories:
    """Prior probabilities, and the θ of each where they have numbers."""
    faults: list[Fault] = []
    values: list[Fraction] | None = None
    given: object = theories
    if isinstance(theories, Mapping):
        values = [
            attempt(faults, lambda: read_share(value, "theories"), Fraction(0))  # noqa: B023
            for value in theories
        ]
        given = list(theories.values())
    weights = attempt(
        faults,
        lambda: read_numbers(given, "theories", lambda place: f"theories {place}", minimum=0),
        [Fraction(1)],
    )
    if not faults and sum(weights) != 1:
        rule, remedy = "must have probabilities that add up to 1", "write such as [0.5, 0.5]"
        faults.append(Fault("theories", shown(float(sum(weights))), rule, remedy))
    if faults:
        raise ParameterError(faults)
    return tuple(weights), None if values is None else tuple(values)


def read_cases(
    cases: object, weights: Chances, values: Chances | None, faults: list[Fault]
) -> dict[str, Chances]:
    """Every case by its name; what is wrong is added to the faults."""
    if not isinstance(cases, Mapping) or not 1 <= len(cases) <= MOST_CASES:
        rule = f"must be a mapping of 1 to {MOST_CASES} names to their strengths"
        value = f"{len(cases)} cases" if isinstance(cases, Mapping) else shown(cases)
        faults.append(Fault("cases", value, rule, 'write {"strong": 1, "weak": 0.75}'))
        return {}
    return {
        str(name): attempt(faults, lambda: read_case(case, str(name), weights, values), weights)  # noqa: B023
        for name, case in cases.items()
    }


def read_case(case: object, name: str, weights: Chances, values: Chances | None) -> Chances:
    """Its chance of conviction under each theory."""
    if isinstance(case, Iterable) and not isinstance(case, str | bytes):
        chances = [read_share(chance, name) for chance in case]
        if len(chances) != len(weights):
            rule = f"must have a chance for each of the {len(weights)} theories"
            fault = Fault(name, f"{len(chances)} chances", rule, "give as many")
            raise ParameterError([fault])
        return tuple(chances)
    strength = read_share(case, name)
    if values is None:
        rule = "must have a chance for each theory, for theories that have no number"
        raise ParameterError([Fault(name, shown(case), rule, "write (0.9, 0.6)")])
    return tuple(strength * value for value in values)
