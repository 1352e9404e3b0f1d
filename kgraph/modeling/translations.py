"""What Keras says, and what kgraph says in its place."""

from msgspec import Struct


class Words(Struct, frozen=True):
    """What is wrong, in words for people; `{name}` stands for the layer's name."""

    message: str
    expected: str = ""
    received: str = ""


_SHAPE = r"[\(\[][^)\]]*[\)\]]"

# What Keras says, and what kgraph says in its place. Groups fill the braces.
TRANSLATIONS: tuple[tuple[str, Words], ...] = (
    (
        r"expected min_ndim=(?P<n>\d+), found ndim=\d+\. "
        rf"Full shape received: (?P<shape>{_SHAPE})",
        Words(
            "{name} needs a tensor with at least {n} dimensions, the batch included.",
            "at least {n} dimensions",
            "shape {shape}",
        ),
    ),
    (
        r"expected ndim=(?P<n>\d+), found ndim=\d+\. "
        rf"Full shape received: (?P<shape>{_SHAPE})",
        Words(
            "{name} needs a tensor with {n} dimensions, the batch included.",
            "{n} dimensions",
            "shape {shape}",
        ),
    ),
    (
        r"expected axis (?P<axis>-?\d+) of input shape to have value (?P<n>\d+), "
        rf"but received input with shape (?P<shape>{_SHAPE})",
        Words(
            "{name} was made for tensors whose axis {axis} has size {n}: a shared "
            "layer takes the same size at every call.",
            "size {n} along axis {axis}",
            "shape {shape}",
        ),
    ),
    (
        rf"expected shape=(?P<expected>{_SHAPE}), found shape=(?P<shape>{_SHAPE})",
        Words(
            "{name} takes a tensor of shape {expected} here.",
            "shape {expected}",
            "shape {shape}",
        ),
    ),
    (
        r"Computed output size would be zero or negative.*?"
        r"inputs?[. ]shape=(?P<shape>[\(\[][^)\]]*[\)\]])`, "
        r"`(?:kernel shape|pool_size)=(?P<window>[\(\[][^)\]]*[\)\]])",
        Words(
            "The window of {name} is larger than the tensor it slides over: use a "
            "smaller one, padding `same`, or fewer layers that shrink it.",
            "a tensor at least as large as the window",
            "shape {shape}, window {window}",
        ),
    ),
    (
        r"requires inputs with matching shapes except for the concatenation axis\. "
        r"Received: input_shape=\[(?P<shapes>.*)\]",
        Words(
            "{name} joins tensors that are alike but for the axis it joins.",
            "equal sizes along all other axes",
            "shapes {shapes}",
        ),
    ),
    (
        r"Every value in `xs?` must have the same shape.*?found element of shape "
        rf"(?P<b>{_SHAPE}).*?first element's shape (?P<a>{_SHAPE})",
        Words(
            "{name} joins tensors that are alike but for the axis it joins.",
            "equal sizes along all other axes",
            "shapes {a} and {b}",
        ),
    ),
    (
        r"Inputs have incompatible shapes\. "
        rf"Received shapes (?P<a>{_SHAPE}) and (?P<b>{_SHAPE})",
        Words(
            "{name} combines its tensors value by value: their shapes must be equal, "
            "or 1 where they differ.",
            "equal shapes",
            "{a} and {b} for one sample",
        ),
    ),
    (
        r"Cannot broadcast shape.*?Input shapes are: "
        rf"(?P<a>{_SHAPE}) and (?P<b>{_SHAPE})",
        Words(
            "{name} combines its tensors value by value: their shapes must be equal, "
            "or 1 where they differ.",
            "equal shapes",
            "{a} and {b}",
        ),
    ),
    (
        r"Inner dimensions.*?`x1\.shape=(?P<a>\(.*?\))` and `x2\.shape=(?P<b>\(.*?\))`",
        Words(
            "{name} needs the last axis of x1 to be as long as the last but one of x2.",
            "x1.shape[-1] equal to x2.shape[-2]",
            "x1 {a}, x2 {b}",
        ),
    ),
    (
        r"The total size of the tensor must be unchanged.*?"
        rf"input_shape=(?P<a>{_SHAPE}), target_shape=(?P<b>{_SHAPE})",
        Words(
            "{name} cannot give {a} the shape {b}: both must hold the same number of "
            "values.",
            "a shape that holds as many values as {a}",
            "{b}",
        ),
    ),
    (
        r"Incompatible input shapes: axis values (?P<a>\d+) \(at axis (?P<i>\d+)\) != "
        r"(?P<b>\d+) \(at axis (?P<j>\d+)\)",
        Words(
            "{name} multiplies along axes {i} and {j}, which must be equally long.",
            "equal sizes",
            "{a} and {b}",
        ),
    ),
    (
        r"Shapes used to initialize variables must be fully-defined.*?"
        rf"shape=(?P<shape>{_SHAPE})",
        Words(
            "The weights of {name} depend on a dimension that is left open (None): "
            "give it a size at the Input.",
            "a known size",
            "None",
        ),
    ),
    (
        r"unsupported operand type\(s\) for .*NoneType",
        Words(
            "{name} needs to know a dimension that is left open (None): give it a "
            "size at the Input.",
            "a known size",
            "None",
        ),
    ),
    (
        r"must have a known shape\. Received .*shape=(?P<shape>\(.*?\))",
        Words(
            "{name} needs to know a dimension that is left open (None): give it a "
            "size at the Input.",
            "a known size",
            "shape {shape}",
        ),
    ),
    (
        r"number of input channels must be evenly divisible by the number of groups\. "
        r"Received groups=(?P<n>\d+), but the input has (?P<m>\d+) channels",
        Words(
            "{name} splits the channels into {n} groups, which {m} channels cannot be.",
            "a multiple of {n} channels",
            "{m} channels",
        ),
    ),
    (
        r"Number of groups \((?P<n>\d+)\) must be a multiple of the number of "
        r"channels \((?P<m>\d+)\)",
        Words(
            "{name} splits the channels into {n} groups, which {m} channels cannot be.",
            "a number of groups that divides {m}",
            "{n}",
        ),
    ),
    (
        r"should be passed an `input_shape` with at least (?P<n>\d+) dimensions, "
        rf"received: (?P<shape>{_SHAPE})",
        Words(
            "{name} needs a tensor with at least {n} dimensions, the batch included.",
            "at least {n} dimensions",
            "shape {shape}",
        ),
    ),
    (
        r"should be called on exactly (?P<n>\d+) inputs\. "
        r"Received: input_shape=\[(?P<shapes>.*)\]",
        Words(
            "{name} takes exactly {n} tensors.",
            "{n} tensors",
            "shapes {shapes}",
        ),
    ),
    (
        r"Dimensions must be equal, but are (?P<a>\d+) and (?P<b>\d+)",
        Words(
            "{name} combines tensors along axes that must be equally long.",
            "equal sizes",
            "{a} and {b}",
        ),
    ),
    (
        r"missing (?:a required argument|\d+ required positional arguments?): "
        r"'(?P<argument>\w+)'",
        Words("{name} needs a tensor at `{argument}`.", "a tensor", "nothing"),
    ),
    (
        r"axis (?P<axis>-?\d+) is out of bounds for .* dimension (?P<n>\d+)",
        Words(
            "{name} works along axis {axis}, but its tensor has {n} dimensions.",
            "an axis below {n}",
            "{axis}",
        ),
    ),
    (
        r"^(?:list|tuple) (?:assignment )?index out of range$",
        Words(
            "{name} works along an axis that its tensor does not have.",
            "an axis of the tensor",
            "one beyond its dimensions",
        ),
    ),
    (
        r"Could not interpret (?P<kind>[\w ]+?)(?: function)? identifier: "
        r"(?P<value>.*)",
        Words(
            "{name}: Keras has no {kind} named {value}.", "a known {kind}", "{value}"
        ),
    ),
    (
        r"Unrecognized keyword arguments passed to \w+: \{{?(?P<value>.*?)\}}?",
        Words(
            "{name} does not take the argument {value}.", "known arguments", "{value}"
        ),
    ),
    (
        r"OOM when allocating tensor with shape(?P<shape>\[[\d,]+\])|"
        r"Shape (?P<size>\[[\d,]+\]) would have more than 2\*\*63",
        Words(
            "{name} is larger than the memory of this machine.",
            "weights that fit into memory",
            "weights of shape {shape}{size}",
        ),
    ),
)
