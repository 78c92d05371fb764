"""Names of links, notes and figures of a reviewed file -> names in the file it flows into, new ones too."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from wsisc.diff.tree import Names, Node
from wsisc.diff.versions import Sides
from wsisc.merge import wording


class Unplaceable(Exception):
    """Something that the file cannot hold; `str()` says what."""


@dataclass
class Naming:
    """The names of one change: those that there are, and the entries that it needs besides."""

    sides: Sides
    links: Mapping[str, str]
    footnotes: Collection[str]
    new_links: dict[str, str] = field(default_factory=dict)
    new_notes: dict[str, str] = field(default_factory=dict)
    new_note_ids: dict[str, str] = field(default_factory=dict)

    def rewrite(self, markdown: str, node: Node) -> str:
        """Return a node of a reviewed text in the names of the file. Raises Unplaceable for a new image."""
        return wording.extract_markdown(markdown, node, frozenset(self.sides.theirs.links), self.rename)

    def rename(self, kind: str, name: str) -> str:
        """Return what stands for a name of the reviewed file."""
        if kind == "link":
            return f"[{self.link_name(name)}]"
        if kind == "figure":
            own = self.sides.figures_to_ours.get(self.sides.their_names.figures.get(name, ""))
            if own is None:
                raise Unplaceable("a new image: put its file beside the submission, and it under figures:")
            return own
        return self.footnote_name(name)

    def link_name(self, name: str) -> str:
        """Return the name of a link to the same address."""
        address = self.sides.theirs.links[name]
        known = {**self.links, **self.new_links}
        found = next((own for own, each in known.items() if each == address), None)
        if found is None:
            found = _free_name(name, {*known, *self.sides.ours.figures})
            self.new_links[found] = address
        return found

    def footnote_name(self, name: str) -> str:
        """Return the name of a footnote, a new one if the file has none that stands for it."""
        id = self.sides.their_names.notes.get(name, f"+{name}")
        own = self.sides.notes_to_ours.get(id)
        own = own or next((each for each, known in self.sides.our_names.notes.items() if known == id), None)
        if own and own in self.footnotes:
            return own
        made = next((each for each, known in self.new_note_ids.items() if known == id), None)
        if made is None:
            made = _free_name(name, {*self.footnotes, *self.new_notes})
            self.new_note_ids[made] = id
            text = self.sides.theirs.footnotes[name]
            whole = Node("text", 0, len(text))
            self.new_notes[made] = self.rewrite(text, whole)
        return made

    def known_names(self) -> Names:
        """Return how the names of the file are understood, the new ones too."""
        known = self.sides.our_names
        return Names({**self.links, **self.new_links}, {**known.notes, **self.new_note_ids}, known.figures)


def _free_name(name: str, used: Collection[str]) -> str:
    """Return a name like another that is not taken yet."""
    stem = re.sub(r"-\d+$", "", name)
    return next(each for each in (name, *(f"{stem}-{n}" for n in range(2, 10_000))) if each not in used)
