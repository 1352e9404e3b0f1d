"""A document that is looked at and never changed."""

from collections.abc import Callable

from kgraph.document.project import Project
from kgraph.gui.document import Document


class Exhibit(Document):
    """Shows a project on a canvas; every edit is refused with a sentence."""

    def edit(
        self,
        label: str,
        function: Callable[[Project], Project],
        merge_key: str | None = None,
    ) -> bool:
        """Says why not."""
        self.failed.emit("A comparison is only to be looked at: edit the drawing.")
        return False
