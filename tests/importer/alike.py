"""What two submissions must have in common when one comes back from Word: all but names, tags and what is not printed."""

import io
import unicodedata
import zipfile

from wsisc.source import model
from wsisc.source.markup import marked_text, richtext, tree


def stripped(content):
    """Return a Word file without the source that it carries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if not name.startswith("customXml/"):
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def essence(submission):
    """Return a submission as data in which names are places: links are addresses, notes their texts, figures too."""
    return {
        "call": submission.call,
        "language": submission.language,
        "title": submission.title,
        "entity": submission.entity.name,
        "parts": [_part(part, submission) for part in submission.parts if _holds(part)],
        "unplaced": submission.unplaced,
    }


def said(essence):
    """Return the content of an essence, whatever blocks it is in: words with their marks, links, notes and figures."""
    if isinstance(essence, dict):
        return said(list(essence.values()))
    if not isinstance(essence, (list, tuple)):
        return [essence]
    is_edge = bool(essence) and essence[0] == "block"
    return [] if is_edge else [each for inner in essence for each in said(inner)]


def _holds(part):
    return bool(part.text.strip() or part.sections or any(_holds(each) for each in part.parts))


def _part(part, submission):
    return (
        part.id,
        text(part.text, submission),
        _sections(part.sections, submission),
        [_part(each, submission) for each in part.parts if _holds(each)],
    )


def _sections(sections, submission):
    return [
        (each.title, each.id, text(each.text, submission), _sections(each.sections, submission)) for each in sections
    ]


def text(value, submission, depth=0):
    """Return what a rich text says, with addresses for links, and texts for notes and figures."""
    blocks = marked_text.canonical(richtext.parse(value, frozenset(submission.links)).blocks, submission.links)
    return [each for block in blocks for each in _said_by(block, submission, depth)]


def _said_by(node, submission, depth, marker=""):
    if isinstance(node, tree.Figure):
        figure = submission.figures[node.name]
        return [("figure", figure.alt, figure.caption, figure.decorative)]
    if isinstance(node, tree.Paragraph | tree.Cell):
        words = [_said_by_text(each, submission, depth) for each in marked_text.flatten(node.children)]
    elif isinstance(node, tree.List):
        items = [_said_by(item, submission, depth, node.marker(index)) for index, item in enumerate(node.children)]
        words = [each for item in items for each in item]
    else:
        words = [each for child in node.children for each in _said_by(child, submission, depth)]
    edge = ("block", type(node).__name__, marker)
    return [edge, *words, ("block", "end")]


def _said_by_text(each, submission, depth):
    if each.note and depth == 0:
        return ("note", text(submission.footnotes[each.note], submission, 1))
    marks = " ".join(sorted(f"{kind}{value}" for kind, value in each.marks if kind != "link"))
    return ("text", unicodedata.normalize("NFC", each.text), marks if each.text.strip() else "", each.link)


def sections(submission):
    return [section.title for _, section in model.sections(submission)]


def items(found, kind):
    return [item.text for item in found.report.items if item.kind.startswith(kind)]
