"""What the search offers for what was typed: pure functions to rows of a popup."""

from collections.abc import Iterable
from html import escape
from itertools import accumulate

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.catalog.argument import expected
from kgraph.catalog.find import normal
from kgraph.catalog.line import split
from kgraph.catalog.phrase import Phrase, phrases, signature
from kgraph.document.fitting import Fit, Judge, arranged
from kgraph.gui.canvas.nodes.card import SUBMODEL_CATEGORY
from kgraph.gui.canvas.popups.popup_row import Row
from kgraph.gui.placeables import SUBMODELS, Placeable
from kgraph.gui.theme import rank

PROMPT = "Search layers: conv 32 3 relu"
MOST = 40
LETTERS = 44  # of the parameters that a hint shows on its line


def rows(
    text: str,
    placeables: Iterable[tuple[str, Placeable]] = (),
    judge: Judge | None = None,
) -> list[Row]:
    """Returns what can be placed, the likeliest first.

    The key of a row is a `Phrase`, or a `Placeable`'s key.

    Args:
        placeables: Each with its category.
        judge: Says how well an operation fits where the new layer goes.
    """
    typed = text.strip()
    if not typed:
        own = [_row_of(entry) for group, entry in placeables if group == SUBMODELS]
        return [*own, *map(_plain_row, _everything(judge))]
    name, words = split(text)
    found = _fitting_first(phrases(text, "layer", "op")[:MOST], name, judge)
    has_arguments = bool(words) or text[-1].isspace()
    meant, others = _placeable_rows(normal(typed), placeables)
    layers = [_row(phrase, has_arguments) for phrase in found]
    understood = [row for row in layers if not row.problem]
    said = [*meant, *understood, *others, *layers[len(understood) :]]
    return said or [Row(None, "", problem=f"Nothing is called `{typed}`")]


def hint(phrase: Phrase) -> str:
    """Returns the signature around the parameter that is typed or comes next, as rich
    text, and what that parameter takes.
    """
    names = signature(phrase.spec)
    if not names:
        return f"{escape(phrase.spec.name)} takes no arguments."
    current = phrase.current if phrase.current in names else None
    middle = names.index(current) if current else len(phrase.arguments)
    start = max(0, middle - 1)
    ends = accumulate(len(name) + 2 for name in names[start:])
    shown = names[start : start + sum(end <= LETTERS for end in ends)]
    parts = ["…"] * (start > 0) + [
        f"<b><u>{name}</u></b>" if name == current else name for name in shown
    ]
    parts += ["…"] * (start + len(shown) < len(names))
    text = f"{escape(phrase.spec.name)}({', '.join(parts)})"
    parameter = phrase.spec.parameter(current) if current else None
    takes = f"<br>{current}: {escape(expected(parameter))}" if parameter else ""
    return text + takes


def _everything(judge: Judge | None) -> list[OperationSpec]:
    layers = sorted(catalog.load().all("layer"), key=lambda spec: rank(spec.category))
    return arranged(layers, judge) if judge else layers


def _fitting_first(found: list[Phrase], name: str, judge: Judge | None) -> list[Phrase]:
    """Puts what does not fit behind what does, unless its very name was typed."""
    if judge is None:
        return found
    typed = normal(name)

    def place(phrase: Phrase) -> tuple[bool, bool]:
        is_meant = normal(phrase.spec.name) == typed
        return bool(phrase.problems), not is_meant and judge(phrase.spec) is Fit.UNFIT

    return sorted(found, key=place)


def _placeable_rows(
    typed: str, placeables: Iterable[tuple[str, Placeable]]
) -> tuple[list[Row], list[Row]]:
    """Returns what comes before the layers, and what comes behind them.

    `dense` means the layer, not the Dense Block; but people know their own submodels.
    """
    meant: list[Row] = []
    others: list[Row] = []
    for group, entry in placeables:
        title = normal(entry.title)
        is_own = group == SUBMODELS and title.startswith(typed)
        if typed and typed in title:
            (meant if is_own or title == typed else others).append(_row_of(entry))
    return meant, others


def _row_of(entry: Placeable) -> Row:
    return Row(entry.key, entry.title, SUBMODEL_CATEGORY, tip=entry.tip)


def _plain_row(spec: OperationSpec) -> Row:
    return Row(Phrase(spec), spec.name, spec.category, tip=spec.summary)


def _row(phrase: Phrase, has_arguments: bool) -> Row:
    spec = phrase.spec
    return Row(
        phrase,
        spec.name,
        spec.category,
        detail=phrase.text,
        note=f"needs {' and '.join(phrase.missing)}" if phrase.missing else "",
        problem="; ".join(phrase.problems),
        tip=spec.summary,
        hint=hint(phrase) if has_arguments else "",
    )
