"""A list of what was published -> a document as a person sees it, and the aspects in which two may differ.

The list is `published.yaml`. It was taken from the text of the published PDF, as its comment says, not from anything
that wsisc prints, so that the guard does not agree with a fault. Word file and PDF are read into the same form by
`word_file` and `pdf_file`, which use no reader of wsisc.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import yaml

PUBLISHED = Path(__file__).parent / "published.yaml"
_MARK = re.compile(r"(\*+)|\[\^(\d+)\]|\[([^\]]+)\]\(([^)]+)\)|<(https:[^>]+)>")
_NUMBER = re.compile(r"\d+\)|\([a-z]\)|Part \w+:")


class Span(NamedTuple):
    """Text with one formatting; `call` is the number of a footnote, whose span has no text."""

    text: str
    bold: bool = False
    italic: bool = False
    address: str = ""
    call: int = 0


@dataclass(frozen=True)
class Block:
    """The content of a paragraph: kind is cover, title, text, item or heading and level.

    A label and the prompt on its line are one heading.
    """

    kind: str
    centred: bool
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        return plain(self.spans)


@dataclass(frozen=True)
class Document:
    """A document as a person sees it; `pages` are the first words of each page, None where nothing sets pages.

    `headers` and `footers` are the words in the margins of each page.
    """

    blocks: tuple[Block, ...]
    notes: tuple[tuple[Span, ...], ...]
    pages: tuple[str, ...] | None
    headers: tuple[str, ...]
    footers: tuple[str, ...]


def plain(spans: Iterable[Span]) -> str:
    """Return the words of spans; a line break stays one."""
    text = "".join(span.text for span in spans)
    return re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", text)).strip()


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans with neighbours of the same formatting as one."""
    groups = groupby((span for span in spans if span.text or span.call), key=lambda span: span[1:])
    return tuple(Span("".join(each.text for each in group), *form) for form, group in groups)


def read(path: Path = PUBLISHED) -> Document:
    """Return the document that a list describes."""
    data = yaml.safe_load(path.read_text("utf-8"))
    blocks = []
    for entry in data["blocks"]:
        ((name, text),) = entry.items()
        kind, centred = name.removesuffix(" centred"), name.endswith(" centred")
        blocks.append(Block(kind, centred, joined(_spans(text))))
    notes = tuple(joined(_spans(note)) for note in data["notes"])
    return Document(tuple(blocks), notes, tuple(data["pages"]), tuple(data["headers"]), tuple(data["footers"]))


def _spans(text: str) -> list[Span]:
    found, bold, italic, end = [], False, False, 0
    for mark in _MARK.finditer(text):
        found.append(Span(text[end : mark.start()], bold, italic))
        stars, call, words, address, bare = mark.groups()
        bold ^= stars == "**"
        italic ^= stars == "*"
        if call:
            found.append(Span("", call=int(call)))
        elif not stars:
            found.append(Span(words or bare, bold, italic, address or bare))
        end = mark.end()
    return [*found, Span(text[end:], bold, italic)]


def _marked(document: Document, form: str) -> list[str]:
    spans = [span for block in document.blocks for span in (*block.spans, Span("\n\n"))]
    runs = groupby(spans, key=lambda span: bool(getattr(span, form)))
    return [phrase for is_in_form, run in runs if is_in_form and (phrase := plain(run))]


def _calls(document: Document) -> list[tuple[int, str, str]]:
    """Return each footnote call with what is before it and after it, to the character."""
    found = []
    for block in document.blocks:
        for place, span in enumerate(block.spans):
            if span.call:
                before, after = plain(block.spans[:place]), plain(block.spans[place + 1 :])
                found.append((span.call, before[-30:], after[:30]))
    return found


def _links(document: Document) -> list[tuple[str, str]]:
    spans = [span for block in document.blocks for span in block.spans] + [
        span for note in document.notes for span in note
    ]
    return [(plain(run), address) for address, run in groupby(spans, key=lambda span: span.address) if address]


def _numbers(document: Document) -> list[tuple[str, list[str]]]:
    lines = [block.text for block in document.blocks if block.kind != "text"]
    return [(number[0], line[number.end() :].split()[:1]) for line in lines if (number := _NUMBER.match(line))]


ASPECTS: dict[str, Callable[[Document], object]] = {
    "order": lambda document: " ".join(block.text for block in document.blocks).split(),
    "paragraphs": lambda document: [block.text for block in document.blocks],
    "kinds": lambda document: [(block.kind, block.text[:40]) for block in document.blocks],
    "bold": lambda document: _marked(document, "bold"),
    "italic": lambda document: _marked(document, "italic"),
    "centred": lambda document: [block.text for block in document.blocks if block.centred],
    "numbers": _numbers,
    "calls": _calls,
    "notes": lambda document: [plain(note) for note in document.notes],
    "links": _links,
    "headings": lambda document: [(b.kind, b.text) for b in document.blocks if b.kind.startswith("heading")],
    "cover": lambda document: [block.text for block in document.blocks if block.kind in ("cover", "title")],
    "pages": lambda document: document.pages,
    "headers": lambda document: document.headers,
    "footers": lambda document: document.footers,
}
"""Each kind of fidelity: what of a document is compared."""


@cache
def published() -> Document:
    """Return the document of the list."""
    return read()


def differing(one: Document, other: Document) -> set[str]:
    """Return the aspects in which two documents differ; pages only where both have them."""
    names = ASPECTS.keys() - (set() if one.pages and other.pages else {"pages"})
    return {name for name in names if ASPECTS[name](one) != ASPECTS[name](other)}
