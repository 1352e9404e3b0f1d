"""Every verb of the `kgraph` command; without a verb, the window.

May import every room, each as late as it can: `kgraph FILE` shows a window without
reading the command line parser, `kgraph code` never imports Keras. Start reading at
`verbs.py`.
"""

import os
import sys

from kgraph.document.errors import KgraphError

VERBS = (
    "demo",
    "templates",
    "new",
    "check",
    "code",
    "train",
    "import",
    "export",
    "evaluate",
    "predict",
    "runs",
    "diff",
    "merge",
)
_WINDOW_OPTIONS = ("--in-process",)


def main() -> None:
    """Runs the command line; an error is one sentence on stderr and exit code 1."""
    try:
        _prepare_streams()
        sys.exit(_run(sys.argv[1:]))
    except KgraphError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("Interrupted.", code=130)
    except BrokenPipeError:
        mute()
        sys.exit(1)
    except OSError as error:
        _fail(f"The system does not allow it: {error}.")
    except Exception as error:
        if os.environ.get("KGRAPH_DEBUG"):
            raise
        _fail(
            f"Something went wrong that kgraph did not expect: {error} "
            f"({type(error).__name__}; KGRAPH_DEBUG=1 shows where)."
        )


def mute() -> None:
    """Sends what is still to be printed nowhere: nobody reads it any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Makes any text printable, whatever the locale.

    Programs get UTF-8, as JSON and Python source must be; people get `?` for what
    their terminal cannot show.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by whoever started us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        elif stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(arguments: list[str]) -> int:
    words = [a for a in arguments if not a.startswith("-")]
    options = [a for a in arguments if a.startswith("-")]
    is_window = len(words) <= 1 and all(o in _WINDOW_OPTIONS for o in options)
    if is_window and not (words and words[0] in VERBS):
        return _open_window(words[0] if words else None, "--in-process" in options)
    from kgraph.cli.verbs import app

    app(arguments, prog_name="kgraph")
    return 0


def _open_window(path: str | None, in_process: bool) -> int:
    from kgraph.gui import app

    if not in_process:
        return app.run(path)
    from kgraph.engine.in_process import InProcessEngine

    return app.run(path, engine_factory=InProcessEngine)


def _fail(sentence: str, code: int = 1) -> None:
    print(f"kgraph: {sentence}", file=sys.stderr)
    sys.exit(code)
