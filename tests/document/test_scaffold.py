"""New submissions: the answers are in the file unchanged, and the file passes its own checks."""

import json
import re
import tomllib
from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests import strategies
from tests.conftest import ROOT, examples
from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import editor_schema, locale
from wsisc.calls.call import Call, CallPart, Catalogue
from wsisc.document import scaffold
from wsisc.document.scaffold import Submitter
from wsisc.lint import selection
from wsisc.messages.diagnostic import Severity
from wsisc.source import model
from wsisc.workspace import settings

DRAFT = selection.from_names((), (), {}, draft=True)
ENGLISH = locale.load("en")
LANGUAGES = sorted(path.name for path in (ROOT / "templates" / "starter").iterdir())
NAMES = [
    'Ministry: "ICT" & #1', "وزارة الاتصالات وتقنية المعلومات", "-dash", "- dash", "it's", '"quoted"', "'single'", "NO", "no",
    "~", "null", "1990", "0x1F", "1e3", "2022-12-15", "# not a note", "a #b", "a: b", "a:", "| x", "> x", "@x", "%x", "`x`",
    "{x}", "[x](y)", "{{ x }}", "{% x %}", "{entity}", "&amp;", "*x*", "!x", "?", "? x", "\\n", "C:\\x", "Côte d’Ivoire",
    "é", "😀 & 中文", "<b>x</b>", "=", "<<", "---", "...", "x" * 499, "a\u00a0b",
]  # fmt: skip


def check(text: str, known: Catalogue = calls.BUILT_IN):
    return pipeline.check(source.read(text.encode(), "new.yaml"), None, DRAFT, catalogue=known)


def errors(found) -> list[str]:
    return [f"{each.code}: {each.message}" for each in found.diagnostics if each.severity == Severity.ERROR]


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_a_new_submission_to_every_call_warns_of_empty_parts_alone(id):
    call = calls.BUILT_IN.load(id)
    type = scaffold.guess_entity_type("Ministry of Posts", call)
    text = scaffold.create_submission(
        call, ENGLISH, Submitter("Ministry of Posts", "MoP", type), "./" + scaffold.schema_file_name(call)
    )
    assert text.startswith(f"# yaml-language-server: $schema=./{id}.schema.json\n")
    found = check(text)
    assert {each.code for each in found.diagnostics} <= {"missing-part"}
    assert not errors(found)
    comments = " ".join(line.strip(" #") for line in text.splitlines() if line.lstrip().startswith("#"))
    for _, part in calls.parts(call):
        assert " ".join(part.prompt["en"].split()) in comments
    assert all(len(line) <= 96 for line in text.splitlines() if line.lstrip().startswith("#"))
    assert not re.search(r"[ \t]$", text, re.MULTILINE)


def test_limits_are_reported_as_pages_and_words():
    text = scaffold.create_submission(calls.BUILT_IN.load("cstd-26"), ENGLISH, Submitter("X"), "./a.json")
    assert "half a page, about 265 words" in text
    assert "2 pages, about 1,060 words" in text


@pytest.mark.parametrize("name", NAMES)
def test_names_come_out_letter_for_letter(name):
    text = scaffold.create_submission(calls.BUILT_IN.load("cstd-26"), ENGLISH, Submitter(name, name[:60]), "./a.json")
    found = check(text)
    assert not errors(found)
    assert found.submission.entity.name == name
    assert found.submission.entity.acronym == name[:60]
    assert len(name) > 300 or name in found.submission.title
    assert yaml.safe_load(text)["entity"]["name"] == name  # readers of YAML 1.1 too


@given(st.one_of(strategies.plain, st.text(max_size=60)))
@hypothesis_settings(max_examples=examples(50, 300))
def test_any_name_is_refused_or_comes_out_letter_for_letter(name):
    found = check(scaffold.create_submission(calls.BUILT_IN.load("cstd-26"), ENGLISH, Submitter(name), "./a.json"))
    if not errors(found):
        assert found.submission.entity.name == name
        assert name in found.submission.title


