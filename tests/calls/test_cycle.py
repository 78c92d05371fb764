"""A call of a two-year cycle: it builds, lints and migrates; wrong calls are refused at their place."""

import json

import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, wsisc
from wsisc import pipeline, source
from wsisc.calls import call as calls
from wsisc.calls import call_check, locale, migration, reporting
from wsisc.calls.call import BUILT_IN, Catalogue
from wsisc.document import outline
from wsisc.lint import selection
from wsisc.source import model

TWO_YEARS = (
    BUILT_IN.text("cstd-26")
    .replace("id: cstd-26", "id: cstd-30")
    .replace(
        "session: {number: 26, year: 2023, dates: 27-31 March 2023, place: Geneva}",
        "session: {number: 30, year: 2027, dates: 12-16 April 2027, place: Geneva}\n"
        "reporting: {from: 2025-01-01, to: 2026-12-31}\ndeadline: 2026-11-30\nsend-to: stdev@unctad.org",
    )
    .replace("in {reporting-year}", "{reporting-period}")
    .replace("(half a page) of activities", "(half a page) of activities of both years")
)
CATALOGUE = Catalogue({"cstd-30": TWO_YEARS})


def submission(text, call="cstd-30"):
    parts = {"three": {"a": {"text": text}, "b": {"text": "More will be."}}}
    return as_yaml(minimal({"call": call, "entity": {"name": "An entity", "acronym": "AE"}, "parts": parts}))


def dates_outside(text, names=("date-outside-period",), catalogue=CATALOGUE, call="cstd-30"):
    read = source.read(submission(text, call), "a.yaml")
    found = pipeline.check(read, selection=selection.from_names(names, (), {}), catalogue=catalogue).diagnostics
    return [each.message.split('"')[1] for each in found if each.code == "date-outside-period"]


def test_a_call_of_two_years_prints_its_period_and_knows_its_deadline():
    assert call_check.check(source.read(TWO_YEARS.encode(), "cstd-30"), "cstd-30") == []
    call = CATALOGUE.load("cstd-30")
    assert (call.deadline, call.send_to, call.reporting_year) == ("2026-11-30", "stdev@unctad.org", None)
    blocks = outline.build_blocks(model.from_data(minimal({"call": "cstd-30"})), call, locale.load("en"))
    assert any("on their efforts in 2025 and 2026 to implement" in block.text for block in blocks)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In March 2025, AE launched a course.", []),
        ("In December 2026, AE launched a course.", []),
        ("In December 2024, AE launched a course.", ["December 2024"]),
        ("In January 2027, AE launched a course.", ["January 2027"]),
        ("In January 2031, AE launched a course.", []),
    ],
)
def test_dates_inside_the_period_give_no_warning(text, found):
    assert dates_outside(text) == found


def test_a_period_can_begin_within_a_year():
    text = TWO_YEARS.replace("from: 2025-01-01, to: 2026-12-31", "from: 2025-07-01, to: 2027-06-30")
    own = Catalogue({"cstd-30": text})
    assert dates_outside("In June 2025, AE launched a course.", catalogue=own) == ["June 2025"]
    assert dates_outside("In July 2025, AE launched a course.", catalogue=own) == []
    assert dates_outside("In June 2027, AE launched a course.", catalogue=own) == []


def test_a_call_without_a_period_expects_no_dates():
    assert dates_outside("In June 2025, AE launched a course.", catalogue=BUILT_IN, call="cstd-next") == []


