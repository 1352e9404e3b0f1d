"""Every verb of the `kgraph` command; without a verb, the window.

May import every room, each as late as it can: `kgraph FILE` shows a window without
reading the command line parser, `kgraph code` never imports Keras. Start reading at
`verbs.py`.
"""

import os
import sys

from kgraph.document.errors import KgraphError

VERBS = ("demo", "templates", "new", "check", "code", "train", "export", "runs")
_WINDOW_OPTIONS = ("--in-process",)


def main() -> None:
    """Runs the command line; an error is one sentence on stderr and exit code 1."""
    try:
        sys.exit(_run(sys.argv[1:]))
    except KgraphError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("Interrupted.", code=130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("KGRAPH_DEBUG"):
            raise
        _fail(
            f"Something went wrong that kgraph did not expect: {error} "
            f"({type(error).__name__}; KGRAPH_DEBUG=1 shows where)."
        )


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
