"""What a defendant gets: every payoff of every game is written here, once."""

from sympy import Expr, Min


def lottery(holdouts: Expr, capacity: Expr) -> Expr:
    """τ(m) = min(1, K/m), the chance of trial when K of m hold-outs are drawn by lot."""
    return Min(1, capacity / holdouts)


def plead(offer: Expr) -> Expr:
    """−s."""
    return -offer


def hold_out(tried: Expr, trial_cost: Expr, dismissal_cost: Expr) -> Expr:
    """−[τT + (1 − τ)d]."""
    return -(tried * trial_cost + (1 - tried) * dismissal_cost)


def hold_out_in_court(
    tried: Expr,
    gave_up: Expr,
    wait: Expr,
    daily_cost: Expr,
    offer: Expr,
    trial_cost: Expr,
    dismissal_cost: Expr,
) -> Expr:
    """−[τT + gs + (1 − τ − g)d + vW], where some give up and plead, and waiting costs."""
    settled = gave_up * (plead(offer) + dismissal_cost)
    return hold_out(tried, trial_cost, dismissal_cost) + settled - daily_cost * wait
