"""Every reference value of the mathematics of information, by what a user can call.

Rationals are exact; a decimal is right to its last digit. Each row is a value, what it is, and how
it is asked for.
"""

import json
from decimal import Decimal
from fractions import Fraction
from math import log

import pytest
from scipy import stats

import plea_games as pg

F = Fraction
info = pg.information


def lottery(n, k, ratio="1/2", **more):
    """T = 1 and d = 0, so that years are shares."""
    return pg.PleaGame(defendants=n, capacity=k, offer=F(ratio), sentence=1, **more)


def heard(n, k, ratio, beta, q):
    """β of T − d = 1, by p = 1/(1 + β) and J = 1 + β."""
    beta = F(beta)
    game = pg.PleaGame(defendants=n, capacity=k, offer=F(ratio), sentence=1 + beta,
                       conviction=1 / (1 + beta))  # fmt: skip
    return game.with_terms(pg.Testimony(F(q)))


def mixed(game):
    return [e.hold_out_probability for e in pg.equilibria(game) if e.kind == "mixed"]


def prices(n, k, q, beta=1, ratio="1/2"):
    return info.witness_prices(heard(n, k, ratio, beta, q))


SMALL = pg.PleaGame(defendants=5, capacity=1, offer=3, sentence=20, conviction="1/2").with_terms(
    pg.Testimony("1/5")
)
SILENT = SMALL.with_parameters(testimony=0)
THREE = (0, F(1, 230), F(1, 20))


def sanction(game, goal):
    return info.witness_prices(game).sanctions[("exists", "risk dominant", "dominant").index(goal)]


TESTIMONY = [
    *((text, lambda n=n, k=k, q=q: prices(n, k, q).laplacian)
      for n, k, q, text in ((2, 1, "1/2", "1"), (3, 1, "1/2", "17/18"), (5, 1, "1/5", "12329/18750"),
                            (5, 5, "1/5", "4149/3125"),
                            (10, 1, "1/10", "68199846857/157500000000"),
                            (10, 3, "1/10", "188590953671/210000000000"))),
    (".573456096143472", lambda: mixed(heard(5, 5, "1.3", 1, "1/5"))[0]),
    ("994/625", lambda: prices(5, 5, "1/5").top_ratio),
    *((text, lambda q=q: pg.thresholds(heard(230, 12, ".4", "1/4", q)).tipping_holdouts)
      for q, text in zip(THREE, ("30", "35", "38"), strict=True)),
    *((text, lambda q=q: mixed(heard(230, 12, ".4", "1/4", q))[0])
      for q, text in zip(THREE, (".130434373921463", ".149139954111862", ".163041726237731"),
                         strict=True)),
    *((text, lambda q=q: pg.thresholds(heard(230, 12, ".4", "1/4", q)).laplacian_ratio)
      for q, text in zip(THREE, (".204222085218845", ".230316519551054", ".254026975396050"),
                         strict=True)),
    *((text, lambda b=b: prices(100, 5, F(b, 100)).limit_laplacian)
      for b, text in ((1, ".302298097766395"), (2, ".347951232281957"))),
    *((text, lambda b=b: prices(100, 5, F(b, 100), ratio=".4").limit_share)
      for b, text in ((1, ".194160884321597"), (2, ".223546041161808"), (5, ".247102563002317"))),
    (".0767586997474441", lambda: prices(100, 5, F(2, 100), ratio="1.2").limit_share),
    ("0", lambda: info.witness_prices(SMALL).side_payments[0]),
    ("26816/3425", lambda: info.witness_prices(SMALL).side_payments[1]),
    ("1613/125", lambda: info.witness_prices(SMALL).side_payments[2]),
    ("470/137", lambda: pg.thresholds(SILENT).exact["side_payment_risk_dominant"]),
    ("6704/1875", lambda: sanction(SMALL, "risk dominant")),
]  # fmt: skip


def prize(n, k, gamma, ratio="1/2"):
    return info.prize_race(lottery(n, k, max(F(ratio), F(gamma))), prize=F(gamma))


