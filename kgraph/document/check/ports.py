"""Rules about edges: where they begin, where they end, and which are missing."""

from kgraph.document.calls import input_ports, outputs_of
from kgraph.document.check.scope import Problems, Scope
from kgraph.document.graph import Layer, edges_into
from kgraph.document.telling.words import plural


def sources(scope: Scope) -> Problems:
    """Every edge begins at a tensor that is there."""
    for node in scope.graph.nodes.values():
        for edge in edges_into(node):
            found = _fault(scope, edge.source.node, edge.source.output)
            if found:
                message, expected, received = found
                yield scope.problem(
                    "known-sources",
                    f"{scope.name(node.id)} takes {message}. Take the edge away.",
                    node=node.id,
                    argument=edge.target.argument,
                    index=edge.target.index,
                    expected=expected,
                    received=received,
                )


def known_ports(scope: Scope) -> Problems:
    """Every edge ends at a port that the operation has, one at each single port."""
    for node, layer in scope.calls():
        ports = input_ports(scope.project, layer)
        if ports is None:
            continue
        by_name = {port.name: port for port in ports}
        for argument, given in node.inputs.items():
            port = by_name.get(argument)
            if port is None:
                has = ", ".join(map(repr, by_name)) or "none"
                yield scope.problem(
                    "known-ports",
                    f"{layer.name!r} has no port {argument!r}. Move the edge to one "
                    f"that it has: {has}.",
                    node=node.id,
                    argument=argument,
                    expected=has,
                    received=repr(argument),
                )
            elif port.limit is not None and len(given) > port.limit:
                most = "one tensor" if port.limit == 1 else f"{port.limit} tensors"
                yield scope.problem(
                    "port-limits",
                    f"The port {argument!r} of {layer.name!r} takes {most}. Take the "
                    "other edges away.",
                    node=node.id,
                    argument=argument,
                    index=port.limit,
                    expected=most,
                    received=f"{len(given)} edges",
                )


def required_ports(scope: Scope) -> Problems:
    """Every port that the call cannot do without has an edge, or a constant."""
    for node, layer in scope.calls():
        for port in input_ports(scope.project, layer) or ():
            is_given = node.inputs.get(port.name) or port.name in node.constants
            if not port.optional and not is_given:
                tensors = "one tensor or more" if port.many else "a tensor"
                yield scope.problem(
                    "required-ports",
                    f"{layer.name!r} needs {tensors} at its port {port.name!r}. Draw "
                    "an edge to it.",
                    node=node.id,
                    argument=port.name,
                    expected=tensors,
                    received="nothing",
                )


def _fault(scope: Scope, source: str, output: int) -> tuple[str, str, str] | None:
    """Returns what is wrong with a source, what was expected and what received."""
    if source not in scope.graph.nodes:
        return "a tensor from a node that is not there", "a node", repr(source)
    count = _outputs(scope, scope.graph.layer_of(source))
    if count is None or 0 <= output < count:
        return None
    name = scope.name(source)
    if not count:
        return f"a tensor from {name}, which makes none", "a tensor", "none"
    makes = plural(count, "output")
    return (
        f"output {output} of {name}, which has {makes}",
        f"an output from 0 to {count - 1}",
        str(output),
    )


def _outputs(scope: Scope, layer: Layer) -> int | None:
    """Returns how many tensors a call of a layer makes, None if nobody knows."""
    if layer.submodel is None:
        spec = scope.spec(layer)
        return spec.outputs if spec else None
    graph = scope.project.graphs.get(layer.submodel)
    return len(outputs_of(graph)) if graph else None
