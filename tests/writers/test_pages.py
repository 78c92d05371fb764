"""The pages that a reader sees: short headings in every navigation pane, and no page that is a third empty."""

import re
from itertools import pairwise

import pypdf
import pypdfium2
import pytest
from lxml import html

from tests import word
from tests.conftest import ROOT, build, minimal, wsisc
from wsisc.calls.call import BUILT_IN

MATRIX = [(id, language) for id in BUILT_IN.ids() for language in BUILT_IN.load(id).languages]
LONGEST = 80  # characters of an entry of a navigation pane
WITHOUT_FIGURES = sorted(
    path
    for path in (ROOT / "examples").rglob("*.yaml")
    if (text := path.read_text("utf-8")).count("wsisc: 1") and "\nfigures:" not in text
)
HAVE_ERRORS = {"kestrel-payments", "loria"}
LEAST_FILLED = 0.7  # of the height of the text


def submission(id, language):
    """Return a submission whose parts have sections, as far as its call allows."""
    call = BUILT_IN.load(id)

    def content(part):
        if part.parts:
            return {each.id: content(each) for each in part.parts}
        return (
            {"sections": [{"title": "A theme", "text": "B."}]} if part.holds in ("sections", "both") else {"text": "A."}
        )

    return minimal({"call": id, "language": language, "parts": {each.id: content(each) for each in call.parts}})


def entries(document, format):
    """Return the level and the words of each entry of the navigation pane, the outline or the contents."""
    if format == "docx":
        styled = [each for each in word.document(document).paragraphs if each.style.name.lower().startswith("heading")]
        return [(int(each.style.name.split()[1]), each.text) for each in styled]
    if format == "pdf":
        return list(flatten(pypdf.PdfReader(document).outline, 1))
    headings = html.document_fromstring(document.decode()).xpath("//h2|//h3|//h4|//h5|//h6")
    return [(int(each.tag[1]) - 1, each.text_content()) for each in headings]


def flatten(outline, level):
    for each in outline:
        if isinstance(each, list):
            yield from flatten(each, level + 1)
        else:
            yield level, each.title


@pytest.mark.parametrize(("id", "language"), MATRIX)
def test_every_entry_of_an_outline_is_short_and_no_level_is_left_out(id, language, tmp_path):
    data = submission(id, language)
    for format in ("docx", "pdf", "html"):
        document = build(data, format)
        if format == "pdf":
            (tmp_path / "a.pdf").write_bytes(document)
            document = tmp_path / "a.pdf"
        found = entries(document, format)
        assert len(found) > 2, format
        assert max(len(text) for _, text in found) <= LONGEST, format
        assert all(after <= before + 1 for (before, _), (after, _) in pairwise([(0, ""), *found])), (format, found)


def filled(page):
    """Return which share of the text's height a page fills: all but its largest gap."""
    image = page.render(scale=0.5, grayscale=True).to_pil()
    top, bottom = round(image.height * 25 / 297), round(image.height * (297 - 22) / 297)
    ink = [image.crop((0, y, image.width, y + 1)).getextrema()[0] < 200 for y in range(top, bottom)]
    gaps = re.findall("0+", "".join(str(int(each)) for each in ink))
    return 1 - max(map(len, gaps), default=0) / len(ink)


@pytest.mark.parametrize("path", WITHOUT_FIGURES, ids=lambda path: path.stem)
def test_no_page_between_the_cover_and_the_last_is_a_third_empty(path, tmp_path):
    if wsisc("build", path, "-o", tmp_path / "a.pdf").returncode:
        assert path.stem in HAVE_ERRORS
        return
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        shares = [filled(page) for page in document]
    assert min(shares[1:-1], default=1) >= LEAST_FILLED, shares


def test_a_long_name_and_the_session_are_one_line_at_the_head_of_a_page():
    name = "The Ministry of " + ", ".join(["Posts", "Telegraphs", "Telephones", "Radio", "Television", "Space"] * 6)
    text = "\n\n".join(["We brought the post to every village of the country. " * 12] * 8)
    content = build(minimal({"call": "cstd-26", "entity": {"name": name}, "parts": {"one": {"text": text}}}), "pdf")
    document = pypdfium2.PdfDocument(content)
    page = document[1].get_textpage()
    rows: dict[int, str] = {}
    for at in range(page.count_chars()):
        if (letter := page.get_text_range(at, 1)).strip():
            row = round(document[1].get_height() - page.get_charbox(at, loose=True)[1])
            rows[row] = rows.get(row, "") + letter
    first, second = sorted(rows)[:2]
    assert rows[first].startswith("TheMinistryofPosts")
    assert "…" in rows[first]
    assert "Twenty-sixthsession" in rows[first]
    assert not any(word in rows[second] for word in ("Posts", "Television", "session"))
