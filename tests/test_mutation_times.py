"""Mutants are out of time by what they do, and never since the machine is slow."""

import pytest

from tests.mutation.outcomes import Outcome, in_time


def taking(work, machine, verdict="survived"):
    """A run that takes so much work on a machine that is so many times slower."""

    def run(seconds):
        share = work * machine / seconds
        return Outcome("timeout" if share > 1 else verdict, "", min(share, 1.0))

    return run


@pytest.mark.parametrize("machine", [0.2, 1, 7, 60])
def test_a_slow_machine_changes_no_verdict(machine):
    as_it_is = taking(1, machine)
    assert in_time(taking(1, machine), as_it_is, 5).verdict == "survived"
    assert in_time(taking(1, machine, "killed"), as_it_is, 5).verdict == "killed"
    assert in_time(taking(10**6, machine), as_it_is, 5).verdict == "timeout"


def test_what_cannot_be_told_is_untested():
    hangs = taking(10**9, 1)
    assert in_time(hangs, hangs, 5).verdict == "untested"
