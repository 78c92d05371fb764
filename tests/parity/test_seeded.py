"""Of a hundred divergences planted in translations, all are found; in the translations before that, none is."""

import random
import re
from copy import deepcopy
from functools import cache

import pytest

from tests import pseudo
from tests.conftest import ROOT, some_quick
from wsisc import source
from wsisc.calls import locale
from wsisc.document import canonical
from wsisc.messages import resources
from wsisc.parity import compare_translation, section_digests
from wsisc.source import model
from wsisc.source.model import TranslatedFrom

ORIGINALS = ("tests/features.yaml", "tests/clean/first.yaml", "tests/clean/second.yaml", "examples/unodc_2022.yaml")
LANGUAGES = pseudo.LANGUAGES
COUNT = 100


@cache
def original(name):
    return model.from_data(source.read((ROOT / name).read_bytes(), name).data)


@cache
def translation(name, language):
    translated = pseudo.translate(original(name), language)
    return canonical.to_data(translated)


def holders(data):
    """Return all parts and sections, each with the list that it is in, None for parts."""
    found = []

    def walk(node, siblings):
        found.append((node, siblings))
        for each in node.get("sections", []):
            walk(each, node["sections"])
        for key, each in node.items():
            if key not in model.OWN_KEYS and isinstance(each, dict):
                walk(each, None)

    for part in data["parts"].values():
        walk(part, None)
    return found


def texts(data, pattern):
    """Return the parts and sections whose texts match a pattern."""
    return [each for each, _ in holders(data) if each.get("text") and re.search(pattern, each["text"], re.MULTILINE)]


def edit(pick, data, pattern, replacement):
    """Replace one match of a pattern, in one of the texts that have one. Return whether there was any."""
    if not (found := texts(data, pattern)):
        return False
    holder = pick.choice(found)
    match = pick.choice(list(re.finditer(pattern, holder["text"], re.MULTILINE)))
    new = replacement(match) if callable(replacement) else replacement
    holder["text"] = holder["text"][: match.start()] + new + holder["text"][match.end() :]
    return True


def drop_note(pick, data):
    return edit(pick, data, r"\[\^[\w-]+\]", "")


def move_note(pick, data):
    candidates = [
        each for each in texts(data, r"\[\^[\w-]+\]") if "\n\n" in each["text"].strip() and "|" not in each["text"]
    ]
    if not candidates:
        return False
    holder = pick.choice(candidates)
    blocks = holder["text"].strip().split("\n\n")
    at = next(at for at, each in enumerate(blocks) if re.search(r"\[\^[\w-]+\]", each))
    note = re.search(r"\[\^[\w-]+\]", blocks[at])[0]
    blocks[at] = blocks[at].replace(note, "")
    other = pick.choice([index for index in range(len(blocks)) if index != at])
    blocks[other] = blocks[other].rstrip() + note
    holder["text"] = "\n\n".join(blocks) + "\n"
    return True


def change_number(pick, data):
    digit = r"(?<![\w\[(^/.=-])[2-9\u0662-\u0669](?![\w\])]|[.)] )"
    return edit(pick, data, digit + r"|(?<=[^\W\d_] )[\d\u0660-\u0669]{2,}(?= )", "7654")


def swap_sections(pick, data):
    lists = [each["sections"] for each, _ in holders(data) if len(each.get("sections", [])) > 1]
    lists = [
        each
        for each in lists
        if len(
            {
                str(section.get("tags")) + str(re.findall(r"\d+|\[\^[\w-]+\]", section.get("text", "")))
                for section in each
            }
        )
        == len(each)
    ]
    if not lists:
        return False
    chosen = pick.choice(lists)
    at = pick.randrange(len(chosen) - 1)
    chosen[at], chosen[at + 1] = chosen[at + 1], chosen[at]
    return True


def drop_section(pick, data):
    found = [(node, siblings) for node, siblings in holders(data) if siblings]
    node, siblings = pick.choice(found)
    siblings.remove(node)
    return True


def drop_tag(pick, data):
    found = [each["tags"] for each, _ in holders(data) if each.get("tags")]
    if not found:
        return False
    tags = pick.choice(found)
    tags.pop(pick.choice(list(tags)))
    return True


def add_tag(pick, data):
    pick.choice(holders(data))[0].setdefault("tags", {})["sdgs"] = [14]
    return True


def change_link(pick, data):
    if not data.get("links"):
        return False
    name = pick.choice(list(data["links"]))
    data["links"][name] = "https://elsewhere.example/page"
    return True


def drop_row(pick, data):
    return edit(pick, data, r"(?<=-\|\n)\|.*\n", "")


def drop_item(pick, data):
    return edit(pick, data, r"^- .*\n(?=- )", "")


def drop_paragraph(pick, data):
    return edit(pick, data, r"\n\n(?=[^\W\d_])[^\n]+\n(?=\n)", "\n")


def add_paragraph(pick, data):
    return edit(pick, data, r"\Z", "\nblu wob gan.\n")


def change_id(pick, data):
    found = [each for each, siblings in holders(data) if siblings]
    pick.choice(found)["id"] = "another-id"
    return True


def drop_figure(pick, data):
    return edit(pick, data, r"^!\[[\w-]+\]\n", "")


