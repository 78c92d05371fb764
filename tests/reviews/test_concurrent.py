"""A reviewer and the author change one paragraph, table or list at a time: both land, or both versions are kept."""

from pathlib import Path

import pytest
import yaml

from tests.conftest import some_quick
from tests.reviews.concurrent_cases import CONFLICTS, LANDS
from tests.reviews.conftest import errors
from tests.reviews.reviewer import Reviewer
from wsisc.cli import import_into

TEXT = (Path(__file__).parent / "concurrent.yaml").read_text("utf-8")


def replaced(text, pairs):
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def merged(case, sent, folder, capsys):
    """Return the file as the author wrote it and after the merge, the exit code, and what the command says."""
    reviewer = Reviewer(sent, case.by)
    for name, *arguments in case.edits:
        if name == "by":
            reviewer.by = arguments[0]
        else:
            getattr(reviewer, name)(*arguments)
    author = replaced(TEXT, case.author)
    into, document = folder / "ours.yaml", folder / "reviewed.docx"
    into.write_text(author, "utf-8")
    document.write_bytes(reviewer.content())
    code = import_into.merge(str(document), str(into))
    shown = capsys.readouterr()
    return author, into.read_text("utf-8"), code, shown.out + shown.err


@pytest.mark.parametrize("case", some_quick(LANDS, 11, lambda case: case.name))
def test_what_does_not_overlap_lands_and_nothing_else_changes(case, sent, folder, capsys):
    author, written, code, output = merged(case, sent, folder, capsys)
    assert written == replaced(author, case.both), output
    assert code == 0, output
    again = import_into.merge(str(folder / "reviewed.docx"), str(folder / "ours.yaml"))
    output = capsys.readouterr().out
    assert (again, (folder / "ours.yaml").read_text("utf-8")) == (0, written), output
    assert "nothing to merge" in output, output


def without_comments(data):
    """Return the data of a submission without its comments."""
    if isinstance(data, dict):
        return {key: without_comments(each) for key, each in data.items() if key != "comments"}
    return [without_comments(each) for each in data] if isinstance(data, list) else data


def comments(data):
    """Yield the comments in the data of a submission."""
    if isinstance(data, dict):
        yield from data.get("comments", ())
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from comments(each)


@pytest.mark.parametrize("case", some_quick(CONFLICTS, 11, lambda case: case.name))
def test_of_what_overlaps_both_versions_are_kept(case, sent, folder, capsys):
    author, written, code, output = merged(case, sent, folder, capsys)
    data = [yaml.safe_load(each) for each in (author, written)]
    assert without_comments(data[1]) == data[0], output
    waiting = [f"{each.get('proposal', '')} {each.get('text', '')}" for each in comments(data[1])]
    for each in case.waiting:
        assert any(each in words for words in waiting), waiting
    assert len(waiting) == len(case.waiting)
    assert code == 1, output
    assert errors(written, folder) == {"open-conflict"}
