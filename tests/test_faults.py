"""What is wrong is named: which parameter, and the value as it was given, all faults at once."""

import pickle
import re

import networkx as nx
import numpy as np
import pytest
import sympy as sp
from scipy.sparse import csr_array

import plea_games as pg
from plea_games.model.formulas import read_formula
from plea_games.model.symbols import SYMBOLS, x

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
SMALL = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
GAINS = pg.AnonymousGame(gain=[-1, 1])
LARGE = pg.PleaGame(defendants=200_001, capacity=12, offer=4, sentence=10)
SYMBOLIC = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0)
ANA = pg.Defendant("Ana", offer=4, sentence=10)
BO = pg.Defendant("Bo", offer=4, sentence=10)
TWO = pg.Docket([ANA, BO], capacity=1)
MANY = [pg.Defendant(f"D{i}", offer=i, sentence=30 - i) for i in range(1, 27)]
s = sp.Symbol("s", positive=True)


def ratios(*given, **options):
    return pg.HeterogeneousGame(offer_ratios=list(given), capacity=1, **options)


def docket(*given, **options):
    return pg.Docket(given, **(options or {"capacity": 1}))


MODEL = {
    "a game": (lambda: pg.PleaGame(defendants=0, capacity=-1, offer="x", sentence=1.5), [
        ("defendants", "0"), ("capacity", "-1"), ("offer", "x")]),
    "no threat": (lambda: GAME.with_parameters(dismissal_cost=10), [
        ("sentence × conviction + process_cost", "10 years")]),
    "a letter of formulas": (
        lambda: GAME.with_parameters(offer=x), [("offer", "x")]),
    "an imaginary number": (lambda: GAME.with_parameters(offer=sp.I), [("offer", "I")]),
    "a name": (lambda: pg.Defendant("", offer=1, sentence=2), [("name", "''")]),
    "a defendant": (lambda: pg.Defendant("Ana", offer="no", sentence=-2), [
        ("Ana: offer", "no"), ("Ana: sentence", "-2")]),
    "a stranger": (lambda: docket(ANA, 7), [("defendants", "7")]),
    "nobody": (lambda: docket(), [("defendants", "[]")]),
    "a namesake": (lambda: docket(ANA, ANA, BO), [("defendants", "Ana")]),
    "a selection of trials": (
        lambda: docket(ANA, capacity=1, trials="by lot"), [("trials", "by lot")]),
    "no limit": (lambda: docket(ANA, budget=None), [("capacity, budget", "neither")]),
    "two limits": (lambda: docket(ANA, capacity=1, budget=2), [("capacity, budget", "both")]),
    "a lottery's budget": (lambda: docket(ANA, budget=2), [("budget", "2")]),
    "half a trial": (lambda: docket(ANA, capacity=0.5), [("capacity", "0.5")]),
    "a symbolic budget": (lambda: docket(ANA, budget=s, trials="announced order"), [
        ("budget", "s")]),
    "symbolic values": (
        lambda: docket(ANA.with_offer(1), pg.Defendant("Cy", offer=1, sentence=s),
                       capacity=sp.Symbol("K", integer=True, positive=True),
                       trials="most valuable"),
        [("Cy: trial_value", "s"), ("capacity", "K")]),
    "a short profile": (lambda: TWO.payoffs((True,)), [("profile", "(True,)")]),
    "a worded profile": (
        lambda: TWO.payoffs((True, "no")), [("profile", "(True, 'no')")]),
    "a matrix of one": (lambda: docket(ANA).payoff_matrices(), [("defendants", "1")]),
    "one offer for two": (lambda: TWO.with_offers([1]), [("offers", "[1]")]),
    "too many profiles": (lambda: docket(*MANY).profiles(), [("defendants", "26")]),
    "no term": (lambda: GAME.with_terms("fund"), [("terms", "fund")]),
    "a term twice": (lambda: GAME.with_terms(pg.SidePayment(1), pg.SidePayment(2)), [
        ("terms", "SidePayment")]),
    "a term's amount": (lambda: pg.SidePayment("much"), [("SidePayment: payment", "much")]),
    "no hours": (lambda: pg.CostlierTrials(100, 0), [("CostlierTrials: hours", "0")]),
    "more clients than defendants": (
        lambda: SMALL.with_terms(pg.CollectiveCounsel(clients=6, weight=1)),
        [("CollectiveCounsel: clients", "6")]),
    "a name that nothing has": (
        lambda: GAME.with_parameters(bribe=3), [("bribe", "3")]),
    "terms without a lottery form": (
        lambda: pg.lottery_form(GAME.with_terms(pg.Solidarity(2))), [("terms", "Solidarity")]),
    "everyone committed": (lambda: SMALL.with_terms(pg.Pledge(5)), [("committed", "5")]),
    "a call in a formula": (
        lambda: read_formula("open(1)", SYMBOLS), [("formula", "open(1)")]),
    "a broken formula": (lambda: read_formula("offer +", SYMBOLS), [("formula", "offer +")]),
    "a fractional exponent": (
        lambda: read_formula("offer ** 0.5", SYMBOLS), [("formula", "offer ** 0.5")]),
    "a large exponent": (
        lambda: read_formula("offer ** 65", SYMBOLS), [("formula", "offer ** 65")]),
    "no formula": (lambda: read_formula("", SYMBOLS), [("formula", "''")]),
    "two arguments of one": (
        lambda: read_formula("1 + floor(offer, 2)", SYMBOLS), [("formula", "1 + floor(offer, 2)")]),
}  # fmt: skip

