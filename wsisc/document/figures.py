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
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wsisc.messages import join, t
from wsisc.messages.diagnostic import Finding, Severity, excerpt
from wsisc.source.model import Figure
from wsisc.text import portable_names
from wsisc.text.nearest import find_nearest
from wsisc.text.sanitize import find_invisible

if TYPE_CHECKING:
    import PIL.Image

__all__ = ["DECODING_ERRORS", "MAX_BYTES", "MAX_PIXELS", "MAX_TOTAL_BYTES", "FigureError", "FigureProblem", "Image"]

_PATH_HINT = t("put the image in the folder of the source or below it, such as figures/coverage.png")
_ABSOLUTE = r"[/~]|[A-Za-z]:|[a-z][a-z0-9+.-]*://"
_JOINERS = "\u200c", "\u200d"


class FigureError(Exception):
    """An image file cannot be used: `code`, `message` and `hint` are those of a diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


__all__ += ["LoadedFigures", "check_path", "describe_image", "read", "read_image", "select_acceptable"]

MAX_BYTES = 20_000_000  # a guess: above any image that suits a printed page
MAX_TOTAL_BYTES = 100_000_000  # a guess: documents carry the figures unchanged, and must remain easy to open and send
# About a page of A4 at 600 dots per inch. Larger images take more than 500 MB when decoded, most of all in PDFs.
MAX_PIXELS = 36_000_000
_MAX_SIDE_PIXELS = 16_384  # the limit for width and height in pixels: Typst does not accept a wider JPEG

_POINTS_PER_INCH = 72
_SCREEN_DPI = 96  # as in CSS, for images without a usable resolution
_MIN_DPI, _MAX_DPI = 50, 2400  # a value outside is a default or a fault, not a resolution
_EXTENSIONS = (".png", ".jpg", ".jpeg")
_ORIENTATION, _GPS_INFO = 0x0112, 0x8825  # EXIF 2.32, 4.6
_PERSONAL_TAGS = {0x013B: t("its author"), 0x8298: t("its copyright holder"), 0xA430: t("the owner of the camera")}
_METADATA = t("remove the metadata if it is not meant to be public (in Windows: Properties, Details)")
_FORMAT_HINT = t("save it as PNG (charts, screenshots) or JPEG (photographs) in an image editor")
_SIZE_HINT = t("make the image smaller: 2,000 pixels are enough for a page")
_OFFICE_SIGN = b"PK"
# Formats that are refused, by the bytes with which they begin: the name, and what a file in it is.
_OTHER_FORMATS = {
    b"GIF8": ("GIF", t("a GIF file")),
    b"BM": ("BMP", t("a BMP file")),
    b"II*\0": ("TIFF", t("a TIFF file")),
    b"MM\0*": ("TIFF", t("a TIFF file")),
    b"%PDF": ("PDF", t("a PDF file")),
    _OFFICE_SIGN: (t("Office or ZIP"), t("an Office or ZIP file")),
    b"\x01\0\0\0": ("EMF", t("an EMF file")),
    b"\xd7\xcd\xc6\x9a": ("WMF", t("a WMF file")),
}
DECODING_ERRORS = (OSError, ValueError, SyntaxError, EOFError, struct.error, ArithmeticError, LookupError, TypeError)


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
        """Return the printed size in points: the image's own, or scaled down to fit into the maximum."""
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
                    ("figures", name, "file"),
                    t('"{file}" contains {personal_data}', file=excerpt(figure.file), personal_data=personal_data),
                    _METADATA,
                )
                problems.append(FigureProblem("figure-metadata", Severity.WARNING, finding))
        except FigureError as error:
            finding = Finding(("figures", name, "file"), error.message, error.hint)
            problems.append(FigureProblem(error.code, Severity.ERROR, finding))
    return LoadedFigures(images, tuple(problems))


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
                raise FigureError("figure-path", t("the source does not use this file"), "")
            check_path(file)
            if not file.lower().endswith(_EXTENSIONS):
                raise FigureError(
                    "figure-path", t("its name does not end in {extensions}", extensions=", ".join(_EXTENSIONS)), ""
                )
            if len(content) > MAX_BYTES or sum(map(len, accepted.values())) + len(content) > MAX_TOTAL_BYTES:
                raise FigureError(
                    "figure-too-large", t("its size, {size:,.0f} MB, exceeds the limit", size=len(content) / 1e6), ""
                )
            read_image(file, content)
        except FigureError as error:
            refused[file] = error.message
        else:
            accepted[file] = content
    return accepted, refused


