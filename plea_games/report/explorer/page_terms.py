"""The terms that the page has sliders for."""

from ...model.terms import (
    BetterOffer,
    BudgetSurge,
    CommunityJury,
    ConvictionCap,
    CooperationCredit,
    DiscountCap,
    Dismissals,
    PooledCapacity,
    Retaliation,
    SidePayment,
    StreamlinedTrials,
    Testimony,
    VisibleDefection,
)

TERMS_OF_LOTTERIES = (
    SidePayment,
    VisibleDefection,
    CommunityJury,
    BetterOffer,
    DiscountCap,
    Retaliation,
    Dismissals,
    ConvictionCap,
    BudgetSurge,
    StreamlinedTrials,
    PooledCapacity,
)
PAGE_TERMS = (*TERMS_OF_LOTTERIES, Testimony, CooperationCredit)
"""With their neutral amounts they leave the plain game."""
