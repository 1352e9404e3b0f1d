"""Makes the callbacks that a project asks for; they write into the run's folder."""

import re
from pathlib import Path
from typing import Any

import keras

from kgraph.document import files
from kgraph.document.callbacks import file_of
from kgraph.document.project import Project, Stage
from kgraph.modeling.objects import make
from kgraph.training.words import TrainingError

# Formatting could reach attributes, and through them make a `..` out of nothing.
_PLACEHOLDER = re.compile(r"\{\w+(:\d*(\.\d+)?[defg]?)?\}")
_OWN = (
    "document.kgraph",
    "notes.txt",
    "best.weights.h5",
    "last.weights.h5",
    "adapted.keras",
    "checkpoint.npz",
    "events.jsonl",
    "commands.jsonl",
    "request.json",
    "run.json",
    "output.txt",
    "running",
)


def make_callbacks(
    project: Project, folder: Path, stage: Stage | None = None, epoch: int = 0
) -> list[keras.callbacks.Callback]:
    """Returns the callbacks of a stage, in their order.

    Args:
        folder: Where those that write files do so, under the path they are given.
        stage: None for the first.
        epoch: Before which one they are made; what they told of it and of later ones
            is told anew.

    Raises:
        TrainingError: If a path leads out of the folder.
        ObjectError: If a callback cannot be made.
    """
    training = project.training
    stage = stage or training.all_stages[0]
    own = stage.callbacks
    described = [*(training.callbacks if own is None else own)]
    if training.tensorboard and not any(_is_tensorboard(d) for d in described):
        described.append({"class_name": "TensorBoard", "config": {}})
    confined = [_confined(each, folder) for each in described]
    return [make("callback", _continued(each, epoch)) for each in confined]


def _is_tensorboard(described: dict[str, Any]) -> bool:
    return described.get("class_name") == "TensorBoard"


def _continued(described: dict[str, Any], epoch: int) -> dict[str, Any]:
    """Lets a log be written behind what is there of earlier epochs."""
    config = described.get("config")
    if described.get("class_name") != "CSVLogger" or not isinstance(config, dict):
        return described
    path = Path(config["filename"])
    has_begun = path.exists()
    if has_begun:
        _cut(path, str(config.get("separator", ",")), epoch)
    return {**described, "config": {**config, "append": has_begun}}


def _cut(path: Path, separator: str, epoch: int) -> None:
    """Leaves the head and the earlier epochs of a log, without a torn line."""
    kept = []
    for line in path.read_bytes().splitlines(keepends=True):
        first = line.split(separator.encode(), 1)[0].decode(errors="replace")
        is_before = first == "epoch" or (first.isdecimal() and int(first) < epoch)
        if is_before and line.endswith(b"\n"):
            kept.append(line)
    files.write_bytes(b"".join(kept), path)


def _confined(described: dict[str, Any], folder: Path) -> dict[str, Any]:
    name, config = described.get("class_name"), described.get("config") or {}
    file = file_of(name, config) if isinstance(config, dict) else None
    if file is None:
        return described
    parameter, default = file
    given = config.get(parameter) or default
    if not isinstance(given, str) or not _is_inside(Path(given)):
        raise TrainingError(
            f"{name} writes into the folder of the run: expected a path inside it "
            f"that kgraph does not use itself, such as {default!r}. "
            f"Received: {given!r}."
        )
    target = folder / given
    target.parent.mkdir(parents=True, exist_ok=True)
    return {"class_name": name, "config": {**config, parameter: str(target)}}


def _is_inside(path: Path) -> bool:
    """Whether a path leads into the folder, to what is not the run's own there."""
    plain = _PLACEHOLDER.sub("", str(path))
    leads_out = path.is_absolute() or ".." in path.parts or set(plain) & set("{}\0")
    return not leads_out and bool(path.parts) and path.parts[0].lower() not in _OWN