def _read_content(file: str, folder: Path, remaining_bytes: int) -> bytes:
    shown = excerpt(file)
    check_path(file)
    path = folder / file
    try:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise FigureError(
                "figure-path",
                t('"{file}" is a link to a file outside the folder of the source', file=shown),
                _PATH_HINT,
            )
        if path.is_dir():
            raise FigureError("figure-not-found", t('"{file}" is a folder', file=shown), t("name the image in it"))
        if not path.is_file():
            raise FigureError(
                "figure-not-found", t('the file "{file}" does not exist', file=shown), _similar_file_hint(path, file)
            )
        if (size := path.stat().st_size) > min(MAX_BYTES, remaining_bytes):
            limit = MAX_TOTAL_BYTES / 1e6
            message = t('with "{file}", the figures together exceed {limit:.0f} MB', file=shown, limit=limit)
            if size > MAX_BYTES:  # rounded up, so that the number is not that of the limit
                message = t(
                    '"{file}" has {size:,} MB; the limit is {limit:.0f} MB',
                    file=shown,
                    size=ceil(size / 1e5) / 10,
                    limit=MAX_BYTES / 1e6,
                )
            raise FigureError("figure-too-large", message, t("make the image smaller"))
        return path.read_bytes()
    except OSError as error:
        raise FigureError(
            "figure-not-found",
            t('"{file}" cannot be read: {strerror}', file=shown, strerror=error.strerror),
            _PATH_HINT,
        ) from None


def _similar_file_hint(path: Path, file: str) -> str:
    """Return a hint that names the most similar file of the folder."""
    names = (each.name for each in path.parent.iterdir()) if path.parent.is_dir() else ()
    near = find_nearest(path.name, names, 0.7)
    return t("use {path}", path=file.removesuffix(path.name) + near) if near else _PATH_HINT


def read_image(file: str, content: bytes) -> Image:
    """Return the image of a file's bytes.

    Raises FigureError where they are not an image, damaged, too large, or not shown identically everywhere.
    """
    shown = excerpt(file)
    image, orientation = _open_image(file, content)
    if (longest := max(image.size)) > _MAX_SIDE_PIXELS:
        message = t(
            '"{file}" has {longest:,} pixels on one side; the limit is {max_side_pixels:,}',
            file=shown,
            longest=longest,
            max_side_pixels=_MAX_SIDE_PIXELS,
        )
        raise FigureError("figure-too-large", message, _SIZE_HINT)
    if image.format == "PNG" and getattr(image, "is_animated", False):
        message = t('"{file}" is animated: only its first frame would be printed', file=shown)
        raise FigureError("figure-format", message, t("save one frame as a PNG file"))
    if orientation not in (0, 1):
        message = t('"{file}" is rotated only by its metadata, which some programs ignore', file=shown)
        raise FigureError("figure-format", message, t("rotate the image upright in an image editor and save it"))
    horizontal_dpi, vertical_dpi = (
        value if _MIN_DPI <= value <= _MAX_DPI else _SCREEN_DPI for value in map(float, image.info.get("dpi", (0, 0)))
    )
    width, height = image.width * _POINTS_PER_INCH / horizontal_dpi, image.height * _POINTS_PER_INCH / vertical_dpi
    return Image(file, "png" if image.format == "PNG" else "jpeg", width, height, content, _personal_data(image))


def describe_image(content: bytes) -> str:
    """Return a description of image bytes of any format: "PNG, 640 × 480 pixels", "EMF", "unknown format"."""
    import PIL.Image

    with warnings.catch_warnings(), contextlib.suppress(PIL.Image.DecompressionBombError, *DECODING_ERRORS):
        warnings.simplefilter("ignore")
        image = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF"))  # reads only the header
        return t("{format}, {width} × {height} pixels", format=image.format, width=image.width, height=image.height)
    format = _find_other_format(content)
    return format[0] if format else t("unknown format")


def _find_other_format(content: bytes) -> tuple[str, str] | None:
    return next((format for sign, format in _OTHER_FORMATS.items() if content.startswith(sign)), None)


