"""Forgeries of a page: its bytes -> those of a page that says something else, or the same by another way."""

import base64
import json
import re
from collections.abc import Callable

from tests.forgeries.word_files import png
from wsisc.document import checksum, provenance
from wsisc.document.provenance import SourcePackage

OVERVIEW = "<p>An overview.</p>"
_PACKAGE = re.compile(r'(<script type="application/json" id="wsisc-source">)(.*?)(</script>)', re.DOTALL)


def edited(content: bytes, *changes: tuple[str, str]) -> bytes:
    """Return a page with the first occurrence of each text outside its package replaced; all must be there."""
    page = content.decode()
    found = _PACKAGE.search(page)
    assert found
    page = page.replace(found[0], "\0")
    for before, after in changes:
        assert before in page, before
        page = page.replace(before, after, 1)
    return page.replace("\0", found[0]).encode()


def with_package(content: bytes, change: Callable[[SourcePackage], SourcePackage]) -> bytes:
    page = content.decode()
    found = _PACKAGE.search(page)
    assert found
    text = provenance.pack(change(provenance.unpack(found[2]))).replace("<", "\\u003c")
    return page.replace(found[2], text, 1).encode()


def with_checksum(content: bytes) -> bytes:
    """Return a page with the checksum of its content, as whoever knows wsisc would write it."""
    return checksum.add_to_page(checksum.remove_from_page(content))


def in_overview(content: bytes, markup: str) -> bytes:
    """Return a page with something behind the words of Part Two."""
    return edited(content, (OVERVIEW, OVERVIEW + markup))


def on_overview(content: bytes, attribute: str) -> bytes:
    return edited(content, (OVERVIEW, OVERVIEW.replace("<p>", f"<p {attribute}>")))


def in_head(content: bytes, markup: str) -> bytes:
    return edited(content, ("</head>", f"{markup}</head>"))


# --- words ----------------------------------------------------------------------------------------------


def word_changed(content: bytes) -> bytes:
    return edited(content, ("An overview.", "An overlook."))


def word_of_the_cover_changed(content: bytes) -> bytes:
    return edited(content, ("do not necessarily reflect", "always reflect"))


def footnote_changed(content: bytes) -> bytes:
    return edited(content, ("The second note.", "The forged note."))


def footnote_never_called(content: bytes) -> bytes:
    return edited(content, ("</ol>\n</section>", '<li id="fn3"><p>A note for nobody.</p></li>\n</ol>\n</section>'))


def footnote_number_changed(content: bytes) -> bytes:
    return edited(content, ("<sup>1</sup>", "<sup>2</sup>"))


def footnote_reference_retargeted(content: bytes) -> bytes:
    return edited(content, ('href="#fn1"', 'href="#fn2"'))


def table_cell_changed(content: bytes) -> bytes:
    return edited(content, ("<td>312</td>", "<td>412</td>"))


def words_before_the_text(content: bytes) -> bytes:
    return edited(content, ("<main>", "<p>Withdrawn.</p><main>"))


def words_behind_the_text(content: bytes) -> bytes:
    return edited(content, ("</html>", "</html><p>Withdrawn.</p>"))


def second_text(content: bytes) -> bytes:
    return edited(content, ("</main>", "</main><main><p>More.</p></main>"))


def words_in_the_link_of_a_footnote(content: bytes) -> bytes:
    return edited(content, ("<sup>1</sup>", "<sup>1</sup> forged words"))


def script_in_the_link_of_a_footnote(content: bytes) -> bytes:
    return edited(content, ("<sup>1</sup></a>", "<sup>1</sup></a><a role='doc-backlink'>forged words</a>"))


# --- what runs, loads or sends ---------------------------------------------------------------------------------


def script_added(content: bytes) -> bytes:
    return in_overview(content, "<script>document.title = 'x'</script>")


def script_from_outside(content: bytes) -> bytes:
    return in_head(content, '<script src="https://evil.example/a.js"></script>')


