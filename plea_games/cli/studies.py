"""Scenarios and studies by one argument."""

import io
from typing import TYPE_CHECKING

from ..caseloads.files import is_there
from .game_options import find_scenario, path_or_stdin

if TYPE_CHECKING:
    from ..caseloads.scenarios import Scenario
    from ..sweeps.study import Study


def find_scenario_or_study(subject: str) -> "Scenario | Study":
    """A built-in caseload, or what a TOML file holds: a caseload's parameters, or a study."""
    from ..caseloads.files import LARGEST_TOML, opened, parse_toml
    from ..caseloads.scenarios import load_scenario, scenario_names
    from ..caseloads.short_scenarios import is_scenario
    from ..errors import ScenarioError

    is_file = subject == "-" or subject.endswith(".toml") or is_there(subject)
    if (
        subject in scenario_names() or not is_file
    ):  # a report's folder often has its caseload's name
        return find_scenario(subject)
    what, remedy = "scenario or study", "give a built-in name or the path of a TOML file"
    source = path_or_stdin(subject, what)
    with opened(source, LARGEST_TOML, what, remedy, ScenarioError) as (place, stream):
        content = stream.read(LARGEST_TOML + 1)
    example = "see 'plea-games sweep --example'"
    read = parse_toml(content, what, place, example, ScenarioError)
    again = io.BytesIO(content) if subject == "-" else subject
    if is_scenario(read):
        return load_scenario(again)
    from ..sweeps.study import load_study  # loads all that sweeps need

    return load_study(again)
