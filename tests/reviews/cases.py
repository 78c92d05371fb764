"""What reviewers do to a Word file, and authors meanwhile to its source: edits, and what must come of each.

`lands`: it is in the YAML. `conflict`: both versions are there, one as a comment, and the exit code is 1.
`reported`: it is named in the output and left in the YAML as a comment, and the exit code is 1. `same`: nothing that a
submission holds was changed. `said`: comments of the reviewer's, which wait under `comments:`.
"""

import base64
import struct
from typing import NamedTuple

from tests.conftest import ROOT
from tests.reviews.reviewer import box, field, word_art

PNG = (ROOT / "tests" / "figures" / "line.png").read_bytes()
GIF = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
EMF = struct.pack("<II8i8i4sIIIHH", 1, 88, *([0, 0, 9, 9] * 4), b" EMF", 0x10000, 108, 1, 1, 0) + bytes(20)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ADA = "Ada Reviewer"
RTF, HTML = "application/rtf", "text/html"
EQUATION = "<m:oMath><m:r><m:t>Zeta</m:t></m:r><m:r><m:t>=7</m:t></m:r></m:oMath>"
HEAD, SECOND, LAST = "Schools", "second one that says", "speaks of bridges"


class Case(NamedTuple):
    """A row of the table: `edits` are calls of a Reviewer, `author` are words of the YAML and others in their place.

    `texts` must be in the YAML, `gone` must not; `options` are those of the merge.
    """

    name: str
    outcome: str
    edits: list
    texts: tuple = ()
    gone: tuple = ()
    author: tuple = ()
    by: tuple = ("", ADA)
    options: dict | None = None


def lands(name, edits, *texts, **fields):
    return Case(name, "lands", edits, texts, **fields)


def conflict(name, edits, *texts, author, **fields):
    return Case(name, "conflict", edits, texts, author=author, **fields)


def reported(name, edits, *texts, **fields):
    return Case(name, "reported", edits, texts, **fields)


def same(name, edits, **fields):
    return Case(name, "same", edits, **fields)


def said(name, edits, *texts, **fields):
    return Case(name, "said", edits, texts, **fields)


PLAIN, TRACKED = ("",), (ADA,)

