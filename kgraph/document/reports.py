"""What an import or an export has to tell, as values that the window can show."""

from typing import Literal

from msgspec import Struct

Severity = Literal["note", "warning"]


class Finding(Struct, frozen=True, omit_defaults=True):
    """Something that a person should know about what came in or went out.

    Attributes:
        text: One sentence: what was found, and what it means.
        where: The layer or the part of the file that it is about; empty for the whole.
    """

    text: str
    where: str = ""
    severity: Severity = "note"

    @property
    def sentence(self) -> str:
        """The text, behind its place unless it names that itself.

        Example:

        >>> Finding("Its weights are reset.", "dense").sentence
        'dense: Its weights are reset.'
        >>> Finding("'dense' starts afresh.", "dense").sentence
        "'dense' starts afresh."
        """
        is_named = not self.where or repr(self.where) in self.text
        return self.text if is_named else f"{self.where}: {self.text}"


class Check(Struct, frozen=True, omit_defaults=True):
    """One thing that was compared, and how it came out.

    Attributes:
        name: `config`, `weights` or `outputs`.
        text: The result in words: "177 layers, equal".
    """

    name: str
    is_passed: bool
    text: str


class Proof(Struct, frozen=True, omit_defaults=True):
    """What a clean process found when it loaded an exported file again.

    Attributes:
        difference: The largest absolute difference of the outputs on random inputs;
            None if they were not compared.
        tolerance: The largest difference that the format is allowed; 0 for exact.
        samples: How many random samples were tried.
        seconds: How long the proof took.
    """

    checks: tuple[Check, ...]
    difference: float | None = None
    tolerance: float = 0.0
    samples: int = 0
    seconds: float = 0.0

    @property
    def is_passed(self) -> bool:
        """Whether every comparison came out well."""
        return bool(self.checks) and all(check.is_passed for check in self.checks)


class Report(Struct, frozen=True, omit_defaults=True):
    """All that is to be told about one import or export."""

    findings: tuple[Finding, ...] = ()
    proof: Proof | None = None