NIBBLE = lambda: prize(6, 1, "1/2")  # noqa: E731
DEAR = [F(x, 100) for x in (19, 29, 49, 99, 99)]
STRIKE = pg.PleaGame(defendants=5, capacity=1, offer=F(59, 100), sentence=1)
PAIR = lambda: info.race_to_plead(lottery(2, 1), offers=[F(2, 5), F(4, 5)])  # noqa: E731

RACE = [
    *((text, lambda n=n, k=k: info.rank_offers(lottery(n, k)).hidden_mean)
      for n, k, text in ((2, 1, "3/4"), (5, 1, "3/5"), (10, 1, "7/15"), (10, 3, "3/4"),
                         (100, 5, "857/2200"), (230, 12, "2446/6095"))),
    *((text, lambda n=n, k=k: info.rank_offers(lottery(n, k)).visible_mean)
      for n, k, text in ((2, 1, ".75"), (5, 1, ".4567"), (10, 1, ".2929"), (10, 3, ".6287"),
                         (100, 5, ".1952"), (230, 12, ".2042"))),
    *((text, lambda a=a: prize(*a).prize_bound)
      for a, text in (((5, 1, "1/2"), "1/2"), ((10, 1, "1/2"), "4/15"), ((10, 3, 1), "19/28"),
                      ((230, 12, "2/5"), "17/234"))),
    *((text, lambda m=m: NIBBLE().gains.gain[m])
      for m, text in enumerate(("-7/12", "-1/10", "1/24", "1/12", "1/20", "-1/6"))),
    *((text, lambda i=i: [e.holdouts for e in pg.coalitions(NIBBLE().gains)][i])
      for i, text in enumerate(("0", "5"))),
    (".476208434472689", lambda: mixed(NIBBLE().gains)[0]),
    (".761218366845266", lambda: mixed(NIBBLE().gains)[1]),  # .76121836684526618…
    *((text, lambda i=i: list(pg.equilibria(NIBBLE().gains))[i].stable)
      for text, i in (("False", 1), ("True", 2))),
    ("True", lambda: info.race_to_plead(STRIKE, offers=DEAR).unravels),
    ("1", lambda: info.race_to_plead(STRIKE, offers=DEAR).pleads_alone),
    ("59/100", lambda: info.race_to_plead(STRIKE, offers=DEAR).mean_offer),
    ("2", lambda: len([e for e in pg.equilibria(STRIKE) if e.strict])),
    ("2/3", lambda: pg.potential(STRIKE).values[-1]),
    ("-2/5", lambda: PAIR().gains.gain[0]),
    ("-1/10", lambda: PAIR().gains.gain[1]),
    ("-3/5", lambda: PAIR().payoffs.plead[0]),
    ("-1/2", lambda: PAIR().payoffs.hold_out[-1]),
    ("True", lambda: PAIR().dilemma),
    ("prisoners' dilemma", lambda: pg.game_kind(PAIR().gains).name),
]  # fmt: skip


def wired(n, k, quorum, ratio="1/2"):
    return info.wired_pleas(lottery(n, k, ratio), quorum=quorum)


def half_of_the_mass(weight):
    """The share of all-accept in the stationary law of logit revision, (10, 1), r = .4, M = 9."""
    game = pg.AnonymousGame(gain=wired(10, 1, 9, ".4").payoffs.gain)
    return pg.behaviour.logit_revision(game, precision=weight).probabilities[0]


