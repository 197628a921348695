"""Stores stopped, damaged and shared: ``python -m tests.store_trials stops|damages|pairs [COUNT]``.

``stops`` kills a small sweep before each call to the file system that Python makes and resumes it;
``damages`` changes each file of a store in several ways, and each value of its metadata, and
resumes; ``pairs`` starts two processes at one place at the same moment. With a count, as many of
each kind are tried, drawn from a seed. In all of them no more than this is allowed: a store or file
that others read as that of an uninterrupted sweep, or a refusal in words.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

import xarray

import plea_games as pg
from plea_games.sweeps import plan as planning

from .killed_sweeps import ENDINGS, in_child, values_of

OFFICE = pg.PleaGame(defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83")
GRID = {"capacity": [400, 450, 500], "offer": [0.05, 1.0]}
OTHER_GRID = {"capacity": [300, 350, 650], "offer": [0.25, 1.25]}
OUTPUTS = ("tipping_share", "risk_dominant")
FS_CALLS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.truncate")


def small_plan(over=GRID):
    """Three tiles of two points, and two outputs."""
    planning.POINTS_IN_A_TILE = 2
    return pg.studies.plan_sweep(OFFICE, over, OUTPUTS)


def swept(plan, file, *, resume):
    """The exit code that the command line has: 0, or 2 and the refusal."""
    try:
        pg.studies.write_sweep(plan, file, resume=resume, progress=False)
    except pg.ParameterError as error:
        return 2, str(error)
    return 0, ""


def meaning(file):
    """All that others read in a file, but for its date."""
    if file.suffix != ".zarr":
        return values_of(file)
    with xarray.open_zarr(file, chunks=None) as found:
        stated = {name: value for name, value in found.attrs.items() if name != "date"}
        variables = {
            name: (array.dims, str(array.dtype), dict(array.attrs), array.values.tobytes())
            for name, array in found.variables.items()
        }
        return repr((sorted(stated.items()), sorted(variables.items())))


# --- stopped


def _stop_before(call):
    """Kill this process before its nth call, as the system would: no handler runs."""
    left = [call]
    lock = threading.Lock()

    def hook(event, arguments):
        if event in FS_CALLS and "sweep" in str(arguments[0]):
            with lock:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def _resumed_after_a_stop(plan, file, call, expected):
    """Whether there were so many calls; fails where resuming loses anything."""

    def stopped():
        _stop_before(call)
        assert swept(plan, file, resume=False)[0] == 0

    status = in_child(stopped)
    assert status in (0, -signal.SIGKILL), status
    in_child(lambda: _resumes(plan, file, expected), must_pass=True)
    return status != 0


def _resumes(plan, file, expected):
    code, said = swept(plan, file, resume=True)
    assert code == 0 or "is there already, and whole" in said, said
    assert meaning(file) == expected
    left = {path.name for path in file.parent.iterdir()}
    assert left == {file.name}, left


def stops(count, *, ending, seed=0):
    """How many stops were tried: before every call, or at so many of them."""
    plan, tried = small_plan(), 0
    with tempfile.TemporaryDirectory(prefix="sweep") as folder:
        whole = Path(folder) / f"whole{ending}"
        pg.studies.write_sweep(plan, whole, progress=False)
        expected = meaning(whole)
        calls = _counted(plan, Path(folder) / f"counted{ending}")
        at = range(1, calls + 1)
        for call in at if count is None else random.Random(seed).sample(at, min(count, calls)):
            place = Path(folder) / str(call)
            place.mkdir()
            _resumed_after_a_stop(plan, place / f"found{ending}", call, expected)
            tried += 1
    return tried


def _counted(plan, file):
    calls = []

    def hook(event, arguments):
        if calls is not None and event in FS_CALLS and "sweep" in str(arguments[0]):
            calls.append(event)

    reader, writer = os.pipe()

    def count():
        sys.addaudithook(hook)
        swept(plan, file, resume=False)
        os.write(writer, str(len(calls)).encode())

    in_child(count, must_pass=True)
    os.close(writer)
    with os.fdopen(reader) as stream:
        return int(stream.read())


# --- damaged


def _damages(store):
    """Every damage, as the file and what becomes of its bytes (None: it is gone)."""
    for file in sorted(path for path in store.rglob("*") if path.is_file()):
        content = file.read_bytes()
        path = file.relative_to(store)
        yield path, "gone", None
        yield path, "empty", b""
        yield path, "cut", content[: len(content) // 2]
        yield path, "longer", content + b"\x00"
        yield path, "of zeros", bytes(len(content))
        yield path, "random", random.Random(str(path)).randbytes(len(content))
        for place in sorted({0, 1, len(content) // 2, len(content) - 1}):
            flipped = bytearray(content)
            flipped[place] ^= 0x10
            yield path, f"flipped at {place}", bytes(flipped)
        if file.name == "zarr.json":
            for where, changed in _changes(json.loads(content)):
                yield path, where, json.dumps(changed).encode()


def _changes(document, where=""):
    """A description with one value changed, or left out, at each place in turn."""
    match document:
        case dict():
            for key, value in document.items():
                yield f"{where}.{key} left out", {k: v for k, v in document.items() if k != key}
                for inner, changed in _changes(value, f"{where}.{key}"):
                    yield inner, {**document, key: changed}
            yield f"{where} with more", {**document, "scale_factor": 2}
        case list():
            yield f"{where} shorter", document[:-1]
            for place, value in enumerate(document):
                for inner, changed in _changes(value, f"{where}[{place}]"):
                    yield inner, [*document[:place], changed, *document[place + 1 :]]
        case bool() | None:
            yield where, not document
        case int() | float():
            yield where, document + 1
        case str():
            yield where, f"{document}x"
            yield f"{where} as another type", [document]


def damages(count, *, seed=0):
    """How many damages were tried, by what became of them."""
    plan = small_plan({**GRID, "offer": [0.05, 30.0]})  # dearer than the sentence: NaN
    became = Counter()
    with tempfile.TemporaryDirectory() as folder:
        whole, file = Path(folder) / "whole.zarr", Path(folder) / "found.zarr"
        pg.studies.write_sweep(plan, whole, progress=False)
        expected = meaning(whole)
        every = list(_damages(whole))
        for path, how, content in every if count is None else random.Random(seed).sample(
            every, min(count, len(every))
        ):  # fmt: skip
            shutil.copytree(whole, file)
            (file / path).unlink() if content is None else (file / path).write_bytes(content)
            code, said = swept(plan, file, resume=True)
            if code == 0:
                assert meaning(file) == expected, (str(path), how)
                with xarray.open_zarr(file, chunks=None, consolidated=False) as found:
                    values = {name: found[name].values.tobytes() for name in found.variables}
                with xarray.open_zarr(whole, chunks=None) as found:
                    assert values == {n: found[n].values.tobytes() for n in found.variables}
            else:
                assert str(path) == "zarr.json", (str(path), how, said)
                assert "resume = " in said, said
            became["as new" if code == 0 else "refused"] += 1
            shutil.rmtree(file)
    return became


# --- shared


def pairs(count, *, ending, seed=0):
    """How many pairs were tried, by the exit codes of the two."""
    draw, codes = random.Random(f"{seed}{ending}"), Counter()
    plans = [small_plan(), small_plan(OTHER_GRID)]
    with tempfile.TemporaryDirectory() as folder:
        expected = []
        for place, plan in enumerate(plans):
            whole = Path(folder) / f"whole{place}{ending}"
            pg.studies.write_sweep(plan, whole, progress=False)
            expected.append(meaning(whole))
        for number in range(count):
            place = Path(folder) / str(number)
            place.mkdir()
            kind = ("plain", "resumed", "different")[number % 3]
            codes[kind, _pair(plans, expected, place / f"found{ending}", kind, draw)] += 1
    return codes


def _pair(plans, expected, file, kind, draw):
    which = (0, 1) if kind == "different" else (0, 0)
    if kind == "resumed" and draw.random() < 2 / 3:  # from some way in
        in_child(lambda: (_stop_before(draw.randint(20, 60)), swept(plans[0], file, resume=False)))
    ends = []
    gate, opened = os.pipe()
    for each in which:
        reader, writer = os.pipe()
        wait = draw.uniform(0, 0.03)

        def one(each=each, writer=writer, wait=wait):
            os.close(opened)
            os.read(gate, 1)  # until all are there
            threading.Event().wait(wait)
            code, said = swept(plans[each], file, resume=kind == "resumed")
            os.write(writer, json.dumps([code, said]).encode())

        ends.append((each, in_child(one, wait=False), reader, writer))
    os.close(gate)
    os.close(opened)
    said = []
    for each, child, reader, writer in ends:
        os.close(writer)
        with os.fdopen(reader) as stream:
            answer = stream.read()
        _, status = os.waitpid(child, 0)
        assert status == 0, f"process ended with {status}"
        said.append((each, *json.loads(answer)))
    for _, code, text in said:
        reasons = ("is being written by ", "must not exist yet", "is there already")
        assert code == 0 or (code == 2 and any(reason in text for reason in reasons)), text
    winners = {each for each, code, _ in said if code == 0}
    if not winners:  # it was stopped when all was done
        assert kind == "resumed" and all("and whole" in text for _, _, text in said), said
    assert len(winners) <= 1, said
    assert meaning(file) == expected[max(winners, default=0)]
    assert {path.name for path in file.parent.iterdir()} == {file.name}
    return tuple(sorted(code for _, code, _ in said))


def main(what, count):
    """As the module says."""
    if what == "damages":
        print(dict(damages(count)))
        return
    for ending in ENDINGS:
        if what == "stops":
            print(f"{ending}: {stops(count, ending=ending)} stops, all resumed")
        else:
            print(f"{ending}: {dict(pairs(count, ending=ending))}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else None)
