"""Names of links, footnotes and figures of a reviewed file -> their names in the merged file, new ones included."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from wsisc.diff.sides import Sides
from wsisc.diff.word_tree import Names, Node
from wsisc.merge import wording
from wsisc.merge.state import ChangeRefused
from wsisc.messages import t


@dataclass
class Naming:
    """The names for one change: those in the file, and the new entries that the change needs."""

    sides: Sides
    links: Mapping[str, str]
    footnotes: Collection[str]
    new_links: dict[str, str] = field(default_factory=dict)
    new_notes: dict[str, str] = field(default_factory=dict)
    new_note_ids: dict[str, str] = field(default_factory=dict)

    def rewrite(self, markdown: str, node: Node) -> str:
        """Return a node of a reviewed text with the names of the file. Raises ChangeRefused for a new image."""
        return wording.extract_markdown(markdown, node, frozenset(self.sides.theirs.links), self.rename)

    def rename(self, kind: str, name: str) -> str:
        """Return the Markdown for a name of the reviewed file (see `wording.NameRewriter`)."""
        if kind == "link":
            return f"[{self.link_name(name)}]"
        if kind == "figure":
            own = self.sides.figures_to_ours.get(self.sides.their_names.figures.get(name, ""))
            if own is None:
                raise ChangeRefused(t("a new image: save its file next to the submission, and add it under figures:"))
            return own
        return self.footnote_name(name)

    def link_name(self, name: str) -> str:
        """Return the name of the link with the same address, a new one if the file has none."""
        address = self.sides.theirs.links[name]
        known = {**self.links, **self.new_links}
        own = next((own for own, each in known.items() if each == address), None)
        if own is None:
            own = _free_name(name, {*known, *self.sides.ours.figures})
            self.new_links[own] = address
        return own

    def footnote_name(self, name: str) -> str:
        """Return the name of the corresponding footnote, a new one if the file has none."""
        id = self.sides.their_names.notes.get(name, f"+{name}")
        own = self.sides.notes_to_ours.get(id)
        own = own or next((each for each, known in self.sides.our_names.notes.items() if known == id), None)
        if own and own in self.footnotes:
            return own
        new = next((each for each, known in self.new_note_ids.items() if known == id), None)
        if new is None:
            new = _free_name(name, {*self.footnotes, *self.new_notes})
            self.new_note_ids[new] = id
            text = self.sides.theirs.footnotes[name]
            self.new_notes[new] = self.rewrite(text, Node("text", 0, len(text)))
        return new

    def known_names(self) -> Names:
        """Return what the names of the file mean, new ones included."""
        known = self.sides.our_names
        return Names({**self.links, **self.new_links}, {**known.notes, **self.new_note_ids}, known.figures)


def _free_name(name: str, used: Collection[str]) -> str:
    """Return a name, with a number if it is used already."""
    stem = re.sub(r"-\d+$", "", name)
    return next(each for each in (name, *(f"{stem}-{n}" for n in range(2, 10_000))) if each not in used)
