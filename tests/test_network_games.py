"""Games on networks: how they are made, what they hold, and what is refused in which words."""

from fractions import Fraction
from math import ceil

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.sparse import coo_array, csr_array, csr_matrix

import plea_games as pg
from plea_games.games.network import lottery_share
from plea_games.units import number_of
from tests.strategies import fractions

STAR = nx.star_graph(7)
SHAPES = [nx.path_graph(1), nx.empty_graph(4), nx.path_graph(5), STAR, nx.complete_graph(6)]
MATRIX = csr_array(nx.to_scipy_sparse_array(nx.cycle_graph(4)))


@pytest.mark.parametrize("graph", SHAPES, ids=str)
@pytest.mark.parametrize("kind", [csr_array, csr_matrix, coo_array, None])
def test_ties_are_those_of_the_graph(graph, kind):
    adjacency = nx.to_numpy_array(graph)
    ties = graph if kind is None else kind(adjacency * -2.5)
    game = pg.NetworkGame(ties=ties, needed=2)
    matrix = game.matrix
    assert isinstance(matrix, csr_array)
    assert matrix.dtype == np.int8
    assert matrix.shape == adjacency.shape
    assert (matrix.toarray() == adjacency).all()
    assert (game.starts.dtype, game.others.dtype) == (np.int64, np.int32)
    assert game.degrees.tolist() == adjacency.sum(axis=0).tolist()
    assert game.defendants == len(graph)
    assert game.ties == graph.number_of_edges()
    assert game.needed.dtype == np.int64
    assert game.needed.tolist() == [2] * len(graph)
    assert repr(game) == (
        f"NetworkGame({number_of(len(graph), 'defendants')}, {number_of(graph.size(), 'ties')})"
    )


def test_thousands_are_told_apart_in_the_text():
    ring = pg.NetworkGame(ties=nx.cycle_graph(1234), needed=1)
    assert repr(ring) == "NetworkGame(1,234 defendants, 1,234 ties)"


def test_other_thresholds_leave_the_game_as_it_was():
    game = pg.NetworkGame(ties=STAR, needed=1)
    other = game.needing([*range(-1, 7)])
    assert other.needed.tolist() == [*range(-1, 7)]
    assert game.needed.tolist() == [1] * 8
    assert (other.matrix != game.matrix).nnz == 0
    assert game.needing(np.uint8(3)).needed.tolist() == [3] * 8
    with pytest.raises(
        pg.ParameterError, match=r"needed = 0\.5: must be one whole number, or 8 of"
    ):
        game.needing(0.5)


@settings(max_examples=60)
@given(st.integers(0, 12), fractions(0, 1, 12))
def test_shares_are_rounded_up_at_every_degree(most, share):
    """Also at exact ties, where a product of doubles may lie on either side."""
    graph = nx.disjoint_union_all(nx.star_graph(degree) for degree in range(most + 1))
    needed = [max(ceil(share * degree), 1) if share else 0 for _, degree in graph.degree()]
    shares = np.full(len(graph), float(share))
    for given_as in (share, shares):
        game = pg.NetworkGame.of_shares(ties=graph, shares=given_as)
        assert game.needed.dtype == np.int64
        assert game.needed.tolist() == needed


def test_shares_may_differ():
    shares = np.array([0.5, 0, 1, 1e-9, 0.3, 1, 0, 0.7])
    game = pg.NetworkGame.of_shares(ties=STAR, shares=shares)
    assert game.needed.tolist() == [4, 0, 1, 1, 1, 1, 0, 1]
    just_above = np.where(shares == 0.5, 4 / 7 + 1e-9, shares)
    assert pg.NetworkGame.of_shares(ties=STAR, shares=just_above).needed[0] == 5


