"""A file that was sent out, and merges of what came back."""

from pathlib import Path

import pytest

from tests.conftest import build
from tests.merge import tracking
from wsisc import source
from wsisc.cli import import_into

BASE = Path(__file__).parent / "reviewed.yaml"


TEXT = BASE.read_text("utf-8")


SENT = build(source.read(BASE.read_bytes(), "").data)


def reviewed(*edits, by="Ada", content=SENT):
    """Return a Word file with edits, each the name of one and its words."""
    tracker = tracking.Tracker(content, by)
    for name, *words in edits:
        if name == "by":
            tracker.by = words[0]
        else:
            getattr(tracker, name)(*words)
    return tracker.content()


@pytest.fixture
def merge(tmp_path, capsys):
    def merge(document, text=TEXT, **options):
        """Return the exit code, the output, and the file afterwards."""
        document_path, into = tmp_path / "reviewed.docx", tmp_path / "ours.yaml"
        document_path.write_bytes(document)
        into.write_bytes(text if isinstance(text, bytes) else text.encode())
        code = import_into.merge(str(document_path), str(into), **options)
        output = capsys.readouterr()
        return code, output.out + output.err, into.read_bytes().decode()

    return merge


EDIT = reviewed(("replace", "second one", "middle one"))


EDITED = TEXT.replace("second one", "middle one")
