"""A document as it was received: its source and its content are read once."""

import pytest

from tests.conftest import FEATURES, build
from tests.importer import alike
from wsisc import source
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers.received_document import ReceivedDocument


def test_a_document_has_its_source_figures_and_content():
    document = ReceivedDocument(build(source.read(FEATURES.read_bytes(), "").data))
    assert document.sound_package is document.package is not None
    assert document.figures.keys() == document.package.figures.keys()
    assert document.word is document.word
    bare = ReceivedDocument(alike.stripped(document.content))
    assert (bare.package, bare.figures) == (None, {})


def test_what_is_no_document_has_no_sound_source():
    document = ReceivedDocument(b"words")
    assert document.sound_package is None
    with pytest.raises(WsiscError):
        document.package  # noqa: B018 - it raises