@pytest.mark.parametrize("graph", SHAPES, ids=str)
def test_lottery_games_among_those_one_knows(graph):
    caseload = pg.PleaGame(defendants=13, capacity=2, offer=4, sentence=10)
    assert lottery_share(caseload) == Fraction(4, 12)
    game = pg.NetworkGame.of_lottery(caseload, ties=graph)
    assert game.needed.tolist() == [max(ceil(degree / 3), 1) for _, degree in graph.degree()]
    generous = caseload.with_parameters(offer=0)
    assert lottery_share(generous) is None
    never = pg.NetworkGame.of_lottery(generous, ties=graph)
    assert never.needed.tolist() == [len(graph)] * len(graph)
    assert never.degrees.tolist() == game.degrees.tolist()
    assert pg.networks.cascade(never).holdouts == 0
    alone = pg.PleaGame(defendants=1, capacity=0, offer=4, sentence=10)
    assert lottery_share(alone) == 0


@pytest.mark.parametrize(
    ("ties", "text"),
    [
        (np.eye(2), "ties = ndarray of shape (2, 2): must be a square sparse matrix or an "
         "undirected graph of networkx's; write scipy.sparse.csr_array(matrix)"),
        ("ring", "ties = str of shape ?: must be a square sparse matrix or an undirected graph"),
        (csr_array((2, 3)), "ties = csr_array of shape (2, 3): must be a square"),
        (csr_array((0, 0)), "ties = csr_array of shape (0, 0): must be a square"),
        (coo_array(np.ones(3)), "ties = coo_array of shape (3,): must be a square"),
        (csr_array(np.diag([0, 0, 1])), "ties = [2, 2]: must not lead to oneself; remove it"),
        (csr_array(np.eye(3, k=1)), "ties: must run both ways: the matrix must be symmetric; "
         "add its transpose"),
        (nx.DiGraph([(0, 1)]), "ties = DiGraph with 2 nodes and 1 edges: must be undirected, with "
         "at least one node; use graph.to_undirected()"),
        (nx.Graph(), "ties = Graph with 0 nodes and 0 edges: must be undirected, with at least"),
    ],
)  # fmt: skip
def test_what_is_no_network_is_refused(ties, text):
    with pytest.raises(pg.ParameterError) as caught:
        pg.NetworkGame(ties=ties, needed=1)
    assert text in str(caught.value)


def test_all_faults_are_named_at_once():
    with pytest.raises(pg.ParameterError) as caught:
        pg.NetworkGame(ties=csr_array(np.triu(np.ones((3, 3)))), needed=1)
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("needed", [0.5, [1, 2, 3], [[1, 1, 1, 1]], "one", [1, None, 2, 3]])
def test_thresholds_are_whole_numbers(needed):
    with pytest.raises(pg.ParameterError, match="must be one whole number, or 4 of them") as caught:
        pg.NetworkGame(ties=MATRIX, needed=needed)
    (fault,) = caught.value.faults
    assert (fault.parameter, fault.remedy) == (
        "needed", "use NetworkGame.of_shares for shares of one's ties",
    )  # fmt: skip


@pytest.mark.parametrize(
    "shares", [np.full(3, 0.5), np.full((4, 1), 0.5), np.array([0, 1, 1.01, 0]),
               np.array([0, -0.01, 0, 0]), np.array([0, np.nan, 0, 0])],
)  # fmt: skip
def test_shares_are_from_0_to_1_one_for_each(shares):
    with pytest.raises(
        pg.ParameterError, match=r"must be 4 numbers from 0 to 1; write 30% as 0.3"
    ) as caught:
        pg.NetworkGame.of_shares(ties=MATRIX, shares=shares)
    (fault,) = caught.value.faults
    assert fault.parameter == "shares"
    assert fault.value.startswith(str(shares.tolist())[:4])


@pytest.mark.parametrize("weight", [0.25, -1.5, 0, 256, "close friends"])
def test_weights_of_a_graph_do_not_matter(weight):
    """Only who is tied to whom; as numbers of eight bits 0.25 and 256 would be 0."""
    weighted = nx.cycle_graph(5)
    nx.set_edge_attributes(weighted, weight, "weight")
    game, plain = (pg.NetworkGame(ties=ties, needed=1) for ties in (weighted, nx.cycle_graph(5)))
    assert game.starts.tolist() == plain.starts.tolist()
    assert game.others.tolist() == plain.others.tolist()