def script_behind_the_package(content: bytes) -> bytes:
    """A script that runs, with the id of the package."""
    return in_head(content, '<script id="wsisc-source">document.title = "x"</script>')


def onerror_attribute(content: bytes) -> bytes:
    return edited(content, ('alt="A chart">', 'alt="A chart" onerror="alert(1)">'))


def onload_attribute(content: bytes) -> bytes:
    return edited(content, ("<body>", '<body onload="alert(1)">'))


def address_that_runs(content: bytes) -> bytes:
    return edited(content, ('href="https://example.org/report"', 'href="javascript:alert(1)"'))


def frame_added(content: bytes) -> bytes:
    return in_overview(content, '<iframe src="https://evil.example/"></iframe>')


def object_added(content: bytes) -> bytes:
    return in_overview(content, '<object data="https://evil.example/a.svg"></object>')


def drawing_added(content: bytes) -> bytes:
    return in_overview(content, '<svg width="90" height="20"><path d="M0 0L90 20" stroke="red"/></svg>')


def drawing_with_words(content: bytes) -> bytes:
    return in_overview(content, "<svg><text y='20'>FORGED</text></svg>")


def form_added(content: bytes) -> bytes:
    return in_overview(content, '<form action="https://evil.example/"><input value="FORGED"></form>')


def button_added(content: bytes) -> bytes:
    return in_overview(content, '<input type="button" value="Pay now">')


def refresh_added(content: bytes) -> bytes:
    return in_head(content, '<meta http-equiv="refresh" content="0;url=https://evil.example/">')


def base_added(content: bytes) -> bytes:
    return in_head(content, '<base href="https://evil.example/">')


def style_sheet_from_outside(content: bytes) -> bytes:
    return in_head(content, '<link rel="stylesheet" href="https://evil.example/a.css">')


def sound_added(content: bytes) -> bytes:
    return in_overview(content, '<audio autoplay src="https://evil.example/a.mp3"></audio>')


# --- what shows or hides -----------------------------------------------------------------------------------------


def style_hides(content: bytes) -> bytes:
    return edited(content, ("</style>", "main p { display: none }</style>"))


def style_writes_words(content: bytes) -> bytes:
    return edited(content, ("</style>", "main p::after { content: ' Not true.' }</style>"))


def second_style_sheet(content: bytes) -> bytes:
    return in_head(content, "<style>h2 { color: white }</style>")


def style_of_an_element(content: bytes) -> bytes:
    return on_overview(content, 'style="display:none"')


def hidden_attribute(content: bytes) -> bytes:
    return on_overview(content, "hidden")


def class_that_hides(content: bytes) -> bytes:
    return on_overview(content, 'class="skip"')


def inert_attribute(content: bytes) -> bytes:
    return on_overview(content, 'aria-hidden="true"')


def template_around_words(content: bytes) -> bytes:
    """The words are there, and no browser shows them."""
    return edited(content, (OVERVIEW, f"<template>{OVERVIEW}</template>"))


def noscript_around_words(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, f"<noscript>{OVERVIEW}</noscript>"))


def details_around_words(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, f"<details>{OVERVIEW}</details>"))


def text_area_around_words(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, f"<textarea>{OVERVIEW}</textarea>"))


def struck_text(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, "<p><del>An overview.</del></p>"))


def bold_added(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, "<p><b>An overview.</b></p>"))


def bold_removed(content: bytes) -> bytes:
    return edited(content, ("<strong>bold words</strong>", "bold words"))


def comment_added(content: bytes) -> bytes:
    return in_overview(content, "<!-- a remark -->")


def heading_level_changed(content: bytes) -> bytes:
    return edited(content, ('<h3 class="theme" id="two-1">', '<h4 class="theme" id="two-1">'))


def tooltip_added(content: bytes) -> bytes:
    return on_overview(content, 'title="Forged words"')


def label_changed(content: bytes) -> bytes:
    return edited(content, ('aria-label="Footnotes"', 'aria-label="Forged"'))