def change_date(pick, data):
    data["date"] = "2021-01-01"
    return True


def drop_part_text(pick, data):
    found = [each for each, siblings in holders(data) if siblings is None and each.get("text")]
    pick.choice(found)["text"] = ""
    return True


CHANGES = {
    drop_note: "missing-footnote", move_note: "missing-footnote", change_number: "number", swap_sections: "moved-section",
    drop_section: "missing-section", drop_tag: "tag", add_tag: "tag", change_link: "link", drop_row: "table-shape",
    drop_item: "list-shape", drop_paragraph: "missing-paragraph", add_paragraph: "added-paragraph", change_id: "section-id",
    drop_figure: "figure", change_date: "value", drop_part_text: "missing-",
}  # fmt: skip


def plant(seed, originals=ORIGINALS):
    """Return the original, its translation with one divergence, what was planted, and the codes that report it."""
    pick = random.Random(seed)
    language = LANGUAGES[seed % len(LANGUAGES)]
    kinds = list(CHANGES)
    for attempt in range(40):
        change = kinds[(seed + attempt * (attempt > 8)) % len(kinds)]
        name = pick.choice(originals)
        data = deepcopy(translation(name, language))
        if change(pick, data) and data != translation(name, language):
            return original(name), model.from_data(data), f"{change.__name__} in {name}, {language}", CHANGES[change]
    raise AssertionError(seed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", some_quick(ORIGINALS, 4))
def test_nothing_is_invented(name, language):
    assert compare_translation.compare(original(name), model.from_data(translation(name, language)), None) == ()


def list_missed(seeds, originals):
    missed = []
    for seed in seeds:
        one, other, what, code = plant(seed, originals)
        found = [each.code for each in compare_translation.compare(one, other, None)]
        if not any(each.startswith(code) for each in found):
            missed.append((seed, what, found))
    return missed


def test_one_of_each_kind_is_found():
    assert list_missed(range(len(CHANGES)), ORIGINALS[:2]) == []


@pytest.mark.long
def test_all_planted_divergences_are_found():
    assert {plant(seed)[3] for seed in range(COUNT)} == set(CHANGES.values())
    assert list_missed(range(COUNT), ORIGINALS) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", some_quick(ORIGINALS, 4))
def test_a_section_that_is_older_than_its_original_is_named_alone(name, language):
    recorded = section_digests.digest_sections(original(name))
    data = {**deepcopy(translation(name, language)), "translated-from": {"file": "a.yaml", "sections": recorded}}
    translated = model.from_data(data)
    assert translated.translated_from == TranslatedFrom("a.yaml", recorded)
    assert compare_translation.find_outdated(original(name), translated, None) == ()
    changed = canonical.to_data(original(name))
    holder = random.Random(name + language).choice([each for each in holders(changed) if each[0].get("text")])[0]
    holder["text"] = f"{holder['text'].rstrip()} more.\n"
    newer = model.from_data(changed)
    [found] = compare_translation.find_outdated(newer, translated, None)
    assert found.code == "outdated-section"
    assert (
        model.parts_and_sections(newer)[
            found.original.path[:-1] if found.original.path[-1] == "title" else found.original.path
        ].text
        == holder["text"]
    )


@pytest.mark.parametrize("name", ORIGINALS)
def test_a_digest_ignores_what_does_not_matter_to_a_translator(name):
    data = canonical.to_data(original(name))
    for holder, _ in holders(data):
        holder.pop("tags", None)
        holder["comments"] = [{"text": "A comment."}]
    renamed = re.sub(r"\[\^([\w-]+)\]", r"[^x-\1]", str(data))
    assert renamed
    assert section_digests.digest_sections(model.from_data(data)) == section_digests.digest_sections(original(name))


def test_digests_stay_what_they_are_since_files_have_them():
    recorded = {
        "_cover": "7ea914a84ab0", "one": "7d22dd505b75", "three-a": "884a33b989d4", "three-b": "faec72c5e622",
        "schools": "78433d20d8bb", "two-2": "270735fcc0d1",
    }  # fmt: skip
    report = source.read(WRITTEN["en"].read_bytes(), "report.en.yaml")
    assert section_digests.digest_sections(model.from_data(report.data)) == recorded


WRITTEN = {path.name.split(".")[1]: path for path in (ROOT / "tests" / "parity" / "written").glob("*.yaml")}


NAMED_MONTHS = resources.names("templates/locales", ".yaml")


@pytest.mark.parametrize("language", WRITTEN)
@pytest.mark.parametrize("other", WRITTEN)
def test_nothing_is_invented_in_texts_that_people_wrote(language, other):
    languages = {language, other}
    if not all(each in NAMED_MONTHS for each in languages) and "en" not in languages:
        return  # without names of months, days cannot be told from them
    one, two = (model.from_data(source.read(WRITTEN[each].read_bytes(), each).data) for each in (language, other))
    assert one.language == language
    assert compare_translation.compare(one, two, None) == ()


def test_all_six_languages_have_names_of_months_or_none_is_needed():
    assert {"ar", "en", "fr"} <= {each for each in WRITTEN if each in NAMED_MONTHS}
    assert locale.load("en").months[0] == "January"
