"""`wsisc translate`: out to a translator, and back as a submission."""

import shutil

import docx
import pytest
from lxml import etree

from tests.conftest import ROOT, wsisc
from tests.translation import made_up
from wsisc import source
from wsisc.source import yaml_edit
from wsisc.translation.xliff import X

WRITTEN = ROOT / "tests" / "parity" / "written"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(WRITTEN / "report.en.yaml", tmp_path)
    shutil.copytree(ROOT / "tests" / "old" / "calls", tmp_path / "calls")
    text = (tmp_path / "report.en.yaml").read_text("utf-8").replace("cstd-26", "fictional-45")
    (tmp_path / "report.en.yaml").write_text(text, "utf-8")
    return tmp_path


def run(folder, *arguments, code=0):
    done = wsisc("translate", *arguments, cwd=folder)
    assert done.returncode == code, done.stderr.decode() + done.stdout.decode()
    return done.stderr.decode()


def translate(path):
    path.write_bytes(made_up.translate_xliff(path.read_bytes()))


def test_a_translation_comes_back_as_a_submission(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    translate(folder / "report.fr.xlf")
    run(folder, "import", "report.fr.xlf")
    done = wsisc("parity", "report.en.yaml", cwd=folder)
    assert done.stdout.decode().strip() == "report.fr.yaml: in step with report.en.yaml"
    assert "outdated" not in wsisc("validate", "report.fr.yaml", cwd=folder).stdout.decode()


def test_what_is_missing_is_reported_and_nothing_is_written(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    said = run(folder, "import", "report.fr.xlf", code=1)
    assert "report.fr.xlf:" in said
    assert "(report.en.yaml:" in said
    assert "untranslated" in said
    assert not (folder / "report.fr.yaml").exists()
    run(folder, "import", "report.fr.xlf", "--partial", code=1)
    assert "language: fr" in (folder / "report.fr.yaml").read_text("utf-8")


def test_an_earlier_translation_gets_new_texts_and_keeps_all_else(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    translate(folder / "report.fr.xlf")
    run(folder, "import", "report.fr.xlf")
    path = folder / "report.fr.yaml"
    path.write_text(
        "# A comment.\n" + path.read_text("utf-8").replace("date: '2022-12-15'", "date: 2022-12-15"), "utf-8"
    )
    before = path.read_text("utf-8")
    english = folder / "report.en.yaml"
    english.write_text(english.read_text("utf-8").replace("It ends in 2025.", "It ends in 2026."), "utf-8")
    run(folder, "export", "report.en.yaml", "--to", "fr", "--former", "report.fr.yaml", "-o", "new.xlf")
    said = run(folder, "import", "new.xlf", "--into", "report.fr.yaml", code=1)
    assert said.count("untranslated") == 1
    text = (folder / "new.xlf").read_text("utf-8")
    one = "<source>It ends in 2026.</source>"
    assert text.count(one) == 1
    (folder / "new.xlf").write_text(text.replace(one, f"{one}<target>Fini en 2026.</target>"), "utf-8")
    run(folder, "import", "new.xlf", "--into", "report.fr.yaml")
    after = path.read_text("utf-8")
    changed = [(a, b) for a, b in zip(before.split("\n"), after.split("\n"), strict=True) if a != b]
    assert len(changed) == 2  # the sentence, and the digest of its part
    assert "Fini en 2026." in after


def test_a_table_in_word_comes_back_too(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "a.xlf")
    translate(folder / "a.xlf")
    run(folder, "import", "a.xlf", "-o", "report.fr.yaml")
    run(folder, "export", "report.en.yaml", "--to", "fr", "--former", "report.fr.yaml", "-o", "b.docx")
    run(folder, "import", "b.docx", "-o", "b.fr.yaml")
    assert (folder / "b.fr.yaml").read_bytes() == (folder / "report.fr.yaml").read_bytes()


def test_files_of_others_are_not_overwritten(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    translate(folder / "report.fr.xlf")
    assert "not overwritten" in run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf", code=2)
    said = run(folder, "import", "report.fr.xlf", "-o", "report.en.yaml", code=2)
    assert "overwrite" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export", "report.en.yaml", "--to", "de", "-o", "a.xlf"], "'de' is not supported"),
        (["export", "report.en.yaml", "--to", "en", "-o", "a.xlf"], "already in the language"),
        (["export", "report.en.yaml", "--to", "fr", "-o", "a.txt"], "expected a name ending in .xlf or .docx"),
        (["export", "none.yaml", "--to", "fr", "-o", "a.xlf"], "none.yaml does not exist"),
        (["import", "none.xlf"], "none.xlf does not exist"),
        (["import", "a.xlf", "-o", "x.yaml", "--into", "y.yaml"], "cannot be used together"),
    ],
)  # fmt: skip
def test_wrong_usage_is_refused(folder, arguments, said):
    assert said in run(folder, *arguments, code=2)


def test_a_file_that_is_none_for_translators_is_refused(folder):
    assert "is not an XLIFF file" in run(folder, "import", "report.en.yaml", code=2)


def test_the_original_is_never_looked_for_elsewhere(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.xlf")
    (folder / "sent").mkdir()
    shutil.move(folder / "report.fr.xlf", folder / "sent" / "a.xlf")
    translate(folder / "sent" / "a.xlf")
    assert "does not exist" in run(folder, "import", "sent/a.xlf", code=2)
    run(folder, "import", "sent/a.xlf", "--original", "report.en.yaml", "-o", "report.fr.yaml")


@pytest.fixture
def translated(folder):
    """Return the folder with a translated file, and with what was imported from it."""
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "a.xlf")
    translate(folder / "a.xlf")
    run(folder, "import", "a.xlf", "-o", "report.fr.yaml")
    return folder


def test_the_original_is_never_replaced_by_its_translation(translated):
    english = (translated / "report.en.yaml").read_bytes()
    (translated / "copy.yaml").write_bytes(english)
    assert "the original itself" in run(translated, "import", "a.xlf", "--into", "report.en.yaml", code=2)
    assert "its language is 'en'" in run(translated, "import", "a.xlf", "--into", "copy.yaml", code=2)
    former = ["export", "report.en.yaml", "--to", "fr", "-o", "b.xlf", "--former"]
    assert "its language is 'en'" in run(translated, *former, "report.en.yaml", code=2)
    assert (translated / "report.en.yaml").read_bytes() == (translated / "copy.yaml").read_bytes() == english
    assert not (translated / "b.xlf").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('trgLang="fr"', 'trgLang="en"', "the language of the translation is 'en'"),
        ('trgLang="fr"', 'trgLang="zh-Hant"', "'zh-Hant' is not supported"),
        ('srcLang="en"', 'srcLang="es"', "translates from 'es', but report.en.yaml is in 'en'"),
        ('original="report', 'original="../report', "no plain file name"),
    ],
)
def test_other_languages_and_folders_are_refused(translated, old, new, said):
    text = (translated / "a.xlf").read_text("utf-8")
    (translated / "b.xlf").write_text(text.replace(old, new), "utf-8")
    assert said in run(translated, "import", "b.xlf", code=2)
    assert not (translated / "b.yaml").exists()


