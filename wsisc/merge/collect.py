"""Three versions of a submission -> all that a reviewer changed, and what is to become of each change."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from wsisc.diagnostic import DataPath
from wsisc.diff import diff3, tree
from wsisc.diff.change import Change, SectionEdit
from wsisc.diff.tree import Node
from wsisc.diff.versions import Sides
from wsisc.merge import orphans, pictures, plain, wording
from wsisc.model import Part, Section

_LEAST_MOVED_CHARACTERS = 12


def find_changes(sides: Sides) -> list[Change]:
    """Return what differs between what was sent out and what came back, in the order of the base; sections last."""
    collector = _Collector(sides)
    found = [*collector.compare_plain_texts(), *collector.compare_parts_and_sections(), *collector.compare_footnotes()]
    found += [
        *orphans.find_orphaned_figures(sides),
        *orphans.find_orphaned_footnotes(sides),
        *collector.compare_sections(),
    ]
    return _mark_moved(found)


def _mark_moved(changes: list[Change]) -> list[Change]:
    """Return changes so that what went from one place and came to another is told as moved."""
    gone = {each.old for each in changes if each.action == "removed" and len(each.old) >= _LEAST_MOVED_CHARACTERS}
    come = {each.new for each in changes if each.action == "added"}
    both = gone & come
    return [
        replace(each, action="moved")
        if (each.action == "removed" and each.old in both) or (each.action == "added" and each.new in both)
        else each
        for each in changes
    ]


class _Collector:
    """Compares three versions, field by field."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.base, self.theirs, self.ours = sides.parts_and_sections
        self.names = (sides.base_names, sides.their_names, sides.our_names)

    def compare_plain_texts(self) -> Iterator[Change]:
        base, theirs, ours, again = self.sides.base, self.sides.theirs, self.sides.ours, self.sides.reread_base
        there = (again.title, again.entity.name) if again else (base.title, base.entity.name)
        yield from plain.compare(("title",), "title", (base.title, theirs.title, ours.title), there[0])
        names = (base.entity.name, theirs.entity.name, ours.entity.name)
        yield from plain.compare(("entity", "name"), "name", names, there[1])
        for name, id in self.sides.their_names.figures.items():
            own = self.sides.figures_to_ours.get(id)
            if own and own in ours.figures and id in base.figures:
                for field in ("caption", "alt"):
                    three = [
                        getattr(each, field) for each in (base.figures[id], theirs.figures[name], ours.figures[own])
                    ]
                    yield from plain.compare(("figures", own, field), field, (three[0], three[1], three[2]), three[0])
                yield from pictures.find_replaced(self.sides, id, name, own)

    def compare_parts_and_sections(self) -> Iterator[Change]:
        for path, base in self.base.items():
            theirs, own_path = self.their_holder(path), self.our_path(path)
            if theirs is None:
                continue
            if own_path is None:
                yield from self.compare_lost_section(path, base, theirs)
                continue
            ours = self.ours.get(own_path) or Part(str(own_path[-1]))
            if isinstance(base, Section) and isinstance(theirs, Section) and isinstance(ours, Section):
                three = (base.title, theirs.title, ours.title)
                yield from plain.compare((*own_path, "title"), "title", three, self.reread_title(path))
            yield from self.compare_text((*own_path, "text"), base.text, theirs.text, ours.text)

    def reread_title(self, path: DataPath) -> str:
        """Return how a title comes back where nobody changes it."""
        if self.sides.reread_base is None:
            return ""
        node: Part | Section | None = dict(_reread_holders(self.sides)).get(path)
        return node.title if isinstance(node, Section) else ""

    def compare_text(self, path: DataPath, base: str, theirs: str, ours: str, kind: str = "") -> Iterator[Change]:
        trees = [tree.parse(each, names) for each, names in zip((base, theirs, ours), self.names, strict=True)]
        place = diff3.TextContext(
            path, kind, theirs, lambda node: self.render_node(theirs, node), self.has_changed_note, self.sides.is_moved
        )
        for found in diff3.compare(trees[0], trees[1], trees[2], place):
            each = pictures.add_remark(self.sides, found)
            yield each if each.new or not each.proposal else replace(each, new=" ".join(each.proposal.split()))

    def compare_lost_section(self, path: DataPath, base: Part | Section, theirs: Part | Section) -> Iterator[Change]:
        """Yield a conflict where a section is gone from the file in which the reviewer changed something."""
        one = tree.parse(base.text, self.names[0])
        other = tree.parse(theirs.text, self.names[1])
        titles = [each.title for each in (base, theirs) if isinstance(each, Section)]
        if one.signature == other.signature and len(set(titles)) == 1:
            return
        proposal = self.render_section(theirs)
        place = self.nearest_to_base(path[:-2])
        quote = titles[0] if titles else ""
        words = (f"{titles[0] if titles else ''} {one.words}".strip(), f"{titles[-1] if titles else ''} {other.words}")
        yield Change("changed", "section", place, words[0], words[1].strip(), None, "conflict", quote, proposal)

    def compare_footnotes(self) -> Iterator[Change]:
        base, theirs, ours = self.sides.base, self.sides.theirs, self.sides.ours
        for name, their_name in self.sides.notes_to_theirs.items():
            own = self.sides.notes_to_ours.get(name)
            if own is None:
                continue
            three = (base.footnotes[name], theirs.footnotes[their_name], ours.footnotes[own])
            yield from self.compare_text(("footnotes", own), *three, kind="footnote")

    def compare_sections(self) -> Iterator[Change]:
        yield from self.find_added()
        yield from self.find_moved()
        yield from self.find_removed()

    def find_added(self) -> Iterator[Change]:
        back = {theirs: base for base, theirs in self.sides.sections_to_theirs.items()}
        free = {path for path in self.ours if path[-2:-1] == ("sections",)} - set(self.sides.sections_to_ours.values())
        for path, section in self.theirs.items():
            if not isinstance(section, Section) or path in back or self.is_inserted(path[:-2], back):
                continue
            words = self.words(section, 1)
            same = next((each for each in sorted(free, key=str) if self.words(self.ours[each], 2) == words), None)
            if same is not None:
                free.discard(same)
                continue
            parent = self.our_path(back.get(path[:-2], path[:-2]))
            siblings = tuple((*path[:-1], at) for at in range(int(path[-1]) - 1, -1, -1))
            edit = SectionEdit("add", (), path, path[:-2], siblings)
            if parent is None or (parent not in self.ours and len(parent) > 2 and parent[-2] == "sections"):
                near = self.nearest_to_base(back.get(path[:-2], path[:-2]))
                yield Change("added", "section", near, "", words, None, "conflict", "", self.render_section(section))
            else:
                yield Change("added", "section", parent, "", words, edit, proposal=self.render_section(section))

    def is_inserted(self, path: DataPath, back: dict[DataPath, DataPath]) -> bool:
        """Tell whether a section of theirs is itself new, so that what lies in it comes with it."""
        return isinstance(self.theirs.get(path), Section) and path not in back

    def find_moved(self) -> Iterator[Change]:
        back = {theirs: base for base, theirs in self.sides.sections_to_theirs.items()}
        for path, their_path in self.sides.sections_to_theirs.items():
            own = self.sides.sections_to_ours.get(path)
            parent = back.get(their_path[:-2], their_path[:-2])
            if own is None or (parent == path[:-2] and path not in self.find_out_of_order(path[:-1])):
                continue
            before = self.preceding_sibling(their_path, self.sides.sections_to_theirs)
            if self.our_path(parent) == own[:-2] and self.preceding_sibling(own, self.sides.sections_to_ours) == before:
                continue
            siblings = tuple((*their_path[:-1], at) for at in range(int(their_path[-1]) - 1, -1, -1))
            section = self.base[path]
            title = section.title if isinstance(section, Section) else ""
            edit = SectionEdit("move", own, their_path, their_path[:-2], siblings)
            yield Change("moved", "section", own, title, title, edit)

    def preceding_sibling(self, path: DataPath, matched: dict[DataPath, DataPath]) -> DataPath | None:
        """Return the section of the base that stands for the nearest one before a section."""
        back = {other: base for base, other in matched.items()}
        siblings = ((*path[:-1], at) for at in range(int(path[-1]) - 1, -1, -1))
        return next((back[each] for each in siblings if each in back), None)

    def find_out_of_order(self, holder: DataPath) -> set[DataPath]:
        """Return the paths of the sections in a list of the base that stand elsewhere in theirs."""
        stay = [
            (path, theirs)
            for path, theirs in self.sides.sections_to_theirs.items()
            if path[:-1] == holder and self.base_path(theirs[:-2]) == path[:-2]
        ]
        stay.sort(key=lambda pair: int(pair[0][-1]))
        numbers = [int(theirs[-1]) for _, theirs in stay]
        kept = _longest_increasing(numbers)
        return {path for at, (path, _) in enumerate(stay) if at not in kept}

    def base_path(self, path: DataPath) -> DataPath | None:
        """Return the path in the base of a part or section of theirs."""
        if not isinstance(self.theirs.get(path), Section):
            return path
        return next((base for base, theirs in self.sides.sections_to_theirs.items() if theirs == path), None)

    def find_removed(self) -> Iterator[Change]:
        for path, section in self.base.items():
            is_gone = isinstance(section, Section) and path not in self.sides.sections_to_theirs
            parent_gone = (
                isinstance(self.base.get(path[:-2]), Section) and path[:-2] not in self.sides.sections_to_theirs
            )
            own = self.sides.sections_to_ours.get(path)
            if not is_gone or parent_gone or own is None:
                continue
            words, title = self.words(section, 0), getattr(self.ours[own], "title", "")
            if self.words(self.ours[own], 2) == words and not self.has_own_content(self.ours[own]):
                yield Change("removed", "section", own, words, "", SectionEdit("remove", own), quote=title)
            else:
                yield Change("removed", "section", own, words, "", None, "conflict", title, "")

    def has_own_content(self, holder: Part | Section) -> bool:
        """Tell whether a section of the file holds what the base does not: comments, and changes in footnotes."""
        inner = any(self.has_own_content(each) for each in holder.sections)
        return inner or bool(holder.comments) or self.has_changed_note(tree.parse(holder.text, self.names[2]))

    def has_changed_note(self, node: Node) -> bool:
        """Tell whether the author changed a footnote that a node of the file calls."""
        ids = self.sides.our_names.notes
        for name in node.notes:
            base = self.sides.base.footnotes.get(ids.get(name, ""))
            mine = tree.parse(self.sides.ours.footnotes.get(name, ""), self.names[2]).signature
            if base is None or tree.parse(base, self.names[0]).signature != mine:
                return True
        return False

    def words(self, holder: Part | Section, side: int) -> str:
        """Return the words of a section and all in it."""
        title = holder.title if isinstance(holder, Section) else ""
        own = tree.parse(holder.text, self.names[side]).words
        return " ".join(" ".join([title, own, *(self.words(each, side) for each in holder.sections)]).split())

    def their_holder(self, path: DataPath) -> Part | Section | None:
        if isinstance(self.base[path], Part):
            return self.theirs.get(path) or Part(str(path[-1]))
        return self.theirs.get(self.sides.sections_to_theirs.get(path, ()))

    def our_path(self, path: DataPath) -> DataPath | None:
        return path if not isinstance(self.base.get(path), Section) else self.sides.sections_to_ours.get(path)

    def nearest_to_base(self, path: DataPath) -> DataPath:
        """Return the path in the file of the nearest part or section around one of the base."""
        while path and (found := self.our_path(path)) not in self.ours:
            path = path[:-2] if isinstance(path[-1], int) else path[:-1]
        return found if path and found else ()

    def render_section(self, holder: Part | Section) -> str:
        """Return a section of theirs as Markdown, its titles in bold."""
        root = tree.parse(holder.text, self.names[1])
        own = [self.render_node(holder.text, node) for node in root.children]
        title = [f"**{wording.escape(holder.title)}**"] if isinstance(holder, Section) else []
        return "\n\n".join([*title, *own, *(self.render_section(each) for each in holder.sections)])

    def render_node(self, text: str, node: Node) -> str:
        """Return a node of theirs as Markdown that anyone understands: addresses of new links, new notes behind."""
        theirs, ours = self.sides.theirs, self.sides.ours
        known = {address: name for name, address in ours.links.items()}
        new: list[str] = []
        figures: list[str] = []

        def rename(kind: str, name: str) -> str:
            if kind == "link":
                address = theirs.links.get(name, name)
                return f"[{known[address]}]" if address in known else f"({address})"
            if kind == "figure":
                figures.append(name)
                return self.sides.figures_to_ours.get(self.names[1].figures.get(name, ""), name)
            own = self.sides.notes_to_ours.get(self.names[1].notes.get(name, ""))
            if kind == "footnote" and own is None:
                new.insert(0, name)
            return own or name

        made = wording.extract_markdown(text, node, frozenset(theirs.links), rename)
        seen = (pictures.describe_new_figure(self.sides, name) for name in figures)
        notes = [f"[^{name}]: {theirs.footnotes.get(name, '').strip()}" for name in new]
        return "\n\n".join([made, *notes, *filter(None, seen)])


def _reread_holders(sides: Sides) -> Iterator[tuple[DataPath, Part | Section]]:
    from wsisc.diff import section_matching

    assert sides.reread_base is not None
    there = section_matching.parts_and_sections(sides.reread_base)
    for base, again in section_matching.match_sections(sides.base, sides.reread_base).items():
        yield base, there[again]


def _longest_increasing(numbers: list[int]) -> set[int]:
    """Return the places of numbers that rise, as many as there can be."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1], ends[place : place + 1] = [number], [at]
        before.append(ends[place - 1] if place else -1)
    found, at = set(), ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before[at]
    return found
