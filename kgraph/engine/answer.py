"""Answers the requests that are short: all but training."""

import traceback
from collections.abc import Callable

from kgraph.document.data import Data
from kgraph.document.errors import KgraphError, UntrustedError
from kgraph.messages import (
    Analyze,
    Analyzed,
    AnyRequest,
    Describe,
    Described,
    Evaluate,
    Evaluated,
    Evaluating,
    Event,
    Export,
    Exported,
    Failed,
    Import,
    Imported,
    Look,
    Looked,
    Predict,
    Predicted,
    Prove,
    Proved,
    Ready,
    Recall,
    Recalled,
    Summarize,
    Summarized,
    TakeWeights,
    WeightsTaken,
)


def start() -> Event:
    """Imports Keras and says which one it is."""
    try:
        import keras

        backend = keras.backend.backend()
        return Ready(keras.__version__, backend, _devices())
    except Exception as error:
        return Failed("Start", _import_sentence(error), traceback.format_exc())


def answer(
    request: AnyRequest,
    is_given_up: Callable[[], bool] = lambda: False,
    tell: Callable[[Event], None] = lambda event: None,
) -> Event:
    """Returns the answer to a request; one that cannot be met is answered `Failed`.

    Args:
        is_given_up: Whether the drawing has changed, so that nobody waits for a proof.
        tell: Is given what is to be known before the answer: how a download or an
            evaluation gets on.
    """
    name = type(request).__name__
    kind = ""
    try:
        return _answer(request, is_given_up, tell)
    except UntrustedError as error:
        sentence, kind = str(error), "untrusted"
        details = traceback.format_exc()
    except KgraphError as error:
        sentence = str(error)
        details = traceback.format_exc()
    except ImportError as error:
        sentence = _import_sentence(error)
        details = traceback.format_exc()
    except Exception as error:
        sentence = _unexpected(name, error)
        details = traceback.format_exc()
    return Failed(name, sentence, details, request.about, kind)


def _answer(
    request: AnyRequest,
    is_given_up: Callable[[], bool],
    tell: Callable[[Event], None],
) -> Event:
    match request:
        case Analyze():
            from kgraph.modeling import infer

            return Analyzed(request.revision, infer(request.project))
        case Prove(is_built=False):
            from kgraph.modeling import infer

            return Proved(request.number, infer(request.project))
        case Prove():
            from kgraph.modeling import prove

            proof = prove(request.project, is_given_up)
            return Proved(request.number, proof.analysis, proof.is_built)
        case Describe():
            return _described(request, tell)
        case Look() | Summarize():
            return _looked(request)
        case Evaluate() | Predict() | Recall():
            return _judged(request, tell)
        case Export():
            return _exported(request)
        case Import():
            return _imported(request)
        case TakeWeights():
            from kgraph.export import take_weights

            keyed = take_weights(request.run, request.target, path=request.path)
            return WeightsTaken(request.run, request.target, keyed)
    raise KgraphError(
        f"Expected a request that has an answer. Received: {type(request).__name__}."
    )


def _described(request: Describe, tell: Callable[[Event], None]) -> Event:
    """Reads a source and those beside it; some are downloaded for that."""
    from kgraph.data.looking.held import held
    from kgraph.data.progress import telling

    sources = Data(request.source, beside=request.beside)
    table = held(sources, request.folder, telling(tell), is_fresh=True)
    return Described(request.source, table.describe(), request.beside)


def _looked(request: Look | Summarize) -> Event:
    """Looks at the data itself."""
    from kgraph.data import look, summarize

    project, folder = request.project, request.folder
    if isinstance(request, Summarize):
        summary = summarize(project, request.columns, folder)
        return Summarized(request.number, summary)
    total, samples = look(
        project,
        request.columns,
        folder,
        first=request.first,
        count=request.count,
        part=request.part,
        where=request.where,
        seed=request.seed,
        positions=request.positions,
        detail=request.detail,
    )
    return Looked(request.number, total, samples)


def _judged(
    request: Evaluate | Predict | Recall, tell: Callable[[Event], None]
) -> Event:
    """Asks a run."""
    from kgraph.evaluation import evaluate, predict, recall

    if isinstance(request, Evaluate):

        def told(done: int, total: int) -> None:
            tell(Evaluating(request.number, done, total))

        evaluation = evaluate(request.path, request.run, request.part, told)
        return Evaluated(request.number, evaluation)
    if isinstance(request, Recall):
        samples = recall(
            request.path,
            request.run,
            request.part,
            columns=request.columns,
            positions=request.positions,
            detail=request.detail,
        )
        return Recalled(request.number, samples)
    found = predict(
        request.path,
        request.run,
        files=request.files,
        positions=request.positions,
        places=request.places,
        part=request.part,
    )
    return Predicted(
        request.number, found.run, found.predictions, found.columns, found.samples
    )


def _exported(request: Export) -> Event:
    """Writes a model; a proof that failed is shown as what it is."""
    from kgraph.export import UnprovenError, export

    try:
        report = export(
            request.project,
            request.format,
            request.target,
            path=request.path,
            run=request.run,
            options=request.options,
        )
    except UnprovenError as error:
        report = error.report
    return Exported(request.target, request.format, report=report)


def _imported(request: Import) -> Event:
    """Reads a foreign model; what is too large for a message lies under `home()`."""
    from kgraph.importing.source import read
    from kgraph.importing.writing import keep_run, keep_weights
    from kgraph.runs import RunStore

    reading = read(
        request.source, weights=request.weights, is_trusted=request.is_trusted
    )
    project = keep_weights(reading, request.source, request.weights)
    run = keep_run(reading, RunStore.beside(None))
    folder = run.folder if run else ""
    return Imported(request.source, project, reading.report, folder)


def _devices() -> tuple[str, ...]:
    import keras

    if keras.backend.backend() == "torch":  # Keras cannot list its devices
        return ()
    return tuple(keras.distribution.list_devices())


def _import_sentence(error: Exception) -> str:
    return (
        "Keras and its backend must be installed beside kgraph and could not be "
        f"imported. Received: {error}. Install kgraph anew, or choose another backend "
        "with KERAS_BACKEND."
    )


def _unexpected(name: str, error: Exception) -> str:
    text = str(error).strip()
    first = text.splitlines()[0] if text else type(error).__name__
    return f"{name} failed in a way that kgraph did not expect: {first[:300]}"
