"""`kgraph demo`: the main job from end to end, in a window or in the terminal."""

from pathlib import Path

from kgraph import templates
from kgraph.document import files
from kgraph.document.errors import KgraphError

TEMPLATE = "digits"


def run(folder: Path, in_terminal: bool = False) -> int:
    """Draws, trains and exports the digits CNN; returns the exit code.

    Args:
        folder: Made if it is not there; the document, the model and the program land
            in it, beside the run store.
        in_terminal: Whether not to open a window, even where one could be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KgraphError(
            f"The folder {folder} cannot be made. Received: {error.strerror}. "
            "Name another one with --output."
        ) from error
    if in_terminal:
        return _in_terminal(folder)
    from kgraph.gui.start.display import DisplayError, check_display

    try:
        check_display()
    except DisplayError as error:
        print(f"{error}\nSo here it is in the terminal.\n")
        return _in_terminal(folder)
    from kgraph.gui.app import demonstrate

    return demonstrate(templates.load(TEMPLATE), folder)


def _in_terminal(folder: Path) -> int:
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.cli import tables, training
    from kgraph.export import export
    from kgraph.modeling import infer

    project = templates.load(TEMPLATE)
    document = folder / f"{TEMPLATE}.kgraph"
    files.save(project, document)
    print(f"The drawing, in {document}:")
    tables.print_analysis(project, infer(project))
    print()
    trained = training.run(project, document)
    for format, suffix in (("keras", ".keras"), ("python", ".py")):
        target = document.with_suffix(suffix)
        export(project, format, target, path=document, run=trained.id)
        print(f"Wrote {target}.")
    return 0
