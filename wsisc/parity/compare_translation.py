"""An original and its translation -> all their differences: structure, texts and values, in the original's order.

Where no file says which of several is the original, their names and languages decide.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wsisc.calls.call import Call, full_label
from wsisc.diff.comparison import find_kept
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, excerpt
from wsisc.parity import outlines, section_digests
from wsisc.parity.outlines import Outline, OutlineNode, SectionPaths
from wsisc.parity.text_comparison import Divergence, Paths, Place, TextComparer
from wsisc.source.model import Figure, Section, Submission

_SAME_VALUES = {("call",): t("call"), ("date",): t("date"), ("entity", "type"): t("type")}


def bare_path(path: str, language: str) -> str:
    """Return a path without its extension, and without the language at its end."""
    return re.sub(rf"(?:[-_. ]|(?<=/)){language}$", "", posixpath.splitext(path)[0], flags=re.IGNORECASE)


def rank(path: str, language: str, offered: Sequence[str]) -> tuple[bool, int, str]:
    """Return how likely a file is the original, the least first; `offered` are the languages of its call.

    It is the one whose name has no language, otherwise that in English, otherwise that in the call's first language.
    """
    order = [*(["en"] if "en" in offered else []), *offered, language]
    return bare_path(path, language) != posixpath.splitext(path)[0], order.index(language), path


def compare(original: Submission, translation: Submission, call: Call | None) -> tuple[Divergence, ...]:
    """Return what differs between an original and its translation, apart from the language, in a fixed order.

    Parts have the names that their `call` gives them in the language of the translation.
    """
    return tuple(_Comparer(outlines.read(original), outlines.read(translation), call).compare())


def find_outdated(original: Submission, translation: Submission, call: Call | None) -> tuple[Divergence, ...]:
    """Return the sections of an original that were changed, added or removed since they were translated.

    There are none if the translation does not record which version of the original was translated. Parts are named as
    in `compare`.
    """
    origin = translation.translated_from
    if origin is None or not origin.sections:
        return ()
    one, other = outlines.read(original), outlines.read(translation)
    matched = outlines.match_outlines(one, other)
    outdated, removed = section_digests.find_outdated(origin, original)
    keys = {section_digests.section_key(path, node.holder): path for path, node in one.nodes.items()}
    return (
        *(_outdated(key, keys.get(key, ("title",)), (one, other), matched, origin.sections, call) for key in outdated),
        *(_removed(key, other) for key in removed),
    )


def _outdated(
    key: str, path: DataPath, versions: tuple[Outline, Outline], matched: SectionPaths, recorded: Mapping[str, str],
    call: Call | None,
) -> Divergence:  # fmt: skip
    original, translation = versions
    node = original.nodes.get(path)
    language = translation.submission.language
    name = t("the title or the name of the entity") if node is None else _name(node, call, language)
    counterpart = ("title",) if node is None else matched.get(path)
    if counterpart is None:
        message = t("{name} of the original is not translated yet", name=name)
        return Divergence("outdated-section", message, _head(path), Place(("translated-from",)))
    if key in recorded:
        message = t("{name} of the original was changed since it was translated", name=name)
    else:
        message = t("{name} of the original is newer than its translation", name=name)
    return Divergence("outdated-section", message, _head(path), _head(counterpart))


def _removed(key: str, translation: Outline) -> Divergence:
    nodes = translation.nodes.items()
    found = next((path for path, node in nodes if section_digests.section_key(path, node.holder) == key), None)
    place = _head(found) if found else Place(("translated-from", "sections", key))
    message = t("the section {key} was removed from the original since it was translated", key=key)
    return Divergence("outdated-section", message, Place(("parts",)), place)


@dataclass
class _Comparer:
    original: Outline
    translation: Outline
    call: Call | None
    matched: SectionPaths = field(init=False)

    def __post_init__(self) -> None:
        self.matched = outlines.match_outlines(self.original, self.translation)
        one, other = self.original.submission, self.translation.submission
        self.texts = TextComparer(frozenset(one.footnotes) & frozenset(other.footnotes), (one.language, other.language))

    def compare(self) -> Iterator[Divergence]:
        yield from self._compare_values()
        for path, node in self.original.nodes.items():
            counterpart = self.matched.get(path)
            if counterpart is None:
                yield from self._report_missing(node)
            else:
                yield from self._compare_nodes(node, self.translation.nodes[counterpart])
        yield from self._report_added()
        yield from self._report_moved()
        yield from self._compare_notes()
        yield from self._compare_figures()

    def _compare_values(self) -> Iterator[Divergence]:
        one, other = self.original.submission, self.translation.submission
        values = [(submission.call, submission.date, submission.entity.type) for submission in (one, other)]
        for (path, name), old, new in zip(_SAME_VALUES.items(), *values, strict=True):
            if old != new:
                message = t(
                    'the {name} is "{new}"; in the original it is "{old}"',
                    name=name,
                    new=excerpt(new),
                    old=excerpt(old),
                )
                yield Divergence("value", message, Place(path), Place(path))
        yield from self._compare_plain((("title",), ("title",)), one.title, other.title)

    def _compare_plain(self, path: Paths, one: str, other: str) -> Iterator[Divergence]:
        languages = self.original.submission.language, self.translation.submission.language
        blocks = outlines.plain_block(one, languages[0]), outlines.plain_block(other, languages[1])
        yield from self.texts.compare_numbers(path, *blocks)

    def _compare_nodes(self, one: OutlineNode, other: OutlineNode) -> Iterator[Divergence]:
        yield from _compare_ids(one, other)
        yield from self.texts.compare_numbers(((*one.path, "title"), (*other.path, "title")), one.title, other.title)
        yield from _compare_tags(one, other)
        yield from self.texts.compare(((*one.path, "text"), (*other.path, "text")), one.text, other.text)

    def _report_missing(self, node: OutlineNode) -> Iterator[Divergence]:
        """Yield that a part or section is missing, unless one around it is: then that says it."""
        if _parent(node.path) not in self.original.nodes or _parent(node.path) in self.matched:
            around = self.matched.get(_parent(node.path), ("parts",))
            kind = "section" if isinstance(node.holder, Section) else "part"
            message = t("{name} of the original is missing", name=self._name(node))
            yield Divergence(f"missing-{kind}", message, _head(node.path), _head(around))

    def _report_added(self) -> Iterator[Divergence]:
        to_original = {new: old for old, new in self.matched.items()}
        for path, node in self.translation.nodes.items():
            parent = _parent(path)
            if path not in to_original and (parent not in self.translation.nodes or parent in to_original):
                kind = "section" if isinstance(node.holder, Section) else "part"
                around = _head(to_original.get(parent, ("parts",)))
                message = t("{name} is not in the original", name=self._name(node))
                yield Divergence(f"added-{kind}", message, around, _head(path))

    def _report_moved(self) -> Iterator[Divergence]:
        """Yield the sections that are in another part or section, or among the others in another order."""
        to_original = {new: old for old, new in self.matched.items()}
        for path, node in self.translation.nodes.items():
            olds = [
                node for node in self.original.nodes if _is_section(node) and _parent(node) == to_original.get(path)
            ]
            news = [child.path for child in node.children if _is_section(child.path) and child.path in to_original]
            kept = find_kept([to_original[new] for new in news], olds)
            for new in news:
                old = to_original[new]
                if old not in kept:
                    message = t("{name} of the original is in another place", name=self._name(self.original.nodes[old]))
                    yield Divergence("moved-section", message, _head(old), _head(new))

    def _name(self, node: OutlineNode) -> str:
        return _name(node, self.call, self.translation.submission.language)

    def _compare_notes(self) -> Iterator[Divergence]:
        for old, new in list(self.texts.note_pairs.items()):
            one, other = self.original.submission.footnotes, self.translation.submission.footnotes
            if old in one and new in other:
                blocks = self.original.parse(one[old]), self.translation.parse(other[new])
                yield from self.texts.compare((("footnotes", old), ("footnotes", new)), *blocks)

    def _compare_figures(self) -> Iterator[Divergence]:
        one, other = self.original.submission.figures, self.translation.submission.figures
        for name in one:
            if name in other:
                yield from self._compare_figure(name, one[name], other[name])

    def _compare_figure(self, name: str, one: Figure, other: Figure) -> Iterator[Divergence]:
        for key, old, new in (("alt", one.alt, other.alt), ("caption", one.caption, other.caption)):
            path = ("figures", name, key)
            if bool(old) != bool(new):
                if old:
                    message = t("the {key} of the figure {name} is missing", key=key, name=name)
                else:
                    message = t("the {key} of the figure {name} is not in the original", key=key, name=name)
                yield Divergence("figure", message, Place(path), Place(path))
            else:
                yield from self._compare_plain((path, path), old, new)


def _compare_ids(one: OutlineNode, other: OutlineNode) -> Iterator[Divergence]:
    if isinstance(one.holder, Section) and isinstance(other.holder, Section) and one.holder.id != other.holder.id:
        old, new = one.holder.id, other.holder.id
        if new and old:
            message = t("the section has the id {new}; in the original {old}", new=new, old=old)
        elif new:
            message = t("the section has the id {new}; in the original it has none", new=new)
        else:
            message = t("the section has no id; in the original {old}", old=old)
        yield Divergence("section-id", message, _id_place(one.path, old), _id_place(other.path, new))


def _id_place(path: DataPath, id: str) -> Place:
    return Place((*path, "id")) if id else _head(path)


def _compare_tags(one: OutlineNode, other: OutlineNode) -> Iterator[Divergence]:
    for vocabulary in dict.fromkeys([*one.holder.tags.values, *other.holder.tags.values]):
        old, new = (set(node.holder.tags.codes(vocabulary)) for node in (one, other))
        for code in sorted(old - new):
            message = t("the tag {vocabulary} {code} of the original is missing", vocabulary=vocabulary, code=code)
            yield _tag_divergence(message, one, other, vocabulary)
        for code in sorted(new - old):
            message = t("the tag {vocabulary} {code} is not in the original", vocabulary=vocabulary, code=code)
            yield _tag_divergence(message, one, other, vocabulary)


def _tag_divergence(message: str, one: OutlineNode, other: OutlineNode, vocabulary: str) -> Divergence:
    places = (
        Place((*node.path, "tags", vocabulary)) if vocabulary in node.holder.tags.values else _head(node.path)
        for node in (one, other)
    )
    return Divergence("tag", message, *places)


def _parent(path: DataPath) -> DataPath:
    """Return the path of the part or section around a part or section; ("parts",) around the first ones."""
    return path[:-2] if isinstance(path[-1], int) else path[:-1]


def _is_section(path: DataPath) -> bool:
    return isinstance(path[-1], int)


def _head(path: DataPath) -> Place:
    """Return the place at which a part or section is reported: its title, if it is a section."""
    return Place((*path, "title")) if isinstance(path[-1], int) else Place(path)


def _name(node: OutlineNode, call: Call | None, language: str) -> str:
    """Return the name of a section, or of a part as its call gives it in a language: "Part Three (b)"."""
    if isinstance(node.holder, Section):
        return t('the section "{title}"', title=excerpt(node.holder.title))
    ids = tuple(map(str, node.path[1:]))
    return full_label(call, ids, language) if call else " ".join(ids)
