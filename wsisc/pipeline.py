"""The bytes of a submission -> its diagnostics, and its documents: the order of the stages, and where one stops."""

from dataclasses import dataclass, replace

from wsisc import lint, locale, model, schema, source
from wsisc.call import Call
from wsisc.diagnostic import Diagnostic, Severity
from wsisc.model import Submission
from wsisc.report import Reported
from wsisc.source import Source
from wsisc.writers import WRITERS


@dataclass(frozen=True, slots=True)
class Checked:
    """A file as checked: what it is (None where that cannot be told) and what is wrong with it, in its order."""

    source: Source
    submission: Submission | None
    call: Call | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def reported(self) -> Reported:
        """What a report needs of it."""
        return Reported(self.source.file, self.source.lines, self.diagnostics)

    @property
    def is_sound(self) -> bool:
        """Whether documents may be made of it."""
        return self.submission is not None and all(found.severity != Severity.ERROR for found in self.diagnostics)


def check(content: bytes, file: str) -> Checked:
    """Check the bytes of a submission. `file` is its name in diagnostics. Raises nothing for a wrong document."""
    read = source.read(content, file)
    if read.data is None:
        return Checked(read, None, None, _in_order(read.diagnostics))
    call = schema.call_of(read)
    found = [*read.diagnostics, *schema.check(read, call)]
    submission = model.from_data(read.data)
    if not any(diagnostic.code == schema.NOT_A_SUBMISSION for diagnostic in found):
        found += lint.run(read, submission, call)
    form = schema.compose(call)
    return Checked(
        read, submission, call, _in_order([replace(each, label=schema.label(form, each.path)) for each in found])
    )


def build(checked: Checked, format: str) -> bytes:
    """Return the document of a sound submission in one of the formats of `writers.WRITERS`.

    Raises WsiscError where the environment is broken.
    """
    if not checked.is_sound or checked.submission is None or checked.call is None:
        raise ValueError("only a sound submission can be built")
    return WRITERS[format](checked.submission, checked.call, locale.load(checked.submission.language))


def _in_order(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda diagnostic: (diagnostic.span, diagnostic.code)))