GAMES = {
    "text for gains": (lambda: pg.AnonymousGame(gain="-1, 1"), [("gain", "-1, 1")]),
    "no gains": (lambda: pg.AnonymousGame(gain=[]), [("gain", "[]")]),
    "a matrix of symbols": (
        lambda: pg.to_nashpy(docket(ANA, pg.Defendant("Cy", offer=s, sentence=9))),
        [("parameters", "s")]),
    "gains": (lambda: pg.AnonymousGame(gain=["a", 1, "b"]), [
        ("gain for 1 hold-out", "a"), ("gain for 3 hold-outs", "b")]),
    "many gains": (lambda: pg.AnonymousGame(gain=["a"] * 12), [
        ("gain for 1 hold-out", "a"),
        *[(f"gain for {m} hold-outs", "a") for m in range(2, 11)], ("gain", "")]),
    "a ratio": (lambda: ratios("a"), [("offer ratio 1", "a")]),
    "a block of ratios": (lambda: pg.HeterogeneousGame(
        offer_ratios=np.ones((2, 2)), capacity=1), [("offer_ratios", "an array of shape (2, 2)")]),
    "an infinite ratio": (lambda: pg.HeterogeneousGame(
        offer_ratios=np.array([np.inf]), capacity=1), [("offer_ratios", "an array of shape (1,)")]),
    "thresholds below 1": (
        lambda: pg.HeterogeneousGame.of_thresholds(thresholds=[1, 0]), [("thresholds", "[1, 0]")]),
    "fractional thresholds": (
        lambda: pg.HeterogeneousGame.of_thresholds(thresholds=[1.5]), [("thresholds", "[1.5]")]),
    "an empty group": (lambda: ratios(1, sizes=[0]), [("sizes", "[0]")]),
    "one size for two": (lambda: ratios(1, 1, sizes=[1]), [("sizes", "[1]")]),
    "half a defendant": (lambda: ratios(1, sizes=[1.5]), [("sizes", "[1.5]")]),
    "a dense matrix": (lambda: pg.NetworkGame(ties=np.eye(2), needed=1), [
        ("ties", "ndarray of shape (2, 2)")]),
    "an oblong matrix": (lambda: pg.NetworkGame(ties=csr_array((2, 3)), needed=1), [
        ("ties", "csr_array of shape (2, 3)")]),
    "a tie to oneself, one way": (
        lambda: pg.NetworkGame(ties=csr_array(np.array([[0, 1], [0, 1]])), needed=1),
        [("ties", "[1, 1]"), ("ties", "")]),
    "a directed graph": (
        lambda: pg.NetworkGame(ties=nx.DiGraph([(0, 1)]), needed=1),
        [("ties", "DiGraph with 2 nodes and 1 edges")]),
    "an empty graph": (lambda: pg.NetworkGame(ties=nx.Graph(), needed=1), [
        ("ties", "Graph with 0 nodes and 0 edges")]),
    "thresholds of ties": (lambda: pg.NetworkGame(ties=nx.path_graph(3), needed=[1, 2]), [
        ("needed", "[1, 2]")]),
    "rows of thresholds": (
        lambda: pg.HeterogeneousGame.of_thresholds(thresholds=[[1, 2], [3]]),
        [("thresholds", "[[1, 2], [3]]")]),
    "rows of sizes": (lambda: ratios(1, 1, sizes=[[1, 2], [3]]), [("sizes", "[[1, 2], [3]]")]),
    "gains beyond a million, promises counted": (
        lambda: pg.equilibria(pg.PleaGame(
            defendants=1_000_003, capacity=12, offer=4, sentence=10).with_terms(pg.Pledge(2))),
        [("defendants", "1,000,003")]),
    "a seed": (lambda: pg.places.synthetic_dockets(3, rng="seed"), [("rng", "seed")]),
    "shares of ties": (
        lambda: pg.NetworkGame.of_shares(ties=nx.path_graph(2), shares=np.array([0.5, 1.5])),
        [("shares", "[0.5, 1.5]")]),
}  # fmt: skip