TEXTS = [
    lands(
        "word changed in a text",
        [("replace", "second one", "middle one")],
        "A middle one that says",
        gone=("second one",),
    ),
    lands("word added to a text", [("type", "speaks of", " long")], "speaks of long bridges"),
    lands("word removed from a text", [("replace", "paragraph speaks", "speaks")], "The last speaks of"),
    lands("word changed in bold", [("replace", "bold", "fat")], "has **fat** words"),
    lands("word changed in the title", [("replace", "Our contribution", "Our share")], "title: Our share # as agreed"),
    lands("word changed in the title of a section", [("replace", "Health", "Healing")], "- title: Healing"),
    lands(
        "word changed in a caption", [("replace", "since 2018", "since then")], "caption: Schools connected since then"
    ),
    lands("word changed in a footnote", [("replace", "taken from", "found")], "source: Where this was found."),
    lands("word added to a footnote", [("type", "ministry", " itself")], "count: Counted by the ministry itself."),
    lands("word changed in a list item", [("replace", "second item", "next item")], "2) next item,"),
    lands("word changed in a table cell", [("replace", "Chad", "Togo")], "| Togo | 31 |"),
    lands("word changed in the header of a table", [("replace", "Pupils", "Learners")], "| Country | Learners |"),
    lands("name of the entity changed on the cover", [("replace", "An entity", "One entity")], "name: One entity"),
    reported("word added to the cover", [("add", "COMMISSION ON", "Who wrote this?")], "Who wrote this?"),
    reported("word changed on the cover", [("replace", "Geneva", "Vienna")], "Vienna"),
    lands("paragraph added", [("add", SECOND, "Something new.")], "in the year. Something new. A third one"),
    lands("paragraph removed", [("remove", "A third one")], gone=("A third one",)),
    lands("paragraph moved", [("carry", "A third one", LAST)], "bridges. A third one, which goes. two:"),
    lands("paragraph split", [("split", "It goes on")], "is on training. It goes on about tools."),
    lands("paragraphs joined", [("join", "A third one")], "which goes.A fourth paragraph"),
    lands("item added", [("add", "second item", "new item,")], "2) second item, 3) new item, 4) third item."),
    lands("item removed", [("remove", "second item")], "1) First item, 2) third item."),
    lands("item moved", [("carry", "First item", "third item")], "1) second item, 2) third item. 3) First item,"),
    lands("row added", [("add_row", "Benin", "Burundi", "25")], "| Benin | 20 | | Burundi | 25 | | Chad"),
    lands("row removed", [("remove_row", "Benin")], "| 12 | | Chad", gone=("Benin",)),
    lands("row moved", [("carry_row", "Albania", "Chad")], "| Chad | 31 | | Albania | 12 |", by=PLAIN),
    lands("column added", [("add_column", "Country", "Staff", "1", "2", "3")], "Staff", by=PLAIN),
    lands(
        "section added",
        [("section", "Water", "Wells work.", "Health", "Transport")],
        "- title: Water text: Wells work.",
    ),
    lands("section removed", [("remove", "Transport"), ("remove", "Buses drive")], gone=("Transport", "Buses")),
    lands("section moved", [("carry_section", "Transport", "Health")], "village. - title: Health", by=PLAIN),
    lands("section's heading removed", [("remove", "Transport")], "Buses drive", gone=("Transport",), by=PLAIN),
    reported(
        "a part's only section removed",
        [("remove", "Sole"), ("remove", "Nothing else was")],
        "title: Sole",
        "Nothing else was achieved here.",
    ),
    reported("text typed behind a prompt", [("type", "in Part Two above", " Zebras")], "Zebras", by=PLAIN),
    reported("text typed behind a prompt, tracked", [("type", "executive summary", " Zebras")], "Zebras", by=TRACKED),
    reported("text typed at the end of a prompt", [("replace", "(1–2 pages) of:", "(1–2 pages) of: zebras")], "zebras"),
    reported("prompt altered", [("replace", "analytical overview", "pensive overlook")], "pensive overlook"),
    reported("prompt removed", [("remove", "Part Two:")], "Part Two:", by=PLAIN),
    lands("text typed above a prompt", [("add", LAST, "Above the next part.")], "bridges. Above the next part. two:"),
    lands("symbols", [("replace", "bridges", "bridges ≥ 5 €, 90° “so” … ½")], "bridges ≥ 5 €, 90° “so” … ½"),
    lands("a sign of a symbol font", [("behind", "speaks of", '<w:sym w:font="Symbol" w:char="F0B3"/>')], "speaks of≥"),
    lands("a non-breaking space", [("replace", "of bridges", "of\u00a0bridges")], "of\u00a0bridges"),
    lands(
        "a soft and a hard hyphen",
        [("behind", "speaks of", "<w:t> far</w:t><w:noBreakHyphen/><w:t>off</w:t>")],
        "far\u2011off",
    ),
    lands("signs of Markdown", [("replace", "bridges", "*big* [bridges] #1 &amp; <b>")], r"\*big\*"),
    lands("a line break", [("behind", "speaks of", "<w:br/><w:t>two lines of</w:t>")], "speaks of\\ two lines of"),
    lands(
        "a whole paragraph replaced",
        [("replace", "A third one, which goes.", "Wholly other words.")],
        "Wholly other words.",
    ),
    lands(
        "Arabic and Chinese words", [("type", "speaks of", " \u062c\u0633\u0631 \u6865")], "\u062c\u0633\u0631 \u6865"
    ),
]

