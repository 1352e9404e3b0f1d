"""Chooses the editor that fits a parameter."""

from collections.abc import Callable, Mapping, Sequence

from kgraph.catalog import ParameterSpec
from kgraph.gui.inspector.editors import notation
from kgraph.gui.inspector.editors.boolean import BooleanEditor
from kgraph.gui.inspector.editors.choice import ChoiceEditor
from kgraph.gui.inspector.editors.dtype import DtypeEditor
from kgraph.gui.inspector.editors.editor import Editor
from kgraph.gui.inspector.editors.form import FormEditor
from kgraph.gui.inspector.editors.function import FunctionEditor
from kgraph.gui.inspector.editors.line import LineEditor
from kgraph.gui.inspector.editors.number import NumberEditor
from kgraph.gui.inspector.editors.object import ObjectEditor
from kgraph.gui.inspector.editors.objects import ObjectsEditor
from kgraph.gui.inspector.editors.order import Order
from kgraph.gui.inspector.editors.rate import RateEditor
from kgraph.gui.inspector.editors.shape import ShapeEditor
from kgraph.gui.theme import Theme

MakeEditor = Callable[[ParameterSpec], Editor]


class EditorFactory:
    """Makes editors and forms in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def form(
        self,
        parameters: Sequence[ParameterSpec],
        *,
        folds: bool = True,
        order: Order | None = None,
        special: Mapping[str, MakeEditor] | None = None,
    ) -> FormEditor:
        """Returns a form for the parameters, in their order.

        Args:
            folds: Whether what is seldom touched is folded.
            order: What comes first, and how the rest is grouped.
            special: What makes the editors of parameters whose kind does not say
                enough, by the parameter's name.
        """
        special = special or {}

        def make(parameter: ParameterSpec) -> Editor:
            return special.get(parameter.name, self.editor)(parameter)

        return FormEditor(parameters, make, self._theme, folds=folds, order=order)

    def editor(self, parameter: ParameterSpec) -> Editor:
        """Returns the editor for a parameter."""
        match parameter.kind:
            case "float" if parameter.takes:
                return RateEditor(parameter, self.form)
            case "integer" | "float":
                return NumberEditor(parameter)
            case "boolean" if parameter.nullable:
                return ChoiceEditor(parameter, (True, False))
            case "boolean":
                return BooleanEditor(parameter)
            case "choice":
                return ChoiceEditor(parameter)
            case "dtype":
                return DtypeEditor(parameter)
            case "object" | "layer":
                return ObjectEditor(parameter, self.form)
            case "objects":
                return ObjectsEditor(parameter, self.form)
            case "function":
                return FunctionEditor(parameter)
            case "shape":
                is_tuple = parameter.name.endswith(("shape", "dims"))
                return ShapeEditor(parameter, is_tuple=is_tuple)
            case _:
                return LineEditor(parameter, _notation(parameter))


def _notation(parameter: ParameterSpec) -> notation.Notation:
    match parameter.kind:
        case "numbers":
            return notation.numbers()
        case "json":
            return notation.as_json()
        case _:
            return notation.text()
