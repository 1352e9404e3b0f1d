"""The colours of the window, by the role that they play."""

from dataclasses import dataclass, fields
from zlib import crc32

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

CATEGORIES = {
    "input and output": 0,
    "core": 1,
    "convolution": 2,
    "pooling": 3,
    "normalization": 4,
    "regularization": 5,
    "activation": 6,
    "recurrent": 7,
    "attention": 8,
    "merging": 9,
    "reshaping": 10,
    "preprocessing": 11,
    "image preprocessing": 10,
    "foreign code": 11,
    "core ops": 1,
    "neural network ops": 8,
    "numpy ops": 3,
    "math ops": 9,
    "linear algebra ops": 2,
    "image ops": 10,
    "submodel": 12,
    "submodels": 12,
    "blocks": 13,
    "my library": 14,
}
"""Number of a category's colour; in the order in which people look for them."""


@dataclass(frozen=True)
class Theme:
    """Colours by role; texts are legible on all four grounds.

    Attributes:
        window: Ground of the window and the canvas.
        surface: Ground of panels, lists, fields and nodes.
        raised: Ground of what stands out of a surface: headers, hovered rows.
        selection: Ground of what is selected.
        error, warning, success: Legible as text on the grounds.
        edge: Edges of the graph.
        categories: Colours of the catalogue's categories, legible under `on_color`.
        curves: Colours of curves, distinct from their neighbours.
        on_color: Text on `accent`, on a category's colour and on badges.
    """

    name: str
    window: QColor
    surface: QColor
    raised: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    selection: QColor
    error: QColor
    warning: QColor
    success: QColor
    grid: QColor
    edge: QColor
    on_color: QColor
    categories: tuple[QColor, ...]
    curves: tuple[QColor, ...]

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.window.lightness() < 128

    def category(self, name: str) -> QColor:
        """Returns the colour of a category of the catalogue, the same every time."""
        known = CATEGORIES.get(name.lower())
        index = crc32(name.lower().encode()) if known is None else known
        return self.categories[index % len(self.categories)]

    def curve(self, index: int) -> QColor:
        """Returns the colour of a curve by its number."""
        return self.curves[index % len(self.curves)]


def _colors(*names: str) -> tuple[QColor, ...]:
    return tuple(QColor(name) for name in names)


DARK = Theme(
    name="dark",
    window=QColor("#1b1e24"),
    surface=QColor("#22262d"),
    raised=QColor("#2c313a"),
    border=QColor("#3d4450"),
    text=QColor("#e6e9ef"),
    muted=QColor("#a3abb9"),
    accent=QColor("#6aa5ff"),
    selection=QColor("#213a5e"),
    error=QColor("#ff7b72"),
    warning=QColor("#e3b341"),
    success=QColor("#56d364"),
    grid=QColor("#262a32"),
    edge=QColor("#8b95a7"),
    on_color=QColor("#14171c"),
    categories=_colors(
        "#7fd1ae",
        "#6aa5ff",
        "#b69cff",
        "#8fb8de",
        "#e6c35c",
        "#f0986d",
        "#ef8fa8",
        "#5cc8d7",
        "#d78ce0",
        "#9fce6a",
        "#c2b280",
        "#b3b9c6",
        "#d3dc6a",
        "#d3a17e",
        "#9aa8ff",
    ),
    curves=_colors(
        "#6aa5ff", "#f0986d", "#7fd1ae", "#d78ce0", "#e6c35c", "#ef8fa8", "#5cc8d7"
    ),
)

LIGHT = Theme(
    name="light",
    window=QColor("#f3f4f6"),
    surface=QColor("#ffffff"),
    raised=QColor("#eaedf1"),
    border=QColor("#ccd3db"),
    text=QColor("#1f2328"),
    muted=QColor("#57606a"),
    accent=QColor("#0a5fc4"),
    selection=QColor("#cfe2fb"),
    error=QColor("#b91f2a"),
    warning=QColor("#855300"),
    success=QColor("#1a6e32"),
    grid=QColor("#e6e9ed"),
    edge=QColor("#6b7480"),
    on_color=QColor("#ffffff"),
    categories=_colors(
        "#16785a",
        "#0a5fc4",
        "#6d45c9",
        "#3b6a95",
        "#80610a",
        "#ad4a12",
        "#b5305a",
        "#0b7285",
        "#9030a0",
        "#4a7414",
        "#76683a",
        "#59636e",
        "#65650a",
        "#7d4e2d",
        "#4a55c0",
    ),
    curves=_colors(
        "#0a5fc4", "#c2560c", "#16785a", "#9030a0", "#80610a", "#b5305a", "#0b7285"
    ),
)


def rank(category: str) -> int:
    """Returns where in a list people look for a category; an unknown one is last."""
    order = list(CATEGORIES)
    name = category.lower()
    return order.index(name) if name in order else len(order)


def system_theme() -> Theme:
    """Returns the theme that goes with the desktop's colours; light if it has none."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """Returns the theme as Qt's own widgets understand it."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.PlaceholderText: theme.muted,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.error,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Link: theme.accent,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Mid: theme.border,
        role.Midlight: theme.raised,
        role.Dark: theme.border,
        role.Shadow: theme.window,
        role.Light: theme.raised,
        role.Accent: theme.accent,
    }
    palette = QPalette()
    for key, color in colors.items():
        palette.setColor(key, color)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, faded(theme))
    return palette


def faded(theme: Theme) -> QColor:
    """Returns the colour of text that cannot be used now."""
    mixed = [
        (a + b) // 2
        for a, b in zip(
            theme.muted.getRgb()[:3], theme.surface.getRgb()[:3], strict=True
        )
    ]
    return QColor(*mixed)


def roles(theme: Theme) -> dict[str, QColor]:
    """Returns every single colour of a theme by its role's name."""
    values = {f.name: getattr(theme, f.name) for f in fields(theme)}
    return {name: value for name, value in values.items() if isinstance(value, QColor)}
