"""Sentences of a table of their own, put beside the defendants they were passed on."""

from ..errors import Fault, LayoutError, TableError
from ..units import number_of
from .defendants import LedgerLine, Pass, length_columns
from .layout_format import Sentences
from .rows_coded import drop_rule
from .sql import ident

_LEAST_JOINED = 0.5
"""Share of the ids of sentences that must be those of dispositions, if both are of one release."""


def join_sentences(reading: Pass, sentences: Sentences) -> list[LedgerLine]:
    """Put the sentences of another table beside the defendants; lines for the ledger."""
    names = sentences.persons or reading.layout.persons.columns
    keys = [f"k{i}" for i in range(len(reading.keys))]
    if len(names) > len(keys) or not names:
        rule = "must be the columns of persons, or the first of these"
        raise LayoutError([Fault("sentences.persons", ", ".join(names), rule, "correct it")])
    form, used = reading.layout.file, keys[: len(names)]
    drops = [drop_rule(drop) for drop in sentences.drop]
    columns = [f"{ident(name)} AS {key}" for name, key in zip(names, used, strict=True)]
    columns += length_columns(sentences, form.thousands, form.decimal)
    columns += [f"{rule.condition} AS rule{i}" for i, rule in enumerate(drops)]
    kept = " AND ".join(f"NOT rule{i}" for i in range(len(drops))) or "true"
    sums = [f"CAST(sum(rule{i}::INTEGER) AS BIGINT) AS rule{i}" for i in range(len(drops))]
    reading.rows(
        f"CREATE TABLE sentenced AS SELECT {', '.join(used)}, count(*) AS rows,"
        f" {reading.join}(years) FILTER ({kept}) AS years,"
        f" coalesce(bool_or(life) FILTER ({kept}), false) AS life,"
        f" coalesce(bool_or(custody AND years IS NULL AND NOT life) FILTER ({kept}), false)"
        f" AS unclear, count(*) FILTER ({kept}) AS kept{''.join(', ' + s for s in sums)}"
        f" FROM (SELECT {', '.join(columns)} FROM sentences) GROUP BY {', '.join(used)}"
    )
    on = " AND ".join(f"g.{key} = s.{key}" for key in used)
    rows, ids, *dropped = reading.rows(
        "SELECT coalesce(sum(rows), 0), count(*)"
        f"{''.join(f', coalesce(sum(rule{i}), 0)' for i in range(len(drops)))} FROM sentenced"
    )[0]
    pairs, joined, made = reading.rows(
        "SELECT count(*), count(DISTINCT hash("
        + ", ".join(f"s.{key}" for key in used)
        + ")), coalesce(sum(s.rows * g.rows), 0)"
        f" FROM grouped g JOIN sentenced s ON {on}"
    )[0]
    if joined < _LEAST_JOINED * ids:
        rule = f"must have ids of the dispositions; {ids - joined:,} of {ids:,} are not there"
        raise TableError([Fault("sentences", "", rule, "take both files from one release")])
    if pairs > joined:
        rule = (
            f"must join to one defendant each; by {', '.join(names)} "
            f"{number_of(int(rows), 'rows')} would become {int(made):,}"
        )
        raise TableError([Fault("sentences", "", rule, "join them by the id of the defendant")])
    reading.rows(
        "CREATE OR REPLACE TABLE grouped AS SELECT g.*, s.years, s.life, s.unclear,"
        f" CASE WHEN s.kept > 0 THEN 1 END AS cases FROM grouped g LEFT JOIN sentenced s ON {on}"
    )
    lines = [LedgerLine("rows of sentences", "", int(rows), aside=False)]
    lines += [
        LedgerLine(rule.name, rule.because, int(count), aside=True)
        for rule, count in zip(drops, dropped, strict=True)
    ]
    lost = int(ids - joined)
    lines.append(LedgerLine("sentenced, without a disposition", "no one's", lost, aside=True))
    return lines
