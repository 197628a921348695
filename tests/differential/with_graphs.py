"""Networks: NetworkX, whose measures settle certain cascades and least seeds."""

import networkx as nx
import numpy as np

import plea_games as pg

from .comparison import against


def graph_of(rng, most):
    return nx.gnp_random_graph(
        int(rng.integers(1, most)), float(rng.uniform(0.02, 0.6)), seed=int(rng.integers(2**31))
    )


@against("networkx k_core", "retreat", fast=60, large=2000)
def retreat_with_one_threshold_is_the_core(rng):
    graph, k = graph_of(rng, 60), int(rng.integers(1, 6))
    found = pg.networks.retreat(pg.NetworkGame(ties=graph, needed=[k] * len(graph)))
    assert set(np.flatnonzero(found.holds_out).tolist()) == set(nx.k_core(graph, k))


@against(
    "networkx bfs_layers and connected components",
    "cascade",
    "reach",
    "seed_bounds",
    fast=60,
    large=2000,
)
def cascades_that_need_one_acquaintance(rng):
    graph = graph_of(rng, 60)
    n = len(graph)
    game = pg.NetworkGame(ties=graph, needed=[1] * n)
    committed = rng.choice(n, int(rng.integers(0, n + 1)), replace=False).tolist()
    found = pg.networks.cascade(game, committed=committed)
    layers = list(nx.bfs_layers(graph, committed)) if committed else []
    sizes = np.cumsum([len(layer) for layer in layers]).tolist() or [0]
    assert list(found.by_round) == sizes
    for distance, layer in enumerate(layers):
        assert (found.changed_in[layer] == distance).all()
    assert pg.networks.seed_bounds(game, seconds=1).upper == nx.number_connected_components(graph)
    place = rng.integers(0, 3, n)
    one = pg.networks.reach(game, place, seeds=[1], rng=int(rng.integers(99))).seeds[0]
    components = {len(part) for part in nx.connected_components(graph)}
    assert {one.spread_out, one.concentrated} <= components
    everyone = pg.networks.reach(game, place, seeds=[n], rng=0).seeds[0]
    assert (everyone.spread_out, everyone.concentrated) == (n, n)


@against("networkx max_weight_clique", "seed_bounds", fast=25, large=600)
def seeds_that_everyone_must_see(rng):
    """Who waits for all she knows joins if none of these waits too: the rest cover all ties."""
    graph = graph_of(rng, 14)
    game = pg.NetworkGame(ties=graph, needed=[degree for _, degree in graph.degree()])
    independent, _ = nx.max_weight_clique(nx.complement(graph), weight=None)
    found = pg.networks.seed_bounds(game)
    least = len(graph) - len(independent)
    assert found.lower <= least <= found.upper
    if found.exact:
        assert found.upper == least
    assert pg.networks.cascade(game, committed=found.members).holdouts == len(graph)


@against("networkx attribute_mixing_matrix", "neighbourhoods", fast=5, large=1000)
def ties_that_stay_inside(rng):
    count, blocks = int(rng.integers(300, 1500)), int(rng.integers(1, 6))
    inside = round(float(rng.uniform(0.1, 0.9)), 2)
    found = pg.networks.neighbourhoods(
        defendants=count,
        neighbourhoods=blocks,
        concentration="0.75",
        ties=8,
        inside=str(inside),
        rng=int(rng.integers(2**31)),
    )
    graph = nx.from_scipy_sparse_array(found.ties)
    assert graph.number_of_edges() == found.ties.nnz // 2
    assert nx.number_of_selfloops(graph) == 0
    nx.set_node_attributes(graph, dict(enumerate(found.neighbourhood.tolist())), "place")
    mixing = nx.attribute_mixing_matrix(
        graph, "place", normalized=False, mapping={i: i for i in range(blocks + 1)}
    )
    ends = mixing[:blocks].sum()
    share = np.trace(mixing[:blocks, :blocks]) / ends
    outward = (1 - inside) * 0.75  # of ties to anyone, their share of all that end so
    expected = inside + (1 - inside) * outward / blocks / (outward + 0.25)
    spread = np.sqrt(expected * (1 - expected) / (ends / 2))
    assert abs(share - expected) < 5 * spread + 0.01, (count, blocks, inside, share)
    mean = 2 * graph.number_of_edges() / count
    assert abs(mean - 8) < 0.2
