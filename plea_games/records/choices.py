"""Choices that a reading of court records cannot avoid, each with its default."""

from dataclasses import dataclass
from typing import Literal

from ..errors import Fault, ParameterError, choice_faults, shown
from ..model.exact import NumberError, exact
from .kinds import ENDINGS, KINDS, Kind
from .layout_format import Layout


@dataclass(frozen=True)
class Choices:
    """What was chosen.

    Attributes
    ----------
    facing
        The endings of those who count as facing an offer.
    trials
        "all", or "jury" for trials before a jury alone.
    mistrials
        "no conviction": a trial without a verdict is one that did not convict; or "left out" of p.
    life_months
        What a sentence for life counts as.
    concurrent
        "longest": of several sentences the longest counts; or "sum".
    cohort
        "filed": a year holds the cases filed in it; or "disposed".
    standardized
        Whether J and s are those of one mix of classes, that of the convicted at trial.
    """

    facing: tuple[Kind, ...]
    trials: Literal["all", "jury"]
    mistrials: Literal["no conviction", "left out"]
    life_months: float
    concurrent: Literal["longest", "sum"]
    cohort: Literal["filed", "disposed"]
    standardized: bool

    def lines(self) -> list[str]:
        """Each choice in words."""
        jury = "trials by jury alone" if self.trials == "jury" else "trials by jury and by judge"
        basis = {
            "filed": "cases filed in it; late ones are without an end yet (right-censored)",
            "disposed": "cases that ended in it, whenever filed",
        }[self.cohort]
        return [
            f"Facing an offer: {', '.join(self.facing)}.",
            f"Trials: {jury}; mistrials: {self.mistrials}.",
            f"A sentence for life counts {self.life_months:g} months; of several, the "
            f"{self.concurrent} counts.",
            f"A year holds the {basis}.",
            "J and s are those of one mix of classes, that of the convicted at trial."
            if self.standardized
            else "J and s are those of all classes together.",
        ]


FACING: tuple[Kind, ...] = tuple(
    kind for kind in ENDINGS if kind not in ("unresolved", "transferred", "screened")
)


def choices_of(
    layout: Layout,
    *,
    facing: object = None,
    trials: object = None,
    mistrials: object = None,
    life_months: object = 470,
    concurrent: object = "longest",
    cohort: object = None,
    standardized: object = True,
) -> Choices:
    """The choices, with the layout's defaults."""
    kinds = layout.facing or FACING if facing is None else facing
    kinds = tuple(kinds.replace(",", " ").split()) if isinstance(kinds, str) else kinds
    faults: list[Fault] = []
    listed: tuple[Kind, ...] = ()
    if not isinstance(kinds, tuple | list) or not kinds:
        rule = "must list endings"
        faults.append(Fault("facing", shown(kinds), rule, f"such as {', '.join(FACING[:3])}"))
    else:
        faults += [f for kind in kinds for f in choice_faults("facing", kind, KINDS)]
        listed = tuple(kind for kind in KINDS if kind in kinds)
    which = layout.trials if trials is None else trials
    kept = layout.mistrials if mistrials is None else mistrials
    basis = layout.period.default if cohort is None else cohort
    faults += choice_faults("trials", which, ("all", "jury"))
    faults += choice_faults("mistrials", kept, ("no conviction", "left out"))
    faults += choice_faults("concurrent", concurrent, ("longest", "sum"))
    faults += choice_faults("cohort", basis, ("filed", "disposed"))
    months = 0.0
    try:
        months = float(exact(life_months))
    except NumberError as error:
        faults.append(Fault("life_months", shown(life_months), str(error), "such as 470"))
    else:
        if months <= 0:
            rule = "must be more than 0"
            faults.append(Fault("life_months", shown(life_months), rule, "such as 470"))
    if faults:
        raise ParameterError(faults)
    return Choices(
        listed,
        which,  # type: ignore[arg-type]
        kept,  # type: ignore[arg-type]
        months,
        concurrent,  # type: ignore[arg-type]
        basis,  # type: ignore[arg-type]
        bool(standardized),
    )
