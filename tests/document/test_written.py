"""What is read of submissions and their images, in goldens: passages with their places, blocks, words, and refused files."""

import itertools
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import FEATURES, minimal
from tests.document.test_figures import FILES, bomb, picture
from tests.shown import show
from wsisc import source
from wsisc.calls import locale
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import canonical, carried_files, figures, integrity, outline, prose, scaffold
from wsisc.document.figures import FigureError
from wsisc.document.integrity import DocumentWords
from wsisc.document.manuscript import Manuscript, create_manuscript, require_manuscript
from wsisc.document.prose import Reading
from wsisc.document.provenance import SourcePackage
from wsisc.document.scaffold import Submitter
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.source.model import Figure
from wsisc.text import portable_names

CALL = BUILT_IN.load("cstd-26")
RICH = model.from_data(source.read(FEATURES.read_bytes(), "a").data)
ODD = model.from_data(minimal({
    "title": "Mail info@a.example or see www.a.example/x, https://b.example and so on",
    "parts": {"one": {"text": (
        "See <https://a.example/x>, [words](https://b.example) and name@a.example[^n]; “quoted *words*” and «others», „so“ and \"that\".\nA \\*line\\*\\\nbroken &amp; **bold [link][home]**.\n\n"
        "> a quotation\n>\n> - of a list\n\n- one\n  - inner\n\n  more\n- two\n\n1. first\n\n| a | *b* |\n|---|---|\n| c |  |\n\n![f]\n\nlast")}},
    "links": {"home": "https://h.example/"}, "footnotes": {"n": "A note.\n\n- with items"},
    "figures": {"f": {"file": "a.png", "caption": "A caption", "alt": "An alternative"}},
}))  # fmt: skip


def described(passage):
    lines = [f"{passage.kind} {'/'.join(map(str, passage.path))} {passage.group} {passage.text!r}"]
    if passage.display_text != passage.text:
        lines.append(f"  shown {passage.display_text!r}")
    lines += [
        f"  {each.kind} {each.start}-{each.end} {passage.display_text[each.start : each.end]!r} {each.target}"
        for each in passage.marks
    ]
    assert [*passage.marks_of_kind("link")] == [each for each in passage.marks if each.kind == "link"]
    lines += [f"  quoted {passage.text[start:end]!r}" for start, end in passage.quotations]
    return lines


@pytest.mark.parametrize(("name", "submission"), [("odd", ODD), ("features", RICH)])
def test_passages(name, submission, golden):
    reading = Reading(submission, CALL)
    values = dict(model.rich_texts(submission)) | dict(model.plain_texts(submission))
    lines = []
    for passage in reading.passages:
        lines += described(passage)
        text = values.get(passage.path, "")
        words = [text[start:end] for start, end in zip(passage.starts, passage.ends, strict=True)]
        lines.append(f"  source {''.join(words)!r}"[:400])
    assert [each.kind for each in reading.body] == [
        each.kind for each in reading.passages if each.kind in prose.BODY_KINDS
    ]
    golden(f"passages-{name}.txt", "\n".join([*lines, ""]))


@pytest.mark.parametrize(
    ("path", "ids"),
    [((), ()), (("title",), ()), (("parts", "one", "text"), ("one",)), (("parts", "three", "a", "sections", 0, "title"), ("three", "a")), (("parts", "three", "tags"), ("three",)), (("unplaced", "text"), ())],
)  # fmt: skip
def test_the_part_that_has_a_path(path, ids):
    assert prose.part_ids(path) == ids


def test_findings_in_passages():
    [passage] = [each for each in Reading(ODD, CALL).passages if each.text == "last"]
    found = [passage.finding(start, end, "m", "h", "f") for start, end in ((0, 4), (1, 2), (2, 2), (4, 4), (3, 1))]
    first = found[0].start
    assert [(each.start - first, each.end - first) for each in found] == [(0, 4), (1, 2), (2, 2), (4, 4), (3, 3)]
    assert (found[0].path, found[0].message, found[0].hint, found[0].fix) == (("parts", "one", "text"), "m", "h", "f")


