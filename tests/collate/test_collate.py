"""A compendium: nothing of any submission is missing, footnotes begin anew, every anchor leads somewhere and to one place."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from itertools import pairwise, product
from pathlib import Path

import pypdfium2
import pytest
from docx.oxml.ns import qn

from tests import torture, word
from tests.conftest import FEATURES, ROOT, as_yaml, minimal, overlay, some_quick
from wsisc.calls import locale
from wsisc.document import integrity, outline
from wsisc.document.integrity import FOOTNOTE_REFERENCE, DocumentWords
from wsisc.messages import resources
from wsisc.messages.diagnostic import WsiscError
from wsisc.pipeline.jobs.job_creation import read_job
from wsisc.publication import collate, dataset
from wsisc.publication.collate import CompendiumOptions, collection, pieces, plan
from wsisc.publication.collate.collection import Collection, LeftOutSubmission
from wsisc.readers import page_text as html_reader
from wsisc.readers import pdf_text as pdf_reader
from wsisc.readers import word_text as docx_reader
from wsisc.workspace.input_files import find_submissions
from wsisc.writers import get_writer
from wsisc.writers import pdf as pdf_writer
from wsisc.writers.build_job import BuildOptions

EXAMPLES = ROOT / "examples" / "compendium"


def collected(folder) -> Collection:
    return collection.collect([read_job(each, BuildOptions()) for each in find_submissions([str(folder)], print)])


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Submissions in three languages, one that holds everything, one named as a page's parts are, a draft, an error."""
    folder = tmp_path_factory.mktemp("mixed") / "in"
    shutil.copytree(EXAMPLES, folder)
    shutil.copy(FEATURES, folder / "2022-features.yaml")
    again = minimal(
        {
            "title": "Twice",
            "parts": {
                "one": {
                    "text": 'See[^plain] id="fn1" href="#fnref1" id="footnotes" & so on.',
                    "tags": {"action-lines": ["C5"]},
                }
            },
            "footnotes": {"plain": "Of another."},
        }
    )
    (folder / "title.yaml").write_bytes(as_yaml(again))
    return collected(folder)


class Compendia:
    """Compendia of a collection by format and grouping, with the list of what was left out, built on first use."""

    def __init__(self, submissions):
        self.collection, self.documents = submissions, {}

    def __getitem__(self, key):
        if key not in self.documents:
            options = CompendiumOptions(grouping=key[1], list_left_out=True)
            self.documents[key] = collate.write(self.collection, key[0], options)[0]
        return self.documents[key]


@pytest.fixture(scope="module")
def compendia(mixed):
    return Compendia(mixed)


def own_words(member) -> DocumentWords:
    """Return what the document of a member alone must hold."""
    manuscript = member.manuscript
    return integrity.expected_words(manuscript.submission, outline.build(manuscript))


def sections(content: bytes):
    """Return the words of each section of a Word file."""
    body = word.part(content, "word/document.xml")[0]
    notes = word.part(content, "word/footnotes.xml")
    groups = [[]]
    for element in body:
        if element.tag != qn("w:sectPr"):
            groups[-1].append(element)
        if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            groups.append([])
    for elements in groups:
        root = word.part(content, "word/document.xml")
        root[0][:] = elements
        yield docx_reader.extract_words(root, notes)


def articles(page: str) -> list[str]:
    """Return the submissions of a page."""
    return re.findall(r"<article .*?</article>", page, re.DOTALL)


def test_every_submission_is_whole_in_the_word_file(mixed, compendia):
    chapters = list(sections(compendia["docx", ""]))
    assert len(chapters) == 2 + len(mixed.members) + 3  # the index is in two, for its columns
    for member, section in zip(mixed.members, chapters[2:-3], strict=True):
        assert integrity.find_difference(own_words(member), section) is None, member.file


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_sixty_pages_are_whole_among_others(tmp_path):
    torture.write(tmp_path)
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    for format in collate.FORMATS:
        assert len(collate.write(collected(tmp_path), format)[1].members) == 2


