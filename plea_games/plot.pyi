from .report.plots.cascade import (
    cascade as cascade,
    concentration as concentration,
)
from .report.plots.contest import contest as contest
from .report.plots.correlated import correlated as correlated
from .report.plots.court_path import court_path as court_path
from .report.plots.disclosure import disclosure as disclosure
from .report.plots.gain_curve import gain_curve as gain_curve
from .report.plots.levers import levers as levers
from .report.plots.packages import packages as packages
from .report.plots.phase_diagram import phase_diagram as phase_diagram
from .report.plots.price_by_rounds import price_by_rounds as price_by_rounds
from .report.plots.private_cases import private_cases as private_cases
from .report.plots.prosecutor_stopping import prosecutor_stopping as prosecutor_stopping
from .report.plots.protocols import protocols as protocols
from .report.plots.race import race as race
from .report.plots.sweep import (
    sweep_lines as sweep_lines,
    sweep_surface as sweep_surface,
)
from .report.plots.verdicts import verdicts as verdicts
