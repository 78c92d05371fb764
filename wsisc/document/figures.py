"""The image files that a submission names -> images, or what is wrong with them.

Only what Word, browsers and PDF show alike is let in: upright PNG and JPEG files in grey or RGB, from the folder of
the source, of a size that no engine chokes on.
"""

import contextlib
import io
import re
import struct
import warnings
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document import portable_names
from wsisc.model import Figure
from wsisc.source.characters import INVISIBLE

if TYPE_CHECKING:
    import PIL.Image

MAX_BYTES = 20_000_000
MAX_TOTAL_BYTES = 100_000_000
MAX_PIXELS = 36_000_000
"""A page of A4 at 600 dots per inch; what is decoded of more takes more than 500 MB, in PDFs above all."""
MAX_SIDE_PIXELS = 16_384
"""Pixels that an image may have in one direction: Typst takes no wider JPEG."""

_POINTS_PER_INCH = 72
_SCREEN_DPI = 96
_MIN_DPI, _MAX_DPI = 50, 2400  # what else a file says is no resolution, but a default or a fault
_ABSOLUTE = re.compile(r"[/~]|[A-Za-z]:|[a-z][a-z0-9+.-]*://")
_INVISIBLE = re.compile(f"{INVISIBLE.pattern}|[\u200c\u200d]")
_EXTENSIONS = (".png", ".jpg", ".jpeg")
_ORIENTATION, _GPS_INFO = 0x0112, 0x8825
_PERSONAL_TAGS = {0x013B: "who made it", 0x8298: "whose it is", 0xA430: "whose camera it was"}
_METADATA_HINT = (
    "it would stand in every document: where that is not meant, remove it (Properties, Details, in Windows)"
)
_PATH_HINT = "put the image into the folder of the source or one within it, as figures/coverage.png"
_FORMAT_HINT = "open it in an image program and save it as PNG (charts, screenshots) or JPEG (photographs)"
_SIZE_HINT = "save it smaller: 2,000 pixels are enough for a page"
_OTHER_FORMATS = {
    b"GIF8": "a GIF",
    b"BM": "a BMP",
    b"II*\0": "a TIFF",
    b"MM\0*": "a TIFF",
    b"%PDF": "a PDF",
    b"PK": "an Office or ZIP file",
    b"\x01\0\0\0": "an EMF",
    b"\xd7\xcd\xc6\x9a": "a WMF",
}
_DECODING_ERRORS = (OSError, ValueError, SyntaxError, EOFError, struct.error, ArithmeticError, LookupError, TypeError)


class Image(NamedTuple):
    """An image as it stands in its file: `format` is "png" or "jpeg", `width` and `height` are points.

    `tells` is what it says about whoever made it, "" where nothing.
    """

    file: str
    format: str
    width: float
    height: float
    content: bytes
    personal_data: str = ""

    def size_within(self, max_width: float, max_height: float) -> tuple[float, float]:
        """Return the size at which it is printed: its own, or as much smaller as the given points demand."""
        scale = min(1.0, max_width / self.width, max_height / self.height)
        return round(self.width * scale, 2), round(self.height * scale, 2)


class FigureProblem(NamedTuple):
    """What is wrong with a file: a code, how much it weighs, and the finding at the `file` of the figure."""

    code: str
    severity: Severity
    finding: Finding


class LoadedFigures(NamedTuple):
    """The images of figures by their names, and what is wrong with the others."""

    images: dict[str, Image] = {}  # noqa: RUF012 - never changed
    problems: tuple[FigureProblem, ...] = ()


