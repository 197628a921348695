"""The payoffs' parts, and what terms change of them, as Python: numbers need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from typing import Any, NamedTuple

LEAVE_NO_LOTTERY = {
    ('CollectiveCounsel', ('clients', 'weight')),
    ('CooperationCredit', ('credit',)),
    ('Mistrials', ('rate', 'sanction')),
    ('Pledge', ('committed',)),
    ('Pledge', ('committed', 'reliability')),
    ('PreparationDecay', ('elasticity',)),
    ('Solidarity', ('solidarity', 'exponent')),
    ('StrikeFund', ('fund',)),
    ('Testimony', ('testimony',)),
}
"""Kinds of terms with letters in these fields, with which more than τ depends on others."""

WITH_VARYING_PLEAS = {
    'CooperationCredit',
}
"""Kinds of terms with which what a plea costs depends on how many others hold out."""

AFFINE = {
    'BetterOffer',
    'CollectiveCounsel',
    'CooperationCredit',
    'Mistrials',
    'Retaliation',
    'SidePayment',
    'Solidarity',
    'StrikeFund',
    'VisibleDefection',
}
"""Kinds of terms in whose amount every gain is affine."""

STEPS: dict[str, Any] = {
    'CostlierTrials': (
        (lambda B, a: B/a,
         lambda whole, B, a: B/whole),
    ),
}
"""What a term rounds to whole numbers, and the amount at which it is a whole one."""


class Rules(NamedTuple):
    """What terms change of the parts, and what follows from them, for numbers of one kind.

    x has the parts where H hold out, y where H − 1 do, and z where max(1, H − 1) do.
    """

    changes: Any
    players: Any
    trials: Any
    trial_probability: Any
    trial_cost: Any
    plea_sentence: Any
    plea_payoff: Any
    holdout_payoff: Any
    payoff_if_first: Any
    expected_sentence: Any
    expected_transfer: Any
    expected_stake: Any
    counselled_payoff: Any
    silence: Any
    lottery: Any


def rules(least: Any, most: Any, floor: Any, power: Any) -> Rules:
    return Rules(
        changes={
        'Solidarity': {
            'reward': lambda x, sigma, alpha: sigma*power(x.holdouts/x.all_cases, alpha) + x.reward,
        },
        'VisibleDefection': {
            'sanction': lambda x, g, v: g*v + x.sanction,
        },
        'SidePayment': {
            'transfer': lambda x, f: f + x.transfer,
        },
        'Pledge': {
            'committed': lambda x, M, q: M + x.committed,
            'reliability': lambda x, M, q: q,
        },
        'Testimony': {
            'conviction': lambda x, q_w: -power(1 - q_w, x.all_cases - x.holdouts)*(1 - x.conviction) + 1,
        },
        'CommunityJury': {
            'conviction': lambda x, y: x.conviction*(1 - y)**12,
        },
        'CostlierTrials': {
            'capacity': lambda x, B, a: floor(B/a),
        },
        'CollectiveCounsel': {
            'fellows': lambda x, n, gamma: gamma*(n - 1)/most(1, x.all_cases - 1) + x.fellows,
        },
        'DefenceOverload': {
            'defence': lambda x, K_D: K_D,
        },
        'BetterOffer': {
            'offer': lambda x, delta: x.offer*(1 - delta),
        },
        'DiscountCap': {
            'offer': lambda x, eta: most(x.offer, x.sentence*(1 - eta)),
        },
        'CooperationCredit': {
            'credit': lambda x, gamma_c: gamma_c*least(1, x.holdouts) + x.credit,
        },
        'Retaliation': {
            'sentence': lambda x, rho: rho*x.sentence,
        },
        'Dismissals': {
            'caseload': lambda x, D: -D + x.caseload,
        },
        'ConvictionCap': {
            'caseload': lambda x, Q: least(Q, x.caseload),
        },
        'YearsCap': {
            'caseload': lambda x, Y, nu: least(x.caseload, floor(Y/nu)),
        },
        'BudgetSurge': {
            'capacity': lambda x, b: x.capacity*(b + 1),
        },
        'StreamlinedTrials': {
            'capacity': lambda x, chi: x.capacity/(1 - chi),
        },
        'PooledCapacity': {
            'capacity': lambda x, K_o, phi: K_o*phi + x.capacity,
        },
        'PreparationDecay': {
            'conviction': lambda x, epsilon: x.conviction*power(least(1, x.all_capacity/x.holdouts), epsilon),
        },
        'Mistrials': {
            'conviction': lambda x, zeta, psi: x.conviction*(-psi*zeta*(1 - least(1, x.all_capacity/x.holdouts)) + 1),
        },
        'StrikeFund': {
            'transfer': lambda x, F: F/most(1, least(x.holdouts, x.trials)) + x.transfer,
        },
        },
        players=lambda x: x.caseload - x.committed,
        trials=lambda x: least(x.capacity, x.defence),
        trial_probability=lambda x: least(1, x.trials/x.holdouts),
        trial_cost=lambda x: x.conviction*x.sentence + x.process_cost - x.transfer,
        plea_sentence=lambda x: -x.credit + x.offer,
        plea_payoff=lambda x: x.credit - x.offer - x.sanction,
        holdout_payoff=lambda x: -x.dismissal_cost*(1 - least(1, x.trials/x.holdouts)) + x.reward - (x.conviction*x.sentence + x.process_cost - x.transfer)*least(1, x.trials/x.holdouts),
        payoff_if_first=lambda x: -x.dismissal_cost*(1 - least(1, x.trials)) + x.reward - (x.conviction*x.sentence + x.process_cost - x.transfer)*least(1, x.trials),
        expected_sentence=lambda x: x.conviction*x.sentence*least(1, x.trials/x.holdouts),
        expected_transfer=lambda x: x.transfer*least(1, x.trials/x.holdouts),
        expected_stake=lambda x: most(0, x.conviction*x.sentence - x.dismissal_cost + x.process_cost - x.transfer)*least(1, x.trials/x.holdouts),
        counselled_payoff=lambda x, y, z: -x.dismissal_cost*(1 - least(1, x.trials/x.holdouts)) + x.fellows*((x.caseload - x.holdouts)*(x.credit - x.offer - x.sanction - y.credit + y.offer + y.sanction) + (x.holdouts - 1)*(-x.dismissal_cost*(1 - least(1, x.trials/x.holdouts)) + x.reward + z.dismissal_cost*(1 - least(x.trials, most(1, x.holdouts - 1))/most(1, x.holdouts - 1)) - z.reward - (x.conviction*x.sentence + x.process_cost - x.transfer)*least(1, x.trials/x.holdouts) + (z.conviction*z.sentence + z.process_cost - z.transfer)*least(x.trials, most(1, x.holdouts - 1))/most(1, x.holdouts - 1))) + x.reward - (x.conviction*x.sentence + x.process_cost - x.transfer)*least(1, x.trials/x.holdouts),
        silence=lambda q_w: 1 - q_w,
        lottery=lambda x: (x.caseload, x.trials, -x.credit + x.offer + x.reward + x.sanction, x.conviction*x.sentence + x.process_cost - x.transfer, x.dismissal_cost, -x.credit + x.reward + x.sanction),
    )
