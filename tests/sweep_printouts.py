"""What sweeps, studies, places and nations give, say and refuse, for :mod:`tests.printouts`."""

import io
from functools import partial

import numpy as np
from scipy import stats

import plea_games as pg
from plea_games.model.closed_forms import CLOSED_FORM
from plea_games.sweeps.study import study_example
from tests.drawn import numbers

GAME = pg.PleaGame(
    defendants=7000, capacity=450, offer=1, sentence="1.64", conviction="0.83", process_cost="0.1"
)
SMALL = pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10)
_DIFFER_BY_RUN = {"date", "source"}


def dataset(game, over, outputs=None, *, attributes=False, **options):
    """What others read in a dataset."""
    found = pg.sweep(game, over, outputs, progress=False, **options)
    return "\n".join(_of_dataset(found, attributes=attributes))


def _of_dataset(found, *, attributes):
    yield f"{dict(found.sizes)}"
    for name, variable in found.variables.items():
        yield f"{name} {variable.dims} {variable.dtype}: {numbers(variable.values)}"
        yield from (f"  {k}: {value}" for k, value in variable.attrs.items() if attributes)
    yield from (f"{k}: {v}" for k, v in found.attrs.items() if k not in _DIFFER_BY_RUN)


SWEEPS = {
    "grid": lambda: dataset(GAME, {"capacity": [300, 450, 900], "offer": pg.Range(0.1, 1.7, 5)}),
    "every output": lambda: dataset(
        GAME,
        {"capacity": [0, 450, 7000, 9000], "offer": [0, "1/3", 1, 2]},
        list(CLOSED_FORM),
        attributes=True,
    ),
    "log, and a third": lambda: dataset(
        GAME, {"offer": pg.Range(0.01, 1, 3, spacing="log"), "conviction": pg.Range(0, 1, 4)}
    ),
    "terms": lambda: dataset(
        GAME, {"side_payment": [0, "0.5"], "sanction": [0, 1]}, ["tipping_holdouts", "hard_core"]
    ),
    "paid not to wait": lambda: dataset(
        GAME,
        {"side_payment": [1, 2], "dismissal_cost": [0, 1]},
        ["tipping_holdouts", "tipping_share", "hard_core", "risk_dominant"],
    ),
    "one by one": lambda: dataset(
        SMALL, {"strike_fund": [1, 30], "offer": [0, 4]}, ["tipping_share", "risk_dominant"]
    ),
    "capacity that is whole somewhere": lambda: dataset(
        SMALL.with_terms(pg.BudgetSurge("0.5")), {"capacity": [1, 2]}, ["tipping_holdouts"]
    ),
    "derived": lambda: dataset(
        SMALL.with_parameters(offer=pg.model.symbols.SYMBOLS["sentence"] / 3),
        {"sentence": [1, 6]},
        ["offer_ratio"],
    ),
    "samples": lambda: dataset(
        GAME,
        {"offer": stats.uniform(0.5, 1), "capacity": stats.randint(200, 700), "sentence": [2, 3]},
        samples=50,
        rng=5,
        attributes=True,
    ),
    "plan": lambda: pg.studies.plan_sweep(
        GAME, {"capacity": [300, 450], "offer": pg.Range(0.1, 1.7, 5)}, ["tipping_share"]
    ),
    "a large plan": lambda: pg.studies.plan_sweep(
        GAME, {"offer": pg.Range(0.1, 1.7, 2000), "conviction": pg.Range(0.5, 0.9, 2000)}
    ),
    "tiles of a large plan": lambda: _tiles(
        GAME, {"offer": pg.Range(0.1, 1.7, 2000), "conviction": pg.Range(0.5, 0.9, 2000)}
    ),
    "tiles where there is no closed form": lambda: _tiles(
        SMALL, {"strike_fund": pg.Range(1, 30, 200), "offer": pg.Range(1, 4, 3)}
    ),
}


def _tiles(game, over):
    plan = pg.studies.plan_sweep(game, over, ["tipping_share"])
    return f"{plan.tile_shape} {plan.tile_count} {list(plan.tiles())[:3]} {plan.bytes}"


_OVER = {"offer": stats.uniform(0.5, 1), "conviction": stats.uniform(0.4, 0.5)}
_SILOS = (
    pg.places.Silo("Adams", SMALL),
    pg.places.Silo("Brown", SMALL.with_parameters(defendants=40, conviction="0.6")),
    pg.places.Silo("Clark", SMALL.with_terms(pg.SidePayment(2))),
    pg.places.Silo("Dane", SMALL.with_terms(pg.BudgetSurge(1))),
    pg.places.Silo("Earl", SMALL.with_parameters(offer=0, dismissal_cost=1)),
)