SOLVERS = {
    "no game": (lambda: pg.thresholds(7), [("game", "int")]),
    "no game to solve": (lambda: pg.equilibria(7), [("game", "int")]),
    "no game to certify": (lambda: pg.certificate(7, 0.5), [("game", "int")]),
    "no game with a potential": (lambda: pg.potential(7), [("game", "int")]),
    "no game with totals": (lambda: pg.welfare(GAINS), [("game", "AnonymousGame")]),
    "a probability": (lambda: pg.certificate(GAINS, 1.5), [("probability", "1.5")]),
    "groups": (lambda: pg.heterogeneous.pure_equilibria(ratios(1, 1, sizes=[2, 3])), [("sizes", "3")]),
    "seeds in groups": (lambda: pg.heterogeneous.least_seed(ratios(1, 1, sizes=[2, 3])), [("sizes", "3")]),
    "symbols": (lambda: pg.union.attrition(SYMBOLIC, members=1, leaving=0.1), [
        ("parameters", "J, K, N, s")]),
    "members": (lambda: pg.union.attrition(SMALL, members=-1, leaving=2), [
        ("members", "-1"), ("leaving", "2")]),
    "too many members": (lambda: pg.union.attrition(SMALL, members=6, leaving=0), [
        ("members", "6"), ("leaving", "0")]),
    "shares of a union": (
        lambda: pg.union.organizing_value(
            SMALL, organized=-0.1, carried_over=1.1, discount="x", attempt_cost=-1),
        [("organized", "-0.1"), ("carried_over", "1.1"), ("discount", "x"),
         ("attempt_cost", "-1")]),
    "no discounting": (
        lambda: pg.union.organizing_value(SMALL, organized=0.1, carried_over=0.1, discount=1),
        [("discount", "1")]),
    "support": (lambda: pg.union.critical_discount(SMALL, support="x"), [("support", "x")]),
    "more hold-outs than defendants": (
        lambda: pg.union.critical_discount(SMALL, support=1, holdouts=[5, 6, 7]),
        [("holdouts", "6"), ("holdouts", "7")]),
    "no hold-outs": (
        lambda: pg.union.critical_discount(SMALL, support=1, holdouts=0), [("holdouts", "0")]),
    "gains that fall": (
        lambda: pg.behaviour.global_game(
            pg.AnonymousGame(gain=[-1, 1, 0.5]), prior_deviation=0, noise_deviation=0),
        [("gain", "0.5 for 3 hold-outs"), ("prior_deviation", "0"), ("noise_deviation", "0")]),
    "noise that says nothing": (
        lambda: pg.behaviour.global_game(GAINS, prior_deviation=1, noise_deviation=10**9),
        [("noise_deviation", "1000000000.0")]),
    "a mean in words": (
        lambda: pg.behaviour.global_game(GAINS, prior_deviation=1, noise_deviation=1, mean="x"),
        [("mean", "x")]),
    "nothing to wait for": (
        lambda: pg.behaviour.expected_revisions(GAINS, precision=1, start=2), [("start", "2")]),
    "no tipping point to reach": (
        lambda: pg.behaviour.expected_revisions(pg.AnonymousGame(gain=[-1, -1]), precision=1),
        [("target", "")]),
    "a state beyond all": (
        lambda: pg.behaviour.expected_revisions(GAINS, precision=1, start=3), [("start", "3")]),
    "precision": (lambda: pg.behaviour.logit_revision(GAINS, precision=10**9), [("precision", "1000000000")]),
    "levels of reasoning on average": (
        lambda: pg.behaviour.cognitive_hierarchy(SMALL, mean=0), [("mean", "0")]),
    "level 0": (lambda: pg.behaviour.level_k(SMALL, level_zero="stay"), [("level_zero", "stay")]),
    "precisions from 0 to 0": (
        lambda: pg.behaviour.quantal_response_branches(GAINS, up_to=0), [("up_to", "0")]),
    "nobody to imitate": (
        lambda: pg.behaviour.fixation(pg.AnonymousGame(gain=[1]), intensity=1, process="copying"),
        [("defendants", "1"), ("process", "copying")]),
    "nobody left to convince": (
        lambda: pg.behaviour.fixation(GAINS, intensity=1, start=2), [("start", "2")]),
    "a protocol": (lambda: pg.sequences.game_tree(TWO, protocol="by post"), [("protocol", "by post")]),
    "a large tree": (lambda: pg.sequences.game_tree(docket(*MANY)), [("defendants", "26")]),
    "a tree within a budget": (
        lambda: pg.sequences.game_tree(
            docket(ANA, budget=1, trials="announced order"), protocol="trials at once"),
        [("budget", "1")]),
    "a symbolic elimination": (
        lambda: pg.sequences.elimination(docket(pg.Defendant("Ana", offer=s, sentence=2))),
        [("Ana: offer ratio", "s/2")]),
    "a large elimination": (
        lambda: pg.sequences.elimination_cases(docket(*[
            pg.Defendant(f"D{i}", offer=1, sentence=2) for i in range(10_001)])),
        [("defendants", "10,001")]),
    "an elimination with a symbolic capacity": (
        lambda: pg.sequences.elimination_cases(
            docket(ANA, BO, capacity=sp.Symbol("K", integer=True, positive=True))),
        [("capacity", "K")]),
    "a committed share": (
        lambda: pg.sequences.announced_order(SMALL, committed_share="3/2"), [("committed_share", "3/2")]),
    "a symbolic offer": (
        lambda: pg.sequences.fixed_offers(SMALL.with_parameters(offer=s)), [("offer ratio", "s/10")]),
    "batches": (lambda: pg.sequences.offers_in_rounds(SMALL, [3, 3]), [("batches", "[3, 3]")]),
    "rounds": (lambda: pg.sequences.offers_in_rounds(SMALL, 6), [("rounds", "6")]),
    "a list of symbolic length": (
        lambda: pg.sequences.adaptive_offers(SYMBOLIC), [("defendants", "N"), ("capacity", "K")]),
    "a symbolic payoff": (
        lambda: pg.bimatrix([[s, 1]], [[0, 0]]), [("rows: line 1, entry 1", "s")]),
    "options": (
        lambda: pg.bimatrix(*[[[-int(i == j) * row for j in range(15)] for i in range(15)]
                              for row in (1, 0)]),
        [("options", "")]),
}  # fmt: skip