def test_every_submission_is_whole_in_the_page(mixed, compendia):
    chapters = articles(compendia["html", ""].decode())
    assert len(chapters) == len(mixed.members)
    for member, article in zip(mixed.members, chapters, strict=True):
        assert (
            integrity.find_difference(own_words(member), html_reader.extract_words(f"<main>{article}</main>")) is None
        ), member.file


def letters(text):
    return Counter(each for each in text if each.isalpha() and each.isascii())


def without_foot(page):
    return page.rstrip().rpartition("\n")[0]


@pytest.mark.parametrize("some", some_quick(range(3), 3))
def test_every_submission_is_whole_in_the_pdf(mixed, compendia, some):
    """Compare letters: the PDF writer checks their order."""
    pages, starts = pdf_reader.read_pages(compendia["pdf", ""]), pdf_reader.find_chapter_pages(compendia["pdf", ""])
    assert len(starts) == 1 + len(mixed.members) + 2
    for member, (start, end) in list(zip(mixed.members, pairwise(starts[1:-1]), strict=True))[some::3]:
        first, *others = pdf_reader.read_pages(get_writer("pdf")(member.manuscript).finish())
        alone = "".join([first, *map(without_foot, others)])
        assert letters("".join(map(without_foot, pages[start:end]))) == letters(alone), member.file


@pytest.mark.parametrize("order", ["action-line", "sdg", "country", "kind", "part"])
def test_every_text_stands_under_a_topic_or_under_none(mixed, order):
    """Grouped by topic, every block of an author is somewhere; a title over sections can be in their labels."""
    planned = plan.build_compendium(mixed, CompendiumOptions(grouping=order))
    blocks = [
        (piece.manuscript.submission.title, block)
        for each in planned.chapters
        for piece in each.pieces
        for block in piece.blocks
    ]
    covered = {(title, block.path, block.text) for title, block in blocks}
    passages = [(title, block.text) for title, block in blocks if block.meaning == "passage"]
    labels = {(title, each) for title, text in passages for each in text.split(" – ")}
    for member in mixed.members:
        submission = member.manuscript.submission
        for block in outline.build(member.manuscript):
            if block.path and block.kind != "title":
                title = block.text.partition(" ")[2] if block.kind == "heading" else ""
                assert {(submission.title, block.path, block.text)} & covered or (submission.title, title) in labels
        assert any(block.text == submission.title for block in planned.chapters[-1].pieces[1].blocks)


def test_a_topic_has_the_passages_with_its_tag_and_their_authors(tmp_path):
    data = minimal({"title": "T", "parts": {
        "one": {"text": "In one.", "tags": {"action-lines": ["C5"]}},
        "two": {"text": "Before.", "sections": [
            {"title": "Tagged", "text": "In tagged.", "tags": {"action-lines": ["C5", "C7-e-health"]}, "sections": [{"title": "Within", "text": "Below.", "tags": {"action-lines": ["C5", "C9"]}}]},
            {"title": "Bare", "text": "In bare.", "sections": [{"title": "Deeper", "text": "Bare too."}, {"title": "Told", "text": "Nine.", "tags": {"action-lines": ["C9"]}}]},
        ]},
    }})  # fmt: skip
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    planned = plan.build_compendium(collected(tmp_path), CompendiumOptions(grouping="action-line"))
    speakers = {
        each.title.split()[0] + each.title.split()[1]: [
            block.text for piece in each.pieces[1:] for block in piece.blocks
        ]
        for each in planned.chapters
        if each.kind == "topic"
    }
    assert speakers["C5Building"] == [
        "An entity",
        "Part One",
        "In one.",
        "Part Two",
        "1) Tagged",
        "In tagged.",
        "Within",
        "Below.",
    ]
    assert speakers["C7E-health"] == ["An entity", "Part Two", "1) Tagged", "In tagged.", "Within", "Below."]
    assert speakers["C9Media"] == [
        "An entity",
        "Part Two – Tagged",
        "Within",
        "Below.",
        "Part Two – Bare",
        "Told",
        "Nine.",
    ]
    bare = speakers["Withoutsuch"]
    assert bare[:3] == ["An entity", "Part Two", "Before."]
    assert bare[bare.index("2) Bare") :][:4] == ["2) Bare", "In bare.", "Deeper", "Bare too."]
    assert "Told" not in bare
    assert "What was done." in bare