def label_added(content: bytes) -> bytes:
    return on_overview(content, 'aria-label="Forged words"')


# --- links and images ----------------------------------------------------------------------------------------------


def link_address_changed(content: bytes) -> bytes:
    return edited(content, ('href="https://example.org/report"', 'href="https://evil.example/report"'))


def link_removed(content: bytes) -> bytes:
    return edited(content, ('<a href="https://example.org/report">named link</a>', "named link"))


def link_added(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, '<p><a href="https://evil.example/">An overview.</a></p>'))


def link_moved(content: bytes) -> bytes:
    return edited(
        content,
        ('<a href="https://example.org/report">named link</a>', "named link"),
        (OVERVIEW, '<p><a href="https://example.org/report">An overview.</a></p>'),
    )


def link_widened(content: bytes) -> bytes:
    """More words lead to the address."""
    return edited(content, ("named link</a>, and a note", "named link, and a note</a>"))


def link_narrowed(content: bytes) -> bytes:
    return edited(content, ("named link</a>", "named</a> link"))


def link_on_other_words(content: bytes) -> bytes:
    before = 'a <a href="https://example.org/report">named link</a>, and a note'
    return edited(content, (before, 'a named link, and <a href="https://example.org/report">a note</a>'))


def image_moved(content: bytes) -> bytes:
    page = content.decode()
    figure = re.search(r"<figure>.*?</figure>\n", page, re.DOTALL)
    assert figure
    return edited(
        page.replace(figure[0], "").encode(), ("<p>After the figure.</p>\n", f"<p>After the figure.</p>\n{figure[0]}")
    )


def image_moved_without_its_caption(content: bytes) -> bytes:
    page = content.decode()
    image = re.search(r'<img src="data:image/png[^>]*>', page)
    assert image
    return edited(page.replace(image[0], "").encode(), ("After the figure.", f"After the figure.{image[0]}"))


def bold_narrowed(content: bytes) -> bytes:
    return edited(content, ("bold words</strong>", "bold</strong> words"))


def bold_moved(content: bytes) -> bytes:
    return edited(content, ("with <strong>bold words</strong>", "<strong>with bold</strong> words"))


def word_moved_out_of_a_heading(content: bytes) -> bytes:
    return edited(content, ("2) Other work</h3>\n<p>Work", "2) Other</h3>\n<p>work Work"))


def word_moved_between_items(content: bytes) -> bytes:
    return edited(content, ("<li>the first item</li>\n<li>the", "<li>the first</li>\n<li>item the"))


def word_moved_between_cells(content: bytes) -> bytes:
    return edited(content, ("<td>2021</td>\n<td>205</td>", "<td></td>\n<td>2021 205</td>"))


def paragraphs_joined(content: bytes) -> bytes:
    return edited(content, ("</p>\n<p>A second paragraph", " A second</p>\n<p>paragraph"))


def referrer_added(content: bytes) -> bytes:
    return in_head(content, '<meta name="referrer" content="unsafe-url">')


def viewport_changed(content: bytes) -> bytes:
    return edited(content, ("width=device-width, initial-scale=1", "width=1, initial-scale=0.01"))


def image_of_no_width(content: bytes) -> bytes:
    page = content.decode()
    changed = re.sub(r'(base64,[^"]+" )width="\d+"', r'\1width="0%"', page, count=1)
    assert changed != page
    return changed.encode()


def words_inert(content: bytes) -> bytes:
    return on_overview(content, "inert")


def words_in_a_popover(content: bytes) -> bytes:
    return on_overview(content, "popover")


def dialog_around_words(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, f"<dialog>{OVERVIEW}</dialog>"))


def link_within_changed(content: bytes) -> bytes:
    return edited(content, ('class="skip" href="#title"', 'class="skip" href="#three"'))


def link_pings(content: bytes) -> bytes:
    return edited(
        content,
        ('<a href="https://example.org/report">', '<a href="https://example.org/report" ping="https://evil.example/">'),
    )


