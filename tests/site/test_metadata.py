"""What search engines, browser tabs and previews of links show of a site's pages."""

import re
import shutil

import pytest
from lxml import etree, html

from tests.conftest import as_yaml, minimal
from tests.site.conftest import COMPENDIUM
from tests.site.keys import page_path
from tests.site.test_pages import EVIL, KEYS, pages, tree
from wsisc import source
from wsisc.api import SiteOptions, build_site
from wsisc.source import model

CALL = "fictional-45"  # it has several languages
BASE = "https://www.example.org/wsis/"


def meta(page, name):
    return page.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")


def addresses(page):
    """Return what in the head of a page names an address, without those of its own files."""
    links = page.xpath("//head/link[@rel='canonical' or @rel='alternate']/@href")
    return [*links, *(each for each in page.xpath("//meta/@content") if "://" in each)]


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return the folder of a site with its address: a submission in two languages, and another."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(COMPENDIUM / "calls", folder / "in" / "calls")
    for name, language in (("agency", "en"), ("agency-fr", "fr"), ("other-fr", "fr"), ("other", "fr")):
        entity = {"name": "Agency" if language == "en" or name == "agency-fr" else name.title()}
        text = as_yaml(minimal({"call": CALL, "language": language, "entity": entity}))
        (folder / "in" / f"{name}.yaml").write_bytes(text)
    built = build_site(folder / "in", folder / "out", options=SiteOptions(base_url=BASE.rstrip("/"), language="en"))
    assert [name.rpartition("/")[2] for name in built.translations] == ["agency-fr.yaml"]
    return folder / "out"


def test_every_page_has_a_title_and_description_of_its_own(site_folder):
    heads = [(tree(path).xpath("string(//title)"), *meta(tree(path), "description")) for path in pages(site_folder)]
    assert len({title for title, _ in heads}) == len({description for _, description in heads}) == len(heads)
    assert all(title.endswith("WSIS outcomes: submissions to the CSTD") for title, _ in heads)
    assert all(20 < len(description) < 380 for _, description in heads)


@pytest.mark.parametrize("key", KEYS)
def test_a_submission_has_the_name_of_its_entity_as_title_and_its_own_beginning_as_description(site_folder, key):
    page = tree(site_folder / page_path(site_folder, key))
    submission = model.from_data(source.read((COMPENDIUM / f"{key}.yaml").read_bytes(), key).data)
    (title,), (description,), (shown,) = (meta(page, name) for name in ("og:title", "description", "og:description"))
    assert page.xpath("string(//title)").startswith(f"{title} – ")
    assert title.startswith(submission.entity.name)
    assert shown == description
    assert description.removesuffix(" …") in " ".join(page.find(".//article").text_content().split())
    assert page.xpath("//meta[@name='description']/@lang") == page.xpath("//article/@lang")
    assert meta(page, "og:locale") == [page.xpath("string(//article/@lang)").replace("-", "_")]
    assert meta(page, "og:type") == ["article"]


def test_the_icon_of_a_page_is_in_the_page(site_folder):
    for path in pages(site_folder):
        (icon,) = tree(path).xpath("//link[@rel='icon']/@href")
        assert icon.startswith("data:image/svg+xml,%3Csvg")


def test_a_site_without_an_address_names_none(site_folder):
    assert not (site_folder / "sitemap.xml").exists()
    assert {path: found for path in pages(site_folder) if (found := addresses(tree(path)))} == {}


def test_every_page_has_its_address_and_is_in_the_sitemap(published):
    found = {}
    for path in pages(published):
        (canonical,) = tree(path).xpath("//link[@rel='canonical']/@href")
        assert meta(tree(path), "og:url") == [canonical]
        found[path.relative_to(published).as_posix()] = canonical
    assert found.pop("index.html") == BASE
    assert all(address == f"{BASE}{path}" for path, address in found.items())
    root = etree.parse(published / "sitemap.xml").getroot()
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset"
    listed = [each.text for each in root.iter("{*}loc")]
    assert sorted(listed) == sorted({BASE, *found.values()} - {f"{BASE}search.html"})


def test_versions_of_a_submission_in_other_languages_are_named_to_search_engines(published):
    alternates = {}
    for path in pages(published):
        links = tree(path).xpath("//head/link[@rel='alternate']")
        alternates[path.relative_to(published).as_posix()] = {each.get("hreflang"): each.get("href") for each in links}
    english, french = (page_path(published, name) for name in ("agency", "agency/fr"))
    both = {"en": f"{BASE}{english}", "fr": f"{BASE}{french}"}
    both["x-default"] = both["en"]
    named = {english: both, french: both}
    assert {path: found for path, found in alternates.items() if found} == named
    mapped = {
        each.findtext("{*}loc"): {link.get("hreflang"): link.get("href") for link in each.iter("{*}link")}
        for each in etree.parse(published / "sitemap.xml").getroot()
    }
    assert {address: found for address, found in mapped.items() if found} == {both["en"]: both, both["fr"]: both}


def test_a_submission_in_several_languages_is_one_entry(published, tmp_path):
    front = tree(published / "index.html")
    entries = front.xpath("//ul[@class='entries']/li/p[@class='entry']/a[not(@hreflang)]/@href")
    assert entries == [page_path(published, name) for name in ("agency", "other", "other-fr")]
    assert "3 submissions, " in front.text_content()
    (link,) = front.xpath("//ul[@class='entries']//a[@hreflang]")
    assert (link.get("href"), link.get("lang"), link.text) == (page_path(published, "agency/fr"), "fr-FR", "français")
    shutil.copytree(COMPENDIUM / "calls", tmp_path / "in" / "calls")
    origin = {"translated-from": {"file": "original.yaml"}}
    for name, language, more in (("original", "en", {}), ("traduction", "fr", origin)):
        data = minimal({"call": CALL, "language": language, "entity": {"name": name.title()}})
        (tmp_path / "in" / f"{name}.yaml").write_bytes(as_yaml({**data, **more}))
    assert build_site(tmp_path / "in", tmp_path / "out").index
    hrefs = tree(tmp_path / "out" / "index.html").xpath(
        "//ul[@class='entries']/li/p[@class='entry']/a[not(@hreflang)]/@href"
    )
    assert hrefs == [page_path(tmp_path / "out", "original")]
    (link,) = tree(tmp_path / "out" / page_path(tmp_path / "out", "original/fr")).xpath(
        "//div[@class='side']//a[@hreflang]"
    )
    assert (link.get("href"), link.text) == (f"../../{hrefs[0]}", "English")


def test_an_address_with_signs_of_xml_stays_an_address(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": EVIL, "entity": {"name": EVIL, "acronym": EVIL}})))
    base = "https://[2001:db8::1]:8080/a&b='c'/%C3%A9/"
    build_site(tmp_path / "a.yaml", tmp_path / "s", options=SiteOptions(base_url=base, title=EVIL))
    page = html.parse(str(tmp_path / "s" / page_path(tmp_path / "s", "a"))).getroot()
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{base}{page_path(tmp_path / 's', 'a')}"]
    assert meta(page, "og:title") == [f"{EVIL} ({EVIL})"]
    assert meta(page, "og:site_name") == [EVIL]
    assert not page.xpath("//@onerror | //script")
    locations = [each.text for each in etree.parse(tmp_path / "s" / "sitemap.xml").iter("{*}loc")]
    assert f"{base}{page_path(tmp_path / 's', 'a')}" in locations
    assert not re.search(r"&(?!amp;|#39;)", (tmp_path / "s" / "sitemap.xml").read_text("utf-8"))
