"""A theme as pens, brushes and fonts, made once and shared by all items."""

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QGuiApplication, QPen

from kgraph.document.analysis import Severity
from kgraph.gui.theme import Theme

RADIUS = 9.0
ICE_ON_DARK, ICE_ON_LIGHT = QColor("#86c5ea"), QColor("#2878a8")


class Style:
    """What items paint with.

    Args:
        theme: The colours.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.title = _font(13, QFont.Weight.DemiBold)
        self._headlines = _measured(24, 20, 17)
        self._line_titles = _measured(19, 17, 15)
        self.line_title = self._line_titles[0][0]
        self.line = _font(17, QFont.Weight.Normal)
        self.text = _font(11, QFont.Weight.Normal)
        self.small = _font(10, QFont.Weight.Normal)
        self.badge = _font(10, QFont.Weight.Bold)
        self.note = _font(12, QFont.Weight.Normal)
        self.label = _font(11, QFont.Weight.DemiBold)
        self.surface = QBrush(theme.surface)
        self.raised = QBrush(theme.raised)
        self.window = QBrush(theme.window)
        self.border = _pen(theme.border, 1.0)
        self.hovered = _pen(theme.muted, 1.2)
        self.selected = _pen(theme.accent, 2.0)
        self.glow = _pen(faint(theme.accent, 0.22), 7.0)
        self.ring = _pen(faint(theme.accent, 0.6), 1.2)
        self.found = _pen(faint(theme.warning, 0.9), 3.0)
        self.found_far = _cosmetic(theme.warning, 2.5)
        self.selected_far = _cosmetic(theme.accent, 3.0)
        self.problem_far = _cosmetic(theme.text, 1.5)
        self.ring_lit = _pen(theme.accent, 2.6)
        self.unknown = _pen(theme.muted, 1.4, Qt.PenStyle.DashLine)
        self.error = _pen(theme.error, 1.8)
        self.warning = _pen(theme.warning, 1.8)
        self.ice = ICE_ON_DARK if theme.is_dark else ICE_ON_LIGHT
        self.frozen = QBrush(mixed(self.ice, theme.surface, 0.1))
        self.frozen_far = QBrush(mixed(self.ice, theme.surface, 0.38))
        self.frozen_border = _pen(mixed(self.ice, theme.border, 0.55), 1.2)
        self.flake = _pen(self.ice, 1.4)
        self.flake_far = _pen(mixed(self.ice, theme.text, 0.5), 1.6)
        self._make_edge_pens(theme)
        self._categories: dict[str, Tint] = {}

    def _make_edge_pens(self, theme: Theme) -> None:
        self.edge = _pen(faint(theme.edge, 0.8), 1.6)
        self.edge_faulty = _pen(theme.error, 2.2)
        self.edge_doubtful = _pen(theme.warning, 2.0)
        self.edge_lit = _pen(mixed(theme.accent, theme.edge, 0.7), 2.0)
        self.edge_hovered = _pen(theme.accent, 2.6)
        self.edge_drawn = _pen(theme.accent, 2.2, Qt.PenStyle.DashLine)
        self.edge_refused = _pen(theme.error, 2.2, Qt.PenStyle.DashLine)
        self.edge_left = _pen(faint(theme.edge, 0.25), 1.4, Qt.PenStyle.DotLine)
        self.edge_far = _cosmetic(faint(theme.edge, 0.8), 1.0)

    @cached_property
    def title_metrics(self) -> QFontMetricsF:
        """Widths of text in the title's font."""
        return QFontMetricsF(self.title)

    @cached_property
    def text_metrics(self) -> QFontMetricsF:
        """Widths of text in the ordinary font."""
        return QFontMetricsF(self.text)

    @cached_property
    def small_metrics(self) -> QFontMetricsF:
        """Widths of text in the small font."""
        return QFontMetricsF(self.small)

    @cached_property
    def label_metrics(self) -> QFontMetricsF:
        """Widths of text in the font of frames' titles seen from afar, in pixels."""
        return QFontMetricsF(self.label)

    @cached_property
    def shadow(self) -> tuple[QBrush, ...]:
        """From the outer layer to the inner one."""
        strength = 0.16 if self.theme.is_dark else 0.05
        return (
            QBrush(faint(QColor("black"), strength)),
            QBrush(faint(QColor("black"), strength * 1.4)),
        )

    def problem(self, severity: Severity | None) -> QPen:
        """Returns what a problem is painted with."""
        return self.error if severity == "error" else self.warning

    def heat(self, heat: float, *, is_far: bool = False) -> QBrush:
        """Returns the ground of a node that costs so much, from 0 to 1."""
        hot = mixed(self.theme.error, self.theme.warning, heat)
        share = 0.15 + 0.75 * heat if is_far else 0.2 * heat
        return QBrush(mixed(hot, self.theme.surface, share))

    def headline_for(self, text: str, width: float) -> QFont:
        """Returns the largest font for what a node far away says in this width."""
        return _largest(self._headlines, text, width)

    def line_title_for(self, text: str, width: float) -> QFont:
        """Returns the largest font for what stands above a shape in this width."""
        return _largest(self._line_titles, text, width)

    def tint(self, category: str) -> "Tint":
        """Returns what a category of the catalogue is painted with."""
        found = self._categories.get(category)
        if found is None:
            found = self._categories[category] = Tint(self.theme, category)
        return found


class Tint:
    """One category's colour: strong, as a ground, and as lines."""

    def __init__(self, theme: Theme, category: str) -> None:
        self.color = theme.category(category) if category else theme.muted
        self.solid = QBrush(self.color)
        self.tile = QBrush(mixed(self.color, theme.surface, 0.2))
        self.ground = QBrush(mixed(self.color, theme.surface, 0.1))
        self.far = QBrush(mixed(self.color, theme.surface, 0.55))
        self.line = _pen(self.color, 1.6)
        self.border = _pen(mixed(self.color, theme.border, 0.6), 1.2)


def faint(color: QColor, opacity: float) -> QColor:
    """Returns the colour with this opacity, from 0 to 1."""
    result = QColor(color)
    result.setAlphaF(opacity)
    return result


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Returns a colour with this share of the one, from 0 to 1, and else the other."""
    parts = zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(a * share + b * (1 - share) for a, b in parts))


def _pen(
    color: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> QPen:
    return QPen(
        QBrush(color),
        width,
        style,
        Qt.PenCapStyle.RoundCap,
        Qt.PenJoinStyle.RoundJoin,
    )


def _measured(*sizes: int) -> list[tuple[QFont, QFontMetricsF]]:
    fonts = (_font(size, QFont.Weight.DemiBold) for size in sizes)
    return [(font, QFontMetricsF(font)) for font in fonts]


def _largest(
    fonts: list[tuple[QFont, QFontMetricsF]], text: str, width: float
) -> QFont:
    fitting = (f for f, metrics in fonts if metrics.horizontalAdvance(text) <= width)
    return next(fitting, fonts[-1][0])


def _cosmetic(color: QColor, width: float) -> QPen:
    """Returns a pen as wide as this in pixels, from however far."""
    pen = _pen(color, width)
    pen.setCosmetic(True)
    return pen


def _font(pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(weight)
    # Hinted glyphs jump from pixel to pixel while one zooms.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
