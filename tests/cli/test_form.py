"""`wsisc form`: a Word form for a call, or those of all calls; a form that was filled in is never overwritten."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from tests.conftest import ROOT, wsisc
from wsisc.calls.call import BUILT_IN


def controls(content):
    """Return the tags of the content controls of a Word file, each of which is within a paragraph."""
    found = list(docx.Document(io.BytesIO(content)).element.body.iter(qn("w:sdt")))
    assert all(control.getparent().tag == qn("w:p") for control in found)
    return [control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for control in found]


def test_a_form_has_the_cover_the_questions_and_the_limits_of_its_call(tmp_path):
    done = wsisc("form", "cstd-26", "-o", tmp_path / "form.docx")
    assert (done.returncode, done.stdout.decode().strip()) == (0, str(tmp_path / "form.docx"))
    content = (tmp_path / "form.docx").read_bytes()
    texts = [each.text for each in docx.Document(io.BytesIO(content)).paragraphs]
    assert any(text.startswith("COMMISSION ON SCIENCE") for text in texts)
    assert "Part One:" in texts
    assert any("At most 2 pages, about 1,060 words." in text for text in texts)
    fields = ("entity", "acronym", "type", "language", "date", "contact-name", "contact-email", "title")
    assert controls(content) == [f"wsisc.{name}@cstd-26" for name in fields]


def test_the_same_form_has_the_same_bytes(tmp_path):
    first, second = (wsisc("form", "cstd-next", "-o", "-", cwd=tmp_path).stdout for _ in range(2))
    assert first == second != b""
    assert not list(tmp_path.iterdir())


def test_a_form_is_named_after_its_call_and_language(tmp_path):
    (tmp_path / "calls").mkdir()
    own = (ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml").read_text("utf-8")
    (tmp_path / "calls" / "fictional-45.yaml").write_text(own, "utf-8")
    assert wsisc("form", "fictional-45", cwd=tmp_path).returncode == 0
    assert wsisc("form", "fictional-45", "--language", "ar", "--theme", "large-print", cwd=tmp_path).returncode == 0
    assert {each.name for each in tmp_path.glob("*.docx")} == {"fictional-45-en.docx", "fictional-45-ar.docx"}


def forms_of(folder):
    return {each.name for each in folder.iterdir()}


def test_the_language_of_a_form_is_named_where_messages_have_another(tmp_path):
    """`--lang fr` is that of messages: who expected a French form got an English one without a word."""
    said = wsisc("form", "cstd-next", "--lang", "fr", cwd=tmp_path).stderr.decode()
    assert said == "remarque\u00a0: le formulaire est en langue en\u00a0; pour la langue fr, utilisez --language fr\n"
    for arguments in (("--lang", "fr", "--language", "en"), ("--lang", "fr", "--language", "fr"), ("--lang", "en")):
        assert wsisc("form", "cstd-next", *arguments, cwd=tmp_path).stderr == b""


def test_all_forms_are_those_of_the_coming_session(tmp_path):
    done = wsisc("form", "--all", "-o", tmp_path / "forms", cwd=tmp_path)
    assert done.returncode == 0
    languages = BUILT_IN.load("cstd-next").languages
    assert forms_of(tmp_path / "forms") == {f"cstd-next-{language}.docx" for language in languages}


def test_the_forms_of_an_older_call_are_written_where_it_is_named(tmp_path):
    assert wsisc("form", "hrc-58-statement", "--all", "-o", "forms", cwd=tmp_path).returncode == 0
    assert forms_of(tmp_path / "forms") == {f"hrc-58-statement-{language}.docx" for language in ("en", "es", "fr")}


def test_all_forms_of_a_repository_are_those_of_its_newest_session(tmp_path):
    (tmp_path / "calls").mkdir()
    own = (ROOT / "examples" / "compendium" / "calls" / "fictional-45.yaml").read_text("utf-8")
    for number in (44, 45):
        text = own.replace("fictional-45", f"fictional-{number}").replace("number: 45", f"number: {number}")
        (tmp_path / "calls" / f"fictional-{number}.yaml").write_text(text, "utf-8")
    done = wsisc("form", "--all", "-o", "forms", cwd=tmp_path)
    assert forms_of(tmp_path / "forms") == {f"fictional-45-{language}.docx" for language in ("en", "fr", "ar")}
    assert "older calls, left out: fictional-44" in done.stderr.decode()


def test_a_call_with_errors_has_no_form_and_is_named(tmp_path):
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "mine.yaml").write_text("id: mine\nlanguages: [en]\n")
    done = wsisc("form", "--all", "-o", "forms", cwd=tmp_path)
    assert done.returncode == 1
    assert "the call mine cannot be used" in done.stderr.decode()
    assert (tmp_path / "forms" / "cstd-next-en.docx").exists()


def test_a_form_that_was_filled_in_is_not_overwritten(tmp_path):
    path = tmp_path / "form.docx"
    assert wsisc("form", "cstd-26", "-o", path).returncode == 0
    assert wsisc("form", "cstd-next", "-o", path).returncode == 0
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run("Our answer.")
    document.save(str(path))
    before = path.read_bytes()
    done = wsisc("form", "cstd-26", "-o", path)
    assert done.returncode == 2
    assert b"is not an empty form; it is not overwritten" in done.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cstd-99"], "the call 'cstd-99' does not exist; use one of cstd-14"),
        (["cstd-26", "--language", "fr"], "the call cstd-26 has no form in the language 'fr'\n  help: use en\n"),
        (["cstd-26", "-o", "form.pdf"], "form.pdf: expected a name ending in .docx"),
        ([], "name a call, such as cstd-26, or use --all"),
        (["--all"], "--all requires -o FOLDER"),
        (["cstd-99", "--all", "-o", "forms"], "the call 'cstd-99' does not exist; use one of cstd-14"),
        (["cstd-26", "--all"], "--all requires -o FOLDER"),
        (["--all", "--language", "en", "-o", "forms"], "does not take --language"),
        (["cstd-26", "--theme", "none"], "none"),
    ],
)
def test_wrong_usage_writes_nothing(arguments, message, tmp_path):
    done = wsisc("form", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_a_form_comes_back_filled_in(tmp_path):
    path = tmp_path / "form.docx"
    assert wsisc("form", "cstd-26", "-o", path).returncode == 0
    document = docx.Document(str(path))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        typed = {
            "entity": "Ministry of Communications",
            "title": "What we did",
            "acronym": "MoC",
            "type": "Government",
            "date": "15 December 2025",
            "contact-name": "A. Person",
            "contact-email": "person@ministry.example",
        }.get(tag.removeprefix("wsisc.").partition("@")[0])
        if typed:
            next(control.iter(qn("w:t"))).text = typed
    for line in [each for each in document.paragraphs if each.text.endswith("Write the answer below this line.")]:
        answer = document.add_paragraph("The ministry and its partners worked on this in all regions of the country.")
        line._p.addnext(answer._p)
    document.save(str(path))
    done = wsisc("import", path, "-o", tmp_path / "a.yaml")
    assert done.returncode == 0, done.stderr.decode()
    text = (tmp_path / "a.yaml").read_text("utf-8")
    for line in (
        *("call: cstd-26", "title: What we did", "  name: Ministry of Communications", "  acronym: MoC"),
        *("  type: government", "date: '2025-12-15'", "  email: person@ministry.example"),
    ):
        assert f"\n{line}\n" in text.replace('"', "'")
    assert wsisc("validate", tmp_path / "a.yaml").returncode == 0
    assert wsisc("build", tmp_path / "a.yaml", "-o", tmp_path / "a.docx").returncode == 0
