"""What the preview's server serves, to whom, and how it starts and ends."""

import io
import signal
import socket
import subprocess
import zipfile

import lxml.html
import PIL.Image
import pytest

from tests.conftest import ROOT, SAMPLE, as_yaml, minimal, some_quick, wsisc
from tests.preview.client import Preview, preview, save

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
ASSETS = ("", "pieces", "document", "document.css", "places.css", "preview.css", "preview.js", "icon.svg")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    file = tmp_path_factory.mktemp("preview") / "sample.yaml"
    file.write_bytes(SAMPLE.read_bytes())
    with preview(file) as running:
        running.until(lambda each: each.tree("pieces").xpath("//img"))
        yield running


@pytest.fixture
def running(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(as_yaml(minimal()))
    with preview(file) as found:
        yield found


@pytest.mark.parametrize("path", [*ASSETS, "sheet-1.png", "docx", "pdf"])
def test_all_that_the_page_needs_is_served_with_all_headers(sample, path):
    status, headers, content = sample.request(path)
    assert status == 200
    assert content
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "../",
        "../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd",
        "preview.css/../../themes/cstd.yaml",
        "shell.html.j2",
        "sample.yaml",
        "sheet-0.png",
        "sheet-99.png",
        "sheet-1.png/",
        "/",
        "/favicon.ico",
        "/etc/passwd",
        "/a-token/",
        "//",
    ],
)
def test_nothing_else_is_served(sample, path):
    status, _, content = sample.request(path)
    assert (status, content) == (404, b"")


