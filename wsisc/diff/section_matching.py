"""Two submissions -> which section of the one stands for which of the other, and which note, and which figure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wsisc import model
from wsisc.diagnostic import DataPath
from wsisc.diff.align import align, similarity
from wsisc.markup import richtext
from wsisc.model import Part, Section, Submission

_LEAST_SCORE = 2.0

type SectionPaths = dict[DataPath, DataPath]


class _SectionKey(NamedTuple):
    """What a section is known by."""

    path: DataPath
    id: str
    title: str
    words: str
    bookmark: str


def match_sections(
    old: Submission, new: Submission, bookmarks: Mapping[DataPath, DataPath] | None = None
) -> SectionPaths:
    """Return the paths of the sections of one submission that another has too, and those there.

    `bookmarks` go from paths in the new one to those in the old one that their headings are marked with.
    """
    marked = bookmarks or {}
    olds, news = list(_section_keys(old)), list(_section_keys(new))
    fits = []
    for a, one in enumerate(olds):
        for b, other in enumerate(news):
            fit = _match_score(one, other, marked.get(other.path) == one.path)
            if fit >= _LEAST_SCORE:
                fits.append((-fit, abs(a - b), a, b))
    matched: SectionPaths = {}
    taken: set[int] = set()
    for _, _, a, b in sorted(fits):
        if olds[a].path not in matched and b not in taken:
            matched[olds[a].path] = news[b].path
            taken.add(b)
    return matched


def _match_score(one: _SectionKey, other: _SectionKey, is_marked: bool) -> float:
    """Return how sure it is that one section stands for the other."""
    if one.id or other.id:
        if one.id == other.id:
            return 100.0
        if one.id and other.id:
            return 0.0
    is_titled, is_beside = one.title == other.title, one.path[:-1] == other.path[:-1]
    near = 0.5 * is_beside + 0.25 * (one.path == other.path)
    if not (is_titled or is_marked or is_beside):
        return 3 * similarity(one.words, other.words) if len(one.words) > 40 else 0.0
    alike = 3.0 if one.words == other.words and one.words else 3 * similarity(one.words, other.words)
    return 3 * is_titled + 2 * is_marked + alike + 1.5 * similarity(one.title, other.title) + near


def _section_keys(submission: Submission) -> Iterator[_SectionKey]:
    for path, section in model.sections(submission):
        yield _SectionKey(path, section.id, section.title, _section_words(section), "")


def _section_words(section: Section) -> str:
    inner = " ".join(f"{each.title} {_section_words(each)}" for each in section.sections)
    return f"{section.text} {inner}".strip()


def parts_and_sections(submission: Submission) -> dict[DataPath, Part | Section]:
    """Return the parts and sections of a submission by their paths."""
    return {**dict(model.parts(submission)), **dict(model.sections(submission))}


def match_footnotes(old: Submission, new: Submission) -> dict[str, str]:
    """Return the names of the footnotes of one submission that another has too, and their names there."""
    olds, news = referenced_footnotes(old), referenced_footnotes(new)
    one, other = ([_footnote_words(each, name) for name in names] for each, names in ((old, olds), (new, news)))
    pairs = align(one, other, one, other, same_kind_only=False)
    found = {olds[a]: news[b] for a, b in pairs if a is not None and b is not None}
    for name, text in zip(olds, one, strict=True):
        if name not in found:
            rest = [
                each for each, words in zip(news, other, strict=True) if words == text and each not in found.values()
            ]
            found.update({name: rest[0]} if rest and text else {})
    return found


def referenced_footnotes(submission: Submission) -> list[str]:
    """Return the names of the footnotes that the texts of a submission call, in order."""
    links = frozenset(submission.links)
    tokens = (token for text in _texts_in_order(submission) for token in richtext.parse(text, links))
    return [token.text for token in tokens if token.kind == "footnote" and token.text in submission.footnotes]


def placed_figures(submission: Submission) -> list[str]:
    """Return the names of the figures that the texts of a submission place, in order."""
    links = frozenset(submission.links)
    tokens = (token for text in _texts_in_order(submission) for token in richtext.parse(text, links))
    return [token.text for token in tokens if token.kind == "figure" and token.text in submission.figures]


def match_figures(old: Submission, new: Submission) -> dict[str, str]:
    """Return the names of the figures of one submission that another has too, and their names there."""
    olds, news = placed_figures(old), placed_figures(new)
    one, other = (
        [f"{each.figures[name].caption} {each.figures[name].alt}" for name in names]
        for each, names in ((old, olds), (new, news))
    )
    return {olds[a]: news[b] for a, b in align(one, other, one, other, False) if a is not None and b is not None}


def _texts_in_order(submission: Submission) -> Iterator[str]:
    """Yield the texts of parts and sections in the order of the page."""

    def within(holder: Part | Section) -> Iterator[str]:
        yield holder.text
        for section in holder.sections:
            yield from within(section)
        for part in holder.parts if isinstance(holder, Part) else ():
            yield from within(part)

    for part in submission.parts:
        yield from within(part)


def _footnote_words(submission: Submission, name: str) -> str:
    tokens = richtext.parse(submission.footnotes[name], frozenset(submission.links))
    return " ".join(richtext.printed_text(tokens).split())
