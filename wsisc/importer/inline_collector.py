"""The runs of a content -> spans; and on the way its links, notes and images by names of the format."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote

from wsisc.document.provenance import digest
from wsisc.importer import names
from wsisc.importer.nodes import Node, Para, Picture, Span
from wsisc.importer.normalize import letters
from wsisc.importer.report import Fate
from wsisc.importer.word_accounting import Ledger
from wsisc.lint.rules.unsafe_address import is_safe
from wsisc.model import Figure
from wsisc.readers.word.content import Block, Image, Kind, Paragraph, Run, paragraphs

_BARE = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_BRACKET = re.compile(r"[\[\]]")
"""What no address holds unescaped (RFC 3986, 3.3), and what may be a link of its own in Markdown."""
_AFTER = ".,;:!?'’\"”»)]}"
_LONGEST_ADDRESS = 2000
_UPRIGHT = (1, 2)
"""The levels of headings that are not in italics in the look of wsisc."""
_FORMATS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}


def address_of(address: str) -> str:
    """Return an address as the format takes it, "" where it is refused."""
    found = address if is_safe(address) else quote(address, safe="%/:?#[]@!$&'()*+,;=~-._")
    return found if is_safe(found) and len(found) <= _LONGEST_ADDRESS else ""


@dataclass
class Gathered:
    """What the texts name. `is_ours`: the file is in the styles of wsisc, which say what everything is.

    `commented` are the ids of the comments that parts and sections hold.
    """

    ledger: Ledger
    is_ours: bool
    build: Callable[[Sequence[Block]], list[Node]] = lambda blocks: []
    names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[Node]] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    commented: set[str] = field(default_factory=set)
    hoisted: list[Node] = field(default_factory=list)
    open_notes: list[list[Node]] = field(default_factory=list)
    carry: list[str] = field(default_factory=list)

    def spans(self, paragraph: Paragraph) -> list[Span]:
        """Return the words of a paragraph as spans, its notes gathered, its images hoisted behind its block."""
        found: list[Span] = []
        self._tell_of_raised(paragraph)
        for address, group in groupby(paragraph.runs, key=lambda run: run.link):
            runs = list(group)
            link = self._link(runs, address) if address else ""
            for run in runs:
                found += self._run(run, link)
        return found

    def _run(self, run: Run, link: str) -> Iterator[Span]:
        if run.image:
            self._image(run.image)
        elif run.note:
            yield from self.call(run.note)
        else:
            if run.underline and not run.link and run.text.strip():
                self.ledger.note("underlining given up", run.text, needs_person=False)
            yield from self._words(Span(run.text, run.bold, run.italic, link))

    def _words(self, span: Span) -> Iterator[Span]:
        """Yield words, with the addresses among them as links."""
        if self.is_ours or span.link:
            yield span
            return
        start = 0
        for match in _BARE.finditer(span.text):
            address = match[0].rstrip(_AFTER if "(" not in match[0] else _AFTER.replace(")", ""))
            if is_safe(address) and not _BRACKET.search(address):
                yield span._replace(text=span.text[start : match.start()])
                start = match.start() + len(address)
                self.ledger.enter(Kind.LINK, "", Fate.PLACED, len(letters(address)), address)
                yield span._replace(text=address, link=address)
        yield span._replace(text=span.text[start:])

    def _link(self, runs: Sequence[Run], address: str) -> str:
        """Return the address that runs lead to, named; "" where the format refuses it. No image is a link there."""
        words, images = "".join(run.text for run in runs), sum(run.image is not None for run in runs)
        found = address_of(address)
        if not found:
            if words.strip() or address:
                self.ledger.note("address not taken", f"{address} (of: {words.strip()})")
            self.ledger.enter(Kind.LINK, address, Fate.REPORTED, len(letters(words)) + images)
            return ""
        if images:
            self.ledger.note("address not taken from an image", address)
            self.ledger.enter(Kind.LINK, address, Fate.REPORTED, images)
        if amount := len(letters(words)):
            self.ledger.enter(Kind.LINK, address, Fate.PLACED, amount, found)
        if words.strip() and words.strip() != found and found not in self.names:
            self.names[found] = names.of_link(words, found, {*self.names.values(), *self.figures})
        return found

    def call(self, id: str) -> Iterator[Span]:
        """Yield the call of a note, which is gathered with it; nothing where it cannot be called."""
        blocks = self.ledger.kept.notes.get(id, ())
        words = " ".join(paragraph.text for paragraph in paragraphs(tuple(blocks)))
        if id in self.called:
            self.ledger.note("second call of a note", words)
            self.ledger.enter(Kind.NOTE, id, Fate.REPORTED)
            return
        self.called.add(id)
        if not words.strip():
            self.ledger.note("note without words", id)
            self.ledger.enter(Kind.NOTE, id, Fate.REPORTED)
            return
        if self.open_notes:
            self.ledger.note("note within a note, now at its end", words)
            self.ledger.enter(Kind.NOTE, id, Fate.REPORTED)
            self.open_notes[-1] += self.build(blocks)
            return
        self.open_notes.append([])
        nodes = self.build(blocks)
        nodes += self.open_notes.pop()
        addresses = [span.link for node in nodes if isinstance(node, Para) for span in node.spans if span.link]
        name = names.of_note(words, addresses, self.notes)
        self.notes[name] = nodes
        self.ledger.enter(Kind.NOTE, id, Fate.PLACED, 1, name)
        yield Span("", note=name)

    def moved_calls(self) -> Iterator[Span]:
        """Yield the calls that stood where none can, for the first paragraph below."""
        if not self.open_notes:
            waiting, self.carry = self.carry, []
            for id in waiting:
                yield from self.call(id)

    def plain(self, paragraph: Paragraph, takes_images: bool = True) -> str:
        """Return the words of a heading or caption on one line; its notes are carried on, its addresses told."""
        for run in paragraph.runs:
            if run.note:
                self.carry.append(run.note)
                self.ledger.note("note moved out of a heading, cover or caption", paragraph.text)
            if run.image and takes_images:
                self._image(run.image)
            elif run.image:
                self.ledger.note("image of the cover, not taken", f"{run.image.file} {run.image.alt}")
                self.ledger.enter(Kind.IMAGE, self._digest(run.image), Fate.REPORTED)
            if run.link and (amount := len(letters(run.text)) + bool(run.image)):
                is_outside = not run.link.startswith("#")
                words = f"{run.link} (of: {run.text})"
                self.ledger.note("address not taken from a heading or caption", words, needs_person=is_outside)
                self.ledger.enter(Kind.LINK, run.link, Fate.REPORTED, amount)
        self._tell_of_marks(paragraph)
        self._tell_of_raised(paragraph)
        return " ".join(paragraph.text.split())

    def _tell_of_marks(self, paragraph: Paragraph) -> None:
        """Tell where some words of a heading are in italics: a title has no marks."""
        inked = [run for run in paragraph.runs if run.text.strip()]
        slanted = "".join(run.text for run in inked if run.italic)
        is_mixed = not all(run.italic for run in inked)
        if slanted and self.is_ours and (is_mixed or paragraph.outline in _UPRIGHT):
            self.ledger.note("italics on a heading or caption, not taken", f"*{slanted.strip()}*")
        elif slanted and is_mixed:
            self.ledger.note("bold or italics given up", slanted, needs_person=False)

    def _tell_of_raised(self, paragraph: Paragraph) -> None:
        """Tell what was a super- or subscript and stands on the line, each with the word that it was at."""
        before = ""
        for run in paragraph.runs:
            if run.raised and run.text.strip():
                word = before.split()[-1] if before and not before[-1].isspace() else ""
                self.ledger.note(f"{run.raised} given up", word + run.text, needs_person=run.raised == "superscript")
            before = (before + run.text)[-60:]

    def _digest(self, image: Image) -> str:
        return digest(self.ledger.kept.images.get(image.file, b""))

    def _image(self, image: Image) -> None:
        content = self.ledger.kept.images.get(image.file, b"")
        format = next((name for sign, name in _FORMATS.items() if content.startswith(sign)), "")
        alternative = " ".join(image.alt.split())
        if not format:
            kind = image.file.rpartition(".")[2].upper() or "unknown"
            self.ledger.note(f"image not taken ({kind}: save it as PNG)", f"{image.file} {alternative}")
            self.ledger.enter(Kind.IMAGE, self._digest(image), Fate.REPORTED)
            return
        if len(alternative) > 500:
            self.ledger.note("alternative text of an image, too long", alternative)
            alternative = ""
        name = names.of_figure(alternative, "", {*self.figures, *self.names.values()})
        same = next((file for file, held in self.files.items() if held == content), "")
        file = same or f"figures/{name}.{format}"
        self.files[file] = content
        is_decorative = image.is_decorative and not alternative
        self.figures[name] = Figure(file, alternative, decorative=is_decorative)
        if not alternative and not is_decorative:
            self.ledger.note("image without an alternative text: write alt", name)
        self.ledger.enter(Kind.IMAGE, self._digest(image), Fate.PLACED, 1, name)
        self.hoisted.append(Picture(name))
