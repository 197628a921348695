"""Constraints for pip: every requirement of pyproject.toml at the lowest version that it allows."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
extras = project["optional-dependencies"].values()
requirements = [*project["dependencies"], *(each for listed in extras for each in listed)]
fixed = {each.partition("==")[0] for each in requirements if "==" in each}
lowest = {re.sub(r"(\[.*\])?>=", "==", each) for each in requirements if ">=" in each}
print(*sorted(each for each in lowest if each.partition("==")[0] not in fixed), sep="\n")