class FigureError(Exception):
    """A file that cannot be used: `code`, `message` and `hint` are those of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def read(figures: Mapping[str, Figure], folder: Path) -> LoadedFigures:
    """Return the images of figures, from a source's folder, and what is wrong with their files.

    Figures without a `file` are left out: of those the schema speaks.
    """
    images: dict[str, Image] = {}
    problems: list[FigureProblem] = []
    size = 0
    for name, figure in figures.items():
        if not figure.file:
            continue
        try:
            images[name] = read_image(figure.file, _read_content(figure.file, folder, MAX_TOTAL_BYTES - size))
            size += len(images[name].content)
            if told := images[name].personal_data:
                finding = Finding(("figures", name, "file"), f'"{excerpt(figure.file)}" tells {told}', _METADATA_HINT)
                problems.append(FigureProblem("figure-metadata", Severity.WARNING, finding))
        except FigureError as unfit:
            finding = Finding(("figures", name, "file"), unfit.message, unfit.hint)
            problems.append(FigureProblem(unfit.code, Severity.ERROR, finding))
    return LoadedFigures(images, tuple(problems))


def check_path(file: str) -> None:
    """Raise Unfit where the path of a figure leads out of the folder of its source, or is not readable everywhere."""
    if _INVISIBLE.search(file):
        raise FigureError("figure-path", f'"{excerpt(file)}" holds an invisible character', "type the path again")
    if "://" in file:
        raise FigureError(
            "figure-path", f'"{excerpt(file)}" is an address, not a file', f"download it first, and {_PATH_HINT}"
        )
    if _ABSOLUTE.match(file):
        raise FigureError("figure-path", f'"{excerpt(file)}" is not a place beside the source', _PATH_HINT)
    if "\\" in file:
        raise FigureError("figure-path", f'"{excerpt(file)}" holds a backslash', f"write {file.replace('\\', '/')}")
    if ".." in file.split("/"):
        raise FigureError("figure-path", f'"{excerpt(file)}" leads out of the folder of the source', _PATH_HINT)
    for name in file.split("/"):
        _check_name(name, file)


def _check_name(name: str, file: str) -> None:
    """Raise Unfit where a step of a path is hidden, or is not a name on every system."""
    if name.startswith(".") and name != ".":
        hint = "what is hidden is for programs: put the image into figures/"
        raise FigureError(
            "figure-path", f'"{excerpt(file)}" is hidden: "{excerpt(name)}" begins with a full stop', hint
        )
    if fault := portable_names.find_problem(name):
        raise FigureError("figure-path", f'"{excerpt(file)}": "{excerpt(name)}" {fault}', "give it another name")


def select_acceptable(
    figure_files: Collection[str], files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return which files of a stranger may be written beside a source, and of the others why not, both by their paths.

    They are images with the name of one, which the source names. `named` are the files of its figures.
    """
    accepted: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    for file, content in files.items():
        try:
            if file not in figure_files:
                raise FigureError("figure-path", "the source names no such figure", "")
            check_path(file)
            if not file.lower().endswith(_EXTENSIONS):
                raise FigureError("figure-path", f"its name does not end in {', '.join(_EXTENSIONS)}", "")
            if len(content) > MAX_BYTES or sum(map(len, accepted.values())) + len(content) > MAX_TOTAL_BYTES:
                raise FigureError("figure-too-large", f"{len(content) / 1e6:,.0f} MB are too much", "")
            read_image(file, content)
        except FigureError as unfit:
            refused[file] = unfit.message
        else:
            accepted[file] = content
    return accepted, refused


def _read_content(file: str, folder: Path, remaining_bytes: int) -> bytes:
    check_path(file)
    path = folder / file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise FigureError(
                "figure-path", f'"{excerpt(file)}" leads out of the folder of the source by a link', _PATH_HINT
            )
        if path.is_dir():
            raise FigureError("figure-not-found", f'"{excerpt(file)}" is a folder', "name the image in it")
        if not path.is_file():
            raise FigureError(
                "figure-not-found",
                f'there is no file "{excerpt(file)}" beside the source',
                _similar_file_hint(path, file),
            )
        if (size := path.stat().st_size) > min(MAX_BYTES, remaining_bytes):
            over = f"more than {MAX_BYTES // 1_000_000} MB" if size > MAX_BYTES else "too much with the others"
            raise FigureError(
                "figure-too-large", f'"{excerpt(file)}" has {size / 1e6:,.0f} MB: {over}', "save it smaller"
            )
        return path.read_bytes()
    except OSError as error:
        raise FigureError(
            "figure-not-found", f'"{excerpt(file)}" cannot be read: {error.strerror}', _PATH_HINT
        ) from None


def _similar_file_hint(path: Path, file: str) -> str:
    """Return a hint on the file that was most likely meant."""
    others = {each.name.lower(): each.name for each in path.parent.iterdir()} if path.parent.is_dir() else {}
    near = get_close_matches(path.name.lower(), others, 1, 0.7)
    return f"use {file.removesuffix(path.name)}{others[near[0]]}" if near else _PATH_HINT


