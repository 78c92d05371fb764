"""Redlines and the documents that they compare -> where LibreOffice, accepting or rejecting all, gets other words.

LibreOffice opens each redline, accepts (or rejects) all changes by its own command, and saves the file. Compared are the
texts of paragraphs, cells and notes. What it is known to do (25.2.3) is undone, and nothing else:

- It keeps an empty paragraph where a removed one was before a table or last; empty paragraphs are dropped, on both sides.
- It writes a zero width joiner into some empty cells.
- Where paragraphs are joined, the properties of the first survive: that is why texts alone are compared.
"""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from tests.redline import package
from tests.redline.judge import compare
from tests.redline.package import DOCUMENT, NOTES, W

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}
</script:module>
"""
_MACRO = """
Sub Resolve(source As String, command As String, target As String)
  Dim document, dispatcher
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  Dim none()
  On Error Goto Failed
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, none())
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  document.storeToURL(target, word())
  document.close(True)
  Exit Sub
Failed:
  Open "WRONG" For Append As #1
  Print #1, source & ": " & Error$ & " in line " & Erl
  Close #1
End Sub

Sub Main
CALLS
  StarDesktop.terminate()
End Sub
"""
_COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}
_JOINER = "\u200d"
_SECONDS = 60  # for one file; LibreOffice takes about a fifth of a second, and lays some out forever


def resolve_all(redlines, folder):
    """Return the files that LibreOffice saves with all changes accepted, and with all rejected, for each redline.

    A file is None where LibreOffice failed, crashed or did not end.
    """
    _run(folder / "profile", "--terminate_after_init", seconds=100)  # makes a profile
    calls = []
    for number, content in enumerate(redlines):
        source = folder / f"{number}.docx"
        source.write_bytes(content)
        calls += [(source, command, folder / f"{number}-{name}.docx") for name, command in _COMMANDS.items()]
    pending = list(calls)
    while pending:
        _run_macro(folder, pending)
        done = next((at for at, (_, _, target) in enumerate(pending) if not target.exists()), len(pending))
        pending = pending[done + 1 :]  # without the one at which it crashed
    found = [target.read_bytes() if target.exists() else None for _, _, target in calls]
    return list(zip(found[::2], found[1::2], strict=True))


def _run_macro(folder, calls):
    lines = [f'  Resolve("{source.as_uri()}", "{command}", "{target.as_uri()}")' for source, command, target in calls]
    macro = _MACRO.replace("WRONG", str(folder / "wrong.txt")).replace("CALLS", "\n".join(lines))
    module = folder / "profile" / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(escape(macro)), encoding="utf-8")
    _run(
        folder / "profile",
        "macro:///Standard.Module1.Main",
        seconds=_SECONDS,
        count_done=lambda: sum(target.exists() for _, _, target in calls),
    )


def _run(profile, *arguments, seconds, count_done: Callable[[], int] = int):
    """Run LibreOffice; end it, with the processes that it started, if nothing was done in so many seconds."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    silent = subprocess.DEVNULL
    with subprocess.Popen([*command, *arguments], stdout=silent, stderr=silent, start_new_session=True) as process:
        done, since = count_done(), time.monotonic()
        while process.poll() is None:
            time.sleep(0.1)
            if count_done() > done:
                done, since = count_done(), time.monotonic()
            if time.monotonic() - since > seconds:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def differences(resolved, old, new):
    """Return, in readable lines, where the two files that LibreOffice saved have other words than NEW and OLD.

    That it fails is no fault of a redline where it fails also with the document that is to come of it.
    """
    found = []
    for name, content, expected in zip(_COMMANDS, resolved, (new, old), strict=True):
        if content is None:
            found += [f"LibreOffice fails where all is {name}"] if _can_read(expected) else []
        else:
            found += compare(f"LibreOffice {name}", texts(content), texts(expected))
    return found


def _can_read(content):
    with tempfile.TemporaryDirectory() as folder:
        [(saved, _)] = resolve_all([content], Path(folder))
    return saved is not None


def texts(content):
    """Return the texts of the paragraphs, rows and notes of a Word file without changes, apart from empty ones."""
    parts = package.read(content)
    order = []
    lines = list(_lines(package.parse(parts[DOCUMENT])[0], order))
    notes = {each.get(f"{W}id"): each for each in package.parse(parts[NOTES])} if NOTES in parts else {}
    for number, id in enumerate(order, 1):
        lines += [f"note {number}: {line}" for line in _lines(notes[id], [])]
    return lines


def _lines(holder, order):
    for block in holder.iterchildren(f"{W}p", f"{W}tbl", f"{W}sdt"):
        if block.tag == f"{W}p":
            text = _text(block, order).strip()
            if text not in ("", _JOINER):
                yield text
        elif block.tag == f"{W}tbl":
            for row in block.iterchildren(f"{W}tr"):
                cells = [" / ".join(_lines(cell, order)) for cell in row.iterchildren(f"{W}tc")]
                yield f"| {' | '.join(cells)} |"
        else:
            yield from _lines(block.find(f"{W}sdtContent"), order)


def _text(paragraph, order):
    found = ""
    for each in paragraph.iter(etree.Element):
        if each.tag == f"{W}t":
            found += each.text or ""
        elif each.tag in (f"{W}br", f"{W}cr"):
            found += "\n"
        elif each.tag == f"{W}tab" and each.getparent().tag == f"{W}r":
            found += "\t"
        elif each.tag == f"{W}drawing":
            found += "<picture>"
        elif each.tag == f"{W}footnoteReference":
            order.append(each.get(f"{W}id"))
            found += f"[^{len(order)}]"
        elif each.tag in (f"{W}ins", f"{W}del") and each.getparent().tag != f"{W}rPr":
            found += "<change>"
    return found