def by_parts(folder):
    """Return the chapters of a compendium by parts of the calls: title, texts of the heading, and what each entity says."""
    planned = plan.build_compendium(collected(folder), CompendiumOptions(grouping="part"))
    return [
        (each.title, [block.text for block in each.pieces[0].blocks][1], [
            [(block.level, block.text) for block in piece.blocks] for piece in each.pieces[1:]
        ])
        for each in planned.chapters if each.kind == "topic"
    ]  # fmt: skip


def test_by_parts_of_the_call_each_entity_stands_with_what_it_says_there(tmp_path):
    section = {"title": "Access", "text": "In it.", "sections": [{"title": "Within", "text": "Below."}]}
    (tmp_path / "a.yaml").write_bytes(
        as_yaml(minimal({"entity": {"name": "A"}, "parts": {"two": {"sections": [section]}}}))
    )
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal({"entity": {"name": "B"}})))
    found = by_parts(tmp_path)
    assert [title for title, *_ in found] == ["Part One", "Part Two", "Part Three – (a)", "Part Three – (b)"]
    assert [prompt.split()[:3] for _, prompt, _ in found][:2] == [
        ["An", "executive", "summary"],
        ["A", "brief", "(1–2"],
    ]
    assert found[1][2] == [
        [(2, "A"), (0, "An overview."), (3, "1) Access"), (0, "In it."), (4, "Within"), (0, "Below.")],
        [(2, "B"), (0, "An overview.")],
    ]
    assert found[2][2] == [[(2, "A"), (0, "What was done.")], [(2, "B"), (0, "What was done.")]]


def test_parts_of_different_calls_stand_apart_under_their_sessions(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"entity": {"name": "A"}})))
    old = {**minimal({"entity": {"name": "B"}}), "call": "cstd-16", "parts": {"contribution": {"text": "All of it."}}}
    (tmp_path / "b.yaml").write_bytes(as_yaml(old))
    found = by_parts(tmp_path)
    assert sum("26th session" in title for title, *_ in found) == 4
    [(title, _, last)] = [each for each in found if "26th" not in each[0]]
    assert "16th session" in title
    assert last == [[(2, "B"), (0, "All of it.")]]


def test_notes_begin_at_one_in_every_submission(mixed, compendia):
    content = compendia["docx", ""]
    document = word.part(content, "word/document.xml")
    restarts = [each.get(qn("w:val")) for each in document.iter(qn("w:numRestart"))]
    assert restarts == ["eachSect"] * (len(mixed.members) + 2) + ["continuous", "eachSect", "eachSect"]
    for member, article in zip(mixed.members, articles(compendia["html", ""].decode()), strict=True):
        shown = re.findall(r'role="doc-noteref"><sup>(\d+)</sup>', article)
        assert shown == [str(number) for number in range(1, len(own_words(member).footnotes) + 1)]


@pytest.mark.parametrize("order", some_quick(["", "action-line"], 2))
def test_every_anchor_of_word_is_one_and_every_link_leads_to_one(compendia, order):
    document = word.part(compendia["docx", order], "word/document.xml")
    names = [each.get(qn("w:name")) for each in document.iter(qn("w:bookmarkStart"))]
    links = [each.get(qn("w:anchor")) for each in document.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    ids = [each.get(qn("w:id")) for each in document.iter(qn("w:bookmarkStart"))]
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)
    assert len(ids) == len(set(ids))
    are_sound(names, links)


@pytest.mark.parametrize("order", ["", "action-line"])
def test_every_anchor_of_the_page_is_one_and_every_link_leads_to_one(compendia, order):
    tags = "".join(re.findall("<[^<>]+>", compendia["html", order].decode()))
    are_sound(re.findall(r' id="([^"]*)"', tags), re.findall(r' href="#([^"]*)"', tags))


