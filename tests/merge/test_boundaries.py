"""Where one part of a reviewed file ends and the next begins: with and without a heading between them."""

import docx
import pytest
import yaml

from tests.conftest import ROOT, as_yaml, minimal, wsisc

STATEMENT = (ROOT / "examples" / "hrc-58-statement.yaml").read_text("utf-8").replace("schema=../", "schema=")
REVIEWED = "In one district the first duty"
LAST_WORDS = "and nobody can say why one school waits and another does not."


def paragraph_of(text, start):
    """Return a paragraph of a source in YAML, with its lines and the empty one after it."""
    begin = text.index(f"      {start}")
    return text[begin : text.index("\n\n", begin) + 2]


@pytest.fixture
def folder(tmp_path):
    """A statement, and its document in which a reviewer changed one word and added a paragraph of their own."""
    (tmp_path / "a.yaml").write_text(STATEMENT, "utf-8")
    assert wsisc("build", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "a.docx")
    [paragraph] = [each for each in document.paragraphs if each.text.startswith(REVIEWED)]
    [run] = [each for each in paragraph.runs if LAST_WORDS in each.text]
    run.text = run.text.replace("does not.", "does not, yet.")
    paragraph.insert_paragraph_before("Ministries can do this alone.", paragraph.style)
    document.save(tmp_path / "reviewed.docx")
    return tmp_path


def test_a_reviewed_statement_stays_in_its_part(folder):
    done = wsisc("import", "reviewed.docx", "--into", "a.yaml", cwd=folder)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    merged = (folder / "a.yaml").read_text("utf-8")
    assert "      Ministries can do this alone.\n\n" in merged
    expected = STATEMENT.replace(paragraph_of(STATEMENT, REVIEWED), "")
    changed = paragraph_of(merged, REVIEWED)
    assert "does not, yet." in changed
    assert merged.replace(changed, "").replace("      Ministries can do this alone.\n\n", "") == expected


def test_a_changed_statement_is_imported_into_its_parts(folder):
    assert wsisc("import", "reviewed.docx", "-o", "imported.yaml", cwd=folder).returncode in (0, 1)
    imported = (folder / "imported.yaml").read_text("utf-8")
    agenda, _, statement = imported.partition("\n  statement:\n")
    assert "Agenda item 3" in agenda
    assert "Lantern Network for the Right to Education thanks" not in agenda
    assert "Ministries can do this alone." in statement


def test_words_that_the_author_deleted_are_not_said_to_be_hers(folder):
    shorter = STATEMENT.replace(paragraph_of(STATEMENT, REVIEWED), "")
    (folder / "a.yaml").write_text(shorter, "utf-8")
    done = wsisc("import", "reviewed.docx", "--into", "a.yaml", "--dry-run", cwd=folder)
    assert done.returncode == 1
    [own] = [line for line in done.stdout.decode().splitlines() if line.strip().startswith("yours:")]
    assert own.split() == ["yours:", "(nothing)"]


@pytest.mark.parametrize("count", [1, 2])
def test_paragraphs_moved_across_a_prompt_leave_it_where_it_is(tmp_path, count):
    """More blocks can be on the other side of a prompt than there are prompts: it is no other than itself."""
    words = ["Each harbour has a cable.", "Every district was reached.", "Nobody paid more.", "Trends were good."]
    source = {"parts": {"one": {"text": "\n\n".join(words[:3])}, "two": {"text": f"{words[3]}\n"}}}
    source["parts"]["two"]["sections"] = [{"title": "Schools", "text": "Most of them teach it.\n"}]
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal(source)))
    assert wsisc("build", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "a.docx")
    found = {each.text: each for each in document.paragraphs}
    for text in words[3 - count : 3]:
        found[words[3]]._p.addprevious(found[text]._p)
    document.save(tmp_path / "b.docx")
    done = wsisc("import", "b.docx", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()
    parts = yaml.safe_load((tmp_path / "a.yaml").read_text("utf-8"))["parts"]
    assert " ".join((parts["one"].get("text") or "").split()) == " ".join(words[: 3 - count])
    assert " ".join(parts["two"]["text"].split()) == " ".join(words[3 - count :])
    assert [each["title"] for each in parts["two"]["sections"]] == ["Schools"]


@pytest.mark.parametrize("merges", [True, False])
def test_a_paragraph_between_a_label_and_its_prompt_follows_them(tmp_path, merges):
    """The two are paragraphs for Word, with a style separator between, and one heading for the reader."""
    source = {"parts": {"one": {"text": "Each harbour has a cable.\n"}, "two": {"text": "Trends were good.\n"}}}
    (tmp_path / "a.yaml").write_bytes(as_yaml(minimal(source)))
    assert wsisc("build", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "a.docx")
    label = next(at for at, each in enumerate(document.paragraphs) if each.text.startswith("Part Two"))
    body = next(each for each in document.paragraphs if each.text == "Trends were good.")
    document.paragraphs[label + 1].insert_paragraph_before("Three of them are new.", body.style)
    document.save(tmp_path / "b.docx")
    target = ("--into", "a.yaml") if merges else ("-o", "c.yaml")
    done = wsisc("import", "b.docx", *target, cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()
    parts = yaml.safe_load((tmp_path / target[1]).read_text("utf-8"))["parts"]
    assert parts["one"]["text"].strip() == "Each harbour has a cable."
    assert parts["two"] == {"text": "Three of them are new.\n\nTrends were good.\n"}


def test_texts_replaced_on_both_sides_of_a_boundary_stay_in_their_parts(tmp_path):
    source = yaml.safe_load(STATEMENT)
    source["parts"]["cosponsors"] = {"text": "Alpha Foundation (special)\n\nBeta Union (roster)\n"}
    (tmp_path / "a.yaml").write_bytes(as_yaml(source))
    assert wsisc("build", "a.yaml", "-o", "a.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "a.docx")
    for start, new in (("We call upon", "Nothing else is asked of anybody."), ("Alpha", "Omega Institute")):
        [paragraph] = [each for each in document.paragraphs if each.text.startswith(start)]
        for run in paragraph.runs:
            run.text = ""
        paragraph.runs[0].text = new
    document.save(tmp_path / "b.docx")
    done = wsisc("import", "b.docx", "--into", "a.yaml", cwd=tmp_path)
    assert done.returncode == 0, done.stdout.decode()
    parts = yaml.safe_load((tmp_path / "a.yaml").read_text("utf-8"))["parts"]
    assert parts["cosponsors"]["text"].split("\n\n") == ["Omega Institute", "Beta Union (roster)\n"]
    assert parts["statement"]["text"].endswith("Nothing else is asked of anybody.\n")


def test_a_label_typed_as_a_heading_before_its_part_needs_a_person(tmp_path):
    """With its prompt gone, the label that was typed or the printed one can be where the part begins."""
    assert wsisc("form", "cstd-26", "-o", "f.docx", cwd=tmp_path).returncode == 0
    document = docx.Document(tmp_path / "f.docx")
    label = next(at for at, each in enumerate(document.paragraphs) if each.text.strip() == "(b)")
    prompt = document.paragraphs[label + 1]
    answer = document.paragraphs[label].insert_paragraph_before("Words of the answer.", "Body Text")
    answer.insert_paragraph_before("Words of the answer before.", "Body Text")
    document.paragraphs[label + 2].insert_paragraph_before("(b)", "Heading 2")
    prompt._p.getparent().remove(prompt._p)
    document.save(tmp_path / "f.docx")
    done = wsisc("import", "f.docx", "-o", "c.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert "imported as a section of (a): (b)" in done.stderr.decode()
