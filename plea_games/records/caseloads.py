"""A caseload from court records: a scenario whose every number says where it comes from."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from ..caseloads.scenarios import Scenario, load_scenario
from ..errors import Fault, ParameterError, shown
from ..model.exact import NumberError, exact
from ..model.parameters import PARAMETER
from ..units import number_of
from .conviction_rates import convictions
from .outcomes import Outcomes
from .tally import Tally
from .trial_penalty import Penalty, penalty

_GIVEN = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost")


@dataclass(frozen=True)
class Number:
    """One number of a caseload, as a scenario file has it."""

    value: str
    note: str
    status: str = "derived"
    source: str = ""
    low: str = ""
    high: str = ""
    other: tuple[str, str, str] = ("", "", "")


def caseload(
    outcomes: Outcomes, place: str | None = None, period: int | None = None, **numbers: object
) -> Scenario:
    """The caseload of one place and year.

    Parameters
    ----------
    outcomes
        Records.
    place, period
        Which; a file of several years needs one of them.
    **numbers
        ``offer``, ``sentence``, ``conviction``, ``process_cost`` or ``dismissal_cost`` that the
        records do not have or that are to replace theirs; they become assumptions.

    Returns
    -------
    Scenario
        With unit, status, source, range and note of each number.
    """
    text = scenario_toml(outcomes, place, period, **numbers)
    named = load_scenario(io.BytesIO(text.encode()))
    return Scenario(
        _slug(place, period), named.title, named.summary, named.game, named.facts, named.beliefs
    )


def scenario_toml(
    outcomes: Outcomes, place: str | None = None, period: int | None = None, **numbers: object
) -> str:
    """The same as the text of a scenario file."""
    numbers_found = caseload_numbers(outcomes, place, period, **numbers)
    when = f", {period}" if period else ""
    summary = " ".join([f"Read from {outcomes.file}.", *outcomes.choices.lines()])
    lines = [
        f"title = {_quoted(f'{place or outcomes.layout.title}{when}')}",
        f"summary = {_quoted(summary)}",
    ]
    for name, number in numbers_found.items():
        lines += ["", f"[parameters.{name}]", f"value = {number.value}"]
        if number.low:
            lines.append(f"range = [{number.low}, {number.high}]")
        lines += [
            f'unit = "{PARAMETER[name].unit}"',
            f'status = "{number.status}"',
        ]
        if number.source:
            lines.append(f"source = {_quoted(number.source)}")
        lines.append(f"note = {_quoted(number.note)}")
        if number.other[0]:
            lines += [
                "",
                f"[[parameters.{name}.alternatives]]",
                f"value = {number.other[0]}",
                f"source = {_quoted(number.other[1])}",
                f"note = {_quoted(number.other[2])}",
            ]
    return "\n".join(lines) + "\n"


def caseload_numbers(
    outcomes: Outcomes, place: str | None = None, period: int | None = None, **numbers: object
) -> dict[str, Number]:
    """Each parameter that the records or the caller state."""
    tally = outcomes.tally(place, period)
    faults = [
        Fault(name, shown(value), "is no number that may be given", f"known: {', '.join(_GIVEN)}")
        for name, value in numbers.items()
        if name not in _GIVEN
    ]
    years = [year for year in outcomes.periods if year]
    if period is None and len(years) > 1:
        rule = f"must be one year of {years[0]} to {years[-1]}"
        faults.append(Fault("period", "", rule, "a caseload is what one year brings"))
    source = f"{outcomes.layout.source}; {outcomes.file}"
    measured_numbers: dict[str, Number] = {
        "defendants": _defendants(tally, source),
        "capacity": _capacity(tally, source),
    }
    if tally.facing == 0:
        faults.append(
            Fault("defendants", "0", "must be at least 1", "choose another place or facing")
        )
    assumed = {
        name: _assumed(name, value, faults) for name, value in numbers.items() if name in _GIVEN
    }
    measured_numbers |= {name: number for name, number in assumed.items() if number}
    if outcomes.layout.sentences and not {"offer", "sentence"} <= set(numbers):
        measured = penalty(outcomes, place, period)
        measured_numbers = {**_lengths(measured, source), **measured_numbers}
    if "conviction" not in numbers and "conviction" not in outcomes.refused:
        p = _conviction(outcomes, tally, place, period, source)
        measured_numbers |= {"conviction": p} if p else {}
    for name in ("offer", "sentence", "conviction"):
        if name not in measured_numbers and name not in numbers:
            why = outcomes.refused.get(
                "conviction" if name == "conviction" else "sentences", "nobody was sentenced there"
            )
            rule = f"cannot be had from these records: {why}"
            faults.append(
                Fault(
                    name,
                    "",
                    rule,
                    f"state it, such as {name}={'0.8' if name == 'conviction' else '1'}",
                )
            )
    if faults:
        raise ParameterError(faults)
    return {name: measured_numbers[name] for name in PARAMETER if name in measured_numbers}


def _defendants(tally: Tally, source: str) -> Number:
    kinds = ", ".join(kind for kind in tally.choices.facing if tally.counts[kind])
    return Number(str(tally.facing), f"Cases that ended so: {kinds}.", source=source)


def _capacity(tally: Tally, source: str) -> Number:
    rate = tally.trial_rate
    ends = floor(rate.low * tally.facing), ceil(rate.high * tally.facing)
    note = (
        "Trials held, which the capacity is at least; the range is the exact interval of the trial "
        "rate, times the defendants."
    )
    return Number(str(tally.tried), note, source=source, low=str(ends[0]), high=str(ends[1]))


def _lengths(measured: Penalty, source: str) -> dict[str, Number]:
    lengths = {}
    for name, value, interval, pooled, who in (
        ("offer", measured.offer, measured.offer_interval, measured.pooled_offer, "who pleaded"),
        (
            "sentence",
            measured.sentence,
            measured.sentence_interval,
            measured.pooled_sentence,
            "convicted at trial",
        ),
    ):
        if value is None:
            continue
        low, high = interval or (value, value)
        note = f"Mean custody of those {who}, for the classes of the convicted at trial; selected."
        other = ("", "", "")
        if pooled is not None:
            other = (_decimal(pooled), source, "All classes together.")
        lengths[name] = Number(
            _decimal(value), note, source=source, low=_decimal(min(low, value)),
            high=_decimal(max(high, value)), other=other,
        )  # fmt: skip
    return lengths


def _conviction(
    outcomes: Outcomes, tally: Tally, place: str | None, period: int | None, source: str
) -> Number | None:
    raw = tally.conviction
    if place is None or len(outcomes.places_named) == 1:
        if raw.value is None:
            return None
        note = f"{tally.convicted} of {tally.verdicts} trials; the range is the exact interval."
        return Number(
            _decimal(raw.value), note, source=source, low=_decimal(raw.low), high=_decimal(raw.high)
        )
    low, value, high = convictions(outcomes, period).shrunk(place)
    note = (
        f"{tally.convicted} of {number_of(tally.verdicts, 'trials')}, pooled in part with the "
        "other places by a beta-binomial; the range is its interval."
    )
    other = ("", "", "")
    if raw.value is not None:
        other = (
            _decimal(raw.value),
            source,
            f"Its own trials alone: {raw.low:.3f} to {raw.high:.3f}.",
        )
    return Number(
        _decimal(value), note, source=source, low=_decimal(low), high=_decimal(high), other=other
    )


def _assumed(name: str, value: object, faults: list[Fault]) -> Number | None:
    try:
        number = exact(value)
    except NumberError as error:
        faults.append(Fault(name, shown(value), str(error), PARAMETER[name].remedy))
        return None
    written = str(number.numerator) if number.denominator == 1 else f'"{number}"'
    return Number(written, "Stated by hand; it is not in the records.", "assumption")


def _decimal(value: float) -> str:
    return f"{value:.6g}" if "e" not in f"{value:.6g}" else f"{value:.12f}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else " " for sign in escaped)[:1900] + '"'


def _slug(place: str | None, period: int | None) -> str:
    words = "-".join(
        "".join(s if s.isalnum() else " " for s in (place or "records").lower()).split()
    )
    return f"{words}-{period}" if period else words


def as_numbers(numbers: Mapping[str, Number]) -> dict[str, float]:
    """The values alone."""
    return {name: float(exact(number.value.strip('"'))) for name, number in numbers.items()}