def are_sound(names, links):
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert set(links) <= set(names)
    assert len(links) > 20


def test_word_has_contents_that_need_no_question(compendia):
    content = compendia["docx", ""]
    settings = word.part(content, "word/settings.xml")
    assert settings.find(qn("w:updateFields")) is None
    document = word.part(content, "word/document.xml")
    instructions = [each.text.split() for each in document.iter(qn("w:instrText"))]
    names = {each.get(qn("w:name")) for each in document.iter(qn("w:bookmarkStart"))}
    assert instructions[0] == ["TOC", "\\o", '"1-1"', "\\h", "\\z"]
    assert all(kind == "PAGEREF" and anchor in names for kind, anchor, _ in instructions[1:])
    assert len(instructions) > 1 + 2 * len(names & {anchor for _, anchor, *_ in instructions[1:]}) > 20
    assert not [each for each in document.iter(qn("w:fldChar")) if each.get(qn("w:dirty"))]
    kinds = Counter(each.get(qn("w:fldCharType")) for each in document.iter(qn("w:fldChar")))
    assert set(kinds.values()) == {len(instructions)}


def test_the_pdf_has_the_pages_of_its_chapters(mixed, compendia):
    content = compendia["pdf", ""]
    pages, starts = pdf_reader.read_pages(content), pdf_reader.find_chapter_pages(content)
    contents = re.sub(r"[\s.]+", "", pages[1])
    for member, start in zip(mixed.members, starts[1:], strict=False):
        name = member.manuscript.submission.entity.name
        if name.isascii():
            assert re.sub(r"[\s.]+", "", name) + str(start + 1) in contents


def test_each_language_has_its_direction_and_name(compendia):
    page = compendia["html", ""].decode()
    assert 'class="submission" lang="ar-SA" dir="rtl"' in page
    assert 'class="submission" lang="fr-FR" dir="ltr"' in page
    document = word.part(compendia["docx", ""], "word/document.xml")
    assert len([each for each in document.iter(qn("w:sectPr")) if each.find(qn("w:bidi")) is not None]) == 1
    assert {each.get(qn("w:val")) or each.get(qn("w:bidi")) for each in document.iter(qn("w:lang"))} == {
        "fr-FR",
        "ar-SA",
    }


def test_what_is_left_out_is_named_with_the_reason(compendia):
    for content in (compendia["html", ""].decode(), compendia["html", "action-line"].decode()):
        assert "kestrel-payments.yaml" in content
        assert "It is a draft that is not finished." in content
        assert "It has errors that its authors must correct." in content
        assert "is named" not in content  # what is wrong is for the terminal; a compendium is published


@pytest.mark.parametrize("order", ["", "action-line"])
def test_what_is_left_out_is_in_a_compendium_only_on_request(mixed, order):
    published = plan.build_compendium(mixed, CompendiumOptions(grouping=order))
    listing = plan.build_compendium(mixed, CompendiumOptions(grouping=order, list_left_out=True))
    assert [each.kind for each in listing.chapters] == [*(each.kind for each in published.chapters), "left-out"]
    texts = [block.text for chapter in published.chapters for piece in chapter.pieces for block in piece.blocks]
    assert not [each for each in texts if "kestrel" in each.lower() or "left out" in each]
    assert published.chapters[0].words() != listing.chapters[0].words()


def test_files_are_named_from_the_folder_that_all_lie_in(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal()))
    (tmp_path / "b" / "a.yaml").write_bytes(b"wsisc: 1")
    submissions = collected(tmp_path).as_published()
    assert [each.file for each in (*submissions.members, *submissions.left_out)] == ["a.yaml", "b/a.yaml"]
    assert submissions.as_published() == submissions
    piped = Collection((submissions.members[0]._replace(file="<stdin>"),), ())
    assert piped.as_published() == piped


