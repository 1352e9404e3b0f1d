"""What a model can be written as: the one list for window, command line and export.

A format is added by a line of `FORMATS` here and a file of its name in
`export/formats/`, in one commit: what is listed can be written.
"""

from collections.abc import Mapping
from importlib.util import find_spec

from msgspec import Struct

from kgraph.document.errors import KgraphError


class FormatError(KgraphError):
    """A format that does not exist, or that cannot be what was asked of it."""


class Option(Struct, frozen=True):
    """One thing that a format lets a person choose.

    Attributes:
        choices: What can be chosen; the first is the default.
        titles: What a menu calls the choices.
    """

    name: str
    title: str
    choices: tuple[str, ...]
    titles: tuple[str, ...]


class Format(Struct, frozen=True):
    """A kind of file.

    Attributes:
        name: What the command line calls it, and the file in `export/formats/`.
        title: What a menu calls it.
        suffix: What its files end in; empty for a folder.
        documentation: One sentence: what it is good for.
        extra: The extra of kgraph that installs what it needs; empty for none.
        packages: The modules that must be importable for it.
        has_weights: Whether it holds weights, so that a run can be chosen.
        members: What is in its folder, if it is one.
        is_figure: Whether it is a picture of the drawing, which has nothing to prove.
    """

    name: str
    title: str
    suffix: str
    documentation: str
    options: tuple[Option, ...] = ()
    extra: str = ""
    packages: tuple[str, ...] = ()
    has_weights: bool = True
    members: tuple[str, ...] = ()
    is_figure: bool = False

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files."""
        return not self.suffix


_STYLE = Option(
    "style",
    "Style",
    ("functional", "sequential", "subclass"),
    ("Functional", "Sequential, for a chain of layers", "Subclass of keras.Model"),
)

_PRECISION = Option(
    "precision",
    "Precision",
    ("float32", "float16", "int8"),
    ("32 bits", "16 bits, half the size", "8 bits, measured by samples of the data"),
)

_SHAPES = Option(
    "shapes",
    "Shapes",
    ("yes", "no"),
    ("With shapes and numbers of parameters", "Layers alone"),
)


def _figure(name: str, title: str, documentation: str) -> Format:
    return Format(
        name,
        title,
        f".{name}",
        documentation,
        options=(_SHAPES,),
        has_weights=False,
        is_figure=True,
    )


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(
            "keras",
            "Keras model",
            ".keras",
            "The model with weights, optimizer, drawing and training history; Keras "
            "and kgraph open it.",
        ),
        Format(
            "weights",
            "Keras weights",
            ".weights.h5",
            "The weights alone, for a program that builds the same model.",
        ),
        Format(
            "h5",
            "Keras model (legacy HDF5)",
            ".h5",
            "The model as older versions of Keras save it.",
        ),
        Format(
            "json",
            "Keras architecture",
            ".json",
            "The layers and how they are connected, without weights.",
            has_weights=False,
        ),
        Format(
            "python",
            "Python program",
            ".py",
            "Code that builds, compiles and trains the model, and knows no kgraph.",
            options=(_STYLE,),
            has_weights=False,
        ),
        Format(
            "notebook",
            "Jupyter notebook",
            ".ipynb",
            "The program in cells: it trains the model and plots how it went.",
            options=(_STYLE,),
            has_weights=False,
        ),
        Format(
            "saved_model",
            "TensorFlow SavedModel",
            "",
            "A folder for TensorFlow Serving, called by the names of Inputs and "
            "Outputs.",
            packages=("tensorflow",),
            members=("saved_model.pb", "fingerprint.pb", "variables", "assets"),
        ),
        Format(
            "onnx",
            "ONNX",
            ".onnx",
            "The model for ONNX Runtime and other engines, in many languages.",
            extra="onnx",
            packages=("onnx", "onnxruntime", "tf2onnx"),
        ),
        Format(
            "litert",
            "LiteRT (TensorFlow Lite)",
            ".tflite",
            "The model for phones and small devices.",
            options=(_PRECISION,),
            extra="litert",
            packages=("tensorflow", "ai_edge_litert"),
        ),
        Format(
            "openvino",
            "OpenVINO",
            "",
            "A folder for Intel's processors, written by way of ONNX.",
            extra="openvino",
            packages=("openvino", "onnx", "onnxruntime", "tf2onnx"),
            members=("model.xml", "model.bin"),
        ),
        Format(
            "torch",
            "PyTorch program",
            ".pt2",
            "What torch.export writes: the model for programs that know no Keras.",
            extra="torch",
            packages=("torch",),
        ),
        _figure("svg", "Figure (SVG)", "The drawing in vectors, for the web."),
        _figure("pdf", "Figure (PDF)", "The drawing in vectors, for a paper."),
        _figure("png", "Figure (PNG)", "The drawing as an image, for a slide."),
    )
}
"""Name to format, in the order in which menus list them."""


def format_named(name: str) -> Format:
    """Returns a format.

    Raises:
        FormatError: If there is none of that name.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise FormatError(f"Expected one of the formats {known}. Received: {name!r}.")
    return FORMATS[name]


def missing(format: Format) -> str:
    """Returns what to install before a format can be written; empty for nothing."""
    absent = [name for name in format.packages if find_spec(name) is None]
    if not absent:
        return ""
    *others, last = absent
    names = f"{', '.join(others)} and {last}" if others else last
    return (
        f"{format.title} needs {names}, not installed here: "
        f"pip install 'kgraph[{format.extra}]'"
    )


def settle(format: Format, chosen: Mapping[str, str]) -> dict[str, str]:
    """Returns all options of a format, those that were not chosen with their default.

    Raises:
        FormatError: If there is no such option or choice.
    """
    known = {option.name: option for option in format.options}
    for name, choice in chosen.items():
        if name not in known:
            raise FormatError(
                f"Expected {_either(known) or 'no option'} for the format "
                f"{format.name}. Received: {name}={choice}."
            )
        if choice not in known[name].choices:
            raise FormatError(
                f"Expected {_either(known[name].choices)} for the option {name} of "
                f"the format {format.name}. Received: {choice!r}."
            )
    return {name: chosen.get(name, known[name].choices[0]) for name in known}


def _either(names: Mapping[str, Option] | tuple[str, ...]) -> str:
    *others, last = names or ("",)
    return f"{', '.join(others)} or {last}" if others else last