@pytest.mark.parametrize("name", ["-", "a.docx", "b"])
def test_only_yaml_is_written(translated, name):
    assert "expected a name ending in .yaml" in run(translated, "import", "a.xlf", "-o", name, code=2)
    assert not (translated / name).exists()


def test_a_control_character_is_not_written(translated):
    text = (translated / "a.xlf").read_text("utf-8")
    (translated / "b.xlf").write_text(text.replace("<target>", "<target>\u009b", 1), "utf-8")
    assert "nothing was written" in run(translated, "import", "b.xlf", code=1)
    assert not (translated / "b.yaml").exists()


def test_words_of_the_original_that_were_edited_in_the_file_are_named(translated):
    text = (translated / "a.xlf").read_text("utf-8")
    (translated / "b.xlf").write_text(text.replace("<source>It ends", "<source>It will end"), "utf-8")
    assert "were changed here" in run(translated, "import", "b.xlf", code=1)


def test_what_is_new_in_the_original_is_added_to_an_earlier_translation(translated):
    path, english = translated / "report.fr.yaml", translated / "report.en.yaml"
    path.write_text("# A comment.\n" + path.read_text("utf-8"), "utf-8")
    text = english.read_text("utf-8")
    data = source.read(text.encode(), "a").data
    at, sections = next((path, each) for path, each in walk(data["parts"]) if path[-1] == "sections")
    assert sections
    content = text.encode()
    for index in (0, len(sections) + 1):
        new = {"title": f"New {index}", "id": f"new-{index}", "text": "Words.[^new]" if index == 0 else "Words."}
        content = yaml_edit.insert_item(content, ("parts", *at), new, lambda *_: (), index)
    later = ["figures", "translated-from"]
    english.write_bytes(yaml_edit.insert_key(content, ("footnotes", "new"), "A new note.", lambda *_: later))
    run(translated, "export", "report.en.yaml", "--to", "fr", "--former", "report.fr.yaml", "-o", "b.xlf")
    translate_rest(translated / "b.xlf")
    run(translated, "import", "b.xlf", "--into", "report.fr.yaml")
    after = path.read_text("utf-8")
    assert after.startswith("# A comment.\n")
    assert "outdated" not in wsisc("validate", "report.fr.yaml", cwd=translated).stdout.decode()
    done = wsisc("parity", "report.en.yaml", cwd=translated)
    assert done.stdout.decode().strip() == "report.fr.yaml: in step with report.en.yaml"
    run(translated, "import", "b.xlf", "--into", "report.fr.yaml")
    assert path.read_text("utf-8") == after


