"""What is more than words: links, images, equations, fields and embedded parts that a reviewer changed."""

from pathlib import Path

import pytest

from tests.conftest import build, some_quick
from tests.merge.components import EMF, GIF, edited, png
from tests.reviews.reviewer import Reviewer
from wsisc import pipeline, source
from wsisc.cli import import_into
from wsisc.merge import collect, components
from wsisc.messages.localization import use_language
from wsisc.readers.word import content
from wsisc.source import model

BASE = Path(__file__).parent / "illustrated.yaml"
CHART = (Path(__file__).parent.parent / "figures" / "chart.png").read_bytes()
TEXT = BASE.read_text("utf-8")
SENT = build(source.read(BASE.read_bytes(), "").data)

SCHOOLS, HEALTH = ("parts", "two", "sections", 0), ("parts", "two", "sections", 1)
ONE, TWO, A = ("parts", "one"), ("parts", "two"), ("parts", "three", "a")
COVER = "COMMISSION ON"


@pytest.fixture
def merge(tmp_path, capsys):
    def merge(document, text=TEXT, has_image=True, **options):
        """Return the exit code, the output, and the file afterwards."""
        document_path, into = tmp_path / "reviewed.docx", tmp_path / "ours.yaml"
        document_path.write_bytes(document)
        into.write_text(text, "utf-8")
        (tmp_path / "figures").mkdir(exist_ok=True)
        if has_image:
            (tmp_path / "figures" / "chart.png").write_bytes(CHART)
        code = import_into.merge(str(document_path), str(into), **options)
        output = capsys.readouterr()
        return code, output.out + output.err, into.read_text("utf-8")

    return merge


def comments(text):
    """Return the comments of a file by the paths of their parts and sections."""
    found = source.read(text.encode(), "").data
    submission = model.from_data(found)
    holders = [*model.parts(submission), *model.sections(submission)]
    return {path: holder.comments for path, holder in holders if holder.comments}


def said_in(comment):
    """Return the content of an entry: what is no wording has no proposal, and is under `text`."""
    assert comment.proposal == "" or not comment.text
    return f"{comment.text}{comment.proposal}"


ANYWHERE = None
REPORTED = {
    "image replaced": (("other_image", png()), SCHOOLS, "8 × 6"),
    "image replaced by an EMF": (("other_image", EMF, "emf"), SCHOOLS, "EMF"),
    "image replaced by a GIF": (("other_image", GIF, "gif"), SCHOOLS, "GIF"),
    "image in a paragraph": (("image", "A second paragraph", png()), ONE, "8 × 6"),
    "image in a heading": (("image", "Health", png()), HEALTH, "8 × 6"),
    "image in a prompt": (("image", "Part Two", png()), TWO, "8 × 6"),
    "image in a cell": (("image", "Country", png()), SCHOOLS, "8 × 6"),
    "image in a footnote": (("image", "taken from", png()), ONE, "8 × 6"),
    "image in a caption": (("image", "Schools connected", png()), SCHOOLS, "8 × 6"),
    "the same image once more": (("image", "A second paragraph", CHART), ONE, "PNG"),
    "EMF": (("image", "A second paragraph", EMF, "emf"), ONE, "EMF"),
    "GIF": (("image", "A second paragraph", GIF, "gif"), ONE, "GIF"),
    "image of an unknown kind": (("image", "A second paragraph", b"what?", "bin"), ONE, "sha256"),
    "image cropped": (("crop",), SCHOOLS, "cropped"),
    "logo": (("image", COVER, png()), ONE, "8 × 6"),
    "logo as EMF": (("image", COVER, EMF, "emf"), ONE, "EMF"),
    "logo in the title": (("image", "Our contribution", png()), ONE, "8 × 6"),
    "OLE object": (("ole", "A second paragraph"), ANYWHERE, "OLE object"),
    "OLE object on the cover": (("ole", COVER), ANYWHERE, "OLE object"),
    "chart": (("chart", "A second paragraph"), ANYWHERE, "chart"),
    "chart with words": (("chart", "A second paragraph", "Growth"), ANYWHERE, "Growth"),
    "altChunk": (("altchunk", "A second paragraph"), ANYWHERE, "document"),
    "equation": (("equation", "A second paragraph"), ONE, "a+b"),
    "equation in a heading": (("equation", "Health"), HEALTH, "a+b"),
    "equation in a footnote": (("equation", "taken from"), ONE, "a+b"),
    "equation in a cell": (("equation", "Country"), SCHOOLS, "a+b"),
    "equation in a prompt": (("equation", "Part Two"), TWO, "a+b"),
    "equation on the cover": (("equation", COVER), ONE, "a+b"),
    "field": (("field", "A second paragraph", "DATE"), ANYWHERE, "DATE"),
    "field without a result": (("field", "A second paragraph", "SEQ x", ""), ANYWHERE, "SEQ"),
    "field on the cover": (("field", COVER, "DATE", ""), ANYWHERE, "DATE"),
    "file link": (("link", "A second paragraph", "file:///C:/notes.docx"), ONE, "file:///C:/notes.docx"),
    "script link": (("link", "A second paragraph", "javascript:alert(1)"), ONE, "javascript:alert(1)"),
    "mail to nobody": (("link", "A second paragraph", "mailto:?subject=x"), ONE, "mailto:?subject=x"),
    "relative link": (("link", "A second paragraph", "notes.docx"), ONE, "notes.docx"),
    "link made a file's": (("relink", "https://example.org/", "file:///x"), ONE, "file:///x"),
    "link in a footnote made a file's": (("relink", "https://example.org/report", "file:///x"), ONE, "file:///x"),
    "link on a heading": (("link", "Health", "https://example.org/new"), HEALTH, "https://example.org/new"),
    "link on the title": (("link", "Our contribution", "https://example.org/new"), ONE, "https://example.org/new"),
    "link on the name": (("link", "An entity", "https://example.org/new"), ONE, "https://example.org/new"),
    "link on the cover": (("link", COVER, "https://example.org/new"), ONE, "https://example.org/new"),
    "link on a prompt": (("link", "Part Two", "https://example.org/new"), TWO, "https://example.org/new"),
    "link in a caption": (("link", "Schools connected", "https://example.org/new"), SCHOOLS, "https://example.org/new"),
    "known link on a heading": (("link", "Health", "https://example.org/"), HEALTH, "https://example.org/"),
    "file link on a heading": (("link", "Health", "file:///x"), HEALTH, "file:///x"),
}


