"""An alternative text says nothing of what the image shows.

A file name, "chart" or the caption once more leaves those who cannot see the image without it; "image of" is said by
the screen reader itself.

Fails::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Chart

Passes::

    parts:
      one:
        text: |
          Schools were connected.

          ![coverage]
    figures:
      coverage:
        file: coverage.png
        alt: Bar chart of schools connected, rising from 120 in 2018 to 410 in 2022
        caption: Schools connected, 2018-2022

Reference: WCAG 2.2, 1.1.1, failures F30 and F71; W3C, Images Tutorial.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from wsisc import resources
from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document.prose import Reading
from wsisc.model import Figure

SEVERITY = Severity.WARNING

_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|pdf|docx?|pptx?|xlsx?)", re.IGNORECASE)
_CAMERA = re.compile(r"(?:img|dsc|dscn|pxl|photo|image|screenshot)[-_ ]?[-_ \d]*\d", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\s{0,9}(?:no\.?|n°|№))?\s{0,9}\d{1,9}$")
_SHOWS = "say what the image shows, as you would over the telephone"


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every alternative text that might as well not be there."""
    for name, figure in reading.submission.figures.items():
        if figure.alt and not figure.decorative and (found := _fault(name, figure, reading.submission.language)):
            yield Finding(("figures", name, "alt"), *found)


def _fault(name: str, figure: Figure, language: str) -> tuple[str, str] | None:
    """Return what is wrong with the alternative text of a figure, and what to do."""
    alt, shown = _plain(figure.alt), excerpt(figure.alt)
    if _FILE.fullmatch(figure.alt) or _CAMERA.fullmatch(figure.alt) or alt == _plain(PurePosixPath(figure.file).stem):
        return f'the alternative text is the name of a file: "{shown}"', _SHOWS
    if alt == _plain(name):
        return f'the alternative text is the name of the figure: "{shown}"', _SHOWS
    if alt == _plain(figure.caption):
        return "the alternative text is the caption, which is read out too", _SHOWS
    if _NUMBER.sub("", alt) in _entries("empty-alternatives", language):
        return f'the alternative text says nothing of what is seen: "{shown}"', _SHOWS
    for opening in _entries("needless-openings", language):
        if alt.startswith(opening) and not alt[len(opening) :][:1].isalpha():
            return (
                f'the alternative text begins "{figure.alt[: len(opening)]}"',
                "screen readers say that: leave it out",
            )
    return None


def _plain(text: str) -> str:
    """Return a text without what does not tell it from another."""
    return " ".join(re.sub(r"[-_\s]+", " ", text).strip(" .,:;!").casefold().replace("’", "'").split())


@cache
def _entries(list: str, language: str) -> frozenset[str]:
    path = "templates/style/en/answers.yaml"
    data = resources.read_strings(path)
    return frozenset(data[list].get(language, "").splitlines())
