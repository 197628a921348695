"""The plain game's formulas as Python, exact on fractions, so that numbers need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from math import ceil
from typing import Any

from .closed_form import FormInNumbers, RegimeInNumbers


def trial_cost(J: Any, p: Any, c: Any) -> Any:
    return J*p + c


def trial_probability(m: Any, K: Any) -> Any:
    return min(1, K/m)


def lottery(N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any) -> Any:
    return N, K, s, J*p + c, d, 0


def outcome(N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any, M: Any, M_t: Any) -> Any:
    return -M_t*(-J*p - c) + d*(M - M_t) + s*(-M + N), J*M_t*p + s*(-M + N), -M + M_t*p + N, M - M_t


def price_of_anarchy(N: Any, K: Any, s: Any, J: Any, p: Any, c: Any, d: Any) -> Any:
    return N*s, -K*(-J*p - c) + d*(-K + N)


FORMS = (
    FormInNumbers('trial_rate', 'Trial rate κ', 'share', 'share of the caseload that can be tried', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: True,
            lambda N, K, s, d, T, kappa, r, L: K/N,
            'K/N', '$K / N$', ''),
    )),
    FormInNumbers('offer_ratio', 'Offer ratio r', 'ratio', 'the offer as a share of what trial costs', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: True,
            lambda N, K, s, d, T, kappa, r, L: (-d + s)/(T - d),
            '(s − d)/(T − d)', '$\\frac{s - d}{T - d}$', ''),
    )),
    FormInNumbers('collective_price', 'Collective price', 'ratio', 'offer ratio at which a union acting as one is indifferent', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: True,
            lambda N, K, s, d, T, kappa, r, L: min(1, kappa),
            'min(1, κ)', '$\\min\\left(1, \\kappa\\right)$', ''),
    )),
    FormInNumbers('doubling_share', 'Doubling share', 'share', 'share of the pleading defendants whose refusal doubles trial demand', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (2*K <= N),
            lambda N, K, s, d, T, kappa, r, L: K/(-K + N),
            'K/(N − K)', '$\\frac{K}{N - K}$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0),
            None,
            '', '', 'there is no trial demand to double (K = 0)'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (2*K > N),
            None,
            '', '', 'even if all refused, demand would not double (K > N/2)'),
    )),
    FormInNumbers('tipping_holdouts', 'Tipping point', 'defendants', 'hold-outs, oneself included, from which holding out is a best reply', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0) or (r >= 1),
            lambda N, K, s, d, T, kappa, r, L: 1,
            '1', '$1$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= kappa) and (r < 1),
            lambda N, K, s, d, T, kappa, r, L: ceil(K/r),
            '⌈K/r⌉', '$\\left\\lceil{K / r}\\right\\rceil$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 0) or (r < 0),
            None,
            '', '', 'the offer is no worse than waiting (r ≤ 0), so pleading is always best'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 0) and (r < 1) and (r < kappa),
            None,
            '', '', 'the threat outweighs the offer however many hold out (r < κ)'),
    )),
    FormInNumbers('tipping_share', 'Tipping share', 'share', 'the tipping point as a share of all defendants', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0) or (r >= 1),
            lambda N, K, s, d, T, kappa, r, L: 1/N,
            '1/N', '$1 / N$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= kappa) and (r < 1),
            lambda N, K, s, d, T, kappa, r, L: ceil(K/r)/N,
            '⌈K/r⌉/N', '$\\left\\lceil{K / r}\\right\\rceil / N$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 0) or (r < 0),
            None,
            '', '', 'the offer is no worse than waiting (r ≤ 0), so pleading is always best'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 0) and (r < 1) and (r < kappa),
            None,
            '', '', 'the threat outweighs the offer however many hold out (r < κ)'),
    )),
    FormInNumbers('hard_core', 'Hard core', 'defendants', 'committed hold-outs with whom holding out is a best reply for all others', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0) or (r >= 1),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= kappa) and (r < 1),
            lambda N, K, s, d, T, kappa, r, L: ceil(K/r) - 1,
            '⌈K/r⌉ − 1', '$\\left\\lceil{K / r}\\right\\rceil - 1$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 0) or (r < 0),
            None,
            '', '', 'the offer is no worse than waiting (r ≤ 0), so pleading is always best'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 0) and (r < 1) and (r < kappa),
            None,
            '', '', 'the threat outweighs the offer however many hold out (r < κ)'),
    )),
    FormInNumbers('mixed_probability', 'Mixed equilibrium x*', 'share', 'where more than this share are expected to hold out, holding out pays; below, pleading', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > kappa) and (r < 1),
            None,
            'F(x) = r', '$F(x) = r$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r == 0) or (r == 1) and (K >= N),
            None,
            '', '', 'everyone is indifferent, so every probability is an equilibrium'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 0) or (r < 0),
            None,
            '', '', 'the offer is no worse than waiting (r ≤ 0), so pleading is always best'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 0) and (r < 1) and (r < kappa),
            None,
            '', '', 'the threat outweighs the offer however many hold out (r < κ)'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r == kappa) and (K >= 1) and (r < 1),
            None,
            '', '', 'all-plead attracts from everywhere: only if all hold out is that as good (r = κ)'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r > 0),
            None,
            '', '', 'all-hold-out attracts from everywhere: nobody is tried (K = 0)'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 1) or (r == 1) and (K >= 1) and (K < N),
            None,
            '', '', 'all-hold-out attracts from everywhere: trial is no worse than the offer (r ≥ 1)'),
    )),
    FormInNumbers('laplacian_ratio', 'Laplacian ratio L', 'ratio', 'mean chance of trial if any number of hold-outs is as likely; above it, all-hold-out is risk dominant', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K < N),
            lambda N, K, s, d, T, kappa, r, L: L,
            'κ(1 + H(N) − H(K))', '$\\kappa \\left(1 + H\\left(N\\right) - H\\left(K\\right)\\right)$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= N),
            lambda N, K, s, d, T, kappa, r, L: L,
            '1', '$1$', ''),
    ), True),
    FormInNumbers('risk_dominant', 'Risk dominant', 'choice', 'the safer choice for those who cannot tell what others do (Laplacian, global-game selection)', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r > L),
            lambda *_: 'hold out',
            'hold out', '$\\mbox{hold out}$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r < L),
            lambda *_: 'plead',
            'plead', '$\\mbox{plead}$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r == L),
            lambda *_: 'tie',
            'tie', '$\\mbox{tie}$', ''),
    ), True),
    FormInNumbers('resilience', 'Resilience to capacity', 'factor', 'factor on K up to which all-hold-out stays an equilibrium (below 1 it is none now)', 'most', (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 0) and (r < 1),
            lambda N, K, s, d, T, kappa, r, L: r/kappa,
            'r/κ', '$r / \\kappa$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r < 0),
            None,
            '', '', 'the offer is better than waiting (r < 0), so no capacity is small enough'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0),
            None,
            '', '', 'without bound: there are no trials to multiply (K = 0)'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 1),
            None,
            '', '', 'without bound: certain trial is no worse than the offer (r ≥ 1)'),
    )),
    FormInNumbers('trial_cost_resilience', 'Resilience to trial cost', 'factor', 'factor on T up to which all-hold-out stays an equilibrium (below 1 it is none now)', 'most', (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 0),
            lambda N, K, s, d, T, kappa, r, L: (d + (-d + s)/min(1, kappa))/T,
            '(d + (s − d)/min(1, κ))/T', '$\\left(d + \\left(s - d\\right) / \\min\\left(1, \\kappa\\right)\\right) / T$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 0) or (r < 0),
            None,
            '', '', 'the offer is no worse than waiting (r ≤ 0), so pleading is always best'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0),
            None,
            '', '', 'without bound: there are no trials to multiply (K = 0)'),
    )),
    FormInNumbers('unravelling_rounds', 'Unravelling rounds', 'rounds', 'rounds in which pleading spreads if the order of trials is announced, ties pleading', None, (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r <= 1) and (r > 0),
            lambda N, K, s, d, T, kappa, r, L: ceil(N/K),
            '⌈N/K⌉', '$\\left\\lceil{N / K}\\right\\rceil$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (r <= 0),
            lambda N, K, s, d, T, kappa, r, L: 1,
            '1', '$1$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r > 0),
            None,
            '', '', 'nobody is tried (K = 0), so nothing unravels'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r > 1),
            None,
            '', '', 'the offer is worse than certain trial (r > 1), so nothing unravels'),
    )),
    FormInNumbers('side_payment_exists', 'Side payment: existence', 'years', 'least payment to each hold-out tried for all-hold-out to be an equilibrium', 'least', (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r < 0),
            None,
            '', '', 'nobody is tried (K = 0), so a payment to those tried reaches nobody'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r < 0),
            lambda N, K, s, d, T, kappa, r, L: T - d - (-d + s)/min(1, kappa),
            'T − d − (s − d)/min(1, κ)', '$T - d - \\left(s - d\\right) / \\min\\left(1, \\kappa\\right)$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= min(1, kappa)),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 0) and (r < min(1, kappa)),
            lambda N, K, s, d, T, kappa, r, L: T - d - (-d + s)/min(1, kappa),
            'T − d − (s − d)/min(1, κ)', '$T - d - \\left(s - d\\right) / \\min\\left(1, \\kappa\\right)$', ''),
    )),
    FormInNumbers('side_payment_risk_dominant', 'Side payment: risk dominance', 'years', 'the same for all-hold-out to be risk dominant; exactly this much leaves both as good', 'least', (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r < 0),
            None,
            '', '', 'nobody is tried (K = 0), so a payment to those tried reaches nobody'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r < 0),
            lambda N, K, s, d, T, kappa, r, L: T - d - (-d + s)/min(1, kappa),
            'T − d − (s − d)/min(1, κ)', '$T - d - \\left(s - d\\right) / \\min\\left(1, \\kappa\\right)$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= L),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 0) and (r < L),
            lambda N, K, s, d, T, kappa, r, L: T - d - (-d + s)/L,
            'T − d − (s − d)/L', '$T - d - \\left(s - d\\right) / L$', ''),
    ), True),
    FormInNumbers('side_payment_dominant', 'Side payment: dominance', 'years', 'the same for holding out to be a best reply whatever others do', 'least', (
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r < 0),
            None,
            '', '', 'nobody is tried (K = 0), so a payment to those tried reaches nobody'),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K == 0) and (r >= 0),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r < 0),
            lambda N, K, s, d, T, kappa, r, L: T - d - (-d + s)/min(1, kappa),
            'T − d − (s − d)/min(1, κ)', '$T - d - \\left(s - d\\right) / \\min\\left(1, \\kappa\\right)$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 1),
            lambda N, K, s, d, T, kappa, r, L: 0,
            '0', '$0$', ''),
        RegimeInNumbers(
            lambda N, K, s, d, T, kappa, r, L: (K >= 1) and (r >= 0) and (r < 1),
            lambda N, K, s, d, T, kappa, r, L: T - s,
            'T − s', '$T - s$', ''),
    )),
)

FORM = {form.name: form for form in FORMS}


PHASES = ('strike impossible', 'possible but risky', 'risk dominant', 'trial better anyway')
"""From the hardest for a strike to the easiest."""

PHASE = FormInNumbers('phase', 'Phase', 'choice', 'what a strike is up against', None, (
    RegimeInNumbers(
        lambda kappa, r, L: (r >= 1),
        lambda *_: 'trial better anyway',
        'trial better anyway', '$\\mbox{trial better anyway}$', ''),
    RegimeInNumbers(
        lambda kappa, r, L: (r >= L) and (r < 1),
        lambda *_: 'risk dominant',
        'risk dominant', '$\\mbox{risk dominant}$', ''),
    RegimeInNumbers(
        lambda kappa, r, L: (r >= min(1, kappa)) and (r < 1) and (r < L),
        lambda *_: 'possible but risky',
        'possible but risky', '$\\mbox{possible but risky}$', ''),
    RegimeInNumbers(
        lambda kappa, r, L: (r < 1) and (r < L) and (r < min(1, kappa)),
        lambda *_: 'strike impossible',
        'strike impossible', '$\\mbox{strike impossible}$', ''),
), True)


CRITICAL_DISCOUNT = FormInNumbers('critical_discount', 'Critical discount factor δ*', 'share', "discount factor from which the union's future support sustains holding out", None, (
    RegimeInNumbers(
        lambda G, u: (G <= 0),
        lambda G, u: 0,
        '0', '$0$', ''),
    RegimeInNumbers(
        lambda G, u: (G > 0) and (u > 0),
        lambda G, u: G/(G + u),
        'G/(G + u)', '$\\frac{G}{G + u}$', ''),
    RegimeInNumbers(
        lambda G, u: (u == 0) and (G > 0),
        None,
        '', '', 'without support (u = 0) there is nothing to lose'),
))