WIRED = [
    *((text, lambda m=m: wired(10, 1, m).potential_ratio)
      for m, text in ((1, "7381/25200"), (2, "263/840"), (5, "143/360"), (8, "8/15"), (9, "11/20"),
                      (10, "1/10"))),
    *((text, lambda m=m: wired(10, 3, m).potential_ratio)
      for m, text in ((6, "81/100"), (7, "33/40"), (8, "23/30"), (9, "13/20"), (10, "3/10"))),
    *((text, lambda m=m: wired(230, 12, m).potential_ratio)
      for m, text in ((1, ".204222085218845"), (218, "1386/1495"), (229, "121/230"),
                      (229, ".526086956521739"), (230, "6/115"))),
    ("218", lambda: wired(230, 12, 1).best_quorum),
    ("1386/1495", lambda: wired(230, 12, 1).best_quorum_ratio),
    ("2/11", lambda: wired(10, 1, 9, ".4").mixed[0]),
    ("5/23", lambda: wired(10, 3, 9, ".5").mixed[0]),
    (".2322", lambda: wired(10, 1, 1, ".4").mixed[0]),
    (".5970", lambda: wired(10, 3, 1, ".5").mixed[0]),
    *((text, lambda i=i: list(info.packages(lottery(12, 1)))[i].laplacian)
      for i, text in enumerate(("86021/332640", "49/240", "25/144", "11/72", "1/8", "1/12"))),
]  # fmt: skip


def innocents(n, k, ratio="1/2", rho="1/4"):
    return pg.private_cases(lottery(n, k, ratio), {0: F(rho), 1: 1 - F(rho)})


def uniform(n, k, low, high, offer):
    return pg.private_cases(lottery(n, k, offer), stats.uniform(low, high - low))


def best(found):
    return found.best_offer


PRIVATE = [
    *((text, lambda n=n, k=k: innocents(n, k).hard_core_chance)
      for n, k, text in ((2, 1, "7/8"), (3, 1, "37/48"), (5, 1, "781/1280"),
                         (10, 3, "569919/655360"))),
    (1 - F(1, 2) ** 0 * 2**-0.5, lambda: uniform(2, 1, 0, 1, ".25")[0].cost),
    ((5 / 2 - (29 / 20) ** 0.5) / 2, lambda: uniform(2, 1, 0.5, 1.5, ".6")[0].cost),
    (".242141716744801", lambda: uniform(5, 1, 0, 1, ".15")[0].cost),
    (".532405782434885", lambda: uniform(10, 3, 0.5, 1, ".53")[0].cost),
    (".647983001327481", lambda: uniform(10, 3, 0.5, 1, ".53")[1].cost),
    ("all hold out", lambda: uniform(10, 3, 0.5, 1, ".53")[2].kind),
    *((text, lambda e=e: uniform(10, 3, 1 - e, 1 + e, ".5")[1].share)
      for e, text in ((0.2, ".629319799952946"), (0.05, ".603542536483268"),
                      (0.01, ".598270392571005"))),
    (".597032692010589", lambda: mixed(lottery(10, 3, ".5"))[0]),
    (".6287", lambda: pg.thresholds(lottery(10, 3, ".5")).laplacian_ratio),
    *((text, lambda n=n, k=k: best(innocents(n, k)).revenue)
      for n, k, text in ((2, 1, "21/32"), (3, 1, "37/64"), (5, 1, "2343/5120"),
                         (5, 2, "3471/5120"))),
    (2 / 3, lambda: best(uniform(2, 1, 0, 1, ".5")).cost),
    (4 / 9, lambda: best(uniform(2, 1, 0, 1, ".5")).offer),
    (8 / 27, lambda: best(uniform(2, 1, 0, 1, ".5")).revenue),
    (".544589958898972", lambda: best(uniform(3, 1, 0, 1, ".5")).cost),
    (".219657452185617", lambda: best(uniform(3, 1, 0, 1, ".5")).revenue),
    (".047178652896", lambda: best(uniform(100, 5, 0, 1, ".5")).revenue),
    (".130434373921", lambda: mixed(lottery(230, 12, ".4"))[0]),
    ("False", lambda: len(innocents(230, 12, ".4", ".1304343739")) == 1),
    ("True", lambda: len(innocents(230, 12, ".4", ".1304343740")) == 1),
]  # fmt: skip


def passage(prior, bound, n, every=1):
    """Dominance at π = s/J = the bound."""
    found = pg.verdicts(lottery(230, 12, bound), prior=prior, trials=n, every=every)
    (goal,) = (goal for goal in found.goals if goal.goal == "dominance")
    return goal


