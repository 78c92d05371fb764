r"""A part that the call requires is missing or empty.

The secretariat compares all submissions part by part, and asks for missing parts by e-mail.

Fails::

    parts:
      two:
        text: ''

Passes::

    parts:
      two:
        text: It doubled.

Reference: docs/format.md, rule 8; the call.
"""

from collections.abc import Iterator

from wsisc.calls import call as calls
from wsisc.document.prose import Reading
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source import model
from wsisc.source.markup import richtext, tree
from wsisc.source.model import Submission

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every required part of the call without words."""
    answers = {path[1:]: part for path, part in model.parts(reading.submission)}
    for ids, call_part in calls.parts(reading.call) if reading.call else ():
        part = answers.get(ids)
        if (
            reading.call
            and call_part.required
            and not (part and (part.sections or _has_words(part.text, reading.submission)))
        ):
            language = reading.call.wording_language(reading.submission.language)
            label = calls.full_label(reading.call, ids, language)
            message = t("{label} is missing; the call requires it", label=label)
            if part:
                message = t("{label} is empty; the call requires it", label=label)
            yield Finding(
                ("parts", *ids),
                message,
                t("answer: {prompt}", prompt=excerpt(call_part.prompt[language])),
                on_key=True,
            )


def _has_words(text: str, submission: Submission) -> bool:
    rich = richtext.parse(text, frozenset(submission.links))
    typed = [*map(tree.own_text, tree.walk(rich.blocks)), *(problem.text for problem in rich.problems)]
    return any(character.isalnum() for each in typed for character in each)