@pytest.mark.parametrize("draft", [False, True])
def test_blocks_of_documents(draft, golden):
    empty = model.from_data({**minimal(), "parts": {"two": {"text": " "}}})
    pieces = []
    for name, submission in (("odd", ODD), ("empty", empty), ("features", RICH)):
        for call in ("cstd-26", "cstd-wsis20"):
            blocks = outline.build_blocks(submission, BUILT_IN.load(call), locale.load("en"), draft)
            lines = [
                f"{each.kind} {each.level} {each.name} {'/'.join(map(str, each.path))}: {each.text[:60]!r}"
                for each in blocks
                if not each.kind.startswith("cover")
            ]
            pieces += [f"=== {name}, {call}", *lines, f"notes: {outline.referenced_footnotes(submission, blocks)}"]
    golden(f"blocks{'-of-drafts' * draft}.txt", "\n".join([*pieces, ""]))


def test_words_that_a_document_must_have(golden):
    blocks = outline.build_blocks(ODD, CALL, locale.load("en"))
    found = [integrity.expected_words(ODD, blocks[7:], with_numbers) for with_numbers in (False, True)]
    shown = [
        f"{' '.join(each.body)}\n{' | '.join(map(' '.join, each.footnotes))}".replace("\0", "[note]") for each in found
    ]
    golden("words.txt", "\n\n".join([*shown, ""]))


def test_the_first_difference_of_words():
    def difference(body, notes=()):
        expected = DocumentWords(["a", "b", "c", "d", "e", "f", "g", "h"], [["x"], ["y"]])
        return integrity.find_difference(expected, DocumentWords(body.split(" "), [each.split() for each in notes]))

    assert difference("a b c d e f g h", ["x", "y"]) is None
    assert (
        difference("a b c d e F g h", ["x", "y"])
        == 'the body would differ from its source, after "b c d e": "F g h" instead of "f g h"'
    )
    assert (
        difference("a b c d e f g", ["x", "y"])
        == 'the body would differ from its source, after "d e f g": "nothing" instead of "h"'
    )
    assert (
        difference("a b c d e f g h i j k l", ["x", "y"])
        == 'the body would differ from its source, after "e f g h": "i j k" instead of "nothing"'
    )
    assert (
        difference("\0 b", ["x", "y"])
        == 'the body would differ from its source, after "": "[note] b" instead of "a b c"'
    )
    assert (
        difference("a b c d e f g h", ["x"])
        == 'footnote 2 would differ from its source, after "": "nothing" instead of "y"'
    )
    assert difference("a b c d e f g h", ["x", "y", "z"]) == "the document would have 3 footnotes instead of 2"


def refusal(content, file="a.png"):
    try:
        found = figures.read_image(file, content)
    except FigureError as error:
        return f"{error.code}: {error.message} | {error.hint}"
    return f"{found.format} {found.width:g} × {found.height:g} {found.personal_data}".strip()


def with_exif(tags):
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    return picture("JPEG", exif=exif)


def test_images_and_files_that_are_none(golden):
    files = {name: content for name, (content, _) in FILES.items()}
    files |= {f"dpi {dpi}": picture(dpi=(dpi, 2 * dpi)) for dpi in (49, 51, 72, 300, 1200, 2399, 2402)}
    files |= {
        f"{mode} {format}": picture(format, mode)
        for format, mode in (("PNG", "L"), ("PNG", "RGBA"), ("PNG", "P"), ("PNG", "1"), ("JPEG", "L"))
    }
    files |= {f"{size} pixels": bomb(*size) for size in ((6000, 6000), (6001, 6000))}
    files |= {
        f"EXIF {tag:#x}": with_exif({tag: value})
        for tag, value in ((0x013B, "Ann"), (0x8298, "UN"), (0xA430, "Bob"), (0x013B, " "), (0x0112, 1), (0x0112, 3))
    }
    files |= {f"{size} in a row": picture(mode="L", size=size) for size in ((16384, 1), (16385, 1), (1, 16385))}
    files["all personal data"] = with_exif({0x013B: "Ann", 0x8298: "UN", 0xA430: "Bob", 0x8825: {1: "N"}})
    heads = (
        b"GIF8",
        b"BM",
        b"II*\0",
        b"MM\0*",
        b"%PDF",
        b"PK",
        b"\x01\0\0\0",
        b"\xd7\xcd\xc6\x9a",
        b"\xef\xbb\xbf \n<SVG",
        b" \r\n\t%PDF",
        b"RIFF1234WEBP",
        b"RIFF1234",
        b"1234ftyp",
        b" \n",
        b" " * 1000 + b"<svg",
    )
    files |= {repr(head[-12:]): head for head in heads}
    lines = [f"{name}: {refusal(content)}\n    {figures.describe_image(content)}" for name, content in files.items()]
    golden("images.txt", "\n".join([*lines, ""]))