def image_replaced(content: bytes) -> bytes:
    other = base64.b64encode(png((200, 0, 0))).decode()
    page = content.decode()
    return re.sub(r"(data:image/png;base64,)[^\"]+", rf"\g<1>{other}", page, count=1).encode()


def image_added(content: bytes) -> bytes:
    other = base64.b64encode(png((0, 0, 200))).decode()
    return in_overview(content, f'<img src="data:image/png;base64,{other}" alt="">')


def image_from_outside(content: bytes) -> bytes:
    """Another image is loaded where the screen is sharp."""
    return edited(content, ('alt="A chart">', 'alt="A chart" srcset="https://evil.example/a.png 1x">'))


def image_made_tiny(content: bytes) -> bytes:
    page = content.decode()
    changed = re.sub(r'(base64,[^"]+" )width="\d+" height="\d+"', r'\1width="1" height="1"', page, count=1)
    assert changed != page
    return changed.encode()


def alternative_changed(content: bytes) -> bytes:
    return edited(content, ('alt="A chart"', 'alt="A forged chart"'))


# --- the head ---------------------------------------------------------------------------------------------------


def title_changed(content: bytes) -> bytes:
    return edited(content, ("<title>A submission</title>", "<title>Another</title>"))


def author_changed(content: bytes) -> bytes:
    return edited(content, ('<meta name="author" content="An entity">', '<meta name="author" content="Another">'))


def language_changed(content: bytes) -> bytes:
    return edited(content, ('lang="en-GB"', 'lang="fr"'))


def direction_changed(content: bytes) -> bytes:
    return edited(content, ('dir="ltr"', 'dir="rtl"'))


def direction_of_words_changed(content: bytes) -> bytes:
    return edited(content, (OVERVIEW, '<p><bdo dir="rtl">An overview.</bdo></p>'))


def encoding_changed(content: bytes) -> bytes:
    return edited(content, ('<meta charset="utf-8">', '<meta charset="utf-7">'))


def second_package_first(content: bytes) -> bytes:
    found = _PACKAGE.search(content.decode())
    assert found
    package = provenance.unpack(found[2])
    forged = SourcePackage(
        package.source.replace("elsewhere", "nowhere"), package.call, package.versions, package.figures
    )
    text = provenance.pack(forged).replace("<", "\\u003c")
    return edited(content, ("<style>", f"{found[1]}{text}{found[3]}<style>"))


def versions_edited_and_word_changed(content: bytes) -> bytes:
    found = _PACKAGE.search(content.decode())
    assert found
    data = json.loads(found[2])
    data["versions"] = {"wsisc": "0.0.1"}
    return word_changed(content).replace(found[2].encode(), json.dumps(data).replace("<", "\\u003c").encode())


# --- harmless -----------------------------------------------------------------------------------------------------


def line_ends_of_windows(content: bytes) -> bytes:
    """The same page, saved with the line ends of Windows."""
    return content.replace(b"\n", b"\r\n")


# --- by rows ------------------------------------------------------------------------------------------------------


def _within(markup: str) -> Callable[[bytes], bytes]:
    return lambda content: edited(content, (OVERVIEW, markup.format(OVERVIEW)))


def _behind(markup: str) -> Callable[[bytes], bytes]:
    return lambda content: in_overview(content, markup)


def _on(attribute: str) -> Callable[[bytes], bytes]:
    return lambda content: on_overview(content, attribute)


def _head(markup: str) -> Callable[[bytes], bytes]:
    return lambda content: in_head(content, markup)


def _changed(*changes: tuple[str, str]) -> Callable[[bytes], bytes]:
    return lambda content: edited(content, *changes)


