"""The runs of a content -> marked texts, and the links, notes and images in them, each with a short, readable name."""

import contextlib
import io
import re
import warnings
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from urllib.parse import quote, urlsplit

from wsisc.document.figures import DECODING_ERRORS, MAX_PIXELS
from wsisc.document.provenance import digest
from wsisc.importer import thresholds
from wsisc.importer.account.report import Fate, ItemCode
from wsisc.importer.account.word_accounting import Ledger
from wsisc.importer.normalize import letters
from wsisc.lint.rules.unsafe_address import is_safe
from wsisc.messages import t
from wsisc.readers.word.content import Block, ComponentKind, Paragraph, Run, WordImage, paragraphs
from wsisc.readers.word.origins import NOWHERE, Origins
from wsisc.source.markup import languages, tree, typed_addresses
from wsisc.source.markup.marked_text import MarkedText
from wsisc.source.model import Figure
from wsisc.text.words import one_line, without_accents

# No address has these unescaped (RFC 3986, 3.3), and in Markdown they can be a link of their own.
_BRACKET = re.compile(r"[\[\]]")
_MAX_ADDRESS_LETTERS, _MAX_ALTERNATIVE_LETTERS = 2000, 500
"""As in schemas/submission.schema.json."""
# So many letters are kept of what is before a superscript, to report the word that it was at. A guess.
_MAX_WORD_LETTERS = 60
_UPRIGHT_LEVELS = (
    1,
    2,
)  # the levels of headings that are not in italics in documents of wsisc (templates/themes/cstd.yaml)
_MAX_PLACE_LETTERS = 60  # so many letters are enough to find an image. A guess.
_GIF_SIGNATURE = b"GIF8"
_IMAGE_SIGNATURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg"}

_MAX_LETTERS, _MAX_WORDS = 40, 4
"""So long can a name be; an author types and reads it in the text. A guess."""
_VAGUE_WORDS = {
    "here",
    "link",
    "this",
    "click",
    "more",
    "read",
    "see",
    "available",
    "website",
    "page",
    "report",
    "https",
    "http",
}
_GENERIC_HOST_LABELS = {"www", "web", "en", "m", "sites", "portal"}
_GENERIC_ENDINGS = {"org", "com", "net", "int", "gov", "edu", "html", "htm", "aspx", "php", "pdf", "co", "ac"}
_STOP_WORDS = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "on",
    "in",
    "for",
    "to",
    "at",
    "by",
    "is",
    "are",
    "with",
    "see",
    "also",
    "more",
}


def normalize_address(address: str) -> str:
    """Return an address escaped as the format demands, "" if it is refused."""
    escaped = address
    if not is_safe(address):  # browsers too read a "%" that encodes nothing as itself
        escaped = quote(re.sub("%(?![0-9A-Fa-f]{2})", "%25", address), safe="%/:?#[]@!$&'()*+,;=~-._")
    return escaped if is_safe(escaped) and len(escaped) <= _MAX_ADDRESS_LETTERS else ""


type BuildBlocks = Callable[[Sequence[Block]], list[tree.Block]]
"""What builds the text of a note, the words of which are collected again."""