def test_the_reason_of_a_file_has_no_path_of_another(tmp_path):
    left_out = LeftOutSubmission(
        str(tmp_path / "b.yaml"), "", "", f"its call is not that of {tmp_path / 'in' / 'a.yaml'}", "call"
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.yaml").write_bytes(as_yaml(minimal()))
    submissions = Collection(collected(tmp_path).members, (left_out,)).as_published()
    assert [(each.file, each.reason) for each in submissions.left_out] == [
        ("b.yaml", "its call is not that of in/a.yaml")
    ]


def test_every_reason_has_its_words():
    kinds = {"draft", "errors", "call", "file", "font", "failed", "copy", "earlier"}
    for language in resources.names("templates/locales", ".yaml"):
        wording = locale.load(language).compendium
        assert {name.removeprefix("left-out-") for name in wording if name.startswith("left-out-")} == {*kinds, "note"}
    assert set(resources.read_strings("templates/dataset/en.yaml")["taken"]) == {*kinds, "yes"}
    assert set(resources.read_strings("templates/site/en.yaml")["states"]) == kinds


def test_images_of_one_name_do_not_clash(tmp_path):
    for folder, image in (("a", "chart.png"), ("b", "line.png")):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / "tests" / "figures" / image, tmp_path / folder / "same.png")
        data = overlay(
            minimal({"entity": {"name": folder}}),
            {
                "parts": {"one": {"text": "![fig]"}},
                "figures": {"fig": {"file": "same.png", "alt": f"Alternative {folder}"}},
            },
        )
        (tmp_path / folder / "s.yaml").write_bytes(as_yaml(data))
    submissions = collected(tmp_path)
    with zipfile.ZipFile(io.BytesIO(collate.write(submissions, "docx")[0])) as archive:
        images = {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}
    assert images == {(ROOT / "tests" / "figures" / name).read_bytes() for name in ("chart.png", "line.png")}
    page = collate.write(submissions, "html")[0].decode()
    assert len(set(re.findall(r"data:image/png;base64,[^\"]+", page))) == 2
    with pypdfium2.PdfDocument(collate.write(submissions, "pdf")[0]) as document:
        sizes = [each.get_px_size() for page in document for each in page.get_objects([3])]
    assert len(set(sizes)) == 2


DIGESTS = """
import hashlib, sys
from tests.collate.test_collate import collected
from wsisc.publication import dataset
from wsisc.publication import collate
from wsisc.publication.collate import CompendiumOptions

submissions = collected(sys.argv[1])
ways = {"docx": "", "html": "action-line", "pdf": "sdg"}
assert set(ways) == set(collate.FORMATS)
documents = [collate.write(submissions, format, CompendiumOptions(grouping=order))[0] for format, order in ways.items()]
documents += [dataset.write(submissions, format) for format in dataset.FORMATS]
print(*(hashlib.sha256(each).hexdigest() for each in documents))
"""


@pytest.mark.slow
def test_the_same_collection_gives_the_same_bytes_in_any_process(tmp_path):
    for path in sorted(EXAMPLES.glob("*.yaml"))[:2]:
        shutil.copy(path, tmp_path)
    shutil.copy(FEATURES, tmp_path)
    shutil.copytree(FEATURES.parent / "figures", tmp_path / "figures")
    (tmp_path / "wrong.yaml").write_bytes(as_yaml(minimal({"title": "a  b"})))
    command = [sys.executable, "-c", DIGESTS, str(tmp_path)]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    one, other = (process.communicate(timeout=100)[0].split() for process in running)
    assert len(one) == len(collate.FORMATS) + len(dataset.FORMATS)
    assert one == other


def test_a_character_that_no_font_has_leaves_out_one_submission_of_a_pdf(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"entity": {"name": "A"}})))
    (tmp_path / "b.yaml").write_bytes(as_yaml(minimal({"title": "𝄞", "parts": {"two": {"text": "A clef: 𝄞"}}})))
    _, submissions = collate.write(collected(tmp_path), "pdf")
    assert [each.manuscript.submission.entity.name for each in submissions.members] == ["A"]
    assert [each.reason for each in submissions.left_out] == ["no font contains U+1D11E"]


def test_without_a_submission_there_is_no_compendium():
    with pytest.raises(WsiscError):
        plan.build_compendium(Collection((), ()))


