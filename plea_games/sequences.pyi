from .design.best_offers import (
    BestOffers as BestOffers,
    OfferPlan as OfferPlan,
    best_offers as best_offers,
)
from .design.unique_implementation import (
    UniqueImplementation as UniqueImplementation,
    unique_implementation as unique_implementation,
)
from .design.visibility import (
    Visibility as Visibility,
    visibility as visibility,
)
from .solvers.sequences.elimination import (
    elimination as elimination,
    elimination_cases as elimination_cases,
)
from .solvers.sequences.elimination_trace import (
    Elimination as Elimination,
    EliminationCases as EliminationCases,
)
from .solvers.sequences.game_tree import game_tree as game_tree
from .solvers.sequences.game_tree_result import (
    Decision as Decision,
    GameTree as GameTree,
    Leaf as Leaf,
)
from .solvers.sequences.sequential import (
    adaptive_offers as adaptive_offers,
    announced_order as announced_order,
    fixed_offers as fixed_offers,
    offers_in_rounds as offers_in_rounds,
    trials_at_once as trials_at_once,
)
from .solvers.sequences.sequential_play import SequentialPlay as SequentialPlay
from .solvers.sequences.unique_offers import (
    UniqueOffers as UniqueOffers,
    unique_offers as unique_offers,
)