DESIGN = {
    "payments to thousands": (
        lambda: pg.payments.funding_order(docket(*[
            pg.Defendant(f"D{i}", offer=1, sentence=2) for i in range(2_001)])),
        [("defendants", "2,001")]),
    "an action": (
        lambda: pg.sequences.unique_implementation(GAINS, action="wait"), [("action", "wait")]),
    "no game to implement in": (lambda: pg.sequences.unique_implementation(7), [("game", "int")]),
    "a silo": (lambda: pg.places.Silo("", SYMBOLIC, cost_per_recruit=-1, value="x"), [
        ("name", "''"), ("game", str(SYMBOLIC)), ("cost_per_recruit", "-1"), ("value", "x")]),
    "no silos": (lambda: pg.places.silo_thresholds([]), [("silos", "[]")]),
    "no list of silos": (lambda: pg.places.silo_thresholds(7), [("silos", "7")]),
    "two silos of one name": (
        lambda: pg.places.silo_thresholds([pg.places.Silo("A", GAME), pg.places.Silo("A", SMALL)]), [("name", "A")]),
    "more than all silos": (
        lambda: pg.places.least_organizing_budget([pg.places.Silo("A", SMALL)], win=1000), [("win", "1,000")]),
    "a large contest": (lambda: pg.contest(LARGE), [("defendants", "200,001")]),
    "a posture": (lambda: pg.organizing.Posture("odd", pricing="odd", rounds=0), [
        ("rounds", "0"), ("pricing", "odd")]),
    "postures and moves": (
        lambda: pg.contest(SMALL, postures="one price"), [("postures", "one price")]),
    "no postures": (lambda: pg.contest(SMALL, postures=[]), [("postures", "none")]),
    "names of postures": (
        lambda: pg.contest(SMALL, postures=["one price", "one price", "bribes"]),
        [("postures", "bribes"), ("postures", "one price")]),
    "an amount of nothing": (
        lambda: pg.contest(SMALL, moves={"nothing": 3}), [("nothing", "3")]),
    "a lever": (lambda: pg.required(SMALL, "bribe", for_="existence"), [("lever", "bribe")]),
    "a lever without its field": (
        lambda: pg.required(SMALL, pg.CostlierTrials, for_="existence"),
        [("lever", "CostlierTrials")]),
    "a lever with nothing unknown": (
        lambda: pg.required(SMALL, pg.SidePayment(1), for_="existence"),
        [("lever", "SidePayment(payment=1)")]),
    "a goal": (lambda: pg.required(SMALL, "side_payment", for_="fun"), [("for_", "fun")]),
    "text for sizes": (lambda: pg.organizing.offices(SMALL, sizes="3"), [("sizes", "3")]),
    "more clients than defendants": (
        lambda: pg.organizing.offices(SMALL, sizes=[3, 3]), [("sizes", "6 clients")]),
    "patience without end": (
        lambda: pg.organizing.rubinstein_bargain(
            SMALL, prosecutor_discount=1, defendants_discount=1, first="judge"),
        [("discounts", "1 and 1"), ("first", "judge")]),
    "a weight": (lambda: pg.organizing.nash_bargain(SMALL, prosecutor_weight=2), [("prosecutor_weight", "2")]),
    "clients": (
        lambda: pg.organizing.office_strike(TWO, clients=["Ana", "Ana", "Cy"]), [("clients", "Ana, Cy")]),
    "no clients": (lambda: pg.organizing.office_strike(TWO, clients=[]), [("clients", "[]")]),
    "another selection of trials": (
        lambda: pg.organizing.office_strike(
            docket(ANA, capacity=1, trials="announced order"), clients=["Ana"]),
        [("trials", "announced order")]),
    "a goal and an amount": (
        lambda: pg.payments.uniform_payments(SMALL, for_="dominance", amount=1), [("for_ and amount", "")]),
    "nobody to pay": (
        lambda: pg.payments.uniform_payments(SMALL.with_parameters(
            capacity=0, dismissal_cost=5)), [("game", "")]),
    "terms that a question leaves out": (
        lambda: pg.payments.ranked_payments(SMALL.with_terms(pg.CollectiveCounsel(2, 1))),
        [("terms", "CollectiveCounsel")]),
    "a large caseload": (
        lambda: pg.payments.turnout_payments(LARGE.with_terms(pg.CollectiveCounsel(2, 1))),
        [("defendants", "200,001"), ("terms", "CollectiveCounsel")]),
    "dismissals": (
        lambda: pg.organizing.cheapest_dismissals(TWO, leaving="peace", values=[1]),
        [("leaving", "peace"), ("values", "[1]")]),
}  # fmt: skip

