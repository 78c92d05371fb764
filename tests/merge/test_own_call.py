"""A file for a call of a repository is merged where that call is known, and where it is not."""

from pathlib import Path

import pytest

from tests.merge.tracking import Tracker
from wsisc import source
from wsisc.calls import call as calls
from wsisc.calls import locale
from wsisc.calls.call import Catalogue
from wsisc.cli import import_into
from wsisc.document import figures
from wsisc.document.manuscript import Manuscript
from wsisc.messages.diagnostic import WsiscError
from wsisc.source import model
from wsisc.writers import docx

BUILT_IN = calls.BUILT_IN.text("cstd-26")
OWN = BUILT_IN.replace("id: cstd-26", "id: own-call").replace("Part One:", "Chapter One:")
TEXT = (Path(__file__).parent / "reviewed.yaml").read_text("utf-8").replace("call: cstd-26", "call: own-call")


def sent(call=OWN, id="own-call", text=TEXT):
    submission = model.from_data(source.read(text.encode(), "").data)
    known = Catalogue({id: call})
    manuscript = Manuscript(submission, known.load(id), locale.load("en"), figures.read({}, Path()).images)
    return docx.DocxDocument(manuscript).finish()


def reviewed(content, old="second one", new="middle one"):
    tracker = Tracker(content, "Ada")
    tracker.replace(old, new)
    return tracker.content()


@pytest.fixture
def merge(tmp_path, capsys):
    def merge(document, own="", text=TEXT, **options):
        """Return the exit code, the output, the file afterwards, and the names of all files there."""
        document_path, into = tmp_path / "reviewed.docx", tmp_path / "ours.yaml"
        document_path.write_bytes(document)
        into.write_text(text, "utf-8")
        (tmp_path / ".git").mkdir(exist_ok=True)
        if own:
            (tmp_path / "calls").mkdir()
            (tmp_path / "calls" / "own-call.yaml").write_text(own, "utf-8")
        code = import_into.merge(str(document_path), str(into), **options)
        output = capsys.readouterr()
        names = {
            str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file() and each.suffix != ".bak"
        }
        return code, output.out + output.err, into.read_text("utf-8"), names

    return merge


FILES = {"reviewed.docx", "ours.yaml"}
LANDED = TEXT.replace("second one", "middle one")


def test_the_call_that_the_file_carries_is_used_to_read_it_and_never_written(merge):
    code, output, merged, names = merge(reviewed(sent()))
    assert (code, merged, names) == (0, LANDED, FILES)
    assert "own-call" in output
    assert "Chapter One" not in output


def test_the_call_beside_the_file_is_used_without_a_word(merge):
    code, output, merged, names = merge(reviewed(sent()), OWN)
    assert (code, merged, names) == (0, LANDED, {*FILES, "calls/own-call.yaml"})
    assert "own-call" not in output


def test_the_call_beside_the_file_wins_over_the_one_that_is_carried(merge):
    forged = OWN.replace("Chapter One:", "Forged:")
    code, output, merged, _ = merge(reviewed(sent(forged)), OWN)
    assert code == 1
    assert "middle one" in merged
    assert "Forged:" in output  # as what the reviewer changed in the wording of the call


def test_a_carried_call_never_stands_for_one_of_wsisc(merge):
    text = TEXT.replace("call: own-call", "call: cstd-26")
    forged = BUILT_IN.replace("Part One:", "Forged:")
    code, output, merged, names = merge(reviewed(sent(forged, "cstd-26", text)), text=text)
    assert (code, names) == (1, FILES)
    assert "middle one" in merged
    assert "Forged:" in output


def test_the_call_of_a_file_is_used_with_a_base_too(merge, tmp_path):
    (tmp_path / "base.yaml").write_text(TEXT, "utf-8")
    code, _, merged, names = merge(reviewed(sent()), base=str(tmp_path / "base.yaml"))
    assert (code, merged, names) == (0, LANDED, {*FILES, "base.yaml"})


def test_a_carried_call_that_is_no_sound_one_is_not_used(merge, tmp_path):
    unsound = OWN.replace("id: own-call", "id: own-call\nsurprise: here")
    with pytest.raises(WsiscError):
        merge(reviewed(sent(unsound)))
    assert {each.name for each in tmp_path.iterdir() if each.is_file()} == FILES


def test_what_was_changed_in_the_wording_of_a_carried_call_is_reported(merge):
    code, output, merged, _ = merge(reviewed(sent(), "Chapter One:", "Chapter 1:"))
    assert code == 1
    assert "Chapter 1:" in output
    assert source.read(merged.encode(), "").value(("parts", "one", "text")) in TEXT.replace("\n      ", "\n")
