import pytest
from msgspec.structs import replace
from run_programs import difference
from sketch import Sketch
from tidy import complaints, reformatting

from kgraph import blocks
from kgraph.blocks import Block, BlockError
from kgraph.codegen import generate
from kgraph.document.names import is_trainable
from kgraph.document.project import MAIN, Project
from kgraph.modeling import build, infer

BLOCKS = blocks.all_blocks()
by_name = pytest.mark.parametrize("block", BLOCKS, ids=lambda b: b.spec.name)


def around(bundle: Project) -> Project:
    """Returns a project that calls a block twice, on Inputs of known size."""
    block = bundle.main
    s = Sketch("around")
    inputs = {}
    for node in block.of_type("Input"):
        layer = block.layers[node.layer]
        *open_sizes, last = layer.config["shape"]
        size = 16 if layer.name == "skip" else 8
        shape = [size for _ in open_sizes]
        inputs[layer.name] = [s.add("Input", name=layer.name, shape=[*shape, last])]
    first = s.add("graph:block", name=block.name, at=inputs)
    again = s.add("graph:block", name=f"{block.name}_1", at=inputs)
    for output in range(len(block.of_type("Output"))):
        s.output(s.add("Add", (first, output), (again, output)))
    graphs = {id: g for id, g in bundle.graphs.items() if id != MAIN}
    return Project(
        graphs={MAIN: s.graph, "block": replace(block, id="block"), **graphs}
    )


@by_name
def test_the_program_of_a_project_with_a_block_makes_the_same_model(block: Block):
    project = around(block.make({}))
    program = generate(project).text
    assert difference(project, program) == ""
    assert reformatting(program) == ""
    assert complaints(program) == ""


@by_name
def test_shapes_and_sizes_of_a_project_with_a_block_are_known(block: Block):
    project = around(block.make({}))
    analysis = infer(project)
    assert not analysis.has_errors
    total = analysis.graphs[MAIN]
    assert total.trainable + total.non_trainable == build(project).count_params()


@by_name
def test_every_node_has_a_place_of_its_own_and_a_name_that_can_be_trained(block: Block):
    for graph in block.make({}).graphs.values():
        assert graph.positions.keys() == graph.nodes.keys()
        assert len(set(graph.positions.values())) == len(graph.nodes)
        assert is_trainable(graph.name, is_model=True)
        assert all(is_trainable(layer.name) for layer in graph.layers.values())


@by_name
def test_a_block_says_what_it_is_and_explains_what_it_asks_for(block: Block):
    spec = block.spec
    assert (spec.kind, spec.category) == ("block", "Blocks")
    assert spec.summary.endswith(".")
    assert "arXiv:" in spec.documentation
    assert all(p.documentation.endswith(".") for p in spec.parameters)
    assert all(spec.parameter(name) for name in block.follows)


def test_an_inverted_residual_holds_a_submodel_on_both_roads():
    project = around(blocks.find("InvertedResidual").make({"squeeze_ratio": 4}))
    assert difference(project, generate(project).text) == ""


def test_names_and_keys_find_a_block():
    assert len({block.key for block in BLOCKS}) == len(BLOCKS)
    for block in BLOCKS:
        assert blocks.find(block.key) is block
        assert blocks.find(block.spec.name) is block


def test_a_block_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(BlockError, match=r"Residual, .* Received: 'residual'"):
        blocks.find("residual")