@pytest.mark.parametrize("name", ["date-outside-year", "date-outside-period"])
def test_the_earlier_name_of_the_rule_is_understood(name, tmp_path):
    text = "In December 2024, AE launched a course."
    assert dates_outside(text, (name,)) == ["December 2024"]
    assert selection.Selection((name,)).codes == selection.Selection(("date-outside-period",)).codes
    chosen = selection.from_names((), (), {name: "error"})
    assert chosen.severity("date-outside-period", None) == "error"
    assert "date-outside-period" not in selection.from_names((), (name,), {}).codes
    content = submission(text).replace(
        b"      text: In Dec", f"      text: # wsisc: ignore[{name}]\n        In Dec".encode()
    )
    found = pipeline.check(source.read(content, "a.yaml"), catalogue=CATALOGUE).diagnostics
    assert not [each for each in found if each.code in ("date-outside-period", "unknown-rule", "unused-ignore")]
    (tmp_path / "wsisc.toml").write_text(f'[validate]\nignore = ["{name}"]\n')
    (tmp_path / "a.yaml").write_bytes(submission(text, "cstd-26"))
    done = wsisc("validate", "a.yaml", "--output-format", "json", cwd=tmp_path)
    assert "date-outside" not in done.stdout.decode()
    assert wsisc("explain", name).stdout.startswith(b"date-outside-period")


def test_it_builds_and_migrates_from_the_command_line(tmp_path):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "cstd-30.yaml").write_text(TWO_YEARS, "utf-8")
    (tmp_path / "a.yaml").write_bytes(SAMPLE.read_bytes())
    assert wsisc("calls", "check", cwd=tmp_path).returncode == 0
    assert b"on 2025 and 2026, until 2026-11-30" in wsisc("calls", "list", cwd=tmp_path).stdout
    moved = wsisc("migrate", "a.yaml", "--to", "cstd-30", "-o", "b.yaml", cwd=tmp_path)
    assert moved.returncode == 0, moved.stderr
    notes = moved.stderr.decode()
    assert "cstd-30 reports on 2025 and 2026; cstd-26 on 2022" in notes
    assert "Part One has another prompt: An executive summary (half a page) of activities of both years" in notes
    assert (tmp_path / "b.yaml").read_bytes() == SAMPLE.read_bytes().replace(b"cstd-26", b"cstd-30")
    for format in ("docx", "json"):
        assert wsisc("build", "b.yaml", "--format", format, "-o", f"b.{format}", cwd=tmp_path).returncode == 0
    exported = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert exported["reporting"] == {"from": "2025-01-01", "to": "2026-12-31"}
    assert exported["session"]["reporting-year"] is None
    assert wsisc("verify", "b.docx", "b.yaml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.yaml").read_bytes() == SAMPLE.read_bytes()


def own(names, table="a | A"):
    """Return the change of the call that adds a vocabulary of its own."""
    line = f'  - {{{names}, title: {{en: M}}, names: {{en: "{table}"}}, source: Ours.}}'
    return "languages: [en]\n", f"languages: [en]\nvocabularies:\n{line}\n"


