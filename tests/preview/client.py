"""A preview as a process, and a client that talks to it as a browser does."""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import lxml.html

from tests.conftest import ROOT

PATIENCE = 20


class Preview:
    """A running `wsisc preview` of a file."""

    def __init__(self, file: Path, *options: str) -> None:
        self.file = file
        command = [sys.executable, "-m", "wsisc", "preview", str(file), "--no-browser", *options]
        pipe = subprocess.PIPE
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=file.parent, env=environment)
        self.address = self.process.stdout.readline().decode().strip()
        self.port = int(self.address.split("/")[2].partition(":")[2]) if self.address else 0
        self.token = self.address.split("/")[3] if self.address else ""

    def request(self, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the answer to a request of a path below the token, or of one from the root."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            path = path if path.startswith("/") else f"/{self.token}/{path}"
            connection.putrequest(method, path, skip_host=True)
            for name, value in {"Host": f"127.0.0.1:{self.port}", **headers}.items():
                if value:
                    connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def text(self, path: str) -> str:
        """Return a page as text."""
        status, _, content = self.request(path)
        assert status == 200, path
        return content.decode()

    def tree(self, path: str = "pieces"):
        """Return a page as a tree."""
        return lxml.html.document_fromstring(self.text(path))

    def condition(self) -> str:
        """Return the condition of the file."""
        return self.tree().get_element_by_id("condition").get("class").split()[-1]

    def events(self) -> Iterator[dict[str, int]]:
        """Yield the events of the server until it ends."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request("GET", f"/{self.token}/events")
            answer = connection.getresponse()
            assert answer.status == 200
            while line := answer.readline():
                if line.startswith(b"data: "):
                    yield json.loads(line[6:])

    def until(self, condition, seconds: float = PATIENCE):
        """Wait until `condition` of this preview is true; return its result."""
        end = time.monotonic() + seconds
        while not (found := condition(self)):
            assert time.monotonic() < end, self.text("pieces")
            time.sleep(0.03)
        return found

    def end(self, by: int = signal.SIGTERM) -> int:
        """End it, and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        code = self.process.wait(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


@contextlib.contextmanager
def preview(file: Path, *options: str) -> Iterator[Preview]:
    """Yield a running preview that is ready, and end it."""
    running = Preview(file, *options)
    try:
        running.until(lambda each: each.condition() != "reading")
        yield running
    finally:
        running.end()


def save(file: Path, content: str | bytes) -> None:
    """Save as most editors do: to a file next to it, which is then renamed."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_bytes(content.encode() if isinstance(content, str) else content)
    beside.replace(file)
