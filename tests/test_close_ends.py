"""Where a monotone function changes its sign: close ends, and the answers that follow from them."""

from fractions import Fraction

import pytest

from plea_games.design.amounts.close_ends import close_ends, told_by

WHERE = (1e-35, 3e-20, 0.001, 0.3, 1.0, 5.0, 1234.5, 2.0**40 + 0.5)
SHAPES = {
    "a line": lambda x, root: x - root,
    "a cube": lambda x, root: x**3 - root**3,
    "a ratio": lambda x, root: 1 - root / x if x else -1e300,
    "a jump": lambda x, root: 7.0 if x >= root else -1e-9,
    "flat far away": lambda x, root: min(x - root, root),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("root", WHERE)
@pytest.mark.parametrize("rises", [True, False])
def test_ends_part_what_will_do(shape, root, rises):
    asked = []

    def value(amount):
        asked.append(amount)
        found = SHAPES[shape](amount, root)
        return found if rises else (-found or -0.0)

    ends = (2.0**64, 0.0) if rises else (0.0, 2.0**64)
    met, missed = close_ends(value, *ends)
    assert value(met) >= 0 > value(missed)
    assert (met > missed) == rises
    assert len(asked) <= 40
    if shape == "a line" and root > 1e-25:
        assert abs(met - missed) <= 1e-12 * root


def test_what_is_beyond_the_ends_is_not_asked():
    asked = []

    def is_met(amount):
        asked.append(amount)
        return amount >= Fraction(5, 2)

    rising = told_by((3.0, 2.0), is_met)
    assert [rising(Fraction(each)) for each in (1, 2, 3, 4)] == [False, False, True, True]
    falling = told_by((2.0, 3.0), lambda amount: not is_met(amount))
    assert [falling(Fraction(each)) for each in (1, 2, 3, 4)] == [True, True, False, False]
    assert asked == []
    assert (rising(Fraction(9, 4)), rising(Fraction(11, 4))) == (False, True)
    assert (falling(Fraction(9, 4)), falling(Fraction(11, 4))) == (True, False)
    assert len(asked) == 4
