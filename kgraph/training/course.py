"""The way of a run through its stages, from the start or from a checkpoint."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec.structs import replace

from kgraph.document.training import Stage
from kgraph.messages import Marked
from kgraph.runs import Run
from kgraph.training.feeding.feed import first_batch
from kgraph.training.fitting import end_epoch, finalize, fit_until
from kgraph.training.keeping.checkpoint import (
    Checkpoint,
    Position,
    restore_model,
    restore_moment,
)
from kgraph.training.keeping.checkpointing import Checkpointer
from kgraph.training.keeping.randomness import restore_chance
from kgraph.training.keeping.weights import WeightKeeper
from kgraph.training.preparing.callbacks import make_callbacks
from kgraph.training.preparing.compile import compile_model
from kgraph.training.preparing.prepared import Prepared
from kgraph.training.reporting.report import Callbacks, Report, Reporter
from kgraph.training.stages import Freezer
from kgraph.training.steering.helm import learning_rate


class Course:
    """Fits a model stage by stage, and knows at each batch where it is.

    Args:
        position: Where to begin.
        checkpoint: What to begin with; None for the model as it is.
        sync: Is called before a checkpoint is written.

    Attributes:
        ended_early: Whether a callback has ended the last stage.
    """

    def __init__(
        self,
        prepared: Prepared,
        run: Run,
        reporter: Reporter,
        tell: Report,
        position: Position,
        checkpoint: Checkpoint | None,
        sync: Callable[[], None],
    ) -> None:
        self._prepared = prepared
        self._run = run
        self._reporter = reporter
        self._tell = tell
        self._position = position
        self._checkpoint = checkpoint
        self._began = time.perf_counter()
        self._keeper = WeightKeeper(run, self._tell_best)
        self._freezer = Freezer(prepared.model, prepared.project)
        self._callbacks: Callbacks | None = None
        minutes = prepared.project.training.checkpoint_minutes

        def before() -> None:
            self._keeper.write_best()
            reporter.flush()
            sync()

        self._checkpointer = Checkpointer(Path(run.folder), minutes, tell, before)
        self.ended_early = False

    @property
    def seconds(self) -> float:
        """How long the run was under way, pauses aside."""
        here = time.perf_counter() - self._began - self._reporter.helm.waited
        return self._position.seconds + here

    @property
    def epochs(self) -> int:
        """How many epochs the run shall have in all."""
        return self._position.epochs + self._reporter.helm.more_epochs

    def learn(self) -> None:
        """Goes through the stages that are left, unless the person stops it."""
        stages = self._prepared.stages
        for number in range(self._position.stage, len(stages)):
            self._go_through(number, stages[number])
            if self._reporter.was_stopped:
                break
            self._position = replace(
                self._position,
                stage=number + 1,
                stage_began=self._position.epoch,
                is_stage_over=False,
            )
        self._keeper.finish(restores_best=self._reporter.helm.restores_best)

    def _go_through(self, number: int, stage: Stage) -> None:
        model = self._prepared.model
        self._freezer.enter(stage)
        scope = self._prepared.machine.scope
        compile_model(model, self._prepared.project, stage, scope)
        callbacks = self._callbacks = self._make_callbacks(stage)
        model.stop_training = False
        if self._checkpoint is not None:
            checkpoint, self._checkpoint = self._checkpoint, None
            self._go_on(checkpoint, callbacks)
        else:
            self._tell_beginning(stage)
        self.ended_early = bool(model.stop_training) or self._position.is_stage_over
        while not (self.ended_early or self._reporter.was_stopped):
            last = self._last_epoch(number)
            if self._position.epoch >= last:
                break
            fit_until(self._prepared, callbacks, self._position, last)
            self.ended_early = bool(model.stop_training)
        callbacks.recall()
        finalize(model)
        callbacks.end()

    def _last_epoch(self, number: int) -> int:
        """Returns the epoch before which a stage ends; the last has those added."""
        lengths = [stage.epochs for stage in self._prepared.stages]
        added = self.epochs - sum(lengths) if number == len(lengths) - 1 else 0
        return self._position.stage_began + lengths[number] + added

    def _go_on(self, checkpoint: Checkpoint, callbacks: Callbacks) -> None:
        model, others = self._prepared.model, callbacks.others
        restore_model(checkpoint, model)
        # Metrics have no variables to restore until they have seen what is compared.
        batch = first_batch(self._prepared.dataset.train)
        model._symbolic_build(data_batch=batch)
        callbacks.restore(
            lambda: restore_moment(checkpoint, model, others),
            lambda: restore_chance(checkpoint.chance, checkpoint.arrays["chance"]),
            is_inside_epoch=checkpoint.position.batch > 0,
        )
        if self._has_all_batches():
            end_epoch(self._prepared, callbacks, self._position, checkpoint.logs)

    def _make_callbacks(self, stage: Stage) -> Callbacks:
        project, folder = self._prepared.project, Path(self._run.folder)
        epoch = self._position.epoch
        return Callbacks(
            self._reporter,
            [*make_callbacks(project, folder, stage, epoch), self._keeper],
            after_batch=self._after_batch,
            after_epoch=self._after_epoch,
            model=self._prepared.model,
            epochs=self.epochs,
            steps=self._prepared.batches,
            verbose=0,  # as a ProgbarLogger asks
        )

    def _after_batch(self) -> None:
        self._position = self._here(self._position.epoch, self._reporter.batch)
        is_welcome = self._checkpointer.is_due or self._reporter.was_stopped
        if is_welcome and not self._has_all_batches():  # else its end is one
            self._write_checkpoint()

    def _after_epoch(self, epoch: int, logs: Mapping[str, float]) -> None:
        if self._reporter.was_stopped:
            if self._has_all_batches():  # but its validation was stopped
                self._write_checkpoint(logs)
            return
        self._position = self._here(epoch + 1, 0)
        checkpointer = self._checkpointer
        if self._is_stage_over() or checkpointer.is_welcome or checkpointer.is_due:
            self._write_checkpoint()

    def _has_all_batches(self) -> bool:
        return self._position.batch == self._prepared.batches

    def _is_stage_over(self) -> bool:
        is_last = self._position.epoch >= self._last_epoch(self._position.stage)
        return is_last or bool(self._prepared.model.stop_training)

    def _here(self, epoch: int, batch: int) -> Position:
        step = self._reporter.step
        return replace(self._position, epoch=epoch, batch=batch, step=step)

    def _write_checkpoint(self, logs: Mapping[str, float] | None = None) -> None:
        if self._callbacks is None:
            return
        model = self._reporter.model  # with JAX, asking for it fetches the weights
        position = replace(
            self._position,
            epochs=self.epochs,
            seconds=self.seconds,
            is_stage_over=bool(model.stop_training) and not self._reporter.was_stopped,
        )
        self._checkpointer.write(model, position, self._callbacks.others, logs or {})

    def _tell_beginning(self, stage: Stage) -> None:
        step = self._reporter.step
        if len(self._prepared.stages) > 1:
            self._tell(Marked("stage", step, stage.name))
        if (rate := learning_rate(self._prepared.model)) is not None:
            self._tell(Marked("rate", step, f"Learning rate {rate:g}", rate))

    def _tell_best(self, epoch: int, value: float) -> None:
        text = f"Best epoch: {epoch + 1}"
        self._tell(Marked("best", self._reporter.step, text, value))