LOOKS = [
    lands("bold added", [("look", "of bridges", "b")], "speaks **of bridges**."),
    lands("italics added", [("look", "of bridges", "i")], "speaks *of bridges*."),
    lands("bold removed", [("look", "bold", "b", False)], "has bold words"),
    lands("bold changed to italics", [("look", "bold", "b", False), ("look", "bold", "i")], "has *bold* words"),
    lands("bold in a table cell", [("look", "Benin", "b")], "| **Benin**"),
    lands("italics in a footnote", [("look", "ministry", "i")], "Counted by the *ministry*."),
    reported("italics on a heading", [("look", "Health", "i")], "*Health*"),
    lands("link added", [("link", "bridges", "https://example.org/new")], "[bridges]", "https://example.org/new"),
    lands(
        "link's address changed",
        [("address", "https://example.org/home", "https://example.net/other")],
        "https://example.net/other",
    ),
    lands("link's words changed", [("replace", "link", "hyperlink")], "a [hyperlink][home]"),
    lands("link removed", [("unlink", "link")], "and a link to a page", by=PLAIN),
    reported("link on a heading", [("link", "Health", "https://example.org/health")], "https://example.org/health"),
    reported("link on the title", [("link", "Our contribution", "https://example.org/us")], "https://example.org/us"),
    reported("link on a caption", [("link", "since 2018", "https://example.org/cap")], "https://example.org/cap"),
    reported("a file: link", [("link", "bridges", "file:///C:/budget.xlsx")], "file:///C:/budget.xlsx"),
    reported(
        "a link's address made a file:",
        [("address", "https://example.org/home", "file:///C:/b.xlsx")],
        "file:///C:/b.xlsx",
    ),
    lands(
        "words struck through, without the space before them",
        [("look", "of bridges", "strike")],
        "paragraph speaks.",
        gone=("bridges",),
        by=PLAIN,
    ),
    lands(
        "words struck through", [("look", " of bridges", "strike")], "paragraph speaks.", gone=("bridges",), by=PLAIN
    ),
]

NOTES = [
    lands("footnote added", [("note", "speaks of", "A source for it.")], "A source for it."),
    lands("footnote removed", [("remove_note", "taken from")], "to a page.", gone=("[^source]", "taken from")),
    lands("footnote moved", [("carry_note", "taken from", "speaks of")], "speaks of[^source]", "to a page."),
    lands(
        "footnote changed and moved",
        [("carry_note", "taken from", "speaks of"), ("replace", "taken from", "found")],
        "speaks of[^",
        "Where this was found.",
    ),
    reported(
        "footnote changed that the author deleted",
        [("replace", "taken from", "found"), ("type", "Where this", " all")],
        "Where this all was found.",
        author=(("to a page[^source]", "to a page"), ("  source: Where this was taken from.\n", "")),
    ),
    reported(
        "footnote removed that the author changed",
        [("remove_note", "taken from")],
        "source: Where all this was taken from.",
        author=(("Where this", "Where all this"),),
    ),
]

