"""Documents in other formats -> what they are taken for, and the Word files that LibreOffice makes of them."""

import http.server
import io
import subprocess
import threading
import zipfile
from pathlib import Path

import docx
import pytest

from tests.conftest import wsisc
from tests.importer import foreign
from wsisc import source
from wsisc.engines import libreoffice
from wsisc.messages.diagnostic import WsiscError
from wsisc.readers import received_document

OLE = b"\xd0\xcf\x11\xe0"
NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
FRAME = '<text:p><draw:frame text:anchor-type="as-char" svg:width="2cm" svg:height="2cm">{}</draw:frame></text:p>'


def open_document(body):
    """Return an OpenDocument text with a body."""
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    entries = entry.format("/", "application/vnd.oasis.opendocument.text") + entry.format("content.xml", "text/xml")
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {SPACES}>{entries}</manifest:manifest>")
        archive.writestr(
            "content.xml", f'<office:document-content {SPACES} office:version="1.3">{content}</office:document-content>'
        )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"", ""),
        (b"words", ""),
        (b"PK\x03\x04", ""),
        (b"{\\rtf1 words}", ".rtf"),
        (open_document("<text:p>Words</text:p>"), ".odt"),
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (OLE + "Workbook".encode("utf-16-le"), ""),
        (OLE + "WordDocument EncryptedPackage".encode("utf-16-le"), ""),
    ],
)
def test_formats_that_are_converted(content, ending):
    assert received_document.find_ending(content) == ending
    assert ending or received_document.convert_to_word(content) == content


def test_without_libreoffice_the_remedy_is_named(monkeypatch):
    monkeypatch.setattr(libreoffice, "find_program", lambda: "")
    with pytest.raises(WsiscError, match="only where LibreOffice is installed") as caught:
        received_document.convert_to_word(b"{\\rtf1 words}")
    assert "save it as .docx" in caught.value.hint


@pytest.mark.parametrize(
    "content", [open_document("")[:-40], open_document("").replace(b"content.xml", b"another.xml")]
)
def test_damaged_files_do_not_reach_libreoffice(content, monkeypatch):
    monkeypatch.setattr(libreoffice, "convert_to_word", lambda *_: pytest.fail("it was started"))
    with pytest.raises(WsiscError, match="damaged"):
        received_document.convert_to_word(content)


@pytest.mark.judge
@pytest.mark.timeout(300)
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_a_document_in_another_format_is_imported(ending, tmp_path):
    """It has the same texts as the same document saved as a Word file."""
    content, _ = foreign.with_endnotes()
    (tmp_path / "sent.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", tmp_path, tmp_path / "sent.docx"]
    subprocess.run(command, check=True, capture_output=True)
    read = {}
    for name in ("sent.docx", f"sent.{ending}"):
        done = wsisc("import", tmp_path / name, "-o", tmp_path / f"{name}.yaml")
        assert done.returncode in (0, 1), done.stderr.decode()
        assert (f"converted to a Word file by LibreOffice: from .{ending}" in done.stderr.decode()) == name.endswith(
            f".{ending}"
        )
        submission = source.read((tmp_path / f"{name}.yaml").read_bytes(), name).data
        read[name] = (submission["parts"], sorted(submission["footnotes"].values()))
    assert read["sent.docx"] == read[f"sent.{ending}"]
    assert read["sent.docx"][1]


class Counter(http.server.BaseHTTPRequestHandler):
    """A server that counts its requests."""

    requests: list[str] = []  # noqa: RUF012

    def do_GET(self):
        """Answer with words that must not get into a document."""
        self.requests.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"fetched words")

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *_):
        """Write nothing."""


@pytest.fixture
def server():
    Counter.requests.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counter) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.judge
@pytest.mark.timeout(300)
def test_a_stranger_makes_libreoffice_load_nothing(server, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("words of another file")
    section = (
        '<text:section text:name="{0}"><text:section-source xlink:href="{1}"/><text:p>kept {0}</text:p></text:section>'
    )
    body = "".join(
        (
            section.format("a", f"{server}/section.txt"),
            section.format("b", secret.as_uri()),
            FRAME.format(f'<draw:image xlink:href="{server}/image.png" xlink:show="embed" xlink:actuate="onLoad"/>'),
            FRAME.format(f'<draw:object xlink:href="{server}/object.odt"/>'),
            FRAME.format(f'<draw:floating-frame xlink:href="{server}/frame.html"/>'),
        )
    )
    found = docx.Document(io.BytesIO(received_document.convert_to_word(open_document(body))))
    assert [each.text for each in found.paragraphs if each.text.strip()] == ["kept a", "kept b"]
    assert Counter.requests == []

    (tmp_path / "hostile.odt").write_bytes(open_document(body))  # what LibreOffice does otherwise: the test can fail
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        tmp_path / "out",
        tmp_path / "hostile.odt",
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert Counter.requests != []


@pytest.mark.judge
def test_libreoffice_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(libreoffice, "SECONDS", 0.5)
    with pytest.raises(WsiscError, match="needs more than"):
        libreoffice.convert_to_word(open_document("<text:p>Words</text:p>"), ".odt")
    assert list(Path(tmp_path).iterdir()) == []