def by(*given):
    return passage(*given).passages[0].by


def at(*given):
    return passage(*given).passages[0].at


def worth(r, b, a, c, cost, settlement, pricing="flexible", offer="1/2"):
    return info.prosecutor_stopping(lottery(r, b, offer), prior=(a, c), prosecution_years=cost,
                                    settlement=settlement, pricing=pricing)  # fmt: skip


def first_of(cases, theories, name, **more):
    found = info.trial_order(cases, theories, settlement="1/2", trials=1, **more)
    return {first.case: first.value for first in found.first_trials}[name]


THETA = {"1/4": "1/10", "1": "9/10"}
POSTED = ({"strong": 1, "weak": "3/4"}, THETA)
BAD = ({"strong": [".95", ".9"], "weak": [".6", ".1"]}, ["1/2", "1/2"])
ODDS = ({"strong": ".9", "weak": "1/2"}, {0: "1/2", 1: "1/2"})
TEN = {"offer": "1/4", "others": [[".6", ".1"]] * 10, "unchosen_settle": False}


def lost(name):
    found = info.trial_order(*ODDS)
    return {first.case: first.after_acquittal for first in found.first_trials}[name][1]


def j20(goal):
    taught = pg.verdicts(
        pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50), prior=(4, 1)
    )
    return {each.goal: each.straight for each in taught.goals}[goal]


def scan(acquittals, pricing="posted"):
    found = worth(1, 1, 2 + 10 - acquittals, 1 + acquittals, "1/5", "lottery", pricing, "11/20")
    return "plead" if found.first == "settle" else found.first


def binding(acquittals):
    """L-rule, R = 6, B = 2, Beta(2, 4), α = 0, s = 3/10, n = 2."""
    return worth(6, 2, 2 + 2 - acquittals, 4 + acquittals, 0, "laplacian", "binding", "3/10").value


VERDICTS = [
    *((text, lambda p=p: passage(p, "1/2", 6).straight)
      for p, text in (((2, 1), "1"), ((4, 1), "3"), ((8, 2), "6"))),
    *((text, lambda p=p: by(p, "1/2", 6))
      for p, text in (((2, 1), "3/7"), ((4, 1), "1/21"), ((8, 2), "1/715"))),
    *((text, lambda p=p: at(p, "1/2", 6))
      for p, text in (((2, 1), "3/14"), ((4, 1), "1/42"), ((8, 2), "1/715"))),
    *((text, lambda p=p: passage(p, "1/2", 6).ever)
      for p, text in (((2, 1), "1/2"), ((4, 1), "1/8"), ((8, 2), "5/128"))),
    ("1/13", lambda: by((4, 1), "1/2", 12)),
    ("11/210", lambda: by((3, 1), "2/5", 6)),
    ("1/21", lambda: at((3, 1), "2/5", 6)),
    ("23/1001", lambda: by((8, 2), "3/5", 6)),
    ("1/91", lambda: at((8, 2), "3/5", 6)),
    *((text, lambda c=c: worth(*c, "none").value)
      for c, text in (((6, 1, 1, 1, "11/20"), "343/1200"), ((6, 2, 1, 1, "11/20"), "17/100"),
                      ((6, 1, 2, 1, "7/10"), "37/175"))),
    *(("try", lambda c=c: worth(*c, "none").first)
      for c in ((6, 1, 1, 1, "11/20"), (6, 2, 1, 1, "11/20"), (6, 1, 2, 1, "7/10"))),
    *((text, lambda c=c, rule=rule: worth(*c, rule).value)
      for rule, row in (("lottery", ("3", "2899/1260", "13/5")),
                        ("laplacian", ("109/36", "254/105", "291/100")))
      for c, text in zip(((6, 2, 2, 1, "1/4"), (6, 1, 4, 1, "1/2"), (6, 3, 3, 2, "1/3")), row,
                         strict=True)),
    ("settle", lambda: worth(6, 3, 3, 2, "1/3", "laplacian").first),
    *((text, lambda c=c, rule=rule, s=s: worth(*c, rule, "posted", s).value)
      for c, s, row in (((6, 2, 2, 1, "1/4"), "3/10", ("2659/1050", "2747/1050")),
                        ((8, 2, 2, 2, "3/5"), "2/5", ("127/525", "382/525")))
      for rule, text in zip(("lottery", "laplacian"), row, strict=True)),
    *((text, lambda j=j: scan(j)) for j, text in enumerate(
        ["try"] * 3 + ["plead"] * 2 + ["try"] * 5 + ["dismiss"])),
    ("9/5", lambda: binding(0)),
    ("1273/660", lambda: binding(1)),
    ("6", lambda: j20("risk dominance")),
    ("45", lambda: j20("dominance")),
    ("1/10", lambda: pg.verdicts(pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=50),
                                 prior=(4, 1)).offer_ratio),
    ("1/210", lambda: by((4, 1), "2/5", 6, 6)),
    ("37/40", lambda: first_of(*POSTED, "strong", offer="2/5")),
    ("35/32", lambda: first_of(*POSTED, "weak", offer="2/5")),
    ("37/40", lambda: first_of(*BAD, "strong", **TEN)),
    ("49/40", lambda: first_of(*BAD, "weak", **TEN)),
    ("1/11", lambda: lost("strong")),
    ("1/3", lambda: lost("weak")),
]  # fmt: skip


