"""The command line, as people and scripts use it."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest

import plea_games as pg
from plea_games.cli.app import COMMANDS
from tests.waiting import HUNG

REFERENCE = ["--defendants", "230", "--capacity", "12", "--offer", "4", "--sentence", "10"]
KEYS = {
    "scenario",
    "parameters",
    "trial_rate",
    "offer_ratio",
    "doubling_share",
    "tipping_holdouts",
    "tipping_share",
    "mixed_probability",
    "laplacian_ratio",
    "risk_dominant",
    "resilience",
    "unravelling_rounds",
    "side_payment_exists",
    "side_payment_risk_dominant",
    "side_payment_dominant",
}


def test_help_loads_no_mathematics():
    program = (
        "import sys\n"
        "from plea_games.cli.app import main\n"
        "sys.argv = ['plea-games', *sys.argv[1:]]\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code\n"
        "heavy = {'numpy', 'scipy', 'sympy', 'flint', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    for arguments in (["--help"], ["thresholds", "--help"], ["--version"]):
        subprocess.run([sys.executable, "-c", program, *arguments], check=True, timeout=HUNG)


def test_closed_forms_do_not_wait_for_scipy():
    program = (
        "import sys\n"
        "import plea_games as pg\n"
        "pg.thresholds(pg.scenario('j20').game)\n"
        "assert 'scipy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=HUNG)


def test_installed_thresholds_for_every_scenario(installed):
    done = installed("thresholds")
    assert done.returncode == 0
    assert not done.stderr
    output = done.stdout.decode()
    for name in pg.scenario_names():
        assert re.search(rf"^{name} ", output, re.MULTILINE)
    assert "cases" in output
    assert "%" in output
    assert "[1] " in output


def test_installed_reference_game(installed):
    done = installed("thresholds", *REFERENCE, "--format", "json")
    found = json.loads(done.stdout)
    assert set(found) >= KEYS
    assert found["scenario"] is None
    assert found["tipping_holdouts"] == 30
    assert found["mixed_probability"] == pytest.approx(0.130434373921, abs=1e-12)
    assert found["laplacian_ratio"] == pytest.approx(0.204222085218, abs=1e-12)
    assert found["resilience"] == pytest.approx(23 / 3, rel=1e-15)
    assert found["unravelling_rounds"] == 20
    payments = [found[f"side_payment_{goal}"] for goal in ("exists", "risk_dominant", "dominant")]
    assert payments == [0, 0, 6]


def test_installed_stdin_and_citation(installed):
    template = installed("scenarios", "j20", "--format", "toml").stdout
    done = installed("thresholds", "-", "--format", "json", stdin=template)
    assert json.loads(done.stdout)["tipping_holdouts"] == 30
    assert b"cff-version: 1.2.0" in installed("cite", "--format", "cff").stdout
    assert b"@software" in installed("cite").stdout


def test_a_reader_that_stops_early_sees_no_traceback():
    program = (
        "from plea_games.cli.app import main; import sys; sys.argv = ['p', 'thresholds']; main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(timeout=HUNG)


def test_files_are_utf8_whatever_the_locale(installed, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "cp1252")
    done = installed("thresholds", "j20")
    assert done.returncode == 0
    assert "κ = K/N" in done.stdout.decode("utf-8")


def test_a_full_disk_is_said_so():
    program = "from plea_games.cli.app import main; main()"
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", program, "cite"],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=HUNG,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("error: could not write the result")


def test_json_is_a_list_with_nothing_named_and_an_object_with_something(command):
    _, out, _ = command("thresholds", "--format", "json")
    everything = json.loads(out)
    assert [entry["scenario"] for entry in everything] == list(pg.scenario_names())
    _, out, _ = command("thresholds", "j20", "--format", "json")
    of_one = json.loads(out)
    assert of_one.pop("notes")
    assert of_one == next(entry for entry in everything if entry["scenario"] == "j20")


def test_what_does_not_exist_is_null_and_explained(command):
    arguments = ("thresholds", "j20", "--capacity", "150")
    _, out, _ = command(*arguments, "--format", "json")
    found = json.loads(out)
    for name in ("doubling_share", "tipping_holdouts", "tipping_share", "mixed_probability"):
        assert found[name] is None
    _, out, _ = command(*arguments)
    assert len(re.findall(r"none \[\d\]", out)) == 5
    assert "the threat outweighs the offer" in out


def test_every_format_carries_the_same_numbers(command):
    printed = {
        style: command("thresholds", "panel-office", "--capacity", "600", "--format", style)[1]
        for style in ("table", "csv", "json", "latex", "markdown")
    }
    found = json.loads(printed["json"])
    (row,) = csv.DictReader(io.StringIO(printed["csv"]))
    for name in ("missing", "notes"):
        assert found.pop(name) is not None
    for name, value in {**found, **found.pop("parameters")}.items():
        if name != "parameters":
            assert row[name] == ("" if value is None else str(value))
    share = f"{100 * found['tipping_share']:.2f}"
    assert f"{share}%" in printed["table"]
    assert f"{share}%" in printed["markdown"]
    assert rf"{share}\%" in printed["latex"]
    assert r"\toprule" in printed["latex"]
    assert printed["latex"].isascii()
    assert command("equilibria", "j20", "--format", "latex")[1].isascii()


def test_every_format_of_every_command(command):
    for style in ("table", "csv", "json", "latex", "markdown"):
        for arguments in (
            ("thresholds",),
            ("equilibria", "j20"),
            ("scenarios",),
            ("scenarios", "j20"),
        ):
            code, out, err = command(*arguments, "--format", style)
            assert code == 0
            assert not err
            if style == "json":
                assert json.loads(out)
            if style == "csv":
                rows = list(csv.reader(io.StringIO(out)))
                assert len({len(row) for row in rows}) == 1


def test_equilibria(command):
    _, out, _ = command("equilibria", *REFERENCE, "--format", "json")
    found = json.loads(out)
    assert found["complete"] is True
    assert [e["kind"] for e in found["equilibria"]] == ["all plead", "mixed", "all hold out"]
    low, high = found["equilibria"][1]["enclosure"]
    assert low <= 0.13043437392146273 <= high
    assert high - low < 1e-15
    _, out, _ = command("equilibria", *REFERENCE)
    assert "These are all equilibria." in out


@pytest.mark.parametrize(
    ("options", "tipping"),
    [
        ({"capacity": 0}, 1),
        ({"capacity": 230}, None),
        ({"capacity": 300}, None),
        ({"offer": 10}, 1),
        ({"offer": 11}, 1),
        ({"capacity": 230, "offer": 10}, 1),
        ({"defendants": 1}, None),
        ({"defendants": 2, "capacity": 1, "offer": 6}, 2),
        ({"offer": 0}, None),
        ({"dismissal_cost": 5}, None),
    ],
)
def test_corners(command, options, tipping):
    arguments = [part for name, value in options.items()
                 for part in (f"--{name.replace('_', '-')}", str(value))]  # fmt: skip
    code, out, _ = command("thresholds", "j20", *arguments, "--format", "json")
    assert code == 0
    assert json.loads(out)["tipping_holdouts"] == tipping
    assert command("thresholds", "j20", *arguments)[0] == 0
    assert command("equilibria", "j20", *arguments)[0] == 0


BAD = {
    "negative count": (["--capacity", "-3"], "capacity = -3: must be a whole number"),
    "fraction of a case": (["--defendants", "2.5"], "defendants = 2.5: must be a whole number"),
    "no defendants": (["--defendants", "0"], "defendants = 0: must be a whole number from 1"),
    "not a number": (["--offer", "nan"], "offer = nan: must be a finite number"),
    "infinite": (["--sentence", "inf"], "sentence = inf: must be a finite number"),
    "conviction above one": (["--conviction", "70"], "write 70% as 0.7"),
    "negative years": (["--dismissal-cost", "-1"], "dismissal_cost = -1: must be 0 or more years"),
    "words": (["--offer", "two"], "offer = two: must be a number such as"),
    "code": (["--offer", "__import__('os')"], "must be a number such as"),
    "expression": (["--offer", "2**9"], "must be a number such as"),
    "over nothing": (["--offer", "1/0"], "must not divide by zero"),
    "astronomic": (["--offer", "1e999999"], "must be 0 or have a size between"),
    "more than astronomic": (["--offer", "1e-99999999999"], "must be 0 or have a size between"),
    "long": (["--offer", "1" * 5000], "must be written in at most 400 characters"),
    "no threat": (["--sentence", "1", "--dismissal-cost", "2"], "or trial is no threat"),
    "empty": (["--offer", ""], "offer = '': must be a number such as"),
    "control characters": (["--offer", "1\n2"], r"offer = '1\n2': must be a number"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_numbers(command, case):
    options, message = BAD[case]
    for name in ("thresholds", "equilibria"):
        code, out, err = command(name, "j20", *options)
        assert (code, out) == (2, "")
        assert message in err
        assert all(line.startswith("error: ") for line in err.splitlines())
        assert len(err.splitlines()) == 1


def test_all_faults_at_once(command):
    code, out, err = command("thresholds", "--capacity", "x", "--conviction", "2", "--offer", "-1")
    assert (code, out) == (2, "")
    named = [line.split(":")[1].split("=")[0].strip() for line in err.splitlines()]
    assert sorted(named) == ["capacity", "conviction", "defendants", "offer", "sentence"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["thresholds", "j2O"], "did you mean j20?"),
        (["thresholds", "nowhere.toml"], "No such file"),
        (["thresholds", "."], "must be a file, not a folder"),
        (["thresholds", "./with\0nul"], "must be a file that can be read"),
        (["thresholds", "/dev/zero"], "must be a file, not a device"),
        (["thresholds", "--fromat", "csv"], "--format"),
        (["thresholds", "--format", "xml"], "'xml' is not one of"),
        (["threshold"], "No such command"),
        (["equilibria"], "needs a scenario or parameters"),
        (["scenarios", "--format", "toml"], "name one of them"),
        (["cite", "--format", "mla"], "is not one of"),
    ],
)
def test_bad_commands(command, arguments, message):
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.splitlines()) == 1


def test_no_arguments_show_the_help(command):
    code, out, err = command()
    assert (code, err) == (0, "")
    assert "Usage" in out


def test_what_a_double_cannot_hold_fails_with_one(command):
    arguments = ("thresholds", "j20", "--offer", "1e-300", "--sentence", "1e300")
    code, out, err = command(*arguments)
    assert (code, out) == (1, "")
    assert "below double precision" in err


def required_options(command):
    return [each.opts[0] for each in command.params if each.required and each.opts[0][0] == "-"]


SEVERAL = {each.name: needed for each in COMMANDS if len(needed := required_options(each)) > 1}


@pytest.mark.parametrize("name", SEVERAL)
def test_all_faults_of_options_are_named_at_once(name, command):
    code, out, err = command(name, "j20", "--format", "scroll")
    assert (code, out) == (2, "")
    lines = err.splitlines()
    assert len(lines) == len(SEVERAL[name]) + 1
    for option in [*SEVERAL[name], "--format"]:
        assert sum(f"'{option}'" in line for line in lines) == 1, option
    assert all(line.endswith(f" {name} --help'") for line in lines)
    assert command(name, "--help")[0] == 0


def test_an_argument_of_a_thousand_characters_is_not_repeated_whole(command):
    code, out, err = command("thresholds", "j20", "--format", "9" * 1000)
    assert (code, out) == (2, "")
    assert "9" * 50 in err
    assert len(err) < 300