def read_image(file: str, content: bytes) -> Image:
    """Return the image of a file's bytes. Raises Unfit where it is none, damaged, too large, or not shown alike."""
    found, turned = _open_image(file, content)
    if (longest := max(found.size)) > MAX_SIDE_PIXELS:
        message = f'"{excerpt(file)}" has {longest:,} pixels in one direction, more than {MAX_SIDE_PIXELS:,}'
        raise FigureError("figure-too-large", message, _SIZE_HINT)
    if found.format == "PNG" and getattr(found, "is_animated", False):
        message = f'"{excerpt(file)}" moves: in print only its first picture would be seen'
        raise FigureError("figure-format", message, "save the picture that is meant as a PNG of its own")
    if turned not in (0, 1):
        message = f'"{excerpt(file)}" lies on its side: it is turned only by a note in the file'
        raise FigureError("figure-format", message, "open it in an image program, turn it upright, and save it")
    across, down = (
        value if _MIN_DPI <= value <= _MAX_DPI else _SCREEN_DPI for value in map(float, found.info.get("dpi", (0, 0)))
    )
    width, height = found.width * _POINTS_PER_INCH / across, found.height * _POINTS_PER_INCH / down
    return Image(file, "png" if found.format == "PNG" else "jpeg", width, height, content, _personal_data(found))


def describe_image(content: bytes) -> str:
    """Return what bytes are as an image, of whatever kind: "PNG, 640 × 480 pixels", "EMF", "unknown format"."""
    import PIL.Image

    with warnings.catch_warnings(), contextlib.suppress(PIL.Image.DecompressionBombError, *_DECODING_ERRORS):
        warnings.simplefilter("ignore")
        found = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF"))  # reads no more than its head
        return f"{found.format}, {found.width} × {found.height} pixels"
    named = next((kind for sign, kind in _OTHER_FORMATS.items() if content.startswith(sign)), "unknown format")
    return named.removeprefix("a ").removeprefix("an ")


def _personal_data(image: "PIL.Image.Image") -> str:
    """Return what the notes in an image (EXIF 2.32, 4.6) say about whoever made it."""
    notes = image.getexif()
    told = [what for tag, what in _PERSONAL_TAGS.items() if str(notes.get(tag, "")).strip()]
    return ", ".join([*told, *(["where it was taken"] if notes.get_ifd(_GPS_INFO) else [])])


def _open_image(file: str, content: bytes) -> tuple["PIL.Image.Image", int]:
    """Return an image, looked through to its end, and how the file says it is turned. Raises Unfit."""
    import PIL.Image  # takes longer than a build without figures can spare

    with warnings.catch_warnings():
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # of odd metadata
        try:
            found = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            if found.width * found.height > MAX_PIXELS:
                raise PIL.Image.DecompressionBombError
            if found.mode == "CMYK":
                raise FigureError(
                    "figure-format", f'"{excerpt(file)}" has the colours of print (CMYK)', "save it in RGB"
                )
            PIL.Image.open(io.BytesIO(content)).verify()  # checks the sums of a PNG
            PIL.Image.open(io.BytesIO(content)).load()
            return found, found.getexif().get(_ORIENTATION, 1)
        except PIL.UnidentifiedImageError:
            raise _format_error(file, content) from None
        except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
            message = f'"{excerpt(file)}" has more than {MAX_PIXELS // 1_000_000} megapixels'
            raise FigureError("figure-too-large", message, _SIZE_HINT) from None
        except _DECODING_ERRORS:
            raise FigureError(
                "figure-format", f'"{excerpt(file)}" is damaged', "copy it again, or save it again"
            ) from None


def _format_error(file: str, content: bytes) -> FigureError:
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<svg" in head.lower():
        hint = "export it as PNG, at 300 dots per inch: Word and the archive cannot be trusted with SVG"
        return FigureError("figure-format", f'"{excerpt(file)}" is an SVG', hint)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "a WebP"
    elif content[4:8] == b"ftyp":
        kind = "a HEIC or AVIF"
    else:
        kind = next(
            (kind for sign, kind in _OTHER_FORMATS.items() if head.startswith(sign)), "no image" if head else "empty"
        )
    hint = "in Word: right-click the picture, Save as Picture, PNG" if kind.startswith("an Office") else _FORMAT_HINT
    return FigureError("figure-format", f'"{excerpt(file)}" is {kind}', hint)
