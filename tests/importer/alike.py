"""What two submissions must have in common when one comes back from Word: all but names, tags and what is not printed."""

import io
import unicodedata
import zipfile

from wsisc import model
from wsisc.importer import nodes
from wsisc.markup import richtext


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
    """Return what an essence says, whatever blocks it stands in: words with their marks, links, notes and figures."""
    if isinstance(essence, dict):
        return said(list(essence.values()))
    if not isinstance(essence, (list, tuple)):
        return [essence]
    is_edge = bool(essence) and isinstance(essence[0], str) and essence[0].endswith(("_open", "_close"))
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
    found = []
    for atom in nodes.token_atoms(richtext.parse(value, frozenset(submission.links)), submission.links):
        if atom[0] == "n" and depth == 0:
            found.append(("note", text(submission.footnotes[atom[1]], submission, 1)))
        elif atom[0] == "figure":
            figure = submission.figures[atom[1]]
            found.append(("figure", figure.alt, figure.caption, figure.decorative))
        else:
            found.append(atom)
    return _joined(found)


def _joined(atoms):
    """Return atoms with their letters joined, to be read where they differ."""
    joined = []
    for atom in atoms:
        if atom[0] == "t" and joined and joined[-1][0] == "t" and joined[-1][2:] == atom[2:]:
            joined[-1] = ("t", joined[-1][1] + atom[1], *atom[2:])
        else:
            joined.append(atom)
    return [
        tuple(unicodedata.normalize("NFC", each) if isinstance(each, str) else each for each in atom) for atom in joined
    ]


def sections(submission):
    return [section.title for _, section in model.sections(submission)]


def items(found, kind):
    return [item.text for item in found.report.items if item.kind.startswith(kind)]