def _personal_data(image: "PIL.Image.Image") -> str:
    """Return the personal data in the metadata of an image (EXIF 2.32, 4.6) in words, "" without any."""
    notes = image.getexif()
    names = [what for tag, what in _PERSONAL_TAGS.items() if str(notes.get(tag, "")).strip()]
    return join([*names, *([t("the place where it was taken")] if notes.get_ifd(_GPS_INFO) else [])])


def _open_image(file: str, content: bytes) -> tuple["PIL.Image.Image", int]:
    """Return an image, decoded to its end, and its EXIF orientation. Raises FigureError."""
    shown = excerpt(file)
    import PIL.Image  # slow to import, and most builds have no figures

    with warnings.catch_warnings():
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        warnings.simplefilter("ignore", UserWarning)  # of odd metadata
        try:
            image = PIL.Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            if image.width * image.height > MAX_PIXELS:
                raise PIL.Image.DecompressionBombError
            if image.mode == "CMYK":
                raise FigureError(
                    "figure-format", t('"{file}" uses print colours (CMYK)', file=shown), t("save it in RGB")
                )
            PIL.Image.open(io.BytesIO(content)).verify()  # verifies the checksums of a PNG
            PIL.Image.open(io.BytesIO(content)).load()
            return image, image.getexif().get(_ORIENTATION, 1)
        except PIL.UnidentifiedImageError:
            raise _format_error(file, content) from None
        except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning):
            message = t(
                '"{file}" has more pixels than the limit of {max_pixels} megapixels',
                file=shown,
                max_pixels=MAX_PIXELS // 1_000_000,
            )
            raise FigureError("figure-too-large", message, _SIZE_HINT) from None
        except DECODING_ERRORS:
            raise FigureError(
                "figure-format", t('"{file}" is damaged', file=shown), t("copy it again, or save it again")
            ) from None


def _format_error(file: str, content: bytes) -> FigureError:
    shown = excerpt(file)
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"<svg" in head.lower():
        hint = t("export it as PNG at 300 dots per inch: Word and the archive format do not support SVG reliably")
        return FigureError("figure-format", t('"{file}" is an SVG file', file=shown), hint)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = t("a WebP file")
    elif content[4:8] == b"ftyp":
        kind = t("a HEIC or AVIF file")
    elif format := _find_other_format(head):
        kind = format[1]
    else:
        kind = t("not an image") if head else t("empty")
    is_office = head.startswith(_OFFICE_SIGN)
    hint = t("in Word: right-click the picture, Save as Picture, PNG") if is_office else _FORMAT_HINT
    return FigureError("figure-format", t('"{file}" is {kind}', file=shown, kind=kind), hint)


def check_path(file: str) -> None:
    """Raise FigureError where the path of a figure leaves the folder of its source, or is not portable."""
    shown = excerpt(file)
    if find_invisible(file) or any(each in file for each in _JOINERS):
        raise FigureError(
            "figure-path", t('"{file}" contains an invisible character', file=shown), t("type the path again")
        )
    if "://" in file:
        raise FigureError(
            "figure-path",
            t('"{file}" is an address, not a file', file=shown),
            t("download it, and {path_hint}", path_hint=_PATH_HINT),
        )
    if re.match(_ABSOLUTE, file):
        raise FigureError("figure-path", t('"{file}" is an absolute path', file=shown), _PATH_HINT)
    if "\\" in file:
        raise FigureError(
            "figure-path",
            t('"{file}" contains a backslash', file=shown),
            t("write {path}", path=file.replace("\\", "/")),
        )
    if ".." in file.split("/"):
        raise FigureError("figure-path", t('"{file}" is outside the folder of the source', file=shown), _PATH_HINT)
    for name in file.split("/"):
        _check_name(name, file)


def _check_name(name: str, file: str) -> None:
    """Raise FigureError where a component of a path is hidden, or is not a valid name on every system."""
    if name.startswith(".") and name != ".":
        hint = t("move the image to a folder that is not hidden, such as figures/")
        raise FigureError(
            "figure-path",
            t('"{file}" is hidden: "{name}" begins with a full stop', file=excerpt(file), name=excerpt(name)),
            hint,
        )
    if fault := portable_names.find_problem(name):
        message = t('"{file}": "{name}" {fault}', file=excerpt(file), name=excerpt(name), fault=fault)
        raise FigureError("figure-path", message, t("rename it"))
