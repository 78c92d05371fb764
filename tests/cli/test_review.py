"""`wsisc review`: Word files with comments, reports without lines, exit codes, and what is never overwritten."""

import json
import re

import pytest
import yaml

from tests.conftest import ROOT, as_yaml, build, minimal, wsisc
from tests.importer import foreign
from tests.review import ranges
from tests.review.files import commented, officer
from wsisc import report
from wsisc.report import previous

SOUND = minimal({"parts": {part: {"text": "The regional commission connected many schools that year.\n"} for part in ("one", "two")}})  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.docx").write_bytes(commented(officer()))
    return tmp_path


def run(folder, *options, **environment):
    done = wsisc("review", *options, cwd=folder, **environment)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_file_comes_back_with_comments_and_the_report_names_words(folder):
    before = (folder / "a.docx").read_bytes()
    code, shown, errors = run(folder, "a.docx")
    assert code == 1
    assert "--> a.docx (Part One)" in shown
    assert "a.docx:" not in shown
    assert "4 errors, 4 warnings, 1 info message in 1 file" in shown
    assert "a.reviewed.docx: 8 comments" in errors
    assert (folder / "a.docx").read_bytes() == before
    assert len(ranges.comments((folder / "a.reviewed.docx").read_bytes())) == 8


def test_json_has_the_place_and_the_words(folder):
    code, shown, _ = run(folder, "a.docx", "--output-format", "json")
    found = json.loads(shown)["diagnostics"]
    assert code == 1
    [note] = [each for each in found if each["place"] == "footnote 1"]
    assert (note["words"], note["code"]) == ("Cape Verde", "country-name")
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
    assert {*note} <= {*schema["$defs"]["diagnostic"]["properties"]}


@pytest.mark.parametrize("format", report.REPORTS)
def test_every_format_of_reports_works(folder, format):
    code, shown, _ = run(folder, "a.docx", "--output-format", format)
    assert code == 1
    assert previous.FORMATS[format](shown)


def test_a_sound_file_has_exit_code_0(folder):
    (folder / "b.docx").write_bytes(build(SOUND))
    assert run(folder, "b.docx", "--draft", "--ignore", "facts")[0] == 0
    assert (folder / "b.reviewed.docx").exists()


def test_rules_are_chosen_as_for_validate(folder):
    (folder / "wsisc.toml").write_text('[validate]\nignore = ["country-name"]\n')
    _, shown, _ = run(folder, "a.docx")
    assert "country-name" not in shown
    (folder / "wsisc.toml").unlink()
    _, shown, _ = run(folder, "a.docx", "--select", "country-name")
    assert "official-name" not in shown
    assert "country-name" in shown


