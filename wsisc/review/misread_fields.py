"""What was typed into fields of a form that cannot have it -> a diagnostic for each, which says what it can have."""

from collections.abc import Mapping, Sequence

from wsisc.document import form
from wsisc.importer.account.word_accounting import MisreadValue
from wsisc.messages import t, use_one_of
from wsisc.messages.diagnostic import DataPath, Diagnostic, Severity, Span
from wsisc.pipeline import CheckResult
from wsisc.source.markup import word_count
from wsisc.source.model import Submission

PATHS: Mapping[str, DataPath] = {"type": ("entity", "type"), "language": ("language",), "date": ("date",)}
"""Where a submission has the values of fields whose words it does not keep."""
_NO_PLACE = Span(1, 1, 1, 1)


def add_misread(checked: CheckResult, values: Sequence[MisreadValue]) -> CheckResult:
    """Return a check that says of each value what its field can have.

    Such words are under `unplaced`: where nothing else is, no other comment is about them.
    """
    submission = checked.submission
    if not values or not submission or not checked.call or not submission.unplaced:
        return checked
    has_others = count_other_words(submission, values) > 0
    others = (found for found in checked.diagnostics if has_others or found.code != "unplaced-text")
    language = checked.call.wording_language(submission.language)
    described = (_describe(value, checked, language) for value in values if value.key in PATHS)
    return checked._replace(diagnostics=(*others, *described))


def count_other_words(submission: Submission, values: Sequence[MisreadValue]) -> int:
    """Return the number of words under `unplaced` that are not those of fields, each of which has its key before it."""
    own = sum(word_count.count_text(f"{value.key}: {value.text}", submission) for value in values)
    return (word_count.count_part(submission.unplaced, submission) if submission.unplaced else 0) - own


def _describe(value: MisreadValue, checked: CheckResult, language: str) -> Diagnostic:
    """Return what is wrong with a value, and what a person can choose or write in its place."""
    assert checked.call
    fields = form.create_wording(checked.call, language).fields if language in form.languages() else {}
    hint = use_one_of(fields[value.key].choices) if value.key in fields else ""
    match value.key:
        case "type":
            code, message = "unknown-value", t('"{text}" is not a type of entity', text=value.text)
        case "language":
            code, message = "wrong-value", t('"{text}" is not a language of the call', text=value.text)
        case _:
            code, message = "wrong-form", t('"{text}" is not a clear date', text=value.text)
            hint = t("write the month in words, such as 15 December 2022")
    return Diagnostic(code, Severity.ERROR, message, hint, checked.source.file, _NO_PLACE, PATHS[value.key])
