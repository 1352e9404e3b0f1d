"""Writes how much each sample counts at an Output."""

from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Brackets, Code, call, text
from kgraph.codegen.loading.tables.preparing import Preparing
from kgraph.codegen.loading.tables.reading import categories_of
from kgraph.document.binding import layers_of_type
from kgraph.document.graph import Layer
from kgraph.document.project import Project


def weighted_parts(project: Project) -> frozenset[str]:
    """Returns the parts of the samples that have weights beside inputs and targets."""
    bindings = [
        project.data.bindings[layer.id]
        for layer in layers_of_type(project.main, "Output")
        if layer.id in project.data.bindings
    ]
    if any(binding.sample_weights for binding in bindings):
        return frozenset({"train", "validation", "test"})
    has_classes = any(binding.class_weights not in ("none", {}) for binding in bindings)
    return frozenset({"train"}) if has_classes else frozenset()


def weighing(
    project: Project, preparing: Preparing, layer: Layer, variable: str
) -> list[Code]:
    """Returns the statements that weigh the samples to train on by their class."""
    binding = project.data.bindings[layer.id]
    if binding.class_weights in ("none", {}):
        return []
    by_class = _by_class(preparing, binding.columns[0], binding.class_weights)
    codes: list[Code] = [(f"{variable} = ", by_class)]
    if binding.sample_weights:
        own = preparing.column(binding.sample_weights)
        codes.append((f"{variable} = {variable} * ", own, "[train]"))
    return codes


def weights(
    project: Project, preparing: Preparing, layer: Layer, part: str, variable: str
) -> Code:
    """Returns how much the samples of a part count at an Output.

    Args:
        variable: What `weighing` has set, if it has.
    """
    binding = project.data.bindings[layer.id]
    if part == "train" and binding.class_weights not in ("none", {}):
        return f'{variable}.astype("float32")'
    if binding.sample_weights:
        own = preparing.column(binding.sample_weights)
        return (own, f'[{part}].astype("float32")')
    return f'np.ones(len({part}), "float32")'


def _by_class(preparing: Preparing, name: str, told: str | dict[str, float]) -> Code:
    labels: Code = (preparing.numbers(name), "[train]")
    if isinstance(told, str):
        return call("compute_sample_weight", [text("balanced"), labels], {})
    known = categories_of(*preparing.place(name))
    keys: dict[str, str]
    if known:
        keys = {key: str(known.index(key)) for key in told if key in known}
    elif all(_is_number(key) for key in told):
        keys = {key: repr(float(key)) for key in told}
    elif preparing.place(name)[0].windows is not None:
        raise CodegenError(
            "A program weighs the classes of a series by their numbers. Received: "
            f"{next(iter(told))!r}. Weigh them `balanced`."
        )
    else:
        keys = {key: text(key) for key in told}
        labels = (preparing.column(name), "[train]")
    pairs = tuple(f"{keys[key]}: {float(told[key])!r}" for key in keys)
    return call("weights_of", [labels, Brackets("{", pairs, "}")], {})


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
