"""What came of reading a foreign model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import keras
import numpy as np

from kgraph.document.project import Project
from kgraph.document.reports import Report
from kgraph.runs.exporting.recipe import Recipe


@dataclass(frozen=True)
class Reading:
    """A foreign model as a drawing.

    Attributes:
        project: The drawing; its layers name what is theirs among the weights.
        weights: Key to arrays, copied out of the model as they are asked for.
        report: What was kept, what became a placeholder, what was refused and why.
        recipe: The drawing and the run that made the model, if its file tells.
        model: What the weights are those of; None where no model was made.
    """

    project: Project
    weights: Mapping[str, list[np.ndarray]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    recipe: Recipe | None = None
    model: keras.Model | None = None
