"""What the tests write is the same whenever they run."""

import io
import time
import zipfile

import docx

from tests.importer import foreign


def word_file():
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


def test_a_word_file_that_tests_write_has_not_the_time_of_the_clock(monkeypatch):
    def files():
        return word_file(), foreign.letter_spaced()[0]

    before = files()
    later = time.time() + 10
    monkeypatch.setattr(time, "time", lambda: later)
    assert files() == before


def test_what_the_program_writes_has_the_time_that_it_gives(tmp_path):
    code = compile("archive.writestr('a', b'')", "a", "exec")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        exec(code, {"__name__": "wsisc.ooxml.package", "archive": archive})
    assert archive.getinfo("a").date_time >= time.localtime()[:3]