@given(strategies.plain)
@hypothesis_settings(max_examples=examples(50, 300))
def test_what_one_line_may_hold_is_text_for_every_reader(name):
    for written in (
        source.read(f"a: {scaffold.yaml_scalar(name)}\n".encode(), "a").data,
        yaml.safe_load(f"a: {scaffold.yaml_scalar(name)}\n"),
    ):
        assert written == {"a": name}


def _call(*parts: CallPart) -> Call:
    own = calls.BUILT_IN.load("cstd-26")
    return Call("own", None, ("en",), own.subject, own.cover, parts, "", "")


def _part(id: str, holds: str, *parts: CallPart, pages: float = 0) -> CallPart:
    return CallPart(id, {"en": f"{id}:"}, {"en": "What was done? " * 20}, holds, True, pages, "", parts)


def test_parts_of_every_shape():
    call = _call(
        _part("a", "sections", pages=1),
        _part("b", "", _part("c", "", _part("d", "text", pages=1.5), _part("e", "both")), pages=3),
    )
    text = scaffold.create_submission(call, ENGLISH, Submitter("X"), "./a.json")
    data = source.read(text.encode(), "a.yaml").data
    assert data["parts"] == {"a": {}, "b": {"c": {"d": {"text": ""}, "e": {"text": ""}}}}
    assert "one page" in text
    assert "1.5 pages" in text
    assert "progress made in" not in data["title"]
    written = _without_marks(text.partition("\nwsisc: 1\n")[2].replace(" {}  #", "  #"))
    assert source.read(written.encode(), "a.yaml").data["parts"]["a"]["sections"][0]["tags"]["sdgs"] == [4, "16.5"]


def _without_marks(text: str) -> str:
    """Return a new submission as one who takes the marks of comments away from its examples makes it."""
    examples = r"^( *)# ((?:  )*(?:- title|text: \||sections:|tags:|[a-z-]+: \[|Your text on|links:|home:|footnotes:|source:|contact:|name:|email:).*)$"
    return re.sub(examples, r"\1\2", text, flags=re.MULTILINE)


@pytest.mark.parametrize("id", calls.BUILT_IN.ids())
def test_the_examples_in_comments_are_sound(id):
    text = scaffold.create_submission(calls.BUILT_IN.load(id), ENGLISH, Submitter("X"), "./a.json")
    header, _, rest = text.partition("\nwsisc: 1\n")
    content = f"{header}\nwsisc: 1\n{_without_marks(rest)}"
    found = check(content.replace("Your text on this theme.", "See [there][home].[^source]", 1))
    assert not errors(found)
    assert list(model.sections(found.submission))
    assert found.submission.contact.email == "name@example.org"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_template_and_word(language):
    folder, english = ROOT / "templates" / "starter" / language, ROOT / "templates" / "starter" / "en"
    for_programs = {f"{name}.j2" for name in ("editorconfig", "extensions.json", "gitattributes", "github.yml", "gitignore",
                                              "gitlab.yml", "pre-commit.yaml", "settings.json")}  # fmt: skip
    own, all_of_them = ({path.name for path in each.iterdir()} for each in (folder, english))
    assert all_of_them - for_programs <= own <= all_of_them
    wording, words = (source.read((each / "wording.yaml").read_bytes(), "w").data for each in (folder, english))
    assert wording.keys() == words.keys()
    assert set(wording["types"]) <= set(scaffold.entity_types())


def test_every_file_of_a_repository_is_what_its_name_says():
    call = calls.BUILT_IN.load("cstd-26")
    files = scaffold.create_repository(call, ENGLISH, Submitter("Ministry of Posts", "MoP", "government"))
    name = next(iter(files))
    assert name == "mop_2022.yaml"
    assert files.keys() >= {"wsisc.toml", "figures/README.md", ".vscode/settings.json", ".gitlab-ci.yml"}
    for path, text in files.items():
        suffix = PurePosixPath(path).suffix
        if suffix == ".json":
            json.loads(text)
        if suffix in (".yaml", ".yml"):
            assert yaml.safe_load(text)
        assert text.endswith("\n")
        assert "\r" not in text
    chosen = settings.read(files["wsisc.toml"])
    assert (chosen.draft, chosen.formats) == (True, ("docx", "pdf"))
    assert tomllib.loads(files["wsisc.toml"])["build"]["output"] == "build"
    mapped = json.loads(files[".vscode/settings.json"])["yaml.schemas"]
    assert mapped == {"./.wsisc/cstd-26.schema.json": [name]}
    assert json.loads(files[".wsisc/cstd-26.schema.json"]) == editor_schema.compose(call)