def nation(**options):
    """A few cohorts of these dockets."""
    options = {"cohorts": 3, "replications": 20, "progress": False, "rng": 4, **options}
    return pg.places.simulate_nation(_SILOS, **options)


RESULTS = {
    "intervals": lambda: pg.studies.uncertainty(GAME, _OVER, samples=200, progress=False),
    "intervals of pairs": lambda: pg.studies.uncertainty(
        GAME, {"capacity": (300, 600), "offer": ("0.5", 2)}, ["tipping_share", "risk_dominant"],
        samples=300, level=0.5, rng=2, progress=False,
    ),
    "intervals of what is nowhere": lambda: pg.studies.uncertainty(
        GAME, {"offer": (2, 3)}, ["mixed_probability"], samples=9, progress=False
    ),
    "indices": lambda: pg.studies.sensitivity(
        GAME, _OVER, ["tipping_share", "laplacian_ratio"], samples=64, progress=False
    ),
    "indices of existence": lambda: pg.studies.sensitivity(
        GAME, {**_OVER, "offer": stats.uniform(0, 3)}, ["mixed_probability"], samples=32, rng=3,
        progress=False,
    ),
    "ranges": lambda: repr(pg.studies.stated_ranges("panel-office")),
    "nation": lambda: nation(membership="0.3", leaving="0.1", joining="0.05"),
    "nation that wins": lambda: nation(
        membership=stats.beta(2, 2), joining_where_won="0.5", replications=1
    ),
    "uncertain nation": lambda: pg.places.simulate_nation(
        _SILOS[:2], membership="0.4", cohorts=2, replications=70, rng=1, progress=False,
        uncertain={"offer": stats.uniform(0.5, 1), "conviction": stats.uniform(0.8, 0.7)},
    ),
}  # fmt: skip

_HEAD = "title = 'x'\nscenario = 'panel-office'\n"
_STUDIES = {
    "example": study_example(),
    "own game": "title = 'own'\nsamples = 5\nseed = 3\n[game]\ndefendants = 1000\nsentence = 5\n"
    "capacity = '40'\n[over]\noffer = ['1/3', 1]\nconviction = {distribution = 'uniform', "
    "low = 0.5, high = 0.75}\nside_payment = {start = 0, stop = 1, count = 3}\n"
    "[derived]\ndismissal_cost = 'min(offer, 1) / 4'",
    **{
        f"{kind}": f"{_HEAD}samples = 3\n[over]\nconviction = {{distribution = '{kind}', {rest}}}"
        for kind, rest in {
            "triangular": "low = 0.6, mode = 0.7, high = 0.9",
            "normal": "mean = 0.7, sd = 0.1, low = 0.5, high = 1",
            "lognormal": "median = 0.3, log_sd = 0.1",
            "beta": "a = 8, b = 2, low = 0.5, high = 0.9",
        }.items()
    },
    "range": f"{_HEAD}samples = 3\n[over]\ncapacity = {{distribution = 'range'}}\n"
    "sentence = {distribution = 'range'}",
    "log": f"{_HEAD}[over]\noffer = {{start = 0.01, stop = 1, count = 3, spacing = 'log'}}",
    "terms": f"{_HEAD}[game]\nside_payment = 0.1\n[over]\nsanction = [0, 1]",
}
_WRONG_STUDIES = {
    "nothing": "",
    "no TOML": "title = ",
    "types": "title = 3\nscenario = 'j2'\nsamples = 0\nseed = -1\noutputs = 3\n[game]\noffer = []\n"
    "[over]\ncapacty = [1]\noffer = {start = 1}\nsentence = [true, 'x']",
    "samples": f"{_HEAD}samples = '5'\nseed = 1.5\n[over]\noffer = [1]",
    "keys": f"{_HEAD}scenrio = 1\n[over]\noffer = 3\nsentence = {{distribution = 'unifrm'}}\n"
    "conviction = {start = 0, stop = 1, count = 3, steps = 4, spacing = 'lin'}",
    "tables": f"{_HEAD}game = 3\nover = 4\nderived = []",
    "empty": "title = ''\nscenario = ''\n[over]\noffer = []\n[derived]\nsanction = ''",
    "names": f"{_HEAD}[game]\noffr = 1\n[over]\ncapacty = [1]\n[derived]\nsancton = '1'",
    "twice": f"{_HEAD}[game]\noffer = 2\n[over]\noffer = [1]\n[derived]\noffer = '1'",
    "missing": "title = 'x'\n[game]\ndefendants = 5\n[over]\noffer = [1]",
    "scenario": "title = 'x'\nscenario = 'panel-ofice'\n[over]\noffer = [3, 2]",
    "no file": "title = 'x'\nscenario = 'nowhere.toml'\n[over]\noffer = [1]",
    "outputs": f"{_HEAD}outputs = ['tiping_share']\n[over]\noffer = [1]",
    "no outputs": f"{_HEAD}outputs = []\n[over]\noffer = [1]",
    "formulas": f"{_HEAD}[over]\nsentence = [1]\n[derived]\noffer = 'open(1)'\nsanction = 'x + 1'",
    "not whole": f"{_HEAD}[over]\ndefendants = [10]\n[derived]\ncapacity = 'defendants / 3'",
    "no range": f"{_HEAD}[over]\noffer = {{distribution = 'range'}}",
    **{
        f"{kind} {rest}": f"{_HEAD}[over]\nconviction = {{distribution = '{kind}', {rest}}}"
        for kind, rest in (
            ("uniform", "low = 0.9, high = 0.5"),
            ("uniform", "low = 0.5, high = 0.5"),
            ("triangular", "low = 0.5, mode = 0.4, high = 0.9"),
            ("triangular", "low = 0.5, mode = 0.5, high = 0.5"),
            ("normal", "mean = 0.5, sd = 0"),
            ("normal", "mean = 0.5, sd = 1, low = 0.9, high = 0.1"),
            ("normal", "mean = 0.5, sd = 1"),
            ("lognormal", "median = 0, log_sd = 1"),
            ("lognormal", "median = 1, log_sd = 0"),
            ("beta", "a = 0, b = 1"),
            ("beta", "a = 1, b = 1, low = 1, high = 0"),
            ("beta", "a = 1"),
        )
    },
}


