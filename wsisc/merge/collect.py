"""Three versions of a submission -> everything that a reviewer changed, each change with a verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from wsisc.align.sequences import longest_in_order
from wsisc.diff import diff3, section_matching, word_tree
from wsisc.diff.change import Change, ChangeAction, ChangeKind, SectionEdit, TextEdit, TextSpan, Verdict
from wsisc.diff.section_matching import SectionPaths
from wsisc.diff.sides import Sides
from wsisc.diff.word_tree import Node
from wsisc.merge import common_changes, partial_conflicts, pictures, plain, thresholds, wording
from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath
from wsisc.source import model
from wsisc.source.model import Part, Section


def find_changes(sides: Sides) -> list[Change]:
    """Return the changes from base to theirs, in the order of base; those of whole sections last."""
    collector = _Collector(sides)
    changes = [
        *collector.compare_plain_texts(),
        *collector.compare_parts_and_sections(),
        *collector.compare_footnotes(),
        *find_orphaned_figures(sides),
        *find_orphaned_footnotes(sides),
        *collector.find_added(),
        *collector.find_moved(),
        *collector.find_removed(),
    ]
    changes += common_changes.find_moved_sentences(sides, changes)
    return _mark_restoring(sides, _mark_moved([*common_changes.locate_moved_blocks(sides, changes)]))


def _mark_restoring(sides: Sides, changes: list[Change]) -> list[Change]:
    """Return changes in which those are conflicts that would restore what the author removed and the reviewer moved."""
    removed = {each.old for each in changes if each.old and not each.new and each.verdict == Verdict.CLEAN}
    marked = []
    for change in changes:
        nodes = _find_new_nodes(sides, change) if change.verdict == Verdict.CLEAN else []
        blocks = [block for node in nodes for block in word_tree.walk(node) if block.kind != "cell"]
        restored = [block for block in blocks if block.words not in removed and sides.is_restored(block)]
        if restored:
            is_itself = isinstance(change.edit, TextEdit) and restored[0] is nodes[0]
            action = ChangeAction.MOVED if is_itself else change.action
            change = replace(change, verdict=Verdict.CONFLICT, action=action)
        marked.append(change)
    return marked


def _find_new_nodes(sides: Sides, change: Change) -> list[Node]:
    """Return the blocks that a change adds to the file, or the texts of the sections."""
    if isinstance(change.edit, TextEdit) and change.edit.node and change.edit.action == "insert":
        return [change.edit.node]
    if isinstance(change.edit, SectionEdit) and change.edit.action == "add":
        path, theirs = change.edit.their_path, sides.parts_and_sections[1]
        within = [holder for their_path, holder in theirs.items() if their_path[: len(path)] == path]
        return [word_tree.parse(holder.text, sides.their_names) for holder in within]
    return []


def _mark_moved(changes: list[Change]) -> list[Change]:
    """Return changes in which words that were removed in one place and added in another are moved.

    Words that the author changed in their old place are not added in the new one: the two would be there twice.
    """
    removed = [
        each for each in changes if each.action == ChangeAction.REMOVED and len(each.old) >= thresholds.MOVED_CHARACTERS
    ]
    both = {each.old for each in removed} & {each.new for each in changes if each.action == ChangeAction.ADDED}
    kept = {each.old for each in removed if each.verdict == Verdict.CONFLICT}
    marked = []
    for each in changes:
        is_moved = (each.action == ChangeAction.REMOVED and each.old in both) or (
            each.action == ChangeAction.ADDED and each.new in both
        )
        is_kept = is_moved and each.action == ChangeAction.ADDED and each.new in kept and each.verdict == Verdict.CLEAN
        change = replace(each, action=ChangeAction.MOVED) if is_moved else each
        marked.append(replace(change, verdict=Verdict.CONFLICT) if is_kept else change)
    return marked


class _Collector:
    """Compares three versions, field by field; `names` are what names mean in each."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.base, self.theirs, self.ours = sides.parts_and_sections
        self.names = (sides.base_names, sides.their_names, sides.our_names)

    def compare_plain_texts(self) -> Iterator[Change]:
        base, theirs, ours = self.sides.base, self.sides.theirs, self.sides.ours
        reread = self.sides.reread_base or base
        titles = (base.title, theirs.title, ours.title)
        yield from plain.compare(("title",), ChangeKind.TITLE, titles, reread.title, ("title",), ("title",))
        names = (base.entity.name, theirs.entity.name, ours.entity.name)
        path = ("entity", "name")
        yield from plain.compare(path, ChangeKind.NAME, names, reread.entity.name, path, path)
        for name, id in self.sides.their_names.figures.items():
            own = self.sides.figures_to_ours.get(id)
            if own and own in ours.figures and id in base.figures:
                for field in (ChangeKind.CAPTION, ChangeKind.ALT):
                    old = getattr(base.figures[id], field)
                    texts = (old, getattr(theirs.figures[name], field), getattr(ours.figures[own], field))
                    paths = ("figures", id, field), ("figures", name, field)
                    yield from plain.compare(("figures", own, field), field, texts, old, *paths)
                yield from pictures.find_replaced(self.sides, id, name, own)

    def compare_parts_and_sections(self) -> Iterator[Change]:
        for path, base in self.base.items():
            theirs, own_path = self.their_holder(path), self.our_path(path)
            if theirs is None:
                continue
            their_path = self.sides.sections_to_theirs.get(path, path)
            if own_path is None:
                yield from self.compare_lost_section(path, base, theirs)
                continue
            ours = self.ours.get(own_path) or Part(str(own_path[-1]))
            if isinstance(base, Section) and isinstance(theirs, Section) and isinstance(ours, Section):
                titles = (base.title, theirs.title, ours.title)
                paths = (*path, "title"), (*their_path, "title")
                yield from plain.compare(
                    (*own_path, "title"), ChangeKind.TITLE, titles, self.reread_titles.get(path, ""), *paths
                )
            texts = base.text, theirs.text, ours.text
            yield from self.compare_text(((*path, "text"), (*their_path, "text"), (*own_path, "text")), texts)

    @cached_property
    def reread_titles(self) -> dict[DataPath, str]:
        """Titles that an import of the unchanged Word file returns, by the paths of sections in base; {} if unknown."""
        reread = self.sides.reread_base
        matched = section_matching.match_sections(self.sides.base, reread) if reread else {}
        titles = {path: section.title for path, section in model.sections(reread)} if reread else {}
        return {path: titles[other] for path, other in matched.items()}

    def compare_text(
        self, paths: tuple[DataPath, DataPath, DataPath], texts: tuple[str, str, str], kind: ChangeKind | None = None
    ) -> Iterator[Change]:
        """Yield the changes of a text by its paths in base, theirs and ours, and as it is there."""
        trees = [word_tree.parse(text, names) for text, names in zip(texts, self.names, strict=True)]
        context = diff3.TextContext(
            paths[2],
            kind,
            texts[1],
            lambda node: self.render_node(texts[1], node),
            self.has_changed_note,
            self.sides.is_moved,
            self.sides.lost_notes,
            sent_path=paths[0],
            received_path=paths[1],
        )
        for each in diff3.compare(trees[0], trees[1], trees[2], context):
            for part in partial_conflicts.split(each, self.sides, texts[2], context):
                change = pictures.add_remark(self.sides, part)
                if not change.new and change.proposal:  # a new figure: it has no words
                    change = replace(change, new=" ".join(change.proposal.split()))
                yield change

    def compare_lost_section(self, path: DataPath, base: Part | Section, theirs: Part | Section) -> Iterator[Change]:
        """Yield a conflict if the reviewer changed or moved a section that the author removed."""
        one, other = word_tree.parse(base.text, self.names[0]), word_tree.parse(theirs.text, self.names[1])
        old_title, new_title = (each.title if isinstance(each, Section) else "" for each in (base, theirs))
        is_changed = one.signature != other.signature or old_title != new_title
        if not is_changed and not self.is_moved(path, self.sides.sections_to_theirs, self.theirs):
            return
        old, new = f"{old_title} {one.words}".strip(), f"{new_title} {other.words}".strip()
        proposal, nearest = self.render_section(theirs), self.sides.nearest_to_base(path[:-2])
        yield Change(
            action=ChangeAction.CHANGED if is_changed else ChangeAction.MOVED,
            kind=ChangeKind.SECTION,
            path=nearest,
            old=old,
            new=new,
            verdict=Verdict.CONFLICT,
            quote=old_title,
            proposal=proposal,
            sent=(TextSpan(path),),
            received=(TextSpan(self.sides.sections_to_theirs.get(path, path)),),
        )

    def compare_footnotes(self) -> Iterator[Change]:
        base, theirs, ours = self.sides.base, self.sides.theirs, self.sides.ours
        for name, their_name in self.sides.notes_to_theirs.items():
            own = self.sides.notes_to_ours.get(name)
            if own is not None:
                texts = (base.footnotes[name], theirs.footnotes[their_name], ours.footnotes[own])
                paths = ("footnotes", name), ("footnotes", their_name), ("footnotes", own)
                yield from self.compare_text(paths, texts, kind=ChangeKind.FOOTNOTE)

    def find_added(self) -> Iterator[Change]:
        """Yield the new sections of theirs, without those that the author added too, and those within new ones."""
        to_base = self.sides.theirs_to_base
        new_ours = {path for path in self.ours if path[-2:-1] == ("sections",)}
        new_ours -= set(self.sides.sections_to_ours.values())
        for path, section in self.theirs.items():
            is_within_new = isinstance(self.theirs.get(path[:-2]), Section) and path[:-2] not in to_base
            if not isinstance(section, Section) or path in to_base or is_within_new:
                continue
            words = self.words(section, 1)
            same = next((each for each in sorted(new_ours, key=str) if self.words(self.ours[each], 2) == words), None)
            if same is not None:
                new_ours.discard(same)
                continue
            base_parent = to_base.get(path[:-2], path[:-2])
            parent, proposal = self.our_path(base_parent), self.render_section(section)
            if parent is None or (parent not in self.ours and len(parent) > 2 and parent[-2] == "sections"):
                nearest = self.sides.nearest_to_base(base_parent)
                yield Change(
                    action=ChangeAction.ADDED,
                    kind=ChangeKind.SECTION,
                    path=nearest,
                    new=words,
                    verdict=Verdict.CONFLICT,
                    proposal=proposal,
                    received=(TextSpan(path),),
                )
            else:
                edit = SectionEdit("add", (), path, path[:-2], _preceding_siblings(path))
                yield Change(
                    action=ChangeAction.ADDED,
                    kind=ChangeKind.SECTION,
                    path=parent,
                    new=words,
                    edit=edit,
                    proposal=proposal,
                    received=(TextSpan(path),),
                )

    def find_moved(self) -> Iterator[Change]:
        """Yield the sections that have another parent or another order in theirs, and not yet in ours."""
        for path, their_path in self.sides.sections_to_theirs.items():
            own = self.sides.sections_to_ours.get(path)
            if own is None or not self.is_moved(path, self.sides.sections_to_theirs, self.theirs):
                continue
            parent = self.sides.theirs_to_base.get(their_path[:-2], their_path[:-2])
            before = self.preceding_sibling(their_path, self.sides.sections_to_theirs)
            if self.our_path(parent) == own[:-2] and self.preceding_sibling(own, self.sides.sections_to_ours) == before:
                continue
            section = self.base[path]
            title = section.title if isinstance(section, Section) else ""
            edit = SectionEdit("move", own, their_path, their_path[:-2], _preceding_siblings(their_path))
            yield Change(
                action=ChangeAction.MOVED,
                kind=ChangeKind.SECTION,
                path=own,
                old=title,
                new=title,
                edit=edit,
                sent=(TextSpan(path),),
                received=(TextSpan(their_path),),
            )

    def preceding_sibling(self, path: DataPath, matched: dict[DataPath, DataPath]) -> DataPath | None:
        """Return the path in base of the nearest section before another that base has, None if there is none."""
        to_base = {other: base for base, other in matched.items()}
        return next((to_base[each] for each in _preceding_siblings(path) if each in to_base), None)

    def is_moved(self, path: DataPath, matched: SectionPaths, holders: Mapping[DataPath, Part | Section]) -> bool:
        """Return whether a section of base has another parent or another order in another version.

        `matched` are the paths of sections from base to that version, `holders` its parts and sections. As few sections
        of a list as possible are out of order.
        """
        to_base = {other: base for base, other in matched.items()}

        def has_parent(other: DataPath, parent: DataPath) -> bool:
            return (to_base.get(other) if isinstance(holders.get(other), Section) else other) == parent

        if not has_parent(matched[path][:-2], path[:-2]):
            return True
        stay = sorted(
            (int(base[-1]), int(other[-1]))
            for base, other in matched.items()
            if base[:-1] == path[:-1] and has_parent(other[:-2], path[:-2])
        )
        in_order = longest_in_order([(index, other) for index, (_, other) in enumerate(stay)])
        return path[-1] not in {stay[index][0] for index, _ in in_order}

    def find_removed(self) -> Iterator[Change]:
        for path, section in self.base.items():
            own = self.sides.sections_to_ours.get(path)
            is_removed = isinstance(section, Section) and path not in self.sides.sections_to_theirs
            has_parent = path[:-2] in self.sides.sections_to_theirs or not isinstance(self.base.get(path[:-2]), Section)
            if own is None or not is_removed or not has_parent:
                continue
            words, title = self.words(section, 0), getattr(self.ours[own], "title", "")
            is_kept = self.is_moved(path, self.sides.sections_to_ours, self.ours)
            if not is_kept and self.words(self.ours[own], 2) == words and not self.has_own_content(self.ours[own]):
                tags = self.list_tags(own)
                yield Change(
                    action=ChangeAction.REMOVED,
                    kind=ChangeKind.SECTION,
                    detail=t("removed, with its tags ({tags})", tags=tags) if tags else "",
                    path=own,
                    old=words,
                    edit=SectionEdit("remove", own),
                    quote=title,
                    sent=(TextSpan(path),),
                )
            else:
                yield Change(
                    action=ChangeAction.REMOVED,
                    kind=ChangeKind.SECTION,
                    path=own,
                    old=words,
                    verdict=Verdict.CONFLICT,
                    quote=title,
                    sent=(TextSpan(path),),
                )

    def list_tags(self, own: DataPath) -> str:
        """Return the tags of a section of ours and of those in it: "action-lines: C1, C3". No document shows them."""
        codes: dict[str, dict[str, None]] = {}
        for tags in (holder.tags for path, holder in self.ours.items() if path[: len(own)] == own):
            for vocabulary in tags.values:
                codes.setdefault(vocabulary, {}).update(dict.fromkeys(tags.codes(vocabulary)))
        return "; ".join(f"{vocabulary}: {', '.join(found)}" for vocabulary, found in codes.items() if found)

    def has_own_content(self, holder: Part | Section) -> bool:
        """Return whether a section of ours has what its words do not show: comments, or changed footnotes."""
        inner = any(self.has_own_content(each) for each in holder.sections)
        return inner or bool(holder.comments) or self.has_changed_note(word_tree.parse(holder.text, self.names[2]))

    def has_changed_note(self, node: Node) -> bool:
        """Return whether the author changed a footnote that a node of ours references."""
        ids = self.sides.our_names.notes
        for name in node.notes:
            base = self.sides.base.footnotes.get(ids.get(name, ""))
            own = word_tree.parse(self.sides.ours.footnotes.get(name, ""), self.names[2]).signature
            if base is None or word_tree.parse(base, self.names[0]).signature != own:
                return True
        return False

    def words(self, holder: Part | Section, side: int) -> str:
        """Return the words of a part or section and of its sections."""
        title = holder.title if isinstance(holder, Section) else ""
        own = word_tree.parse(holder.text, self.names[side]).words
        return " ".join(" ".join([title, own, *(self.words(each, side) for each in holder.sections)]).split())

    def their_holder(self, path: DataPath) -> Part | Section | None:
        """Return the part or section of theirs for a path in base; a part without content is missing in files."""
        if isinstance(self.base[path], Part):
            return self.theirs.get(path) or Part(str(path[-1]))
        return self.theirs.get(self.sides.sections_to_theirs.get(path, ()))

    def our_path(self, path: DataPath) -> DataPath | None:
        """Return the path in ours for a path in base, None for a section that ours does not have."""
        return path if not isinstance(self.base.get(path), Section) else self.sides.sections_to_ours.get(path)

    def render_section(self, holder: Part | Section) -> str:
        """Return a part or section of theirs as Markdown, with titles in bold."""
        root = word_tree.parse(holder.text, self.names[1])
        own = [self.render_node(holder.text, node) for node in root.children]
        title = [f"**{wording.escape(holder.title)}**"] if isinstance(holder, Section) else []
        return "\n\n".join([*title, *own, *(self.render_section(each) for each in holder.sections)])

    def render_node(self, text: str, node: Node) -> str:
        """Return a node of theirs as Markdown for a proposal, with the addresses of new links; new footnotes follow."""
        theirs, ours = self.sides.theirs, self.sides.ours
        link_names = {address: name for name, address in ours.links.items()}
        new_notes: list[str] = []
        figures = []

        def rename(kind: str, name: str) -> str:
            if kind == "link":
                address = theirs.links.get(name, name)
                return f"[{link_names[address]}]" if address in link_names else f"({address})"
            if kind == "figure":
                figures.append(name)
                return self.sides.figures_to_ours.get(self.names[1].figures.get(name, ""), name)
            own = self.sides.notes_to_ours.get(self.names[1].notes.get(name, ""))
            if kind == "footnote" and own is None:
                new_notes.insert(0, name)  # names come in the order from the end
            return own or name

        markdown = wording.extract_markdown(text, node, frozenset(theirs.links), rename)
        notes = [f"[^{name}]: {theirs.footnotes.get(name, '').strip()}" for name in new_notes]
        images = (pictures.describe_new_figure(self.sides, name) for name in figures)
        return "\n\n".join([markdown, *notes, *filter(None, images)])


