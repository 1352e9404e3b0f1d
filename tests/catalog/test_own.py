"""The forms of a project and the project itself tell of the same settings."""

import msgspec
import pytest

from kgraph.catalog.own import SPLIT, TRAINING
from kgraph.document.project import Split, Training


@pytest.mark.parametrize(
    ("spec", "settings"), [(TRAINING, Training()), (SPLIT, Split())]
)
def test_a_form_has_every_setting_with_its_default(spec, settings):
    by_name = {parameter.name: parameter.default for parameter in spec.parameters}
    as_json = msgspec.json.decode(msgspec.json.encode(msgspec.structs.asdict(settings)))
    assert by_name == as_json
