"""The image files that a submission names -> images, and diagnostics for files that cannot be used.

Only images that Word, browsers and PDF viewers show identically are accepted: upright PNG and JPEG files in grey or
RGB, from the folder of the source, within the size limits of the engines.
"""

import contextlib
import io
import re
import struct
import warnings
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.diagnostic import Finding, Severity, excerpt
from wsisc.document import portable_names
from wsisc.model import Figure
from wsisc.source.characters import INVISIBLE

if TYPE_CHECKING:
    import PIL.Image

MAX_BYTES = 20_000_000  # a guess: above any image that suits a printed page
MAX_TOTAL_BYTES = 100_000_000  # a guess: documents carry the figures unchanged, and must remain easy to open and send
# About a page of A4 at 600 dots per inch. Larger images take more than 500 MB when decoded, most of all in PDFs.
_MAX_PIXELS = 36_000_000
_MAX_SIDE_PIXELS = 16_384  # the limit for width and height in pixels: Typst does not accept a wider JPEG

_POINTS_PER_INCH = 72
_SCREEN_DPI = 96  # as in CSS, for images without a usable resolution
_MIN_DPI, _MAX_DPI = 50, 2400  # a value outside is a default or a fault, not a resolution
_ABSOLUTE = re.compile(r"[/~]|[A-Za-z]:|[a-z][a-z0-9+.-]*://")
_JOINERS = "\u200c", "\u200d"
_EXTENSIONS = (".png", ".jpg", ".jpeg")
_ORIENTATION, _GPS_INFO = 0x0112, 0x8825  # EXIF 2.32, 4.6
_PERSONAL_TAGS = {0x013B: "its author", 0x8298: "its copyright holder", 0xA430: "the owner of the camera"}
_METADATA = "remove the metadata if it is not meant to be public (in Windows: Properties, Details)"
_PATH_HINT = "put the image in the folder of the source or below it, such as figures/coverage.png"
_FORMAT_HINT = "save it as PNG (charts, screenshots) or JPEG (photographs) in an image editor"
_SIZE_HINT = "make the image smaller: 2,000 pixels are enough for a page"
_OTHER_FORMATS = {
    b"GIF8": "a GIF file",
    b"BM": "a BMP file",
    b"II*\0": "a TIFF file",
    b"MM\0*": "a TIFF file",
    b"%PDF": "a PDF file",
    b"PK": "an Office or ZIP file",
    b"\x01\0\0\0": "an EMF file",
    b"\xd7\xcd\xc6\x9a": "a WMF file",
}
_DECODING_ERRORS = (OSError, ValueError, SyntaxError, EOFError, struct.error, ArithmeticError, LookupError, TypeError)


class Image(NamedTuple):
    """An image file, unchanged: `format` is "png" or "jpeg", `width` and `height` are in points.

    `personal_data` names the personal data in its metadata, in words; "" without any.
    """

    file: str
    format: str
    width: float
    height: float
    content: bytes
    personal_data: str = ""

    def size_within(self, max_width: float, max_height: float) -> tuple[float, float]:
        """Return the printed size in points: the image's own, or scaled down to fit into the given size."""
        scale = min(1.0, max_width / self.width, max_height / self.height)
        return round(self.width * scale, 2), round(self.height * scale, 2)


class FigureProblem(NamedTuple):
    """A problem of an image file: code and severity of the diagnostic, and the finding at the `file` of the figure."""

    code: str
    severity: Severity
    finding: Finding


class LoadedFigures(NamedTuple):
    """The images of figures by name, and the problems of the files."""

    images: dict[str, Image] = {}  # noqa: RUF012 - never changed
    problems: tuple[FigureProblem, ...] = ()


