"""A submission -> the Markdown that Pandoc reads.

Escaping depends on the type: a plain `str` is printed literally, whatever it contains; only `Markdown` is passed
through. So no text of an author can become markup that the author did not write as markup.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from wsisc.document import foreign_phrases, outline
from wsisc.document.manuscript import Manuscript
from wsisc.engines import pandoc
from wsisc.source.model import Submission

# Punctuation that Pandoc or CommonMark treats as markup anywhere, and at the start of a line only.
_SPECIAL = re.compile(r"[\\`*_\[\]{}<>&|!#^~$@]")
_PLAIN_CLUSTER = re.compile(r"(?P<cluster>\S?[^\x00-\x7f]+)")
_RICH_CLUSTER = re.compile(r"<[^<>\s]*>|\]\([^()\s]*\)|(?P<cluster>(?<![*_\\])[^\s*_\\<>]?[^\x00-\x7f]+(?![*_]))")
_LINE_START = re.compile(r"^(\d+)([.)])|^([-+=:])", re.MULTILINE)

SOFT_HYPHEN = "\ufdd0"
"""Replaces a soft hyphen while Pandoc writes a Word file, which drops one at the end of a run. No valid text has it."""


class Markdown(str):
    """A string that is already Markdown."""


class MarkdownDocument:
    """The Markdown of a submission, as a document of its own."""

    def __init__(self, manuscript: Manuscript) -> None:
        mark = f"::: {{.draft}}\n{escape(manuscript.locale.wording['draft'])}\n:::\n\n" if manuscript.draft else ""
        self._text = mark + render(manuscript.submission, outline.build(manuscript))

    def finish(self) -> bytes:
        """Return the document, encoded."""
        return self._text.encode()

    def cancel(self) -> None:
        """Do nothing: no process was started."""


def convert(
    manuscript: Manuscript,
    blocks: list[outline.OutlineBlock],
    to: str,
    *filters: str,
    protect: Callable[[str], str] = str,
) -> pandoc.Conversion:
    """Start Pandoc on the Markdown of blocks, which `protect` may change. Raises WsiscError if that is impossible."""
    text, first_filters = foreign_phrases.prepare(protect(render(manuscript.submission, blocks)), manuscript.locale)
    return pandoc.start(text, to, *first_filters, *filters)


def protect_soft_hyphens(text: str) -> str:
    """Return Markdown whose soft hyphens survive Pandoc; `writers.docx.body` restores them."""
    return text.replace("\xad", SOFT_HYPHEN)


def render(submission: Submission, blocks: list[outline.OutlineBlock]) -> str:
    """Return the Markdown of blocks, with the links and footnotes that they reference."""
    footnotes = outline.referenced_footnotes(submission, blocks)
    printed = [_print_block(block, submission) for block in blocks]
    printed += [f"[{name}]: <{url.replace('&', '&amp;')}>\n" for name, url in submission.links.items()]
    printed.append("\n")
    printed += [f"[^{name}]: {_indent_footnote(submission.footnotes.get(name, ''))}\n\n" for name in footnotes]
    return "".join(printed)


def escape(text: str) -> str:
    """Return a text as Markdown that prints it literally; Markdown is unchanged."""
    if isinstance(text, Markdown):
        return text
    escaped = "".join(
        _to_character_references(_SPECIAL.sub(r"\\\g<0>", piece)) if is_cluster else _SPECIAL.sub(r"\\\g<0>", piece)
        for is_cluster, piece in _split_clusters(text, _PLAIN_CLUSTER)
    )
    escaped = _LINE_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)
    return escaped.replace("\n", "\\\n")


def escape_decomposed(text: str) -> str:
    """Return a rich text whose decomposed characters survive Pandoc, which composes letters and accents (NFC).

    They become numeric character references, except next to an asterisk, underscore or backslash and in an address,
    where a reference would be read as something else.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return "".join(
        _to_character_references(piece) if is_cluster else piece
        for is_cluster, piece in _split_clusters(text, _RICH_CLUSTER)
    )


def _split_clusters(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[bool, str]]:
    """Yield the pieces of a text in order, and whether each is a cluster that Pandoc would compose."""
    start = 0
    for match in pattern.finditer(text):
        if match["cluster"] and not unicodedata.is_normalized("NFC", match["cluster"]):
            yield False, text[start : match.start()]
            yield True, match[0]
            start = match.end()
    yield False, text[start:]


def _to_character_references(cluster: str) -> str:
    return "".join(character if character.isascii() else f"&#{ord(character)};" for character in cluster)


def _print_block(block: outline.OutlineBlock, submission: Submission) -> str:
    """Return the Markdown of a block: its text, or a div of it."""
    if block.kind == "rich":
        return f"{escape_decomposed(block.text.strip('\n'))}\n\n"
    content, below = escape(block.label or block.text), ""
    if block.kind == "heading":
        content, below = f"{'#' * block.level} {content}", escape(block.prompt)
    elif block.kind == "figure":
        figure = submission.figures[block.name]
        content, below = f"![{escape(figure.alt)}](<{escape(figure.file)}>)", content
    return f"::: {_attributes(block)}\n{content}\n{below and f'\n{below}\n'}:::\n\n"


def _attributes(block: outline.OutlineBlock) -> str:
    """Return the attributes of a block's div."""
    if block.kind == "figure":
        return f"{{.figure name={block.name}}}"
    if block.kind == "part":
        return f"{{#{block.name} .part}}"
    if block.kind == "prompt":
        return f"{{.prompt part={block.name}}}"
    if not block.level:
        return f"{{.{block.kind}}}"
    return f"{{#{block.name} .heading{block.meaning and f' .{block.meaning}'}}}"


def _indent_footnote(text: str) -> str:
    """Return the text of a footnote with all lines but the first indented, so that they belong to its definition."""
    return re.sub(r"\n(?=[^\n])", "\n    ", escape_decomposed(text.strip("\n").lstrip(" ")))
