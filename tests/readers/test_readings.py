"""All that the reader finds in a Word file, and what a reader of it perceives: one golden for each group of samples."""

import pytest

from tests.readers.samples import SAMPLES, cell, row, table
from tests.readers.word_files import para, run, word_file
from tests.shown import show
from wsisc.readers.inventory import NOTE_SEPARATOR
from wsisc.readers.perception import items
from wsisc.readers.word import numbering
from wsisc.readers.word import reader as word


@pytest.mark.parametrize("group", SAMPLES)
def test_the_reading_of_each_sample(group, golden):
    pieces = [f"=== {name}\n{show(word.read(file))}\n" for name, file in SAMPLES[group].items()]
    golden(f"readings/{group}.txt", "\n".join(pieces))


def inventory(file):
    found = items.build_inventory(word.read(file))
    lines = [f"{place}  {heading!r}" for place, heading in enumerate(found.headings)]
    return lines + [
        f"[{place}] {kind}{' (layout)' * is_layout}: {text!r}".replace(NOTE_SEPARATOR, " | ").replace("\\x1f", " | ")
        for kind, place, text, is_layout in found.items
    ]


@pytest.mark.parametrize("group", SAMPLES)
def test_the_inventory_of_each_sample(group, golden):
    pieces = [f"=== {name}\n" + "\n".join(inventory(file)) + "\n" for name, file in SAMPLES[group].items()]
    golden(f"readings/{group}-inventory.txt", "\n".join(pieces))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "0 1 4 9 10 26 27 40 52 53 90 400 999 3999 4000"),
        ("decimalZero", "00 01 04 09 10 26 27 40 52 53 90 400 999 3999 4000"),
        ("lowerLetter", "0 a d i j z aa nn zz aaa llll " + "j" * 16 + " " + "k" * 9 + " " + "u" * 4 + " " + "v" * 4),
        ("upperLetter", "0 A D I J Z AA NN ZZ AAA LLLL " + "J" * 16 + " " + "K" * 9 + " " + "U" * 4 + " " + "V" * 4),
        ("lowerRoman", "0 i iv ix x xxvi xxvii xl lii liii xc cd cmxcix mmmcmxcix 4000"),
        ("upperRoman", "0 I IV IX X XXVI XXVII XL LII LIII XC CD CMXCIX MMMCMXCIX 4000"),
        ("chicago", "0 1 4 9 10 26 27 40 52 53 90 400 999 3999 4000"),
    ],
)
def test_numbers_in_the_formats_of_lists(form, expected):
    numbers = (0, 1, 4, 9, 10, 26, 27, 40, 52, 53, 90, 400, 999, 3999, 4000)
    assert " ".join(numbering.format_numeral(each, form) for each in numbers) == expected


@pytest.mark.parametrize(("depth", "expected"), [(19, 19), (20, 20), (21, 20), (24, 20)])
def test_tables_within_tables_are_read_to_a_depth(depth, expected):
    body = para(run("deep"))
    for _ in range(depth):
        body = table(row(cell(body)))
    found = show(word.read(word_file(body)).blocks)
    assert (found.count("Table("), found.count("text='deep'")) == (expected, 1)
