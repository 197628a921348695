"""Formulas on how long things take as Python, exact on fractions, so that numbers need not wait for sympy.

Written by ``python -m tests.formulas_in_numbers`` from the formulas in sympy, which a test compares
them with: change those, never this file.
"""

# ruff: noqa
# fmt: off

from math import exp
from typing import Any

from .closed_form import FormInNumbers, RegimeInNumbers


def gain_in_court(s: Any, d: Any, T: Any, θ: Any, v: Any, ρ: Any, Θ: Any, g: Any, W: Any) -> Any:
    return -T*ρ - W*v - d*(1 - ρ) + g*(d - s) + s


DELAYED_RATIO = {
    'deterministic': FormInNumbers('delayed_ratio', 'Offer ratio after delay', 'ratio', 'share of strikers tried up to which holding out is a best reply', None, (
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ > 0) and (θ*(-d*θ*exp(Θ*θ) + s*θ*exp(Θ*θ) - v*(exp(Θ*θ) - 1) + θ*(d - s)*(exp(Θ*θ) - 1))*exp(Θ*θ) > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - v*(1 - exp(-Θ*θ))/θ + (1 - exp(-Θ*θ))*(d - s))/(T - d),
            '(s + (1 − exp(−θΘ))·(d − s) − d − v(1 − exp(−θΘ))/θ)/(T − d)', '$\\frac{s + \\left(1 - e^{- θ Θ}\\right) \\left(d - s\\right) - d - v \\left(1 - e^{- θ Θ}\\right) / θ}{T - d}$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ*(-d*θ*exp(Θ*θ) + s*θ*exp(Θ*θ) - v*(exp(Θ*θ) - 1) + θ*(d - s)*(exp(Θ*θ) - 1))*exp(Θ*θ) <= 0) and (θ > 0),
            None,
            '', '', 'waiting for the clock costs no less than the offer: delay beats every strike'),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ == 0) and (-d + s - v*Θ > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - v*Θ)/(T - d),
            '(s − d − vΘ)/(T − d)', '$\\frac{s - d - v Θ}{T - d}$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ == 0) and (-d + s - v*Θ <= 0),
            None,
            '', '', 'waiting for the clock costs no less than the offer: delay beats every strike'),
    )),
    'exponential': FormInNumbers('delayed_ratio', 'Offer ratio after delay', 'ratio', 'share of strikers tried up to which holding out is a best reply', None, (
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: ((Θ*θ + 1)*(-d*(Θ*θ + 1) + s*(Θ*θ + 1) - v*Θ + Θ*θ*(d - s)) > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - v/(θ + 1/Θ) + θ*(d - s)/(θ + 1/Θ))/(T - d - v/(θ + 1/Θ) + θ*(d - s)/(θ + 1/Θ)),
            '(s + θ(d − s)/(θ + 1/Θ) − d − v/(θ + 1/Θ))/(T + θ(d − s)/(θ + 1/Θ) − d − v/(θ + 1/Θ))', '$\\frac{s + \\frac{θ \\left(d - s\\right)}{θ + 1 / Θ} - d - \\frac{v}{θ + 1 / Θ}}{T + \\frac{θ \\left(d - s\\right)}{θ + 1 / Θ} - d - \\frac{v}{θ + 1 / Θ}}$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: ((Θ*θ + 1)*(-d*(Θ*θ + 1) + s*(Θ*θ + 1) - v*Θ + Θ*θ*(d - s)) <= 0),
            None,
            '', '', 'waiting for the clock costs no less than the offer: delay beats every strike'),
    )),
}


LONGEST_CLOCK = {
    'deterministic': FormInNumbers('longest_clock', 'Longest clock', 'days', 'days on the clock up to which holding out is a best reply at this strike share', None, (
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - ρ*(T - d) <= 0),
            None,
            '', '', 'too many are tried for holding out to pay, however soon the rest go free'),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ > 0) and (v + ρ > 0) and (-d + s - ρ*(T - d) > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: log((-d + s + v/θ)/(v/θ + ρ*(T - d)))/θ,
            'log((s + v/θ − d)/(v/θ + ρ(T − d)))/θ', '$\\log{\\left(\\frac{s + v / θ - d}{v / θ + ρ \\left(T - d\\right)} \\right)} / θ$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (θ == 0) and (v > 0) and (-d + s - ρ*(T - d) > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - ρ*(T - d))/v,
            '(s − d − ρ(T − d))/v', '$\\left(s - d - ρ \\left(T - d\\right)\\right) / v$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (v == 0) and (θ*ρ == 0) and (-d + s - ρ*(T - d) > 0),
            None,
            '', '', 'without bound: waiting costs nothing, and those who give up were not tried'),
    )),
    'exponential': FormInNumbers('longest_clock', 'Longest clock', 'days', 'mean days on the clock up to which holding out is a best reply at this strike share', None, (
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - ρ*(T - d) <= 0),
            None,
            '', '', 'too many are tried for holding out to pay, however soon the rest go free'),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (v*(1 - ρ) + θ*ρ*(T - s) > 0) and (-d + s - ρ*(T - d) > 0),
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (-d + s - ρ*(T - d))/(v*(1 - ρ) + θ*ρ*(T - s)),
            '(s − d − ρ(T − d))/(v(1 − ρ) + θρ(T − s))', '$\\frac{s - d - ρ \\left(T - d\\right)}{v \\left(1 - ρ\\right) + θ ρ \\left(T - s\\right)}$', ''),
        RegimeInNumbers(
            lambda s, d, T, θ, v, ρ, Θ, g, W, log: (v*(1 - ρ) + θ*ρ*(T - s) <= 0) and (-d + s - ρ*(T - d) > 0),
            None,
            '', '', 'without bound: waiting costs nothing, and those who give up were not tried'),
    )),
}


ROUND_PRICE = FormInNumbers('price_limit', 'Price of a round', 'ratio', 'mean price of a round, as a share of what is at stake, in a large caseload', None, (
    RegimeInNumbers(
        lambda kappa, η, β, log: (kappa >= β + η),
        lambda kappa, η, β, log: 1,
        '1', '$1$', ''),
    RegimeInNumbers(
        lambda kappa, η, β, log: (kappa > η) and (kappa < β + η),
        lambda kappa, η, β, log: (kappa*log((β + η)/kappa) + kappa - η)/β,
        '(κ + κ log((η + β)/κ) − η)/β', '$\\left(\\kappa + \\kappa \\log{\\left(\\left(η + β\\right) / \\kappa \\right)} - η\\right) / β$', ''),
    RegimeInNumbers(
        lambda kappa, η, β, log: (kappa <= η) and (kappa > 0),
        lambda kappa, η, β, log: kappa*log((β + η)/η)/β,
        'κ log((η + β)/η)/β', '$\\kappa \\log{\\left(\\left(η + β\\right) / η \\right)} / β$', ''),
    RegimeInNumbers(
        lambda kappa, η, β, log: (kappa == 0),
        lambda kappa, η, β, log: 0,
        '0', '$0$', ''),
))