PATHS = ("a.png", "./a.png", "b/c/a.png", "../a.png", "b/../a.png", "/a.png", "~/a.png", "C:a.png", "file://a.png", "https://a.example/a.png", "b\\a.png", "a\u200d.png",
         ".hidden/a.png", "b/.a.png", "con.png", "b/LPT1 .png", "a?.png", "a․png", "b./a.png", "b /a.png", "-a.png", "...", "com0", "b//a.png", "a:b.png")  # fmt: skip


def test_paths_of_figures(golden):
    lines = []
    for path in PATHS:
        try:
            figures.check_path(path)
            lines.append(f"{path}: accepted")
        except FigureError as error:
            lines.append(f"{path}: {error.code}: {error.message} | {error.hint}")
    golden("figure-paths.txt", "\n".join([*lines, ""]))


def test_files_of_figures_beside_a_source(tmp_path, golden):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "Map.PNG").write_bytes(picture())
    (tmp_path / "large.png").write_bytes(b"\0" * 20_000_001)
    (tmp_path / "photo.jpg").write_bytes(with_exif({0x013B: "Ann"}))
    lines = []
    for file in (
        "a.png",
        "b",
        "b/a.png",
        "amp.png",
        "xyz.png",
        "large.png",
        "photo.jpg",
        "photo.jpeg",
        "",
    ):
        found = figures.read({"f": Figure(file)}, tmp_path)
        lines.append(f"{file}: {sorted(found.images)}")
        lines += [
            f"    {each.severity.name} {each.code} {each.finding.path}: {each.finding.message} | {each.finding.hint}"
            for each in found.problems
        ]
    golden("figure-files.txt", "\n".join([*lines, ""]))


def test_files_of_a_stranger():
    image = picture()
    files = {
        "a.png": image,
        "b.JPG": picture("JPEG"),
        "c.gif": image,
        "d.png": image,
        "../e.png": image,
        "f.png": b"x",
        "g.png": b"\0" * 20_000_001,
        "h.PNG": image,
    }
    accepted, refused = figures.select_acceptable([each for each in files if each != "d.png"], files)
    assert list(accepted) == ["a.png", "b.JPG", "h.PNG"]
    assert {name: why.partition(",")[0] for name, why in refused.items()} == {
        "c.gif": "its name does not end in .png", "d.png": "the source does not use this file", "../e.png": '"../e.png" is outside the folder of the source',
        "f.png": '"f.png" is not an image', "g.png": "its size",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("most", "expected"), [((300, 300), (96, 48)), ((48, 300), (48, 24)), ((300, 12), (24, 12)), ((96, 48), (96, 48))]
)
def test_an_image_is_scaled_down_into_its_room_and_never_up(most, expected):
    assert figures.Image("a", "png", 96, 48, b"").size_within(*most) == expected


@pytest.mark.parametrize(
    ("path", "quoted"), [("a.yaml", "a.yaml"), ("a b.yaml", '"a b.yaml"'), ("~/a-b/c_1.yaml", "~/a-b/c_1.yaml"), ("C:\\a", "C:\\a"), ("$(id)", "'$(id)'"), ("a`b`'", "'a`b`'\"'\"''"), ('"', "'\"'"), ("-a.yaml", "./-a.yaml"), ("-a b", '"./-a b"'), ("é", "é"), ("a(1)", '"a(1)"')]
)  # fmt: skip
def test_paths_as_they_are_typed(path, quoted):
    assert portable_names.quote_path(path) == quoted


