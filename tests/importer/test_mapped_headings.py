"""A heading that a person maps to a part -> all that is below it is in that part, and nothing else changes."""

import pytest

from tests.importer.paragraphs import KNOWN, content, para
from tests.importer.paragraphs import heading as styled
from wsisc import importer
from wsisc.readers.word.content import Run

TEXT = "The Ministry reports here on what it did for the outcomes of the Summit, at some length and in whole sentences."


def bold(text, level):
    return para(Run(text, bold=True))


def places(heading, mapping):
    """Return under which part each text is: the texts are numbered by their headings."""
    titles = (
        ("I. Executive summary", 1), ("II. Trends and experiences", 1), ("A. Commitments of member States", 2),
        ("III. Innovative projects", 1), ("A. Teachers of the islands", 2), ("B. Water levels in the open", 2),
        ("C. Women who code on the coast", 2), ("Conclusions", 2), ("IV. What else we do", 1), ("V. The way ahead", 1),
    )  # fmt: skip
    blocks = [block for title, level in titles for block in (heading(title, level), para(f"{title} says. {TEXT}"))]
    submission = importer.import_content(content(*blocks), KNOWN, "cstd-26", mapping).submission

    def texts(part):
        return " ".join([part.text, *map(texts, part.sections)])

    one, two, three = (
        next((part for part in submission.parts if part.id == name), None) for name in ("one", "two", "three")
    )
    found = {"one": one, "two": two, "unplaced": submission.unplaced}
    found |= {f"three.{part.id}": part for part in three.parts} if three else {}
    flat = {name: " ".join(texts(part).split()) for name, part in found.items() if part}
    return {title: next(name for name, text in flat.items() if f"{title} says." in text) for title, _ in titles}


@pytest.mark.parametrize("heading", [styled, bold])
def test_a_mapped_heading_takes_all_below_it_and_nothing_else(heading):
    before = places(heading, {})
    after = places(heading, {"III. Innovative projects": "three.a"})
    below = ("III. Innovative projects", "A. Teachers of the islands", "B. Water levels in the open")
    below = (*below, "C. Women who code on the coast")
    assert {title: after[title] for title in below} == dict.fromkeys(below, "three.a")
    assert {title: part for title, part in after.items() if title not in (*below, "Conclusions")} == {
        title: part for title, part in before.items() if title not in (*below, "Conclusions")
    }
    if heading is styled:
        assert after["Conclusions"] == "three.a"


@pytest.mark.parametrize("heading", [styled, bold])
@pytest.mark.parametrize("part", ["one", "two", "three.a", "three.b", "unplaced"])
def test_a_heading_goes_to_any_part(heading, part):
    after = places(heading, {"IV. What else we do": part})
    assert after["IV. What else we do"] == part
    assert after["I. Executive summary"] == "one"
