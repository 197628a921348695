"""Files of one release read apart, such as on the machines of a cluster, and put together.

Counts add up where no defendant is in two files. That is checked by numbers that stand for their
ids; where one is, the files must be read together.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import Fault, ParameterError, TableError
from ..extras import optional
from .choices import Choices
from .defendants import LedgerLine
from .layout_format import Layout
from .outcomes import Outcomes

Reader = Callable[[Path], "Part"]
Mapper = Callable[[Reader, Sequence[Path]], Iterable["Part"]]


@dataclass(frozen=True)
class Part:
    """What one file holds, and numbers that stand for its defendants' ids."""

    outcomes: Outcomes
    ids: NDArray[np.uint64]


def read_part(path: Path, layout: Layout, choices: Choices) -> Part:
    """One file."""
    from .reading import read_with_ids

    outcomes, ids = read_with_ids([path], layout, choices)
    return Part(outcomes, ids)


def read_apart(files: Sequence[Path], layout: Layout, choices: Choices, mapper: Mapper) -> Outcomes:
    """Each file by itself, and the sum."""
    if layout.sentences and layout.sentences.own_file:
        rule = "must not be in a file of their own where files are read apart"
        raise ParameterError([Fault("sentences", "", rule, "read the files on one machine")])
    parts = list(mapper(partial(read_part, layout=layout, choices=choices), files))
    ids = np.concatenate([part.ids for part in parts])
    if twice := ids.size - np.unique(ids).size:
        rule = f"must not share defendants, but {twice:,} are in two"
        raise TableError([Fault("files", "", rule, "read them on one machine, in one call")])
    counts: Counter[tuple[str, int, str, int]] = Counter()
    lengths: defaultdict[tuple[str, int, str, str, float | None, bool], int] = defaultdict(int)
    unknown: Counter[str] = Counter()
    for part in parts:
        for place, year, class_, kind, cases in part.outcomes.counts:
            counts[place, year, class_, kind] += cases
        for *key, cases in part.outcomes.lengths:
            lengths[tuple(key)] += cases  # type: ignore[index]
        unknown.update(part.outcomes.unknown)
    ledgers = zip(*(part.outcomes.ledger for part in parts), strict=True)
    return replace(
        parts[0].outcomes,
        file=f"{len(files)} files",
        counts=tuple((*key, cases) for key, cases in sorted(counts.items())),
        lengths=tuple(
            (*key, cases)
            for key, cases in sorted(lengths.items(), key=lambda item: tuple(map(str, item[0])))
        ),
        ledger=tuple(_summed(lines) for lines in ledgers),
        unknown=dict(unknown),
    )


def _summed(lines: Sequence[LedgerLine]) -> LedgerLine:
    return replace(lines[0], rows=sum(line.rows for line in lines))


def on_cluster(address: str) -> Mapper:
    """The workers of a dask scheduler, which see the files under the same paths."""

    def mapper(reader: Reader, files: Sequence[Path]) -> Iterable[Part]:
        with optional():
            from distributed import Client
        try:
            client = Client(address, timeout=10)
        except (OSError, ValueError, TypeError) as error:
            rule = f"must be the address of a dask scheduler ({error})"
            raise ParameterError(
                [Fault("cluster", address, rule, "such as tcp://10.0.0.1:8786")]
            ) from None
        with client:
            parts: list[Part] = client.gather(client.map(reader, files, pure=False))
            return parts

    return mapper
