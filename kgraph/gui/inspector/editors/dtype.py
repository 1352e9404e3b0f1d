"""Edits the type of numbers."""

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors.choice import ChoiceEditor

DTYPES = (
    "float32",
    "float16",
    "bfloat16",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "bool",
)
POLICIES = ("mixed_float16", "mixed_bfloat16")


class DtypeEditor(ChoiceEditor):
    """A combo box of the dtypes, and for a layer of the mixed policies."""

    def __init__(self, parameter: ParameterSpec) -> None:
        said = parameter.documentation
        takes_policy = "policy" in said.lower()
        super().__init__(parameter, (*DTYPES, *POLICIES) if takes_policy else DTYPES)
