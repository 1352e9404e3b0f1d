"""How an export went, in words."""

from pathlib import Path

from kgraph.document.formats import Format
from kgraph.document.reports import Check, Proof, Report
from kgraph.document.telling.words import plural
from kgraph.gui.quantities import duration, memory

NAMES = {"config": "Structure", "weights": "Weights", "outputs": "Outputs"}


def verdict(target: str, report: Report) -> str:
    """Returns the one sentence that matters."""
    name = Path(target).name
    if report.proof is None:
        return f"Wrote “{name}”."
    if not report.proof.is_passed:
        return f"What was written is not the same model, so “{name}” was not kept."
    if any(check.name == "outputs" for check in report.proof.checks):
        return f"“{name}” is the same model: it was read again and compared."
    same = " and ".join(check_name(check).lower() for check in report.proof.checks)
    return f"“{name}” was read again: same {same}. Outputs were not compared."


def check_name(check: Check) -> str:
    """Returns what was compared."""
    return NAMES.get(check.name, check.name.replace("_", " ").capitalize())


def difference(proof: Proof) -> str:
    """Returns how far the outputs are from each other, empty if nobody looked."""
    if proof.difference is None:
        return ""
    tried = f" on {plural(proof.samples, 'random sample')}" if proof.samples else ""
    if not proof.difference:
        return f"The outputs are equal to the last bit{tried}."
    allowed = f"{proof.tolerance:.2g} is" if proof.tolerance else "none is"
    return (
        f"Largest output difference{tried}: {proof.difference:.2g}; {allowed} allowed."
    )


def extent(target: str, proof: Proof | None) -> str:
    """Returns how large the file is, and how long the proof took."""
    is_kept = proof is None or proof.is_passed
    size = size_of(Path(target)) if is_kept else 0
    parts = [memory(size) if size else ""]
    if proof is not None and proof.seconds:
        parts.append(f"compared in {duration(proof.seconds)}")
    return ", ".join(filter(None, parts))


def size_of(path: Path) -> int:
    """Returns how many bytes a file or a folder takes; 0 if there is none."""
    try:
        if path.is_dir():
            return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
        return path.stat().st_size
    except OSError:
        return 0


def report_text(format: Format, target: str, report: Report) -> str:
    """Returns the whole report as text for a mail or an issue."""
    lines = [verdict(target, report), f"{format.title}: {target}"]
    if report.proof is not None:
        lines += map(_line, report.proof.checks)
        lines.append(difference(report.proof))
    lines.append(extent(target, report.proof))
    lines += [finding.sentence for finding in report.findings]
    return "\n".join(filter(None, lines)) + "\n"


def _line(check: Check) -> str:
    return f"{'ok' if check.is_passed else 'FAILED'}: {check_name(check)}, {check.text}"
