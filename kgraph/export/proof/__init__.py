"""Opens an exported file in a clean process and compares it with the model.

May import what `export` may. Start reading at `prover.py`, which starts the process;
`__main__.py` is what runs there, `reference.py` computes what it compares with.
"""

from kgraph.export.proof.prover import Prover

__all__ = ["Prover"]
