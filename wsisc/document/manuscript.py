"""Submission, call, images and build options -> the input of every writer, or an error for text over a limit.

Only `create_manuscript` creates a manuscript, so that no text, not even that of a stranger's document, reaches Pandoc
or Typst without being checked against their limits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wsisc import theme
from wsisc.calls import locale
from wsisc.calls.call import Call
from wsisc.calls.locale import Locale
from wsisc.document.figures import Image, LoadedFigures
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, WsiscError, excerpt
from wsisc.source import model
from wsisc.source.markup import limits, richtext
from wsisc.source.model import Submission
from wsisc.theme import Theme


@dataclass(frozen=True)
class Manuscript:
    """A submission, the call it answers, the locale of its language, and the images of its figures by name.

    With `embed` the document carries its source. A `draft` is marked as such, and so are its empty parts. With `review`
    the document contains the comments, where the format can. `versions` are the program versions that its source
    package names; None means the installed versions. `look` is the theme of the document.
    """

    submission: Submission
    call: Call
    locale: Locale
    images: Mapping[str, Image] = field(default_factory=dict)
    embed: bool = True
    draft: bool = False
    review: bool = False
    versions: Mapping[str, str] | None = None
    look: Theme = field(default_factory=theme.load)


def create_manuscript(
    submission: Submission,
    call: Call | None,
    figures: LoadedFigures | None = None,
    *,
    embed: bool = True,
    draft: bool = False,
    review: bool = False,
    versions: Mapping[str, str] | None = None,
    look: Theme | None = None,
) -> Manuscript | Finding:
    """Return the manuscript of a submission, or the first problem because of which no engine may see it.

    That is an unknown call (None) or language, an image that cannot be used, or a text beyond the limits of engines.
    `look` is the theme of the document, by default that of the CSTD.
    """
    if call is None:
        return Finding(("call",), t('no call is named "{call}"', call=excerpt(submission.call)))
    seen = figures or LoadedFigures()
    for problem in _find_problems(submission, call, seen):
        return problem
    own = locale.load(submission.language)
    return Manuscript(submission, call, own, seen.images, embed, draft, review, versions, look or theme.load())


def require_manuscript(created: Manuscript | Finding) -> Manuscript:
    """Return the manuscript of a submission. Raises WsiscError if no engine may see it."""
    if isinstance(created, Manuscript):
        return created
    place = ".".join(str(step) for step in created.path)
    raise WsiscError(
        t("no document can be built, because of {place}: {message}", place=excerpt(place), message=created.message),
        created.hint,
        exit_code=2,
    )


def _find_problems(submission: Submission, call: Call, figures: LoadedFigures) -> Iterator[Finding]:
    if submission.language not in call.languages:
        yield Finding(
            ("language",),
            t('the call {id} has no language "{language}"', id=call.id, language=excerpt(submission.language)),
        )
    yield from (problem.finding for problem in figures.problems if problem.severity == Severity.ERROR)
    marks, links = 0, frozenset(submission.links)
    for path, text in model.plain_texts(submission):
        if len(text) > limits.MAX_PLAIN_CHARACTERS:
            yield Finding(
                path,
                t("more than {max_plain_characters:,} characters", max_plain_characters=limits.MAX_PLAIN_CHARACTERS),
                limits.HINT,
            )
    for path, text in model.rich_texts(submission):
        marks += limits.count_marks(text)
        if marks > limits.MAX_TOTAL_MARKS:
            yield Finding(path, limits.TOO_MANY_MARKS, limits.HINT)
        if excess := richtext.find_excess(text, links):
            yield Finding(path, excess.description, limits.HINT, excess.start, excess.end)
