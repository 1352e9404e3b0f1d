"""One setting of a project by its path: `training.optimizer.config.learning_rate`.

May import the catalogue and the document's values. Start reading at `change.py`, which
walks along a path; `holders.py` says what can be found in what, and `reading.py` what
a text means there.
"""

from kgraph.document.setting.change import setting, with_setting, with_settings
from kgraph.document.setting.words import SettingError

__all__ = ["SettingError", "setting", "with_setting", "with_settings"]
