"""Results print, record and refuse as kept in ``tests/printed/``.

After a change that is meant: ``python -m tests.printouts``, and read the difference.
"""

import pytest

from plea_games.tables import Tabular
from tests.printouts import FOLDER, kept, path_of, printouts, shown
from tests.test_exports import exported

PRINTOUTS = printouts()
KEPT = {name: kept(path_of(name)) for name in PRINTOUTS}


@pytest.mark.parametrize(
    ("name", "title"), [(name, title) for name in PRINTOUTS for title in PRINTOUTS[name]]
)
def test_results_print_what_is_kept_and_go_to_frames_and_papers(name, title):
    answers = []

    def answer():
        answers.append(PRINTOUTS[name][title]())
        return answers[0]

    assert shown(answer).splitlines() == KEPT[name][title].splitlines()
    if answers and isinstance(answers[0], Tabular):
        exported(answers[0])


def test_nothing_is_kept_that_is_not_printed():
    assert {path.name for path in FOLDER.iterdir()} == {path_of(name).name for name in PRINTOUTS}
    assert all(list(KEPT[name]) == list(PRINTOUTS[name]) for name in PRINTOUTS)