def _study(text):
    study = pg.studies.load_study(io.BytesIO(text.encode()))
    axes = (f"{axis.name}: {numbers(axis.values)} {axis.distribution}" for axis in study.plan.axes)
    return "\n".join((str(study), repr(study.plan.origin), *axes))


STUDIES = {
    **{name: partial(_study, text) for name, text in _STUDIES.items()},
    **{f"wrong, {name}": partial(_study, text) for name, text in _WRONG_STUDIES.items()},
}

_TABLES = {
    "two": "name,filings,trials,offer,sentence,conviction\nAdams,1250,45,2,5,0.58\n"
    "Brown,3100,60,0.1,0.5,0.9\n",
    "ranges": "name,filings,trials,offer,sentence,conviction,conviction_low,conviction_high,note\n"
    "Adams,230,12,4,10,0.9,0.5,1,a\nBrown,230,12,4,10,0.9,,,b\nClark,230,12,9,10,0.9,0.3,0.9,c\n",
    "terms": "name,filings,trials,offer,sentence,side_payment,year\nAdams,230,12,4,10,,2001\n"
    "Adams,230,12,4,10,2,2002\n",
    "faulty": "name,filings,trials,offer,sentence,conviction_low\nAdams,-3,12,4,10,\n"
    "Brown,230,1.5,x,10,0.5\n,230,12,4,10,\nDane,230,12,4,10,\n",
    "half a range": "name,filings,trials,offer,sentence,conviction_low,conviction_high\n"
    "Adams,230,12,4,10,0.5,\nBrown,230,12,4,10,,0.9\nClark,230,12,4,10,0.5,0.9\n",
    "wrong heading": "name,filings,trials,offr,sentence\nAdams,230,12,4,10\n",
    "missing column": "name,filings,offer,sentence\nAdams,230,4,10\n",
    "nothing": "",
    "totals": "name,filings,trials,offer,sentence\nAdams,230,12,4,10\nBrown,70,3,4,10\n"
    "All,300,15,4,10\n",
    "beyond doubles": "name,filings,trials,offer,sentence\nAdams,9,1,1e-320,1e300\n",
    "without a threshold": "name,filings,trials,offer,sentence,dismissal_cost\nAdams,9,0,1,4,2\n",
}


def _places(text, **options):
    found = pg.places.sweep_places(io.BytesIO(text.encode()), progress=False, **options)
    records = (str(record) for record in found.record())
    return "\n".join((str(found), *records, *map(str, found.faults)))


PLACES = {
    **{name: partial(_places, text) for name, text in _TABLES.items()},
    "in months": partial(_places, _TABLES["two"], unit="months"),
    "columns kept": partial(_places, _TABLES["ranges"], keep=True),
    "columns named": partial(
        _places, _TABLES["two"].replace("filings", "Indicted"), columns={"filings": "Indicted"}
    ),
    "columns named wrongly": partial(_places, _TABLES["two"], columns={"filings": "Nowhere"}),
    "unit": partial(_places, _TABLES["two"], unit="weeks"),
}

