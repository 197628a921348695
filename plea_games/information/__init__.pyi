from .deviations.coalitions import (
    CoalitionEquilibrium as CoalitionEquilibrium,
    Coalitions as Coalitions,
)
from .learning.prosecutor_stopping import (
    ProsecutorStopping as ProsecutorStopping,
    StoppingPeriod as StoppingPeriod,
    prosecutor_stopping as prosecutor_stopping,
)
from .learning.trial_order import (
    FirstTrial as FirstTrial,
    TrialOrder as TrialOrder,
    trial_order as trial_order,
)
from .learning.verdicts import Passage as Passage, TaughtGoal as TaughtGoal, Verdicts as Verdicts
from .mediation.correlated import extreme_correlated_equilibria as extreme_correlated_equilibria
from .mediation.correlated_result import (
    CorrelatedEquilibria as CorrelatedEquilibria,
    Mediation as Mediation,
    NashPoint as NashPoint,
)
from .private.best_replies import BestReplies as BestReplies, best_replies as best_replies
from .private.cutoffs import Cutoff as Cutoff
from .private.private_cases_result import PrivateCases as PrivateCases
from .private.screening import ScreeningOffer as ScreeningOffer
from .races.race import (
    RaceToPlead as RaceToPlead,
    prize_race as prize_race,
    race_to_plead as race_to_plead,
)
from .races.rank_offers import RankOffers as RankOffers, rank_offers as rank_offers
from .signals.disclosure import Disclosure as Disclosure, DisclosurePolicy as DisclosurePolicy
from .testimony.witness_prices import (
    WitnessPrices as WitnessPrices,
    witness_prices as witness_prices,
)
from .wiring.named_package import NamedPackage as NamedPackage, named_package as named_package
from .wiring.packages import Packages as Packages, PackageSize as PackageSize, packages as packages
from .wiring.quorum_prices import QuorumPrice as QuorumPrice
from .wiring.wired_pleas import WiredPleas as WiredPleas, wired_pleas as wired_pleas
