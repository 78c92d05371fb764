"""The files of figures: which are accepted, which are refused, where that is reported, and the printed size."""

import io
import os
import struct
import zlib

import pytest
from PIL import Image

from tests.conftest import as_yaml, minimal, some_quick, wsisc
from wsisc.document import figures
from wsisc.source.model import Figure
from wsisc.text import portable_names
from wsisc.writers import WRITERS


def picture(format="PNG", mode="RGB", size=(40, 30), **options):
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, format, **options)
    return buffer.getvalue()


def bomb(width, height):
    """Return a PNG of a few bytes that says it is large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture("JPEG", exif=exif)


def write(folder, file, content=None, **more):
    if content is not None:
        (folder / "figures").mkdir(exist_ok=True)
        (folder / "figures" / "a.png").write_bytes(content)
    figure = {"file": file, "alt": "What it shows", **more}
    data = minimal({"parts": {"one": {"text": "Before.\n\n![a]\n\nAfter."}}, "figures": {"a": figure}})
    (folder / "a.yaml").write_bytes(as_yaml(data))


PATHS = {
    "dots": "../a.png",
    "dots within": "figures/../../a.png",
    "absolute": "/etc/passwd",
    "a home": "~/a.png",
    "a drive": "C:/a.png",
    "a share": "\\\\server\\a.png",
    "an address": "https://example.org/a.png",
    "a backslash": "figures\\a.png",
    "an invisible character": "a\u200b.png",
    "nothing there": "figures/b.png",
    "a folder": "figures",
    "too long": "a" * 400,
    "a device": "device",
}
FILES = {
    "200 megapixels": (bomb(20_000, 10_000), "figure-too-large"),
    "17,000 pixels in one direction": (picture(mode="L", size=(17_000, 2)), "figure-too-large"),
    "17,000 pixels in one direction of a JPEG": (picture("JPEG", "L", size=(2, 17_000)), "figure-too-large"),
    "an animation": (
        picture(save_all=True, append_images=[Image.new("RGB", (40, 30), "red")], duration=100),
        "figure-format",
    ),
    "60 megapixels": (bomb(10_000, 6_000), "figure-too-large"),
    "4 gigapixels": (bomb(65_000, 65_000), "figure-too-large"),
    "an SVG": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "figure-format"),
    "a GIF": (picture("GIF", "P"), "figure-format"),
    "a WebP": (picture("WEBP"), "figure-format"),
    "a TIFF": (picture("TIFF"), "figure-format"),
    "text": (b"This is no image.", "figure-format"),
    "nothing": (b"", "figure-format"),
    "half a PNG": (picture(size=(400, 300))[:300], "figure-format"),
    "half a JPEG": (picture("JPEG", size=(400, 300))[:900], "figure-format"),
    "a PNG with a broken byte": (picture()[:60] + b"x" + picture()[61:], "figure-format"),
    "a PNG of no rows": (bomb(100, 100), "figure-format"),
    "CMYK": (picture("JPEG", "CMYK"), "figure-format"),
    "a photograph on its side": (turned(), "figure-format"),
}


def refused(folder, code):
    """Check that a figure is refused, at its line, and that nothing is written."""
    before = sorted(os.listdir(folder))
    for command in (["validate"], ["build", "--format", "docx", "--format", "pdf", "--format", "html"]):
        done = wsisc(*command, "a.yaml", cwd=folder)
        output = (done.stdout + done.stderr).decode()
        assert done.returncode == 1, output
        assert f"error[{code}]" in output
        line = next(n for n, line in enumerate((folder / "a.yaml").read_text().splitlines(), 1) if "file:" in line)
        assert f"a.yaml:{line}:" in output
        assert "help:" in output
        assert "Traceback" not in output
    assert sorted(os.listdir(folder)) == before


@pytest.mark.parametrize("case", some_quick(PATHS, 2))
def test_a_path_that_leads_nowhere_or_out_is_refused(case, tmp_path):
    write(tmp_path, PATHS[case], picture())
    if case == "a device":
        os.mkfifo(tmp_path / "device")
    refused(
        tmp_path, "figure-not-found" if case in ("nothing there", "a folder", "too long", "a device") else "figure-path"
    )


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "a.png").write_bytes(picture())
    (inside / "a.png").symlink_to(outside / "a.png")
    write(inside, "a.png")
    refused(inside, "figure-path")
    (inside / "a.png").unlink()
    (inside / "figures").symlink_to(outside)
    write(inside, "figures/a.png")
    refused(inside, "figure-path")


@pytest.mark.parametrize("case", some_quick(FILES, 2))
def test_a_file_that_is_no_fit_image_is_refused(case, tmp_path):
    content, code = FILES[case]
    write(tmp_path, "figures/a.png", content)
    refused(tmp_path, code)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path):
    write(tmp_path, "figures/a.png", b"")
    os.truncate(tmp_path / "figures" / "a.png", figures.MAX_BYTES + 1)
    refused(tmp_path, "figure-too-large")


def test_damaged_notes_in_a_photograph_are_no_fault(tmp_path):
    content = picture("JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x05\0\x12\x01\x03\0")
    (tmp_path / "a.jpg").write_bytes(content)
    found = figures.read({"a": Figure("a.jpg", "What it shows")}, tmp_path)
    assert (found.problems, found.images["a"].content) == ((), content)


def test_the_file_meant_is_named(tmp_path):
    write(tmp_path, "figures/A.PNG", picture())
    assert b"use figures/a.png" in wsisc("validate", "a.yaml", cwd=tmp_path).stdout


USUAL = {
    "RGBA": picture(mode="RGBA"), "grey": picture(mode="L"), "bits": picture(mode="1"), "palette": picture(mode="P"),
    "grey with alpha": picture(mode="LA"), "deep": picture(mode="I;16"), "JPEG": picture("JPEG"),
    "grey JPEG": picture("JPEG", "L"), "progressive": picture("JPEG", progressive=True), "a pixel": picture(size=(1, 1)),
}  # fmt: skip


@pytest.mark.parametrize("kind", some_quick(USUAL, 3))
def test_a_usual_image_is_built_into_all_formats(kind, tmp_path):
    write(tmp_path, "figures/a.png", USUAL[kind])
    formats = [argument for format in WRITERS for argument in ("--format", format)]
    done = wsisc("build", "a.yaml", *formats, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_size_is_that_of_the_file_as_far_as_the_page_allows():
    small = figures.read_image("a.png", picture(size=(300, 150), dpi=(150, 150)))
    assert small.size_within(450, 560) == pytest.approx((144, 72), abs=0.1)
    assert figures.read_image("a.png", picture(size=(96, 96))).size_within(450, 560) == (72, 72)
    assert figures.read_image("a.png", picture(size=(96, 96), dpi=(1, 1))).size_within(450, 560) == (72, 72)
    assert figures.read_image("a.png", picture(size=(4000, 2000))).size_within(450, 560) == (450, 225)
    assert figures.read_image("a.png", picture(size=(2000, 4000))).size_within(450, 560) == (280, 560)


@pytest.mark.parametrize(
    ("name", "is_portable"),
    [
        *((each, False) for each in ("con", "AUX.png", "nul .x", "CLOCK$", "ConIn$.png", "conout$", "com¹", "lpt9.tar.gz")),
        *((each, False) for each in ("-x.png", "a.", "a ", "a:b", "a?", "\uff0e\uff0e", "a\u2215b", "a\uff0fb", "a\uff3cb")),
        *((each, True) for each in ("", ".", "..", "console.png", "com10", "a-b.png", "图（一）.png", "a b.png", "clock")),
    ],
)  # fmt: skip
def test_a_portable_name_is_the_same_everywhere(name, is_portable):
    assert (portable_names.find_problem(name) == "") is is_portable


def test_of_a_stranger_only_images_that_the_source_names_are_acceptable():
    image = picture("PNG")
    files = {
        "a.png": image,
        "b.png": image,
        "c.txt": image,
        "../d.png": image,
        "e.PNG": image,
        "f.jpg": b"no image",
        "g.jpeg": image,
    }
    accepted, refused = figures.select_acceptable({*files} - {"b.png"}, files)
    assert sorted(accepted) == ["a.png", "e.PNG", "g.jpeg"]
    assert sorted(refused) == ["../d.png", "b.png", "c.txt", "f.jpg"]
    assert all(refused.values())
