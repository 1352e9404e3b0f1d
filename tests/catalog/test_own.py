"""The forms of a project and the project itself tell of the same settings."""

import msgspec
import pytest

from kgraph.catalog.own import SPLIT, STAGE, TRAINING
from kgraph.catalog.own_sources import WINDOWS
from kgraph.document.project import Split, Stage, Training, Windows


@pytest.mark.parametrize(
    ("spec", "settings"),
    [
        (TRAINING, Training()),
        (SPLIT, Split()),
        (STAGE, Stage()),
        (WINDOWS, Windows(length=None)),
    ],
)
def test_a_form_has_every_setting_with_its_default(spec, settings):
    by_name = {parameter.name: parameter.default for parameter in spec.parameters}
    as_json = msgspec.json.decode(msgspec.json.encode(msgspec.structs.asdict(settings)))
    as_json.pop("stages", None)  # a form of its own for each
    assert by_name == as_json
