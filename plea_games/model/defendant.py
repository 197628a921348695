"""A named defendant, who may differ from all others."""

from dataclasses import replace

from sympy import Expr, Symbol

from ..errors import Fault, ParameterError, shown
from .exact import NumberError
from .keywords import TellsKeywords
from .parameters import DEFENDANT_PARAMETERS, PARAMETER
from .reading import Quantity, read_parameter, trial_cost_faults


class Defendant(TellsKeywords):
    """One named defendant.

    Each number may be a sympy expression.

    Parameters
    ----------
    name
        As tables and files print it.
    offer, sentence, process_cost, dismissal_cost
        sᵢ, Jᵢ, cᵢ and dᵢ ≥ 0, in years.
    conviction
        pᵢ, from 0 to 1.
    trial_value
        Vᵢ ≥ 0, what this trial is worth to the prosecutor, in years; pᵢJᵢ unless given.
    prosecution_cost
        aᵢ ≥ 0, what this trial costs the prosecutor, in the unit of her budget; 1 unless given.
    group
        The name of the group with which she identifies, if any. With :class:`Solidarity`, holding
        out is worth more to her the more of this group hold out; without a group, of all.

    Raises
    ------
    ParameterError
        With one line for each rule that is broken.

    Examples
    --------
    >>> Defendant("D1", offer=4, sentence=10, conviction=0.8).trial_cost
    8
    """

    __slots__ = ("group", "name", "values")

    def __init__(
        self,
        name: str,
        *,
        offer: Quantity,
        sentence: Quantity,
        conviction: Quantity = 1,
        process_cost: Quantity = 0,
        dismissal_cost: Quantity = 0,
        trial_value: Quantity | None = None,
        prosecution_cost: Quantity = 1,
        group: str | None = None,
    ) -> None:
        given = {
            "offer": offer,
            "sentence": sentence,
            "conviction": conviction,
            "process_cost": process_cost,
            "dismissal_cost": dismissal_cost,
            "trial_value": 0 if trial_value is None else trial_value,
            "prosecution_cost": prosecution_cost,
        }
        if not isinstance(name, str) or not name:
            raise ParameterError([Fault("name", shown(name), "must be text", "name the defendant")])
        if group is not None and (not isinstance(group, str) or not group):
            rule = "must be text"
            raise ParameterError([Fault(f"{name}: group", shown(group), rule, "name the group")])
        self.name = name
        self.group = group
        self.values: dict[str, Expr] = {}
        faults = []
        for parameter in DEFENDANT_PARAMETERS:
            try:
                self.values[parameter.name] = read_parameter(parameter, given[parameter.name])
            except NumberError as rule:
                value = shown(given[parameter.name])
                place = f"{name}: {parameter.name}"
                faults.append(Fault(place, value, str(rule), parameter.remedy))
        faults += [
            replace(fault, parameter=f"{name}: {fault.parameter}")
            for fault in trial_cost_faults(self.values)
        ]
        if faults:
            raise ParameterError(faults)
        if trial_value is None:
            self.values["trial_value"] = self.values["conviction"] * self.values["sentence"]

    @property
    def title(self) -> str:
        """Her name for a table's heading, with her group below."""
        return self.name if self.group is None else f"{self.name}\n({self.group})"

    @property
    def offer(self) -> Expr:
        """sᵢ, in years."""
        return self.values["offer"]

    @property
    def dismissal_cost(self) -> Expr:
        """dᵢ, in years."""
        return self.values["dismissal_cost"]

    @property
    def trial_cost(self) -> Expr:
        """Tᵢ = pᵢJᵢ + cᵢ, in years."""
        part = self.values
        return part["conviction"] * part["sentence"] + part["process_cost"]

    @property
    def at_stake(self) -> Expr:
        """Tᵢ − dᵢ, in years."""
        return self.trial_cost - self.dismissal_cost

    @property
    def offer_ratio(self) -> Expr:
        """rᵢ = (sᵢ − dᵢ)/(Tᵢ − dᵢ)."""
        return (self.offer - self.dismissal_cost) / self.at_stake

    def with_offer(self, offer: Quantity) -> "Defendant":
        """The same defendant with another offer."""
        return Defendant(self.name, **{**self.values, "offer": offer}, group=self.group)

    def __repr__(self) -> str:
        stated = ", ".join(f"{name}={value}" for name, value in self.values.items())
        group = "" if self.group is None else f", group={self.group!r}"
        return f"Defendant({self.name!r}, {stated}{group})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Defendant):
            return NotImplemented
        return (self.name, self.values, self.group) == (other.name, other.values, other.group)

    def __hash__(self) -> int:
        return hash((self.name, self.group, *self.values.values()))


OWN_SYMBOLS = ("offer", "sentence", "conviction", "process_cost", "dismissal_cost")


def own_symbol(name: str, number: int) -> Symbol:
    """s_1 for the first defendant's offer, and so on."""
    letter = PARAMETER[name].letter
    return Symbol(f"{letter}_{number}", positive=True if name == "sentence" else None,
                  nonnegative=True)  # fmt: skip