def test_a_lost_word_is_reported_with_its_file(mixed):
    planned = plan.build_compendium(Collection(mixed.members[:2], ()))
    whole = [each.words() for each in planned.chapters]
    body = [every for each in whole for every in each.body]
    notes = [note for each in whole for note in each.footnotes]
    pieces.check_words(planned, DocumentWords(body, notes))
    at = next(index for index, each in enumerate(body) if each.endswith(FOOTNOTE_REFERENCE))
    with pytest.raises(WsiscError, match=re.escape(mixed.members[0].file)):
        pieces.check_words(planned, DocumentWords([*body[: at - 9], "lost", *body[at - 8 :]], notes))
    with pytest.raises(WsiscError, match="extra words"):
        pieces.check_words(planned, DocumentWords([*body, "more"], notes))


@pytest.mark.parametrize("language", some_quick(["ar", "fr"], 2))
def test_a_compendium_has_the_requested_language(mixed, language):
    small = Collection(mixed.members[-3:], mixed.left_out)
    assert (
        f'<html lang="{ {"ar": "ar-SA", "fr": "fr-FR"}[language] }"'
        in collate.write(small, "html", CompendiumOptions(language=language))[0].decode()
    )
    for format in ("docx", "pdf"):
        assert collate.write(small, format, CompendiumOptions(language=language))[0]


def test_an_anchor_is_one_that_word_takes():
    long = pieces.anchor("a-very-long-name-of-a-file-of-last-year", "three_a_2_1")
    assert len(long) == 40
    assert long != pieces.anchor("a-very-long-name-of-a-file-of-last-year", "three_a_2_2")
    assert pieces.anchor("2022-unodc", "one") == "s___2022_unodc__one"


def test_text_that_typst_would_misread_is_kept_by_either_filter(tmp_path):
    text = "One -- two --- three ... four -? five &period;&period;&period; and C\\.\\.\\. and -&#45; end"
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"parts": {"one": {"text": text}}})))
    content = collate.write(collected(tmp_path), "pdf")[0]
    assert pdf_writer.squeeze("One -- two --- three ... four -? five ... and C...") in pdf_writer.squeeze(
        "".join(pdf_reader.read_pages(content))
    )


SOUND = {"parts": {"one": {"text": "One."}}}


FAULTY = {
    "lines": ("b.yaml", {"title": "First\nsecond", "entity": {"name": "Of\ntwo lines\n"}}),
    "accents": ("b.yaml", {"title": "a" + 50 * "\u0301", "entity": {"name": "An oﬃce ﬀ"}}),
    "lengths": ("b.yaml", {"title": 10_000 * "a", "entity": {"name": 100_000 * "b"}}),
    "a name in no encoding": ("caf\udce9.yaml", {}),
    "a name with controls": ("a\x01\x1b[31mb.yaml", {}),
    "a key": ("b.yaml", {"\x01\n<script>*x* #y": 1}),
}


@pytest.mark.parametrize("case", some_quick(product(FAULTY, ["docx", "html", "pdf"]), 4, "-".join))
def test_whatever_is_wrong_with_one_file_the_others_are_printed(case, tmp_path):
    fault, format = case
    name, changes = FAULTY[fault]
    (tmp_path / "good.yaml").write_bytes(as_yaml(minimal(SOUND)))
    data = {**minimal({"parts": {"one": {"text": "No such[^note]."}}}), **changes}
    (tmp_path / name).write_bytes(as_yaml(data))
    content, submissions = collate.write(collected(tmp_path), format)
    assert content
    assert (len(submissions.members), len(submissions.left_out)) == (1, 1)


