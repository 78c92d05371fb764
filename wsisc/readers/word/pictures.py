"""The bytes of an image and its XML element -> its type and alternative text, and whether it is cropped."""

from lxml import etree

from wsisc.ooxml.names import WP, A, O, V, W
from wsisc.text.spaces import one_line

CROPPED = ", cropped"
"""The end of an image's detail if Word shows only part of it."""
_SIGNATURES = {
    b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF",
    b"\xd7\xcd\xc6\x9a": "WMF",
}  # fmt: skip
_SIDES = ("left", "top", "right", "bottom")


def describe_image(content: bytes, file: str, element: etree._Element) -> str:
    """Return the type of an image, and whether it is cropped."""
    return image_type(content, file) + (CROPPED if _is_cropped(element) else "")


def image_type(content: bytes, file: str) -> str:
    """Return the type of an image by its first bytes ("PNG", "EMF"), otherwise by its file extension."""
    if content[40:44] == b" EMF":
        return "EMF"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    known = next((name for sign, name in _SIGNATURES.items() if content.startswith(sign)), "")
    return known or file.rpartition(".")[2].upper()


def _is_cropped(image: etree._Element) -> bool:
    """Return whether Word shows only part of an image (20.1.8.55, or the old form of drawings)."""
    area = next(image.itersiblings(f"{A}srcRect"), None)
    sides = [*(area.attrib.values() if area is not None else ()), *(image.get(f"crop{side}", "") for side in _SIDES)]
    return any(each.strip("0%.f") for each in map(str, sides))


def is_drawing_only(element: etree._Element) -> bool:
    """Return whether a drawing has no image, words in a box or part of its own: only this reports it."""
    reported = {f"{A}blip", f"{V}imagedata", f"{W}txbxContent", f"{V}textpath", f"{O}OLEObject", f"{W}control"}
    if any(each.tag in reported for each in element.iter()):
        return False
    data = next(element.iter(f"{A}graphicData"), None)
    return data is None or not data.get("uri", "").endswith(("/chart", "/chartex", "/diagram"))


def alternative_text(drawing: etree._Element) -> str:
    """Return the alternative text of a drawing."""
    about = next(drawing.iter(f"{WP}docPr"), None)
    if about is not None:
        return one_line(about.get("descr") or about.get("title") or "")
    return one_line(next((each.get("alt", "") for each in drawing.iter() if each.get("alt")), ""))
