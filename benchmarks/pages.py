"""Measure how many words a typeset page has in each language, and how far estimates by `word_count` are from that.

    .venv/bin/python benchmarks/pages.py [PARAGRAPHS ...]

The texts are the clean submissions of `tests/clean/`, their sections repeated: about 60 words each.
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
from wsisc import locale, model, source
from wsisc.calls import call as calls
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.markup import word_count
from wsisc.model import Part, Section, Submission
from wsisc.writers.pdf import PdfDocument

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
COUNTS = (8, 20, 40)
TAGS = {"ar": "ar-001", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}
PART = "two"
PARAGRAPHS = 2  # in a section
LENGTH = {"ar": 70, "en": 70, "es": 80, "fr": 80, "ru": 70, "zh": 130}  # words of a paragraph, at least


class Measured(NamedTuple):
    """The words and the typeset pages of one part of a text."""

    language: str
    words: int
    pages: float

    @property
    def error(self) -> float:
        """By how much the estimate is above the typeset pages, as a share of them."""
        return self.words / word_count.words_per_page(self.language) / self.pages - 1


def main(counts: list[int]) -> None:
    print("language  words  pages  words a page  error of the estimate")
    for language in LANGUAGES:
        for count in counts:
            found = measure(language, count)
            print(
                f"{language:8}{found.words:7}{found.pages:7.1f}{found.words / found.pages:14.0f}{found.error:14.1%}",
                flush=True,
            )


def measure(language: str, count: int) -> Measured:
    """Return the words and pages of a part with some number of paragraphs in a language."""
    manuscript = create(language, count)
    (part,) = (each for each in manuscript.submission.parts if each.id == PART)
    pages = PdfDocument(manuscript).measure_parts()[PART]
    return Measured(language, word_count.count_part(part, manuscript.submission), pages)


def create(language: str, count: int) -> Manuscript:
    """Return a manuscript in a language, whose second part has some number of paragraphs.

    The call is in English, whose prompts are not measured; the tag of the locale sets fonts and line breaks.
    """
    call = calls.BUILT_IN.load("cstd-next")
    folder = ROOT / "tests" / "clean" / ("" if language == "en" else language)
    files = sorted(folder.glob("*.yaml"))
    found = [model.from_data(source.read(each.read_bytes(), each.name).data) for each in files]
    paragraphs = [each for one in found for each in long_paragraphs(one)]
    chosen = list(itertools.islice(itertools.cycle(paragraphs), count))
    sections = [
        Section(found[0].title, text="\n\n".join(chosen[at : at + PARAGRAPHS])) for at in range(0, count, PARAGRAPHS)
    ]
    text = replace(
        found[0],
        language="en",
        call=call.id,
        footnotes={},
        links={name: address for each in found for name, address in each.links.items()},
        parts=(Part("one", "Text."), Part(PART, sections=tuple(sections))),
    )
    manuscript = require_manuscript(create_manuscript(text, call))
    direction = "rtl" if language == "ar" else "ltr"
    return replace(manuscript, locale=replace(locale.load("en"), tag=TAGS[language], direction=direction))


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
    main([int(each) for each in sys.argv[1:]] or list(COUNTS))