@pytest.mark.parametrize("order", ["", "part"])
def test_a_submission_that_would_lose_a_word_is_left_out_with_the_reason(order, tmp_path, monkeypatch):
    for name, word_ in (("a", "stays"), ("b", "vanishes")):
        text = {"one": {"text": f"What {word_} here."}}
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(minimal({"entity": {"name": name}, "parts": text})))
    whole = docx_reader.extract_words

    def losing(*roots):
        body, notes = whole(*roots)
        return DocumentWords([each for each in body if each != "vanishes"], notes)

    monkeypatch.setattr("wsisc.readers.word_text.extract_words", losing)
    content, submissions = collate.write(collected(tmp_path), "docx", CompendiumOptions(grouping=order))
    assert content
    assert [each.kind for each in submissions.left_out] == ["failed"]
    assert "internal error" in submissions.left_out[0].reason


def test_no_submission_of_which_a_pdf_has_the_glyphs_is_no_crash(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "𒀀 x"})))
    content, submissions = collate.write(collected(tmp_path), "pdf")
    assert content == b""
    assert [each.reason for each in submissions.left_out] == ["no font contains U+12000"]


@pytest.mark.parametrize(
    "name", ["X" * 400, "Ministry of Words and of Sentences " * 12 + "<b>", "*_#$@`{{7*7}}\\ " * 20 + "é"]
)
def test_a_name_is_cut_at_the_head_of_pages_and_whole_where_it_is_printed(name, tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"entity": {"name": name}})))
    content, submissions = collate.write(collected(tmp_path), "pdf")
    assert not submissions.left_out
    assert any(
        "…Twenty-sixth session" in "".join(page.splitlines()[:3]) or "… Twenty-sixth" in page
        for page in pdf_reader.read_pages(content)
    )


def test_another_call_of_the_same_name_is_not_mixed_in(tmp_path):
    call = (EXAMPLES / "calls" / "fictional-45.yaml").read_text("utf-8")
    for year, text in (("2041", call), ("2042", call.replace("number: 45", "number: 46")), ("2043", f"# Same\n{call}")):
        (tmp_path / year / "calls").mkdir(parents=True)
        (tmp_path / year / "calls" / "fictional-45.yaml").write_text(text, "utf-8")
        shutil.copy(EXAMPLES / "northmark.yaml", tmp_path / year)
        shutil.copytree(EXAMPLES / "figures", tmp_path / year / "figures")
    submissions = collected(tmp_path)
    assert [Path(each.file).parent.name for each in submissions.members] == ["2041", "2043"]
    assert [(Path(each.file).parent.name, each.kind) for each in submissions.left_out] == [("2042", "call")]


def test_short_topics_follow_one_another_and_their_notes_are_counted_through(mixed, compendia):
    starts = pdf_reader.find_chapter_pages(compendia["pdf", "country"])
    assert len(starts) > len(set(starts)) + 5
    planned = plan.build_compendium(mixed, CompendiumOptions(grouping="country"))
    topics_ = [each for each in planned.chapters if each.kind == "topic"]
    assert [each.is_run_on for each in topics_] == [False, *[True] * (len(topics_) - 1)]
    page = compendia["html", "country"].decode()
    shown = [int(each) for each in re.findall(r'role="doc-noteref"><sup>(\d+)</sup>', page)]
    assert shown == list(range(1, len(shown) + 1))
    lists = re.findall(r'role="doc-endnotes"[^>]*>\n<hr />\n<ol(?: start="(\d+)")?>(.*?)</ol>', page, re.DOTALL)
    count = 0
    for start, items in lists:
        assert int(start or 1) == count + 1
        count += items.count("<li")
    assert count == len(shown)
    document = word.part(compendia["docx", "country"], "word/document.xml")
    assert {each.get(qn("w:val")) for each in document.iter(qn("w:numRestart"))} == {"continuous"}
    assert len(list(document.iter(qn("w:sectPr")))) == 6  # title, contents, topics, index (two), what was left out


def test_long_topics_begin_on_pages_of_their_own(tmp_path):
    long = {"text": "Some words that go on for long. " * 200}
    data = minimal({"parts": {"one": long, "two": long, "three": {"a": long, "b": long}}})
    (tmp_path / "a.yaml").write_bytes(as_yaml(data))
    starts = pdf_reader.find_chapter_pages(
        collate.write(collected(tmp_path), "pdf", CompendiumOptions(grouping="part"))[0]
    )
    assert len(starts) == len(set(starts)) == 6