@pytest.mark.parametrize("name", some_quick(REPORTED, 8))
def test_what_cannot_land_is_reported_and_stays_in_the_file(merge, name):
    edit, place, words = REPORTED[name]
    document = edited(SENT, edit, ("replace", "all districts", "most districts"))
    code, output, merged = merge(document)
    assert code == 1
    assert "most districts." in merged  # a clean change beside it lands
    assert "![chart]" in merged
    assert "file: figures/chart.png" in merged
    assert words in output
    found = comments(merged)
    matching = {path: [each for each in said if words in said_in(each)] for path, said in found.items()}
    assert any(matching.values()), merged
    assert place is ANYWHERE or matching.get(place), merged
    codes = {each.code for each in pipeline.check(source.read(merged.encode(), "")).diagnostics}
    assert "open-conflict" in codes
    assert merge(document, merged)[2] == merged  # the same once more leaves one comment


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("image cropped", ", rogné"),
        ("chart with words", "élément incorporé : graphique"),
        ("OLE object", "élément incorporé : objet OLE"),
        ("equation", "équation : a+b"),
        ("image replaced", "PNG, 8 × 6 pixels, sha256:"),
    ],
)
def test_what_cannot_land_is_reported_in_the_language_of_messages(merge, name, words):
    """Kinds and types were in English, in the report and in the comments of the file."""
    with use_language("fr"):
        _, output, merged = merge(edited(SENT, REPORTED[name][0]))
    said = " ".join(each.text for found in comments(merged).values() for each in found)
    assert [words in " ".join(each.split()) for each in (output, said)] == [True, True]


LANDED = {
    "link": (("link", "Health centres", "https://example.org/new"), "https://example.org/new"),
    "link in a cell": (("link", "12", "https://example.org/new"), "https://example.org/new"),
    "link in a table header": (("link", "Country", "https://example.org/new"), "https://example.org/new"),
    "link elsewhere": (("relink", "https://example.org/", "https://example.org/other"), "https://example.org/other"),
    "link in a footnote": (("relink", "https://example.org/report", "https://example.org/x"), "https://example.org/x"),
}


@pytest.mark.parametrize("name", LANDED)
def test_what_can_land_lands(merge, name):
    edit, words = LANDED[name]
    code, _output, merged = merge(edited(SENT, edit))
    assert (code, comments(merged)) == (0, {})
    assert words in merged
    assert merge(edited(SENT, edit), merged)[::2] == (0, merged)


def test_an_address_changes_under_its_name(merge):
    code, _, merged = merge(edited(SENT, ("relink", "https://example.org/", "https://example.org/other")))
    assert (code, merged) == (0, TEXT.replace("home: https://example.org/", "home: https://example.org/other"))
    author = TEXT.replace("Health centres too.", "Health [centres][home] too.")
    code, _, merged = merge(edited(SENT, ("relink", "https://example.org/", "https://example.org/other")), author)
    assert "home: https://example.org/\n" in merged
    assert ": https://example.org/other\n" in merged


def test_a_link_goes(merge):
    code, _, merged = merge(edited(SENT, ("unlink", "A summary")))
    assert (code, comments(merged)) == (0, {})
    assert "A summary with a link to a page[^source]." in merged


def test_a_caption_goes(merge):
    code, _, merged = merge(edited(SENT, ("remove", "Schools connected")))
    assert code == 0
    assert merged == TEXT.replace("    caption: Schools connected\n", "")


def test_a_title_that_goes_is_needed(merge):
    code, output, merged = merge(edited(SENT, ("remove", "Our contribution")))
    assert code == 1
    assert "title: Our contribution" in merged
    assert any("Our contribution" in each.quote for each in comments(merged)[ONE])
    assert "fault" not in output