class FigureError(Exception):
    """An image file cannot be used: `code`, `message` and `hint` are those of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def read(figures: Mapping[str, Figure], folder: Path) -> LoadedFigures:
    """Return the images of figures, read from the folder of their source, and the problems of the files.

    Figures without a `file` are skipped: the schema reports them.
    """
    images = {}
    problems = []
    size = 0
    for name, figure in figures.items():
        if not figure.file:
            continue
        try:
            images[name] = read_image(figure.file, _read_content(figure.file, folder, MAX_TOTAL_BYTES - size))
            size += len(images[name].content)
            if personal_data := images[name].personal_data:
                finding = Finding(
                    ("figures", name, "file"), f'"{excerpt(figure.file)}" contains {personal_data}', _METADATA
                )
                problems.append(FigureProblem("figure-metadata", Severity.WARNING, finding))
        except FigureError as error:
            finding = Finding(("figures", name, "file"), error.message, error.hint)
            problems.append(FigureProblem(error.code, Severity.ERROR, finding))
    return LoadedFigures(images, tuple(problems))


def check_path(file: str) -> None:
    """Raise FigureError where the path of a figure leaves the folder of its source, or is not portable."""
    if INVISIBLE.search(file) or any(each in file for each in _JOINERS):
        raise FigureError("figure-path", f'"{excerpt(file)}" contains an invisible character', "type the path again")
    if "://" in file:
        raise FigureError(
            "figure-path", f'"{excerpt(file)}" is an address, not a file', f"download it, and {_PATH_HINT}"
        )
    if _ABSOLUTE.match(file):
        raise FigureError("figure-path", f'"{excerpt(file)}" is an absolute path', _PATH_HINT)
    if "\\" in file:
        raise FigureError("figure-path", f'"{excerpt(file)}" contains a backslash', f"write {file.replace('\\', '/')}")
    if ".." in file.split("/"):
        raise FigureError("figure-path", f'"{excerpt(file)}" is outside the folder of the source', _PATH_HINT)
    for name in file.split("/"):
        _check_name(name, file)


def _check_name(name: str, file: str) -> None:
    """Raise FigureError where a component of a path is hidden, or is not a valid name on every system."""
    if name.startswith(".") and name != ".":
        hint = "move the image to a folder that is not hidden, such as figures/"
        raise FigureError(
            "figure-path", f'"{excerpt(file)}" is hidden: "{excerpt(name)}" begins with a full stop', hint
        )
    if fault := portable_names.find_problem(name):
        raise FigureError("figure-path", f'"{excerpt(file)}": "{excerpt(name)}" {fault}', "rename it")


def select_acceptable(
    figure_files: Collection[str], files: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files of an untrusted document that can be written next to a source, and why the others cannot.

    Both results are keyed by path. Accepted files are images with a matching extension that the source names;
    `figure_files` are the files of its figures.
    """
    accepted: dict[str, bytes] = {}
    refused = {}
    for file, content in files.items():
        try:
            if file not in figure_files:
                raise FigureError("figure-path", "the source does not use this file", "")
            check_path(file)
            if not file.lower().endswith(_EXTENSIONS):
                raise FigureError("figure-path", f"its name does not end in {', '.join(_EXTENSIONS)}", "")
            if len(content) > MAX_BYTES or sum(map(len, accepted.values())) + len(content) > MAX_TOTAL_BYTES:
                raise FigureError("figure-too-large", f"its size, {len(content) / 1e6:,.0f} MB, exceeds the limit", "")
            read_image(file, content)
        except FigureError as error:
            refused[file] = error.message
        else:
            accepted[file] = content
    return accepted, refused


def _read_content(file: str, folder: Path, remaining_bytes: int) -> bytes:
    check_path(file)
    path = folder / file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise FigureError(
                "figure-path", f'"{excerpt(file)}" is a link to a file outside the folder of the source', _PATH_HINT
            )
        if path.is_dir():
            raise FigureError("figure-not-found", f'"{excerpt(file)}" is a folder', "name the image in it")
        if not path.is_file():
            raise FigureError(
                "figure-not-found",
                f'the file "{excerpt(file)}" does not exist',
                _similar_file_hint(path, file),
            )
        if (size := path.stat().st_size) > min(MAX_BYTES, remaining_bytes):
            message = f'with "{excerpt(file)}", the figures together exceed {MAX_TOTAL_BYTES / 1e6:.0f} MB'
            if size > MAX_BYTES:  # rounded up, so that the number is not that of the limit
                message = f'"{excerpt(file)}" has {ceil(size / 1e5) / 10:,} MB; the limit is {MAX_BYTES / 1e6:.0f} MB'
            raise FigureError("figure-too-large", message, "make the image smaller")
        return path.read_bytes()
    except OSError as error:
        raise FigureError(
            "figure-not-found", f'"{excerpt(file)}" cannot be read: {error.strerror}', _PATH_HINT
        ) from None


def _similar_file_hint(path: Path, file: str) -> str:
    """Return a hint that names the most similar file of the folder."""
    others = {each.name.lower(): each.name for each in path.parent.iterdir()} if path.parent.is_dir() else {}
    matches = get_close_matches(path.name.lower(), others, 1, 0.7)
    return f"use {file.removesuffix(path.name)}{others[matches[0]]}" if matches else _PATH_HINT


