"""Diagnostics -> JUnit XML, for test pages of CI services: a suite for each file, a failed case for each problem."""

from collections.abc import Sequence
from xml.etree import ElementTree

from wsisc.messages.diagnostic import Diagnostic, Severity, excerpt
from wsisc.report.common import CheckedFile, describe_place, posix_path
from wsisc.text.sanitize import sanitize, sanitize_for_xml


def report(files: Sequence[CheckedFile]) -> str:
    """Return the report of files. Only errors and warnings are failures; diagnostics of severity info are left out."""
    root = ElementTree.Element("testsuites", {"name": "wsisc"})
    for file in files:
        failed = [diagnostic for diagnostic in file.diagnostics if diagnostic.severity != Severity.INFO]
        counts = {"tests": max(len(failed), 1), "failures": len(failed), "errors": 0, "skipped": 0}
        identity = {"name": _xml_text(posix_path(file.file)), "time": "0", "timestamp": "1970-01-01T00:00:00"}
        attributes = identity | {name: str(count) for name, count in counts.items()} | {"hostname": "localhost"}
        suite = ElementTree.SubElement(root, "testsuite", attributes)
        for diagnostic in failed:
            _add_case(suite, diagnostic)
        if not failed:
            ElementTree.SubElement(suite, "testcase", {"name": "wsisc", "classname": identity["name"], "time": "0"})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _add_case(suite: ElementTree.Element, diagnostic: Diagnostic) -> None:
    span, file = diagnostic.span, _xml_text(posix_path(diagnostic.file))
    place = f"{file}:{span.line}:{span.column}"
    name = f"{diagnostic.code} ({span.line}:{span.column})"
    if diagnostic.words is not None:  # of a Word file, which has no lines
        place = describe_place(diagnostic)
        name = f"{diagnostic.code} ({', '.join(filter(None, (diagnostic.label, excerpt(diagnostic.words))))})"
    case = ElementTree.SubElement(suite, "testcase", {"name": _xml_text(name), "classname": file, "time": "0"})
    attributes = {"message": _xml_text(diagnostic.message), "type": diagnostic.severity.value}
    failure = ElementTree.SubElement(case, "failure", attributes)
    failure.text = _xml_text(f"{place}\n{diagnostic.message}\n{diagnostic.hint}")


def _xml_text(text: str) -> str:
    return sanitize_for_xml("\n".join(map(sanitize, text.split("\n"))))
