"""The fonts' own tables -> the characters that each family has, read with fontTools."""

from pathlib import Path

from fontTools.ttLib import TTFont

from wsisc.document import fonts


def faces(family):
    """Return the files of a family's faces, found by the family name in them."""
    place = Path(fonts.folder(family))
    files = sorted(file for pattern in ("*.ttf", "*.ttc") for file in place.rglob(pattern))
    opened = [TTFont(file, fontNumber=2 if file.suffix == ".ttc" else -1) for file in files]
    return [face for face in opened if face["name"].getBestFamilyName() == family]


def characters(family):
    """Return the code points that all faces of a family have."""
    return set.intersection(*(set(face.getBestCmap()) for face in faces(family)))


def ranges(numbers):
    """Return numbers as the text of their ranges: "20-7e a0"."""
    found = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return " ".join(f"{first:x}-{last:x}" if first < last else f"{first:x}" for first, last in found)
