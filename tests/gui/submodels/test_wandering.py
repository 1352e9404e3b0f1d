"""Whatever is done with submodels, all that is shown is what is there."""

import random

import pytest
from PySide6.QtWidgets import QApplication

ACTIONS = (
    "make_submodel",
    "inline",
    "own_definition",
    "open_submodel",
    "go_up",
    "close_tab",
    "next_tab",
    "previous_tab",
    "share",
    "duplicate",
    "delete",
    "copy",
    "paste",
    "undo",
    "undo",
    "redo",
)
STEPS = 80


def is_consistent(screen):
    document, canvas = screen.document, screen.canvas
    project, graph = document.project, document.graph
    open_graphs = screen.window.graphs._opening.tabs
    assert set(open_graphs) <= project.graphs.keys()
    assert document.graph_id in open_graphs
    assert screen.titles[screen.bar.tabs.currentIndex()] == graph.name
    assert screen.bar.isVisibleTo(screen.window) == (len(open_graphs) > 1)
    assert canvas.sync.nodes.keys() == graph.nodes.keys()
    assert set(canvas.sync.edges) <= set(graph.edges())
    assert set(canvas.selected()) <= graph.nodes.keys()
    above = [call.graph for call in screen.window.graphs.way]
    if above:
        assert above[0] == "main"
        names = [project.graphs[g].name for g in (*above, document.graph_id)]
        assert list(screen.bar.crumbs._way) == names


@pytest.mark.parametrize("seed", range(4))
def test_wandering_among_submodels_leaves_all_in_step(screen, answer, seed):
    chance = random.Random(seed)
    first = screen.document.project
    for step in range(STEPS):
        answer(f"part{step}")
        nodes = list(screen.document.graph.nodes)
        count = chance.randint(0, min(3, len(nodes)))
        screen.canvas.select(chance.sample(nodes, count))
        screen.window.actions_by_name[chance.choice(ACTIONS)].trigger()
        QApplication.processEvents()
        is_consistent(screen)
    while screen.document.redo():
        is_consistent(screen)
    last = screen.document.project
    while screen.document.undo():
        is_consistent(screen)
    assert screen.document.project == first
    while screen.document.redo():
        is_consistent(screen)
    assert screen.document.project == last