def _preceding_siblings(path: DataPath) -> tuple[DataPath, ...]:
    """Return the paths of the sections before a section in its list, the nearest first."""
    return tuple((*path[:-1], index) for index in range(int(path[-1]) - 1, -1, -1))


def find_orphaned_footnotes(sides: Sides) -> Iterator[Change]:
    """Yield a conflict for each footnote that the reviewer changed, and that ours no longer references."""
    for name, their_name in sides.notes_to_theirs.items():
        if name in sides.notes_to_ours:
            continue
        old, new = sides.base.footnotes[name], sides.theirs.footnotes[their_name]
        base, theirs = word_tree.parse(old, sides.base_names), word_tree.parse(new, sides.their_names)
        if base.signature != theirs.signature:
            place = _nearest_place(sides, f"[^{their_name}]")
            formatted = (base.formatted_words, theirs.formatted_words) if base.words == theirs.words else ("", "")
            links = frozenset(sides.theirs.links)
            proposal = wording.extract_markdown(new, theirs, links, _rename_to_addresses(sides)).strip()
            yield Change(
                action=ChangeAction.CHANGED,
                kind=ChangeKind.FOOTNOTE,
                path=place,
                old=base.words,
                new=theirs.words,
                verdict=Verdict.CONFLICT,
                proposal=proposal,
                formatted=formatted,
                sent=(TextSpan(("footnotes", name)),),
                received=(TextSpan(("footnotes", their_name)),),
            )