_FONT = "src: url(data:font/woff2;base64,AAAA)"
_LINK = 'href="https://example.org/report"'
ROWS: dict[str, tuple[Callable[[bytes], bytes], tuple[str, ...]]] = {
    "font_within": (_head(f"<style>@font-face {{ font-family: Tinos; {_FONT} }}</style>"), ("the style sheet",)),
    "typeface_of_symbols": (_head("<style>main p { font-family: Wingdings }</style>"), ("the style sheet",)),
    "space_around_words": (_head("<style>main p { padding: 0 90em }</style>"), ("the style sheet",)),
    "colours_alike": (_head("<style>:root { --text: #949494; --page: #9A9A9A }</style>"), ("the style sheet",)),
    "style_sheet_in_capitals": (_head("<STYLE>main p{display:none}</STYLE>"), ("the style sheet",)),
    "style_sheet_for_paper": (_changed(("<style>", '<style media="print">')), ("media",)),
    "style_in_a_drawing": (_behind("<svg><style>main p { display: none }</style></svg>"), ("svg", "display")),
    "formula_with_words": (_behind("<math><mtext>FORGED</mtext></math>"), ("FORGED",)),
    "formula_around_words": (_within("<math><semantics><mi></mi><mtext>{}</mtext></semantics></math>"), ("math",)),
    "frame_with_a_page": (_behind('<iframe srcdoc="&lt;p&gt;FORGED"></iframe>'), ("iframe",)),
    "data_for_machines": (_head('<script type="application/ld+json">{"name": "FORGED"}</script>'), ("FORGED",)),
    "policy_added": (_head('<meta http-equiv="Content-Security-Policy" content="style-src x">'), ("http-equiv",)),
    "preview_added": (_head('<meta property="og:title" content="FORGED">'), ("og:title",)),
    "icon_from_outside": (_head('<link rel="icon" href="https://evil.example/i.png">'), ("link", "evil.example")),
    "other_image_on_other_screens": (
        _changed(('alt="A chart"', 'alt="A chart" srcset="https://evil.example/x"')),
        (),
    ),
    "link_that_downloads": (_changed((_LINK, _LINK + ' download="x.exe"')), ()),
    "link_in_a_new_window": (_changed((_LINK, _LINK + ' target="_blank" rel="opener"')), ()),
    "words_over_words": (_within("<ruby>{}<rt>FORGED</rt></ruby>"), ("FORGED",)),
    "shadow_of_words": (_within('<div><template shadowrootmode="open">x</template>{}</div>'), ()),
    "words_moving": (_within("<marquee>{}</marquee>"), ("marquee",)),
    "words_in_white": (_within('<font color="white">{}</font>'), ("font",)),
    "words_hidden_until_found": (_within('<div hidden="until-found">{}</div>'), ("hidden",)),
    "words_for_the_old": (_behind("<!--[if IE]><p>FORGED</p><![endif]-->"), ("FORGED",)),
    "words_to_be_edited": (_on("contenteditable"), ("contenteditable",)),
    "words_in_another_language": (_on('lang="fr"'), ("lang",)),
    "words_with_data": (_on('data-note="FORGED"'), ("FORGED",)),
    "id_of_a_footnote": (_on('id="fn1"'), ("fn1", "id of p")),
    "list_with_numbers": (_changed(("<ul>", "<ol>"), ("</ul>", "</ol>")), ("ol",)),
    "item_with_a_number": (_changed(("<li>the first item", '<li value="7">the first item')), ("value",)),
    "table_is_none": (_changed(("<table>", '<table role="presentation">')), ("presentation",)),
    "cell_over_others": (_changed(("<td>312</td>", '<td colspan="9">312</td>')), ("colspan",)),
    "caption_added": (_changed(("<table>", "<table><caption>FORGED</caption>")), ("FORGED",)),
    "letter_of_another_script": (_changed(("An overview.", "An overvi\u0435w.")), ("Part Two",)),
    "letter_that_turns_words": (_changed(("An overview.", "An \u202eoverview.")), ("Part Two",)),
    "declaration_removed": (_changed(("<!DOCTYPE html>", "")), ("DOCTYPE",)),
    "page_hidden": (_changed(("<html ", "<html hidden ")), ("hidden",)),
}
"""Forgeries by name, with words of which the help of a report has one."""
