from .design.collective_bargain import (
    CollectiveBargain as CollectiveBargain,
    nash_bargain as nash_bargain,
    rubinstein_bargain as rubinstein_bargain,
)
from .design.contest.moves import Move as Move
from .design.contest.postures import Posture as Posture
from .design.dismissal_choice import (
    DismissalChoice as DismissalChoice,
    cheapest_dismissals as cheapest_dismissals,
)
from .design.office_clients import (
    OfficeClient as OfficeClient,
    OfficeStrike as OfficeStrike,
    least_office as least_office,
    office_strike as office_strike,
)
from .design.offices import (
    Office as Office,
    OfficeEquilibrium as OfficeEquilibrium,
    Offices as Offices,
    offices as offices,
)
from .design.quorum_pledge import (
    QuorumPledge as QuorumPledge,
    quorum_pledge as quorum_pledge,
)
from .solvers.hard_cores import (
    HardCore as HardCore,
    hard_core as hard_core,
)
from .solvers.strike_cap import (
    StrikeAsCap as StrikeAsCap,
    strike_as_cap as strike_as_cap,
)
