"""The bytes of a file -> its text, and problems with characters that no author typed on purpose.

Word, web pages and Windows editors leave line separators, tabs, no-break spaces and byte order
marks behind. YAML stops at some of them with a bare offset and counts others as line breaks, so
that every later line number would differ from the editor's. Here each is reported at its position and
replaced by a space, so that lines and columns are those that the author sees.
"""

import codecs
import re
from typing import NamedTuple

from wsisc.messages import t
from wsisc.messages.diagnostic import DataPath, Severity


class SourceProblem(NamedTuple):
    """A problem of a text at a 0-based line and column, `length` characters long."""

    code: str
    line: int
    column: int
    length: int
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    path: DataPath = ()


_CHARACTER_NAMES = {
    "\u2028": t("a line separator (U+2028)"),
    "\u2029": t("a paragraph separator (U+2029)"),
    "\x85": t("a next-line character (U+0085)"),
    "\x0b": t("a manual line break from Word (U+000B)"),
    "\x0c": t("a page break (U+000C)"),
    "\xa0": t("a no-break space (U+00A0)"),
    "\ufeff": t("a byte order mark (U+FEFF)"),
}
# Unicode's category Zs without the space. They can begin a line of text, as U+3000 does in Chinese, but not a key.
_ODD_SPACES = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SUSPECT = (
    "(?P<indent>(?<![^\n])[ \t]*\xa0[ \t\xa0]*"
    f"|(?<![^\n])[ \t]*[{_ODD_SPACES}][ \t{_ODD_SPACES}]*(?=(?:- |[a-z][a-z0-9-]*:(?:[ \n]|$))))"
    "|(?P<tab>\t+)"
    "|[\u2028\u2029\x85\x0b\x0c\ufeff]"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]"
)
MAX_PROBLEMS = 100  # a guess: more than an author reads at once; the next run finds the rest

_FILE_SIGNATURES = (
    (b"PK\x03\x04", t("a Word file or another archive")),
    (b"%PDF-", t("a PDF")),
    (b"\xd0\xcf\x11\xe0", t("an old Word file")),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def indentation(line: str) -> int:
    """Return the number of spaces at the start of a line."""
    return len(line) - len(line.lstrip(" "))


def read(content: bytes) -> tuple[str, list[SourceProblem]]:
    """Return the text of `content`, line ends as "\\n" and suspect characters as spaces, and its problems.

    Where the bytes are not UTF-8, the text is empty and there is one problem, `encoding`.
    """
    if what := _wrong_file_kind(content):
        return "", [SourceProblem("encoding", 0, 0, 1, *what)]
    problems = []
    if content.startswith(codecs.BOM_UTF8):
        content = content[len(codecs.BOM_UTF8) :]
        message, hint = (
            t("the file begins with a byte order mark (U+FEFF)"),
            t("save the file as UTF-8 without BOM; it is harmless here"),
        )
        problems.append(SourceProblem("byte-order-mark", 0, 0, 1, message, hint, Severity.WARNING))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return "", [_decoding_problem(content, error)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.replace("\n", "").isprintable() and re.search(_SUSPECT, text):  # the slow pattern is seldom needed
        text = _replace_suspect(text, problems)
    return text, problems


def _wrong_file_kind(content: bytes) -> tuple[str, str] | None:
    """Return message and hint where the bytes are another kind of file, or text in another encoding."""
    for magic, name in _FILE_SIGNATURES:
        if content.startswith(magic):
            hint = t("name the YAML file instead; wsisc review checks a Word file")
            return t("this is {name}, not a YAML file", name=name), hint
    name = next((name for mark, name in _BOMS if content.startswith(mark)), "")
    if name or content.count(0, 0, 4096) > min(len(content), 4096) // 4:  # half the bytes of Latin letters in UTF-16
        return t("the file is saved as {name}, not UTF-8", name=name or "UTF-16"), t("save the file as UTF-8")
    return None


def _decoding_problem(content: bytes, error: UnicodeDecodeError) -> SourceProblem:
    before = content[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return SourceProblem(
        "encoding",
        before.count("\n"),
        len(before) - before.rfind("\n") - 1,
        1,
        t("the byte 0x{content:02X} is not UTF-8", content=content[error.start]),
        t("save the file as UTF-8 (in many editors: Save with Encoding)"),
    )


def _replace_suspect(text: str, problems: list[SourceProblem]) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for match in re.finditer(_SUSPECT, line):
            if len(problems) < MAX_PROBLEMS and (problem := _suspect_problem(line, number, match)):
                problems.append(problem)
        lines[number] = re.sub(_SUSPECT, lambda match: " " * len(match[0]), line)
    return "\n".join(lines)


def _suspect_problem(line: str, number: int, match: re.Match[str]) -> SourceProblem | None:
    found, column = match[0], match.start()
    if match["indent"]:
        column += len(found) - len(found.lstrip(" "))
        unusual = t("an unusual space (U+{code:04X})", code=ord(line[column]))
        kind = t("a tab") if line[column] == "\t" else _CHARACTER_NAMES.get(line[column], unusual)
        message = t("the indentation contains {kind}", kind=kind)
        hint = t("indent with ordinary spaces")
        return SourceProblem("indentation", number, column, match.end() - column, message, hint)
    if match["tab"]:
        if line.lstrip().startswith("#") and "#" in line[:column]:
            return None
        if not line[:column].strip():
            message, hint = t("the line is indented with a tab"), t("indent with spaces")
            return SourceProblem("indentation", number, column, len(found), message, hint)
        message = t("the text contains a tab")
        return SourceProblem("stray-character", number, column, len(found), message, t("replace it with a space"))
    name = _CHARACTER_NAMES.get(found, t("a control character (U+{code:04X})", code=ord(found)))
    hint = t("replace it with a line break, or delete it") if found in "\u2028\u2029\x85\x0b\x0c" else t("delete it")
    return SourceProblem("stray-character", number, column, 1, t("the text contains {name}", name=name), hint)