@dataclass
class InlineCollector:
    """What the texts refer to: links, notes, figures and their files.

    If `has_wsisc_styles`, the styles of the file say what everything is. `placed_comments` are the ids of the comments
    under parts and sections. Figures wait in `pending_figures` for the end of a block, and references to notes that
    were in a heading in `pending_notes` for the next paragraph. `place` are the last words before an image;
    `caption_origins` are those of the letters of captions, by the names of figures,
    and `figure_origins` those of the images.
    """

    ledger: Ledger
    has_wsisc_styles: bool
    link_names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, list[tree.Block]] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    referenced_notes: set[str] = field(default_factory=set)
    placed_comments: set[str] = field(default_factory=set)
    pending_figures: list[tree.Block] = field(default_factory=list)
    open_notes: list[list[tree.Block]] = field(default_factory=list)
    pending_notes: list[str] = field(default_factory=list)
    caption_origins: dict[str, Origins] = field(default_factory=dict)
    figure_origins: dict[str, int] = field(default_factory=dict)
    place: str = ""

    def collect_texts(self, paragraph: Paragraph, build: BuildBlocks) -> list[MarkedText]:
        """Return the words of a paragraph as marked texts; collect its links, notes and images."""
        texts: list[MarkedText] = []
        self.place = one_line(paragraph.text)[:_MAX_PLACE_LETTERS] or self.place
        self._report_lost_scripts(paragraph)
        for address, group in groupby(paragraph.runs, key=lambda run: run.link):
            runs = list(group)
            link = self._collect_link(runs, address) if address else ""
            for run in runs:
                texts += self._collect_run(run, link, build)
        return texts

    def _collect_run(self, run: Run, link: str, build: BuildBlocks) -> Iterator[MarkedText]:
        if run.image:
            self._collect_image(run.image, run.origins)
        elif run.note:
            yield from self._collect_note(run.note, build)
        else:
            if run.underline and not run.link and run.text.strip():
                self.ledger.note(t("underlining removed"), run.text, needs_person=False)
            words = MarkedText(run.text, run.bold, run.italic, link, "", self._collect_language(run))
            yield from self._link_bare_addresses(words)

    def _collect_language(self, run: Run) -> str:
        """Return the language of a run in a foreign phrase, "" if the format does not know it."""
        if run.language and run.language not in languages.load():
            self.ledger.note(t("language of words not imported ({language})", language=run.language), run.text)
            return ""
        return run.language

    def _link_bare_addresses(self, words: MarkedText) -> Iterator[MarkedText]:
        """Yield words, with the addresses in them as links."""
        if self.has_wsisc_styles or words.link:
            yield words
            return
        start = 0
        for begin, end in typed_addresses.find_addresses(words.text):
            address = words.text[begin:end]
            if is_safe(address) and not _BRACKET.search(address):
                yield words._replace(text=words.text[start:begin])
                start = end
                self.ledger.record_component(ComponentKind.LINK, "", Fate.PLACED, len(letters(address)), address)
                yield words._replace(text=address, link=address)
        yield words._replace(text=words.text[start:])

    def _collect_link(self, runs: Sequence[Run], address: str) -> str:
        """Return the address of runs, and name it; "" if the format refuses it. No image can be a link."""
        words, images = "".join(run.text for run in runs), sum(run.image is not None for run in runs)
        normalized = normalize_address(address)
        if not normalized:
            if words.strip() or address:
                self.ledger.note(
                    t("link not imported"), t("{address} (on: {words})", address=address, words=words.strip())
                )
            self.ledger.record_component(ComponentKind.LINK, address, Fate.REPORTED, len(letters(words)) + images)
            return ""
        if images:
            self.ledger.note(t("link of an image, not imported"), address)
            self.ledger.record_component(ComponentKind.LINK, address, Fate.REPORTED, images)
        if amount := len(letters(words)):
            self.ledger.record_component(ComponentKind.LINK, address, Fate.PLACED, amount, normalized)
        if words.strip() and words.strip() != normalized and normalized not in self.link_names:
            self.link_names[normalized] = name_link(words, normalized, {*self.link_names.values(), *self.figures})
        return normalized

    def _collect_note(self, id: str, build: BuildBlocks) -> Iterator[MarkedText]:
        """Yield the reference to a note, and collect the note; nothing if there can be no reference."""
        blocks = self.ledger.cleaned.notes.get(id, ())
        words = " ".join(paragraph.text for paragraph in paragraphs(tuple(blocks)))
        if id in self.referenced_notes:
            self.ledger.note(t("second reference to a note"), words, code=ItemCode.MOVED_NOTE)
            self.ledger.record_component(ComponentKind.NOTE, id, Fate.REPORTED)
            return
        self.referenced_notes.add(id)
        if not words.strip():
            yield from self._collect_wordless_note(id, blocks, build)
            return
        if self.open_notes:
            self.ledger.note(t("note within a note, moved to its end"), words, code=ItemCode.MOVED_NOTE)
            self.ledger.record_component(ComponentKind.NOTE, id, Fate.REPORTED)
            self.open_notes[-1] += build(blocks)
            return
        self.open_notes.append([])
        place = self.place
        built = build(blocks)
        self.place = place
        built += self.open_notes.pop()
        in_paragraphs = tree.find([block for block in built if isinstance(block, tree.Paragraph)], tree.Link)
        addresses = [link.address for link in in_paragraphs]
        name = name_note(words, addresses, self.notes)
        self.notes[name] = built
        self.ledger.record_component(ComponentKind.NOTE, id, Fate.PLACED, 1, name)
        yield MarkedText("", note=name)

    def _collect_wordless_note(self, id: str, blocks: Sequence[Block], build: BuildBlocks) -> Iterator[MarkedText]:
        """Report a note without words, collect its images, and yield the references to notes in it."""
        where = t('{id} (near "{place}")', id=id, place=self.place) if self.place else id
        self.ledger.note(t("note without words, not imported"), where, code=ItemCode.MOVED_NOTE)
        self.ledger.record_component(ComponentKind.NOTE, id, Fate.REPORTED)
        for paragraph in paragraphs(tuple(blocks)):
            yield from (text for text in self.collect_texts(paragraph, build) if text.note)

    def collect_pending_notes(self, build: BuildBlocks) -> Iterator[MarkedText]:
        """Yield the references that were where none can be, for the next paragraph."""
        if not self.open_notes:
            waiting, self.pending_notes = self.pending_notes, []
            for id in waiting:
                yield from self._collect_note(id, build)

    def collect_plain_words(self, paragraph: Paragraph, takes_images: bool = True) -> str:
        """Return the words of a heading or caption on one line; its notes wait, its addresses are reported."""
        self.place = one_line(paragraph.text)[:_MAX_PLACE_LETTERS] or self.place
        for run in paragraph.runs:
            if run.note:
                self.pending_notes.append(run.note)
                kind = t("note moved out of a heading, cover or caption")
                self.ledger.note(kind, paragraph.text, code=ItemCode.MOVED_NOTE)
            if run.image and takes_images:
                self._collect_image(run.image, run.origins)
            elif run.image:
                self.ledger.note(t("image on the cover, not imported"), f"{run.image.file} {run.image.alt}")
                self.ledger.record_component(ComponentKind.IMAGE, self._image_digest(run.image), Fate.REPORTED)
            if run.link and (amount := len(letters(run.text)) + bool(run.image)):
                is_outside = not run.link.startswith("#")
                words = t("{link} (on: {text})", link=run.link, text=run.text)
                self.ledger.note(t("link in a heading or caption, not imported"), words, needs_person=is_outside)
                self.ledger.record_component(ComponentKind.LINK, run.link, Fate.REPORTED, amount)
            if run.language and run.text.strip():
                self.ledger.note(t("language of words in a heading or caption, not imported"), run.text)
        self._report_lost_italics(paragraph)
        self._report_lost_scripts(paragraph)
        return one_line(paragraph.text)

    def collect_field(self, paragraph: Paragraph) -> None:
        """Record what a field has besides words: links that programs add by themselves, notes and images."""
        for run in paragraph.runs:
            if run.note:
                self.pending_notes.append(run.note)
                self.ledger.note(t("note moved out of a field"), paragraph.text, code=ItemCode.MOVED_NOTE)
            if run.image:
                self.ledger.note(t("image in a field, not imported"), f"{run.image.file} {run.image.alt}")
                self.ledger.record_component(ComponentKind.IMAGE, self._image_digest(run.image), Fate.REPORTED)
            if run.link and (amount := len(letters(run.text)) + bool(run.image)):
                is_same = run.link.removeprefix("mailto:") == run.text.strip()
                words = t("{link} (on: {text})", link=run.link, text=run.text)
                self.ledger.note(t("link in a field, not imported"), words, needs_person=not is_same)
                self.ledger.record_component(ComponentKind.LINK, run.link, Fate.REPORTED, amount)

    def _report_lost_italics(self, paragraph: Paragraph) -> None:
        """Report the words of a heading that are in italics: a title has no marks."""
        with_words = [run for run in paragraph.runs if run.text.strip()]
        in_italics = "".join(run.text for run in with_words if run.italic)
        is_mixed = not all(run.italic for run in with_words)
        if in_italics and self.has_wsisc_styles and (is_mixed or paragraph.outline in _UPRIGHT_LEVELS):
            kind = t("italics in a heading or caption, not imported")
            self.ledger.note(kind, f"*{in_italics.strip()}*", code=ItemCode.ITALICS)
        elif in_italics and is_mixed:
            self.ledger.note(t("bold or italics removed"), in_italics, needs_person=False)

    def _report_lost_scripts(self, paragraph: Paragraph) -> None:
        """Report the superscripts and subscripts, which are now on the line, each with the word that it was at."""
        before = ""
        for run in paragraph.runs:
            if run.raised and run.text.strip():
                word = before.split()[-1] if before and not before[-1].isspace() else ""
                self.ledger.note(
                    t("{raised} imported as plain text", raised=run.raised),
                    word + run.text,
                    needs_person=run.raised == "superscript",
                    code=ItemCode.SUPERSCRIPT if run.raised == "superscript" else ItemCode.OTHER,
                )
            before = (before + run.text)[-_MAX_WORD_LETTERS:]

    def _report_image(self, image: WordImage, alternative: str) -> None:
        """Report an image in a format that no submission can have."""
        extension = image.file.rpartition(".")[2].upper() or "unknown"
        words = f"{image.file} {alternative}".strip() + (f' (near "{self.place}")' if self.place else "")
        self.ledger.note(t("image not imported ({kind}: save it as PNG)", kind=extension), words)
        self.ledger.record_component(ComponentKind.IMAGE, self._image_digest(image), Fate.REPORTED)

    def _image_digest(self, image: WordImage) -> str:
        return digest(self.ledger.cleaned.images.get(image.file, b""))

    def _collect_image(self, image: WordImage, origins: Origins) -> None:
        content = self.ledger.cleaned.images.get(image.file, b"")
        alternative = one_line(image.alt)
        if content.startswith(_GIF_SIGNATURE) and (converted := _convert_gif(content)):
            content = converted
            self.ledger.note(
                t("image converted from GIF to PNG, without movement"), f"{image.file} {alternative}", False
            )
        format = next((name for sign, name in _IMAGE_SIGNATURES.items() if content.startswith(sign)), "")
        if not format:
            self._report_image(image, alternative)
            return
        if len(alternative) > _MAX_ALTERNATIVE_LETTERS:
            kind = t("alternative text of an image, too long")
            self.ledger.note(kind, alternative, code=ItemCode.ALTERNATIVE_TEXT)
            alternative = ""
        name = name_figure(alternative, "", {*self.figures, *self.link_names.values()})
        same = next((file for file, known in self.files.items() if known == content), "")
        file = same or f"figures/{name}.{format}"
        self.files[file] = content
        is_decorative = image.is_decorative and not alternative
        self.figures[name] = Figure(file, alternative, decorative=is_decorative)
        self.figure_origins[name] = next(iter(origins), NOWHERE)
        if not alternative and not is_decorative:
            self.ledger.note(t("image without alternative text: write alt"), name)
        self.ledger.record_component(ComponentKind.IMAGE, self._image_digest(image), Fate.PLACED, 1, name)
        self.pending_figures.append(tree.Figure(name))


