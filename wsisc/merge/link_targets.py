"""A merged file with new links -> the file with new addresses for old links, where these are no longer used.

A reviewer who corrects an address means the existing link: a new one would leave the old one unused.
"""

from collections.abc import Iterator

from wsisc import model
from wsisc.diff.printed_content import count_all
from wsisc.diff.sides import Sides
from wsisc.merge.state import read_submission
from wsisc.model import Submission
from wsisc.source import block_text, yaml_edit


def restore_link_names(content: bytes, sides: Sides) -> bytes:
    """Return a file in which each new link has the name of the only unused one that it can replace."""
    for new in read_submission(content).links:
        names = list(_replaced_names(read_submission(content), sides, new)) if new not in sides.ours.links else []
        if len(names) == 1:
            content = _rename_link(content, new, names[0]) or content
    return content


def _replaced_names(merged: Submission, sides: Sides, new_name: str) -> Iterator[str]:
    """Yield the names of links that a new one may replace: they were on as many letters, and are used no longer."""
    before, after, theirs = count_all(sides.ours), count_all(merged), count_all(sides.theirs)
    proposals = [comment.proposal or "" for _, comment in model.comments(merged)]
    for name, address in sides.ours.links.items():
        old, new = ("link", address), ("link", merged.links[new_name])
        is_unused = not after[old] and not theirs[old] and not any(f"[{name}]" in each for each in proposals)
        if is_unused and before[old] and before[old] == after[new]:
            yield name


def _rename_link(content: bytes, new_name: str, name: str) -> bytes | None:
    """Return a file in which a new link has another name, None if that cannot be written without other changes."""
    before = read_submission(content)
    result: bytes | None = content
    for path, text in model.rich_texts(before):
        if result and f"][{new_name}]" in text:
            result = block_text.set_text(result, path, text.replace(f"][{new_name}]", f"][{name}]"))
    result = block_text.set_text(result, ("links", name), before.links[new_name]) if result else None
    result = yaml_edit.remove(result, ("links", new_name)) if result else None
    return result if result and count_all(read_submission(result)) == count_all(before) else None
