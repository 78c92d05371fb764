"""Last year's submissions and this year's -> the passages of these that repeat others, and their share of the words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from wsisc import source
from wsisc.api.results import ignore_note
from wsisc.calls import schema
from wsisc.document.prose import Reading
from wsisc.lint.reuse import recycled_passages
from wsisc.lint.reuse.recycled_passages import ComparedText, RecycledPassage, Share, TextIndex
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, find_errors
from wsisc.source import model
from wsisc.workspace import repository
from wsisc.workspace.input_files import InputFile, Notify, Paths, find_submissions, list_submissions


class RepeatedText(NamedTuple):
    """A submission, its passages that are also elsewhere, and the share of each part and of the whole."""

    text: ComparedText
    matches: Sequence[RecycledPassage]
    shares: Sequence[Share]

    @property
    def whole(self) -> Share:
        """The share of the whole."""
        return self.shares[-1]

    @property
    def most_similar(self) -> list[tuple[str, int]]:
        """The submissions that contain its passages, with the number of words, the most first."""
        counts = Counter[str]()
        for passage in self.matches:
            counts[passage.source.name] += passage.words
        return counts.most_common()


class ComparisonProblem(NamedTuple):
    """Why a file is not compared, or not all of it; `is_failure` is whether it could not be read at all."""

    file: str
    message: str
    is_failure: bool = False


@dataclass(frozen=True)
class RecycledResult:
    """The passages of submissions that repeat others.

    `texts` are the submissions that were searched, `others` those that they were compared with besides one another,
    `problems` the files that were not compared as a whole, and `inputs` all files.
    """

    texts: tuple[RepeatedText, ...]
    others: tuple[ComparedText, ...]
    problems: tuple[ComparisonProblem, ...]
    inputs: tuple[InputFile, ...] = field(repr=False)


def find_recycled(
    paths: Paths,
    earlier: Paths = (),
    *,
    notify: Notify = ignore_note,
) -> RecycledResult:
    """Return the passages of submissions that are also in earlier ones, or in another one of them.

    `paths` and `earlier` are files, folders or patterns, one or several. A passage has 15 equal words or more, with few
    changed words between them; the words of a call, and quoted words, do not count.

    Raises WsiscError if a path does not exist, or there is only one submission.

    Example::

        from wsisc.api import find_recycled

        for text in find_recycled(["2025/"], earlier=["2024/"]).texts:
            print(text.text.name, f"{text.whole.share:.0%}")
            for passage in text.matches:
                print(passage.words, passage.source.name, passage.span.line)
    """
    repository.refresh()
    latest = list_submissions(paths, notify)
    latest_paths = {_resolve_path(file) for file in latest}
    earlier_files = find_submissions(earlier, notify)
    before = [file for file in earlier_files if _resolve_path(file) not in latest_paths]
    if len(latest) + len(before) < 2:
        problem = t("at least two submissions are needed; name the submissions to compare with first")
        raise WsiscError(problem, exit_code=2)
    problems: list[ComparisonProblem] = []
    others, texts = _read_texts(before, problems), _read_texts(latest, problems)
    index = TextIndex([*others, *texts] if len(texts) > 1 else others)
    found_matches = [(text, index.find_matches(text)) for text in texts]
    results = tuple(RepeatedText(*pair, recycled_passages.count_shares(*pair)) for pair in found_matches)
    return RecycledResult(results, tuple(others), tuple(problems), (*latest, *before))


def _resolve_path(file: InputFile) -> Path | None:
    return file.path and file.path.resolve()


def _read_texts(inputs: Sequence[InputFile], problems: list[ComparisonProblem]) -> list[ComparedText]:
    """Return the texts of files to compare, and add what keeps files from being compared to `problems`."""
    texts = []
    for file in inputs:
        try:
            text, has_errors = _read_text(file)
        except WsiscError as error:
            problems.append(ComparisonProblem(file.name, t("not compared: {error}", error=error), is_failure=True))
            continue
        if has_errors:
            extent = t("perhaps not all of it was") if text.runs else t("it was not")
            message = t("has errors, so {extent} compared; run wsisc validate to list them", extent=extent)
            problems.append(ComparisonProblem(file.name, message))
        if text.runs or not has_errors:
            texts.append(text)
    return texts


def _read_text(file: InputFile) -> tuple[ComparedText, bool]:
    """Return the text of a file, and whether it has errors of form. Raises WsiscError if it cannot be read."""
    content, known = file.content, repository.load_catalogue(file.folder)
    read = source.read(content, file.name)
    checked = schema.check(read, known)
    reading = Reading(model.from_data(read.data), checked.intended_call)
    return recycled_passages.from_reading(reading, file.name, content), bool(find_errors(checked.diagnostics))
