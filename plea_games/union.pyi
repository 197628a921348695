from .solvers.union.attrition import (
    Attrition as Attrition,
    attrition as attrition,
)
from .solvers.union.critical_discount import (
    CriticalDiscounts as CriticalDiscounts,
    Sustained as Sustained,
    critical_discount as critical_discount,
)
from .solvers.union.organizing_value import (
    OrganizingValue as OrganizingValue,
    organizing_value as organizing_value,
)