def test_a_changed_result_is_not_replaced_but_an_unchanged_one_is(folder):
    assert run(folder, "a.docx")[0] == 1
    first = (folder / "a.reviewed.docx").read_bytes()
    assert run(folder, "a.docx", "--suggest")[0] == 1
    assert (folder / "a.reviewed.docx").read_bytes() != first
    (folder / "a.reviewed.docx").write_bytes(commented(officer()))
    code, _, errors = run(folder, "a.docx")
    assert code == 3
    assert "a.reviewed.docx was changed since it was written" in errors


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["missing.docx"], "the file missing.docx does not exist"),
        (["a.docx", "-o", "a.docx"], "would overwrite the input"),
        (["a.docx", "-o", "b.pdf"], "expected a name ending in .docx"),
        (["a.docx", "--call", "cstd-1"], "the call 'cstd-1' does not exist"),
        (["a.docx", "--language", "xx"], "the call cstd-26 is not in 'xx'"),
        (["a.docx", "--select", "nothing"], "nothing"),
        (["page.pdf"], "page.pdf is not a Word file"),
        (["text.docx"], "text.docx is damaged or not a Word file"),
    ],
)
def test_wrong_usage_has_exit_code_2(folder, options, words):
    (folder / "page.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "text.docx").write_bytes(b"hello")
    code, _, errors = run(folder, *options)
    assert words in errors
    assert code in (2, 3)
    assert not (folder / "a.reviewed.docx").exists()


def test_folders_are_reviewed_in_parallel_and_one_file_stops_no_other(folder):
    (folder / "in" / "sub").mkdir(parents=True)
    (folder / "in" / "a.docx").write_bytes(officer())
    (folder / "in" / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "in" / "sub" / "a.docx").write_bytes(foreign.letter_spaced()[0])
    code, shown, errors = run(folder, "in", "-o", "out", "--jobs", "2")
    assert code == 3
    assert "bad.docx" in errors
    assert "in/sub/a.docx" in shown
    written = sorted(each.relative_to(folder / "out").as_posix() for each in (folder / "out").rglob("*.docx"))
    assert written == ["a.reviewed.docx", "sub/a.reviewed.docx"]
    code, _, errors = run(folder, "out")
    assert code == 2
    assert "contains no Word files" in errors


def test_standard_output_has_the_file_alone(folder):
    done = wsisc("review", "a.docx", "-o", "-", cwd=folder)
    assert done.returncode == 1
    assert len(ranges.comments(done.stdout)) == 8
    assert not (folder / "a.reviewed.docx").exists()


def test_a_document_of_wsisc_is_checked_as_its_source(folder):
    (folder / "b.yaml").write_bytes(as_yaml(SOUND))
    (folder / "b.docx").write_bytes(build(SOUND))
    codes = []
    for command, name in (("validate", "b.yaml"), ("review", "b.docx")):
        done = wsisc(command, name, "--output-format", "json", "--select", "all", cwd=folder)
        codes.append(sorted(each["code"] for each in json.loads(done.stdout)["diagnostics"]))
    assert codes[0] == codes[1] != []


def test_build_writes_the_word_file_with_its_findings(folder):
    data = minimal({"parts": {"one": {"text": "The UN Secretary General asked Cape Verde.\n"}}})
    (folder / "b.yaml").write_bytes(as_yaml(data))
    done = wsisc("build", "b.yaml", "--findings", "--draft", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().split() == ["b.docx", "b.reviewed.docx"]
    plain, found = ((folder / name).read_bytes() for name in ("b.docx", "b.reviewed.docx"))
    assert not ranges.comments(plain)
    assert "Cape Verde" in [ranges.marked_words(found)[id] for id in ranges.comments(found)]
    assert wsisc("build", "b.yaml", "--findings", "--draft", cwd=folder).returncode == 0
    (folder / "b.reviewed.docx").write_bytes(plain)
    assert wsisc("build", "b.yaml", "--findings", "--draft", cwd=folder).returncode == 3
    assert wsisc("build", "b.yaml", "--findings", "--format", "pdf", cwd=folder).returncode == 2


def test_findings_on_private_values_are_in_no_document(folder):
    comments = [{"text": "Nobody may read this.", "by": "Ben"}]
    data = minimal({"parts": {"one": {"text": "Words.\n", "comments": comments}}})
    (folder / "b.yaml").write_bytes(as_yaml(data))
    shown = wsisc("validate", "b.yaml", "--draft", cwd=folder).stdout.decode()
    assert "Nobody may read this" in shown
    wsisc("build", "b.yaml", "--findings", "--draft", cwd=folder)
    for name in ("b.docx", "b.reviewed.docx"):
        assert not any(b"Nobody" in each for each in ranges.parts((folder / name).read_bytes()).values())


def test_comments_of_a_review_come_into_no_submission(folder):
    (folder / "b.yaml").write_bytes(as_yaml(SOUND))
    (folder / "b.docx").write_bytes(build(SOUND))
    assert run(folder, "a.docx", "b.docx", "--select", "all")[0] == 1
    done = wsisc("import", "a.reviewed.docx", cwd=folder)
    assert "comments of wsisc review, not imported: " in done.stderr.decode()
    imported = (folder / "a.reviewed.yaml").read_text("utf-8")
    assert "wsisc review" not in imported
    assert "by: wsisc" not in imported
    assert "Is this right?" in imported
    before = (folder / "b.yaml").read_bytes()
    done = wsisc("import", "b.reviewed.docx", "--into", "b.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert "of wsisc review left out" in done.stderr.decode()
    assert (folder / "b.yaml").read_bytes() == before


def test_reports_for_people_name_no_lines_of_a_word_file(folder):
    for format in ("concise", "junit"):
        shown = run(folder, "a.docx", "--output-format", format)[1]
        assert "a.docx (Part One)" in shown
        assert not re.search(r"docx:\d|\(\d+:\d+\)", shown)
    shown = run(folder, "a.docx", "--output-format", "github")[1]
    assert "::warning file=a.docx,title=wsisc%3A country-name::" in shown
    assert "%0APart One, “Cape Verde”" in shown
    assert ",line=" not in shown


def test_a_folder_ends_with_a_table(folder):
    (folder / "b.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "c.docx").write_bytes(build(SOUND))
    _, _, errors = run(folder, ".", "--draft", "--ignore", "facts")
    rows = [line.split() for line in errors.splitlines()]
    assert ["b.docx", "failed"] in rows
    assert ["a.docx", "check", "cstd-26", "en"] in [row[:4] for row in rows]
    assert ["c.docx", "sound", "cstd-26", "en", "0"] in [row[:5] for row in rows]


def test_results_are_not_reviewed_with_their_documents(folder):
    assert run(folder, "a.docx")[0] == 1
    code, _, errors = run(folder, "a.docx", "a.reviewed.docx", "--jobs", "1")
    assert code == 1
    assert "1 file left out, written by earlier reviews: a.reviewed.docx" in errors
    assert run(folder, "*.docx", "--jobs", "1")[0] == 1
    assert sorted(each.name for each in folder.glob("*.docx")) == ["a.docx", "a.reviewed.docx"]
    assert run(folder, "a.reviewed.docx")[0] == 1
    assert (folder / "a.reviewed.reviewed.docx").exists()


def test_a_file_with_macros_keeps_its_ending_and_equal_names_stop_no_file(folder):
    content = (folder / "a.docx").read_bytes()
    (folder / "b.docm").write_bytes(content)
    (folder / "a.rtf").write_bytes(content)
    code, _, _ = run(folder, ".", "-o", "out", "--jobs", "1")
    assert code == 1
    written = sorted(each.name for each in (folder / "out").iterdir())
    assert written == ["a.reviewed.docx", "a.rtf.reviewed.docx", "b.reviewed.docm"]
    code, _, errors = run(folder, "b.docm", "-o", "c.docx")
    assert (code, "expected a name ending in .docm" in errors) == (2, True)
    code, _, errors = run(folder, "out")
    assert (code, "contains no Word files" in errors) == (2, True)


def test_of_very_many_problems_all_are_suggested_and_the_summary_says_where_comments_stop(folder):
    document = foreign.new()
    foreign.cover(document, "Twenty-sixth session", "26th", "27 to 31 March 2023", 2022, "UNODC")
    document.add_heading("Part One", 1)
    for number in range(100):
        document.add_paragraph(f"Group {number} of Cape Verde, of Cape Verde, and of Cape Verde.")
    (folder / "m.docx").write_bytes(foreign.saved(document))
    assert run(folder, "m.docx")[0] == 1
    found = ranges.comments((folder / "m.reviewed.docx").read_bytes())
    assert sum("Cabo Verde" in each for each in found.values()) == 200
    assert "Of each rule only the first 200 problems have a comment: country-name." in found["0"]
    assert "300 suggested changes" in run(folder, "m.docx", "--suggest")[2]


def test_nothing_to_suggest_is_said(folder):
    document = foreign.new()
    document.add_paragraph("The Office trained officials.")
    (folder / "n.docx").write_bytes(foreign.saved(document))
    assert "nothing to suggest" in run(folder, "n.docx", "--suggest")[2]
    assert "suggest" not in run(folder, "n.docx")[2]


def test_the_job_for_gitlab_that_the_documentation_shows_works(folder):
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    [job] = [found["review"] for each in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
             if "wsisc review" in each and (found := yaml.safe_load(each))]  # fmt: skip
    starter = (ROOT / "templates" / "starter" / "en" / "gitlab.yml.j2").read_text("utf-8")
    install, command = job["script"]
    assert all(line in starter for line in install.splitlines())
    (folder / "received").mkdir()
    (folder / "a.docx").rename(folder / "received" / "a.docx")
    assert run(folder, *command.split()[2:])[0] == 1
    assert (folder / job["artifacts"]["paths"][0] / "a.reviewed.docx").exists()
    assert json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))


def test_files_that_answer_another_call_are_named(tmp_path):
    for call, name in (("cstd-26", "a"), ("cstd-26", "b"), ("cstd-next", "liu")):
        (tmp_path / f"{name}.yaml").write_bytes(as_yaml(minimal({"call": call, "entity": {"name": name}})))
        assert wsisc("build", f"{name}.yaml", "-o", f"in/{name}.docx", cwd=tmp_path).returncode == 0
    done = wsisc("review", "in", "-o", "out", cwd=tmp_path)
    assert done.returncode == 1
    named = done.stderr.decode().replace("\\", "/")
    assert "the files answer several calls: cstd-26 (2 files), cstd-next (in/liu.docx)" in named


def test_a_call_guessed_from_the_questions_is_said_with_its_name_in_words(tmp_path):
    document = foreign.new()
    for heading in ("1. Executive summary", "2. Trends and experiences", "3. Innovative policies", "4. Next steps"):
        document.add_heading(heading, 1)
        document.add_paragraph("The agency connected many villages of the region in that year.")
    (tmp_path / "a.docx").write_bytes(foreign.saved(document))
    assert "this one has its questions" in wsisc("import", "a.docx", cwd=tmp_path).stderr.decode()
    named = "“Commission on Science and Technology for Development (CSTD)” (code cstd-next)"
    _, _, errors = run(tmp_path, "a.docx")
    first = next(iter(ranges.comments((tmp_path / "a.reviewed.docx").read_bytes()).values()))
    for said in (first, errors):
        assert f"does not say which call it answers; {named} is assumed" in said
    run(tmp_path, "a.docx", "--call", "cstd-26")
    first = next(iter(ranges.comments((tmp_path / "a.reviewed.docx").read_bytes()).values()))
    assert "26th session, Geneva" in first
    assert "is assumed" not in first


def test_a_submission_is_not_called_a_damaged_word_file(folder):
    (folder / "a.yaml").write_bytes(as_yaml(SOUND))
    code, _, errors = run(folder, "a.yaml")
    assert (code, errors.splitlines()[0]) == (2, "error: a.yaml is a submission, not a Word file")
    assert "run wsisc validate a.yaml" in errors
