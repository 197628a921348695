"""The engine that reads files larger than memory: DuckDB, with bounds and without a network.

Of DuckDB 2.0, Polars 2.1 and pyarrow 26, on 10 million rows of 1.8 GB, DuckDB grouped rows into
defendants within half a gigabyte, and spills to disk beyond; Polars took 1.3 GB and twice as long,
and pyarrow's groups stay in memory. See ``benchmarks/records.py``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from os import cpu_count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from ..errors import Fault, TableError, shown
from ..extras import optional
from ..progress import bar

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "600MB"
_MOST_THREADS = 4  # each has buffers of its own


@contextmanager
def engine() -> "Iterator[tuple[DuckDBPyConnection, Path]]":
    """A connection, and a folder for what it spills and for files that are written anew."""
    with optional():
        import duckdb
    with TemporaryDirectory(prefix="plea-games-") as folder:
        settings: dict[str, Any] = {
            "memory_limit": MEMORY_LIMIT,
            "threads": min(_MOST_THREADS, cpu_count() or 1),
            "preserve_insertion_order": False,
            "temp_directory": str(Path(folder, "spilled")),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(str(Path(folder, "records.duckdb")), config=settings)
        try:
            yield connection, Path(folder)
        finally:
            connection.close()


def run(connection: "DuckDBPyConnection", query: str, what: str, shows: bool = False) -> list[Any]:
    """The rows that a query gives."""
    import duckdb

    try:
        with _progress(connection, shows):
            return connection.execute(query).fetchall()
    except duckdb.Error as error:
        said = "; ".join(line for line in str(error).split("\n")[:4] if line.strip())
        raise TableError(
            [Fault(shown(what), "", f"must be as the layout says ({said})", "correct [file]")]
        ) from None


@contextmanager
def _progress(connection: "DuckDBPyConnection", shows: bool) -> Iterator[None]:
    """A bar for the query that runs inside."""
    if not shows:
        yield
        return
    for setting in ("enable_progress_bar = true", "enable_progress_bar_print = false"):
        connection.execute(f"SET {setting}")  # without the first, the engine does not count
    done = Event()

    def watch() -> None:
        while not done.wait(0.5):
            line.update(max(0, round(connection.query_progress()) - line.n))

    with bar(True, total=100, desc="records", unit="%") as line:
        watcher = Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
            line.update(100 - line.n)
