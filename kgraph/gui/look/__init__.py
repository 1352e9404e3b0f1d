"""How the window looks beyond its colours: icons, labels, tips, samples, styles.

May import the theme, the resources and the document's values. Start reading at
`icons.py`.
"""

from kgraph.gui.look.icons import app_icon, dot, icon
from kgraph.gui.look.style import style_sheet

__all__ = ["app_icon", "dot", "icon", "style_sheet"]