def third_corner(n, k, ratio):
    found = pg.correlated_equilibria(lottery(n, k, ratio))
    (corner,) = (each for each in found.polygon if each.holdouts not in (0, n))
    return corner


FALLING = pg.AnonymousGame(gain=[1, "-1/2"])


def prize_gains(n, k, ratio):
    return info.prize_race(lottery(n, k, ratio), prize=F(ratio)).gains


CORRELATED = [
    *((text, lambda c=c: third_corner(*c).holdouts)
      for c, text in (((10, 3, "1/2"), "6"), ((5, 1, "1/2"), "2"), ((9, 4, "3/5"), "20/3"),
                      ((10, 3, "4/5"), "110/31"), ((5, 1, "3/5"), "10/7"),
                      ((9, 4, "9/10"), "195/49"))),
    *((text, lambda m=m: dict(third_corner(10, 3, "4/5").law)[m])
      for m, text in ((2, "5/31"), (3, "160/217"), (10, "22/217"))),
    ("3/2", lambda: pg.correlated_equilibria(FALLING).value),
    (4 / 3, lambda: pg.correlated_equilibria(FALLING).best_nash.value),
    ("26/5", lambda: pg.correlated_equilibria(NIBBLE().gains).value),
    ("5", lambda: pg.correlated_equilibria(NIBBLE().gains).best_nash.value),
    ("250/27", lambda: pg.correlated_equilibria(prize_gains(10, 1, "3/10")).value),
    ("9", lambda: pg.correlated_equilibria(prize_gains(10, 1, "3/10")).best_nash.value),
    ("268900/897", lambda: pg.correlated_equilibria(prize_gains(300, 10, "3/10")).value),
]  # fmt: skip


def withstands(game):
    return next(e for e in pg.coalitions(game) if e.holdouts == 0).largest_immune


COALITIONS = [
    *((text, lambda c=c: withstands(lottery(*c)))
      for c, text in (((230, 12, "2/5"), "30"), ((10, 3, "1/2"), "6"), ((100, 5, "61/100"), "8"),
                      ((5, 1, "1/3"), "3"))),
    ("37", lambda: withstands(heard(230, 12, "2/5", "1/4", "1/20"))),
]  # fmt: skip


def published(n, k, most, ratio):
    return pg.disclosure(lottery(n, k, ratio), [1] * (most + 1))


