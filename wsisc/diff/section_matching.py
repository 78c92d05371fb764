"""Two submissions -> which of their sections correspond."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.align.common_words import similarity
from wsisc.diff import thresholds
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Section, Submission

type SectionPaths = dict[DataPath, DataPath]
"""The path of each section in one submission, and in another."""


class _SectionKey(NamedTuple):
    """What identifies a section; `words` are its own and those of its sections."""

    path: DataPath
    id: str
    title: str
    words: str


def match_sections(
    old: Submission, new: Submission, bookmarks: Mapping[DataPath, DataPath] | None = None
) -> SectionPaths:
    """Return the paths of the sections that both submissions have, the best matches first.

    `bookmarks` map paths in the new one to the paths in the old one that the bookmarks of their headings name.

    Sections within sections are matched again when those around them are known: many have the same title, or the same
    words, and belong to the same section as before, wherever that is now.
    """
    olds, news = list(_section_keys(old)), list(_section_keys(new))
    matched = _match_keys(olds, news, bookmarks or {}, {})
    is_nested = any(_parent(each.path) != _part(each.path) for each in (*olds, *news))
    return _match_keys(olds, news, bookmarks or {}, matched) if is_nested else matched


def _match_keys(
    olds: Sequence[_SectionKey],
    news: Sequence[_SectionKey],
    bookmarks: Mapping[DataPath, DataPath],
    parents: SectionPaths,
) -> SectionPaths:
    """Return the paths of sections that correspond; `parents` are those that are known to do so already."""
    candidates = []
    for a, one in enumerate(olds):
        parent = _parent(one.path)
        parent = parents.get(parent, parent)
        for b, other in enumerate(news):
            score = _match_score(one, other, bookmarks.get(other.path) == one.path, parent == _parent(other.path))
            if score >= thresholds.SECTION_SCORE:
                candidates.append((-score, abs(a - b), a, b))
    matched: SectionPaths = {}
    used = set()
    for _, _, a, b in sorted(candidates):
        if olds[a].path not in matched and b not in used:
            matched[olds[a].path] = news[b].path
            used.add(b)
    return matched


def _parent(path: DataPath) -> DataPath:
    """Return the path of the part or section around a section."""
    return path[:-2]


def _part(path: DataPath) -> DataPath:
    """Return the path of the part around a section."""
    return path[: path.index("sections")]


def _match_score(one: _SectionKey, other: _SectionKey, is_marked: bool, has_same_parent: bool) -> float:
    """Return how well two sections match; `has_same_parent`: both are in one part or section.

    An id decides alone. Otherwise equal words or titles count 3 each, similar ones in proportion, the bookmark 2, the
    same parent and the same position a little, to choose among equal candidates. The weights are a guess, tested on
    generated edits (tests/merge/test_properties.py).
    """
    if one.id or other.id:
        if one.id == other.id:
            return 100.0
        if one.id and other.id:
            return 0.0
    is_titled = one.title == other.title
    near = 0.5 * has_same_parent + 0.25 * (has_same_parent and one.path[-1] == other.path[-1])
    if not (is_titled or is_marked or has_same_parent):
        return 3 * similarity(one.words, other.words) if len(one.words) > thresholds.SECTION_CHARACTERS else 0.0
    titles = 3 * is_titled + 1.5 * similarity(one.title, other.title)
    return titles + 3 * similarity(one.words, other.words) + 2 * is_marked + near


def _section_keys(submission: Submission) -> Iterator[_SectionKey]:
    for path, section in model.sections(submission):
        yield _SectionKey(path, section.id, section.title, _section_words(section))


def _section_words(section: Section) -> str:
    inner = " ".join(f"{each.title} {_section_words(each)}" for each in section.sections)
    return f"{section.text} {inner}".strip()


def find_referring(submission: Submission, reference: str) -> list[DataPath]:
    """Return the paths of the parts and sections whose texts have a reference to a footnote or figure."""
    return [path for path, holder in model.parts_and_sections(submission).items() if reference in holder.text]
