"""Games among identical players from tables, data frames and functions."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import plea_games as pg

N, K, S, T = 7, 2, Fraction(1, 3), 1
HELD = [-T * min(Fraction(1), Fraction(K, m)) for m in range(1, N + 1)]
GAINS = [held + S for held in HELD]
COLUMNS = {"holdouts": range(N + 1), "hold_out": [None, *HELD], "plead": [*[-S] * N, None]}


def csv_of(separator=",", heading="holdouts"):
    rows = [f"{heading}{separator}hold_out{separator}plead"]
    rows += [f"{m}{separator}{held or ''}{separator}{plead or ''}"
             for m, held, plead in zip(*COLUMNS.values(), strict=True)]  # fmt: skip
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("heading", ["holdouts", "Hold-outs", "m"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_a_frame_and_functions_are_one_game(tmp_path, separator, heading):
    file = tmp_path / "payoffs.csv"
    file.write_text(csv_of(separator, heading), encoding="utf-8")
    by_hand = pg.AnonymousGame(hold_out=HELD, plead=[-S] * N)
    shuffled = pd.DataFrame(COLUMNS).sample(frac=1, random_state=1)
    by_function = pg.AnonymousGame(
        hold_out=lambda m: HELD[m - 1], plead=lambda others: -S, defendants=N
    )
    assert by_hand == pg.from_payoffs(file) == pg.from_payoffs(shuffled) == by_function
    assert pg.from_payoffs(COLUMNS) == by_hand
    assert pg.equilibria(file) == pg.equilibria(by_hand)


def test_gains_alone_are_enough():
    gains = pd.DataFrame({"holdouts": np.arange(1, N + 1), "gain": list(map(str, GAINS))})
    game = pg.from_payoffs(gains)
    assert game == pg.AnonymousGame(gain=lambda m: GAINS[m - 1], defendants=N)
    assert game.levels is None


def test_polars_frames_are_read():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"holdouts": [1, 2], "gain": [-1.5, 0.1]})
    assert pg.from_payoffs(frame).gain == (Fraction(-3, 2), Fraction(1, 10))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"holdouts": [1, 3], "gain": [1, 2]}, "each number of hold-outs from 1 on .2 is not"),
        ({"holdouts": [1, 1], "gain": [1, 2]}, "row 3, gain = 2: must be one number for each"),
        ({"holdouts": [1, 2], "gain": [1, "x"]}, "row 3, gain = x"),
        ({"holdouts": [1.5], "gain": [1]}, "row 2, holdouts = 3/2: must be a whole number"),
        ({"holdouts": [1], "gain": [None]}, "gain: must have numbers"),
        ({"holdouts": [None], "gain": [1]}, "row 2, holdouts: must be a number"),
        ({"holdouts": [1, 2], "hold_out": [1, 2], "plead": [1, 2]}, "from 0 on .0 is not"),
        ({"holdouts": [0, 1, 2], "hold_out": [None, 1, 2], "plead": [1, None, None]},
         "plead for 0 to N − 1"),
        ({"holdouts": [1], "hold_out": [1]}, "plead: is no column"),
        ({"count": [1], "gain": [1]}, "holdouts: is no column"),
        ({"holdouts": [1, 2], "gain": [1]}, "one length"),
        ({"m": [1], "holdouts": [1], "gain": [1]}, "each heading once"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_said(table, said):
    with pytest.raises(pg.errors.TableError, match=said):
        pg.from_payoffs(table)


@pytest.mark.parametrize(
    "given",
    [
        {"gain": [1, 2], "defendants": 2},
        {"gain": abs},
        {"gain": abs, "defendants": 0},
        {"gain": abs, "defendants": 10**9},
        {"hold_out": abs, "plead": [1], "defendants": 1},
        {"gain": lambda m: "x", "defendants": 2},
    ],
)
def test_functions_and_their_number_go_together(given):
    with pytest.raises(pg.ParameterError):
        pg.AnonymousGame(**given)


def test_the_command_line_takes_tables_of_payoffs_and_sends_others_on(tmp_path, command):
    payoffs, places = tmp_path / "payoffs.csv", tmp_path / "places.csv"
    payoffs.write_text(csv_of(), encoding="utf-8")
    places.write_text("name,filings,trials,offer,sentence\nAdams,230,12,4,10\n")
    code, out, _ = command("equilibria", payoffs, "--format", "csv")
    assert code == 0 and out.startswith("kind,") and "\nmixed," in out
    for asked in ("thresholds", "equilibria"):
        code, out, err = command(asked, places)
        assert (code, out) == (2, "") and f"sweep --places {places}" in err
    assert command("equilibria", payoffs, "--offer", 3)[0] == 2
