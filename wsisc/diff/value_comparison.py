"""Two versions of a submission -> which of their values differ: title, entity, tags, and the texts of figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wsisc.diff import word_tree
from wsisc.diff.word_changes import WordChange, find_word_changes
from wsisc.diff.word_tree import Atom
from wsisc.messages.diagnostic import DataPath
from wsisc.source.model import Figure, Part, Section, Submission

type ImageDigests = Mapping[str, str]
"""Digests of images by the names of their figures."""

_DECORATIVE = "decorative"


@dataclass(frozen=True)
class ValueComparison:
    """A plain text that differs, such as the title: its path in the old and in the new version, and its words.

    A path is None where what has the value was added or removed. Tags are one text, separated by commas.
    """

    old_path: DataPath | None
    new_path: DataPath | None
    words: tuple[WordChange[Atom], ...]

    @property
    def path(self) -> DataPath:
        """The new path, or the old one if the value was removed."""
        path = self.new_path or self.old_path
        assert path is not None
        return path


class _Value(NamedTuple):
    """A value of one version; None instead of a value is one of something that this version does not have."""

    path: DataPath
    text: str


def compare_submissions(old: Submission, new: Submission, is_printed_only: bool) -> Iterator[ValueComparison]:
    """Yield the values of the submissions themselves that differ; a document shows the title and the entity alone."""
    for one, other in zip(_own_values(old), _own_values(new), strict=True):
        if not is_printed_only or one.path in (("title",), ("entity", "name")):
            yield from _compare(one, other)


def _own_values(submission: Submission) -> list[_Value]:
    return [
        _Value(("call",), submission.call),
        _Value(("language",), submission.language),
        _Value(("title",), submission.title),
        _Value(("entity", "name"), submission.entity.name),
        _Value(("entity", "acronym"), submission.entity.acronym),
        _Value(("entity", "type"), submission.entity.type),
        _Value(("date",), submission.date),
    ]


def compare_holders(
    old: tuple[DataPath | None, Part | Section | None],
    new: tuple[DataPath | None, Part | Section | None],
    is_printed_only: bool,
) -> Iterator[ValueComparison]:
    """Yield the values of two parts or sections, each with its path, that differ: the title, then the tags."""
    ids = list(dict.fromkeys(id for _, holder in (old, new) if holder for id in holder.tags.values))
    one, other = (_holder_values(*each, ids) for each in (old, new))
    for key in {**one, **other}:
        if not is_printed_only or key == "title":
            yield from _compare(one.get(key), other.get(key))


def _holder_values(path: DataPath | None, holder: Part | Section | None, ids: Sequence[str]) -> dict[str, _Value]:
    if path is None or holder is None:
        return {}
    title = {"title": _Value((*path, "title"), holder.title)} if isinstance(holder, Section) else {}
    tags = {id: _Value((*path, "tags", id), ", ".join(holder.tags.codes(id))) for id in ids}
    return {**title, **tags}


def compare_figures(old: tuple[str, Figure] | None, new: tuple[str, Figure] | None) -> Iterator[ValueComparison]:
    """Yield the texts of two figures, each with its name, that differ."""
    one, other = (_figure_values(*each) if each else {} for each in (old, new))
    for key in {**one, **other}:
        yield from _compare(one.get(key), other.get(key))


def _figure_values(name: str, figure: Figure) -> dict[str, _Value]:
    texts = {"caption": figure.caption, "alt": figure.alt, _DECORATIVE: "true" if figure.decorative else ""}
    return {key: _Value(("figures", name, key), text) for key, text in texts.items()}


def has_other_image(
    old: tuple[str, Figure] | None, new: tuple[str, Figure] | None, digests: tuple[ImageDigests, ImageDigests]
) -> bool:
    """Return whether two figures, each with its name, show different images; unknown images differ by their files."""
    if old is None or new is None:
        return False
    one, other = digests[0].get(old[0]), digests[1].get(new[0])
    return one != other if one and other else old[1].file != new[1].file


def _compare(old: _Value | None, new: _Value | None) -> Iterator[ValueComparison]:
    one, other = (" ".join(each.text.split()) if each else "" for each in (old, new))
    if one != other:
        words = find_word_changes(word_tree.plain_atoms(one), word_tree.plain_atoms(other))
        yield ValueComparison(old.path if old else None, new.path if new else None, tuple(words))