def read_image(file: str, content: bytes) -> Image:
    """Return the image of a file's bytes.

    Raises FigureError where they are not an image, damaged, too large, or not shown identically everywhere.
    """
    image, orientation = _open_image(file, content)
    if (longest := max(image.size)) > _MAX_SIDE_PIXELS:
        message = f'"{excerpt(file)}" has {longest:,} pixels on one side; the limit is {_MAX_SIDE_PIXELS:,}'
        raise FigureError("figure-too-large", message, _SIZE_HINT)
    if image.format == "PNG" and getattr(image, "is_animated", False):
        message = f'"{excerpt(file)}" is animated: only its first frame would be printed'
        raise FigureError("figure-format", message, "save one frame as a PNG file")
    if orientation not in (0, 1):
        message = f'"{excerpt(file)}" is rotated only by its metadata, which some programs ignore'
        raise FigureError("figure-format", message, "rotate the image upright in an image editor and save it")
    horizontal_dpi, vertical_dpi = (
        value if _MIN_DPI <= value <= _MAX_DPI else _SCREEN_DPI for value in map(float, image.info.get("dpi", (0, 0)))
    )
    width, height = image.width * _POINTS_PER_INCH / horizontal_dpi, image.height * _POINTS_PER_INCH / vertical_dpi
    return Image(file, "png" if image.format == "PNG" else "jpeg", width, height, content, _personal_data(image))


def describe_image(content: bytes) -> str:
    """Return a description of image bytes of any format: "PNG, 640 × 480 pixels", "EMF", "unknown format"."""
    import PIL.Image

    with warnings.catch_warnings(), contextlib.suppress(PIL.Image.DecompressionBombError, *_DECODING_ERRORS):
        warnings.simplefilter("ignore")
        image = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF"))  # reads only the header
        return f"{image.format}, {image.width} × {image.height} pixels"
    name = next((kind for sign, kind in _OTHER_FORMATS.items() if content.startswith(sign)), "unknown format")
    return name.removeprefix("a ").removeprefix("an ").removesuffix(" file")


def _personal_data(image: "PIL.Image.Image") -> str:
    """Return the personal data in the metadata of an image (EXIF 2.32, 4.6) in words, "" without any."""
    notes = image.getexif()
    names = [what for tag, what in _PERSONAL_TAGS.items() if str(notes.get(tag, "")).strip()]
    return ", ".join([*names, *(["the place where it was taken"] if notes.get_ifd(_GPS_INFO) else [])])


def _open_image(file: str, content: bytes) -> tuple["PIL.Image.Image", int]:
    """Return an image, decoded to its end, and its EXIF orientation. Raises FigureError."""
    import PIL.Image  # slow to import, and most builds have no figures

    with warnings.catch_warnings():
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # of odd metadata
        try:
            image = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            if image.width * image.height > _MAX_PIXELS:
                raise PIL.Image.DecompressionBombError
            if image.mode == "CMYK":
                raise FigureError("figure-format", f'"{excerpt(file)}" uses print colours (CMYK)', "save it in RGB")
            PIL.Image.open(io.BytesIO(content)).verify()  # verifies the checksums of a PNG
            PIL.Image.open(io.BytesIO(content)).load()
            return image, image.getexif().get(_ORIENTATION, 1)
        except PIL.UnidentifiedImageError:
            raise _format_error(file, content) from None
        except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
            message = f'"{excerpt(file)}" has more pixels than the limit of {_MAX_PIXELS // 1_000_000} megapixels'
            raise FigureError("figure-too-large", message, _SIZE_HINT) from None
        except _DECODING_ERRORS:
            raise FigureError(
                "figure-format", f'"{excerpt(file)}" is damaged', "copy it again, or save it again"
            ) from None


def _format_error(file: str, content: bytes) -> FigureError:
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<svg" in head.lower():
        hint = "export it as PNG at 300 dots per inch: Word and the archive format do not support SVG reliably"
        return FigureError("figure-format", f'"{excerpt(file)}" is an SVG file', hint)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "a WebP file"
    elif content[4:8] == b"ftyp":
        kind = "a HEIC or AVIF file"
    else:
        kind = next(
            (kind for sign, kind in _OTHER_FORMATS.items() if head.startswith(sign)),
            "not an image" if head else "empty",
        )
    hint = "in Word: right-click the picture, Save as Picture, PNG" if kind.startswith("an Office") else _FORMAT_HINT
    return FigureError("figure-format", f'"{excerpt(file)}" is {kind}', hint)