def _convert_gif(content: bytes) -> bytes:
    """Return the first picture of a GIF as PNG, b"" if the bytes are not a GIF, damaged, or too large."""
    import PIL.Image  # slow to import, and few files have a GIF

    output = io.BytesIO()
    with warnings.catch_warnings(), contextlib.suppress(PIL.Image.DecompressionBombError, *DECODING_ERRORS):
        warnings.simplefilter("ignore")
        image = PIL.Image.open(io.BytesIO(content), formats=("GIF",))
        if image.width * image.height <= MAX_PIXELS:
            image.save(output, "PNG")
    return output.getvalue()


def name_link(words: str, address: str, used_names: Container[str]) -> str:
    """Return a name for an address: from the words of the link, or if these are vague from its host."""
    name = _slug(words) if "://" not in words and "@" not in words else ""
    if not name or set(name.split("-")) <= _VAGUE_WORDS:
        name = _host_slug(address)
    return _make_unique(name or "link", used_names)


def name_note(words: str, addresses: list[str], used_names: Container[str]) -> str:
    """Return a name for a footnote: from its words, or if it is hardly more than an address from its host."""
    words_without_addresses = re.sub(r"\S+://\S+", " ", words)
    name = _slug(words_without_addresses)
    if addresses and len(words_without_addresses.split()) <= thresholds.BARE_NOTE_WORDS and not name:
        name = _host_slug(addresses[0])
    return _make_unique(name or "note", used_names)


