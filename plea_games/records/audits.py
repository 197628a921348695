"""The first reading of a good programmer beside the careful one, a rule at a time."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from ..tables import Column, Table, Tabular
from .checks import checked
from .choices import choices_of
from .layout_format import Layout, naive_step
from .outcomes import Outcomes
from .reading import Files, as_layout, files_of, read_chosen
from .trial_penalty import penalty

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike


@dataclass(frozen=True)
class Reading:
    """What a reading makes of the file.

    Attributes
    ----------
    step
        The rule that is new in it.
    facing, tried
        N and K.
    trial_rate, conviction
        κ and p; None where nobody faced an offer or was tried.
    offer, sentence
        s and J; None without sentences.
    refused
        Whether p cannot be had from such a file, whatever the number.
    """

    step: str
    facing: int
    tried: int
    trial_rate: float | None
    conviction: float | None
    offer: float | None
    sentence: float | None
    refused: bool


@dataclass(frozen=True)
class Audit(Tabular):
    """Readings from the naive to the careful one, a rule at a time.

    Attributes
    ----------
    file
        Its name.
    readings
        The first is naive, the last careful.
    traps
        Where a first reading goes wrong, in words.
    """

    file: str
    readings: tuple[Reading, ...]
    traps: tuple[str, ...]

    def table(self, title: str = "") -> Table:
        """One row a reading."""
        columns = (
            Column("reading", left=True),
            Column("N", "cases"),
            Column("K", "cases"),
            Column("trial\nrate", "share"),
            Column("p", "share"),
            Column("s"),
            Column("J"),
        )
        rows = [
            (
                reading.step,
                reading.facing,
                reading.tried,
                _shown(reading.trial_rate),
                _shown(reading.conviction),
                _plain(reading.offer),
                _plain(reading.sentence),
            )
            for reading in self.readings
        ]
        notes = list(self.traps)
        if any(reading.refused for reading in self.readings):
            notes.insert(0, "p cannot be had from such a file, whatever is printed here.")
        return Table(title or f"Readings of {self.file}", columns, rows, notes)


def audit(
    file: Files,
    *,
    layout: "str | PathLike[str] | BinaryIO | Layout | Mapping[str, Any]",
    sentences: Files | None = None,
    period: int | None = None,
    **choices: object,
) -> Audit:
    """The naive reading of a file beside the careful one.

    What a first reading does is stated under ``[naive]`` in the layout. From it the rules of the
    careful one are added one at a time, in the order in which they stand there.

    Parameters
    ----------
    file, layout, sentences, **choices
        As for :func:`read`.
    period
        A year; all together unless given.

    Returns
    -------
    Audit
        The readings, and the traps that the layout names.

    Raises
    ------
    LayoutError
        Where the layout breaks a rule.
    TableError
        Where the file is not as the layout says.
    ParameterError
        For a choice that there is not, and for another year than those of the file.

    Examples
    --------
    A first reading forgets that those whose cases were dropped faced an offer, too:

    >>> import plea_games as pg
    >>> cases, made_up = pg.records.example_files()
    >>> readings = pg.records.audit(cases, layout=made_up).readings
    >>> [(reading.step, reading.facing, reading.tried) for reading in readings]
    [('naive', 797, 48), ('+ facing = careful', 998, 48)]
    """
    careful = as_layout(layout)
    data = careful.model_dump(by_alias=True, exclude_unset=True)
    keys = list(careful.naive)
    files, others = files_of(file), files_of(sentences) if sentences else []
    readings = []
    for done in range(len(keys) + 1):
        known = naive_step(data, careful.name, keys[done:]) if keys[done:] else careful
        chosen = choices_of(known, **choices)
        outcomes = read_chosen(files, known, chosen, others, progress=False)
        outcomes = checked(outcomes) if known is careful else outcomes
        step = "naive" if done == 0 and keys else f"+ {keys[done - 1]}" if done else "careful"
        readings.append(_reading(step, outcomes, period))
    if keys:
        last = readings[-1]
        readings[-1] = Reading(**{**asdict(last), "step": f"{last.step} = careful"})
    traps = tuple(f"{trap.what} ({trap.source})" for trap in careful.traps)
    return Audit(files[0].name, tuple(readings), traps)


def _reading(step: str, outcomes: Outcomes, period: int | None) -> Reading:
    tally = outcomes.tally(period=period)
    lengths = outcomes.layout.sentences is not None
    careful = penalty(outcomes, period=period) if lengths else None
    is_naive = not step.endswith("careful") and not step.startswith("+")
    offer = sentence = None
    if careful:
        offer = careful.pooled_offer if is_naive else careful.offer
        sentence = careful.pooled_sentence if is_naive else careful.sentence
    return Reading(
        step,
        tally.facing,
        tally.tried,
        tally.trial_rate.value,
        tally.conviction.value,
        offer,
        sentence,
        "conviction" in outcomes.refused,
    )


def _shown(value: float | None) -> object:
    return "" if value is None else value


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
