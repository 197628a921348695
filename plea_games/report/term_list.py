"""The terms that a game may have, by the names of their parameters."""

from ..model.terms.together import kinds
from ..tables import Column, Hint, Table
from .formats import Format, render


def term_list(format: Format) -> str:
    """A row for each parameter of a term."""
    listed = [(kind, each) for kind in kinds() for each in kind.parameters.values()]
    records = [
        {
            "parameter": each.name,
            "letter": each.letter,
            "meaning": each.meaning,
            "unit": each.unit,
            "minimum": each.minimum,
            "maximum": each.maximum,
            "default": each.default,
            "class": kind.__name__,
            "side": kind.side,
        }
        for kind, each in listed
    ]
    columns = (
        Column("parameter", left=True),
        Column("what it is", left=True, wrap=48),
        Column("unit", left=True),
        Column("range", left=True, wrap=30),
        Column("added by", left=True),
        Column("in Python, pg.", left=True),
    )
    rows = [
        (
            each.name,
            each.meaning,
            each.unit,
            each.rule.removeprefix("must be "),
            kind.side,
            kind.__name__,
        )
        for kind, each in listed
    ]
    hint = Hint(
        "'plea-games thresholds j20 --with side_payment=2' adds one, and so do all commands on a "
        "caseload."
    )
    return render(Table("Terms, by their parameters", columns, rows, [hint]), records, format)