CASES = {
    f"{package}, {name}": case
    for package, cases in {
        "model": MODEL, "games": GAMES, "solvers": SOLVERS, "design": DESIGN
    }.items()
    for name, case in cases.items()
}  # fmt: skip


@pytest.mark.parametrize(("call", "expected"), CASES.values(), ids=CASES)
def test_the_parameter_and_its_value_are_named(call, expected):
    with pytest.raises(pg.ParameterError) as caught:
        call()
    faults = caught.value.faults
    assert [(fault.parameter, fault.value) for fault in faults] == expected
    for fault in faults:
        assert fault.rule and fault.remedy and "None" not in f"{fault.rule} {fault.remedy}"


def test_what_no_double_holds_is_said_with_name_value_and_remedy():
    paid = pg.PleaGame(defendants=300, capacity=12, offer="1e307", sentence="1.7e308")
    huge = pg.PleaGame(defendants=3, capacity=1, offer="1e300", sentence="1e-300")
    for ask, name in (
        (lambda: pg.thresholds(huge), "offer_ratio"),
        (lambda: str(pg.payments.fund_solvency(pg.payments.uniform_payments(paid), fund=1)), "due"),
    ):
        with pytest.raises(pg.errors.PrecisionError) as error:
            ask()
        fault = error.value.fault
        assert fault.parameter == name and re.fullmatch(r"about [\d.]+e\d+", fault.value)
        assert "double precision" in fault.rule and fault.remedy
        assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
