from .design.payments.fund_solvency import (
    FundSolvency as FundSolvency,
    fund_solvency as fund_solvency,
)
from .design.payments.funding_order import (
    FundedDefendant as FundedDefendant,
    FundingOrder as FundingOrder,
    funding_order as funding_order,
)
from .design.payments.payment_schedules import (
    PaymentSchedule as PaymentSchedule,
    PaymentSchedules as PaymentSchedules,
)
from .design.payments.payments import (
    payment_schedules as payment_schedules,
    ranked_payments as ranked_payments,
    turnout_payments as turnout_payments,
    uniform_payments as uniform_payments,
)
from .design.payments.tipping_payments import (
    TippingPayments as TippingPayments,
    cheapest_tipping_payments as cheapest_tipping_payments,
    uniform_tipping_payment as uniform_tipping_payment,
)
