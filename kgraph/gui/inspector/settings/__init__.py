"""The form of how a project trains, and the editors that only it has.

May import the editors of parameters; it knows no document. Start reading at `form.py`.
"""

from kgraph.gui.inspector.settings.form import settings_form

__all__ = ["settings_form"]