WRONG = {
    "period reversed": (
        ("from: 2025-01-01, to: 2026-12-31", "from: 2026-12-31, to: 2025-01-01"),
        ("wrong-value", "reporting", "to"),
    ),
    "period after the session": (
        ("from: 2025-01-01, to: 2026-12-31", "from: 2028-01-01, to: 2029-12-31"),
        ("wrong-value", "reporting", "from"),
    ),
    "deadline after the session": (("2026-11-30", "2027-04-17"), ("wrong-value", "deadline")),
    "deadline that is no date": (("2026-11-30", "30 November 2026"), ("wrong-form", "deadline")),
    "unknown vocabulary": (
        ("languages: [en]\n", "languages: [en]\nvocabularies: [kinds, action-line]\n"),
        ("unknown-value", "vocabularies", 1),
    ),
    "vocabulary named twice": (
        ("languages: [en]\n", "languages: [en]\nvocabularies: [kinds, kinds]\n"),
        ("repeated-value", "vocabularies", 1),
    ),
    "a year where there are two": (("{reporting-period}", "in {reporting-year}"), ("unknown-value", "cover", 2, "text", "en")),
    "a period that is missing": (
        ("reporting: {from: 2025-01-01, to: 2026-12-31}\n", "reporting: {from: 2025-01-01}\n"),
        ("missing-property", "reporting", "to"),
    ),
    "pages and words": (("{pages: 0.5}", "{pages: 0.5, words: 200}"), ("unexpected-property", "parts", 0, "length", "words")),
    "words for an unknown type": (
        ("{pages: 0.5}", "{words: 200, words-by-type: {roster: 300}}"),
        ("unknown-value", "parts", 0, "length", "words-by-type", "roster"),
    ),
    "an address that is none": (("stdev@unctad.org", "the secretariat"), ("wrong-form", "send-to")),
    "provenance of an unknown wording": (
        ("\nsource: >-", "\nprovenance: [{of: [cover, parts, subject, four], form: ours}]\nsource: >-"),
        ("unknown-value", "provenance", 0, "of", 3),
    ),
    "a wording without provenance": (
        ("\nsource: >-", "\nprovenance: [{of: [cover, subject, one, two, three.a], form: ours}]\nsource: >-"),
        ("missing-property", "provenance"),
    ),
    "verbatim without a source": (
        ("\nsource: >-", "\nprovenance: [{of: [cover, parts, subject], form: verbatim}]\nsource: >-"),
        ("missing-property", "provenance", 0, "source"),
    ),
    "a vocabulary of its own with a line that is none": (
        (
            "languages: [en]\n",
            "languages: [en]\nvocabularies:\n  - {id: measures, use: tags, title: {en: M}, names: {en: \"a | A\\nb B\"}, source: Ours.}\n",
        ),
        ("wrong-form", "vocabularies", 0, "names", "en"),
    ),
    "a vocabulary of its own that is called like a built-in one": (own("id: kinds, use: tags"), ("repeated-value", "vocabularies", 0, "id")),
    "a term that is called like one of wsisc": (own("id: mine, use: tags, one: kind"), ("wrong-value", "vocabularies", 0, "one")),
    "a vocabulary that is called like a column": (own("id: text, use: tags"), ("wrong-value", "vocabularies", 0, "id")),
    "an anchor": (own('id: mine, use: tags, anchor: "{code}"'), ("unexpected-property", "vocabularies", 0, "anchor")),
    "a code with a slash": (own("id: mine, use: tags", "a/b | A"), ("wrong-form", "vocabularies", 0, "names", "en")),
    "two codes that differ in case": (own("id: mine, use: tags", "a | A\\nA | B"), ("repeated-value", "vocabularies", 0, "names", "en")),
    "a broader term that is unknown": (own("id: mine, use: tags, within: {z: y}"), ("unknown-value", "vocabularies", 0, "within")),
    "a matrix of a vocabulary that is not used": (
        ("languages: [en]\n", "languages: [en]\nvocabularies:\n  - kinds\n  - {id: m, use: pairs, title: {en: M}, between: [kinds, sdgs], pairs: {policy: '1'}, source: Ours.}\n"),
        ("unknown-value", "vocabularies", 1, "between", 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_refused_at_its_place_with_a_remedy(name):
    (before, after), (code, *path) = WRONG[name]
    assert before in TWO_YEARS
    read = source.read(TWO_YEARS.replace(before, after, 1).encode(), "cstd-30.yaml")
    found = call_check.check(read, "cstd-30")
    assert (found[0].code, found[0].path) == (code, tuple(path))
    assert found[0].hint
    assert found[0].span.line > 1


def test_an_old_call_that_prints_a_year_reports_on_the_year_before_its_session():
    assert calls.BUILT_IN.load("cstd-26").reporting == reporting.of_year(2022)
    without = BUILT_IN.text("cstd-26").replace("in {reporting-year} ", "").replace("id: cstd-26", "id: mine")
    assert Catalogue({"mine": without}).load("mine").reporting is None


def test_the_stand_in_prints_no_period_until_one_is_set_and_nowhere_annual():
    text = BUILT_IN.text("cstd-next")
    assert "annual" not in text.lower()
    period = "\nreporting: {from: 2025-01-01, to: 2026-12-31}\nvocabularies:"
    with_period = text.replace("\nvocabularies:", period, 1)
    shown = {}
    for name, own in (("none", text), ("two", with_period)):
        call = Catalogue({"cstd-next": own}).load("cstd-next")
        blocks = outline.build_blocks(model.from_data(minimal({"call": "cstd-next"})), call, locale.load("en"))
        shown[name] = next(block.text for block in blocks if block.kind == "cover-subject")
    assert shown["none"].endswith("stakeholders on their efforts to implement the outcomes of the WSIS")
    assert shown["two"].endswith("on their efforts in 2025 and 2026 to implement the outcomes of the WSIS")
    ours = [name for each in BUILT_IN.load("cstd-next").provenance if each.form == "ours" for name in each.wordings]
    assert "cover-statement" in ours
    assert any("cover" in each for each in BUILT_IN.load("cstd-next").to_check)


def test_a_document_of_the_earlier_stand_in_is_verified(tmp_path):
    former = (ROOT / "schemas" / "calls" / "former" / "cstd-next-1.yaml").read_text("utf-8")
    (tmp_path / "old" / "calls").mkdir(parents=True)
    (tmp_path / "old" / "calls" / "cstd-next.yaml").write_text(former, "utf-8")
    content = SAMPLE.read_bytes().replace(b"call: cstd-26", b"call: cstd-next")
    for folder in ("old", "."):
        (tmp_path / folder / "a.yaml").write_bytes(content)
    assert wsisc("build", "a.yaml", "-o", "../a.docx", cwd=tmp_path / "old").returncode == 0
    done = wsisc("verify", "a.docx", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert b"in an earlier version" in done.stdout
    (tmp_path / "old" / "calls" / "cstd-next.yaml").write_text(former.replace("half a page", "a page"), "utf-8")
    assert wsisc("build", "a.yaml", "-o", "../b.docx", cwd=tmp_path / "old").returncode == 0
    assert wsisc("verify", "b.docx", "a.yaml", cwd=tmp_path).returncode == 1


def test_what_the_next_call_lacks_is_named_at_its_line():
    own = TWO_YEARS.replace("languages: [en]\n", "languages: [en]\nvocabularies: [sdgs]\n")
    content = as_yaml(
        minimal({
            "entity": {"name": "E", "type": "business"},
            "parts": {"one": {"tags": {"sdgs": [4], "kinds": ["obstacle"]}}},
        })
    )  # fmt: skip
    read = source.read(content, "a.yaml")
    known = Catalogue({"cstd-30": own})
    _, notes = migration.migrate(content, read, known.load("cstd-26"), known.load("cstd-30"))
    unfit = {content.decode().splitlines()[each.line - 1].strip() for each in notes if not each.is_advisory}
    assert {line.split(":")[0] for line in unfit} == {"type", "kinds"}


def test_a_call_with_a_vocabulary_of_its_own():
    vocabulary = (
        "languages: [en]\nvocabularies:\n  - kinds\n  - id: measures\n    use: tags\n    title: {en: Measures}\n"
        "    names:\n      en: |\n        m-1 | A road map\n        m-2 | A report\n"
        "    facts:\n      addressee: |\n        m-1 | Facilitators\n    source: Ours.\n"
    )
    own = Catalogue({"cstd-30": TWO_YEARS.replace("languages: [en]\n", vocabulary)})
    assert call_check.check(source.read(own.own["cstd-30"].encode(), "cstd-30"), "cstd-30") == []
    for tags, codes in (
        ({"measures": ["m-1"]}, []),
        ({"measures": ["m-3"]}, ["unknown-value"]),
        ({"sdgs": [4]}, ["unexpected-property"]),
    ):
        content = as_yaml(minimal({"call": "cstd-30", "parts": {"one": {"tags": tags}}}))
        found = pipeline.check(source.read(content, "a"), selection=selection.REQUIRED_RULES, catalogue=own).diagnostics
        assert [each.code for each in found] == codes