def name_figure(alternative: str, caption: str, used_names: Container[str]) -> str:
    """Return a name for a figure, from its caption or its alternative text."""
    return _make_unique(_slug(caption) or _slug(alternative) or "figure", used_names)


def _slug(words: str) -> str:
    """Return up to four words as a name; "" if none of them can be in one."""
    plain = without_accents(words).encode("ascii", "ignore").decode().lower()
    words_found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    significant = [word for word in words_found if word not in _STOP_WORDS] or words_found
    while significant and not significant[0][0].isalpha():
        significant = significant[1:]
    name = ""
    for word in significant[:_MAX_WORDS]:
        if len(name) + len(word) >= _MAX_LETTERS:
            break
        name = f"{name}-{word}" if name else word
    return name


def _host_slug(address: str) -> str:
    if address.lower().startswith("mailto:"):
        return _slug(re.split(r"[:@]", address)[1])
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    labels = [label for label in (parts.hostname or "").split(".") if label not in _GENERIC_HOST_LABELS]
    while len(labels) > 1 and labels[-1] in _GENERIC_ENDINGS | {"uk", "eu", "ch", "fr"}:
        labels.pop()
    steps = [
        word for word in re.split(r"[/_.]", parts.path) if word.lower() not in _GENERIC_HOST_LABELS | _GENERIC_ENDINGS
    ]
    return _slug(" ".join([*labels[-1:], *steps[-1:]])) or _slug(" ".join(labels))


def _make_unique(name: str, used_names: Container[str]) -> str:
    """Return a name that is not used, if necessary with a number after it.

    It is not always the least one: a search by doubling and halving takes no long time for thousands of equal names.
    """
    if name not in used_names:
        return name
    in_use, unused = 1, 2
    while f"{name}-{unused}" in used_names:
        in_use, unused = unused, 2 * unused
    while unused - in_use > 1:
        middle = (in_use + unused) // 2
        in_use, unused = (middle, unused) if f"{name}-{middle}" in used_names else (in_use, middle)
    return f"{name}-{unused}"
