"""`python -P -m kgraph.export.conversion ROAD FILE`: takes a road with its backend.

Its folder holds the model and the order; what went wrong is left there, too.
"""

import sys
from pathlib import Path

import msgspec

from kgraph.export.conversion.order import Order
from kgraph.export.conversion.road import load
from kgraph.export.words import first_line


def main() -> None:
    """Converts one model."""
    import keras

    road, file = sys.argv[1:]
    try:
        order = msgspec.json.decode(Path("order.json").read_bytes(), type=Order)
        model = keras.saving.load_model("model.keras", compile=False, safe_mode=True)
        load(road).write(model, order, Path(file))
    except Exception as error:
        sys.excepthook(*sys.exc_info())
        Path("error.txt").write_text(first_line(error), encoding="utf-8")


if __name__ == "__main__":
    main()
