"""A client of a language server, as little of one as the tests need: it opens a text, and asks at a place."""

import itertools
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SETTINGS = {
    "yaml": {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}},
    "[yaml]": {"editor.tabSize": 2},
}
CAPABILITIES = {
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
    },
    "workspace": {"configuration": True},
}


class Server:
    """A language server at work, spoken to over its standard input and output."""

    def __init__(self, command: Sequence[object], folder: Path) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([*map(str, command)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        self._ids = itertools.count(1)
        self._published: dict[str, Any] = {}
        place = {"uri": folder.as_uri(), "name": folder.name}
        self._ask(
            "initialize", processId=None, rootUri=place["uri"], capabilities=CAPABILITIES, workspaceFolders=[place]
        )
        self._notify("initialized")

    def problems(self, path: Path, text: str) -> list[tuple[int, str]]:
        """Return what the server marks in a text, as lines (from 1) and messages."""
        uri = self._open(path, text)
        while uri not in self._published:
            self._answer(self._read())
        self._notify("textDocument/didClose", textDocument={"uri": uri})
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in self._published.pop(uri)]

    def at(self, what: str, path: Path, text: str) -> Any:
        """Return the server's "hover" or "completion" at the "‸" in `text`, which is removed."""
        before, _, after = text.partition("‸")
        uri = self._open(path, before + after)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        found = self._ask(f"textDocument/{what}", textDocument={"uri": uri}, position=position)
        self._notify("textDocument/didClose", textDocument={"uri": uri})
        return found

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()

    def _open(self, path: Path, text: str) -> str:
        uri = path.as_uri()
        self._published.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._notify("textDocument/didOpen", textDocument=document)
        return uri

    def _ask(self, method: str, **parameters: Any) -> Any:
        id = next(self._ids)
        self._send({"id": id, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == id and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._answer(message)

    def _notify(self, method: str, **parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _answer(self, message: Any) -> None:
        """Keep what the server publishes, and answer what it asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            items = (
                message.get("params", {}).get("items", []) if message["method"] == "workspace/configuration" else None
            )
            result = items and [SETTINGS.get(each["section"]) for each in items]
            self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> Any:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        return json.loads(self._process.stdout.read(length))