@pytest.mark.parametrize("order", ["", "action-line"])
def test_word_and_pdf_have_the_same_heads(mixed, compendia, order):
    """A page begins with the title of the chapter and the session, except title page and first pages of chapters."""
    content = compendia["pdf", order]
    pages, starts = pdf_reader.read_pages(content), pdf_reader.find_chapter_pages(content)
    planned = plan.build_compendium(mixed, CompendiumOptions(grouping=order, list_left_out=True))
    titles = [each.title for each in planned.chapters if each.anchor]
    assert not any("Page 1 of" in page for page in pages)
    headed = [page.splitlines()[:3] for number, page in enumerate(pages) if number and number not in starts]
    assert len(headed) > 3
    for first, *_ in headed:
        assert any(first.startswith(title[:40]) for title in titles if title.isascii()) or not first.isascii()
    document = word.part(content := compendia["docx", order], "word/document.xml")
    sections_ = list(document.iter(qn("w:sectPr")))
    kinds = [[each.get(qn("w:type")) for each in section.iter(qn("w:headerReference"))] for section in sections_]
    assert kinds == [[], *[["default"]] * (len(sections_) - 1)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        heads = [archive.read(each).decode() for each in archive.namelist() if "/header" in each]
    assert "STYLEREF 1" in heads[1]
    assert "STYLEREF" not in heads[0]  # the heading of the contents is not of level 1
    assert {re.findall("<w:t[^>]*>([^<]+)", each)[-1] for each in heads} >= {"Quarante-cinquième session"} or order


@pytest.mark.parametrize("order", ["", "action-line"])
def test_contents_and_index_of_word_have_the_pages_of_the_pdf(compendia, order):
    document, content = word.part(compendia["docx", order], "word/document.xml"), compendia["pdf", order]
    filled = []
    for field in document.iter(qn("w:instrText")):
        if field.text.startswith(" PAGEREF"):
            result = field.getparent().getnext().getnext()
            filled.append((field.text.split()[1], result.findtext(qn("w:t"))))
    assert all(page.isdecimal() for _, page in filled)
    starts = [str(each + 1) for each in pdf_reader.find_chapter_pages(content)[1:]]
    assert [page for _, page in filled][: len(starts)] == starts


def test_without_a_layout_contents_have_no_pages_and_a_note_says_so(mixed, monkeypatch):
    def failing(*_):
        raise WsiscError("Typst took more than 1 seconds")

    monkeypatch.setattr("wsisc.engines.typst.query", failing)
    notes = []
    content, _ = collate.write(Collection(mixed.members[:1], ()), "docx", notify=notes.append)
    [note] = notes
    assert "Typst took more than 1 seconds" in note
    fields = word.part(content, "word/document.xml").iter(qn("w:instrText"))
    pages = [each.getparent().getnext().getnext().findtext(qn("w:t")) for each in fields if "PAGEREF" in each.text]
    assert set(pages) == {"…"}


def test_a_character_without_a_glyph_does_not_prevent_page_numbers(tmp_path):
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal({"title": "𒀀 x"})))
    notes = []
    content, _ = collate.write(collected(tmp_path), "docx", notify=notes.append)
    assert notes == []
    assert "…" not in word.part(content, "word/document.xml").itertext()


@pytest.mark.parametrize("order", ["", "action-line", "country"])
def test_each_figure_that_is_shown_is_in_the_word_file_once(mixed, compendia, order):
    with zipfile.ZipFile(io.BytesIO(compendia["docx", order])) as archive:
        stored = [each.removeprefix("word/") for each in archive.namelist() if each.startswith("word/media/")]
        links = re.findall('Id="image-([^"]+)"', archive.read("word/_rels/document.xml.rels").decode())
        drawn = re.findall('r:embed="image-([^"]+)"', archive.read("word/document.xml").decode())
    assert {each.removeprefix("media/").rpartition(".")[0] for each in stored} == set(links) == set(drawn)
    assert len(stored) <= sum(len(each.manuscript.images) for each in mixed.members)