@pytest.mark.parametrize("path", [*ASSETS, "events", "docx"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_nothing_is_served_to_others(sample, path, headers):
    status, _, content = sample.request(path, **headers)
    assert (status, content) == (403, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ODD"])
def test_nothing_can_be_changed(sample, method):
    assert sample.request("", method)[0] == 403


def test_a_host_that_is_named_twice_is_not_believed(sample):
    with socket.create_connection(("127.0.0.1", sample.port), 5) as raw:
        good = f"Host: 127.0.0.1:{sample.port}\r\n"
        raw.sendall(f"GET /{sample.token}/ HTTP/1.1\r\n{good}Host: evil.example\r\n\r\n".encode())
        assert b" 403 " in raw.recv(100)


def test_a_head_has_no_body(sample):
    status, headers, content = sample.request("document", "HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) > 1000


def test_only_this_machine_is_listened_to(sample):
    with pytest.raises(OSError, match=r".*"), socket.create_connection(("127.0.0.2", sample.port), 2):
        pass


def test_the_shell_has_name_condition_lengths_and_problems(sample):
    tree = sample.tree("")
    assert tree.find(".//h1").text_content() == "sample.yaml"
    assert sample.condition() == "sound"
    sample.until(lambda each: " pages" in each.tree().get_element_by_id("lengths").text_content())
    lengths = sample.tree().xpath("//li[contains(@class, 'length')]")
    assert len(lengths) == 3
    assert [each.get("class") for each in lengths] == ["length over", "length", "length over"]
    problem = sample.tree().xpath("//li[contains(@class, 'problem')]")[0]
    assert problem.xpath(".//button[@class='copy']/@data-copy")[0].startswith(f"{sample.file}:16:")
    assert problem.xpath(".//button[@class='go']/@data-target")


def test_printed_pages_are_pictures_with_their_number(sample):
    pictures = sample.tree().xpath("//template//img | //div[@id='sheets']//img")
    assert [each.get("alt") for each in pictures][2] == f"Page 3 of {len(pictures)}"
    _, headers, content = sample.request(pictures[-1].get("src"))
    assert headers["Content-Type"] == "image/png"
    assert PIL.Image.open(io.BytesIO(content)).size == (1240, 1754)


def test_what_is_downloaded_is_what_is_built(sample, tmp_path):
    wsisc("build", sample.file, "--format", "docx", "--format", "pdf", "-o", tmp_path)
    for format in ("docx", "pdf"):
        _, headers, content = sample.request(format)
        assert headers["Content-Disposition"] == f"attachment; filename*=UTF-8''sample.{format}"
        assert content == (tmp_path / f"sample.{format}").read_bytes()


def test_every_change_is_an_event(running):
    events = running.events()
    first = next(event for event in events if event["sheets"])
    save(running.file, as_yaml(minimal({"title": "Another"})))
    changed = next(event for event in events if event["page"] > first["page"])
    assert "Another" in running.text("document")
    save(running.file, b"title: [")
    broken = next(event for event in events if running.condition() == "broken")
    assert broken["page"] == changed["page"]
    assert "the last good one" in running.tree().get_element_by_id("condition").text_content()
    running.file.unlink()
    next(event for event in events if running.condition() == "gone")
    assert "Another" in running.text("document")
    save(running.file, as_yaml(minimal({"title": "Back"})))
    next(event for event in events if event["page"] > changed["page"])
    assert "Back" in running.text("document")


def test_settings_beside_the_file_hold_as_for_validate(running):
    save(running.file, as_yaml(minimal({"links": {"unused": "https://example.org/"}})))
    running.until(lambda each: "unused" in each.text("pieces"))
    (running.file.parent / "wsisc.toml").write_text('[validate]\nseverity = {part-length = "error"}\n')
    running.until(lambda each: each.tree().xpath("//li[@class='problem error']"))
    assert running.condition() == "sound"  # a rule that no build needs is no obstacle
    (running.file.parent / "wsisc.toml").write_text("[validate]\nodd = 1\n")
    running.until(lambda each: each.condition() == "failed")
    assert "odd" in running.tree().get_element_by_id("condition").text_content()
    (running.file.parent / "wsisc.toml").unlink()
    running.until(lambda each: each.condition() == "sound")


def test_a_file_that_was_never_sound_has_no_page_and_says_so(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("title: [")
    with preview(file) as running:
        assert "no page yet" in running.tree().get_element_by_id("condition").text_content()
        assert "No page yet" in running.text("document")
        assert running.request("docx")[0] == 404
        save(file, as_yaml(minimal()))
        running.until(lambda each: each.condition() == "sound")


def test_html_in_every_field_is_shown_as_text(tmp_path):
    file = tmp_path / "<b>a&amp;'\".yaml"
    data = minimal(
        {
            "title": EVIL,
            "entity": {"name": EVIL, "acronym": EVIL, "type": EVIL},
            "contact": {"name": EVIL, "email": EVIL},
            "parts": {
                "one": {"text": f"{EVIL} [^{EVIL}]"},
                EVIL: {"text": EVIL},
                "two": {"sections": [{"title": EVIL}]},
            },
            "links": {EVIL: EVIL},
            "footnotes": {EVIL: EVIL},
            "figures": {EVIL: {"file": EVIL, "alt": EVIL}},
        }
    )
    file.write_bytes(as_yaml(data))
    with preview(file) as running:
        assert running.condition() == "broken"
        _only_our_elements(running)
        escaped = EVIL.replace("<", "\\<").replace("*", "\\*")
        good = {
            "title": EVIL,
            "entity": {"name": EVIL},
            "parts": {"one": {"text": f"{escaped} [a](https://example.org/)"}},
        }
        save(file, as_yaml(minimal(good)))
        running.until(lambda each: each.condition() == "sound")
        _only_our_elements(running)
        assert EVIL in running.tree("document").text_content()


def _only_our_elements(running):
    for path in ("", "pieces", "document"):
        tree = running.tree(path)
        assert [each.get("src") for each in tree.iter("script")] == (["preview.js"] if path == "" else [])
        assert not tree.xpath("//*[@onerror or @onload or @onclick or @style]")
        assert not tree.xpath("//img[@src='x']")
        assert not tree.xpath("//a[starts-with(@href, 'javascript')]")


@pytest.mark.slow
def test_a_port_in_use_is_skipped_but_an_explicit_one_is_an_error(sample):
    with preview(sample.file) as second:
        assert second.port != sample.port
    refused = Preview(sample.file, "--port", str(sample.port))
    errors = refused.process.stderr.read().decode()
    assert refused.end() == 3
    assert f"port {sample.port} is in use" in errors


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path):
    done = wsisc("preview", tmp_path / "a.yaml", "--no-browser")
    assert done.returncode == 2
    assert b"does not exist" in done.stderr
    (tmp_path / "a.yaml").mkdir()
    done = wsisc("preview", tmp_path / "a.yaml", "--no-browser")
    assert done.returncode == 2
    assert b"is a folder" in done.stderr


@pytest.mark.parametrize(("name", "content"), [("empty.docx", b""), ("a.yaml", b"PK\x03\x04"), ("a.txt", b"%PDF-1.7")])
def test_a_document_has_nothing_to_preview(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    done = wsisc("preview", name, "--no-browser", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode() == f"error: {name} is a document, not a source: name the YAML file\n"


@pytest.mark.slow
@pytest.mark.parametrize("by", some_quick([signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT], 2))
def test_it_ends_clean(tmp_path, by, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    file = tmp_path / "a.yaml"
    file.write_bytes(as_yaml(minimal()))
    running = Preview(file)
    events = running.events()
    next(event for event in events if event["page"])
    process = running.process
    assert process.poll() is None
    process.send_signal(by)  # while the printed pages are being set
    errors = process.stderr.read()
    assert running.end(by) == 0
    assert errors == b""
    assert list(folder.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "temporary"]
    list(events)  # they end with the server, or this ends with a timeout


@pytest.mark.slow
def test_a_client_that_goes_away_breaks_nothing(running):
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", running.port), 5) as raw:
            raw.sendall(f"GET /{running.token}/events HTTP/1.1\r\nHost: 127.0.0.1:{running.port}\r\n\r\n".encode())
    save(running.file, as_yaml(minimal({"title": "Still here"})))
    running.until(lambda each: "Still here" in each.text("document"))


def test_the_root_of_the_project_is_not_needed(sample):
    assert str(ROOT) not in sample.text("") + sample.text("document")
    assert zipfile.is_zipfile(io.BytesIO(sample.request("docx")[2]))


def test_what_changed_since_a_revision_is_a_page_that_follows_the_file(tmp_path):
    file = tmp_path / "sub" / "a.yaml"
    file.parent.mkdir()
    file.write_bytes(as_yaml(minimal()))
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@b.example")
    for words in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "First")):
        subprocess.run((*git, *words), cwd=tmp_path, check=True)
    with preview(file, "--changes") as running:
        assert 'aria-controls="panel-changes"' in running.text("")
        assert "No differences." in running.text("changes")
        save(file, as_yaml(minimal({"title": EVIL, "parts": {"one": {"text": "A long summary."}}})))
        status, headers, content = running.request("changes")
        assert status == 200
        assert b"long" in lxml.html.document_fromstring(content).xpath("//ins")[-1].text_content().encode()
        assert not lxml.html.document_fromstring(content).xpath("//script")
        assert headers["Content-Security-Policy"].startswith(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        )
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert running.request("changes", Host="evil.example")[0] == 403
    with preview(file, "--changes", "no-such-revision") as running:
        assert "What changed cannot be shown" in running.text("changes")
        assert running.condition() == "sound"
    with preview(file) as running:
        assert running.request("changes")[0] == 404
        assert "panel-changes" not in running.text("")
