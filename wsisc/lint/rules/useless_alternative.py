"""An alternative text does not say what the image shows.

A file name, "chart" or the repeated caption does not help readers who cannot see the image; the screen reader itself
announces "image of".

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
from pathlib import PurePosixPath

from wsisc.document.prose import Reading
from wsisc.lint import word_lists
from wsisc.messages import t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.model import Figure

SEVERITY = Severity.WARNING

_FILE = r"(?i)\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|pdf|docx?|pptx?|xlsx?)"
_CAMERA = r"(?i)(?:img|dsc|dscn|pxl|photo|image|screenshot)[-_ ]?[-_ \d]*\d"
_NUMBER = r"(?:\s{0,9}(?:no\.?|n°|№))?\s{0,9}\d{1,9}$"
_SHOWS = t("describe what the image shows, as you would over the telephone")


def check(reading: Reading) -> Iterator[Finding]:
    """Yield every alternative text that does not describe the image."""
    for name, figure in reading.submission.figures.items():
        if figure.alt and not figure.decorative and (found := _find_problem(name, figure, reading.submission.language)):
            yield Finding(("figures", name, "alt"), *found)


def _find_problem(name: str, figure: Figure, language: str) -> tuple[str, str] | None:
    """Return a message and a hint about the alternative text of a figure, None where it is useful."""
    alt, shown = _normalize(figure.alt), excerpt(figure.alt)
    if re.fullmatch(_FILE, figure.alt) or re.fullmatch(_CAMERA, figure.alt):
        return t('the alternative text is a file name: "{shown}"', shown=shown), _SHOWS
    if alt == _normalize(figure.caption):
        return t("the alternative text repeats the caption, which is also read aloud"), _SHOWS
    is_name = _is_written_as_name(figure.alt) and alt in map(_normalize, (PurePosixPath(figure.file).stem, name))
    if is_name or re.sub(_NUMBER, "", alt) in word_lists.load_phrases("empty-alternatives", language):
        return t('the alternative text does not describe the image: "{shown}"', shown=shown), _SHOWS
    for opening in word_lists.load_phrases("needless-openings", language):
        if alt.startswith(opening) and not alt[len(opening) :][:1].isalpha():
            return (
                t('the alternative text begins with "{alt}"', alt=figure.alt[: len(opening)]),
                t("delete these words: screen readers already say them"),
            )
    return None


def _is_written_as_name(alt: str) -> bool:
    """Return whether an alternative text is written as files and figures are named, in one piece and not as words are.

    An import names figures after their alternative texts, so equal words alone show nothing.
    """
    return " " not in alt and (alt.islower() or "_" in alt or "-" in alt)


def _normalize(text: str) -> str:
    """Return a text normalized for comparison: in lower case, without punctuation at its ends."""
    return " ".join(re.sub(r"[-_\s]+", " ", text).strip(" .,:;!").casefold().replace("’", "'").split())