IMAGE = "word/media/coverage.png"
OBJECTS = [
    reported("image replaced", [("image", PNG)], by=PLAIN),
    reported("image added", [("picture", SECOND, PNG)], by=PLAIN),
    reported("image added with words", [("picture", SECOND, PNG, "png", "A map of wells")], by=PLAIN),
    reported("image added, EMF", [("picture", SECOND, EMF, "emf", "", "image/x-emf")], by=PLAIN),
    reported("image added, GIF", [("picture", SECOND, GIF, "gif", "", "image/gif")], by=PLAIN),
    reported("image added on the cover", [("picture", "COMMISSION ON", PNG)], by=PLAIN),
    lands("image removed", [("unpicture",), ("remove", "since 2018")], gone=("![coverage]",), by=PLAIN),
    same("image resized", [("resize",)], by=PLAIN),
    reported("image cropped", [("crop",)], by=PLAIN),
    lands(
        "alternative text changed", [("describe", "A chart of most schools")], "alt: A chart of most schools", by=PLAIN
    ),
    reported("OLE object", [("object", SECOND, OLE, EMF)], by=PLAIN),
    reported("chart with words", [("chart", SECOND, "Growth of pupils")], "Growth of pupils", by=PLAIN),
    reported("chart without words", [("chart", SECOND, "")], by=PLAIN),
    reported(
        "WordArt of the old kind", [("new", SECOND, f"<w:r>{word_art('Grand splash')}</w:r>")], "Grand splash", by=PLAIN
    ),
    reported("WordArt", [("new", SECOND, f"<w:r>{box('Grand splash', 'textWave1')}</w:r>")], "Grand splash", by=PLAIN),
    reported("text box", [("behind", "speaks of", box("Boxed words"))], "Boxed words", by=PLAIN),
    reported("equation", [("new", SECOND, EQUATION)], "Zeta=7", by=PLAIN),
    reported("field", [("behind", "speaks of", field("AUTHOR", " Napoleon"))], "speaks of Napoleon bridges"),
    lands(
        "content control",
        [("new", SECOND, "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>Chosen words</w:t></w:r></w:sdtContent></w:sdt>")],
        "Chosen words",
        by=PLAIN,
    ),
    reported("embedded HTML", [("chunk", SECOND, "chunk.htm", "<p>Chunky words</p>", HTML)], "Chunky words", by=PLAIN),
    reported("embedded RTF", [("chunk", SECOND, "chunk.rtf", r"{\rtf1 Chunks}", RTF)], by=PLAIN),
]

COMMENTS = [
    said("comment added", [("comments", "of bridges", (ADA, "Which ones?"))], "Which ones?", "quote: of bridges"),
    said(
        "comment with replies",
        [("comments", "of bridges", (ADA, "Which ones?"), ("Bob", "Those of steel."), ("Cy", "Of wood too."))],
        "Which ones?",
        "replies: - by: Bob",
        "Those of steel.",
        "- by: Cy",
        "Of wood too.",
    ),
    said("resolved comment", [("comments", "of bridges", (ADA, "Which?")), ("resolve",)], "Which?", "resolved: true"),
    said(
        "resolved comment with a reply",
        [("comments", "of bridges", (ADA, "Which?"), ("Bob", "Those of steel.")), ("resolve",)],
        "Which?",
        "Those of steel.",
        "resolved: true",
    ),
    said("comment on a heading", [("comments", "Health", (ADA, "Is this all?"))], "Is this all?"),
    said("comment on the title", [("comments", "Our contribution", (ADA, "Too short?"))], "Too short?"),
    said("comment on a prompt", [("comments", "analytical overview", (ADA, "Was it?"))], "Was it?"),
    said("comment on the cover", [("comments", "Geneva", (ADA, "Not Vienna?"))], "Not Vienna?"),
    said("comment in a table cell", [("comments", "Benin", (ADA, "Togo?"))], "Togo?"),
    said(
        "comment on words that the author deleted",
        [("comments", "A third one", (ADA, "Why does it go?"))],
        "Why does it go?",
        author=(("      A third one, which goes.\n\n", ""),),
    ),
]

