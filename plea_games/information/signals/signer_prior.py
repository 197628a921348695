"""What all believe about the number who have signed, as users state it."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from ...errors import Fault, ParameterError, shown
from ...model.exact import NumberError, exact

MOST_COMMITTED = 100_000
_MOST_FAULTS = 10


def read_signer_prior(prior: object) -> dict[int, Fraction]:
    """π(h) by h, in order, adding up to 1."""
    if isinstance(prior, str | bytes) or not isinstance(prior, Iterable):
        rule = "must be weights of 0, 1, … signers, or a mapping from their number to its weight"
        raise ParameterError([Fault("prior", shown(prior), rule, "write [0.2, 0.5, 0.3]")])
    pairs = prior.items() if isinstance(prior, Mapping) else enumerate(prior)
    faults: list[Fault] = []
    weights: dict[int, Fraction] = {}
    for given, weight in pairs:
        try:
            committed, number = exact(given), exact(weight)
            if committed.denominator > 1 or not 0 <= committed <= MOST_COMMITTED:
                raise NumberError(f"must count signers, from 0 to {MOST_COMMITTED:,}")
            if number < 0:
                raise NumberError("must have a weight of 0 or more")
        except NumberError as error:
            value = f"{shown(given)}: {shown(weight)}"
            faults.append(Fault("prior", value, str(error), "write such as {0: 0.3, 10: 0.7}"))
            if len(faults) == _MOST_FAULTS:
                break
        else:
            weights[int(committed)] = number
    total = sum(weights.values())
    if not faults and not total:
        rule, remedy = "must have a weight above 0", "write such as [0.2, 0.5, 0.3]"
        faults.append(Fault("prior", "", rule, remedy))
    if faults:
        raise ParameterError(faults)
    return {h: weights[h] / total for h in sorted(weights) if weights[h]}
