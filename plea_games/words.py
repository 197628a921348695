"""Terms of art, each once: what it means in plain words, for tables, ``--help``, docs and page."""

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Word:
    """A term of art.

    Attributes
    ----------
    name
        As it is printed.
    says
        What it means, in one line that a newcomer understands.
    forms
        Other words under which it appears.
    """

    name: str
    says: str
    forms: tuple[str, ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds it in a text, as a whole word."""
        forms = "|".join(map(re.escape, (self.name, *self.forms)))
        return re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)


WORDS = (
    Word(
        "backward induction",
        "reasoning from the last decision back to the first",
    ),
    Word(
        "basin",
        "the expectations from which people who keep adjusting end in the same equilibrium",
        ("basins", "basin of attraction"),
    ),
    Word(
        "best reply",
        "the choice that is best for one defendant, given what all others do",
        ("best replies", "best response"),
    ),
    Word(
        "coalition-proof",
        "no group gains by changing together, if only changes count that the group would keep to",
    ),
    Word(
        "cognitive hierarchy",
        "people think different numbers of steps ahead, and expect others to think fewer",
    ),
    Word(
        "collective price",
        "offer ratio at which a union acting as one is indifferent",
    ),
    Word(
        "correlated equilibrium",
        "a mediator tells each in private what to do, and nobody gains by doing otherwise",
        ("correlated equilibria",),
    ),
    Word(
        "divide-and-conquer",
        "offers are made to one after another, so that each pleads for fear of standing alone",
        ("divide and conquer",),
    ),
    Word(
        "dominant",
        "best whatever the others do: weakly if sometimes no better, strictly if always better",
        ("dominance", "dominates", "strictly dominant", "weakly dominant"),
    ),
    Word(
        "doubling share",
        "share of the pleading defendants whose refusal doubles trial demand",
    ),
    Word(
        "equilibrium",
        "what everybody does such that nobody gains by changing her own choice alone",
        ("equilibria", "Nash equilibrium", "Nash equilibria"),
    ),
    Word(
        "exact potential",
        "one number for all that moves as each defendant's own payoff does when she alone changes",
        ("potential maximizer",),
    ),
    Word(
        "fixation",
        "one choice has taken over, so that there is nobody left to copy the other from",
    ),
    Word(
        "global game",
        "each knows the stakes with a small error of her own; then often one equilibrium is left",
        ("global-game selection", "global-game limit"),
    ),
    Word(
        "hard core",
        "committed hold-outs with whom holding out is a best reply for all others",
    ),
    Word(
        "iterated dominance",
        "strike out choices that never pay, then those that never pay without these, and so on",
    ),
    Word(
        "Laplacian",
        "the selection for people who think any number of hold-outs as likely as any other",
        ("Laplacian choice", "Laplacian price"),
    ),
    Word(
        "Laplacian ratio",
        "mean chance of trial if any number of hold-outs is as likely; above it, all-hold-out is "
        "risk dominant",
    ),
    Word(
        "level-k",
        "each thinks one step further than those whose choice she foresees",
    ),
    Word(
        "mixed",
        "each holds out with a probability at which both choices are worth the same",
        ("mixed equilibrium", "mixed equilibria"),
    ),
    Word(
        "offer ratio",
        "the offer as a share of what trial costs",
    ),
    Word(
        "passive or wary beliefs",
        "an offer that surprises says nothing of the others' offers, or that these are the "
        "prosecutor's best beside it",
    ),
    Word(
        "plead-favourable",
        "of several equilibria, the one with the fewest hold-outs is played",
    ),
    Word(
        "profile",
        "who does what: one choice for each defendant",
        ("profiles",),
    ),
    Word(
        "quantal response",
        "people err, the less the more it costs them; each reckons with the errors of the others",
    ),
    Word(
        "regret",
        "what one defendant would gain by her best change alone; 0 in an equilibrium",
        ("max regret",),
    ),
    Word(
        "risk dominant",
        "the equilibrium that suits those who cannot tell how many others will hold out",
        ("risk dominance",),
    ),
    Word(
        "Sobol index",
        "share of a result's variation that is due to one unknown",
        ("Sobol indices",),
    ),
    Word(
        "stable",
        "a small departure leads back to it; strictly: each would lose by changing alone",
    ),
    Word(
        "stake",
        "T − d, what being tried costs more than waiting",
        ("the stake",),
    ),
    Word(
        "strike-favourable",
        "of several equilibria, the one with the most hold-outs is played",
    ),
    Word(
        "subgame-perfect",
        "each plan is best from every point on, also where play should never come",
    ),
    Word(
        "supremum",
        "the least number that is never passed; at the number itself the statement may fail",
        ("suprema",),
    ),
    Word(
        "tipping point",
        "hold-outs, oneself included, from which holding out is a best reply",
    ),
    Word(
        "trial rate",
        "share of the caseload that can be tried",
    ),
    Word(
        "undominated",
        "no other choice is at least as good whatever the others do, and sometimes better",
    ),
    Word(
        "unravelling",
        "one after another pleads, since each who is next in line for trial does better so",
        ("unravelling rounds", "unravels"),
    ),
)  # fmt: skip
"""In alphabetical order."""

_WORD = {word.name: word for word in WORDS}
_LONGEST_FIRST = sorted(WORDS, key=lambda word: -len(word.name))


def meaning_of(name: str) -> str:
    """What a term of art means.

    >>> meaning_of("offer ratio")
    'the offer as a share of what trial costs'
    """
    return _WORD[name].says


def words_in(text: str) -> list[Word]:
    """The terms of art in a text, but for those that it explains itself.

    >>> [word.name for word in words_in("Pleading is a best reply, and risk dominant.")]
    ['best reply', 'risk dominant']
    """
    left, present = text, set()
    for word in _LONGEST_FIRST:  # what is risk dominant need not be dominant
        left, times = word.pattern.subn(" ", left)
        if times and word.says not in text:
            present.add(word)
    return [word for word in WORDS if word in present]