THIRD = ("      A third one, which goes.\n\n", "")
BOTH = [
    lands(
        "both change different paragraphs",
        [("replace", "second one", "middle one")],
        "A middle one",
        "of iron bridges",
        author=(("of bridges", "of iron bridges"),),
    ),
    lands(
        "both change different words of a paragraph",
        [("replace", "second one", "middle one")],
        "A middle one that says what was done in that year.",
        author=(("in the year", "in that year"),),
    ),
    conflict(
        "both change the same word",
        [("replace", "bridges", "tunnels")],
        "speaks of ferries.",
        "proposal: The last paragraph speaks of tunnels.",
        author=(("bridges", "ferries"),),
    ),
    lands(
        "both change the same word alike",
        [("replace", "bridges", "ferries")],
        "of ferries.",
        author=(("bridges", "ferries"),),
    ),
    conflict(
        "both change the title",
        [("replace", "Our contribution", "Our share")],
        "title: Our part # as agreed",
        "Our share",
        author=(("Our contribution", "Our part"),),
    ),
    conflict(
        "both change a footnote",
        [("replace", "taken from", "found")],
        "source: Where this was seen.",
        "Where this was found.",
        author=(("taken from", "seen"),),
    ),
    conflict(
        "both change a caption",
        [("replace", "since 2018", "since then")],
        "caption: Schools connected by now",
        "Schools connected since then",
        author=(("since 2018", "by now"),),
    ),
    conflict(
        "paragraph changed that the author deleted",
        [("replace", "which goes", "which stays")],
        "A third one, which stays.",
        author=(("      A third one, which goes.\n\n", ""),),
    ),
    conflict(
        "paragraph removed that the author changed",
        [("remove", "A third one")],
        "A third one, which came.",
        'proposal: ""',
        author=(("which goes", "which came"),),
    ),
    reported(
        "caption changed whose figure the author deleted",
        [("replace", "since 2018", "since then")],
        "Schools connected since then",
        author=(
            ("      ![coverage]\n\n", ""),
            ("figures:\n  coverage:\n    file: figures/coverage.png\n", ""),
            ("    alt: A chart of all schools\n    caption: Schools connected since 2018\n", ""),
        ),
    ),
    reported(
        "alternative text changed whose figure the author deleted",
        [("describe", "A chart of most schools")],
        "A chart of most schools",
        by=PLAIN,
        author=(
            ("      ![coverage]\n\n", ""),
            ("figures:\n  coverage:\n    file: figures/coverage.png\n", ""),
            ("    alt: A chart of all schools\n    caption: Schools connected since 2018\n", ""),
        ),
    ),
    conflict(
        "paragraph removed that the author moved",
        [("remove", "A third one")],
        "bridges. A third one, which goes.",
        'quote: A third one, which goes. proposal: ""',
        author=(THIRD, ("of bridges.\n", "of bridges.\n\n      A third one, which goes.\n")),
    ),
    conflict(
        "paragraph removed that the author moved and changed",
        [("remove", "A third one")],
        "bridges. A third one, which came.",
        'quote: A third one, which goes. proposal: ""',
        author=(THIRD, ("of bridges.\n", "of bridges.\n\n      A third one, which came.\n")),
    ),
    conflict(
        "paragraph removed that the author moved to another part",
        [("remove", "A third one")],
        "came too. A third one, which goes.",
        'quote: A third one, which goes. proposal: ""',
        author=(THIRD, ("centres came too.\n", "centres came too.\n\n          A third one, which goes.\n")),
    ),
    conflict(
        "paragraph that both moved",
        [("carry", "A third one", "The first paragraph")],
        "bridges. A third one, which goes.",
        "proposal: A third one, which goes.",
        author=(THIRD, ("of bridges.\n", "of bridges.\n\n      A third one, which goes.\n")),
        by=PLAIN,
    ),
    conflict(
        "section changed that the author deleted",
        [("replace", "every village", "every town")],
        "every town",
        author=(("      - title: Transport\n        text: Buses drive to every village.\n", ""),),
    ),
    conflict(
        "word changed in a paragraph that the author moved",
        [("replace", "which goes", "which stays")],
        "bridges. A third one, which goes.",
        "A third one, which stays.",
        author=(
            ("      A third one, which goes.\n\n", ""),
            ("of bridges.\n", "of bridges.\n\n      A third one, which goes.\n"),
        ),
    ),
    lands(
        "word changed in a section whose title the author changed",
        [("replace", "centres came", "posts came")],
        "- title: Healing text: | Health posts came too.",
        author=(("title: Health", "title: Healing"),),
    ),
    lands(
        "words of one of two reviewers",
        [("replace", "second one", "middle one"), ("by", "Bob"), ("replace", "bridges", "tunnels")],
        "A second one",
        "speaks of tunnels",
        by=TRACKED,
        options={"accept_from": ("Bob",)},
    ),
]

