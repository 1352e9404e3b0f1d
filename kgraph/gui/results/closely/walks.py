"""Which samples are gone through: those of a run's results, or of the data."""

from collections.abc import Callable, Sequence

from kgraph.document import files
from kgraph.document.data import Part
from kgraph.document.errors import KgraphError
from kgraph.document.looks import Sample
from kgraph.document.project import Data
from kgraph.gui.data.pages.samples_page import SamplesPage
from kgraph.gui.results.asking import AskingRuns, Failure, Subject
from kgraph.gui.results.closely.walking import DETAIL, Ask, Walk
from kgraph.messages import Predicted, Recalled
from kgraph.runs import RunStore

MOST_COLUMNS = 100
NO_RUN = "There is no run to ask yet: train, and it says here what it takes this for."
OTHER_DATA = "The run that is chosen in Results has learned from other data."


def through_results(
    asking: AskingRuns,
    subject: Subject,
    columns: Sequence[str],
    positions: Sequence[int],
) -> Walk:
    """Returns a walk through samples that a run was judged by."""
    shown = tuple(columns[:MOST_COLUMNS])

    def look(
        position: int,
        answered: Callable[[Sequence[str], Sample], None],
        failed: Failure,
    ) -> None:
        def take(event: Recalled) -> None:
            answered(shown, event.samples[0])

        asking.recall(subject, shown, (position,), take, failed, detail=DETAIL)

    return Walk(tuple(positions), look, _asking(asking, subject))


def through_data(
    page: SamplesPage, data: Data, asking: AskingRuns, run: str, part: Part | None
) -> Walk:
    """Returns a walk through the samples on a page.

    Args:
        data: Where they are from.
        run: `latest`, `best` or the id of the one to ask about them.
        part: Which they are in, as far as anybody knows.
    """
    look = page.closer(MOST_COLUMNS, DETAIL)
    learned = _data_of(asking, run)
    if learned is None:
        return Walk(page.positions, look, None, NO_RUN)
    if _sources(learned) != _sources(data):
        return Walk(page.positions, look, None, OTHER_DATA)
    return Walk(page.positions, look, _asking(asking, Subject(run, part or "train")))


def _asking(asking: AskingRuns, subject: Subject) -> Ask:
    def ask(
        position: int, answered: Callable[[Predicted], None], failed: Failure
    ) -> None:
        asking.predict(subject, answered, failed, positions=(position,))

    return ask


def _data_of(asking: AskingRuns, run: str) -> Data | None:
    """Returns the data that a run has learned from, None if there is no such run."""
    try:
        return files.load(RunStore.beside(asking.path).get(run).document).data
    except KgraphError:
        return None


def _sources(data: Data) -> tuple[object, ...]:
    return data.source, data.beside, data.validation_source, data.test_source