def test_no_generated_file_changes_submissions_unasked():
    call = calls.BUILT_IN.load("cstd-26")
    files = scaffold.create_repository(call, ENGLISH, Submitter("Ministry of Posts", "MoP", "government"))
    assert ".pre-commit-config.yaml" in files
    assert [
        path for path, text in files.items() if "wsisc-fix" in text or ("validate" in text and "--fix" in text)
    ] == []


@pytest.mark.parametrize(("python", "is_installed"), [("3.11", False), ("3.12", True), ("3.14", True)])
@pytest.mark.parametrize("source", ["wsisc==1.0", "wsisc @ git+https://git.example/wsisc@0123#subdirectory=a"])
def test_a_hook_asks_pip_for_nothing_that_its_python_cannot_run(source, python, is_installed):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert SpecifierSet(project["requires-python"]).contains(python) == is_installed
    files = scaffold.repository_files({"a.yaml": calls.BUILT_IN.load("cstd-26")}, "en", source)
    [hook] = yaml.safe_load(files[".pre-commit-config.yaml"])["repos"][0]["hooks"]
    [written] = map(Requirement, hook["additional_dependencies"])
    assert written.marker.evaluate({"python_version": python}) == is_installed
    assert str(Requirement(source)) == str(written).partition(";")[0].strip()


def test_the_settings_offered_in_comments_are_known():
    text = scaffold.repository_files({"a.yaml": calls.BUILT_IN.load("cstd-26")}, "en")["wsisc.toml"]
    assert settings.read(re.sub(r"^# (?=[a-z-]+ = )", "", text, flags=re.MULTILINE)).strict


@pytest.mark.parametrize(
    ("acronym", "entity", "id", "name"),
    [
        ("UNODC", "x", "cstd-26", "unodc_2022.yaml"),
        ("", "Ministère de l’Économie", "cstd-26", "ministere-de-l-economie_2022.yaml"),
        ("", "Ministry of Communications and Postal Services", "cstd-next", "ministry-of-communications.yaml"),
        ("", "Œuvre", "cstd-26", "oeuvre_2022.yaml"),
        ("", "وزارة الاتصالات", "cstd-26", "submission.yaml"),
        ("CON", "x", "cstd-wsis20", "con_submission.yaml"),
        ("X", "x", "cstd-wsis20", "x_submission.yaml"),
        ("", "x" * 90, "cstd-26", "x" * 32 + "_2022.yaml"),
    ],
)
def test_files_are_named_after_who_submits(acronym, entity, id, name):
    assert scaffold.suggest_file_name(calls.BUILT_IN.load(id), Submitter(entity, acronym)) == name


def test_a_type_is_proposed_by_the_name():
    assert scaffold.guess_entity_type("Ministry of Posts") == "government"
    assert scaffold.guess_entity_type("United Nations Office on Drugs and Crime") == "united-nations"
    assert scaffold.guess_entity_type("Xyz") == "other"


def test_a_repositorys_own_call_is_proposed_first_then_the_coming_session():
    assert next(iter(scaffold.describe_calls(calls.BUILT_IN))) == "cstd-next"
    own = calls.BUILT_IN.text("cstd-26").replace("cstd-26", "cstd-30")
    described = scaffold.describe_calls(Catalogue({"cstd-30": own}))
    assert list(described)[:2] == ["cstd-30", "cstd-next"]
    assert described["cstd-26"] == "26th session, Geneva, 27-31 March 2023"