ROWS = [
    ((5, 1, 4, "1/4"), ("0", "3/5", "4/5", "1", "625/651")),
    ((10, 1, 5, "4/25"), ("0", "1/2", "5/6", "1", "448758/478907")),
    ((10, 3, 10, "1/3"), ("0", "6/11", "10/11", "1", "2329737811/2521087998")),
    ((5, 2, 3, "2/5"), ("0", "1/4", "1/2", "2", "775/1512")),
]
DISCLOSURE = [
    (text, lambda c=c, ask=ask: ask(published(*c)))
    for c, texts in ROWS
    for text, ask in zip(
        texts,
        (lambda d: d.none.success, lambda d: d.full.success, lambda d: d.best_threshold.success,
         lambda d: d.best_threshold.threshold, lambda d: d.optimal.success),
        strict=True,
    )
]  # fmt: skip

SECTIONS = {"A": TESTIMONY, "B": RACE, "C": WIRED, "D": PRIVATE, "E": VERDICTS, "F": CORRELATED,
            "G": COALITIONS, "H": DISCLOSURE}  # fmt: skip


def agrees(value, stated):
    """Exactly, or to the last digit that is stated, or for square roots to 15 digits."""
    if isinstance(stated, float):
        return value == pytest.approx(stated, rel=1e-14)
    if stated[:1].isalpha():
        return str(value) == stated
    if "." not in stated:
        exact = F(stated)
        return value == exact if isinstance(value, F | int) else value == pytest.approx(float(exact), rel=1e-14)  # fmt: skip
    digits = Decimal(stated)
    half = Decimal(1).scaleb(digits.as_tuple().exponent) / 2
    return abs(Decimal(float(value)) - digits) <= half * Decimal("1.5")


@pytest.mark.parametrize(
    ("stated", "ask"),
    [
        pytest.param(stated, ask, id=f"{section}{place}-{stated}")
        for section, rows in SECTIONS.items()
        for place, (stated, ask) in enumerate(rows)
    ],
)
def test_reference_value(stated, ask):
    value = ask()
    assert agrees(value, stated), value


def test_half_of_the_mass_takes_a_sharp_logit():
    least = log(1013) / 0.3
    assert round(least, 2) == 23.07
    assert half_of_the_mass(least) == pytest.approx(0.5, abs=1e-5)


SAID = "--defendants 230 --capacity 12 --offer 0.4"
WITNESSED = f"{SAID} --sentence 1.25 --conviction 0.8 --with testimony=0.05"
FIVE = "--defendants 5 --capacity 1 --offer 0.5 --sentence 1"


@pytest.mark.parametrize(
    ("line", "find", "stated"),
    [
        (f"thresholds {WITNESSED}", lambda d: d["laplacian_ratio"], ".254026975396050"),
        (f"thresholds {WITNESSED}", lambda d: d["tipping_holdouts"], "38"),
        (f"equilibria {WITNESSED}", lambda d: d["equilibria"][1]["hold_out_probability"],
         ".163041726237731"),
        (f"coalitions {WITNESSED}", lambda d: d["equilibria"][0]["largest_immune"], "37"),
        (f"race {SAID} --sentence 1", lambda d: d["hidden_mean"], "2446/6095"),
        (f"packages {SAID} --sentence 1 --quorum 229", lambda d: d["prices"][-1]["ratio"],
         ".526086956521739"),
        (f"private-cases {FIVE} --case 0=1 --case 1=3",
         lambda d: d["hard_core_chance"], "781/1280"),
        ("verdicts --defendants 230 --capacity 12 --offer 4 --sentence 50 --prior-a 4 --prior-b 1 "
         "--trials 6 --every 6", lambda d: d["goals"][1]["passages"][0]["by"], "1/210"),
        (f"correlated {FIVE}", lambda d: max(c["holdouts"] for c in d["polygon"] if c["holdouts"] < 5),
         "2"),
    ],
)  # fmt: skip
def test_on_the_command_line(line, find, stated, command):
    code, printed, _ = command(*line.split(), "--format", "json")
    assert code == 0
    found = json.loads(printed)
    assert agrees(find(found), stated), find(found)