def test_the_reasons_why_there_is_no_document():
    def reason(changes=None, call=CALL, seen=None):
        found = create_manuscript(model.from_data(minimal(changes)), call, seen)
        return None if isinstance(found, Manuscript) else (found.path, found.message)

    warning, error = (
        figures.FigureProblem("x", severity, figures.Finding(("figures",), "an image"))
        for severity in (figures.Severity.WARNING, figures.Severity.ERROR)
    )
    assert reason() is None
    assert reason(call=None) == (("call",), 'no call is named "cstd-26"')
    assert reason({"language": "fr"}) == (("language",), 'the call cstd-26 has no language "fr"')
    assert reason(seen=figures.LoadedFigures({}, (warning,))) is None
    assert reason(seen=figures.LoadedFigures({}, (warning, error))) == (("figures",), "an image")
    with pytest.raises(WsiscError, match="no document can be built, because of call") as caught:
        require_manuscript(create_manuscript(model.from_data(minimal()), None))
    assert caught.value.exit_code == 2
    manuscript = create_manuscript(model.from_data(minimal()), CALL)
    assert (
        manuscript.embed,
        manuscript.draft,
        manuscript.review,
        manuscript.versions,
        manuscript.images,
        manuscript.locale.language,
    ) == (
        True,
        False,
        False,
        None,
        {},
        "en",
    )


def commented(by):
    return {
        "by": by,
        "date": "2024-01-01",
        "quote": "q",
        "text": "t",
        "resolved": True,
        "replies": [{"by": "Bob", "text": "r"}],
        "proposal": "",
    }


def test_all_data_of_a_submission_are_kept_and_comments_come_off():
    section = {
        "title": "S",
        "id": "s",
        "text": "x",
        "tags": {"action-lines": ["C1"]},
        "comments": [commented("B")],
        "sections": [{"title": "I", "comments": [commented("C")]}],
    }
    data = minimal({
        "entity": {"acronym": "AE", "type": "other"}, "contact": {"name": "Ann", "email": "a@a.example"}, "date": "2024-01-01",
        "parts": {"two": {"tags": {"sdgs": [1], "countries": ["FR"], "kinds": ["project"]}, "comments": [commented("A")], "sections": [section]}, "three": {"a": {"comments": [commented("D")]}}},
        "links": {"a": "https://a.example"}, "footnotes": {"n": "x"}, "figures": {"f": {"file": "a.png", "alt": "x"}, "g": {"file": "b.png", "decorative": True}}, "unplaced": {"text": "left"},
    })  # fmt: skip
    submission = model.from_data(data)
    again = canonical.to_data(submission)
    assert model.from_data(again) == submission
    assert {key: again[key] for key in data} == data
    assert [("/".join(map(str, path)), each.by) for path, each in model.comments(submission)] == [
        ("parts/two/comments/0", "A"), ("parts/three/a/comments/0", "D"), ("parts/two/sections/0/comments/0", "B"), ("parts/two/sections/0/sections/0/comments/0", "C"),
    ]  # fmt: skip
    bare = canonical.remove_comments(submission)
    assert list(model.comments(bare)) == []
    assert "comments" not in str(canonical.to_data(bare))
    assert len(show(canonical.to_data(bare))) < len(show(again))


def test_new_submissions(golden):
    pieces = []
    for id, entity in itertools.product(
        ("cstd-26", "cstd-17", "cstd-wsis20", "cstd-next"),
        (Submitter("A Ministry: of Trade", "MoT", "government"), Submitter("X " * 240)),
    ):
        call = BUILT_IN.load(id)
        for language in call.languages:
            if language in ("en", "fr"):
                pieces += [
                    f"=== {id} {language} {entity.acronym}",
                    scaffold.create_submission(call, locale.load(language), entity, "./x.json"),
                ]
    golden("scaffolds.txt", "\n".join(pieces))


@pytest.mark.parametrize(
    ("submitter", "name"),
    [
        (Submitter("United Nations Office on Drugs and Crime", "UNODC"), "unodc_2022"), (Submitter("Économie & Société"), "economie-societe_2022"), (Submitter("中国"), "submission"),
        (Submitter("International Federation of the Library Associations"), "international-federation_2022"), (Submitter("a" * 40), "a" * 32 + "_2022"), (Submitter("A"), "a_2022"),
    ],
)  # fmt: skip
def test_names_of_files(submitter, name):
    assert scaffold.suggest_file_name(CALL, submitter) == f"{name}.yaml"


