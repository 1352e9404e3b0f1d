"""What was trained: a run store in SQLite, and a folder of files for each run.

May import the catalogue, `document` and `messages`; weights are only named here and
are written by `training`, so that listing runs never imports Keras. Start reading at
`run.py` for what a run is, then `storing/store.py`; the files beside the store are
written in `folder`, runs are set side by side in `comparing` and go to other programs
in `exporting`.
"""

from kgraph.runs.places import beside, folder_of, home
from kgraph.runs.run import Epoch, Run, RunError, State
from kgraph.runs.storing.store import RunStore

__all__ = [
    "Epoch",
    "Run",
    "RunError",
    "RunStore",
    "State",
    "beside",
    "folder_of",
    "home",
]