def find_orphaned_figures(sides: Sides) -> Iterator[Change]:
    """Yield a conflict for each changed caption, alternative text and image of a figure that ours no longer has."""
    for name, id in sides.their_names.figures.items():
        if id not in sides.base.figures or sides.figures_to_ours.get(id) in sides.ours.figures:
            continue
        base, theirs = sides.base.figures[id], sides.theirs.figures[name]
        place = _nearest_place(sides, f"![{name}]")
        for field in (ChangeKind.CAPTION, ChangeKind.ALT):
            old, new = getattr(base, field), getattr(theirs, field)
            if new and new != old:
                yield Change(
                    action=ChangeAction.CHANGED,
                    kind=field,
                    path=place,
                    old=old,
                    new=new,
                    verdict=Verdict.CONFLICT,
                    proposal=wording.escape(new),
                    sent=(TextSpan(("figures", id, field)),),
                    received=(TextSpan(("figures", name, field)),),
                )
        yield from pictures.find_orphaned(sides, id, name, place)


def _nearest_place(sides: Sides, reference: str) -> DataPath:
    """Return the path of the nearest part or section to a reference of theirs to a footnote or figure, () if none."""
    return sides.nearest_to_theirs(next(iter(section_matching.find_referring(sides.theirs, reference)), ()))


def _rename_to_addresses(sides: Sides) -> wording.NameRewriter:
    """Return what replaces names in a proposal: links by their addresses, all others unchanged."""
    return lambda kind, name: f"({sides.theirs.links.get(name, name)})" if kind == "link" else name