def test_calls_as_they_are_offered(golden):
    golden(
        "offered-calls.txt", "\n".join(f"{id}: {text}" for id, text in scaffold.describe_calls(BUILT_IN).items()) + "\n"
    )
    assert scaffold.entity_types()[0] == "united-nations"
    names = ("United Nations Fund", "Ministry of Trade", "University of X", "Company Ltd", "Association of Y", "Nobody")
    assert [scaffold.guess_entity_type(each) for each in names] == [
        "united-nations", "government", "technical-academic", "business", "civil-society", "other",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "scalar"),
    [
        ("An entity", "An entity"), ("Entity: with a colon", '"Entity: with a colon"'), ("A:b", "A:b"), ("ends:", '"ends:"'), ("yes", '"yes"'), ("12", '"12"'), ('say "x"', "'say \"x\"'"), ("it's \\ x", "'it''s \\ x'"),
        ("# x", '"# x"'), ("a # b", '"a # b"'), ("tab\t", '"tab\\t"'), ("a\x85", '"a\\u0085"'), ("null", '"null"'), ("", '""'), ("é (1)", "é (1)"), (" x", '" x"'),
    ],
)  # fmt: skip
def test_texts_as_yaml(text, scalar):
    assert scaffold.yaml_scalar(text) == scalar


def test_the_slots_of_a_call():
    assert outline.slot_values(CALL, locale.load("en"), "UN") == {
        "session-words": "Twenty-sixth", "session-ordinal": "26th", "place": "Geneva", "dates": "27-31 March 2023", "entity": "UN",
        "reporting-year": "2022", "reporting-years": "2022", "reporting-period": "in 2022",
    }  # fmt: skip
    assert outline.slot_values(BUILT_IN.load("cstd-next"), locale.load("en"), "UN") == {
        "entity": "UN", "reporting-year": "", "reporting-years": "", "reporting-period": "",
    }  # fmt: skip


OWN = BUILT_IN.text("cstd-26").replace("id: cstd-26", "id: own")
CARRIED = {
    "none": None, "built in": ("call: cstd-26", BUILT_IN.text("cstd-26")), "changed": ("call: cstd-26", BUILT_IN.text("cstd-26") + "# x\n"), "own": ("call: own", OWN),
    "another": ("call: other", OWN), "unreadable": ("call: own", "- x"), "unsound": ("call: own", OWN.replace("holds: text", "holds: x")), "a device": ("call: con", OWN.replace("id: own", "id: con")),
}  # fmt: skip


def test_the_call_that_a_document_carries(golden):
    lines = []
    own = Catalogue({"own": OWN + "\n"})
    for name, texts in CARRIED.items():
        package = SourcePackage(*texts, {}) if texts else None
        for known in (BUILT_IN, own):
            for is_requested, hidden in ((False, None), (True, None), (True, Path("above/calls"))):
                found = carried_files.resolve_call(package, known, is_requested, hidden)
                ids = ", ".join(each for each in found.known.ids() if not each.startswith("cstd"))
                shown = f"{sorted(found.files)} known: {ids}{' missing' * found.is_missing} {found.remark}"
                lines.append(
                    f"{name}, {'own' if known is own else 'built in'}{', requested' * is_requested}{', hidden' * bool(hidden)}: {shown}"
                )
    golden("carried-calls.txt", "\n".join([*lines, ""]))


def test_a_catalogue_of_a_carried_call():
    assert carried_files.create_catalogue(BUILT_IN.text("cstd-26")) is BUILT_IN
    assert carried_files.create_catalogue(OWN) == Catalogue({"own": OWN})
    assert list(carried_files.create_catalogue(OWN.replace("holds: text", "holds: x")).invalid) == ["own"]


def test_the_files_of_a_repository():
    files = scaffold.create_repository(CALL, locale.load("en"), Submitter("An entity"), "wsisc==1")
    assert list(files) == [
        "an-entity_2022.yaml", "wsisc.toml", "README.md", "figures/README.md", ".editorconfig", ".gitattributes", ".gitignore", ".vscode/settings.json", ".vscode/extensions.json",
        ".github/workflows/wsisc.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml", ".github/actions/wsisc/action.yml", ".wsisc/cstd-26.schema.json",
    ]  # fmt: skip
    assert "wsisc==1" in files[".gitlab-ci.yml"]
