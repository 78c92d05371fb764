"""The links and images of a page, as a golden shows them, and the words that are read of it."""

import pytest

from wsisc.document.integrity import FOOTNOTE_REFERENCE
from wsisc.readers import page_text
from wsisc.readers.page_text import extract_words

IMAGE = "data:image/png;base64,QUJD"
PAGE = f"""<!DOCTYPE html><!-- top --><?pi x?><html lang="en"><head><title>T</title><meta name="author" content="A"><meta name="generator" content="g">
<style>p {{}}</style><script id="wsisc-source" type="application/json">{{"a":1}}</script><script id="wsisc-source">x</script></head>
<body class="c"><header>before</header><main><h1>One  title</h1><p id="p1">Six words come before <a href="https://a.example/">the link</a> and <b>bold <i>both</b></i>.
<strong>s</strong><em>e</em><u>u</u><s>s</s><sub>1</sub><sup><a role="doc-noteref" href="#n1">1</a></sup><code>c</code><img src="{IMAGE}" alt="A map" width="8" height="7">
<img src="data:image/png;base64,AAA" width="1em" height="100"><img src="data:text/plain;base64,!"></p><h2>Two</h2><ul type="a"><li>x<li>y</ul>
<svg></svg><custom-thing onclick="run()"></custom-thing><td colspan="2" hidden>cell</td></main><![CDATA[x]]><footer aria-hidden="true">after</footer>
<section role="doc-endnotes"><li>A note <a role="doc-backlink" href="#r1">back</a></li></section></body></html>"""


def test_the_inventory_of_a_page(golden):
    found = page_text.read_inventory(PAGE.encode())
    lines = [f"[{each.place}] {each.kind}{' (layout)' * each.is_layout}: {each.text}" for each in found.items]
    golden(
        "readings/html-inventory.txt",
        "\n".join([*(f"{index} {each}" for index, each in enumerate(found.headings)), *lines, ""]),
    )


NOTES = "<section role='doc-endnotes'><ol><li>First <a role='doc-backlink'>back</a> more<ol><li>inner</li></ol> end</li><li><p>Second</p></li></ol></section>"
PAGES = [
    ("out<main>in</main>out", "in", []),
    ("<main>a<p>b</p>c<b>d</b><br>e<div>f</div><h1>g</h1><td>h</td><th>i</th><li>j</li><h6>k</h6><span>l</span>m</main>", "a b cd e f g h i j klm".replace("klm", "k lm"), []),
    (f"<main>text<a role='doc-noteref'>1</a> after{NOTES}<p>end</main>", "text\ue000 after end", ["First more inner end", "Second"]),
    (f"<main>one{NOTES}<p>two</p>{NOTES}</main>", "one two", ["First more inner end", "Second"] * 2),
    ("<main><a href='x'>link</a> &amp; &eacute;</main><main><p>again</main>", "link & é again", []),
    ("<main><a role='doc-noteref'><b>1</b></a>x</main>", "\ue000x", []),
]  # fmt: skip


@pytest.mark.parametrize(("page", "body", "notes"), PAGES)
def test_the_words_of_a_page(page, body, notes):
    found = extract_words(page)
    sign = FOOTNOTE_REFERENCE
    assert " ".join(found.body).replace(sign, "\ue000") == body
    assert [" ".join(each) for each in found.footnotes] == notes
