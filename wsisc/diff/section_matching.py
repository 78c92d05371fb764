"""Two submissions -> which of their sections, footnotes and figures correspond."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wsisc.align.common_words import similarity
from wsisc.align.sequences import SIMILAR_WORDS, align, list_items
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.markup import richtext, tree
from wsisc.source.markup.printed_text import printed_text
from wsisc.source.markup.tree import RichText
from wsisc.source.model import Part, Section, Submission

# Score from which sections correspond, see `_match_score`: two thirds of the words, or a bookmark, are enough; the
# title alone, too. A guess.
_LEAST_SCORE = 2.0
# Length beyond which words alone identify a section that is elsewhere under another title. A guess: shorter texts,
# such as "To be completed.", recur.
_LEAST_CHARACTERS = 40

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
            if score >= _LEAST_SCORE:
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
        return 3 * similarity(one.words, other.words) if len(one.words) > _LEAST_CHARACTERS else 0.0
    titles = 3 * is_titled + 1.5 * similarity(one.title, other.title)
    return titles + 3 * similarity(one.words, other.words) + 2 * is_marked + near


def _section_keys(submission: Submission) -> Iterator[_SectionKey]:
    for path, section in model.sections(submission):
        yield _SectionKey(path, section.id, section.title, _section_words(section))


def _section_words(section: Section) -> str:
    inner = " ".join(f"{each.title} {_section_words(each)}" for each in section.sections)
    return f"{section.text} {inner}".strip()


def match_footnotes(old: Submission, new: Submission) -> dict[str, str]:
    """Return the names of the footnotes that both submissions have, in the one and in the other."""
    olds, news = referenced_footnotes(old), referenced_footnotes(new)
    one, other = ([footnote_words(each, name) for name in names] for each, names in ((old, olds), (new, news)))
    pairs = align(list_items(one), list_items(other), SIMILAR_WORDS)
    matched = {olds[a]: news[b] for a, b in pairs if a is not None and b is not None}
    for name, text in zip(olds, one, strict=True):
        if name not in matched and text:  # it may have been moved
            same = (each for each, words in zip(news, other, strict=True) if words == text)
            if moved := next((each for each in same if each not in matched.values()), None):
                matched[name] = moved
    return matched


def referenced_footnotes(submission: Submission) -> list[str]:
    """Return the names of the footnotes that the texts of a submission reference, in order."""
    names = (name for text in _texts_in_order(submission) for name in tree.footnote_names(text))
    return [name for name in names if name in submission.footnotes]


def find_referring(submission: Submission, reference: str) -> list[DataPath]:
    """Return the paths of the parts and sections whose texts have a reference to a footnote or figure."""
    return [path for path, holder in model.parts_and_sections(submission).items() if reference in holder.text]


def placed_figures(submission: Submission) -> list[str]:
    """Return the names of the figures that the texts of a submission place, in order."""
    figures = (each for text in _texts_in_order(submission) for each in tree.find(text.blocks, tree.Figure))
    return [each.name for each in figures if each.name in submission.figures]


def match_figures(old: Submission, new: Submission) -> dict[str, str]:
    """Return the names of the figures that both submissions have, in the one and in the other."""
    olds, news = placed_figures(old), placed_figures(new)
    one, other = (
        [f"{each.figures[name].caption} {each.figures[name].alt}" for name in names]
        for each, names in ((old, olds), (new, news))
    )
    pairs = align(list_items(one), list_items(other), SIMILAR_WORDS)
    return {olds[a]: news[b] for a, b in pairs if a is not None and b is not None}


def _texts_in_order(submission: Submission) -> Iterator[RichText]:
    """Yield the texts of parts and sections in the order of the printed document."""
    links = frozenset(submission.links)

    def texts_within(holder: Part | Section) -> Iterator[RichText]:
        yield richtext.parse(holder.text, links)
        for section in holder.sections:
            yield from texts_within(section)
        for part in holder.parts if isinstance(holder, Part) else ():
            yield from texts_within(part)

    for part in submission.parts:
        yield from texts_within(part)


def footnote_words(submission: Submission, name: str) -> str:
    """Return the words of a footnote, on one line."""
    text = richtext.parse(submission.footnotes[name], frozenset(submission.links))
    return " ".join(printed_text(text.blocks).split())
