"""The page of differences: what is in each view, and that no author can write markup or load anything."""

import re

import lxml.html
import pytest

from tests.conftest import as_yaml, minimal
from tests.diff_report import pairs
from tests.diff_report.pairs import compared
from wsisc.api import RedlineOptions, compare_versions, create_redline
from wsisc.diff_report.page import is_earlier_report


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    folder = pairs.copy_to(tmp_path_factory.mktemp("pairs"))
    found = compare_versions(folder / "english-old.yaml", folder / "english-new.yaml")
    return found, create_redline(found, "html")


def parse(page):
    return lxml.html.fromstring(page.decode())


def test_every_changed_block_is_in_both_views(english):
    tree = parse(english[1])
    changes = tree.xpath("//div[@class='change']")
    assert len(changes) > 10
    for each in changes:
        [inline], [old, new] = each.xpath("div[@class='inline']"), each.xpath("div[@class='sides']/div")
        removed, added = ([found.text_content() for found in inline.xpath(f".//{name}")] for name in ("del", "ins"))
        assert [found.text_content() for found in old.xpath(".//del")] == removed
        assert [found.text_content() for found in new.xpath(".//ins")] == added
        assert (old.xpath(".//ins"), new.xpath(".//del")) == ([], [])


def test_removed_and_added_words_are_said_to_those_who_do_not_see_them(english):
    tree = parse(english[1])
    for name, word in (("del", "removed"), ("ins", "added")):
        for each in tree.iter(name):
            assert each.text_content().startswith(f"{word}: ")
            assert each.text_content().endswith(" (end)")


def test_letters_of_removed_and_added_words_do_not_join(tmp_path):
    folder = pairs.copy_to(tmp_path)
    found = compare_versions(folder / "arabic-old.yaml", folder / "arabic-new.yaml")
    followed = [each for each in parse(create_redline(found, "html")).iter("del") if each.getnext() is not None]
    assert len(followed) > 3
    assert all(each.tail for each in followed)


def test_what_did_not_change_can_be_opened(english):
    tree = parse(english[1])
    assert [" ".join(each.text_content().split()) for each in tree.iter("details")] == [
        "6 unchanged words This paragraph stays as it is.",
        "unchanged figure (figure) map",
    ]


def test_links_of_the_page_lead_to_what_is_in_it_and_nothing_is_loaded(english):
    tree = parse(english[1])
    ids = set(tree.xpath("//@id"))
    assert set(tree.xpath("//a/@href")) == {f"#{each}" for each in ids if each.startswith("part-")} | {"#changes"}
    assert not tree.xpath("//script | //link | //iframe | //object")
    assert all(each.startswith("data:image/") for each in tree.xpath("//@src"))
    assert "default-src 'none'" in english[1].decode()
    assert len(re.findall(rb"url\(", english[1])) == 0


def test_images_that_were_replaced_are_shown_with_their_texts(english):
    images = parse(english[1]).xpath("//img/@alt")
    assert images == ["Map of schools", "Map of all schools", "Laying a cable"]


def test_the_words_of_a_version_are_in_its_language(tmp_path):
    folder = pairs.copy_to(tmp_path)
    for language, tag, direction in (("arabic", "ar-SA", "rtl"), ("chinese", "zh-CN", "ltr")):
        found = compare_versions(folder / f"{language}-old.yaml", folder / f"{language}-new.yaml")
        tree = parse(create_redline(found, "html"))
        assert tree.get("lang") == {"arabic": "ar-SA", "chinese": "zh-CN"}[language]
        for each in tree.xpath("//div[@class='inline']"):
            assert (each.get("lang"), each.get("dir")) == (tag, direction)


def test_nothing_that_an_author_writes_is_markup(tmp_path):
    evil = '"><script>alert(1)</script><img src=x onerror=y>'
    new = {"title": evil, "language": evil, "entity": {"name": evil},
           "parts": {"one": {"text": f"[a](javascript:alert%281%29) {evil.replace('<', chr(92) + '<')}"},
                     "two": {"sections": [{"title": evil, "text": "x"}]}}}  # fmt: skip
    tree = parse(create_redline(compared(tmp_path, {}, new), "html", options=RedlineOptions(summary=True)))
    assert not tree.xpath("//script | //img | //@onerror")
    assert not [each for each in tree.xpath("//@href") if not each.startswith("#")]


def test_a_page_without_differences_says_so(tmp_path):
    page = create_redline(compared(tmp_path), "html", options=RedlineOptions(summary=True))
    assert parse(page).xpath("string(//*[@id='changes'])") == "No differences."


def test_only_an_earlier_page_that_nobody_changed_is_recognized(tmp_path):
    page = create_redline(compared(tmp_path), "html")
    assert is_earlier_report(page)
    assert is_earlier_report(page.replace(b"\n", b"\r\n"))
    assert not is_earlier_report(page.replace(b"No differences", b"Some differences"))
    assert not is_earlier_report(page + b"more\n")
    assert not is_earlier_report(as_yaml(minimal()))