_ONE = {"capacity": [450]}
REFUSED = {
    **{
        f"over {over!r}": partial(pg.studies.plan_sweep, GAME, over)
        for over in (
            {}, [], {"capacity": []}, {"capacity": [450, 450]}, {"capacity": [450, 400]},
            {"capacity": [450.5]}, {"capacity": "450"}, {"capacity": 450}, {"capcity": [450]},
            {"capacity": {1: 2}}, {"capacity": [None]}, {"conviction": [0.5, 1.5]},
            {"conviction": ["x"] * 12}, {"offer": [float("nan")]}, {"offer": [float("inf")]},
            {"prosecution_cost": [0, 1], "budget": [5]},
            {"defendants": [100, 100_001], "solidarity": [0, 1]},
            {"offer": pg.Range(1, 0.1, 10)}, {"offer": pg.Range(1, 1, 10)},
            {"offer": pg.Range(0, 1, 1)}, {"offer": pg.Range(0, 1, "3")},
            {"offer": pg.Range("x", 1, 3)}, {"offer": pg.Range(0, 1, 3, spacing="log")},
            {"offer": pg.Range(0, 1, 3, spacing="cubic")}, {"capacity": pg.Range(0, 1, 4)},
            {"offer": pg.Range(0, 1, 10**9)},
        )
    },
    "numbers of numpy": lambda: pg.studies.plan_sweep(GAME, {"capacity": np.array([3, 4.5])}),
    "a distribution out of range": lambda: pg.studies.plan_sweep(
        GAME, {"conviction": stats.uniform(0.9, 1), "offer": stats.norm(0, 1)}
    ),
    "outputs": lambda: pg.studies.plan_sweep(GAME, _ONE, ["tiping_share", "x"]),
    "no outputs": lambda: pg.studies.plan_sweep(GAME, _ONE, []),
    "output without closed form": lambda: pg.studies.plan_sweep(
        SMALL.with_terms(pg.StrikeFund(3)), {"offer": [4]}, ["laplacian_ratio"]
    ),
    **{
        f"samples {samples!r}": partial(
            pg.studies.plan_sweep, GAME, {"offer": stats.uniform(1, 2)}, samples=samples
        )
        for samples in (0, "9", 10**12)
    },
    "letters without values": lambda: pg.studies.plan_sweep(
        pg.PleaGame.symbolic(conviction=1), {"capacity": [3]}
    ),
    "too many points": lambda: pg.sweep(
        GAME,
        {"offer": pg.Range(0.1, 1, 10**4), "sentence": pg.Range(1, 2, 10**4),
         "defendants": range(10_000, 20_000)},
    ),
    "workers and cluster": lambda: pg.sweep(GAME, _ONE, cluster="tcp://127.0.0.1:1", workers=1),
    **{f"out {out!r}": partial(pg.sweep, GAME, _ONE, out=out)
       for out in ("found.xlsx", "found", "s3://place/found.zarr", 3)},
    "rng": lambda: pg.sweep(GAME, {"offer": stats.uniform(1, 2)}, rng="x"),
    **{f"pair {pair!r}": partial(pg.studies.uncertainty, GAME, {"offer": pair})
       for pair in ((2, 1), (1, 1), ("x", 2), (1, 2, 3, 0))},
    "level": lambda: pg.studies.uncertainty(GAME, {"offer": (1, 2)}, level=2),
    "indices of values": lambda: pg.studies.sensitivity(GAME, {"offer": [1, 2]}, samples=6),
    "indices of one": lambda: pg.studies.sensitivity(GAME, {"offer": stats.uniform(1, 2)}),
    "nation": lambda: nation(membership=2, leaving=-1, joining="x", uncertain={
        "capacity": stats.norm(), "offer": 3}),
    "nation of nobody": lambda: pg.places.simulate_nation([], membership=0.1),
    "nation of others": lambda: pg.places.simulate_nation([SMALL], membership=0.1),
    "nation of no list": lambda: pg.places.simulate_nation(3, membership=0.1),
    "nation with a fund": lambda: pg.places.simulate_nation(
        [pg.places.Silo("x", SMALL.with_terms(pg.StrikeFund(3)))], membership=0.1),
    **{f"nation, {name} {value!r}": partial(nation, membership=0.1, **{name: value})
       for name, value in (("cohorts", 0), ("replications", 0), ("cohorts", 10**9),
                           ("replications", 10**9), ("rng", -1))},
}  # fmt: skip

SWEEP_TEXTS = {
    "sweeps": SWEEPS,
    "sweeps, results": RESULTS,
    "sweeps, studies": STUDIES,
    "sweeps, places": PLACES,
    "sweeps, refused": REFUSED,
}
