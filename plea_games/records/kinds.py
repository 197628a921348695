"""What can become of a case, and which of several things decides."""

from typing import Literal, get_args

Kind = Literal[
    "jury_convicted",
    "judge_convicted",
    "tried_convicted",
    "mistrial",
    "jury_acquitted",
    "judge_acquitted",
    "tried_acquitted",
    "pleaded_at_trial",
    "pleaded",
    "diverted",
    "unresolved",
    "transferred",
    "screened",
    "dismissed",
    "filed",
]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they decide where a defendant's charges ended in different ways."""

MEANING: dict[Kind, str] = {
    "jury_convicted": "convicted by a jury",
    "judge_convicted": "convicted by a judge after a bench trial",
    "tried_convicted": "convicted at a trial of which the file does not say the kind",
    "mistrial": "tried by a jury that gave no verdict",
    "jury_acquitted": "acquitted by a jury, or by a judge in a jury trial",
    "judge_acquitted": "acquitted by a judge after a bench trial",
    "tried_acquitted": "acquitted at a trial of which the file does not say the kind",
    "pleaded_at_trial": "pleaded guilty after the trial had begun",
    "pleaded": "pleaded guilty or no contest before trial",
    "diverted": "diverted, with or without a finding of guilt",
    "unresolved": "no end that the file knows, such as a warrant, a death or an open case",
    "transferred": "went to another court",
    "screened": "ended before there was anything to offer, such as no probable cause",
    "dismissed": "dropped or dismissed",
    "filed": "a count of filings, in a table that states them beside the dispositions",
}

CONVICTED: tuple[Kind, ...] = ("jury_convicted", "judge_convicted", "tried_convicted")
ACQUITTED: tuple[Kind, ...] = ("jury_acquitted", "judge_acquitted", "tried_acquitted")
TRIED: tuple[Kind, ...] = (*CONVICTED, "mistrial", *ACQUITTED)
TRIED_BY_JURY: tuple[Kind, ...] = ("jury_convicted", "mistrial", "jury_acquitted")
PLEADED: tuple[Kind, ...] = ("pleaded_at_trial", "pleaded")
ENDINGS: tuple[Kind, ...] = KINDS[:-1]

Mode = Literal["plea", "trial"]
MODES: tuple[Mode, ...] = get_args(Mode)
