"""What an input may do: use two seconds and a gigabyte, write nothing, run nothing."""

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 10  # many times what is needed: on a crowded machine they are slow seconds
MEMORY = 2**30  # bytes

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ACTING = (
    "subprocess.",
    "socket.",
    "shutil.copy",
    "shutil.move",
    "shutil.make_archive",
    "shutil.unpack_archive",
    "shutil.chown",
    "pickle.find_class",
    "urllib.Request",
    "webbrowser.open",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.putenv",
)
_CHANGING = {  # event: where it has paths, and the folders that these are relative to
    "os.mkdir": [(0, 2)],
    "os.rename": [(0, 2), (1, 3)],
    "os.link": [(0, 2), (1, 3)],
    "os.remove": [(0, 1)],
    "os.rmdir": [(0, 1)],
    "shutil.rmtree": [(0, 1)],
}
_GENERATED = ("<lambdifygenerated", "<string>")  # by sympy, and by dataclasses, of their own text


class TooSlowError(BaseException):
    """No ``except Exception`` of the library's or of its libraries' may catch it."""


@dataclass
class Deeds:
    """What was done while an input was read: (event, what it was done to)."""

    acts: list[tuple[str, str]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)


_watched: list[Deeds] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if not _watched:
        return
    deeds = _watched[-1]
    if event in _CHANGING:
        deeds.written.extend(
            _path(arguments[path], arguments[folder]) for path, folder in _CHANGING[event]
        )
    elif event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING:
            deeds.written.append(os.fsdecode(path) if isinstance(path, str | bytes) else str(path))
    elif event == "exec":
        file = str(getattr(arguments[0], "co_filename", ""))
        if not file.startswith(_GENERATED) and not Path(file).is_file() and "frozen" not in file:
            deeds.acts.append((event, file))
    elif event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        pass  # a pair within the process, with which event loops wake themselves
    elif event.startswith(_ACTING):
        deeds.acts.append((event, str(arguments)[:200]))


def _path(path: object, folder: object) -> str:
    name = os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else str(path)
    if isinstance(folder, int) and folder >= 0:
        return str(Path(f"/proc/self/fd/{folder}").readlink() / name)
    return name


def install() -> None:
    """Listen to audit events from now on, as long as the process lives."""
    sys.addaudithook(_hear)


def limit_memory(extra: int = MEMORY) -> None:
    """Let this process have so many bytes more than it has now."""
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + extra, resource.RLIM_INFINITY))


@contextmanager
def watched(seconds: float = SECONDS) -> Iterator[Deeds]:
    """Record what is done inside, and stop it after so many seconds of processor time."""

    def stop(*_: object) -> None:
        raise TooSlowError

    deeds = Deeds()
    before = signal.signal(signal.SIGPROF, stop)
    without_bytecode = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # Python writes it where a module is first imported
    _watched.append(deeds)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield deeds
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        _watched.pop()
        sys.dont_write_bytecode = without_bytecode
        signal.signal(signal.SIGPROF, before)


def verdict(
    run: Callable[[], str | None], allowed: Callable[[str], bool], seconds: float = SECONDS
) -> str | None:
    """What is wrong with what ``run`` does, in a line; None where nothing is.

    Parameters
    ----------
    run
        Reads one input; what it returns is wrong with it, and whatever it raises is.
    allowed
        Which paths may be written.
    seconds
        Of processor time.
    """
    wrong: str | None
    deeds = Deeds()
    try:
        with watched(seconds) as deeds:
            wrong = run()
    except TooSlowError as error:
        wrong = f"took over {seconds} s, in {_place(error)}"
    except MemoryError as error:
        wrong = f"took over {MEMORY >> 20} MB, in {_place(error)}"
    except BaseException as error:
        text = str(error).partition("\n")[0][:120]
        wrong = f"raised {type(error).__name__}: {text}, in {_place(error)}"
    if deeds.acts:
        wrong = f"did {deeds.acts[0]}"
    elsewhere = [path for path in deeds.written if not allowed(path)]
    return f"wrote {elsewhere[0]}" if elsewhere else wrong


def _place(error: BaseException) -> str:
    """The innermost line of the library's."""
    trace, place = error.__traceback__, "?"
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if "/plea_games/" in file:
            place = f"{file.rpartition('/plea_games/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
