"""Results print, record and refuse as kept in ``tests/printed/``.

After a change that is meant: ``python -m tests.printouts``, and read the difference.
"""

import pytest

from tests.printouts import FOLDER, kept, path_of, printouts, shown

PRINTOUTS = printouts()
KEPT = {name: kept(path_of(name)) for name in PRINTOUTS}


@pytest.mark.parametrize(
    ("name", "title"), [(name, title) for name in PRINTOUTS for title in PRINTOUTS[name]]
)
def test_results_print_what_is_kept(name, title):
    assert shown(PRINTOUTS[name][title]).splitlines() == KEPT[name][title].splitlines()


def test_nothing_is_kept_that_is_not_printed():
    assert {path.name for path in FOLDER.iterdir()} == {path_of(name).name for name in PRINTOUTS}
    assert all(list(KEPT[name]) == list(PRINTOUTS[name]) for name in PRINTOUTS)
