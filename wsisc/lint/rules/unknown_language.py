r"""The code of the language of words is not known.

Screen readers and spelling checkers know a language by its code. A language that has several scripts or is different in
another country can have a code of its own.

Fails::

    parts:
      one:
        text: The theme was [Société de l'information]{lang=french}.

Passes::

    parts:
      one:
        text: The theme was [Société de l'information]{lang=fr}, in Brazil [governo digital]{lang=pt-BR}.

Reference: docs/format.md, Words in another language; BCP 47; WCAG 2.2, 3.1.2.
"""

from collections.abc import Iterator

from wsisc.document.prose import Reading
from wsisc.lint import occurrences
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.markup import languages

SEVERITY = Severity.ERROR


def check(reading: Reading) -> Iterator[Finding]:
    """Yield the phrases whose language is not known."""
    for path, problem in occurrences.find_problems(reading, "unknown_language"):
        near = languages.guess(problem.text)
        message = t('"{code}" is not the code of a known language', code=excerpt(problem.text))
        hint = t("write the code of the language, such as fr, ar or pt-BR; docs/format.md lists the codes")
        if near:
            hint = t('write "{right}"', right="{lang=" + near.code + "}")
        yield Finding(path, message, hint, problem.start, problem.end)