LAYOUT = [
    reported("words in the footer", [("footer", "Confidential draft")], "Confidential draft", by=PLAIN),
    reported("words in a header", [("header", "Confidential draft")], "Confidential draft", by=PLAIN),
    reported(
        "hidden text", [("behind", "speaks of", "<w:rPr><w:vanish/></w:rPr><w:t> secretly</w:t>")], "secretly", by=PLAIN
    ),
    reported(
        "hidden text glued to a word",
        [("behind", "speaks of bridges.", "<w:rPr><w:vanish/></w:rPr><w:t>secret</w:t>")],
        "secret",
        by=PLAIN,
    ),
    reported(
        "words that are struck through and were never there",
        [("behind", "speaks of", '<w:rPr><w:strike/></w:rPr><w:t xml:space="preserve"> zebras</w:t>')],
        "struck text: zebras",
    ),
    reported(
        "words in white, which land",
        [("behind", "speaks of", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t> secretly</w:t>')],
        "speaks of secretly",
        "hard to see in Word",
        by=PLAIN,
    ),
    same("page break", [("behind", "speaks of bridges.", '<w:br w:type="page"/>')], by=PLAIN),
    same("page break in a paragraph of its own", [("new", SECOND, '<w:r><w:br w:type="page"/></w:r>')], by=PLAIN),
    same("section break", [("new", SECOND, "<w:pPr><w:sectPr/></w:pPr>")], by=PLAIN),
    same("an empty paragraph", [("new", SECOND, "")]),
    same(
        "a bookmark", [("new", SECOND, '<w:bookmarkStart w:id="900" w:name="x"/><w:bookmarkEnd w:id="900"/>')], by=PLAIN
    ),
]

BLOCKS = [
    lands("a tab", [("behind", "speaks of", "<w:tab/><w:t>far</w:t>")], "speaks of"),
    lands("curly quotes for straight ones", [("replace", "of bridges", "of “bridges”")], "of “bridges”."),
    lands(
        "a superscript",
        [("behind", "bridges", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>')],
        "bridges²",
    ),
    lands("a list's number typed", [("add", "A third one", "4) another item,")], "another item,"),
    lands("table removed", [("untable", "Benin")], gone=("Benin", "Albania"), by=PLAIN),
    lands("table added", [("table", SECOND, "Upper", "Lower")], "| Upper", "Lower", by=PLAIN),
    lands(
        "words made a heading", [("style", "every village", "Heading2")], "drive to - title: every village.", by=PLAIN
    ),
    lands(
        "heading made a paragraph",
        [("style", "Transport", "BodyText")],
        "Transport",
        gone=("title: Transport",),
        by=PLAIN,
    ),
    lands("paragraph made an item", [("carry_item", "A third one", "third item")], "4) A third one", by=PLAIN),
    lands("caption removed", [("remove", "since 2018")], gone=("caption:",), by=PLAIN),
    reported("title removed", [("remove", "Our contribution")], "title: Our contribution", by=PLAIN),
    lands(
        "link made by a field",
        [("fieldlink", "bridges", "https://example.org/field")],
        "[bridges]",
        "https://example.org/field",
        by=PLAIN,
    ),
    reported("a link to a bookmark", [("anchor", "bridges", "two")], "two", by=PLAIN),
    lands("endnote added", [("endnote", "speaks of", "An end to it.")], "An end to it.", by=PLAIN),
    same("underline", [("look", "of bridges", "u")], by=PLAIN),
    same("a highlight", [("look", "of bridges", "highlight")], by=PLAIN),
]

VANISH = "<w:vanish/>"
SHOWN = [
    reported("row hidden", [("hide_row", "Benin")], "| Benin | 20 |", "hidden in the Word file: Benin 20", by=PLAIN),
    reported(
        "row hidden and another changed",
        [("hide_row", "Benin"), ("replace", "Chad", "Togo")],
        "| Benin | 20 |",
        "| Togo | 31 |",
        "hidden in the Word file: Benin 20",
        by=PLAIN,
    ),
    reported(
        "words of a cell hidden", [("dress", "Benin", VANISH)], "| Benin", "hidden in the Word file: Benin", by=PLAIN
    ),
    reported(
        "words of a paragraph hidden",
        [("dress", "of bridges", VANISH)],
        "paragraph speaks of bridges.",
        "hidden in the Word file: of bridges",
        by=PLAIN,
    ),
    reported(
        "hidden words that were sent out, and stand there",
        [("behind", "speaks of", "<w:rPr><w:vanish/></w:rPr><w:t> bridges</w:t>")],
        "paragraph speaks of bridges.",
        'text: "hidden text: bridges"',
        by=PLAIN,
    ),
    reported(
        "words highlighted",
        [("dress", "of bridges", '<w:highlight w:val="yellow"/>')],
        "formatting not merged: highlight on: of bridges",
        by=PLAIN,
    ),
    reported(
        "words in a colour, underlined and large",
        [("dress", "Benin", '<w:color w:val="FF0000"/>', '<w:u w:val="single"/>', '<w:sz w:val="60"/>')],
        "formatting not merged: colour, font size, underline on: Benin",
        by=PLAIN,
    ),
    same("words in black", [("dress", "of bridges", '<w:color w:val="000000"/>')], by=PLAIN),
    same("a paragraph centred", [("center", "of bridges")], by=PLAIN),
    reported(
        "words in white that were sent out",
        [("dress", "every village", '<w:color w:val="FFFFFF"/>')],
        'text: Buses drive to every village. comments: - quote: every village text: "words hard to see in Word (in',
        by=PLAIN,
    ),
]

NO_NOTE = (("to a page[^source]", "to a page"), ("  source: Where this was taken from.\n", ""))
DELETED = [
    reported(
        "link in a footnote that the author deleted",
        [("link", "taken from", "https://example.org/ministry")],
        "https://example.org/ministry",
        author=NO_NOTE,
    ),
    conflict(
        "footnote changed whose paragraph the author deleted",
        [("replace", "taken from", "found")],
        "proposal: Where this was found.",
        author=(
            ("      The first paragraph has **bold** words, *slanted* ones, and\n", ""),
            ("      a [link][home] to a page[^source].\n\n", ""),
            ("  source: Where this was taken from.\n", ""),
            ("links:\n  home: https://example.org/home\n", ""),
        ),
    ),
    conflict(
        "footnote changed whose section the author deleted",
        [("replace", "by the ministry", "by the minister")],
        "proposal: Counted by the minister.",
        author=(
            ("      # about schools\n      - title: Schools\n        text: |\n", ""),
            ("          Schools were connected in all districts[^count].\n\n", ""),
            ("          | Country | Pupils  |\n          |---------|---------|\n          | Albania | 12      |\n", ""),
            ("          | Benin   | 20      |\n          | Chad    | 31      |\n", ""),
            ("  count: Counted by the ministry.\n", ""),
        ),
    ),
    conflict(
        "link put on words that the author deleted",
        [("link", "A third one", "https://example.org/third")],
        "https://example.org/third",
        author=(("      A third one, which goes.\n\n", ""),),
    ),
    said("comment in a footnote", [("comments", "ministry", (ADA, "Which one?"))], "Which one?"),
    said(
        "comment without words that was answered", [("comments", "of bridges", (ADA, ""), ("Bob", "Steel."))], "Steel."
    ),
    reported(
        "words of one reviewer behind a prompt",
        [("type", "executive summary", " Zebras"), ("by", "Bob"), ("replace", "bridges", "tunnels")],
        "Zebras",
        "speaks of bridges",
        by=TRACKED,
        options={"accept_from": (ADA,)},
    ),
    reported(
        "words of one reviewer on the cover",
        [("add", "COMMISSION ON", "Who wrote this?"), ("by", "Bob"), ("replace", "bridges", "tunnels")],
        "Who wrote this?",
        "speaks of bridges",
        by=TRACKED,
        options={"accept_from": (ADA,)},
    ),
    reported(
        "footnote of one reviewer that the author deleted",
        [("replace", "taken from", "found"), ("by", "Bob"), ("replace", "bridges", "tunnels")],
        "Where this was found.",
        by=TRACKED,
        options={"accept_from": (ADA,)},
        author=NO_NOTE,
    ),
]

BOB = ("by", "Bob"), ("replace", "bridges", "tunnels")
OF_ADA, OF_BOB = {"accept_from": (ADA,)}, {"accept_from": ("Bob",)}
MARKS = [
    lands("row marked as deleted", [("mark_row", "Benin", "del")], "| 12 | | Chad", gone=("Benin",)),
    same("row marked as inserted", [("mark_row", "Benin", "ins")]),
    lands("cell marked as deleted", [("mark_cell", "Benin", "cellDel")], "| 20 |", gone=("Benin",)),
    same("cell marked as inserted", [("mark_cell", "Benin", "cellIns")]),
    same("layout of a table and of the page", [("lay_out",)]),
    lands("a paragraph's style", [("restyle", "Transport", "BodyText")], "Transport", gone=("title: Transport",)),
    lands(
        "bold of one of two reviewers",
        [("look", "in the year", "b"), *BOB],
        "**in the year**",
        "of bridges",
        options=OF_ADA,
    ),
    lands(
        "words of one, bold of the other",
        [("look", "in the year", "b"), *BOB],
        "in the year. A third",
        "of tunnels",
        gone=("**in the year**",),
        options=OF_BOB,
    ),
    lands(
        "words of one, hidden by the other",
        [("look", "in the year", "vanish"), *BOB],
        "in the year",
        "of tunnels",
        options=OF_BOB,
    ),
    lands(
        "words of one, a style of the other",
        [("restyle", "Transport", "BodyText"), *BOB],
        "title: Transport",
        "of tunnels",
        options=OF_BOB,
    ),
    lands(
        "words of one, a row of the other", [("mark_row", "Benin", "del"), *BOB], "Benin", "of tunnels", options=OF_BOB
    ),
    lands(
        "a cell of one of two reviewers",
        [("mark_cell", "Benin", "cellDel"), *BOB],
        "| 20 |",
        "bridges",
        gone=("Benin",),
        options=OF_ADA,
    ),
    lands(
        "words of one that the other deleted",
        [("type", "speaks of", " long"), ("by", "Bob"), ("replace", " long", "")],
        "speaks of long bridges",
        options=OF_ADA,
    ),
    same(
        "words that one put in and another deleted",
        [("type", "speaks of", " long"), ("by", "Bob"), ("replace", " long", "")],
    ),
    same("layout alone of one of two reviewers", [("lay_out",), *BOB], options=OF_ADA),
]
LINKED = [
    said(
        "comment with a link",
        [("comments", "of bridges", (ADA, "the report")), ("remark", "the report", "https://example.org/report")],
        "text: the report (https://example.org/report)",
    ),
    said(
        "comment that mentions a person",
        [("comments", "of bridges", (ADA, "@Bob")), ("remark", "@Bob", "mailto:bob@example.org")],
        'text: "@Bob"',
        gone=("mailto:",),
    ),
]

CASES = [
    case._replace(name=f"{case.name}{', tracked' if by and len(case.by) > 1 else ''}", by=by)
    for table in (
        TEXTS,
        LOOKS,
        NOTES,
        OBJECTS,
        COMMENTS,
        BOTH,
        LAYOUT,
        BLOCKS,
        SHOWN,
        DELETED,
        LINKED,
        [each._replace(by=TRACKED) for each in MARKS],
    )
    for case in table
    for by in case.by
]
