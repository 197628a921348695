from .dynamics.court.court_delay import (
    CourtDelay as CourtDelay,
    court_delay as court_delay,
    court_gain as court_gain,
)
from .dynamics.court.court_fluid import court_fluid as court_fluid
from .dynamics.court.court_halt import (
    CourtHalt as CourtHalt,
    court_halt as court_halt,
)
from .dynamics.court.court_path import CourtPath as CourtPath
from .dynamics.court.court_queue import CourtQueue as CourtQueue
from .dynamics.court.court_simulation import court_simulation as court_simulation
from .dynamics.court.court_transient import court_transient as court_transient
