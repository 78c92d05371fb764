"""Measure how long typeset texts of several kinds are in each language, and how far estimates by `word_count` are off.

    .venv/bin/python benchmarks/pages.py [KIND ...]

The texts are the paragraphs of the clean submissions of `tests/clean/`, again and again: as running text in sections,
in short paragraphs, with a heading for each paragraph of some 60 words, as lists, in tables, with a footnote for each
paragraph, and all mixed.
"""

import itertools
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.conftest import ROOT
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.source import model
from wsisc.source.markup import page_length, word_count
from wsisc.source.model import Part, Section, Submission
from wsisc.writers.pdf import PdfDocument

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
KINDS = ("prose", "short", "headings", "lists", "tables", "notes", "mixed")
COUNT = 24  # paragraphs: some four pages
TAGS = {"ar": "ar-001", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}
PART = "two"
PARAGRAPHS = 2  # in a section of running text
LENGTH = {"ar": 70, "en": 70, "es": 80, "fr": 80, "ru": 70, "zh": 130}  # words of a paragraph, at least


class Measured(NamedTuple):
    """The typeset pages of one part of a text, and the pages that are estimated for it."""

    language: str
    words: int
    pages: float
    estimate: float

    @property
    def error(self) -> float:
        """By how much the estimate is above the typeset pages, as a share of them."""
        return self.estimate / self.pages - 1


def main(kinds: list[str]) -> None:
    print("language  kind      words  pages  words a page  error of the estimate")
    for language in LANGUAGES:
        for kind in kinds:
            found = measure(language, kind)
            rate = found.words / found.pages
            print(f"{language:10}{kind:9}{found.words:6}{found.pages:7.1f}{rate:14.0f}{found.error:14.1%}", flush=True)


def measure(language: str, kind: str) -> Measured:
    """Return the words and pages of a part of a kind in a language."""
    manuscript = create(language, kind)
    (part,) = (each for each in manuscript.submission.parts if each.id == PART)
    pages = PdfDocument(manuscript).measure_parts()[PART]
    counted = manuscript.submission._replace(language=language)
    return Measured(language, word_count.count_part(part, counted), pages, page_length.estimate_part(part, counted))


def create(language: str, kind: str) -> Manuscript:
    """Return a manuscript in a language, whose second part has some paragraphs in the form of a kind.

    The call is in English, whose prompts are not measured; the tag of the locale sets fonts and line breaks.
    """
    call = calls.BUILT_IN.load("cstd-next")
    folder = ROOT / "tests" / "clean" / ("" if language == "en" else language)
    files = sorted(folder.glob("*.yaml"))
    found = [model.from_data(source.read(each.read_bytes(), each.name).data) for each in files]
    paragraphs = [each for one in found for each in long_paragraphs(one)]
    chosen = list(itertools.islice(itertools.cycle(paragraphs), COUNT))
    notes: dict[str, str] = {}
    sections = tuple(_sections(chosen, kind, found[0].title, notes))
    text = found[0]._replace(
        language="en",
        call=call.id,
        footnotes=notes,
        links={name: address for each in found for name, address in each.links.items()},
        parts=(Part("one", "Text."), Part(PART, sections=sections)),
    )
    manuscript = require_manuscript(create_manuscript(text, call))
    direction = "rtl" if language == "ar" else "ltr"
    return replace(manuscript, locale=locale.load("en")._replace(tag=TAGS[language], direction=direction))


def _sections(paragraphs: list[str], kind: str, title: str, notes: dict[str, str]) -> Iterator[Section]:
    """Yield sections of a kind: with headings, lists, tables or footnotes; "mixed" has each of them in turn."""
    kinds = KINDS[:-1] if kind == "mixed" else (kind,)
    size = 1 if kind == "headings" else PARAGRAPHS
    for number, at in enumerate(range(0, len(paragraphs), size)):
        texts, form = paragraphs[at : at + size], kinds[number % len(kinds)]
        if form == "short":
            texts = [each for text in texts for each in pieces(text, 24)]
        elif form == "lists":
            texts = [texts[0], *("\n".join(f"- {each}" for each in pieces(text)) for text in texts[1:])]
        elif form == "tables":
            texts = [texts[0], *map(table, texts[1:])]
        elif form == "notes":
            for index, text in enumerate(texts):
                name = f"n{at + index}"
                notes[name] = pieces(text)[0]
                texts[index] = f"{text}[^{name}]"
        yield Section(title, text="\n\n".join(texts))


def table(text: str) -> str:
    """Return a table of three columns with the words of a text: a sentence piece, a short one and a number."""
    parts = pieces(text, 6)
    rows = [f"| {one} | {other} | {number} 000 |" for number, (one, other) in enumerate(itertools.pairwise(parts), 1)]
    return "\n".join(["| A | B | C |", "|---|---|---|", *rows])


def pieces(text: str, size: int = 12) -> list[str]:
    """Return a text in pieces of some words each, as the items of a list have."""
    plain = re.sub(r"\[([^\]]*)\]\[[^\]]*\]|[*_|]", r"\1", text)
    if " " not in plain[:60]:
        return [plain[at : at + 2 * size] for at in range(0, len(plain), 2 * size)]
    words = plain.split()
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)]


def long_paragraphs(submission: Submission) -> Iterator[str]:
    """Yield the running text of a submission in paragraphs of some length, without lists, tables and footnotes."""
    texts = [text for path, text in model.rich_texts(submission) if path[0] == "parts"]
    plain = [re.sub(r"\[\^[^\]]+\]", "", each) for text in texts for each in text.split("\n\n")]
    kept: list[str] = []
    for each in plain:
        if each.strip() and each.strip()[0] not in "-|1":
            kept.append(each.strip())
            if word_count.count_words(" ".join(kept)) >= LENGTH[submission.language]:
                yield ("" if submission.language == "zh" else " ").join(kept)
                kept = []


if __name__ == "__main__":
    main(sys.argv[1:] or list(KINDS))