def test_a_link_among_other_words_is_refused_at_its_own_place(merge):
    """Its address is in other parts too, before and after: only its own words say where it is."""
    reviewer = Reviewer(SENT)
    for number, words in enumerate(("Schools", "centres")):
        reviewer.link(words, "https://example.org/", id=f"link{number}")
    code, output, merged = merge(reviewer.content())
    assert code == 1
    assert "on: Schools" in output
    assert "Health [centres][home] too." in merged
    assert {path for path, said in comments(merged).items() if any("Schools" in said_in(each) for each in said)} == {
        SCHOOLS
    }


def test_an_image_goes(merge):
    code, _, merged = merge(edited(SENT, ("no_image",)))
    assert "![chart]" not in merged
    assert code == 0


def test_a_linked_image_is_reported_by_its_address(merge):
    code, output, merged = merge(edited(SENT, ("linked_image", "A second paragraph", "https://example.net/a.png")))
    assert code == 1
    assert "https://example.net/a.png" in output
    assert any("https://example.net/a.png" in said_in(each) for said in comments(merged).values() for each in said)


def test_nothing_changed(merge):
    assert merge(SENT)[::2] == (0, TEXT)


def test_the_image_of_a_figure_is_the_authors(merge, tmp_path):
    _code, output, _merged = merge(edited(SENT, ("other_image", png())))
    assert (tmp_path / "figures" / "chart.png").read_bytes() == CHART
    assert sorted(each.name for each in (tmp_path / "figures").iterdir()) == ["chart.png"]
    assert "figures/chart.png" in output


def test_an_image_that_the_author_has_put_in_too_is_no_change(merge, tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "chart.png").write_bytes(png())
    assert merge(edited(SENT, ("other_image", png())), has_image=False)[::2] == (0, TEXT)


def test_an_image_whose_figure_the_author_has_deleted_is_reported(merge):
    author = TEXT.replace("\n          ![chart]\n", "").partition("figures:")[0]
    code, output, merged = merge(edited(SENT, ("other_image", png())), author)
    assert code == 1
    assert "8 × 6" in output
    assert any("8 × 6" in said_in(each) for said in comments(merged).values() for each in said)
    assert merge(SENT, author)[::2] == (0, author)


def test_images_are_left_out_of_what_some_changed(merge):
    document = edited(SENT, ("other_image", png()), ("replace", "all districts", "most districts"), by="Ada")
    code, output, merged = merge(document, accept_from=("Ada",))
    assert (code, merged) == (0, TEXT.replace("all districts", "most districts"))
    assert "left out: untracked changes" in output


def test_the_image_of_the_author_may_be_gone(merge):
    assert merge(SENT, has_image=False)[::2] == (0, TEXT)
    code, _output, merged = merge(edited(SENT, ("other_image", png())), has_image=False)
    assert code == 1
    assert comments(merged).keys() == {SCHOOLS}


FAULTS = {
    "words": (("replace", "all districts", "all new districts"), "new"),
    "words that went": (("replace", "all districts", "all"), "districts"),
    "words of a footnote": (("replace", "taken from", "found"), "found"),
    "words of a title": (("replace", "Health", "Healing"), "Healing"),
    "words of a caption": (("replace", "Schools connected", "Schools linked"), "linked"),
    "link": (("link", "Health centres", "https://example.org/new"), "https://example.org/new"),
    "image": (("other_image", png()), "8 × 6"),
    "new image": (("image", "A second paragraph", png()), "8 × 6"),
    "link that went": (("unlink", "A summary"), "https://example.org/"),
}


@pytest.mark.parametrize("name", some_quick(FAULTS, 3))
def test_a_merge_that_loses_a_change_says_so(merge, monkeypatch, name):
    """Were the comparison of texts at fault, the account would not be even."""
    monkeypatch.setattr(collect, "find_changes", lambda sides: [])
    edit, words = FAULTS[name]
    code, output, merged = merge(edited(SENT, edit))
    assert code == 1
    assert words in output
    assert any(words in said_in(each) + each.quote for said in comments(merged).values() for each in said)


def test_a_call_of_a_footnote_that_goes_is_counted(merge, monkeypatch):
    document = edited(SENT, ("no_call",))
    code, output, merged = merge(document)
    assert (code, "[^source]" in merged) == (0, False), output  # nor is its link told of, which the file holds still
    monkeypatch.setattr(collect, "find_changes", lambda sides: [])
    code, output, _ = merge(document)
    assert code == 1
    assert "footnote" in output


def test_a_field_of_heads_and_feet_counts_once():
    """LibreOffice saves them again for each section, such as those of wide tables."""
    places = ("footer", "footer", "header", "body", "body")
    found = [content.Component(content.ComponentKind.FIELD, "PAGE", "2", "", place) for place in places]
    counted = components.count_each_once(content.WordContent((), components=tuple(found)))
    assert [each.place for each in counted] == ["footer", "body", "body"]