def walk(data, path=()):
    """Yield all values with their paths."""
    yield from ((path, data) for _ in path[:1])
    for key, value in data.items() if isinstance(data, dict) else ():
        yield from walk(value, (*path, key))


def translate_rest(path):
    """Translate the segments that have no translation."""
    root = etree.fromstring(path.read_bytes())
    for segment in root.iter(f"{X}segment"):
        if segment.find(f"{X}target") is None:
            whole = etree.fromstring(made_up.translate_xliff(etree.tostring(segment)))
            segment.append(whole.find(f"{X}target"))
    path.write_bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


@pytest.mark.parametrize("ending", ["xlf", "docx"])
def test_a_draft_is_translated_as_far_as_it_is_written(folder, ending):
    path = folder / "report.en.yaml"
    start, _, rest = path.read_text("utf-8").partition("  three:\n")
    path.write_text(f"{start}{rest[rest.index('links:') :]}", "utf-8")
    told = run(folder, "export", path.name, "--to", "fr", "-o", f"report.fr.{ending}", code=1)
    assert "allow empty parts with --draft" in told
    run(folder, "export", path.name, "--to", "fr", "-o", f"report.fr.{ending}", "--draft")
    if ending == "xlf":
        translate(folder / "report.fr.xlf")
        run(folder, "import", "report.fr.xlf", code=1)
        run(folder, "import", "report.fr.xlf", "--draft")
        translated = source.read((folder / "report.fr.yaml").read_bytes(), "").data
        assert list(translated["parts"]) == ["one", "two"]
    (folder / "wsisc.toml").write_text("[validate]\ndraft = true\n", "utf-8")
    run(folder, "export", path.name, "--to", "fr", "-o", f"again.{ending}")


def test_a_table_in_the_place_of_the_document_is_named(folder):
    run(folder, "export", "report.en.yaml", "--to", "fr", "-o", "report.fr.docx")
    table = docx.Document(str(folder / "report.fr.docx"))
    table.save(str(folder / "report.fr.docx"))  # a program of the translator has written it
    said = run(folder, "import", "report.fr.docx", "--partial", code=1)
    assert "wsisc build does not replace report.fr.docx: run wsisc build report.fr.yaml -o report.fr.built.docx" in said
    said = run(folder, "import", "report.fr.docx", "--partial", "-o", "other.fr.yaml", code=1)
    assert "does not replace" not in said
